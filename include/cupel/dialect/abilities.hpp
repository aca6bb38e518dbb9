#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/statement.hpp"
#include "cupel/sql/compiler/fwd.hpp"
#include "cupel/types/type_engine.hpp"

/// What only some dialects can do. A Dialect that can derives from these too:
/// `dynamic_cast<const TypedResults*>(&dialect)` asks.
namespace cupel {

/// A dialect whose driver knows the type of every column of a result.
class TypedResults {
 public:
  /// The type of a column of which the statement knows none (text(), a function without type), as
  /// type_impl() gives it; null: the cell says enough.
  [[nodiscard]] virtual TypePtr type_of_result(const dbapi::Statement& statement,
                                               std::size_t column) const = 0;

 protected:
  ~TypedResults() = default;
};

/// A dialect that writes many rows with one statement, each parameter of which is an array: for
/// drivers whose statements are a dbapi::ArrayBinding.
class ArrayStatements {
 public:
  /// From an INSERT of one row the text that inserts any number, in the order of the arrays;
  /// RETURNING gives its rows in that order too. Empty where the statement or a parameter's type
  /// does not allow it.
  [[nodiscard]] virtual std::string array_insert(const Compiled& insert) const = 0;
  /// The same of an UPDATE or DELETE whose WHERE finds a row by its key; no key may come twice.
  [[nodiscard]] virtual std::string array_change(const Compiled& change) const = 0;

 protected:
  ~ArrayStatements() = default;
};

/// A dialect whose database takes bulk data quicker than by INSERT: for drivers whose statements
/// are a dbapi::BulkLoading.
class BulkLoads {
 public:
  /// From an INSERT of one row the command that loads any number with the same outcome, errors
  /// included; empty where statement, table or types do not allow it. Looks the table up in the
  /// catalogue: to be asked before each load, inside its transaction. Throws DriverError.
  [[nodiscard]] virtual std::string load_command(const Compiled& insert,
                                                 dbapi::Connection& connection) const = 0;

 protected:
  ~BulkLoads() = default;
};

/// A dialect that writes many rows with one list of VALUES, and hears what became of each.
class ManyRowInserts {
 public:
  /// From an INSERT of one row the text of one with `rows` rows, whose parameters stand one row
  /// behind the other; RETURNING gives its rows in that order. Empty where the statement or the
  /// server does not allow it.
  [[nodiscard]] virtual std::string insert_rows(const Compiled& insert, std::size_t rows) const = 0;
  /// Whether lastrowid() is the key of the first of several rows, not that of the last.
  [[nodiscard]] virtual bool tells_first_key() const noexcept = 0;

 protected:
  ~ManyRowInserts() = default;
};

/// A dialect whose database commits in two steps. The statements of each step, in order; none: the
/// plain one of the driver. Names are free of quotes and backslashes.
class TwoPhaseStatements {
 public:
  using Statements = std::vector<std::string>;
  [[nodiscard]] virtual Statements begin_twophase(std::string_view xid) const = 0;
  [[nodiscard]] virtual Statements prepare_twophase(std::string_view xid) const = 0;
  [[nodiscard]] virtual Statements commit_twophase(std::string_view xid,
                                                   bool is_prepared) const = 0;
  [[nodiscard]] virtual Statements rollback_twophase(std::string_view xid,
                                                     bool is_prepared) const = 0;
  /// The names of the prepared transactions in the database.
  [[nodiscard]] virtual std::vector<std::string> recover_twophase(
      dbapi::Connection& connection) const = 0;

 protected:
  ~TwoPhaseStatements() = default;
};

}  // namespace cupel
