#pragma once

#include <concepts>
#include <span>
#include <string_view>
#include <utility>

#include "cupel/types/string_types.hpp"
#include "cupel/types/type_decorator.hpp"
#include "cupel/types/type_traits.hpp"

namespace cupel {

/// What turns a T into bytes and back.
template <class C, class T>
concept SerialCodec = requires(const T& value, std::span<const std::byte> bytes) {
  { C::serialize(value) } -> std::convertible_to<Bytes>;
  { C::deserialize(bytes) } -> std::convertible_to<T>;
};

/// A member of type T stored as bytes by `Codec`, for values that have no SQL type: the native form
/// of SQLAlchemy's PickleType. `Mapped<Pickled<Settings, SettingsCodec>>`, column type LargeBinary.
///
/// Equality is that of the bytes, so that the unit of work sees changes inside the value.
template <class T, class Codec>
  requires SerialCodec<Codec, T>
struct Pickled {
  T value{};

  friend bool operator==(const Pickled& a, const Pickled& b) {
    return Bytes(Codec::serialize(a.value)) == Bytes(Codec::serialize(b.value));
  }
};

template <class T, class Codec>
struct TypeTraits<Pickled<T, Codec>> {
  using Stored = Bytes;
  static TypePtr sql_type();
  static Bytes to_stored(const Pickled<T, Codec>& v) { return Codec::serialize(v.value); }
  static Pickled<T, Codec> from_stored(const Bytes& bytes) {
    return {Codec::deserialize(std::span<const std::byte>(bytes))};
  }
};

/// The column type of Pickled<T, Codec>: `impl` (LargeBinary by default) that holds Codec's bytes.
/// Values pass as Bytes.
template <class T, class Codec>
  requires SerialCodec<Codec, T>
class Serialized : public TypeDecoratorOf<Serialized<T, Codec>> {
 public:
  explicit Serialized(const TypeArg& impl = LargeBinary())
      : TypeDecoratorOf<Serialized<T, Codec>>(impl) {}
  [[nodiscard]] std::string_view python_name() const noexcept override { return "PickleType"; }
  [[nodiscard]] bool cache_ok() const noexcept override { return true; }

  [[nodiscard]] static Value to_value(const T& v) { return Value(Bytes(Codec::serialize(v))); }
  [[nodiscard]] static T from_value(const Value& v) { return Codec::deserialize(v.bytes()); }
};

template <class T, class Codec>
TypePtr TypeTraits<Pickled<T, Codec>>::sql_type() {
  return make_ptr<Serialized<T, Codec>>();
}

}  // namespace cupel
