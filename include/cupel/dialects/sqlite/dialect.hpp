#pragma once

#include "cupel/dialect/dialect.hpp"
#include "cupel/sql/compiler/compile.hpp"

namespace cupel::sqlite {

/// The dialect for compiling without an engine: `stmt.compile(sqlite::dialect()).sql()`.
/// One shared object; thread-safe.
[[nodiscard]] const Dialect& dialect();

}  // namespace cupel::sqlite
