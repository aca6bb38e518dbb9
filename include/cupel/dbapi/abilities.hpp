#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "cupel/util/cell.hpp"

/// What only some drivers' statements can do. A Statement that can derives from these too:
/// `dynamic_cast<dbapi::ArrayBinding*>(lease.get())` asks.
namespace cupel::dbapi {

/// A statement whose parameters can be arrays: one run for any number of rows.
class ArrayBinding {
 public:
  /// Binds parameter i to the array of the i-th of the `width` cells of each row, and starts as
  /// Statement::execute() does. Throws DriverError, also when a parameter is no array.
  virtual void execute_arrays(std::span<const Cell> rows, std::size_t width) = 0;

 protected:
  ~ArrayBinding() = default;
};

/// An INSERT whose rows can go through the database's stream for bulk data.
class BulkLoading {
 public:
  /// What Statement::execute_many() does, through `command`, which loads the same columns in the
  /// order of the parameters. Rows with a value that has no form there go by execute_many().
  virtual std::int64_t execute_load(std::string_view command, std::span<const Cell> rows,
                                    std::size_t width) = 0;

 protected:
  ~BulkLoading() = default;
};

/// A statement that can have its rows sent in portions, for results larger than memory.
class PortionedFetch {
 public:
  /// Rows that the database sends at a time in the next run; 0: all. Without effect outside of a
  /// transaction.
  virtual void set_fetch_size(std::size_t rows) noexcept = 0;

 protected:
  ~PortionedFetch() = default;
};

}  // namespace cupel::dbapi
