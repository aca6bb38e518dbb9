#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/loading/key_loader.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/arena.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/schema_variant.hpp"
#include "orm/loading/attribute_loaders.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

/// The global criteria that go with objects to their own later loads of the relationship.
ColumnPtr lazy_criteria(const OptionTree& options, const RelationshipProperty& relationship) {
  const Mapper& target = relationship.target();
  ColumnPtr all;
  for (const auto& criteria : options.criteria()) {
    if (!criteria->propagate_to_loaders || !criteria->applies(target)) continue;
    if (relationship.has_aliased_target() && !criteria->include_aliases) continue;
    all = detail::both(all, criteria->condition(target));
  }
  return all;
}

/// The SELECT of one relationship's lazy load for one dialect, and what fills its parameters.
struct LazyStatement {
  /// `options`: of the query that made the parent; may be null. `values`: what stands in the places
  /// of the parameters, for a statement that others select from again; empty: parameters stay.
  LazyStatement(const RelationshipProperty& relationship, const Connection& connection,
                const OptionTree* options, std::span<const Value> values = {}) {
    const OptionTree::Branch* branch =
        options ? options->branch(*relationship.attribute()) : nullptr;
    ColumnPtr criterion = relationship.lazy_clause().criterion;
    if (!values.empty()) criterion = with_values(relationship.lazy_clause(), values);
    ColumnPtr more = branch ? branch->criterion : nullptr;
    if (options) more = detail::both(more, lazy_criteria(*options, relationship));
    criterion = detail::both(criterion, relationship.in_target(more));
    EntityQuery query;
    query.entity = entity_of_target(relationship);
    if (options) query.entity.options = options->target_options(branch);
    query.entity.path = {&relationship.parent()};
    query.criterion = criterion;
    query.order_by = relationship.order_by();
    query.label_style =
        relationship.lazy() == Lazy::dynamic ? LabelStyle::tablename_plus_col : LabelStyle::none;
    built = build_entity_statement(query, connection.dialect());
    prepared = compile_for(connection, *built.select);
    const Compiled& compiled = *prepared->compiled();
    for (const std::uint32_t slot : compiled.positions()) {
      const BindParameter* const bind = compiled.binds()[slot].bind;
      const auto& bound = relationship.lazy_clause().binds;
      const auto found = std::ranges::find(bound, bind, &LazyClause::Bound::bind);
      // A parameter that is none of the relationship's own brings its value with it.
      places.push_back(
          found == bound.end()
              ? Place{nullptr, bind}
              : Place{relationship.parent().property_for_column(*found->column), bind});
    }
  }

  static ColumnPtr with_values(const LazyClause& clause, std::span<const Value> values) {
    return static_ptr_cast<const ColumnElement>(visitors::replacement_traverse(
        *clause.criterion, [&](const ClauseElement& element) -> ElementPtr {
          if (element.kind() != ElementKind::bind) return {};
          for (std::size_t i = 0; i < clause.binds.size(); ++i) {
            if (clause.binds[i].bind != &element) continue;
            const auto& bind = as<BindParameter>(element);
            return make_ptr<BindParameter>("param", values[i], bind.type());
          }
          return {};
        }));
  }

  struct Place {
    const ColumnProperty* property;
    const BindParameter* bind;
  };
  EntityStatement built;
  Ptr<const PreparedStatement> prepared;
  std::vector<Place> places;
};

/// The statements of one mapper's relationships without options, by relationship.
class LazyStatements {
 public:
  const LazyStatement& get(const RelationshipProperty& relationship, const Connection& connection) {
    const std::scoped_lock lock(mutex_);
    auto& statement = statements_[&relationship];
    if (!statement) statement = std::make_unique<LazyStatement>(relationship, connection, nullptr);
    return *statement;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<const RelationshipProperty*, std::unique_ptr<LazyStatement>> statements_;
};

bool loads_by_subquery(const EntityPlan& plan) {
  return std::ranges::any_of(plan.later(),
                             [](const auto& later) { return later.strategy == Lazy::subquery; }) ||
         std::ranges::any_of(plan.joined(),
                             [](const auto& joined) { return loads_by_subquery(*joined.target); });
}

}  // namespace

void LazyLoader::refuse(Lazy strategy) const {
  throw InvalidRequestError(str_cat("'", relationship_.str(), "' is not available due to lazy='",
                                    lazy_name(strategy),
                                    "'; load it with the query, for example by selectinload()"));
}

void LazyLoader::throw_detached(const Instance& instance) const {
  throw DetachedInstanceError(
      str_cat("Parent instance ", instance_str(instance),
              " is not bound to a Session; lazy load operation of attribute '", relationship_.key(),
              "' cannot proceed. Load it while the session lives (selectinload(), or by reading "
              "it), or add "
              "the object to a session again"),
      "bhk3");
}

void LazyLoader::write(Instance& instance, const Attribute& attribute, Instance* object) {
  if (LoadContext* const context = LoadContext::of(instance)) context->on_filled(instance);
  if (attribute.is_reference()) {
    set_committed_object(instance, attribute, object);
  } else if (object) {
    set_committed_items(instance, attribute, {&object, 1});
  } else {
    set_committed_items(instance, attribute, {});
  }
}

// A many-to-one whose target may be in memory already.
LazyLoader::Found LazyLoader::find_by_key(LoadContext* context, Instance& instance, Lazy strategy,
                                          const OptionTree* options, Passive passive) {
  const Mapper& target = relationship_.target();
  std::vector<Value> values;
  bool any_set = false;
  for (const ColumnProperty* property : relationship_.get_key_properties()) {
    const Attribute& attribute = *property->attribute();
    if (ensure_loaded(instance, attribute, passive) == LoadResult::no_result) return {};
    const void* committed = has(passive, Passive::load_against_committed)
                                ? committed_value(instance, attribute)
                                : nullptr;
    values.push_back(committed ? attribute.ops()->to_value(committed)
                               : loaded_value(instance, attribute));
    any_set |= !values.back().is_null();
  }
  const bool incomplete = std::ranges::any_of(values, [](const Value& v) { return v.is_null(); });
  if (!any_set || (incomplete && !target.options().allow_partial_pks)) {
    return {LoadResult::present, nullptr};
  }
  if (!context) throw_detached(instance);
  const IdentityKey key = target.identity_key(std::move(values));
  IdentityTable& identities = context->identities(target);
  Instance* found = key.kind() == IdentityKind::integer
                        ? identities.find(std::get<std::int64_t>(key.key()))
                        : identities.find(key);
  if (found) {
    if (!found->is(Instance::expired)) return {LoadResult::present, found};
    if (!has(passive, Passive::sql_ok)) return {};
    if (!has(passive, Passive::related_object_ok)) return {LoadResult::present, found};
    try {
      for (const ColumnProperty* property : target.primary_key_properties()) {
        ensure_loaded(*found, *property->attribute());
      }
    } catch (const ObjectDeletedError&) {
      return {LoadResult::present, nullptr};
    }
    return {LoadResult::present, found};
  }
  if (!has(passive, Passive::sql_ok) || !has(passive, Passive::related_object_ok)) return {};
  if (strategy == Lazy::raise_on_sql && !has(passive, Passive::no_raise)) refuse(strategy);
  context->before_load(target, &relationship_, options);
  if (!has(passive, Passive::no_autoflush) && instance.is(Instance::has_key)) context->autoflush();
  context->on_lazy_load(relationship_);
  KeyLoadOptions load;
  if (options) load.options = options->target_options(options->branch(*relationship_.attribute()));
  found = key.kind() == IdentityKind::integer && !load.options
              ? load_by_key(*context, target, std::get<std::int64_t>(key.key()))
              : load_by_key(*context, target, key, load);
  return {LoadResult::present, found};
}

std::vector<Instance*> LazyLoader::find_rows(LoadContext& context, Instance& instance,
                                             const OptionTree* options, bool as_committed) {
  // A flush looks for the rows that still have the key from before a change.
  const auto key_of = [&](const ColumnProperty& property) {
    const Attribute& attribute = *property.attribute();
    const void* committed = as_committed ? committed_value(instance, attribute) : nullptr;
    return committed ? attribute.ops()->to_value(committed) : get_value(instance, attribute);
  };
  Connection& connection = context.connection_for(relationship_.target());
  std::unique_ptr<LazyStatement> own;
  const LazyStatement* statement = nullptr;
  if (options) {
    own = std::make_unique<LazyStatement>(relationship_, connection, options);
    statement = own.get();
  } else {
    statement = &relationship_.parent()
                     .extensions()
                     .get<LazyStatements>(detail::statement_variant(connection),
                                          [] { return std::make_unique<LazyStatements>(); })
                     .get(relationship_, connection);
  }
  std::vector<Value> values;
  bool any_set = statement->places.empty();
  for (const LazyStatement::Place& place : statement->places) {
    if (place.property) {
      values.push_back(key_of(*place.property));
      any_set |= !values.back().is_null();
    } else {
      values.push_back(place.bind->effective_value());
    }
  }
  if (!any_set) return {};
  context.on_lazy_load(relationship_);
  if (loads_by_subquery(*statement->built.plan)) {
    std::vector<Value> bound;
    for (const LazyClause::Bound& bind : relationship_.lazy_clause().binds) {
      bound.push_back(key_of(*relationship_.parent().property_for_column(*bind.column)));
    }
    own = std::make_unique<LazyStatement>(relationship_, connection, options, bound);
    statement = own.get();
    values.clear();
    for (const LazyStatement::Place& place : statement->places) {
      values.push_back(place.bind->effective_value());
    }
  }
  Arena scratch;
  std::vector<Cell> cells(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    statement->prepared->encode(i, values[i], cells[i], scratch);
  }
  Cursor cursor = connection.run(*statement->prepared, cells);
  return load_all(context, cursor, statement->built);
}

void LazyLoader::load_rows(LoadContext& context, Instance& instance, const OptionTree* options,
                           bool as_committed) {
  const Attribute& attribute = *relationship_.attribute();
  const std::vector<Instance*> found = find_rows(context, instance, options, as_committed);
  context.on_filled(instance);
  if (attribute.is_collection()) {
    set_committed_items(instance, attribute, found);
    return;
  }
  if (found.size() > 1) {
    warn(str_cat("Multiple rows returned with uselist=False for lazily-loaded attribute '",
                 relationship_.str(), "' "));
  }
  set_committed_object(instance, attribute, found.empty() ? nullptr : found.front());
}

LoadResult LazyLoader::load(Instance& instance, const Attribute& attribute, Passive passive) {
  const OptionTree* const options = options_of(instance);
  const OptionTree::Branch* const branch = options ? options->branch(attribute) : nullptr;
  const Lazy strategy =
      options ? options->strategy(attribute, relationship_.lazy()) : relationship_.lazy();
  if (strategy == Lazy::noload) {
    write(instance, attribute, nullptr);
    return LoadResult::present;
  }
  LoadContext* const context = LoadContext::of(instance);
  const bool pending = !instance.is(Instance::has_key);
  if (pending &&
      ((!relationship_.load_on_pending() && !instance.is(Instance::load_pending)) || !context)) {
    return LoadResult::no_value;
  }
  if (strategy == Lazy::write_only) return LoadResult::no_result;
  if (instance.is(Instance::fully_expired) && context && instance.persistent() &&
      has(passive, Passive::sql_ok)) {
    // What was given up together comes back together, this relationship included where it is loaded
    // eagerly.
    if (!has(passive, Passive::no_autoflush)) context->autoflush();
    load_expired(*context, instance);
    if (attribute.slot(instance).has(detail::Slot::present)) return LoadResult::present;
  }
  const bool use_get = relationship_.use_get() && !(branch && branch->criterion) &&
                       !(options && lazy_criteria(*options, relationship_));
  if ((!has(passive, Passive::sql_ok) && !use_get) ||
      (pending && !has(passive, Passive::non_persistent_ok))) {
    return LoadResult::no_result;
  }
  if (strategy == Lazy::raise && !has(passive, Passive::no_raise)) refuse(strategy);
  if (!context) {
    if (has(passive, Passive::no_raise)) return LoadResult::no_result;
    throw_detached(instance);
  }
  if (use_get) {
    const Found found = find_by_key(context, instance, strategy, options, passive);
    if (found.result == LoadResult::present) write(instance, attribute, found.object);
    return found.result;
  }
  if (!has(passive, Passive::related_object_ok)) return LoadResult::no_result;
  if (strategy == Lazy::raise_on_sql && !has(passive, Passive::no_raise)) refuse(strategy);
  context->before_load(relationship_.target(), &relationship_, options);
  if (!has(passive, Passive::no_autoflush) && !pending) context->autoflush();
  load_rows(*context, instance, options, has(passive, Passive::load_against_committed));
  return LoadResult::present;
}

LoadResult LazyLoader::load_original(Instance& instance, const Attribute&, Passive passive,
                                     Instance*& original) {
  original = nullptr;
  LoadContext* const context = LoadContext::of(instance);
  if (!context || !instance.is(Instance::has_key)) return LoadResult::no_result;
  if (!relationship_.use_get()) {
    if (!has(passive, Passive::sql_ok)) return LoadResult::no_result;
    const std::vector<Instance*> found = find_rows(*context, instance, options_of(instance), true);
    original = found.empty() ? nullptr : found.front();
    return LoadResult::present;
  }
  const Found found =
      find_by_key(context, instance, Lazy::select, options_of(instance),
                  passive | Passive::load_against_committed | Passive::no_autoflush);
  original = found.object;
  return found.result;
}

}  // namespace cupel
