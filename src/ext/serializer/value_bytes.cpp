#include "ext/serializer/value_bytes.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <span>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <cupel/error/core_errors.hpp>
#include <cupel/error/dbapi_errors.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel::detail {
namespace {

// Numbers that stand in the bytes as they are: whoever changes one makes a new version.
static_assert(static_cast<int>(ValueKind::bytes) == 5 && static_cast<int>(ValueKind::array) == 14);

constexpr std::uint64_t kBigInteger = 15;  // a decimal that came in as an integer beyond int64
constexpr std::uint64_t kValueForms = 16;
constexpr std::uint32_t kMaxNestedValues = 64;
constexpr std::int64_t kDayMicros = 86'400'000'000;
// The calendar of the standard library ends in the year 32767.
constexpr std::int64_t kMaxMicros = 900'000'000'000'000'000;

/// How many lists and objects of a document stand in each other.
std::uint32_t json_depth(std::string_view text) {
  std::uint32_t depth = 0;
  std::uint32_t deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

void write_json(SerialWriter& out, const Json& document) {
  const std::string text = document.dump();
  if (json_depth(text) > kMaxSerializedDepth) {
    throw InvalidRequestError(str_cat("a JSON document with more than ", kMaxSerializedDepth,
                                      " lists in each other cannot be written; flatten it"));
  }
  if (text.find("NaN") != std::string::npos || text.find("Infinity") != std::string::npos) {
    try {
      static_cast<void>(Json::parse(text));
    } catch (const DataError&) {
      throw InvalidRequestError(
          "a JSON document with NaN or Infinity in it cannot be written; put null or a text there");
    }
  }
  out.text(text);
}

void write_value_at(SerialWriter& out, const Value& value, std::uint32_t depth) {
  if (value.is_big_integer()) {
    out.number(kBigInteger);
    out.text(value.decimal().to_string());
    return;
  }
  out.number(static_cast<std::uint64_t>(value.kind()));
  switch (value.kind()) {
    case ValueKind::null:
      return;
    case ValueKind::boolean:
      return out.flag(value.boolean());
    case ValueKind::integer:
      return out.signed_number(value.integer());
    case ValueKind::real: {
      std::uint64_t bits = 0;
      const double real = value.real();
      std::memcpy(&bits, &real, sizeof bits);
      for (int shift = 0; shift < 64; shift += 8)
        out.byte(static_cast<std::uint8_t>(bits >> shift));
      return;
    }
    case ValueKind::text:
      return out.text(value.text());
    case ValueKind::bytes:
      out.number(value.bytes().size());
      return out.raw(value.bytes().data(), value.bytes().size());
    case ValueKind::decimal:
      return out.text(value.decimal().to_string());
    case ValueKind::date: {
      const CalendarDate date = value.date();
      out.signed_number(static_cast<int>(date.year()));
      out.number(static_cast<unsigned>(date.month()));
      return out.number(static_cast<unsigned>(date.day()));
    }
    case ValueKind::time:
      return out.signed_number(value.time().since_midnight().count());
    case ValueKind::datetime:
      return out.signed_number(value.datetime().time_since_epoch().count());
    case ValueKind::datetime_tz:
      return out.signed_number(value.datetime_tz().time_since_epoch().count());
    case ValueKind::interval:
      return out.signed_number(value.interval().count());
    case ValueKind::uuid: {
      const auto bytes = value.uuid().bytes();
      return out.raw(bytes.data(), bytes.size());
    }
    case ValueKind::json:
      return write_json(out, value.json());
    case ValueKind::array:
      if (depth == kMaxNestedValues) {
        throw InvalidRequestError(str_cat("an array with more than ", kMaxNestedValues,
                                          " others inside each other cannot be written"));
      }
      out.number(value.array_items().size());
      for (const Value& item : value.array_items()) write_value_at(out, item, depth + 1);
      return;
  }
}

Value read_big_integer(SerialReader& in) {
  // Only such a number keeps the mark that it came in as an integer.
  std::uint64_t v = 0;
  for (const char c : in.text()) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (c < '0' || c > '9' || v > (UINT64_MAX - digit) / 10) {
      throw_damaged_bytes("a whole number beyond 64 bits");
    }
    v = v * 10 + digit;
  }
  return v;
}

Value read_date(SerialReader& in) {
  const std::int64_t year = in.signed_number();
  if (year < -32767 || year > 32767) throw_damaged_bytes("a date beyond the calendar");
  const std::chrono::month month(static_cast<unsigned>(in.number_below(13, "a month")));
  const std::chrono::day day(static_cast<unsigned>(in.number_below(32, "a day")));
  return CalendarDate(std::chrono::year(static_cast<int>(year)), month, day);
}

Duration read_micros(SerialReader& in, std::int64_t least, std::int64_t greatest) {
  const std::int64_t v = in.signed_number();
  if (v < least || v > greatest) throw_damaged_bytes("a time beyond the calendar");
  return Duration(v);
}

Value read_value_at(SerialReader& in, std::uint32_t depth) {
  const std::uint64_t form = in.number_below(kValueForms, "the kind of a value");
  if (form == kBigInteger) return read_big_integer(in);
  switch (static_cast<ValueKind>(form)) {
    case ValueKind::null:
      return {};
    case ValueKind::boolean:
      return in.flag();
    case ValueKind::integer:
      return in.signed_number();
    case ValueKind::real: {
      std::uint64_t bits = 0;
      for (int shift = 0; shift < 64; shift += 8) bits |= std::uint64_t{in.byte()} << shift;
      double real = 0;
      std::memcpy(&real, &bits, sizeof real);
      return real;
    }
    case ValueKind::text:
      return in.text();
    case ValueKind::bytes: {
      const std::string_view bytes = in.text();
      return Value(std::as_bytes(std::span(bytes.data(), bytes.size())));
    }
    case ValueKind::decimal:
      return Decimal(in.text());
    case ValueKind::date:
      return read_date(in);
    case ValueKind::time:
      return TimeOfDay(read_micros(in, 0, kDayMicros - 1));
    case ValueKind::datetime:
      return LocalDateTime(read_micros(in, -kMaxMicros, kMaxMicros));
    case ValueKind::datetime_tz:
      return UtcDateTime(read_micros(in, -kMaxMicros, kMaxMicros));
    case ValueKind::interval:
      return read_micros(in, -INT64_MAX, INT64_MAX);
    case ValueKind::uuid: {
      std::array<std::uint8_t, 16> bytes{};
      const std::string_view raw = in.raw(bytes.size());
      std::memcpy(bytes.data(), raw.data(), bytes.size());
      return UuidValue(bytes);
    }
    case ValueKind::json: {
      const std::string_view text = in.text();
      if (json_depth(text) > kMaxSerializedDepth) throw_damaged_bytes("lists without end");
      return Json::parse(text);
    }
    case ValueKind::array: {
      if (depth == kMaxNestedValues) throw_damaged_bytes("lists in lists without end");
      std::vector<Value> items;
      for (std::size_t left = in.count(); left > 0; --left) {
        items.push_back(read_value_at(in, depth + 1));
      }
      return Value(std::move(items));
    }
  }
  throw_damaged_bytes("a value of no kind");
}

}  // namespace

void write_value(SerialWriter& out, const Value& value) {
  write_value_at(out, value, 0);
}

void write_parameters(SerialWriter& out, const Parameters* parameters) {
  out.number(parameters ? parameters->size() : 0);
  if (!parameters) return;
  for (const Parameter& parameter : *parameters) {
    out.text(parameter.name);
    write_value(out, parameter.value);
  }
}

Value read_value(SerialReader& in) {
  return read_value_at(in, 0);
}

Parameters read_parameters(SerialReader& in) {
  Parameters parameters;
  std::unordered_set<std::string_view> names;
  for (std::size_t left = in.count(); left > 0; --left) {
    const std::string_view name = in.text();
    if (!names.insert(name).second) throw_damaged_bytes("two parameters of one name");
    parameters.append(std::string(name), read_value(in));
  }
  return parameters;
}

}  // namespace cupel::detail
