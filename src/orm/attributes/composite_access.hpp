#pragma once
// Composites as the other attributes' code reaches them.

#include "cupel/orm/attributes/composite.hpp"

namespace cupel::detail {

/// Assigns `incoming`, a T, to the columns. Listeners may change it before.
void set_composite(Instance& instance, const Attribute& composite, void* incoming);
void del_composite(Instance& instance, const Attribute& composite);
/// The value that a plain value held goes into the columns.
void adopt_composite(Instance& instance, const Attribute& composite);
bool composite_is_loaded(const Instance& instance, const Attribute& composite);

}  // namespace cupel::detail
