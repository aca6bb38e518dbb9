#pragma once
// What of a mapped class stands in a pickle.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/mapper/fwd.hpp"

namespace cupel::detail {

struct PickledClass {
  const Mapper* mapper = nullptr;
  std::size_t number = 0;                        ///< in the bytes
  std::vector<const Attribute*> attributes;      ///< in the order in which the bytes have them
  std::vector<const Attribute*> gained_columns;  ///< that the bytes know nothing of

  /// Position of an attribute, or nothing.
  [[nodiscard]] std::optional<std::size_t> place_of(const Attribute& attribute) const;
};

/// All columns and relationships with a member. Configures the mapper.
[[nodiscard]] PickledClass pickled_class(const Mapper& mapper);
/// The class of that name with the attributes of these names. Throws UnmappedClassError,
/// InvalidRequestError, or DataError for an attribute that comes twice.
[[nodiscard]] PickledClass pickled_class(const Registry& registry, std::string_view name,
                                         const std::vector<std::string>& attributes);

}  // namespace cupel::detail
