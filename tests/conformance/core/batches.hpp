#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/sql/expression/executable.hpp"
#include "cupel/types/parameters.hpp"

#include "case.hpp"
#include "corpus.hpp"

namespace cupel::conformance {

/// What a case of kind `batches` executes: one statement with several sets of parameters.
struct Batched {
  Executable statement;
  ParameterSets sets;
  std::size_t page_size = 2;
};

struct BatchCase {
  std::string_view id;
  Batched (*build)();
};

/// The cases of that kind, in no particular order.
std::vector<BatchCase>& batch_cases();

struct BatchRegistration {
  BatchRegistration(std::string_view id, Batched (*build)()) {
    batch_cases().push_back({id, build});
  }
};

/// Compares what executing sends with what the corpus expects, for every dialect key that exists.
std::vector<Verdict> check_batches(const nlohmann::json& item, const BatchCase& batch_case);

}  // namespace cupel::conformance

/// A case whose body returns what is executed: the statement, the sets, how many go in one
/// statement.
#define BATCHES(id) CUPEL_REGISTERED(Batched, BatchRegistration, id, __COUNTER__)
