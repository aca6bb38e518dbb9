#include <mutex>
#include <string>

#include "cupel/schema/ddl_element.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/compiler.hpp"
#include "cupel/sql/compiler/ddl_compiler.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel {
namespace {

/// The dialect of no database: readable SQL. Knows the forms that several databases have, so that
/// any statement can be printed.
class DefaultCompilerContext final : public CompilerContext, public TypeDialect {
 public:
  explicit DefaultCompilerContext(CompilerTraits traits)
      : traits_(std::move(traits)), preparer_(traits_), type_compiler_(*this) {}

  const CompilerTraits& traits() const noexcept override { return traits_; }
  const IdentifierPreparer& identifier_preparer() const noexcept override { return preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override {
    return std::make_unique<SqlCompiler>(*this, options);
  }
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override {
    return std::make_unique<DdlCompiler>(*this, options);
  }
  const TypeCompiler& type_compiler() const noexcept override { return type_compiler_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr type_impl(const TypeEngine& type) const override {
    return resolve_for_dialect(type.self(), *this);
  }
  std::string_view dialect_name() const noexcept override { return "default"; }
  TypePtr adapt_type(const TypePtr& type) const override { return type; }

 private:
  CompilerTraits traits_;
  IdentifierPreparer preparer_;
  TypeCompiler type_compiler_;
  LiteralContext literals_;
};

std::string stringify(const ClauseElement& element) {
  // Printing shows what is there, also what only some databases can do.
  static const DefaultCompilerContext context([] {
    CompilerTraits traits;
    traits.supports_multivalues_insert = true;
    return traits;
  }());
  return compile(element, context)->sql();
}

[[maybe_unused]] const bool kStringifierIsSet = (set_stringifier(&stringify), true);

}  // namespace

const CompilerContext& default_compiler_context() {
  static const DefaultCompilerContext context{CompilerTraits()};
  return context;
}

Ptr<const Compiled> compile(const ClauseElement& element, const CompilerContext& context,
                            const CompileOptions& options) {
  if (element.kind() == ElementKind::ddl) {
    return context.ddl_compiler(options)->compile(as<DdlElement>(element));
  }
  return context.sql_compiler(options)->compile(element);
}

}  // namespace cupel
