// Area variations: composite keys, references that are updated afterwards, sets and dictionaries,
// link tables, versions, beside those of the corpus.

#include "keyed_notes.hpp"
#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

// ---- composite keys -----------------------------------------------------------------------------

namespace keyed_places {

struct Visit;
struct Place {
  static constexpr auto tablename = "place";
  Mapped<std::int64_t, primary_key, autoincrement<false>> x{};
  Mapped<std::int64_t, primary_key> y{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Visit>, back_populates<"place">, order_by<"Visit.id">, no_passive_updates>
      visits{};
};
struct Visit {
  static constexpr auto tablename = "visit";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> px{};
  Mapped<OptionalInt> py{};
  Relationship<Place, back_populates<"visits">> place{};
  static void configure(Mapping<Visit>& m) {
    m.table_args(ForeignKeyConstraint({"px", "py"}, {"place.x", "place.y"}));
  }
};

SCENARIO("variations/composite_key_queries", Map<Place, Visit>) {
  auto v = session.get<Visit>(3);
  note("partial", v->place);
  auto a = session.get<Place>({1, 1});
  note("visits", conformance::ids(a->visits));
  note("none",
       session.scalars(select(&Visit::id).where(col(&Visit::place) == nullptr).order_by(&Visit::id))
           .all());
  note("not",
       session.scalars(select(&Visit::id).where(col(&Visit::place) != a).order_by(&Visit::id))
           .all());
  note("any",
       session.scalars(select(&Place::name).where(col(&Place::visits).any(col(&Visit::id) == 4)))
           .all());
  note("has",
       session.scalars(select(&Visit::id).where(col(&Visit::place).has(col(&Place::name) == "b")))
           .all());
  note("contains",
       session
           .scalars(select(&Place::name).where(col(&Place::visits).contains(session.get<Visit>(2))))
           .all());
  a->visits.remove(a->visits[0]);
  session.flush();
  note("row", session.execute(select(&Visit::px, &Visit::py).where(col(&Visit::id) == 1)).all());
}

SCENARIO("variations/composite_key_eager", Map<Place, Visit>) {
  {
    auto all =
        session.scalars(select<Place>().options(subqueryload(&Place::visits)).order_by(&Place::y))
            .all();
  }
  session.expunge_all();
  auto rows =
      session.scalars(select<Visit>().options(selectinload(&Visit::place)).order_by(&Visit::id))
          .all();
  note("places", each(rows, [](const auto& v) {
         return v->place ? observe(v->place->name) : observe(nullptr);
       }));
  session.expunge_all();
  auto places =
      session.scalars(select<Place>().options(joinedload(&Place::visits)).order_by(&Place::y))
          .unique()
          .all();
  note("visits", each(places, [](const auto& p) { return conformance::ids(p->visits); }));
  session.expire_all();
  note("get", session.get<Place>({1, 2})->name);
  note("in",
       session
           .scalars(select(&Place::name).where(tuple_(&Place::x, &Place::y).in_({{1, 2}, {3, 4}})))
           .all());
}

}  // namespace keyed_places

// ---- references that are updated afterwards -----------------------------------------------------

namespace post_updated {

struct Person;
struct Ball {
  static constexpr auto tablename = "ball";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"person.id">> person_id{};
  Mapped<OptionalText, length<10>> name{};
};
struct Person {
  static constexpr auto tablename = "person";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"ball.id">> favorite_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Ball>, foreign_keys<"Ball.person_id">, cascade<"all, delete-orphan">,
               order_by<"Ball.id">>
      balls{};
  Relationship<Ball, foreign_keys<"Person.favorite_id">, post_update> favorite{};
};

SCENARIO("variations/post_update_life", Map<Ball, Person>) {
  auto b = make<Ball>({.name = "b"});
  auto c = make<Ball>({.name = "c"});
  auto p = make<Person>({.name = "p", .balls = {b, c}, .favorite = b});
  session.add(p);
  session.flush();
  p->favorite = c;
  p->name = "q";
  session.flush();
  p->balls.remove(c);
  p->favorite = b;
  session.flush();
  session.commit();
  note("favorite", p->favorite->name);
  session.delete_(p);
  session.flush();
  const auto people = session.scalar(select(func::count(&Person::id)));
  note("rows", list(people, session.scalar(select(func::count(&Ball::id)))));
}

SCENARIO("variations/post_update_only_reference", Map<Ball, Person>) {
  auto b = make<Ball>({.name = "b"});
  auto p = make<Person>({.name = "p", .balls = {b}});
  session.add(p);
  session.commit();
  p->favorite = b;
  session.flush();
  p->favorite = nullptr;
  session.flush();
  p->favorite = Ball{.name = "alone"};
  session.flush();
  note("id", p->favorite_id);
}

}  // namespace post_updated

// ---- sets and dictionaries ----------------------------------------------------------------------

namespace in_sets {

struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Set<Child>, back_populates<"parent">, cascade<"all, delete-orphan">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Parent, back_populates<"children">> parent{};
};

SCENARIO("variations/set_collection_changes", Map<Parent, Child>) {
  auto p = session.get<Parent>(1);
  auto q = session.get<Parent>(2);
  auto a = session.get<Child>(1);
  (void)p->children.add(a);
  note("size", p->children.size());
  (void)p->children.discard(a);
  note("parent", a->parent);
  (void)p->children.add(a);
  session.flush();
  note("state", inspect(a).persistent());
  auto all = p->children.to_vector();
  for (const auto& child : q->children) all.push_back(child);
  q->children.assign(all);
  const auto left = p->children.size();
  note("sizes", list(left, q->children.size()));
  session.flush();
  note("rows", session.execute(select(&Child::id, &Child::parent_id).order_by(&Child::id)).all());
  q->children.clear();
  session.flush();
  note("count", session.scalar(select(func::count(&Child::id))));
}

}  // namespace in_sets

namespace in_dicts {

using keyed_notes::Item;
using keyed_notes::Note;

SCENARIO("variations/keyed_dict_whole", Map<Item, Note>) {
  auto i = session.get<Item>(1);
  auto j = session.get<Item>(2);
  auto b = i->notes["b"];
  i->notes = {{"b", b}, {"c", Note{.key = "c", .body = "3"}}};
  note("keys", set_of(i->notes.keys()));
  session.flush();
  note("rows", session.execute(select(&Note::id, &Note::key).order_by(&Note::id)).all());
  auto n = make<Note>({.key = "z", .body = "9", .item = j});
  note("loaded", in_dict(j, "notes"));
  note("keys", set_of(j->notes.keys()));
  j->notes.set("b", b);
  note("left", set_of(i->notes.keys()));
  session.flush();
  note("owner", session.execute(select(&Note::item_id).where(col(&Note::key) == "b")).all());
  session.expire_all();
  const auto of_i = set_of(i->notes.keys());
  note("keys", list(of_i, set_of(j->notes.keys())));
}

}  // namespace in_dicts

// ---- link tables --------------------------------------------------------------------------------

namespace {

auto all_links(Session& session, Registry& registry) {
  const Table links = registry.metadata().table("post_tags");
  return session.execute(select(links).order_by(links.c["post_id"], links.c["tag_id"])).all();
}

}  // namespace

SCENARIO("variations/m2m_both_sides_conflict", Blog) {
  auto p1 = session.get<Post>(1);
  auto red = session.get<Tag>(1);
  p1->tags.remove(red);
  red->posts.append(p1);
  note("tags", names(p1->tags));
  session.flush();
  p1->tags.remove(red);
  session.flush();
  note("links", all_links(session, registry));
}

SCENARIO("variations/m2m_delete_both_ends", Blog) {
  session.delete_(session.get<Post>(1));
  session.delete_(session.get<Tag>(2));
  session.flush();
  note("links", all_links(session, registry));
  session.rollback();
  note("links",
       session.scalar(select(func::count()).select_from(registry.metadata().table("post_tags"))));
}

SCENARIO("variations/m2m_clear_and_expire", Blog) {
  auto p1 = session.get<Post>(1);
  p1->tags.remove(p1->tags[0]);
  session.expire(p1, {"tags"});
  session.flush();
  note("tags", names(p1->tags));
  p1->tags.clear();
  session.commit();
  note("tags", p1->tags);
  note("posts", titles(session.get<Tag>(2)->posts));
}

SCENARIO("variations/m2m_duplicate_row", Blog) {
  auto p4 = session.get<Post>(4);
  auto red = session.get<Tag>(1);
  p4->tags.append(red);
  p4->tags.append(red);
  note("twice", names(p4->tags));
  p4->tags.remove(red);
  const auto once = names(p4->tags);
  note("once", list(once, red->posts.contains(p4)));
  session.flush();
  p4->tags.append(red);
  session.flush();
  session.expire(p4);
  note("loaded", names(p4->tags));
}

// ---- versions -----------------------------------------------------------------------------------

namespace versioned {

struct Part;
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, version_id> version{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Part>, back_populates<"doc">, cascade<"all, delete-orphan">,
               order_by<"Part.id">>
      parts{};
};
struct Part {
  static constexpr auto tablename = "part";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"doc.id">> doc_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Doc, back_populates<"parts">> doc{};
};

SCENARIO("variations/version_only_children_change", Map<Doc, Part>) {
  auto d = session.get<Doc>(1);
  d->parts.append(Part{.name = "q"});
  session.flush();
  note("version", d->version);
  d->name = "x";
  session.flush();
  note("version", d->version);
  d->version = 10;
  d->name = "y";
  session.flush();
  note("version", d->version);
  session.commit();
  note("version", d->version);
}

SCENARIO("variations/version_merge_mismatch", Map<Doc, Part>) {
  auto d = session.get<Doc>(1);
  expect("mismatch", [&] { (void)session.merge(Doc{.id = 1, .version = 2, .name = "old"}); });
  auto m = session.merge(Doc{.id = 1, .version = 3, .name = "new"});
  session.flush();
  note("version", m->version);
  m = session.merge(Doc{.id = 1, .name = "unversioned"});
  session.flush();
  note("version", list(m->version, m->name));
}

SCENARIO("variations/version_rollback", Map<Doc, Part>) {
  auto d = session.get<Doc>(1);
  d->name = "a";
  session.flush();
  auto nested = session.begin_nested();
  d->name = "b";
  session.flush();
  note("in", d->version);
  nested.rollback();
  note("out", d->version);
  d->name = "c";
  session.flush();
  note("again", d->version);
  session.rollback();
  note("start", list(d->version, d->name));
  d->name = "z";
  session.commit();
}

SCENARIO("variations/version_stale_delete", Map<Doc, Part>) {
  auto d = session.get<Doc>(1);
  auto e = session.get<Doc>(2);
  (void)session.execute(text("UPDATE doc SET version=9 WHERE id=1"));
  session.delete_(d);
  expect("stale", [&] { session.flush(); });
  session.rollback();
  note("state", list(inspect(d).persistent(), d->version));
  session.delete_(e);
  session.flush();
}

}  // namespace versioned

}  // namespace cupel::conformance
