#include "cupel/orm/relationships/relationship_property.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

CascadeOptions effective_cascade(const std::string& name, const RelationshipOptions& options) {
  if (!options.viewonly) return options.cascade.value_or(CascadeOptions());
  if (!options.cascade) return CascadeOptions("merge");
  const CascadeOptions& cascade = *options.cascade;
  if (cascade.save_update() || cascade.delete_() || cascade.delete_orphan()) {
    throw ArgumentError(str_cat("relationship ", name, ": cascade \"", cascade.str(),
                                "\" writes, and a viewonly relationship does not; leave out "
                                "save-update, delete and delete-orphan, or viewonly"));
  }
  return cascade;
}

}  // namespace

RelationshipProperty::RelationshipProperty(const Mapper& parent, Attribute& attribute,
                                           RelationshipOptions options)
    : MapperProperty(PropertyKind::relationship, parent, attribute.key(), &attribute),
      options_(std::move(options)),
      cascade_(effective_cascade(str(), options_)),
      uselist_(attribute.is_collection()) {
  if (options_.uselist && *options_.uselist != uselist_) {
    throw ArgumentError(
        str_cat("relationship ", str(), ": uselist contradicts the member's type; ",
                "declare Relationship<List<T>> for a collection and Relationship<T> "
                "for one object"));
  }
  if (options_.passive_deletes == PassiveDeletes::all &&
      (cascade_.delete_() || cascade_.delete_orphan())) {
    throw ArgumentError(
        str_cat("relationship ", str(),
                ": passive_deletes_all leaves children alone, which contradicts the "
                "cascades delete and delete-orphan"));
  }
  if (attribute.kind() == AttributeKind::dict && options_.keyed_by.empty() &&
      !options_.key_function) {
    throw ArgumentError(str_cat("relationship ", str(),
                                ": a Dict needs to know which attribute of its members is the key; "
                                "add keyed_by<\"attribute\"> or keyed_by_function<&function>"));
  }
}

RelationshipProperty::~RelationshipProperty() = default;

ColumnPtr RelationshipProperty::in_target(const ColumnPtr& expression) const {
  if (!has_aliased_target()) return expression;
  const FromPtr& from = target_alias_.from;
  return detail::replace_columns(expression, [&](const ColumnClause& column) -> ElementPtr {
    // What is a column of the alias already must keep its identity.
    if (!target_->selectable()->columns().contains_column(detail::plain_column(column)) ||
        from->columns().contains_column(detail::plain_column(column))) {
      return {};
    }
    ElementPtr found = detail::corresponding(from, column);
    if (!found && target_alias_.adapt_on_names) {
      found = ElementPtr(from->find_column(column.key_text()));
    }
    return found;
  });
}

}  // namespace cupel
