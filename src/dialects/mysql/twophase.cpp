#include "cupel/util/str_cat.hpp"

#include "dialects/mysql/dialect.hpp"

// XA transactions. They have a middle step of their own, XA END: the work is done.
namespace cupel::mysql {

MysqlDialect::Statements MysqlDialect::begin_twophase(std::string_view xid) const {
  return {str_cat("XA BEGIN '", xid, "'")};
}

MysqlDialect::Statements MysqlDialect::prepare_twophase(std::string_view xid) const {
  return {str_cat("XA END '", xid, "'"), str_cat("XA PREPARE '", xid, "'")};
}

MysqlDialect::Statements MysqlDialect::commit_twophase(std::string_view xid,
                                                       bool is_prepared) const {
  Statements out;
  if (!is_prepared) out = prepare_twophase(xid);
  out.push_back(str_cat("XA COMMIT '", xid, "'"));
  return out;
}

MysqlDialect::Statements MysqlDialect::rollback_twophase(std::string_view xid,
                                                         bool is_prepared) const {
  Statements out;
  if (!is_prepared) out.push_back(str_cat("XA END '", xid, "'"));
  out.push_back(str_cat("XA ROLLBACK '", xid, "'"));
  return out;
}

// Its columns: format, length of the name, length of the branch, and both in one text.
std::vector<std::string> MysqlDialect::recover_twophase(dbapi::Connection& connection) const {
  dbapi::StatementLease statement = connection.prepare(std::string_view("XA RECOVER"));
  statement->execute({});
  std::vector<Cell> row(statement->column_count());
  std::vector<std::string> out;
  while (statement->fetch(row.data())) {
    out.emplace_back(row.back().view().substr(0, static_cast<std::size_t>(row[1].integer)));
  }
  return out;
}

}  // namespace cupel::mysql
