#include "cupel/dialects/postgresql/dml.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/schema/column.hpp"

namespace cupel::postgresql {

namespace {

DmlValue element_of(const ClauseElement& element) {
  DmlValue value;
  value.column = ColumnPtr(static_cast<const ColumnElement*>(&element));
  value.name = value.column->key();
  return value;
}

}  // namespace

ConflictConstraint::ConflictConstraint(const Constraint& constraint) {
  if (!constraint.name().text().empty()) {
    name_ = Name(constraint.name().text());
    return;
  }
  for (const SchemaColumn* column : constraint.columns()) elements_.push_back(element_of(*column));
}

ConflictConstraint::ConflictConstraint(const Index& index) {
  for (const ClauseElement* expression : index.expressions()) {
    elements_.push_back(element_of(*expression));
  }
  const OptionValue* where = index.dialect_options().find("postgresql", "where");
  if (where != nullptr && where->element() != nullptr) {
    where_ = cupel::detail::coerce_condition(Operand(ElementPtr(where->element())));
  }
}

void ConflictConstraint::apply(OnConflict& conflict) const {
  conflict.constraint = name_;
  if (!elements_.empty()) conflict.elements = elements_;
  if (where_) conflict.index_where = where_;
}

namespace {

OnConflict conflict_of(const ConflictOptions& options) {
  if (options.constraint.given() && !options.index_elements.empty()) {
    throw ArgumentError("ON CONFLICT takes a constraint or index_elements, not both");
  }
  OnConflict conflict;
  conflict.targets = options.constraint.given() || !options.index_elements.empty();
  conflict.elements = cupel::detail::conflict_elements(options.index_elements);
  conflict.index_where = cupel::detail::conflict_condition(options.index_where);
  options.constraint.apply(conflict);
  return conflict;
}

}  // namespace

FromExpr Insert::excluded() const {
  return cupel::detail::excluded_row(state().table(), "excluded");
}

Insert Insert::on_conflict_do_nothing(const ConflictOptions& options) const {
  return with_conflict(conflict_of(options));
}

Insert Insert::on_conflict_do_update(const ConflictOptions& options) const {
  OnConflict conflict = conflict_of(options);
  if (!conflict.targets) {
    throw ArgumentError(
        "ON CONFLICT DO UPDATE needs to know which conflict: give index_elements, "
        "the columns of a unique index, or a constraint");
  }
  conflict.updates = true;
  conflict.set = cupel::detail::conflict_set(*state().table(), options.set_);
  conflict.where = cupel::detail::conflict_condition(options.where);
  return with_conflict(std::move(conflict));
}

Insert insert(const FromExpr& table) {
  return Insert(cupel::insert(table));
}

}  // namespace cupel::postgresql
