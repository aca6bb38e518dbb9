#include <utility>

#include <cupel/error/warnings.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/types/special_types.hpp>

#include "sql/expression/custom_operator_fields.hpp"
#include "sql/expression/negation.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<ClauseList, ColumnElement>;
template class FieldsOf<ExpressionClauseList, ColumnElement>;
template class FieldsOf<BooleanClauseList, ColumnElement>;
template class FieldsOf<Tuple, ColumnElement>;

ClauseList::ClauseList(ColumnList clauses, Operator op, bool group, bool group_contents)
    : FieldsBase(ElementKind::clause_list, detail::null_type()),
      clauses_(std::move(clauses)),
      op_(op),
      group_(group) {
  if (group_contents) {
    for (ColumnPtr& clause : clauses_) clause = clause->self_group(op_);
  }
}

ColumnPtr ClauseList::self_group(OperatorRef against) const {
  if (group_ && is_precedent(op_, against)) return make_ptr<Grouping>(ColumnPtr(this));
  return ColumnPtr(this);
}

ExpressionClauseList::ExpressionClauseList(ColumnList clauses, Operator op, TypePtr type,
                                           bool group, Ptr<const CustomOperator> custom)
    : FieldsBase(ElementKind::expression_list, detail::or_null_type(type)),
      clauses_(std::move(clauses)),
      custom_(std::move(custom)),
      op_(op),
      group_(group) {
  if (group_) {
    for (ColumnPtr& clause : clauses_) clause = clause->self_group({op_, custom_.get()});
  }
}

ColumnPtr ExpressionClauseList::self_group(OperatorRef against) const {
  const bool negated_value = against.op == Operator::inv && !is_comparison({op_, custom_.get()});
  if ((group_ && is_precedent({op_, custom_.get()}, against)) || negated_value) {
    return make_ptr<Grouping>(ColumnPtr(this));
  }
  return ColumnPtr(this);
}

ColumnPtr ExpressionClauseList::negate() const {
  return make_ptr<UnaryExpression>(self_group(Operator::inv), Operator::inv, OperatorRef{});
}

BooleanClauseList::BooleanClauseList(Operator op, ColumnList clauses)
    : FieldsBase(ElementKind::boolean_list, detail::boolean_type()),
      clauses_(std::move(clauses)),
      op_(op) {}

ColumnPtr BooleanClauseList::construct(Operator op, ColumnList clauses) {
  const bool is_and = op == Operator::and_;
  const ElementKind neutral = is_and ? ElementKind::true_ : ElementKind::false_;
  const ElementKind absorbing = is_and ? ElementKind::false_ : ElementKind::true_;
  ColumnList kept;
  kept.reserve(clauses.size());
  ColumnPtr skipped;
  for (ColumnPtr& clause : clauses) {
    if (clause->kind() == absorbing) {
      kept.clear();
      kept.push_back(std::move(clause));
      skipped.reset();
      break;
    }
    if (clause->kind() == neutral) {
      skipped = std::move(clause);
      continue;
    }
    kept.push_back(std::move(clause));
  }
  if (kept.empty() && skipped) kept.push_back(std::move(skipped));
  if (kept.empty()) {
    warn(WarningCategory::deprecation,
         is_and ? "and_() without conditions is deprecated and says nothing in SQL; begin with "
                  "true_() where the number of conditions varies"
                : "or_() without conditions is deprecated and says nothing in SQL; begin with "
                  "false_() where the number of conditions varies");
    return make_ptr<BooleanClauseList>(op, std::move(kept));
  }
  if (kept.size() == 1) return kept.front()->self_group(Operator::asbool);
  bool nested = false;
  for (ColumnPtr& clause : kept) {
    clause = clause->self_group(op);
    nested = nested || (clause->kind() == ElementKind::boolean_list &&
                        as<BooleanClauseList>(*clause).op() == op);
  }
  if (nested) {
    ColumnList flat;
    for (ColumnPtr& clause : kept) {
      if (clause->kind() == ElementKind::boolean_list &&
          as<BooleanClauseList>(*clause).op() == op) {
        const ColumnList& inner = as<BooleanClauseList>(*clause).clauses();
        flat.insert(flat.end(), inner.begin(), inner.end());
      } else {
        flat.push_back(std::move(clause));
      }
    }
    kept = std::move(flat);
  }
  return make_ptr<BooleanClauseList>(op, std::move(kept));
}

ColumnPtr BooleanClauseList::self_group(OperatorRef against) const {
  if (clauses_.empty()) return ColumnPtr(this);
  if (is_precedent(op_, against)) return make_ptr<Grouping>(ColumnPtr(this));
  return ColumnPtr(this);
}

ColumnPtr BooleanClauseList::negate() const {
  if (const Annotation* other = annotation(detail::kNegation)) {
    return ColumnPtr(static_cast<const ColumnElement*>(other->object.get()));
  }
  return make_ptr<UnaryExpression>(self_group(Operator::inv), Operator::inv, OperatorRef{});
}

Tuple::Tuple(ColumnList clauses, std::vector<TypePtr> types)
    : FieldsBase(ElementKind::tuple, TypePtr()),
      clauses_(std::move(clauses)),
      types_(std::move(types)) {
  for (ColumnPtr& clause : clauses_) clause = clause->self_group(Operator::comma);
  if (types_.empty()) {
    for (const ColumnPtr& clause : clauses_) types_.push_back(clause->type());
  }
  type_ = make_ptr<TupleType>(types_);
}

ColumnPtr Tuple::self_group(OperatorRef) const {
  // A tuple always brings its own parentheses.
  return ColumnPtr(this);
}

}  // namespace cupel
