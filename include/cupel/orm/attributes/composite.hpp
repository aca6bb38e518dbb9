#pragma once
// Composite<T>: several columns that are one value in C++, such as a point or an amount of money.

#include <concepts>
#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/history.hpp"
#include "cupel/orm/attributes/passive.hpp"
#include "cupel/types/type_traits.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/reflect.hpp"

namespace cupel {

struct AttributeListeners;

/// How a class is taken apart into the values of its columns, and made of them. An aggregate is its
/// members in their order; specialise it for another class:
///
///     template <>
///     struct cupel::CompositeTraits<Money> {
///       static std::tuple<Decimal, std::string> values(const Money& m);
///       static Money make(Decimal amount, std::string currency);
///     };
template <class T>
struct CompositeTraits {
  static_assert(Reflectable<T>,
                "Composite<T>: T must be an aggregate, or have a cupel::CompositeTraits<T> that "
                "says how it is taken apart into columns and made of them");
  static auto values(const T& value) {
    return detail::bind_members<field_count<T>>(
        value, [](const auto&... member) { return std::tuple(member...); });
  }
  template <class... Fields>
  static T make(Fields&&... fields) {
    return T{std::forward<Fields>(fields)...};
  }
};

namespace detail {

template <class T>
using CompositeTuple =
    decltype(CompositeTraits<Unwrapped<T>>::values(std::declval<const Unwrapped<T>&>()));
template <class T>
inline constexpr std::size_t kCompositeArity = std::tuple_size_v<CompositeTuple<T>>;

/// What non-template code must be able to do with a composite value.
struct CompositeOps {
  std::size_t arity;
  /// Writes `arity` values; of an empty optional they are null.
  void (*split)(const void* composite, Value* values);
  /// The opposite; an optional is empty when all values are null. Throws DataError for a value that
  /// its field cannot be.
  void (*join)(const Value* values, void* composite);
  void (*clear)(void* composite);
  /// Tells listeners of events::set; `old` null: not known.
  void (*fire_set)(const AttributeListeners& listeners, Instance& instance, void* incoming,
                   const Value* old, const Initiator& initiator);
};

template <class T>
struct CompositeFunctions {
  static void split(const void* composite, Value* values) {
    const T& value = *static_cast<const T*>(composite);
    if constexpr (IsOptional<T>::value) {
      if (!value.has_value()) {
        for (std::size_t i = 0; i < kCompositeArity<T>; ++i) values[i] = Value();
        return;
      }
      split_fields(*value, values);
    } else {
      split_fields(value, values);
    }
  }
  static void join(const Value* values, void* composite) {
    if constexpr (IsOptional<T>::value) {
      bool any = false;
      for (std::size_t i = 0; i < kCompositeArity<T>; ++i) any = any || !values[i].is_null();
      if (!any) {
        static_cast<T*>(composite)->reset();
        return;
      }
    }
    CompositeTuple<T> fields{};
    std::size_t at = 0;
    std::apply([&](auto&... field) { (scalar_from_value(field, values[at++]), ...); }, fields);
    *static_cast<T*>(composite) = std::apply(
        [](auto&... field) { return CompositeTraits<Unwrapped<T>>::make(std::move(field)...); },
        fields);
  }
  static void clear(void* composite) { *static_cast<T*>(composite) = T{}; }
  static void fire_set(const AttributeListeners& listeners, Instance& instance, void* incoming,
                       const Value* old, const Initiator& initiator);

 private:
  static void split_fields(const Unwrapped<T>& value, Value* values) {
    std::size_t at = 0;
    std::apply([&](const auto&... field) { ((values[at++] = scalar_to_value(field)), ...); },
               CompositeTraits<Unwrapped<T>>::values(value));
  }
};

template <class T>
inline constexpr CompositeOps kCompositeOps{
    .arity = kCompositeArity<T>,
    .split = CompositeFunctions<T>::split,
    .join = CompositeFunctions<T>::join,
    .clear = CompositeFunctions<T>::clear,
    .fire_set = CompositeFunctions<T>::fire_set,
};

// Compiled once for all types. `slot` is the member's, `member` its address.
void read_composite(const void* member, const Slot& slot, void* out);
void write_composite(void* member, const Slot& slot, void* incoming);
void delete_composite(void* member, const Slot& slot);
bool composite_is_loaded(const void* member, const Slot& slot);

}  // namespace detail

/// What a composite attribute is made of; belongs to the mapper.
struct CompositeSetup {
  const detail::CompositeOps* ops = nullptr;
  std::vector<Attribute*> columns;
};

/// What `attribute` is made of. InvalidRequestError when its class does not map it.
const CompositeSetup& composite_setup(const Attribute& attribute);

/// A value that stands in several columns of a mapped class:
///
///     struct Point { int x, y; };
///     struct Vertex {
///       static constexpr auto tablename = "vertex";
///       Mapped<std::int64_t, primary_key> id{};
///       Mapped<int> x1{}, y1{};
///       Composite<Point> start{};
///       static void configure(Mapping<Vertex>& m) {
///         m.composite(&Vertex::start, &Vertex::x1, &Vertex::y1);
///       }
///     };
///
/// In an object it is a view of its columns: reading makes a T of them (and loads them where they
/// are not in memory), assigning sets each of them, and so a T is never out of date. A change of a
/// part is an assignment: what `->` gives is const. A std::optional<T> is empty when all columns
/// are NULL. In a plain value (`Vertex{.start = Point{1, 2}}`) it holds a T of its own, which goes
/// into the columns when the value becomes an object.
///
/// Reading throws what reading the columns throws; a field that cannot be NULL is F{} where its
/// column is unset or NULL. A column's validator that throws leaves the columns
/// before it assigned. Thread safety: as the object.
template <class T>
class Composite {
 public:
  using value_type = T;

  Composite() = default;
  template <class U>
    requires(std::convertible_to<U &&, T> && !std::same_as<std::remove_cvref_t<U>, Composite>)
  Composite(U&& value) : value_(std::forward<U>(value)) {  // NOLINT: implicit by design
    slot_.flags = detail::Slot::present;
  }
  Composite(const Composite& other) : value_(other.get()) {
    // The columns of an object are copied themselves.
    if (other.slot_.distance == 0) slot_.flags = other.slot_.flags;
  }
  ~Composite() = default;

  Composite& operator=(const Composite& other) {
    if (&other != this && (other.slot_.distance != 0 || other.slot_.has(detail::Slot::present))) {
      store(other.get());
    }
    return *this;
  }
  template <class U>
    requires(std::convertible_to<U &&, T> && !std::same_as<std::remove_cvref_t<U>, Composite>)
  Composite& operator=(U&& value) {
    store(T(std::forward<U>(value)));
    return *this;
  }

  /// The value, made of the columns.
  T get() const {
    if (slot_.distance == 0) return value_;
    T made{};
    detail::read_composite(this, slot_, &made);
    return made;
  }
  operator T() const { return get(); }

 private:
  struct Arrow {
    T value;
    const T* operator->() const noexcept { return &value; }
  };

 public:
  /// `vertex->start->x`; of an optional its value, std::bad_optional_access when it is empty.
  auto operator->() const {
    if constexpr (detail::IsOptional<T>::value) {
      return typename Composite<typename T::value_type>::Arrow{get().value()};
    } else {
      return Arrow{get()};
    }
  }
  auto operator*() const {
    if constexpr (detail::IsOptional<T>::value) {
      return get().value();
    } else {
      return get();
    }
  }
  bool has_value() const
    requires detail::IsOptional<T>::value
  {
    return get().has_value();
  }
  /// True when the columns are in memory; loads nothing.
  bool is_set() const {
    if (slot_.distance == 0) return slot_.has(detail::Slot::present);
    return detail::composite_is_loaded(this, slot_);
  }
  /// All columns become NULL at the flush.
  void del() {
    if (slot_.distance != 0) {
      detail::delete_composite(this, slot_);
    } else {
      value_ = T{};
      slot_.flags = 0;
    }
  }

  friend bool operator==(const Composite& a, const Composite& b)
    requires std::equality_comparable<T>
  {
    return a.get() == b.get();
  }
  // No template, so that std::optional's own comparison with anything does not compete.
  friend bool operator==(const Composite& a, const T& b)
    requires std::equality_comparable<T>
  {
    return a.get() == b;
  }
  template <class U>
    requires(!std::same_as<U, Composite> && !std::same_as<U, T> &&
             requires(const T& a, const U& b) {
               { a == b } -> std::convertible_to<bool>;
             })
  friend bool operator==(const Composite& a, const U& b) {
    return a.get() == b;
  }

 private:
  template <class Member>
  friend struct detail::MemberTraits;
  template <class U>
  friend class Composite;

  void store(T value) {
    if (slot_.distance != 0) {
      detail::write_composite(this, slot_, &value);
    } else {
      value_ = std::move(value);
      slot_.flags = detail::Slot::present;
    }
  }

  T value_{};
  detail::Slot slot_;
};

namespace detail {

template <class T>
struct MemberTraits<Composite<T>> {
  static constexpr AttributeKind kind = AttributeKind::composite;
  using value_type = T;
  static std::size_t slot_offset() { return member_offset(&Composite<T>::slot_); }
};

template <class M>
inline constexpr bool kIsCompositeMember = false;
template <class T>
inline constexpr bool kIsCompositeMember<Composite<T>> = true;

}  // namespace detail

/// History of a composite: at most one value in `added` or `unchanged`, and the old one in
/// `deleted`. Fields whose column has no value are those of a T{}.
template <class T>
struct CompositeHistory {
  std::vector<T> added;
  std::vector<T> unchanged;
  std::vector<T> deleted;
  [[nodiscard]] bool has_changes() const { return !added.empty(); }
};

namespace detail {
/// Items are arrays of the columns' values.
History composite_history(Instance& instance, const Attribute& composite, Passive passive);
template <class T>
std::vector<T> composite_items(const History::Items& items) {
  std::vector<T> values;
  for (const HistoryItem& item : items) {
    kCompositeOps<T>.join(item.value().array_items().data(), &values.emplace_back());
  }
  return values;
}
}  // namespace detail

}  // namespace cupel
