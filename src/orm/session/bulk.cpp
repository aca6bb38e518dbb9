// Rows straight from objects and mappings: no cascades, no identity map, no mapper events.

#include <algorithm>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/session_core.hpp"
#include "orm/unit_of_work/save_rows.hpp"

namespace cupel::detail {
namespace {

const Attribute& member_of(const ColumnProperty& property) {
  return *property.attribute();
}

[[noreturn]] void throw_expression(const Instance& instance, const Attribute& attribute) {
  throw InvalidRequestError(str_cat(
      attribute.str(), " of ", instance_str(instance),
      " is an SQL expression, which bulk operations do not support; use add() and flush()"));
}

bool has_value(const Instance& instance, const ColumnProperty& property) {
  if (property.is_sql_expression() || !property.attribute()) return false;
  const Attribute& attribute = member_of(property);
  if (!attribute.is_plain()) {
    const Slot& slot = attribute.slot(instance);
    if (slot.has(Slot::expression)) throw_expression(instance, attribute);
    if (!slot.has(Slot::present) || slot.has(Slot::null)) return false;
  }
  const ScalarOps& ops = *attribute.ops();
  return !ops.nullable || !ops.is_null(attribute.value(instance));
}

std::string parameter_of(const ColumnClause& column) {
  return column.key();
}
std::string key_parameter_of(const ColumnClause& column) {
  return str_cat("key_", column.key());
}

/// The tables to write to. Throws InvalidRequestError for a class that can only be read.
const std::vector<MappedTable>& require_tables(const Mapper& mapper) {
  if (mapper.mapped_tables().empty()) static_cast<void>(mapper.local_table());
  return mapper.mapped_tables();
}

/// The column of the class's version, if the table holds it; else null.
const SchemaColumn* version_in(const Mapper& mapper, const MappedTable& table) {
  return mapper.version_id() ? table.find(*mapper.version_id()) : nullptr;
}

// ---- INSERT of objects -------------------------------------------------------------------------

RowToSave row_of(const Mapper& mapper, Instance& instance) {
  if (const ColumnProperty* version = mapper.version_id();
      version && mapper.options().version_id_generated) {
    set_committed_value(instance, member_of(*version), next_version(mapper, Value()));
  }
  RowToSave row{&instance, {}};
  for (const ColumnProperty* property : mapper.column_properties()) {
    if (has_value(instance, *property)) row.slots.insert(property->slot());
  }
  return row;
}

void insert_objects(SessionCore& session, const Mapper& mapper,
                    std::span<Instance* const> instances, bool return_defaults) {
  Connection& connection = session.connection_for(mapper);
  const bool several = require_tables(mapper).size() > 1;
  if (!return_defaults && !several) {
    BlindInserts inserts(connection, mapper, mapper.mapped_tables().front());
    for (Instance* instance : instances) {
      inserts.push_back(ObjectRef(instance), row_of(mapper, *instance).slots);
    }
    return inserts.finish();
  }
  RowsToSave rows;
  rows.reserve(instances.size());
  for (const MappedTable& table : mapper.mapped_tables()) {
    rows.clear();
    for (Instance* instance : instances) {
      const RowToSave row = row_of(mapper, *instance);
      rows.push_back(several ? part_of(row, table) : row);
    }
    // The keys of one table may be foreign keys of the next.
    insert_rows(connection, mapper, table, rows);
  }
  if (!return_defaults) return;
  for (Instance* instance : instances) instance->set(Instance::has_key);
}

// ---- UPDATE ------------------------------------------------------------------------------------

/// A row of a bulk UPDATE: what is set, and the key, by names of parameters.
struct UpdateRow {
  Parameters values;
  std::vector<const ColumnProperty*> changed;
};

void update_run(SessionCore& session, const Mapper& mapper, const MappedTable& part,
                std::span<const UpdateRow> rows) {
  const Table table(*part.table);
  Expr<bool> where = true_();
  bool first = true;
  const auto match = [&](const ColumnClause& column) {
    const Expr<bool> same = Expr<Untyped>(ColumnPtr(&column)) ==
                            bindparam(key_parameter_of(column), {.type = column.type()});
    where = first ? same : where && same;
    first = false;
  };
  for (const ColumnProperty* key : part.primary_key) match(*part.find(*key));
  if (const SchemaColumn* version = version_in(mapper, part)) match(*version);
  ParameterSets sets;
  sets.reserve(rows.size());
  for (const UpdateRow& row : rows) sets.push_back(row.values);
  const auto statement = update(table).where(where);
  Connection& connection = session.connection_for(mapper);
  std::int64_t matched = 0;
  if (sets.size() == 1 || (version_in(mapper, part) && !sums_versions(connection.dialect()))) {
    for (const Parameters& set : sets) matched += connection.execute(statement, set).rowcount();
  } else {
    matched = connection.execute(statement, sets).rowcount();
  }
  check_matched(mapper, part, "UPDATE", matched, rows.size());
}

/// Neighbours that set the same columns go together.
void update_all(SessionCore& session, const Mapper& mapper, const MappedTable& table,
                std::span<const UpdateRow> rows) {
  for (std::size_t at = 0; at < rows.size();) {
    std::size_t end = at + 1;
    while (end < rows.size() && rows[end].changed == rows[at].changed) ++end;
    update_run(session, mapper, table, rows.subspan(at, end - at));
    at = end;
  }
}

void add_version(const Mapper& mapper, const MappedTable& table, UpdateRow& row,
                 const Value& present) {
  const SchemaColumn* const version = version_in(mapper, table);
  if (!version) return;
  row.values.set(key_parameter_of(*version), present);
  if (present.is_null() || !mapper.options().version_id_generated) return;
  row.values.set(parameter_of(*version), next_version(mapper, present));
}

bool is_key(const MappedTable& table, const ColumnProperty& property) {
  return std::ranges::find(table.primary_key, &property) != table.primary_key.end();
}

UpdateRow update_of(const Mapper& mapper, const MappedTable& table, Instance& instance,
                    bool changed_only) {
  UpdateRow row;
  for (const auto& [property, column] : table.columns) {
    if (is_key(table, *property) || !property->attribute() || property->is_version_id()) continue;
    const Attribute& attribute = member_of(*property);
    static_cast<void>(has_value(instance, *property));  // refuses expressions
    const bool loaded = attribute.is_plain() || attribute.slot(instance).has(Slot::present) ||
                        attribute.slot(instance).has(Slot::null);
    if (!loaded || (changed_only && !has_changes(instance, attribute))) continue;
    row.changed.push_back(property);
    row.values.set(parameter_of(*column), loaded_value(instance, attribute));
  }
  if (row.changed.empty()) return row;
  for (const ColumnProperty* property : table.primary_key) {
    row.values.set(key_parameter_of(*table.find(*property)),
                   loaded_value(instance, member_of(*property)));
  }
  if (version_in(mapper, table)) {
    add_version(mapper, table, row, loaded_value(instance, member_of(*mapper.version_id())));
  }
  return row;
}

void update_objects(SessionCore& session, const Mapper& mapper,
                    std::span<Instance* const> instances, bool changed_only) {
  for (const MappedTable& table : require_tables(mapper)) {
    std::vector<UpdateRow> rows;
    for (Instance* instance : instances) {
      UpdateRow row = update_of(mapper, table, *instance, changed_only);
      if (!row.changed.empty()) rows.push_back(std::move(row));
    }
    update_all(session, mapper, table, rows);
  }
}

// ---- mappings ----------------------------------------------------------------------------------

bool same_names(const Parameters& a, const Parameters& b) {
  return a.size() == b.size() && std::ranges::equal(a, b, {}, &Parameter::name, &Parameter::name);
}

/// INSERTs rows; gives their primary keys in the order of the rows. What the database fills in
/// besides comes with them, as with SQLAlchemy's return_defaults.
std::vector<Row<>> insert_returning_keys(Connection& connection, const MappedTable& table,
                                         const ParameterSets& batch) {
  auto statement = insert(Table(*table.table));
  std::vector<const SchemaColumn*> filled;
  for (const auto& [property, column] : table.columns) {
    const bool made_there = column->has_server_default() || column->identity() ||
                            (column->default_() && column->default_()->is_sql());
    if (made_there && !is_key(table, *property) && !batch.front().contains(parameter_of(*column))) {
      filled.push_back(column);
    }
  }
  if ((batch.size() > 1 || !filled.empty()) && connection.dialect().traits().insert_returning) {
    for (const ColumnProperty* key : table.primary_key) {
      statement = std::move(statement).returning(Expr<Untyped>(ColumnPtr(table.find(*key))));
    }
    for (const SchemaColumn* column : filled) {
      statement = std::move(statement).returning(Expr<Untyped>(ColumnPtr(column)));
    }
    if (batch.size() == 1) return connection.execute(statement, batch.front()).all();
    return connection.execute(statement.sort_by_parameter_order(), batch).all();
  }
  std::vector<Row<>> keys;
  for (const Parameters& row : batch) {
    keys.push_back(connection.execute(statement, row).inserted_primary_key());
  }
  return keys;
}

void take_keys(const MappedTable& table, const std::vector<Row<>>& keys,
               std::span<Parameters> rows) {
  const auto& properties = table.primary_key;
  for (std::size_t i = 0; i < rows.size() && i < keys.size(); ++i) {
    for (std::size_t k = 0; k < properties.size(); ++k) {
      rows[i].set(properties[k]->key(), keys[i][k].as<Value>());
    }
  }
}

Parameters columns_in(const Mapper& mapper, const MappedTable& table, const Parameters& row,
                      bool render_nulls) {
  Parameters columns;
  for (const auto& [property, column] : table.columns) {
    const Value* value = row.find(property->key());
    if (!value || (value->is_null() && !render_nulls)) continue;
    columns.set(parameter_of(*column), *value);
  }
  const SchemaColumn* const version = version_in(mapper, table);
  if (version && mapper.options().version_id_generated) {
    columns.set(parameter_of(*version), next_version(mapper, Value()));
  }
  return columns;
}

}  // namespace

Parameters columns_of(const Mapper& mapper, const Parameters& row, bool render_nulls) {
  return columns_in(mapper, require_tables(mapper).front(), row, render_nulls);
}

namespace {

/// Objects of one class, all with a row or all without.
struct BulkGroup {
  const Mapper* mapper;
  bool has_row;
  std::vector<Instance*> instances;
};

/// Pending in the session it would be inserted twice.
bool waits_for_flush(const SessionCore& session, const Instance& instance) {
  return instance.is(Instance::is_new) && instance.session() == &session;
}

std::vector<BulkGroup> group(const SessionCore& session, std::span<const ObjectRef> objects,
                             bool preserve_order) {
  std::vector<BulkGroup> groups;
  const auto group_of = [&](const Mapper& mapper, bool has_row) -> BulkGroup& {
    const auto fits = [&](const BulkGroup& group) {
      return group.mapper == &mapper && group.has_row == has_row;
    };
    if (!groups.empty() && fits(groups.back())) return groups.back();
    const auto known = preserve_order ? groups.end() : std::ranges::find_if(groups, fits);
    return known != groups.end() ? *known : groups.emplace_back(BulkGroup{&mapper, has_row, {}});
  };
  for (const ObjectRef& object : objects) {
    Instance& instance = session.require(object.instance());
    if (waits_for_flush(session, instance)) {
      warn(
          str_cat("Instance ", instance_str(instance),
                  " is pending in this Session, by add() or by a cascade: bulk_save_objects() "
                  "leaves it to the next flush, so that it is inserted once. expunge() it first to "
                  "have it written here"));
      continue;
    }
    BulkGroup& group = group_of(*instance.class_info().mapper(), instance.is(Instance::has_key));
    if (groups.size() == 1 && group.instances.empty()) group.instances.reserve(objects.size());
    group.instances.push_back(&instance);
  }
  if (preserve_order) return groups;
  // Class by class as they were met, what is new before what has a row.
  std::vector<const Mapper*> order;
  for (const BulkGroup& group : groups) {
    if (std::ranges::find(order, group.mapper) == order.end()) order.push_back(group.mapper);
  }
  std::ranges::stable_sort(groups, [&](const BulkGroup& a, const BulkGroup& b) {
    if (a.mapper == b.mapper) return !a.has_row && b.has_row;
    return std::ranges::find(order, a.mapper) < std::ranges::find(order, b.mapper);
  });
  return groups;
}

void save_groups(SessionCore& session, std::span<const BulkGroup> groups,
                 const BulkSaveOptions& options) {
  for (const BulkGroup& group : groups) {
    if (group.has_row) {
      update_objects(session, *group.mapper, group.instances, options.update_changed_only);
    } else {
      insert_objects(session, *group.mapper, group.instances, options.return_defaults);
    }
  }
}

}  // namespace

void SessionCore::bulk_save(std::span<const ObjectRef> objects,
                            const BulkSaveOptions& save_options) {
  const Use use(*this);
  require_usable();
  const auto groups = group(*this, objects, save_options.preserve_order);
  in_subtransaction([&] { save_groups(*this, groups, save_options); });
}

// Rows are written as their objects are made. Where code of others runs with the making, all are
// made first, so that nothing is written when it throws.
void SessionCore::bulk_save(const ClassInfo& class_info, FunctionRef<ObjectRef()> next,
                            const BulkSaveOptions& save_options) {
  const Use use(*this);
  require_usable();
  std::vector<ObjectRef> objects;
  const auto take_all = [&] {
    while (ObjectRef object = next()) objects.push_back(std::move(object));
  };
  const Mapper* const mapper = class_info.mapper();
  if (!mapper || save_options.return_defaults || !class_info.is_made_quietly() ||
      require_tables(*mapper).size() != 1) {
    take_all();
    return bulk_save(objects, save_options);
  }
  ObjectRef object = next();
  in_subtransaction([&] {
    if (!object) return;
    BlindInserts inserts(connection_for(*mapper), *mapper, mapper->mapped_tables().front());
    for (; object; object = next()) {
      Instance& instance = *object.instance();
      if (waits_for_flush(*this, instance) || instance.is(Instance::has_key)) break;
      inserts.push_back(object, row_of(*mapper, instance).slots);
    }
    if (!object) return inserts.finish();
    // An entity among the values: what is left is sorted like entities.
    objects = inserts.take_rest();
    objects.push_back(std::move(object));
    take_all();
    save_groups(*this, group(*this, objects, save_options.preserve_order), save_options);
  });
}

void SessionCore::bulk_insert(const Mapper& mapper, ParameterSets& rows,
                              const BulkInsertOptions& insert_options) {
  const Use use(*this);
  require_usable();
  mapper.ensure_configured();
  in_subtransaction([&] {
    const bool several = require_tables(mapper).size() > 1;
    for (const MappedTable& part : mapper.mapped_tables()) {
      const Table table(*part.table);
      Connection& connection = connection_for(mapper);
      ParameterSets batch;
      std::size_t first = 0;
      const auto send = [&] {
        if (batch.empty()) return;
        if (insert_options.return_defaults || several) {
          take_keys(part, insert_returning_keys(connection, part, batch),
                    {rows.data() + first, batch.size()});
        } else if (batch.size() == 1) {
          static_cast<void>(connection.execute(insert(table), batch.front()));
        } else {
          static_cast<void>(connection.execute(insert(table), batch));
        }
        first += batch.size();
        batch.clear();
      };
      for (const Parameters& row : rows) {
        Parameters columns = columns_in(mapper, part, row, insert_options.render_nulls);
        if (!batch.empty() && !same_names(batch.front(), columns)) send();
        batch.push_back(std::move(columns));
      }
      send();
    }
  });
}

void SessionCore::bulk_update(const Mapper& mapper, const ParameterSets& rows) {
  in_subtransaction([&] { update_by_key(mapper, rows); });
}

void SessionCore::update_by_key(const Mapper& mapper, const ParameterSets& rows) {
  const Use use(*this);
  require_usable();
  mapper.ensure_configured();
  for (const MappedTable& table : require_tables(mapper)) {
    std::vector<UpdateRow> updates;
    for (const Parameters& given : rows) {
      UpdateRow row;
      for (const auto& [property, column] : table.columns) {
        const Value* value = given.find(property->key());
        if (!value) continue;
        if (is_key(table, *property)) {
          row.values.set(key_parameter_of(*column), *value);
        } else if (property->is_version_id()) {
          add_version(mapper, table, row, *value);
        } else {
          row.changed.push_back(property);
          row.values.set(parameter_of(*column), *value);
        }
      }
      std::string missing;
      for (const ColumnProperty* property : table.primary_key) {
        const SchemaColumn& column = *table.find(*property);
        if (row.values.contains(key_parameter_of(column))) continue;
        missing += str_cat(missing.empty() ? "" : ", ", table.table->fullname(), ".",
                           column.name().text());
      }
      if (!missing.empty()) {
        throw InvalidRequestError(
            str_cat(
                "No primary key value supplied for column(s) ", missing,
                "; per-row ORM Bulk UPDATE by Primary Key requires that records contain primary "
                "key values"),
            "bupq");
      }
      if (!row.changed.empty()) updates.push_back(std::move(row));
    }
    update_all(*this, mapper, table, updates);
  }
}

}  // namespace cupel::detail
