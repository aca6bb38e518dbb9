#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/on_conflict.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/traversal/fields_impl.hpp>
#include <cupel/types/special_types.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"

namespace cupel {

template class FieldsOf<OnConflictClause, ExtensionClause>;

SetArg::SetArg(const Parameters& values) : given_(true) {
  for (const Parameter& p : values) values_.emplace_back(p.name, Operand(p.value));
}

namespace detail {

std::vector<DmlValue> conflict_set(const FromClause& table, const SetArg& set) {
  if (set.values().empty()) {
    throw ArgumentError(
        "ON CONFLICT DO UPDATE needs something to set: "
        ".set_ = {{\"column\", value}}; to keep the row as it is use "
        "on_conflict_do_nothing()");
  }
  std::vector<DmlValue> out;
  for (const Assignment& assignment : set.values()) {
    DmlValue value;
    if (assignment.target.element()) {
      value.column = element_as_expression(assignment.target.element());
      value.name = value.column->key();
    } else {
      value.name = assignment.target.name();
    }
    const ColumnElement* column = table.find_column(value.name);
    if (!assignment.value.element()) {
      // Of a name that is no column's nothing tells the type.
      value.value =
          make_ptr<BindParameter>("param", assignment.value.value(),
                                  column != nullptr ? column->type() : NullType::instance());
      value.literal = true;
    } else {
      value.value = element_as_expression(assignment.value.element());
      if (column != nullptr && value.value->kind() == ElementKind::bind &&
          value.value->type()->type_affinity() == TypeAffinity::null) {
        value.value = as<BindParameter>(*value.value).with_type(column->type());
      }
    }
    out.push_back(std::move(value));
  }
  return out;
}

std::vector<DmlValue> conflict_elements(const std::vector<SetTarget>& elements) {
  std::vector<DmlValue> out;
  for (const SetTarget& element : elements) {
    DmlValue value;
    if (element.element()) {
      value.column = element_as_expression(element.element());
    } else {
      value.name = element.name();
    }
    out.push_back(std::move(value));
  }
  return out;
}

ColumnPtr conflict_condition(const Operand& condition) {
  return condition.is_null() ? ColumnPtr() : coerce_condition(Operand(condition));
}

FromExpr excluded_row(const FromPtr& table, std::string_view name) {
  return FromExpr(make_ptr<Alias>(table, Name(name)));
}

ElementPtr added_conflict(const InsertState& state, OnConflict conflict) {
  std::vector<OnConflict> all;
  const ElementPtr& present = state.common().post_values_clause;
  if (present && present->construct_name() == OnConflictClause::kName) {
    all = static_cast<const OnConflictClause&>(*present).conflicts();
  }
  if (!all.empty() && !all.back().targets) {
    throw InvalidRequestError(
        "this INSERT has an ON CONFLICT without a target already, which catches every conflict; "
        "put the ones with index_elements before it");
  }
  all.push_back(std::move(conflict));
  return make_ptr<OnConflictClause>(std::move(all));
}

}  // namespace detail
}  // namespace cupel
