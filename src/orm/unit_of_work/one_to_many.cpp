#include <algorithm>
#include <cstddef>
#include <vector>

#include "cupel/orm/mapper/mapper.hpp"

#include "orm/unit_of_work/dependency_processor.hpp"
#include "orm/unit_of_work/sync.hpp"

namespace cupel {
namespace {

/// The children's rows hold the key of their parent.
class OneToMany final : public DependencyProcessor {
 public:
  using DependencyProcessor::DependencyProcessor;

  void add_dependencies(UnitOfWork::Plan& plan, const Actions& a) override {
    if (property_.post_update()) {
      Action* const post = plan.post_update_all(target(), false);
      Action* const pre = plan.post_update_all(target(), true);
      plan.depend(a.child_saves, a.after_save);
      plan.depend(a.parent_saves, a.after_save);
      plan.depend(a.after_save, post);
      plan.depend(a.before_delete, pre);
      plan.depend(pre, a.parent_deletes);
      plan.depend(pre, a.child_deletes);
      return;
    }
    plan.depend(a.parent_saves, a.after_save);
    plan.depend(a.after_save, a.child_saves);
    plan.depend(a.after_save, a.child_deletes);
    plan.depend(a.child_saves, a.parent_deletes);
    plan.depend(a.child_deletes, a.parent_deletes);
    plan.depend(a.before_delete, a.child_saves);
    plan.depend(a.before_delete, a.child_deletes);
  }

  void add_state_dependencies(UnitOfWork::Plan& plan, const StateActions& a) override {
    if (property_.post_update()) {
      if (!a.is_delete) {
        if (!a.child_is_delete) plan.depend(a.save_parent, a.after_save);
        plan.depend(a.child, a.after_save);
        plan.depend(a.after_save, plan.post_update_all(target(), false));
      } else {
        Action* const pre = plan.post_update_all(target(), true);
        plan.depend(a.before_delete, pre);
        plan.depend(pre, a.delete_parent);
      }
    } else if (!a.is_delete) {
      plan.depend(a.save_parent, a.after_save);
      plan.depend(a.after_save, a.child);
      plan.depend(a.save_parent, a.child);
    } else {
      plan.depend(a.before_delete, a.child);
      plan.depend(a.child, a.delete_parent);
    }
  }

  void presort_deletes(UnitOfWork& uow, Instances instances) override {
    for (Instance* instance : instances) {
      const auto found = history(*instance, passive_for_delete());
      for (Instance* child : found.deleted) {
        if (!child || has_parent(*child)) continue;
        const bool goes = property_.cascade().delete_() || property_.cascade().delete_orphan();
        uow.register_object(*child, {.is_delete = goes});
      }
      if (!nulls_children()) continue;
      for (Instance* child : found.unchanged) {
        if (child) uow.register_object(*child, {.operation = "delete", .along = &property_});
      }
    }
  }

  void presort_saves(UnitOfWork& uow, Instances instances) override {
    for (Instance* instance : instances) {
      const bool changed = pks_changed(*instance);
      const Passive passive =
          (changed && !property_.passive_updates() ? Passive::off : Passive::no_initialize) |
          Passive::include_pending;
      const auto found = history(*instance, passive);
      for (Instance* child : found.added) {
        if (!child) continue;
        uow.register_object(*child,
                            {.cancel_delete = true, .operation = "add", .along = &property_});
        added_.push_back(child);
      }
      for (Instance* child : found.deleted) {
        if (!child) continue;
        if (!property_.cascade().delete_orphan()) {
          if (nulls_children()) {
            uow.register_object(*child, {.operation = "delete", .along = &property_});
          }
        } else if (!has_parent(*child)) {
          delete_with_cascade(uow, *child, "delete");
        }
      }
      if (!changed) continue;
      for (Instance* child : found.unchanged) {
        if (!child) continue;
        uow.register_object(*child, {.list_only = property_.passive_updates(),
                                     .operation = "pk change",
                                     .along = &property_});
      }
    }
  }

  // The parent goes. Children that are not deleted with it lose their foreign key.
  void process_deletes(UnitOfWork& uow, Instances instances) override {
    if (!property_.post_update() && property_.passive_deletes() == PassiveDeletes::all) return;
    for (Instance* instance : instances) {
      const auto found = history(*instance, passive_for_delete());
      for (Instance* child : found.deleted) {
        if (child && !has_parent(*child)) release(uow, *instance, *child);
      }
      if (!property_.post_update() && property_.cascade().delete_()) continue;
      for (Instance* child : found.unchanged) {
        if (child && !was_added(child)) release(uow, *instance, *child);
      }
    }
  }

  void process_saves(UnitOfWork& uow, Instances instances) override {
    for (Instance* instance : instances) {
      const auto found = history(*instance, Passive::no_initialize | Passive::include_pending);
      for (Instance* child : found.added) {
        if (!child) continue;
        link(uow, *instance, *child, false);
        if (property_.post_update()) add_post_update(uow, *child, Instances(&instance, 1));
      }
      if (nulls_children() && !property_.cascade().delete_orphan()) {
        for (Instance* child : found.deleted) {
          if (child && !has_parent(*child)) unlink(uow, *child);
        }
      }
      if (pks_changed(*instance)) {
        for (Instance* child : found.unchanged) {
          if (child) link(uow, *instance, *child, true);
        }
      }
    }
  }

 private:
  void link(UnitOfWork& uow, Instance& parent_instance, Instance& child, bool key_changed) {
    check_target(&child);
    if (!property_.post_update() && uow.is_deleted(child)) return;
    populate(parent_instance, child, property_.sync_pairs(),
             property_.passive_updates() && key_changed);
  }
  void unlink(UnitOfWork& uow, Instance& child) {
    check_target(&child);
    if (!property_.post_update() && uow.is_deleted(child)) return;
    clear(child, property_.sync_pairs());
  }
  void release(UnitOfWork& uow, Instance& parent_instance, Instance& child) {
    unlink(uow, child);
    if (property_.post_update()) {
      Instance* const related = &parent_instance;
      add_post_update(uow, child, Instances(&related, 1));
    }
  }

  // Asked only where a parent goes, so the list is sorted by the first question.
  bool was_added(const Instance* child) {
    if (sorted_ != added_.size()) {
      std::sort(added_.begin(), added_.end());
      sorted_ = added_.size();
    }
    return std::binary_search(added_.begin(), added_.end(), child);
  }

  std::vector<const Instance*> added_;  // to some parent of this flush
  std::size_t sorted_ = 0;
};

}  // namespace

std::unique_ptr<DependencyProcessor> make_one_to_many(const RelationshipProperty& property) {
  return std::make_unique<OneToMany>(property);
}

}  // namespace cupel
