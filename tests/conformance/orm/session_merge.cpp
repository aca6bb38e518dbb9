// Area session: merge().

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("session/merge_all", Blog) {
  std::vector<User> given{User{.id = 1, .name = "E"}, User{.id = 2, .name = "W"},
                          User{.name = "new"}};
  const auto out = session.merge_all(given);
  note("names", list(out[0]->name, out[1]->name, out[2]->name));
  session.flush();
}

SCENARIO("session/merge_autoflush_behaviour", Blog) {
  session.add(Tag{.name = "waiting"});
  auto m = session.merge(User{.id = 1, .posts = {Post{.id = 1}, Post{.id = 2}}});
  note("posts", m->posts);
}

SCENARIO("session/merge_cascades_collections", Blog) {
  auto given = make<User>({.id = 1,
                           .name = "ed",
                           .posts = {Post{.id = 2, .title = "second!"}, Post{.title = "fresh"}}});
  auto m = session.merge(given);
  std::vector<Observed> titles;
  for (const auto& p : m->posts) titles.push_back(observe(p->title));
  note("posts", titles);
  session.flush();
  note("rows",
       session.execute(select(&Post::id, &Post::user_id, &Post::title).order_by(&Post::id)).all());
}

SCENARIO("session/merge_detached_expired_attributes", Blog) {
  auto u = session.get<User>(1);
  session.commit();
  session.close();
  auto m = session.merge(u);
  note("name", m->name);
  session.flush();
}

SCENARIO("session/merge_existing_selects_and_updates", Blog) {
  auto m = session.merge(User{.id = 1, .name = "edward"});
  note("attributes", list(m->name, m->age));
  session.flush();
}

SCENARIO("session/merge_load_false", Blog) {
  auto u = session.get<User>(1);
  session.close();
  auto m = session.merge(u, {.load = false});
  note("clean", list(!(m == u), m->name, session.is_modified(m)));
  session.flush();
  session.close();
  u->name = "changed";
  expect("modified", [&] { (void)session.merge(u, {.load = false}); });
  expect("no key", [&] { (void)session.merge(User{.name = "t"}, {.load = false}); });
}

SCENARIO("session/merge_new_object", Blog) {
  auto u = make<User>({.name = "n"});
  auto m = session.merge(u);
  note("copy", list(!(m == u), session.contains(m), session.contains(u)));
  session.flush();
  note("ids", list(m->id, u->id));
}

SCENARIO("session/merge_one_to_one_and_many_to_one", Blog) {
  auto m = session.merge(Post{
      .id = 1, .title = "T", .user = User{.id = 2, .name = "W", .profile = Profile{.bio = "new"}}});
  note("user", list(m->user->name, m->user->profile->bio));
  session.flush();
  note(
      "rows",
      session.execute(select(&Profile::id, &Profile::user_id, &Profile::bio).order_by(&Profile::id))
          .all());
}

SCENARIO("session/merge_pending_in_session", Blog) {
  auto pending = make<User>({.id = 70, .name = "pending"});
  session.add(pending);
  auto m = session.merge(User{.id = 70, .age = 5});
  note("same", m == pending);
  session.flush();
}

SCENARIO("session/merge_persistent_returns_itself", Blog) {
  auto u = session.get<User>(1);
  note("same", session.merge(u) == u);
}

SCENARIO("session/merge_same_object_twice_in_graph", Blog) {
  auto t = make<Tag>({.id = 9, .name = "shared"});
  auto a = make<Post>({.title = "a", .tags = {t}});
  auto b = make<Post>({.title = "b", .tags = {t}});
  auto u = session.merge(User{.name = "x", .posts = {a, b}});
  note("one tag", u->posts[0]->tags[0] == u->posts[1]->tags[0]);
  session.flush();
}

SCENARIO("session/merge_unset_attributes_not_copied", Blog) {
  auto m = session.merge(User{.id = 1});
  note("nothing given", list(m->name, m->age));
  m = session.merge(User{.id = 1, .age = std::nullopt});
  note("null given", list(m->name, m->age));
  session.flush();
}

}  // namespace cupel::conformance
