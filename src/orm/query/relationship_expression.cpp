#include "cupel/orm/query/relationship_expression.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/expression/operate.hpp"
#include "cupel/sql/traversal/cache_key.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel {

namespace detail {

const RelationshipProperty& relationship_of(const Attribute& attribute) {
  const Mapper& mapper = mapper_of(attribute.owner());
  mapper.ensure_configured();
  return mapper.relationship(attribute.key());
}

ElementPtr make_relationship_path(const RelationshipProperty& property,
                                  Ptr<const EntityFrom> source, Ptr<const EntityFrom> target,
                                  ColumnPtr criterion) {
  return make_ptr<RelationshipPath>(property, std::move(source), std::move(target),
                                    std::move(criterion));
}

}  // namespace detail

RelationshipPath::RelationshipPath(const RelationshipProperty& property,
                                   Ptr<const EntityFrom> source, Ptr<const EntityFrom> target,
                                   ColumnPtr criterion)
    : property_(&property),
      source_(std::move(source)),
      target_(std::move(target)),
      criterion_(std::move(criterion)) {}
RelationshipPath::~RelationshipPath() = default;

void RelationshipPath::add_joins(const FromPtr& left, const FromPtr& target, bool isouter,
                                 bool full, SetupJoinList& joins) const {
  JoinRequest request;
  request.source = source_ ? source_->from() : FromPtr();
  request.target = target_ ? target_->from() : target;
  request.alias_secondary = true;
  // Of an aliased target the criterion speaks itself.
  const bool adapts = request.target == nullptr;
  request.extra = adapts ? criterion_ : ColumnPtr();
  JoinTargets join = property_->join(request);
  if (!adapts && criterion_) {
    ColumnPtr& last = join.secondary ? join.secondaryjoin : join.primaryjoin;
    last = detail::both(std::move(last), criterion_);
  }
  const FromPtr from = left && !source_ ? left : join.source;
  if (!join.secondary) {
    joins.push_back({join.target, join.primaryjoin, from, isouter, full});
    return;
  }
  if (isouter || full) {
    // The link table and the target are one side of the outer join: a link without target is none.
    auto inner = make_ptr<Join>(join.secondary, join.target, join.secondaryjoin, false, false);
    joins.push_back({ElementPtr(inner), join.primaryjoin, from, isouter, full});
    return;
  }
  joins.push_back({join.secondary, join.primaryjoin, from, false, false});
  joins.push_back({join.target, join.secondaryjoin, join.secondary, false, false});
}

bool RelationshipPath::append_cache_key(KeyBuilder& key) const {
  key.address(property_);
  return key.element(source_.get()) && key.element(target_.get()) && key.element(criterion_.get());
}

Ptr<ClauseElement> RelationshipPath::shallow_copy() const {
  return make_ptr<RelationshipPath>(*property_, source_, target_, criterion_);
}

detail::RelationshipStep RelationshipExpression::loader_step() const {
  return {property_->attribute(), source_from(), target_from(), criterion_};
}

FromPtr RelationshipExpression::source_from() const {
  return source_ ? source_->from() : FromPtr();
}
FromPtr RelationshipExpression::target_from() const {
  return target_ ? target_->from() : FromPtr();
}
Ptr<const EntityFrom> RelationshipExpression::target_entity() const {
  if (target_) return target_;
  const AliasedTarget& alias = property_->target_alias();
  if (alias.class_info == nullptr) return detail::entity_of(property_->target().class_info());
  return make_ptr<EntityFrom>(property_->target(), alias.from, alias.name, alias.adapt_on_names);
}
ColumnPtr RelationshipExpression::with_criterion(const ColumnPtr& more) const {
  return detail::both(criterion_, more);
}
Expr<bool> RelationshipExpression::equals(const ObjectRef& object) const {
  return Expr<bool>(property_->equals(object, source_from()));
}
Expr<bool> RelationshipExpression::not_equals(const ObjectRef& object) const {
  return Expr<bool>(property_->not_equals(object, source_from()));
}
Expr<bool> RelationshipExpression::contains_object(const ObjectRef& object) const {
  return Expr<bool>(property_->contains(object, source_from()));
}
ColumnPtr RelationshipExpression::all_named(const Parameters& equalities) const {
  const Mapper& target = property_->target();
  ColumnPtr all;
  for (const Parameter& wanted : equalities) {
    const ColumnPtr column = target_ ? detail::entity_column(*target_, wanted.name)
                                     : target.column_property(wanted.name).expression();
    all =
        detail::both(std::move(all), detail::operate(Operator::eq, column, Operand(wanted.value)));
  }
  return all;
}
Expr<bool> RelationshipExpression::any_where(const ColumnPtr& criterion) const {
  return Expr<bool>(property_->any(with_criterion(criterion), source_from(), target_from()));
}
Expr<bool> RelationshipExpression::has_where(const ColumnPtr& criterion) const {
  return Expr<bool>(property_->has(with_criterion(criterion), source_from(), target_from()));
}

}  // namespace cupel
