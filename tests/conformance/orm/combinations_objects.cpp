// Area combinations: get, refresh, expire, autoflush and detached objects in combination.

#include <algorithm>

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

bool is_dirty(Session& session, const ObjectRef& object) {
  const auto dirty = session.dirty();
  return std::ranges::find(dirty, object) != dirty.end();
}
template <class T>
Observed expired_of(const Ref<T>& object) {
  return set_of(inspect(object).expired_attributes());
}

}  // namespace

SCENARIO("combinations/get_options", Blog) {
  auto u = session.get<User>(1, {.options = {selectinload(&User::posts)}});
  note("keys", dict_keys(u));
  auto u2 = session.get<User>(1, {.options = {joinedload(&User::profile)}});
  note("keys", dict_keys(u));
  u->name = "changed";
  auto u3 = session.get<User>(1, {.populate_existing = true});
  note("name", list(u3->name, u3 == u));
  u->name = "again";
  auto u4 = session.get<User>(1, {.with_for_update = ForUpdateArg{}});
  note("name", u4->name);
  session.expire(u);
  auto u5 = session.get<User>(1, {.options = {selectinload(&User::posts)}});
  note("keys", dict_keys(u));
  note("none", session.get<User>(7));
  expect("one", [&] { (void)session.get_one<User>(7); });
  session.delete_(u);
  session.flush();
  note("deleted", session.get<User>(1));
}

SCENARIO("combinations/refresh_names", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  u->name = "x";
  u->age = 5;
  session.refresh(u, {"age"});
  note("values", list(u->name, u->age));
  session.refresh(u, {"posts"});
  note("posts", titles(u->posts));
  const auto posts = u->posts.to_vector();
  posts[0]->title = "changed";
  session.refresh(u, &User::name, &User::posts);
  note("title", u->posts[0]->title);
  session.refresh(u);
  note("keys", dict_keys(u));
  expect("unknown", [&] { session.refresh(u, {"nothing"}); });
  session.refresh(u, {.with_for_update = ForUpdateArg{.read = true, .of = {}}});
  auto p = session.get<Post>(1);
  p->user = nullptr;
  session.refresh(p, {"user"});
  note("user", p->user ? observe(p->user->name) : observe(nullptr));
}

SCENARIO("combinations/expire_names", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  session.expire(u, {"name"});
  note("expired", expired_of(u));
  note("age", u->age);
  note("name", u->name);
  session.expire(u, {"name", "age", "posts"});
  note("expired", expired_of(u));
  u->age = 77;
  note("name", u->name);
  note("age", u->age);
  session.flush();
  session.expire(u);
  u->name = "set while expired";
  note("keys", dict_keys(u));
  session.flush();
  note("keys", dict_keys(u));
  session.rollback();
  note("name", u->name);
}

SCENARIO("combinations/autoflush_moments", Blog) {
  auto u = session.get<User>(1);
  const auto dirty = [&] { note("dirty", is_dirty(session, u)); };
  u->name = "n1";
  (void)session.get<User>(1);
  dirty();
  (void)session.get<User>(2);
  dirty();
  u->name = "n2";
  (void)u->posts.size();
  dirty();
  u->name = "n3";
  auto p = u->posts[0];
  (void)p->user.get();
  dirty();
  (void)p->tags.size();
  dirty();
  u->name = "n4";
  session.refresh(p);
  dirty();
  u->name = "n5";
  session.expire(p);
  (void)p->title.get();
  dirty();
  u->name = "n6";
  {
    const auto off = session.no_autoflush();
    (void)u->profile.get();
    (void)session.scalars(select<Tag>()).all();
  }
  dirty();
  (void)session.connection();
  dirty();
  (void)session.scalars(select<Tag>()).all();
  dirty();
  u->name = "n7";
  auto nested = session.begin_nested();
  dirty();
  u->name = "n8";
  (void)session.merge(User{.id = 3, .name = "m"});
  dirty();
  end();
}

SCENARIO("combinations/detached_access", Blog) {
  auto u = session.get<User>(1);
  auto p = u->posts[0];
  session.expunge(u);
  note("name", u->name);
  expect("profile", [&] { (void)u->profile.get(); });
  u->name = "offline";
  note("post in", list(session.contains(p), p->user.get() == u));
  session.close();
  expect("tags", [&] { (void)p->tags.size(); });
  auto n = make<Post>({.title = "n"});
  u->posts.append(n);
  note("n", list(inspect(n).transient(), n->user.get() == u));
  expect("two of them", [&] { session.add(u); });
  session.close();
  auto w = session.get<User>(2);
  session.close();
  w->name = "offline";
  expect("assign", [&] { w->posts = {Post{.title = "m"}}; });
  auto m = make<Post>({.title = "m", .user = w});
  session.add(w);
  note("states", list(inspect(m).pending(), is_dirty(session, w)));
  session.flush();
  note("rows", session.execute(select(&Post::id, &Post::user_id).order_by(&Post::id)).all());
}

SCENARIO("combinations/expired_detached", OwnerPets) {
  auto o = session.get<Owner>(1);
  session.commit();
  session.expunge(o);
  expect("name", [&] { (void)o->name.get(); });
  session.add(o);
  note("name", o->name);
  auto q = session.get<Owner>(2);
  session.expire(q, {"name"});
  session.expunge(q);
  note("id", q->id);
  expect("name", [&] { (void)q->name.get(); });
  q->name = "set";
  note("name", q->name);
  session.add(q);
  session.flush();
}

}  // namespace cupel::conformance
