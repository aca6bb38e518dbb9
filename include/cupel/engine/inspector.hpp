#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/dialect/reflection.hpp"
#include "cupel/engine/engine.hpp"

namespace cupel {

/// What the functions for many tables take; what of them is asked for is in the function's name.
struct MultiOptions {
  std::string schema = {};
  std::optional<std::vector<std::string>> filter_names = {};  ///< nullopt: all
  ObjectKind kind = ObjectKind::table;
  ObjectScope scope = ObjectScope::default_;
  /// For the dialect's reading: sqlite_include_internal, postgresql_ignore_search_path.
  DialectOptions dialect = {};
};

/// Schema (empty: the default one) and name of a table.
using TableKey = std::pair<std::string, std::string>;
/// One item for each table, in the order of the names.
template <class Item>
using MultiResult = std::vector<std::pair<TableKey, Item>>;

/// A table's name with the foreign keys that can only be made when both tables are there. The last
/// entry of a sorted list has no table, and the foreign keys of cycles.
struct SortedTable {
  std::optional<std::string> table;
  /// Table and name of each foreign key.
  std::vector<std::pair<std::string, std::string>> foreign_keys;
};

/// Reads a database's catalogue.
///
/// Made by inspect(engine) or inspect(connection); of a connection it borrows, and then sees what
/// its transaction did. What was read of a table is kept until clear_cache(), has_ functions ask
/// every time. One thread at a time. `schema` empty: the default one.
/// The functions that take a table throw NoSuchTableError when it is not there.
class Inspector {
 public:
  explicit Inspector(Engine engine);
  explicit Inspector(Connection& connection);

  /// Forgets what was read.
  void clear_cache();
  /// The schema that names without one mean; empty where the database has none.
  [[nodiscard]] std::string default_schema_name();

  [[nodiscard]] bool has_table(std::string_view table, std::string_view schema = {});
  [[nodiscard]] bool has_index(std::string_view table, std::string_view index,
                               std::string_view schema = {});
  [[nodiscard]] bool has_sequence(std::string_view name, std::string_view schema = {});
  [[nodiscard]] bool has_schema(std::string_view schema);
  /// Which of the names are tables or views, by one round of queries.
  [[nodiscard]] std::map<std::string, bool> has_multi_table(const std::vector<std::string>& tables,
                                                            std::string_view schema = {});

  // Names, sorted. `dialect`: as in MultiOptions.
  [[nodiscard]] std::vector<std::string> get_schema_names();
  [[nodiscard]] std::vector<std::string> get_table_names(std::string_view schema = {},
                                                         const DialectOptions& dialect = {});
  [[nodiscard]] std::vector<std::string> get_temp_table_names(const DialectOptions& dialect = {});
  [[nodiscard]] std::vector<std::string> get_view_names(std::string_view schema = {},
                                                        const DialectOptions& dialect = {});
  [[nodiscard]] std::vector<std::string> get_temp_view_names();
  [[nodiscard]] std::vector<std::string> get_materialized_view_names(std::string_view schema = {});
  [[nodiscard]] std::vector<std::string> get_sequence_names(std::string_view schema = {});
  /// Every table after those it refers to. Foreign keys of cycles are those of the last entry.
  [[nodiscard]] std::vector<SortedTable> get_sorted_table_and_fkc_names(
      std::string_view schema = {});

  // Types that the database keeps by name; `schema` "*": of all schemas.
  [[nodiscard]] std::vector<ReflectedEnum> get_enums(std::string_view schema = {});
  [[nodiscard]] std::vector<ReflectedDomain> get_domains(std::string_view schema = {});

  // Of one table or view.
  [[nodiscard]] std::vector<ReflectedColumn> get_columns(std::string_view table,
                                                         std::string_view schema = {});
  [[nodiscard]] ReflectedConstraint get_pk_constraint(std::string_view table,
                                                      std::string_view schema = {});
  [[nodiscard]] std::vector<ReflectedForeignKey> get_foreign_keys(std::string_view table,
                                                                  std::string_view schema = {});
  [[nodiscard]] std::vector<ReflectedIndex> get_indexes(std::string_view table,
                                                        std::string_view schema = {});
  [[nodiscard]] std::vector<ReflectedConstraint> get_unique_constraints(
      std::string_view table, std::string_view schema = {});
  [[nodiscard]] std::vector<ReflectedConstraint> get_check_constraints(
      std::string_view table, std::string_view schema = {});
  [[nodiscard]] std::optional<std::string> get_table_comment(std::string_view table,
                                                             std::string_view schema = {});
  [[nodiscard]] DialectOptions get_table_options(std::string_view table,
                                                 std::string_view schema = {});
  /// The SELECT of a view. Throws NoSuchTableError where there is none.
  [[nodiscard]] std::string get_view_definition(std::string_view view,
                                                std::string_view schema = {});

  // Of many tables, by a number of queries that does not depend on how many.
  [[nodiscard]] std::vector<ReflectedTable> get_multi_tables(const MultiOptions& options = {},
                                                             TablePart parts = TablePart::all);
  [[nodiscard]] MultiResult<std::vector<ReflectedColumn>> get_multi_columns(
      const MultiOptions& options = {});
  [[nodiscard]] MultiResult<ReflectedConstraint> get_multi_pk_constraint(
      const MultiOptions& options = {});
  [[nodiscard]] MultiResult<std::vector<ReflectedForeignKey>> get_multi_foreign_keys(
      const MultiOptions& options = {});
  [[nodiscard]] MultiResult<std::vector<ReflectedIndex>> get_multi_indexes(
      const MultiOptions& options = {});
  [[nodiscard]] MultiResult<std::vector<ReflectedConstraint>> get_multi_unique_constraints(
      const MultiOptions& options = {});
  [[nodiscard]] MultiResult<std::vector<ReflectedConstraint>> get_multi_check_constraints(
      const MultiOptions& options = {});
  [[nodiscard]] MultiResult<std::optional<std::string>> get_multi_table_comment(
      const MultiOptions& options = {});
  [[nodiscard]] MultiResult<DialectOptions> get_multi_table_options(
      const MultiOptions& options = {});

 private:
  template <class F>
  auto with(F&& ask);
  const ReflectedTable& table(std::string_view name, std::string_view schema);
  [[nodiscard]] std::vector<std::string> relation_names(std::string_view schema, ObjectKind kind,
                                                        ObjectScope scope,
                                                        const DialectOptions& dialect = {});
  template <class Member>
  auto multi(const MultiOptions& options, TablePart part, Member ReflectedTable::*member);

  std::optional<Engine> engine_;
  Connection* connection_ = nullptr;
  std::map<TableKey, ReflectedTable> known_;
};

[[nodiscard]] Inspector inspect(const Engine& engine);
[[nodiscard]] Inspector inspect(Connection& connection);

}  // namespace cupel
