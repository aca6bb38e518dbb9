#include <utility>

#include <cupel/sql/expression/extension_element.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

ExtensionElement::ExtensionElement(TypePtr type)
    : ColumnElement(ElementKind::extension, detail::or_null_type(type)) {}

// What an extension consists of is not known here: without a key of its own it is not cached.
bool ExtensionElement::append_cache_key(KeyBuilder&) const {
  return false;
}
bool ExtensionFrom::append_cache_key(KeyBuilder&) const {
  return false;
}
bool ExtensionClause::append_cache_key(KeyBuilder&) const {
  return false;
}

}  // namespace cupel
