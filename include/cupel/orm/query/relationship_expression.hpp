#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "cupel/orm/loading/loader_option.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/sql/expression/select.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

namespace detail {

/// The relationship behind a member. Throws UnmappedClassError, InvalidRequestError; configures the
/// registry.
const RelationshipProperty& relationship_of(const Attribute& attribute);
ElementPtr make_relationship_path(const RelationshipProperty& property,
                                  Ptr<const EntityFrom> source, Ptr<const EntityFrom> target,
                                  ColumnPtr criterion);

}  // namespace detail

/// A relationship as join() and loader options take it: from where, to where, with what criterion.
class RelationshipPath final : public JoinPath {
 public:
  RelationshipPath(const RelationshipProperty& property, Ptr<const EntityFrom> source,
                   Ptr<const EntityFrom> target, ColumnPtr criterion);
  ~RelationshipPath() override;

  [[nodiscard]] const RelationshipProperty& property() const noexcept { return *property_; }
  /// The aliased class it starts from; null: the class itself.
  [[nodiscard]] const Ptr<const EntityFrom>& source() const noexcept { return source_; }
  /// Of of_type(); null: the relationship's own target.
  [[nodiscard]] const Ptr<const EntityFrom>& target() const noexcept { return target_; }
  /// Of and_(); may be null.
  [[nodiscard]] const ColumnPtr& criterion() const noexcept { return criterion_; }

  std::string_view construct_name() const noexcept override { return "orm_relationship"; }
  void add_joins(const FromPtr& left, const FromPtr& target, bool isouter, bool full,
                 SetupJoinList& joins) const override;
  bool append_cache_key(KeyBuilder& key) const override;
  Ptr<ClauseElement> shallow_copy() const override;

 private:
  const RelationshipProperty* property_;
  Ptr<const EntityFrom> source_;
  Ptr<const EntityFrom> target_;
  ColumnPtr criterion_;
};

/// A relationship in SQL, without the type of its target; base of RelationshipExpr.
class RelationshipExpression {
 public:
  RelationshipExpression(const RelationshipProperty& property, Ptr<const EntityFrom> source)
      : property_(&property), source_(std::move(source)) {}

  [[nodiscard]] const RelationshipProperty& property() const noexcept { return *property_; }
  /// As loader options take it.
  [[nodiscard]] detail::RelationshipStep loader_step() const;
  /// As join() takes it.
  [[nodiscard]] ElementPtr path() const {
    return detail::make_relationship_path(*property_, source_, target_, criterion_);
  }

 protected:
  [[nodiscard]] FromPtr source_from() const;
  [[nodiscard]] FromPtr target_from() const;
  [[nodiscard]] Ptr<const EntityFrom> target_entity() const;
  [[nodiscard]] ColumnPtr with_criterion(const ColumnPtr& more) const;
  [[nodiscard]] Expr<bool> equals(const ObjectRef& object) const;
  [[nodiscard]] Expr<bool> not_equals(const ObjectRef& object) const;
  [[nodiscard]] Expr<bool> contains_object(const ObjectRef& object) const;
  [[nodiscard]] ColumnPtr all_named(const Parameters& equalities) const;
  [[nodiscard]] Expr<bool> any_where(const ColumnPtr& criterion) const;
  [[nodiscard]] Expr<bool> has_where(const ColumnPtr& criterion) const;

  const RelationshipProperty* property_;
  Ptr<const EntityFrom> source_;
  Ptr<const EntityFrom> target_;
  ColumnPtr criterion_;
};

template <class T>
class Aliased;

/// What `col(&User::posts)` is: a relationship to T.
///
/// Objects given are held by the expression; their keys are read when the statement is executed.
/// All throw InvalidRequestError for what the relationship cannot do (any() on a reference).
template <class T>
class RelationshipExpr : public RelationshipExpression {
 public:
  using target_type = T;
  using RelationshipExpression::RelationshipExpression;

  /// The collection has this member.
  [[nodiscard]] Expr<bool> contains(const Ref<T>& object) const { return contains_object(object); }
  /// There is a related object for which all conditions hold (or any at all).
  template <class... C>
  [[nodiscard]] Expr<bool> any(const C&... conditions) const {
    return any_where(all_of(conditions...));
  }
  /// The same by names of the target's attributes: `any({{"title", "hao"}})`.
  /// Throws InvalidRequestError for a name that is none.
  [[nodiscard]] Expr<bool> any(const Parameters& equalities) const {
    return any_where(all_named(equalities));
  }
  [[nodiscard]] Expr<bool> has(const Parameters& equalities) const {
    return has_where(all_named(equalities));
  }
  /// The related object exists, and all conditions hold for it.
  template <class... C>
  [[nodiscard]] Expr<bool> has(const C&... conditions) const {
    return has_where(all_of(conditions...));
  }
  /// What the relationship leads to, for the columns of a statement and its conditions: the alias
  /// given as its aliased_target, or by of_type(); else the class itself.
  [[nodiscard]] Aliased<T> entity() const;
  /// The same relationship to an alias of its target.
  [[nodiscard]] RelationshipExpr of_type(const Entity<T>& target) const {
    RelationshipExpr narrowed = *this;
    narrowed.target_ = target.node();
    return narrowed;
  }
  /// The same relationship with a further condition in the ON clause.
  template <class... C>
  [[nodiscard]] RelationshipExpr and_(const C&... conditions) const {
    RelationshipExpr narrowed = *this;
    narrowed.criterion_ = with_criterion(all_of(conditions...));
    return narrowed;
  }

  [[nodiscard]] friend Expr<bool> operator==(const RelationshipExpr& a, const Ref<T>& b) {
    return a.equals(b);
  }
  [[nodiscard]] friend Expr<bool> operator!=(const RelationshipExpr& a, const Ref<T>& b) {
    return a.not_equals(b);
  }
  [[nodiscard]] friend Expr<bool> operator==(const RelationshipExpr& a, std::nullptr_t) {
    return a.equals({});
  }
  [[nodiscard]] friend Expr<bool> operator!=(const RelationshipExpr& a, std::nullptr_t) {
    return a.not_equals({});
  }

 private:
  template <class... C>
  static ColumnPtr all_of(const C&... conditions) {
    if constexpr (sizeof...(C) == 0) {
      return {};
    } else if constexpr (sizeof...(C) == 1) {
      return detail::where_condition(conditions...);
    } else {
      return cupel::and_(conditions...).node();
    }
  }
};

template <class T>
struct ExprTraits<RelationshipExpr<T>> {
  using type = Untyped;
  static ElementPtr element(const RelationshipExpr<T>& expression) { return expression.path(); }
};

/// Criterion for the objects that are related to `parent`:
/// `select<Post>().where(with_parent(ed, &User::posts))`.
template <class T, class M, class C>
  requires std::is_base_of_v<C, T>
[[nodiscard]] Expr<bool> with_parent(const Ref<T>& parent, M C::*relationship) {
  return Expr<bool>(detail::relationship_of(attribute_of(relationship)).with_parent(parent));
}

}  // namespace cupel
