#pragma once

#include <string_view>

#include "cupel/types/detail/native.hpp"
#include "cupel/types/fwd.hpp"
#include "cupel/types/type_traits.hpp"
#include "cupel/util/arena.hpp"
#include "cupel/util/cell.hpp"

namespace cupel {

/// Reads the cells of one column into one C++ type. Chosen once per statement, a few words, no
/// allocation; applying it is one indirect call (two for users' own types).
///
/// Lifetime: `type` and `column` are borrowed and must outlive it.
/// Thread safety: immutable.
struct Decoder {
  using Fn = void (*)(const Decoder&, const Cell&, void* target);

  Fn fn = nullptr;
  Fn inner = nullptr;                ///< of the native type that fn builds on
  const TypeEngine* type = nullptr;  ///< as resolved for the dialect
  std::string_view column;           ///< for messages

  /// Assigns to an existing object of the decoder's C++ type at `target`.
  /// Throws DataError naming column, C++ type and what was found when the cell does not fit, NULL
  /// in a type that cannot hold it included; the target then keeps a valid value.
  void operator()(const Cell& cell, void* target) const { fn(*this, cell, target); }
};

/// Writes values of one C++ type as cells. Numbers in place; text and bytes are borrowed from the
/// source, which must live until execute returns; what has to be formatted goes into `scratch`.
struct Encoder {
  using Fn = void (*)(const Encoder&, const void* source, Cell& out, Arena& scratch);

  Fn fn = nullptr;
  Fn inner = nullptr;
  const TypeEngine* type = nullptr;

  /// Throws DataError when the value cannot be stored in the type, LookupError for an unknown
  /// label.
  void operator()(const void* source, Cell& out, Arena& scratch) const {
    fn(*this, source, out, scratch);
  }
};

/// One cell as a Value, as a decoder_for<Value> would read it.
[[nodiscard]] Value decode_value(const TypeEngine& impl, const Cell& cell,
                                 std::string_view column = {});

namespace detail {

[[nodiscard]] Decoder::Fn native_decoder(NativeType target, bool optional, const TypeEngine& impl);
[[nodiscard]] Encoder::Fn native_encoder(NativeType source, bool optional, const TypeEngine& impl);

[[noreturn]] void throw_undecodable(const Decoder& d, const Cell& c, std::string_view cpp_type);
[[noreturn]] void throw_null(const Decoder& d, std::string_view cpp_type);

/// The member of an enum that a cell stands for: by text among the labels of an Enum type (or the
/// names of the C++ enum), by number in any other type.
[[nodiscard]] std::int64_t decode_enum(const Decoder& d, const Cell& c, const EnumTable& names);
void encode_enum(const Encoder& e, std::int64_t member, const EnumTable& names, Cell& out,
                 Arena& scratch);
/// Text and bytes of a cell moved into the arena, for sources that do not outlive the call.
void settle(Cell& cell, Arena& scratch);

/// Whether values, NULL included, pass through conversions of the type's own.
[[nodiscard]] bool converts(const Decoder& d) noexcept;
void encode_null(const Encoder& e, Cell& out, Arena& scratch);

/// How a T is made of native values, composed at compile time around one call through `inner`.
template <class T>
struct Codec {
  static void decode(const Decoder& d, const Cell& c, T& target) {
    if constexpr (kNativeType<T> != NativeType::none) {
      d.inner(d, c, &target);
    } else if constexpr (kIsOptional<T>) {
      using U = typename T::value_type;
      if (converts(d)) {
        const Value value = decode_value(*d.type, c, d.column);
        auto converted = value.is_null() ? std::optional<U>() : value.template get_if<U>();
        if (!converted && !value.is_null()) throw_undecodable(d, c, cpp_type_name<U>());
        target = std::move(converted);
      } else if (c.is_null()) {
        target.reset();
      } else {
        Codec<U>::decode(d, c, target ? *target : target.emplace());
      }
    } else if constexpr (std::is_enum_v<T> && !DeclaresStorage<T>) {
      target = static_cast<T>(decode_enum(d, c, enum_table<T>()));
    } else if constexpr (DeclaresStorage<T>) {
      typename TypeTraits<T>::Stored stored{};
      Codec<typename TypeTraits<T>::Stored>::decode(d, c, stored);
      target = TypeTraits<T>::from_stored(std::move(stored));
    } else {
      Value value;
      d.inner(d, c, &value);
      if (value.is_null()) throw_null(d, cpp_type_name<T>());
      if (auto converted = value.get_if<T>()) {
        target = *std::move(converted);
      } else {
        throw_undecodable(d, c, cpp_type_name<T>());
      }
    }
  }

  static void encode(const Encoder& e, const T& source, Cell& out, Arena& scratch) {
    if constexpr (kNativeType<T> != NativeType::none) {
      e.inner(e, &source, out, scratch);
    } else if constexpr (kIsOptional<T>) {
      if (source) {
        Codec<typename T::value_type>::encode(e, *source, out, scratch);
      } else {
        encode_null(e, out, scratch);
      }
    } else if constexpr (std::is_enum_v<T> && !DeclaresStorage<T>) {
      encode_enum(e, static_cast<std::int64_t>(source), enum_table<T>(), out, scratch);
    } else if constexpr (DeclaresStorage<T>) {
      const typename TypeTraits<T>::Stored stored = TypeTraits<T>::to_stored(source);
      Codec<typename TypeTraits<T>::Stored>::encode(e, stored, out, scratch);
      settle(out, scratch);
    } else {
      const Value value(source);
      e.inner(e, &value, out, scratch);
      settle(out, scratch);
    }
  }

  static void decode_entry(const Decoder& d, const Cell& c, void* target) {
    decode(d, c, *static_cast<T*>(target));
  }
  static void encode_entry(const Encoder& e, const void* source, Cell& out, Arena& scratch) {
    encode(e, *static_cast<const T*>(source), out, scratch);
  }
};

}  // namespace detail

/// The decoder of a column of type `impl` (resolved for the dialect: `dialect.type_impl(type)`)
/// into a T: a native of the library, optional<U>, Value, vector<U>, an enum, a type with
/// TypeTraits.
template <class T>
[[nodiscard]] Decoder decoder_for(const TypeEngine& impl, std::string_view column) {
  static_assert(Storable<T>,
                "Cupel does not know how to store this type: specialise cupel::TypeTraits<T> with "
                "sql_type(), Stored, to_stored() and from_stored()");
  if constexpr (detail::kNativeType<T> != detail::NativeType::none) {
    return {detail::native_decoder(detail::kNativeType<T>, false, impl), nullptr, &impl, column};
  } else if constexpr (detail::kNativeType<detail::OptionalInner<T>> != detail::NativeType::none) {
    return {detail::native_decoder(detail::kNativeType<detail::OptionalInner<T>>, true, impl),
            nullptr, &impl, column};
  } else {
    return {&detail::Codec<T>::decode_entry,
            detail::native_decoder(detail::kRootNative<T>, false, impl), &impl, column};
  }
}

/// The encoder of a T for a parameter or column of type `impl`.
template <class T>
[[nodiscard]] Encoder encoder_for(const TypeEngine& impl) {
  static_assert(Storable<T>,
                "Cupel does not know how to store this type: specialise cupel::TypeTraits<T> with "
                "sql_type(), Stored, to_stored() and from_stored()");
  if constexpr (detail::kNativeType<T> != detail::NativeType::none) {
    return {detail::native_encoder(detail::kNativeType<T>, false, impl), nullptr, &impl};
  } else if constexpr (detail::kNativeType<detail::OptionalInner<T>> != detail::NativeType::none) {
    return {detail::native_encoder(detail::kNativeType<detail::OptionalInner<T>>, true, impl),
            nullptr, &impl};
  } else {
    return {&detail::Codec<T>::encode_entry,
            detail::native_encoder(detail::kRootNative<T>, false, impl), &impl};
  }
}

/// One Value as a cell, as an encoder_for<Value> would write it: for parameters of untyped
/// statements.
void encode_value(const TypeEngine& impl, const Value& value, Cell& out, Arena& scratch);
/// A cell as it is, without a type.
[[nodiscard]] Value raw_value(const Cell& cell);

}  // namespace cupel
