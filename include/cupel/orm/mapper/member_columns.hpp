#pragma once

#include <optional>
#include <type_traits>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/orm/attributes/relationship.hpp"
#include "cupel/orm/mapper/deferred_expression.hpp"
#include "cupel/sql/expression/expr.hpp"

namespace cupel {

namespace detail {

/// The C++ type of the value of a member: of Mapped<T> the T, else the member's own.
template <class M>
struct MemberValue {
  using type = M;
};
template <class T, auto... options>
struct MemberValue<Mapped<T, options...>> {
  using type = T;
};
template <class T>
struct MemberValue<Composite<T>> {
  using type = T;
};
template <class T, auto... options>
struct MemberValue<Relationship<T, options...>> {};

template <class M>
using MemberValueOf = typename MemberValue<M>::type;

template <class M>
inline constexpr bool kIsRelationshipMember = false;
template <class T, auto... options>
inline constexpr bool kIsRelationshipMember<Relationship<T, options...>> = true;

}  // namespace detail

/// Gives the columns of a mapped class by its members: `u(&User::name)`. What the function of a
/// column_property gets.
class MemberColumns {
 public:
  template <class M, class C>
  [[nodiscard]] auto operator()(M C::*member) const {
    static_assert(
        !detail::kIsRelationshipMember<M>,
        "a relationship is no column: use col(&Class::relationship).any(...) or .has(...)");
    static_assert(!detail::kIsCompositeMember<M>,
                  "a composite is no column: name the columns that it is made of");
    return Expr<detail::MemberValueOf<M>>(detail::attribute_expression(attribute_of(member)));
  }
};

}  // namespace cupel
