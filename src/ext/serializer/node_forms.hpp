#pragma once
// The numbers that stand in the bytes; whoever changes one makes a new version.

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/merge.hpp>
#include <cupel/sql/expression/operators.hpp>
#include <cupel/sql/expression/select.hpp>
#include <cupel/sql/expression/window.hpp>
#include <cupel/sql/traversal/element_kind.hpp>

namespace cupel::detail {

inline constexpr std::string_view kSerializedMagic = "cupel.serializer";
inline constexpr std::uint8_t kSerializedVersion = 1;

static_assert(kElementKindCount == 61 && static_cast<int>(ElementKind::table) == 37 &&
              static_cast<int>(ElementKind::select) == 49);
static_assert(static_cast<int>(Operator::largest) == 76 &&
              static_cast<int>(Operator::custom) == 73);
static_assert(static_cast<int>(KnownFunction::user_defined) == 33);

enum ColumnForm : std::uint64_t { kColumnAlone, kColumnOfTable, kColumnOfOther, kColumnForms };
enum TypeForm : std::uint64_t {
  kPlainType,
  kTypeOfColumn,
  kRegisteredType,
  kTypeOfClass,
  kTypeForms
};
enum BindBit : std::uint64_t { kBindHasValue = 1, kBindIsUnique = 2, kBindBits = 4 };
enum NameBit : std::uint64_t {
  kNameIsAnonymous = 1,
  kNameIsTruncatable = 2,
  kNameIsQuoted = 4,
  kNameIsBare = 8,
  kNameBits = 16,
};

/// Whether a text has the bytes that mark the parts of anonymous names.
inline bool has_name_marks(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == '\x01' || c == '\x02'; });
}

/// Whether an enumeration has a member of that number.
template <class E>
bool is_member(std::uint64_t v) noexcept {
  if constexpr (std::same_as<E, LabelStyle>) {
    return v <= static_cast<std::uint64_t>(LabelStyle::disambiguate_only) ||
           v == static_cast<std::uint64_t>(LabelStyle::legacy_orm);
  } else if constexpr (std::same_as<E, Operator>) {
    return v <= static_cast<std::uint64_t>(Operator::largest);
  } else if constexpr (std::same_as<E, KnownFunction>) {
    return v <= static_cast<std::uint64_t>(KnownFunction::user_defined);
  } else if constexpr (std::same_as<E, FrameUnit>) {
    return v <= static_cast<std::uint64_t>(FrameUnit::groups);
  } else if constexpr (std::same_as<E, FrameBound>) {
    return v <= static_cast<std::uint64_t>(FrameBound::following);
  } else if constexpr (std::same_as<E, CompoundKeyword>) {
    return v <= static_cast<std::uint64_t>(CompoundKeyword::intersect_all);
  } else if constexpr (std::same_as<E, MergeWhen>) {
    return v <= static_cast<std::uint64_t>(MergeWhen::not_matched_by_source);
  } else {
    static_assert(std::same_as<E, MergeAction>, "which members does it have?");
    return v <= static_cast<std::uint64_t>(MergeAction::do_nothing);
  }
}

}  // namespace cupel::detail
