#include "cupel/dialects/postgresql/range.hpp"

#include <algorithm>
#include <charconv>

#include "cupel/error/errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::postgresql {

namespace detail {

std::string checked_bounds(std::string_view bounds) {
  if (bounds == "[)" || bounds == "(]" || bounds == "[]" || bounds == "()") {
    return std::string(bounds);
  }
  throw ArgumentError(
      str_cat("bounds of a range are \"[)\", \"(]\", \"[]\" or \"()\", got ", quoted(bounds)));
}

namespace {

[[noreturn]] void not_a_range(std::string_view text) {
  throw DataError(str_cat("no range of PostgreSQL: ", quoted(text)));
}

void append_bound(std::string& out, const Value& bound) {
  switch (bound.kind()) {
    case ValueKind::null:
      return;
    case ValueKind::integer:
      str_append(out, bound.integer());
      return;
    case ValueKind::decimal:
      out += bound.decimal().to_string();
      return;
    case ValueKind::date:
      out += to_string(bound.date());
      return;
    case ValueKind::datetime:
      str_append(out, '"', to_string(bound.datetime()), '"');
      return;
    case ValueKind::datetime_tz:
      str_append(out, '"', to_string(bound.datetime_tz()), '"');
      return;
    case ValueKind::text:
      out += '"';
      for (const char c : bound.text()) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
      }
      out += '"';
      return;
    default:
      throw DataError(str_cat("a range has no bound of the kind of ", bound.repr()));
  }
}

bool is_range(const std::vector<Value>& parts) {
  return (parts.size() == 3 && parts[2].kind() == ValueKind::text) ||
         (parts.size() == 1 && parts[0].kind() == ValueKind::text);
}

void append_range(std::string& out, const Value& range) {
  if (range.kind() != ValueKind::array || !is_range(range.array_items())) {
    throw DataError(
        str_cat("a range is expected, got ", range.repr(), "; use Range(lower, upper)"));
  }
  const std::vector<Value>& parts = range.array_items();
  if (parts.size() == 1) {
    out += "empty";
    return;
  }
  const std::string_view bounds = parts[2].text();
  out += bounds[0];
  append_bound(out, parts[0]);
  out += ',';
  append_bound(out, parts[1]);
  out += bounds[1];
}

/// One bound of a range's text, quotes taken off; `at` goes behind it. Nullopt: none given.
std::optional<std::string> take_bound(std::string_view text, std::size_t& at) {
  std::string out;
  bool quoted_part = false;
  bool any = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (!quoted_part && (c == ',' || c == ')' || c == ']')) break;
    any = true;
    if (c == '"') {
      if (quoted_part && at + 1 < text.size() && text[at + 1] == '"') {
        out += c;
        ++at;
      } else {
        quoted_part = !quoted_part;
      }
    } else if (c == '\\' && at + 1 < text.size()) {
      out += text[++at];
    } else {
      out += c;
    }
  }
  if (!any) return std::nullopt;
  return out;
}

}  // namespace

std::string ExternalText::render_literal(const Value& value, const LiteralContext&) const {
  if (value.is_null()) return "NULL";
  throw CompileError(str_cat("values of the type ", repr(), " have no literal form: bind ",
                             value.repr(), ", or write it with literal_column()"));
}

TypePtr RangeBase::coerce_compared_value(ArithmeticOp op, const Value& value) const {
  if (value.kind() == ValueKind::array || value.is_null()) return self();
  return TypeEngine::coerce_compared_value(op, value);
}

std::string RangeBase::render_literal(const Value& value, const LiteralContext&) const {
  if (value.is_null()) return "NULL";
  throw CompileError(str_cat("values of the type ", repr(), " have no literal form: bind ",
                             value.repr(), ", or write it with literal_column()"));
}

Value RangeBase::bind_value(const Value& value) const {
  if (value.kind() != ValueKind::array) return value;
  std::string out;
  const std::vector<Value>& items = value.array_items();
  if (!is_multirange()) {
    append_range(out, value);
    return Value(out);
  }
  out += '{';
  if (is_range(items)) {
    append_range(out, value);
  } else {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i != 0) out += ',';
      append_range(out, items[i]);
    }
  }
  out += '}';
  return Value(out);
}

Value RangeBase::result_value(const Value& value) const {
  if (value.kind() != ValueKind::text) return value;
  const std::string_view text = value.text();
  std::size_t at = 0;
  const auto range = [&]() -> Value {
    if (text.substr(at).starts_with("empty")) {
      at += 5;
      return Value::array({Value("empty")});
    }
    if (at >= text.size() || (text[at] != '[' && text[at] != '(')) not_a_range(text);
    std::string bounds(1, text[at++]);
    const std::optional<std::string> lower = take_bound(text, at);
    if (at >= text.size() || text[at] != ',') not_a_range(text);
    ++at;
    const std::optional<std::string> upper = take_bound(text, at);
    if (at >= text.size()) not_a_range(text);
    bounds += text[at++];
    return Value::array({lower ? bound_from_text(*lower) : Value(),
                         upper ? bound_from_text(*upper) : Value(), Value(bounds)});
  };
  if (!is_multirange()) return range();
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') not_a_range(text);
  std::vector<Value> ranges;
  for (at = 1; at < text.size() - 1;) {
    ranges.push_back(range());
    if (at < text.size() - 1 && text[at] == ',') ++at;
  }
  return Value(std::move(ranges));
}

template <BoundKind Kind, bool Multi>
Value RangeOf<Kind, Multi>::bound_from_text(std::string_view text) const {
  const auto made = [&](const auto& parsed) {
    if (!parsed) not_a_range(text);
    return Value(*parsed);
  };
  if constexpr (Kind == BoundKind::integer) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) not_a_range(text);
    return Value(number);
  } else if constexpr (Kind == BoundKind::numeric) {
    return made(Decimal::parse(text));
  } else if constexpr (Kind == BoundKind::date) {
    return made(parse_date(text));
  } else if constexpr (Kind == BoundKind::timestamp) {
    return made(parse_datetime(text));
  } else {
    return made(parse_datetime_tz(text));
  }
}

template class RangeOf<BoundKind::integer, false>;
template class RangeOf<BoundKind::numeric, false>;
template class RangeOf<BoundKind::date, false>;
template class RangeOf<BoundKind::timestamp, false>;
template class RangeOf<BoundKind::timestamptz, false>;
template class RangeOf<BoundKind::integer, true>;
template class RangeOf<BoundKind::numeric, true>;
template class RangeOf<BoundKind::date, true>;
template class RangeOf<BoundKind::timestamp, true>;
template class RangeOf<BoundKind::timestamptz, true>;

}  // namespace detail

BitString::BitString(std::string_view bits) : bits_(bits) {
  const auto wrong =
      std::find_if(bits.begin(), bits.end(), [](char c) { return c != '0' && c != '1'; });
  if (wrong != bits.end()) {
    throw ArgumentError(str_cat("a bit string is made of 0 and 1, got ", quoted(bits)));
  }
}

BitString BitString::from_int(std::uint64_t value, std::size_t length) {
  std::string bits(length, '0');
  for (std::size_t i = 0; i < length && i < 64; ++i) {
    if ((value >> i) & 1U) bits[length - 1 - i] = '1';
  }
  return BitString(bits);
}

std::uint64_t BitString::to_int() const {
  if (bits_.size() > 64) {
    throw DataError(str_cat("a bit string of ", bits_.size(), " bits does not fit into 64"));
  }
  std::uint64_t value = 0;
  for (const char c : bits_) value = value << 1U | (c == '1' ? 1U : 0U);
  return value;
}

}  // namespace cupel::postgresql
