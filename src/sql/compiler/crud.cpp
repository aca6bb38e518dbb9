#include "sql/compiler/crud.hpp"

#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/next_value.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {

const TableClause* leftmost_table(const FromClause& from) noexcept {
  switch (from.kind()) {
    case ElementKind::table:
      return &as<TableClause>(from);
    case ElementKind::join:
      return leftmost_table(*as<Join>(from).left());
    case ElementKind::from_grouping:
      return leftmost_table(*as<FromGrouping>(from).element());
    case ElementKind::alias:
      return leftmost_table(static_cast<const FromClause&>(*as<Alias>(from).element()));
    default:
      return nullptr;
  }
}

CrudBuilder::CrudBuilder(SqlCompiler& compiler, const DmlBase& statement, bool toplevel,
                         bool in_cte)
    : compiler_(compiler),
      traits_(compiler.traits()),
      statement_(statement),
      table_(leftmost_table(*statement.table())),
      toplevel_(toplevel),
      in_cte_(in_cte) {
  if (table_ == nullptr) {
    throw CompileError(str_cat("INSERT, UPDATE and DELETE need a table; got ",
                               quoted(statement.table()->description())));
  }
  schema_table_ = as_schema_table(*table_);
  if (schema_table_ != nullptr) autoincrement_ = schema_table_->autoincrement_column();
  if (!statement.common().returning.empty() && statement.common().return_defaults) {
    throw CompileError(
        "Can't compile statement that includes returning() and return_defaults() simultaneously");
  }
}

// --- what is given
// ---------------------------------------------------------------------------------

void CrudBuilder::take_parameters(const std::vector<DmlValue>& values) {
  const auto& keys = compiler_.options().column_keys;
  if (keys) {
    for (const std::string& key : *keys) {
      const bool in_statement = std::any_of(values.begin(), values.end(), [&](const DmlValue& v) {
        return v.name == key || (v.column && v.column->key() == key);
      });
      if (!in_statement) given_.push_back({nullptr, key, nullptr});
    }
  }
  for (const DmlValue& value : values) {
    if (value.column && value.column->kind() != ElementKind::column) {
      plan_.items.push_back(value_item(*value.column, value, {}));
      continue;
    }
    const FromClause* extra = nullptr;
    if (value.column) {
      for (const FromPtr& from : extra_froms_) {
        if (value.column->table() == from.get()) extra = from.get();
      }
    }
    std::string key = value.column ? value.column->key() : value.name;
    const bool known = std::any_of(given_.begin(), given_.end(), [&](const Given& g) {
      return g.extra_table == extra && g.key == key;
    });
    if (!known) given_.push_back({extra, std::move(key), &value});
  }
}

CrudBuilder::Given* CrudBuilder::find_given(const ColumnClause& column) {
  const std::string& key = column.key_text();
  for (Given& given : given_) {
    if (given.extra_table == nullptr && given.key == key) return &given;
  }
  return nullptr;
}

void CrudBuilder::check_all_used() const {
  std::vector<std::string_view> unused;
  for (const Given& given : given_) {
    if (!given.used && given.value != nullptr) unused.push_back(given.key);
  }
  if (unused.empty()) return;
  throw CompileError(str_cat("Unconsumed column names: ", join(unused, ", "), "; table ",
                             quoted(table_->fullname()), " has ",
                             join(table_->columns().keys(), ", ")));
}

std::string CrudBuilder::bind_name(const ColumnClause& column) const {
  for (const FromPtr& from : extra_froms_) {
    if (column.table() == from.get()) {
      return str_cat(from->from_name().text(), "_", column.key_text());
    }
  }
  return column.key_text();
}

// --- items
// -----------------------------------------------------------------------------------------

CrudItem CrudBuilder::value_item(const ColumnElement& target, const DmlValue& value,
                                 std::string name) {
  CrudItem item;
  item.target = &target;
  item.source = CrudItem::Source::expression;
  item.value = value.value;
  if (value.value->kind() == ElementKind::bind) {
    item.source = CrudItem::Source::given;
    const bool plain = value.literal || as<BindParameter>(*value.value).is_unique();
    if (plain && !in_cte_ && target.kind() == ElementKind::column) {
      item.name = std::move(name);
    } else {
      item.numbered = plain;
    }
  }
  return item;
}

CrudItem CrudBuilder::sql_item(const ColumnElement& target, ColumnPtr expression) {
  CrudItem item;
  item.target = &target;
  item.source = CrudItem::Source::expression;
  item.value = std::move(expression);
  return item;
}

CrudItem CrudBuilder::created_item(const ColumnClause& column, std::string name, bool required) {
  BindOptions options;
  options.type = column.type();
  options.required = required;
  const auto bind = make_ptr<BindParameter>(name, std::nullopt, std::move(options));
  compiler_.keep(bind);
  CrudItem item;
  item.target = &column;
  item.source = CrudItem::Source::created;
  item.value = bind;
  item.name = std::move(name);
  return item;
}

CrudItem CrudBuilder::prefetch_item(const SchemaColumn& column, std::string name) {
  CrudItem item = created_item(column, std::move(name), false);
  item.prefetch = true;
  return item;
}

bool CrudBuilder::invokes_sequence(const ColumnDefault& default_) const {
  return traits_.supports_sequences &&
         (!default_.sequence().optional() || !traits_.sequences_optional);
}

ElementPtr CrudBuilder::sequence_expression(const ColumnDefault& default_) const {
  return make_ptr<NextValue>(Ptr<const SequenceNode>(&default_.sequence()));
}

CrudItem CrudBuilder::default_item(const SchemaColumn& column, std::string name) {
  const ColumnDefault& default_ = *column.default_();
  if (default_.is_sequence()) {
    return sql_item(column, static_ptr_cast<const ColumnElement>(sequence_expression(default_)));
  }
  if (default_.is_sql()) {
    return sql_item(column, ColumnPtr(&static_cast<const ColumnElement&>(default_.sql())));
  }
  return prefetch_item(column, std::move(name));
}

// --- how generated values come back
// ----------------------------------------------------------------

void CrudBuilder::choose_returning(const InsertState* insert) {
  const DmlBase::Common& common = statement_.common();
  const bool for_many = compiler_.options().for_executemany;
  const bool table_allows = schema_table_ == nullptr || schema_table_->options().implicit_returning;
  const bool dialect_allows = compiler_.supports_implicit_returning(statement_);
  if (insert != nullptr) {
    need_keys_ = toplevel_ && !insert->parts().inline_ &&
                 (!for_many || (traits_.insert_executemany_returning && common.return_defaults)) &&
                 common.returning.empty() && !multi_values_;
    postfetch_lastrowid_ = need_keys_ && traits_.postfetch_lastrowid && autoincrement_ != nullptr;
    implicit_returning_ = need_keys_ && traits_.insert_returning && table_allows &&
                          dialect_allows &&
                          (!postfetch_lastrowid_ || traits_.favor_returning_over_lastrowid ||
                           multi_values_ || common.return_defaults);
    if (implicit_returning_) postfetch_lastrowid_ = false;
    returns_defaults_ = implicit_returning_ && common.return_defaults;
    const bool explicit_returning =
        returns_defaults_ || !common.returning.empty() || !common.supplemental_returning.empty();
    SentinelForm form;
    (void)compiler_.sentinel_form(form);
    plan_.use_insert_many_values =
        toplevel_ && for_many && traits_.use_insertmanyvalues &&
        (explicit_returning || (form.without_returning && !common.post_values_clause));
    compiler_.state_->parts.insert_many_values.sentinel_columns.clear();
    in_batches_ = compiler_.state_->parts.insert_many_values.sort_by_parameter_order;
    wants_sentinels_ = in_batches_ && plan_.use_insert_many_values && explicit_returning &&
                       common.sort_by_parameter_order;
  } else {
    const bool can = statement_.kind() == ElementKind::update ? traits_.update_returning
                                                              : traits_.delete_returning;
    returns_defaults_ = common.return_defaults && table_allows && dialect_allows && can;
    implicit_returning_ = returns_defaults_;
  }
}

bool CrudBuilder::returns_default(const ColumnClause& column) const {
  if (!returns_defaults_) return false;
  const ColumnList& wanted = statement_.common().return_defaults_columns;
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const ColumnPtr& c) {
           return c->identity() == column.identity();
         });
}

void CrudBuilder::fetch(const ColumnClause& column, bool also_keys) {
  if (returns_default(column)) {
    plan_.implicit_returning.push_back(&column);
  } else if (also_keys || !column.is_primary_key()) {
    compiler_.state_->parts.postfetch.push_back(&column);
  }
}

// --- columns
// ---------------------------------------------------------------------------------------

void CrudBuilder::add_given(const ColumnClause& column, Given& given, bool is_insert) {
  given.used = true;
  std::string name = bind_name(column);
  if (is_insert && multi_values_) name += "_m0";
  if (given.value == nullptr) {
    plan_.items.push_back(created_item(column, std::move(name), true));
    if (in_cte_) plan_.items.back().name.clear();
    return;
  }
  CrudItem item = value_item(column, *given.value, std::move(name));
  const bool is_bind = item.source == CrudItem::Source::given;
  if (is_bind) {
    const auto& bind = as<BindParameter>(*item.value);
    const bool draws_key = traits_.insert_null_pk_still_autoincrements && is_insert &&
                           &column == autoincrement_ && column.is_primary_key();
    if (draws_key && bind.value().is_null()) {
      if (implicit_returning_) {
        plan_.implicit_returning.push_back(&column);
      } else if (traits_.postfetch_lastrowid) {
        plan_.postfetch_lastrowid = true;
      }
    }
  } else if (is_insert && column.is_primary_key()) {
    if (implicit_returning_) {
      plan_.implicit_returning.push_back(&column);
    } else if (traits_.postfetch_lastrowid) {
      plan_.postfetch_lastrowid = true;
    }
  } else {
    fetch(column, true);
  }
  plan_.items.push_back(std::move(item));
}

void CrudBuilder::warn_no_key_value(const SchemaColumn& column) const {
  warn(str_cat("Column ", quoted(column.display_name()),
               " is marked as a member of the primary key for table ", quoted(table_->fullname()),
               ", but has no default generator of the program or of the server indicated, nor does "
               "it indicate 'autoincrement=True' or 'nullable=True', and no explicit value is "
               "passed.  Primary key columns typically may not store NULL."));
}

void CrudBuilder::add_key_insert_returning(const SchemaColumn& column) {
  if (const ColumnDefault* default_ = column.default_()) {
    if (default_->is_sequence()) {
      if (invokes_sequence(*default_)) plan_.items.push_back(default_item(column, {}));
      plan_.implicit_returning.push_back(&column);
    } else if (default_->is_sql()) {
      plan_.items.push_back(default_item(column, {}));
      plan_.implicit_returning.push_back(&column);
    } else {
      plan_.items.push_back(prefetch_item(column, column.key_text()));
    }
  } else if (&column == autoincrement_ || column.has_server_default()) {
    plan_.implicit_returning.push_back(&column);
  } else if (!column.nullable()) {
    warn_no_key_value(column);
  }
}

void CrudBuilder::add_key_insert(const SchemaColumn& column) {
  const ColumnDefault* default_ = column.default_();
  const bool sequence = default_ != nullptr && default_->is_sequence();
  const bool client_side = default_ != nullptr && (!sequence || invokes_sequence(*default_));
  const bool drawn_first = &column == autoincrement_ && !traits_.postfetch_lastrowid &&
                           ((sequence && traits_.supports_sequences) ||
                            (default_ == nullptr && traits_.preexecute_autoincrement_sequences));
  if (client_side || drawn_first) {
    plan_.items.push_back(prefetch_item(column, column.key_text()));
  } else if (default_ == nullptr && !column.has_server_default() && !column.nullable() &&
             &column != autoincrement_) {
    warn_no_key_value(column);
  } else if (traits_.postfetch_lastrowid) {
    plan_.postfetch_lastrowid = true;
  }
}

void CrudBuilder::add_default(const SchemaColumn& column) {
  const ColumnDefault& default_ = *column.default_();
  if (default_.is_sequence() && !invokes_sequence(default_)) return;
  plan_.items.push_back(default_item(column, column.key_text()));
  if (default_.is_sequence() || default_.is_sql()) fetch(column, false);
}

void CrudBuilder::add_update(const SchemaColumn& column) {
  const ColumnDefault* onupdate = column.onupdate();
  if (onupdate != nullptr && !onupdate->is_sequence()) {
    if (onupdate->is_sql()) {
      plan_.items.push_back(
          sql_item(column, ColumnPtr(&static_cast<const ColumnElement&>(onupdate->sql()))));
      fetch(column, true);
    } else {
      plan_.items.push_back(prefetch_item(column, bind_name(column)));
    }
  } else if (column.server_onupdate() != nullptr || column.computed() != nullptr) {
    fetch(column, true);
  } else if (returns_default(column) && (!statement_.common().return_defaults_columns.empty())) {
    plan_.implicit_returning.push_back(&column);
  }
}

void CrudBuilder::scan_columns(const std::vector<const ColumnClause*>& columns, bool is_insert) {
  const auto& supplemental = statement_.common().supplemental_returning;
  for (const ColumnClause* column : columns) {
    const SchemaColumn* schema = as_schema_column(*column);
    if (Given* given = find_given(*column)) {
      add_given(*column, *given, is_insert);
    } else if (schema == nullptr) {
      // A light table knows nothing of keys and defaults.
    } else if (!is_insert) {
      add_update(*schema);
    } else if (schema->primary_key() && need_keys_) {
      if (implicit_returning_) {
        add_key_insert_returning(*schema);
      } else {
        add_key_insert(*schema);
      }
    } else if (schema->default_() != nullptr) {
      add_default(*schema);
    } else if (numbers_rows(*schema)) {
      if (wants_sentinels_) plan_.items.push_back(created_item(*schema, schema->key_text(), false));
    } else if (schema->has_server_default()) {
      fetch(*schema, false);
    } else if (returns_default(*schema)) {
      plan_.implicit_returning.push_back(schema);
    } else if (schema->primary_key() && schema != autoincrement_ && !schema->nullable()) {
      warn_no_key_value(*schema);
    }
    const bool wanted = std::any_of(supplemental.begin(), supplemental.end(),
                                    [&](const ColumnPtr& c) { return c.get() == column; });
    const auto& fetched = plan_.implicit_returning;
    if (wanted && std::find(fetched.begin(), fetched.end(), column) == fetched.end()) {
      plan_.implicit_returning.push_back(column);
    }
  }
}

std::vector<const ColumnClause*> CrudBuilder::ordered_columns(const UpdateState* update) const {
  std::vector<const ColumnClause*> columns;
  const ColumnCollection& all = table_->columns();
  columns.reserve(all.size());
  const auto add = [&columns](const ColumnElement& column) {
    const auto& clause = static_cast<const ColumnClause&>(column);
    if (std::find(columns.begin(), columns.end(), &clause) == columns.end()) {
      columns.push_back(&clause);
    }
  };
  if (update != nullptr && update->parts().ordered) {
    for (const DmlValue& value : update->parts().values) {
      const std::string key = value.column ? value.column->key() : value.name;
      if (const ColumnElement* column = all.find(key)) add(*column);
    }
    for (const auto& entry : all) add(*entry.column);
    return columns;
  }
  for (const auto& entry : all) columns.push_back(static_cast<const ColumnClause*>(entry.column));
  return columns;
}

// --- statements
// ------------------------------------------------------------------------------------

CrudPlan CrudBuilder::plan_insert(const InsertState& insert) {
  const InsertState::Parts& parts = insert.parts();
  const auto& options = compiler_.options();
  multi_values_ = !parts.multi_values.empty();
  const bool from_select = static_cast<bool>(parts.select);
  const bool no_values =
      parts.values.empty() && !parts.values_set && !multi_values_ && !from_select;
  if (!options.column_keys && no_values) {
    for (const ColumnClause* column : ordered_columns(nullptr)) {
      if (column->is_omitted_from_statements()) continue;
      plan_.items.push_back(created_item(*column, column->key_text(), true));
      if (in_cte_) plan_.items.back().name.clear();
    }
    return std::move(plan_);
  }
  choose_returning(&insert);
  if (from_select) {
    scan_from_select(insert);
    return std::move(plan_);
  }
  take_parameters(multi_values_ ? parts.multi_values.front() : parts.values);
  plan_.postfetch_lastrowid = false;
  scan_columns(ordered_columns(nullptr), true);
  check_all_used();
  if (multi_values_) {
    add_rows(insert);
  } else if (plan_.items.empty() && options.for_executemany && has_default_value()) {
    CrudItem item;
    item.target = &table_->columns()[0];
    item.source = CrudItem::Source::metavalue;
    plan_.items.push_back(std::move(item));
    plan_.default_metavalue_only = true;
  }
  choose_sentinels();
  return std::move(plan_);
}

void CrudBuilder::add_rows(const InsertState& insert) {
  const auto& rows = insert.parts().multi_values;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string suffix = str_cat("_m", i);
    std::vector<CrudItem> items;
    items.reserve(plan_.items.size());
    for (const CrudItem& first : plan_.items) {
      const auto& column = static_cast<const ColumnClause&>(*first.target);
      const auto given =
          std::find_if(rows[i].begin(), rows[i].end(), [&column](const DmlValue& value) {
            return (value.column ? value.column->key() : value.name) == column.key_text();
          });
      if (given != rows[i].end()) {
        items.push_back(value_item(column, *given, bind_name(column) + suffix));
        continue;
      }
      const SchemaColumn* schema = as_schema_column(column);
      if (schema == nullptr || schema->default_() == nullptr) {
        throw CompileError(str_cat(
            "INSERT value for column ", table_->fullname(), ".", column.name().text(),
            " is explicitly rendered as a bound parameter in the VALUES clause; a value of the "
            "program or SQL expression is required in row ",
            i + 1));
      }
      items.push_back(default_item(*schema, column.key_text() + suffix));
    }
    plan_.further_rows.push_back(std::move(items));
  }
}

void CrudBuilder::scan_from_select(const InsertState& insert) {
  const InsertState::Parts& parts = insert.parts();
  const ColumnCollection& all = table_->columns();
  std::vector<const ColumnClause*> columns;
  for (const std::string& name : parts.select_names) {
    const ColumnElement* column = all.find(name);
    if (column == nullptr) {
      throw CompileError(str_cat("Unconsumed column names: ", name, "; table ",
                                 quoted(table_->fullname()), " has ", join(all.keys(), ", ")));
    }
    columns.push_back(static_cast<const ColumnClause*>(column));
    CrudItem item;
    item.target = column;
    item.source = CrudItem::Source::from_select;
    plan_.items.push_back(std::move(item));
  }
  plan_.select = parts.select;
  if (!parts.include_insert_from_select_defaults) return;
  ColumnList added;
  std::vector<std::string> added_names;
  for (const auto& entry : all) {
    const SchemaColumn* schema = as_schema_column(*entry.column);
    if (schema == nullptr || schema->default_() == nullptr ||
        std::find(columns.begin(), columns.end(), schema) != columns.end()) {
      continue;
    }
    if (schema->default_()->is_sequence() && !invokes_sequence(*schema->default_())) continue;
    CrudItem item = default_item(*schema, schema->key_text());
    added.push_back(item.value);
    added_names.push_back(schema->key_text());
    plan_.items.push_back(std::move(item));
  }
  if (added.empty()) return;
  if (parts.select->kind() != ElementKind::select) {
    throw CompileError(str_cat(
        "Can't extend statement for INSERT..FROM SELECT to include additional default-holding "
        "column(s) ",
        join(added_names, ", "),
        ".  Convert the selectable to a subquery() first, or pass include_defaults=False to "
        "from_select() to skip these columns."));
  }
  const auto extended = make_ptr<SelectState>(as<SelectState>(*parts.select));
  SelectState::Parts& select = extended->edit();
  for (const ColumnPtr& column : added) {
    select.columns.push_back(column);
    select.raw_columns.emplace_back(column);
  }
  plan_.select = extended;
  compiler_.keep(extended);
}

void CrudBuilder::add_update_of_extra_tables(const FromList& extra_froms) {
  for (const FromPtr& from : extra_froms) {
    bool affected = false;
    for (const auto& entry : from->columns()) {
      for (Given& given : given_) {
        if (given.extra_table != from.get() || given.key != entry.key) continue;
        affected = true;
        if (!compiler_.table_in_update_columns()) {
          throw CompileError(
              str_cat("Backend does not support additional tables in the SET clause; cannot "
                      "include columns "
                      "from table(s) ",
                      quoted(from->from_name().text()), " in SET clause"));
        }
        add_given(static_cast<const ColumnClause&>(*entry.column), given, false);
      }
    }
    if (!affected) continue;
    for (const auto& entry : from->columns()) {
      const bool is_given = std::any_of(given_.begin(), given_.end(), [&](const Given& given) {
        return given.extra_table == from.get() && given.key == entry.key;
      });
      const SchemaColumn* schema = as_schema_column(*entry.column);
      if (!is_given && schema != nullptr) add_update(*schema);
    }
  }
}

CrudPlan CrudBuilder::plan_update(const UpdateState& update, const FromList& extra_froms) {
  const UpdateState::Parts& parts = update.parts();
  extra_froms_ = extra_froms;
  if (!compiler_.options().column_keys && parts.values.empty()) {
    for (const ColumnClause* column : ordered_columns(nullptr)) {
      if (column->is_omitted_from_statements()) continue;
      plan_.items.push_back(created_item(*column, column->key_text(), true));
    }
    return std::move(plan_);
  }
  choose_returning(nullptr);
  take_parameters(parts.values);
  if (!extra_froms.empty()) add_update_of_extra_tables(extra_froms);
  scan_columns(ordered_columns(&update), false);
  check_all_used();
  return std::move(plan_);
}

CrudPlan CrudBuilder::plan_delete() {
  choose_returning(nullptr);
  if (returns_defaults_) {
    for (const auto& entry : table_->columns()) {
      const auto& column = static_cast<const ColumnClause&>(*entry.column);
      if (returns_default(column)) plan_.implicit_returning.push_back(&column);
    }
  }
  return std::move(plan_);
}

}  // namespace cupel
