#pragma once

#include <cupel/sql/expression/from_clause.hpp>

namespace cupel {

/// left JOIN right ON condition
class Join final : public FieldsOf<Join, FromClause> {
 public:
  /// `onclause` null: from the foreign keys between both sides.
  /// Throws NoForeignKeysError, AmbiguousForeignKeysError when that is not possible.
  Join(FromPtr left, FromPtr right, ColumnPtr onclause, bool isouter = false, bool full = false);

  const FromPtr& left() const noexcept { return left_; }
  const FromPtr& right() const noexcept { return right_; }
  const ColumnPtr& onclause() const noexcept { return onclause_; }
  bool is_outer() const noexcept { return isouter_; }
  bool is_full() const noexcept { return full_; }

  bool is_derived_from(const FromClause* from) const noexcept override;
  FromPtr self_group(OperatorRef against = {}) const override;
  void collect_froms(FromList& froms) const override;
  void collect_hidden_froms(std::vector<const FromClause*>& hidden) const override;
  std::string description() const override;
  bool is_named() const noexcept override { return false; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("left", self.left_);
    f("right", self.right_);
    f("onclause", self.onclause_);
    f("isouter", self.isouter_);
    f("full", self.full_);
  }

 protected:
  void populate_columns(Columns& columns) const override;

 private:
  FromPtr left_;
  FromPtr right_;
  ColumnPtr onclause_;
  bool isouter_;
  bool full_;
};

/// The condition that joins `a` and `b` by the foreign keys between them. `a_subset`: prefer keys
/// to this part of `a`. Throws NoForeignKeysError, AmbiguousForeignKeysError.
ColumnPtr join_condition(const FromClause& a, const FromClause& b,
                         const FromClause* a_subset = nullptr);
/// True if join_condition() would find exactly one, or several, ways.
bool can_join(const FromClause& a, const FromClause& b);

/// ( from ), inside a join.
class FromGrouping final : public FieldsOf<FromGrouping, FromClause> {
 public:
  explicit FromGrouping(FromPtr element);
  const FromPtr& element() const noexcept { return element_; }
  bool is_derived_from(const FromClause* from) const noexcept override;
  void collect_froms(FromList& froms) const override;
  void collect_hidden_froms(std::vector<const FromClause*>& hidden) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("element", self.element_);
  }

 protected:
  void populate_columns(Columns& columns) const override;

 private:
  FromPtr element_;
};

}  // namespace cupel
