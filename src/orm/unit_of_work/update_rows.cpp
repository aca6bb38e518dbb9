#include <algorithm>

#include "cupel/dialect/abilities.hpp"
#include "cupel/engine/connection.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/util/arena.hpp"

#include "orm/unit_of_work/save_rows.hpp"

namespace cupel {

// A key finds one row at most: the sum tells whether every version matched. Without a trip to a
// server they go as SQLAlchemy sends them, one by one.
bool sums_versions(const Dialect& dialect) {
  return dialect.supports_sane_multi_rowcount() &&
         dynamic_cast<const ManyRowInserts*>(&dialect) != nullptr;
}

namespace {

void finish_row(const Mapper& mapper, const WritePlan& plan, Instance& instance,
                const std::vector<Value>& defaults) {
  for (const std::size_t place : plan.default_places) {
    const ColumnProperty* property = plan.sources[place].property;
    if (property) set_committed_value(instance, *property->attribute(), defaults[place]);
  }
  expire_unknown(instance, plan.unknown);
  report_filled(mapper, instance, plan);
}

void update_group(Connection& connection, const Mapper& mapper, const MappedTable& table,
                  const SlotSet& slots, std::span<Instance* const> rows) {
  const auto plan = write_plans(mapper, table, connection).update(slots);
  const std::size_t width = plan->sources.size();
  const Dialect& dialect = connection.dialect();
  std::vector<Cell> cells;
  std::vector<std::vector<Value>> defaults;
  std::vector<Value> none;
  Arena scratch;
  std::int64_t matched = 0;
  const bool has_version = mapper.version_id() && table.find(*mapper.version_id());
  const bool one_by_one = !plan->fetched.empty() || (has_version && !sums_versions(dialect));
  const std::size_t step = one_by_one ? 1 : kRowsPerCall;
  const bool has_defaults = !plan->default_places.empty();
  for (std::size_t at = 0; at < rows.size(); at += step) {
    const std::size_t count = std::min(step, rows.size() - at);
    cells.resize(count * width);
    scratch.clear();
    if (has_defaults) defaults.assign(count, {});
    for (std::size_t i = 0; i < count; ++i) {
      encode_row(*plan, *rows[at + i], {cells.data() + i * width, width}, scratch,
                 has_defaults ? defaults[i] : none, dialect.name());
    }
    if (!plan->fetched.empty()) {
      auto cursor = connection.run(*plan->statement, cells);
      if (const Cell* fetched = cursor.fetch()) {
        Instance& instance = *rows[at];
        for (std::size_t c = 0; c < plan->fetched.size(); ++c) {
          const Attribute& attribute = *plan->fetched[c].property->attribute();
          plan->fetched[c].decoder(fetched[c], attribute.value(instance));
          if (!attribute.is_plain()) mark_loaded(instance, attribute);
        }
        ++matched;
      }
    } else if (plan->arrays && count > 1) {
      matched += connection.run(*plan->arrays, cells).rowcount();
    } else {
      matched += connection.run_many(*plan->statement, cells);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (plan->default_places.empty() && plan->unknown.empty() && plan->fetched.empty()) break;
      finish_row(mapper, *plan, *rows[at + i], has_defaults ? defaults[i] : none);
    }
  }
  const bool countable =
      rows.size() == 1 ? dialect.supports_sane_rowcount() : dialect.supports_sane_multi_rowcount();
  check_matched(mapper, table, "UPDATE", countable ? matched : -1, rows.size());
}

void update_with_expressions(Connection& connection, const Mapper& mapper, const MappedTable& table,
                             const RowToSave& row) {
  Instance& instance = *row.instance;
  std::vector<Assignment> values;
  std::vector<Expr<bool>> conditions;
  std::vector<const ColumnProperty*> made_by_sql;
  for (const auto& [property, stored] : table.columns) {
    const Attribute& attribute = *property->attribute();
    const Expr<Untyped> column{ColumnPtr(stored)};
    const bool in_key = std::ranges::find(table.primary_key, property) != table.primary_key.end();
    if (in_key || property->is_version_id()) {
      const void* committed = committed_value(instance, attribute);
      conditions.push_back(column == (committed ? attribute.ops()->to_value(committed) : Value()));
    }
    if (!row.slots.contains(property->slot())) {
      if (property->has_server_onupdate()) made_by_sql.push_back(property);
      continue;
    }
    if (const ColumnPtr expression = pending_expression(instance, attribute)) {
      values.emplace_back(SetTarget(column), Expr<Untyped>(expression));
      made_by_sql.push_back(property);
    } else {
      values.emplace_back(SetTarget(column), loaded_value(instance, attribute));
    }
  }
  const auto result = connection.execute(
      update(Table(*table.table)).where(and_(conditions)).values(ValueRow(std::move(values))));
  check_matched(mapper, table, "UPDATE",
                connection.dialect().supports_sane_rowcount() ? result.rowcount() : -1, 1);
  expire_unknown(instance, made_by_sql);
}

}  // namespace

void update_rows(Connection& connection, const Mapper& mapper, const MappedTable& table,
                 const RowsToSave& rows) {
  rows.for_each_run([&](const RowsToSave::Run& run, std::span<Instance* const> instances) {
    if (run.has_expressions) {
      update_with_expressions(connection, mapper, table, run.row(instances.front()));
    } else {
      update_group(connection, mapper, table, run.slots, instances);
    }
  });
}

}  // namespace cupel
