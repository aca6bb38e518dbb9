#include <memory>

#include <cupel/engine/prepared_statement.hpp>
#include <cupel/sql/compiler/compile.hpp>

#include "suites.hpp"
#include "world.hpp"

namespace bench {

using namespace cupel;

namespace {

constexpr std::size_t kStatements = 100'000;

auto build(const Table& parents, const Table& children, std::int64_t id) {
  return select(parents.c["id"], parents.c["name"], children.c["name"])
      .join(children, parents.c["id"] == children.c["parent_id"])
      .where(parents.c["id"] > id, parents.c["name"] != "x", children.c["name"].like("%1%"))
      .order_by(parents.c["id"])
      .limit(10);
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
