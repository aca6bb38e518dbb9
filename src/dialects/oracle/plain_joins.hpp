#pragma once

#include "cupel/sql/expression/nodes.hpp"

namespace cupel::oracle {

/// A column of the optional side of an outer join, as a condition in WHERE has it: `t.x(+)`.
class OuterJoinColumn final : public ExtensionElement {
 public:
  static constexpr std::string_view kName = "oracle.outer_join_column";

  explicit OuterJoinColumn(ColumnPtr column)
      : ExtensionElement(column->type()), column_(std::move(column)) {}

  [[nodiscard]] const ColumnPtr& column() const noexcept { return column_; }
  std::string_view construct_name() const noexcept override { return kName; }
  void collect_froms(FromList& froms) const override { column_->collect_froms(froms); }
  void visit_children(FunctionRef<void(const ClauseElement&)> visit) const override {
    visit(*column_);
  }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<OuterJoinColumn>(*this); }

 private:
  ColumnPtr column_;
};

/// `e` with the ON conditions of its joins in WHERE, for databases without JOIN .. ON; null when
/// it has no joins.
[[nodiscard]] Ptr<const SelectState> with_joins_as_criteria(const SelectState& e);

}  // namespace cupel::oracle
