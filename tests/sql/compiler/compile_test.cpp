#include "cupel/sql/compiler/compile.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/error/errors.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compiles.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CompileTest : public testing::Test {
 protected:
  Ptr<const Compiled> compile_default(const Executable& statement,
                                      const CompileOptions& options = {}) {
    return compile(*statement.element(), default_compiler_context(), options);
  }

  MetaData metadata_;
  Table users_{"users", metadata_, Column("id", Integer(), primary_key),
               Column("name", String(50), default_("anonymous")), Column("age", Integer())};
};

TEST_F(CompileTest, NamesParametersAfterTheirColumns) {
  const auto compiled =
      compile_default(select(users_.c["id"]).where(users_.c["name"] == "ed", users_.c["age"] > 5));
  EXPECT_EQ(compiled->sql(),
            "SELECT users.id \nFROM users \nWHERE users.name = :name_1 AND users.age > :age_1");
  EXPECT_EQ(compiled->params(), (Parameters{{"name_1", "ed"}, {"age_1", 5}}));
  EXPECT_TRUE(compiled->flags().is_select);
  ASSERT_EQ(compiled->result_columns().size(), 1U);
  EXPECT_EQ(compiled->result_columns()[0].keyname, "id");
}

TEST_F(CompileTest, NeverBeginsACommentWithTwoMinusSigns) {
  const auto written = compile_default(select(-literal(-1)), {.literal_binds = true});
  EXPECT_EQ(written->sql(), "SELECT - -1 AS anon_1");
  const auto later = compile_default(select(
      -bindparam("x", Value(-1), {.type = TypeArg(Integer()).get(), .literal_execute = true})));
  EXPECT_EQ(later->expand(later->params()).sql, "SELECT - -1 AS anon_1");
}

TEST_F(CompileTest, WritesListsOutAtExecution) {
  const auto compiled = compile_default(select(users_.c["id"]).where(users_.c["id"].in_({1, 2})));
  EXPECT_TRUE(compiled->flags().has_expanding);
  const ExpandedStatement two = compiled->expand(compiled->params());
  EXPECT_THAT(two.sql, HasSubstr("IN (:id_1_1, :id_1_2)"));
  EXPECT_EQ(two.parameters.size(), 2U);

  Parameters none = compiled->params();
  none.set("id_1", Value(std::vector<Value>{}));
  EXPECT_THAT(compiled->expand(none).sql, HasSubstr("IN (NULL) AND (1 != 1)"));
}

TEST_F(CompileTest, NamesTheParameterThatHasNoValue) {
  const auto compiled =
      compile_default(select(users_.c["id"]).where(users_.c["id"] == bindparam("wanted")));
  try {
    (void)compiled->construct_params({});
    FAIL() << "no exception";
  } catch (const InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("'wanted'"));
  }
  EXPECT_EQ(compiled->construct_params({{"wanted", 7}}), (Parameters{{"wanted", 7}}));
}

TEST_F(CompileTest, FillsDefaultsOfTheProgramBeforeExecution) {
  const auto compiled = compile_default(insert(users_).values({{"age", 3}}));
  EXPECT_EQ(compiled->sql(), "INSERT INTO users (name, age) VALUES (:name, :age)");
  ASSERT_EQ(compiled->insert_prefetch().size(), 1U);
  EXPECT_EQ(compiled->insert_prefetch()[0].column->name().text(), "name");
  EXPECT_EQ(compiled->binds()[compiled->insert_prefetch()[0].bind].name, "name");
}

TEST_F(CompileTest, NamesTheColumnThatATableDoesNotHave) {
  EXPECT_THAT(
      [&] {
        (void)compile_default(insert(users_).values({{"nmae", "x"}}));
      },
      testing::Throws<CompileError>(testing::Property(&CompileError::what, HasSubstr("nmae"))));
}

TEST_F(CompileTest, PrintsStatements) {
  std::ostringstream out;
  out << select(users_.c["id"]);
  EXPECT_EQ(out.str(), "SELECT users.id \nFROM users");
}

TEST_F(CompileTest, AHookExtendsTheUsualRendering) {
  compiles<InsertState>([](const InsertState& e, SqlCompiler& compiler, const RenderScope& scope) {
    compiler.render_default(e, scope);
    compiler.out() << " ON DUPLICATE KEY UPDATE foo=foo";
  });
  const auto compiled = compile_default(insert(users_).values({{"id", 1}, {"name", "x"}}));
  deregister_compiles<InsertState>();
  EXPECT_EQ(compiled->sql(),
            "INSERT INTO users (id, name) VALUES (:id, :name) ON DUPLICATE KEY UPDATE foo=foo");
  EXPECT_THAT(compile_default(insert(users_).values({{"id", 1}, {"name", "x"}}))->sql(),
              testing::Not(HasSubstr("DUPLICATE")));
}

class Utcnow final : public ExtensionElement {
 public:
  Utcnow() : ExtensionElement(make_ptr<DateTime>()) {}
  std::string_view construct_name() const noexcept override { return "utcnow"; }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<Utcnow>(*this); }
};

TEST_F(CompileTest, AConstructOfOnesOwnNeedsARendering) {
  const auto statement = select(Expr<Untyped>(make_ptr<Utcnow>()));
  EXPECT_THROW((void)compile_default(statement), UnsupportedCompilationError);
  compiles<Utcnow>([](const Utcnow&, SqlCompiler& compiler, const RenderScope&) {
    compiler.out() << "TIMEZONE('utc', CURRENT_TIMESTAMP)";
  });
  EXPECT_EQ(compile_default(statement)->sql(),
            "SELECT TIMEZONE('utc', CURRENT_TIMESTAMP) AS anon_1");
  deregister_compiles<Utcnow>();
}

}  // namespace
}  // namespace cupel
