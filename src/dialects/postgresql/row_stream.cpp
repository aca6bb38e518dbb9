#include "dialects/postgresql/row_stream.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "cupel/types/decimal.hpp"
#include "cupel/types/uuid.hpp"

#include "dialects/postgresql/byte_order.hpp"
#include "dialects/postgresql/wire_format.hpp"

namespace cupel::postgresql {

namespace {

template <class T>
void append_number(std::string& out, T value) {
  char bytes[sizeof value];
  store(bytes, value);
  out.append(bytes, sizeof bytes);
}

template <class T>
void append_sized(std::string& out, T value) {
  char bytes[4 + sizeof value];
  store(bytes, static_cast<std::int32_t>(sizeof value));
  store(bytes + 4, value);
  out.append(bytes, sizeof bytes);
}

void append_sized(std::string& out, std::string_view bytes) {
  append_number(out, static_cast<std::int32_t>(bytes.size()));
  out.append(bytes);
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::optional<std::array<char, 16>> uuid_bytes(std::string_view text) {
  const auto value = UuidValue::parse(text);
  if (!value) return {};
  std::array<char, 16> out{};
  std::memcpy(out.data(), value->bytes().data(), out.size());
  return out;
}

bool is_moment(oid::Oid type) noexcept {
  return type == oid::date || type == oid::time || type == oid::timestamp ||
         type == oid::timestamptz;
}

/// The number behind a date or time in text, as the cells of results have it. What the server reads
/// by its settings (a time without the zone that its type has), or drops (a zone that the type has
/// not), is left to it.
std::optional<Cell> moment(std::string_view text, oid::Oid type, Arena& scratch) {
  const std::size_t colon = text.find(':');
  const bool has_zone =
      colon != std::string_view::npos && text.find_first_of("+-", colon) != std::string_view::npos;
  if (has_zone != (type == oid::timestamptz)) return {};
  Cell out;
  text_reader(type)(text, out, scratch);
  if (out.kind != CellKind::integer) return {};
  return out;
}

/// `-123.4500` as groups of four digits around the point. Exponents and NaN are not taken.
bool append_numeric(std::string& out, std::string_view text) {
  constexpr std::size_t kGroup = 4;
  constexpr std::size_t kMostDigits = 1000;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point < text.size() ? text.substr(point + 1) : "";
  if (whole.empty() || text.size() > kMostDigits || !std::ranges::all_of(whole, is_digit) ||
      !std::ranges::all_of(fraction, is_digit)) {
    return false;
  }
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  std::array<std::int16_t, kMostDigits / kGroup + 2> groups{};
  std::size_t count = 0;
  std::size_t first = 0;  // index among all groups of the first that is sent
  const auto add = [&](std::string_view digits, std::size_t width) {
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    }
    if (count == 0 && value == 0) {
      ++first;
    } else {
      groups[count++] = static_cast<std::int16_t>(value);
    }
  };
  const std::size_t whole_groups = (whole.size() + kGroup - 1) / kGroup;
  for (std::size_t i = 0; i < whole_groups; ++i) {
    const std::size_t end = whole.size() - (whole_groups - 1 - i) * kGroup;
    const std::size_t begin = end < kGroup ? 0 : end - kGroup;
    add(whole.substr(begin, end - begin), end - begin);
  }
  for (std::size_t at = 0; at < fraction.size(); at += kGroup) {
    add(fraction.substr(at, kGroup), kGroup);
  }
  while (count != 0 && groups[count - 1] == 0) --count;
  const auto weight =
      count == 0
          ? 0
          : static_cast<std::int16_t>(static_cast<int>(whole_groups) - 1 - static_cast<int>(first));
  append_number(out, static_cast<std::int32_t>(8 + 2 * count));
  append_number(out, static_cast<std::int16_t>(count));
  append_number(out, static_cast<std::int16_t>(weight));
  append_number(out, static_cast<std::int16_t>(negative && count != 0 ? 0x4000 : 0));
  append_number(out, static_cast<std::int16_t>(fraction.size()));
  for (std::size_t i = 0; i < count; ++i) append_number(out, groups[i]);
  return true;
}

}  // namespace

bool append_field(std::string& out, const Cell& cell, oid::Oid type, Arena& scratch) {
  switch (cell.kind) {
    case CellKind::null:
      append_number(out, std::int32_t{-1});
      return true;
    case CellKind::integer:
      if (type == oid::int8) {
        append_sized(out, cell.integer);
        return true;
      }
      break;
    case CellKind::text:
      switch (type) {
        case oid::text:
        case oid::varchar:
          append_sized(out, cell.view());
          return true;
        case oid::jsonb:
          append_number(out, static_cast<std::int32_t>(cell.size + 1));
          out += '\1';  // the version of the form
          out.append(cell.view());
          return true;
        case oid::numeric:
          if (append_numeric(out, cell.view())) return true;
          if (const auto number = Decimal::parse(cell.view()))
            return append_numeric(out, number->to_fixed());
          return false;
        case oid::uuid:
          if (const auto bytes = uuid_bytes(cell.view())) {
            append_sized(out, std::string_view(bytes->data(), bytes->size()));
            return true;
          }
          return false;
        default:
          if (!is_moment(type)) break;
          if (const auto number = moment(cell.view(), type, scratch))
            return append_field(out, *number, type, scratch);
          return false;
      }
      break;
    case CellKind::real:
    case CellKind::blob:
      break;
  }
  WireParameter parameter;
  write_parameter(cell, type, parameter, scratch);
  if (parameter.format != 1) return false;
  append_sized(out, std::string_view(parameter.data, static_cast<std::size_t>(parameter.size)));
  return true;
}

void append_stream_head(std::string& out) {
  out.append(std::string_view("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19));
}

void append_stream_end(std::string& out) {
  append_number(out, std::int16_t{-1});
}

bool append_stream_rows(std::string& out, std::span<const Cell> rows,
                        std::span<const oid::Oid> types) {
  const std::size_t before = out.size();
  Arena scratch;
  for (std::size_t at = 0; at < rows.size(); at += types.size()) {
    append_number(out, static_cast<std::int16_t>(types.size()));
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (append_field(out, rows[at + i], types[i], scratch)) continue;
      out.resize(before);
      return false;
    }
    scratch.clear();
  }
  return true;
}

}  // namespace cupel::postgresql
