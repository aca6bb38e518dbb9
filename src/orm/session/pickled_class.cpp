#include "orm/session/pickled_class.hpp"

#include <algorithm>

#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/property.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/pickle_format.hpp"

namespace cupel::detail {

namespace {

/// The attribute that the property keeps in the object, or null: composites and second names have
/// nothing of their own.
const Attribute* kept_by(const MapperProperty& property) {
  const bool keeps =
      property.kind() == PropertyKind::column || property.kind() == PropertyKind::relationship;
  return keeps ? property.attribute() : nullptr;
}

}  // namespace

std::optional<std::size_t> PickledClass::place_of(const Attribute& attribute) const {
  const auto at = std::ranges::find(attributes, &attribute);
  if (at == attributes.end()) return std::nullopt;
  return static_cast<std::size_t>(at - attributes.begin());
}

PickledClass pickled_class(const Mapper& mapper) {
  mapper.ensure_configured();
  PickledClass described;
  described.mapper = &mapper;
  for (const MapperProperty* property : mapper.properties()) {
    const Attribute* const attribute = kept_by(*property);
    if (attribute != nullptr) described.attributes.push_back(attribute);
  }
  return described;
}

PickledClass pickled_class(const Registry& registry, std::string_view name,
                           const std::vector<std::string>& attributes) {
  const Mapper* const found = registry.find_class(name);
  if (found == nullptr) {
    throw UnmappedClassError(str_cat("the pickle holds objects of class '", name,
                                     "', which this registry does not map; call registry.map<",
                                     name, ">() before loads()"));
  }
  const Mapper& mapper = *found;
  mapper.ensure_configured();
  PickledClass described;
  described.mapper = &mapper;
  for (const std::string& key : attributes) {
    const MapperProperty* const property = mapper.find_property(key);
    const Attribute* const attribute = property == nullptr ? nullptr : kept_by(*property);
    if (attribute == nullptr) {
      throw InvalidRequestError(str_cat("the pickle has a value for ", name, ".", key,
                                        ", which is no column or relationship of the class here; "
                                        "map it, or pickle the objects anew"));
    }
    if (described.place_of(*attribute)) throw_damaged("an attribute that comes twice");
    described.attributes.push_back(attribute);
  }
  for (const ColumnProperty* property : mapper.column_properties()) {
    const Attribute* const attribute = property->attribute();
    if (attribute == nullptr || attribute->is_plain() || described.place_of(*attribute)) continue;
    described.gained_columns.push_back(attribute);
  }
  return described;
}

}  // namespace cupel::detail
