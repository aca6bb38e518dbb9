#pragma once

#include <cstdint>

#include "cupel/sql/compiler/traits.hpp"

namespace cupel::mysql {

/// What differs between MySQL, MariaDB and their versions. The initial values are those of a
/// server whose version is not known.
struct ServerFeatures {
  bool mariadb = false;             ///< the server is MariaDB, whatever the dialect's name
  bool share_keyword = false;       ///< FOR SHARE instead of LOCK IN SHARE MODE
  bool for_update_of = false;       ///< FOR UPDATE OF t
  bool row_alias = false;           ///< VALUES (..) AS new ON DUPLICATE KEY UPDATE
  bool float_cast = false;          ///< CAST(x AS FLOAT)
  bool expression_defaults = true;  ///< DEFAULT (expression)
  bool sequences = false;
  bool insert_returning = false;
  bool delete_returning = false;
  bool native_uuid = false;
  bool ansi_quotes = false;       ///< sql_mode ANSI_QUOTES: names stand in double quotes
  bool backslash_escapes = true;  ///< off with sql_mode NO_BACKSLASH_ESCAPES
};

/// Of a server whose version is not known.
[[nodiscard]] ServerFeatures unknown_server(bool mariadb) noexcept;
/// Of a server of version major.minor.patch, with the usual sql_mode.
[[nodiscard]] ServerFeatures features_of(bool mariadb, int major, int minor, int patch) noexcept;

/// What the compilers are told of a server. `name`: "mysql" or "mariadb", as in the URL.
[[nodiscard]] CompilerTraits compiler_traits(const char* name, const ServerFeatures& features);

}  // namespace cupel::mysql
