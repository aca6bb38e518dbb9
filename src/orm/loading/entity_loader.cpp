#include "cupel/orm/loading/entity_loader.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/loading/later_loaders.hpp"

namespace cupel {

using detail::Slot;

namespace {

/// False for a row of an outer join without a match, and for a part of a key where that is no key.
bool has_key(const EntityPlan& plan, std::span<const EntityPlan::Column> columns,
             std::span<const std::uint16_t> key, const Cell* row) {
  std::size_t nulls = 0;
  for (const std::uint16_t place : key) {
    if (row[columns[place].cell].is_null()) ++nulls;
  }
  return nulls == 0 || (nulls < key.size() && plan.mapper().options().allow_partial_pks);
}

}  // namespace

/// The loader of a joined relationship's target.
struct EntityLoader::Nested {
  Nested(const EntityPlan::Joined& joined, LoadContext& context, std::uint32_t stamp)
      : relationship(*joined.relationship),
        attribute(*joined.relationship->attribute()),
        loader(context, joined.target, stamp) {}

  const RelationshipProperty& relationship;
  const Attribute& attribute;
  EntityLoader loader;
  // Parents whose relationship these rows fill; others had it loaded before. Rows of one parent may
  // be scattered, and with several joins a target comes more than once.
  boost::unordered_flat_set<const Instance*> filling;
  boost::unordered_flat_set<std::pair<const Instance*, const Instance*>> links;
};

/// The objects that a loader with relationships has met.
struct EntityLoader::Seen {
  boost::unordered_flat_set<const Instance*> objects;
};

EntityLoader::EntityLoader(LoadContext& context, Ptr<const EntityPlan> plan)
    : EntityLoader(context, std::move(plan), context.next_load_stamp()) {}

EntityLoader::EntityLoader(LoadContext& context, Ptr<const EntityPlan> plan, std::uint32_t stamp)
    : context_(context),
      plan_(std::move(plan)),
      columns_(plan_->columns()),
      key_(plan_->key()),
      identities_(context.identities(plan_->mapper())),
      domain_hold_(context.domain_hold()),
      class_info_(const_cast<ClassInfo&>(plan_->mapper().class_info())),
      load_event_(plan_->mapper().events().load),
      stamp_(stamp),
      key_kind_(plan_->mapper().identity_kind()),
      has_more_(!plan_->joined().empty() || !plan_->later().empty()),
      has_plain_(!class_info_.plain_attributes().empty()),
      has_rest_(!plan_->nulls().empty() || !plan_->deferred().empty()),
      is_simple_(key_kind_ == IdentityKind::integer && key_.size() == 1 && !has_more_ &&
                 !has_plain_ && !has_rest_ && !plan_->options()),
      key_cell_(key_.empty() ? std::uint16_t{0} : columns_[key_[0]].cell) {
  if (has_more_) seen_ = std::make_unique<Seen>();
  for (const EntityPlan::Joined& joined : plan_->joined()) {
    nested_.push_back(std::make_unique<Nested>(joined, context, stamp));
  }
}

EntityLoader::~EntityLoader() = default;

void EntityLoader::set_source(std::shared_ptr<const LoadSource> source) {
  for (const auto& nested : nested_) nested->loader.set_source(source);
  source_ = std::move(source);
}

// The object under the row's key, or null; the key stays in the loader for make().
Instance* EntityLoader::find(const Cell* row) {
  const auto columns = columns_;
  const auto key = key_;
  if (key.empty()) [[unlikely]] {
    throw InvalidRequestError(str_cat("the rows do not contain the primary key of ",
                                      plan_->mapper().class_name(),
                                      "; select it together with the other columns"));
  }
  switch (key_kind_) {
    case IdentityKind::integer: {
      const Cell& cell = row[columns[key[0]].cell];
      if (cell.kind == CellKind::integer) {
        integer_key_ = cell.integer;
      } else {
        integer_key_ = decode_value(*columns[key[0]].decoder.type, cell).as<std::int64_t>();
      }
      return identities_.find(integer_key_);
    }
    case IdentityKind::text: {
      const Cell& cell = row[columns[key[0]].cell];
      if (cell.kind == CellKind::text) {
        text_key_.assign(cell.view());
      } else {
        text_key_ = decode_value(*columns[key[0]].decoder.type, cell).as<std::string>();
      }
      return identities_.find(text_key_);
    }
    case IdentityKind::values:
      break;
  }
  std::vector<Value> values;
  for (const std::uint16_t place : key) {
    const auto& column = columns[place];
    values.push_back(decode_value(*column.decoder.type, row[column.cell], column.decoder.column));
  }
  value_key_ = std::make_unique<IdentityKey>(plan_->mapper().identity_key(std::move(values)));
  return identities_.find(*value_key_);
}

// A new object: its slots say nothing yet.
namespace {

/// Into the string of a new object. To put a new one in its place takes half of what assign() does.
void put_text(std::string& out, const Cell& cell) {
  std::string made(cell.data, cell.size);
  std::destroy_at(&out);
  std::construct_at(&out, std::move(made));
}

}  // namespace

void EntityLoader::fill_new(Instance& instance, const Cell* row) const {
  char* const object = static_cast<char*>(instance.object());
  for (const EntityPlan::Column& column : columns_) {
    const Cell& cell = row[column.cell];
    char* const value = object + column.offset;
    if (column.direct == EntityPlan::Direct::int64 && cell.kind == CellKind::integer) {
      std::memcpy(value, &cell.integer, sizeof cell.integer);
    } else if (column.direct == EntityPlan::Direct::text && cell.kind == CellKind::text) {
      put_text(*reinterpret_cast<std::string*>(value), cell);
    } else {
      column.decoder(cell, value);
    }
    if (column.slot_offset == EntityPlan::kNoSlot) continue;
    reinterpret_cast<Slot*>(object + column.slot_offset)->flags = Slot::present;
  }
}

void EntityLoader::overwrite(Instance& instance, const Cell* row) {
  char* const object = static_cast<char*>(instance.object());
  for (const EntityPlan::Column& column : columns_) {
    if (InstanceRecord* record = instance.record_if_any()) {
      record->drop_old_value(*column.attribute);
    }
    column.decoder(row[column.cell], object + column.offset);
    if (!column.attribute->is_plain()) mark_loaded(instance, *column.attribute);
  }
}

Instance* EntityLoader::make(const Cell* row) {
  Instance& instance = domain_hold_.create(class_info_);
  fill_new(instance, row);
  if (has_rest_) {
    fill_nulls(instance, false);
    for (const Attribute* attribute : plan_->deferred()) {
      if (!attribute->is_plain()) attribute->slot(instance).set(Slot::deferred);
    }
  }
  instance.set(Instance::has_key);
  register_loaded(instance);
  return &instance;
}

void EntityLoader::register_loaded(Instance& instance) {
  switch (key_kind_) {
    case IdentityKind::integer:
      return identities_.add_loaded(instance, integer_key_);
    case IdentityKind::text:
      return identities_.add_loaded(instance, text_key_);
    case IdentityKind::values:
      return identities_.add_loaded(instance, *value_key_);
  }
}

void EntityLoader::fill_nulls(Instance& instance, bool overwrite) const {
  for (const Attribute* attribute : plan_->nulls()) {
    if (overwrite || !attribute->slot(instance).has(Slot::present)) {
      set_committed_null(instance, *attribute);
    }
  }
}

// An object of which nothing is left to be loaded again is not expired any more.
void EntityLoader::clear_expired(Instance& instance) const {
  const bool any_left = std::ranges::any_of(class_info_.attributes(), [&](const auto& attribute) {
    return !attribute->is_plain() && attribute->slot(instance).has(Slot::expired);
  });
  if (any_left) return;
  instance.clear(Instance::expired);
  instance.clear(Instance::fully_expired);
}

// Fills what an object that was known before does not have in memory: expired and deferred
// attributes. What the program changed stays.
void EntityLoader::fill_missing(Instance& instance, const Cell* row) {
  std::vector<const Attribute*> filled;
  char* const object = static_cast<char*>(instance.object());
  for (const EntityPlan::Column& column : columns_) {
    if (column.attribute->is_plain()) {
      if (!instance.is(Instance::expired)) continue;
    } else {
      const Slot& slot = column.attribute->slot(instance);
      if ((slot.flags & (Slot::present | Slot::touched | Slot::null)) != 0) continue;
    }
    column.decoder(row[column.cell], object + column.offset);
    if (!column.attribute->is_plain()) mark_loaded(instance, *column.attribute);
    filled.push_back(column.attribute);
  }
  fill_nulls(instance, false);
  const auto& refreshed = plan_->mapper().events().refresh;
  if (!refreshed.empty() && (!target_ || instance.is(Instance::fully_expired))) {
    // Listeners hear of all that was not in memory, which the rows may leave for later still.
    const bool none_filled = filled.empty();
    constexpr unsigned kThere = Slot::present | Slot::touched | Slot::null;
    for (const auto& attribute : class_info_.attributes()) {
      if (attribute->is_plain() || attribute->is_composite() || !attribute->setup().mapped) {
        continue;
      }
      if ((attribute->slot(instance).flags & kThere) == 0) filled.push_back(attribute.get());
    }
    if (filled.empty()) return;
    if (none_filled) return refreshed.fire(instance, filled);
  }
  if (filled.empty()) return;
  clear_expired(instance);
  snapshot_plain(instance);
  context_.on_filled(instance);
  refreshed.fire(instance, filled);
}

namespace {

// An object that is there already keeps what it has. What the statement says about relationships
// that are not loaded holds for it as for a new one.
void adopt_lazy_options(Instance& instance, const OptionTree& options) {
  Ptr<OptionTree> merged;
  for (const OptionTree::Branch& branch : options.branches()) {
    const Attribute* const relationship = branch.relationship;
    if (!relationship || !branch.strategy || branch.contains_eager) continue;
    const Lazy strategy = *branch.strategy;
    const bool later = strategy == Lazy::select || strategy == Lazy::raise ||
                       strategy == Lazy::raise_on_sql || strategy == Lazy::noload;
    if (!later || &relationship->owner() != &instance.class_info() ||
        relationship->slot(instance).has(Slot::present)) {
      continue;
    }
    if (!merged) {
      const InstanceRecord* const record = instance.record_if_any();
      merged = record && record->load_options
                   ? static_cast<const OptionTree&>(*record->load_options).copy()
                   : make_ptr<OptionTree>();
    }
    merged->edit_branch(relationship) = branch;
  }
  if (merged) instance.record().load_options = std::move(merged);
}

}  // namespace

// What an object needs for its own later loads. Met again in the same load nearer to the
// statement's entities, it takes the options from there.
void EntityLoader::remember(Instance& instance) {
  const InstanceRecord* const record = instance.record_if_any();
  if (plan_->options()) {
    instance.record().load_options = plan_->options();
  } else if (record && record->load_options) {
    instance.record().load_options = nullptr;
  }
}

// Most rows bring a new object of a class with an integer key and nothing to do beyond its columns.
Instance* EntityLoader::load(const Cell* row) {
  if (!is_simple_ || target_) return load_any(row);
  const Cell& key = row[key_cell_];
  if (key.kind != CellKind::integer) return load_any(row);
  if (!identities_.is_above_all(key.integer) && identities_.find(key.integer)) return load_any(row);
  Instance& instance = domain_hold_.create(class_info_);
  fill_new(instance, row);
  instance.set(Instance::has_key);
  instance.load_stamp = stamp_;
  identities_.add_loaded(instance, key.integer);
  if (!load_event_.empty()) load_event_.fire(instance);
  return &instance;
}

Instance* EntityLoader::load_any(const Cell* row) {
  Instance* instance = target_;
  if (!instance) {
    if (!has_key(*plan_, columns_, key_, row)) return nullptr;
    instance = find(row);
  }
  const bool is_new = instance == nullptr;
  if (is_new) instance = make(row);
  // With relationships to fill, this loader must see the object for the first time, whatever other
  // loaders of the same rows did with it.
  const bool known_to_load = !is_new && instance->load_stamp == stamp_;
  const bool first_row =
      has_more_ ? seen_->objects.insert(instance).second : is_new || !known_to_load;
  if (is_new) {
    instance->load_stamp = stamp_;
    if (plan_->options()) remember(*instance);
    if (has_plain_) snapshot_plain(*instance);
  } else if (first_row) {
    instance->load_stamp = stamp_;
    if (plan_->populate_existing()) {
      overwrite(*instance, row);
      fill_nulls(*instance, true);
      // What the statement leaves for later is given up, as a new object would not have it.
      for (const Attribute* attribute : plan_->deferred()) {
        if (!attribute->is_plain()) attribute->slot(*instance).flags = Slot::deferred;
      }
      commit_all(*instance);
      if (instance->is(Instance::expired)) clear_expired(*instance);
      snapshot_plain(*instance);
      context_.on_filled(*instance);
      if (plan_->options() && !target_) remember(*instance);
      plan_->mapper().events().refresh.fire(*instance, {});
    } else {
      fill_missing(*instance, row);
      if (plan_->options()) adopt_lazy_options(*instance, *plan_->options());
      const InstanceRecord* const record = instance->record_if_any();
      if (known_to_load && record && record->load_options &&
          static_cast<const OptionTree&>(*record->load_options).depth() > plan_->depth()) {
        remember(*instance);
      }
    }
  }
  if (has_more_) {
    load_joined(*instance, row, first_row, is_new);
    if (first_row && !plan_->later().empty()) for_later_.push_back(instance);
  }
  if (is_new && !load_event_.empty()) load_event_.fire(*instance);
  return instance;
}

void EntityLoader::load_joined(Instance& instance, const Cell* row, bool first_row, bool is_new) {
  for (const auto& nested : nested_) {
    const Attribute& attribute = nested->attribute;
    if (first_row &&
        (is_new || plan_->populate_existing() || !attribute.slot(instance).has(Slot::present))) {
      if (attribute.is_collection()) {
        set_committed_items(instance, attribute, {});
      } else {
        set_committed_object(instance, attribute, nullptr);
      }
      nested->filling.insert(&instance);
      if (!is_new) context_.on_filled(instance);
    }
    Instance* const target = nested->loader.load(row);
    if (!target || !nested->filling.contains(&instance)) continue;
    if (attribute.is_reference()) {
      Instance* const known = loaded_object(instance, attribute);
      if (known && known != target) {
        warn(str_cat("Multiple rows returned with uselist=False for eagerly-loaded attribute '",
                     nested->relationship.str(), "' "));
        continue;
      }
      set_committed_object(instance, attribute, target);
    } else if (nested->links.emplace(&instance, target).second) {
      append_committed_item(instance, attribute, *target);
    }
  }
}

void EntityLoader::finish() {
  for (const auto& nested : nested_) nested->loader.finish();
  if (for_later_.empty()) return;
  const std::vector<Instance*> parents = std::exchange(for_later_, {});
  for (const EntityPlan::Later& later : plan_->later()) {
    load_relationship({context_, later, source_, plan_->populate_existing()}, parents);
  }
}

}  // namespace cupel
