#pragma once

struct sqlite3;

namespace cupel::sqlite {

/// REGEXP for regexp_match(), and floor() for floordiv(), which SQLite itself lacks.
void install_builtin_functions(sqlite3* db);

}  // namespace cupel::sqlite
