#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/dml_builder.hpp>
#include <cupel/sql/expression/extension_element.hpp>

namespace cupel {

/// Which conflict an ON CONFLICT is about, and what it does.
struct OnConflict {
  bool targets = false;            ///< index elements or a constraint were given
  Name constraint;                 ///< ON CONSTRAINT name
  std::vector<DmlValue> elements;  ///< columns of the index: `name`, or an expression in `column`
  ColumnPtr index_where;           ///< WHERE of a partial index
  bool updates = false;            ///< DO UPDATE, else DO NOTHING
  std::vector<DmlValue> set;
  ColumnPtr where;  ///< WHERE of DO UPDATE

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("targets", self.targets);
    f("constraint", self.constraint);
    f("elements", self.elements);
    f("index_where", self.index_where);
    f("updates", self.updates);
    f("set", self.set);
    f("where", self.where);
  }
};

/// The ON CONFLICT clauses of an INSERT, in order. PostgreSQL and SQLite have them.
class OnConflictClause final : public FieldsOf<OnConflictClause, ExtensionClause> {
 public:
  static constexpr std::string_view kName = "on_conflict";

  explicit OnConflictClause(std::vector<OnConflict> conflicts) : conflicts_(std::move(conflicts)) {}
  [[nodiscard]] const std::vector<OnConflict>& conflicts() const noexcept { return conflicts_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("conflicts", self.conflicts_);
  }

 private:
  std::vector<OnConflict> conflicts_;
};

/// A list of assignments whose absence can be told from its emptiness.
class SetArg {
 public:
  SetArg() = default;
  SetArg(std::initializer_list<Assignment> values) : values_(values), given_(true) {}
  SetArg(std::vector<Assignment> values) : values_(std::move(values)), given_(true) {}  // NOLINT
  SetArg(const Parameters& values);                                                     // NOLINT
  [[nodiscard]] const std::vector<Assignment>& values() const noexcept { return values_; }
  [[nodiscard]] bool given() const noexcept { return given_; }

 private:
  std::vector<Assignment> values_;
  bool given_ = false;
};

namespace detail {

/// The assignments of DO UPDATE SET, values bound under numbered names.
/// Throws ArgumentError when there are none.
std::vector<DmlValue> conflict_set(const FromClause& table, const SetArg& set);
/// The columns and expressions of an index.
std::vector<DmlValue> conflict_elements(const std::vector<SetTarget>& elements);
ColumnPtr conflict_condition(const Operand& condition);
/// `table` under the name by which DO UPDATE sees the row that was to be inserted.
FromExpr excluded_row(const FromPtr& table, std::string_view name);

/// What an INSERT of one dialect has: the members of Insert, returning the dialect's own handle.
template <class Self>
class DialectInsert : public Insert {
 public:
  explicit DialectInsert(Insert insert) : Insert(std::move(insert)) {}

  [[nodiscard]] Self values(const ValuesArg& v = {}) const { return Self(Insert::values(v)); }
  [[nodiscard]] Self from_select(const std::vector<SetTarget>& names, Operand select,
                                 bool include_defaults = true) const {
    return Self(Insert::from_select(names, std::move(select), include_defaults));
  }
  [[nodiscard]] Self inline_() const { return Self(Insert::inline_()); }
  template <class... C>
  [[nodiscard]] Self returning(const C&... columns) const {
    return Self(Insert::returning(columns...));
  }
  [[nodiscard]] Self sort_by_parameter_order(bool value = true) const {
    return Self(Insert::sort_by_parameter_order(value));
  }
  template <class... C>
  [[nodiscard]] Self return_defaults(const C&... columns) const {
    return Self(Insert::return_defaults(columns...));
  }
  [[nodiscard]] Self prefix_with(std::string_view text, std::string_view dialect = "*") const {
    return Self(Insert::prefix_with(text, dialect));
  }
  [[nodiscard]] Self with_hint(std::string_view text, std::string_view dialect = "*") const {
    return Self(Insert::with_hint(text, dialect));
  }
  [[nodiscard]] Self add_cte(const CteExpr& cte, bool nest_here = false) const {
    return Self(Insert::add_cte(cte, nest_here));
  }
  [[nodiscard]] Self execution_options(const Parameters& options) const {
    return Self(Insert::execution_options(options));
  }
  [[nodiscard]] Self params(const Parameters& values) const { return Self(Insert::params(values)); }
  using Executable::execution_options;

 protected:
  [[nodiscard]] Self with_post_values(ElementPtr clause) const {
    Self copy{Insert(*this)};
    static_cast<DialectInsert&>(copy).do_post_values(std::move(clause));
    return copy;
  }
  /// As with_post_values(), adding to the conflicts that are there.
  /// Throws InvalidRequestError behind one without a target: nothing is left for another.
  [[nodiscard]] Self with_conflict(OnConflict conflict) const {
    return with_post_values(add_conflict(state(), std::move(conflict)));
  }

 private:
  static ElementPtr add_conflict(const InsertState& state, OnConflict conflict);
};

ElementPtr added_conflict(const InsertState& state, OnConflict conflict);

template <class Self>
ElementPtr DialectInsert<Self>::add_conflict(const InsertState& state, OnConflict conflict) {
  return added_conflict(state, std::move(conflict));
}

}  // namespace detail
}  // namespace cupel
