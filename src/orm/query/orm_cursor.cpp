#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "cupel/dialect/dialect.hpp"
#include "cupel/engine/engine.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/orm/loading/entity_loader.hpp"
#include "cupel/orm/query/orm_result.hpp"
#include "cupel/orm/query/query.hpp"
#include "cupel/orm/query/select_plan.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/schema_variant.hpp"
#include "orm/loading/codecs_for.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

bool option_is_set(const Executable& statement, const ExecutionOptions& options,
                   std::string_view name, bool otherwise) {
  if (const Value* given = options.user.find(name)) return given->as<bool>();
  const Parameters* own = statement.execution_options();
  const Value* given = own ? own->find(name) : nullptr;
  return given == nullptr ? otherwise : given->as<bool>();
}

std::size_t chunk_size_of(const Executable& statement, const ExecutionOptions& options) {
  if (options.yield_per) return *options.yield_per;
  const Parameters* own = statement.execution_options();
  const Value* given = own ? own->find("yield_per") : nullptr;
  return given ? static_cast<std::size_t>(given->as<std::int64_t>()) : 0;
}

Parameters all_parameters(const Executable& statement, const Parameters& given) {
  Parameters all = statement.bound_params() ? *statement.bound_params() : Parameters();
  for (const Parameter& parameter : given) all.set(parameter.name, parameter.value);
  return all;
}

/// The place of a mapped column in the rows of any statement, or none. `alias`: of what stands for
/// its table; of an entity that another one contains, only a name with the table's in it counts.
std::optional<std::size_t> place_of(const ResultMeta& meta, const ColumnProperty& property,
                                    const FromPtr& alias, bool contained) {
  const ColumnClause* column = property.column();
  if (column != nullptr) {
    const ElementPtr wanted = alias ? detail::corresponding(alias, *column) : ElementPtr(column);
    const auto& columns = meta.columns();
    for (std::size_t i = 0; wanted && i < columns.size(); ++i) {
      for (const ElementPtr& object : columns[i].objects) {
        if (object->identity() == wanted->identity()) return i;
      }
    }
    const FromClause& table = alias ? *alias : *column->table();
    std::vector<std::string> names{str_cat(table.description(), "_", column->name().text())};
    if (!contained) names.insert(names.begin(), std::string(column->name().text()));
    for (const std::string& name : names) {
      const std::size_t at = meta.find(name);
      if (at < meta.size()) return at;
    }
  }
  if (contained) return std::nullopt;
  const std::size_t at = meta.find(property.key());
  return at < meta.size() ? std::optional<std::size_t>(at) : std::nullopt;
}

/// Reads one entity from rows that were not made for it.
class ForeignRows {
 public:
  ForeignRows(const ResultMeta& meta, const Dialect& dialect, bool populate_existing)
      : meta_(meta), dialect_(dialect), populate_existing_(populate_existing) {}

  Ptr<const EntityPlan> plan(const Mapper& mapper, const Ptr<const OptionTree>& options) {
    return plan_at(mapper, options, {}, {});
  }
  /// A contained collection repeats its parents.
  [[nodiscard]] bool multiplies_rows() const noexcept { return multiplies_rows_; }

 private:
  Ptr<EntityPlan> plan_at(const Mapper& mapper, const Ptr<const OptionTree>& options,
                          const FromPtr& alias, std::vector<const Mapper*> path) {
    auto plan = make_ptr<EntityPlan>(mapper, options);
    plan->set_populate_existing(populate_existing_);
    plan->set_depth(static_cast<std::uint32_t>(path.size()));
    const CodecSet& codecs = codecs_for(mapper, dialect_);
    for (const ColumnProperty* property : mapper.column_properties()) {
      if (property->attribute() == nullptr) continue;
      if (const auto place = place_of(meta_, *property, alias, !path.empty())) {
        plan->add_column(*property, codecs.decoder(property->slot()),
                         static_cast<std::uint16_t>(*place));
      } else if (property->is_primary_key()) {
        throw InvalidRequestError(
            str_cat("from_statement(): the statement yields no column '",
                    property->column()->name().text(), "', which is in the primary key of class '",
                    mapper.class_name(), "'; it yields ", join(meta_.keys(), ", ")));
      } else {
        plan->add_deferred(*property->attribute());
      }
    }
    path.push_back(&mapper);
    for (const RelationshipProperty* relationship : mapper.relationships()) {
      add_relationship(*plan, *relationship, options, path);
    }
    return plan;
  }

  // Nothing can be joined to a statement that is there: what would be, is left to lazy loads.
  void add_relationship(EntityPlan& plan, const RelationshipProperty& relationship,
                        const Ptr<const OptionTree>& options,
                        const std::vector<const Mapper*>& path) {
    const Attribute& attribute = *relationship.attribute();
    const OptionTree::Branch* const branch = options ? options->branch(attribute) : nullptr;
    if (branch && branch->contains_eager) {
      plan.add_joined(
          {&relationship,
           plan_at(relationship.target(), options->target_options(branch), branch->target, path)});
      if (relationship.uselist()) multiplies_rows_ = true;
      return;
    }
    const Lazy strategy =
        options ? options->strategy(attribute, relationship.lazy()) : relationship.lazy();
    if (strategy != Lazy::selectin && strategy != Lazy::immediate && strategy != Lazy::subquery) {
      return;
    }
    const bool asked_for = branch && branch->relationship && branch->strategy;
    if (!asked_for && std::ranges::find(path, &relationship.target()) != path.end()) return;
    EntityPlan::Later later;
    later.relationship = &relationship;
    later.strategy = strategy == Lazy::immediate ? Lazy::immediate : Lazy::selectin;
    later.options = options;
    later.path = path;
    plan.add_later(std::move(later));
  }

  const ResultMeta& meta_;
  const Dialect& dialect_;
  bool populate_existing_;
  bool multiplies_rows_ = false;
};

}  // namespace

struct OrmCursor::State {
  LoadContext& context;
  std::size_t chunk_size = 0;
  Cursor cursor{};
  std::vector<Cursor> more{};  // in reverse
  Ptr<const SelectPlan> plan{};
  std::vector<SelectPlan::Item> items{};
  Ptr<const ResultMeta> meta{};
  std::vector<std::unique_ptr<EntityLoader>> loaders{};
  bool needs_unique = false;
  bool unique = false;

  void start_loaders(const std::shared_ptr<const LoadSource>& source);
  std::size_t read(std::size_t most, FunctionRef<void(const Cell*)> row);
};

OrmCursor::OrmCursor(const detail::StatementContext& context, const Executable& statement,
                     const SelectPlanOptions& plan_options, const Parameters& parameters)
    : state_(new State{*context.context, chunk_size_of(statement, context.options)}) {
  State& state = *state_;
  const auto& select = as<SelectState>(*statement.element());
  const Dialect& dialect = context.connection->dialect();
  std::vector<const BindParameter*> extracted;
  state.plan = detail::find_select_plan(select, dialect, plan_options, extracted);
  state.items = state.plan->items();
  state.needs_unique = state.plan->needs_unique();
  state.cursor = context.connection->open_prepared(state.plan->prepared(), statement, extracted,
                                                   parameters, context.options);
  if (state.plan->needs_all_rows() && state.chunk_size != 0) {
    throw InvalidRequestError(
        "Can't use yield_per with eager loaders that require uniquing or row buffering, e.g. "
        "joinedload() against collections or subqueryload().  Consider the selectinload() strategy "
        "for better flexibility in loading objects.");
  }
  state.meta = state.cursor.shared_meta();
  std::shared_ptr<const LoadSource> source;
  if (state.plan->needs_all_rows()) {
    source = std::make_shared<LoadSource>(LoadSource{detail::has_criteria(select)
                                                         ? detail::with_criteria(select)
                                                         : Ptr<const SelectState>(&select),
                                                     all_parameters(statement, parameters)});
  }
  state.start_loaders(source);
}

OrmCursor::OrmCursor(const detail::StatementContext& context, const Executable& statement,
                     const SelectState& select, std::span<const Ptr<const EntityFrom>> entities,
                     const Parameters& parameters)
    : state_(new State{*context.context, chunk_size_of(statement, context.options),
                       context.connection->open(statement, parameters, context.options)}) {
  detail::check_options(select.parts());
  read_entities(context, entities, statement, &select.parts());
}

OrmCursor::OrmCursor(const detail::StatementContext& context, std::vector<Cursor> cursors,
                     std::span<const Ptr<const EntityFrom>> entities, const Executable& statement)
    : state_(new State{*context.context, chunk_size_of(statement, context.options),
                       std::move(cursors.front())}) {
  state_->more.assign(std::make_move_iterator(cursors.rbegin()),
                      std::make_move_iterator(cursors.rend() - 1));
  read_entities(context, entities, statement, nullptr);
}

void OrmCursor::read_entities(const detail::StatementContext& context,
                              std::span<const Ptr<const EntityFrom>> entities,
                              const Executable& statement, const SelectState::Parts* options) {
  State& state = *state_;
  state.meta = state.cursor.shared_meta();
  const bool populate = option_is_set(statement, context.options, "populate_existing", false);
  ForeignRows rows(*state.meta, context.connection->dialect(), populate);
  for (const auto& entity : entities) {
    const Mapper& mapper = entity->mapper();
    state.items.push_back(
        {rows.plan(mapper, options ? detail::options_for(*options, mapper, {}) : nullptr), 0,
         mapper.class_name()});
  }
  state.needs_unique = rows.multiplies_rows();
  state.start_loaders(nullptr);
}

OrmCursor::~OrmCursor() = default;

void OrmCursor::State::start_loaders(const std::shared_ptr<const LoadSource>& source) {
  const std::uint32_t stamp = context.next_load_stamp();
  loaders.resize(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].entity) {
      loaders[i] = std::make_unique<EntityLoader>(context, items[i].entity, stamp);
      if (source) loaders[i]->set_source(source);
    }
  }
}

std::size_t OrmCursor::cell_of(std::size_t item) const noexcept {
  return state_->items[item].cell;
}

std::size_t OrmCursor::chunk_size() const noexcept {
  return state_->chunk_size;
}

Instance* OrmCursor::object(std::size_t item, const Cell* row) {
  return state_->loaders[item]->load(row);
}

const ResultMeta& OrmCursor::meta() const noexcept {
  return *state_->meta;
}

std::size_t OrmCursor::rows_at_hand() const noexcept {
  return state_->cursor.rows_at_hand();
}

void OrmCursor::close() noexcept {
  state_->cursor.close();
  state_->more.clear();
}

void OrmCursor::promise_unique() noexcept {
  state_->unique = true;
}

std::vector<std::string> OrmCursor::keys() const {
  std::vector<std::string> keys;
  for (const SelectPlan::Item& item : state_->items) keys.push_back(item.key);
  return keys;
}

std::size_t OrmCursor::State::read(std::size_t most, FunctionRef<void(const Cell*)> row) {
  std::size_t count = 0;
  while (true) {
    count += cursor.read(most - count, row);
    if (count == most) return count;
    cursor.close();
    if (more.empty()) return count;
    cursor = std::move(more.back());
    more.pop_back();
  }
}

bool OrmCursor::read_chunk(FunctionRef<void(const Cell*)> row) {
  State& state = *state_;
  if (state.cursor.closed()) return false;
  if (state.needs_unique && !state.unique) detail::throw_unique_required();
  state.context.safe_point();
  state.context.begin_load();
  const auto end = on_exit([&] { state.context.end_load(); });
  const std::size_t count = state.read(state.chunk_size == 0 ? kAllRows : state.chunk_size, row);
  for (const auto& loader : state.loaders) {
    if (loader) loader->finish();
  }
  return count != 0;
}

namespace detail {

namespace {
std::atomic<const SessionGate*> session_gate{nullptr};
}

void install_session_gate(const SessionGate& gate) noexcept {
  session_gate = &gate;
}

StatementContext begin_orm_statement(Session& session, const Executable& statement,
                                     const ExecutionOptions& options, const Parameters* parameters,
                                     const Mapper* mapper) {
  return session_gate.load()->begin(session, statement, options, parameters, mapper);
}

ObjectRef get_by_key(Session& session, const ClassInfo& class_info, std::span<const Value> key) {
  return session_gate.load()->get(session, class_info, key);
}

void for_each_object(Session& session, const Mapper& mapper, FunctionRef<void(Instance&)> visit) {
  session_gate.load()->for_each(session, mapper, visit);
}

void rows_deleted(Session& session, std::span<Instance* const> instances) {
  session_gate.load()->rows_deleted(session, instances);
}

Parameters columns_for_insert(const Mapper& mapper, const Parameters& row, bool render_nulls) {
  return session_gate.load()->columns_for_insert(mapper, row, render_nulls);
}

void bulk_update_rows(Session& session, const Mapper& mapper, const ParameterSets& sets) {
  session_gate.load()->bulk_update(session, mapper, sets);
}

void after_bulk(Session& session, const Mapper& mapper, bool is_delete, std::int64_t rowcount) {
  session_gate.load()->after_bulk(session, mapper, is_delete, rowcount);
}

const Dialect* dialect_of(Session& session) {
  return session_gate.load()->dialect(session);
}

Session* session_of(Instance& instance) {
  return session_gate.load()->session_of(instance);
}

void throw_unique_required() {
  throw InvalidRequestError(
      "The unique() method must be invoked on this Result, as it contains results that need to be "
      "deduplicated: joined eager loads against collections repeat the rows of their parents");
}

std::unique_ptr<OrmCursor> open_orm(Session& session, const Executable& given,
                                    const Parameters& parameters, const ExecutionOptions& options) {
  const StatementContext context = begin_orm_statement(session, given, options, &parameters);
  const Executable statement = ElementOf::replaced(given, context.replacement);
  SelectPlanOptions plan_options;
  plan_options.populate_existing =
      option_is_set(statement, context.options, "populate_existing", false);
  plan_options.eager_joins = option_is_set(statement, context.options, "eager_joins", true);
  plan_options.schemas = context.options.schema_translate_map
                             ? *context.options.schema_translate_map
                             : detail::schemas_of(*context.connection);
  return std::make_unique<OrmCursor>(context, statement, plan_options,
                                     context.parameters ? *context.parameters : parameters);
}

std::unique_ptr<OrmCursor> open_orm_from(Session& session, const Executable& given,
                                         const SelectBasePtr& select,
                                         std::span<const Ptr<const EntityFrom>> entities,
                                         const Parameters& parameters,
                                         const ExecutionOptions& options) {
  const StatementContext context =
      begin_orm_statement(session, given, options, &parameters, &entities.front()->mapper());
  const Executable statement = ElementOf::replaced(given, context.replacement);
  return std::make_unique<OrmCursor>(
      context, statement, as<SelectState>(*select), entities,
      all_parameters(statement, context.parameters ? *context.parameters : parameters));
}

}  // namespace detail
}  // namespace cupel
