#include "cupel/dialects/sqlite/types.hpp"

#include <array>
#include <chrono>
#include <cstdint>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::sqlite {

namespace {

enum class Field : std::uint8_t { year, month, day, hour, minute, second, microsecond };

constexpr std::array<std::string_view, 7> kFields = {"year",   "month",  "day",        "hour",
                                                     "minute", "second", "microsecond"};
using Fields = std::array<std::int64_t, kFields.size()>;

/// A piece of a format: text, or a field with the digits it is filled up to.
struct Piece {
  std::string text;
  int field = -1;
  int width = 0;
};

[[noreturn]] void refuse(std::string_view format) {
  std::string known;
  for (const std::string_view field : kFields) str_append(known, known.empty() ? "" : ", ", field);
  throw ArgumentError(str_cat("storage_format ", quoted(format),
                              ": write fields as %(year)04d and a percent sign as %%; known are ",
                              known));
}

std::vector<Piece> pieces_of(std::string_view format) {
  std::vector<Piece> out(1);
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      out.back().text += format[i];
      continue;
    }
    if (i + 1 < format.size() && format[i + 1] == '%') {
      out.back().text += '%';
      ++i;
      continue;
    }
    const std::size_t close = format.find(')', i);
    if (i + 1 >= format.size() || format[i + 1] != '(' || close == std::string_view::npos) {
      refuse(format);
    }
    const std::string_view name = format.substr(i + 2, close - i - 2);
    Piece piece;
    for (std::size_t k = 0; k < kFields.size(); ++k) {
      if (kFields[k] == name) piece.field = static_cast<int>(k);
    }
    std::size_t end = close + 1;
    while (end < format.size() && format[end] >= '0' && format[end] <= '9') {
      piece.width = piece.width * 10 + (format[end] - '0');
      ++end;
    }
    if (piece.field < 0 || end >= format.size() || format[end] != 'd' || piece.width > 9) {
      refuse(format);
    }
    out.push_back(std::move(piece));
    out.emplace_back();
    i = end;
  }
  return out;
}

Fields fields_of(const Value& value, const std::string& format) {
  using namespace std::chrono;
  Fields out{};
  const auto set_date = [&out](year_month_day date) {
    out[0] = static_cast<int>(date.year());
    out[1] = static_cast<unsigned>(date.month());
    out[2] = static_cast<unsigned>(date.day());
  };
  const auto set_time = [&out](microseconds since_midnight) {
    const hh_mm_ss<microseconds> time(since_midnight);
    out[3] = time.hours().count();
    out[4] = time.minutes().count();
    out[5] = time.seconds().count();
    out[6] = time.subseconds().count();
  };
  switch (value.kind()) {
    case ValueKind::date:
      set_date(value.date());
      return out;
    case ValueKind::time:
      set_time(value.time().since_midnight());
      return out;
    case ValueKind::datetime: {
      const auto day = floor<days>(value.datetime());
      set_date(year_month_day(day));
      set_time(duration_cast<microseconds>(value.datetime() - day));
      return out;
    }
    default:
      throw StatementError(str_cat("a value stored as ", quoted(format),
                                   " is a date, a time or both; got ", value.repr()));
  }
}

}  // namespace

namespace detail {

StorageFormat::StorageFormat(std::string format) : format_(std::move(format)) {
  (void)pieces_of(format_);
}

bool StorageFormat::is_text() const {
  for (const Piece& piece : pieces_of(format_)) {
    if (piece.text.find_first_not_of("0123456789") != std::string::npos) return true;
  }
  return false;
}

std::string StorageFormat::write(const Value& value) const {
  const Fields fields = fields_of(value, format_);
  std::string out;
  for (const Piece& piece : pieces_of(format_)) {
    if (piece.field < 0) {
      out += piece.text;
      continue;
    }
    const std::string digits = str_cat(fields[static_cast<std::size_t>(piece.field)]);
    const auto width = static_cast<std::size_t>(piece.width);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out += digits;
  }
  return out;
}

Value StorageFormat::read(std::string_view text, TypeKind kind) const {
  using namespace std::chrono;
  const auto fail = [&]() {
    throw DataError(
        str_cat("the stored text ", quoted(text), " has not the form ", quoted(format_)));
  };
  Fields fields{};
  std::size_t at = 0;
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  for (const Piece& piece : pieces_of(format_)) {
    if (piece.field < 0) {
      if (text.substr(at, piece.text.size()) != piece.text) fail();
      at += piece.text.size();
      continue;
    }
    // As many digits as were written; a field without width takes all there are.
    const auto most = piece.width == 0 ? std::size_t{9} : static_cast<std::size_t>(piece.width);
    const std::size_t begin = at;
    std::int64_t number = 0;
    for (; is_digit(at) && at - begin < most; ++at) number = number * 10 + (text[at] - '0');
    if (at == begin) fail();
    fields[static_cast<std::size_t>(piece.field)] = number;
  }
  if (at != text.size()) fail();
  const year_month_day date{year(static_cast<int>(fields[0])),
                            month(static_cast<unsigned>(fields[1])),
                            day(static_cast<unsigned>(fields[2]))};
  const microseconds time =
      hours(fields[3]) + minutes(fields[4]) + seconds(fields[5]) + microseconds(fields[6]);
  const bool wants_date = kind != TypeKind::time;
  if ((wants_date && !date.ok()) || time >= days(1)) fail();
  if (kind == TypeKind::time) return Value(TimeOfDay(time));
  if (kind == TypeKind::date) return Value(CalendarDate(date));
  return Value(LocalDateTime(local_days(date) + time));
}

namespace {

constexpr std::string_view kDate = "%(year)04d-%(month)02d-%(day)02d";
constexpr std::string_view kTime = "%(hour)02d:%(minute)02d:%(second)02d";

std::string timed_format(std::string_view type, std::string_view own,
                         const TimedStorageOptions& options) {
  if (options.storage_format.empty()) {
    return options.truncate_microseconds ? std::string(own) : str_cat(own, ".%(microsecond)06d");
  }
  if (options.truncate_microseconds) {
    throw ArgumentError(str_cat(type,
                                ": truncate_microseconds goes with no storage_format; leave the "
                                "microseconds out of the format"));
  }
  return options.storage_format;
}

}  // namespace
}  // namespace detail

DATE::DATE(const StorageOptions& options)
    : Stored(options.storage_format.empty() ? std::string(detail::kDate) : options.storage_format) {
}

TIME::TIME(const TimedStorageOptions& options)
    : Stored(detail::timed_format("TIME", detail::kTime, options)) {}

DATETIME::DATETIME(const TimedStorageOptions& options)
    : Stored(
          detail::timed_format("DATETIME", str_cat(detail::kDate, " ", detail::kTime), options)) {}

TypePtr JSONB::form_on(std::string_view dialect) const {
  return dialect == "sqlite" || dialect == "default"
             ? self()
             : TypePtr(make_ptr<cupel::JSON>(JsonOptions{.none_as_null = none_as_null()}));
}

Expr<Untyped> JSONB::bind_expression(const Expr<Untyped>& value) const {
  return func("jsonb", value).type(*this);
}

Expr<Untyped> JSONB::column_expression(const Expr<Untyped>& column) const {
  return func("json", column).type(*this);
}

}  // namespace cupel::sqlite
