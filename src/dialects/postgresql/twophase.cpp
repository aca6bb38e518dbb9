#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/dialect.hpp"

// PREPARE TRANSACTION and what follows it. The transaction leaves its session with the first.
namespace cupel::postgresql {

PostgresqlDialect::Statements PostgresqlDialect::begin_twophase(std::string_view) const {
  return {};
}

PostgresqlDialect::Statements PostgresqlDialect::prepare_twophase(std::string_view xid) const {
  return {str_cat("PREPARE TRANSACTION '", xid, "'")};
}

PostgresqlDialect::Statements PostgresqlDialect::commit_twophase(std::string_view xid,
                                                                 bool is_prepared) const {
  if (!is_prepared) return {};
  return {str_cat("COMMIT PREPARED '", xid, "'")};
}

PostgresqlDialect::Statements PostgresqlDialect::rollback_twophase(std::string_view xid,
                                                                   bool is_prepared) const {
  if (!is_prepared) return {};
  return {str_cat("ROLLBACK PREPARED '", xid, "'")};
}

std::vector<std::string> PostgresqlDialect::recover_twophase(dbapi::Connection& connection) const {
  dbapi::StatementLease statement = connection.prepare(std::string_view(
      "SELECT gid FROM pg_catalog.pg_prepared_xacts WHERE database = current_database() "
      "ORDER BY prepared, gid"));
  statement->execute({});
  std::vector<std::string> out;
  for (Cell cell; statement->fetch(&cell);) out.emplace_back(cell.view());
  return out;
}

}  // namespace cupel::postgresql
