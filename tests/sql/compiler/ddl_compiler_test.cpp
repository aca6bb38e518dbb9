#include "cupel/sql/compiler/ddl_compiler.hpp"

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/ddl_executor.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/types/types.hpp"

#include "sql/compiler/md5.hpp"

// The texts themselves are compared with SQLAlchemy's in tests/conformance/core.

namespace cupel {
namespace {

std::string text_of(const DdlStatement& statement, const CompileOptions& options = {}) {
  return compile(statement.ddl(), default_compiler_context(), options)->sql();
}

TEST(DdlCompiler, PutsConstraintsInTheOrderOfTheirDeclaration) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer(), primary_key),
                    Column("name", String(50), not_null, unique), CheckConstraint("id > 0"));
  EXPECT_EQ(text_of(CreateTable(users)),
            "\nCREATE TABLE users (\n\tid INTEGER NOT NULL, \n\tname VARCHAR(50) NOT NULL, "
            "\n\tPRIMARY KEY (id), \n\tCHECK (id > 0), \n\tUNIQUE (name)\n)\n\n");
}

TEST(DdlCompiler, LeavesOutConstraintsThatAreForOtherDatabases) {
  const Table t("t", MetaData(), Column("a", Integer()),
                CheckConstraint("a > 1", {.ddl_if = {.dialects = {"postgresql"}}}));
  EXPECT_EQ(text_of(CreateTable(t)), "\nCREATE TABLE t (\n\ta INTEGER\n)\n\n");
}

TEST(DdlCompiler, LeavesOutAConstraintThatIsAddedByAStatementOfItsOwn) {
  const auto create = [](const Table& t) { return text_of(CreateTable(t)); };
  const Table t("t", MetaData(), Column("a", Integer()), UniqueConstraint({"a"}, {.name = "uq_a"}));
  const Constraint& unique = *t.constraints().back();
  const std::string with = "\nCREATE TABLE t (\n\ta INTEGER, \n\tCONSTRAINT uq_a UNIQUE (a)\n)\n\n";
  (void)AddConstraint(unique, {.isolate_from_table = false});
  (void)DropConstraint(unique);
  EXPECT_EQ(create(t), with);
  EXPECT_EQ(text_of(AddConstraint(unique)), "ALTER TABLE t ADD CONSTRAINT uq_a UNIQUE (a)");
  EXPECT_EQ(create(t), "\nCREATE TABLE t (\n\ta INTEGER\n)\n\n");
}

TEST(DdlCompiler, DropConstraintStillTakesTheOptionOfAddConstraintWithAWarning) {
  const Table t("t", MetaData(), Column("a", Integer()), UniqueConstraint({"a"}, {.name = "uq_a"}));
  const WarningCapture warnings;
  (void)DropConstraint(*t.constraints().back(), {.isolate_from_table = true});
  ASSERT_EQ(warnings.entries().size(), 1U);
  EXPECT_EQ(warnings.entries()[0].category, WarningCategory::deprecation);
  EXPECT_EQ(text_of(CreateTable(t)), "\nCREATE TABLE t (\n\ta INTEGER\n)\n\n");
}

TEST(DdlCompiler, TranslatesSchemas) {
  const Table t("t", MetaData(), {.schema = "shared"}, Column("a", Integer(), indexed));
  CompileOptions options;
  options.schema_translate_map = {{"shared", "tenant_7"}};
  EXPECT_EQ(text_of(CreateTable(t), options), "\nCREATE TABLE tenant_7.t (\n\ta INTEGER\n)\n\n");
  EXPECT_EQ(text_of(DropIndex(t.indexes()[0]), options), "\nDROP INDEX tenant_7.ix_shared_t_a");
}

TEST(DdlCompiler, LeavesSystemColumnsOut) {
  const Table t("t", MetaData(), Column("a", Integer()), Column("xmin", Integer(), system_column));
  EXPECT_EQ(text_of(CreateTable(t)), "\nCREATE TABLE t (\n\ta INTEGER\n)\n\n");
}

TEST(DdlCompiler, NamesTableAndColumnOfATypeItCannotRender) {
  const Table t("t", MetaData(), Column("a"));
  try {
    (void)text_of(CreateTable(t));
    FAIL() << "no error";
  } catch (const CompileError& error) {
    EXPECT_STREQ(error.what(),
                 "(in table 't', column 'a'): can't generate DDL for NullType(); did "
                 "you forget to specify a type on this Column?");
  }
  const Table u("u", MetaData(), Column("a", ARRAY(Integer())));
  EXPECT_THROW((void)text_of(CreateTable(u)), UnsupportedCompilationError);
}

TEST(DdlCompiler, RefusesPhrasesThatAreNoSql) {
  const MetaData metadata;
  const Table o("o", metadata, Column("id", Integer(), primary_key));
  const Table t("t", metadata,
                Column("a", ForeignKey("o.id", {.ondelete = "CASCADE); DROP TABLE o; --"})));
  EXPECT_THROW((void)text_of(CreateTable(t)), CompileError);
}

TEST(DdlCompiler, SaysWhatToDoWithANamelessConstraint) {
  const Table t("t", MetaData(), Column("a", Integer()));
  EXPECT_THROW((void)text_of(DropConstraint(UniqueConstraint(t.c["a"]))), CompileError);
  EXPECT_THROW((void)AddConstraint(UniqueConstraint("a")), ArgumentError);
}

TEST(DdlScript, CollectsTheStatementsOfASchema) {
  const MetaData metadata;
  const Table a("a", metadata, Column("id", Integer(), primary_key));
  const Table b("b", metadata, Column("a_id", ForeignKey("a.id"), indexed));
  DdlScript script(default_compiler_context());
  metadata.create_all(script);
  ASSERT_EQ(script.statements().size(), 3U);
  EXPECT_EQ(script.statements()[2], "CREATE INDEX ix_b_a_id ON b (a_id)");
}

TEST(Md5, AgreesWithRfc1321) {
  EXPECT_EQ(md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5_hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(md5_hex(std::string(119, 'x')), "ab347a5f68c8a443cfcddc633f12c24f");
}

}  // namespace
}  // namespace cupel
