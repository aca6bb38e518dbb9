#pragma once

#include "cupel/dialect/dialect.hpp"
#include "cupel/sql/compiler/compile.hpp"

namespace cupel::mysql {

/// MySQL for compiling without an engine: `stmt.compile(mysql::dialect()).sql()`. Its statements
/// are those for a server whose version is not known. One shared object; thread-safe.
[[nodiscard]] const Dialect& dialect();

}  // namespace cupel::mysql

namespace cupel::mariadb {

/// The same for MariaDB.
[[nodiscard]] const Dialect& dialect();

}  // namespace cupel::mariadb
