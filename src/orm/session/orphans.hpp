#pragma once

#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/mapper/fwd.hpp"

namespace cupel::detail {

/// True when a relationship with delete-orphan cascade says that `instance` may not be without a
/// parent, and it has none. An object with a row is taken to have its parents as long as nothing
/// else is known. `without`: a relationship whose parent is about to let go of it; may be null.
[[nodiscard]] bool is_orphan(const Instance& instance, const Attribute* without = nullptr);

/// Makes appends and sets cascade into the session of their parent; for all mappers, once.
void install_link_tracker();

}  // namespace cupel::detail
