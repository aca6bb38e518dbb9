#include "orm/relationships/column_visits.hpp"

#include "cupel/sql/expression/binary.hpp"
#include "cupel/sql/expression/expr_operators.hpp"
#include "cupel/sql/expression/operators.hpp"
#include "cupel/sql/traversal/visitors.hpp"

namespace cupel::detail {

const ColumnClause& plain_column(const ClauseElement& column) noexcept {
  return as<ColumnClause>(*column.identity());
}

void for_each_column(const ClauseElement& root, FunctionRef<void(const ColumnClause&)> visit) {
  visitors::traverse(root, [&](const ClauseElement& element) {
    if (element.kind() == ElementKind::column) visit(as<ColumnClause>(element));
    return true;
  });
}

void for_each_comparison(const ClauseElement& root,
                         FunctionRef<void(const ComparedColumns&)> visit) {
  visitors::traverse(root, [&](const ClauseElement& element) {
    if (element.kind() != ElementKind::binary) return true;
    const auto& binary = as<BinaryExpression>(element);
    if (!is_comparison(binary.op_ref())) return true;
    const bool direct = binary.left()->kind() == ElementKind::column &&
                        binary.right()->kind() == ElementKind::column;
    for_each_column(*binary.left(), [&](const ColumnClause& left) {
      for_each_column(*binary.right(), [&](const ColumnClause& right) {
        visit({&left, &right, direct, binary.op() == Operator::eq});
      });
    });
    return true;
  });
}

bool is_derived_table(const ClauseElement& element) noexcept {
  return element.kind() == ElementKind::subquery || element.kind() == ElementKind::cte;
}

ColumnPtr replace_columns(const ColumnPtr& expression,
                          FunctionRef<ElementPtr(const ColumnClause&)> replace) {
  if (!expression) return expression;
  return static_ptr_cast<const ColumnElement>(
      visitors::replacement_traverse(*expression, [&](const ClauseElement& element) -> ElementPtr {
        if (is_derived_table(element)) return ElementPtr(&element);
        if (element.kind() != ElementKind::column) return {};
        return replace(as<ColumnClause>(element));
      }));
}

ColumnPtr without_annotations(const ColumnPtr& expression) {
  return replace_columns(expression, [](const ColumnClause& column) -> ElementPtr {
    if (column.annotations() == nullptr) return {};
    return ElementPtr(&plain_column(column));
  });
}

ElementPtr corresponding(const FromPtr& target, const ColumnClause& column) {
  const ColumnElement* const found = target->corresponding_column(plain_column(column));
  if (!found || target->kind() != ElementKind::join) return ElementPtr(found);
  // A column of one side of a join stands for the join.
  return found->annotate({{AnnotationKey::parent_entity, target, 0, {}}});
}

ColumnPtr both(ColumnPtr a, ColumnPtr b) {
  if (!a) return b;
  if (!b) return a;
  return conjunction(Operator::and_, {std::move(a), std::move(b)});
}

}  // namespace cupel::detail
