#include "cupel/types/value.hpp"

#include <charconv>
#include <cmath>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/detail/text_repr.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

// What does not fit inside a Value. The kind tells which box it is.
struct Value::Boxes {
  template <class T>
  struct Box final : RefCounted {
    explicit Box(T v) : content(std::move(v)) {}
    T content;
  };

  // Text in one allocation: the characters follow the object.
  struct TextBox final : RefCounted {
    explicit TextBox(std::string_view s) noexcept : size(s.size()) {
      std::memcpy(chars(), s.data(), s.size());
    }
    static void* operator new(std::size_t size, std::size_t extra) {
      return ::operator new(size + extra);
    }
    static void operator delete(void* p) { ::operator delete(p); }
    static void operator delete(void* p, std::size_t) { ::operator delete(p); }
    char* chars() noexcept { return reinterpret_cast<char*>(this + 1); }
    [[nodiscard]] const char* chars() const noexcept {
      return reinterpret_cast<const char*>(this + 1);
    }
    const std::size_t size;
  };

  template <class B>
  static void hold(Value& v, ValueKind kind, Ptr<B> box) noexcept {
    const RefCounted* raw = box.detach();
    std::memcpy(v.raw_, &raw, sizeof raw);
    v.kind_ = kind;
    v.boxed_ = true;
  }
  template <class T>
  static void put(Value& v, ValueKind kind, T content) {
    hold(v, kind, make_ptr<Box<T>>(std::move(content)));
  }
  template <class T>
  static const T& get(const Value& v) noexcept {
    return static_cast<const Box<T>*>(v.box())->content;
  }
  /// Position among kinds for ordering: all numbers are one group.
  static int rank(const Value& v) noexcept {
    switch (v.kind()) {
      case ValueKind::null:
        return 0;
      case ValueKind::boolean:
      case ValueKind::integer:
      case ValueKind::real:
      case ValueKind::decimal:
        return 1;
      default:
        return static_cast<int>(v.kind()) + 2;
    }
  }
  static bool is_number(const Value& v) noexcept { return rank(v) == 1; }
  static bool is_whole(const Value& v) noexcept {
    return v.kind() == ValueKind::boolean || v.kind() == ValueKind::integer;
  }
  static Decimal to_decimal(const Value& v) {
    if (v.kind() == ValueKind::decimal) return v.decimal();
    return v.kind() == ValueKind::real ? Decimal::from_double(v.real()) : Decimal(v.integer());
  }
  static std::strong_ordering compare_numbers(const Value& a, const Value& b);
};

std::string_view to_string(ValueKind kind) noexcept {
  switch (kind) {
    case ValueKind::null:
      return "null";
    case ValueKind::boolean:
      return "boolean";
    case ValueKind::integer:
      return "integer";
    case ValueKind::real:
      return "real";
    case ValueKind::text:
      return "text";
    case ValueKind::bytes:
      return "bytes";
    case ValueKind::decimal:
      return "decimal";
    case ValueKind::date:
      return "date";
    case ValueKind::time:
      return "time";
    case ValueKind::datetime:
      return "datetime";
    case ValueKind::datetime_tz:
      return "datetime with zone";
    case ValueKind::interval:
      return "interval";
    case ValueKind::uuid:
      return "uuid";
    case ValueKind::json:
      return "json";
    case ValueKind::array:
      return "array";
  }
  return "unknown";
}

// ---- construction -----------------------------------------------------------------------------

Value::Value(Bytes v) {
  Boxes::put(*this, ValueKind::bytes, std::move(v));
}
Value::Value(std::span<const std::byte> v) {
  Boxes::put(*this, ValueKind::bytes, Bytes(v.begin(), v.end()));
}
Value::Value(Decimal v) {
  Boxes::put(*this, ValueKind::decimal, std::move(v));
}
Value::Value(CalendarDate v) noexcept : kind_(ValueKind::date) {
  std::memcpy(raw_, &v, sizeof v);
}
Value::Value(TimeOfDay v) noexcept : kind_(ValueKind::time) {
  put(v.since_midnight().count());
}
Value::Value(UuidValue v) noexcept : kind_(ValueKind::uuid) {
  std::memcpy(raw_, &v, sizeof v);
}
Value::Value(Json v) {
  Boxes::put(*this, ValueKind::json, std::move(v));
}

void Value::assign_heap_text(std::string_view v) {
  Boxes::hold(*this, ValueKind::text, Ptr<Boxes::TextBox>(new (v.size()) Boxes::TextBox(v)));
}
void Value::assign_array(std::vector<Value> items) {
  Boxes::put(*this, ValueKind::array, std::move(items));
}
void Value::assign_big(std::uint64_t v) {
  Boxes::put(*this, ValueKind::decimal, Decimal(v));
  small_size_ = 1;
}

Value Value::array(std::initializer_list<Value> items) {
  return Value(std::vector<Value>(items));
}

void Value::retain_box() const noexcept {
  // The count that the copied pointer stands for.
  (void)Ptr<const RefCounted>(box()).detach();
}

void Value::release_box() noexcept {
  (void)Ptr<const RefCounted>::adopt(box());
  boxed_ = false;
}

// ---- views ------------------------------------------------------------------------------------

std::string_view Value::heap_text() const noexcept {
  const auto* text = static_cast<const Boxes::TextBox*>(box());
  return {text->chars(), text->size};
}
std::span<const std::byte> Value::bytes() const noexcept {
  return Boxes::get<Bytes>(*this);
}
const Decimal& Value::decimal() const noexcept {
  return Boxes::get<Decimal>(*this);
}
const Json& Value::json() const noexcept {
  return Boxes::get<Json>(*this);
}
const std::vector<Value>& Value::array_items() const noexcept {
  return Boxes::get<std::vector<Value>>(*this);
}

CalendarDate Value::date() const noexcept {
  CalendarDate d;
  std::memcpy(static_cast<void*>(&d), raw_, sizeof d);
  return d;
}

TimeOfDay Value::time() const noexcept {
  TimeOfDay t;
  static_assert(sizeof t == sizeof(std::int64_t));
  std::memcpy(static_cast<void*>(&t), raw_, sizeof t);
  return t;
}

UuidValue Value::uuid() const noexcept {
  UuidValue u;
  std::memcpy(static_cast<void*>(&u), raw_, sizeof u);
  return u;
}

// ---- conversions ------------------------------------------------------------------------------

bool Value::to_native(bool& out) const {
  if (!Boxes::is_whole(*this) || (integer() != 0 && integer() != 1)) return false;
  out = integer() != 0;
  return true;
}

bool Value::to_native(std::int64_t& out) const {
  if (Boxes::is_whole(*this)) {
    out = integer();
    return true;
  }
  if (kind_ != ValueKind::decimal) return false;
  const auto whole = decimal().to_int64();
  if (whole) out = *whole;
  return whole.has_value();
}

bool Value::to_native(std::uint64_t& out) const {
  std::int64_t v = 0;
  if (to_native(v)) {
    if (v < 0) return false;
    out = static_cast<std::uint64_t>(v);
    return true;
  }
  if (kind_ != ValueKind::decimal || !decimal().is_integral() || decimal().is_negative())
    return false;
  const std::string digits = decimal().quantize(0).to_fixed();
  std::uint64_t whole = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
  if (failure != std::errc()) return false;
  out = whole;
  return true;
}

bool Value::to_native(double& out) const {
  if (kind_ == ValueKind::real) {
    out = real();
  } else if (kind_ == ValueKind::integer) {
    out = static_cast<double>(integer());
  } else if (kind_ == ValueKind::decimal) {
    out = decimal().to_double();
  } else {
    return false;
  }
  return true;
}

bool Value::to_native(std::string& out) const {
  if (kind_ != ValueKind::text) return false;
  out = text();
  return true;
}

bool Value::to_native(std::string_view& out) const {
  if (kind_ != ValueKind::text) return false;
  out = text();
  return true;
}

bool Value::to_native(Bytes& out) const {
  if (kind_ != ValueKind::bytes) return false;
  const auto b = bytes();
  out.assign(b.begin(), b.end());
  return true;
}

bool Value::to_native(Decimal& out) const {
  if (kind_ == ValueKind::decimal) {
    out = decimal();
  } else if (kind_ == ValueKind::integer) {
    out = Decimal(integer());
  } else {
    return false;
  }
  return true;
}

bool Value::to_native(CalendarDate& out) const {
  if (kind_ != ValueKind::date) return false;
  out = date();
  return true;
}

bool Value::to_native(TimeOfDay& out) const {
  if (kind_ != ValueKind::time) return false;
  out = time();
  return true;
}

bool Value::to_native(LocalDateTime& out) const {
  if (kind_ != ValueKind::datetime) return false;
  out = datetime();
  return true;
}

bool Value::to_native(UtcDateTime& out) const {
  if (kind_ != ValueKind::datetime_tz) return false;
  out = datetime_tz();
  return true;
}

bool Value::to_native(Duration& out) const {
  if (kind_ != ValueKind::interval) return false;
  out = interval();
  return true;
}

bool Value::to_native(UuidValue& out) const {
  if (kind_ != ValueKind::uuid) return false;
  out = uuid();
  return true;
}

bool Value::to_native(Json& out) const {
  if (kind_ != ValueKind::json) return false;
  out = json();
  return true;
}

void Value::throw_not(std::string_view cpp_type) const {
  if (is_null()) {
    throw DataError(str_cat("NULL cannot be read as ", cpp_type, "; use std::optional<", cpp_type,
                            "> where the value may be NULL"));
  }
  std::string shown = repr();
  if (shown.size() > 60) shown = shown.substr(0, 57) + "...";
  throw DataError(
      str_cat("the ", to_string(kind_), " value ", shown, " cannot be read as ", cpp_type));
}

void Value::throw_out_of_range(std::string_view cpp_type) const {
  throw DataError(str_cat("the value ", repr(), " is out of the range of ", cpp_type));
}

// ---- comparison -------------------------------------------------------------------------------

std::strong_ordering Value::Boxes::compare_numbers(const Value& a, const Value& b) {
  if (is_whole(a) && is_whole(b)) return a.integer() <=> b.integer();
  if (a.kind() == ValueKind::real && b.kind() == ValueKind::real) {
    const double x = a.real();
    const double y = b.real();
    if (std::isnan(x) || std::isnan(y)) return std::isnan(x) <=> std::isnan(y);
    if (x < y) return std::strong_ordering::less;
    return x > y ? std::strong_ordering::greater : std::strong_ordering::equal;
  }
  const Decimal x = to_decimal(a);
  const Decimal y = to_decimal(b);
  if (x.is_nan() || y.is_nan()) return x.is_nan() <=> y.is_nan();
  if (x < y) return std::strong_ordering::less;
  return x > y ? std::strong_ordering::greater : std::strong_ordering::equal;
}

bool operator==(const Value& a, const Value& b) {
  using Boxes = Value::Boxes;
  if (a.kind_ != b.kind_) {
    return Boxes::is_number(a) && Boxes::is_number(b) &&
           Boxes::compare_numbers(a, b) == std::strong_ordering::equal;
  }
  if (a.kind_ == ValueKind::json) return a.json() == b.json();
  if (a.kind_ == ValueKind::real) return a.real() == b.real();
  return Value::compare(a, b) == std::strong_ordering::equal;
}

std::strong_ordering Value::compare(const Value& a, const Value& b) {
  const int rank = Boxes::rank(a);
  if (const auto order = rank <=> Boxes::rank(b); order != 0) return order;
  switch (a.kind_) {
    case ValueKind::null:
      return std::strong_ordering::equal;
    case ValueKind::boolean:
    case ValueKind::integer:
    case ValueKind::real:
    case ValueKind::decimal:
      return Boxes::compare_numbers(a, b);
    case ValueKind::text:
      return a.text().compare(b.text()) <=> 0;
    case ValueKind::bytes: {
      const auto x = a.bytes();
      const auto y = b.bytes();
      return std::lexicographical_compare_three_way(x.begin(), x.end(), y.begin(), y.end());
    }
    case ValueKind::date:
      return a.date() <=> b.date();
    case ValueKind::time:
    case ValueKind::datetime:
    case ValueKind::datetime_tz:
    case ValueKind::interval:
      return a.word() <=> b.word();
    case ValueKind::uuid:
      return a.uuid() <=> b.uuid();
    case ValueKind::json:
      return a.json().dump({.sort_keys = true}).compare(b.json().dump({.sort_keys = true})) <=> 0;
    case ValueKind::array: {
      const auto& x = a.array_items();
      const auto& y = b.array_items();
      return std::lexicographical_compare_three_way(x.begin(), x.end(), y.begin(), y.end(),
                                                    &Value::compare);
    }
  }
  return std::strong_ordering::equal;
}

std::size_t Value::hash() const {
  const std::uint64_t seed = static_cast<std::uint64_t>(Boxes::rank(*this));
  switch (kind_) {
    case ValueKind::null:
      return 0;
    case ValueKind::boolean:
    case ValueKind::integer:
      return hash_word(static_cast<std::uint64_t>(integer()));
    case ValueKind::real: {
      // A whole number hashes as the integer that it equals, any other as the decimal.
      const double d = real();
      if (d == std::trunc(d) && std::abs(d) < 0x1p63)
        return hash_word(static_cast<std::uint64_t>(static_cast<std::int64_t>(d)));
      return Decimal::from_double(d).hash();
    }
    case ValueKind::decimal: {
      if (const auto whole = decimal().to_int64())
        return hash_word(static_cast<std::uint64_t>(*whole));
      return decimal().hash();
    }
    case ValueKind::text:
      return hash_text(text(), seed);
    case ValueKind::bytes:
      return hash_bytes(bytes().data(), bytes().size(), seed);
    case ValueKind::date:
      return hash_bytes(raw_, sizeof(CalendarDate), seed);
    case ValueKind::time:
    case ValueKind::datetime:
    case ValueKind::datetime_tz:
    case ValueKind::interval:
      return hash_combine(seed, static_cast<std::uint64_t>(word()));
    case ValueKind::uuid:
      return hash_bytes(raw_, sizeof(UuidValue), seed);
    case ValueKind::json:
      return hash_combine(seed, json().hash());
    case ValueKind::array: {
      std::uint64_t h = seed;
      for (const Value& v : array_items()) h = hash_combine(h, v.hash());
      return h;
    }
  }
  return 0;
}

}  // namespace cupel
