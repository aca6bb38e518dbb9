#pragma once

#include "cupel/types/literal_context.hpp"

namespace cupel::postgresql {

/// Values in PostgreSQL's SQL text.
class PostgresqlLiterals : public LiteralContext {
 public:
  std::string boolean(bool value) const override;
  std::string interval(Duration value) const override;
  std::string uuid(const UuidValue& value, bool native) const override;
  std::string array(const std::vector<std::string>& items) const override;
};

}  // namespace cupel::postgresql
