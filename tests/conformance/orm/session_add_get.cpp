// Area session: adding, autoflush, deleting, getting.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("session/add_all_insert_order", Blog) {
  session.add_all({User{.name = "c"}, User{.name = "a"}, User{.name = "b"}});
  session.flush();
  note("rows", session.execute(select(&User::id, &User::name).order_by(&User::id)).all());
}

SCENARIO("session/add_detached_modified", Blog) {
  auto u = session.get<User>(1);
  session.close();
  u->name = "renamed";
  session.add(u);
  note("dirty", set_of(session.dirty()));
  session.commit();
}

SCENARIO("session/add_detached_with_conflicting_identity", Blog) {
  auto u = session.get<User>(1);
  session.expunge(u);
  auto v = session.get<User>(1);
  expect("add", [&] { session.add(u); });
  note("v stays", list(session.contains(v), session.contains(u)));
}

SCENARIO("session/add_graph_detached_and_new", Blog) {
  auto u = session.get<User>(1);
  session.expunge_all();
  auto p = make<Post>({.title = "n", .user = u});
  session.add(p);
  note("attached", list(session.contains(u), inspect(u).persistent()));
  session.flush();
  note("fk", p->user_id);
}

SCENARIO("session/add_persistent_object_is_noop", Blog) {
  auto u = session.get<User>(1);
  session.add(u);
  session.flush();
  note("new", set_of(session.new_()));
}

SCENARIO("session/add_twice_is_harmless", Blog) {
  auto u = make<User>({.name = "ed"});
  session.add(u);
  session.add(u);
  session.commit();
  note("count", session.scalar(select(func::count()).select_from(entity<User>())));
}

SCENARIO("session/autoflush_before_select", Blog) {
  session.add(User{.name = "ed"});
  note("count", session.scalar(select(func::count(&User::id))));
  auto u = session.scalars(select<User>()).one();
  u->name = "wendy";
  note("found", session.scalars(select<User>().where(col(&User::name) == "wendy")).one() == u);
}

SCENARIO("session/autoflush_core_text_in_1_4", Blog) {
  session.add(User{.name = "ed"});
  note("text", session.execute(text("SELECT count(*) FROM users")).scalar());
  note("orm", session.query<User>().count());
}

SCENARIO("session/autoflush_execution_option", Blog) {
  session.add(User{.name = "ed"});
  const auto stmt = select(func::count(&User::id)).execution_options({{"autoflush", false}});
  note("without", session.scalar(stmt));
  note("query", session.query<User>().autoflush(false).count());
  note("with", session.scalar(select(func::count(&User::id))));
}

SCENARIO("session/autoflush_off", Blog) {
  Session s(engine, {.autoflush = false});
  s.add(User{.name = "ed"});
  note("count", s.scalar(select(func::count(&User::id))));
  note("new", set_of(s.new_()));
  s.commit();
  note("count", s.scalar(select(func::count(&User::id))));
  s.close();
}

SCENARIO("session/autoflush_on_column_refresh", Blog) {
  auto u = session.get<User>(1);
  session.expire(u);
  session.add(User{.name = "n"});
  note("name", u->name);
  note("new", set_of(session.new_()));
}

SCENARIO("session/begin_context_manager", Blog) {
  Session s(engine);
  s.begin([&] { s.add(User{.name = "a"}); });
  expect("block", [&] {
    s.begin([&] {
      s.add(User{.name = "b"});
      s.flush();
      raise("ValueError", "stop");
    });
  });
  note("names", s.scalars(select(&User::name)).all());
  expect("begin twice", [&] { auto twice = s.begin(); });
  s.close();
}

SCENARIO("session/bind_to_connection", Blog) {
  Connection conn = engine.connect();
  Session s(conn);
  s.add(User{.name = "a"});
  s.commit();
  s.close();
  note("connection closed", conn.closed());
  note("count", conn.execute(text("SELECT count(*) FROM users")).scalar());
  conn.close();
}

SCENARIO("session/close_resets_only_false", Blog) {
  Session s(engine, {.close_resets_only = false});
  note("count", s.scalar(select(func::count(&User::id))));
  s.reset();
  note("after reset", s.scalar(select(func::count(&User::id))));
  s.close();
  expect("after close", [&] { (void)s.scalar(select(func::count(&User::id))); });
}

SCENARIO("session/commit_without_changes_after_select", Blog) {
  note("count", session.scalar(select(func::count(&User::id))));
  note("in transaction", session.in_transaction());
  session.commit();
  note("in transaction", session.in_transaction());
}

SCENARIO("session/commit_without_work_emits_nothing", Blog) {
  session.commit();
  session.rollback();
  note("in transaction", session.in_transaction());
}

SCENARIO("session/context_manager", Blog) {
  {
    Session s(engine);
    s.add(User{.name = "a"});
    s.flush();
  }
  {
    Session s(engine);
    note("count", s.scalar(select(func::count(&User::id))));
    s.add(User{.name = "b"});
    s.commit();
  }
  {
    Session s(engine);
    note("count", s.scalar(select(func::count(&User::id))));
  }
}

SCENARIO("session/delete_detached_reattaches", Blog) {
  auto t = session.get<Tag>(3);
  session.expunge(t);
  session.delete_(t);
  note("deleted", set_of(session.deleted()));
  session.flush();
}

SCENARIO("session/delete_nulls_foreign_key_of_children", Blog) {
  auto u = session.get<User>(1);
  session.delete_(u);
  session.flush();
  note("posts", session.execute(select(&Post::id, &Post::user_id).order_by(&Post::id)).all());
}

SCENARIO("session/delete_pending_raises", Blog) {
  auto u = make<User>({.name = "x"});
  session.add(u);
  expect("pending", [&] { session.delete_(u); });
  expect("transient", [&] { session.delete_(make<User>()); });
}

SCENARIO("session/delete_persistent", Blog) {
  auto t = session.get<Tag>(3);
  session.delete_(t);
  note("deleted", set_of(session.deleted()));
  note("state before flush", list(inspect(t).persistent(), inspect(t).deleted()));
  session.flush();
  note("state after flush", list(inspect(t).persistent(), inspect(t).deleted()));
  note("in session", session.contains(t));
  session.commit();
}

SCENARIO("session/delete_then_add_before_flush_cancels", Blog) {
  auto t = session.get<Tag>(3);
  session.delete_(t);
  session.add(t);
  note("deleted", set_of(session.deleted()));
  session.flush();
  note("persistent", inspect(t).persistent());
}

SCENARIO("session/detached_access_errors", Blog) {
  auto u = session.get<User>(1);
  session.commit();
  session.close();
  expect("expired column", [&] { (void)u->name.get(); });
  auto v = session.get<User>(2);
  note("loaded column", v->name);
  session.close();
  note("loaded column of detached", v->name);
  expect("lazy collection", [&] { (void)v->posts.size(); });
  auto p = session.get<Post>(1);
  session.close();
  expect("lazy many-to-one", [&] { (void)p->user.get(); });
}

SCENARIO("session/dirty_is_optimistic", Blog) {
  auto u = session.get<User>(1);
  u->name = "other";
  u->name = "ed";
  note("dirty", set_of(session.dirty()));
  note("is_modified", session.is_modified(u));
  session.flush();
  note("dirty", set_of(session.dirty()));
}

SCENARIO("session/enable_expression_object_execution_options", Blog) {
  keep(listen(engine, events::before_cursor_execute, [this](Connection&, CursorExecution& e) {
    note("flag", list(e.statement.substr(0, e.statement.find(' ')),
                      e.options.user.find("audit") ? observe(*e.options.user.find("audit"))
                                                   : observe(nullptr)));
  }));
  ExecutionOptions options;
  options.set("audit", true);
  Session s(engine, {.execution_options = options});
  s.add(User{.name = "a"});
  s.flush();
  (void)s.scalars(select<User>()).all();
  s.close();
}

template <class S>
concept ExecutesStrings = requires(S& session) { session.execute("SELECT 1"); };

SCENARIO("session/execute_plain_string_error", Blog) {
  expect_no_compile("string", !ExecutesStrings<Session>);
  note("text", session.execute(text("SELECT 1")).scalar());
}

SCENARIO("session/execute_text_and_connection", Blog) {
  note("text",
       session.execute(text("SELECT name FROM users WHERE id = :id"), {{"id", 2}}).scalar());
  const Table users(mapper_of<User>().local_table());
  note("core", session.execute(select(users.c["name"]).where(users.c["id"] == 1)).scalar());
  Connection& conn = session.connection();
  note("same connection", &conn == &session.connection());
  (void)conn.execute(text("UPDATE users SET age = 1 WHERE id = 1"));
  session.rollback();
  note("rolled back", session.scalar(select(&User::age).where(col(&User::id) == 1)));
}

SCENARIO("session/get_by_primary_key_and_identity_map", Blog) {
  auto u = session.get<User>(1);
  note("name", u->name);
  auto u2 = session.get<User>(1);
  note("same object", u == u2);
  note("missing", session.get<User>(99));
  note("missing again", session.get<User>(99));
}

namespace composite {
struct Cell {
  static constexpr auto tablename = "cell";
  Mapped<std::int64_t, primary_key, autoincrement<false>> x{};
  Mapped<std::int64_t, primary_key> y{};
  Mapped<OptionalText, length<10>> value{};
};
}  // namespace composite

SCENARIO("session/get_composite_key_forms", Map<composite::Cell>) {
  using composite::Cell;
  auto a = session.get<Cell>({1, 2});
  note("tuple", a->value);
  auto b = session.get<Cell>(Parameters{{"y", 2}, {"x", 1}});
  note("dict is same object", a == b);
  note("other", session.get<Cell>(Parameters{{"x", 2}, {"y", 1}})->value);
  expect("too few", [&] { (void)session.get<Cell>(1); });
  expect("wrong name", [&] { (void)session.get<Cell>(Parameters{{"x", 1}, {"z", 2}}); });
  note("identity", identity_of(a));
}

SCENARIO("session/get_expired_object_refreshes", Blog) {
  auto u = session.get<User>(1);
  session.expire(u);
  auto u2 = session.get<User>(1);
  note("same object", u == u2);
  note("name", dict_get(u, "name"));
}

SCENARIO("session/get_expired_object_row_gone", Blog) {
  auto t = session.get<Tag>(3);
  (void)session.execute(text("DELETE FROM tags WHERE id = 3"));
  session.expire(t);
  note("get", session.get<Tag>(3));
  note("still in session", session.contains(t));
}

SCENARIO("session/get_none_key_warns", Blog) {
  note("get none", session.get<User>(Value()));
}

SCENARIO("session/get_populate_existing", Blog) {
  auto u = session.get<User>(1);
  u->name = "changed";
  (void)session.get<User>(1, {.populate_existing = true});
  note("name", u->name);
  {
    const auto off = session.no_autoflush();
    u->name = "lost";
    (void)session.get<User>(1, {.populate_existing = true});
  }
  note("name", u->name);
  note("modified", session.is_modified(u));
  (void)session.get<User>(1, {.populate_existing = true});
}

SCENARIO("session/get_with_loader_options", Blog) {
  auto p = session.get<Post>(1, {.options = {joinedload(&Post::user)}});
  note("user loaded", in_dict(p, "user"));
  auto q = session.get<Post>(1, {.options = {selectinload(&Post::tags)}});
  note("tags loaded", in_dict(q, "tags"));
}

SCENARIO("session/identity_conflict_pending_vs_persistent", Blog) {
  auto u = session.get<User>(1);
  session.add(User{.id = 1, .name = "other"});
  expect("flush", [&] { session.flush(); });
}

SCENARIO("session/inspect_instance_report", Blog) {
  auto u = session.get<User>(1);
  const auto i = inspect(u);
  note("unloaded", set_of(i.unloaded()));
  note("identity", identity_of(u));
  note("mapper", i.mapper()->class_name());
  note("session",
       object_session(u) == &session || object_session(u)->hash_key() == session.hash_key());
  note("has_identity", i.has_identity());
  session.expire(u);
  note("expired attributes", set_of(i.expired_attributes()));
  note("expired", i.expired());
  note("modified", i.modified());
  (void)u->age.get();
  note("unloaded", set_of(i.unloaded()));
}

SCENARIO("session/is_modified_pending_and_collections", Blog) {
  auto u = session.get<User>(1);
  note("clean", session.is_modified(u));
  u->posts.append(Post{.title = "n"});
  note("with collection", session.is_modified(u));
  note("without collections", session.is_modified(u, false));
  auto fresh = make<User>({.name = "p"});
  note("transient with value", session.is_modified(fresh));
  auto empty = make<User>();
  note("transient empty", session.is_modified(empty));
}

}  // namespace cupel::conformance
