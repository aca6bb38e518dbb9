#pragma once

#include "cupel/sql/compiler/identifier_preparer.hpp"

namespace cupel::sqlite {

class SqlitePreparer final : public IdentifierPreparer {
 public:
  explicit SqlitePreparer(const CompilerTraits& traits);
};

}  // namespace cupel::sqlite
