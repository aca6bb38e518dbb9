#include "cupel/dialects/mysql/insert.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/operate.hpp"
#include "cupel/sql/expression/type_fields.hpp"
#include "cupel/sql/traversal/fields_impl.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

template class FieldsOf<mysql::OnDuplicateClause, ExtensionClause>;
template class FieldsOf<mysql::DmlLimitClause, ExtensionClause>;

namespace mysql {

Insert::Insert(const FromExpr& table)
    : cupel::Insert(cupel::insert(table)), inserted(table.alias("inserted").node()) {}

Insert Insert::with_clause(std::vector<Assignment> assignments, bool ordered) const {
  if (assignments.empty()) {
    throw ArgumentError(
        "on_duplicate_key_update(): nothing to set; give at least one column and "
        "its value");
  }
  const FromClause& table = *state().table();
  std::vector<DmlValue> values;
  for (Assignment& assignment : assignments) {
    DmlValue value;
    value.name = assignment.target.name();
    if (assignment.target.element()) {
      value.name = static_cast<const ColumnElement&>(*assignment.target.element()).key();
    }
    if (const ColumnElement* column = table.find_column(value.name)) {
      value.column = ColumnPtr(column);
    }
    // A plain value, no value among them, takes the type of its column when it is rendered.
    value.value =
        assignment.value.element()
            ? cupel::detail::coerce_expression(std::move(assignment.value), NullType::instance())
            : make_ptr<BindParameter>("param", assignment.value.value(), NullType::instance());
    values.push_back(std::move(value));
  }
  Insert copy(*this);
  copy.do_post_values(make_ptr<OnDuplicateClause>(inserted.from(), std::move(values), ordered));
  return copy;
}

DmlLimit limit(Operand count) {
  return DmlLimit(make_ptr<DmlLimitClause>(cupel::detail::coerce_limit(std::move(count), "LIMIT")));
}

}  // namespace mysql
}  // namespace cupel
