#include <algorithm>
#include <optional>
#include <utility>

#include "cupel/engine/connection.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/util/arena.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/unit_of_work/save_rows.hpp"

namespace cupel {
namespace {

constexpr std::size_t kSmallestBatch = 8;
// Servers refuse a message beyond a size of their own; so much goes in one, or else a row alone.
constexpr std::size_t kBytesPerStatement = std::size_t{4} << 20;

/// How many rows from the first on stay below kBytesPerStatement; at least one.
std::size_t rows_that_fit(std::span<const Cell> cells, std::size_t width) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool sized = cells[i].kind == CellKind::text || cells[i].kind == CellKind::blob;
    bytes += sized ? cells[i].size : sizeof cells[i].integer;
    if (bytes > kBytesPerStatement) return std::max<std::size_t>(1, i / width);
  }
  return width == 0 ? 1 : cells.size() / width;
}

// What is fetched waits in memory; a load of many rows costs a question to the catalogue each.
std::size_t rows_of_arrays(const WritePlan& plan) {
  return plan.fetched.empty() ? 50'000 : 10'000;
}

/// Writes a group of rows that share a plan.
class InsertGroup {
 public:
  /// `blind`: nothing comes back into the objects.
  InsertGroup(Connection& connection, const Mapper& mapper, const MappedTable& table,
              const SlotSet& slots, std::span<Instance* const> rows, bool blind = false)
      : connection_(connection),
        mapper_(mapper),
        table_(table),
        rows_(rows),
        blind_(blind),
        plan_(blind ? write_plans(mapper, table, connection).insert_blind(slots)
                    : write_plans(mapper, table, connection).insert(slots)),
        width_(plan_->sources.size()) {}

  void write() {
    if (plan_->arrays && rows_.size() > 1) {
      write_arrays();
    } else if (!plan_->returning_batches.empty() && rows_.size() > 1) {
      write_returning_batches(keys_follow_each_other(kRowsPerCall) ? write_counting_keys() : 0);
    } else if (!plan_->fetched.empty()) {
      for (std::size_t at = 0; at < rows_.size(); ++at) write_fetching(at);
    } else if (plan_->needs_lastrowid) {
      write_drawing_keys();
    } else {
      write_all();
    }
  }

 private:
  // Fills the cells of `count` rows from `first` on.
  void encode(std::size_t first, std::size_t count) {
    cells_.resize(count * width_);
    scratch_.clear();
    if (!plan_->default_places.empty()) defaults_.resize(std::max(defaults_.size(), count));
    const std::string_view dialect = connection_.dialect().name();
    std::vector<Value> none;
    for (std::size_t i = 0; i < count; ++i) {
      auto& defaults = plan_->default_places.empty() ? none : defaults_[i];
      encode_row(*plan_, *rows_[first + i], {cells_.data() + i * width_, width_}, scratch_,
                 defaults, dialect);
    }
  }

  void write_fetching(std::size_t at) {
    encode(at, 1);
    auto cursor = connection_.run(*plan_->statement, cells_);
    take_fetched(*rows_[at], cursor.fetch());
    finish(at, 0);
  }

  // All rows of a statement at a time; what it returns comes in their order.
  void write_arrays() {
    const std::size_t rows_per_statement = rows_of_arrays(*plan_);
    for (std::size_t at = 0; at < rows_.size(); at += rows_per_statement) {
      const std::size_t count = std::min(rows_per_statement, rows_.size() - at);
      encode(at, count);
      for (std::size_t done = 0; done < count;) {
        const std::size_t n = rows_that_fit(encoded(done, count), width_);
        if (plan_->fetched.empty() && n > 1) {
          connection_.run_many(*plan_->statement, encoded(done, done + n));
          for (const std::size_t end = done + n; done < end; ++done) finish(at + done, done);
          continue;
        }
        auto cursor =
            connection_.run(n == 1 ? *plan_->statement : *plan_->arrays, encoded(done, done + n));
        for (const std::size_t end = done + n; done < end; ++done) {
          if (!plan_->fetched.empty()) take_fetched(*rows_[at + done], cursor.fetch());
          finish(at + done, done);
        }
      }
    }
  }

  // As write_arrays(), with a list of VALUES, for the rows from `first` on.
  void write_returning_batches(std::size_t first) {
    for (std::size_t at = first; at < rows_.size(); at += kRowsPerCall) {
      const std::size_t count = std::min(kRowsPerCall, rows_.size() - at);
      encode(at, count);
      for (std::size_t done = 0; done < count;) {
        const std::size_t fit = rows_that_fit(encoded(done, count), width_);
        const auto batch =
            std::ranges::find_if(plan_->returning_batches,
                                 [&](const WritePlan::Many& many) { return many.rows <= fit; });
        const bool alone = batch == plan_->returning_batches.end();
        const std::size_t n = alone ? 1 : batch->rows;
        auto cursor =
            connection_.run(alone ? returning_one() : *batch->statement, encoded(done, done + n));
        for (const std::size_t end = done + n; done < end; ++done) {
          take_returned(at + done, done, cursor.fetch());
        }
      }
    }
  }

  [[nodiscard]] const PreparedStatement& returning_one() const {
    return plan_->fetched.empty() ? *plan_->returning_key : *plan_->statement;
  }

  /// The cells of some of the rows that encode() was given last.
  [[nodiscard]] std::span<const Cell> encoded(std::size_t first, std::size_t last) const {
    return {cells_.data() + first * width_, (last - first) * width_};
  }

  void take_returned(std::size_t row, std::size_t in_batch, const Cell* cells) {
    Instance& instance = *rows_[row];
    if (!plan_->fetched.empty()) {
      take_fetched(instance, cells);
    } else {
      if (!cells) throw_no_row();
      assign_key(instance, *table_.primary_key.front(), cells->integer);
    }
    finish(row, in_batch);
  }

  [[noreturn]] void throw_no_row() const {
    throw FlushError(str_cat("INSERT of ", mapper_.class_name(), " into '",
                             table_.table->fullname(),
                             "' returned no row: a trigger or rule suppressed it"));
  }

  /// Columns that the database made go into the object. `cells` null: no row came.
  void take_fetched(Instance& instance, const Cell* cells) {
    if (!cells) throw_no_row();
    for (std::size_t i = 0; i < plan_->fetched.size(); ++i) {
      const Fetched& fetched = plan_->fetched[i];
      const Attribute& attribute = *fetched.property->attribute();
      if (cells[i].is_null() && !attribute.ops()->nullable) {
        set_committed_null(instance, attribute);
        continue;
      }
      fetched.decoder(cells[i], attribute.value(instance));
      if (!attribute.is_plain()) mark_loaded(instance, attribute);
    }
  }

  // Asks the database, which pays from `least` rows on.
  [[nodiscard]] bool keys_follow_each_other(std::size_t least) const {
    return rows_.size() >= least && plan_->needs_lastrowid && !plan_->batches.empty() &&
           connection_.dialect().inserts_consecutive_keys(connection_.driver_connection(),
                                                          table_.table->name().text(),
                                                          table_.table->schema().text());
  }

  // Where keys follow each other the key of one row tells all. Gives the number of rows written;
  // fewer than the smallest batch are left.
  std::size_t write_counting_keys() {
    const auto& key = *table_.primary_key.front();
    std::size_t at = 0;
    for (const WritePlan::Many& batch : plan_->batches) {
      while (rows_.size() - at >= batch.rows) {
        encode(at, batch.rows);
        // A database in this process takes a statement of any size.
        if (plan_->batches_tell_first_key && rows_that_fit(cells_, width_) < batch.rows) {
          for (std::size_t i = 0; i < batch.rows; ++i) {
            connection_.run_rowcount(*plan_->statement, encoded(i, i + 1));
            assign_key(*rows_[at + i], key, connection_.lastrowid());
            finish(at + i, i);
          }
          at += batch.rows;
          continue;
        }
        connection_.run_rowcount(*batch.statement, cells_);
        const std::int64_t told = connection_.lastrowid();
        const auto all = static_cast<std::int64_t>(batch.rows);
        const std::int64_t first = plan_->batches_tell_first_key ? told : told - all + 1;
        for (std::size_t i = 0; i < batch.rows; ++i) {
          assign_key(*rows_[at + i], key, first + static_cast<std::int64_t>(i));
          finish(at + i, i);
        }
        at += batch.rows;
      }
    }
    return at;
  }

  void write_drawing_keys() {
    const auto& key = *table_.primary_key.front();
    std::size_t at = keys_follow_each_other(kSmallestBatch) ? write_counting_keys() : 0;
    // A few rows go as SQLAlchemy sends them; what one statement for many rows saves begins later.
    const bool returns = rows_.size() > 1 || plan_->returns_key;
    if (at == 0 && returns && rows_.size() < kSmallestBatch && plan_->returning_key) {
      // The objects learn of their keys when all rows are there, and of none if one fails.
      encode(0, rows_.size());
      std::optional<std::int64_t> keys[kSmallestBatch];
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        auto cursor = connection_.run(*plan_->returning_key, encoded(i, i + 1));
        if (const Cell* row = cursor.fetch()) keys[i] = row->integer;
      }
      for (; at < rows_.size(); ++at) {
        if (keys[at]) assign_key(*rows_[at], key, *keys[at]);
        finish(at, at);
      }
    }
    for (; at < rows_.size(); ++at) {
      encode(at, 1);
      connection_.run_rowcount(*plan_->statement, cells_);
      assign_key(*rows_[at], key, connection_.lastrowid());
      finish(at, 0);
    }
  }

  // Nothing comes back: as many rows as a statement can hold go at a time.
  void write_all() {
    std::size_t at = 0;
    for (const WritePlan::Many& batch : plan_->batches) {
      for (; rows_.size() - at >= batch.rows; at += batch.rows) {
        encode(at, batch.rows);
        if (rows_that_fit(cells_, width_) < batch.rows) {
          connection_.run_many(*plan_->statement, cells_);
        } else {
          connection_.run_rowcount(*batch.statement, cells_);
        }
        for (std::size_t i = 0; i < batch.rows; ++i) finish(at + i, i);
      }
    }
    for (; at < rows_.size(); at += kRowsPerCall) {
      const std::size_t count = std::min(kRowsPerCall, rows_.size() - at);
      encode(at, count);
      connection_.run_many(*plan_->statement, cells_);
      for (std::size_t i = 0; i < count; ++i) finish(at + i, i);
    }
  }

  static void assign_key(Instance& instance, const ColumnProperty& property, std::int64_t key) {
    const Attribute& attribute = *property.attribute();
    void* const place = attribute.value(instance);
    if (attribute.ops() == &kScalarOps<std::int64_t>) {
      *static_cast<std::int64_t*>(place) = key;
    } else {
      attribute.ops()->from_value(place, Value(key));
    }
    if (!attribute.is_plain()) mark_loaded(instance, attribute);
  }

  // What the statement decided about a row goes into its object.
  void finish(std::size_t row, std::size_t in_batch) {
    if (blind_) return;
    if (plan_->default_places.empty() && plan_->unknown.empty() && plan_->fetched.empty()) return;
    Instance& instance = *rows_[row];
    for (const std::size_t place : plan_->default_places) {
      const ColumnProperty* property = plan_->sources[place].property;
      if (property) {
        set_committed_value(instance, *property->attribute(), defaults_[in_batch][place]);
      }
    }
    expire_unknown(instance, plan_->unknown);
    report_filled(mapper_, instance, *plan_);
  }

  Connection& connection_;
  const Mapper& mapper_;
  const MappedTable& table_;
  std::span<Instance* const> rows_;
  bool blind_;
  std::shared_ptr<const WritePlan> plan_;
  std::size_t width_;
  std::vector<Cell> cells_;
  std::vector<std::vector<Value>> defaults_;
  Arena scratch_;
};

/// A row whose values are partly SQL: a statement of its own.
void insert_with_expressions(Connection& connection, const Mapper& mapper, const MappedTable& table,
                             const RowToSave& row) {
  Instance& instance = *row.instance;
  std::vector<Assignment> values;
  std::vector<const ColumnProperty*> made_by_sql;
  std::vector<const ColumnProperty*> fetched;
  const bool can_return = connection.dialect().traits().insert_returning &&
                          mapper.options().eager_defaults.value_or(true);
  bool fetches = false;
  const auto in_key = [&](const ColumnProperty* property) {
    return std::ranges::find(table.primary_key, property) != table.primary_key.end();
  };
  for (const auto& [property, column] : table.columns) {
    const Attribute& attribute = *property->attribute();
    const SetTarget target{Expr<Untyped>(ColumnPtr(column))};
    const bool given = row.slots.contains(property->slot());
    const bool generated = column->has_server_default() || column->identity() ||
                           (column->default_() && column->default_()->is_sql());
    const ColumnPtr expression = given ? pending_expression(instance, attribute) : nullptr;
    if (expression) {
      values.emplace_back(target, Expr<Untyped>(expression));
    } else if (given) {
      values.emplace_back(target, loaded_value(instance, attribute));
    }
    const bool unknown = expression || (generated && !given);
    if (can_return && (generated || in_key(property)) && (unknown || !given)) {
      fetched.push_back(property);
      // A key alone that the driver tells anyway is no reason for RETURNING.
      fetches |= !in_key(property) || expression;
    } else if (unknown) {
      made_by_sql.push_back(property);
    }
  }
  auto statement = insert(Table(*table.table)).values(ValueRow(std::move(values)));
  const bool returning = fetches;
  if (returning) {
    for (const ColumnProperty* property : table.primary_key) {
      if (std::ranges::find(fetched, property) == fetched.end()) {
        fetched.insert(fetched.begin(), property);
      }
    }
    for (const ColumnProperty* property : fetched) {
      statement = std::move(statement).returning(Expr<Untyped>(ColumnPtr(table.find(*property))));
    }
  }
  auto result = connection.execute(statement);
  const Parameters& sent = result.last_inserted_params();
  for (const auto& [property, column] : table.columns) {
    const ColumnDefault* const default_ = column->default_();
    if (!default_ || default_->is_sql() || row.slots.contains(property->slot())) continue;
    if (const Value* const value = sent.find(column->key_text())) {
      set_committed_value(instance, *property->attribute(), *value);
    }
  }
  if (returning) {
    const auto returned = result.first();
    for (std::size_t i = 0; returned && i < fetched.size(); ++i) {
      set_committed_value(instance, *fetched[i]->attribute(), (*returned)[i]);
    }
  } else {
    const auto key = result.inserted_primary_key();
    const auto& properties = table.primary_key;
    for (std::size_t i = 0; i < properties.size(); ++i) {
      if (!row.slots.contains(properties[i]->slot())) {
        set_committed_value(instance, *properties[i]->attribute(), key[i]);
      }
    }
  }
  for (const auto& [property, column] : table.columns) {
    if (!property->attribute()->is_plain() && row.slots.contains(property->slot()) &&
        property->attribute()->slot(instance).has(detail::Slot::expression)) {
      unload(instance, *property->attribute());
    }
  }
  expire_unknown(instance, made_by_sql);
}

}  // namespace

void insert_rows(Connection& connection, const Mapper& mapper, const MappedTable& table,
                 const RowsToSave& rows) {
  rows.for_each_run([&](const RowsToSave::Run& run, std::span<Instance* const> instances) {
    if (run.has_expressions) {
      insert_with_expressions(connection, mapper, table, run.row(instances.front()));
    } else {
      InsertGroup(connection, mapper, table, run.slots, instances).write();
    }
  });
}

// ---- BlindInserts ------------------------------------------------------------------------------

void BlindInserts::push_back(const ObjectRef& object, const SlotSet& slots) {
  if (most_ == 0 || slots != slots_) {
    finish();
    slots_ = slots;
    const auto plan = write_plans(mapper_, table_, connection_).insert_blind(slots);
    most_ = plan->arrays            ? rows_of_arrays(*plan)
            : plan->batches.empty() ? kRowsPerCall
                                    : plan->batches.front().rows;
  }
  objects_.push_back(object);
  rows_.push_back(object.instance());
  if (rows_.size() == most_) finish();
}

void BlindInserts::finish() {
  if (rows_.empty()) return;
  InsertGroup(connection_, mapper_, table_, slots_, rows_, true).write();
  rows_.clear();
  objects_.clear();
}

std::vector<ObjectRef> BlindInserts::take_rest() {
  rows_.clear();
  return std::exchange(objects_, {});
}

}  // namespace cupel
