#include "cupel/sql/compiler/compile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/dialects/oracle/dialect.hpp"
#include "cupel/dialects/oracle/types.hpp"
#include "cupel/dialects/oracle/vector.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/traversal/cache_key.hpp"

// What the conformance corpus does not cover of Oracle's dialect.

namespace cupel::oracle {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class OracleCompileTest : public ::testing::Test {
 protected:
  static std::string sql(const Executable& statement, const Dialect& dialect = oracle::dialect()) {
    return compile(*statement.element(), dialect)->sql();
  }

  MetaData metadata_;
  Table users_{"users", metadata_, Column("id", Integer(), primary_key),
               Column("name", String(50))};
};

TEST_F(OracleCompileTest, NamesTheMembersOfAListWithLettersAndDigits) {
  const Table odd("odd", metadata_, Column("a,'b;-- c", Integer()));
  const auto compiled =
      compile(*select(FromExpr(odd).c.at(0)).where(FromExpr(odd).c.at(0).in_({1, 2})).element(),
              oracle::dialect());
  EXPECT_THAT(compiled->expand(compiled->params()).sql,
              HasSubstr(" IN (:aCCbCCC_c_1_1, :aCCbCCC_c_1_2)"));
}

TEST_F(OracleCompileTest, LimitsRowsAsTheVersionCan) {
  const auto page = select(users_.c["id"]).order_by(users_.c["id"]).limit(5).offset(2);
  const auto old_server = make_dialect({.server_version = dbapi::ServerVersion{11, 2, 0}});
  const auto without_fetch = make_dialect({.enable_offset_fetch = false});
  EXPECT_THAT(sql(page), HasSubstr("FETCH FIRST"));
  EXPECT_THAT(sql(page, *old_server), HasSubstr("ROWNUM <="));
  EXPECT_THAT(sql(page, *without_fetch), HasSubstr("ora_rn >"));
}

TEST_F(OracleCompileTest, LimitsByRownumAreFilledInFromTheStatementAtHand) {
  const auto old_server = make_dialect({.server_version = dbapi::ServerVersion{11, 2, 0}});
  const auto page = select(users_.c["id"]).order_by(users_.c["id"]).limit(5).offset(2);
  KeyBuilder& key = KeyBuilder::local();
  ASSERT_TRUE(key.build(*page.element()));
  CompileOptions options;
  options.extracted_parameters = key.parameters();
  const auto compiled = compile(*page.element(), *old_server, options);
  for (const BindSlot& slot : compiled->binds()) EXPECT_NE(slot.key_index, BindSlot::kNoKey);
  // A cached statement is executed with the numbers of another one like it.
  const auto next = select(users_.c["id"]).order_by(users_.c["id"]).limit(50).offset(20);
  ASSERT_TRUE(key.build(*next.element()));
  Parameters values = compiled->construct_params({}, key.parameters());
  EXPECT_THAT(compiled->expand(values).sql, HasSubstr("ROWNUM <= 50 + 20"));
}

TEST_F(OracleCompileTest, RowsOfALimitedSelectAreAskedForByItsOwnColumns) {
  const auto old_server = make_dialect({.server_version = dbapi::ServerVersion{11, 2, 0}});
  const auto page = select(users_.c["id"], users_.c["name"]).limit(5);
  const auto compiled = compile(*page.element(), *old_server);
  ASSERT_EQ(compiled->result_columns().size(), 2U);
  const auto& objects = compiled->result_columns()[1].objects;
  EXPECT_THAT(objects, ::testing::Contains(
                           static_cast<const ClauseElement*>(users_.c["name"].node().get())));
}

TEST_F(OracleCompileTest, NamesAreAsLongAsTheVersionAllows) {
  const std::string name(40, 'n');
  const auto old_server = make_dialect({.server_version = dbapi::ServerVersion{12, 1, 0}});
  const CreateIndex create(Index(name, users_.c["name"]));
  EXPECT_THAT(sql(create), HasSubstr(name));
  EXPECT_THROW((void)sql(create, *old_server), IdentifierError);
}

TEST_F(OracleCompileTest, BooleansAreNumbersBeforeVersion23) {
  const auto old_server = make_dialect({.server_version = dbapi::ServerVersion{19, 0, 0}});
  const auto where = select(users_.c["id"]).where(column("active", Boolean()));
  EXPECT_THAT(sql(where), ::testing::EndsWith("WHERE active"));
  EXPECT_THAT(sql(where, *old_server), ::testing::EndsWith("WHERE active = 1"));
}

TEST_F(OracleCompileTest, ANameOfAParameterCannotEndItself) {
  const auto statement = select(bindparam("a\" FROM x --", Value(1)).label("n"));
  EXPECT_EQ(sql(statement), "SELECT :\"a_x22_ FROM x --\" AS n FROM DUAL");
}

TEST_F(OracleCompileTest, ReturningGoesIntoOutParameters) {
  const auto compiled =
      compile(*insert(users_).values(ValueRow{{"name", "ed"}}).returning(users_.c["id"]).element(),
              oracle::dialect());
  const BindSlot* place = compiled->find_bind("ret_0");
  ASSERT_NE(place, nullptr);
  EXPECT_TRUE(place->bind->is_outparam());
  EXPECT_EQ(place->type->python_name(), "Integer");
  EXPECT_TRUE(compiled->flags().returns_rows);
}

TEST_F(OracleCompileTest, OutParametersOfTheProgramStandBesideNoReturning) {
  const auto statement =
      insert(users_)
          .values(ValueRow{{"name", func("foo", outparam("x", make_ptr<Integer>()))}})
          .returning(users_.c["id"]);
  EXPECT_THROW((void)sql(statement), InvalidRequestError);
}

TEST_F(OracleCompileTest, SavepointsBeginWithALetter) {
  EXPECT_EQ(oracle::dialect().savepoint_sql("__sa_savepoint_1"), "SAVEPOINT sa_savepoint_1");
}

TEST_F(OracleCompileTest, NationalTextHasTypesOfItsOwnOnDemand) {
  const auto national = make_dialect({.use_nchar_for_unicode = true});
  EXPECT_EQ(national->type_compiler().process(Unicode(5)), "NVARCHAR2(5)");
  EXPECT_EQ(national->type_compiler().process(UnicodeText()), "NCLOB");
  EXPECT_EQ(national->type_compiler().process(String(5)), "VARCHAR2(5 CHAR)");
}

TEST_F(OracleCompileTest, TimestampsKnowTwoKindsOfZones) {
  const TypeCompiler& types = oracle::dialect().type_compiler();
  EXPECT_EQ(types.process(TIMESTAMP({.local_timezone = true})), "TIMESTAMP WITH LOCAL TIME ZONE");
  EXPECT_THROW(TIMESTAMP({.timezone = true, .local_timezone = true}), ArgumentError);
}

TEST_F(OracleCompileTest, ComputedColumnsAreNeverStored) {
  const auto create = [](std::optional<bool> persisted) {
    return CreateTable(Table("t", MetaData(), Column("a", Integer()),
                             Column("b", Integer(), Computed("a * 2", persisted))));
  };
  EXPECT_THAT(sql(create(false)), HasSubstr("GENERATED ALWAYS AS (a * 2) VIRTUAL"));
  EXPECT_THROW((void)sql(create(true)), CompileError);
}

TEST_F(OracleCompileTest, OnUpdateIsLeftOutWithAWarning) {
  const MetaData metadata;
  const Table parent("p", metadata, Column("id", Integer(), primary_key));
  const Table child("c", metadata,
                    Column("p_id", Integer(),
                           ForeignKey("p.id", {.onupdate = "CASCADE", .ondelete = "CASCADE"})));
  const WarningCapture capture;
  const std::string text = sql(CreateTable(child));
  EXPECT_THAT(text, HasSubstr("ON DELETE CASCADE"));
  EXPECT_THAT(text, Not(HasSubstr("ON UPDATE")));
  ASSERT_EQ(capture.entries().size(), 1U);
  EXPECT_THAT(capture.entries()[0].text, HasSubstr("UPDATE CASCADE"));
}

TEST_F(OracleCompileTest, WordsOfTableOptionsAreWords) {
  const auto create = [](const char* text) {
    return CreateTable(
        Table("t", MetaData(), {.dialect = {{"oracle_on_commit", text}}}, Column("a", Integer())));
  };
  EXPECT_THAT(sql(create("preserve_rows")), HasSubstr("ON COMMIT PRESERVE ROWS"));
  EXPECT_THROW((void)sql(create("DROP; DELETE FROM t")), CompileError);
}

TEST_F(OracleCompileTest, ParametersOfAVectorIndexAreThoseOfItsKind) {
  const Table t("t", MetaData(), Column("v", VECTOR({.dim = 3})));
  const CreateIndex create(
      Index("ix", {t.c["v"]},
            {.dialect = {vector_index({.index_type = VectorIndexType::ivf,
                                       .hnsw_neighbors = 5,
                                       .ivf_sample_per_partition = 7,
                                       .ivf_min_vectors_per_partition = 8})}}));
  EXPECT_THAT(sql(create), HasSubstr("PARAMETERS (type IVF, sample_per_partition 7, "
                                     "min_vectors_per_partition 8)"));
}

TEST_F(OracleCompileTest, PathsIntoDocumentsAreConstants) {
  const Table t("t", MetaData(), Column("d", JSON()));
  const auto compiled =
      compile(*select(t.c["d"]["it's \"here\""].as_string()).element(), oracle::dialect());
  EXPECT_THAT(compiled->sql(), HasSubstr("JSON_VALUE(t.d, '$.\"it''s \\\"here\\\"\"' RETURNING "
                                         "VARCHAR2(4000) ERROR ON ERROR)"));
  EXPECT_TRUE(compiled->binds().empty());
}

TEST_F(OracleCompileTest, OuterJoinsWithoutAnsiMarkTheOptionalSide) {
  const MetaData metadata;
  const Table a("a", metadata, Column("id", Integer(), primary_key));
  const Table b("b", metadata, Column("id", Integer(), primary_key), Column("a_id", Integer()));
  const auto plain = make_dialect({.use_ansi = false});
  EXPECT_EQ(sql(select(a.c["id"])
                    .select_from(a.outerjoin(b, a.c["id"] == b.c["a_id"]))
                    .where(a.c["id"] > 3),
                *plain),
            "SELECT a.id \nFROM a, b \nWHERE a.id > :id_1 AND a.id = b.a_id(+)");
}

}  // namespace
}  // namespace cupel::oracle
