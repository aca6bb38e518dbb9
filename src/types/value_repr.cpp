#include "cupel/types/detail/text_repr.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/str_cat.hpp"

// Values as Python's repr prints them: what SQLAlchemy's log and errors show.
namespace cupel {

namespace {

void append_time_parts(std::string& out, int hour, int minute, int second, int microsecond) {
  str_append(out, hour, ", ", minute);
  if (second != 0 || microsecond != 0) str_append(out, ", ", second);
  if (microsecond != 0) str_append(out, ", ", microsecond);
}

void append_datetime(std::string& out, const CivilTime& t, bool zone) {
  str_append(out, "datetime.datetime(", t.year, ", ", t.month, ", ", t.day, ", ");
  append_time_parts(out, t.hour, t.minute, t.second, t.microsecond);
  out += zone ? ", tzinfo=datetime.timezone.utc)" : ")";
}

void append_interval(std::string& out, Duration i) {
  constexpr std::int64_t kDay = 86'400'000'000;
  std::int64_t days = i.count() / kDay;
  std::int64_t rest = i.count() % kDay;
  if (rest < 0) {
    rest += kDay;
    --days;
  }
  const std::int64_t seconds = rest / 1'000'000;
  const std::int64_t micros = rest % 1'000'000;
  std::string_view separator;
  out += "datetime.timedelta(";
  const auto part = [&](std::string_view name, std::int64_t v) {
    if (v == 0) return;
    str_append(out, separator, name, "=", v);
    separator = ", ";
  };
  part("days", days);
  part("seconds", seconds);
  part("microseconds", micros);
  if (separator.empty()) out += '0';
  out += ')';
}

}  // namespace

void Value::append_repr(std::string& out) const {
  switch (kind_) {
    case ValueKind::null:
      out += "None";
      return;
    case ValueKind::boolean:
      out += boolean() ? "True" : "False";
      return;
    case ValueKind::integer:
      str_append(out, integer());
      return;
    case ValueKind::real:
      out += double_repr(real());
      return;
    case ValueKind::text:
      detail::append_text_repr(out, text());
      return;
    case ValueKind::bytes: {
      const auto b = bytes();
      detail::append_bytes_repr(out, {reinterpret_cast<const char*>(b.data()), b.size()});
      return;
    }
    case ValueKind::decimal:
      if (is_big_integer()) {
        out += decimal().to_fixed();
      } else {
        str_append(out, "Decimal('", decimal().to_string(), "')");
      }
      return;
    case ValueKind::date: {
      const CalendarDate d = date();
      str_append(out, "datetime.date(", static_cast<int>(d.year()), ", ",
                 static_cast<unsigned>(d.month()), ", ", static_cast<unsigned>(d.day()), ")");
      return;
    }
    case ValueKind::time: {
      const TimeOfDay t = time();
      out += "datetime.time(";
      append_time_parts(out, t.hour(), t.minute(), t.second(), t.microsecond());
      out += ')';
      return;
    }
    case ValueKind::datetime:
      append_datetime(out, CivilTime::from(datetime()), false);
      return;
    case ValueKind::datetime_tz:
      append_datetime(out, CivilTime::from(datetime_tz()), true);
      return;
    case ValueKind::interval:
      append_interval(out, interval());
      return;
    case ValueKind::uuid:
      str_append(out, "UUID('", uuid().to_string(), "')");
      return;
    case ValueKind::json:
      out += json().repr();
      return;
    case ValueKind::array: {
      out += '[';
      bool first = true;
      for (const Value& v : array_items()) {
        if (!first) out += ", ";
        first = false;
        v.append_repr(out);
      }
      out += ']';
      return;
    }
  }
}

std::string Value::repr() const {
  std::string out;
  append_repr(out);
  return out;
}

}  // namespace cupel
