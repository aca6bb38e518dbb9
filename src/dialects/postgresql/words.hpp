#pragma once

#include <string_view>

namespace cupel::postgresql {

/// A word that may name an index method: letters, digits and `_`.
inline bool is_word(std::string_view text) noexcept {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  return !text.empty() && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace cupel::postgresql
