#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstring>
#include <limits>
#include <string_view>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/temporal_types.hpp"
#include "cupel/util/str_cat.hpp"

#include "types/enum_of.hpp"

// From C++ values to cells. write() puts one C++ type into the form that the wire asks for; pairs
// that are not natural go through Value, where every wire states what it accepts.
namespace cupel {

namespace {

using detail::enum_of;
using detail::NativeType;

constexpr std::size_t kStampSize = 48;

[[noreturn]] void refuse(const TypeEngine& type, const Value& value, std::string_view accepts) {
  throw DataError(str_cat("a column of type ", type.repr(), " cannot take the ",
                          to_string(value.kind()), " value ", value.repr(), "; it accepts ",
                          accepts));
}

Cell stored_text(std::string_view s, Arena& scratch) {
  return Cell::text(scratch.copy(s));
}

Cell date_cell(CalendarDate d, Arena& scratch) {
  char* begin = scratch.allocate_chars(kStampSize);
  return Cell::text({begin, write_date(begin, d)});
}

Cell time_cell(TimeOfDay t, Fraction f, Arena& scratch) {
  char* begin = scratch.allocate_chars(kStampSize);
  return Cell::text({begin, write_time(begin, t, f)});
}

Cell datetime_cell(LocalDateTime t, Fraction f, Arena& scratch) {
  char* begin = scratch.allocate_chars(kStampSize);
  return Cell::text({begin, write_datetime(begin, t, f)});
}

Cell zoned_cell(UtcDateTime t, Fraction f, Arena& scratch) {
  char* begin = scratch.allocate_chars(kStampSize);
  constexpr std::string_view kZone = "+00:00";
  char* const end = std::copy(kZone.begin(), kZone.end(), write_datetime(begin, drop_zone(t), f));
  return Cell::text({begin, end});
}

Cell uuid_cell(const UuidValue& u, bool dashes, Arena& scratch) {
  char* begin = scratch.allocate_chars(36);
  return Cell::text({begin, u.write(begin, dashes)});
}

LocalDateTime epoch_plus(Duration d) {
  return LocalDateTime(d);
}

LocalDateTime midnight(CalendarDate d) {
  return LocalDateTime(std::chrono::local_days(d));
}

CalendarDate day_of(LocalDateTime t) {
  return CalendarDate(std::chrono::floor<std::chrono::days>(t));
}

// ---- by wire ----------------------------------------------------------------------------------

// A value as it is, for wires that convert nothing.
Cell natural_cell(const Value& v, Arena& scratch) {
  switch (v.kind()) {
    case ValueKind::null:
      return Cell::null_();
    case ValueKind::boolean:
    case ValueKind::integer:
      return Cell::of(v.integer());
    case ValueKind::real:
      return Cell::of(v.real());
    case ValueKind::text:
      return Cell::text(v.text());
    case ValueKind::bytes:
      return Cell::blob(v.bytes());
    case ValueKind::decimal:
      return stored_text(v.decimal().to_string(), scratch);
    case ValueKind::date:
      return date_cell(v.date(), scratch);
    case ValueKind::time:
      return time_cell(v.time(), Fraction::always, scratch);
    case ValueKind::datetime:
      return datetime_cell(v.datetime(), Fraction::always, scratch);
    case ValueKind::datetime_tz:
      return datetime_cell(drop_zone(v.datetime_tz()), Fraction::always, scratch);
    case ValueKind::interval:
      return datetime_cell(epoch_plus(v.interval()), Fraction::always, scratch);
    case ValueKind::uuid:
      return uuid_cell(v.uuid(), true, scratch);
    case ValueKind::json:
      return stored_text(v.json().dump(), scratch);
    case ValueKind::array:
      break;
  }
  throw DataError(str_cat("this database cannot store the list ", v.repr(),
                          "; give the column a type that can, such as JSON"));
}

Cell boolean_cell(const TypeEngine& type, const Value& v) {
  const auto b = v.get_if<bool>();
  if (!b) refuse(type, v, "true, false, 1 and 0");
  return Cell::of(std::int64_t{*b});
}

Cell decimal_cell(const TypeEngine& type, const Value& v, bool as_real, Arena& scratch) {
  std::optional<Decimal> d;
  if (v.kind() == ValueKind::decimal) {
    d = v.decimal();
  } else if (v.kind() == ValueKind::text) {
    d = Decimal::parse(v.text());
  } else if (v.kind() == ValueKind::real || v.kind() == ValueKind::integer ||
             v.kind() == ValueKind::boolean) {
    return natural_cell(v, scratch);
  }
  if (!d) refuse(type, v, "numbers");
  return as_real ? Cell::of(d->to_double()) : stored_text(d->to_string(), scratch);
}

Cell date_only_cell(const TypeEngine& type, const Value& v, Arena& scratch) {
  if (v.kind() == ValueKind::date) return date_cell(v.date(), scratch);
  if (v.kind() == ValueKind::datetime) return date_cell(day_of(v.datetime()), scratch);
  refuse(type, v, "dates");
}

Cell datetime_by_wire(const TypeEngine& type, const Value& v, Wire wire, Arena& scratch) {
  const bool fixed = wire == Wire::datetime_iso;
  const Fraction f = fixed ? Fraction::always : Fraction::as_needed;
  if (v.kind() == ValueKind::datetime) return datetime_cell(v.datetime(), f, scratch);
  if (v.kind() == ValueKind::date) return datetime_cell(midnight(v.date()), f, scratch);
  if (v.kind() == ValueKind::datetime_tz) {
    // SQLite keeps no zone: what is stored is the time in UTC.
    return fixed ? datetime_cell(drop_zone(v.datetime_tz()), f, scratch)
                 : zoned_cell(v.datetime_tz(), f, scratch);
  }
  refuse(type, v, "dates with time, and dates");
}

Cell uuid_by_wire(const TypeEngine& type, const Value& v, bool dashes, Arena& scratch) {
  if (v.kind() == ValueKind::uuid) return uuid_cell(v.uuid(), dashes, scratch);
  if (v.kind() == ValueKind::text) {
    if (const auto parsed = UuidValue::parse(v.text())) return uuid_cell(*parsed, dashes, scratch);
  }
  refuse(type, v, "uuids, also as text");
}

Json to_json(const TypeEngine& type, const Value& v) {
  switch (v.kind()) {
    case ValueKind::null:
      return {};
    case ValueKind::boolean:
      return Json(v.boolean());
    case ValueKind::integer:
      return Json(v.integer());
    case ValueKind::real:
      return Json(v.real());
    case ValueKind::text:
      return Json(v.text());
    case ValueKind::json:
      return v.json();
    case ValueKind::array: {
      std::vector<Json> items;
      for (const Value& item : v.array_items()) items.push_back(to_json(type, item));
      return Json::array(items);
    }
    default:
      refuse(type, v, "JSON documents, texts, numbers, booleans and lists of these");
  }
}

Cell json_cell(const TypeEngine& type, const Json& j, Arena& scratch) {
  const auto* json = dynamic_cast<const JSON*>(&type);
  if (json && json->none_as_null() && j.is_null()) return Cell::null_();
  return stored_text(j.dump(), scratch);
}

Cell enum_cell(const TypeEngine& type, const Value& v, Arena& scratch) {
  if (v.kind() != ValueKind::text) refuse(type, v, "the labels of its enum");
  const auto* labels = enum_of(type);
  if (!labels) return Cell::text(v.text());
  return stored_text(labels->to_label(v.text()), scratch);
}

Cell cell_by_wire(const TypeEngine& type, const Value& v, Arena& scratch) {
  if (v.is_null()) return Cell::null_();
  const Wire wire = type.wire();
  switch (wire) {
    case Wire::automatic:
    case Wire::integer:
    case Wire::text:
    case Wire::blob:
    case Wire::array_items:
      return natural_cell(v, scratch);
    case Wire::real:
      return v.kind() == ValueKind::decimal ? Cell::of(v.decimal().to_double())
                                            : natural_cell(v, scratch);
    case Wire::boolean_integer:
    case Wire::boolean:
      return boolean_cell(type, v);
    case Wire::decimal_text:
      return decimal_cell(type, v, false, scratch);
    case Wire::decimal_real:
      return decimal_cell(type, v, true, scratch);
    case Wire::native_date:
    case Wire::date_iso:
      return date_only_cell(type, v, scratch);
    case Wire::native_time:
    case Wire::time_iso:
      if (v.kind() != ValueKind::time) refuse(type, v, "times of day");
      return time_cell(v.time(), wire == Wire::time_iso ? Fraction::always : Fraction::as_needed,
                       scratch);
    case Wire::native_datetime:
    case Wire::datetime_iso:
      return datetime_by_wire(type, v, wire, scratch);
    case Wire::native_interval:
      if (v.kind() != ValueKind::interval) refuse(type, v, "durations");
      return Cell::of(static_cast<double>(v.interval().count()) / 1e6);
    case Wire::interval_epoch:
      if (v.kind() != ValueKind::interval) refuse(type, v, "durations");
      return datetime_cell(epoch_plus(v.interval()), Fraction::always, scratch);
    case Wire::json_text:
      return json_cell(type, to_json(type, v), scratch);
    case Wire::uuid_hex32:
      return uuid_by_wire(type, v, false, scratch);
    case Wire::uuid_text:
      return uuid_by_wire(type, v, true, scratch);
    case Wire::enum_text:
      return enum_cell(type, v, scratch);
  }
  return natural_cell(v, scratch);
}

void write_value(const Encoder& e, const Value& v, Cell& out, Arena& scratch) {
  if (!e.type->converts_values()) {
    out = cell_by_wire(*e.type, v, scratch);
    return;
  }
  const Value converted = e.type->bind_value(v);
  out = cell_by_wire(e.type->storage(), converted, scratch);
  detail::settle(out, scratch);  // `converted` is gone when the statement runs
}

// ---- natural pairs ----------------------------------------------------------------------------

template <std::integral T>
void write(const Encoder&, const T& v, Cell& out, Arena&) {
  if constexpr (std::same_as<T, std::uint64_t>) {
    if (v > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      throw DataError(str_cat("the value ", v,
                              " is out of the range of a 64-bit integer column; "
                              "store it as Numeric"));
    }
  }
  out = Cell::of(static_cast<std::int64_t>(v));
}

template <std::floating_point T>
void write(const Encoder&, const T& v, Cell& out, Arena&) {
  out = Cell::of(static_cast<double>(v));
}

void write(const Encoder&, const std::string& v, Cell& out, Arena&) {
  out = Cell::text(v);
}

void write(const Encoder&, const Bytes& v, Cell& out, Arena&) {
  out = Cell::blob(v);
}

void write(const Encoder& e, const Decimal& v, Cell& out, Arena& scratch) {
  const Wire wire = e.type->wire();
  out = wire == Wire::decimal_real || wire == Wire::real ? Cell::of(v.to_double())
                                                         : stored_text(v.to_string(), scratch);
}

void write(const Encoder&, const CalendarDate& v, Cell& out, Arena& scratch) {
  out = date_cell(v, scratch);
}

void write(const Encoder& e, const TimeOfDay& v, Cell& out, Arena& scratch) {
  out = time_cell(v, e.type->wire() == Wire::native_time ? Fraction::as_needed : Fraction::always,
                  scratch);
}

void write(const Encoder& e, const LocalDateTime& v, Cell& out, Arena& scratch) {
  out = datetime_cell(
      v, e.type->wire() == Wire::native_datetime ? Fraction::as_needed : Fraction::always, scratch);
}

void write(const Encoder& e, const UtcDateTime& v, Cell& out, Arena& scratch) {
  out = e.type->wire() == Wire::native_datetime
            ? zoned_cell(v, Fraction::as_needed, scratch)
            : datetime_cell(drop_zone(v), Fraction::always, scratch);
}

void write(const Encoder& e, const Duration& v, Cell& out, Arena& scratch) {
  out = e.type->wire() == Wire::native_interval
            ? Cell::of(static_cast<double>(v.count()) / 1e6)
            : datetime_cell(epoch_plus(v), Fraction::always, scratch);
}

void write(const Encoder& e, const UuidValue& v, Cell& out, Arena& scratch) {
  out = uuid_cell(v, e.type->wire() != Wire::uuid_hex32, scratch);
}

void write(const Encoder& e, const Json& v, Cell& out, Arena& scratch) {
  out = json_cell(*e.type, v, scratch);
}

// ---- entries ----------------------------------------------------------------------------------

template <class T>
void plain_entry(const Encoder& e, const void* source, Cell& out, Arena& scratch) {
  if constexpr (std::is_integral_v<T>) {
    T v;  // `long long` and `std::int64_t` share one entry
    std::memcpy(&v, source, sizeof v);
    write(e, v, out, scratch);
  } else {
    write(e, *static_cast<const T*>(source), out, scratch);
  }
}

template <class T>
void optional_entry(const Encoder& e, const void* source, Cell& out, Arena& scratch) {
  const auto& v = *static_cast<const std::optional<T>*>(source);
  if (v) {
    write(e, *v, out, scratch);
  } else {
    out = Cell::null_();
  }
}

template <class T>
void value_entry(const Encoder& e, const void* source, Cell& out, Arena& scratch) {
  write_value(e, Value(*static_cast<const T*>(source)), out, scratch);
  detail::settle(out, scratch);
}

template <>
void value_entry<Value>(const Encoder& e, const void* source, Cell& out, Arena& scratch) {
  write_value(e, *static_cast<const Value*>(source), out, scratch);
}

// For types that store a value as it comes: nothing is asked of the type.
void natural_value_entry(const Encoder&, const void* source, Cell& out, Arena& scratch) {
  out = natural_cell(*static_cast<const Value*>(source), scratch);
}

bool stores_as_it_comes(const TypeEngine& impl) {
  if (impl.converts_values()) return false;
  const Wire wire = impl.wire();
  return wire == Wire::automatic || wire == Wire::integer || wire == Wire::text ||
         wire == Wire::blob || wire == Wire::array_items;
}

// Whether write(T) does what cell_by_wire would do, for a type without conversions of its own.
bool is_natural(NativeType source, Wire wire) noexcept {
  switch (source) {
    case NativeType::boolean:
    case NativeType::int8:
    case NativeType::int16:
    case NativeType::int32:
    case NativeType::int64:
    case NativeType::uint8:
    case NativeType::uint16:
    case NativeType::uint32:
    case NativeType::uint64:
      if (source == NativeType::boolean && (wire == Wire::boolean || wire == Wire::boolean_integer))
        return true;
      return wire == Wire::automatic || wire == Wire::integer || wire == Wire::real ||
             wire == Wire::text || wire == Wire::decimal_real || wire == Wire::decimal_text;
    case NativeType::float32:
    case NativeType::float64:
      return wire == Wire::automatic || wire == Wire::integer || wire == Wire::real ||
             wire == Wire::text || wire == Wire::decimal_real || wire == Wire::decimal_text;
    case NativeType::string:
      return wire == Wire::automatic || wire == Wire::text || wire == Wire::integer ||
             wire == Wire::real || wire == Wire::blob;
    case NativeType::bytes:
      return wire == Wire::automatic || wire == Wire::blob || wire == Wire::text;
    case NativeType::decimal:
      return wire == Wire::automatic || wire == Wire::decimal_real || wire == Wire::decimal_text ||
             wire == Wire::real || wire == Wire::integer || wire == Wire::text;
    case NativeType::date:
      return wire == Wire::automatic || wire == Wire::date_iso || wire == Wire::native_date ||
             wire == Wire::text;
    case NativeType::time:
      return wire == Wire::automatic || wire == Wire::time_iso || wire == Wire::native_time ||
             wire == Wire::text;
    case NativeType::datetime:
    case NativeType::datetime_tz:
      return wire == Wire::automatic || wire == Wire::datetime_iso ||
             wire == Wire::native_datetime || wire == Wire::text;
    case NativeType::interval:
      return wire == Wire::automatic || wire == Wire::interval_epoch ||
             wire == Wire::native_interval;
    case NativeType::uuid:
      return wire == Wire::automatic || wire == Wire::uuid_hex32 || wire == Wire::uuid_text ||
             wire == Wire::text;
    case NativeType::json:
      return wire == Wire::automatic || wire == Wire::json_text || wire == Wire::text;
    case NativeType::value:
    case NativeType::none:
      break;
  }
  return false;
}

template <class T>
Encoder::Fn pick(NativeType source, bool optional, const TypeEngine& impl) {
  if (!impl.converts_values() && is_natural(source, impl.wire()))
    return optional ? &optional_entry<T> : &plain_entry<T>;
  return optional ? &value_entry<std::optional<T>> : &value_entry<T>;
}

}  // namespace

namespace detail {

void settle(Cell& cell, Arena& scratch) {
  if (cell.kind == CellKind::text) {
    cell = Cell::text(scratch.copy(cell.view()));
  } else if (cell.kind == CellKind::blob) {
    cell = Cell::blob(scratch.copy(cell.bytes()));
  }
}

void encode_null(const Encoder& e, Cell& out, Arena& scratch) {
  write_value(e, Value(), out, scratch);
}

void encode_enum(const Encoder& e, std::int64_t member, const EnumTable& names, Cell& out,
                 Arena& scratch) {
  const TypeEngine& type = *e.type;
  if (!type.converts_values()) {
    if (type.wire() == Wire::integer) {
      out = Cell::of(member);
      return;
    }
    if (const auto* labels = type.wire() == Wire::enum_text ? enum_of(type) : nullptr;
        labels && labels->has_members()) {
      // The table belongs to the type and outlives the statement: nothing is copied.
      out = Cell::text(require_member(labels->table(), member).text);
      return;
    }
  }
  write_value(e, Value(require_member(names, member).name), out, scratch);
  settle(out, scratch);
}

Encoder::Fn native_encoder(NativeType source, bool optional, const TypeEngine& impl) {
  switch (source) {
    case NativeType::boolean:
      return pick<bool>(source, optional, impl);
    case NativeType::int8:
      return pick<std::int8_t>(source, optional, impl);
    case NativeType::int16:
      return pick<std::int16_t>(source, optional, impl);
    case NativeType::int32:
      return pick<std::int32_t>(source, optional, impl);
    case NativeType::int64:
      return pick<std::int64_t>(source, optional, impl);
    case NativeType::uint8:
      return pick<std::uint8_t>(source, optional, impl);
    case NativeType::uint16:
      return pick<std::uint16_t>(source, optional, impl);
    case NativeType::uint32:
      return pick<std::uint32_t>(source, optional, impl);
    case NativeType::uint64:
      return pick<std::uint64_t>(source, optional, impl);
    case NativeType::float32:
      return pick<float>(source, optional, impl);
    case NativeType::float64:
      return pick<double>(source, optional, impl);
    case NativeType::string:
      return pick<std::string>(source, optional, impl);
    case NativeType::bytes:
      return pick<Bytes>(source, optional, impl);
    case NativeType::decimal:
      return pick<Decimal>(source, optional, impl);
    case NativeType::date:
      return pick<CalendarDate>(source, optional, impl);
    case NativeType::time:
      return pick<TimeOfDay>(source, optional, impl);
    case NativeType::datetime:
      return pick<LocalDateTime>(source, optional, impl);
    case NativeType::datetime_tz:
      return pick<UtcDateTime>(source, optional, impl);
    case NativeType::interval:
      return pick<Duration>(source, optional, impl);
    case NativeType::uuid:
      return pick<UuidValue>(source, optional, impl);
    case NativeType::json:
      return pick<Json>(source, optional, impl);
    case NativeType::value:
    case NativeType::none:
      break;
  }
  if (optional) return &value_entry<std::optional<Value>>;
  return stores_as_it_comes(impl) ? &natural_value_entry : &value_entry<Value>;
}

}  // namespace detail

void encode_value(const TypeEngine& impl, const Value& value, Cell& out, Arena& scratch) {
  write_value(Encoder{nullptr, nullptr, &impl}, value, out, scratch);
}

}  // namespace cupel
