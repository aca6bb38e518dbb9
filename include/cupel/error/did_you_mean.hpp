#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupel {

/// The candidate that `name` most probably was meant to be (few edits, case aside), or empty.
/// Of equally near candidates the first wins.
[[nodiscard]] std::string_view closest_match(std::string_view name,
                                             std::span<const std::string_view> candidates);

/// `"; did you mean 'email'?"` for the end of a message, or "" when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       std::span<const std::string_view> candidates);
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       std::span<const std::string> candidates);
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       std::initializer_list<std::string_view> candidates);

}  // namespace cupel
