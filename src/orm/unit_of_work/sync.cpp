#include "orm/unit_of_work/sync.hpp"

#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

void populate(Instance& source, Instance& dest, const std::vector<SyncPair>& pairs,
              bool database_cascades) {
  for (const SyncPair& pair : pairs) {
    const Attribute& from = *pair.source->attribute();
    const Attribute& to = *pair.dest->attribute();
    const Value value = get_value(source, from);
    if (database_cascades && pair.dest->is_primary_key()) {
      set_committed_value(dest, to, value);
    } else if (value.is_null()) {
      set_null(dest, to);
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
    set_null(dest, to);
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
