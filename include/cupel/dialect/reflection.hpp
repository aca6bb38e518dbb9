#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/schema/reflection.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/cell.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

/// What reflection needs of the engine's Connection: runs SQL text with the engine's log and error
/// handling. Declared here because dialects stand below the engine.
class DialectConnection {
 public:
  /// Calls `row` for each row; cells are borrowed for the time of the call.
  virtual void query(std::string_view sql, std::span<const Value> parameters,
                     FunctionRef<void(std::span<const Cell>)> row) = 0;

 protected:
  ~DialectConnection() = default;
};

/// How a dialect reads its database's catalogue. `schema` empty: the default one. Without a word of
/// the dialect the catalogue is empty.
class CatalogueReader {
 public:
  /// Whether there is a table or view of that name, temporary ones among them.
  [[nodiscard]] virtual bool has_table(DialectConnection& connection, std::string_view table,
                                       std::string_view schema = {}) const;
  [[nodiscard]] virtual bool has_index(DialectConnection& connection, std::string_view table,
                                       std::string_view index, std::string_view schema = {}) const;
  [[nodiscard]] virtual bool has_sequence(DialectConnection& connection, std::string_view name,
                                          std::string_view schema = {}) const;
  /// A type that the database keeps under a name: an enum or domain of PostgreSQL.
  [[nodiscard]] virtual bool has_type(DialectConnection& connection, std::string_view name,
                                      std::string_view schema = {}) const;
  [[nodiscard]] virtual std::vector<std::string> get_schema_names(
      DialectConnection& connection) const;
  /// Names of relations, sorted.
  [[nodiscard]] virtual std::vector<std::string> get_relation_names(DialectConnection& connection,
                                                                    std::string_view schema,
                                                                    ObjectKind kind,
                                                                    ObjectScope scope) const;
  [[nodiscard]] virtual std::vector<std::string> get_sequence_names(DialectConnection& connection,
                                                                    std::string_view schema) const;
  /// The SELECT of a view; nullopt where there is no such view.
  [[nodiscard]] virtual std::optional<std::string> get_view_definition(
      DialectConnection& connection, std::string_view view, std::string_view schema) const;
  /// `schema` "*": of all schemas.
  [[nodiscard]] virtual std::vector<ReflectedEnum> get_enums(DialectConnection& connection,
                                                             std::string_view schema) const;
  [[nodiscard]] virtual std::vector<ReflectedDomain> get_domains(DialectConnection& connection,
                                                                 std::string_view schema) const;
  /// The tables of a request that exist, sorted by name, by a number of queries that does not
  /// depend on how many they are.
  [[nodiscard]] virtual std::vector<ReflectedTable> reflect_tables(
      DialectConnection& connection, const ReflectionRequest& request) const;

 protected:
  ~CatalogueReader() = default;
};

}  // namespace cupel
