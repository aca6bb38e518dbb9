#include <algorithm>
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

bool ColumnLoader::raises(const Instance& instance, const ColumnProperty& property) const {
  const InstanceRecord* record = instance.record_if_any();
  if (record && record->load_options) {
    const auto& options = static_cast<const OptionTree&>(*record->load_options);
    const auto rule = options.column_rule(*property.attribute(), property.deferred_group());
    if (rule) return *rule == OptionTree::ColumnRule::raise;
  }
  return property.raiseload();
}

LoadResult ColumnLoader::load(Instance& instance, const Attribute& attribute, Passive passive) {
  if (!has(passive, Passive::sql_ok)) return LoadResult::no_result;
  LoadContext* const context = LoadContext::of(instance);
  const bool expired = !attribute.is_plain() && attribute.slot(instance).has(Slot::expired);
  if (!context) {
    throw DetachedInstanceError(
        expired ? str_cat("Instance ", instance_str(instance),
                          " is not bound to a Session; attribute refresh operation cannot proceed "
                          "for '", attribute.str(),
                          "'. Add the object to a session, or read the attribute before the "
                          "session ends")
                : str_cat("Parent instance ", instance_str(instance),
                          " is not bound to a Session; deferred load operation of attribute '",
                          attribute.key(),
                          "' cannot proceed. Add the object to a session, or undefer the column"),
        "bhk3");
  }
  if (!has(passive, Passive::no_autoflush)) {
    context->autoflush();
    if (!attribute.is_plain() && attribute.slot(instance).has(Slot::present)) {
      return LoadResult::present;  // the flush needed it
    }
  }
  std::vector<const ColumnProperty*> wanted;
  const MapperProperty* const asked = mapper_.property_of(attribute);
  if (expired) {
    // Everything that was given up comes back with one SELECT.
    for (const ColumnProperty* property : mapper_.column_properties()) {
      const Attribute* const member = property->attribute();
      if (member && !member->is_plain() && member->slot(instance).has(Slot::expired)) {
        wanted.push_back(property);
      }
    }
  } else {
    const auto& column = static_cast<const ColumnProperty&>(*asked);
    if (raises(instance, column)) {
      throw InvalidRequestError(str_cat("'", attribute.str(),
                                        "' is not available due to raiseload=True; undefer the "
                                        "column in the query that needs it"));
    }
    for (const ColumnProperty* property : mapper_.column_properties()) {
      const bool same_group = !column.deferred_group().empty() &&
                              property->deferred_group() == column.deferred_group();
      const Attribute* const member = property->attribute();
      if (property == &column ||
          (same_group && member && !member->slot(instance).has(Slot::present))) {
        wanted.push_back(property);
      }
    }
  }
  load_columns(*context, instance, wanted);
  if (expired) {
    const bool some_left = std::ranges::any_of(mapper_.column_properties(), [&](const auto* p) {
      return p->attribute() && !p->attribute()->is_plain() &&
             p->attribute()->slot(instance).has(Slot::expired);
    });
    if (!some_left) instance.clear(Instance::expired);
  }
  return LoadResult::present;
}

}  // namespace cupel
