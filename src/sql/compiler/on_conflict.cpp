#include "cupel/sql/expression/on_conflict.hpp"

#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"
#include "sql/compiler/crud.hpp"

// ON CONFLICT, and upsert() with the forms that it takes.
namespace cupel {

namespace {

const ColumnElement* column_of(const DmlValue& value, const TableClause& table) {
  return value.column ? value.column.get() : table.find_column(value.name);
}

bool same_column(const DmlValue& value, const ColumnElement& column) {
  return value.column
             ? value.column->identity() == column.identity() || value.column->key() == column.key()
             : value.name == column.key();
}

/// The assignments in the order of the table's columns, then those to no column of it.
std::vector<const DmlValue*> in_table_order(const std::vector<DmlValue>& set,
                                            const TableClause& table) {
  std::vector<const DmlValue*> out;
  for (const ColumnCollection::Entry& entry : table.columns()) {
    for (const DmlValue& value : set) {
      if (same_column(value, *entry.column)) out.push_back(&value);
    }
  }
  std::vector<std::string_view> others;
  for (const DmlValue& value : set) {
    if (std::find(out.begin(), out.end(), &value) != out.end()) continue;
    others.push_back(value.name);
    out.push_back(&value);
  }
  if (!others.empty()) {
    warn(str_cat("Additional column names not matching any column keys in table '",
                 table.name().text(), "': ", join(others, ", ")));
  }
  return out;
}

}  // namespace

void SqlCompiler::append_column_name(const DmlValue& value, const TableClause& table) {
  const ColumnElement* column = column_of(value, table);
  if (column != nullptr && column->kind() == ElementKind::column) {
    append_name(as<ColumnClause>(*column).name(), NameClass::column);
  } else {
    preparer_.append(out_.text(), value.name, std::nullopt);
  }
}

void SqlCompiler::render_on_conflict(const OnConflictClause& e, bool literal_target,
                                     const RenderScope& outer) {
  const TableClause& table = *leftmost_table(*as<InsertState>(*stack_.back().statement).table());
  RenderScope scope = outer;
  scope.result = nullptr;
  scope.as_from = false;
  bool first = true;
  for (const OnConflict& conflict : e.conflicts()) {
    if (!first) out_ << ' ';
    first = false;
    out_ << "ON CONFLICT ";
    RenderScope target = scope;
    target.include_table = false;
    target.literal_execute = literal_target && !scope.literal_binds;
    if (!conflict.constraint.empty()) {
      if (!literal_target) {
        out_ << "ON CONSTRAINT ";
        preparer_.append(out_.text(), conflict.constraint.text(), conflict.constraint.quote());
        out_ << ' ';
      } else if (conflict.updates) {
        out_ << ' ';
      }
    } else if (conflict.targets) {
      out_ << '(';
      bool first_element = true;
      for (const DmlValue& element : conflict.elements) {
        if (!first_element) out_ << ", ";
        first_element = false;
        if (element.column) {
          render(*element.column, target);
        } else {
          preparer_.append(out_.text(), element.name, std::nullopt);
        }
      }
      out_ << ')';
      if (conflict.index_where) {
        out_ << " WHERE ";
        render(*conflict.index_where, target);
      }
      out_ << ' ';
    } else if (conflict.updates) {
      out_ << ' ';
    }
    if (!conflict.updates) {
      out_ << "DO NOTHING";
      continue;
    }
    out_ << "DO UPDATE SET ";
    bool first_value = true;
    for (const DmlValue* value : in_table_order(conflict.set, table)) {
      if (!first_value) out_ << ", ";
      first_value = false;
      append_column_name(*value, table);
      out_ << " = ";
      const ColumnPtr grouped = value->value->self_group();
      render(keep(grouped), scope);
    }
    if (conflict.where) {
      out_ << " WHERE ";
      render(*conflict.where, scope);
    }
  }
}

// --- upsert()
// --------------------------------------------------------------------------------------

void SqlCompiler::visit_upsert(const UpsertClause&, const RenderScope&) {
  unsupported("upsert()");
}

void SqlCompiler::visit_inserted_column(const InsertedColumn& e, const RenderScope&) {
  out_ << (upserts_by_merge() ? "inserted_row." : "excluded.");
  append_name(as<ColumnClause>(*e.column()).name(), NameClass::column);
}

namespace {

/// The key columns of an upsert: those that were said, else the primary key.
std::vector<DmlValue> upsert_keys(const UpsertClause& e, const TableClause& table) {
  if (!e.parts().keys.empty()) return e.parts().keys;
  std::vector<DmlValue> keys;
  for (const ColumnCollection::Entry& entry : table.columns()) {
    if (!entry.column->is_primary_key()) continue;
    DmlValue key;
    key.column = ColumnPtr(entry.column);
    key.name = entry.column->key();
    keys.push_back(std::move(key));
  }
  if (keys.empty()) {
    throw CompileError(str_cat("upsert() into ", quoted(table.fullname()),
                               ": the table has no primary key; say index_elements({\"column\"}) "
                               "with the columns of a unique key"));
  }
  return keys;
}

}  // namespace

std::vector<DmlValue> SqlCompiler::upsert_set(const UpsertClause& e) {
  if (!e.parts().set.empty()) return e.parts().set;
  const TableClause& table = *leftmost_table(*as<InsertState>(*stack_.back().statement).table());
  const std::vector<DmlValue> keys = upsert_keys(e, table);
  std::vector<DmlValue> set;
  for (const ColumnElement* column : state_->insert_targets) {
    const bool is_key = std::any_of(keys.begin(), keys.end(),
                                    [&](const DmlValue& key) { return same_column(key, *column); });
    if (is_key || column->kind() != ElementKind::column) continue;
    DmlValue value;
    value.column = ColumnPtr(column);
    value.name = column->key();
    value.value = make_ptr<InsertedColumn>(value.column);
    set.push_back(std::move(value));
  }
  return set;
}

void SqlCompiler::render_upsert_as_on_conflict(const UpsertClause& e, const RenderScope& scope) {
  const TableClause& table = *leftmost_table(*as<InsertState>(*stack_.back().statement).table());
  OnConflict conflict;
  conflict.targets = true;
  conflict.elements = upsert_keys(e, table);
  if (!e.parts().do_nothing) conflict.set = upsert_set(e);
  conflict.updates = !conflict.set.empty();
  conflict.where = e.parts().where;
  const auto clause = make_ptr<OnConflictClause>(std::vector<OnConflict>{std::move(conflict)});
  render_on_conflict(as<OnConflictClause>(keep(clause)), false, scope);
}

// MERGE INTO t USING (SELECT :a AS a, ... UNION ALL ...) inserted_row ON (t.a = inserted_row.a) ...
void SqlCompiler::visit_upsert_merge(const InsertState& e, const CrudPlan& plan,
                                     const UpsertClause& upsert, const RenderScope& scope) {
  MergeForm form;
  if (!merge_form(form)) unsupported("MERGE");
  if (!e.common().returning.empty()) {
    throw CompileError(
        str_cat("upsert() of dialect '", traits_.name,
                "' is a MERGE, which takes no RETURNING; select the rows afterwards"));
  }
  const TableClause& table = *leftmost_table(*e.table());
  const std::vector<DmlValue> keys = upsert_keys(upsert, table);
  out_ << "MERGE INTO ";
  append_insert_table(e, scope);
  out_ << " USING (";
  if (plan.select) {
    render(*plan.select, scope);
  } else {
    const auto row = [&](const std::vector<CrudItem>& items) {
      out_ << "SELECT ";
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (i != 0) out_ << ", ";
        render_crud_value(items[i], scope);
        out_ << " AS ";
        append_crud_target(plan.items[i], false, scope);
      }
      append_default_from();
    };
    row(plan.items);
    for (const std::vector<CrudItem>& items : plan.further_rows) {
      out_ << " UNION ALL ";
      row(items);
    }
  }
  out_ << ") inserted_row ON (";
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i != 0) out_ << " AND ";
    append_table_prefix(table);
    append_column_name(keys[i], table);
    out_ << " = inserted_row.";
    append_column_name(keys[i], table);
  }
  out_ << ')';
  const std::vector<DmlValue> set =
      upsert.parts().do_nothing ? std::vector<DmlValue>() : upsert_set(upsert);
  if (!set.empty()) {
    const ColumnPtr& where = upsert.parts().where;
    out_ << " WHEN MATCHED";
    if (where && !form.condition_behind) {
      out_ << " AND ";
      render(keep(where->self_group(Operator::and_)), scope);
    }
    out_ << " THEN UPDATE SET ";
    bool first = true;
    for (const DmlValue* value : in_table_order(set, table)) {
      if (!first) out_ << ", ";
      first = false;
      append_column_name(*value, table);
      out_ << " = ";
      const ColumnPtr grouped = value->value->self_group();
      render(keep(grouped), scope);
    }
    if (where && form.condition_behind) {
      out_ << " WHERE ";
      render(*where, scope);
    }
  }
  out_ << " WHEN NOT MATCHED THEN INSERT (";
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    if (i != 0) out_ << ", ";
    append_crud_target(plan.items[i], false, scope);
  }
  out_ << ") VALUES (";
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    if (i != 0) out_ << ", ";
    out_ << "inserted_row.";
    append_crud_target(plan.items[i], false, scope);
  }
  out_ << ')' << form.end;
}

}  // namespace cupel
