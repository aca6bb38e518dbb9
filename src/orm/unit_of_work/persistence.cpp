#include "orm/unit_of_work/persistence.hpp"

#include <algorithm>
#include <memory>
#include <ranges>

#include <boost/unordered/unordered_flat_map.hpp>

#include "cupel/engine/connection.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/arena.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/unit_of_work/row_order.hpp"
#include "orm/unit_of_work/save_rows.hpp"

namespace cupel {
namespace {

bool key_is_complete(const Mapper& mapper, const Instance& instance) {
  return std::ranges::all_of(mapper.primary_key_properties(), [&](const ColumnProperty* property) {
    const Attribute& attribute = *property->attribute();
    return attribute.is_plain() || attribute.slot(instance).has(detail::Slot::present);
  });
}

/// The key of an object's row must be in memory before the row can be found in a WHERE.
void load_key(const Mapper& mapper, Instance& instance) {
  for (const MappedTable& table : mapper.mapped_tables()) {
    for (const ColumnProperty* property : table.primary_key) {
      ensure_loaded(instance, *property->attribute());
    }
  }
  if (mapper.version_id()) ensure_loaded(instance, *mapper.version_id()->attribute());
}

/// An outer join gives objects without a row in one of its tables.
void require_key(const MappedTable& table, const Instance& instance) {
  for (const ColumnProperty* property : table.primary_key) {
    if (!loaded_value(instance, *property->attribute()).is_null()) continue;
    throw FlushError(str_cat("Can't update table ", table.table->fullname(),
                             " using NULL for primary key value on column ",
                             table.find(*property)->display_name(), ": ", instance_str(instance),
                             " has no row in it"));
  }
}

/// Loads an expired object; false when its row is gone.
bool row_is_there(const Mapper& mapper, Instance& expired) {
  try {
    for (const ColumnProperty* property : mapper.column_properties()) {
      const Attribute* const attribute = property->attribute();
      if (attribute && !attribute->is_plain() &&
          attribute->slot(expired).has(detail::Slot::expired) &&
          attribute->setup().load_on_unexpire) {
        ensure_loaded(expired, *attribute);
        break;
      }
    }
  } catch (const ObjectDeletedError&) {
    return false;
  }
  return true;
}

/// A new object with the key of a persistent one: takes over its row if that one is being deleted.
Instance* find_row_switch(UnitOfWork& uow, const Mapper& mapper, Instance& instance) {
  if (!key_is_complete(mapper, instance)) return nullptr;
  const IdentityKey key = mapper.identity_key_of(instance.object());
  if (key.has_null()) return nullptr;
  Instance* const existing = uow.context().find_identity(key);
  if (!existing || existing == &instance || existing->is(Instance::row_deleted)) return nullptr;
  if (uow.is_deleted(*existing)) {
    UnitOfWork::remove_state_actions(*existing);
    uow.context().switch_row(*existing, instance);
    return existing;
  }
  if (existing->is(Instance::expired) && !row_is_there(mapper, *existing)) return nullptr;
  warn(str_cat("New instance ", instance_str(instance), " with identity key ", key.str(),
               " conflicts with persistent instance ", instance_str(*existing)));
  return nullptr;
}

/// A new row begins with the generator's first version.
void set_first_version(const Mapper& mapper, Instance& instance) {
  const ColumnProperty* version = mapper.version_id();
  if (!version || !mapper.options().version_id_generated) return;
  set_committed_value(instance, *version->attribute(), next_version(mapper, Value()));
}

/// The row that is about to be changed gets its next version, unless the program has set one.
void raise_version(const Mapper& mapper, Instance& instance, RowToSave& row) {
  const ColumnProperty* version = mapper.version_id();
  if (!version || !mapper.options().version_id_generated) return;
  if (row.slots.contains(version->slot())) return;
  const Attribute& attribute = *version->attribute();
  const void* old = committed_value(instance, attribute);
  set_value(instance, attribute,
            next_version(mapper, old ? attribute.ops()->to_value(old) : Value()));
  row.slots.insert(version->slot());
}

/// Table by table, so that the key that one of them draws is known to those that refer to it.
void save_to_tables(Connection& connection, const Mapper& mapper, const RowsToSave& updates,
                    std::span<Instance* const> inserted) {
  for (const MappedTable& table : mapper.mapped_tables()) {
    RowsToSave rows;
    updates.for_each_run([&](const RowsToSave::Run& run, std::span<Instance* const> instances) {
      for (Instance* instance : instances) {
        const RowToSave part = part_of(run.row(instance), table);
        if (part.slots.empty()) return;
        require_key(table, *instance);
        rows.push_back(part);
      }
    });
    update_rows(connection, mapper, table, rows);
    rows.clear();
    for (Instance* instance : inserted) rows.push_back(plan_insert(table, *instance));
    insert_rows(connection, mapper, table, rows);
  }
}

void save_batch(UnitOfWork& uow, const Mapper& mapper, std::span<Instance* const> instances) {
  Connection& connection = uow.context().connection_for(mapper);
  RowsToSave inserts;
  RowsToSave updates;
  // What has no row yet stands first.
  (instances.front()->is(Instance::has_key) ? updates : inserts).reserve(instances.size());
  std::vector<Instance*> updated;
  std::vector<Instance*> inserted;  // where their rows are planned table by table
  const std::vector<MappedTable>& tables = mapper.mapped_tables();
  const bool several = tables.size() > 1;
  if (tables.empty()) static_cast<void>(mapper.local_table());  // refuses what cannot be written
  const MapperEvents& events = mapper.events();
  for (Instance* instance : instances) {
    const bool is_new = !instance->is(Instance::has_key);
    (is_new ? events.before_insert : events.before_update)
        .fire(mapper_of(*instance), connection, *instance);
    Instance* const switched = is_new ? find_row_switch(uow, mapper, *instance) : nullptr;
    if (is_new && !switched) {
      set_first_version(mapper, *instance);
      if (several) {
        inserted.push_back(instance);
      } else {
        inserts.push_back(plan_insert(tables.front(), *instance));
      }
      continue;
    }
    updated.push_back(instance);
    if (!is_new) detect_plain_changes(*instance);
    RowToSave row = plan_update(mapper, *instance, switched != nullptr);
    if (row.slots.empty()) continue;
    if (!switched) {
      load_key(mapper, *instance);
    } else if (mapper.version_id()) {
      set_committed_value(*instance, *mapper.version_id()->attribute(),
                          get_value(*switched, *mapper.version_id()->attribute()));
    }
    raise_version(mapper, *instance, row);
    updates.push_back(row);
  }
  if (several) {
    save_to_tables(connection, mapper, updates, inserted);
  } else {
    update_rows(connection, mapper, tables.front(), updates);
    insert_rows(connection, mapper, tables.front(), inserts);
  }

  // Attributes computed by SQL may depend on what was just written.
  std::vector<const ColumnProperty*> computed;
  std::vector<const ColumnProperty*> computed_of_new;
  for (const ColumnProperty* property : mapper.column_properties()) {
    if (!property->is_sql_expression() || !property->expire_on_flush()) continue;
    computed.push_back(property);
    if (!property->deferred() && !property->is_query_expression()) {
      computed_of_new.push_back(property);
    }
  }
  if (!computed.empty()) {
    for (Instance* instance : updated) expire_unknown(*instance, computed);
  }
  if (!computed_of_new.empty()) {
    for (Instance* instance : instances) {
      if (!instance->is(Instance::has_key)) expire_unknown(*instance, computed_of_new);
    }
  }
  if (events.after_insert.empty() && events.after_update.empty()) return;
  for (Instance* instance : instances) {
    const bool is_new = !instance->is(Instance::has_key);
    (is_new ? events.after_insert : events.after_update)
        .fire(mapper_of(*instance), connection, *instance);
  }
}

void delete_from(Connection& connection, const Mapper& mapper, const MappedTable& table,
                 std::span<Instance* const> run) {
  const auto plan = write_plans(mapper, table, connection).delete_();
  const bool has_version = mapper.version_id() && table.find(*mapper.version_id());
  const std::size_t width = plan->sources.size();
  std::vector<Cell> cells(run.size() * width);
  Arena scratch;
  std::vector<Value> none;
  for (std::size_t i = 0; i < run.size(); ++i) {
    encode_row(*plan, *run[i], {cells.data() + i * width, width}, scratch, none,
               connection.dialect().name());
  }
  const std::int64_t matched = plan->arrays && run.size() > 1
                                   ? connection.run(*plan->arrays, cells).rowcount()
                                   : connection.run_many(*plan->statement, cells);
  const Dialect& dialect = connection.dialect();
  const bool countable =
      run.size() == 1 ? dialect.supports_sane_rowcount() : dialect.supports_sane_multi_rowcount();
  if (countable && matched >= 0 && matched != static_cast<std::int64_t>(run.size())) {
    if (has_version) check_matched(mapper, table, "DELETE", matched, run.size());
    if (mapper.options().confirm_deleted_rows) {
      warn(str_cat("DELETE statement on table '", table.table->fullname(), "' expected to delete ",
                   run.size(), " row(s); ", matched,
                   " were matched.  Please set confirm_deleted_rows=False within the mapper "
                   "configuration to prevent this warning."));
    }
  }
}

/// Calls `work(mapper, instances)` for each run of one class.
template <class F>
void for_each_mapper(std::span<Instance* const> instances, F&& work) {
  for (std::size_t at = 0; at < instances.size();) {
    const Mapper& mapper = mapper_of(*instances[at]);
    std::size_t end = at + 1;
    while (end < instances.size() && &mapper_of(*instances[end]) == &mapper) ++end;
    work(mapper, instances.subspan(at, end - at));
    at = end;
  }
}

}  // namespace

void save_objects(UnitOfWork& uow, const Mapper& base, std::vector<Instance*> instances) {
  if (instances.empty()) {
    // The transaction begins with the first step of a flush, also where that has nothing to write.
    static_cast<void>(uow.context().connection_for(base));
    return;
  }
  sort_for_flush(uow.context(), instances);
  for_each_mapper(instances, [&](const Mapper& mapper, std::span<Instance* const> run) {
    if (base.options().batch) {
      save_batch(uow, mapper, run);
    } else {
      for (Instance* const& instance : run) save_batch(uow, mapper, {&instance, 1});
    }
  });
}

void delete_objects(UnitOfWork& uow, const Mapper&, std::vector<Instance*> instances) {
  // An object that never got a row, or lost it already, has nothing to delete.
  std::erase_if(instances, [](const Instance* i) { return !i->is(Instance::has_key); });
  if (instances.empty()) return;
  sort_for_flush(uow.context(), instances);
  for_each_mapper(instances, [&](const Mapper& mapper, std::span<Instance* const> run) {
    Connection& connection = uow.context().connection_for(mapper);
    const MapperEvents& events = mapper.events();
    for (Instance* instance : run) {
      events.before_delete.fire(mapper_of(*instance), connection, *instance);
    }
    if (mapper.mapped_tables().empty()) static_cast<void>(mapper.local_table());
    for (Instance* instance : run) load_key(mapper, *instance);
    for (const MappedTable& table : std::views::reverse(mapper.mapped_tables())) {
      delete_from(connection, mapper, table, run);
    }
    for (Instance* instance : run) {
      events.after_delete.fire(mapper_of(*instance), connection, *instance);
    }
  });
}

void post_update(UnitOfWork& uow, const Mapper&, std::vector<UnitOfWork::PostUpdate> updates) {
  if (updates.empty()) return;
  std::vector<Instance*> order;
  boost::unordered_flat_map<const Instance*, const UnitOfWork::PostUpdate*> by_instance;
  for (const auto& update : updates) {
    order.push_back(update.instance);
    by_instance.emplace(update.instance, &update);
  }
  sort_for_flush(uow.context(), order);
  for_each_mapper(order, [&](const Mapper& mapper, std::span<Instance* const> run) {
    Connection& connection = uow.context().connection_for(mapper);
    RowsToSave rows;
    for (Instance* instance : run) {
      const UnitOfWork::PostUpdate* const found = by_instance.at(instance);
      RowToSave row{instance, {}};
      for (const ColumnClause* column : found->columns) {
        const ColumnProperty& property = mapper.column_property_for(*column);
        // What is so already in the row needs no statement.
        if (has_changes(*instance, *property.attribute())) row.slots.insert(property.slot());
      }
      if (row.slots.empty()) continue;
      load_key(mapper, *instance);
      rows.push_back(row);
    }
    const auto& tables = mapper.mapped_tables();
    if (tables.size() > 1) return save_to_tables(connection, mapper, rows, {});
    update_rows(connection, mapper, tables.front(), rows);
  });
}

}  // namespace cupel
