#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "safety/statement_check.hpp"

// `./dev fuzz` looks further, with statements that reach new code.

namespace cupel::conformance {
namespace {

unsigned from_environment(const char* name, unsigned otherwise) {
  const char* const given = std::getenv(name);
  return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : otherwise;
}

TEST(RandomStatement, KeepsItsStructureAndIsUnderstoodWhateverItsStringsAre) {
  const unsigned first = from_environment("CUPEL_RANDOM_SEED", 1);
  const unsigned count = from_environment("CUPEL_RANDOM_COUNT", 1000);
  std::cout << "seeds " << first << " to " << first + count - 1
            << " (CUPEL_RANDOM_SEED, CUPEL_RANDOM_COUNT)\n";
  for (unsigned seed = first; seed != first + count; ++seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> bytes(40 + random() % 400);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    ASSERT_EQ(complaint_about(bytes), "") << "seed " << seed;
  }
}

}  // namespace
}  // namespace cupel::conformance
