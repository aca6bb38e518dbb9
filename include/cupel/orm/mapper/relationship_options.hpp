#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/mapper/cascade.hpp"
#include "cupel/orm/mapper/deferred_expression.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/info_map.hpp"

namespace cupel {

/// How the members of a relationship get loaded when nothing else is asked for.
enum class Lazy : std::uint8_t {
  select,        ///< at the first access, by a SELECT of its own
  immediate,     ///< together with the parent, by a SELECT of its own
  joined,        ///< with the parent's SELECT, by a LEFT OUTER JOIN
  subquery,      ///< for all parents, by a SELECT over the parents' SELECT
  selectin,      ///< for all parents, by a SELECT with IN of their keys
  raise,         ///< never: access is an error
  raise_on_sql,  ///< from the identity map only; access that needs SQL is an error
  noload,        ///< never: access yields nothing
  write_only,    ///< never: the collection is written and queried, not read
  dynamic,       ///< never: the collection is a query
};

/// The strategy named `text` ("select", "joined", "raise_on_sql", ...; "true", "false" and "none"
/// for select, joined and noload). Throws ArgumentError listing the names.
[[nodiscard]] Lazy parse_lazy(std::string_view text);
[[nodiscard]] std::string_view lazy_name(Lazy lazy) noexcept;

/// What a DELETE of the parent may leave to the database.
enum class PassiveDeletes : std::uint8_t {
  no,   ///< unloaded children are loaded, and deleted or nulled
  yes,  ///< only loaded children are; ON DELETE does the rest
  all,  ///< no child is touched
};

namespace detail {

template <class T, class Function>
DictKeyFunction make_dict_key(Function function) {
  using Key = std::decay_t<std::invoke_result_t<Function, const T&>>;
  static_assert(std::constructible_from<Value, Key>,
                "the function of keyed_by gives a key that is no value of SQL; let it give a "
                "std::string or a number");
  return [function](const void* object) {
    return Value(std::invoke(function, *static_cast<const T*>(object)));
  };
}
template <class R, class T>
DictKeyFunction dict_key(R (*function)(const T&)) {
  return make_dict_key<T>(function);
}
template <class R, class T>
DictKeyFunction dict_key(R (T::*function)() const) {
  return make_dict_key<T>(function);
}

}  // namespace detail

/// What is known of a relationship before its target is: everything that its declaration says.
/// A plain value; texts and functions are resolved when the registry configures itself.
struct RelationshipOptions {
  std::string
      target;  ///< class name for error texts; the class itself comes from the member's type
  DeferredAlias aliased_target;  ///< what related objects are read from; unset: the class's table
  DeferredFrom secondary;
  DeferredExpression primaryjoin;
  DeferredExpression secondaryjoin;
  DeferredColumns foreign_keys;
  DeferredColumns remote_side;
  DeferredColumns order_by;
  std::string back_populates;
  std::optional<std::string> backref;  ///< key of the reverse relationship, a member of the target
  std::optional<CascadeOptions> cascade;
  Lazy lazy = Lazy::select;
  std::optional<bool> uselist;  ///< from the member's type unless given
  bool viewonly = false;
  bool sync_backref = true;  ///< of a viewonly relationship: still follow changes of its reverse
  bool post_update = false;
  bool single_parent = false;
  bool passive_updates = true;
  PassiveDeletes passive_deletes = PassiveDeletes::no;
  bool active_history = false;
  bool innerjoin = false;
  bool load_on_pending = false;
  std::optional<bool> omit_join;  ///< of selectin loading; decided from the keys unless given
  std::optional<bool> distinct_target_key;
  std::optional<int> join_depth;
  std::string keyed_by;               ///< attribute or column of the target, the key of a Dict
  DictKeyFunction key_function;       ///< makes the key of a Dict, where no attribute is
  std::vector<std::string> overlaps;  ///< relationships that may write the same columns
  mutable InfoMap info;               ///< the user's to read and change
  std::string doc;
};

/// Says how a relationship is joined, ordered, cascaded and loaded: what `Mapping::relationship`
/// returns. Each member changes the declaration and returns *this.
///
///     m.relationship(&User::boston)
///         .primaryjoin([] { return col(&User::id) == col(&Address::user_id) &&
///                                  col(&Address::city) == "Boston"; })
///         .order_by(&Address::id);
///
/// Expressions may be given as such when the classes they name are mapped already, as functions
/// (called once, when the registry is configured), as pointers to members, or as text
/// ("Address.id", "Address.id desc").
class RelationshipMapping {
 public:
  explicit RelationshipMapping(RelationshipOptions& options) noexcept : options_(&options) {}

  /// The related objects are read from an alias of their class: its table a second time, a join, or
  /// a subquery that numbers or limits the rows. `primaryjoin` is in terms of the alias's columns.
  /// Mostly for viewonly relationships: others need an alias whose columns the class is mapped to.
  RelationshipMapping& aliased_target(DeferredAlias alias) {
    options_->aliased_target = std::move(alias);
    return *this;
  }
  /// The same with the primaryjoin as a function of the alias:
  ///
  ///     m.relationship(&User::latest)
  ///         .aliased_target([] { return aliased<Post>(numbered_posts()); },
  ///                         [](const Aliased<Post>& post) {
  ///                           return post[&Post::user_id] == col(&User::id) &&
  ///                                  post.selectable().c["number"] <= 3;
  ///                         })
  ///         .viewonly();
  template <detail::MakesAlias F, class C>
  RelationshipMapping& aliased_target(F make, C condition) {
    using Made = std::decay_t<std::invoke_result_t<const F&>>;
    const auto made = std::make_shared<std::optional<Made>>();
    options_->aliased_target =
        DeferredAlias([made, make = std::move(make)] { return made->emplace(make()); });
    // The target is resolved before any condition is.
    options_->primaryjoin = DeferredExpression(
        [made, condition = std::move(condition)] { return condition(made->value()); });
    return *this;
  }
  RelationshipMapping& primaryjoin(DeferredExpression condition) {
    options_->primaryjoin = std::move(condition);
    return *this;
  }
  RelationshipMapping& secondaryjoin(DeferredExpression condition) {
    options_->secondaryjoin = std::move(condition);
    return *this;
  }
  /// The link table of a many-to-many relationship: a Table or its name.
  RelationshipMapping& secondary(DeferredFrom table) {
    options_->secondary = std::move(table);
    return *this;
  }
  template <class... Columns>
  RelationshipMapping& foreign_keys(Columns&&... columns) {
    (options_->foreign_keys.add(std::forward<Columns>(columns)), ...);
    return *this;
  }
  template <class... Columns>
  RelationshipMapping& remote_side(Columns&&... columns) {
    (options_->remote_side.add(std::forward<Columns>(columns)), ...);
    return *this;
  }
  template <class... Columns>
  RelationshipMapping& order_by(Columns&&... columns) {
    (options_->order_by.add(std::forward<Columns>(columns)), ...);
    return *this;
  }
  RelationshipMapping& back_populates(std::string key);
  /// The same by the member of the other class.
  template <class M, class C>
    requires(!std::is_function_v<M>)
  RelationshipMapping& back_populates(M C::*member) {
    return back_populates(attribute_of(member).key());
  }
  /// The reverse relationship is the target's member `key`; it needs no options of its own.
  RelationshipMapping& backref(std::string key);
  RelationshipMapping& cascade(std::string_view text);
  RelationshipMapping& lazy(Lazy strategy);
  RelationshipMapping& lazy(std::string_view strategy);
  RelationshipMapping& uselist(bool value);
  RelationshipMapping& viewonly(bool value = true);
  RelationshipMapping& sync_backref(bool value);
  RelationshipMapping& post_update(bool value = true);
  RelationshipMapping& single_parent(bool value = true);
  RelationshipMapping& passive_updates(bool value);
  RelationshipMapping& passive_deletes(PassiveDeletes value = PassiveDeletes::yes);
  RelationshipMapping& active_history(bool value = true);
  RelationshipMapping& innerjoin(bool value = true);
  RelationshipMapping& load_on_pending(bool value = true);
  RelationshipMapping& omit_join(bool value);
  RelationshipMapping& distinct_target_key(bool value);
  RelationshipMapping& join_depth(int depth);
  /// The attribute of the target that is the key of a Dict, or the name of its column.
  RelationshipMapping& keyed_by(std::string_view attribute);
  /// A function `key(const Target&)`, or member function of the target, that makes the key.
  template <class R, class T>
  RelationshipMapping& keyed_by(R (*function)(const T&)) {
    options_->key_function = detail::dict_key(function);
    return *this;
  }
  template <class R, class T>
  RelationshipMapping& keyed_by(R (T::*function)() const) {
    options_->key_function = detail::dict_key(function);
    return *this;
  }
  /// Keys of relationships that write the same columns on purpose: "posts,author".
  RelationshipMapping& overlaps(std::string_view keys);
  RelationshipMapping& doc(std::string text);
  /// What the user keeps beside the relationship: RelationshipProperty::info().
  RelationshipMapping& info(InfoMap info);

 private:
  RelationshipOptions* options_;
};

}  // namespace cupel
