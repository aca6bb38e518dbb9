#pragma once

#include <concepts>
#include <type_traits>

#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel::detail {

// What a field is to the format. As the concepts of traversal/fields_impl.hpp, which is not
// included: it would compile the structural members of all nodes once more.

template <class T>
concept NumberField = std::is_integral_v<T> || std::is_enum_v<T>;
template <class T>
concept NodeField = std::derived_from<T, ClauseElement>;
/// A struct that lists its own fields.
template <class T>
concept ListedField =
    std::is_class_v<T> && requires(T& t) { T::for_each_field(t, [](auto&&...) {}); };

}  // namespace cupel::detail
