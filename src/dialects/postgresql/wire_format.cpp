#include "dialects/postgresql/wire_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <optional>

#include "cupel/types/decimal.hpp"
#include "cupel/types/temporal.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/byte_order.hpp"

namespace cupel::postgresql {

namespace {

// PostgreSQL counts from 2000-01-01.
constexpr std::int64_t kEpochDays = 10957;
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
constexpr std::int64_t kEpochMicros = kEpochDays * kMicrosPerDay;
constexpr std::int64_t kDaysPerMonth = 30;

Cell text_cell(std::string_view s, Arena& scratch) {
  return Cell::text(scratch.copy(s));
}

// ---- reading binary
// -------------------------------------------------------------------------------

template <class T>
void read_integer(std::string_view d, Cell& out, Arena&) {
  out = Cell::of(static_cast<std::int64_t>(load<T>(d.data())));
}

void read_float4(std::string_view d, Cell& out, Arena& scratch) {
  // The shortest decimal of the float, not its binary neighbour: 0.1 stays 0.1.
  const float v = std::bit_cast<float>(load<std::uint32_t>(d.data()));
  if (!std::isfinite(v)) {
    out = Cell::of(static_cast<double>(v));
    return;
  }
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, v).ptr;
  double wide = v;
  std::from_chars(text, end, wide);
  out = Cell::of(wide);
  (void)scratch;
}

void read_float8(std::string_view d, Cell& out, Arena&) {
  out = Cell::of(std::bit_cast<double>(load<std::uint64_t>(d.data())));
}

void read_text(std::string_view d, Cell& out, Arena&) {
  out = Cell::text(d);
}

void read_bytes(std::string_view d, Cell& out, Arena&) {
  out = Cell::text(d);
  out.kind = CellKind::blob;
}

void read_jsonb(std::string_view d, Cell& out, Arena&) {
  out = Cell::text(d.substr(1));  // a version comes first
}

void read_date(std::string_view d, Cell& out, Arena&) {
  const auto days = load<std::int32_t>(d.data());
  if (days == std::numeric_limits<std::int32_t>::max()) {
    out = Cell::text("infinity");
  } else if (days == std::numeric_limits<std::int32_t>::min()) {
    out = Cell::text("-infinity");
  } else {
    out = Cell::of(kEpochDays + days);
  }
}

void read_timestamp(std::string_view d, Cell& out, Arena&) {
  const auto micros = load<std::int64_t>(d.data());
  if (micros == std::numeric_limits<std::int64_t>::max()) {
    out = Cell::text("infinity");
  } else if (micros == std::numeric_limits<std::int64_t>::min()) {
    out = Cell::text("-infinity");
  } else {
    out = Cell::of(kEpochMicros + micros);
  }
}

void read_interval(std::string_view d, Cell& out, Arena&) {
  const auto micros = load<std::int64_t>(d.data());
  const std::int64_t days = load<std::int32_t>(d.data() + 8);
  const std::int64_t months = load<std::int32_t>(d.data() + 12);
  const std::int64_t whole = (days + months * kDaysPerMonth) * 86'400;
  out = Cell::of(static_cast<double>(whole) + static_cast<double>(micros) / 1e6);
}

void read_numeric(std::string_view d, Cell& out, Arena& scratch) {
  const auto count = static_cast<std::size_t>(load<std::uint16_t>(d.data()));
  const auto weight = load<std::int16_t>(d.data() + 2);
  const auto sign = load<std::uint16_t>(d.data() + 4);
  const auto scale = load<std::uint16_t>(d.data() + 6);
  if (sign == 0xC000) return void(out = Cell::text("NaN"));
  if (sign == 0xD000) return void(out = Cell::text("Infinity"));
  if (sign == 0xF000) return void(out = Cell::text("-Infinity"));
  const auto digit = [&](int index) -> unsigned {
    return index >= 0 && static_cast<std::size_t>(index) < count
               ? load<std::uint16_t>(d.data() + 8 + std::ptrdiff_t{2} * index)
               : 0U;
  };
  const std::size_t most =
      8 + 4 * (static_cast<std::size_t>(std::max<int>(weight, 0)) + 1) + scale + 4;
  char* const begin = scratch.allocate_chars(most);
  char* p = begin;
  if (sign == 0x4000) *p++ = '-';
  if (weight < 0) {
    *p++ = '0';
  } else {
    p = std::to_chars(p, p + 5, digit(0)).ptr;
    for (int i = 1; i <= weight; ++i) {
      const unsigned v = digit(i);
      *p++ = static_cast<char>('0' + v / 1000);
      *p++ = static_cast<char>('0' + v / 100 % 10);
      *p++ = static_cast<char>('0' + v / 10 % 10);
      *p++ = static_cast<char>('0' + v % 10);
    }
  }
  if (scale != 0) {
    *p++ = '.';
    char* const point = p;
    for (int i = weight + 1; p - point < scale; ++i) {
      const unsigned v = digit(i);
      *p++ = static_cast<char>('0' + v / 1000);
      *p++ = static_cast<char>('0' + v / 100 % 10);
      *p++ = static_cast<char>('0' + v / 10 % 10);
      *p++ = static_cast<char>('0' + v % 10);
    }
    p = point + scale;
  }
  out = Cell::text({begin, p});
}

void read_inet(std::string_view d, Cell& out, Arena& scratch) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(d[i]));
  };
  const unsigned bits = byte(1);
  const bool is_cidr = byte(2) != 0;
  const std::size_t size = byte(3);
  std::string s;
  if (size == 4) {
    s = str_cat(byte(4), ".", byte(5), ".", byte(6), ".", byte(7));
    if (is_cidr || bits != 32) str_append(s, "/", bits);
  } else {
    // RFC 5952: the longest run of zero groups, the first of equal ones, becomes "::".
    std::array<unsigned, 8> group{};
    for (std::size_t i = 0; i < 8; ++i) group[i] = byte(4 + 2 * i) << 8 | byte(5 + 2 * i);
    std::size_t best = 8;
    std::size_t longest = 1;
    for (std::size_t i = 0; i < 8; ++i) {
      std::size_t n = 0;
      while (i + n < 8 && group[i + n] == 0) ++n;
      if (n > longest) {
        longest = n;
        best = i;
      }
    }
    const bool mapped = best == 0 && (longest == 6 || (longest == 5 && group[5] == 0xffff));
    const std::size_t groups = mapped ? 6 : 8;
    for (std::size_t i = 0; i < groups; ++i) {
      if (i == best) {
        s += "::";
        i += std::min(longest, groups - i) - 1;
        continue;
      }
      if (!s.empty() && s.back() != ':') s += ':';
      char hex[8];
      s.append(hex, std::to_chars(hex, hex + sizeof hex, group[i], 16).ptr);
    }
    if (mapped) {
      if (s.back() != ':') s += ':';
      str_append(s, byte(16), ".", byte(17), ".", byte(18), ".", byte(19));
    }
    if (is_cidr || bits != 128) str_append(s, "/", bits);
  }
  out = text_cell(s, scratch);
}

void read_macaddr(std::string_view d, Cell& out, Arena& scratch) {
  constexpr std::string_view kHex = "0123456789abcdef";
  char* const begin = scratch.allocate_chars(d.size() * 3);
  char* p = begin;
  for (const char c : d) {
    if (p != begin) *p++ = ':';
    const auto b = static_cast<unsigned char>(c);
    *p++ = kHex[b >> 4];
    *p++ = kHex[b & 15];
  }
  out = Cell::text({begin, p});
}

void read_bits(std::string_view d, Cell& out, Arena& scratch) {
  const auto n = static_cast<std::size_t>(load<std::uint32_t>(d.data()));
  char* const begin = scratch.allocate_chars(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto b = static_cast<unsigned char>(d[4 + i / 8]);
    begin[i] = (b >> (7 - i % 8) & 1) != 0 ? '1' : '0';
  }
  out = Cell::text({begin, n});
}

// ---- reading text
// ---------------------------------------------------------------------------------

void text_bool(std::string_view d, Cell& out, Arena&) {
  out = Cell::of(std::int64_t{!d.empty() && d.front() == 't'});
}

void text_integer(std::string_view d, Cell& out, Arena&) {
  std::int64_t v = 0;
  std::from_chars(d.data(), d.data() + d.size(), v);
  out = Cell::of(v);
}

void text_float(std::string_view d, Cell& out, Arena&) {
  double v = 0;
  std::from_chars(d.data(), d.data() + d.size(), v);  // knows inf, infinity and nan
  out = Cell::of(v);
}

void text_bytes(std::string_view d, Cell& out, Arena& scratch) {
  const auto nibble = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  };
  if (!d.starts_with("\\x")) return read_bytes(d, out, scratch);
  const std::size_t n = (d.size() - 2) / 2;
  char* const begin = scratch.allocate_chars(n);
  for (std::size_t i = 0; i < n; ++i) {
    begin[i] = static_cast<char>(nibble(d[2 + 2 * i]) << 4 | nibble(d[3 + 2 * i]));
  }
  read_bytes({begin, n}, out, scratch);
}

void text_date(std::string_view d, Cell& out, Arena&) {
  if (const auto v = parse_date(d)) {
    out =
        Cell::of(static_cast<std::int64_t>(std::chrono::local_days(*v).time_since_epoch().count()));
  } else {
    out = Cell::text(d);
  }
}

/// Cuts the offset off: "+02", "-03:30", "+01:15:20".
std::optional<std::int64_t> take_offset(std::string_view& d) {
  const std::size_t at = d.find_last_of("+-");
  const std::size_t colon = d.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || at < colon) return {};
  std::int64_t seconds = 0;
  std::int64_t unit = 3600;
  for (std::size_t i = at + 1; i + 1 < d.size(); i += 3, unit /= 60) {
    seconds += unit * ((d[i] - '0') * 10 + (d[i + 1] - '0'));
  }
  const bool negative = d[at] == '-';
  d = d.substr(0, at);
  return negative ? -seconds : seconds;
}

void text_time(std::string_view d, Cell& out, Arena&) {
  const std::string_view whole = d;
  (void)take_offset(d);
  if (d.starts_with("24:00:00")) return void(out = Cell::of(kMicrosPerDay));
  if (const auto v = parse_time(d)) {
    out = Cell::of(v->since_midnight().count());
  } else {
    out = Cell::text(whole);
  }
}

void text_timestamp(std::string_view d, Cell& out, Arena&) {
  const std::string_view whole = d;
  const std::int64_t offset = take_offset(d).value_or(0);
  if (const auto v = parse_datetime(d)) {
    out = Cell::of(v->time_since_epoch().count() - offset * 1'000'000);
  } else {
    out = Cell::text(whole);
  }
}

// "1 year 2 mons -3 days +04:05:06.789": the style that connecting sets.
void text_interval(std::string_view d, Cell& out, Arena&) {
  const std::string_view whole = d;
  double seconds = 0;
  while (!d.empty()) {
    const std::size_t space = d.find(' ');
    std::string_view word = d.substr(0, space);
    d = space == std::string_view::npos ? std::string_view() : d.substr(space + 1);
    if (word.find(':') != std::string_view::npos) {
      const bool negative = word.front() == '-';
      if (word.front() == '-' || word.front() == '+') word.remove_prefix(1);
      double unit = 3600;
      double sum = 0;
      while (!word.empty()) {
        const std::size_t colon = word.find(':');
        double v = 0;
        std::from_chars(word.data(), word.data() + std::min(colon, word.size()), v);
        sum += v * unit;
        unit /= 60;
        word = colon == std::string_view::npos ? std::string_view() : word.substr(colon + 1);
      }
      seconds += negative ? -sum : sum;
      continue;
    }
    std::int64_t n = 0;
    if (word.starts_with('+')) word.remove_prefix(1);
    if (std::from_chars(word.data(), word.data() + word.size(), n).ec != std::errc()) {
      return void(out = Cell::text(whole));
    }
    const std::size_t end = d.find(' ');
    const std::string_view unit = d.substr(0, end);
    d = end == std::string_view::npos ? std::string_view() : d.substr(end + 1);
    std::int64_t days = 0;
    if (unit.starts_with("year")) days = 360;
    if (unit.starts_with("mon")) days = kDaysPerMonth;
    if (unit.starts_with("day")) days = 1;
    if (days == 0) return void(out = Cell::text(whole));
    seconds += static_cast<double>(n * days * 86'400);
  }
  out = Cell::of(seconds);
}

// ---- writing
// --------------------------------------------------------------------------------------

void put(WireParameter& out, const char* data, std::size_t size, int format) {
  // A null pointer would mean NULL.
  out = {size == 0 ? "" : data, static_cast<int>(size), format};
}

void put_text(WireParameter& out, std::string_view s, Arena& scratch) {
  char* const copy = scratch.allocate_chars(s.size() + 1);
  if (!s.empty()) std::memcpy(copy, s.data(), s.size());
  copy[s.size()] = '\0';
  put(out, copy, s.size(), 0);
}

template <class T>
void put_number(WireParameter& out, T v, Arena& scratch) {
  char* const bytes = scratch.allocate_chars(sizeof v);
  store(bytes, v);
  put(out, bytes, sizeof v, 1);
}

template <class T>
bool fits(std::int64_t v) noexcept {
  return v >= std::numeric_limits<T>::min() && v <= std::numeric_limits<T>::max();
}

bool write_integer(std::int64_t v, oid::Oid type, WireParameter& out, Arena& scratch) {
  switch (type) {
    case oid::bool_:
      if (v != 0 && v != 1) return false;
      put_number(out, static_cast<std::int8_t>(v), scratch);
      return true;
    case oid::int2:
      if (!fits<std::int16_t>(v)) return false;
      put_number(out, static_cast<std::int16_t>(v), scratch);
      return true;
    case oid::int4:
      if (!fits<std::int32_t>(v)) return false;
      put_number(out, static_cast<std::int32_t>(v), scratch);
      return true;
    case oid::oid:
      if (!fits<std::uint32_t>(v)) return false;
      put_number(out, static_cast<std::uint32_t>(v), scratch);
      return true;
    case oid::int8:
      put_number(out, v, scratch);
      return true;
    case oid::float4:
      put_number(out, std::bit_cast<std::uint32_t>(static_cast<float>(v)), scratch);
      return true;
    case oid::float8:
      put_number(out, std::bit_cast<std::uint64_t>(static_cast<double>(v)), scratch);
      return true;
    case oid::date:
      if (!fits<std::int32_t>(v - kEpochDays)) return false;
      put_number(out, static_cast<std::int32_t>(v - kEpochDays), scratch);
      return true;
    case oid::time:
      put_number(out, v, scratch);
      return true;
    case oid::timestamp:
    case oid::timestamptz:
      put_number(out, v - kEpochMicros, scratch);
      return true;
    default:
      return false;
  }
}

/// As Python's timedelta is written: whole days apart, so that '1 day' stays one.
void write_interval(double seconds, WireParameter& out, Arena& scratch) {
  const auto micros = static_cast<std::int64_t>(std::llround(seconds * 1e6));
  std::int64_t days = micros / kMicrosPerDay;
  if (micros % kMicrosPerDay < 0) --days;
  char* const bytes = scratch.allocate_chars(16);
  store(bytes, micros - days * kMicrosPerDay);
  store(bytes + 8, static_cast<std::int32_t>(days));
  store(bytes + 12, std::int32_t{0});
  put(out, bytes, 16, 1);
}

bool write_real(double v, oid::Oid type, WireParameter& out, Arena& scratch) {
  switch (type) {
    case oid::float4:
      put_number(out, std::bit_cast<std::uint32_t>(static_cast<float>(v)), scratch);
      return true;
    case oid::float8:
      put_number(out, std::bit_cast<std::uint64_t>(v), scratch);
      return true;
    case oid::interval:
      if (!(std::abs(v) < 9e12)) return false;
      write_interval(v, out, scratch);
      return true;
    default:
      return false;
  }
}

bool is_text(oid::Oid type) noexcept {
  switch (type) {
    case oid::text:
    case oid::varchar:
    case oid::bpchar:
    case oid::name:
    case oid::json:
    case oid::xml:
    case oid::unknown:
      return true;
    default:
      return false;
  }
}

}  // namespace

void write_parameter(const Cell& cell, oid::Oid type, WireParameter& out, Arena& scratch) {
  switch (cell.kind) {
    case CellKind::null:
      out = {};
      return;
    case CellKind::integer: {
      if (write_integer(cell.integer, type, out, scratch)) return;
      char text[24];
      return put_text(out, {text, std::to_chars(text, text + sizeof text, cell.integer).ptr},
                      scratch);
    }
    case CellKind::real: {
      if (write_real(cell.real, type, out, scratch)) return;
      const bool whole = std::abs(cell.real) < 1e15 && cell.real == std::trunc(cell.real);
      if (whole && type != oid::numeric && !is_text(type)) {
        const auto v = static_cast<std::int64_t>(cell.real);
        if (write_integer(v, type, out, scratch)) return;
      }
      return put_text(out, double_repr(cell.real), scratch);
    }
    case CellKind::text:
      // What is text to both sides needs no zero at its end in binary.
      if (is_text(type) || type == oid::bytea) return put(out, cell.data, cell.size, 1);
      return put_text(out, cell.view(), scratch);
    case CellKind::blob:
      return put(out, cell.data, cell.size, 1);
  }
}

ReadField binary_reader(oid::Oid type) noexcept {
  switch (type) {
    case oid::bool_:
      return &read_integer<std::int8_t>;
    case oid::int2:
      return &read_integer<std::int16_t>;
    case oid::int4:
      return &read_integer<std::int32_t>;
    case oid::int8:
      return &read_integer<std::int64_t>;
    case oid::oid:
    case oid::xid:
      return &read_integer<std::uint32_t>;
    case oid::float4:
      return &read_float4;
    case oid::float8:
      return &read_float8;
    case oid::char_:
    case oid::text:
    case oid::varchar:
    case oid::bpchar:
    case oid::name:
    case oid::json:
    case oid::xml:
    case oid::unknown:
    case oid::refcursor:
    case oid::void_:
      return &read_text;
    case oid::bytea:
    case oid::uuid:
      return &read_bytes;
    case oid::jsonb:
      return &read_jsonb;
    case oid::date:
      return &read_date;
    case oid::time:
    case oid::timetz:
      return &read_integer<std::int64_t>;
    case oid::timestamp:
    case oid::timestamptz:
      return &read_timestamp;
    case oid::interval:
      return &read_interval;
    case oid::numeric:
      return &read_numeric;
    case oid::inet:
    case oid::cidr:
      return &read_inet;
    case oid::macaddr:
    case oid::macaddr8:
      return &read_macaddr;
    case oid::bit:
    case oid::varbit:
      return &read_bits;
    default:
      break;
  }
  const oid::Oid element = element_type(type);
  return element != 0 && binary_reader(element) ? &read_bytes : nullptr;
}

ReadField text_reader(oid::Oid type) noexcept {
  switch (type) {
    case oid::bool_:
      return &text_bool;
    case oid::int2:
    case oid::int4:
    case oid::int8:
    case oid::oid:
    case oid::xid:
      return &text_integer;
    case oid::float4:
    case oid::float8:
      return &text_float;
    case oid::bytea:
      return &text_bytes;
    case oid::date:
      return &text_date;
    case oid::time:
    case oid::timetz:
      return &text_time;
    case oid::timestamp:
    case oid::timestamptz:
      return &text_timestamp;
    case oid::interval:
      return &text_interval;
    default:
      return &read_text;
  }
}

namespace {

struct BuiltinType {
  oid::Oid type;
  oid::Oid array;
  std::string_view name;
  std::string_view array_name;
};

constexpr BuiltinType kBuiltinTypes[] = {
    {oid::bool_, 1000, "boolean", "boolean[]"},
    {oid::bytea, 1001, "bytea", "bytea[]"},
    {oid::char_, 1002, "\"char\"", "\"char\"[]"},
    {oid::name, 1003, "name", "name[]"},
    {oid::int2, 1005, "smallint", "smallint[]"},
    {oid::int4, 1007, "integer", "integer[]"},
    {oid::text, 1009, "text", "text[]"},
    {oid::oid, 1028, "oid", "oid[]"},
    {oid::xid, 1011, "xid", "xid[]"},
    {oid::bpchar, 1014, "character", "character[]"},
    {oid::varchar, 1015, "character varying", "character varying[]"},
    {oid::int8, 1016, "bigint", "bigint[]"},
    {oid::float4, 1021, "real", "real[]"},
    {oid::float8, 1022, "double precision", "double precision[]"},
    {oid::macaddr, 1040, "macaddr", "macaddr[]"},
    {oid::macaddr8, 775, "macaddr8", "macaddr8[]"},
    {oid::inet, 1041, "inet", "inet[]"},
    {oid::cidr, 651, "cidr", "cidr[]"},
    {oid::money, 791, "money", "money[]"},
    {oid::xml, 143, "xml", "xml[]"},
    {oid::json, 199, "json", "json[]"},
    {oid::jsonb, 3807, "jsonb", "jsonb[]"},
    {oid::timestamp, 1115, "timestamp without time zone", "timestamp without time zone[]"},
    {oid::timestamptz, 1185, "timestamp with time zone", "timestamp with time zone[]"},
    {oid::date, 1182, "date", "date[]"},
    {oid::time, 1183, "time without time zone", "time without time zone[]"},
    {oid::timetz, 1270, "time with time zone", "time with time zone[]"},
    {oid::interval, 1187, "interval", "interval[]"},
    {oid::numeric, 1231, "numeric", "numeric[]"},
    {oid::bit, 1561, "bit", "bit[]"},
    {oid::varbit, 1563, "bit varying", "bit varying[]"},
    {oid::uuid, 2951, "uuid", "uuid[]"},
    {oid::regclass, 2210, "regclass", "regclass[]"},
    {3904, 3905, "int4range", "int4range[]"},
    {3926, 3927, "int8range", "int8range[]"},
    {3906, 3907, "numrange", "numrange[]"},
    {3908, 3909, "tsrange", "tsrange[]"},
    {3910, 3911, "tstzrange", "tstzrange[]"},
    {3912, 3913, "daterange", "daterange[]"},
    {4451, 6150, "int4multirange", "int4multirange[]"},
    {4536, 6157, "int8multirange", "int8multirange[]"},
    {4532, 6151, "nummultirange", "nummultirange[]"},
    {4533, 6152, "tsmultirange", "tsmultirange[]"},
    {4534, 6153, "tstzmultirange", "tstzmultirange[]"},
    {4535, 6155, "datemultirange", "datemultirange[]"},
    {3614, 3643, "tsvector", "tsvector[]"},
    {3615, 3645, "tsquery", "tsquery[]"},
    {4072, 4073, "jsonpath", "jsonpath[]"},
};

}  // namespace

oid::Oid element_type(oid::Oid array) noexcept {
  for (const BuiltinType& t : kBuiltinTypes)
    if (t.array == array) return t.type;
  return 0;
}

std::string_view type_name(oid::Oid type) noexcept {
  for (const BuiltinType& t : kBuiltinTypes) {
    if (t.type == type) return t.name;
    if (t.array == type) return t.array_name;
  }
  return {};
}

}  // namespace cupel::postgresql
