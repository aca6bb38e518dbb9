#include "contexts.hpp"

#include <memory>
#include <optional>
#include <string>

#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/compiler.hpp"
#include "cupel/sql/compiler/ddl_compiler.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/ddl_compiler.hpp"
#include "dialects/postgresql/ddl_compiler.hpp"
#include "dialects/postgresql/literals.hpp"
#include "dialects/postgresql/preparer.hpp"
#include "dialects/postgresql/type_compiler.hpp"
#include "dialects/postgresql/type_compiler.hpp"
#include "dialects/sqlite/compiler.hpp"
#include "dialects/sqlite/ddl_compiler.hpp"
#include "dialects/sqlite/preparer.hpp"
#include "dialects/sqlite/type_compiler.hpp"

namespace cupel::conformance {
namespace {

/// A dialect's compilers with traits of the corpus' choice, e.g. another style of parameters.
template <class Compiler, class Preparer, class Types, class Ddl, class Literals>
class TestContext final : public CompilerContext, public TypeDialect {
 public:
  explicit TestContext(CompilerTraits traits)
      : traits_(std::move(traits)), preparer_(traits_), types_(*this) {}

  const CompilerTraits& traits() const noexcept override { return traits_; }
  const IdentifierPreparer& identifier_preparer() const noexcept override { return preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override {
    return std::make_unique<Compiler>(*this, options);
  }
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override {
    return std::make_unique<Ddl>(*this, options);
  }
  const TypeCompiler& type_compiler() const noexcept override { return types_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr type_impl(const TypeEngine& type) const override {
    return resolve_for_dialect(type.self(), *this);
  }
  std::string_view dialect_name() const noexcept override { return traits_.name; }
  TypePtr adapt_type(const TypePtr& type) const override { return type; }

 private:
  CompilerTraits traits_;
  Preparer preparer_;
  Types types_;
  Literals literals_;
};

using DefaultTestContext = TestContext<SqlCompiler, IdentifierPreparer, TypeCompiler, DdlCompiler,
                                       LiteralContext>;
using SqliteTestContext =
    TestContext<sqlite::SqliteCompiler, sqlite::SqlitePreparer, sqlite::SqliteTypeCompiler,
                sqlite::SqliteDdlCompiler, LiteralContext>;
using PostgresqlTestContext =
    TestContext<postgresql::PostgresqlCompiler, postgresql::PostgresqlPreparer,
                postgresql::PostgresqlTypeCompiler, postgresql::PostgresqlDdlCompiler,
                postgresql::PostgresqlLiterals>;

std::optional<ParamStyle> style_of(std::string_view name) {
  if (name == "qmark") return ParamStyle::qmark;
  if (name == "format") return ParamStyle::format;
  if (name == "pyformat") return ParamStyle::pyformat;
  if (name == "numeric") return ParamStyle::numeric;
  if (name == "numeric_dollar") return ParamStyle::numeric_dollar;
  return std::nullopt;
}

}  // namespace

std::unique_ptr<CompilerContext> make_context(std::string_view key, std::uint32_t label_length) {
  const std::size_t underscore = key.find('_');
  const std::string_view dialect = key.substr(0, underscore);
  const std::string_view variant =
      underscore == std::string_view::npos ? std::string_view() : key.substr(underscore + 1);
  CompilerTraits traits;
  if (dialect == "default") {
    traits = default_compiler_context().traits();
  } else if (dialect == "sqlite") {
    traits = sqlite::compiler_traits();
  } else if (dialect == "postgresql") {
    traits = postgresql::compiler_traits();
  } else {
    return nullptr;
  }
  traits.paramstyle = ParamStyle::named;
  traits.label_length = label_length;
  if (variant == "casts") {
    traits.bind_typing = BindTyping::render_casts;
  } else if (variant == "asyncpg") {
    traits.bind_typing = BindTyping::render_all_casts;
    traits.paramstyle = ParamStyle::numeric_dollar;
  } else if (const auto style = style_of(variant)) {
    traits.paramstyle = *style;
  } else if (!variant.empty()) {
    return nullptr;
  }
  if (dialect == "sqlite") return std::make_unique<SqliteTestContext>(std::move(traits));
  if (dialect == "postgresql") return std::make_unique<PostgresqlTestContext>(std::move(traits));
  return std::make_unique<DefaultTestContext>(std::move(traits));
}

}  // namespace cupel::conformance
