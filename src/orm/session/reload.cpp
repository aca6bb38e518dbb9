// Objects by key, and loading anew what is loaded.

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/loading/key_loader.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/orm/unit_of_work/cascade_iterator.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {

namespace {

void expire_attributes(Instance& instance, const std::vector<Attribute*>& attributes) {
  cupel::expire(instance, attributes);
  const auto& event = instance.class_info().mapper()->events().expire;
  if (!event.empty()) event.fire(instance, {attributes.data(), attributes.size()});
}

bool is_plain_get(const GetOptions& options) {
  return !options.populate_existing && options.options.empty() && !options.with_for_update;
}

}  // namespace

// ---- get ---------------------------------------------------------------------------------------

ObjectRef SessionCore::get(const Mapper& mapper, std::int64_t key, const GetOptions& get_options) {
  if (mapper.identity_kind() != IdentityKind::integer || !is_plain_get(get_options)) {
    return get(mapper, mapper.identity_key({Value(key)}), get_options);
  }
  const Use use(*this);
  require_usable();
  if (Instance* known = identity_map.table(mapper).find(key)) {
    return known_object(mapper, *known, mapper.identity_key({Value(key)}));
  }
  const Loading no_sweep(*this);
  before_get(mapper);
  autoflush();
  return of_class(mapper, load_by_key(*this, mapper, key));
}

ObjectRef SessionCore::get(const Mapper& mapper, const IdentityKey& key,
                           const GetOptions& get_options) {
  const Use use(*this);
  require_usable();
  if (key.is_null()) {
    warn(
        "fully NULL primary key identity cannot load any object.  This condition may raise an "
        "error in a future release.");
  }
  Instance* known = key.is_null() ? nullptr : identity_map.table(mapper).find(key);
  const bool must_select = get_options.populate_existing || get_options.with_for_update;
  if (known && !must_select) return known_object(mapper, *known, key);
  const Loading no_sweep(*this);
  before_get(mapper);
  autoflush();
  KeyLoadOptions load;
  load.populate_existing = must_select;
  load.for_update = get_options.with_for_update;
  if (!get_options.options.empty()) {
    auto tree = make_ptr<OptionTree>();
    for (const LoaderOption& option : get_options.options) {
      const ClassInfo* start = option.start();
      if (start && start->mapper() && mapper.is_a(*start->mapper())) tree->merge(option.tree());
      if (!start) tree->merge(option.tree());
    }
    load.options = std::move(tree);
  }
  Instance* found = load_by_key(*this, mapper, key, load);
  if (found && known) note_fresh(*found);
  return of_class(mapper, found);
}

ObjectRef SessionCore::of_class(const Mapper& mapper, Instance* found) const {
  if (!found || !found->class_info().mapper()->is_a(mapper)) return {};
  return ObjectRef(found);
}

// An object in the identity map answers without SQL, unless it was expired as a whole: then its row
// has to be there still.
ObjectRef SessionCore::known_object(const Mapper& mapper, Instance& known, const IdentityKey& key) {
  if (!known.class_info().mapper()->is_a(mapper)) return {};
  ObjectRef object(&known);
  if (!known.is(Instance::expired)) return object;
  const Loading no_sweep(*this);
  try {
    for (const ColumnProperty* property : mapper.column_properties()) {
      const Attribute* attribute = property->attribute();
      if (attribute && !attribute->is_plain() && attribute->slot(known).has(Slot::expired) &&
          attribute->setup().load_on_unexpire) {
        ensure_loaded(known, *attribute);
        break;
      }
    }
  } catch (const ObjectDeletedError&) {
    Instance* const gone = &known;
    expunge_states({&gone, 1}, false);
    return of_class(mapper, load_by_key(*this, mapper, key));
  }
  return object;
}

// ---- expire ------------------------------------------------------------------------------------

std::vector<Attribute*> SessionCore::attributes_named(
    const Instance& instance, std::span<const std::string_view> names) const {
  std::vector<Attribute*> attributes;
  for (const std::string_view name : names) {
    const MapperProperty* property = mapper_for(instance).find_property(name);
    Attribute* attribute = property ? property->attribute() : nullptr;
    if (!attribute) {
      std::vector<std::string> known;
      for (const MapperProperty* one : mapper_for(instance).properties()) {
        known.push_back(one->key());
      }
      throw InvalidRequestError(str_cat("class ", instance.class_info().name(),
                                        " has no mapped attribute '", name, "'",
                                        did_you_mean(name, known)));
    }
    if (attribute->is_composite()) {
      const auto& columns = composite_setup(*attribute).columns;
      attributes.insert(attributes.end(), columns.begin(), columns.end());
    } else {
      attributes.push_back(attribute);
    }
  }
  return attributes;
}

void SessionCore::expire(Instance& instance, std::span<const std::string_view> names) {
  const Use use(*this);
  require_persistent(instance);
  const Loading no_sweep(*this);
  if (!names.empty()) {
    return expire_attributes(instance, attributes_named(instance, names));
  }
  std::vector<Instance*> reached{&instance};
  cascade_iterator(Cascade::refresh_expire, instance,
                   [&](Instance& one) { reached.push_back(&one); });
  std::vector<Instance*> pending;
  for (Instance* one : reached) {
    if (one->session() != this) continue;
    if (one->is(kInMap)) {
      expire_one(*one);
    } else if (one->is(Instance::is_new)) {
      pending.push_back(one);
    }
  }
  // A pending object that comes by a cascade has nothing to be loaded from.
  if (!pending.empty()) expunge_states(pending, false);
}

void SessionCore::expire_all() {
  const Use use(*this);
  require_usable();
  const Loading no_sweep(*this);
  expire_fresh();
}

// ---- refresh -----------------------------------------------------------------------------------

void SessionCore::refresh(Instance& instance, std::span<const std::string_view> names,
                          const std::optional<ForUpdateArg>& for_update) {
  const Use use(*this);
  require_persistent(instance);
  const Loading no_sweep(*this);
  const ObjectRef held(&instance);
  const Mapper& mapper = mapper_for(instance);
  KeyLoadOptions load;
  load.populate_existing = true;
  load.for_update = for_update;
  std::vector<Attribute*> relationships;
  if (names.empty()) {
    // Pending changes of others are written, its own are lost before.
    expire(instance, {});
    autoflush();
  } else {
    const auto attributes = attributes_named(instance, names);
    expire_attributes(instance, attributes);
    autoflush();
    for (Attribute* attribute : attributes) {
      const MapperProperty* property = mapper.property_of(*attribute);
      if (property->kind() == PropertyKind::column) {
        load.only.push_back(static_cast<const ColumnProperty*>(property));
      } else {
        relationships.push_back(attribute);
      }
    }
  }
  // Loading a relationship anew asks for the row as well.
  if (!relationships.empty()) {
    for (const ColumnProperty* key : mapper.primary_key_properties()) {
      if (std::ranges::find(load.only, key) == load.only.end()) load.only.push_back(key);
    }
  }
  std::ranges::sort(load.only, {}, &ColumnProperty::slot);
  if (names.empty() || !load.only.empty()) {
    const InstanceRecord* const record = instance.record_if_any();
    if (record && record->load_options) {
      load.options =
          Ptr<const OptionTree>(static_cast<const OptionTree*>(record->load_options.get()));
    }
    load.refreshed = &instance;
    if (!names.empty() && !for_update) {
      load_columns(*this, instance, load.only);
      clear_expired_if_whole(instance);
    } else if (!load_by_key(*this, mapper, identity_of(instance), load)) {
      throw InvalidRequestError(
          str_cat("Could not refresh instance '", instance_str(instance),
                  "'; its row is gone: expunge() it, or roll back if the row should exist"));
    }
  }
  for (Attribute* relationship : relationships) ensure_loaded(instance, *relationship);
  note_fresh(instance);
}

void SessionCore::clear_expired_if_whole(Instance& instance) const {
  const auto& attributes = instance.class_info().attributes();
  const bool any = std::ranges::any_of(attributes, [&](const auto& attribute) {
    return !attribute->is_plain() && attribute->slot(instance).has(Slot::expired);
  });
  if (any) return;
  instance.clear(Instance::expired);
  instance.clear(Instance::fully_expired);
}

// ---- is_modified -------------------------------------------------------------------------------

bool SessionCore::is_modified(Instance& instance, bool include_collections) const {
  if (instance.session() == this) cupel::detect_plain_changes(instance);
  if (!instance.is(Instance::modified)) return false;
  return std::ranges::any_of(instance.class_info().attributes(), [&](const auto& attribute) {
    if (!include_collections && attribute->is_collection()) return false;
    if (attribute->is_plain() && !attribute->setup().mapped) return false;
    return has_changes(instance, *attribute);
  });
}

}  // namespace cupel::detail
