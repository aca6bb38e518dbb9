#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cupel {

// The values. The SQL types have SQLAlchemy's names (Date, Time, DateTime, Interval, Uuid), so the
// C++ types behind them are named for what they are.

/// Calendar date.
using CalendarDate = std::chrono::year_month_day;
/// Date and time of day without a time zone, to the microsecond.
using LocalDateTime = std::chrono::local_time<std::chrono::microseconds>;
/// Point in time, kept in UTC, to the microsecond.
using UtcDateTime = std::chrono::sys_time<std::chrono::microseconds>;
/// Duration to the microsecond; may be negative.
using Duration = std::chrono::microseconds;

/// Time of day to the microsecond, 00:00:00 to 23:59:59.999999.
class TimeOfDay {
 public:
  constexpr TimeOfDay() noexcept = default;
  /// Throws DataError when a part is out of range.
  TimeOfDay(int hour, int minute, int second = 0, int microsecond = 0);
  /// Throws DataError unless 0 <= since_midnight < 24 h.
  explicit TimeOfDay(std::chrono::microseconds since_midnight);

  [[nodiscard]] constexpr std::chrono::microseconds since_midnight() const noexcept {
    return since_midnight_;
  }
  [[nodiscard]] constexpr int hour() const noexcept {
    return static_cast<int>(since_midnight_.count() / 3'600'000'000);
  }
  [[nodiscard]] constexpr int minute() const noexcept {
    return static_cast<int>(since_midnight_.count() / 60'000'000 % 60);
  }
  [[nodiscard]] constexpr int second() const noexcept {
    return static_cast<int>(since_midnight_.count() / 1'000'000 % 60);
  }
  [[nodiscard]] constexpr int microsecond() const noexcept {
    return static_cast<int>(since_midnight_.count() % 1'000'000);
  }
  friend constexpr auto operator<=>(const TimeOfDay&, const TimeOfDay&) noexcept = default;

 private:
  std::chrono::microseconds since_midnight_{0};
};

/// How many digits after the second's point are written.
enum class Fraction : std::uint8_t {
  as_needed,  ///< six, or none when they are all zero (ISO 8601 as Python's isoformat)
  always,     ///< six
  never,      ///< cut off
};

/// Date and time at a point of the calendar: what the two timestamps have in common.
struct CivilTime {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;

  [[nodiscard]] static CivilTime from(LocalDateTime t) noexcept;
  [[nodiscard]] static CivilTime from(UtcDateTime t) noexcept;
};

/// A LocalDateTime from its parts. Throws DataError when a part is out of range.
[[nodiscard]] LocalDateTime make_datetime(int year, unsigned month, unsigned day, int hour = 0,
                                          int minute = 0, int second = 0, int microsecond = 0);
/// A date from its parts. Throws DataError when there is no such day.
[[nodiscard]] CalendarDate make_date(int year, unsigned month, unsigned day);
/// The same point of the calendar read as UTC, and back.
[[nodiscard]] constexpr UtcDateTime as_utc(LocalDateTime t) noexcept {
  return UtcDateTime(t.time_since_epoch());
}
[[nodiscard]] constexpr LocalDateTime drop_zone(UtcDateTime t) noexcept {
  return LocalDateTime(t.time_since_epoch());
}

/// Writes into `out` without a terminating zero and returns the end; 32 characters are enough.
/// Years are written with at least four digits.
char* write_date(char* out, CalendarDate d) noexcept;           // 2024-02-29
char* write_time(char* out, TimeOfDay t, Fraction f) noexcept;  // 12:34:56.000000
char* write_datetime(char* out, LocalDateTime t, Fraction f, char separator = ' ') noexcept;

[[nodiscard]] std::string to_string(CalendarDate d);
[[nodiscard]] std::string to_string(TimeOfDay t, Fraction f = Fraction::as_needed);
[[nodiscard]] std::string to_string(LocalDateTime t, Fraction f = Fraction::as_needed);
/// With "+00:00" behind it.
[[nodiscard]] std::string to_string(UtcDateTime t, Fraction f = Fraction::as_needed);
/// As Python's str(timedelta): "1 day, 2:00:00", "-1 day, 0:00:05", "0:00:00.000001".
[[nodiscard]] std::string to_string(Duration i);

/// Readers accept ISO 8601: a space or T between date and time, 0 to 6 digits (more are cut) after
/// the second's point, seconds optional; nothing for text that is no valid date or time.
[[nodiscard]] std::optional<CalendarDate> parse_date(std::string_view s) noexcept;
[[nodiscard]] std::optional<TimeOfDay> parse_time(std::string_view s) noexcept;
/// Accepts a date alone. An offset ("Z", "+02:00") is an error here.
[[nodiscard]] std::optional<LocalDateTime> parse_datetime(std::string_view s) noexcept;
/// Without an offset the text is read as UTC.
[[nodiscard]] std::optional<UtcDateTime> parse_datetime_tz(std::string_view s) noexcept;

}  // namespace cupel
