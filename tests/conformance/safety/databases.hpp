#pragma once

#include <string>
#include <vector>

#include "cupel/dialect/dialect.hpp"
#include "cupel/sql/expression/fwd.hpp"
#include "cupel/util/ptr.hpp"

#include "safety/sql_tokens.hpp"

namespace cupel::conformance {

struct Database {
  const Dialect* dialect;
  SqlRules rules;
};

/// Every database that Cupel writes for, and how it reads what it gets.
[[nodiscard]] std::vector<Database> databases();

/// The text of a statement as it goes to the driver. `literal`: with the values written into it.
[[nodiscard]] std::string compiled(const ElementPtr& statement, const Dialect& dialect,
                                   bool literal);

}  // namespace cupel::conformance
