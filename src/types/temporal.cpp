#include "cupel/types/temporal.hpp"

#include <cstdlib>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

using std::chrono::days;
using std::chrono::microseconds;

constexpr std::int64_t kDayMicros = 86'400'000'000;

struct SplitTime {
  std::chrono::year_month_day date;
  std::int64_t micros;  // since midnight
};

SplitTime split(std::int64_t since_epoch) noexcept {
  const microseconds t(since_epoch);
  const auto day = std::chrono::floor<days>(t);
  return {std::chrono::year_month_day(std::chrono::sys_days(day)),
          (t - std::chrono::duration_cast<microseconds>(day)).count()};
}

char* put_digits(char* out, std::uint32_t v, int width) noexcept {
  for (int i = width; i-- > 0; v /= 10) out[i] = static_cast<char>('0' + v % 10);
  return out + width;
}

char* put_date(char* out, std::chrono::year_month_day d) noexcept {
  int year = static_cast<int>(d.year());
  if (year < 0) {
    *out++ = '-';
    year = -year;
  }
  out = put_digits(out, static_cast<std::uint32_t>(year), year > 9999 ? 5 : 4);
  *out++ = '-';
  out = put_digits(out, static_cast<unsigned>(d.month()), 2);
  *out++ = '-';
  return put_digits(out, static_cast<unsigned>(d.day()), 2);
}

char* put_time(char* out, std::int64_t micros, Fraction f) noexcept {
  const auto seconds = static_cast<std::uint32_t>(micros / 1'000'000);
  const auto fraction = static_cast<std::uint32_t>(micros % 1'000'000);
  out = put_digits(out, seconds / 3600, 2);
  *out++ = ':';
  out = put_digits(out, seconds / 60 % 60, 2);
  *out++ = ':';
  out = put_digits(out, seconds % 60, 2);
  if (f == Fraction::never || (f == Fraction::as_needed && fraction == 0)) return out;
  *out++ = '.';
  return put_digits(out, fraction, 6);
}

// A cursor over the text; every reader leaves it alone when it fails.
struct Reader {
  const char* p;
  const char* end;

  bool digits(int count, int& out) noexcept {
    if (end - p < count) return false;
    int v = 0;
    for (int i = 0; i < count; ++i) {
      if (p[i] < '0' || p[i] > '9') return false;
      v = v * 10 + (p[i] - '0');
    }
    p += count;
    out = v;
    return true;
  }
  bool literal(char c) noexcept {
    if (p == end || *p != c) return false;
    ++p;
    return true;
  }
  [[nodiscard]] bool done() const noexcept { return p == end; }

  bool date(CalendarDate& out) noexcept {
    int year = 0;
    int month = 0;
    int day = 0;
    const bool negative = literal('-');
    if (!digits(4, year)) return false;
    int fifth = 0;
    if (p != end && *p != '-' && digits(1, fifth)) year = year * 10 + fifth;
    if (!literal('-') || !digits(2, month) || !literal('-') || !digits(2, day)) return false;
    out = CalendarDate(std::chrono::year(negative ? -year : year),
                       std::chrono::month(static_cast<unsigned>(month)),
                       std::chrono::day(static_cast<unsigned>(day)));
    return out.ok();
  }

  bool time(std::int64_t& micros) noexcept {
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!digits(2, hour) || !literal(':') || !digits(2, minute)) return false;
    std::int64_t fraction = 0;
    if (literal(':')) {
      if (!digits(2, second)) return false;
      if (literal('.') || literal(',')) {
        std::int64_t unit = 100'000;
        if (p == end || *p < '0' || *p > '9') return false;
        for (; p != end && *p >= '0' && *p <= '9'; ++p, unit /= 10) fraction += (*p - '0') * unit;
      }
    }
    if (hour > 23 || minute > 59 || second > 59) return false;
    micros = ((hour * 60LL + minute) * 60 + second) * 1'000'000 + fraction;
    return true;
  }

  bool date_and_time(std::int64_t& since_epoch) noexcept {
    CalendarDate d;
    if (!date(d)) return false;
    since_epoch =
        std::chrono::duration_cast<microseconds>(std::chrono::sys_days(d).time_since_epoch())
            .count();
    if (p == end) return true;
    if (!literal(' ') && !literal('T') && !literal('t')) return false;
    std::int64_t micros = 0;
    if (!time(micros)) return false;
    since_epoch += micros;
    return true;
  }

  // "Z", "+02", "+0200", "+02:00", also after a space.
  bool offset(std::int64_t& micros) noexcept {
    micros = 0;
    literal(' ');
    if (literal('Z') || literal('z')) return true;
    const bool negative = p != end && *p == '-';
    if (!literal('-') && !literal('+')) return false;
    int hour = 0;
    int minute = 0;
    if (!digits(2, hour)) return false;
    literal(':');
    if (p != end && !digits(2, minute)) return false;
    micros = (hour * 60LL + minute) * 60'000'000 * (negative ? -1 : 1);
    return true;
  }
};

Reader reader(std::string_view s) noexcept {
  return {s.data(), s.data() + s.size()};
}

}  // namespace

TimeOfDay::TimeOfDay(int hour, int minute, int second, int microsecond) {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
      microsecond < 0 || microsecond > 999'999) {
    throw DataError(str_cat("no time of day has hour ", hour, ", minute ", minute, ", second ",
                            second, ", microsecond ", microsecond));
  }
  since_midnight_ = microseconds(((hour * 60LL + minute) * 60 + second) * 1'000'000 + microsecond);
}

TimeOfDay::TimeOfDay(microseconds since_midnight) : since_midnight_(since_midnight) {
  if (since_midnight.count() < 0 || since_midnight.count() >= kDayMicros) {
    throw DataError(str_cat("a time of day is at least 0 and less than 24 hours; this is ",
                            to_string(Duration(since_midnight))));
  }
}

CivilTime CivilTime::from(LocalDateTime t) noexcept {
  const SplitTime s = split(t.time_since_epoch().count());
  CivilTime out;
  out.year = static_cast<int>(s.date.year());
  out.month = static_cast<unsigned>(s.date.month());
  out.day = static_cast<unsigned>(s.date.day());
  out.hour = static_cast<int>(s.micros / 3'600'000'000);
  out.minute = static_cast<int>(s.micros / 60'000'000 % 60);
  out.second = static_cast<int>(s.micros / 1'000'000 % 60);
  out.microsecond = static_cast<int>(s.micros % 1'000'000);
  return out;
}

CivilTime CivilTime::from(UtcDateTime t) noexcept {
  return from(drop_zone(t));
}

CalendarDate make_date(int year, unsigned month, unsigned day) {
  const CalendarDate d{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!d.ok() || year < -32767 || year > 32767)
    throw DataError(str_cat("there is no day ", year, "-", month, "-", day));
  return d;
}

LocalDateTime make_datetime(int year, unsigned month, unsigned day, int hour, int minute,
                            int second, int microsecond) {
  const TimeOfDay time(hour, minute, second, microsecond);
  const auto date = std::chrono::local_days(make_date(year, month, day));
  return LocalDateTime(date) + time.since_midnight();
}

char* write_date(char* out, CalendarDate d) noexcept {
  return put_date(out, d);
}

char* write_time(char* out, TimeOfDay t, Fraction f) noexcept {
  return put_time(out, t.since_midnight().count(), f);
}

char* write_datetime(char* out, LocalDateTime t, Fraction f, char separator) noexcept {
  const SplitTime s = split(t.time_since_epoch().count());
  out = put_date(out, s.date);
  *out++ = separator;
  return put_time(out, s.micros, f);
}

std::string to_string(CalendarDate d) {
  char buffer[32];
  return std::string(buffer, write_date(buffer, d));
}

std::string to_string(TimeOfDay t, Fraction f) {
  char buffer[32];
  return std::string(buffer, write_time(buffer, t, f));
}

std::string to_string(LocalDateTime t, Fraction f) {
  char buffer[40];
  return std::string(buffer, write_datetime(buffer, t, f));
}

std::string to_string(UtcDateTime t, Fraction f) {
  return to_string(drop_zone(t), f) + "+00:00";
}

std::string to_string(Duration i) {
  std::int64_t day = i.count() / kDayMicros;
  std::int64_t rest = i.count() % kDayMicros;
  if (rest < 0) {
    rest += kDayMicros;
    --day;
  }
  std::string out;
  if (day != 0) out = str_cat(day, day == 1 || day == -1 ? " day, " : " days, ");
  char buffer[32];
  const char* end = put_time(buffer, rest, Fraction::as_needed);
  const char* begin = buffer[0] == '0' ? buffer + 1 : buffer;  // hours stand without a leading zero
  return out.append(begin, end);
}

std::optional<CalendarDate> parse_date(std::string_view s) noexcept {
  Reader r = reader(s);
  CalendarDate d;
  if (!r.date(d) || !r.done()) return std::nullopt;
  return d;
}

std::optional<TimeOfDay> parse_time(std::string_view s) noexcept {
  Reader r = reader(s);
  std::int64_t micros = 0;
  if (!r.time(micros) || !r.done()) return std::nullopt;
  return TimeOfDay(microseconds(micros));
}

std::optional<LocalDateTime> parse_datetime(std::string_view s) noexcept {
  Reader r = reader(s);
  std::int64_t t = 0;
  if (!r.date_and_time(t) || !r.done()) return std::nullopt;
  return LocalDateTime(microseconds(t));
}

std::optional<UtcDateTime> parse_datetime_tz(std::string_view s) noexcept {
  Reader r = reader(s);
  std::int64_t t = 0;
  if (!r.date_and_time(t)) return std::nullopt;
  std::int64_t offset = 0;
  if (!r.done() && (!r.offset(offset) || !r.done())) return std::nullopt;
  return UtcDateTime(microseconds(t - offset));
}

}  // namespace cupel
