#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/fake_catalogue.hpp"
#include "dialects/mssql/dialect.hpp"
#include "dialects/mssql/type_names.hpp"

// The questions to SQL Server's catalogue, and what is made of answers as its documentation has
// them. No server was asked.
namespace cupel::mssql {
namespace {

using cupel::testing::FakeCatalogue;
using cupel::testing::Field;
using cupel::testing::kNull;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class MssqlReflection : public ::testing::Test {
 protected:
  void SetUp() override {
    catalogue_.answer("o.name, o.type",
                      {{7, "orders", "U ", "All of them"}, {9, "open", "V ", kNull}});
  }
  std::vector<ReflectedTable> reflect(const ReflectionRequest& request) {
    return dialect_.reflect_tables(catalogue_, request);
  }
  [[nodiscard]] std::string sql_with(std::string_view part) const {
    for (const auto& question : catalogue_.asked) {
      if (question.sql.find(part) != std::string::npos) return question.sql;
    }
    return {};
  }
  static std::string type(const CatalogueType& type) {
    return static_cast<const Dialect&>(dialect()).type_compiler().process(
        *type_from_catalogue(type));
  }

  MssqlDialect dialect_;
  FakeCatalogue catalogue_;
};

TEST_F(MssqlReflection, TablesAreFoundInTheSchemaOfTheUserOrTheOneThatWasNamed) {
  const auto tables = reflect({.kind = ObjectKind::any, .parts = TablePart::none});
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0].name, "orders");
  EXPECT_EQ(tables[0].comment, "All of them");
  EXPECT_EQ(tables[1].kind, ObjectKind::view);
  ASSERT_EQ(catalogue_.asked.size(), 1U);
  EXPECT_THAT(catalogue_.asked[0].sql,
              HasSubstr("FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id"));
  EXPECT_THAT(catalogue_.asked[0].sql,
              HasSubstr("s.name = coalesce(nullif(CAST(? AS NVARCHAR(128)), N''), schema_name()) "
                        "AND o.type IN ('U', 'V')"));
  EXPECT_THAT(catalogue_.asked[0].parameters, ElementsAre(Value("")));
}

TEST_F(MssqlReflection, ASchemaMayNameItsDatabase) {
  (void)reflect({.schema = "[a.b].sales", .parts = TablePart::none});
  EXPECT_THAT(catalogue_.asked.back().sql, HasSubstr("FROM [a.b].sys.objects o"));
  EXPECT_THAT(catalogue_.asked.back().parameters, ElementsAre(Value("sales")));
}

TEST_F(MssqlReflection, NamesAreParameters) {
  (void)reflect(
      {.names = std::vector<std::string>{"orders", "x'; DROP"}, .parts = TablePart::none});
  EXPECT_THAT(catalogue_.asked[0].sql, Not(HasSubstr("DROP")));
  EXPECT_THAT(catalogue_.asked[0].parameters,
              ElementsAre(Value(""), Value("orders"), Value("x'; DROP")));
}

TEST_F(MssqlReflection, TheNumberOfQuestionsDoesNotDependOnTheTables) {
  (void)reflect({});
  EXPECT_EQ(catalogue_.asked.size(), 5U);
  // More names than a statement takes parameters are picked out of all.
  catalogue_.asked.clear();
  std::vector<std::string> many(3000, "x");
  many.emplace_back("orders");
  const auto tables = reflect({.names = many, .parts = TablePart::none});
  EXPECT_EQ(tables.size(), 1U);
  EXPECT_EQ(catalogue_.asked[0].parameters.size(), 1U);
}

TEST_F(MssqlReflection, ColumnsHaveTypeDefaultIdentityComputationAndComment) {
  catalogue_.answer(
      "c.max_length",
      {{7, "id", "int", 4, 10, 0, 0, kNull, kNull, kNull, kNull, 1, 100, 5, kNull},
       {7, "name", "nvarchar", 100, 0, 0, 1, "Latin1_General_CI_AS", "(N'x')", kNull, kNull, 0,
        kNull, kNull, "who"},
       {7, "total", "decimal", 9, 10, 2, 1, kNull, kNull, "([a]*[b])", 1, 0, kNull, kNull, kNull},
       {99, "of another table", "int", 4, 10, 0, 0, kNull, kNull, kNull, kNull, 0, kNull, kNull,
        kNull}});
  const auto table = reflect({.parts = TablePart::columns}).front();
  ASSERT_EQ(table.columns.size(), 3U);
  const auto& id = table.columns[0];
  EXPECT_FALSE(id.nullable);
  EXPECT_EQ(id.autoincrement, true);
  EXPECT_EQ(id.identity->start, 100);
  EXPECT_EQ(id.identity->increment, 5);
  const auto& name = table.columns[1];
  EXPECT_EQ(dialect_.type_compiler().process(*name.type),
            "NVARCHAR(50) COLLATE Latin1_General_CI_AS");
  EXPECT_EQ(name.default_, "(N'x')");
  EXPECT_EQ(name.comment, "who");
  const auto& total = table.columns[2];
  EXPECT_EQ(total.computed->sqltext, "([a]*[b])");
  EXPECT_EQ(total.computed->persisted, true);
  EXPECT_FALSE(total.default_);
}

TEST_F(MssqlReflection, TypesAreReadAsTheyAreWritten) {
  EXPECT_EQ(type({.name = "varchar", .max_length = 20}), "VARCHAR(20)");
  EXPECT_EQ(type({.name = "varchar", .max_length = -1}), "VARCHAR(max)");
  EXPECT_EQ(type({.name = "nvarchar", .max_length = -1}), "NVARCHAR(max)");
  EXPECT_EQ(type({.name = "nchar", .max_length = 10}), "NCHAR(5)");
  EXPECT_EQ(type({.name = "varbinary", .max_length = 8}), "VARBINARY(8)");
  EXPECT_EQ(type({.name = "varbinary", .max_length = -1}), "VARBINARY(max)");
  EXPECT_EQ(type({.name = "numeric", .precision = 12, .scale = 3}), "NUMERIC(12, 3)");
  EXPECT_EQ(type({.name = "float", .precision = 53}), "FLOAT");
  EXPECT_EQ(type({.name = "float", .precision = 24}), "FLOAT(24)");
  EXPECT_EQ(type({.name = "datetime2", .scale = 3}), "DATETIME2(3)");
  EXPECT_EQ(type({.name = "datetimeoffset", .scale = 7}), "DATETIMEOFFSET(7)");
  EXPECT_EQ(type({.name = "time", .scale = 0}), "TIME(0)");
  EXPECT_EQ(type({.name = "uniqueidentifier"}), "UNIQUEIDENTIFIER");
  EXPECT_EQ(type({.name = "bit"}), "BIT");
  EXPECT_EQ(type({.name = "money"}), "MONEY");
  EXPECT_EQ(type_from_catalogue({.name = "geography"})->kind(), TypeKind::null_type);
}

TEST_F(MssqlReflection, KeysUniqueConstraintsAndIndexesAreToldApart) {
  catalogue_.answer("i.is_primary_key",
                    {{7, "ix_name", "name", 0, 0, 0, 2, "([name] IS NOT NULL)", 1, 0},
                     {7, "ix_name", "note", 0, 0, 0, 2, "([name] IS NOT NULL)", 0, 1},
                     {7, "pk_orders", "a", 1, 0, 1, 1, kNull, 0, 0},
                     {7, "pk_orders", "b", 1, 0, 1, 1, kNull, 0, 0},
                     {7, "uq_code", "code", 0, 1, 1, 2, kNull, 0, 0}});
  const auto table = reflect({.parts = TablePart::primary_key | TablePart::indexes |
                                       TablePart::unique_constraints})
                         .front();
  EXPECT_EQ(table.primary_key.name, "pk_orders");
  EXPECT_THAT(table.primary_key.columns, ElementsAre("a", "b"));
  EXPECT_TRUE(*table.primary_key.dialect_options.find("mssql", "clustered")->boolean());
  ASSERT_EQ(table.indexes.size(), 2U);
  const auto& index = table.indexes[0];
  EXPECT_THAT(index.columns, ElementsAre("name"));
  EXPECT_THAT(*index.dialect_options.find("mssql", "include")->names(), ElementsAre("note"));
  EXPECT_EQ(*index.dialect_options.find("mssql", "where")->text(), "([name] IS NOT NULL)");
  ASSERT_EQ(index.column_sorting.size(), 1U);
  EXPECT_EQ(index.column_sorting[0].first, "name");
  ASSERT_EQ(table.unique_constraints.size(), 1U);
  EXPECT_EQ(table.unique_constraints[0].name, "uq_code");
  EXPECT_EQ(table.indexes[1].duplicates_constraint, "uq_code");
}

TEST_F(MssqlReflection, ForeignKeysSayTheirSchemaWhereItIsAnother) {
  const auto answer = [&] {
    catalogue_.answer("fk.name",
                      {{7, "fk_a", "x", "dbo", 1, "other", "id", "CASCADE", "NO_ACTION"},
                       {7, "fk_a", "y", "dbo", 1, "other", "no", "CASCADE", "NO_ACTION"},
                       {7, "fk_b", "z", "sales", 0, "third", "id", "SET_NULL", "SET_DEFAULT"}});
  };
  answer();
  const auto table = reflect({.parts = TablePart::foreign_keys}).front();
  ASSERT_EQ(table.foreign_keys.size(), 2U);
  EXPECT_EQ(table.foreign_keys[0].referred_schema, "");
  EXPECT_THAT(table.foreign_keys[0].constrained_columns, ElementsAre("x", "y"));
  EXPECT_THAT(table.foreign_keys[0].referred_columns, ElementsAre("id", "no"));
  EXPECT_EQ(table.foreign_keys[0].ondelete, "CASCADE");
  EXPECT_EQ(table.foreign_keys[0].onupdate, "");
  EXPECT_EQ(table.foreign_keys[1].referred_schema, "sales");
  EXPECT_EQ(table.foreign_keys[1].ondelete, "SET NULL");
  const auto named = reflect({.schema = "dbo", .parts = TablePart::foreign_keys}).front();
  EXPECT_EQ(named.foreign_keys[0].referred_schema, "dbo");
}

TEST_F(MssqlReflection, ViewsSequencesChecksAndSchemasHaveTheirOwnQuestions) {
  catalogue_.answer("sys.sql_modules", {{"CREATE VIEW v AS SELECT 1"}});
  EXPECT_EQ(dialect_.get_view_definition(catalogue_, "v", ""), "CREATE VIEW v AS SELECT 1");
  EXPECT_THAT(catalogue_.asked.back().parameters, ElementsAre(Value(""), Value("v")));
  catalogue_.answer("sys.sequences", {{"s1"}, {"s2"}});
  EXPECT_THAT(dialect_.get_sequence_names(catalogue_, "dbo"), ElementsAre("s1", "s2"));
  catalogue_.answer("FROM sys.schemas", {{"dbo"}, {"sales"}});
  EXPECT_THAT(dialect_.get_schema_names(catalogue_), ElementsAre("dbo", "sales"));
  catalogue_.answer("sys.check_constraints", {{7, "ck", "([a]>(0))"}});
  const auto table = reflect({.parts = TablePart::check_constraints}).front();
  ASSERT_EQ(table.check_constraints.size(), 1U);
  EXPECT_EQ(table.check_constraints[0].sqltext, "([a]>(0))");
}

}  // namespace
}  // namespace cupel::mssql
