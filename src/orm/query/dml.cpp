#include "cupel/orm/query/dml.hpp"

#include "cupel/schema/table.hpp"

namespace cupel::detail {

FromExpr table_of_entity(const ClassInfo& class_info) {
  return FromExpr(entity_of(class_info)->mapper().selectable());
}

}  // namespace cupel::detail
