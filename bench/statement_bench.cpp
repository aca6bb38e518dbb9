#include <memory>

#include <cupel/engine/prepared_statement.hpp>
#include <cupel/sql/compiler/compile.hpp>

#include "suites.hpp"
#include "world.hpp"

namespace bench {

using namespace cupel;

namespace {

constexpr std::size_t kStatements = 100'000;

auto build_with(const Table& parents, const Table& children, std::int64_t id,
                const Expr<bool>& condition) {
  return select(parents.c["id"], parents.c["name"], children.c["name"])
      .join(children, parents.c["id"] == children.c["parent_id"])
      .where(parents.c["id"] > id, parents.c["name"] != "x", condition)
      .order_by(parents.c["id"])
      .limit(10);
}

auto build(const Table& parents, const Table& children, std::int64_t id) {
  return build_with(parents, children, id, children.c["name"].like("%1%"));
}

/// For execution: SQLite prepares a LIKE with a bound pattern anew each time, which would hide all
/// else.
auto build_to_run(const Table& parents, const Table& children, std::int64_t id) {
  return build_with(parents, children, id, children.c["name"] < "z");
}

/// The statement run on an empty table: what remains is what its construction, the cache and the
/// result cost beside a statement that was prepared by hand.
void add_execution(Runner& runner, const Table& parents, const Table& children) {
  auto world = std::make_shared<World>();
  auto connection = std::make_shared<Connection>(world->engine.connect());
  const auto prepared = connection->prepare(*build_to_run(parents, children, 0).element());
  // The statement keeps the world that its database is in.
  const std::shared_ptr<raw::Statement> by_hand(
      new raw::Statement(world->raw, prepared->sql().c_str()),
      [world](raw::Statement* statement) { delete statement; });
  const std::string name = "x";
  const std::string last = "z";
  const auto run_by_hand = [=] {
    for (std::size_t i = 0; i < kStatements; ++i) {
      by_hand->bind(1, static_cast<std::int64_t>(i));
      by_hand->bind(2, name);
      by_hand->bind(3, last);
      by_hand->bind(4, std::int64_t{10});
      by_hand->bind(5, std::int64_t{0});
      while (by_hand->step()) keep(by_hand->integer(0));
      by_hand->reset();
    }
  };
  const auto run_prepared = [=] {
    for (std::size_t i = 0; i < kStatements; ++i) {
      const Cell cells[] = {Cell::of(static_cast<std::int64_t>(i)), Cell::text(name),
                            Cell::text(last), Cell::of(std::int64_t{10}),
                            Cell::of(std::int64_t{0})};
      auto cursor = connection->run(*prepared, cells);
      while (const Cell* row = cursor.fetch()) keep(row->integer);
    }
  };
  const auto build_and_execute = [=] {
    for (std::size_t i = 0; i < kStatements; ++i) {
      auto result =
          connection->execute(build_to_run(parents, children, static_cast<std::int64_t>(i)));
      while (const auto row = result.fetchone()) keep(row);
    }
  };
  runner.add({.name = "statement_execute",
              .backend = "sqlite",
              .operations = kStatements,
              .contenders = {{"sqlite3", {}, run_by_hand, {}},
                             {"prepared", {}, run_prepared, {}},
                             {"build+cached execution", {}, build_and_execute, {}}}});
}

}  // namespace

void add_statement_benches(Runner& runner) {
  auto world = std::make_shared<World>();
  const Table parents(World::registry().metadata().table("parent"));
  const Table children(World::registry().metadata().table("child"));
  auto connection = std::make_shared<Connection>(world->engine.connect());
  const auto build_only = [parents, children] {
    for (std::size_t i = 0; i < kStatements; ++i) {
      keep(build(parents, children, static_cast<std::int64_t>(i)));
    }
  };
  runner.add({.name = "statement_build_and_lookup",
              .backend = "none",
              .operations = kStatements,
              .contenders = {{"build", {}, build_only, {}},
                             {"build+cached lookup",
                              {},
                              [=] {
                                for (std::size_t i = 0; i < kStatements; ++i) {
                                  const auto statement =
                                      build(parents, children, static_cast<std::int64_t>(i));
                                  keep(connection->prepare(*statement.element()));
                                }
                              },
                              {}}}});
  add_execution(runner, parents, children);
  constexpr std::size_t kCompiles = 10'000;
  const auto statement = build(parents, children, 1);
  runner.add({.name = "statement_compile",
              .backend = "none",
              .operations = kCompiles,
              .contenders = {{"uncached",
                              {},
                              [statement, world] {
                                for (std::size_t i = 0; i < kCompiles; ++i) {
                                  keep(statement.compile(world->engine.dialect()));
                                }
                              },
                              {}}}});
}

}  // namespace bench
