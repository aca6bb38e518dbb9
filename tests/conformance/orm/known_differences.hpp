#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace cupel::conformance {

/// A scenario where Cupel does something else on purpose; docs/differences.md tells the reasons.
struct KnownDifference {
  std::string_view id;
  std::string_view reason;
};

std::span<const KnownDifference> known_differences() noexcept;

/// Scenarios that are written and do not pass yet: the lines of open_scenarios.txt. The test tells
/// when one of them has begun to pass, so that it leaves the list.
std::set<std::string, std::less<>> open_scenarios();

}  // namespace cupel::conformance
