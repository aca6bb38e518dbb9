#pragma once

#include "cupel/sql/compiler/identifier_preparer.hpp"

namespace cupel::postgresql {

class PostgresqlPreparer final : public IdentifierPreparer {
 public:
  explicit PostgresqlPreparer(const CompilerTraits& traits);
};

}  // namespace cupel::postgresql
