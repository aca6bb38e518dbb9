#pragma once

#include <memory>
#include <optional>

#include "cupel/dialect/dialect.hpp"
#include "cupel/sql/compiler/compile.hpp"

namespace cupel::mssql {

/// What a program may say of the database that statements are compiled for.
struct DialectConfig {
  /// The server's version: {15} is SQL Server 2019. Without one, what every version since 2005
  /// understands is written.
  std::optional<dbapi::ServerVersion> server_version = {};
  /// Text, UnicodeText and LargeBinary are VARCHAR(max) and the like instead of TEXT, NTEXT and
  /// IMAGE; by default from SQL Server 2012 on.
  std::optional<bool> deprecate_large_types = {};
  /// The schema of tables without one, such as "dbo"; comments have to name it.
  std::string default_schema = {};
};

/// The dialect for compiling without an engine: `stmt.compile(mssql::dialect()).sql()`.
/// One shared object; thread-safe.
[[nodiscard]] const Dialect& dialect();

/// A dialect for a certain server. It has to outlive what is compiled with it.
[[nodiscard]] std::unique_ptr<Dialect> make_dialect(const DialectConfig& config);

}  // namespace cupel::mssql
