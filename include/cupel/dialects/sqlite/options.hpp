#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cupel/dbapi/driver.hpp"

namespace cupel::sqlite {

/// How a transaction starts: `BEGIN`, `BEGIN IMMEDIATE`, `BEGIN EXCLUSIVE`.
enum class TransactionMode : std::uint8_t { deferred, immediate, exclusive };

/// What can be said when a SQLite database is opened, in place of names in the URL's query:
///
///     create_engine("sqlite:///shop.db",
///                   {.connect_args = sqlite::connect_args({.foreign_keys = true})});
///     create_engine("sqlite:///shop.db?foreign_keys=on&timeout=30");   // the same by name
///
/// Names in a URL: timeout (seconds), mode (ro, rw, rwc, memory), uri, cached_statements,
/// transaction_mode, foreign_keys, journal_mode, synchronous, and `pragma.<name>` for any pragma.
/// With uri=true every other name becomes a part of the `file:` name.
struct SqliteOptions {
  /// How long a locked database is waited for.
  std::optional<std::chrono::milliseconds> timeout{};  ///< 5 s
  std::optional<std::string> mode{};                   ///< "rwc": read, write, create
  std::optional<bool> uri{};                           ///< the database is a `file:` name
  std::optional<std::size_t> cached_statements{};      ///< 128
  std::optional<TransactionMode> transaction_mode{};   ///< deferred
  /// PRAGMA foreign_keys: enforce them. SQLite's own default is off.
  std::optional<bool> foreign_keys{};
  std::optional<std::string> journal_mode{};  ///< "WAL", ...
  std::optional<std::string> synchronous{};   ///< "NORMAL", ...
  /// Further pragmas, set in this order on each new connection.
  std::vector<std::pair<std::string, std::string>> pragmas{};
};

/// The options as arguments of the driver, for EngineOptions::connect_args.
[[nodiscard]] dbapi::ConnectArgs connect_args(const SqliteOptions& options);

}  // namespace cupel::sqlite
