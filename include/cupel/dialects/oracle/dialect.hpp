#pragma once

#include <memory>
#include <optional>

#include "cupel/dialect/dialect.hpp"
#include "cupel/sql/compiler/compile.hpp"

namespace cupel::oracle {

/// What a program may say of the database that statements are compiled for.
struct DialectConfig {
  /// The server's version; without one, a current server is assumed.
  std::optional<dbapi::ServerVersion> server_version = {};
  /// false: joins are written as a list of tables with conditions, outer ones with (+).
  bool use_ansi = true;
  /// With row limits by ROWNUM: tells the optimizer how many rows are wanted.
  bool optimize_limits = false;
  /// false: limits are written with ROWNUM whatever the version.
  bool enable_offset_fetch = true;
  /// Unicode and UnicodeText are NVARCHAR2 and NCLOB instead of VARCHAR2 and CLOB.
  bool use_nchar_for_unicode = false;
};

/// The dialect for compiling without an engine: `stmt.compile(oracle::dialect()).sql()`.
/// One shared object; thread-safe.
[[nodiscard]] const Dialect& dialect();

/// A dialect for a certain server. It has to outlive what is compiled with it.
[[nodiscard]] std::unique_ptr<Dialect> make_dialect(const DialectConfig& config);

}  // namespace cupel::oracle
