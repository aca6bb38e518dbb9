#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/dialects/postgresql/dialect.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/ddl_executor.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/types/types.hpp"

// Which metadata creates and drops a type, and in which schema: as SQLAlchemy 2.1 does.

namespace cupel::postgresql {
namespace {

using Statements = std::vector<std::string>;

Statements created_and_dropped(const MetaData& metadata, const CreateAllOptions& options = {}) {
  DdlScript script(dialect());
  metadata.create_all(script, options);
  metadata.drop_all(script, {.tables = options.tables, .checkfirst = CheckFirst::none});
  return script.statements();
}

std::string type_name(const Column& column) {
  return dialect().type_compiler().process(*column.type());
}

TEST(EnumOfAMetaData, IsCreatedAndDroppedWithItWithoutATable) {
  const MetaData metadata;
  const Enum mood({"sad", "ok"}, {.name = "mood", .metadata = metadata});
  EXPECT_EQ(created_and_dropped(metadata),
            (Statements{"CREATE TYPE mood AS ENUM ('sad', 'ok')", "DROP TYPE mood"}));
  EXPECT_EQ(metadata.get_schema_objects<Enum>().size(), 1U);
}

TEST(EnumOfAMetaData, IsCreatedOnceForAllTablesThatUseIt) {
  const MetaData metadata;
  const Enum mood({"sad", "ok"}, {.name = "mood", .metadata = metadata});
  const Table a("a", metadata, Column("m", mood));
  const Table b("b", metadata, Column("m", mood));
  const Statements all = created_and_dropped(metadata);
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(all.front(), "CREATE TYPE mood AS ENUM ('sad', 'ok')");
  EXPECT_EQ(all.back(), "DROP TYPE mood");
}

TEST(EnumOfAMetaData, IsCreatedWhateverTablesAreChosen) {
  const MetaData metadata;
  const Table a("a", metadata, Column("m", Enum({"x"}, {.name = "mood"})));
  EXPECT_EQ(created_and_dropped(metadata, {.tables = std::vector<Table>()}),
            (Statements{"CREATE TYPE mood AS ENUM ('x')", "DROP TYPE mood"}));
}

TEST(EnumOfAMetaData, IsAlsoCreatedByAnotherOneWhoseTableUsesIt) {
  const MetaData own;
  const MetaData other;
  const Enum mood({"x"}, {.name = "mood", .metadata = own});
  const Table a("a", other, Column("m", mood));
  EXPECT_EQ(created_and_dropped(own),
            (Statements{"CREATE TYPE mood AS ENUM ('x')", "DROP TYPE mood"}));
  EXPECT_EQ(created_and_dropped(other).front(), "CREATE TYPE mood AS ENUM ('x')");
}

TEST(EnumOfAMetaData, IsNotCreatedWhereItSaysSoOrHasNoTypeOfItsOwn) {
  const MetaData metadata;
  const Enum made_elsewhere({"x"}, {.name = "a", .metadata = metadata, .create_type = false});
  const Enum text({"x"}, {.name = "b", .metadata = metadata, .native_enum = false});
  EXPECT_EQ(created_and_dropped(metadata), Statements());
}

TEST(EnumOfAMetaData, LivesInTheSchemaOfTheMetaDataUnlessItNamesOne) {
  const MetaData metadata({.schema = "ms"});
  const Table t("t", metadata, {.schema = "other"}, Column("a", Enum({"x"}, {.name = "e"})),
                Column("b", Enum({"x"}, {.name = "e", .schema = "own"})),
                Column("c", Enum({"x"}, {.name = "e", .schema = ""})),
                Column("d", Enum({"x"}, {.name = "e", .inherit_schema = true})),
                Column("f", ARRAY(Enum({"x"}, {.name = "e"}))));
  EXPECT_EQ(type_name(t.c["a"]), "ms.e");
  EXPECT_EQ(type_name(t.c["b"]), "own.e");
  EXPECT_EQ(type_name(t.c["c"]), "e");
  EXPECT_EQ(type_name(t.c["d"]), "other.e");
  EXPECT_EQ(type_name(t.c["f"]), "ms.e[]");
}

TEST(EnumOfAMetaData, KeepsTheSchemaThatItGotFromItsOwnMetaData) {
  const MetaData own({.schema = "ms"});
  const MetaData plain;
  const Enum first({"x"}, {.name = "e", .metadata = own});
  const Enum second({"x"}, {.name = "e", .metadata = plain});
  EXPECT_EQ(first.repr(), "Enum('x', name='e', schema='ms')");
  EXPECT_EQ(type_name(Table("t", plain, Column("a", first)).c["a"]), "ms.e");
  EXPECT_EQ(type_name(Table("t", own, Column("a", second)).c["a"]), "e");
}

TEST(EnumOfAMetaData, MovesIntoTheSchemaOfACopiedTable) {
  const Table t("t", MetaData({.schema = "ms"}), {.schema = "other"},
                Column("a", Enum({"x"}, {.name = "e"})));
  EXPECT_EQ(type_name(t.to_metadata(MetaData()).c["a"]), "other.e");
  EXPECT_EQ(type_name(t.to_metadata(MetaData(), "x").c["a"]), "x.e");
  const Table own("t", MetaData(), Column("a", Enum({"x"}, {.name = "e", .schema = "own"})));
  EXPECT_EQ(type_name(own.to_metadata(MetaData()).c["a"]), "e");
}

TEST(EnumOfAMetaData, ASchemaOfItsOwnAndThatOfTheTableContradictEachOther) {
  EXPECT_THROW((void)Enum({"x"}, {.name = "e", .schema = "s", .inherit_schema = true}),
               ArgumentError);
}

TEST(NamedType, IsCreatedAndDroppedAlone) {
  const Enum mood({"x"}, {.name = "mood", .schema = "s"});
  DdlScript script(dialect());
  create_type(script, mood);
  drop_type(script, mood);
  drop_type(script, mood, CheckFirst::none);
  create_type(script, Integer());
  EXPECT_EQ(script.statements(),
            (Statements{"CREATE TYPE s.mood AS ENUM ('x')", "DROP TYPE s.mood"}));
}

}  // namespace
}  // namespace cupel::postgresql
