#pragma once
// The labels of a type, for the two directions in which values are converted.

#include "cupel/types/enum_type.hpp"

namespace cupel::detail {

/// The Enum behind a type with labels, null for any other; a dialect's own enum derives from it.
inline const Enum* enum_of(const TypeEngine& type) noexcept {
  return type.kind() == TypeKind::enum_ ? static_cast<const Enum*>(&type)
                                        : dynamic_cast<const Enum*>(&type);
}

}  // namespace cupel::detail
