#pragma once
// Reflection of aggregates: how many members, their names, types and offsets.
//
// How it works, since the language does not help: the number of members is the largest n for
// which `T{{}, {}, ...}` with n braces compiles; a structured binding then names them; and the
// compiler spells the address of a member of an object that is declared but never defined, which
// contains the member's name. Nothing of it costs anything at run time.
//
// What T must be: an aggregate without base classes, default constructible, of at most 128
// members (more are refused by the compiler: too few names in the binding), each of which can be
// initialised from `{}`. Members that are C arrays count as one.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "cupel/util/detail/aggregate_members.hpp"

namespace cupel {

namespace detail {

/// Converts to any base class of T and to nothing else: finds out whether T has one.
template <class T>
struct BaseOf {
  template <class Base>
    requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>)
  operator Base() const;
};

/// Converts to nothing: a first member that takes it takes anything, and tells nothing of bases.
struct Alien {};

template <class T>
inline constexpr bool kHasBase = requires { T{BaseOf<T>{}}; } && !requires { T{Alien{}}; };

// The braces fit for 0..field_count, so a binary search needs eight instantiations, not 128.
template <class T, std::size_t fits, std::size_t too_many>
constexpr std::size_t search_field_count() {
  if constexpr (fits + 1 == too_many) {
    return fits;
  } else {
    constexpr std::size_t middle = fits + (too_many - fits) / 2;
    if constexpr (kBracesFit<T, middle>) {
      return search_field_count<T, middle, too_many>();
    } else {
      return search_field_count<T, fits, middle>();
    }
  }
}

// Most classes are small: gallop to an upper bound before searching.
template <class T, std::size_t bound = 8>
constexpr std::size_t count_fields() {
  if constexpr (bound > kMaxAggregateMembers) {
    return search_field_count<T, bound / 2, kMaxAggregateMembers + 1>();
  } else if constexpr (kBracesFit<T, bound>) {
    return count_fields<T, bound * 2>();
  } else {
    return search_field_count < T, bound == 8 ? 0 : bound / 2, bound > ();
  }
}

template <class T>
struct Declared {
  const T value;
};

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

template <class T>
extern const Declared<T> declared;

struct MemberAddress {
  const void* address;
};

template <MemberAddress member>
constexpr const char* spell_member() {
  return __PRETTY_FUNCTION__;
}

template <class T, std::size_t n>
constexpr std::array<MemberAddress, n> member_addresses() {
  return bind_members<n>(declared<T>.value, [](const auto&... member) {
    return std::array<MemberAddress, n>{MemberAddress{&member}...};
  });
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

// gcc writes "... P = MemberAddress{((const void*)(& declared<User>....User::name))}]",
// clang "[P = {&declared.value.name}]": the name is the last identifier before the brace.
constexpr std::string_view last_identifier(std::string_view spelling) {
  std::size_t end = spelling.rfind('}');
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  while (end > 0 && !is_word(spelling[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_word(spelling[begin - 1])) --begin;
  return spelling.substr(begin, end - begin);
}

template <auto member>
constexpr const char* spell_pointer() {
  return __PRETTY_FUNCTION__;
}

// "... [with auto member = &User::name]", "[member = &User::name]"
constexpr std::string_view identifier_before_end(std::string_view spelling) {
  const std::size_t end = spelling.rfind(']');
  const std::size_t colon = spelling.rfind("::", end);
  return spelling.substr(colon + 2, end - colon - 2);
}

/// Storage of a T that never begins its life: only addresses within it are taken.
template <class T>
union UnbornObject {
  constexpr UnbornObject() : nothing{} {}
  constexpr ~UnbornObject() {}
  char nothing;
  T value;
};

template <class T>
inline UnbornObject<T> unborn{};

}  // namespace detail

/// True when T's members can be listed; `field_count<T>` says in words why they cannot.
template <class T>
concept Reflectable = std::is_class_v<T> && std::is_aggregate_v<T> && !detail::kHasBase<T> &&
                      std::is_default_constructible_v<T>;

/// Number of members of the aggregate T.
template <class T>
consteval std::size_t count_members() {
  static_assert(std::is_class_v<T>, "Cupel can list the members of a struct only");
  static_assert(std::is_aggregate_v<T>,
                "Cupel lists the members of plain aggregates only: this class has constructors, "
                "private or virtual members. Remove them, or map its members one by one with "
                "cupel::Mapping (m.column<&Class::member>(...))");
  static_assert(!detail::kHasBase<T>,
                "Cupel cannot list the members of a class with base classes: map its members one "
                "by one with cupel::Mapping (m.column<&Class::member>(...))");
  static_assert(std::is_default_constructible_v<T>,
                "Cupel lists the members of default constructible aggregates only: give every "
                "member an initialiser, such as {}");
  return detail::count_fields<T>();
}

template <class T>
inline constexpr std::size_t field_count = count_members<T>();

/// Names of T's members in declaration order. The views live as long as the program.
template <class T>
inline constexpr std::array<std::string_view, field_count<T>> field_names =
    []<std::size_t... i>(std::index_sequence<i...>) {
      [[maybe_unused]] constexpr auto members = detail::member_addresses<T, field_count<T>>();
      return std::array<std::string_view, field_count<T>>{
          detail::last_identifier(detail::spell_member<members[i]>())...};
    }(std::make_index_sequence<field_count<T>>{});

/// Name of the member behind a pointer to member: `member_name<&User::name>` is "name".
template <auto member>
  requires std::is_member_object_pointer_v<decltype(member)>
inline constexpr std::string_view member_name =
    detail::identifier_before_end(detail::spell_pointer<member>());

/// Calls `visit(member)` for every member of `object`, in declaration order.
template <class T, class F>
constexpr void for_each_member(T& object, F&& visit) {
  detail::bind_members<field_count<std::remove_const_t<T>>>(
      object, [&](auto&... member) { (static_cast<void>(visit(member)), ...); });
}

/// Calls `visit(member, name)` for every member of `object`, in declaration order.
template <class T, class F>
constexpr void for_each_field(T& object, F&& visit) {
  std::size_t index = 0;
  for_each_member(object, [&](auto& member) {
    visit(member, field_names<std::remove_const_t<T>>[index]);
    ++index;
  });
}

/// Calls `visit.template operator()<Member>(name, offset)` for every member, without an object.
///
///     for_each_field_type<User>([]<class M>(std::string_view name, std::size_t offset) {...});
template <class T, class F>
void for_each_field_type(F&& visit) {
  T& object = detail::unborn<T>.value;
  const char* const begin = reinterpret_cast<const char*>(&detail::unborn<T>);
  for_each_field(object, [&]<class M>(M& member, std::string_view name) {
    const char* const at = reinterpret_cast<const char*>(&member);
    visit.template operator()<M>(name, static_cast<std::size_t>(at - begin));
  });
}

/// Offset in bytes of the member `pointer` within T (standard or not, as long as no virtual base).
template <class T, class M>
std::size_t member_offset(M T::*pointer) {
  const char* const begin = reinterpret_cast<const char*>(&detail::unborn<T>);
  const char* const at = reinterpret_cast<const char*>(&(detail::unborn<T>.value.*pointer));
  return static_cast<std::size_t>(at - begin);
}

}  // namespace cupel
