#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/types/decimal.hpp"
#include "cupel/types/fwd.hpp"
#include "cupel/types/json.hpp"
#include "cupel/types/temporal.hpp"
#include "cupel/types/uuid.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

enum class ValueKind : std::uint8_t {
  null,
  boolean,
  integer,
  real,
  text,
  bytes,
  decimal,
  date,
  time,
  datetime,
  datetime_tz,
  interval,
  uuid,
  json,
  array
};

/// "null", "boolean", "integer", ...
[[nodiscard]] std::string_view to_string(ValueKind kind) noexcept;

namespace detail {

/// What as<T>() and the constructors know natively; everything else goes through TypeTraits<T>.
template <class T>
concept NativeValueType =
    std::is_arithmetic_v<T> || std::same_as<T, std::string> || std::same_as<T, std::string_view> ||
    std::same_as<T, Bytes> || std::same_as<T, Decimal> || std::same_as<T, CalendarDate> ||
    std::same_as<T, TimeOfDay> || std::same_as<T, LocalDateTime> || std::same_as<T, UtcDateTime> ||
    std::same_as<T, Duration> || std::same_as<T, UuidValue> || std::same_as<T, Json>;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsVector = false;
template <class T, class A>
inline constexpr bool kIsVector<std::vector<T, A>> = !std::same_as<T, std::byte>;
template <class T>
inline constexpr bool kIsDuration = false;
template <class R, class P>
inline constexpr bool kIsDuration<std::chrono::duration<R, P>> = true;

}  // namespace detail

/// A dynamic value: what a column holds where its C++ type is not known. 32 bytes; texts of up to
/// 24 bytes live inside, everything larger is shared by copies and never changed.
///
/// Thread safety: as int; copies may be used by different threads.
class Value {
 public:
  /// SQL's NULL.
  Value() noexcept = default;
  Value(std::nullptr_t) noexcept {}
  Value(std::nullopt_t) noexcept {}
  Value(std::same_as<bool> auto v) noexcept : kind_(ValueKind::boolean) { put(std::int64_t{v}); }
  template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
  Value(T v) : kind_(ValueKind::integer) {
    if constexpr (std::unsigned_integral<T> && sizeof(T) == 8) {
      if (v > static_cast<T>(INT64_MAX)) {
        assign_big(v);
        return;
      }
    }
    put(static_cast<std::int64_t>(v));
  }
  template <std::floating_point T>
  Value(T v) noexcept : kind_(ValueKind::real) {
    const double d = static_cast<double>(v);
    std::memcpy(raw_, &d, sizeof d);
  }
  Value(std::string_view v) { assign_text(v); }
  Value(const std::string& v) { assign_text(v); }
  /// A null pointer is NULL.
  Value(const char* v) {
    if (v) assign_text(v);
  }
  Value(Bytes v);
  Value(std::span<const std::byte> v);
  Value(Decimal v);
  Value(CalendarDate v) noexcept;
  Value(TimeOfDay v) noexcept;
  Value(UuidValue v) noexcept;
  Value(Json v);
  template <class R, class P>
  Value(std::chrono::duration<R, P> v) noexcept : kind_(ValueKind::interval) {
    put(std::chrono::floor<std::chrono::microseconds>(v).count());
  }
  template <class D>
  Value(std::chrono::local_time<D> v) noexcept : kind_(ValueKind::datetime) {
    put(std::chrono::floor<std::chrono::microseconds>(v).time_since_epoch().count());
  }
  template <class D>
  Value(std::chrono::sys_time<D> v) noexcept : kind_(ValueKind::datetime_tz) {
    put(std::chrono::floor<std::chrono::microseconds>(v).time_since_epoch().count());
  }
  template <class T>
  Value(const std::optional<T>& v) {
    if (v) *this = Value(*v);
  }
  Value(std::vector<Value> items) { assign_array(std::move(items)); }
  template <class T, class A>
    requires(!std::same_as<T, std::byte> && !std::same_as<T, Value>)
  Value(const std::vector<T, A>& items) {
    std::vector<Value> out;
    out.reserve(items.size());
    for (const auto& i : items) out.emplace_back(static_cast<const T&>(i));
    assign_array(std::move(out));
  }
  /// Enums and users' own types, by their TypeTraits.
  template <class T>
    requires((std::is_class_v<T> || std::is_enum_v<T>) &&
             requires { typename TypeTraits<T>::Stored; })
  Value(const T& v) : Value(TypeTraits<T>::to_stored(v)) {}

  [[nodiscard]] static Value array(std::initializer_list<Value> items);

  Value(const Value& o) noexcept { copy_from(o); }
  Value(Value&& o) noexcept { steal(o); }
  Value& operator=(const Value& o) noexcept {
    if (this != &o) {
      drop();
      copy_from(o);
    }
    return *this;
  }
  Value& operator=(Value&& o) noexcept {
    if (this != &o) {
      drop();
      steal(o);
    }
    return *this;
  }
  ~Value() { drop(); }

  [[nodiscard]] ValueKind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_null() const noexcept { return kind_ == ValueKind::null; }

  /// The value as a T: the natives of this library, optional<T> (NULL is nullopt), vector<T> of an
  /// array, enums, and every type with TypeTraits. Numbers convert where nothing is lost (integer
  /// to double and Decimal, 0 and 1 to bool, whole decimals to integers); nothing else does.
  /// string_view borrows from this value.
  /// Throws DataError naming both kinds when the value is of another kind, NULL, or out of range.
  template <class T>
  [[nodiscard]] T as() const;
  /// As as(), with nullopt in place of a throw for a value of another kind or NULL.
  template <class T>
  [[nodiscard]] std::optional<T> get_if() const;

  /// Unchecked views; the caller knows the kind.
  [[nodiscard]] bool boolean() const noexcept { return word() != 0; }
  [[nodiscard]] std::int64_t integer() const noexcept { return word(); }
  [[nodiscard]] double real() const noexcept {
    double d;
    std::memcpy(&d, raw_, sizeof d);
    return d;
  }
  [[nodiscard]] std::string_view text() const noexcept {
    return boxed_ ? heap_text() : std::string_view(raw_, small_size_);
  }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept;
  [[nodiscard]] const Decimal& decimal() const noexcept;
  [[nodiscard]] CalendarDate date() const noexcept;
  [[nodiscard]] TimeOfDay time() const noexcept;
  [[nodiscard]] LocalDateTime datetime() const noexcept { return LocalDateTime(Duration(word())); }
  [[nodiscard]] UtcDateTime datetime_tz() const noexcept { return UtcDateTime(Duration(word())); }
  [[nodiscard]] Duration interval() const noexcept { return Duration(word()); }
  [[nodiscard]] UuidValue uuid() const noexcept;
  [[nodiscard]] const Json& json() const noexcept;
  [[nodiscard]] const std::vector<Value>& array_items() const noexcept;
  /// A whole number beyond int64 that came in as an integer; its kind is decimal.
  [[nodiscard]] bool is_big_integer() const noexcept {
    return kind_ == ValueKind::decimal && small_size_ == 1;
  }

  /// As Python prints the parameter in SQLAlchemy's log: 'ed', None, True, 1.5, Decimal('1.50').
  [[nodiscard]] std::string repr() const;
  void append_repr(std::string& out) const;

  /// Equal kind and content, but numbers compare by value across kinds (1 == 1.0 == True), as in
  /// Python. NULL equals NULL.
  friend bool operator==(const Value& a, const Value& b);
  /// A total order for sorting: NULL first, then by kind, numbers among each other by value.
  [[nodiscard]] static std::strong_ordering compare(const Value& a, const Value& b);
  [[nodiscard]] std::size_t hash() const;

 private:
  struct Boxes;
  friend struct Boxes;
  static constexpr std::size_t kInlineText = 24;

  void put(std::int64_t v) noexcept { std::memcpy(raw_, &v, sizeof v); }
  [[nodiscard]] std::int64_t word() const noexcept {
    std::int64_t v;
    std::memcpy(&v, raw_, sizeof v);
    return v;
  }
  [[nodiscard]] const RefCounted* box() const noexcept {
    const RefCounted* p;
    std::memcpy(&p, raw_, sizeof p);  // NOLINT(bugprone-sizeof-expression): the pointer
    return p;
  }
  void assign_text(std::string_view v) {
    kind_ = ValueKind::text;
    if (v.size() <= kInlineText) {
      small_size_ = static_cast<std::uint8_t>(v.size());
      if (!v.empty()) std::memcpy(raw_, v.data(), v.size());
    } else {
      assign_heap_text(v);
    }
  }
  void assign_heap_text(std::string_view v);
  void assign_array(std::vector<Value> items);
  void assign_big(std::uint64_t v);
  [[nodiscard]] std::string_view heap_text() const noexcept;
  void copy_from(const Value& o) noexcept {
    std::memcpy(static_cast<void*>(raw_), o.raw_, sizeof raw_);
    kind_ = o.kind_;
    small_size_ = o.small_size_;
    boxed_ = o.boxed_;
    if (boxed_) retain_box();
  }
  void steal(Value& o) noexcept {
    std::memcpy(static_cast<void*>(raw_), o.raw_, sizeof raw_);
    kind_ = std::exchange(o.kind_, ValueKind::null);
    small_size_ = o.small_size_;
    boxed_ = std::exchange(o.boxed_, false);
  }
  void drop() noexcept {
    if (boxed_) release_box();
  }
  void retain_box() const noexcept;
  void release_box() noexcept;

  template <class T>
  bool extract(T& out, bool required) const;
  bool to_native(bool& out) const;
  bool to_native(std::int64_t& out) const;
  bool to_native(std::uint64_t& out) const;
  bool to_native(double& out) const;
  bool to_native(std::string& out) const;
  bool to_native(std::string_view& out) const;
  bool to_native(Bytes& out) const;
  bool to_native(Decimal& out) const;
  bool to_native(CalendarDate& out) const;
  bool to_native(TimeOfDay& out) const;
  bool to_native(LocalDateTime& out) const;
  bool to_native(UtcDateTime& out) const;
  bool to_native(Duration& out) const;
  bool to_native(UuidValue& out) const;
  bool to_native(Json& out) const;
  [[noreturn]] void throw_not(std::string_view cpp_type) const;
  [[noreturn]] void throw_out_of_range(std::string_view cpp_type) const;

  alignas(8) char raw_[kInlineText] = {};
  ValueKind kind_ = ValueKind::null;
  std::uint8_t small_size_ = 0;
  bool boxed_ = false;  // raw_ holds a counted pointer
};

static_assert(sizeof(Value) == 32);

}  // namespace cupel

template <>
struct std::hash<cupel::Value> {
  std::size_t operator()(const cupel::Value& v) const { return v.hash(); }
};

#include "cupel/types/detail/value_as.hpp"
