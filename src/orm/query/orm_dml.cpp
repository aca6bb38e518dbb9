// INSERT, UPDATE and DELETE of mapped classes in a session.

#include <algorithm>
#include <optional>
#include <utility>

#include "cupel/dialect/dialect.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/orm/query/dml.hpp"
#include "cupel/orm/query/query.hpp"
#include "cupel/orm/query/select_plan.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

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

Result insert_many(const StatementContext& context, const EntityDml& statement,
                   const ParameterSets& rows) {
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

Result by_criteria(Session& session, const EntityDml& statement, const StatementContext& context,
                   Synchronize strategy, const Parameters& parameters) {
  const Mapper& mapper = statement.target()->mapper();
  const bool is_update = statement.element()->kind() == ElementKind::update;
  const auto& traits = context.connection->dialect().traits();
  const bool can_return = is_update ? traits.update_returning : traits.delete_returning;
  if (strategy == Synchronize::fetch && can_return && statement.statement().returning().empty()) {
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
  if (verb == ElementKind::insert) {
    const StatementContext context =
        begin_dml(session, statement, options, sets ? nullptr : &parameters);
    if (sets) return insert_many(context, statement, *sets);
    return context.connection->execute(
        statement, context.parameters ? *context.parameters : parameters, context.options);
  }
  const Value* const synchronize = option_of(statement, options, "synchronize_session");
  if (!sets) {
    static_cast<void>(choose_strategy(synchronize, mapper, criteria_of(statement)));
    const StatementContext context = begin_dml(session, statement, options, &parameters);
    const Synchronize strategy = choose_strategy(synchronize, mapper, criteria_of(statement));
    return by_criteria(session, statement, context, strategy,
                       context.parameters ? *context.parameters : parameters);
  }
  const Synchronize strategy = synchronize_option(synchronize);
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
    if (sets) {
      cursors = insert_many_cursors(context, statement, *sets);
    } else {
      cursors.push_back(context.connection->open(
          statement, context.parameters ? *context.parameters : parameters, context.options));
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
    cursors.push_back(synchronized(session, statement, context, strategy, [&] {
      return context.connection->open(
          statement, context.parameters ? *context.parameters : parameters, context.options);
    }));
  }
  return std::make_unique<OrmCursor>(context, std::move(cursors), entities, statement);
}

namespace {

/// What a Query says by options(), as with_loader_criteria().
template <class State, class Handle>
Handle with_options_of(const SelectBase& query, const Handle& statement) {
  const auto& options = as<SelectState>(query).parts().with_options;
  if (options.empty()) return statement;
  auto copy = make_ptr<State>(static_cast<const State&>(*statement.element()));
  copy->edit_common().with_options = options;
  return ElementOf::replaced(statement, copy);
}

}  // namespace

std::int64_t bulk_update(Session& session, const SelectBase& query,
                         std::vector<Assignment> assignments, const SynchronizeOptions& options) {
  const EntityFrom& entity = query_target(query, "update");
  EntityUpdate statement(entity.mapper().class_info());
  statement = statement.values(ValuesArg(ValueRow(std::move(assignments))));
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

std::int64_t bulk_delete(Session& session, const SelectBase& query,
                         const SynchronizeOptions& options) {
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
