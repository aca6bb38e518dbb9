#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cupel/types/fwd.hpp"
#include "cupel/types/temporal.hpp"
#include "cupel/types/uuid.hpp"

namespace cupel {

/// How a database wants values written into SQL text. This class is the default dialect's way; a
/// dialect overrides what differs.
///
/// Safety: every function returns one complete literal whatever the text holds.
class LiteralContext {
 public:
  virtual ~LiteralContext() = default;

  /// `'it''s'`. `national`: the type is one of the Unicode or NCHAR family.
  [[nodiscard]] virtual std::string text(std::string_view value, bool national) const;
  [[nodiscard]] virtual std::string boolean(bool value) const;  ///< 1 and 0
  [[nodiscard]] virtual std::string date(CalendarDate value) const;
  [[nodiscard]] virtual std::string time(TimeOfDay value) const;
  [[nodiscard]] virtual std::string datetime(LocalDateTime value) const;
  [[nodiscard]] virtual std::string datetime_tz(UtcDateTime value) const;
  /// Throws CompileError: not every database can write a duration.
  [[nodiscard]] virtual std::string interval(Duration value) const;
  /// `native`: UuidValue's native_uuid flag. 32 digits in quotes by default.
  [[nodiscard]] virtual std::string uuid(const UuidValue& value, bool native) const;
  /// Bytes that are text, in quotes; throws CompileError for others.
  [[nodiscard]] virtual std::string bytes(std::string_view value) const;
  /// `[1, 2]`
  [[nodiscard]] virtual std::string array(const std::vector<std::string>& items) const;

 protected:
  /// True where a backslash begins an escape inside quotes (MySQL).
  [[nodiscard]] virtual bool backslash_escapes() const noexcept { return false; }
  /// True where the driver's parameter style makes a lone % mean something.
  [[nodiscard]] virtual bool doubles_percents() const noexcept { return false; }
};

}  // namespace cupel
