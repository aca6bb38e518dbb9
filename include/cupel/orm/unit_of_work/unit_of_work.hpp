#pragma once
// One flush: which objects take part, in what order their rows are written, and the writing.
//
// The order is found in two steps. First every relationship that has something to say looks at the
// objects of the flush, and may bring in more (children to be deleted or set to NULL). Then the
// work is split into actions, "INSERT and UPDATE all users", "copy keys along User.addresses",
// "DELETE all users", that depend on each other by table; they are sorted so that what a foreign
// key refers to is there before it and goes after it. Only where the mappers form a cycle (a
// self-referential relationship, two tables that refer to each other) are the actions of that cycle
// split further, into one for each object, and sorted by the objects' links.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/relationships/fwd.hpp"
#include "cupel/orm/unit_of_work/flush_context.hpp"
#include "cupel/sql/expression/fwd.hpp"

namespace cupel {

/// Carries out one flush for a session.
///
/// Lifetime: for the duration of the flush; no sweep may happen meanwhile. One thread.
/// After a throw from execute() some statements may have been sent: the session rolls back. The
/// objects' attributes may then hold keys of rows that are gone; the session's rollback restores
/// them.
class UnitOfWork {
 public:
  /// How an object got into the flush.
  struct Registration {
    bool is_delete = false;
    bool list_only = false;  ///< only looked at by its relationships, no row is written
    bool cancel_delete = false;
    const char* operation = nullptr;              ///< "add", "delete": for the warning
    const RelationshipProperty* along = nullptr;  ///< the relationship that brought it
  };

  explicit UnitOfWork(FlushContext& context);
  ~UnitOfWork();
  UnitOfWork(const UnitOfWork&) = delete;
  UnitOfWork& operator=(const UnitOfWork&) = delete;

  [[nodiscard]] FlushContext& context() const noexcept { return context_; }

  /// Makes `instance` part of the flush. False, with a warning where `operation` is given, when it
  /// does not belong to the session.
  bool register_object(Instance& instance, const Registration& how);
  bool register_object(Instance& instance) { return register_object(instance, Registration{}); }

  [[nodiscard]] bool has_work() const noexcept { return !by_mapper_.empty(); }

  /// Sends everything. Throws FlushError, StaleDataError, CircularDependencyError, IntegrityError
  /// and what the database and listeners throw.
  void execute();

  /// What execute() would do, as a text: see Session::explain_flush(). To be called on a unit of
  /// work whose objects were registered after record_reasons(), and that is not executed.
  [[nodiscard]] std::string explain();
  /// From now on notes for each object what brought it into the flush.
  void record_reasons() noexcept { records_reasons_ = true; }

  /// Calls `visit(instance, is_delete, list_only)` for everything that took part, mapper by mapper.
  template <class F>
  void for_each(F&& visit) const {
    for (const MapperStates* states : order_) {
      for (Instance* instance : states->instances) {
        if (instance) visit(*instance, is_delete(*instance), is_list_only(*instance));
      }
    }
  }
  /// The same for the last time: what was visited is no part of the flush any more.
  template <class F>
  void finish_each(F&& visit) {
    for (MapperStates* states : order_) {
      for (Instance* instance : states->instances) {
        if (!instance) continue;
        const bool deleted = is_delete(*instance);
        const bool listed = is_list_only(*instance);
        leave(*instance);
        visit(*instance, deleted, listed);
      }
      states->instances.clear();
    }
  }
  /// False while nothing but objects to be saved has come into the flush.
  [[nodiscard]] bool has_others_than_saves() const noexcept { return has_others_; }

  // -- for the actions, dependency processors and persistence of this layer -------------------

  static constexpr auto kInFlush = static_cast<Instance::Bit>(1U << 24);
  static constexpr auto kIsDelete = static_cast<Instance::Bit>(1U << 25);
  static constexpr auto kListOnly = static_cast<Instance::Bit>(1U << 26);

  /// The objects of one mapper, in the order of their registration. An entry is null where an
  /// object that was list-only became more and was registered anew.
  struct MapperStates {
    const Mapper* mapper = nullptr;
    std::vector<Instance*> instances;
    std::vector<class DependencyProcessor*> processors;  ///< whose parent the mapper is
    /// Where an object stands among the first `placed` instances; filled when one changes its role.
    std::unordered_map<const Instance*, std::size_t> places;
    std::size_t placed = 0;
  };

  [[nodiscard]] static bool in_flush(const Instance& i) noexcept { return i.is(kInFlush); }
  [[nodiscard]] static bool is_delete(const Instance& i) noexcept { return i.is(kIsDelete); }
  [[nodiscard]] static bool is_list_only(const Instance& i) noexcept { return i.is(kListOnly); }
  /// Its row goes, or is gone: in this flush, or before it.
  [[nodiscard]] bool is_deleted(const Instance& i) const noexcept {
    return in_flush(i) ? is_delete(i) : i.is(Instance::row_deleted);
  }
  /// Takes a deletion back: the row is to be updated for another object instead.
  static void remove_state_actions(Instance& i) noexcept { i.set(kListOnly); }

  [[nodiscard]] MapperStates* states_of(const Mapper& mapper) const noexcept;
  /// Objects of `mapper`'s hierarchy with these flags.
  [[nodiscard]] std::vector<Instance*> states_for_hierarchy(const Mapper& mapper, bool is_delete,
                                                            bool list_only) const;

  /// Columns that are updated by a second UPDATE, after (or, for a delete, before) everything else.
  void register_post_update(Instance& instance, std::span<const ColumnClause* const> columns);
  struct PostUpdate {
    Instance* instance;
    std::vector<const ColumnClause*> columns;
  };
  [[nodiscard]] std::vector<PostUpdate> take_post_updates(const Mapper& mapper, bool is_delete);

  /// Pairs of objects whose link row was handled by the other side of a many-to-many relationship.
  struct LinkSet;
  [[nodiscard]] LinkSet& links_of(const RelationshipProperty& relationship);

  class Plan;
  [[nodiscard]] Plan& plan() noexcept { return *plan_; }

 private:
  MapperStates& add_mapper(const Mapper& mapper);
  static void leave(Instance& i) noexcept {
    i.set_bits(i.bits() & ~std::uint32_t{kInFlush | kIsDelete | kListOnly});
  }
  void note_reason(const Instance& instance, const Registration& how);

  FlushContext& context_;
  std::unordered_map<const Mapper*, std::unique_ptr<MapperStates>> by_mapper_;
  std::vector<MapperStates*> order_;
  const Mapper* last_mapper_ = nullptr;  // most objects come in runs of one class
  MapperStates* last_states_ = nullptr;
  struct PostUpdates {
    std::vector<PostUpdate> in_order;
    std::unordered_map<const Instance*, std::size_t> places;
  };
  std::unordered_map<const Mapper*, PostUpdates> post_updates_;
  std::vector<std::pair<const RelationshipProperty*, std::unique_ptr<LinkSet>>> links_;
  std::unique_ptr<Plan> plan_;
  bool has_others_ = false;  // than objects to be saved, or null entries
  bool records_reasons_ = false;
  std::unordered_map<const Instance*, std::vector<std::string>> reasons_;
};

}  // namespace cupel
