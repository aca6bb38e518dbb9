#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/loading/entity_plan.hpp"
#include "cupel/orm/loading/load_context.hpp"
#include "cupel/sql/expression/executable.hpp"
#include "cupel/sql/expression/select.hpp"
#include "cupel/util/cell.hpp"

namespace cupel {

/// A statement that was executed, for loads that select its entities again.
struct LoadSource {
  Ptr<const SelectState> statement;  ///< without the joins of eager loading
  Parameters parameters;
};

/// Turns the rows of one execution into objects of a session: one object for each identity, filled
/// from the cells directly.
///
/// Lifetime: for one execution; keeps the plan. Between begin_load() and end_load() of the context,
/// which the caller has to call around the rows it reads at a time.
/// Thread safety: as the session. A throw (a cell that does not fit its member, a listener) leaves
/// the objects loaded before as they are; the one being made is dropped.
class EntityLoader {
 public:
  EntityLoader(LoadContext& context, Ptr<const EntityPlan> plan);
  /// With the load stamp of an outer load, of which this one is a part.
  EntityLoader(LoadContext& context, Ptr<const EntityPlan> plan, std::uint32_t stamp);
  ~EntityLoader();
  EntityLoader(const EntityLoader&) = delete;
  EntityLoader& operator=(const EntityLoader&) = delete;

  /// The rows are those of `instance`, which is loaded anew: they need no key.
  void refresh(Instance& instance) noexcept { target_ = &instance; }
  /// The statement that the rows come from; subquery loading needs it.
  void set_source(std::shared_ptr<const LoadSource> source);

  /// The object that the row stands for, made or found; null when its key is NULL (an outer join
  /// without a match).
  Instance* load(const Cell* row);

  /// The rows read so far are complete: runs the loads that follow (selectin, subquery, immediate)
  /// for their objects.
  void finish();

  [[nodiscard]] std::uint32_t stamp() const noexcept { return stamp_; }

 private:
  struct Nested;
  struct Seen;

  Instance* load_any(const Cell* row);
  Instance* find(const Cell* row);
  Instance* make(const Cell* row);
  void fill_new(Instance& instance, const Cell* row) const;
  void overwrite(Instance& instance, const Cell* row);
  void fill_missing(Instance& instance, const Cell* row);
  void clear_expired(Instance& instance) const;
  void load_joined(Instance& instance, const Cell* row, bool first_row, bool is_new);
  void fill_nulls(Instance& instance, bool overwrite) const;
  void remember(Instance& instance);
  void register_loaded(Instance& instance);

  LoadContext& context_;
  Ptr<const EntityPlan> plan_;
  std::span<const EntityPlan::Column> columns_;  // of the plan, asked for with every row
  std::span<const std::uint16_t> key_;
  IdentityTable& identities_;
  DomainHold& domain_hold_;
  ClassInfo& class_info_;
  const EventList<void(Instance&)>& load_event_;
  std::uint32_t stamp_;
  IdentityKind key_kind_;
  bool has_more_ = false;  // joined or later loads: what comes after the columns
  bool has_plain_ = false;
  bool has_rest_ = false;  // deferred columns, or members that these rows leave NULL
  bool is_simple_ = false;
  std::uint16_t key_cell_ = 0;
  std::int64_t integer_key_ = 0;
  std::string text_key_;
  std::unique_ptr<IdentityKey> value_key_;
  std::unique_ptr<Seen> seen_;
  std::vector<std::unique_ptr<Nested>> nested_;
  std::vector<Instance*> for_later_;
  std::shared_ptr<const LoadSource> source_;
  Instance* target_ = nullptr;
};

}  // namespace cupel
