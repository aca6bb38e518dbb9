#pragma once

#include <cupel/sql/compiler/compiled.hpp>
#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/sql/compiler/options.hpp>

namespace cupel {

/// Compiles any element for the dialect behind `context`.
/// Throws CompileError, or UnsupportedCompilationError where the dialect has no such construct.
[[nodiscard]] Ptr<const Compiled> compile(const ClauseElement& element,
                                          const CompilerContext& context,
                                          const CompileOptions& options = {});

/// The dialect of no database: readable SQL with `:name` parameters.
[[nodiscard]] const CompilerContext& default_compiler_context();

}  // namespace cupel
