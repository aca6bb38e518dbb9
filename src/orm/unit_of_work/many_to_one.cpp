#include "cupel/orm/mapper/mapper.hpp"

#include "orm/unit_of_work/dependency_processor.hpp"
#include "orm/unit_of_work/sync.hpp"

namespace cupel {
namespace {

/// The parent's row holds the key of the object it refers to.
class ManyToOne final : public DependencyProcessor {
 public:
  using DependencyProcessor::DependencyProcessor;

  void add_dependencies(UnitOfWork::Plan& plan, const Actions& a) override {
    if (property_.post_update()) {
      Action* const post = plan.post_update_all(parent(), false);
      Action* const pre = plan.post_update_all(parent(), true);
      plan.depend(a.child_saves, a.after_save);
      plan.depend(a.parent_saves, a.after_save);
      plan.depend(a.after_save, post);
      plan.depend(a.after_save, pre);
      plan.depend(a.before_delete, pre);
      plan.depend(pre, a.child_deletes);
      plan.depend(pre, a.parent_deletes);
      return;
    }
    plan.depend(a.child_saves, a.after_save);
    plan.depend(a.after_save, a.parent_saves);
    plan.depend(a.parent_saves, a.child_deletes);
    plan.depend(a.parent_deletes, a.child_deletes);
  }

  void add_state_dependencies(UnitOfWork::Plan& plan, const StateActions& a) override {
    if (property_.post_update()) {
      if (!a.is_delete) {
        Action* const post = plan.post_update_all(parent(), false);
        plan.depend(a.after_save, post);
        if (a.child_is_delete) {
          plan.depend(post, a.child);
        } else {
          plan.depend(a.save_parent, a.after_save);
          plan.depend(a.child, a.after_save);
        }
      } else {
        Action* const pre = plan.post_update_all(parent(), true);
        plan.depend(a.before_delete, pre);
        plan.depend(pre, a.delete_parent);
        plan.depend(pre, a.child);
      }
    } else if (!a.is_delete) {
      if (!a.child_is_delete) plan.depend(a.child, a.after_save);
      plan.depend(a.after_save, a.save_parent);
    } else if (a.child_is_delete) {
      plan.depend(a.delete_parent, a.child);
    }
  }

  void presort_deletes(UnitOfWork& uow, Instances instances) override {
    const bool orphans = property_.cascade().delete_orphan();
    if (!property_.cascade().delete_() && !orphans) return;
    for (Instance* instance : instances) {
      const auto found = history(*instance, passive_for_delete());
      const auto remove = [&](Instance* child) {
        if (child) delete_with_cascade(uow, *child, "delete");
      };
      for (Instance* child : found.added) remove(child);
      for (Instance* child : found.unchanged) remove(child);
      if (!orphans) continue;
      for (Instance* child : found.deleted) remove(child);
    }
  }

  void presort_saves(UnitOfWork& uow, Instances instances) override {
    for (Instance* instance : instances) {
      uow.register_object(*instance, {.operation = "add", .along = &property_});
      if (!property_.cascade().delete_orphan()) continue;
      const auto found = history(*instance, passive_for_delete());
      for (Instance* child : found.deleted) {
        if (child && !has_parent(*child)) delete_with_cascade(uow, *child, "delete");
      }
    }
  }

  // With post_update the reference is set to NULL before the row it points to can go.
  void process_deletes(UnitOfWork& uow, Instances instances) override {
    if (!property_.post_update() || property_.cascade().delete_orphan() ||
        property_.passive_deletes() == PassiveDeletes::all) {
      return;
    }
    for (Instance* instance : instances) {
      set_key(uow, *instance, nullptr, nullptr);
      const auto found = history(*instance, passive_for_delete());
      const auto related = sum(found);
      if (!related.empty()) add_post_update(uow, *instance, related, true);
    }
  }

  void process_saves(UnitOfWork& uow, Instances instances) override {
    for (Instance* instance : instances) {
      if (Instance* const child = only_added(*instance, attribute())) {
        set_key(uow, *instance, child, "add");
        if (property_.post_update()) add_post_update(uow, *instance, Instances(&child, 1));
        continue;
      }
      const auto found = history(*instance, Passive::no_initialize);
      if (found.empty()) continue;
      if (!found.added.empty()) {
        for (Instance* child : found.added) set_key(uow, *instance, child, "add");
      } else if (!found.deleted.empty()) {
        set_key(uow, *instance, nullptr, "delete");
      }
      if (property_.post_update()) add_post_update(uow, *instance, sum(found));
    }
  }

 private:
  static std::vector<Instance*> sum(const ObjectHistory& found) {
    auto all = found.added;
    all.insert(all.end(), found.unchanged.begin(), found.unchanged.end());
    all.insert(all.end(), found.deleted.begin(), found.deleted.end());
    return all;
  }

  void set_key(UnitOfWork& uow, Instance& instance, Instance* child, const char* operation) {
    if (!property_.post_update() && uow.is_deleted(instance)) return;
    if (operation && child && !uow.context().contains(*child)) {
      warn_not_in_session(*child, operation);
      return;
    }
    if (!child) {
      clear(instance, property_.sync_pairs());
      return;
    }
    check_target(child);
    populate(*child, instance, property_.sync_pairs(), false);
  }
};

}  // namespace

std::unique_ptr<DependencyProcessor> make_many_to_one(const RelationshipProperty& property) {
  return std::make_unique<ManyToOne>(property);
}

}  // namespace cupel
