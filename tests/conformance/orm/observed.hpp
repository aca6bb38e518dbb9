#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm.hpp"

namespace cupel::conformance {

/// What a script saw, as JSON in the corpus' form: objects as `Class(x)`, dates as ISO text, rows
/// and collections as lists. Kept as text so that scenarios need no JSON library.
struct Observed {
  std::string json;
};

[[nodiscard]] std::string quoted(std::string_view text);
[[nodiscard]] std::string value_json(const Value& value);
/// The `Class(x)` form; loads nothing.
[[nodiscard]] std::string tag_of(const ObjectRef& object);
/// A list with its members in the order of their text, as the corpus shows sets.
[[nodiscard]] Observed list_of(const std::vector<Observed>& items, bool sorted = false);

template <class T>
[[nodiscard]] Observed observe(const T& value);

namespace detail {

template <class T>
concept RangeOfItems = requires(const T& range) {
  range.begin();
  range.end();
};

template <class T>
inline constexpr bool kIsRow = false;
template <class... Ts>
inline constexpr bool kIsRow<cupel::Row<Ts...>> = sizeof...(Ts) != 0;
template <class A, class B>
inline constexpr bool kIsRow<std::pair<A, B>> = true;
template <class... Ts>
inline constexpr bool kIsRow<std::tuple<Ts...>> = true;

template <class Row, class F>
void each_field(const Row& row, F&& visit) {
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (visit(std::get<i>(row)), ...);
  }(std::make_index_sequence<std::tuple_size_v<Row>>());
}

template <class T>
Observed observe_mapped(const cupel::detail::MappedBase<T>& member) {
  // Unset reads as None there, and as T{} here.
  const T& value = member.get();
  if (!member.is_set() || member.is_null()) return {"null"};
  return observe(value);
}

Observed observe_history(const History& history);

}  // namespace detail

template <class T>
Observed observe(const T& value) {
  if constexpr (std::same_as<T, Observed>) {
    return value;
  } else if constexpr (std::same_as<T, bool>) {
    return {value ? "true" : "false"};
  } else if constexpr (std::same_as<T, std::nullptr_t>) {
    return {"null"};
  } else if constexpr (std::is_arithmetic_v<T> || std::same_as<T, Value>) {
    return {value_json(Value(value))};
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return {conformance::quoted(std::string_view(value))};
  } else if constexpr (cupel::detail::AnyMapped<T>) {
    return detail::observe_mapped(value);
  } else if constexpr (cupel::detail::kIsOptional<T>) {
    return value ? observe(*value) : Observed{"null"};
  } else if constexpr (std::derived_from<T, ObjectRef>) {
    return value ? Observed{conformance::quoted(tag_of(value))} : Observed{"null"};
  } else if constexpr (std::same_as<T, History>) {
    return detail::observe_history(value);
  } else if constexpr (std::derived_from<T, cupel::detail::ReferenceMember>) {
    return observe(value.get());
  } else if constexpr (std::same_as<T, cupel::Row<>>) {
    std::vector<Observed> items;
    for (std::size_t i = 0; i < value.size(); ++i) items.push_back(observe(value[i]));
    return list_of(items);
  } else if constexpr (detail::kIsRow<T>) {
    std::vector<Observed> items;
    detail::each_field(value, [&](const auto& field) { items.push_back(observe(field)); });
    return list_of(items);
  } else if constexpr (detail::RangeOfItems<T>) {
    std::vector<Observed> items;
    for (const auto& item : value) items.push_back(observe(item));
    return list_of(items);
  } else {
    // What the library knows how to store, it knows as a Value.
    return {value_json(Value(value))};
  }
}

/// `list(a, b, c)` as Python's `[a, b, c]`.
template <class... Ts>
[[nodiscard]] Observed list(const Ts&... items) {
  return list_of({observe(items)...});
}
/// A set: the order of its members does not matter.
template <class Range>
[[nodiscard]] Observed set_of(const Range& range) {
  std::vector<Observed> items;
  for (const auto& item : range) items.push_back(observe(item));
  return list_of(items, true);
}
/// `{"a": x, "b": y}`
[[nodiscard]] Observed object_of(
    std::initializer_list<std::pair<std::string_view, Observed>> items);

/// `tag(object)` of the scripts.
template <class T>
[[nodiscard]] std::string tag(const Ref<T>& object) {
  return tag_of(object);
}
/// `sorted(k for k in object.__dict__ if not k.startswith("_"))`
[[nodiscard]] Observed dict_keys(const ObjectRef& object);
/// `object.__dict__.get(key)`: loads nothing.
[[nodiscard]] Observed dict_get(const ObjectRef& object, std::string_view key);
/// `key in object.__dict__`
[[nodiscard]] bool in_dict(const ObjectRef& object, std::string_view key);
/// `list(inspect(object).identity)`, or null
[[nodiscard]] Observed identity_of(const ObjectRef& object);

}  // namespace cupel::conformance
