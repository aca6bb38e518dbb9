#include "mysql_context.hpp"

#include <string>

#include "dialects/mysql/adapt_type.hpp"
#include "dialects/mysql/compiler.hpp"
#include "dialects/mysql/ddl_compiler.hpp"
#include "dialects/mysql/literals.hpp"
#include "dialects/mysql/preparer.hpp"
#include "dialects/mysql/type_compiler.hpp"

namespace cupel::conformance {
namespace {

class StyledLiterals final : public mysql::MysqlLiterals {
 public:
  StyledLiterals(const mysql::ServerFeatures& features, bool double_percents)
      : MysqlLiterals(features), double_percents_(double_percents) {}

 protected:
  bool doubles_percents() const noexcept override { return double_percents_; }

 private:
  bool double_percents_;
};

class MysqlTestContext final : public CompilerContext, public TypeDialect {
 public:
  MysqlTestContext(CompilerTraits traits, const mysql::ServerFeatures& features)
      : traits_(std::move(traits)),
        features_(features),
        preparer_(traits_, features_),
        types_(*this),
        literals_(features_, traits_.paramstyle == ParamStyle::format ||
                                 traits_.paramstyle == ParamStyle::pyformat) {}

  const CompilerTraits& traits() const noexcept override { return traits_; }
  const IdentifierPreparer& identifier_preparer() const noexcept override { return preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override {
    return std::make_unique<mysql::MysqlCompiler>(*this, options, features_);
  }
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override {
    return std::make_unique<mysql::MysqlDdlCompiler>(*this, options, features_);
  }
  const TypeCompiler& type_compiler() const noexcept override { return types_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr type_impl(const TypeEngine& type) const override {
    return resolve_for_dialect(type.self(), *this);
  }
  std::string_view dialect_name() const noexcept override { return traits_.name; }
  TypePtr adapt_type(const TypePtr& type) const override {
    return mysql::adapt_type(type, features_);
  }

 private:
  CompilerTraits traits_;
  mysql::ServerFeatures features_;
  mysql::MysqlPreparer preparer_;
  mysql::MysqlTypeCompiler types_;
  StyledLiterals literals_;
};

}  // namespace

std::unique_ptr<CompilerContext> make_mysql_context(std::string_view dialect,
                                                    std::string_view variant,
                                                    std::optional<ParamStyle> style,
                                                    std::uint32_t label_length) {
  const bool mariadb = dialect == "mariadb";
  mysql::ServerFeatures features = mysql::unknown_server(mariadb);
  if (variant == "8" && !mariadb) {
    features = mysql::features_of(false, 8, 0, 34);
  } else if (variant == "10_11" && mariadb) {
    features = mysql::features_of(true, 10, 11, 0);
  } else if (!variant.empty() && !style) {
    return nullptr;
  }
  CompilerTraits traits = mysql::compiler_traits(mariadb ? "mariadb" : "mysql", features);
  traits.paramstyle = style.value_or(ParamStyle::named);
  traits.label_length = label_length;
  return std::make_unique<MysqlTestContext>(std::move(traits), features);
}

}  // namespace cupel::conformance
