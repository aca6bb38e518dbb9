#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// Options of selectinload().
struct SelectinOptions {
  std::optional<std::size_t> chunk_size{};  ///< keys per statement; 500 unless given
};

/// Says how something is loaded: the argument of `options(...)`.
///
///     select<User>().options(selectinload(&User::posts).joinedload(&Post::tags),
///                            defer(&User::biography), raiseload("*"))
///
/// An immutable value; each member returns a longer path. What a later option says about the same
/// thing wins.
class LoaderOption {
 public:
  /// For the entity at the start of the path: the class whose members the path begins with.
  explicit LoaderOption(const ClassInfo* start = nullptr);

  // The next step of the path, along a relationship of the class where the path stands.
  template <class M, class C>
  [[nodiscard]] LoaderOption selectinload(M C::*member, SelectinOptions options = {}) const {
    return relationship(attribute_of(member), Lazy::selectin, options);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption joinedload(M C::*member, bool inner = false) const {
    return joined(attribute_of(member), inner);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption subqueryload(M C::*member) const {
    return relationship(attribute_of(member), Lazy::subquery);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption immediateload(M C::*member) const {
    return relationship(attribute_of(member), Lazy::immediate);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption lazyload(M C::*member) const {
    return relationship(attribute_of(member), Lazy::select);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption raiseload(M C::*member, bool sql_only = false) const {
    return relationship(attribute_of(member), sql_only ? Lazy::raise_on_sql : Lazy::raise);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption noload(M C::*member) const {
    return relationship(attribute_of(member), Lazy::noload);
  }
  /// Goes on along the relationship without saying how it is loaded itself.
  template <class M, class C>
  [[nodiscard]] LoaderOption defaultload(M C::*member) const {
    return relationship(attribute_of(member), std::nullopt);
  }
  /// The rows hold the target already, joined by the statement (as `alias`, if given).
  template <class M, class C>
  [[nodiscard]] LoaderOption contains_eager(M C::*member, ElementPtr alias = {}) const {
    return contained(attribute_of(member), std::move(alias));
  }

  // The wildcard: all relationships of the entity where the path stands that nothing else is said
  // about.
  [[nodiscard]] LoaderOption lazyload(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption raiseload(std::string_view wildcard, bool sql_only = false) const;
  [[nodiscard]] LoaderOption selectinload(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption noload(std::string_view wildcard) const;

  // Columns of the entity where the path stands.
  template <class... Members>
  [[nodiscard]] LoaderOption load_only(Members... members) const {
    return only({&attribute_of(members)...}, false);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption defer(M C::*member, bool raiseload = false) const {
    return column(attribute_of(member),
                  raiseload ? OptionTree::ColumnRule::raise : OptionTree::ColumnRule::defer);
  }
  template <class M, class C>
  [[nodiscard]] LoaderOption undefer(M C::*member) const {
    return column(attribute_of(member), OptionTree::ColumnRule::load);
  }
  [[nodiscard]] LoaderOption undefer(std::string_view wildcard) const;
  [[nodiscard]] LoaderOption undefer_group(std::string group) const;

  /// Further criterion for the rows that the last step loads; in terms of the target's columns.
  [[nodiscard]] LoaderOption and_(const Expr<bool>& criterion) const;
  /// Several options for the target of the last step.
  template <class... Options>
  [[nodiscard]] LoaderOption options(const Options&... below) const {
    return with_below({&below...});
  }

  /// The class that the path starts with; null: any (wildcards at the top).
  [[nodiscard]] const ClassInfo* start() const noexcept { return start_; }
  [[nodiscard]] const OptionTree& tree() const noexcept { return *tree_; }

 private:
  LoaderOption relationship(const Attribute& attribute, std::optional<Lazy> strategy,
                            SelectinOptions options = {}) const;
  LoaderOption joined(const Attribute& attribute, bool inner) const;
  LoaderOption contained(const Attribute& attribute, ElementPtr alias) const;
  LoaderOption wildcard(std::string_view text, Lazy strategy) const;
  LoaderOption column(const Attribute& attribute, OptionTree::ColumnRule rule) const;
  LoaderOption only(std::vector<const Attribute*> columns, bool raise) const;
  LoaderOption with_below(std::vector<const LoaderOption*> below) const;
  /// A copy with its end, where the next step goes.
  std::pair<LoaderOption, OptionTree*> extended() const;

  const ClassInfo* start_;
  Ptr<OptionTree> tree_;
  std::vector<const Attribute*> path_;  // relationships from the start to where the path stands
};

template <class M, class C>
[[nodiscard]] LoaderOption selectinload(M C::*member, SelectinOptions options = {}) {
  return LoaderOption(&class_info<C>()).selectinload(member, options);
}
template <class M, class C>
[[nodiscard]] LoaderOption joinedload(M C::*member, bool inner = false) {
  return LoaderOption(&class_info<C>()).joinedload(member, inner);
}
template <class M, class C>
[[nodiscard]] LoaderOption subqueryload(M C::*member) {
  return LoaderOption(&class_info<C>()).subqueryload(member);
}
template <class M, class C>
[[nodiscard]] LoaderOption immediateload(M C::*member) {
  return LoaderOption(&class_info<C>()).immediateload(member);
}
template <class M, class C>
[[nodiscard]] LoaderOption lazyload(M C::*member) {
  return LoaderOption(&class_info<C>()).lazyload(member);
}
template <class M, class C>
[[nodiscard]] LoaderOption raiseload(M C::*member, bool sql_only = false) {
  return LoaderOption(&class_info<C>()).raiseload(member, sql_only);
}
template <class M, class C>
[[nodiscard]] LoaderOption noload(M C::*member) {
  return LoaderOption(&class_info<C>()).noload(member);
}
template <class M, class C>
[[nodiscard]] LoaderOption defaultload(M C::*member) {
  return LoaderOption(&class_info<C>()).defaultload(member);
}
template <class M, class C>
[[nodiscard]] LoaderOption contains_eager(M C::*member, ElementPtr alias = {}) {
  return LoaderOption(&class_info<C>()).contains_eager(member, std::move(alias));
}
[[nodiscard]] LoaderOption lazyload(std::string_view wildcard);
[[nodiscard]] LoaderOption raiseload(std::string_view wildcard, bool sql_only = false);
[[nodiscard]] LoaderOption selectinload(std::string_view wildcard);
[[nodiscard]] LoaderOption noload(std::string_view wildcard);

template <class M, class C, class... More>
[[nodiscard]] LoaderOption load_only(M C::*member, More... more) {
  return LoaderOption(&class_info<C>()).load_only(member, more...);
}
template <class M, class C>
[[nodiscard]] LoaderOption defer(M C::*member, bool raiseload = false) {
  return LoaderOption(&class_info<C>()).defer(member, raiseload);
}
template <class M, class C>
[[nodiscard]] LoaderOption undefer(M C::*member) {
  return LoaderOption(&class_info<C>()).undefer(member);
}
/// The options for a class: `Load<User>().raiseload("*")`.
template <class T>
[[nodiscard]] LoaderOption Load() {
  return LoaderOption(&class_info<T>());
}

}  // namespace cupel
