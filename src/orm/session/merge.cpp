#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

bool is_given(const Instance& instance, const Attribute& attribute) {
  if (attribute.is_plain()) return true;
  const Slot& slot = attribute.slot(instance);
  return slot.has(Slot::present) || slot.has(Slot::null) || slot.has(Slot::expression);
}

/// One merge() with all that its cascades reach.
class Merge {
 public:
  Merge(SessionCore& session, const MergeOptions& options)
      : session_(session), load_(options.load), options_(&options.options) {}

  Instance& run(Instance& given) {
    if (const auto done = done_.find(&given); done != done_.end()) return *done->second.instance();
    const Mapper& mapper = SessionCore::mapper_for(given);
    bool is_new = false;
    bool has_key = true;
    const IdentityKey key = key_of(mapper, given, has_key);
    Instance* merged = find_or_make(mapper, given, key, has_key, is_new);
    done_.emplace(&given, ObjectRef(merged));
    if (has_key) by_key_.emplace(key, merged);
    if (merged != &given) copy(mapper, given, *merged);
    if (!load_) commit_all(*merged);
    if (is_new) mapper.events().load.fire(*merged);
    return *merged;
  }

 private:
  IdentityKey key_of(const Mapper& mapper, Instance& given, bool& has_key) const {
    if (given.is(Instance::has_key)) return session_.identity_of(given);
    if (given.session() == &session_) {
      warn(
          str_cat("Instance ", instance_str(given),
                  " is already pending in this Session yet is being merged again; this is probably "
                  "not what you want to do"));
    }
    if (!load_) {
      throw InvalidRequestError(
          "merge() with load=False option does not support objects transient (i.e. unpersisted) "
          "objects.  flush() all changes on mapped instances before merging with load=False.");
    }
    std::vector<Value> values;
    for (const ColumnProperty* property : mapper.primary_key_properties()) {
      const Attribute& attribute = *property->attribute();
      const bool set = is_given(given, attribute);
      has_key &= set;
      values.push_back(set ? loaded_value(given, attribute) : Value());
    }
    IdentityKey key = mapper.identity_key(std::move(values));
    has_key = has_key && !key.is_null() && (!key.has_null() || mapper.options().allow_partial_pks);
    return key;
  }

  Instance* find_or_make(const Mapper& mapper, const Instance& given, const IdentityKey& key,
                         bool has_key, bool& is_new) {
    Instance* merged = has_key ? session_.identity_map.find(key) : nullptr;
    if (merged) return merged;
    if (has_key) {
      if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second;
    }
    if (!load_ && given.is(Instance::modified)) {
      throw InvalidRequestError(
          "merge() with load=False option does not support objects marked as 'dirty'.  flush() all "
          "changes on mapped instances before merging with load=False.");
    }
    if (load_ && has_key) {
      // Options are for the object that was given, as its graph is loaded by their paths.
      GetOptions get;
      if (options_) get.options = *std::exchange(options_, nullptr);
      const ObjectRef loaded = session_.get(mapper, key, get);
      if (loaded) return loaded.instance();
    }
    is_new = true;
    merged = &session_.hold.create(const_cast<ClassInfo&>(mapper.class_info()));
    if (load_) {
      session_.add(*merged);
    } else {
      merged->set(Instance::has_key);
      merged->record().rare().identity = key.values();
      session_.attach_persistent(*merged);
    }
    return merged;
  }

  void copy(const Mapper& mapper, Instance& given, Instance& merged) {
    check_version(mapper, given, merged);
    if (const InstanceRecord* record = given.record_if_any(); record && record->load_options) {
      merged.record().load_options = record->load_options;
      merged.record().load_path = record->load_path;
    }
    for (const MapperProperty* property : mapper.properties()) {
      if (!property->attribute()) continue;
      if (property->kind() == PropertyKind::column) {
        copy_column(static_cast<const ColumnProperty&>(*property), given, merged);
      } else if (property->kind() == PropertyKind::relationship) {
        copy_relationship(static_cast<const RelationshipProperty&>(*property), given, merged);
      }
    }
  }

  static void check_version(const Mapper& mapper, const Instance& given, const Instance& merged) {
    if (!mapper.version_id()) return;
    const Attribute& version = *mapper.version_id()->attribute();
    if (!is_given(given, version) || !is_given(merged, version)) return;
    const Value mine = loaded_value(given, version);
    const Value present = loaded_value(merged, version);
    if (mine == present) return;
    throw StaleDataError(
        str_cat("Version id '", mine.repr(), "' on merged state ", instance_str(given),
                " does not match existing version '", present.repr(),
                "'. Leave the version attribute unset when merging to update the most recent "
                "version."));
  }

  void copy_column(const ColumnProperty& property, Instance& given, Instance& merged) const {
    if (property.is_sql_expression()) return;
    const Attribute& attribute = *property.attribute();
    if (!is_given(given, attribute)) {
      // What the row has and the copy lacks is loaded when it is read.
      if (merged.is(Instance::has_key) && !is_given(merged, attribute)) {
        Attribute* one = property.attribute();
        cupel::expire(merged, {&one, 1});
      }
      return;
    }
    const InstanceRecord* record = given.record_if_any();
    const RefCounted* expression = record ? record->expression(attribute) : nullptr;
    if (expression) return set_expression(merged, attribute, Ptr<const RefCounted>(expression));
    const bool null = !attribute.is_plain() && attribute.slot(given).has(Slot::null);
    if (load_) {
      if (null) return set_null(merged, attribute);
      return set_value(merged, attribute, loaded_value(given, attribute));
    }
    if (null) return set_committed_null(merged, attribute);
    set_committed_value(merged, attribute, loaded_value(given, attribute));
  }

  void copy_relationship(const RelationshipProperty& property, Instance& given, Instance& merged) {
    if (load_) {
      // Came here from the other side: that one is kept in step by the back reference.
      for (const RelationshipProperty* reverse : property.reverse_properties()) {
        if (via_.contains({&given, reverse})) return;
      }
    }
    const Attribute& attribute = *property.attribute();
    if (!property.cascade().merge() || !is_given(given, attribute)) return;
    if (!attribute.is_collection()) {
      Instance* current = loaded_object(given, attribute);
      Instance* target = current ? &follow(property, *current) : nullptr;
      if (load_) {
        set_object(merged, attribute, target);
      } else {
        set_committed_object(merged, attribute, target);
      }
      return;
    }
    if (load_) static_cast<void>(get_collection(merged, attribute));
    std::vector<Instance*> members;
    std::vector<Value> keys;
    if (const ItemStore* items = loaded_collection(given, attribute)) {
      // Merging may change the collection it reads, by back references.
      const std::vector<Instance*> currents(items->items().begin(), items->items().end());
      keys.assign(items->keys().begin(), items->keys().end());
      for (Instance* current : currents) members.push_back(&follow(property, *current));
    }
    if (load_) {
      set_collection(merged, attribute, members, keys);
    } else {
      set_committed_items(merged, attribute, members);
    }
  }

  Instance& follow(const RelationshipProperty& property, Instance& related) {
    via_.insert({&related, &property});
    return run(related);
  }

  SessionCore& session_;
  bool load_;
  const std::vector<LoaderOption>* options_;  // null: used up
  std::unordered_map<const Instance*, ObjectRef> done_;
  std::unordered_map<IdentityKey, Instance*> by_key_;
  std::set<std::pair<const Instance*, const RelationshipProperty*>> via_;
};

}  // namespace

ObjectRef SessionCore::merge(Instance& instance, const MergeOptions& merge_options) {
  const Use use(*this);
  const Loading no_sweep(*this);
  const ObjectRef held(&instance);
  if (merging_all) return ObjectRef(&Merge(*this, merge_options).run(instance));
  if (merge_options.load) autoflush();
  const NoAutoflush off(self);
  return ObjectRef(&Merge(*this, merge_options).run(instance));
}

MergeBatch::MergeBatch(Session& session, const MergeOptions& options) : core_(session.core()) {
  if (options.load) core_.autoflush();
  core_.merging_all = true;
}
MergeBatch::~MergeBatch() {
  core_.merging_all = false;
}

}  // namespace cupel::detail
