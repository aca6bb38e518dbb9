// Area variations: what savepoints, rollbacks, expiry and merge make of graphs of objects, beside
// those of the corpus.

#include <algorithm>

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

auto owners_of_pets(Session& session) {
  return session.execute(select(&Pet::id, &Pet::owner_id).order_by(&Pet::id)).all();
}
auto named_pets(Session& session) {
  return session.execute(select(&Pet::id, &Pet::owner_id, &Pet::name).order_by(&Pet::id)).all();
}
auto links_of(Session& session, Registry& registry) {
  const Table links = registry.metadata().table("post_tags");
  return session.execute(select(links).order_by(links.c["post_id"], links.c["tag_id"])).all();
}

}  // namespace

SCENARIO("variations/savepoint_new_child", OwnerPets) {
  auto ann = session.get<Owner>(1);
  (void)ann->pets.size();
  auto nested = session.begin_nested();
  auto p = make<Pet>({.name = "tmp"});
  ann->pets.append(p);
  session.flush();
  ann->name = "changed";
  nested.rollback();
  note("state", list(inspect(p).transient(), session.contains(p),
                     p->owner ? observe(tag(p->owner.get())) : observe(nullptr)));
  note("loaded", list(in_dict(ann, "pets"), in_dict(ann, "name")));
  note("pets", ann->pets);
  note("name", ann->name);
  session.commit();
}

SCENARIO("variations/savepoint_removed_child", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto rex = ann->pets[0];
  auto nested = session.begin_nested();
  ann->pets.remove(rex);
  session.flush();
  note("deleted", inspect(rex).deleted());
  nested.rollback();
  note("state", list(inspect(rex).persistent(), session.contains(rex)));
  note("pets", ann->pets);
  note("owner", rex->owner);
  session.commit();
  note("rows", owners_of_pets(session));
}

SCENARIO("variations/savepoint_committed_then_rollback", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto p = make<Pet>({.name = "tmp"});
  session.begin_nested([&] {
    ann->pets.append(p);
    ann->name = "x";
    session.delete_(session.get<Pet>(2));
  });
  note("in", list(inspect(p).persistent(),
                  inspect(ann).expired_attributes().empty() ? "loaded" : "expired"));
  session.rollback();
  note("out", list(inspect(p).transient(), ann->name));
  note("pets", ann->pets);
}

SCENARIO("variations/savepoint_two_levels", OwnerPets) {
  auto outer = session.begin_nested();
  auto o = make<Owner>({.name = "o"});
  session.add(o);
  session.flush();
  auto inner = session.begin_nested();
  o->name = "p";
  auto q = make<Owner>({.name = "q"});
  session.add(q);
  session.flush();
  inner.rollback();
  const auto name = observe(o->name);
  note("inner", list(name, inspect(o).persistent(), inspect(q).transient()));
  outer.rollback();
  note("outer", list(inspect(o).transient(), o->name));
  note("count", session.scalar(select(func::count(&Owner::id))));
}

SCENARIO("variations/savepoint_unloaded_moves", OwnerPets) {
  auto rex = session.get<Pet>(1);
  auto bob = session.get<Owner>(2);
  expect("error", [&] {
    session.begin_nested([&] {
      rex->owner = bob;
      session.flush();
      raise("ValueError", "stop");
    });
  });
  note("loaded", dict_keys(rex));
  note("owner", rex->owner);
  note("bob", bob->pets);
}

SCENARIO("variations/rollback_new_and_deleted", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  session.delete_(bob);
  auto fresh = make<Owner>({.name = "new", .pets = {Pet{.name = "n"}}});
  session.add(fresh);
  session.flush();
  auto pending = make<Pet>({.name = "pending", .owner = ann});
  session.add(pending);
  note("before",
       list(inspect(fresh).persistent(), inspect(bob).deleted(), inspect(pending).pending()));
  session.rollback();
  note("after",
       list(inspect(fresh).transient(), inspect(bob).persistent(), inspect(pending).transient()));
  note("new",
       list(fresh->id, fresh->name, names(fresh->pets), fresh->pets[0]->owner.get() == fresh));
  note("pending", list(pending->owner.get() == ann, ann->pets.contains(pending)));
  session.add(fresh);
  session.flush();
  note("again", list(fresh->id, fresh->pets[0]->owner_id));
}

SCENARIO("variations/expire_then_change_collection", OwnerPets) {
  auto ann = session.get<Owner>(1);
  (void)ann->pets.size();
  session.expire(ann);
  auto p = make<Pet>({.name = "late"});
  ann->pets.append(p);
  note("names", names(ann->pets));
  session.expire(ann);
  const auto pending = session.new_();
  const bool is_new = std::ranges::find(pending, ObjectRef(p)) != pending.end();
  note("after expire", list(is_new, names(ann->pets)));
  session.flush();
  note("rows", named_pets(session));
}

SCENARIO("variations/expire_pending_backref", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto p = make<Pet>({.name = "late", .owner = ann});
  note("loaded", in_dict(ann, "pets"));
  session.expire(ann, {"pets"});
  note("pets", names(ann->pets));
  session.flush();
  note("pets", names(ann->pets));
}

SCENARIO("variations/expire_all_many_to_one", Blog) {
  auto posts = session.scalars(select<Post>().order_by(&Post::id)).all();
  auto u = posts[0]->user.get();
  session.expire_all();
  note("user", posts[0]->user->name);
  note("same", posts[1]->user.get() == u);
  note("third", posts[2]->user->name);
}

SCENARIO("variations/refresh_cascades", OwnerPets) {
  auto ann = session.get<Owner>(1);
  ann->pets[0]->name = "changed";
  session.refresh(ann);
  note("name", ann->pets[0]->name);
  session.expire(ann);
  note("dirty", session.dirty().size());
}

SCENARIO("variations/autoflush_while_expired_loads", Blog) {
  auto u = session.get<User>(1);
  auto p = session.get<Post>(1);
  session.expire(p);
  u->name = "flushed";
  note("title", p->title);
  note("dirty", session.dirty().size());
  session.expire(p);
  p->title = "set while expired";
  note("user_id", p->user_id);
  session.expire(u, {"age"});
  session.add(Post{.title = "new", .user = u});
  note("age", u->age);
  note("new", session.new_().size());
  note("posts", titles(u->posts));
}

namespace eager_teams {

struct Player;
struct Team {
  static constexpr auto tablename = "team";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Player>, back_populates<"team">, lazy<"selectin">, order_by<"Player.id">>
      players{};
};
struct Player {
  static constexpr auto tablename = "player";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"team.id">> team_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Team, back_populates<"players">, lazy<"joined">> team{};
};

SCENARIO("variations/eager_both_ways_expired", Map<Team, Player>) {
  auto ps = session.scalars(select<Player>().order_by(&Player::id)).unique().all();
  std::vector<Ref<Team>> ts;
  for (const auto& p : ps) ts.push_back(p->team.get());
  session.expire_all();
  note("team", ps[0]->team->name);
  const auto first = observe(ps[0]->name);
  note("names", list(first, ps[1]->name));
  session.expire_all();
  note("name", ps[0]->name);
  note("players", names(ps[0]->team->players));
  session.expire_all();
  note("team first", ts[0]->name);
  session.expire_all();
  note("collection", names(ts[0]->players));
  session.expire_all();
  const auto key = observe(ps[2]->team_id);
  note("other", list(key, ps[2]->team->players[0]->name));
  session.commit();
  session.refresh(ps[2]);
  note("refreshed", list(in_dict(ps[2], "team"), ps[2]->team->name));
}

}  // namespace eager_teams

// ---- merge --------------------------------------------------------------------------------------

SCENARIO("variations/merge_collection_shrinks", OwnerPets) {
  auto m = session.merge(Owner{
      .id = 1, .name = "ann", .pets = {Pet{.id = 2, .name = "tom"}, Pet{.id = 3, .name = "kit"}}});
  note("pets", names(m->pets));
  note("dirty", set_of(session.dirty()));
  session.flush();
  note("rows", owners_of_pets(session));
}

SCENARIO("variations/merge_none_reference", OwnerPets) {
  auto given = make<Pet>({.id = 1, .name = "rex"});
  given->owner = nullptr;
  auto m = session.merge(given);
  note("owner", m->owner);
  session.flush();
  note("state", list(inspect(m).deleted(), inspect(m).persistent()));
}

SCENARIO("variations/merge_of_deleted", OwnerPets) {
  auto rex = session.get<Pet>(1);
  session.delete_(rex);
  auto m = session.merge(Pet{.id = 1, .name = "back"});
  note("same", m == rex);
  note("deleted", session.deleted().size());
  session.flush();
  note("count", session.scalar(select(func::count(&Pet::id))));
}

SCENARIO("variations/merge_after_delete_flushed", OwnerPets) {
  auto rex = session.get<Pet>(1);
  session.delete_(rex);
  session.flush();
  auto m = session.merge(Pet{.id = 1, .name = "back"});
  note("same", m == rex);
  note("state", list(inspect(m).pending(), inspect(rex).deleted()));
  session.flush();
  note("rows", named_pets(session));
  session.rollback();
  note("after", list(inspect(m).transient(), inspect(rex).persistent()));
}

SCENARIO("variations/merge_m2m_links", Blog) {
  auto m = session.merge(
      Post{.id = 1, .title = "t", .tags = {Tag{.id = 2, .name = "blue!"}, Tag{.name = "new"}}});
  note("tags", names(m->tags));
  session.flush();
  note("links", links_of(session, registry));
  note("back", titles(m->tags[0]->posts));
}

SCENARIO("variations/merge_load_false_graph", OwnerPets) {
  auto ann = session.get<Owner>(1);
  (void)ann->pets.size();
  session.expunge_all();
  auto m = session.merge(ann, {.load = false});
  note("pets", names(m->pets));
  note("modified", list(session.is_modified(m), session.dirty().size()));
  m->pets[0]->name = "r";
  session.flush();
  auto m2 = session.merge(ann, {.load = false});
  note("same", m2 == m);
  note("name", m2->pets[0]->name);
}

}  // namespace cupel::conformance
