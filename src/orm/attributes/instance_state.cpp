#include "cupel/orm/attributes/instance_state.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/orm/attributes/attribute_functions.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"
#include "orm/attributes/composite_access.hpp"

namespace cupel {

using detail::Slot;

namespace {

bool in_memory(const Instance& instance, const Attribute& attribute) {
  return attribute.is_plain() || attribute.slot(instance).has(Slot::present);
}

template <class Condition>
std::vector<std::string> keys_where(const Instance& instance, Condition&& condition) {
  std::vector<std::string> keys;
  for (const auto& attribute : instance.class_info().attributes()) {
    if (condition(*attribute)) keys.push_back(attribute->key());
  }
  return keys;
}

}  // namespace

// ---- AttributeState ----------------------------------------------------------------------------

bool AttributeState::is_loaded() const {
  if (attribute_->is_composite()) {
    return detail::composite_is_loaded(*object_.instance(), *attribute_);
  }
  return in_memory(*object_.instance(), *attribute_);
}

Value AttributeState::loaded_value() const {
  if (attribute_->is_composite()) {
    const History now =
        detail::composite_history(*object_.instance(), *attribute_, Passive::no_initialize);
    return now.non_deleted().front().value();
  }
  return cupel::loaded_value(*object_.instance(), *attribute_);
}

std::vector<ObjectRef> AttributeState::loaded_objects() const {
  std::vector<ObjectRef> objects;
  const Instance& instance = *object_.instance();
  if (!is_loaded() || !attribute_->is_relationship()) return objects;
  if (attribute_->is_reference()) {
    objects.emplace_back(loaded_object(instance, *attribute_));
  } else {
    for (Instance* item : loaded_collection(instance, *attribute_)->items()) {
      objects.emplace_back(item);
    }
  }
  return objects;
}

Value AttributeState::value() const {
  if (attribute_->is_composite()) {
    const History now = detail::composite_history(*object_.instance(), *attribute_, Passive::off);
    return now.non_deleted().front().value();
  }
  return get_value(*object_.instance(), *attribute_);
}

History AttributeState::history() const {
  return get_history(*object_.instance(), *attribute_, Passive::no_initialize);
}

History AttributeState::load_history() const {
  return get_history(*object_.instance(), *attribute_, Passive::off - Passive::init_ok);
}

// ---- InstanceState -----------------------------------------------------------------------------

const Attribute& detail::attribute_named(const Instance& instance, std::string_view name) {
  const ClassInfo& info = instance.class_info();
  if (const Attribute* attribute = info.find(name)) return *attribute;
  std::vector<std::string> known;
  for (const auto& attribute : info.attributes()) known.push_back(attribute->key());
  throw InvalidRequestError(
      str_cat("class ", info.name(), " has no attribute '", name, "'", did_you_mean(name, known)));
}

AttributeState InstanceState::attrs(std::string_view name) const {
  return {object_, detail::attribute_named(instance(), name)};
}

std::vector<AttributeState> InstanceState::attrs() const {
  std::vector<AttributeState> all;
  for (const auto& attribute : class_info().attributes()) all.emplace_back(object_, *attribute);
  return all;
}

std::vector<std::string> InstanceState::dict_keys() const {
  return keys_where(instance(), [&](const Attribute& a) { return in_memory(instance(), a); });
}

bool InstanceState::in_dict(std::string_view name) const {
  return attrs(name).is_loaded();
}

std::vector<std::string> InstanceState::unloaded() const {
  return keys_where(instance(), [&](const Attribute& a) { return !in_memory(instance(), a); });
}

std::vector<std::string> InstanceState::expired_attributes() const {
  return keys_where(instance(), [&](const Attribute& a) {
    if (a.is_plain()) return false;
    if (a.slot(instance()).has(Slot::expired)) return true;
    return a.is_relationship() && instance().is(Instance::fully_expired) &&
           !in_memory(instance(), a);
  });
}

std::vector<std::string> InstanceState::unmodified() const {
  return keys_where(instance(), [&](const Attribute& a) {
    return a.is_plain() ? !has_changes(instance(), a) : !was_touched(instance(), a);
  });
}

std::map<std::string, std::any>& InstanceState::info() const {
  return instance().record().rare().info;
}

std::string InstanceState::str() const {
  return instance_str(instance());
}

}  // namespace cupel
