// Area transaction.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("transaction/autobegin", Blog) {
  note("fresh", session.in_transaction());
  auto u = make<User>({.name = "x"});
  session.add(u);
  note("after add", session.in_transaction());
  session.rollback();
  note("after rollback", session.in_transaction());
  (void)session.get<User>(1);
  note("after get", session.in_transaction());
  session.commit();
  auto u2 = session.get<User>(1);
  session.commit();
  u2->name = "y";
  note("after change of a persistent object", session.in_transaction());
}

SCENARIO("transaction/autobegin_false", Blog) {
  Session s(engine, {.autobegin = false});
  expect("execute", [&] { (void)s.execute(text("SELECT 1")); });
  expect("add", [&] { s.add(User{.name = "x"}); });
  s.begin([&] { s.add(User{.name = "y"}); });
  expect("after commit", [&] { (void)s.scalars(select<User>()).all(); });
  s.close();
}

SCENARIO("transaction/begin_block_after_rollback_error", Blog) {
  expect("block", [&] {
    session.begin([&] {
      session.add(Tag{.id = 1, .name = "a"});
      session.flush();
      session.add(Tag{.id = 1, .name = "b"});
      try {
        session.flush();
      } catch (const IntegrityError&) {
        note("caught", true);
      }
      (void)session.scalar(select(func::count(&Tag::id)));
    });
  });
  note("count", session.scalar(select(func::count(&Tag::id))));
}

SCENARIO("transaction/commit_expires_all", Blog) {
  auto u1 = session.get<User>(1);
  auto u2 = session.get<User>(2);
  session.commit();
  note("loaded", list(dict_keys(u1), dict_keys(u2)));
  note("u1", u1->name);
  note("u2", u2->name);
}

SCENARIO("transaction/commit_then_lazy_load_new_transaction", Blog) {
  auto u = session.get<User>(1);
  session.commit();
  note("posts", u->posts);
}

SCENARIO("transaction/error_in_script_then_reuse", Blog) {
  session.add(User{.name = "x"});
  session.flush();
  expect("bad sql", [&] { (void)session.execute(text("SELECT * FROM no_such_table")); });
  note("still usable", session.scalar(select(func::count(&User::id))));
  session.commit();
}

SCENARIO("transaction/flush_failure_in_savepoint_only", Blog) {
  auto a = make<User>({.id = 1, .name = "a"});
  session.add(a);
  session.flush();
  auto nested = session.begin_nested();
  session.add(User{.id = 1, .name = "dup"});
  expect("flush", [&] { session.flush(); });
  expect("until rollback", [&] { (void)session.scalar(select(func::count(&User::id))); });
  nested.rollback();
  note("count", session.scalar(select(func::count(&User::id))));
  session.commit();
}

SCENARIO("transaction/invalidated_connection_needs_rollback", SingleTableItem) {
  (void)session.connection();
  session.connection().invalidate();
  expect("use", [&] { (void)session.execute(text("SELECT 1")); });
  session.rollback();
  note("works again", session.execute(text("SELECT 1")).scalar());
}

SCENARIO("transaction/isolation_level_through_connection", Blog) {
  (void)session.connection({}, {.isolation_level = "SERIALIZABLE"});
  note("count", session.scalar(select(func::count(&User::id))));
  (void)session.connection({}, {.isolation_level = "SERIALIZABLE"});
  session.commit();
}

SCENARIO("transaction/join_control_fully", Blog) {
  Connection conn = engine.connect();
  auto trans = conn.begin();
  Session s(conn, {.join_transaction_mode = JoinTransactionMode::control_fully});
  s.add(User{.name = "a"});
  s.commit();
  note("outer active", trans.is_active());
  s.close();
  conn.close();
  note("count", session.scalar(select(func::count(&User::id))));
}

SCENARIO("transaction/join_create_savepoint", Blog) {
  Connection conn = engine.connect();
  auto trans = conn.begin();
  Session s(conn, {.join_transaction_mode = JoinTransactionMode::create_savepoint});
  s.add(User{.name = "a"});
  s.commit();
  s.add(User{.name = "b"});
  s.rollback();
  note("count inside", s.scalar(select(func::count(&User::id))));
  s.close();
  note("outer active", trans.is_active());
  trans.rollback();
  conn.close();
  note("count", session.scalar(select(func::count(&User::id))));
}

SCENARIO("transaction/join_external_default_conditional_savepoint", Blog) {
  Connection conn = engine.connect();
  auto trans = conn.begin();
  Session s(conn);
  s.add(User{.name = "a"});
  s.commit();
  note("outer active", trans.is_active());
  s.add(User{.name = "b"});
  s.flush();
  s.rollback();
  note("outer active", trans.is_active());
  s.close();
  trans.rollback();
  conn.close();
  note("count", session.scalar(select(func::count(&User::id))));
}

SCENARIO("transaction/join_rollback_only", Blog) {
  Connection conn = engine.connect();
  auto trans = conn.begin();
  auto nested = conn.begin_nested();
  Session s(conn, {.join_transaction_mode = JoinTransactionMode::rollback_only});
  s.add(User{.name = "a"});
  s.commit();
  note("active", list(trans.is_active(), nested.is_active()));
  s.add(User{.name = "b"});
  s.flush();
  s.rollback();
  note("active", list(trans.is_active(), nested.is_active()));
  s.close();
  conn.close();
}

SCENARIO("transaction/rollback_detached_before_commit", Blog) {
  auto u = make<User>({.name = "a"});
  session.add(u);
  session.flush();
  session.expunge(u);
  note("state", list(inspect(u).detached(), inspect(u).has_identity()));
  session.rollback();
  note("state", list(inspect(u).detached(), inspect(u).transient()));
}

SCENARIO("transaction/rollback_pending_object_becomes_transient", Blog) {
  auto u = make<User>({.name = "a"});
  session.add(u);
  session.flush();
  note("id", u->id);
  session.rollback();
  note("state", list(inspect(u).transient(), session.contains(u)));
  note("values kept", list(u->id, u->name));
  note("key", identity_of(u));
}

namespace key_change {
struct Code {
  static constexpr auto tablename = "code";
  Mapped<std::string, primary_key, length<10>> id{};
  Mapped<OptionalText, length<10>> name{};
};
}  // namespace key_change

SCENARIO("transaction/rollback_primary_key_change", Map<key_change::Code>) {
  using key_change::Code;
  auto c = session.get<Code>("a");
  c->id = "b";
  session.flush();
  note("identity", identity_of(c));
  session.rollback();
  note("identity", identity_of(c));
  note("id", c->id);
  note("get", session.get<Code>("a") == c);
}

SCENARIO("transaction/rollback_restores_deleted", Blog) {
  auto t = session.get<Tag>(3);
  session.delete_(t);
  session.flush();
  note("after flush", list(inspect(t).deleted(), session.contains(t)));
  session.rollback();
  note("after rollback", list(inspect(t).persistent(), session.contains(t)));
  note("name", t->name);
}

SCENARIO("transaction/rollback_restores_marked_deleted", Blog) {
  auto t = session.get<Tag>(3);
  session.delete_(t);
  session.rollback();
  note("deleted", set_of(session.deleted()));
  session.commit();
  note("count", session.scalar(select(func::count(&Tag::id))));
}

SCENARIO("transaction/rollback_reverts_attributes_by_expiring", Blog) {
  auto u = session.get<User>(1);
  u->name = "changed";
  session.flush();
  session.rollback();
  note("dirty", set_of(session.dirty()));
  note("name", u->name);
  auto v = session.get<User>(2);
  v->name = "not flushed";
  session.rollback();
  note("v", v->name);
}

SCENARIO("transaction/rollback_twice_and_commit_after_rollback", Blog) {
  session.rollback();
  session.rollback();
  session.add(User{.name = "x"});
  session.flush();
  session.rollback();
  session.commit();
  note("count", session.scalar(select(func::count(&User::id))));
}

SCENARIO("transaction/savepoint_commit", Blog) {
  session.add(User{.name = "a"});
  session.begin_nested([&] { session.add(User{.name = "b"}); });
  session.commit();
  note("names", session.scalars(select(&User::name).order_by(&User::id)).all());
}

SCENARIO("transaction/savepoint_context_manager_error", Blog) {
  session.add(Tag{.id = 1, .name = "one"});
  expect("inner", [&] { session.begin_nested([&] { session.add(Tag{.id = 1, .name = "dup"}); }); });
  session.add(Tag{.id = 2, .name = "two"});
  session.commit();
  note("names", session.scalars(select(&Tag::name).order_by(&Tag::id)).all());
}

SCENARIO("transaction/savepoint_deleted_outer_then_inner_rollback", Blog) {
  auto t = session.get<Tag>(3);
  session.delete_(t);
  auto nested = session.begin_nested();
  session.add(User{.name = "x"});
  session.flush();
  nested.rollback();
  note("state", inspect(t).deleted());
  session.commit();
  note("state", inspect(t).detached());
}

SCENARIO("transaction/savepoint_deleted_restored", Blog) {
  auto t = session.get<Tag>(3);
  auto nested = session.begin_nested();
  session.delete_(t);
  session.flush();
  nested.rollback();
  note("state", list(inspect(t).persistent(), session.contains(t)));
  session.commit();
  note("count", session.scalar(select(func::count(&Tag::id))));
}

SCENARIO("transaction/savepoint_expire_on_commit_inner", Blog) {
  auto u = make<User>({.name = "a"});
  session.begin_nested([&] { session.add(u); });
  note("after release", in_dict(u, "name"));
  session.commit();
  note("after commit", in_dict(u, "name"));
}

SCENARIO("transaction/savepoint_is_emitted_lazily", Blog) {
  (void)session.scalar(select(func::count(&User::id)));
  session.begin_nested([&] { note("inside", session.in_nested_transaction()); });
  auto n = session.begin_nested();
  note("before first use", true);
  (void)session.scalar(select(func::count(&User::id)));
  note("after first use", true);
  n.rollback();
  session.commit();
}

SCENARIO("transaction/savepoint_loop_skip_duplicates", Blog) {
  const std::pair<std::int64_t, const char*> rows[] = {{1, "red"}, {1, "again"}, {2, "blue"}};
  for (const auto& [key, name] : rows) {
    try {
      session.begin_nested(
          [&, key = key, name = name] { session.add(make<Tag>({.id = key, .name = name})); });
    } catch (const IntegrityError&) {
      note("skipped", name);
    }
  }
  session.commit();
  note("names", session.scalars(select(&Tag::name).order_by(&Tag::id)).all());
}

SCENARIO("transaction/savepoint_new_in_outer_modified_in_inner", Blog) {
  auto u = make<User>({.name = "outer"});
  session.add(u);
  session.flush();
  auto nested = session.begin_nested();
  u->name = "inner";
  session.flush();
  nested.rollback();
  note("state", inspect(u).persistent());
  note("name", u->name);
  session.rollback();
  note("state", inspect(u).transient());
  note("name after full rollback", u->name);
}

SCENARIO("transaction/savepoint_rollback", Blog) {
  auto a = make<User>({.name = "a"});
  session.add(a);
  auto nested = session.begin_nested();
  auto b = make<User>({.name = "b"});
  session.add(b);
  session.flush();
  nested.rollback();
  note("states", list(inspect(a).persistent(), inspect(b).transient()));
  note("a was loaded", dict_get(a, "name"));
  session.commit();
  note("names", session.scalars(select(&User::name)).all());
}

SCENARIO("transaction/savepoint_rollback_expires_only_changed", Blog) {
  auto u1 = session.get<User>(1);
  auto u2 = session.get<User>(2);
  u1->name = "outer";
  auto nested = session.begin_nested();
  u2->name = "inner";
  session.flush();
  nested.rollback();
  note("u1 still loaded", in_dict(u1, "name"));
  note("u2 still loaded", in_dict(u2, "name"));
  note("names", list(u1->name, u2->name));
}

SCENARIO("transaction/savepoint_rollback_unflushed_changes", Blog) {
  auto u1 = session.get<User>(1);
  auto nested = session.begin_nested();
  u1->name = "inner";
  session.add(User{.name = "new"});
  nested.rollback();
  note("dirty", set_of(session.dirty()));
  note("new", set_of(session.new_()));
  note("name", u1->name);
}

SCENARIO("transaction/two_sessions_one_after_the_other", Blog) {
  Session s1(engine);
  Session s2(engine);
  auto a = s1.get<User>(1);
  s1.commit();
  auto b = s2.get<User>(1);
  b->name = "by s2";
  s2.commit();
  note("a", a->name);
  s1.close();
  s2.close();
}

}  // namespace cupel::conformance
