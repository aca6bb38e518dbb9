#pragma once

#include <memory>

#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/types/literal_context.hpp>
#include <cupel/types/type_engine.hpp>

namespace cupel {

/// What the compilers see of a dialect; `Dialect` is one.
///
/// Thread safety: the const members may be called by several threads at once.
/// Lifetime: outlives every compiler and every Compiled made with it.
class CompilerContext {
 public:
  virtual ~CompilerContext() = default;

  [[nodiscard]] virtual const CompilerTraits& traits() const noexcept = 0;
  /// The quoting of names. The same object for the whole life of the context.
  [[nodiscard]] virtual const IdentifierPreparer& identifier_preparer() const noexcept = 0;
  /// A compiler for one statement. `options` are borrowed by the compiler.
  [[nodiscard]] virtual std::unique_ptr<SqlCompiler> sql_compiler(
      const CompileOptions& options) const = 0;
  [[nodiscard]] virtual std::unique_ptr<DdlCompiler> ddl_compiler(
      const CompileOptions& options) const = 0;
  [[nodiscard]] virtual const TypeCompiler& type_compiler() const noexcept = 0;
  /// How values are written into SQL text.
  [[nodiscard]] virtual const LiteralContext& literal_context() const noexcept = 0;
  /// The form `type` has in this dialect: its variant for it, or the dialect's own implementation.
  /// Cached: the same type object gives the same answer.
  [[nodiscard]] virtual TypePtr type_impl(const TypeEngine& type) const = 0;
};

}  // namespace cupel
