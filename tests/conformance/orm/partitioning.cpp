// Area partitioning: a session over several databases.

#include <memory>

#include "cupel/dialect/abilities.hpp"
#include "cupel/dialect/registry.hpp"

#include "dialects/sqlite/dialect.hpp"
#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace parts {
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
};
struct Account {
  static constexpr auto tablename = "account";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> user_id{};
  Mapped<OptionalText, length<10>> label{};
};
using Both = Map<User, Account>;
}  // namespace parts

SCENARIO("partitioning/bind_mapper_and_bind_table", parts::Both) {
  using parts::Account;
  Session s(engine_of("db1"));
  s.bind_mapper(mapper_of<parts::User>(), engine_of("db2"));
  s.bind_table(Table(mapper_of<Account>().local_table()), engine_of("db3"));
  s.add(parts::User{.name = "u"});
  s.add(Account{.label = "a"});
  s.commit();
  note("text goes to the default", s.execute(text("SELECT count(*) FROM users")).scalar());
  s.close();
}

SCENARIO("partitioning/binds_by_class", parts::Both) {
  using parts::Account;
  auto make_session = sessionmaker({.binds = {{bind_key<parts::User>(), engine_of("db1")},
                                              {bind_key<Account>(), engine_of("db2")}}});
  Session s = make_session();
  s.add_all({ObjectRef(make<Account>({.label = "a"})), make<parts::User>({.name = "u"})});
  s.commit();
  note("users", s.scalars(select(&parts::User::name)).all());
  note("accounts", s.scalars(select(&Account::label)).all());
  (void)s.execute(update<Account>().values({{"label", "b"}}));
  s.commit();
  s.close();
}

SCENARIO("partitioning/twophase_unsupported_backend", parts::Both) {
  Session s({.bind = engine, .twophase = true});
  s.add(parts::User{.name = "u"});
  expect("flush", [&] { s.flush(); });
}

namespace parts {
/// What the corpus makes of SQLite for one script: the steps of a two-phase commit without
/// statements of their own.
class TwoPhaseSqlite final : public sqlite::SqliteDialect, public TwoPhaseStatements {
 public:
  Statements begin_twophase(std::string_view) const override { return {}; }
  Statements prepare_twophase(std::string_view) const override { return {}; }
  Statements commit_twophase(std::string_view, bool) const override { return {}; }
  Statements rollback_twophase(std::string_view, bool) const override { return {}; }
  std::vector<std::string> recover_twophase(dbapi::Connection&) const override { return {}; }
};
}  // namespace parts

SCENARIO("partitioning/twophase_prepare_then_commit", parts::Both) {
  using parts::Account;
  register_dialect("sqlite.twophase", [] { return std::make_unique<parts::TwoPhaseSqlite>(); });
  for (const char* name : {"db1", "db2"}) replace_engine(name, "sqlite+twophase://");
  Session s({.twophase = true,
             .binds = {{bind_key<parts::User>(), engine_of("db1")},
                       {bind_key<Account>(), engine_of("db2")}}});
  s.add(parts::User{.name = "u"});
  s.prepare();
  note("prepared", true);
  expect("sql after prepare", [&] { (void)s.scalars(select<parts::User>()).all(); });
  s.commit();
  s.close();
}

SCENARIO("partitioning/commit_and_rollback_over_databases", parts::Both) {
  using parts::Account;
  Session s({.binds = {{bind_key<parts::User>(), engine_of("db1")},
                       {bind_key<Account>(), engine_of("db2")}}});
  s.add(parts::User{.name = "a"});
  s.flush();
  s.add(Account{.label = "b"});
  s.flush();
  s.rollback();
  s.add_all({ObjectRef(make<parts::User>({.name = "c"})), make<Account>({.label = "d"})});
  s.commit();
  s.close();
}

namespace routed {
struct MyOtherClass {
  static constexpr auto tablename = "other_t";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
};
struct Thing {
  static constexpr auto tablename = "thing";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
};
}  // namespace routed

SCENARIO("partitioning/routing_get_bind", Map<routed::MyOtherClass, routed::Thing>) {
  using routed::MyOtherClass;
  using routed::Thing;
  auto make_session = sessionmaker({.get_bind = [this](const BindRequest& request) -> Engine& {
    if (request.mapper && &request.mapper->class_info() == &class_info<MyOtherClass>()) {
      return engine_of("other");
    }
    const bool writes = request.clause && (request.clause->kind() == ElementKind::update ||
                                           request.clause->kind() == ElementKind::delete_);
    return engine_of(request.flushing || writes ? "leader" : "follower1");
  }});
  Session s = make_session();
  s.add_all({ObjectRef(make<Thing>({.name = "t"})), make<MyOtherClass>({.name = "o"})});
  s.flush();
  note("read from the follower", s.scalars(select<Thing>()).all());
  note("read of the other class", s.scalars(select<MyOtherClass>()).all());
  (void)s.execute(update<Thing>().values({{"name", "x"}}));
  s.commit();
  s.close();
}

SCENARIO("partitioning/routing_refresh_after_flush", parts::Both) {
  Session s({.get_bind = [this](const BindRequest& request) -> Engine& {
    return engine_of(request.flushing ? "leader" : "follower");
  }});
  auto u = make<parts::User>({.id = 1, .name = "new"});
  s.add(u);
  s.commit();
  note("name", u->name);
  s.close();
}

namespace marked {
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
};
struct C {
  static constexpr auto tablename = "c";
  Mapped<std::int64_t, primary_key> id{};
};
}  // namespace marked

// The classes that share a base there share a registry here.
SCENARIO("partitioning/binds_by_table_and_base", Map<marked::C>) {
  Registry mixin;
  mixin.map<marked::A, marked::B>();
  const Table c = registry.metadata().table("c");
  Session s({.binds = {{mixin, engine_of("db1")},
                       {bind_key<marked::B>(), engine_of("db2")},
                       {c, engine_of("db3")}}});
  const auto name = [&](const Engine& one) {
    for (const auto& [known, its_engine] : all_engines()) {
      if (its_engine == one) return known;
    }
    return std::string("?");
  };
  note("A", name(s.get_bind<marked::A>()));
  note("B", name(s.get_bind<marked::B>()));
  note("C", name(s.get_bind<marked::C>()));
  note("by table", name(s.get_bind({.clause = select(c).element().get()})));
  note("by statement", name(s.get_bind({.clause = select<marked::B>().element().get()})));
  expect("no bind", [&] { (void)s.get_bind({.clause = text("SELECT 1").element().get()}); });
  s.close();
}

}  // namespace cupel::conformance
