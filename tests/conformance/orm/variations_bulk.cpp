// Area variations: UPDATE and DELETE by criteria and by key, INSERT of a mapped class's rows,
// beside those of the corpus.

#include "cupel/dialects/sqlite/dml.hpp"
#include "cupel/sql/expression/upsert.hpp"

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

std::vector<Ref<Item>> items_by_id(Session& session) {
  return session.scalars(select<Item>().order_by(&Item::id)).all();
}
template <class M>
std::vector<Observed> values_of(const std::vector<Ref<Item>>& items, M Item::*member) {
  return each(items, [&](const auto& i) { return observe((*i).*member); });
}
Parameters synchronize(const Value& how) {
  return {{"synchronize_session", how}};
}

}  // namespace

SCENARIO("variations/dml_evaluate_pending_changes", SingleTableItem) {
  auto items = items_by_id(session);
  {
    const auto off = session.no_autoflush();
    items[0]->qty = 100;
    items[2]->name = "mine";
    (void)session.execute(
        update<Item>().where(col(&Item::qty) > 15).values({{"name", "theirs"}, {"note", "n"}}));
    note("names", values_of(items, &Item::name));
    note("qty", values_of(items, &Item::qty));
  }
  note("dirty", set_of(session.dirty()));
  session.flush();
  session.expire_all();
  note("rows",
       session.execute(select(&Item::name, &Item::qty, &Item::note).order_by(&Item::id)).all());
}

SCENARIO("variations/dml_fetch_pending_changes", SingleTableItem) {
  auto items = items_by_id(session);
  session.expire(items[2]);
  (void)session.execute(update<Item>()
                            .where(func::length(&Item::name) == 4)
                            .values({{&Item::qty, col(&Item::qty) + 1}})
                            .execution_options(synchronize("fetch")));
  note("loaded", each(items, [](const auto& i) { return in_dict(i, "qty"); }));
  note("qty", values_of(items, &Item::qty));
}

SCENARIO("variations/dml_evaluate_expressions", SingleTableItem) {
  auto items = items_by_id(session);
  (void)session.execute(update<Item>()
                            .where(and_(col(&Item::qty) >= 10,
                                        or_(col(&Item::name) == "bolt", !(col(&Item::qty) < 25))))
                            .values({{&Item::qty, col(&Item::qty) * 2 - 1}}));
  note("qty", values_of(items, &Item::qty));
  (void)session.execute(
      update<Item>().where(col(&Item::note) == nullptr).values({{&Item::note, col(&Item::name)}}));
  note("note", values_of(items, &Item::note));
  (void)session.execute(
      update<Item>().where(col(&Item::note) != "small").values({{&Item::note, nullptr}}));
  note("note", values_of(items, &Item::note));
  (void)session.execute(
      update<Item>()
          .where(col(&Item::name).in_({"nut", "gear"}), col(&Item::qty).is_not(nullptr))
          .values({{&Item::name, col(&Item::name) + "!"}}));
  note("name", values_of(items, &Item::name));
  (void)session.execute(
      update<Item>().where(col(&Item::qty).between(10, 30)).values({{&Item::qty, 5}}));
  note("qty", values_of(items, &Item::qty));
}

SCENARIO("variations/dml_evaluate_expired_criteria", SingleTableItem) {
  auto items = items_by_id(session);
  session.expire(items[0]);
  session.expire(items[1], {"qty"});
  (void)session.execute(update<Item>().where(col(&Item::qty) > 15).values({{&Item::note, "hit"}}));
  note("loaded", each(items, [](const auto& i) { return dict_keys(i); }));
  (void)session.execute(delete_<Item>().where(col(&Item::qty) == 20));
  note("in", each(items, [&](const auto& i) { return session.contains(i); }));
  note("deleted", each(items, [](const auto& i) { return inspect(i).deleted(); }));
}

SCENARIO("variations/dml_delete_rollback", SingleTableItem) {
  auto items = items_by_id(session);
  (void)session.execute(delete_<Item>().where(col(&Item::qty) < 25));
  note("deleted", each(items, [](const auto& i) { return inspect(i).deleted(); }));
  note("get", session.get<Item>(1));
  session.rollback();
  note("state", each(items, [](const auto& i) { return list(inspect(i).persistent(), i->name); }));
  (void)session.execute(
      delete_<Item>().where(col(&Item::qty) < 25).execution_options(synchronize(false)));
  note("in", each(items, [&](const auto& i) { return session.contains(i); }));
  session.commit();
  expect("gone", [&] { (void)items[0]->name.get(); });
}

SCENARIO("variations/dml_delete_in_savepoint", SingleTableItem) {
  auto items = items_by_id(session);
  auto nested = session.begin_nested();
  (void)session.execute(delete_<Item>().where(col(&Item::id) == 1));
  note("deleted", inspect(items[0]).deleted());
  nested.rollback();
  note("state", list(inspect(items[0]).persistent(), items[0]->name));
  session.begin_nested([&] { (void)session.execute(delete_<Item>().where(col(&Item::id) == 2)); });
  session.commit();
  note("state", each(items, [](const auto& i) { return inspect(i).detached(); }));
}

SCENARIO("variations/dml_update_from_related", Blog) {
  auto users = session.scalars(select<User>().order_by(&User::id)).all();
  (void)session.execute(
      update<User>()
          .where(col(&User::id).in_(select(&Post::user_id).where(col(&Post::title) == "third")))
          .values({{&User::age, col(&User::age) + 1}}));
  note("age", each(users, [](const auto& u) { return observe(u->age); }));
  (void)session.execute(
      update<User>()
          .where(col(&User::id) == col(&Post::user_id), col(&Post::title) == "first")
          .values({{&User::name, col(&Post::title)}}));
  note("name", names(users));
  (void)session.execute(
      delete_<Profile>().where(col(&Profile::user).has(col(&User::name) == "first")));
  note("profiles", session.scalar(select(func::count(&Profile::id))));
}

SCENARIO("variations/dml_update_foreign_key", Blog) {
  auto p = session.get<Post>(1);
  auto u = p->user.get();
  (void)u->posts.size();
  (void)session.execute(update<Post>().where(col(&Post::id) == 1).values({{&Post::user_id, 2}}));
  note("user", p->user->name);
  note("posts", titles(u->posts));
  session.expire(p);
  note("user", p->user->name);
}

SCENARIO("variations/dml_returning_synchronizes", SingleTableItem) {
  auto items = items_by_id(session);
  auto rows = session
                  .execute(update<Item>()
                               .where(col(&Item::qty) < 25)
                               .values({{&Item::qty, 0}})
                               .returning(&Item::id, &Item::name))
                  .all();
  note("rows", set_of(rows));
  note("qty", values_of(items, &Item::qty));
  auto got = session
                 .scalars(update<Item>()
                              .where(col(&Item::qty) == 0)
                              .values({{&Item::note, "z"}})
                              .returning<Item>()
                              .execution_options(synchronize("fetch")))
                 .all();
  note("got", set_of(each(got, [](const auto& i) { return list(i->id, i->note); })));
  auto gone =
      session.execute(delete_<Item>().where(col(&Item::qty) == 0).returning(&Item::id)).all();
  note("gone", set_of(gone));
  note("deleted", each(items, [](const auto& i) { return inspect(i).deleted(); }));
}

SCENARIO("variations/dml_by_key_rows", SingleTableItem) {
  auto items = items_by_id(session);
  (void)session.execute(
      update<Item>(),
      {{{"id", 1}, {"qty", 1}}, {{"id", 2}, {"qty", 2}}, {{"id", 3}, {"note", "n"}}});
  note("values", each(items, [](const auto& i) { return list(i->qty, i->note); }));
  expect("no key", [&] { (void)session.execute(update<Item>(), ParameterSets{{{"qty", 1}}}); });
  expect("missing", [&] {
    (void)session.execute(update<Item>(), ParameterSets{{{"id", 99}, {"qty", 1}}});
  });
  session.rollback();
  (void)session.connection().execute(
      update<Item>().where(col(&Item::id) == bindparam("i")).values({{&Item::qty, bindparam("q")}}),
      {{{"i", 1}, {"q", 5}}, {{"i", 2}, {"q", 6}}});
  note("qty", values_of(items, &Item::qty));
}

// ---- INSERT -------------------------------------------------------------------------------------

namespace inserted_things {

struct Thing {
  static constexpr auto tablename = "thing";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalText, length<10>, default_<"plain">> kind{};
  Mapped<OptionalText, length<10>, server_default<"new">> state{};
  Mapped<OptionalInt> size{};
  static void configure(Mapping<Thing>& m) {
    m.column(&Thing::id, "thing_id");
    m.column(&Thing::size, "thing_size");
  }
};

auto all_things(Session& session) {
  return session
      .execute(select(&Thing::id, &Thing::name, &Thing::kind, &Thing::state, &Thing::size)
                   .order_by(&Thing::id))
      .all();
}

SCENARIO("variations/insert_heterogeneous", Map<Thing>) {
  (void)session.execute(insert<Thing>(), {{{"name", "a"}},
                                          {{"name", "b"}, {"size", 2}},
                                          {{"name", "c"}, {"size", nullptr}},
                                          {{"name", "d"}, {"kind", "x"}}});
  note("rows", all_things(session));
  auto got = session
                 .scalars(insert<Thing>().returning<Thing>(),
                          ParameterSets{{{"name", "e"}}, {{"name", "f"}, {"size", 6}}})
                 .all();
  note("got", each(got, [](const auto& t) { return list(t->name, t->kind, t->state, t->size); }));
  note("one", session
                  .execute(insert<Thing>().returning(&Thing::size, &Thing::id),
                           Parameters{{"name", "g"}, {"size", 7}})
                  .all());
  note("values", session
                     .execute(insert<Thing>()
                                  .values({{"name", "h"}, {"size", 8}})
                                  .returning(&Thing::size, &Thing::name))
                     .all());
}

SCENARIO("variations/insert_expressions", Map<Thing>) {
  (void)session.execute(insert<Thing>().values(
      {{"name", "a"}, {"size", select(func::max(&Thing::size)).scalar_subquery() + 1}}));
  (void)session.execute(
      insert<Thing>().values({{&Thing::name, "b"}, {&Thing::size, func::length("four")}}));
  (void)session.execute(insert<Thing>().values({{&Thing::size, func::length("xy")}}),
                        ParameterSets{{{"name", "c"}}, {{"name", "d"}}});
  note(
      "rows",
      session.execute(select(&Thing::name, &Thing::kind, &Thing::size).order_by(&Thing::id)).all());
}

SCENARIO("variations/upsert_objects", Map<Thing>) {
  auto one = session.get<Thing>(1);
  const Table things(mapper_of<Thing>().local_table());
  const auto stmt = upsert(things)
                        .values({ValueRow{{"thing_id", 1}, {"name", "uno"}, {"thing_size", 5}},
                                 ValueRow{{"thing_id", 7}, {"name", "seven"}, {"thing_size", 7}}})
                        .index_elements({"thing_id"});
  auto got = session
                 .scalars(insert<Thing>(stmt.set({{"name", stmt.inserted("name")}}))
                              .returning<Thing>()
                              .execution_options({{"populate_existing", true}}))
                 .all();
  note("got", each(got, [](const auto& t) { return list(t->id, t->name, t->size); }));
  note("same", list(got[0] == one, one->name));
  got = session
            .scalars(
                insert<Thing>(sqlite::insert(things).on_conflict_do_nothing()).returning<Thing>(),
                ParameterSets{{{"id", 1}, {"name", "no"}}, {{"id", 8}, {"name", "eight"}}})
            .all();
  note("inserted", names(got));
}

SCENARIO("variations/bulk_mappings_defaults", Map<Thing>) {
  ParameterSets rows{
      {{"name", "a"}}, {{"name", "b"}, {"size", nullptr}}, {{"name", "c"}, {"size", 3}}};
  session.bulk_insert_mappings<Thing>(rows, {.return_defaults = true});
  note("ids", each(rows, [](const Parameters& r) { return observe(*r.find("id")); }));
  ParameterSets more{{{"name", "d"}, {"size", nullptr}}, {{"name", "e"}, {"size", 1}}};
  session.bulk_insert_mappings<Thing>(more, {.render_nulls = true});
  note("rows", all_things(session));
  session.bulk_update_mappings<Thing>({{{"id", 1}, {"size", 10}}, {{"id", 2}, {"size", nullptr}}});
  note("size", session.scalars(select(&Thing::size).order_by(&Thing::id)).all());
}

SCENARIO("variations/expressions_in_flush", Map<Thing>) {
  auto t = make<Thing>({.name = "x"});
  t->size = select(func::max(&Thing::size)).scalar_subquery() + 1;
  session.add(t);
  session.flush();
  note("loaded", dict_keys(t));
  const auto size = observe(t->size);
  note("size", list(size, t->state));
  auto one = session.get<Thing>(1);
  one->size = col(&Thing::size) + 10;
  one->name = "y";
  note("size", false);
  session.flush();
  note("size", one->size);
  one->size = col(&Thing::size) + 1;
  session.rollback();
  note("size", one->size);
}

}  // namespace inserted_things

}  // namespace cupel::conformance
