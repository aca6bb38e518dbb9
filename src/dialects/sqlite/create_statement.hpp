#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupel::sqlite {

/// A constraint as CREATE TABLE declares it, of the table or of one column.
struct DeclaredConstraint {
  enum class Kind : std::uint8_t { primary_key, unique, check, foreign_key };
  Kind kind;
  std::string name{};
  std::vector<std::string> columns{};
  std::string sqltext{};  ///< of a check
  std::string on_conflict{};
  std::optional<bool> deferrable{};
  std::string initially{};
};

struct DeclaredColumn {
  std::string name{};
  std::string collation{};
  std::string computed{};  ///< GENERATED ALWAYS AS (this)
  std::string not_null_on_conflict{};
};

/// What the pragmas do not tell of a table.
struct DeclaredTable {
  std::vector<DeclaredColumn> columns{};
  std::vector<DeclaredConstraint> constraints{};  ///< in the order of the text
  bool autoincrement = false;
  bool without_rowid = false;
  bool strict = false;

  [[nodiscard]] const DeclaredColumn* find(std::string_view column) const noexcept;
};

/// What the pragmas do not tell of an index.
struct DeclaredIndex {
  std::vector<std::string> expressions{};  ///< without ASC and DESC
  std::string where{};
};

/// Reads the text of CREATE TABLE as sqlite_master keeps it, which SQLite has accepted before. Of
/// another statement (a virtual table) nothing is known.
[[nodiscard]] DeclaredTable parse_create_table(std::string_view sql);
[[nodiscard]] DeclaredIndex parse_create_index(std::string_view sql);

}  // namespace cupel::sqlite
