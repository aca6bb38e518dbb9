#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/constraint.hpp>
#include <cupel/schema/index.hpp>
#include <cupel/sql/expression/on_conflict.hpp>

namespace cupel::postgresql {

/// The constraint of an ON CONFLICT: by its name, or an object of the schema. One without a name,
/// and an index, stand for their columns.
class ConflictConstraint {
 public:
  ConflictConstraint() = default;
  ConflictConstraint(const char* name) : name_(std::string_view(name)) {}  // NOLINT: implicit
  ConflictConstraint(std::string_view name) : name_(name) {}               // NOLINT: implicit
  ConflictConstraint(const std::string& name) : name_(name) {}             // NOLINT: implicit
  ConflictConstraint(const Constraint& constraint);                        // NOLINT: implicit
  ConflictConstraint(const Index& index);                                  // NOLINT: implicit

  [[nodiscard]] bool given() const noexcept { return !name_.empty() || !elements_.empty(); }
  /// Puts it into an ON CONFLICT.
  void apply(OnConflict& conflict) const;

 private:
  Name name_;
  std::vector<DmlValue> elements_;
  ColumnPtr where_;
};

/// Arguments of on_conflict_do_nothing() and on_conflict_do_update().
struct ConflictOptions {
  ConflictConstraint constraint = {};
  std::vector<SetTarget> index_elements = {};  ///< columns by key or object, expressions, text()
  Operand index_where = nullptr;               ///< WHERE of a partial index
  SetArg set_ = {};
  Operand where = nullptr;  ///< only rows for which this holds are updated
};

/// INSERT with ON CONFLICT.
///
///     auto stmt = postgresql::insert(items).values({{"sku", "a"}, {"qty", 5}});
///     conn.execute(stmt.on_conflict_do_update({.index_elements = {"sku"},
///                                              .set_ = {{"qty", stmt.excluded().c["qty"]}}}));
class Insert : public cupel::detail::DialectInsert<Insert> {
 public:
  using DialectInsert::DialectInsert;

  /// The row that was to be inserted.
  [[nodiscard]] FromExpr excluded() const;
  /// Throws InvalidRequestError behind a conflict without target: nothing is left for another.
  [[nodiscard]] Insert on_conflict_do_nothing(const ConflictOptions& options = {}) const;
  /// Throws ArgumentError when there is nothing to set, or neither constraint nor index_elements.
  [[nodiscard]] Insert on_conflict_do_update(const ConflictOptions& options) const;
};

[[nodiscard]] Insert insert(const FromExpr& table);

}  // namespace cupel::postgresql
