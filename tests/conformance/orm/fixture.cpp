#include "fixture.hpp"

#include <vector>

#include "cupel/engine.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::conformance {
namespace {

using nlohmann::json;

Value to_value(const json& field) {
  switch (field.type()) {
    case json::value_t::null:
      return {};
    case json::value_t::boolean:
      return field.get<bool>() ? 1 : 0;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return field.get<std::int64_t>();
    case json::value_t::number_float:
      return field.get<double>();
    default:
      return field.get<std::string>();
  }
}

std::string joined(const json& lines) {
  std::string text;
  for (const json& line : lines) {
    if (!text.empty()) text += '\n';
    text += line.get<std::string>();
  }
  return text;
}

void load_rows(Connection& connection, const json& tables) {
  for (const auto& [table, rows] : tables.items()) {
    for (const json& row : rows) {
      std::string columns;
      std::string marks;
      std::vector<Value> values;
      for (const auto& [column, field] : row.items()) {
        columns += str_cat(columns.empty() ? "" : ", ", '"', column, '"');
        marks += marks.empty() ? "?" : ", ?";
        values.push_back(to_value(field));
      }
      (void)connection.exec_driver_sql(
          str_cat("INSERT INTO \"", table, "\" (", columns, ") VALUES (", marks, ")"), values);
    }
  }
}

}  // namespace

void load_fixture(const Area& area, const nlohmann::json& scenario,
                  const std::map<std::string, Engine>& engines) {
  const json& name = scenario.at("mapping");
  const json* const shared = name.is_null() ? nullptr : &area.mappings.at(name.get<std::string>());
  const json none;
  const json& ddl = shared                     ? shared->at("ddl")
                    : scenario.contains("ddl") ? scenario.at("ddl")
                                               : none;
  const json& fixture = scenario.at("fixture");
  for (const auto& [database, engine] : engines) {
    // The pragma is for the connection, and counts only outside of a transaction.
    Connection connection = Engine(engine).connect();
    connection.execution_options({.isolation_level = "AUTOCOMMIT"});
    for (const json& statement : ddl) (void)connection.exec_driver_sql(joined(statement));
    if (fixture.is_string()) {
      load_rows(connection, shared->at("rows"));
    } else if (fixture.is_object()) {
      if (engines.size() == 1) {
        load_rows(connection, fixture);
      } else if (fixture.contains(database)) {
        load_rows(connection, fixture.at(database));
      }
    }
    if (scenario.value("foreign_keys", true)) {
      (void)connection.exec_driver_sql("PRAGMA foreign_keys = ON");
    }
  }
}

}  // namespace cupel::conformance
