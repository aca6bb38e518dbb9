#pragma once

#include <string_view>
#include <type_traits>

#include "cupel/orm/mapper/member_columns.hpp"
#include "cupel/orm/query/composite.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/query/relationship_expression.hpp"

namespace cupel {

namespace detail {

template <class M>
struct RelationshipTarget;
template <class T, auto... options>
struct RelationshipTarget<Relationship<T, options...>> {
  using type = typename Relationship<T, options...>::target_type;
};

}  // namespace detail

/// A mapped member in SQL: `col(&User::name) == "ed"`, `col(&User::posts).any(...)`.
/// Throws UnmappedClassError, UnmappedColumnError.
template <class M, class C>
  requires(!std::is_function_v<M>)
[[nodiscard]] auto col(M C::*member) {
  if constexpr (detail::kIsRelationshipMember<M>) {
    return RelationshipExpr<typename detail::RelationshipTarget<M>::type>(
        detail::relationship_of(attribute_of(member)), {});
  } else if constexpr (detail::kIsCompositeMember<M>) {
    return CompositeExpr<typename M::value_type>(
        detail::attribute_expression(attribute_of(member)));
  } else {
    return Expr<detail::MemberValueOf<M>>(detail::attribute_expression(attribute_of(member)));
  }
}

/// A mapped attribute by its name: `attr<User>("icon_id") == 3`. Throws InvalidRequestError, with a
/// proposal, for a name that is none.
template <class T>
[[nodiscard]] Expr<Untyped> attr(std::string_view name) {
  return Expr<Untyped>(detail::entity_column(*detail::entity_of(class_info<T>()), name));
}

/// A second appearance of a mapped class in a statement: `auto ua = aliased<User>("ua");`
/// `select(ua, ua[&User::name]).join(ua, ua[&User::id] == col(&Post::user_id))`.
template <class T>
class Aliased : public Entity<T> {
 public:
  explicit Aliased(Ptr<const EntityFrom> node) noexcept : Entity<T>(std::move(node)) {}

  /// What it is read from, with columns beyond those of the class: `post.selectable().c["number"]`.
  [[nodiscard]] FromExpr selectable() const { return FromExpr(this->node_->from()); }

  /// A column or relationship of this appearance.
  template <class M, class C>
    requires std::is_base_of_v<C, T>
  [[nodiscard]] auto operator[](M C::*member) const {
    if constexpr (detail::kIsRelationshipMember<M>) {
      return RelationshipExpr<typename detail::RelationshipTarget<M>::type>(
          detail::relationship_of(attribute_of(member)), this->node_);
    } else if constexpr (detail::kIsCompositeMember<M>) {
      return CompositeExpr<typename M::value_type>(
          detail::composite_of(*this->node_, attribute_of(member)));
    } else {
      return Expr<detail::MemberValueOf<M>>(
          detail::entity_column(*this->node_, attribute_of(member)));
    }
  }
  /// The same by name.
  [[nodiscard]] Expr<Untyped> attr(std::string_view name) const {
    return Expr<Untyped>(detail::entity_column(*this->node_, name));
  }
};

/// `name` empty: an anonymous alias (`users_1`).
template <class T>
[[nodiscard]] Aliased<T> aliased(std::string_view name = {}) {
  return Aliased<T>(detail::make_alias(class_info<T>(), {.name = name}));
}
template <class T>
[[nodiscard]] Aliased<T> aliased(const AliasedOptions& options) {
  return Aliased<T>(detail::make_alias(class_info<T>(), options));
}
/// The class read from other rows: a subquery, CTE, or alias with its columns. Throws ArgumentError
/// where a column of the primary key is missing in it.
template <class T>
[[nodiscard]] Aliased<T> aliased(const FromExpr& from, const AliasedOptions& options = {}) {
  return Aliased<T>(detail::make_alias(class_info<T>(), from, options));
}

template <class T>
struct ExprTraits<Aliased<T>> : ExprTraits<Entity<T>> {};

template <class T>
Aliased<T> RelationshipExpr<T>::entity() const {
  return Aliased<T>(this->target_entity());
}

/// A pointer to a mapped member stands for its column wherever an expression may stand:
/// `select(&User::id, func::count(&Address::id)).group_by(&User::id)`; to a relationship in join().
template <class M, class C>
  requires(!std::is_function_v<M> && !detail::kIsRelationshipMember<M>)
struct ExprTraits<M C::*> {
  using type = detail::MemberValueOf<M>;
  static ElementPtr element(M C::*member) {
    return detail::attribute_expression(attribute_of(member));
  }
};
template <class M, class C>
  requires(!std::is_function_v<M> && detail::kIsRelationshipMember<M>)
struct ExprTraits<M C::*> {
  using type = Untyped;
  static ElementPtr element(M C::*member) {
    return detail::make_relationship_path(detail::relationship_of(attribute_of(member)), {}, {},
                                          {});
  }
};

}  // namespace cupel
