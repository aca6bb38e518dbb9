#pragma once

#include <string>
#include <vector>

#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/sql/expression/select_handle.hpp"

namespace cupel {

namespace detail {
class EntityDml;
}  // namespace detail

/// One item of a statement, for tools that look at statements; see column_descriptions().
struct EntityDescription {
  std::string name;                ///< as rows call it; empty for an expression without a name
  const Mapper* entity = nullptr;  ///< the class that it is, or that its column belongs to; or null
  bool is_entity = false;          ///< it is the class itself: rows have objects
  bool aliased = false;            ///< it is, or comes from, an aliased()
  TypePtr type;                    ///< of a column; null for an entity
  ElementPtr expr;                 ///< the element in the statement
};

/// What a SELECT of entities and columns selects, item by item, in order.
[[nodiscard]] std::vector<EntityDescription> column_descriptions(const SelectHandle& statement);
/// What an INSERT, UPDATE or DELETE returns, in the same way.
[[nodiscard]] std::vector<EntityDescription> returning_column_descriptions(
    const DmlHandle& statement);
/// The class that an INSERT, UPDATE or DELETE is about.
[[nodiscard]] EntityDescription entity_description(const detail::EntityDml& statement);

}  // namespace cupel
