#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/sql/compiler/type_compiler.hpp"

#include "dialects/fake_catalogue.hpp"
#include "dialects/oracle/dialect.hpp"
#include "dialects/oracle/type_names.hpp"

// The questions to Oracle's catalogue, and what is made of answers as its documentation has them.
// No server was asked.
namespace cupel::oracle {
namespace {

using cupel::testing::FakeCatalogue;
using cupel::testing::Field;
using cupel::testing::kNull;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class OracleReflection : public ::testing::Test {
 protected:
  void SetUp() override {
    catalogue_.answer("r.compression",
                      {{"ORDERS", "TABLE", "ENABLED", "ADVANCED", "USERS", "All of them"},
                       {"Mixed Case", "TABLE", "DISABLED", kNull, kNull, kNull},
                       {"OPEN_ORDERS", "VIEW", kNull, kNull, kNull, kNull}});
  }
  std::vector<ReflectedTable> reflect(const ReflectionRequest& request) {
    return dialect_.reflect_tables(catalogue_, request);
  }
  static std::string type(const CatalogueType& type) {
    return static_cast<const Dialect&>(dialect()).type_compiler().process(
        *type_from_catalogue(type));
  }

  OracleDialect dialect_;
  FakeCatalogue catalogue_;
};

TEST_F(OracleReflection, NamesAreLowerCaseInTheProgramAndUpperCaseInTheDatabase) {
  const auto tables = reflect({.kind = ObjectKind::any, .parts = TablePart::none});
  ASSERT_EQ(tables.size(), 3U);
  EXPECT_EQ(tables[0].name, "orders");
  EXPECT_EQ(tables[0].comment, "All of them");
  EXPECT_EQ(*tables[0].options.find("oracle", "compress")->text(), "ADVANCED");
  EXPECT_EQ(*tables[0].options.find("oracle", "tablespace")->text(), "users");
  EXPECT_EQ(tables[1].name, "Mixed Case");
  EXPECT_EQ(tables[2].kind, ObjectKind::view);
  EXPECT_THAT(catalogue_.asked[0].sql,
              HasSubstr("nvl(CAST(? AS VARCHAR2(128)), SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'))"));
  EXPECT_THAT(catalogue_.asked[0].sql, HasSubstr("FROM all_mviews"));
  (void)reflect({.schema = "sales",
                 .names = std::vector<std::string>{"orders", "Mixed Case"},
                 .parts = TablePart::none});
  EXPECT_THAT(catalogue_.asked[1].sql, HasSubstr("r.name IN (?, ?)"));
  EXPECT_THAT(catalogue_.asked[1].sql, Not(HasSubstr("all_views")));
  EXPECT_THAT(catalogue_.asked[1].parameters,
              ElementsAre(Value("SALES"), Value("ORDERS"), Value("Mixed Case")));
}

TEST_F(OracleReflection, TheNumberOfQuestionsDoesNotDependOnTheTables) {
  (void)reflect({});
  EXPECT_EQ(catalogue_.asked.size(), 5U);
  catalogue_.asked.clear();
  std::vector<std::string> many(2000, "x");
  many.emplace_back("orders");
  EXPECT_EQ(reflect({.names = many, .parts = TablePart::none}).size(), 1U);
  EXPECT_EQ(catalogue_.asked[0].parameters.size(), 1U);
}

TEST_F(OracleReflection, ColumnsHaveTypeDefaultIdentityComputationAndComment) {
  catalogue_.answer(
      "c.data_type",
      {{"ORDERS", "ID", "NUMBER", kNull, 0, 22, 0, "N", "NO", "ALWAYS",
        "START WITH: 5, INCREMENT BY: 2, MAX_VALUE: 9999999999999999999999999999, MIN_VALUE: 1, "
        "CYCLE_FLAG: N, CACHE_SIZE: 20, ORDER_FLAG: N",
        kNull, "\"S\".\"ISEQ$$_1\".nextval"},
       {"ORDERS", "NAME", "VARCHAR2", kNull, kNull, 200, 50, "Y", "NO", kNull, kNull, "who",
        "'x'  \n"},
       {"ORDERS", "TOTAL", "NUMBER", "10", "2", 22, 0, "Y", "YES", kNull, kNull, kNull,
        "\"A\"*\"B\""},
       {"OTHER", "ID", "NUMBER", kNull, 0, 22, 0, "N", "NO", kNull, kNull, kNull, kNull}});
  const auto table = reflect({.parts = TablePart::columns}).front();
  ASSERT_EQ(table.columns.size(), 3U);
  const auto& id = table.columns[0];
  EXPECT_EQ(id.name, "id");
  EXPECT_FALSE(id.nullable);
  EXPECT_TRUE(id.identity->always);
  EXPECT_EQ(id.identity->start, 5);
  EXPECT_EQ(id.identity->increment, 2);
  EXPECT_EQ(id.identity->cache, 20);
  EXPECT_FALSE(id.identity->maxvalue) << "beyond 64 bits, which nobody has set";
  EXPECT_FALSE(id.default_);
  EXPECT_EQ(table.columns[1].default_, "'x'");
  EXPECT_EQ(table.columns[1].comment, "who");
  EXPECT_EQ(table.columns[2].computed->sqltext, "\"A\"*\"B\"");
  EXPECT_FALSE(table.columns[2].default_);
}

TEST_F(OracleReflection, TypesAreReadAsTheyAreWritten) {
  EXPECT_EQ(type({.name = "NUMBER", .scale = 0}), "INTEGER");
  EXPECT_EQ(type({.name = "NUMBER"}), "NUMBER");
  EXPECT_EQ(type({.name = "NUMBER", .precision = 10, .scale = 2}), "NUMBER(10, 2)");
  EXPECT_EQ(type({.name = "VARCHAR2", .bytes = 200, .characters = 50}), "VARCHAR2(50 CHAR)");
  EXPECT_EQ(type({.name = "NVARCHAR2", .bytes = 100, .characters = 50}), "NVARCHAR2(50)");
  EXPECT_EQ(type({.name = "CHAR", .bytes = 4, .characters = 4}), "CHAR(4)");
  EXPECT_EQ(type({.name = "RAW", .bytes = 16}), "RAW(16)");
  EXPECT_EQ(type({.name = "FLOAT", .precision = 126}), "FLOAT");
  EXPECT_EQ(type({.name = "FLOAT", .precision = 63}), "FLOAT(63)");
  EXPECT_EQ(type({.name = "DATE"}), "DATE");
  EXPECT_EQ(type({.name = "TIMESTAMP(6)"}), "TIMESTAMP");
  EXPECT_EQ(type({.name = "TIMESTAMP(6) WITH TIME ZONE"}), "TIMESTAMP WITH TIME ZONE");
  EXPECT_EQ(type({.name = "TIMESTAMP(6) WITH LOCAL TIME ZONE"}), "TIMESTAMP WITH LOCAL TIME ZONE");
  EXPECT_EQ(type({.name = "INTERVAL DAY(2) TO SECOND(6)"}), "INTERVAL DAY(2) TO SECOND(6)");
  EXPECT_EQ(type({.name = "CLOB"}), "CLOB");
  EXPECT_EQ(type({.name = "BINARY_DOUBLE"}), "BINARY_DOUBLE");
  EXPECT_EQ(type_from_catalogue({.name = "SDO_GEOMETRY"})->kind(), TypeKind::null_type);
}

TEST_F(OracleReflection, KeysAreReadTogether) {
  catalogue_.answer("c.constraint_type", {{"ORDERS", "R", "FK_A", "X", "ME", "ME", "OTHER", "ID",
                                           "CASCADE", "NOT DEFERRABLE", "IMMEDIATE", kNull},
                                          {"ORDERS", "R", "FK_B", "Y", "SALES", "ME", "THIRD", "ID",
                                           "NO ACTION", "DEFERRABLE", "DEFERRED", kNull},
                                          {"ORDERS", "P", "PK", "A", kNull, "ME", kNull, kNull,
                                           kNull, "NOT DEFERRABLE", "IMMEDIATE", "PK"},
                                          {"ORDERS", "P", "PK", "B", kNull, "ME", kNull, kNull,
                                           kNull, "NOT DEFERRABLE", "IMMEDIATE", "PK"},
                                          {"ORDERS", "U", "UQ", "CODE", kNull, "ME", kNull, kNull,
                                           kNull, "NOT DEFERRABLE", "IMMEDIATE", "UQ_IX"}});
  const auto table = reflect({.parts = TablePart::primary_key | TablePart::unique_constraints |
                                       TablePart::foreign_keys})
                         .front();
  EXPECT_EQ(table.primary_key.name, "pk");
  EXPECT_THAT(table.primary_key.columns, ElementsAre("a", "b"));
  ASSERT_EQ(table.unique_constraints.size(), 1U);
  EXPECT_EQ(table.unique_constraints[0].duplicates_index, "uq_ix");
  ASSERT_EQ(table.foreign_keys.size(), 2U);
  EXPECT_EQ(table.foreign_keys[0].referred_schema, "");
  EXPECT_EQ(table.foreign_keys[0].referred_table, "other");
  EXPECT_EQ(table.foreign_keys[0].ondelete, "CASCADE");
  EXPECT_EQ(table.foreign_keys[1].referred_schema, "sales");
  EXPECT_EQ(table.foreign_keys[1].ondelete, "");
  EXPECT_EQ(table.foreign_keys[1].deferrable, true);
  EXPECT_EQ(table.foreign_keys[1].initially, "DEFERRED");
}

TEST_F(OracleReflection, NotNullIsNoCheck) {
  catalogue_.answer("c.search_condition",
                    {{"ORDERS", "SYS_C1", "\"NAME\" IS NOT NULL"}, {"ORDERS", "CK", "qty > 0"}});
  const auto table = reflect({.parts = TablePart::check_constraints}).front();
  ASSERT_EQ(table.check_constraints.size(), 1U);
  EXPECT_EQ(table.check_constraints[0].name, "ck");
  EXPECT_EQ(table.check_constraints[0].sqltext, "qty > 0");
}

TEST_F(OracleReflection, IndexesHaveOrderExpressionsAndOptions) {
  catalogue_.answer(
      "i.uniqueness",
      {{"ORDERS", "IX_A", "NONUNIQUE", "FUNCTION-BASED NORMAL", "ENABLED", 1, "SYS_NC1$", "DESC",
        "\"NAME\""},
       {"ORDERS", "IX_A", "NONUNIQUE", "FUNCTION-BASED NORMAL", "ENABLED", 1, "CODE", "ASC", kNull},
       {"ORDERS", "IX_B", "UNIQUE", "FUNCTION-BASED NORMAL", "DISABLED", kNull, "SYS_NC2$", "ASC",
        "LOWER(\"NAME\")"},
       {"ORDERS", "IX_C", "NONUNIQUE", "BITMAP", "DISABLED", kNull, "KIND", "ASC", kNull}});
  const auto table = reflect({.parts = TablePart::indexes}).front();
  ASSERT_EQ(table.indexes.size(), 3U);
  EXPECT_THAT(table.indexes[0].columns, ElementsAre("name", "code"));
  EXPECT_TRUE(table.indexes[0].expressions.empty());
  ASSERT_EQ(table.indexes[0].column_sorting.size(), 1U);
  EXPECT_EQ(table.indexes[0].column_sorting[0].first, "name");
  EXPECT_EQ(*table.indexes[0].dialect_options.find("oracle", "compress")->integer(), 1);
  EXPECT_TRUE(table.indexes[1].unique);
  EXPECT_THAT(table.indexes[1].expressions, ElementsAre("LOWER(\"NAME\")"));
  EXPECT_TRUE(*table.indexes[2].dialect_options.find("oracle", "bitmap")->boolean());
}

TEST_F(OracleReflection, ViewsSequencesAndSchemasHaveTheirOwnQuestions) {
  catalogue_.answer("FROM all_views", {{"SELECT 1 FROM dual"}});
  EXPECT_EQ(dialect_.get_view_definition(catalogue_, "v", ""), "SELECT 1 FROM dual");
  EXPECT_THAT(catalogue_.asked.back().parameters, ElementsAre(Value(""), Value("V")));
  catalogue_.answer("FROM all_sequences", {{"S1"}, {"s2"}});
  EXPECT_THAT(dialect_.get_sequence_names(catalogue_, "sales"), ElementsAre("s1", "s2"));
  catalogue_.answer("FROM all_users", {{"SALES"}});
  EXPECT_THAT(dialect_.get_schema_names(catalogue_), ElementsAre("sales"));
}

}  // namespace
}  // namespace cupel::oracle
