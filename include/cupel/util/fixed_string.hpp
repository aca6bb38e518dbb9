#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace cupel {

/// A string literal as a template argument: `template <FixedString Name> struct back_populates`.
template <std::size_t N>
struct FixedString {
  char chars[N]{};

  consteval FixedString(const char (&literal)[N]) { std::copy_n(literal, N, chars); }

  [[nodiscard]] static constexpr std::size_t size() noexcept { return N - 1; }
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {chars, N - 1}; }

  template <std::size_t M>
  constexpr bool operator==(const FixedString<M>& o) const noexcept {
    return view() == o.view();
  }
};

}  // namespace cupel
