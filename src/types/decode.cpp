#include <cmath>
#include <concepts>
#include <cstring>
#include <limits>
#include <memory>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/temporal_types.hpp"
#include "cupel/util/str_cat.hpp"

#include "types/enum_of.hpp"

// From cells to C++ values. Each function below reads one C++ type; which one is taken for a column
// is decided once, by native_decoder().
namespace cupel {

namespace {

using detail::enum_of;
using detail::NativeType;
using detail::throw_null;
using detail::throw_undecodable;

constexpr std::size_t kShownBytes = 40;
const std::size_t kLocalText = std::string().capacity();

std::string describe(const Cell& c) {
  switch (c.kind) {
    case CellKind::null:
      return "NULL";
    case CellKind::integer:
      return str_cat("the integer ", c.integer);
    case CellKind::real:
      return str_cat("the real ", c.real);
    case CellKind::text: {
      std::string shown = Value(c.view().substr(0, kShownBytes)).repr();
      return str_cat("the text ", shown, c.size > kShownBytes ? "..." : "");
    }
    case CellKind::blob:
      return str_cat(c.size, " bytes");
  }
  return "something unknown";
}

std::string column_of(const Decoder& d) {
  return d.column.empty() ? std::string("value") : str_cat("column ", quoted(d.column));
}

// ---- one reader per C++ type ------------------------------------------------------------------

template <std::integral T>
void read(const Decoder& d, const Cell& c, T& out) {
  std::int64_t v = 0;
  if (c.kind == CellKind::integer) [[likely]] {
    v = c.integer;
  } else if (c.kind == CellKind::real && c.real == std::trunc(c.real) &&
             std::abs(c.real) < 0x1p53) {
    v = static_cast<std::int64_t>(c.real);
  } else {
    throw_undecodable(d, c, detail::cpp_type_name<T>());
  }
  if constexpr (std::same_as<T, bool>) {
    out = v != 0;
  } else {
    if constexpr (sizeof(T) < 8 || std::is_unsigned_v<T>) {
      const bool below = v < static_cast<std::int64_t>(std::numeric_limits<T>::min());
      bool above = false;
      if constexpr (sizeof(T) < 8)
        above = v > static_cast<std::int64_t>(std::numeric_limits<T>::max());
      if (below || above) [[unlikely]]
        throw_undecodable(d, c, detail::cpp_type_name<T>());
    }
    out = static_cast<T>(v);
  }
}

template <std::floating_point T>
void read(const Decoder& d, const Cell& c, T& out) {
  if (c.kind == CellKind::real) [[likely]] {
    out = static_cast<T>(c.real);
  } else if (c.kind == CellKind::integer) {
    out = static_cast<T>(c.integer);
  } else {
    const auto parsed = c.kind == CellKind::text && d.type->type_affinity() == TypeAffinity::numeric
                            ? Decimal::parse(c.view())
                            : std::nullopt;
    if (!parsed) throw_undecodable(d, c, detail::cpp_type_name<T>());
    out = static_cast<T>(parsed->to_double());
  }
}

void read(const Decoder& d, const Cell& c, std::string& out) {
  if (c.kind != CellKind::text) [[unlikely]]
    throw_undecodable(d, c, "std::string");
  // Most text is short, and most strings have no memory of their own yet: to make such a one anew
  // takes half of what assign() does.
  if (c.size <= kLocalText && out.capacity() == kLocalText) {
    std::destroy_at(&out);
    std::construct_at(&out, c.data, c.size);
    return;
  }
  out.assign(c.data, c.size);
}

void read(const Decoder& d, const Cell& c, Bytes& out) {
  if (c.kind != CellKind::blob && c.kind != CellKind::text) throw_undecodable(d, c, "cupel::Bytes");
  const auto b = c.bytes();
  out.assign(b.begin(), b.end());
}

void read(const Decoder& d, const Cell& c, Decimal& out) {
  switch (c.kind) {
    case CellKind::integer:
      out = Decimal(c.integer);
      return;
    case CellKind::real:
      out = Decimal::from_double(c.real);
      return;
    case CellKind::text:
      if (auto parsed = Decimal::parse(c.view())) {
        out = *std::move(parsed);
        return;
      }
      break;
    case CellKind::null:
    case CellKind::blob:
      break;
  }
  throw_undecodable(d, c, "cupel::Decimal");
}

// Where the driver has binary floats only, the type says how many digits are meant.
void read_rounded(const Decoder& d, const Cell& c, Decimal& out) {
  const int scale = d.type->storage().decimal_places();
  if (c.kind == CellKind::real) {
    out = Decimal::from_double(c.real, scale);
    return;
  }
  read(d, c, out);
  if (c.kind == CellKind::integer) out = out.quantize(scale);
}

// A driver with dates of its own counts them: days since 1970, microseconds since midnight or 1970.
bool is_count(const Decoder& d, const Cell& c, Wire wire) noexcept {
  return c.kind == CellKind::integer && d.type->storage().wire() == wire;
}

constexpr std::int64_t kMostDays = 11'000'000;  // of std::chrono's years

void read(const Decoder& d, const Cell& c, CalendarDate& out) {
  if (is_count(d, c, Wire::native_date) && std::abs(c.integer) < kMostDays) {
    out = CalendarDate(std::chrono::local_days(std::chrono::days(c.integer)));
    return;
  }
  const auto v = c.kind == CellKind::text ? parse_date(c.view()) : std::nullopt;
  if (!v) throw_undecodable(d, c, "cupel::CalendarDate");
  out = *v;
}

void read(const Decoder& d, const Cell& c, TimeOfDay& out) {
  if (is_count(d, c, Wire::native_time) && c.integer >= 0 && c.integer < 86'400'000'000) {
    out = TimeOfDay(std::chrono::microseconds(c.integer));
    return;
  }
  const auto v = c.kind == CellKind::text ? parse_time(c.view()) : std::nullopt;
  if (!v) throw_undecodable(d, c, "cupel::TimeOfDay");
  out = *v;
}

void read(const Decoder& d, const Cell& c, LocalDateTime& out) {
  if (is_count(d, c, Wire::native_datetime)) {
    out = LocalDateTime(Duration(c.integer));
    return;
  }
  const auto v = c.kind == CellKind::text ? parse_datetime(c.view()) : std::nullopt;
  if (!v) throw_undecodable(d, c, "cupel::LocalDateTime");
  out = *v;
}

void read(const Decoder& d, const Cell& c, UtcDateTime& out) {
  if (is_count(d, c, Wire::native_datetime)) {
    out = UtcDateTime(Duration(c.integer));
    return;
  }
  const auto v = c.kind == CellKind::text ? parse_datetime_tz(c.view()) : std::nullopt;
  if (!v) throw_undecodable(d, c, "cupel::UtcDateTime");
  out = *v;
}

void read(const Decoder& d, const Cell& c, Duration& out) {
  if (c.kind == CellKind::text) {
    if (const auto t = parse_datetime(c.view())) {
      out = t->time_since_epoch();
      return;
    }
  } else if (is_count(d, c, Wire::interval_epoch)) {
    out = Duration(c.integer);
    return;
  } else if (d.type->storage().wire() != Wire::interval_epoch) {
    if (c.kind == CellKind::real && std::abs(c.real) < 9e12) {
      out = Duration(std::llround(c.real * 1e6));
      return;
    }
    if (c.kind == CellKind::integer) {
      out = Duration(std::chrono::seconds(c.integer));
      return;
    }
  }
  throw_undecodable(d, c, "cupel::Duration");
}

void read(const Decoder& d, const Cell& c, UuidValue& out) {
  if (c.kind == CellKind::text) {
    if (const auto v = UuidValue::parse(c.view())) {
      out = *v;
      return;
    }
  } else if (c.kind == CellKind::blob && c.size == sizeof(UuidValue)) {
    std::array<std::uint8_t, 16> bytes;
    std::memcpy(bytes.data(), c.data, bytes.size());
    out = UuidValue(bytes);
    return;
  }
  throw_undecodable(d, c, "cupel::UuidValue");
}

void read(const Decoder& d, const Cell& c, Json& out) {
  switch (c.kind) {
    case CellKind::integer:
      out = Json(c.integer);
      return;
    case CellKind::real:
      out = Json(c.real);
      return;
    case CellKind::text:
      try {
        out = Json::parse(c.view());
      } catch (const DataError& e) {
        throw DataError(str_cat(column_of(d), ": ", e.message()));
      }
      return;
    case CellKind::null:
    case CellKind::blob:
      break;
  }
  throw_undecodable(d, c, "cupel::Json");
}

template <class T>
Value read_as(const Decoder& d, const Cell& c) {
  T v{};
  read(d, c, v);
  return Value(std::move(v));
}

// The value that a cell stands for by the wire of its type, without a type's own conversion.
Value read_by_wire(const Decoder& d, const Cell& c) {
  if (c.is_null()) return {};
  const TypeEngine& type = d.type->storage();
  switch (type.wire()) {
    case Wire::automatic:
    case Wire::integer:
    case Wire::text:
    case Wire::array_items:
      return raw_value(c);
    case Wire::real:
      return c.kind == CellKind::integer ? Value(static_cast<double>(c.integer)) : raw_value(c);
    case Wire::blob:
      return read_as<Bytes>(d, c);
    case Wire::boolean_integer:
    case Wire::boolean:
      return read_as<bool>(d, c);
    case Wire::decimal_text:
      return read_as<Decimal>(d, c);
    case Wire::decimal_real: {
      Decimal v;
      read_rounded(d, c, v);
      return Value(std::move(v));
    }
    case Wire::native_date:
    case Wire::date_iso:
      return read_as<CalendarDate>(d, c);
    case Wire::native_time:
    case Wire::time_iso:
      return read_as<TimeOfDay>(d, c);
    case Wire::datetime_iso:
      return read_as<LocalDateTime>(d, c);
    case Wire::native_datetime: {
      const auto* zoned = dynamic_cast<const detail::DateTimeBase*>(&type);
      if (c.kind == CellKind::integer && zoned && zoned->timezone()) {
        return read_as<UtcDateTime>(d, c);
      }
      if (c.kind == CellKind::text && !parse_datetime(c.view())) return read_as<UtcDateTime>(d, c);
      return read_as<LocalDateTime>(d, c);
    }
    case Wire::native_interval:
    case Wire::interval_epoch:
      return read_as<Duration>(d, c);
    case Wire::json_text:
      return read_as<Json>(d, c);
    case Wire::uuid_hex32:
    case Wire::uuid_text: {
      const auto* uuid = dynamic_cast<const Uuid*>(&type);
      if (uuid && !uuid->as_uuid()) {
        UuidValue v;
        read(d, c, v);
        return Value(v.to_string());
      }
      return read_as<UuidValue>(d, c);
    }
    case Wire::enum_text: {
      if (c.kind != CellKind::text) throw_undecodable(d, c, "an enum's label");
      const Enum* labels = enum_of(type);
      return Value(labels ? labels->from_label(c.view()) : c.view());
    }
  }
  return raw_value(c);
}

void read(const Decoder& d, const Cell& c, Value& out) {
  Value v = read_by_wire(d, c);
  out = d.type->converts_values() ? d.type->result_value(v) : std::move(v);
}

// A column read as text whose wire is something else: the value's usual spelling.
void read_spelled(const Decoder& d, const Cell& c, std::string& out) {
  const TypeEngine& type = d.type->storage();
  switch (type.wire()) {
    case Wire::uuid_hex32:
    case Wire::uuid_text: {
      UuidValue v;
      read(d, c, v);
      out = v.to_string();
      return;
    }
    case Wire::decimal_real:
    case Wire::decimal_text: {
      Decimal v;
      type.wire() == Wire::decimal_real ? read_rounded(d, c, v) : read(d, c, v);
      out = v.to_string();
      return;
    }
    case Wire::enum_text:
      if (c.kind != CellKind::text) throw_undecodable(d, c, "std::string");
      if (const Enum* labels = enum_of(type)) {
        out = labels->from_label(c.view());
        return;
      }
      break;
    default:
      break;
  }
  read(d, c, out);
}

// ---- entries ----------------------------------------------------------------------------------

// Integers are stored by memcpy: `long long` and `std::int64_t` share one entry.
template <class T, void (*Read)(const Decoder&, const Cell&, T&)>
void plain_entry(const Decoder& d, const Cell& c, void* target) {
  if (c.is_null()) [[unlikely]]
    throw_null(d, detail::cpp_type_name<T>());
  if constexpr (std::is_integral_v<T>) {
    T v;
    Read(d, c, v);
    std::memcpy(target, &v, sizeof v);
  } else {
    Read(d, c, *static_cast<T*>(target));
  }
}

template <class T, void (*Read)(const Decoder&, const Cell&, T&)>
void optional_entry(const Decoder& d, const Cell& c, void* target) {
  auto& out = *static_cast<std::optional<T>*>(target);
  if (c.is_null()) {
    out.reset();
  } else {
    Read(d, c, out ? *out : out.emplace());
  }
}

// Types with a conversion of their own: all goes through Value, NULL included.
template <class T>
void converted_entry(const Decoder& d, const Cell& c, void* target) {
  Value v;
  read(d, c, v);
  if (v.is_null()) throw_null(d, detail::cpp_type_name<T>());
  auto converted = v.get_if<T>();
  if (!converted) {
    throw DataError(str_cat(column_of(d), " of type ", d.type->repr(), ": the type made ", v.repr(),
                            " of ", describe(c), ", which is no ", detail::cpp_type_name<T>()));
  }
  *static_cast<T*>(target) = *std::move(converted);
}

template <class T>
void converted_optional_entry(const Decoder& d, const Cell& c, void* target) {
  auto& out = *static_cast<std::optional<T>*>(target);
  Value v;
  read(d, c, v);
  if (v.is_null()) {
    out.reset();
    return;
  }
  T converted{};
  if (auto got = v.get_if<T>()) {
    converted = *std::move(got);
  } else {
    throw DataError(str_cat(column_of(d), " of type ", d.type->repr(), ": the type made ", v.repr(),
                            " of ", describe(c), ", which is no ", detail::cpp_type_name<T>()));
  }
  out = std::move(converted);
}

void value_entry(const Decoder& d, const Cell& c, void* target) {
  read(d, c, *static_cast<Value*>(target));
}

void raw_value_entry(const Decoder&, const Cell& c, void* target) {
  *static_cast<Value*>(target) = raw_value(c);
}

Decoder::Fn pick_value(const TypeEngine& impl) {
  const Wire wire = impl.wire();
  const bool raw = wire == Wire::automatic || wire == Wire::integer || wire == Wire::text ||
                   wire == Wire::array_items;
  return raw && !impl.converts_values() ? &raw_value_entry : &value_entry;
}

template <class T, void (*Read)(const Decoder&, const Cell&, T&) = &read>
Decoder::Fn pick(bool optional, const TypeEngine& impl) {
  if (impl.converts_values()) return optional ? &converted_optional_entry<T> : &converted_entry<T>;
  return optional ? &optional_entry<T, Read> : &plain_entry<T, Read>;
}

bool spells_itself(Wire w) noexcept {
  return w != Wire::uuid_hex32 && w != Wire::uuid_text && w != Wire::decimal_real &&
         w != Wire::decimal_text && w != Wire::enum_text;
}

}  // namespace

namespace detail {

std::string_view native_name(NativeType type) noexcept {
  switch (type) {
    case NativeType::boolean:
      return "bool";
    case NativeType::int8:
      return "std::int8_t";
    case NativeType::int16:
      return "std::int16_t";
    case NativeType::int32:
      return "std::int32_t";
    case NativeType::int64:
      return "std::int64_t";
    case NativeType::uint8:
      return "std::uint8_t";
    case NativeType::uint16:
      return "std::uint16_t";
    case NativeType::uint32:
      return "std::uint32_t";
    case NativeType::uint64:
      return "std::uint64_t";
    case NativeType::float32:
      return "float";
    case NativeType::float64:
      return "double";
    case NativeType::string:
      return "std::string";
    case NativeType::bytes:
      return "cupel::Bytes";
    case NativeType::decimal:
      return "cupel::Decimal";
    case NativeType::date:
      return "cupel::CalendarDate";
    case NativeType::time:
      return "cupel::TimeOfDay";
    case NativeType::datetime:
      return "cupel::LocalDateTime";
    case NativeType::datetime_tz:
      return "cupel::UtcDateTime";
    case NativeType::interval:
      return "cupel::Duration";
    case NativeType::uuid:
      return "cupel::UuidValue";
    case NativeType::json:
      return "cupel::Json";
    case NativeType::value:
      return "cupel::Value";
    case NativeType::none:
      break;
  }
  return "an unknown type";
}

void throw_undecodable(const Decoder& d, const Cell& c, std::string_view cpp_type) {
  throw DataError(str_cat(column_of(d), " of type ", d.type->repr(), " holds ", describe(c),
                          ", which cannot be read as ", cpp_type));
}

void throw_null(const Decoder& d, std::string_view cpp_type) {
  throw DataError(str_cat(column_of(d), " is NULL, which ", cpp_type,
                          " cannot hold; use std::optional<", cpp_type, ">"));
}

bool converts(const Decoder& d) noexcept {
  return d.type->converts_values();
}

std::int64_t decode_enum(const Decoder& d, const Cell& c, const EnumTable& names) {
  if (d.type->converts_values()) {
    Value v;
    read(d, c, v);
    if (v.is_null()) throw_null(d, names.type_name());
    if (v.kind() == ValueKind::text) return require_member(names, v.text()).value;
    if (v.kind() == ValueKind::integer) return require_member(names, v.integer()).value;
    throw_undecodable(d, c, names.type_name());
  }
  switch (c.kind) {
    case CellKind::text:
      if (d.type->kind() == TypeKind::enum_ || d.type->wire() == Wire::enum_text) {
        if (const Enum* labels = enum_of(*d.type)) {
          const EnumMember* m = labels->table().by_text(c.view());
          if (!m) (void)labels->from_label(c.view());  // throws
          if (labels->has_members()) return m->value;
        }
      }
      return require_member(names, c.view()).value;
    case CellKind::integer:
      return require_member(names, c.integer).value;
    case CellKind::null:
      throw_null(d, names.type_name());
    case CellKind::real:
    case CellKind::blob:
      break;
  }
  throw_undecodable(d, c, names.type_name());
}

Decoder::Fn native_decoder(NativeType target, bool optional, const TypeEngine& impl) {
  switch (target) {
    case NativeType::boolean:
      return pick<bool>(optional, impl);
    case NativeType::int8:
      return pick<std::int8_t>(optional, impl);
    case NativeType::int16:
      return pick<std::int16_t>(optional, impl);
    case NativeType::int32:
      return pick<std::int32_t>(optional, impl);
    case NativeType::int64:
      return pick<std::int64_t>(optional, impl);
    case NativeType::uint8:
      return pick<std::uint8_t>(optional, impl);
    case NativeType::uint16:
      return pick<std::uint16_t>(optional, impl);
    case NativeType::uint32:
      return pick<std::uint32_t>(optional, impl);
    case NativeType::uint64:
      return pick<std::uint64_t>(optional, impl);
    case NativeType::float32:
      return pick<float>(optional, impl);
    case NativeType::float64:
      return pick<double>(optional, impl);
    case NativeType::string:
      return spells_itself(impl.storage().wire())
                 ? pick<std::string>(optional, impl)
                 : pick<std::string, &read_spelled>(optional, impl);
    case NativeType::bytes:
      return pick<Bytes>(optional, impl);
    case NativeType::decimal:
      return impl.storage().wire() == Wire::decimal_real
                 ? pick<Decimal, &read_rounded>(optional, impl)
                 : pick<Decimal>(optional, impl);
    case NativeType::date:
      return pick<CalendarDate>(optional, impl);
    case NativeType::time:
      return pick<TimeOfDay>(optional, impl);
    case NativeType::datetime:
      return pick<LocalDateTime>(optional, impl);
    case NativeType::datetime_tz:
      return pick<UtcDateTime>(optional, impl);
    case NativeType::interval:
      return pick<Duration>(optional, impl);
    case NativeType::uuid:
      return pick<UuidValue>(optional, impl);
    case NativeType::json:
      return pick<Json>(optional, impl);
    case NativeType::value:
      return optional ? &optional_entry<Value, &read> : pick_value(impl);
    case NativeType::none:
      break;
  }
  return pick_value(impl);
}

}  // namespace detail

Value raw_value(const Cell& c) {
  switch (c.kind) {
    case CellKind::null:
      return {};
    case CellKind::integer:
      return Value(c.integer);
    case CellKind::real:
      return Value(c.real);
    case CellKind::text:
      return Value(c.view());
    case CellKind::blob:
      return Value(c.bytes());
  }
  return {};
}

Value decode_value(const TypeEngine& impl, const Cell& cell, std::string_view column) {
  Value out;
  read(Decoder{nullptr, nullptr, &impl, column}, cell, out);
  return out;
}

}  // namespace cupel
