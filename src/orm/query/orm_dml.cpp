// INSERT, UPDATE and DELETE of mapped classes in a session.

#include <algorithm>
#include <optional>
#include <utility>

#include "cupel/dialect/dialect.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/orm/query/dml.hpp"
#include "cupel/orm/query/query.hpp"
#include "cupel/orm/query/query_events.hpp"
#include "cupel/orm/query/select_plan.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/cursor_core.hpp"
#include "orm/query/synchronize.hpp"

namespace cupel {

using detail::EntityDml;

// ---- the handles -------------------------------------------------------------------------------

namespace {

/// Values by attribute names become values by columns; other names stay, for the compiler to
/// refuse.
ValuesArg by_column(const Mapper& mapper, const ValuesArg& values) {
  const auto convert = [&](const ValueRow& row) {
    if (row.is_positional()) return row;
    std::vector<Assignment> named;
    for (const Assignment& one : row.named()) {
      const MapperProperty* property =
          one.target.element() ? nullptr : mapper.find_property(one.target.name());
      const auto* column = dynamic_cast<const ColumnProperty*>(property);
      if (column && !column->is_sql_expression()) {
        named.emplace_back(SetTarget(Expr<Untyped>(ColumnPtr(column->column()))), one.value);
      } else {
        named.push_back(one);
      }
    }
    return ValueRow(std::move(named));
  };
  if (!values.is_multiple()) {
    return values.rows().empty() ? values : ValuesArg(convert(values.rows().front()));
  }
  std::vector<ValueRow> rows;
  for (const ValueRow& row : values.rows()) rows.push_back(convert(row));
  return ValuesArg(std::move(rows));
}

const Ptr<const EntityFrom>& target_of(const ClassInfo& class_info) {
  return detail::entity_of(class_info);
}

}  // namespace

EntityInsert::EntityInsert(const ClassInfo& class_info)
    : EntityDml(cupel::insert(detail::table_of_entity(class_info)).element(),
                target_of(class_info)) {}
EntityInsert::EntityInsert(const ClassInfo& class_info, const Insert& statement)
    : EntityDml(statement.element(), target_of(class_info)) {
  const FromPtr& table = statement.statement().table();
  if (!target()->mapper().has_table(*table)) {
    throw ArgumentError(str_cat("insert<", class_info.name(), ">(): the statement inserts into '",
                                table->description(),
                                "', which does not hold the class; its table "
                                "is '",
                                target()->mapper().selectable()->description(), "'"));
  }
}
Insert EntityInsert::plain() const {
  return Insert(Ptr<const InsertState>(static_cast<const InsertState*>(element_.get())));
}
EntityInsert EntityInsert::with(const Insert& next) const {
  EntityInsert copy(*this);
  copy.become(next);
  return copy;
}
EntityInsert EntityInsert::values(const ValuesArg& values) const {
  return with(plain().values(by_column(target()->mapper(), values)));
}
EntityInsert EntityInsert::from_select(const std::vector<SetTarget>& names, Operand select,
                                       bool include_defaults) const {
  return with(plain().from_select(names, std::move(select), include_defaults));
}
EntityInsert EntityInsert::inline_() const {
  return with(plain().inline_());
}

EntityUpdate::EntityUpdate(const ClassInfo& class_info)
    : EntityDml(cupel::update(detail::table_of_entity(class_info)).element(),
                target_of(class_info)) {}
Update EntityUpdate::plain() const {
  return Update(Ptr<const UpdateState>(static_cast<const UpdateState*>(element_.get())));
}
EntityUpdate EntityUpdate::with(const Update& next) const {
  EntityUpdate copy(*this);
  copy.become(next);
  return copy;
}
EntityUpdate EntityUpdate::values(const ValuesArg& values) const {
  return with(plain().values(by_column(target()->mapper(), values)));
}
EntityUpdate EntityUpdate::ordered_values(std::vector<Assignment> values) const {
  const ValuesArg converted = by_column(target()->mapper(), ValuesArg(ValueRow(std::move(values))));
  return with(plain().ordered_values(converted.rows().front().named()));
}
EntityUpdate EntityUpdate::filter_by(const Parameters& equalities) const {
  return with(plain().filter_by(equalities));
}
EntityUpdate EntityUpdate::inline_() const {
  return with(plain().inline_());
}

EntityDelete::EntityDelete(const ClassInfo& class_info)
    : EntityDml(cupel::delete_(detail::table_of_entity(class_info)).element(),
                target_of(class_info)) {}
Delete EntityDelete::plain() const {
  return Delete(Ptr<const DeleteState>(static_cast<const DeleteState*>(element_.get())));
}
EntityDelete EntityDelete::with(const Delete& next) const {
  EntityDelete copy(*this);
  copy.become(next);
  return copy;
}
EntityDelete EntityDelete::filter_by(const Parameters& equalities) const {
  return with(plain().filter_by(equalities));
}

namespace detail {

FromExpr table_of_entity(const ClassInfo& class_info) {
  return FromExpr(entity_of(class_info)->mapper().selectable());
}

namespace {

const Value* option_of(const Executable& statement, const ExecutionOptions& options,
                       std::string_view name) {
  if (const Value* given = options.user.find(name)) return given;
  const Parameters* const own = statement.execution_options();
  return own ? own->find(name) : nullptr;
}

bool is_on(const Executable& statement, const ExecutionOptions& options, std::string_view name) {
  const Value* const given = option_of(statement, options, name);
  return given && given->as<bool>();
}

/// How a statement with parameters is executed: the execution option dml_strategy.
enum class DmlStrategy : std::uint8_t {
  bulk,  ///< the parameters are rows of the class, by attribute
  orm,   ///< the statement is executed as it is, and the session's objects follow
  raw,   ///< the statement is executed as it is, the parameters are columns; no object follows
};

DmlStrategy dml_strategy(const Executable& statement, const ExecutionOptions& options,
                         bool has_rows) {
  const Value* const given = option_of(statement, options, "dml_strategy");
  const std::string name = given && !given->is_null() ? given->as<std::string>() : "auto";
  if (name == "auto") return has_rows ? DmlStrategy::bulk : DmlStrategy::orm;
  if (name == "orm") return DmlStrategy::orm;
  if (name == "raw") return DmlStrategy::raw;
  if (name != "bulk") {
    throw ArgumentError(
        str_cat("Valid strategies for ORM insert strategy are 'raw', 'orm', 'bulk', 'auto'; the "
                "execution option dml_strategy is '",
                name, "'"));
  }
  if (!has_rows) {
    throw InvalidRequestError(
        "Can't use \"bulk\" ORM insert strategy without passing separate parameters");
  }
  return DmlStrategy::bulk;
}

/// Begins a statement, and makes of it what listeners and with_loader_criteria() want executed.
StatementContext begin_dml(Session& session, EntityDml& statement, const ExecutionOptions& options,
                           const Parameters* parameters) {
  const Mapper& mapper = statement.target()->mapper();
  StatementContext context = begin_orm_statement(session, statement, options, parameters, &mapper);
  const ElementPtr& wanted = context.replacement ? context.replacement : statement.element();
  if (wanted->kind() != ElementKind::insert) {
    statement = ElementOf::replaced(statement, dml_with_criteria(wanted, mapper));
  } else if (context.replacement) {
    statement = ElementOf::replaced(statement, context.replacement);
  }
  return context;
}

/// `statement` with these columns in its RETURNING.
template <class State>
ElementPtr returning_of(const ClauseElement& statement, const ColumnList& columns) {
  auto copy = make_ptr<State>(static_cast<const State&>(statement));
  copy->edit_common().returning = columns;
  copy->edit_common().raw_returning.assign(columns.begin(), columns.end());
  return copy;
}

/// Its RETURNING with the primary key first, as SQLAlchemy has it where objects or the rows of
/// parameters are told apart by the key. `places`: where that leaves what was asked for; empty:
/// where it was.
EntityDml with_key_first(const EntityDml& statement, std::vector<std::size_t>& places) {
  places.clear();
  const ColumnList& asked_for = statement.statement().returning();
  ColumnList returning;
  for (const auto& key : statement.target()->mapper().primary_key()) returning.emplace_back(key);
  const std::size_t keys = returning.size();
  bool moved = false;
  for (const ColumnPtr& column : asked_for) {
    std::size_t place = 0;
    while (place < keys && returning[place]->identity() != column->identity()) ++place;
    if (place == keys) {
      place = returning.size();
      returning.push_back(column);
    }
    moved |= place != places.size();
    places.push_back(place);
  }
  if (!moved && returning.size() == asked_for.size()) {
    places.clear();
    return statement;
  }
  switch (statement.element()->kind()) {
    case ElementKind::insert:
      return ElementOf::replaced(statement,
                                 returning_of<InsertState>(*statement.element(), returning));
    case ElementKind::update:
      return ElementOf::replaced(statement,
                                 returning_of<UpdateState>(*statement.element(), returning));
    default:
      return ElementOf::replaced(statement,
                                 returning_of<DeleteState>(*statement.element(), returning));
  }
}

// ---- INSERT of several rows --------------------------------------------------------------------

bool same_names(const Parameters& a, const Parameters& b) {
  return a.size() == b.size() && std::ranges::equal(a, b, {}, &Parameter::name, &Parameter::name);
}

/// The rows by column, neighbours with the same columns together.
std::vector<ParameterSets> grouped(const EntityDml& statement, const ParameterSets& rows,
                                   bool render_nulls) {
  std::vector<ParameterSets> groups;
  for (const Parameters& row : rows) {
    Parameters columns = columns_for_insert(statement.target()->mapper(), row, render_nulls);
    if (groups.empty() || !same_names(groups.back().front(), columns)) groups.emplace_back();
    groups.back().push_back(std::move(columns));
  }
  return groups;
}

std::vector<Cursor> insert_many_cursors(const StatementContext& context, const EntityDml& statement,
                                        const ParameterSets& rows);

/// Whether its values come with the execution, not from values() or a SELECT.
bool takes_parameters(const EntityDml& statement) {
  const auto& parts = as<InsertState>(*statement.element()).parts();
  return parts.values.empty() && parts.multi_values.empty() && !parts.values_set && !parts.select;
}

Result insert_many(const StatementContext& context, const EntityDml& given,
                   const ParameterSets& rows) {
  std::vector<std::size_t> places;
  const Parameters columns =
      rows.empty() ? Parameters()
                   : columns_for_insert(given.target()->mapper(), rows.front(),
                                        is_on(given, context.options, "render_nulls"));
  const bool returns_columns = !given.statement().returning().empty();
  const bool has_key =
      std::ranges::all_of(given.target()->mapper().primary_key(),
                          [&](const auto& key) { return columns.contains(key->key()); });
  const EntityDml statement = returns_columns && !has_key ? with_key_first(given, places) : given;
  if (!places.empty()) {
    std::vector<Result> results;
    for (Cursor& cursor : insert_many_cursors(context, statement, rows)) {
      cursor.select(places, cursor.meta().select(places));
      results.emplace_back(std::move(cursor), nullptr);
    }
    return results.size() == 1 ? std::move(results.front()) : Result::merge(std::move(results));
  }
  const bool render_nulls = is_on(statement, context.options, "render_nulls");
  const bool returns = !statement.statement().returning().empty();
  std::vector<Result> results;
  std::int64_t count = 0;
  for (const ParameterSets& group : grouped(statement, rows, render_nulls)) {
    Result result = group.size() == 1 && !statement.statement().common().sort_by_parameter_order
                        ? context.connection->execute(statement, group.front(), context.options)
                        : context.connection->execute(statement, group, context.options);
    if (result.rowcount() > 0) count += result.rowcount();
    if (returns) results.push_back(std::move(result));
  }
  if (results.size() == 1) return std::move(results.front());
  return returns && !results.empty() ? Result::merge(std::move(results))
                                     : Result::of_rowcount(count);
}

/// The rows written into the statement, so that their RETURNING can be read as objects.
std::vector<Cursor> insert_many_cursors(const StatementContext& context, const EntityDml& statement,
                                        const ParameterSets& rows) {
  const bool one_by_one = statement.statement().common().sort_by_parameter_order;
  const std::size_t limit = context.connection->dialect().traits().max_parameters;
  constexpr std::size_t kMostRows = 1000;
  std::vector<Cursor> cursors;
  for (const ParameterSets& group :
       grouped(statement, rows, is_on(statement, context.options, "render_nulls"))) {
    const std::size_t width = std::max<std::size_t>(1, group.front().size());
    std::size_t page = one_by_one ? 1 : kMostRows;
    if (limit != 0) page = std::min(page, std::max<std::size_t>(1, limit / width));
    for (std::size_t at = 0; at < group.size(); at += page) {
      const std::size_t end = std::min(at + page, group.size());
      if (end == at + 1) {
        cursors.push_back(context.connection->open(statement, group[at], context.options));
        continue;
      }
      const ParameterSets piece(group.begin() + static_cast<std::ptrdiff_t>(at),
                                group.begin() + static_cast<std::ptrdiff_t>(end));
      const Insert insert(
          Ptr<const InsertState>(static_cast<const InsertState*>(statement.element().get())));
      cursors.push_back(
          context.connection->open(insert.values(ValuesArg(piece)), {}, context.options));
    }
  }
  return cursors;
}

// ---- UPDATE and DELETE by criteria -------------------------------------------------------------

const ColumnList& criteria_of(const EntityDml& statement) {
  return statement.element()->kind() == ElementKind::update
             ? as<UpdateState>(*statement.element()).parts().where
             : as<DeleteState>(*statement.element()).parts().where;
}

/// The statement with RETURNING of the primary key, from whose rows the objects are found.
Executable with_key_returning(const EntityDml& statement, const Mapper& mapper) {
  const auto add = [&](auto handle) {
    for (const auto& key : mapper.primary_key()) {
      handle = std::move(handle).returning(Expr<Untyped>(ColumnPtr(key)));
    }
    return Executable(handle);
  };
  if (statement.element()->kind() == ElementKind::update) {
    return add(
        Update(Ptr<const UpdateState>(static_cast<const UpdateState*>(statement.element().get()))));
  }
  return add(
      Delete(Ptr<const DeleteState>(static_cast<const DeleteState*>(statement.element().get()))));
}

/// Runs `execute(statement)` with the objects of the session brought up to date.
template <class Execute>
auto synchronized(Session& session, const EntityDml& statement, const StatementContext& context,
                  Synchronize strategy, Execute&& execute) {
  const bool is_update = statement.element()->kind() == ElementKind::update;
  Synchronization objects(session, *context.context, statement.target()->mapper());
  if (strategy == Synchronize::evaluate) objects.match(criteria_of(statement));
  if (strategy == Synchronize::fetch) objects.fetch(context, criteria_of(statement));
  auto result = execute();
  if (is_update) {
    objects.update(as<UpdateState>(*statement.element()).parts().values);
  } else {
    objects.delete_();
  }
  return result;
}

bool can_return(const EntityDml& statement, const StatementContext& context) {
  const auto& traits = context.connection->dialect().traits();
  return statement.element()->kind() == ElementKind::update ? traits.update_returning
                                                            : traits.delete_returning;
}

/// Executes a statement with a RETURNING of its own, and finds the session's objects by the keys in
/// its rows, which are read before the caller reads them.
Cursor fetch_by_returning(Session& session, const EntityDml& given, const StatementContext& context,
                          const Parameters& parameters) {
  std::vector<std::size_t> places;
  const EntityDml statement = with_key_first(given, places);
  Cursor cursor = context.connection->open(statement, parameters, context.options);
  const Ptr<const ResultMeta> meta = cursor.shared_meta();
  const auto rows = std::make_shared<BufferedRows>(cursor.column_count());
  Synchronization objects(session, *context.context, statement.target()->mapper());
  const std::size_t keys = statement.target()->mapper().primary_key().size();
  while (const Cell* row = cursor.fetch()) {
    rows->add(row);
    std::vector<Value> key;
    for (std::size_t i = 0; i < keys; ++i) key.push_back(meta->decode(i, row[i]));
    objects.take_key(std::move(key));
  }
  cursor.close();
  if (statement.element()->kind() == ElementKind::update) {
    objects.update(as<UpdateState>(*statement.element()).parts().values);
  } else {
    objects.delete_();
  }
  Cursor kept = Cursor::of_rows(rows, meta);
  if (!places.empty()) kept.select(places, meta->select(places));
  return kept;
}

Result by_criteria(Session& session, const EntityDml& statement, const StatementContext& context,
                   Synchronize strategy, const Parameters& parameters) {
  const Mapper& mapper = statement.target()->mapper();
  const bool is_update = statement.element()->kind() == ElementKind::update;
  if (strategy == Synchronize::fetch && can_return(statement, context) &&
      !statement.statement().returning().empty()) {
    return Result(fetch_by_returning(session, statement, context, parameters), nullptr);
  }
  if (strategy == Synchronize::fetch && can_return(statement, context) &&
      statement.statement().returning().empty()) {
    Synchronization objects(session, *context.context, mapper);
    const std::int64_t count = objects.take_keys(context.connection->execute(
        with_key_returning(statement, mapper), parameters, context.options));
    if (is_update) {
      objects.update(as<UpdateState>(*statement.element()).parts().values);
    } else {
      objects.delete_();
    }
    return Result::of_rowcount(count);
  }
  return synchronized(session, statement, context, strategy, [&] {
    return context.connection->execute(statement, parameters, context.options);
  });
}

}  // namespace

Result execute_entity_dml(Session& session, const EntityDml& given, const Parameters& parameters,
                          const ParameterSets* sets, const ExecutionOptions& options) {
  EntityDml statement = given;
  const Mapper& mapper = statement.target()->mapper();
  const ElementKind verb = statement.element()->kind();
  const DmlStrategy how =
      dml_strategy(statement, options,
                   sets ? !sets->empty() : verb == ElementKind::insert && !parameters.empty());
  if (verb == ElementKind::insert) {
    const StatementContext context =
        begin_dml(session, statement, options, sets ? nullptr : &parameters);
    if (sets && how != DmlStrategy::bulk && !sets->empty()) {
      return context.connection->execute(statement, *sets, context.options);
    }
    if (sets) return insert_many(context, statement, *sets);
    const Parameters& row = context.parameters ? *context.parameters : parameters;
    if (!row.empty() && how == DmlStrategy::bulk && takes_parameters(statement)) {
      return insert_many(context, statement, {row});
    }
    return context.connection->execute(statement, row, context.options);
  }
  if (how == DmlStrategy::raw) {
    const StatementContext context =
        begin_dml(session, statement, options, sets ? nullptr : &parameters);
    if (sets) return context.connection->execute(statement, *sets, context.options);
    return context.connection->execute(
        statement, context.parameters ? *context.parameters : parameters, context.options);
  }
  const Value* const synchronize = option_of(statement, options, "synchronize_session");
  if (sets && how == DmlStrategy::orm && !sets->empty()) {
    const StatementContext context = begin_dml(session, statement, options, nullptr);
    return synchronized(
        session, statement, context, choose_strategy(synchronize, mapper, criteria_of(statement)),
        [&] { return context.connection->execute(statement, *sets, context.options); });
  }
  if (!sets) {
    static_cast<void>(choose_strategy(synchronize, mapper, criteria_of(statement)));
    const StatementContext context = begin_dml(session, statement, options, &parameters);
    const Synchronize strategy = choose_strategy(synchronize, mapper, criteria_of(statement));
    return by_criteria(session, statement, context, strategy,
                       context.parameters ? *context.parameters : parameters);
  }
  const Synchronize strategy = synchronize_option(synchronize);
  if (strategy == Synchronize::fetch) {
    throw InvalidRequestError(
        "The 'fetch' synchronization strategy is not available for 'bulk' ORM updates (i.e. "
        "multiple parameter sets)");
  }
  if (verb == ElementKind::delete_) {
    throw InvalidRequestError(
        "a DELETE of a mapped class takes criteria, not several sets of parameters: use "
        "delete_<T>().where(col(&T::id).in_({...}))");
  }
  if (!criteria_of(statement).empty()) {
    if (strategy != Synchronize::none) {
      throw InvalidRequestError(
          "bulk synchronize of persistent objects not supported when using bulk update with "
          "additional WHERE criteria right now.  add synchronize_session=None execution option to "
          "bypass synchronize of persistent objects.");
    }
    const StatementContext context = begin_dml(session, statement, options, nullptr);
    return context.connection->execute(statement, *sets, context.options);
  }
  const StatementContext context = begin_dml(session, statement, options, nullptr);
  bulk_update_rows(session, mapper, *sets);
  if (strategy != Synchronize::none) {
    Synchronization(session, *context.context, mapper).update_by_key(*sets);
  }
  return Result::of_rowcount(static_cast<std::int64_t>(sets->size()));
}

std::unique_ptr<OrmCursor> open_entity_dml(Session& session, const EntityDml& given,
                                           std::span<const Ptr<const EntityFrom>> entities,
                                           const Parameters& parameters, const ParameterSets* sets,
                                           const ExecutionOptions& options) {
  EntityDml statement = given;
  const Mapper& mapper = statement.target()->mapper();
  std::vector<Cursor> cursors;
  StatementContext context;
  if (statement.element()->kind() == ElementKind::insert) {
    context = begin_dml(session, statement, options, sets ? nullptr : &parameters);
    const Parameters& row = context.parameters ? *context.parameters : parameters;
    const bool by_parameters = !sets && !row.empty() && takes_parameters(statement);
    const ParameterSets one = by_parameters ? ParameterSets{row} : ParameterSets{};
    if (sets || by_parameters) {
      cursors = insert_many_cursors(context, statement, sets ? *sets : one);
    } else {
      cursors.push_back(context.connection->open(statement, row, context.options));
    }
  } else {
    if (sets) {
      throw InvalidRequestError(
          "RETURNING of entities is possible for several sets of parameters of an INSERT only; "
          "execute the statement once for each set");
    }
    const Value* const synchronize = option_of(statement, options, "synchronize_session");
    static_cast<void>(choose_strategy(synchronize, mapper, criteria_of(statement)));
    context = begin_dml(session, statement, options, &parameters);
    const Synchronize strategy = choose_strategy(synchronize, mapper, criteria_of(statement));
    const Parameters& given_parameters = context.parameters ? *context.parameters : parameters;
    if (strategy == Synchronize::fetch && can_return(statement, context)) {
      cursors.push_back(fetch_by_returning(session, statement, context, given_parameters));
    } else {
      cursors.push_back(synchronized(session, statement, context, strategy, [&] {
        return context.connection->open(statement, given_parameters, context.options);
      }));
    }
  }
  return std::make_unique<OrmCursor>(context, std::move(cursors), entities, statement);
}

namespace {

/// What a Query says by options(), as with_loader_criteria().
template <class State, class Handle>
Handle with_options_of(const SelectBase& query, const Handle& statement) {
  const auto& options = as<SelectState>(query).parts().rare->with_options;
  if (options.empty()) return statement;
  auto copy = make_ptr<State>(static_cast<const State&>(*statement.element()));
  copy->edit_common().with_options = options;
  return ElementOf::replaced(statement, copy);
}

}  // namespace

std::int64_t bulk_update(Session& session, const SelectBase& given,
                         std::vector<Assignment> assignments, const SynchronizeOptions& options) {
  QueryRewrite rewrite(session, SelectBasePtr(&given));
  rewrite.values() = std::move(assignments);
  query_events().before_compile_update.fire(rewrite);
  const SelectBasePtr rewritten = rewrite.statement().node();
  const SelectBase& query = *rewritten;
  const EntityFrom& entity = query_target(query, "update");
  EntityUpdate statement(entity.mapper().class_info());
  statement = statement.values(ValuesArg(ValueRow(std::move(rewrite.values()))));
  for (const ColumnPtr& criterion : as<SelectState>(query).parts().where) {
    statement = statement.where(Expr<bool>(criterion));
  }
  statement = with_options_of<UpdateState>(query, statement);
  ExecutionOptions execution;
  execution.set("synchronize_session", Value(options.synchronize_session));
  const std::int64_t count =
      execute_entity_dml(session, statement, {}, nullptr, execution).rowcount();
  after_bulk(session, entity.mapper(), false, count);
  return count;
}

std::int64_t bulk_delete(Session& session, const SelectBase& given,
                         const SynchronizeOptions& options) {
  QueryRewrite rewrite(session, SelectBasePtr(&given));
  query_events().before_compile_delete.fire(rewrite);
  const SelectBasePtr rewritten = rewrite.statement().node();
  const SelectBase& query = *rewritten;
  const EntityFrom& entity = query_target(query, "delete");
  EntityDelete statement(entity.mapper().class_info());
  for (const ColumnPtr& criterion : as<SelectState>(query).parts().where) {
    statement = statement.where(Expr<bool>(criterion));
  }
  statement = with_options_of<DeleteState>(query, statement);
  ExecutionOptions execution;
  execution.set("synchronize_session", Value(options.synchronize_session));
  const std::int64_t count =
      execute_entity_dml(session, statement, {}, nullptr, execution).rowcount();
  after_bulk(session, entity.mapper(), true, count);
  return count;
}

}  // namespace detail
}  // namespace cupel
