#include "cupel/sql/compiler/compile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/dialects/mssql/dialect.hpp"
#include "cupel/dialects/mssql/types.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/traversal/cache_key.hpp"

// What the conformance corpus does not cover of SQL Server's dialect.

namespace cupel::mssql {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MssqlCompileTest : public ::testing::Test {
 protected:
  static std::string sql(const Executable& statement, const Dialect& dialect = mssql::dialect()) {
    return compile(*statement.element(), dialect)->sql();
  }
  static std::unique_ptr<Dialect> version(int major) {
    return make_dialect({.server_version = dbapi::ServerVersion{major, 0, 0}});
  }

  MetaData metadata_;
  Table users_{"users", metadata_, Column("id", Integer(), primary_key),
               Column("name", String(50))};
};

TEST_F(MssqlCompileTest, LimitsRowsAsTheVersionCan) {
  const auto page = select(users_.c["id"]).order_by(users_.c["id"]).limit(5).offset(2);
  EXPECT_THAT(sql(page, *version(10)), HasSubstr("ROW_NUMBER() OVER (ORDER BY users.id)"));
  EXPECT_THAT(sql(page, *version(11)), HasSubstr("OFFSET ? ROWS\n FETCH FIRST ? ROWS ONLY"));
  EXPECT_THAT(sql(select(users_.c["id"]).limit(5), *version(11)), HasSubstr("SELECT TOP "));
}

TEST_F(MssqlCompileTest, LimitsByRowNumberAreFilledInFromTheStatementAtHand) {
  const auto page = select(users_.c["id"]).order_by(users_.c["id"]).limit(5).offset(2);
  KeyBuilder& key = KeyBuilder::local();
  ASSERT_TRUE(key.build(*page.element()));
  CompileOptions options;
  options.extracted_parameters = key.parameters();
  const auto compiled = compile(*page.element(), mssql::dialect(), options);
  ASSERT_EQ(compiled->binds().size(), 2U);
  for (const BindSlot& slot : compiled->binds()) EXPECT_NE(slot.key_index, BindSlot::kNoKey);
  // OFFSET's number stands at two places.
  EXPECT_EQ(compiled->positions().size(), 3U);
}

TEST_F(MssqlCompileTest, RowsOfALimitedSelectAreAskedForByItsOwnColumns) {
  const auto page =
      select(users_.c["id"], users_.c["name"]).order_by(users_.c["id"]).limit(5).offset(2);
  const auto compiled = compile(*page.element(), mssql::dialect());
  ASSERT_EQ(compiled->result_columns().size(), 2U);
  EXPECT_THAT(
      compiled->result_columns()[1].objects,
      ::testing::Contains(static_cast<const ClauseElement*>(users_.c["name"].node().get())));
}

TEST_F(MssqlCompileTest, OutputIsAskedForByTheColumnsOfTheTable) {
  const auto compiled =
      compile(*update(users_).values(ValueRow{{"name", "x"}}).returning(users_.c["name"]).element(),
              mssql::dialect());
  EXPECT_EQ(compiled->sql(), "UPDATE users SET name=? OUTPUT inserted.name");
  ASSERT_EQ(compiled->result_columns().size(), 1U);
  EXPECT_THAT(
      compiled->result_columns()[0].objects,
      ::testing::Contains(static_cast<const ClauseElement*>(users_.c["name"].node().get())));
}

TEST_F(MssqlCompileTest, PlacesOfOutputStandBeforeThoseOfWhere) {
  const auto compiled = compile(*delete_(users_)
                                     .where(users_.c["id"] == 7)
                                     .returning((users_.c["id"] + 1).label("next"))
                                     .element(),
                                mssql::dialect());
  EXPECT_EQ(compiled->sql(), "DELETE FROM users OUTPUT deleted.id + ? AS next WHERE users.id = ?");
  ASSERT_EQ(compiled->positions().size(), 2U);
  EXPECT_EQ(compiled->value_of(compiled->binds()[compiled->positions()[0]]), Value(1));
  EXPECT_EQ(compiled->value_of(compiled->binds()[compiled->positions()[1]]), Value(7));
}

TEST_F(MssqlCompileTest, SchemasNameDatabasesAndServers) {
  const auto from = [](const char* schema) {
    const Table t("t", MetaData(), {.schema = schema}, Column("a", Integer()));
    return sql(select(literal_column("1")).select_from(t));
  };
  EXPECT_EQ(from("dbo"), "SELECT 1 \nFROM dbo.t");
  EXPECT_EQ(from("My Db.dbo"), "SELECT 1 \nFROM [My Db].dbo.t");
  EXPECT_EQ(from("[My.Db].dbo"), "SELECT 1 \nFROM [My.Db].dbo.t");
  EXPECT_EQ(from("[a.b].[c.d].e"), "SELECT 1 \nFROM [a.b].[c.d].e.t");
  EXPECT_EQ(from("[a].x; DROP TABLE y;--.[b].c"),
            "SELECT 1 \nFROM [a].[x; DROP TABLE y;--].[b].c.t");
}

TEST_F(MssqlCompileTest, LargeTypesFollowTheVersionUnlessToldOtherwise) {
  const auto forced = make_dialect({.deprecate_large_types = true});
  EXPECT_EQ(version(10)->type_compiler().process(Text()), "TEXT");
  EXPECT_EQ(version(11)->type_compiler().process(Text()), "VARCHAR(max)");
  EXPECT_EQ(forced->type_compiler().process(UnicodeText()), "NVARCHAR(max)");
  EXPECT_EQ(version(9)->type_compiler().process(Date()), "DATETIME");
  EXPECT_EQ(version(10)->type_compiler().process(Date()), "DATE");
}

TEST_F(MssqlCompileTest, ManyRowsInOneInsertWantVersion2008) {
  const auto rows = insert(users_).values(
      std::vector<ValueRow>{ValueRow{{"name", "a"}}, ValueRow{{"name", "b"}}});
  EXPECT_THAT(sql(rows), HasSubstr("VALUES (?), (?)"));
  EXPECT_THROW((void)sql(rows, *version(9)), CompileError);
}

TEST_F(MssqlCompileTest, CommentsNeedASchemaToBelongTo) {
  const SetTableComment set(Table("t", MetaData(), {.comment = "it's"}, Column("a", Integer())));
  EXPECT_THROW((void)sql(set), CompileError);
  EXPECT_EQ(sql(set, *make_dialect({.default_schema = "dbo"})),
            "execute sp_addextendedproperty 'MS_Description', N'it''s', 'schema', dbo, 'table', t");
}

TEST_F(MssqlCompileTest, IntoStandsBehindTheColumnsWhateverTheyHold) {
  const auto table_as = [](const auto& statement) { return sql(CreateTableAs(statement, "t2")); };
  EXPECT_EQ(table_as(select(literal("a FROM b").label("x"), users_.c["id"])),
            "SELECT 'a FROM b' AS x, users.id INTO t2 \nFROM users");
  const auto count = select(func::count(users_.c["id"])).scalar_subquery().label("n");
  EXPECT_THAT(table_as(select(count, users_.alias("u").c["id"])),
              HasSubstr("\nFROM users) AS n, u.id INTO t2 \nFROM users AS u"));
  const auto c = select(users_.c["id"]).cte("c");
  EXPECT_THAT(table_as(select(c.c["id"])), HasSubstr("SELECT c.id INTO t2 \nFROM c"));
  EXPECT_THROW((void)table_as(select(literal_column("1").label("x"))), CompileError);
}

TEST_F(MssqlCompileTest, AnAliasThatIsDeletedFromIsExplainedBehindIt) {
  const auto u = users_.alias("u");
  const Table other("other", MetaData(), Column("id", Integer()));
  EXPECT_EQ(sql(delete_(u).where(u.c["id"] == other.c["id"])),
            "DELETE FROM u FROM users AS u, other WHERE u.id = other.id");
}

TEST_F(MssqlCompileTest, FilesHaveNoLength) {
  EXPECT_THROW(VARBINARY({.length = 5, .filestream = true}), ArgumentError);
  EXPECT_EQ(mssql::dialect().type_compiler().process(VARBINARY({.filestream = true})),
            "VARBINARY(max) FILESTREAM");
}

TEST_F(MssqlCompileTest, CollationsStandWithoutQuotesUnlessTheyCouldEnd) {
  EXPECT_EQ(mssql::dialect().identifier_preparer().format_collation("Latin1_General_CI_AS"),
            "Latin1_General_CI_AS");
  EXPECT_EQ(mssql::dialect().identifier_preparer().format_collation("x--y"), "[x--y]");
}

}  // namespace
}  // namespace cupel::mssql
