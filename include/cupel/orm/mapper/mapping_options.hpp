#pragma once

#include <string_view>
#include <type_traits>

#include "cupel/orm/mapper/mapping_builder.hpp"
#include "cupel/orm/mapper/relationship_options.hpp"
#include "cupel/schema/options.hpp"
#include "cupel/util/fixed_string.hpp"

/// The words that may stand in the type of a mapped member beside the column options of
/// <cupel/schema/options.hpp>:
///
///     Mapped<std::string, length<4000>, deferred>                          body{};
///     Relationship<List<Address>, back_populates<"user">,
///                  cascade<"all, delete-orphan">, order_by<"id">>          addresses{};
namespace cupel {

namespace detail {

void set_back_populates(RelationshipOptions& options, std::string_view key);
void set_backref(RelationshipOptions& options, std::string_view key);
void set_cascade(RelationshipOptions& options, std::string_view text);
void set_lazy(RelationshipOptions& options, std::string_view text);
void set_secondary(RelationshipOptions& options, std::string_view table);
void add_order_by(RelationshipOptions& options, std::string_view columns);
void add_foreign_keys(RelationshipOptions& options, std::string_view columns);
void add_remote_side(RelationshipOptions& options, std::string_view columns);
void add_overlaps(RelationshipOptions& options, std::string_view keys);
void set_keyed_by(RelationshipOptions& options, std::string_view attribute);

using RelationshipTextSetter = void (*)(RelationshipOptions&, std::string_view);

/// A relationship option that is a text.
template <FixedString Text, RelationshipTextSetter Set>
struct RelationshipText {
  static void apply(RelationshipOptions& o) { Set(o, Text.view()); }
};
template <auto Function>
struct RelationshipKeyFunction {
  static void apply(RelationshipOptions& o) { o.key_function = dict_key(Function); }
};
template <bool RelationshipOptions::*member, bool value = true>
struct RelationshipFlag {
  static void apply(RelationshipOptions& o) { o.*member = value; }
};

}  // namespace detail

// ---- relationships
// ---------------------------------------------------------------------------------

/// The other side: a relationship of the target that is kept in step with this one.
template <FixedString Key>
inline constexpr detail::RelationshipText<Key, detail::set_back_populates> back_populates{};
/// The same, said on one side only: the target's member needs no options.
template <FixedString Key>
inline constexpr detail::RelationshipText<Key, detail::set_backref> backref{};
/// What the related objects are drawn into: "all, delete-orphan". See CascadeOptions.
template <FixedString Text>
inline constexpr detail::RelationshipText<Text, detail::set_cascade> cascade{};
/// How it is loaded: "select", "joined", "selectin", "raise", ... See Lazy.
template <FixedString Text>
inline constexpr detail::RelationshipText<Text, detail::set_lazy> lazy{};
/// The link table of a many-to-many relationship, by its name in the metadata.
template <FixedString Table>
inline constexpr detail::RelationshipText<Table, detail::set_secondary> secondary{};
/// The order of a collection: "id", "Post.id desc", "name, id".
template <FixedString Columns>
inline constexpr detail::RelationshipText<Columns, detail::add_order_by> order_by{};
/// The columns that hold the foreign key, where several could: "billing_id".
template <FixedString Columns>
inline constexpr detail::RelationshipText<Columns, detail::add_foreign_keys> foreign_keys{};
/// The columns of the other side, where both are in one table: "id".
template <FixedString Columns>
inline constexpr detail::RelationshipText<Columns, detail::add_remote_side> remote_side{};
/// Relationships that write the same columns on purpose: "posts,author".
template <FixedString Keys>
inline constexpr detail::RelationshipText<Keys, detail::add_overlaps> overlaps{};
/// The attribute of the target that is the key of a Dict, or the name of its column.
template <FixedString Attribute>
inline constexpr detail::RelationshipText<Attribute, detail::set_keyed_by> keyed_by{};
/// A function that makes the key: `key(const Target&)`, or a const member function of the target.
template <auto Function>
inline constexpr detail::RelationshipKeyFunction<Function> keyed_by_function{};

inline constexpr detail::RelationshipFlag<&RelationshipOptions::viewonly> viewonly{};
inline constexpr detail::RelationshipFlag<&RelationshipOptions::post_update> post_update{};
inline constexpr detail::RelationshipFlag<&RelationshipOptions::single_parent> single_parent{};
inline constexpr detail::RelationshipFlag<&RelationshipOptions::innerjoin> innerjoin{};
inline constexpr detail::RelationshipFlag<&RelationshipOptions::load_on_pending> load_on_pending{};
/// Primary keys of this side change only through the program: no ON UPDATE CASCADE.
inline constexpr detail::RelationshipFlag<&RelationshipOptions::passive_updates, false>
    no_passive_updates{};

struct PassiveDeletesOption {
  PassiveDeletes value;
  constexpr void apply(RelationshipOptions& o) const { o.passive_deletes = value; }
};
/// Leaves unloaded children to ON DELETE.
inline constexpr PassiveDeletesOption passive_deletes{PassiveDeletes::yes};
inline constexpr PassiveDeletesOption passive_deletes_all{PassiveDeletes::all};

template <int Depth>
struct JoinDepthOption {
  static void apply(RelationshipOptions& o) { o.join_depth = Depth; }
};
/// How far a self-referential relationship with lazy<"joined"> goes.
template <int Depth>
inline constexpr JoinDepthOption<Depth> join_depth{};

// ---- columns
// -----------------------------------------------------------------------------------------

struct DeferredOption {
  static void apply(ColumnPropertyOptions& o) { o.deferred = true; }
};
template <FixedString Group>
struct DeferredGroupOption {
  static void apply(ColumnPropertyOptions& o) {
    o.deferred = true;
    o.deferred_group = Group.view();
  }
};
struct DeferredRaiseloadOption {
  static void apply(ColumnPropertyOptions& o) {
    o.deferred = true;
    o.raiseload = true;
  }
};
struct ActiveHistoryOption {
  static void apply(ColumnPropertyOptions& o) { o.active_history = true; }
  static void apply(RelationshipOptions& o) { o.active_history = true; }
};
struct VersionIdOption {
  static void apply(ColumnPropertyOptions& o) { o.version_id = true; }
};

/// Not in the entity's SELECT; loaded at the first access.
inline constexpr DeferredOption deferred{};
/// Deferred; the first access loads all columns of the group.
template <FixedString Group>
inline constexpr DeferredGroupOption<Group> deferred_group{};
/// Deferred; access is an error until an option loads it.
inline constexpr DeferredRaiseloadOption deferred_raiseload{};
/// The old value is loaded when an unloaded attribute is replaced.
inline constexpr ActiveHistoryOption active_history{};
/// The counter that every UPDATE and DELETE checks.
inline constexpr VersionIdOption version_id{};

// ---- reading them
// --------------------------------------------------------------------------------------

namespace detail {

template <class T>
concept AppliesToColumnProperty =
    requires(const T& option, ColumnPropertyOptions& options) { option.apply(options); };
template <class T>
concept AppliesToRelationship =
    requires(const T& option, RelationshipOptions& options) { option.apply(options); };

template <auto option>
void apply_member_option(ColumnDeclaration& column) {
  using Option = std::remove_cvref_t<decltype(option)>;
  if constexpr (is_column_option<option>) {
    apply_option<option>(column.spec);
  } else if constexpr (AppliesToColumnProperty<Option>) {
    option.apply(column.options);
  } else {
    static_assert(
        !AppliesToRelationship<Option>,
        "this is an option of Relationship<>, not of a column: Mapped<> knows primary_key, "
        "not_null, unique, indexed, length<N>, foreign_key<\"t.c\">, default_<V>, "
        "server_default<\"x\">, deferred, active_history, ...");
    static_assert(AppliesToRelationship<Option>, "this is no option of a Mapped<> member");
  }
}

template <auto option>
void apply_relationship_option(RelationshipOptions& relationship) {
  using Option = std::remove_cvref_t<decltype(option)>;
  static_assert(
      !is_column_option<option>,
      "this is an option of a column, not of Relationship<>: a foreign key belongs to the "
      "Mapped<> member that holds it");
  static_assert(is_column_option<option> || AppliesToRelationship<Option>,
                "this is no option of a Relationship<> member: it knows back_populates<\"x\">, "
                "cascade<\"...\">, order_by<\"x\">, lazy<\"...\">, secondary<\"table\">, "
                "foreign_keys<\"x\">, remote_side<\"x\">, viewonly, ...");
  if constexpr (AppliesToRelationship<Option>) option.apply(relationship);
}

}  // namespace detail

}  // namespace cupel
