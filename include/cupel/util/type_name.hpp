#pragma once

#include <cstddef>
#include <string_view>

namespace cupel {

namespace detail {

template <class T>
constexpr std::string_view raw_type_name() noexcept {
  return __PRETTY_FUNCTION__;
}

}  // namespace detail

/// The name of T as the compiler spells it ("shop::User"), with its namespaces.
/// The text has static storage. g++ and clang spell templates and aliases differently.
template <class T>
constexpr std::string_view type_name() noexcept {
  // What stands before and after the name is measured on a type whose name is known.
  constexpr std::string_view probe = detail::raw_type_name<double>();
  constexpr std::size_t before = probe.find("double");
  constexpr std::size_t after = probe.size() - before - std::string_view("double").size();
  constexpr std::string_view raw = detail::raw_type_name<T>();
  return raw.substr(before, raw.size() - before - after);
}

/// As type_name, without namespaces and enclosing classes: "User".
template <class T>
constexpr std::string_view short_type_name() noexcept {
  constexpr std::string_view full = type_name<T>();
  const std::size_t args = full.find('<');
  const std::size_t colon = full.substr(0, args).rfind("::");
  return colon == std::string_view::npos ? full : full.substr(colon + 2);
}

}  // namespace cupel
