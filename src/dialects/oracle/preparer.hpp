#pragma once

#include "cupel/sql/compiler/identifier_preparer.hpp"

namespace cupel::oracle {

class OraclePreparer final : public IdentifierPreparer {
 public:
  explicit OraclePreparer(const CompilerTraits& traits);

  /// True for the name of a parameter that has to stand in quotes: `:"size"`.
  [[nodiscard]] bool parameter_requires_quotes(std::string_view name) const;
  /// Names of savepoints may not begin with an underscore.
  [[nodiscard]] std::string format_savepoint(std::string_view name) const override;
};

}  // namespace cupel::oracle
