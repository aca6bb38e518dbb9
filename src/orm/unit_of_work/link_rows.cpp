#include "orm/unit_of_work/link_rows.hpp"

#include <algorithm>
#include <string>

#include "cupel/engine/connection.hpp"
#include "cupel/engine/prepared_statement.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/sql/expression/table_clause.hpp"
#include "cupel/util/arena.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/unit_of_work/statements.hpp"

namespace cupel {

std::vector<const ColumnClause*> LinkRows::columns() const {
  std::vector<const ColumnClause*> all;
  for (const SyncPair& pair : property_.sync_pairs()) all.push_back(pair.dest_column);
  for (const SyncPair& pair : property_.secondary_sync_pairs()) all.push_back(pair.dest_column);
  return all;
}

namespace {

/// As they stand in the table, whichever side of the relationship they are of: both sides send the
/// same text.
std::vector<const ColumnClause*> in_table_order(const FromClause& table,
                                                std::vector<const ColumnClause*> columns) {
  const auto place = [&](const ColumnClause* column) {
    std::size_t at = 0;
    for (const ColumnCollection::Entry& entry : table.columns()) {
      if (entry.column == column) break;
      ++at;
    }
    return at;
  };
  std::ranges::stable_sort(columns, {}, place);
  return columns;
}

}  // namespace

void LinkRows::collect(std::vector<Value>& rows, Instance& parent, Instance& child,
                       bool as_loaded) {
  const auto add = [&](Instance& instance, const SyncPair& pair) {
    const Attribute& attribute = *pair.source->attribute();
    if (as_loaded) {
      ensure_loaded(instance, attribute);
      if (const void* value = committed_value(instance, attribute)) {
        rows.push_back(attribute.ops()->to_value(value));
        return;
      }
    }
    rows.push_back(get_value(instance, attribute));
  };
  for (const SyncPair& pair : property_.sync_pairs()) add(parent, pair);
  for (const SyncPair& pair : property_.secondary_sync_pairs()) add(child, pair);
}

void LinkRows::check(std::int64_t matched, std::size_t expected, const char* verb) const {
  if (matched < 0 || matched == static_cast<std::int64_t>(expected)) return;
  throw StaleDataError(str_cat(verb, " statement on table '", table_name(*property_.secondary()),
                               "' expected to ", verb[0] == 'D' ? "delete " : "update ", expected,
                               " row(s); Only ", matched,
                               " were matched. Another transaction changed the links of ",
                               property_.str(), ": roll back and load the objects again"));
}

void LinkRows::write(Connection& connection) {
  if (inserts_.empty() && updates_.empty() && deletes_.empty()) return;
  const auto all = columns();
  const FromClause& table = *property_.secondary();
  const auto ordered = in_table_order(table, all);
  const Dialect& dialect = connection.dialect();
  const auto run = [&](const Ptr<const PreparedStatement>& statement,
                       const std::vector<Value>& rows) {
    const auto order = link_places(*statement, all);
    const std::size_t width = order.size();
    std::vector<Cell> cells(rows.size());
    Arena scratch;
    for (std::size_t at = 0; at < rows.size(); at += width) {
      for (std::size_t place = 0; place < width; ++place) {
        statement->encode(place, rows[at + order[place]], cells[at + place], scratch);
      }
    }
    return connection.run_many(*statement, cells);
  };
  if (!deletes_.empty()) {
    const auto matched = run(link_delete(table, ordered, connection), deletes_);
    check(dialect.supports_sane_multi_rowcount() ? matched : -1, deletes_.size() / all.size(),
          "DELETE");
  }
  if (!updates_.empty()) {
    const auto matched = run(link_update(table, ordered, connection), updates_);
    check(dialect.supports_sane_multi_rowcount() ? matched : -1, updates_.size() / all.size() / 2,
          "UPDATE");
  }
  if (!inserts_.empty()) run(link_insert(table, ordered, connection), inserts_);
}

}  // namespace cupel
