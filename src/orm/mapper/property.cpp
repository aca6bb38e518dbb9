#include "cupel/orm/mapper/property.hpp"

#include <utility>

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

MapperProperty::MapperProperty(PropertyKind kind, const Mapper& parent, std::string key,
                               Attribute* attribute)
    : kind_(kind),
      key_(std::move(key)),
      str_(str_cat(parent.class_name(), ".", key_)),
      parent_(&parent),
      attribute_(attribute) {}

MapperProperty::~MapperProperty() = default;

InfoMap& ColumnProperty::info() const noexcept {
  const SchemaColumn* const mapped = column() ? as_schema_column(*column()) : nullptr;
  return mapped ? mapped->info() : MapperProperty::info();
}

}  // namespace cupel
