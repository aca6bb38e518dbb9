#pragma once

#include <chrono>
#include <cstdlib>

namespace cupel::testing {

/// How long a test under load runs: `usual`, or what CUPEL_FAULT_SECONDS says.
inline std::chrono::seconds fault_seconds(int usual) {
  const char* said = std::getenv("CUPEL_FAULT_SECONDS");
  return std::chrono::seconds(said ? std::atoi(said) : usual);
}

}  // namespace cupel::testing
