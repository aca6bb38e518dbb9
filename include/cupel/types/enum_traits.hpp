#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cupel {

/// One member of an enumeration: its name in the program, its number, and its text in the database.
struct EnumMember {
  std::string name;
  std::int64_t value = 0;
  std::string text;
};

/// The members of an enumeration, searchable by name, text and number. Immutable.
class EnumTable {
 public:
  explicit EnumTable(std::string type_name, std::vector<EnumMember> members);

  /// The enumeration's name: "Color".
  [[nodiscard]] const std::string& type_name() const noexcept { return type_name_; }
  [[nodiscard]] const std::vector<EnumMember>& members() const noexcept { return members_; }
  /// Each returns null when there is none.
  [[nodiscard]] const EnumMember* by_name(std::string_view name) const noexcept;
  [[nodiscard]] const EnumMember* by_text(std::string_view text) const noexcept;
  [[nodiscard]] const EnumMember* by_value(std::int64_t value) const noexcept;
  /// "red, green, blue", for messages; long lists are cut in the middle.
  [[nodiscard]] std::string labels_for_message() const;

 private:
  std::string type_name_;
  std::vector<EnumMember> members_;
};

/// Where the names of an enum's members come from. By default they are read off the compiler for
/// members from 0 to 127 (-1 is not found, nor are numbers beyond); specialise with other bounds
///     template <> struct cupel::EnumTraits<E> { static constexpr int min = -8, max = 300; };
/// or with a list of your own:
///     template <> struct cupel::EnumTraits<E> {
///       static constexpr std::pair<std::string_view, E> members[] = {{"red", E::red}, ...}; };
template <class E>
struct EnumTraits {
  static constexpr int min = 0;
  static constexpr int max = 127;
};

namespace detail {

// Up to version 19 clang reports the probing of an enum without a fixed underlying type here; later
// ones leave it to kConvertsToEnum.
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wenum-constexpr-conversion"
#endif

template <auto V>
constexpr std::string_view enumerator_signature() noexcept {
  return __PRETTY_FUNCTION__;
}

/// The enumerator's name, or empty when V is no member (the compiler then prints a cast).
template <auto V>
constexpr std::string_view enumerator_name() noexcept {
  constexpr std::string_view signature = enumerator_signature<V>();
  std::string_view s = signature;
  const std::size_t begin = s.find("V = ") + 4;
  s = s.substr(begin);
  std::size_t end = 0;
  while (end < s.size() && s[end] != ']' && s[end] != ';') ++end;
  s = s.substr(0, end);
  if (s.empty() || s.front() == '(' || s.front() == '-' || (s.front() >= '0' && s.front() <= '9'))
    return {};
  const std::size_t colon = s.rfind("::");
  return colon == std::string_view::npos ? s : s.substr(colon + 2);
}

struct ProbedMember {
  std::string_view name;
  std::int64_t value = 0;
};

/// Whether V may be converted to E at all: clang refuses numbers beyond the members of an enum
/// without a fixed underlying type.
#ifdef __clang__
template <class E, std::int64_t V, class = void>
inline constexpr bool kConvertsToEnum = false;
template <class E, std::int64_t V>
inline constexpr bool
    kConvertsToEnum<E, V, std::void_t<std::integral_constant<E, static_cast<E>(V)>>> = true;
#else
template <class E, std::int64_t V>
inline constexpr bool kConvertsToEnum = true;
#endif

/// Whether V is a number of the enumeration's underlying type, which may be a character or bool.
template <class E, std::int64_t V, class Number = std::underlying_type_t<E>>
inline constexpr bool kFitsEnum =
    V >= static_cast<std::int64_t>(std::numeric_limits<Number>::min()) &&
    (V <= 0 || static_cast<std::uint64_t>(V) <=
                   static_cast<std::uint64_t>(std::numeric_limits<Number>::max()));

template <class E, std::int64_t V>
constexpr ProbedMember probe_enumerator() noexcept {
  if constexpr (kFitsEnum<E, V> && kConvertsToEnum<E, V>) {
    using Number = std::underlying_type_t<E>;
    return {enumerator_name<std::bit_cast<E>(static_cast<Number>(V))>(), V};
  } else {
    return {};
  }
}

#ifdef __clang__
#pragma clang diagnostic pop
#endif

template <class E, int Min, std::size_t... I>
constexpr auto probe_enum(std::index_sequence<I...>) noexcept {
  return std::array<ProbedMember, sizeof...(I)>{
      probe_enumerator<E, Min + static_cast<std::int64_t>(I)>()...};
}

template <class E>
EnumTable make_enum_table(std::string_view type_name) {
  std::vector<EnumMember> out;
  const auto add = [&out](std::string_view name, std::int64_t value) {
    out.push_back({std::string(name), value, std::string(name)});
  };
  if constexpr (requires { EnumTraits<E>::members; }) {
    for (const auto& [name, value] : EnumTraits<E>::members)
      add(name, static_cast<std::int64_t>(value));
  } else {
    static constexpr auto found =
        probe_enum<E, EnumTraits<E>::min>(std::make_index_sequence<static_cast<std::size_t>(
                                              EnumTraits<E>::max - EnumTraits<E>::min + 1)>());
    for (const ProbedMember& m : found)
      if (!m.name.empty()) add(m.name, m.value);
  }
  return EnumTable(std::string(type_name), std::move(out));
}

}  // namespace detail

/// The members of E, made once.
template <class E>
  requires std::is_enum_v<E>
[[nodiscard]] const EnumTable& enum_table();

}  // namespace cupel

#include "cupel/util/type_name.hpp"

namespace cupel {

template <class E>
  requires std::is_enum_v<E>
const EnumTable& enum_table() {
  static const EnumTable table = detail::make_enum_table<E>(short_type_name<E>());
  return table;
}

}  // namespace cupel
