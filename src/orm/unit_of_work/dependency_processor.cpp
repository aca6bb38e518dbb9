#include "orm/unit_of_work/dependency_processor.hpp"

#include <algorithm>

#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/unit_of_work/cascade_iterator.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/unit_of_work/persistence.hpp"
#include "orm/unit_of_work/sync.hpp"

namespace cupel {

DependencyProcessor::DependencyProcessor(const RelationshipProperty& property)
    : property_(property),
      sort_key_(str_cat(property.parent().class_name(), "_", property.key())) {}

std::unique_ptr<DependencyProcessor> make_processor(const RelationshipProperty& property) {
  switch (property.direction()) {
    case Direction::one_to_many:
      return make_one_to_many(property);
    case Direction::many_to_one:
      return make_many_to_one(property);
    case Direction::many_to_many:
      return make_many_to_many(property);
  }
  return nullptr;
}

bool DependencyProcessor::has_changes(UnitOfWork& uow, Instances instances, bool is_delete) {
  Passive passive = Passive::off | Passive::include_pending;
  if (!is_delete || property_.passive_deletes() != PassiveDeletes::no) {
    passive = Passive::no_initialize | Passive::include_pending;
  } else if (property_.direction() == Direction::many_to_one) {
    passive = Passive::no_fetch_related;
  }
  for (Instance* instance : instances) {
    if (!history(*instance, passive).empty()) return true;
  }
  return !instances.empty() && !property_.is_self_referential() && uow.states_of(target());
}

void DependencyProcessor::add_actions(UnitOfWork::Plan& plan) {
  add_dependencies(plan, {.parent_saves = plan.save_update_all(parent()),
                          .child_saves = plan.save_update_all(target()),
                          .parent_deletes = plan.delete_all(parent()),
                          .child_deletes = plan.delete_all(target()),
                          .after_save = plan.process_all(*this, false),
                          .before_delete = plan.process_all(*this, true)});
}

ObjectHistory DependencyProcessor::history(Instance& instance, Passive passive) const {
  // Most relationships of most objects were never looked at: nothing to say without loading.
  using Slot = detail::Slot;
  constexpr unsigned kAny = Slot::present | Slot::touched | Slot::queued;
  if (!has(passive, Passive::callables_ok) && (attribute().slot(instance).flags & kAny) == 0) {
    return {};
  }
  return object_history(instance, attribute(),
                        passive | Passive::load_against_committed | Passive::no_raise);
}

Passive DependencyProcessor::passive_for_delete() const noexcept {
  return property_.passive_deletes() == PassiveDeletes::no ? Passive::off : Passive::no_initialize;
}

bool DependencyProcessor::nulls_children() const noexcept {
  return !property_.cascade().delete_() && property_.passive_deletes() != PassiveDeletes::all;
}

bool DependencyProcessor::has_parent(const Instance& child) const {
  return cupel::has_parent(child, attribute(), false);
}

bool DependencyProcessor::pks_changed(Instance& instance) const {
  return source_modified(instance, property_.sync_pairs());
}

void DependencyProcessor::delete_with_cascade(UnitOfWork& uow, Instance& child,
                                              const char* operation) const {
  uow.register_object(child, {.is_delete = true, .operation = operation, .along = &property_});
  cascade_iterator(Cascade::delete_, child,
                   [&](Instance& reached) { uow.register_object(reached, {.is_delete = true}); });
}

void DependencyProcessor::warn_not_in_session(const Instance& instance,
                                              const char* operation) const {
  warn(str_cat("Object of type <", mapper_of(instance).class_name(), "> not in session, ",
               operation, " operation along '", property_.str(), "' won't proceed"));
}

void DependencyProcessor::check_target(const Instance* child) const {
  if (child && !mapper_of(*child).is_a(target())) {
    throw FlushError(str_cat("relationship ", property_.str(), " holds ", instance_str(*child),
                             ", which is not a ", target().class_name(),
                             "; give it objects of that class only"));
  }
}

void DependencyProcessor::add_post_update(UnitOfWork& uow, Instance& instance, Instances related,
                                          bool is_many_to_one_delete) const {
  const bool due = std::ranges::any_of(
      related, [&](const Instance* other) { return other || !is_many_to_one_delete; });
  if (!due) return;
  std::vector<const ColumnClause*> columns;
  for (const SyncPair& pair : property_.sync_pairs()) columns.push_back(pair.dest_column);
  uow.register_post_update(instance, columns);
}

std::vector<Instance*> DependencyProcessor::all_related(Instance& instance, bool is_delete) const {
  auto found = history(instance, (is_delete ? passive_for_delete() : Passive::no_initialize) |
                                     Passive::include_pending);
  auto all = std::move(found.added);
  all.insert(all.end(), found.unchanged.begin(), found.unchanged.end());
  all.insert(all.end(), found.deleted.begin(), found.deleted.end());
  return all;
}

}  // namespace cupel
