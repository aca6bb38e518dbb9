#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <type_traits>
#include <utility>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/sql/expression/fwd.hpp"

namespace cupel {

namespace detail {

// The slow paths of Mapped, compiled once for all types. `slot` is the member's, `member` its
// address.
void load_value(const void* member, const Slot& slot);
void write_value(void* member, const Slot& slot, void* incoming);
void write_expression(void* member, Slot& slot, const SqlExpression& expression);
void delete_value(void* member, const Slot& slot);
void clear_plain_null(Slot& slot) noexcept;

/// For sentences that explain a mistake.
template <class T>
inline constexpr bool kNever = false;

/// Numbers are converted here, once for all, so that assigning 5 to a Mapped<short> warns no more
/// than assigning it to a short does. A floating-point number is no integer.
template <class U, class T>
concept Assignable = std::convertible_to<U&&, T> &&
                     !(std::floating_point<std::remove_cvref_t<U>> && std::integral<T>);
template <class T, class U>
decltype(auto) fitted(U&& value) {
  if constexpr (std::is_arithmetic_v<T> && std::is_arithmetic_v<std::remove_cvref_t<U>>) {
    return static_cast<T>(value);
  } else {
    return std::forward<U>(value);
  }
}

template <class T>
class MappedBase;
template <class U>
std::true_type is_mapped_base(const MappedBase<U>&);
std::false_type is_mapped_base(...);
template <class U>
concept AnyMapped = decltype(is_mapped_base(std::declval<const U&>()))::value;

/// Mapped without its options: all code, so that `Mapped<int, unique>` and `Mapped<int>` share it.
template <class T>
class MappedBase {
 public:
  using value_type = T;

  MappedBase() = default;
  MappedBase(const MappedBase& other) : value_(other.get()), slot_(copied(other.slot_)) {}
  // Noexcept so that vectors of plain values move them; of an object it copies, and loads nothing.
  MappedBase(MappedBase&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
      : value_(other.slot_.distance == 0        ? T(std::move(other.value_))
               : other.slot_.has(Slot::present) ? T(other.value_)
                                                : T{}),
        slot_(copied(other.slot_)) {}
  ~MappedBase() = default;

  /// The value. In an object of a session an expired or deferred value is loaded first, and what
  /// the loader throws comes through (DetachedInstanceError, ObjectDeletedError, DBAPIError).
  /// Reads as T{} when it was never set, was deleted, or stands for NULL in a T without one.
  const T& get() const {
    if ((slot_.flags & Slot::present) == 0) [[unlikely]] {
      if (slot_.distance != 0) load_value(this, slot_);
    }
    return value_;
  }
  operator const T&() const { return get(); }

  /// For optional<U> the U, as std::optional has it; for others the value itself.
  decltype(auto) operator*() const {
    if constexpr (IsOptional<T>::value) {
      return static_cast<const typename T::value_type&>(get().value());
    } else {
      return get();
    }
  }
  auto operator->() const { return &**this; }

  bool has_value() const
    requires IsOptional<T>::value
  {
    return get().has_value();
  }
  template <class U>
  auto value_or(U&& otherwise) const
    requires IsOptional<T>::value
  {
    return get().value_or(std::forward<U>(otherwise));
  }

  /// True when a value, or an explicit NULL, is in memory; loads nothing.
  bool is_set() const { return slot_.has(Slot::present); }
  /// True for NULL: an empty optional, null(), or a deleted value.
  bool is_null() const {
    const T& value = get();
    if (slot_.has(Slot::null)) return true;
    if constexpr (IsOptional<T>::value) return !value.has_value();
    return false;
  }

  /// As Python's `del object.attribute`: the value goes, the column becomes NULL at the flush.
  void del() {
    if (slot_.distance != 0) {
      delete_value(this, slot_);
    } else {
      value_ = T{};
      slot_.flags = 0;
    }
  }

 protected:
  template <class U>
    requires std::constructible_from<T, U&&>
  explicit MappedBase(std::in_place_t, U&& value) : value_(fitted<T>(std::forward<U>(value))) {
    slot_.flags = Slot::present;
  }

  template <class U>
  void store(U&& value) {
    if (slot_.distance != 0) {
      T incoming(fitted<T>(std::forward<U>(value)));
      write_value(this, slot_, &incoming);
    } else {
      value_ = fitted<T>(std::forward<U>(value));
      slot_.flags = Slot::present;
    }
  }
  void store_from(const MappedBase& other) {
    if (slot_.distance == 0) {
      value_ = other.get();
      slot_.flags = copied(other.slot_).flags;
    } else if (other.is_set() || other.slot_.distance != 0) {
      store(other.get());
    }
  }
  void store_expression(const SqlExpression& expression) {
    write_expression(this, slot_, expression);
  }
  static Slot copied(const Slot& from) {
    Slot slot;
    slot.flags = static_cast<std::uint8_t>(from.flags & (Slot::present | Slot::null));
    return slot;
  }

 private:
  template <class Member>
  friend struct MemberTraits;

  T value_{};
  Slot slot_;
};

}  // namespace detail

/// A column of a mapped class: a T that knows when it is read and written.
///
/// In a plain value (`User{.name = "ed"}`) it just holds the T and remembers whether it was given
/// one. In an object that lives in a cell (`Ref<User>`) writing goes through the attribute:
/// validators and listeners may change or refuse the value, the old one is kept for history, and
/// the session learns that the object changed; reading loads what is not in memory. Copying a
/// Mapped, or the object around it, gives a plain value.
///
/// `options` are those of cupel/schema/options.hpp (primary_key, length<50>, unique, ...).
/// A `T` that cannot hold NULL reads as T{} where the column is NULL by del() or null(); loading
/// NULL into it is a DataError. Use std::optional<T> for columns that may be NULL.
/// Thread safety: as the object (see Instance).
/// A write that throws leaves the attribute as it was.
template <class T, auto... options>
class Mapped : public detail::MappedBase<T> {
  using Base = detail::MappedBase<T>;
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "Mapped<T>: T must be a plain, non-const value type");
  static_assert(std::is_default_constructible_v<T> && std::is_move_constructible_v<T>,
                "Mapped<T>: T must be default constructible and movable");

 public:
  Mapped() = default;
  Mapped(const Mapped&) = default;
  Mapped(Mapped&&) = default;

  template <class U>
    requires(detail::Assignable<U, T> && !detail::AnyMapped<std::remove_cvref_t<U>>)
  Mapped(U&& value) : Base(std::in_place, std::forward<U>(value)) {}
  Mapped(const T& value)
    requires std::is_aggregate_v<T>
      : Base(std::in_place, value) {}
  /// null(): NULL despite a default. Other SQL expressions need an object in a cell
  /// (ArgumentError): assign them after make<T>() or Session::add().
  Mapped(const SqlExpression& expression) { this->store_expression(expression); }

  Mapped& operator=(const Mapped& other) {
    this->store_from(other);
    return *this;
  }
  Mapped& operator=(Mapped&& other) {
    this->store_from(other);
    return *this;
  }
  template <class U>
    requires(detail::Assignable<U, T> && !detail::AnyMapped<std::remove_cvref_t<U>>)
  Mapped& operator=(U&& value) {
    this->store(std::forward<U>(value));
    return *this;
  }
  template <class U>
    requires(detail::AnyMapped<U> && !std::same_as<U, Mapped> &&
             detail::Assignable<const typename U::value_type&, T>)
  Mapped& operator=(const U& other) {
    this->store(other.get());
    return *this;
  }
  template <class U>
    requires(!detail::Assignable<U, T> && !detail::AnyMapped<std::remove_cvref_t<U>> &&
             !std::is_base_of_v<SqlExpression, std::remove_cvref_t<U>>)
  Mapped& operator=(U&&) {
    static_assert(detail::kNever<U>,
                  "a value of this type cannot be assigned to this Mapped member: assign a value "
                  "of its own type, null(), or an SQL expression");
    return *this;
  }
  /// An SQL expression goes into the next INSERT or UPDATE, and the value is read back on access.
  Mapped& operator=(const SqlExpression& expression) {
    this->store_expression(expression);
    return *this;
  }

  template <class U>
    requires requires(T value, const U& other) { value += other; }
  Mapped& operator+=(const U& other) {
    return update([&](T& value) { value += detail::fitted<T>(other); },
                  [&](T value) { return value + detail::fitted<T>(other); });
  }
  template <class U>
    requires requires(T value, const U& other) { value -= other; }
  Mapped& operator-=(const U& other) {
    return update([&](T& value) { value -= detail::fitted<T>(other); },
                  [&](T value) { return value - detail::fitted<T>(other); });
  }
  template <class U>
    requires requires(T value, const U& other) { value *= other; }
  Mapped& operator*=(const U& other) {
    return update([&](T& value) { value *= detail::fitted<T>(other); },
                  [&](T value) { return value * detail::fitted<T>(other); });
  }
  template <class U>
    requires requires(T value, const U& other) { value /= other; }
  Mapped& operator/=(const U& other) {
    return update([&](T& value) { value /= detail::fitted<T>(other); },
                  [&](T value) { return value / detail::fitted<T>(other); });
  }
  Mapped& operator++()
    requires requires(T value) { ++value; }
  {
    return update([](T& value) { ++value; }, [](T value) { return value + 1; });
  }
  Mapped& operator--()
    requires requires(T value) { --value; }
  {
    return update([](T& value) { --value; }, [](T value) { return value - 1; });
  }

 private:
  // Numbers are computed by `result`, whose wider type is then cut to fit, everything else in
  // place.
  template <class InPlace, class Result>
  Mapped& update([[maybe_unused]] InPlace&& in_place, [[maybe_unused]] Result&& result) {
    T value = this->get();
    if constexpr (std::is_arithmetic_v<T>) {
      value = static_cast<T>(result(value));
    } else {
      in_place(value);
    }
    this->store(std::move(value));
    return *this;
  }
};

namespace detail {

template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

/// a == b by value, also for integers of different signedness.
template <class T, class U>
bool same_value(const T& a, const U& b) {
  if constexpr (Number<T> && Number<U>) {
    return std::cmp_equal(a, b);
  } else {
    return a == b;
  }
}
template <class T, class U>
auto ordering(const T& a, const U& b) {
  if constexpr (Number<T> && Number<U>) {
    return std::cmp_less(a, b)   ? std::strong_ordering::less
           : std::cmp_less(b, a) ? std::strong_ordering::greater
                                 : std::strong_ordering::equal;
  } else {
    return a <=> b;
  }
}

template <class T, class U>
bool operator==(const MappedBase<T>& a, const MappedBase<U>& b)
  requires requires { a.get() == b.get(); }
{
  return same_value(a.get(), b.get());
}
template <class T, class U>
  requires(!AnyMapped<U> &&
           requires(const T& a, const U& b) {
             { a == b } -> std::same_as<bool>;
           })
bool operator==(const MappedBase<T>& a, const U& b) {
  return same_value(a.get(), b);
}
template <class T, class U>
auto operator<=>(const MappedBase<T>& a, const MappedBase<U>& b)
  requires requires { a.get() <=> b.get(); }
{
  return ordering(a.get(), b.get());
}
template <class T, class U>
  requires(!AnyMapped<U> &&
           requires(const T& a, const U& b) {
             { a < b } -> std::same_as<bool>;
             a <=> b;
           })
auto operator<=>(const MappedBase<T>& a, const U& b) {
  return ordering(a.get(), b);
}

template <class T, class U>
  requires(!AnyMapped<U> && std::is_class_v<T> && requires(const T& a, const U& b) { a + b; })
auto operator+(const MappedBase<T>& a, const U& b) {
  return a.get() + b;
}
template <class T, class U>
  requires(!AnyMapped<U> && std::is_class_v<T> && requires(const T& a, const U& b) { b + a; })
auto operator+(const U& b, const MappedBase<T>& a) {
  return b + a.get();
}

/// Prints the value; NULL prints as "NULL".
template <class Char, class Traits, class T>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& out,
                                             const MappedBase<T>& member) {
  if constexpr (IsOptional<T>::value) {
    const T& value = member.get();
    if (!value.has_value()) return out << "NULL";
    return out << *value;
  } else {
    if (member.is_null()) return out << "NULL";
    return out << member.get();
  }
}

template <class T>
struct MemberTraits<MappedBase<T>> {
  static constexpr AttributeKind kind = AttributeKind::scalar;
  using value_type = T;
  static std::size_t slot_offset() { return member_offset(&MappedBase<T>::slot_); }
};
template <class T, auto... options>
struct MemberTraits<Mapped<T, options...>> : MemberTraits<MappedBase<T>> {};

}  // namespace detail

}  // namespace cupel
