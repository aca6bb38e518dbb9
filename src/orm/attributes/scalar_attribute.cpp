// Mapped members: reading, writing, deleting.

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"
#include "orm/attributes/instance_before.hpp"

namespace cupel {

namespace detail {

namespace {

constexpr std::uint8_t kUnsetFlags = Slot::null | Slot::expression | Slot::expired | Slot::deferred;

void become_present(Slot& slot, std::uint8_t more = 0) {
  slot.flags = static_cast<std::uint8_t>((slot.flags & ~kUnsetFlags) | Slot::present | more);
}

// Keeps what the attribute holds now, as the old value.
void keep_present_value(Instance& instance, const Attribute& attribute) {
  const Slot& slot = attribute.slot(instance);
  if (!slot.has(Slot::present)) return;
  if (slot.has(Slot::null)) {
    instance.record().keep_null(attribute);
  } else {
    instance.record().keep_value(attribute, attribute.value(instance));
  }
}

void drop_expression(Instance& instance, const Attribute& attribute) noexcept {
  if (attribute.slot(instance).has(Slot::expression)) {
    instance.record().drop_expression(attribute);
  }
}

bool wants_old_value(const Attribute& attribute) {
  const AttributeListeners* const listeners = attribute.listeners_if_any();
  if (attribute.setup().active_history) return true;
  // Those that asked for it may be gone.
  return listeners != nullptr && listeners->active_history && !listeners->set_scalar.empty();
}

// An unset scalar is read: its class may have a default for that.
void init_scalar(Instance& instance, const Attribute& attribute) {
  const AttributeListeners* const listeners = attribute.listeners_if_any();
  if (listeners == nullptr || listeners->init_scalar.empty()) return;
  const ChangeScope scope(instance);
  bool changed = false;
  listeners->init_scalar.fire(instance, attribute.value(instance), changed);
  if (changed) become_present(attribute.slot(instance));
}

}  // namespace

void load_value(const void* member, const Slot& slot) {
  Instance& instance = instance_before(member, slot);
  const Attribute& attribute = instance.class_info().attribute(slot.index);
  if (ensure_loaded(instance, attribute, Passive::off) != LoadResult::present) {
    init_scalar(instance, attribute);
  }
}

void write_value(void* member, const Slot& slot, void* incoming) {
  Instance& instance = instance_before(member, slot);
  set_value(instance, instance.class_info().attribute(slot.index), incoming);
}

void write_expression(void* member, Slot& slot, const SqlExpression& expression) {
  const ColumnElement* const node = expression.node().get();
  const bool is_null = node != nullptr && node->kind() == ElementKind::null;
  if (slot.distance == 0) {
    if (!is_null) {
      throw ArgumentError(
          "an SQL expression other than null() cannot be kept in a plain value; assign it to the "
          "object after make<T>() or Session::add()");
    }
    slot.flags = Slot::present | Slot::null;
    return;
  }
  Instance& instance = instance_before(member, slot);
  const Attribute& attribute = instance.class_info().attribute(slot.index);
  if (is_null) {
    set_null(instance, attribute);
  } else {
    set_expression(instance, attribute, Ptr<const RefCounted>(node));
  }
}

void delete_value(void* member, const Slot& slot) {
  Instance& instance = instance_before(member, slot);
  del_attribute(instance, instance.class_info().attribute(slot.index));
}

void del_scalar(Instance& instance, const Attribute& attribute) {
  const ChangeScope scope(instance);
  Slot& slot = attribute.slot(instance);
  if (wants_old_value(attribute)) ensure_loaded(instance, attribute, Passive::return_no_value);
  if (!slot.has(Slot::present) && !slot.has(Slot::expired) && !instance.is(Instance::expired)) {
    throw InvalidRequestError(str_cat(attribute.str(), " of ", instance_str(instance),
                                      " has no value that could be deleted"));
  }
  const AttributeListeners* const listeners = attribute.listeners_if_any();
  if (listeners != nullptr && !listeners->remove.empty() && slot.has(Slot::present)) {
    listeners->remove.fire(instance, nullptr, attribute.value(instance), attribute.remove_token());
  }
  begin_change(instance, attribute, [&] { keep_present_value(instance, attribute); });
  drop_expression(instance, attribute);
  attribute.ops()->clear(attribute.value(instance));
  slot.flags = static_cast<std::uint8_t>(slot.flags & Slot::touched);
}

}  // namespace detail

using detail::begin_change;
using detail::ChangeScope;
using detail::Slot;

Value loaded_value(const Instance& instance, const Attribute& scalar) {
  if (!scalar.is_plain()) {
    const Slot& slot = scalar.slot(instance);
    if (!slot.has(Slot::present) || slot.has(Slot::null)) return {};
  }
  return scalar.ops()->to_value(scalar.value(instance));
}

Value get_value(Instance& instance, const Attribute& scalar, Passive passive) {
  if (ensure_loaded(instance, scalar, passive) != LoadResult::present &&
      has(passive, Passive::init_ok)) {
    detail::init_scalar(instance, scalar);
  }
  return loaded_value(instance, scalar);
}

bool is_null(const Instance& instance, const Attribute& scalar) {
  if (!scalar.is_plain()) {
    const Slot& slot = scalar.slot(instance);
    if (!slot.has(Slot::present) || slot.has(Slot::null)) return true;
  }
  return scalar.ops()->is_null(scalar.value(instance));
}

void set_value(Instance& instance, const Attribute& scalar, void* incoming,
               const Initiator& initiator) {
  if (scalar.is_plain()) {
    scalar.ops()->assign(scalar.value(instance), incoming);
    return;
  }
  Slot& slot = scalar.slot(instance);
  const AttributeListeners* const listeners = scalar.listeners_if_any();
  if (!slot.has(Slot::present) && detail::wants_old_value(scalar)) {
    ensure_loaded(instance, scalar, Passive::return_no_value);
  }
  if (listeners != nullptr && !listeners->set_scalar.empty()) {
    const ChangeScope scope(instance);
    const bool has_old = slot.has(Slot::present) && !slot.has(Slot::null);
    listeners->set_scalar.fire(instance, incoming, has_old ? scalar.value(instance) : nullptr,
                               detail::or_else(initiator, scalar.replace_token()));
  }
  begin_change(instance, scalar, [&] { detail::keep_present_value(instance, scalar); });
  detail::drop_expression(instance, scalar);
  scalar.ops()->assign(scalar.value(instance), incoming);
  detail::become_present(slot);
}

void set_value(Instance& instance, const Attribute& scalar, const Value& value,
               const Initiator& initiator) {
  if (value.is_null() && !scalar.ops()->nullable) {
    if (scalar.is_plain()) {
      scalar.ops()->clear(scalar.value(instance));
    } else {
      detail::set_none(instance, scalar);
    }
    return;
  }
  const detail::ScalarBox box(*scalar.ops());
  scalar.ops()->from_value(box.value(), value);
  set_value(instance, scalar, box.value(), initiator);
}

void detail::set_none(Instance& instance, const Attribute& scalar) {
  Slot& slot = scalar.slot(instance);
  if (!slot.has(Slot::present) && wants_old_value(scalar)) {
    ensure_loaded(instance, scalar, Passive::return_no_value);
  }
  begin_change(instance, scalar, [&] { keep_present_value(instance, scalar); });
  drop_expression(instance, scalar);
  scalar.ops()->clear(scalar.value(instance));
  become_present(slot, Slot::null);
}

void set_null(Instance& instance, const Attribute& scalar) {
  detail::set_none(instance, scalar);
}

void set_expression(Instance& instance, const Attribute& scalar, Ptr<const RefCounted> expression) {
  if (scalar.is_plain()) {
    throw InvalidRequestError(
        str_cat(scalar.str(),
                " is a plain member and cannot hold an SQL expression; declare it "
                "as cupel::Mapped<> to allow that"));
  }
  Slot& slot = scalar.slot(instance);
  if (!slot.has(Slot::present) && detail::wants_old_value(scalar)) {
    ensure_loaded(instance, scalar, Passive::return_no_value);
  }
  begin_change(instance, scalar, [&] { detail::keep_present_value(instance, scalar); });
  instance.record().set_expression(scalar, std::move(expression));
  detail::become_present(slot, Slot::expression);
}

void set_committed_value(Instance& instance, const Attribute& scalar, const Value& value) {
  if (value.is_null() && !scalar.ops()->nullable) {
    set_committed_null(instance, scalar);
    return;
  }
  scalar.ops()->from_value(scalar.value(instance), value);
  if (scalar.is_plain()) return;
  if (InstanceRecord* const record = instance.record_if_any()) {
    record->drop_old_value(scalar);
    record->drop_expression(scalar);
  }
  scalar.slot(instance).flags = Slot::present;
}

void set_committed_null(Instance& instance, const Attribute& scalar) {
  scalar.ops()->clear(scalar.value(instance));
  if (scalar.is_plain()) return;
  if (InstanceRecord* const record = instance.record_if_any()) {
    record->drop_old_value(scalar);
    record->drop_expression(scalar);
  }
  scalar.slot(instance).flags = static_cast<std::uint8_t>(
      scalar.ops()->nullable ? Slot::present : Slot::present | Slot::null);
}

const void* committed_value(const Instance& instance, const Attribute& scalar) {
  const InstanceRecord* const record = instance.record_if_any();
  if (scalar.is_plain()) {
    const void* const snapshot = record == nullptr ? nullptr : record->snapshot(scalar);
    return snapshot != nullptr ? snapshot : scalar.value(instance);
  }
  const Slot& slot = scalar.slot(instance);
  if (slot.has(Slot::touched)) {
    const OldValue* const old = record == nullptr ? nullptr : record->old_value(scalar);
    return old != nullptr && old->kind() == OldValue::Kind::value ? old->value() : nullptr;
  }
  return slot.has(Slot::present) ? scalar.value(instance) : nullptr;
}

}  // namespace cupel
