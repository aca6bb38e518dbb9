// UPDATE and DELETE of all rows that a Query's criteria match.

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/query/query.hpp"
#include "cupel/util/str_cat.hpp"
#include "orm/query/evaluator.hpp"

namespace cupel::detail {
namespace {

enum class Synchronize { evaluate, fetch, none };

/// A bulk UPDATE or DELETE of one class, and the objects of the session that it concerns.
class BulkRows {
 public:
  BulkRows(Session& session, const SelectBase& query, std::string_view method)
      : session_(session),
        parts_(as<SelectState>(query).parts()),
        entity_(single_entity(query, method)),
        mapper_(entity_.mapper()),
        evaluator_(mapper_) {
    refuse(parts_.row_limit.limit != nullptr, "limit");
    refuse(parts_.row_limit.offset != nullptr, "offset");
    refuse(!parts_.order_by.empty(), "order_by");
    refuse(!parts_.group_by.empty(), "group_by");
    refuse(parts_.distinct, "distinct");
    refuse(!parts_.setup_joins.empty(), "join");
    refuse(!parts_.from_obj.empty(), "select_from");
  }

  [[nodiscard]] const Mapper& mapper() const { return mapper_; }
  [[nodiscard]] FromExpr table() const { return FromExpr(entity_.from()); }
  [[nodiscard]] const ColumnList& criteria() const { return parts_.where; }
  [[nodiscard]] Evaluator& evaluator() { return evaluator_; }
  [[nodiscard]] const std::vector<ObjectRef>& matched() const { return matched_; }

  template <class Statement>
  std::int64_t execute(Statement statement) {
    for (const ColumnPtr& criterion : parts_.where) {
      statement = std::move(statement).where(Expr<bool>(criterion));
    }
    StatementContext context = begin_orm_statement(session_, statement, {});
    return context.connection->execute(statement, Parameters(), context.options).rowcount();
  }

  /// Finds the objects before the statement changes what they are found by.
  void find_objects(const SynchronizeOptions& options) {
    Synchronize strategy = strategy_for(options.synchronize_session);
    if (strategy == Synchronize::none) return;
    // What is pending belongs into the database first, and into the comparison.
    begin_orm_statement(session_, Executable(ElementPtr(&entity_)), {});
    if (strategy == Synchronize::fetch) {
      fetch();
      return;
    }
    for_each_object(session_, mapper_, [&](Instance& instance) {
      if (instance.is(Instance::marked_deleted)) return;
      bool matches = true;
      for (const ColumnPtr& criterion : parts_.where) {
        // An object that does not hold what decides is taken in: it is only made to load again.
        const auto value = evaluator_.evaluate(*criterion, instance);
        matches = matches && (!value || (!value->is_null() && value->as<bool>()));
      }
      if (matches) matched_.emplace_back(&instance);
    });
  }

 private:
  static void refuse(bool has_it, std::string_view what) {
    if (!has_it) return;
    throw InvalidRequestError(str_cat("Can't call Query.update() or Query.delete() when ", what,
                                      "() has been called"));
  }

  Synchronize strategy_for(std::string_view name) const {
    if (name == "none" || name == "false") return Synchronize::none;
    if (name == "fetch") return Synchronize::fetch;
    if (name != "auto" && name != "evaluate") {
      throw ArgumentError(str_cat("synchronize_session is one of \"auto\", \"evaluate\", \"fetch\" "
                                  "and \"none\", not \"",
                                  name, "\""));
    }
    for (const ColumnPtr& criterion : parts_.where) {
      if (evaluator_.can_evaluate(*criterion)) continue;
      if (name == "auto") return Synchronize::fetch;
      throw InvalidRequestError(
          str_cat("Could not evaluate current criteria in C++: '", to_string(*criterion),
                  "'; use synchronize_session = \"fetch\""));
    }
    return Synchronize::evaluate;
  }

  void fetch() {
    std::vector<Expr<Untyped>> keys;
    for (const auto& key : mapper_.primary_key()) keys.emplace_back(ColumnPtr(key));
    Select<> select = cupel::select(keys);
    for (const ColumnPtr& criterion : parts_.where) {
      select = std::move(select).where(Expr<bool>(criterion));
    }
    StatementContext context = begin_orm_statement(session_, select, {});
    IdentityTable& identities = context.context->identities(mapper_);
    for (const auto& row : context.connection->execute(select, Parameters(), context.options)) {
      std::vector<Value> values;
      for (std::size_t i = 0; i < keys.size(); ++i) values.push_back(row.field(i).value());
      if (Instance* found = identities.find(mapper_.identity_key(std::move(values)))) {
        matched_.emplace_back(found);
      }
    }
  }

  Session& session_;
  const SelectState::Parts& parts_;
  const EntityFrom& entity_;
  const Mapper& mapper_;
  Evaluator evaluator_;
  std::vector<ObjectRef> matched_;
};

/// What one value of an UPDATE does to the objects.
struct NewValue {
  const ColumnProperty* property;
  ColumnPtr expression;  // null: `value`
  Value value;
};

}  // namespace

std::int64_t bulk_update(Session& session, const SelectBase& query,
                         std::vector<Assignment> assignments, const SynchronizeOptions& options) {
  BulkRows rows(session, query, "update");
  std::vector<NewValue> values;
  std::vector<Assignment> by_column;
  for (Assignment& assignment : assignments) {
    const ColumnProperty* property = nullptr;
    if (assignment.target.element()) {
      property = rows.mapper().property_for_column(*assignment.target.element());
      if (property == nullptr) {
        throw InvalidRequestError(str_cat("Query.update(): '",
                                          to_string(*assignment.target.element()),
                                          "' is no column of ", rows.mapper().class_name()));
      }
    } else {
      property = &rows.mapper().column_property(assignment.target.name());
    }
    NewValue value{property, {}, assignment.value.value()};
    if (assignment.value.element()) {
      value.expression = coerce_expression(assignment.value, property->type());
    }
    values.push_back(std::move(value));
    by_column.emplace_back(SetTarget(Expr<Untyped>(ColumnPtr(property->column()))),
                           assignment.value);
  }
  rows.find_objects(options);
  struct Change {
    Instance* instance;
    const Attribute* attribute;
    std::optional<Value> value;
  };
  std::vector<Change> changes;
  for (const ObjectRef& object : rows.matched()) {
    Instance& instance = *object.instance();
    for (const NewValue& value : values) {
      const Attribute& attribute = *value.property->attribute();
      if (was_touched(instance, attribute)) continue;  // the pending change stays
      Change change{&instance, &attribute, value.value};
      if (value.expression) {
        change.value = rows.evaluator().can_evaluate(*value.expression)
                           ? rows.evaluator().evaluate(*value.expression, instance)
                           : std::nullopt;
      }
      changes.push_back(std::move(change));
    }
  }
  const std::int64_t count =
      rows.execute(cupel::update(rows.table()).values(ValueRow(std::move(by_column))));
  for (const Change& change : changes) {
    if (change.value) {
      set_committed_value(*change.instance, *change.attribute, *change.value);
    } else {
      Attribute* const attribute = const_cast<Attribute*>(change.attribute);
      expire(*change.instance, std::span<Attribute* const>(&attribute, 1));
    }
  }
  return count;
}

std::int64_t bulk_delete(Session& session, const SelectBase& query,
                         const SynchronizeOptions& options) {
  BulkRows rows(session, query, "delete");
  rows.find_objects(options);
  const std::int64_t count = rows.execute(cupel::delete_(rows.table()));
  std::vector<Instance*> gone;
  for (const ObjectRef& object : rows.matched()) gone.push_back(object.instance());
  rows_deleted(session, gone);
  return count;
}

}  // namespace cupel::detail
