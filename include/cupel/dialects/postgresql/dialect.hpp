#pragma once

#include "cupel/dialect/dialect.hpp"
#include "cupel/sql/compiler/compile.hpp"

namespace cupel::postgresql {

/// The dialect for compiling without an engine: `stmt.compile(postgresql::dialect()).sql()`.
/// One shared object; thread-safe.
[[nodiscard]] const Dialect& dialect();

}  // namespace cupel::postgresql
