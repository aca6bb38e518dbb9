#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "cupel/engine/connection.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/unit_of_work/dependency_processor.hpp"
#include "orm/unit_of_work/link_rows.hpp"
#include "orm/unit_of_work/link_set.hpp"

namespace cupel {
namespace {

/// The rows of a link table say who belongs to whom; neither side's row changes.
class ManyToMany final : public DependencyProcessor {
 public:
  using DependencyProcessor::DependencyProcessor;

  void add_dependencies(UnitOfWork::Plan& plan, const Actions& a) override {
    plan.depend(a.parent_saves, a.after_save);
    plan.depend(a.child_saves, a.after_save);
    plan.depend(a.after_save, a.child_deletes);
    // A deletion that turns into an UPDATE of the same row (row switch) makes saves wait as well.
    plan.depend(a.before_delete, a.parent_saves);
    plan.depend(a.before_delete, a.parent_deletes);
    plan.depend(a.before_delete, a.child_deletes);
    plan.depend(a.before_delete, a.child_saves);
  }

  void add_state_dependencies(UnitOfWork::Plan& plan, const StateActions& a) override {
    if (!a.is_delete) {
      plan.depend(a.save_parent, a.after_save);
      if (a.child_is_delete) {
        plan.depend(a.after_save, a.child);
      } else {
        plan.depend(a.child, a.after_save);
      }
    } else {
      plan.depend(a.before_delete, a.child);
      plan.depend(a.before_delete, a.delete_parent);
    }
  }

  // Loads what is to be unlinked while the rows are still there.
  void presort_deletes(UnitOfWork&, Instances instances) override {
    if (property_.passive_deletes() != PassiveDeletes::no) return;
    for (Instance* instance : instances) (void)history(*instance, passive_for_delete());
  }

  void presort_saves(UnitOfWork& uow, Instances instances) override {
    if (!property_.passive_updates()) {
      for (Instance* instance : instances) {
        if (pks_changed(*instance)) (void)history(*instance, Passive::off);
      }
    }
    if (!property_.cascade().delete_orphan()) return;
    for (Instance* instance : instances) {
      const auto found = history(*instance, Passive::no_initialize);
      for (Instance* child : found.deleted) {
        if (child && !has_parent(*child)) delete_with_cascade(uow, *child, "delete");
      }
    }
  }

  void process_deletes(UnitOfWork& uow, Instances instances) override {
    LinkRows rows(property_);
    auto& handled = uow.links_of(property_).handled;
    std::vector<std::pair<const Instance*, const Instance*>> done;
    for (Instance* instance : instances) {
      const auto found = history(*instance, passive_for_delete());
      const auto unlink = [&](Instance* child) {
        if (!child) return;
        done.emplace_back(child, instance);
        if (!handled.contains({instance, child}) && may_write(uow, *child, "delete")) {
          rows.remove(*instance, *child);
        }
      };
      for (Instance* child : found.unchanged) unlink(child);
      for (Instance* child : found.deleted) unlink(child);
    }
    handled.insert(done.begin(), done.end());
    rows.write(uow.context().connection_for(parent()));
  }

  void process_saves(UnitOfWork& uow, Instances instances) override {
    LinkRows rows(property_);
    auto& handled = uow.links_of(property_).handled;
    std::vector<std::pair<const Instance*, const Instance*>> done;
    for (Instance* instance : instances) {
      const bool key_changed = !property_.passive_updates() && pks_changed(*instance);
      const auto found = history(*instance, (key_changed ? Passive::off : Passive::no_initialize) |
                                                Passive::include_pending);
      for (Instance* child : found.added) {
        if (!child) continue;
        done.emplace_back(child, instance);
        if (!handled.contains({instance, child}) && may_write(uow, *child, "add")) {
          rows.add(*instance, *child);
        }
      }
      for (Instance* child : found.deleted) {
        if (!child) continue;
        done.emplace_back(child, instance);
        if (!handled.contains({instance, child}) && may_write(uow, *child, "delete")) {
          rows.remove(*instance, *child);
        }
      }
      if (!key_changed) continue;
      for (Instance* child : found.unchanged) {
        if (child && may_write(uow, *child, "update")) rows.move(*instance, *child);
      }
    }
    handled.insert(done.begin(), done.end());
    rows.write(uow.context().connection_for(parent()));
  }

 private:
  bool may_write(UnitOfWork& uow, Instance& child, const char* operation) {
    if (!uow.context().contains(child)) {
      if (!child.is(Instance::row_deleted)) warn_not_in_session(child, operation);
      return false;
    }
    check_target(&child);
    return true;
  }
};

}  // namespace

std::unique_ptr<DependencyProcessor> make_many_to_many(const RelationshipProperty& property) {
  return std::make_unique<ManyToMany>(property);
}

}  // namespace cupel
