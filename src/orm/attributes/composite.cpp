#include "cupel/orm/attributes/composite.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"
#include "orm/attributes/composite_access.hpp"
#include "orm/attributes/instance_before.hpp"

namespace cupel {

const CompositeSetup& composite_setup(const Attribute& attribute) {
  const CompositeSetup* const setup = attribute.setup().composite;
  if (setup == nullptr) {
    throw InvalidRequestError(str_cat("'", attribute.str(), "' is made of no columns: map class ",
                                      attribute.owner().name(), ", and say m.composite(&",
                                      attribute.owner().name(), "::", attribute.key(),
                                      ", &Class::column, ...) in its configure()"));
  }
  return *setup;
}

namespace detail {

namespace {

bool is_in_memory(const Instance& instance, const Attribute& column) {
  return column.is_plain() || column.slot(instance).has(Slot::present);
}

bool all_in_memory(const Instance& instance, const CompositeSetup& setup) {
  return std::ranges::all_of(
      setup.columns, [&](const Attribute* column) { return is_in_memory(instance, *column); });
}

std::vector<Value> values_of(Instance& instance, const CompositeSetup& setup, Passive passive) {
  std::vector<Value> values;
  values.reserve(setup.columns.size());
  for (const Attribute* column : setup.columns) {
    values.push_back(get_value(instance, *column, passive));
  }
  return values;
}

/// The values before a change, where they are known or somebody asked for them to be loaded.
std::vector<Value> old_values(Instance& instance, const AttributeListeners& listeners,
                              const CompositeSetup& setup) {
  if (listeners.active_history) return values_of(instance, setup, Passive::off);
  if (!all_in_memory(instance, setup)) return {};
  return values_of(instance, setup, Passive::no_initialize);
}

}  // namespace

bool composite_is_loaded(const Instance& instance, const Attribute& composite) {
  return all_in_memory(instance, composite_setup(composite));
}

void set_composite(Instance& instance, const Attribute& composite, void* incoming) {
  const CompositeSetup& setup = composite_setup(composite);
  const ChangeScope scope(instance);
  const AttributeListeners* const listeners = composite.listeners_if_any();
  if (listeners != nullptr && !listeners->set_scalar.empty()) {
    const std::vector<Value> old = old_values(instance, *listeners, setup);
    setup.ops->fire_set(*listeners, instance, incoming, old.empty() ? nullptr : old.data(),
                        composite.replace_token());
  }
  std::vector<Value> values(setup.ops->arity);
  setup.ops->split(incoming, values.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    set_value(instance, *setup.columns[i], values[i]);
  }
}

void adopt_composite(Instance& instance, const Attribute& composite) {
  Slot& slot = composite.slot(instance);
  if (!slot.has(Slot::present)) return;
  slot.flags = 0;
  set_composite(instance, composite, composite.value(instance));
  composite_setup(composite).ops->clear(composite.value(instance));
}

void read_composite(const void* member, const Slot& slot, void* out) {
  Instance& instance = instance_before(member, slot);
  const CompositeSetup& setup = composite_setup(instance.class_info().composite(slot.index));
  setup.ops->join(values_of(instance, setup, Passive::off).data(), out);
}

void write_composite(void* member, const Slot& slot, void* incoming) {
  Instance& instance = instance_before(member, slot);
  set_composite(instance, instance.class_info().composite(slot.index), incoming);
}

void del_composite(Instance& instance, const Attribute& composite) {
  const CompositeSetup& setup = composite_setup(composite);
  const ChangeScope scope(instance);
  for (const Attribute* column : setup.columns) set_value(instance, *column, Value());
}

void delete_composite(void* member, const Slot& slot) {
  Instance& instance = instance_before(member, slot);
  del_composite(instance, instance.class_info().composite(slot.index));
}

bool composite_is_loaded(const void* member, const Slot& slot) {
  const Instance& instance = instance_before(member, slot);
  return composite_is_loaded(instance, instance.class_info().composite(slot.index));
}

History composite_history(Instance& instance, const Attribute& composite, Passive passive) {
  std::vector<Value> now;
  std::vector<Value> before;
  bool changed = false;
  for (const Attribute* column : composite_setup(composite).columns) {
    const History one = get_history(instance, *column, passive);
    changed = changed || one.has_changes();
    const History::Items present = one.non_deleted();
    now.push_back(present.empty() ? Value() : present.front().value());
    before.push_back(one.deleted.empty() ? Value() : one.deleted.front().value());
  }
  History history;
  if (changed) {
    history.added.emplace_back(Value(std::move(now)));
    history.deleted.emplace_back(Value(std::move(before)));
  } else {
    history.unchanged.emplace_back(Value(std::move(now)));
  }
  return history;
}

}  // namespace detail

}  // namespace cupel
