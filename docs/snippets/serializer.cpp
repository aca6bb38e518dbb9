// The code of docs/tutorial.md about statements as bytes.
#include <cstdint>
#include <string>

#include <cupel/engine.hpp>
#include <cupel/ext/serializer/serializer.hpp>

#include "expect.hpp"

using namespace cupel;

int main() {
  MetaData metadata;
  Table users("users", metadata, Column("id", Integer(), primary_key), Column("name", String(50)));
  Engine engine = create_engine("sqlite://");
  metadata.create_all(engine);
  Connection connection = engine.connect();
  connection.execute(insert(users).values({{"name", "ann"}}));

  // region statement
  auto search = select(users.c["name"]).where(users.c["name"].startswith("a"));
  std::string bytes = serializer::dumps(search);

  auto again = serializer::loads<Select<std::string>>(bytes, metadata);  // or in another process
  expect(connection.execute(again).scalars().all().front() == "ann");
  // endregion
}
