// Area combinations: natural and composite keys, versions, defaults and deferred columns, each in
// combination with what else a session does.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

// ---- natural keys -------------------------------------------------------------------------------

namespace natural {

struct City;
struct Country {
  static constexpr auto tablename = "country";
  Mapped<std::string, primary_key, length<5>> code{};
  Mapped<OptionalText, length<20>> name{};
  Relationship<List<City>, back_populates<"country">, no_passive_updates, order_by<"City.id">>
      cities{};
};
struct City {
  static constexpr auto tablename = "city";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, foreign_key<"country.code">> code{};
  Mapped<OptionalText, length<20>> name{};
  Relationship<Country, back_populates<"cities">, no_passive_updates> country{};
};

auto city_codes(Session& session) {
  return session.execute(select(&City::id, &City::code).order_by(&City::id)).all();
}

}  // namespace natural

SCENARIO("combinations/natural_key_changes", Map<natural::Country, natural::City>) {
  using natural::City, natural::Country, natural::city_codes;
  (void)session.execute(text("PRAGMA foreign_keys=OFF"));
  session.rollback();
  (void)session.execute(text("PRAGMA defer_foreign_keys=ON"));
  auto fr = session.get<Country>("fr");
  (void)fr->cities.size();
  fr->code = "f2";
  session.flush();
  note("codes", each(fr->cities, [](const auto& c) { return observe(c->code); }));
  auto de = session.get<Country>("de");
  de->code = "d2";
  de->cities.append(City{.name = "Koeln"});
  session.flush();
  note("rows", city_codes(session));
  note("get", list(session.get<Country>("d2") == de, session.get<Country>("de")));
  auto c = session.get<City>(1);
  c->country = de;
  fr->code = "f3";
  session.flush();
  note("rows", city_codes(session));
  session.rollback();
  note("back", list(fr->code, de->code));
}

SCENARIO("combinations/natural_key_merge_and_swap", Map<natural::Country, natural::City>) {
  using natural::City, natural::Country;
  (void)session.execute(text("PRAGMA defer_foreign_keys=ON"));
  auto m = session.merge(
      Country{.code = "fr", .name = "La France", .cities = {City{.id = 1, .name = "P"}}});
  note("cities", each(m->cities, [](const auto& c) { return list(c->name, c->code); }));
  session.flush();
  note("rows",
       session.execute(select(&City::id, &City::code, &City::name).order_by(&City::id)).all());
  auto n = session.merge(Country{.code = "it", .name = "Italy", .cities = {City{.id = 3}}});
  session.flush();
  note("bonn", list(session.get<City>(3)->code, session.get<City>(3)->name));
  expect("null key", [&] {
    m->code.del();
    session.flush();
  });
  session.rollback();
  note("code", m->code);
}

// ---- composite keys -----------------------------------------------------------------------------

namespace composite {

struct Step;
struct Plan {
  static constexpr auto tablename = "plan";
  Mapped<std::string, primary_key, length<5>> region{};
  Mapped<std::int64_t, primary_key, autoincrement<false>> num{};
  Mapped<OptionalText, length<20>> title{};
  Relationship<List<Step>, back_populates<"plan">, cascade<"all, delete-orphan">,
               order_by<"Step.pos">>
      steps{};
};
struct Step {
  static constexpr auto tablename = "step";
  Mapped<std::string, primary_key, length<5>> region{};
  Mapped<std::int64_t, primary_key, autoincrement<false>> num{};
  Mapped<std::int64_t, primary_key, autoincrement<false>> pos{};
  Mapped<OptionalText, length<20>> what{};
  Relationship<Plan, back_populates<"steps">> plan{};
  static void configure(Mapping<Step>& m) {
    m.table_args(ForeignKeyConstraint({"region", "num"}, {"plan.region", "plan.num"}));
  }
};
using Both = Map<Plan, Step>;

std::vector<Observed> whats(const auto& steps) {
  return each(steps, [](const auto& t) { return observe(t->what); });
}
std::vector<Observed> plan_titles(const auto& plans) {
  return each(plans, [](const auto& p) { return observe(p->title); });
}

}  // namespace composite

SCENARIO("combinations/composite_identifying", composite::Both) {
  using composite::Plan, composite::Step;
  auto p = session.get<Plan>({"n", 1});
  p->steps.append(Step{.pos = 3, .what = "w"});
  session.flush();
  note("key", identity_of(p->steps[2]));
  p->steps.erase(0);
  session.flush();
  note("steps", each(p->steps, [](const auto& t) { return list(t->pos, t->what); }));
  p->steps = {Step{.pos = 2, .what = "re"}, Step{.pos = 4, .what = "new"}};
  session.flush();
  note("rows", session
                   .execute(select(&Step::region, &Step::num, &Step::pos, &Step::what)
                                .order_by(&Step::region, &Step::pos))
                   .all());
  auto z = session.get<Step>(Parameters{{"region", "s"}, {"num", 2}, {"pos", 1}});
  note("get", list(z->what, session.get<Step>({"s", 2, 9})));
  auto m = session.merge(Plan{.region = "s",
                              .num = 2,
                              .title = "C",
                              .steps = {Step{.region = "s", .num = 2, .pos = 1, .what = "Z"},
                                        Step{.pos = 7, .what = "q"}}});
  session.flush();
  note("merged", each(m->steps, [](const auto& t) { return list(t->pos, t->what); }));
}

SCENARIO("combinations/composite_loaders", composite::Both) {
  using composite::Plan, composite::Step, composite::whats;
  for (const auto& option :
       {joinedload(&Plan::steps), selectinload(&Plan::steps), immediateload(&Plan::steps)}) {
    auto plans = session.scalars(select<Plan>().order_by(&Plan::region, &Plan::num).options(option))
                     .unique()
                     .all();
    note("steps", each(plans, [](const auto& p) { return whats(p->steps); }));
    plans.clear();
    session.expunge_all();
  }
  for (const auto& option : {joinedload(&Step::plan), selectinload(&Step::plan)}) {
    auto steps = session.scalars(select<Step>().order_by(&Step::region, &Step::pos).options(option))
                     .unique()
                     .all();
    note("plans", each(steps, [](const auto& t) { return observe(t->plan->title); }));
    steps.clear();
    session.expunge_all();
  }
  note("any",
       session.scalars(select(&Plan::title).where(col(&Plan::steps).any(col(&Step::what) == "z")))
           .all());
  auto p = session.get<Plan>({"n", 1});
  note(
      "eq",
      session.scalars(select(&Step::what).where(col(&Step::plan) == p).order_by(&Step::pos)).all());
  note("ne", session.scalars(select(&Step::what).where(col(&Step::plan) != p)).all());
  expect("moved key", [&] {
    auto t = session.get<Step>({"n", 1, 1});
    t->plan = session.get<Plan>({"s", 1});
    session.flush();
  });
}

SCENARIO("combinations/composite_dml_sync", composite::Both) {
  using composite::Plan, composite::plan_titles, composite::Step;
  auto plans = session.scalars(select<Plan>().order_by(&Plan::region, &Plan::num)).all();
  (void)session.execute(update<Plan>()
                            .where(col(&Plan::region) == "s", col(&Plan::num) > 1)
                            .values({{&Plan::title, "U"}}));
  note("t", plan_titles(plans));
  ExecutionOptions fetch;
  fetch.set("synchronize_session", "fetch");
  (void)session.execute(
      update<Plan>().where(func::length(&Plan::title) == 1).values({{&Plan::title, "F"}}),
      Parameters(), fetch);
  note("t", plan_titles(plans));
  (void)session.execute(update<Plan>(), {{{"region", "n"}, {"num", 1}, {"title", "bulk"}},
                                         {{"region", "s"}, {"num", 1}, {"title", "bulk2"}}});
  note("t", plan_titles(plans));
  (void)session.execute(delete_<Step>().where(tuple_(&Step::region, &Step::num).in_({{"n", 1}})));
  (void)session.execute(delete_<Plan>().where(col(&Plan::title) == "bulk"));
  note("in", each(plans, [&](const auto& p) { return session.contains(p); }));
}

// ---- versions -----------------------------------------------------------------------------------

namespace versioned_docs {

struct Line;
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, version_id> version{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalText, length<20>> body{};
  Relationship<List<Line>, back_populates<"doc">, cascade<"all, delete-orphan">,
               order_by<"Line.id">>
      lines{};
};
struct Line {
  static constexpr auto tablename = "line";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"doc.id">> doc_id{};
  Mapped<std::int64_t, version_id> version{};
  Mapped<OptionalText, length<20>> name{};
  Relationship<Doc, back_populates<"lines">> doc{};
};
using Both = Map<Doc, Line>;

auto doc_rows(Session& session) {
  return session.execute(select(&Doc::id, &Doc::version, &Doc::name).order_by(&Doc::id)).all();
}

}  // namespace versioned_docs

SCENARIO("combinations/version_graph", versioned_docs::Both) {
  using versioned_docs::Doc, versioned_docs::Line;
  auto d = session.get<Doc>(1);
  const auto all = [&] {
    note("v", list(d->version, each(d->lines, [](const auto& x) { return observe(x->version); })));
  };
  d->lines.append(Line{.name = "l3"});
  session.flush();
  all();
  d->name = "a2";
  d->lines[0]->name = "l1b";
  session.delete_(d->lines[1]);
  session.flush();
  all();
  auto first = d->lines[0];
  session.expire(first);
  first->name = "unloaded";
  session.flush();
  note("v", first->version);
  auto nested = session.begin_nested();
  d->body = "in savepoint";
  session.flush();
  note("v", d->version);
  nested.rollback();
  note("v", d->version);
  d->lines = std::vector<Ref<Line>>();
  session.delete_(d);
  session.flush();
  (void)session.execute(text("UPDATE doc SET version = 9 WHERE id = 2"));
  auto e = session.get<Doc>(2);
  e->name = "ok";
  session.flush();
  note("v", e->version);
  (void)session.execute(text("UPDATE doc SET version = 1 WHERE id = 2"));
  session.delete_(e);
  expect("stale", [&] { session.flush(); });
  session.rollback();
}

SCENARIO("combinations/version_bulk", versioned_docs::Both) {
  using versioned_docs::Doc, versioned_docs::doc_rows;
  auto d = session.get<Doc>(1);
  session.bulk_update_mappings<Doc>(
      {{{"id", 1}, {"version", 1}, {"name", "m"}}, {{"id", 2}, {"version", 3}, {"name", "n"}}});
  note("rows", doc_rows(session));
  session.bulk_insert_mappings<Doc>({{{"name", "i1"}}, {{"name", "i2"}, {"body", "b"}}});
  session.refresh(d);
  d->name = "o";
  session.bulk_save_objects(std::vector{d, make<Doc>({.name = "s"})});
  session.expire(d);
  note("rows", doc_rows(session));
  (void)session.execute(update<Doc>(), {{{"id", 2}, {"version", 4}, {"name", "z"}}});
  (void)session.execute(update<Doc>().where(col(&Doc::id) > 2).values({{&Doc::name, "crit"}}));
  note("rows", doc_rows(session));
  expect("stale", [&] {
    session.bulk_update_mappings<Doc>({{{"id", 2}, {"version", 1}, {"name", "old"}}});
  });
}

// ---- defaults -----------------------------------------------------------------------------------

namespace defaults {

struct Job {
  static constexpr auto tablename = "job";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>, default_<"noname">> name{};
  Mapped<OptionalText, length<10>, server_default<"new">> state{};
  Mapped<OptionalInt, default_<0>> tries{};
  Mapped<OptionalText, length<20>> low{};
  Mapped<OptionalText, length<20>> note{};
  static void configure(Mapping<Job>& m) {
    m.column(&Job::tries, "tries", onupdate(5));
    m.column(&Job::low, "low", default_(func::lower("ABC")));
  }
};

}  // namespace defaults

SCENARIO("combinations/defaults_in_graph", Map<defaults::Job>) {
  using defaults::Job;
  auto a = make<Job>();
  auto b = make<Job>({.name = "b", .state = "given"});
  b->note = std::nullopt;
  session.add_all({a, b});
  session.flush();
  note("in", list(dict_keys(a), dict_keys(b)));
  note("a", list(a->name, a->tries, a->low, a->state));
  note("b", list(b->name, b->state, b->low, b->note));
  a->note = "x";
  session.flush();
  note("tries", a->tries);
  b->tries = 9;
  b->note = func::upper("n");
  session.flush();
  note("b", list(b->tries, b->note));
  auto c = make<Job>();
  c->name = std::nullopt;
  c->state = std::nullopt;
  c->tries = std::nullopt;
  session.add(c);
  session.flush();
  note("c", list(c->name, c->state, c->tries));
  auto d = make<Job>();
  d->name = null();
  d->state = null();
  session.add(d);
  session.flush();
  note("d", list(d->name, d->state));
  (void)session.execute(update<Job>().where(col(&Job::id) == 1).values({{&Job::note, "crit"}}));
  note("a", list(a->note, a->tries));
  session.bulk_insert_mappings<Job>({{{"note", "m"}}, {{"name", "n"}}});
  (void)session.execute(insert<Job>(), ParameterSets{{{"note", "o"}}});
  note("rows", session
                   .execute(select(&Job::name, &Job::state, &Job::tries, &Job::low, &Job::note)
                                .order_by(&Job::id))
                   .all());
}

SCENARIO("combinations/defaults_rollback_expire", Map<defaults::Job>) {
  using defaults::Job;
  auto a = make<Job>({.note = "a"});
  session.add(a);
  session.flush();
  a->note = "b";
  session.expire(a, {"state"});
  session.flush();
  note("in", dict_keys(a));
  session.rollback();
  note("a", list(a->id, a->name, a->note, dict_keys(a)));
  session.add(a);
  session.commit();
  note("a", list(a->tries, a->state));
  auto m = session.merge(Job{.id = 1, .note = "merged"});
  session.flush();
  note("m", list(m->tries, m->note));
  auto n = session.merge(Job{.id = 7});
  session.flush();
  note("n", list(n->name, n->state, n->tries));
}

// ---- deferred columns ---------------------------------------------------------------------------

namespace wide {

struct Book;
struct Page {
  static constexpr auto tablename = "page";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> title{};
  Mapped<OptionalText, length<20>, deferred_group<"big">> body{};
  Mapped<OptionalText, length<20>, deferred_group<"big">> extra{};
  Mapped<OptionalText, length<20>, deferred> secret{};
  Mapped<OptionalText, length<20>, deferred_raiseload> locked{};
  Mapped<OptionalInt, foreign_key<"book.id">> book_id{};
  Relationship<Book, back_populates<"pages">> book{};
};
struct Book {
  static constexpr auto tablename = "book";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalText, length<20>, deferred> blurb{};
  Relationship<List<Page>, back_populates<"book">, order_by<"Page.id">> pages{};
};
using Both = Map<Page, Book>;

}  // namespace wide

SCENARIO("combinations/deferred_groups_paths", wide::Both) {
  using wide::Book, wide::Page;
  const auto first = select<Page>().where(col(&Page::id) == 1);
  auto p = session.get<Page>(1);
  note("body", p->body);
  note("keys", dict_keys(p));
  expect("locked", [&] { (void)p->locked.get(); });
  session.expire(p, {"body"});
  note("extra", p->extra);
  note("body", p->body);
  session.expire(p);
  note("title", p->title);
  note("keys", dict_keys(p));
  session.expunge_all();
  auto b = session
               .scalars(select<Book>().options(selectinload(&Book::pages).undefer_group("big"),
                                               undefer(&Book::blurb)))
               .one();
  note("keys", list(dict_keys(b), dict_keys(b->pages[0])));
  session.expunge_all();
  b = session.scalars(select<Book>().options(joinedload(&Book::pages).undefer("*"))).unique().one();
  note("keys", dict_keys(b->pages[0]));
  session.expunge_all();
  p = session.scalars(first.options(load_only(&Page::secret).raiseload_columns())).one();
  note("keys", dict_keys(p));
  expect("title", [&] { (void)p->title.get(); });
  session.expunge_all();
  p = session.scalars(first.options(defer("*"), undefer(&Page::title))).one();
  note("keys", dict_keys(p));
  session.expunge_all();
  p = session
          .scalars(
              first.options(undefer(&Page::locked), defaultload(&Page::book).load_only(&Book::id)))
          .one();
  note("keys", dict_keys(p));
  note("book", dict_keys(p->book.get()));
  p->body = "set";
  session.flush();
  note("keys", dict_keys(p));
  session.refresh(p);
  note("keys", dict_keys(p));
}

SCENARIO("combinations/deferred_populate_existing", wide::Both) {
  using wide::Page;
  const auto first = select<Page>().where(col(&Page::id) == 1);
  auto p = session.get<Page>(1);
  (void)p->secret.get();
  (void)session.scalars(first.options(undefer(&Page::body))).one();
  note("keys", dict_keys(p));
  (void)session.scalars(first.execution_options({{"populate_existing", true}})).one();
  note("keys", dict_keys(p));
  (void)session
      .scalars(
          first.options(undefer(&Page::extra)).execution_options({{"populate_existing", true}}))
      .one();
  note("keys", dict_keys(p));
  session.commit();
  note("title", p->title);
  note("keys", dict_keys(p));
  note("rows", session.execute(select(&Page::title, &Page::body).order_by(&Page::id)).all());
  auto q = session.query<Page>()
               .options(load_only(&Page::title))
               .filter(col(&Page::body) == "b2")
               .order_by(&Page::body)
               .one();
  note("keys", dict_keys(q));
}

}  // namespace cupel::conformance
