#include "orm/unit_of_work/save_rows.hpp"

#include <algorithm>

#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

using detail::Slot;

/// True when the member says NULL, or says nothing.
bool has_no_value(const Instance& instance, const ColumnProperty& property) {
  const Attribute& attribute = *property.attribute();
  const ScalarOps& ops = *attribute.ops();
  if (!attribute.is_plain()) {
    const Slot& slot = attribute.slot(instance);
    if (!slot.has(Slot::present) || slot.has(Slot::null)) return true;
  } else if (property.is_autoincrement() && ops.to_value(attribute.value(instance)) == Value(0)) {
    // A plain integer cannot say "none yet"; zero is no key that a database draws.
    return true;
  }
  return ops.nullable && ops.is_null(attribute.value(instance));
}

/// Whether pending_expression() may have one.
bool may_hold_expression(const Instance& instance, const Attribute& attribute) {
  return !attribute.is_plain() &&
         (attribute.slot(instance).flags & (Slot::expression | Slot::null)) != 0;
}

bool is_present(const Instance& instance, const Attribute& attribute) {
  return attribute.is_plain() || attribute.slot(instance).has(Slot::present) ||
         attribute.slot(instance).has(Slot::null);
}

/// Whether an INSERT names the column of an attribute that says nothing or NULL.
bool given_without_value(const MappedTable& table, const Instance& instance,
                         const MappedTable::Column& mapped) {
  const Attribute& attribute = *mapped.property->attribute();
  const bool evaluates_none = mapped.property->type()->should_evaluate_none();
  const bool in_key =
      std::ranges::find(table.primary_key, mapped.property) != table.primary_key.end();
  if (!attribute.is_plain() && attribute.slot(instance).has(Slot::null)) {
    return !in_key;  // in spite of any default
  }
  if (is_present(instance, attribute) && evaluates_none) return true;
  const SchemaColumn& column = *mapped.column;
  return !in_key && !column.default_() && !column.has_server_default() && !column.identity() &&
         !evaluates_none;
}

}  // namespace

RowToSave part_of(const RowToSave& row, const MappedTable& table) {
  RowToSave part{row.instance, {}};
  for (const auto& [property, column] : table.columns) {
    if (!row.slots.contains(property->slot())) continue;
    part.slots.insert(property->slot());
    part.has_expressions |=
        row.has_expressions && pending_expression(*row.instance, *property->attribute());
  }
  return part;
}

RowToSave plan_insert(const MappedTable& table, Instance& instance) {
  RowToSave row{&instance, {}};
  for (const MappedTable::Column& mapped : table.columns) {
    bool given = true;
    const Attribute& attribute = *mapped.property->attribute();
    if (may_hold_expression(instance, attribute) && pending_expression(instance, attribute)) {
      row.has_expressions = true;
    } else if (has_no_value(instance, *mapped.property)) {
      given = given_without_value(table, instance, mapped);
    }
    if (given) row.slots.insert(mapped.property->slot());
  }
  return row;
}

RowToSave plan_update(const Mapper& mapper, Instance& instance, bool row_switch) {
  RowToSave row{&instance, {}};
  for (const ColumnProperty* property : mapper.column_properties()) {
    if (property->is_sql_expression()) continue;
    const Attribute& attribute = *property->attribute();
    bool changed = false;
    const bool touched = attribute.is_plain() || was_touched(instance, attribute);
    if ((touched || row_switch) && pending_expression(instance, attribute)) {
      changed = row.has_expressions = true;
    } else if (row_switch) {
      changed = !property->is_primary_key() && is_present(instance, attribute);
    } else if (touched) {
      changed = has_changes(instance, attribute);
    }
    if (changed) row.slots.insert(property->slot());
  }
  return row;
}

Value next_version(const Mapper& mapper, const Value& previous) {
  const auto& generator = mapper.options().version_id_generator;
  if (generator) return generator(previous);
  return previous.is_null() ? Value(1) : Value(previous.as<std::int64_t>() + 1);
}

void expire_unknown(Instance& instance, std::span<const ColumnProperty* const> properties) {
  std::vector<Attribute*> attributes;
  for (const ColumnProperty* property : properties) {
    if (property->attribute()) attributes.push_back(const_cast<Attribute*>(property->attribute()));
  }
  if (!attributes.empty()) expire(instance, attributes);
}

void report_filled(const Mapper& mapper, Instance& instance, const WritePlan& plan) {
  const auto& event = mapper.events().refresh_flush;
  if (event.empty()) return;
  std::vector<const Attribute*> filled;
  for (const std::size_t place : plan.default_places) {
    if (const auto* property = plan.sources[place].property; !property->is_primary_key()) {
      filled.push_back(property->attribute());
    }
  }
  for (const Fetched& fetched : plan.fetched) {
    if (!fetched.property->is_primary_key()) filled.push_back(fetched.property->attribute());
  }
  if (!filled.empty()) event.fire(instance, filled);
}

void check_matched(const Mapper& mapper, const MappedTable& table, const char* verb,
                   std::int64_t matched, std::size_t expected) {
  if (matched < 0 || matched == static_cast<std::int64_t>(expected)) return;
  throw StaleDataError(
      str_cat(verb, " statement on table '", table.table->fullname(), "' expected to ",
              verb[0] == 'U' ? "update " : "delete ", expected, " row(s); ", matched,
              " were matched. Another transaction changed or deleted the rows of ",
              mapper.class_name(), " since they were loaded: roll back and load them again"));
}

ColumnPtr pending_expression(const Instance& instance, const Attribute& attribute) {
  if (attribute.is_plain()) return nullptr;
  // A member that can say NULL by its value says it by null() only when the word is meant.
  const Slot& slot = attribute.slot(instance);
  if (slot.has(Slot::present) && slot.has(Slot::null) && attribute.ops()->nullable) {
    return null().node();
  }
  if (!slot.has(Slot::expression)) return nullptr;
  const InstanceRecord* record = instance.record_if_any();
  const RefCounted* held = record ? record->expression(attribute) : nullptr;
  if (!held) return nullptr;
  return ColumnPtr(static_cast<const ColumnElement*>(static_cast<const ClauseElement*>(held)));
}

}  // namespace cupel
