// What a metadata and its tables can be asked, and what a user keeps beside them.

#include <any>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/schema/ddl.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/sequence.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/binary.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

TEST(SchemaObjects, EnumsAndSequencesAreFoundByKindSchemaAndName) {
  const MetaData m;
  Table("a", m, Column("c", Enum({"x"}, {.name = "one"})));
  Table("b", m, Column("c", Enum({"y"}, {.name = "two", .schema = "s"})));
  const Sequence plain("plain", m);
  const Sequence inside("inside", m, {.schema = "s"});
  ASSERT_EQ(m.get_schema_objects<Enum>().size(), 1U);
  EXPECT_EQ(m.get_schema_objects<Enum>().front().name(), "one");
  EXPECT_EQ(m.get_schema_objects<Enum>("s").front().name(), "two");
  EXPECT_EQ(m.get_schema_objects<Sequence>().front().name(), "plain");
  EXPECT_EQ(m.get_schema_object_by_name<Sequence>("inside", "s")->name(), "inside");
  EXPECT_FALSE(m.get_schema_object_by_name<Sequence>("inside"));
}

TEST(SchemaObjects, TheUserKeepsThingsBesideThemAndCopiesTakeThemAlong) {
  const MetaData m;
  const Table t("t", m, Column("a", Integer()));
  m.info()["owner"] = std::string("ops");
  t.info()["rows"] = 7;
  t.c["a"].info()["unit"] = std::string("cm");
  const Table copy = t.to_metadata(MetaData());
  EXPECT_EQ(std::any_cast<std::string>(m.info()["owner"]), "ops");
  EXPECT_EQ(std::any_cast<int>(copy.info()["rows"]), 7);
  EXPECT_EQ(std::any_cast<std::string>(copy.c["a"].info()["unit"]), "cm");
}

TEST(SchemaObjects, AValueBesideTheNextOfASequenceIsNamedAfterIt) {
  const auto sum = Sequence("s").next_value() + 1;
  const auto& operation = as<BinaryExpression>(*sum.node());
  EXPECT_EQ(as<BindParameter>(*operation.right()).key(), "next_value");
}

}  // namespace
}  // namespace cupel
