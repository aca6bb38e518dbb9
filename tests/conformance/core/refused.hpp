#pragma once

#include "case.hpp"

namespace cupel::conformance {

/// Thrown by a case that no C++ program can write: SQLAlchemy finds the mistake when the statement
/// is built, here the compiler does.
struct RefusedByCompiler {
  const char* proof;  ///< file in tests/must_not_compile
};

}  // namespace cupel::conformance

/// A case whose mistake is a compile error; `proof` is the file in tests/must_not_compile that
/// shows it.
#define REFUSED(id, proof)                                \
  CASE(id) {                                              \
    throw ::cupel::conformance::RefusedByCompiler{proof}; \
  }
