#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <cupel/schema/dialect_options.hpp>
#include <cupel/schema/sequence.hpp>
#include <cupel/types/type_engine.hpp>

/// What a database tells of its tables: plain values.
namespace cupel {

/// Kinds of relations, to be combined by `|`.
enum class ObjectKind : std::uint8_t {
  table = 1,
  view = 2,
  materialized_view = 4,
  any_view = 6,
  any = 7,
};
/// Whether temporary ones count.
enum class ObjectScope : std::uint8_t { default_ = 1, temporary = 2, any = 3 };
/// Parts of a table, to be combined by `|`.
enum class TablePart : std::uint8_t {
  none = 0,
  columns = 1,
  primary_key = 2,
  foreign_keys = 4,
  unique_constraints = 8,
  check_constraints = 16,
  indexes = 32,
  comment = 64,
  options = 128,
  all = 255,
};

[[nodiscard]] constexpr ObjectKind operator|(ObjectKind a, ObjectKind b) noexcept {
  return static_cast<ObjectKind>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
[[nodiscard]] constexpr TablePart operator|(TablePart a, TablePart b) noexcept {
  return static_cast<TablePart>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
/// Whether `set` has something of `asked`.
[[nodiscard]] constexpr bool has(ObjectKind set, ObjectKind asked) noexcept {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(asked)) != 0;
}
[[nodiscard]] constexpr bool has(ObjectScope set, ObjectScope asked) noexcept {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(asked)) != 0;
}
[[nodiscard]] constexpr bool has(TablePart set, TablePart asked) noexcept {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(asked)) != 0;
}

/// GENERATED ALWAYS AS
struct ReflectedComputed {
  std::string sqltext;
  std::optional<bool> persisted{};
};

struct ReflectedColumn {
  std::string name;
  TypePtr type;
  std::string key{};  ///< a listener of `column_reflect` may set it; empty: the name
  bool nullable = true;
  std::optional<std::string> default_{};  ///< SQL text as the database holds it
  std::optional<bool> autoincrement{};    ///< nullopt: the database does not tell
  std::optional<ReflectedComputed> computed{};
  std::optional<IdentityConfig> identity{};
  std::optional<std::string> comment{};
  DialectOptions dialect_options{};
};

/// A primary key, unique or check constraint.
struct ReflectedConstraint {
  std::string name{};  ///< empty: the database has none
  std::vector<std::string> columns{};
  std::string sqltext{};  ///< of a check constraint
  std::optional<bool> deferrable{};
  std::string initially{};
  std::optional<std::string> comment{};
  /// The unique index that this constraint is, where the database lists it as both.
  std::string duplicates_index{};
  DialectOptions dialect_options{};
};

struct ReflectedForeignKey {
  std::string name{};
  std::vector<std::string> constrained_columns{};
  std::string referred_schema{};  ///< empty: the default one
  std::string referred_table{};
  std::vector<std::string> referred_columns{};
  std::string ondelete{}, onupdate{};  ///< empty: no action
  std::optional<bool> deferrable{};
  std::string initially{};
  std::string match{};
  std::optional<std::string> comment{};
  DialectOptions dialect_options{};
};

struct ReflectedIndex {
  std::string name{};
  std::vector<std::optional<std::string>> columns{};  ///< nullopt: an expression
  /// Where there is an expression among them: all of them as SQL.
  std::vector<std::string> expressions{};
  bool unique = false;
  /// "desc", "nulls_first", "nulls_last" of the columns that are not sorted as usual.
  std::vector<std::pair<std::string, std::vector<std::string>>> column_sorting{};
  /// The unique constraint whose index this is.
  std::string duplicates_constraint{};
  DialectOptions dialect_options{};
};

/// A table or view, with the parts that were asked for.
struct ReflectedTable {
  std::string schema{};  ///< as it was asked for: empty for the default one
  std::string name{};
  ObjectKind kind = ObjectKind::table;
  std::vector<ReflectedColumn> columns{};
  ReflectedConstraint primary_key{};
  std::vector<ReflectedForeignKey> foreign_keys{};
  std::vector<ReflectedConstraint> unique_constraints{};
  std::vector<ReflectedConstraint> check_constraints{};
  std::vector<ReflectedIndex> indexes{};
  std::optional<std::string> comment{};
  DialectOptions options{};
};

/// A type that lists its values, kept by the database under a name.
struct ReflectedEnum {
  std::string name;
  std::string schema;
  bool visible = true;  ///< reached without its schema
  std::vector<std::string> labels{};
};

/// A domain: another type with a name, a default and conditions.
struct ReflectedDomain {
  std::string name;
  std::string schema;
  bool visible = true;
  std::string type;  ///< as the database writes it
  bool nullable = true;
  std::optional<std::string> default_{};
  std::string collation{};
  struct Check {
    std::string name;
    std::string check;
  };
  std::vector<Check> constraints{};
};

/// Which tables are to be read, and what of them.
struct ReflectionRequest {
  std::string schema{};  ///< empty: the default one
  /// These only, where they exist; nullopt: all.
  std::optional<std::vector<std::string>> names{};
  ObjectKind kind = ObjectKind::table;
  ObjectScope scope = ObjectScope::default_;
  TablePart parts = TablePart::all;
  /// What a dialect is told about the reading ("postgresql_ignore_search_path").
  DialectOptions options{};
};

/// What a listener of `column_reflect` is told beside the column.
struct ColumnReflectContext {
  const std::string& schema;
  const std::string& table;
  SchemaExecutor& executor;  ///< where the table is read from. Borrowed for the time of the call
};

}  // namespace cupel
