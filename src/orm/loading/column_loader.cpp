#include <algorithm>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/loading/key_loader.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/loading/attribute_loaders.hpp"

namespace cupel {

using detail::Slot;

namespace {

/// The columns that an expired object has to load anew; deferred ones among them are given up.
std::vector<const ColumnProperty*> take_expired(Instance& instance) {
  const Mapper& mapper = *instance.class_info().mapper();
  std::vector<const ColumnProperty*> wanted;
  for (const ColumnProperty* property : mapper.column_properties()) {
    const Attribute* const member = property->attribute();
    if (!member || member->is_plain() || !member->slot(instance).has(Slot::expired)) continue;
    if (member->setup().load_on_unexpire) {
      wanted.push_back(property);
    } else {
      // Deferred: given up, and loaded alone when it is read.
      member->slot(instance).flags = Slot::deferred;
    }
  }
  return wanted;
}

/// A deferred column with those of its group, loaded ones included; not what the program changed.
std::vector<const ColumnProperty*> group_of(const Instance& instance, const ColumnProperty& asked) {
  std::vector<const ColumnProperty*> group;
  for (const ColumnProperty* property : asked.parent().column_properties()) {
    const Attribute* const member = property->attribute();
    const bool same_group =
        !asked.deferred_group().empty() && property->deferred_group() == asked.deferred_group();
    if (property == &asked || (same_group && member && !member->is_plain() &&
                               !member->slot(instance).has(Slot::touched))) {
      group.push_back(property);
    }
  }
  return group;
}

void refresh(LoadContext& context, Instance& instance, std::vector<const ColumnProperty*> wanted) {
  if (!wanted.empty() && !refresh_expired(context, instance, std::move(wanted))) {
    throw ObjectDeletedError(str_cat("Instance '", instance_str(instance),
                                     "' has been deleted, or its row is otherwise not present. "
                                     "Expunge the object, or roll back if the row should exist"));
  }
  instance.clear(Instance::expired);
  instance.clear(Instance::fully_expired);
}

}  // namespace

bool ColumnLoader::raises(const Instance& instance, const ColumnProperty& property) const {
  if (const OptionTree* const options = options_of(instance)) {
    const auto rule = options->column_rule(*property.attribute(), property.deferred_group());
    if (rule) return *rule == OptionTree::ColumnRule::raise;
  }
  return property.raiseload();
}

LoadResult ColumnLoader::load(Instance& instance, const Attribute& attribute, Passive passive) {
  const auto& asked = static_cast<const ColumnProperty&>(*mapper_.property_of(attribute));
  if (asked.is_query_expression()) {
    // Only a query can say what it is.
    set_committed_null(instance, attribute);
    return LoadResult::present;
  }
  if (!has(passive, Passive::sql_ok)) return LoadResult::no_result;
  LoadContext* const context = LoadContext::of(instance);
  const bool expired = !attribute.is_plain() && attribute.setup().load_on_unexpire &&
                       attribute.slot(instance).has(Slot::expired);
  if (!context) {
    throw DetachedInstanceError(
        expired ? str_cat("Instance ", instance_str(instance),
                          " is not bound to a Session; attribute refresh operation cannot proceed "
                          "for '",
                          attribute.str(),
                          "'. Add the object to a session, or read the attribute before the "
                          "session ends")
                : str_cat("Parent instance ", instance_str(instance),
                          " is not bound to a Session; deferred load operation of attribute '",
                          attribute.key(),
                          "' cannot proceed. Add the object to a session, or undefer the column"),
        "bhk3");
  }
  if (!expired && raises(instance, asked)) {
    throw InvalidRequestError(str_cat("'", attribute.str(),
                                      "' is not available due to raiseload=True; undefer the "
                                      "column in the query that needs it"));
  }
  context->before_load(mapper_, nullptr, options_of(instance));
  // What is loaded is known before the flush, which may need some of it for itself.
  std::vector<const ColumnProperty*> wanted;
  if (expired) {
    wanted = take_expired(instance);
  } else {
    wanted = group_of(instance, asked);
  }
  if (!has(passive, Passive::no_autoflush)) context->autoflush();
  if (expired) {
    refresh(*context, instance, std::move(wanted));
    return LoadResult::present;
  }
  load_columns(*context, instance, wanted);
  return LoadResult::present;
}

void load_expired(LoadContext& context, Instance& instance) {
  refresh(context, instance, take_expired(instance));
}

}  // namespace cupel
