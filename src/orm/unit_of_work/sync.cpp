#include "orm/unit_of_work/sync.hpp"

#include <cstddef>

#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

/// True when `dest` was given this very key before, as by the other side of the relationship, and
/// nobody listens to it being given again.
bool is_populated(const Instance& source, const Attribute& from, const Instance& dest,
                  const Attribute& to) {
  using detail::Slot;
  constexpr unsigned kSet = Slot::present | Slot::touched;
  const AttributeListeners* const listeners = to.listeners_if_any();
  return (to.slot(dest).flags & (kSet | Slot::null | Slot::expression)) == kSet &&
         (!listeners || listeners->set_scalar.empty()) &&
         to.ops()->equal(to.value(dest), from.value(source));
}

/// Copies a key whose member has the same type on both sides, as nearly all have; false if it is
/// another, NULL or not in memory. One call for each new row: no Value, no allocation.
bool populate_natively(Instance& source, const Attribute& from, Instance& dest,
                       const Attribute& to) {
  constexpr std::size_t kLargest = 64;
  const ScalarOps& ops = *from.ops();
  if (&ops != to.ops() || ops.size > kLargest || from.is_plain() || to.is_plain()) return false;
  if (!from.slot(source).has(detail::Slot::present) || is_null(source, from)) return false;
  if (is_populated(source, from, dest, to)) return true;
  alignas(std::max_align_t) std::byte copy[kLargest];
  ops.copy(copy, from.value(source));
  const auto destroyed = on_exit([&]() noexcept { ops.destroy(copy); });
  set_value(dest, to, copy);
  return true;
}

}  // namespace

void populate(Instance& source, Instance& dest, const std::vector<SyncPair>& pairs,
              bool database_cascades) {
  for (const SyncPair& pair : pairs) {
    const Attribute& from = *pair.source->attribute();
    const Attribute& to = *pair.dest->attribute();
    const bool as_committed = database_cascades && pair.dest->is_primary_key();
    if (!as_committed && populate_natively(source, from, dest, to)) continue;
    const Value value = get_value(source, from);
    if (as_committed) {
      set_committed_value(dest, to, value);
    } else {
      set_value(dest, to, value);
    }
  }
}

void clear(Instance& dest, const std::vector<SyncPair>& pairs) {
  for (const SyncPair& pair : pairs) {
    const Attribute& to = *pair.dest->attribute();
    if (pair.dest->is_primary_key() && !get_value(dest, to).is_null()) {
      throw FlushError(str_cat(
          "Dependency rule on column '", pair.source->column()->name().text(),
          "' tried to blank-out primary key column '", pair.dest->str(), "' on instance '",
          instance_str(dest),
          "': the object left its parent but cannot exist without it. Delete it, or give the "
          "relationship cascade \"all, delete-orphan\""));
    }
    set_value(dest, to, Value());
  }
}

bool source_modified(Instance& source, const std::vector<SyncPair>& pairs) {
  for (const SyncPair& pair : pairs) {
    const Attribute& from = *pair.source->attribute();
    if (!was_touched(source, from)) continue;
    const InstanceRecord* record = source.record_if_any();
    const OldValue* old = record ? record->old_value(from) : nullptr;
    if (old && old->kind() == OldValue::Kind::value && has_changes(source, from)) return true;
  }
  return false;
}

}  // namespace cupel
