#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/orm/unit_of_work/unit_of_work.hpp"

#include "orm/unit_of_work/plan.hpp"

namespace cupel {

/// What one relationship contributes to a flush: it finds objects that must take part, says what
/// comes before what, and copies keys between rows. One derived class for each direction.
class DependencyProcessor {
 public:
  using Instances = std::span<Instance* const>;

  explicit DependencyProcessor(const RelationshipProperty& property);
  virtual ~DependencyProcessor() = default;
  DependencyProcessor(const DependencyProcessor&) = delete;
  DependencyProcessor& operator=(const DependencyProcessor&) = delete;

  [[nodiscard]] const RelationshipProperty& property() const noexcept { return property_; }
  [[nodiscard]] const Mapper& parent() const noexcept { return property_.parent(); }
  [[nodiscard]] const Mapper& target() const noexcept { return property_.target(); }
  [[nodiscard]] const std::string& sort_key() const noexcept { return sort_key_; }

  /// Before anything is sorted: brings in objects that this relationship says must be written.
  virtual void presort_deletes(UnitOfWork& uow, Instances instances) = 0;
  virtual void presort_saves(UnitOfWork& uow, Instances instances) = 0;
  /// True when the relationship has anything to do for one of them.
  [[nodiscard]] bool has_changes(UnitOfWork& uow, Instances instances, bool is_delete);
  void add_actions(UnitOfWork::Plan& plan);

  /// The aggregate actions of both sides.
  struct Actions {
    Action* parent_saves;
    Action* child_saves;
    Action* parent_deletes;
    Action* child_deletes;
    Action* after_save;
    Action* before_delete;
  };
  /// The actions of one parent and one child of it; null where there is none.
  struct StateActions {
    Action* save_parent = nullptr;
    Action* delete_parent = nullptr;
    Action* child = nullptr;
    Action* after_save = nullptr;
    Action* before_delete = nullptr;
    bool is_delete = false;
    bool child_is_delete = false;
  };
  virtual void add_dependencies(UnitOfWork::Plan& plan, const Actions& actions) = 0;
  virtual void add_state_dependencies(UnitOfWork::Plan& plan, const StateActions& actions) = 0;

  virtual void process_deletes(UnitOfWork& uow, Instances instances) = 0;
  virtual void process_saves(UnitOfWork& uow, Instances instances) = 0;

  /// The objects an instance is, or was, linked with; what a sort by rows looks at.
  [[nodiscard]] std::vector<Instance*> all_related(Instance& instance, bool is_delete) const;

 protected:
  [[nodiscard]] const Attribute& attribute() const noexcept { return *property_.attribute(); }
  [[nodiscard]] ObjectHistory history(Instance& instance, Passive passive) const;
  /// How far a deletion may load: everything, unless the database cascades by itself.
  [[nodiscard]] Passive passive_for_delete() const noexcept;
  [[nodiscard]] bool nulls_children() const noexcept;
  [[nodiscard]] bool has_parent(const Instance& child) const;
  [[nodiscard]] bool pks_changed(Instance& instance) const;
  /// Marks `child` and whatever its delete cascades reach.
  void delete_with_cascade(UnitOfWork& uow, Instance& child, const char* operation) const;
  void warn_not_in_session(const Instance& instance, const char* operation) const;
  void check_target(const Instance* child) const;
  /// Second UPDATE of `instance`, if one of `related` is written by the same flush.
  void add_post_update(UnitOfWork& uow, Instance& instance, Instances related,
                       bool is_many_to_one_delete = false) const;

  const RelationshipProperty& property_;
  std::string sort_key_;
};

[[nodiscard]] std::unique_ptr<DependencyProcessor> make_processor(
    const RelationshipProperty& property);
[[nodiscard]] std::unique_ptr<DependencyProcessor> make_one_to_many(
    const RelationshipProperty& property);
[[nodiscard]] std::unique_ptr<DependencyProcessor> make_many_to_one(
    const RelationshipProperty& property);
[[nodiscard]] std::unique_ptr<DependencyProcessor> make_many_to_many(
    const RelationshipProperty& property);

}  // namespace cupel
