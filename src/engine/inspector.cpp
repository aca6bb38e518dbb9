#include "cupel/engine/inspector.hpp"

namespace cupel {

Inspector::Inspector(Engine engine) : engine_(std::move(engine)) {}
Inspector::Inspector(Connection& connection) noexcept : connection_(&connection) {}

template <class F>
auto Inspector::with(F&& ask) {
  if (connection_) return ask(connection_->dialect(), connection_->for_dialect());
  Connection connection = engine_->connect();
  return ask(connection.dialect(), connection.for_dialect());
}

bool Inspector::has_table(std::string_view table, std::string_view schema) {
  return with([&](const Dialect& d, DialectConnection& c) { return d.has_table(c, table, schema); });
}
bool Inspector::has_index(std::string_view table, std::string_view index, std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.has_index(c, table, index, schema); });
}
std::vector<std::string> Inspector::get_schema_names() {
  return with([&](const Dialect& d, DialectConnection& c) { return d.get_schema_names(c); });
}
std::vector<std::string> Inspector::get_table_names(std::string_view schema) {
  return with([&](const Dialect& d, DialectConnection& c) { return d.get_table_names(c, schema); });
}
std::vector<std::string> Inspector::get_view_names(std::string_view schema) {
  return with([&](const Dialect& d, DialectConnection& c) { return d.get_view_names(c, schema); });
}
std::vector<ReflectedColumn> Inspector::get_columns(std::string_view table,
                                                    std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.get_columns(c, table, schema); });
}
ReflectedConstraint Inspector::get_pk_constraint(std::string_view table, std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.get_pk_constraint(c, table, schema); });
}
std::vector<ReflectedForeignKey> Inspector::get_foreign_keys(std::string_view table,
                                                             std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.get_foreign_keys(c, table, schema); });
}
std::vector<ReflectedIndex> Inspector::get_indexes(std::string_view table,
                                                   std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.get_indexes(c, table, schema); });
}
std::vector<ReflectedConstraint> Inspector::get_unique_constraints(std::string_view table,
                                                                   std::string_view schema) {
  return with([&](const Dialect& d, DialectConnection& c) {
    return d.get_unique_constraints(c, table, schema);
  });
}

Inspector inspect(const Engine& engine) { return Inspector(engine); }
Inspector inspect(Connection& connection) { return Inspector(connection); }

}  // namespace cupel
