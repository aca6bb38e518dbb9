#pragma once

#include <cstddef>
#include <span>

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
