#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dialect/reflection.hpp"
#include "cupel/engine/engine.hpp"

namespace cupel {

/// Reads a database's catalogue. Nothing is cached: each call asks the database.
///
/// Made by inspect(engine) or inspect(connection); of a connection it borrows, and then sees what
/// its transaction did. One thread at a time. `schema` empty: the default one.
/// The functions that take a table throw NoSuchTableError when it is not there.
class Inspector {
 public:
  explicit Inspector(Engine engine);
  explicit Inspector(Connection& connection) noexcept;

  [[nodiscard]] bool has_table(std::string_view table, std::string_view schema = {});
  [[nodiscard]] bool has_index(std::string_view table, std::string_view index,
                               std::string_view schema = {});
  [[nodiscard]] std::vector<std::string> get_schema_names();
  [[nodiscard]] std::vector<std::string> get_table_names(std::string_view schema = {});
  [[nodiscard]] std::vector<std::string> get_view_names(std::string_view schema = {});
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

 private:
  template <class F>
  auto with(F&& ask);

  std::optional<Engine> engine_;
  Connection* connection_ = nullptr;
};

[[nodiscard]] Inspector inspect(const Engine& engine);
[[nodiscard]] Inspector inspect(Connection& connection);

}  // namespace cupel
