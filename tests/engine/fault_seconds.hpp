#pragma once

#include <chrono>
#include <cstdlib>

namespace cupel::testing {

/// How long a test under load runs: a minute, or what CUPEL_FAULT_SECONDS says.
inline std::chrono::seconds fault_seconds() {
  const char* said = std::getenv("CUPEL_FAULT_SECONDS");
  return std::chrono::seconds(said ? std::atoi(said) : 60);
}

}  // namespace cupel::testing
