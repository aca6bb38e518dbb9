#include "orm/unit_of_work/statements.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "cupel/dialect/abilities.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/sql/expression/table_clause.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/schema_variant.hpp"

namespace cupel {
namespace {

constexpr std::size_t kMostRowsPerStatement = 1000;

Expr<Untyped> expression_of(const ColumnClause& column) {
  return Expr<Untyped>(ColumnPtr(&column));
}

/// A name for the parameter of a WHERE that no SET parameter can have: `users_id` beside `id`.
std::string key_name(const ColumnClause& column, std::string_view table) {
  return str_cat(table, "_", column.name().text());
}

Ptr<const PreparedStatement> prepare(const Executable& statement, const Dialect& dialect,
                                     std::vector<std::string> keys,
                                     const SchemaTranslateMap& schemas,
                                     bool for_executemany = false) {
  CompileOptions options;
  options.schema_translate_map = schemas;
  options.for_executemany = for_executemany;
  options.column_keys = std::move(keys);
  return PreparedStatement::compile(*statement.element(), dialect, options);
}

/// What a default computed for a row may look at: the object's other values.
class RowDefaultContext final : public DefaultContext {
 public:
  RowDefaultContext(const WritePlan& plan, const Instance& instance, const SchemaColumn& column,
                    const std::vector<Value>& defaults, std::string_view dialect)
      : plan_(plan), instance_(instance), column_(column), defaults_(defaults), dialect_(dialect) {}

  Value parameter(std::string_view key) const override {
    for (std::size_t place = 0; place < plan_.sources.size(); ++place) {
      const ParameterSource& source = plan_.sources[place];
      if (!is(source, key)) continue;
      if (source.kind == ParameterSource::Kind::default_) return defaults_[place];
      return loaded_value(instance_, *source.property->attribute());
    }
    return {};
  }
  bool has_parameter(std::string_view key) const override {
    return std::ranges::any_of(plan_.sources, [&](const auto& source) { return is(source, key); });
  }
  const SchemaColumn& column() const override { return column_; }
  std::string_view dialect_name() const override { return dialect_; }
  bool is_insert() const override { return plan_.statement->compiled()->flags().is_insert; }

 private:
  static bool is(const ParameterSource& source, std::string_view key) {
    return source.column && source.column->key_text() == key &&
           source.kind != ParameterSource::Kind::committed;
  }

  const WritePlan& plan_;
  const Instance& instance_;
  const SchemaColumn& column_;
  const std::vector<Value>& defaults_;
  std::string_view dialect_;
};

}  // namespace

std::size_t SlotSet::hash() const noexcept {
  return static_cast<std::size_t>(hash_words(words_));
}

std::size_t WritePlans::KeyHash::operator()(const Key& key) const noexcept {
  return key.slots.hash() * 3 + static_cast<std::size_t>(key.verb);
}

std::string table_name(const FromClause& table) {
  return table.kind() == ElementKind::table ? as<TableClause>(table).fullname() : to_string(table);
}

Ptr<const PreparedStatement> WritePlan::many(std::size_t rows) const {
  for (const Many& batch : batches) {
    if (batch.rows == rows) return batch.statement;
  }
  return nullptr;
}

WritePlans::WritePlans(const Mapper& mapper, const MappedTable& table, const Dialect& dialect,
                       SchemaTranslateMap schemas)
    : mapper_(mapper),
      table_(table),
      dialect_(dialect),
      schemas_(std::move(schemas)),
      codecs_(mapper.codecs(reinterpret_cast<const void*>(dialect.id()),
                            [&](const TypePtr& type) { return dialect.type_impl(*type); })) {}

namespace {

using PlansOfTables = std::vector<std::unique_ptr<WritePlans>>;

}  // namespace

WritePlans& write_plans(const Mapper& mapper, const MappedTable& table,
                        const Connection& connection) {
  const auto& all =
      mapper.extensions().get<PlansOfTables>(detail::statement_variant(connection), [&] {
        auto made = std::make_unique<PlansOfTables>();
        for (const MappedTable& one : mapper.mapped_tables()) {
          made->push_back(std::make_unique<WritePlans>(mapper, one, connection.dialect(),
                                                       detail::schemas_of(connection)));
        }
        return made;
      });
  return *all[static_cast<std::size_t>(&table - mapper.mapped_tables().data())];
}

const ColumnProperty* WritePlans::version_id() const noexcept {
  const ColumnProperty* const version = mapper_.version_id();
  return version && table_.find(*version) ? version : nullptr;
}

bool WritePlans::is_key(const ColumnProperty& property) const noexcept {
  return std::ranges::find(table_.primary_key, &property) != table_.primary_key.end();
}

std::shared_ptr<const WritePlan> WritePlans::insert(const SlotSet& given) {
  return find_or_make({Verb::insert, given});
}
std::shared_ptr<const WritePlan> WritePlans::insert_blind(const SlotSet& given) {
  return find_or_make({Verb::insert_blind, given});
}
std::shared_ptr<const WritePlan> WritePlans::update(const SlotSet& changed) {
  return find_or_make({Verb::update, changed});
}
std::shared_ptr<const WritePlan> WritePlans::delete_() {
  return find_or_make({Verb::delete_, {}});
}

std::shared_ptr<const WritePlan> WritePlans::find_or_make(const Key& key) {
  const std::scoped_lock lock(mutex_);
  auto& plan = plans_[key];
  if (!plan) {
    switch (key.verb) {
      case Verb::insert:
      case Verb::insert_blind:
        plan = make_insert(key.slots, key.verb == Verb::insert_blind);
        break;
      case Verb::update:
        plan = make_update(key.slots);
        break;
      case Verb::delete_:
        plan = make_delete();
        break;
    }
  }
  return plan;
}

Expr<bool> WritePlans::key_condition() const {
  std::vector<Expr<bool>> conditions;
  const auto add = [&](const SchemaColumn* column) {
    conditions.push_back(
        expression_of(*column) ==
        bindparam(key_name(*column, table_.table->name().text()), {.type = column->type()}));
  };
  for (const ColumnProperty* key : table_.primary_key) add(table_.find(*key));
  if (const ColumnProperty* version = version_id()) add(table_.find(*version));
  return conditions.size() == 1 ? conditions.front() : and_(conditions);
}

// Finds out for each place of the text what fills it.
void WritePlans::finish(WritePlan& plan, Ptr<const PreparedStatement> statement) const {
  plan.statement = std::move(statement);
  const Compiled& compiled = *plan.statement->compiled();
  const auto prefetch =
      compiled.flags().is_insert ? compiled.insert_prefetch() : compiled.update_prefetch();
  for (const std::uint32_t slot : compiled.positions()) {
    const BindSlot& bind = compiled.binds()[slot];
    ParameterSource source;
    for (const Prefetch& one : prefetch) {
      if (one.bind != slot) continue;
      source.column = as_schema_column(*one.column);
      source.kind = ParameterSource::Kind::default_;
      source.default_ =
          compiled.flags().is_insert ? source.column->default_() : source.column->onupdate();
      source.property = mapper_.property_for_column(*one.column);
      source.impl = bind.impl;
      plan.default_places.push_back(plan.sources.size());
    }
    if (!source.default_) {
      for (const auto& [property, stored] : table_.columns) {
        const SchemaColumn& column = *stored;
        const bool is_value = bind.is_crud && bind.key == column.key_text();
        if (!is_value && bind.key != key_name(column, table_.table->name().text())) continue;
        source.kind = is_value ? ParameterSource::Kind::current : ParameterSource::Kind::committed;
        source.property = property;
        source.column = stored;
        source.encoder = codecs_.encoder(property->slot());
        source.impl = codecs_.impl(property->slot());
      }
      if (!source.property) {
        source.kind = ParameterSource::Kind::fixed;
        source.impl = bind.impl;
        source.fixed = compiled.value_of(bind);
      }
    }
    plan.sources.push_back(std::move(source));
  }
  for (std::size_t i = 0; i < compiled.result_columns().size(); ++i) {
    for (const ClauseElement* object : compiled.result_columns()[i].objects) {
      if (const ColumnProperty* property = mapper_.property_for_column(*object)) {
        plan.fetched.push_back({property, codecs_.decoder(property->slot())});
        break;
      }
    }
  }
  for (const ColumnClause* column : compiled.postfetch()) {
    const ColumnProperty* property = mapper_.property_for_column(*column);
    if (property &&
        std::ranges::find(plan.fetched, property, &Fetched::property) == plan.fetched.end()) {
      plan.unknown.push_back(property);
    }
  }
}

std::shared_ptr<const WritePlan> WritePlans::make_insert(const SlotSet& given, bool blind) const {
  auto plan = std::make_shared<WritePlan>();
  auto statement = cupel::insert(Table(*table_.table));
  std::vector<std::string> keys;
  bool fetch_defaults = false;
  const CompilerTraits& traits = dialect_.traits();
  const bool can_return =
      !blind && traits.insert_returning && mapper_.options().eager_defaults.value_or(true);
  const auto fetches = [&](const MappedTable::Column& one) {
    if (given.contains(one.property->slot())) return false;
    const SchemaColumn& column = *one.column;
    return column.has_server_default() || column.identity() != nullptr ||
           (column.default_() && column.default_()->is_sql());
  };
  for (const MappedTable::Column& one : table_.columns) {
    const bool in_key = is_key(*one.property);
    if (given.contains(one.property->slot())) {
      keys.push_back(one.column->key_text());
    } else if (in_key) {
      const ColumnDefault* const default_ = one.column->default_();
      const bool computed = default_ && (default_->is_scalar() || default_->is_callable());
      if (!computed) plan->needs_key = true;
    }
    if (!in_key && fetches(one)) fetch_defaults = true;
  }
  if (fetch_defaults && can_return) {
    for (const MappedTable::Column& one : table_.columns) {
      if (is_key(*one.property) || fetches(one)) {
        statement = std::move(statement).returning(expression_of(*one.column));
      }
    }
  }
  finish(*plan, prepare(statement, dialect_, keys, schemas_, blind && !keys.empty()));
  plan->needs_lastrowid = !blind && plan->needs_key && plan->fetched.empty();
  plan->returns_key = version_id() != nullptr;
  const SchemaColumn* const only_key =
      table_.primary_key.size() == 1 ? table_.find(*table_.primary_key.front()) : nullptr;
  if (plan->needs_lastrowid && traits.insert_returning && only_key &&
      only_key->is_autoincrement()) {
    plan->returning_key = prepare(statement.returning(expression_of(*only_key)), dialect_, keys,
                                  schemas_, keys.empty());
  }
  if (plan->fetched.empty()) {
    for (const MappedTable::Column& one : table_.columns) {
      const bool listed = std::ranges::find(plan->unknown, one.property) != plan->unknown.end();
      if (!is_key(*one.property) && fetches(one) && !listed) {
        plan->unknown.push_back(one.property);
      }
    }
    add_batches(*plan);
  }
  add_arrays(*plan);
  if (!plan->arrays) add_returning_batches(*plan);
  return plan;
}

// RETURNING of one row alone costs a trip to the server; few sizes keep the prepared texts few.
void WritePlans::add_returning_batches(WritePlan& plan) const {
  const auto* const dialect = dynamic_cast<const ManyRowInserts*>(&dialect_);
  const Ptr<const PreparedStatement>& single =
      plan.fetched.empty() ? plan.returning_key : plan.statement;
  if (!dialect || !single || plan.sources.empty()) return;
  const std::size_t limit = dialect_.traits().max_parameters;
  const std::size_t most = limit == 0
                               ? kMostRowsPerStatement
                               : std::min(kMostRowsPerStatement, limit / plan.sources.size());
  const std::span<const ResultColumn> columns = single->compiled()->result_columns();
  for (const std::size_t size : {most, most / 8, most / 64, std::size_t{4}, std::size_t{2}}) {
    if (size < 2 ||
        (!plan.returning_batches.empty() && size >= plan.returning_batches.back().rows)) {
      continue;
    }
    PreparedStatement::TextParts text;
    text.sql = dialect->insert_rows(*single->compiled(), size);
    if (text.sql.empty()) return;
    for (std::size_t row = 0; row < size; ++row) {
      for (std::size_t i = 0; i < single->parameter_count(); ++i) {
        text.parameters.emplace_back(&single->parameter_type(i));
      }
    }
    text.columns.assign(columns.begin(), columns.end());
    plan.returning_batches.push_back(
        {size, PreparedStatement::from_text(std::move(text), dialect_)});
  }
}

void WritePlans::add_arrays(WritePlan& plan) const {
  const auto* const dialect = dynamic_cast<const ArrayStatements*>(&dialect_);
  if (!dialect) return;
  const Compiled& compiled = *plan.statement->compiled();
  PreparedStatement::TextParts text;
  text.sql = compiled.flags().is_insert ? dialect->array_insert(compiled)
                                        : dialect->array_change(compiled);
  if (text.sql.empty()) return;
  for (std::size_t i = 0; i < plan.statement->parameter_count(); ++i) {
    text.parameters.emplace_back(&plan.statement->parameter_type(i));
  }
  text.columns.assign(compiled.result_columns().begin(), compiled.result_columns().end());
  plan.arrays = PreparedStatement::from_text(std::move(text), dialect_);
}

// A row alone costs a call of the driver; a statement with many rows costs one for all of them.
// Few sizes keep the number of prepared texts small whatever the number of rows.
void WritePlans::add_batches(WritePlan& plan) const {
  const CompilerTraits& traits = dialect_.traits();
  if (!traits.supports_multivalues_insert) return;
  if (plan.sources.empty() || plan.sources.size() > 128) return;
  const std::string& sql = plan.statement->sql();
  std::string row = "(?";
  for (std::size_t i = 1; i < plan.sources.size(); ++i) row += ", ?";
  row += ')';
  // A row with SQL of its own, or a dialect with numbered places, goes one by one.
  if (!sql.ends_with(str_cat(" VALUES ", row))) return;
  std::vector<TypePtr> types;
  for (std::size_t i = 0; i < plan.statement->parameter_count(); ++i) {
    types.emplace_back(&plan.statement->parameter_type(i));
  }
  const bool is_server = dynamic_cast<const ManyRowInserts*>(&dialect_) != nullptr;
  for (const std::size_t rows :
       {kMostRowsPerStatement, std::size_t{200}, std::size_t{32}, std::size_t{8}}) {
    // Without a trip to a server more rows save nothing.
    if (rows == kMostRowsPerStatement && !is_server) continue;
    if (traits.max_parameters != 0 && rows * plan.sources.size() > traits.max_parameters) continue;
    PreparedStatement::TextParts text;
    text.sql = sql.substr(0, sql.size() - row.size());
    for (std::size_t i = 0; i < rows; ++i) {
      if (i != 0) text.sql += ", ";
      text.sql += row;
      text.parameters.insert(text.parameters.end(), types.begin(), types.end());
    }
    plan.batches.push_back({rows, PreparedStatement::from_text(std::move(text), dialect_)});
  }
  const auto* const many = dynamic_cast<const ManyRowInserts*>(&dialect_);
  plan.batches_tell_first_key = many && many->tells_first_key();
}

// The next UPDATE needs the version that the database has given the row.
bool WritePlans::version_comes_back() const {
  const ColumnProperty* const version = version_id();
  return version && !mapper_.options().version_id_generated && dialect_.traits().update_returning &&
         (version->has_server_default() || version->has_server_onupdate());
}

std::shared_ptr<const WritePlan> WritePlans::make_update(const SlotSet& changed) const {
  auto plan = std::make_shared<WritePlan>();
  std::vector<std::string> keys;
  for (const auto& [property, column] : table_.columns) {
    if (changed.contains(property->slot())) keys.push_back(column->key_text());
  }
  auto statement = cupel::update(Table(*table_.table)).where(key_condition());
  // Columns that the database changes by itself come back only where that is asked for.
  const bool eager =
      mapper_.options().eager_defaults.value_or(false) && dialect_.traits().update_returning;
  for (const auto& [property, column] : table_.columns) {
    const bool fetches = (eager && property->has_server_onupdate()) ||
                         (property->is_version_id() && version_comes_back());
    if (fetches && !changed.contains(property->slot())) {
      statement = std::move(statement).returning(expression_of(*column));
    }
  }
  finish(*plan, prepare(statement, dialect_, std::move(keys), schemas_));
  for (const auto& [property, column] : table_.columns) {
    const bool known =
        changed.contains(property->slot()) ||
        std::ranges::find(plan->fetched, property, &Fetched::property) != plan->fetched.end() ||
        std::ranges::find(plan->unknown, property) != plan->unknown.end();
    if (property->has_server_onupdate() && !known) plan->unknown.push_back(property);
  }
  if (plan->fetched.empty()) add_arrays(*plan);
  return plan;
}

std::shared_ptr<const WritePlan> WritePlans::make_delete() const {
  auto plan = std::make_shared<WritePlan>();
  finish(*plan, prepare(cupel::delete_(Table(*table_.table)).where(key_condition()), dialect_, {},
                        schemas_));
  add_arrays(*plan);
  return plan;
}

void encode_row(const WritePlan& plan, Instance& instance, std::span<Cell> cells, Arena& scratch,
                std::vector<Value>& defaults, std::string_view dialect_name) {
  for (std::size_t place = 0; place < plan.sources.size(); ++place) {
    const ParameterSource& source = plan.sources[place];
    if (source.kind == ParameterSource::Kind::default_) {
      if (defaults.size() < plan.sources.size()) defaults.resize(plan.sources.size());
      defaults[place] = source.default_->evaluate(
          RowDefaultContext(plan, instance, *source.column, defaults, dialect_name));
      encode_value(*source.impl, defaults[place], cells[place], scratch);
      continue;
    }
    if (source.kind == ParameterSource::Kind::fixed) {
      encode_value(*source.impl, source.fixed, cells[place], scratch);
      continue;
    }
    const Attribute& attribute = *source.property->attribute();
    const void* value = attribute.value(instance);
    if (source.kind == ParameterSource::Kind::committed) {
      value = committed_value(instance, attribute);
      // A new object that takes over a row has no other key than its own.
      if (!value && !instance.is(Instance::has_key) &&
          attribute.slot(instance).has(detail::Slot::present)) {
        value = attribute.value(instance);
      }
      if (!value) {
        cells[place] = Cell::null_();
        continue;
      }
    } else if (!attribute.is_plain()) {
      const detail::Slot& slot = attribute.slot(instance);
      if (slot.has(detail::Slot::null) || !slot.has(detail::Slot::present)) {
        cells[place] = Cell::null_();
        continue;
      }
    }
    source.encoder(value, cells[place], scratch);
  }
}

namespace {

Table table_handle(const FromClause& table) {
  return Table(static_cast<const SchemaTable&>(table));
}

}  // namespace

Ptr<const PreparedStatement> link_insert(const FromClause& table,
                                         const std::vector<const ColumnClause*>& columns,
                                         const Connection& connection) {
  std::vector<std::string> keys;
  for (const ColumnClause* column : columns) keys.push_back(column->key_text());
  return prepare(insert(table_handle(table)), connection.dialect(), std::move(keys),
                 detail::schemas_of(connection));
}

Ptr<const PreparedStatement> link_delete(const FromClause& table,
                                         const std::vector<const ColumnClause*>& columns,
                                         const Connection& connection) {
  std::vector<Expr<bool>> conditions;
  for (const ColumnClause* column : columns) {
    conditions.push_back(expression_of(*column) ==
                         bindparam(column->key_text(), {.type = column->type()}));
  }
  return prepare(delete_(table_handle(table)).where(and_(conditions)), connection.dialect(), {},
                 detail::schemas_of(connection));
}

Ptr<const PreparedStatement> link_update(const FromClause& table,
                                         const std::vector<const ColumnClause*>& columns,
                                         const Connection& connection) {
  std::vector<Expr<bool>> conditions;
  std::vector<std::string> keys;
  for (const ColumnClause* column : columns) {
    keys.push_back(column->key_text());
    conditions.push_back(expression_of(*column) ==
                         bindparam(str_cat("old_", column->key_text()), {.type = column->type()}));
  }
  return prepare(update(table_handle(table)).where(and_(conditions)), connection.dialect(),
                 std::move(keys), detail::schemas_of(connection));
}

std::vector<std::size_t> link_places(const PreparedStatement& statement,
                                     const std::vector<const ColumnClause*>& columns) {
  std::vector<std::size_t> order;
  const Compiled& compiled = *statement.compiled();
  for (const std::uint32_t slot : compiled.positions()) {
    const std::string& key = compiled.binds()[slot].key;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string& name = columns[i]->key_text();
      if (key == name) order.push_back(i);
      if (key == str_cat("old_", name)) order.push_back(columns.size() + i);
    }
  }
  return order;
}

}  // namespace cupel
