// Area session: expiry, expunging, refreshing, failed flushes, factories, the identity map.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {
namespace {

bool is_session_of(const ObjectRef& object, const Session& session) {
  const Session* found = object_session(object);
  return found != nullptr && found->hash_key() == session.hash_key();
}

}  // namespace

SCENARIO("session/expire_all", Blog) {
  auto u1 = session.get<User>(1);
  auto u2 = session.get<User>(2);
  u2->name = "lost";
  session.expire_all();
  note("u1", u1->name);
  note("u2", u2->name);
}

SCENARIO("session/expire_discards_pending_changes", Blog) {
  auto u = session.get<User>(1);
  u->name = "changed";
  session.expire(u);
  note("dirty", set_of(session.dirty()));
  note("name", u->name);
  session.flush();
}

SCENARIO("session/expire_named_attributes", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  session.expire(u, {"name"});
  note("age needs no load", u->age);
  note("name", u->name);
  session.expire(u, {"posts"});
  note("posts", u->posts);
}

SCENARIO("session/expire_one_object_reload_on_access", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  session.expire(u);
  note("loaded keys", dict_keys(u));
  note("name", u->name);
  note("age", u->age);
  note("loaded keys", dict_keys(u));
  note("posts", u->posts);
}

SCENARIO("session/expire_pending_raises", Blog) {
  auto u = make<User>({.name = "x"});
  session.add(u);
  expect("expire pending", [&] { session.expire(u); });
  expect("refresh pending", [&] { session.refresh(u); });
  expect("refresh transient", [&] { session.refresh(make<User>()); });
}

SCENARIO("session/expunge_all", Blog) {
  auto u = session.get<User>(1);
  session.add(User{.name = "x"});
  session.expunge_all();
  note("state", list(inspect(u).detached(), session.new_().size(), session.identity_map().size()));
  note("in transaction", session.in_transaction());
  auto v = session.get<User>(1);
  note("a new object", !(v == u));
  session.commit();
}

SCENARIO("session/expunge_pending_and_persistent", Blog) {
  auto n = make<User>({.name = "n"});
  session.add(n);
  session.expunge(n);
  note("pending now", list(inspect(n).transient(), session.contains(n)));
  auto u = session.get<User>(1);
  u->name = "zz";
  session.expunge(u);
  note("persistent now", list(inspect(u).detached(), session.contains(u)));
  session.commit();
  note("stored", session.scalar(select(&User::name).where(col(&User::id) == 1)));
  session.add(u);
  session.flush();
}

SCENARIO("session/expunge_then_modify_then_lost", Blog) {
  auto u = session.get<User>(1);
  session.expunge(u);
  u->name = "nobody sees this";
  session.commit();
  note("stored", session.scalar(select(&User::name).where(col(&User::id) == 1)));
}

SCENARIO("session/expunge_unknown_raises", Blog) {
  expect("expunge", [&] { session.expunge(make<User>({.name = "q"})); });
}

SCENARIO("session/flush_expunged_referenced_object", Blog) {
  auto u = make<User>({.name = "u"});
  auto p = make<Post>({.title = "p", .user = u});
  session.add(p);
  session.expunge(u);
  note("u in session", session.contains(u));
  session.flush();
  note("fk", p->user_id);
}

SCENARIO("session/flush_failure_rolls_back", Blog) {
  session.add(User{.id = 10, .name = "a"});
  session.flush();
  session.add(User{.id = 10, .name = "dup"});
  expect("flush", [&] { session.flush(); });
  expect("use", [&] { (void)session.scalar(select(func::count(&User::id))); });
  session.rollback();
  note("count", session.scalar(select(func::count(&User::id))));
}

SCENARIO("session/flush_nested_raises", Blog) {
  keep(listen(session, events::before_flush, [](Session& s, FlushContext&) { s.flush(); }));
  session.add(User{.name = "x"});
  expect("flush", [&] { session.flush(); });
}

SCENARIO("session/make_transient_to_detached", Blog) {
  auto u = make<User>({.id = 1});
  make_transient_to_detached(u);
  note("detached", inspect(u).detached());
  session.add(u);
  note("name", u->name);
  auto u2 = make<User>({.id = 2, .name = "given"});
  make_transient_to_detached(u2);
  session.add(u2);
  note("given value kept", u2->name);
  note("age loads", u2->age);
  session.flush();
}

SCENARIO("session/new_dirty_deleted_views", Blog) {
  auto u1 = session.get<User>(1);
  auto u3 = session.get<User>(3);
  u1->name = "ed2";
  session.delete_(u3);
  auto u9 = make<User>({.name = "nine"});
  session.add(u9);
  note("new", set_of(session.new_()));
  note("dirty", set_of(session.dirty()));
  note("deleted", set_of(session.deleted()));
  session.flush();
  note("new", set_of(session.new_()));
  note("dirty", set_of(session.dirty()));
  note("deleted", set_of(session.deleted()));
  note("deleted object still reports", list(inspect(u3).deleted(), session.contains(u3)));
  session.commit();
  note("after commit", list(inspect(u3).detached(), inspect(u3).was_deleted()));
}

SCENARIO("session/no_autoflush_block", Blog) {
  session.add(User{.name = "ed"});
  {
    const auto off = session.no_autoflush();
    note("inside", session.scalar(select(func::count(&User::id))));
  }
  note("outside", session.scalar(select(func::count(&User::id))));
}

SCENARIO("session/object_in_two_sessions_raises", Blog) {
  auto u = session.get<User>(1);
  Session other(engine);
  expect("persistent in another session", [&] { other.add(u); });
  auto n = make<User>({.name = "n"});
  session.add(n);
  expect("pending in another session", [&] { other.add(n); });
  session.expunge(u);
  other.add(u);
  note("now in other", list(session.contains(u), other.contains(u)));
  note("object_session", is_session_of(u, other));
  session.rollback();
  other.close();
}

SCENARIO("session/object_session_and_session_of_object", Blog) {
  auto u = make<User>({.name = "u"});
  note("transient", object_session(u) ? observe("a session") : observe(nullptr));
  session.add(u);
  note("pending", is_session_of(u, session));
  session.commit();
  note("persistent", is_session_of(u, session));
  session.close();
  note("detached", object_session(u) ? observe("a session") : observe(nullptr));
}

SCENARIO("session/pending_objects_strongly_referenced", SingleTableItem) {
  session.add(Item{.name = "only here"});
  note("new", set_of(session.new_()));
  session.commit();
  note("size after commit", session.identity_map().size());
}

SCENARIO("session/raw_insert_returning_and_rowcount", Blog) {
  Connection& conn = session.connection();
  auto r = conn.execute(text("INSERT INTO users (name) VALUES ('haofly')"));
  note("rowcount", r.rowcount());
  note("lastrowid", r.lastrowid());
  r = conn.execute(text("INSERT INTO users (name) VALUES ('haofly') RETURNING id"));
  note("returned", r.fetchall());
  r = conn.execute(text("UPDATE users SET age = 5 WHERE name = :n"), {{"n", "haofly"}});
  note("matched", r.rowcount());
}

SCENARIO("session/refresh_and_relationships", Blog) {
  auto u = session.get<User>(1);
  note("posts", u->posts);
  session.refresh(u);
  note("posts still loaded", in_dict(u, "posts"));
  (void)session.identity_map();  // the posts go, as nothing refers to them
  auto p =
      session.scalars(select<Post>().where(col(&Post::id) == 1).options(joinedload(&Post::user)))
          .one();
  session.refresh(p);
  note("user still loaded", in_dict(p, "user"));
}

SCENARIO("session/refresh_deleted_row_raises", Blog) {
  auto t = session.get<Tag>(3);
  (void)session.execute(text("DELETE FROM tags WHERE id=3"));
  expect("refresh", [&] { session.refresh(t); });
  session.expire(t);
  expect("attribute", [&] { (void)t->name.get(); });
}

SCENARIO("session/refresh_whole_object", Blog) {
  auto u = session.get<User>(1);
  (void)session.execute(text("UPDATE users SET name='external' WHERE id=1"));
  note("stale", u->name);
  session.refresh(u);
  note("fresh", u->name);
  u->name = "mine";
  auto other = session.get<User>(2);
  other->name = "flushed";
  session.refresh(u);
  note("own change is lost", u->name);
  note("dirty", set_of(session.dirty()));
}

SCENARIO("session/replace_row_delete_and_add_same_key", Blog) {
  auto t = session.get<Tag>(1);
  session.delete_(t);
  auto fresh = make<Tag>({.id = 1, .name = "crimson"});
  session.add(fresh);
  session.flush();
  note("states", list(inspect(t).deleted(), inspect(fresh).persistent()));
  note("mapped object", session.get<Tag>(1) == fresh);
  note("rows", session.execute(text("SELECT id, name FROM tags ORDER BY id")).all());
}

SCENARIO("session/reset_expunges_and_rolls_back", Blog) {
  auto u = session.get<User>(1);
  u->name = "changed";
  session.flush();
  session.reset();
  note("detached", inspect(u).detached());
  note("name", session.get<User>(1)->name);
}

SCENARIO("session/schema_translate_map_option", SingleTableItem) {
  (void)session.execute(text("ATTACH DATABASE ':memory:' AS other"));
  (void)session.execute(
      text("CREATE TABLE other.item (id INTEGER PRIMARY KEY, name TEXT, qty INTEGER, note TEXT)"));
  session.commit();
  Session s(engine, {.execution_options = {.schema_translate_map =
                                               SchemaTranslateMap{{std::string(), "other"}}}});
  s.add(Item{.name = "x"});
  s.commit();
  note("names", s.scalars(select(&Item::name)).all());
  s.close();
  note("main is empty", session.scalar(text("SELECT count(*) FROM main.item")));
}

SCENARIO("session/scoped_session_query_property", Blog) {
  auto scoped = scoped_session(sessionmaker(engine));
  std::vector<Observed> names;
  for (const auto& u : scoped->query<User>().order_by(&User::id).all()) {
    names.push_back(observe(u->name));
  }
  note("names", names);
  note(
      "one",
      scoped->query<User>().filter(col(&User::name).like("%e%")).order_by(&User::id).first()->name);
  scoped.remove();
}

SCENARIO("session/scoped_session_registry", Blog) {
  std::string key = "one";
  auto scoped = scoped_session(sessionmaker(engine), [&key] { return key; });
  Session* a = &scoped();
  const auto number = a->hash_key();
  note("same in one scope", &scoped() == a);
  key = "two";
  note("other scope", &scoped() != a);
  key = "one";
  note("first again", &scoped() == a);
  scoped->add(User{.name = "x"});
  note("proxied", scoped->new_());
  scoped->commit();
  scoped.remove();
  note("after remove", scoped().hash_key() != number);
  note("new is empty", scoped->new_().size());
  expect("configure existing",
         [&] { (void)scoped([](SessionOptions& options) { options.autoflush = false; }); });
  scoped.remove();
}

SCENARIO("session/sessionmaker_begin", Blog) {
  auto factory = sessionmaker(engine, {.expire_on_commit = false});
  Ref<User> u;
  factory.begin([&](Session& s) {
    u = make<User>({.name = "a"});
    s.add(u);
  });
  note("not expired", dict_get(u, "name"));
  factory.configure([](SessionOptions& options) { options.expire_on_commit = true; });
  {
    Session s = factory();
    u = make<User>({.name = "b"});
    s.add(u);
    s.commit();
    note("expired", dict_get(u, "name"));
  }
  {
    Session s = factory([](SessionOptions& options) { options.expire_on_commit = false; });
    u = make<User>({.name = "c"});
    s.add(u);
    s.commit();
    note("per session override", dict_get(u, "name"));
  }
}

SCENARIO("session/set_on_expired_column_always_updates", Blog) {
  auto u = session.get<User>(1);
  session.expire(u);
  u->name = "ed";
  note("history", inspect(u).attrs(&User::name).history());
  session.flush();
}

SCENARIO("session/set_same_value_no_update", Blog) {
  auto u = session.get<User>(1);
  u->name = "ed";
  note("is_modified", session.is_modified(u));
  session.flush();
}

SCENARIO("session/transient_attribute_access", Blog) {
  auto u = make<User>();
  note("scalar", u->name);
  note("collection", u->posts);
  note("reference", u->profile);
  note("dict after reads", dict_keys(u));
  session.add(u);
  note("pending read", list(u->age, u->posts));
  session.flush();
}

SCENARIO("session/two_pending_same_key", Blog) {
  session.add(Tag{.id = 7, .name = "a"});
  session.add(Tag{.id = 7, .name = "b"});
  expect("flush", [&] { session.flush(); });
  session.rollback();
}

SCENARIO("session/weak_identity_map", SingleTableItem) {
  auto i = session.get<Item>(1);
  i.reset();
  note("size", session.identity_map().size());
  i = session.get<Item>(1);
  i->name = "changed";
  i.reset();
  note("size", session.identity_map().size());
  note("dirty", set_of(session.dirty()));
  session.flush();
  note("size", session.identity_map().size());
}

}  // namespace cupel::conformance
