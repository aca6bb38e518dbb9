#include "cupel/dbapi/connection.hpp"
#include "cupel/sql/compiler/compiled.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mysql/dialect.hpp"

// Many rows in one statement, and the keys that the server gives them.
namespace cupel::mysql {

// MariaDB sends the row of RETURNING when it has written it, so they come in the order of VALUES.
std::string MysqlDialect::insert_rows(const Compiled& insert, std::size_t rows) const {
  const CompiledFlags& flags = insert.flags();
  if (!features_.insert_returning || !flags.is_insert || flags.multi_values || flags.from_select ||
      flags.has_expanding || insert.positions().empty()) {
    return {};
  }
  std::string row = "(?";
  for (std::size_t i = 1; i < insert.positions().size(); ++i) row += ", ?";
  row += ')';
  const std::string_view sql = insert.sql();
  const std::string values = str_cat(" VALUES ", row);
  const std::size_t at = sql.find(values);
  if (at == std::string_view::npos) return {};
  std::string out(sql.substr(0, at + values.size()));
  out.reserve(sql.size() + rows * (row.size() + 2));
  for (std::size_t i = 1; i < rows; ++i) str_append(out, ", ", row);
  return out.append(sql.substr(at + values.size()));
}

// InnoDB reserves the keys of all rows of a VALUES list at once, in every mode of its lock. Other
// engines, steps between keys and triggers that may set one are left alone.
bool MysqlDialect::inserts_consecutive_keys(dbapi::Connection& connection, std::string_view table,
                                            std::string_view schema) const {
  const std::string in_schema = schema.empty() ? "DATABASE()" : "?";
  const std::string sql = str_cat(
      "SELECT count(*) FROM information_schema.tables WHERE table_schema = ", in_schema,
      " AND table_name = ? AND engine = 'InnoDB' AND @@auto_increment_increment = 1 AND NOT EXISTS "
      "(SELECT 1 FROM information_schema.triggers WHERE event_object_schema = ",
      in_schema, " AND event_object_table = ?)");
  dbapi::StatementLease statement = connection.prepare(std::string_view(sql));
  std::vector<Cell> names;
  for (int i = 0; i < 2; ++i) {
    if (!schema.empty()) names.push_back(Cell::text(schema));
    names.push_back(Cell::text(table));
  }
  statement->execute(names);
  Cell count;
  return statement->fetch(&count) && count.kind == CellKind::integer && count.integer == 1;
}

}  // namespace cupel::mysql
