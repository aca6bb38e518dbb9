#include "orm/unit_of_work/plan.hpp"

#include <algorithm>
#include <tuple>

#include "cupel/error/circular_dependency.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"
#include "cupel/util/topological.hpp"

#include "orm/unit_of_work/dependency_processor.hpp"
#include "orm/unit_of_work/persistence.hpp"

namespace cupel {

namespace {

std::string describe(const Action& action) {
  switch (action.kind) {
    case Action::Kind::delete_all:
    case Action::Kind::delete_state:
      return str_cat("delete ", action.mapper->class_name());
    case Action::Kind::post_update_all:
      return str_cat("post-update ", action.mapper->class_name());
    case Action::Kind::process_all:
    case Action::Kind::process_state:
      return str_cat("link ", action.processor->property().str());
    case Action::Kind::save_update_all:
    case Action::Kind::save_update_state:
      return str_cat("save ", action.mapper->class_name());
  }
  return {};
}

}  // namespace

std::size_t UnitOfWork::Plan::KeyHash::operator()(const Key& key) const noexcept {
  const auto a = reinterpret_cast<std::uintptr_t>(key.subject);
  const auto b = reinterpret_cast<std::uintptr_t>(key.instance);
  const auto kind = static_cast<std::uint64_t>(key.kind) * 2 + (key.is_delete ? 1 : 0);
  return static_cast<std::size_t>(hash_combine(hash_combine(a, b), kind));
}

UnitOfWork::Plan::Plan(UnitOfWork& uow) : uow_(uow) {}
UnitOfWork::Plan::~Plan() = default;

Action* UnitOfWork::Plan::find_or_make(const Action& wanted) {
  const void* subject = wanted.processor ? static_cast<const void*>(wanted.processor)
                                         : static_cast<const void*>(wanted.mapper);
  const Key key{wanted.kind, subject, wanted.instance, wanted.is_delete};
  auto [place, is_new] = index_.try_emplace(key, nullptr);
  if (is_new) place->second = &actions_.emplace_back(wanted);
  return place->second;
}

Action* UnitOfWork::Plan::save_update_all(const Mapper& mapper) {
  return find_or_make({.kind = Action::Kind::save_update_all, .mapper = &mapper.base_mapper()});
}
Action* UnitOfWork::Plan::delete_all(const Mapper& mapper) {
  return find_or_make(
      {.kind = Action::Kind::delete_all, .mapper = &mapper.base_mapper(), .is_delete = true});
}
Action* UnitOfWork::Plan::post_update_all(const Mapper& mapper, bool is_delete) {
  return find_or_make({.kind = Action::Kind::post_update_all,
                       .mapper = &mapper.base_mapper(),
                       .is_delete = is_delete});
}
Action* UnitOfWork::Plan::process_all(DependencyProcessor& processor, bool is_delete) {
  Action* action = find_or_make({.kind = Action::Kind::process_all,
                                 .mapper = &processor.parent().base_mapper(),
                                 .processor = &processor,
                                 .is_delete = is_delete});
  auto& known = uow_.states_of(processor.parent())->processors;
  if (std::ranges::find(known, &processor) == known.end()) known.push_back(&processor);
  return action;
}
Action* UnitOfWork::Plan::save_update_state(Instance& instance) {
  return find_or_make({.kind = Action::Kind::save_update_state,
                       .mapper = &mapper_of(instance).base_mapper(),
                       .instance = &instance});
}
Action* UnitOfWork::Plan::delete_state(Instance& instance) {
  return find_or_make({.kind = Action::Kind::delete_state,
                       .mapper = &mapper_of(instance).base_mapper(),
                       .instance = &instance,
                       .is_delete = true});
}
Action* UnitOfWork::Plan::process_state(DependencyProcessor& processor, bool is_delete,
                                        Instance& instance) {
  return find_or_make({.kind = Action::Kind::process_state,
                       .mapper = &processor.parent().base_mapper(),
                       .processor = &processor,
                       .instance = &instance,
                       .is_delete = is_delete});
}

void UnitOfWork::Plan::depend(Action* before, Action* after) {
  if (before && after) dependencies_.emplace_back(before, after);
}

void UnitOfWork::Plan::add_mapper(const Mapper& mapper) {
  depend(save_update_all(mapper), delete_all(mapper));
  for (const RelationshipProperty* relationship : mapper.relationships()) {
    if (relationship->viewonly()) continue;
    preprocessors_.push_back({processors_.emplace_back(make_processor(*relationship)).get()});
  }
}

// Shows the processor what has come into the flush since it last looked; false if nothing has.
bool UnitOfWork::Plan::preprocess(std::size_t index) {
  DependencyProcessor& processor = *preprocessors_[index].processor;
  const auto& instances = uow_.states_of(processor.parent())->instances;
  if (preprocessors_[index].seen == instances.size()) return false;
  std::vector<Instance*> deletes;
  std::vector<Instance*> saves;
  for (std::size_t i = preprocessors_[index].seen; i < instances.size(); ++i) {
    Instance* instance = instances[i];
    if (!instance || is_list_only(*instance)) continue;
    (is_delete(*instance) ? deletes : saves).push_back(instance);
  }
  preprocessors_[index].seen = instances.size();
  if (deletes.empty() && saves.empty()) return false;
  if (!deletes.empty()) processor.presort_deletes(uow_, deletes);
  if (!saves.empty()) processor.presort_saves(uow_, saves);
  // preprocessors_ may have grown: a presort can bring in mappers.
  if (!preprocessors_[index].has_actions &&
      (processor.has_changes(uow_, deletes, true) || processor.has_changes(uow_, saves, false))) {
    processor.add_actions(*this);
    preprocessors_[index].has_actions = true;
  }
  return true;
}

void UnitOfWork::Plan::preprocess_all() {
  for (bool again = true; again;) {
    again = false;
    const std::size_t count = preprocessors_.size();
    for (std::size_t i = 0; i < count; ++i) again |= preprocess(i);
    again |= preprocessors_.size() != count;
  }
}

void UnitOfWork::Plan::split(Action& action, std::vector<Action*>& into) {
  const Mapper& mapper = *action.mapper;
  if (action.kind != Action::Kind::save_update_all && action.kind != Action::Kind::delete_all) {
    return;
  }
  const auto instances = uow_.states_for_hierarchy(mapper, action.is_delete, false);
  for (Instance* instance : instances) {
    if (action.is_delete) {
      // Saves stay before deletes, so that a row that changes owners is updated, not deleted.
      depend(save_update_all(mapper), into.emplace_back(delete_state(*instance)));
    } else {
      depend(into.emplace_back(save_update_state(*instance)), delete_all(mapper));
    }
  }
  for (const MapperStates* states : uow_.order_) {
    if (&states->mapper->base_mapper() != &mapper) continue;
    const auto processors = states->processors;
    for (DependencyProcessor* processor : processors) {
      split_processor(*processor, instances, action.is_delete);
    }
  }
}

void UnitOfWork::Plan::split_processor(DependencyProcessor& processor,
                                       const std::vector<Instance*>& instances, bool is_delete) {
  Action* const child_saves = save_update_all(processor.target());
  Action* const child_deletes = delete_all(processor.target());
  process_all(processor, is_delete)->disabled = true;
  const bool child_on_cycle = child_saves->on_cycle;
  Action* const parents =
      is_delete ? delete_all(processor.parent()) : save_update_all(processor.parent());

  for (Instance* instance : instances) {
    if (!mapper_of(*instance).is_a(processor.parent())) continue;
    const auto related = processor.all_related(*instance, is_delete);
    if (related.empty()) continue;
    Action* const process = process_state(processor, is_delete, *instance);
    Action* parent = parents;
    if (parents->on_cycle) {
      parent = is_delete ? delete_state(*instance) : save_update_state(*instance);
    }
    DependencyProcessor::StateActions actions;
    (is_delete ? actions.delete_parent : actions.save_parent) = parent;
    (is_delete ? actions.before_delete : actions.after_save) = process;
    actions.is_delete = is_delete;
    const auto link = [&](Action* child, bool child_is_delete) {
      actions.child = child;
      actions.child_is_delete = child_is_delete;
      processor.add_state_dependencies(*this, actions);
    };
    if (!child_on_cycle) {
      link(child_saves, false);
      link(child_deletes, true);
      continue;
    }
    for (Instance* child : related) {
      if (!child || !in_flush(*child)) {
        link(nullptr, false);
      } else if (UnitOfWork::is_delete(*child)) {
        link(delete_state(*child), true);
      } else {
        link(save_update_state(*child), false);
      }
    }
  }
}

void UnitOfWork::Plan::split_cycles() {
  std::vector<Action*> all;
  for (Action& action : actions_) all.push_back(&action);
  const auto cycle = topological::find_cycles(all, dependencies_);
  if (cycle.empty()) return;
  for (Action* action : cycle) action->on_cycle = true;

  std::unordered_map<Action*, std::vector<Action*>> parts;
  for (Action* action : cycle) split(*action, parts[action]);

  std::vector<std::pair<Action*, Action*>> kept;
  for (const auto& [before, after] : dependencies_) {
    if (before->disabled || after->disabled || (before->on_cycle && after->on_cycle)) continue;
    if (before->on_cycle) {
      for (Action* part : parts[before]) kept.emplace_back(part, after);
    } else if (after->on_cycle) {
      for (Action* part : parts[after]) kept.emplace_back(before, part);
    } else {
      kept.emplace_back(before, after);
    }
  }
  dependencies_ = std::move(kept);
}

void UnitOfWork::Plan::execute(const Action& action, std::vector<Instance*> instances) {
  switch (action.kind) {
    case Action::Kind::save_update_all:
    case Action::Kind::save_update_state:
      return save_objects(uow_, *action.mapper, std::move(instances));
    case Action::Kind::delete_all:
      return delete_objects(uow_, *action.mapper, std::move(instances));
    case Action::Kind::delete_state:
      // A row switch may have taken the deletion back meanwhile.
      std::erase_if(instances, [](const Instance* i) { return is_list_only(*i); });
      return delete_objects(uow_, *action.mapper, std::move(instances));
    case Action::Kind::post_update_all:
      return post_update(uow_, *action.mapper,
                         uow_.take_post_updates(*action.mapper, action.is_delete));
    case Action::Kind::process_all:
    case Action::Kind::process_state:
      return action.is_delete ? action.processor->process_deletes(uow_, instances)
                              : action.processor->process_saves(uow_, instances);
  }
}

// The objects of one action. Those of one kind that are free at the same time are one batch.
std::vector<Instance*> UnitOfWork::Plan::batch_of(const Action& action,
                                                  std::vector<Action*>& layer) const {
  switch (action.kind) {
    case Action::Kind::save_update_all:
      return uow_.states_for_hierarchy(*action.mapper, false, false);
    case Action::Kind::delete_all:
      return uow_.states_for_hierarchy(*action.mapper, true, false);
    case Action::Kind::process_all:
      return uow_.states_for_hierarchy(action.processor->parent(), action.is_delete, false);
    case Action::Kind::post_update_all:
      return {};
    default:
      break;
  }
  std::vector<Instance*> instances{action.instance};
  std::erase_if(layer, [&](const Action* other) {
    const bool same = other->kind == action.kind && other->mapper == action.mapper &&
                      other->processor == action.processor && other->is_delete == action.is_delete;
    if (same) instances.push_back(other->instance);
    return same;
  });
  return instances;
}

void UnitOfWork::Plan::for_each_step(
    FunctionRef<void(const Action&, std::vector<Instance*>)> step) {
  preprocess_all();
  split_cycles();

  std::vector<Action*> todo;
  for (Action& action : actions_) {
    if (!action.disabled && !action.on_cycle) todo.push_back(&action);
  }
  // Actions that do not depend on each other run in an order that depends on names only, never on
  // addresses: the same program sends the same statements every time.
  const auto name = [](const Action* a) -> const std::string& {
    return a->processor ? a->processor->sort_key() : a->mapper->class_name();
  };
  std::ranges::stable_sort(todo, [&](const Action* a, const Action* b) {
    return std::tie(a->kind, name(a), a->is_delete) < std::tie(b->kind, name(b), b->is_delete);
  });

  const auto sorted = topological::sort(todo, dependencies_);
  if (!sorted.ok()) {
    std::vector<std::string> names;
    std::vector<std::pair<std::string, std::string>> edges;
    for (const Action* action : sorted.cycle) names.push_back(describe(*action));
    for (const auto& [before, after] : sorted.cycle_edges) {
      edges.emplace_back(describe(*before), describe(*after));
    }
    throw CircularDependencyError(
        str_cat("Circular dependency detected among the objects of this flush (", join(names, ", "),
                "): rows refer to each other in a ring. Set post_update() on one of the "
                "relationships, so that one foreign key is written by a second UPDATE"),
        names, std::move(edges));
  }
  for (auto& layer : topological::sort_as_subsets(todo, dependencies_)) {
    while (!layer.empty()) {
      const Action* const first = layer.front();
      layer.erase(layer.begin());
      step(*first, batch_of(*first, layer));
    }
  }
}

void UnitOfWork::Plan::run() {
  for_each_step([this](const Action& action, std::vector<Instance*> instances) {
    execute(action, std::move(instances));
  });
}

}  // namespace cupel
