#include <cupel/sql/expression/column_element.hpp>
#include <cupel/sql/expression/dml.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/extension_element.hpp>
#include <cupel/sql/expression/from_clause.hpp>
#include <cupel/sql/expression/select.hpp>

namespace cupel {

const ColumnElement* as_column(const ClauseElement* element) noexcept {
  if (!element) return nullptr;
  if (element->kind() <= ElementKind::next_value) {
    return static_cast<const ColumnElement*>(element);
  }
  if (element->kind() == ElementKind::scalar_values) {
    return static_cast<const ColumnElement*>(element);
  }
  // Users' constructs may be of any family: the kind does not tell.
  if (element->kind() == ElementKind::extension) return dynamic_cast<const ColumnElement*>(element);
  return nullptr;
}

const FromClause* as_from(const ClauseElement* element) noexcept {
  if (!element) return nullptr;
  if (element->kind() >= ElementKind::table && element->kind() <= ElementKind::table_valued_alias &&
      element->kind() != ElementKind::scalar_values) {
    return static_cast<const FromClause*>(element);
  }
  if (element->kind() == ElementKind::extension) return dynamic_cast<const FromClause*>(element);
  return nullptr;
}

const SelectBase* as_select(const ClauseElement* element) noexcept {
  if (!element) return nullptr;
  if (element->kind() >= ElementKind::select && element->kind() <= ElementKind::textual_select) {
    return static_cast<const SelectBase*>(element);
  }
  if (element->kind() == ElementKind::extension) return dynamic_cast<const SelectBase*>(element);
  return nullptr;
}

const DmlBase* as_dml(const ClauseElement* element) noexcept {
  if (!element) return nullptr;
  if (element->kind() >= ElementKind::insert && element->kind() <= ElementKind::delete_) {
    return static_cast<const DmlBase*>(element);
  }
  return nullptr;
}

}  // namespace cupel
