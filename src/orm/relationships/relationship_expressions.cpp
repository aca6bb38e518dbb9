// What `col(&Post::user)` offers in a statement: comparison with objects, membership, EXISTS.

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/binary.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/column_visits.hpp"
#include "sql/expression/negation.hpp"

namespace cupel {
namespace {

/// Reads a column of an object when the statement is executed: its present value, or the last one
/// that was known where it cannot be had any more.
class ObjectColumn {
 public:
  ObjectColumn(ObjectRef object, const Mapper& mapper, const ColumnClause& column)
      : object_(std::move(object)), property_(&mapper.column_property_for(column)) {
    remember();
  }

  Value operator()() const {
    Instance& instance = *object_.instance();
    const Attribute& attribute = *property_->attribute();
    const Passive passive =
        instance.persistent() ? Passive::off : Passive::no_fetch - Passive::init_ok;
    const LoadResult result = ensure_loaded(instance, attribute, passive);
    if (result == LoadResult::present) {
      remember();
    } else if (!known_) {
      throw InvalidRequestError(str_cat("Can't resolve value for column ", column_text(),
                                        " on object ", instance_str(instance),
                                        instance.detached() || instance.is(Instance::expired)
                                            ? "; the object is detached and the value was expired"
                                            : "; no value has been set for this column"));
    }
    if (last_.is_null()) {
      warn(str_cat("Got None for value of column ", column_text(),
                   "; this is unsupported for a relationship comparison and will not currently "
                   "produce an IS comparison; compare with nullptr instead"));
    }
    return last_;
  }

 private:
  void remember() const {
    const Instance& instance = *object_.instance();
    const Attribute& attribute = *property_->attribute();
    if (!attribute.is_plain() && !attribute.slot(instance).has(detail::Slot::present)) return;
    last_ = loaded_value(instance, attribute);
    known_ = true;
  }
  std::string column_text() const {
    const ColumnClause& column = *property_->column();
    return str_cat(column.table()->description(), ".", column.key_text());
  }

  ObjectRef object_;
  const ColumnProperty* property_;
  mutable Value last_;
  mutable bool known_ = false;
};

ColumnPtr object_bind(std::string_view name, const ObjectRef& object, const Mapper& mapper,
                      const ColumnClause& column) {
  BindOptions options;
  options.type = column.type();
  options.unique = true;
  options.callable = ObjectColumn(object, mapper, column);
  return ColumnPtr(make_ptr<BindParameter>(std::string(name), std::nullopt, std::move(options)));
}

void require_object(const RelationshipProperty& property, const ObjectRef& object,
                    const Mapper& expected) {
  const Mapper* mapper = object.instance()->class_info().mapper();
  if (mapper != nullptr && mapper->is_a(expected)) return;
  throw ArgumentError(str_cat("Mapped instance expected for relationship comparison to object; ",
                              property.str(), " compares with objects of class '",
                              expected.class_name(), "', and this one is a '",
                              object.instance()->class_info().name(), "'"));
}

/// `clause` with the columns of `object` in place of its parameters.
ColumnPtr bind_object(const LazyClause& clause, const ObjectRef& object, const Mapper& mapper) {
  std::vector<std::pair<const ClauseElement*, ColumnPtr>> binds;
  for (const LazyClause::Bound& bound : clause.binds) {
    binds.emplace_back(bound.bind, object_bind("param", object, mapper, *bound.column));
  }
  return static_ptr_cast<const ColumnElement>(visitors::replacement_traverse(
      *clause.criterion, [&](const ClauseElement& element) -> ElementPtr {
        if (element.kind() != ElementKind::bind) return {};
        for (const auto& [bind, replacement] : binds) {
          if (bind == &element) return replacement;
        }
        return {};
      }));
}

/// `clause` with "IS NULL" in place of comparisons with its parameters.
ColumnPtr bind_null(const LazyClause& clause) {
  const auto is_bound = [&](const ColumnPtr& side) {
    for (const LazyClause::Bound& bound : clause.binds) {
      if (side.get() == bound.bind) return true;
    }
    return false;
  };
  return static_ptr_cast<const ColumnElement>(visitors::replacement_traverse(
      *clause.criterion, [&](const ClauseElement& element) -> ElementPtr {
        if (element.kind() != ElementKind::binary) return {};
        const auto& binary = as<BinaryExpression>(element);
        if (binary.op() != Operator::eq) return {};
        if (is_bound(binary.left())) {
          return detail::operate(Operator::is_, binary.right(), nullptr);
        }
        if (is_bound(binary.right())) {
          return detail::operate(Operator::is_, binary.left(), nullptr);
        }
        return {};
      }));
}

/// `criterion` with the columns of `from` in place of those of `original`.
ColumnPtr adapt(ColumnPtr criterion, const FromPtr& original, const FromPtr& from) {
  if (!criterion || !from || from == original) return criterion;
  return detail::replace_columns(criterion, [&](const ColumnClause& column) -> ElementPtr {
    if (!original->columns().contains_column(detail::plain_column(column))) return {};
    return detail::corresponding(from, column);
  });
}

ColumnPtr alias_secondary(ColumnPtr criterion, const FromPtr& secondary) {
  return secondary ? adapt(std::move(criterion), secondary, FromPtr(make_ptr<Alias>(secondary)))
                   : criterion;
}

ColumnPtr exists_criterion(const RelationshipProperty& property, const ColumnPtr& criterion,
                           const FromPtr& source, const FromPtr& target) {
  JoinRequest request;
  request.source = source;
  request.target = target;
  // The rows of one table inside and outside are told apart by an alias.
  request.alias_target = property.is_self_referential() && !source;
  // An alias on either side asks for one of the link table as well.
  request.alias_secondary = request.alias_target || source || target;
  const JoinTargets join = property.join(request);
  const FromExpr inner(join.target);
  ColumnPtr condition = detail::both(join.primaryjoin, join.secondaryjoin);
  ColumnPtr inner_criterion =
      target ? criterion
             : adapt(property.in_target(criterion), property.target_from(), join.target);
  condition = detail::both(std::move(condition), std::move(inner_criterion));
  Select<> select = cupel::select(literal_column("1"))
                        .as<>()
                        .where(Expr<bool>(std::move(condition)))
                        .select_from(inner);
  if (join.secondary) {
    return select.correlate_except(inner, FromExpr(join.secondary)).exists().node();
  }
  return select.correlate_except(inner).exists().node();
}

/// True when a comparison with the values of an object says all that the relationship does. Those
/// are values of the table: whether an alias has a row with them, only the alias can tell.
bool tells_by_object(const RelationshipProperty& property) {
  if (!property.has_aliased_target()) return true;
  const ColumnCollection& rows = property.target_from()->columns();
  const ColumnCollection& table = property.target().selectable()->columns();
  bool all_known = true;
  for (const ColumnPtr& side : {property.primaryjoin(), property.secondaryjoin()}) {
    if (!side) continue;
    detail::for_each_column(*side, [&](const ColumnClause& column) {
      if (rows.contains_column(column) && !table.contains_column(column)) all_known = false;
    });
  }
  return all_known;
}

/// True for the rows that are related to the object's row, whatever else they are related to.
ColumnPtr same_object_exists(const RelationshipProperty& property, const ObjectRef& object,
                             const FromPtr& source) {
  const Mapper& target = property.target();
  ColumnPtr same;
  for (const auto& key : target.primary_key()) {
    same = detail::both(
        std::move(same),
        detail::operate(Operator::eq, ColumnPtr(key),
                        Operand(ElementPtr(object_bind("param", object, target, *key)))));
  }
  return exists_criterion(property, same, source, {});
}

}  // namespace

ColumnPtr RelationshipProperty::equals(const ObjectRef& object, const FromPtr& source) const {
  parent().ensure_configured();
  if (!object) {
    if (direction() != Direction::many_to_one) {
      return exists_criterion(*this, {}, source, {})->negate();
    }
    return adapt(bind_null(reverse_lazy_), parent().selectable(), source);
  }
  if (uselist_) {
    throw InvalidRequestError(
        str_cat("Can't compare a collection to an object or collection; use "
                "contains() to test for membership: ",
                str(), " is a collection"));
  }
  require_object(*this, object, target());
  if (!tells_by_object(*this)) return same_object_exists(*this, object, source);
  return adapt(alias_secondary(bind_object(reverse_lazy_, object, target()), secondary_),
               parent().selectable(), source);
}

ColumnPtr RelationshipProperty::not_equals(const ObjectRef& object, const FromPtr& source) const {
  parent().ensure_configured();
  if (!object) {
    if (direction() != Direction::many_to_one) return exists_criterion(*this, {}, source, {});
    return adapt(bind_null(reverse_lazy_)->negate(), parent().selectable(), source);
  }
  if (uselist_) {
    throw InvalidRequestError(
        str_cat("Can't compare a collection to an object or collection; use "
                "contains() to test for membership: ",
                str(), " is a collection"));
  }
  require_object(*this, object, target());
  if (direction() == Direction::many_to_one && use_get_) {
    ColumnPtr all;
    for (const ColumnPair& pair : local_remote_pairs()) {
      const ColumnPtr local(pair.local);
      ColumnPtr differs = detail::operate(
          Operator::ne, local,
          Operand(
              ElementPtr(object_bind(pair.local->bind_name(), object, target(), *pair.remote))));
      all = detail::both(
          std::move(all),
          detail::conjunction(
              Operator::or_, {std::move(differs), detail::operate(Operator::is_, local, nullptr)}));
    }
    return adapt(std::move(all), parent().selectable(), source);
  }
  return same_object_exists(*this, object, source)->negate();
}

ColumnPtr RelationshipProperty::contains(const ObjectRef& object, const FromPtr& source) const {
  parent().ensure_configured();
  if (!uselist_) {
    throw InvalidRequestError(str_cat(
        "'contains' not implemented for scalar attributes. Use ==: ", str(), " is a reference"));
  }
  if (!object) {
    throw InvalidRequestError(str_cat("a collection holds no null: ", str(), ".contains(nullptr)"));
  }
  require_object(*this, object, target());
  if (!tells_by_object(*this)) return same_object_exists(*this, object, source);
  ColumnPtr linked =
      adapt(alias_secondary(bind_object(reverse_lazy_, object, target()), secondary_),
            parent().selectable(), source);
  if (!secondary_) return linked;
  // NOT of the condition would be true for every other row of the link table.
  return static_ptr_cast<const ColumnElement>(linked->annotate(
      {{detail::kNegation, same_object_exists(*this, object, source)->negate(), 0, {}}}));
}

ColumnPtr RelationshipProperty::any(const ColumnPtr& criterion, const FromPtr& source,
                                    const FromPtr& target) const {
  parent().ensure_configured();
  if (!uselist_) {
    throw InvalidRequestError(str_cat(
        "'any()' not implemented for scalar attributes. Use has(): ", str(), " is a reference"));
  }
  return exists_criterion(*this, criterion, source, target);
}

ColumnPtr RelationshipProperty::has(const ColumnPtr& criterion, const FromPtr& source,
                                    const FromPtr& target) const {
  parent().ensure_configured();
  if (uselist_) {
    throw InvalidRequestError(
        str_cat("'has()' not implemented for collections. Use any(): ", str(), " is one"));
  }
  return exists_criterion(*this, criterion, source, target);
}

ColumnPtr RelationshipProperty::with_parent(const ObjectRef& object, const FromPtr& target) const {
  parent().ensure_configured();
  if (!object) {
    throw ArgumentError(str_cat("with_parent() needs an object: the parent of ", str()));
  }
  require_object(*this, object, parent());
  return adapt(alias_secondary(bind_object(lazy_, object, parent()), secondary_), target_from(),
               target);
}

}  // namespace cupel
