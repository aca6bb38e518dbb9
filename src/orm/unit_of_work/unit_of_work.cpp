#include "cupel/orm/unit_of_work/unit_of_work.hpp"

#include <algorithm>

#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/unit_of_work/link_set.hpp"
#include "orm/unit_of_work/persistence.hpp"
#include "orm/unit_of_work/plan.hpp"

namespace cupel {

UnitOfWork::UnitOfWork(FlushContext& context)
    : context_(context), plan_(std::make_unique<Plan>(*this)) {}

UnitOfWork::~UnitOfWork() {
  for (MapperStates* states : order_) {
    for (Instance* instance : states->instances) {
      if (instance) leave(*instance);
    }
  }
}

UnitOfWork::MapperStates* UnitOfWork::states_of(const Mapper& mapper) const noexcept {
  const auto found = by_mapper_.find(&mapper);
  return found == by_mapper_.end() ? nullptr : found->second.get();
}

UnitOfWork::MapperStates& UnitOfWork::add_mapper(const Mapper& mapper) {
  auto& states = by_mapper_[&mapper];
  states = std::make_unique<MapperStates>();
  states->mapper = &mapper;
  order_.push_back(states.get());
  plan_->add_mapper(mapper);
  return *states;
}

bool UnitOfWork::register_object(Instance& instance, const Registration& how) {
  if (!context_.contains(instance)) {
    if (!instance.is(Instance::row_deleted) && how.operation) {
      warn(str_cat("Object of type <", mapper_of(instance).class_name(), "> not in session, ",
                   how.operation, " operation along '", how.along ? how.along->str() : "",
                   "' will not proceed"));
    }
    return false;
  }
  if (records_reasons_) [[unlikely]]
    note_reason(instance, how);
  const Mapper& mapper = mapper_of(instance);
  if (&mapper != last_mapper_) {
    const auto found = by_mapper_.find(&mapper);
    last_states_ = found == by_mapper_.end() ? &add_mapper(mapper) : found->second.get();
    last_mapper_ = &mapper;
  }
  if (how.is_delete || how.list_only) has_others_ = true;
  if (!instance.is(kInFlush)) {
    instance.set(kInFlush);
    if (how.is_delete) instance.set(kIsDelete);
    if (how.list_only) instance.set(kListOnly);
    last_states_->instances.push_back(&instance);
    return true;
  }
  if (!how.list_only && (how.is_delete || how.cancel_delete)) {
    const bool was = instance.is(kIsDelete);
    if (how.is_delete) {
      instance.set(kIsDelete);
    } else {
      instance.clear(kIsDelete);
    }
    if (instance.is(kListOnly) || was != how.is_delete) {
      // Relationships have to look at it again in its new role.
      instance.clear(kListOnly);
      MapperStates& states = *last_states_;
      for (; states.placed < states.instances.size(); ++states.placed) {
        if (const Instance* placed = states.instances[states.placed]) {
          states.places[placed] = states.placed;
        }
      }
      states.instances[states.places.at(&instance)] = nullptr;
      states.instances.push_back(&instance);
    }
  }
  return true;
}

std::vector<Instance*> UnitOfWork::states_for_hierarchy(const Mapper& mapper, bool is_delete,
                                                        bool list_only) const {
  std::vector<Instance*> found;
  for (const MapperStates* states : order_) {
    if (!states->mapper->is_a(mapper)) continue;
    if (!has_others_) {
      if (!is_delete && !list_only) {
        found.insert(found.end(), states->instances.begin(), states->instances.end());
      }
      continue;
    }
    if (found.empty()) found.reserve(states->instances.size());
    for (Instance* instance : states->instances) {
      if (instance && instance->is(kIsDelete) == is_delete &&
          instance->is(kListOnly) == list_only) {
        found.push_back(instance);
      }
    }
  }
  return found;
}

void UnitOfWork::register_post_update(Instance& instance,
                                      std::span<const ColumnClause* const> columns) {
  PostUpdates& updates = post_updates_[&mapper_of(instance).base_mapper()];
  const auto [place, is_first] = updates.places.emplace(&instance, updates.in_order.size());
  if (is_first) updates.in_order.push_back({&instance, {}});
  auto& known = updates.in_order[place->second].columns;
  for (const ColumnClause* column : columns) {
    if (std::ranges::find(known, column) == known.end()) known.push_back(column);
  }
}

std::vector<UnitOfWork::PostUpdate> UnitOfWork::take_post_updates(const Mapper& mapper,
                                                                  bool is_delete) {
  std::vector<PostUpdate> taken;
  const auto found = post_updates_.find(&mapper.base_mapper());
  if (found == post_updates_.end()) return taken;
  PostUpdates& updates = found->second;
  std::erase_if(updates.in_order, [&](PostUpdate& update) {
    if (update.instance->is(kIsDelete) != is_delete) return false;
    taken.push_back(std::move(update));
    return true;
  });
  updates.places.clear();
  for (std::size_t i = 0; i < updates.in_order.size(); ++i) {
    updates.places.emplace(updates.in_order[i].instance, i);
  }
  return taken;
}

UnitOfWork::LinkSet& UnitOfWork::links_of(const RelationshipProperty& relationship) {
  for (const auto& [known, links] : links_) {
    if (known == &relationship) return *links;
    for (const RelationshipProperty* reverse : relationship.reverse_properties()) {
      if (known == reverse) return *links;
    }
  }
  return *links_.emplace_back(&relationship, std::make_unique<LinkSet>()).second;
}

void UnitOfWork::execute() {
  if (!has_work()) return;
  plan_->run();
}

}  // namespace cupel
