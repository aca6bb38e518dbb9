#pragma once

#include "cupel/types/literal_context.hpp"

namespace cupel::mssql {

/// Values in SQL Server's SQL text.
class MssqlLiterals final : public LiteralContext {
 public:
  std::string text(std::string_view value, bool national) const override;
  std::string uuid(const UuidValue& value, bool native) const override;
};

}  // namespace cupel::mssql
