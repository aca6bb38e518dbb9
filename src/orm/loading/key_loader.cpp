#include "cupel/orm/loading/key_loader.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <mutex>

#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/util/arena.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/schema_variant.hpp"
#include "orm/loading/codecs_for.hpp"
#include "orm/loading/entity_statement.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

/// WHERE the primary key is what will be given, column by column. `key`: of a key with NULLs, for
/// which there are no parameters.
ColumnPtr key_criterion(const Mapper& mapper, const KeyLoadOptions& options = {},
                        std::span<const Value> key = {}) {
  std::vector<Expr<bool>> conditions;
  std::size_t number = 0;
  for (const auto& column : mapper.primary_key()) {
    const Expr<Untyped> expression{ColumnPtr(column)};
    const std::size_t at = number++;
    if (at < key.size() && key[at].is_null()) {
      conditions.push_back(expression == nullptr);
      continue;
    }
    conditions.push_back(expression == bindparam(str_cat("pk_", number), {.type = column->type()}));
  }
  ColumnPtr all = conditions.size() == 1 ? conditions.front().node() : and_(conditions).node();
  // A global criterion holds for rows that are looked up, not for those of known objects.
  if (options.options && !options.refreshed) {
    all = detail::both(std::move(all), options.options->criteria_for(mapper, false));
  }
  return all;
}

/// The SELECT by key of one mapper for one dialect, and what it takes to run it.
struct KeyStatement {
  KeyStatement(const Mapper& mapper, const Connection& connection, const KeyLoadOptions& options,
               std::span<const Value> key_with_nulls = {})
      : built(build_entity_statement({.entity = {.mapper = &mapper,
                                                 .from = {},
                                                 .options = options.options,
                                                 .populate_existing = options.populate_existing,
                                                 .eager_joins = options.eager,
                                                 .path = {},
                                                 .only = options.only,
                                                 .refreshes = options.refreshed != nullptr},
                                      .criterion = key_criterion(mapper, options, key_with_nulls),
                                      .for_update = options.for_update},
                                     connection.dialect())),
        prepared(compile_for(connection, *built.select)) {
    if (mapper.identity_kind() == IdentityKind::integer && key_with_nulls.empty()) {
      integer = prepared->encoder<std::int64_t>(0);
    }
  }

  EntityStatement built;
  Ptr<const PreparedStatement> prepared;
  Encoder integer;
};

const KeyStatement& standard_statement(const Mapper& mapper, const Connection& connection) {
  return mapper.extensions().get<KeyStatement>(detail::statement_variant(connection), [&] {
    return std::make_unique<KeyStatement>(mapper, connection, KeyLoadOptions{});
  });
}

/// The statements that reload objects of one mapper on one dialect, by what of them is reloaded.
/// After each commit an object that is used again needs one, and objects are used in few ways.
class RefreshStatements {
 public:
  /// Null when there are too many ways by now: the caller makes one for itself.
  const KeyStatement* find_or_make(const Mapper& mapper, const Connection& connection,
                                   const KeyLoadOptions& options) {
    const std::scoped_lock lock(mutex_);
    for (const Known& known : known_) {
      if (known.eager == options.eager && known.only == options.only) return known.statement.get();
    }
    if (known_.size() == kMost) return nullptr;
    auto made = std::make_unique<KeyStatement>(mapper, connection, options);
    known_.push_back({options.only, options.eager, std::move(made)});
    return known_.back().statement.get();
  }

 private:
  static constexpr std::size_t kMost = 32;
  struct Known {
    std::vector<const ColumnProperty*> only;
    bool eager;
    std::unique_ptr<const KeyStatement> statement;
  };
  std::mutex mutex_;
  std::vector<Known> known_;
};

/// The kept statement for a reload that depends on nothing but the columns; null for others.
const KeyStatement* kept_refresh(const Mapper& mapper, const Connection& connection,
                                 const KeyLoadOptions& options) {
  if (!options.refreshed || options.options || options.populate_existing || options.for_update) {
    return nullptr;
  }
  return mapper.extensions()
      .get<RefreshStatements>(detail::statement_variant(connection),
                              [] { return std::make_unique<RefreshStatements>(); })
      .find_or_make(mapper, connection, options);
}

Instance* run(LoadContext& context, Connection& connection, const KeyStatement& statement,
              std::span<const Cell> parameters, std::span<const Value> values,
              Instance* refreshed = nullptr) {
  Cursor cursor = connection.run(*statement.prepared, parameters);
  EntityLoader loader(context, statement.built.plan);
  if (refreshed) loader.refresh(*refreshed);
  if (!statement.built.plan->later().empty() || !statement.built.plan->joined().empty()) {
    auto source = std::make_shared<LoadSource>(LoadSource{statement.built.source, {}});
    for (std::size_t i = 0; i < values.size(); ++i) {
      source->parameters.set(str_cat("pk_", i + 1), values[i]);
    }
    loader.set_source(std::move(source));
  }
  Instance* found = nullptr;
  // Further rows could only be of the same object, and say more where they join collections.
  const bool one_row = statement.built.plan->joined().empty();
  while (const Cell* row = cursor.fetch()) {
    if (Instance* const instance = loader.load(row)) found = instance;
    if (found && one_row) break;
  }
  cursor.close();
  loader.finish();
  return found;
}

/// One cell for each place of the statement: of the key, or what a further parameter holds.
std::vector<Cell> key_cells(const KeyStatement& statement, const IdentityKey& key, Arena& scratch,
                            std::vector<Value>& values, std::deque<Value>& others) {
  values = key.values();
  const Compiled& compiled = *statement.prepared->compiled();
  const auto positions = compiled.positions();
  std::vector<Cell> cells(positions.size());
  for (std::size_t place = 0; place < positions.size(); ++place) {
    const BindSlot& slot = compiled.binds()[positions[place]];
    std::size_t part = 0;
    while (part < values.size() && slot.key != str_cat("pk_", part + 1)) ++part;
    const Value& value =
        part < values.size() ? values[part] : others.emplace_back(slot.bind->effective_value());
    statement.prepared->encode(place, value, cells[place], scratch);
  }
  return cells;
}

}  // namespace

Instance* load_by_key(LoadContext& context, const Mapper& mapper, std::int64_t key) {
  Connection& connection = context.connection_for(mapper);
  const KeyStatement& statement = standard_statement(mapper, connection);
  if (statement.prepared->compiled()->positions().size() != 1) {
    return load_by_key(context, mapper, mapper.identity_key({Value(key)}));
  }
  Arena scratch;
  std::array<Cell, 1> cells;
  statement.integer(&key, cells[0], scratch);
  const Value value(key);
  return run(context, connection, statement, cells, {&value, 1});
}

Instance* load_by_key(LoadContext& context, const Mapper& mapper, const IdentityKey& key,
                      const KeyLoadOptions& options) {
  Connection& connection = context.connection_for(mapper);
  Arena scratch;
  std::vector<Value> values;
  std::deque<Value> others;
  const bool standard = !options.options && !options.populate_existing && !options.for_update &&
                        options.only.empty() && !options.refreshed && !key.has_null();
  if (standard) {
    const KeyStatement& statement = standard_statement(mapper, connection);
    const std::vector<Cell> cells = key_cells(statement, key, scratch, values, others);
    return run(context, connection, statement, cells, values);
  }
  if (!key.has_null()) {
    if (const KeyStatement* const kept = kept_refresh(mapper, connection, options)) {
      const std::vector<Cell> cells = key_cells(*kept, key, scratch, values, others);
      return run(context, connection, *kept, cells, values, options.refreshed);
    }
  }
  if (key.has_null()) values = key.values();
  const KeyStatement statement(mapper, connection, options, values);
  const std::vector<Cell> cells = key_cells(statement, key, scratch, values, others);
  return run(context, connection, statement, cells, values, options.refreshed);
}

bool refresh_expired(LoadContext& context, Instance& instance,
                     std::vector<const ColumnProperty*> columns) {
  const Mapper& mapper = *instance.class_info().mapper();
  KeyLoadOptions options;
  if (const InstanceRecord* record = instance.record_if_any(); record && record->load_options) {
    options.options =
        Ptr<const OptionTree>(static_cast<const OptionTree*>(record->load_options.get()));
  }
  options.only = std::move(columns);
  options.refreshed = &instance;
  options.eager = instance.is(Instance::fully_expired);
  return load_by_key(context, mapper, context.identity_of(instance), options) != nullptr;
}

void load_columns(LoadContext& context, Instance& instance,
                  std::span<const ColumnProperty* const> properties) {
  if (properties.empty()) return;
  const Mapper& mapper = *instance.class_info().mapper();
  const IdentityKey key = context.identity_of(instance);
  Connection& connection = context.connection_for(mapper);
  auto select = make_ptr<SelectState>();
  auto& parts = select->edit();
  for (const ColumnProperty* property : properties) {
    parts.columns.push_back(property->select_expression());
  }
  parts.raw_columns.assign(parts.columns.begin(), parts.columns.end());
  if (std::ranges::all_of(properties, [](const auto* p) { return p->is_sql_expression(); })) {
    parts.from_obj.push_back(mapper.selectable());
  }
  parts.where.push_back(key_criterion(mapper));
  Parameters parameters;
  const std::vector<Value> values = key.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    parameters.set(str_cat("pk_", i + 1), values[i]);
  }
  Cursor cursor = connection.open(SelectHandle(SelectBasePtr(select)), parameters);
  const Cell* row = cursor.fetch();
  if (!row) {
    throw ObjectDeletedError(str_cat("Instance '", instance_str(instance),
                                     "' has been deleted, or its row is otherwise not present. "
                                     "Expunge the object, or roll back if the row should exist"));
  }
  const CodecSet& codecs = codecs_for(mapper, connection.dialect());
  std::vector<const Attribute*> filled;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const Attribute& attribute = *properties[i]->attribute();
    codecs.decoder(properties[i]->slot())(row[i], attribute.value(instance));
    if (!attribute.is_plain()) mark_loaded(instance, attribute);
    filled.push_back(&attribute);
  }
  context.on_filled(instance);
  mapper.events().refresh.fire(instance, filled);
}

}  // namespace cupel
