#pragma once
// What a node must be beyond the kinds of its fields. Those who compile a statement rely on it, so
// what is read from bytes is checked here.

#include "ext/serializer/node_classes.hpp"

namespace cupel::detail {

/// Whether the node is one that constructors and builders could have made. Called for nodes all of
/// whose fields have been read.
template <class T>
[[nodiscard]] bool is_sound(const T&) {
  return true;
}

[[nodiscard]] bool is_sound(const UnaryExpression& node);
[[nodiscard]] bool is_sound(const AsBoolean& node);
[[nodiscard]] bool is_sound(const CollectionAggregate& node);
[[nodiscard]] bool is_sound(const BinaryExpression& node);
[[nodiscard]] bool is_sound(const ExpressionClauseList& node);
[[nodiscard]] bool is_sound(const BooleanClauseList& node);
[[nodiscard]] bool is_sound(const Tuple& node);
[[nodiscard]] bool is_sound(const FrameClause& node);
[[nodiscard]] bool is_sound(const Function& node);
[[nodiscard]] bool is_sound(const TextClause& node);
[[nodiscard]] bool is_sound(const TString& node);
[[nodiscard]] bool is_sound(const Alias& node);
[[nodiscard]] bool is_sound(const Subquery& node);
[[nodiscard]] bool is_sound(const CTE& node);
[[nodiscard]] bool is_sound(const TableSample& node);
[[nodiscard]] bool is_sound(const TableValuedAlias& node);
[[nodiscard]] bool is_sound(const Values& node);
[[nodiscard]] bool is_sound(const ScalarValues& node);
[[nodiscard]] bool is_sound(const SelectState& node);
[[nodiscard]] bool is_sound(const CompoundSelect& node);
[[nodiscard]] bool is_sound(const InsertState& node);
[[nodiscard]] bool is_sound(const UpdateState& node);
[[nodiscard]] bool is_sound(const DeleteState& node);
[[nodiscard]] bool is_sound(const OnConflictClause& node);
[[nodiscard]] bool is_sound(const UpsertClause& node);
[[nodiscard]] bool is_sound(const MergeState& node);

}  // namespace cupel::detail
