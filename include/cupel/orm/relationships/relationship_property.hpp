#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/orm/mapper/property.hpp"
#include "cupel/orm/mapper/relationship_options.hpp"
#include "cupel/orm/relationships/join_condition.hpp"
#include "cupel/types/value.hpp"

namespace cupel {

/// One column copied from row to row by a flush: `source` of one object into `dest` of another, or
/// into a column of the link table.
struct SyncPair {
  const ColumnProperty* source = nullptr;
  const ColumnProperty* dest = nullptr;       ///< null when the destination is the link table
  const ColumnClause* dest_column = nullptr;  ///< never null
};

/// A relationship between two mapped classes.
///
/// Owned by its Mapper. What the declaration says is there at once; target, joins, direction and
/// pairs after the registry is configured. Immutable from then on, safe to read from any thread.
class RelationshipProperty final : public MapperProperty {
 public:
  RelationshipProperty(const Mapper& parent, Attribute& attribute, RelationshipOptions options);
  ~RelationshipProperty() override;

  // -- declaration ----------------------------------------------------------------------------

  [[nodiscard]] const RelationshipOptions& options() const noexcept { return options_; }
  [[nodiscard]] InfoMap& info() const noexcept override { return options_.info; }
  [[nodiscard]] Lazy lazy() const noexcept { return options_.lazy; }
  [[nodiscard]] CascadeOptions cascade() const noexcept { return cascade_; }
  [[nodiscard]] bool uselist() const noexcept { return uselist_; }
  [[nodiscard]] bool viewonly() const noexcept { return options_.viewonly; }
  [[nodiscard]] bool post_update() const noexcept { return options_.post_update; }
  [[nodiscard]] bool single_parent() const noexcept { return options_.single_parent; }
  [[nodiscard]] bool passive_updates() const noexcept { return options_.passive_updates; }
  [[nodiscard]] PassiveDeletes passive_deletes() const noexcept { return options_.passive_deletes; }
  [[nodiscard]] bool load_on_pending() const noexcept { return options_.load_on_pending; }
  [[nodiscard]] bool active_history() const noexcept { return options_.active_history; }

  // -- configured -----------------------------------------------------------------------------

  /// The mapper of the related class (SQLAlchemy's `mapper` / `entity`).
  [[nodiscard]] const Mapper& target() const noexcept { return *target_; }
  /// What the related objects are read from: the target's table, or what the alias that the
  /// relationship leads to stands for.
  [[nodiscard]] const FromPtr& target_from() const noexcept { return target_alias_.from; }
  [[nodiscard]] bool has_aliased_target() const noexcept {
    return target_alias_.class_info != nullptr;
  }
  /// The alias; without class_info where the relationship leads to the class itself.
  [[nodiscard]] const AliasedTarget& target_alias() const noexcept { return target_alias_; }
  /// `expression`, in terms of the target's table, as it reads in target_from().
  [[nodiscard]] ColumnPtr in_target(const ColumnPtr& expression) const;
  [[nodiscard]] Direction direction() const noexcept { return join_->direction(); }
  [[nodiscard]] bool is_self_referential() const noexcept { return self_referential_; }
  [[nodiscard]] const FromPtr& secondary() const noexcept { return secondary_; }
  [[nodiscard]] const JoinCondition& join_condition() const noexcept { return *join_; }
  [[nodiscard]] const ColumnPtr& primaryjoin() const noexcept { return join_->primaryjoin(); }
  [[nodiscard]] const ColumnPtr& secondaryjoin() const noexcept { return join_->secondaryjoin(); }
  [[nodiscard]] const std::vector<ColumnPair>& local_remote_pairs() const noexcept {
    return join_->local_remote_pairs();
  }
  /// The order of the collection, in terms of target_from() (or of secondary).
  [[nodiscard]] const ColumnList& order_by() const noexcept { return order_by_; }
  /// The relationships of the target that are the other side of this one.
  [[nodiscard]] const std::vector<const RelationshipProperty*>& reverse_properties()
      const noexcept {
    return reverse_;
  }

  /// What a flush copies. one_to_many: parent's key into the child's column. many_to_one: target's
  /// key into the parent's column. many_to_many: parent's key into the link table.
  [[nodiscard]] const std::vector<SyncPair>& sync_pairs() const noexcept { return sync_pairs_; }
  /// many_to_many only: target's key into the link table.
  [[nodiscard]] const std::vector<SyncPair>& secondary_sync_pairs() const noexcept {
    return secondary_sync_pairs_;
  }

  /// A many-to-one whose condition is just "the target's primary key": loads go through the
  /// identity map.
  [[nodiscard]] bool use_get() const noexcept { return use_get_; }
  /// With use_get(): the parent's attributes that hold the target's key, in the order of the
  /// target's primary key.
  [[nodiscard]] const std::vector<const ColumnProperty*>& get_key_properties() const noexcept {
    return get_key_properties_;
  }
  /// A collection (or one-to-one) whose condition is just "the parent's primary key": its rows can
  /// be found by the parents' keys without the parent's table.
  [[nodiscard]] bool refers_to_parent_key() const noexcept { return refers_to_parent_key_; }
  /// Condition of the lazy load: the parent's columns are parameters.
  [[nodiscard]] const LazyClause& lazy_clause() const noexcept { return lazy_; }
  /// The other way: the target's columns are parameters (`Post.user == user`).
  [[nodiscard]] const LazyClause& reverse_lazy_clause() const noexcept { return reverse_lazy_; }
  /// The parts of a join along this relationship.
  [[nodiscard]] JoinTargets join(const JoinRequest& request) const { return join_->join(request); }

  // -- expressions: what `col(&Post::user)` offers ---------------------------------------------
  // `source`: stands for the parent's table (an aliased entity), or null. Objects are held by the
  // expression, and their keys are read when it is executed.

  /// relationship == object (many-to-one), or == nullptr. Throws InvalidRequestError for a
  /// collection compared with an object.
  [[nodiscard]] ColumnPtr equals(const ObjectRef& object, const FromPtr& source = {}) const;
  [[nodiscard]] ColumnPtr not_equals(const ObjectRef& object, const FromPtr& source = {}) const;
  /// The collection has `object` as a member. Throws InvalidRequestError on a scalar.
  [[nodiscard]] ColumnPtr contains(const ObjectRef& object, const FromPtr& source = {}) const;
  /// EXISTS over the related rows that meet `criterion` (may be null). `target`: the aliased
  /// entity of of_type(), or null. any(): collections; has(): scalars; else InvalidRequestError.
  [[nodiscard]] ColumnPtr any(const ColumnPtr& criterion, const FromPtr& source = {},
                              const FromPtr& target = {}) const;
  [[nodiscard]] ColumnPtr has(const ColumnPtr& criterion, const FromPtr& source = {},
                              const FromPtr& target = {}) const;
  /// Criterion for the rows related to `parent`: with_parent().
  [[nodiscard]] ColumnPtr with_parent(const ObjectRef& parent, const FromPtr& target = {}) const;

 private:
  friend class RelationshipConfigurer;

  RelationshipOptions options_;
  CascadeOptions cascade_;
  bool uselist_ = false;
  bool self_referential_ = false;
  bool use_get_ = false;
  bool refers_to_parent_key_ = false;
  const Mapper* target_ = nullptr;
  AliasedTarget target_alias_;
  FromPtr secondary_;
  std::unique_ptr<JoinCondition> join_;
  ColumnList order_by_;
  std::vector<const RelationshipProperty*> reverse_;
  std::vector<SyncPair> sync_pairs_;
  std::vector<SyncPair> secondary_sync_pairs_;
  std::vector<const ColumnProperty*> get_key_properties_;
  LazyClause lazy_;
  LazyClause reverse_lazy_;
};

}  // namespace cupel
