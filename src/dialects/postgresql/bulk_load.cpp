#include <algorithm>
#include <string>
#include <utility>

#include "cupel/dbapi/connection.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/array_format.hpp"
#include "dialects/postgresql/connection.hpp"
#include "dialects/postgresql/dialect.hpp"
#include "dialects/postgresql/row_stream.hpp"
#include "dialects/postgresql/single_insert.hpp"
#include "dialects/postgresql/statement.hpp"

// Many rows through COPY, where that does what INSERT does.
namespace cupel::postgresql {

namespace {

constexpr std::string_view kInsertInto = "INSERT INTO ";

/// The table in `item (name, qty)`, as it is written there; quoted names may hold anything.
std::string_view table_in(std::string_view target) {
  bool quoted = false;
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i] == '"') quoted = !quoted;
    if (target[i] == '(' && !quoted) return target.substr(0, i == 0 ? 0 : i - 1);
  }
  return {};
}

/// Names of the columns that the parameters fill, in their order; none where one is unknown.
std::vector<std::string> column_names(const Compiled& insert) {
  const TableClause* const table = insert.dml_table();
  if (!table || !table->is_schema_table()) return {};
  std::vector<std::string> out;
  for (const std::uint32_t slot : insert.positions()) {
    const BindSlot& bind = insert.binds()[slot];
    if (!bind.is_crud) return {};
    for (const SchemaColumn* column : static_cast<const SchemaTable*>(table)->schema_columns()) {
      if (column->key_text() == bind.key) out.push_back(column->name().text());
    }
  }
  return out.size() == insert.positions().size() ? out : std::vector<std::string>();
}

std::string array_literal(const std::vector<std::string>& texts) {
  std::string out = "{";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ',';
    append_array_item(out, Cell::text(text));
  }
  return out + '}';
}

// Columns that COPY fills as INSERT would: of a table, not of a view; without rules, which COPY
// passes over, and row security, which it refuses; no identity that must not be given; and of
// the very type that the parameter has, so that no conversion by assignment is left out. The types
// are those that row_stream.hpp writes, and enums.
constexpr std::string_view kLoadable =
    "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = "
    "c.oid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid JOIN unnest($2::text[], $3::text[]) AS "
    "sent (name, type) ON a.attname = sent.name WHERE c.oid = to_regclass($1::text) AND c.relkind "
    "IN ('r', 'p') AND NOT c.relhasrules AND NOT c.relrowsecurity AND a.attidentity <> 'a' AND "
    "a.attgenerated = '' AND (t.typtype = 'e' OR t.oid IN (16, 17, 20, 21, 23, 25, 114, 700, 701, "
    "1043, 1082, 1083, 1114, 1184, 1700, 2950, 3802)) AND (a.atttypid = to_regtype(sent.type) OR "
    "(a.atttypid IN (25, 1043) AND to_regtype(sent.type) IN (25, 1043)))";

}  // namespace

std::string PostgresqlDialect::load_command(const Compiled& insert,
                                            dbapi::Connection& connection) const {
  const auto single = single_insert(insert, *this, false);
  if (!single || !single->tail.empty() || !single->head.starts_with(kInsertInto)) return {};
  const std::string_view target = single->head.substr(kInsertInto.size());
  const std::string_view table = table_in(target);
  const std::vector<std::string> columns = column_names(insert);
  if (table.empty() || columns.empty()) return {};
  const std::string names = array_literal(columns);
  const std::string types = array_literal(single->places.types);
  dbapi::StatementLease catalogue = connection.prepare(kLoadable);
  const Cell parameters[] = {Cell::text(table), Cell::text(names), Cell::text(types)};
  catalogue->execute(parameters);
  Cell count;
  if (!catalogue->fetch(&count) || count.kind != CellKind::integer ||
      count.integer != static_cast<std::int64_t>(columns.size())) {
    return {};
  }
  return str_cat("COPY ", target, " FROM STDIN (FORMAT binary)");
}

// A piece is encoded whole before it is sent, so that rows without a binary form are found while an
// INSERT can still take them; the server works on one piece while the next is made.
std::int64_t PgStatement::execute_load(std::string_view command, std::span<const Cell> rows,
                                       std::size_t width) {
  constexpr std::size_t kRowsAPiece = 1000;
  require_open();
  reset();
  check_width(width);
  std::int64_t total = 0;
  const std::size_t times = rows.size() / width;
  std::size_t done = 0;
  std::string next;
  const auto encode_next = [&] {
    const std::size_t size = std::min(kRowsAPiece, times - done) * width;
    if (!append_stream_rows(next, rows.subspan(done * width, size), parameters_)) return false;
    done += size / width;
    return true;
  };
  while (done < times) {
    next.clear();
    append_stream_head(next);
    if (encode_next()) {
      bool open = true;
      total += owner_->copy_in(command, [&](std::string& block) {
        if (!open) return false;
        block.swap(next);
        next.clear();
        open = done < times && encode_next();
        if (!open) append_stream_end(block);
        return true;
      });
      continue;
    }
    const std::size_t size = std::min(kRowsAPiece, times - done);
    total += execute_many(rows.subspan(done * width, size * width), width, size);
    done += size;
  }
  rowcount_ = total;
  return total;
}

}  // namespace cupel::postgresql
