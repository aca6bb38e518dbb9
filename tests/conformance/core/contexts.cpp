#include "contexts.hpp"

#include <memory>
#include <optional>
#include <string>

#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/compiler.hpp"
#include "cupel/sql/compiler/ddl_compiler.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"

#include "dialects/mssql/dialect.hpp"
#include "dialects/oracle/dialect.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/ddl_compiler.hpp"
#include "dialects/postgresql/literals.hpp"
#include "dialects/postgresql/preparer.hpp"
#include "dialects/postgresql/type_compiler.hpp"
#include "dialects/sqlite/compiler.hpp"
#include "dialects/sqlite/ddl_compiler.hpp"
#include "dialects/sqlite/json_path.hpp"
#include "dialects/sqlite/preparer.hpp"
#include "dialects/sqlite/type_compiler.hpp"
#include "mysql_context.hpp"

namespace cupel::conformance {
namespace {

/// How SQLite stores dates and times, which is also how it writes them.
Wire sqlite_wire(Wire wire) {
  switch (wire) {
    case Wire::native_date:
      return Wire::date_iso;
    case Wire::native_time:
      return Wire::time_iso;
    case Wire::native_datetime:
      return Wire::datetime_iso;
    case Wire::native_interval:
      return Wire::interval_epoch;
    default:
      return wire;
  }
}

template <class Literals>
class StyledLiterals final : public Literals {
 public:
  bool double_percents = false;

 protected:
  bool doubles_percents() const noexcept override { return double_percents; }
};

/// A dialect's compilers with traits of the corpus' choice, e.g. another style of parameters.
template <class Compiler, class Preparer, class Types, class Ddl, class Literals>
class TestContext final : public CompilerContext, public TypeDialect {
 public:
  explicit TestContext(CompilerTraits traits)
      : traits_(std::move(traits)), preparer_(traits_), types_(*this) {
    literals_.double_percents =
        traits_.paramstyle == ParamStyle::format || traits_.paramstyle == ParamStyle::pyformat;
  }

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
  TypePtr adapt_type(const TypePtr& type) const override {
    if (traits_.name == "postgresql") return postgresql::adapt_type(type);
    if (traits_.name != "sqlite") return type;
    if (TypePtr own = sqlite::json_access_type(type); own != type) return own;
    const Wire wire = sqlite_wire(type->wire());
    return wire == type->wire() ? type : type->with_wire(wire);
  }

 private:
  CompilerTraits traits_;
  Preparer preparer_;
  Types types_;
  StyledLiterals<Literals> literals_;
};

using DefaultTestContext =
    TestContext<SqlCompiler, IdentifierPreparer, TypeCompiler, DdlCompiler, LiteralContext>;
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

/// Oracle with the server and settings of a variant's name; nullopt for a name that is none.
std::optional<oracle::DialectConfig> oracle_config(std::string_view variant) {
  oracle::DialectConfig config;
  if (variant == "11") {
    config.server_version = {11, 2};
  } else if (variant == "23") {
    config.server_version = {23, 0};
  } else if (variant == "noansi") {
    config.use_ansi = false;
  } else if (variant == "optimize") {
    config.enable_offset_fetch = false;
    config.optimize_limits = true;
  } else if (!variant.empty()) {
    return std::nullopt;
  }
  return config;
}

std::unique_ptr<CompilerContext> oracle_context(std::string_view variant,
                                                std::uint32_t label_length) {
  const auto config = oracle_config(variant);
  if (!config) return nullptr;
  auto dialect = std::make_unique<oracle::OracleDialect>(*config, ParamStyle::named);
  dialect->configure_lengths(label_length, std::nullopt);
  return dialect;
}

std::unique_ptr<CompilerContext> mssql_context(std::string_view variant,
                                               std::uint32_t label_length) {
  mssql::DialectConfig config;
  if (variant == "2019") {
    config.server_version = {15, 0};
    config.default_schema = "dbo";
  } else if (!variant.empty() && variant != "qmark") {
    return nullptr;
  }
  auto dialect = std::make_unique<mssql::MssqlDialect>(
      config, variant == "qmark" ? ParamStyle::qmark : ParamStyle::named);
  dialect->configure_lengths(label_length, std::nullopt);
  return dialect;
}

}  // namespace

std::unique_ptr<CompilerContext> make_context(std::string_view key, std::uint32_t label_length) {
  const std::size_t underscore = key.find('_');
  const std::string_view dialect = key.substr(0, underscore);
  const std::string_view variant =
      underscore == std::string_view::npos ? std::string_view() : key.substr(underscore + 1);
  if (dialect == "mysql" || dialect == "mariadb") {
    return make_mysql_context(dialect, variant, style_of(variant), label_length);
  }
  if (dialect == "oracle") return oracle_context(variant, label_length);
  if (dialect == "mssql") return mssql_context(variant, label_length);
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
  if (variant == "13") {
    traits.server_version = 130000;
  } else if (variant == "casts") {
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
