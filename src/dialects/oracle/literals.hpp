#pragma once

#include "cupel/types/literal_context.hpp"

namespace cupel::oracle {

/// Values in Oracle's SQL text.
class OracleLiterals final : public LiteralContext {
 public:
  std::string date(CalendarDate value) const override;
  std::string datetime(LocalDateTime value) const override;
  std::string datetime_tz(UtcDateTime value) const override;
  std::string interval(Duration value) const override;
};

}  // namespace cupel::oracle
