#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "cupel/engine/fwd.hpp"
#include "cupel/orm/mapper/mapper.hpp"

#include "orm/unit_of_work/statements.hpp"

namespace cupel {

/// Bounds the cells that wait for the driver.
inline constexpr std::size_t kRowsPerCall = 1000;

/// A row about to be written: which attributes get values, and whether one of them is an SQL
/// expression (such a row is written alone).
struct RowToSave {
  Instance* instance;
  SlotSet slots;
  bool has_expressions = false;
};

/// Rows in the order in which they are written. Neighbours with the same columns are one run; of
/// each row only its object is kept, so that a flush of many rows stays small.
class RowsToSave {
 public:
  struct Run {
    SlotSet slots;
    bool has_expressions = false;  ///< the run is one row
    std::size_t end = 0;
    RowToSave row(Instance* instance) const { return {instance, slots, has_expressions}; }
  };

  void reserve(std::size_t rows) { instances_.reserve(rows); }
  void clear() noexcept {
    instances_.clear();
    runs_.clear();
  }
  void push_back(const RowToSave& row) {
    instances_.push_back(row.instance);
    if (runs_.empty() || row.has_expressions || runs_.back().has_expressions ||
        runs_.back().slots != row.slots) {
      runs_.push_back({row.slots, row.has_expressions, 0});
    }
    runs_.back().end = instances_.size();
  }

  /// Calls `work(run, instances)` for each run in order.
  template <class F>
  void for_each_run(F&& work) const {
    std::size_t at = 0;
    for (const Run& run : runs_) {
      work(run, std::span<Instance* const>(instances_).subspan(at, run.end - at));
      at = run.end;
    }
  }

 private:
  std::vector<Instance*> instances_;
  std::vector<Run> runs_;
};

/// What an INSERT of a new object into a table says about each column.
[[nodiscard]] RowToSave plan_insert(const MappedTable& table, Instance& instance);
/// What an UPDATE changes: the attributes with a net change. Of an object that takes over the row
/// of another one (`row_switch`) everything that it has.
[[nodiscard]] RowToSave plan_update(const Mapper& mapper, Instance& instance, bool row_switch);

/// What of `row` goes into `table`. Precondition: the mapper has several tables.
[[nodiscard]] RowToSave part_of(const RowToSave& row, const MappedTable& table);

/// Sends the rows of a table in their order; neighbours with the same columns go together.
/// Generated keys and fetched values are in the objects afterwards.
void insert_rows(Connection& connection, const Mapper& mapper, const MappedTable& table,
                 const RowsToSave& rows);
/// As insert_rows, for values without expressions that come one by one; the objects stay as they
/// are. Each statement is sent as soon as its rows are there, and their objects are let go of then.
class BlindInserts {
 public:
  BlindInserts(Connection& connection, const Mapper& mapper, const MappedTable& table)
      : connection_(connection), mapper_(mapper), table_(table) {}

  void push_back(const ObjectRef& object, const SlotSet& slots);
  /// Sends what is still there.
  void finish();
  /// What was not sent yet, instead of sending it.
  [[nodiscard]] std::vector<ObjectRef> take_rest();

 private:
  Connection& connection_;
  const Mapper& mapper_;
  const MappedTable& table_;
  SlotSet slots_;
  std::size_t most_ = 0;  // that one statement takes
  std::vector<Instance*> rows_;
  std::vector<ObjectRef> objects_;  // those of rows_
};
/// As insert_rows. Throws StaleDataError when a row is not there.
void update_rows(Connection& connection, const Mapper& mapper, const MappedTable& table,
                 const RowsToSave& rows);

/// The version that follows `previous`, which is NULL for a new row.
/// Precondition: the mapper has a version_id with a generator.
[[nodiscard]] Value next_version(const Mapper& mapper, const Value& previous);

/// Gives up attributes whose value only the database knows; they are loaded when read.
void expire_unknown(Instance& instance, std::span<const ColumnProperty* const> properties);

/// Reports attributes that a flush filled, for the refresh_flush event.
void report_filled(const Mapper& mapper, Instance& instance, const WritePlan& plan);

/// Whether versioned rows are updated many at a time, and checked by the sum of the row counts.
[[nodiscard]] bool sums_versions(const Dialect& dialect);

/// Throws StaleDataError unless as many rows were matched as expected.
void check_matched(const Mapper& mapper, const MappedTable& table, const char* verb,
                   std::int64_t matched, std::size_t expected);

/// The expression that stands for an attribute's value until the flush, or null.
[[nodiscard]] ColumnPtr pending_expression(const Instance& instance, const Attribute& attribute);

}  // namespace cupel
