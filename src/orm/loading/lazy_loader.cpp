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
#include "cupel/util/arena.hpp"
#include "cupel/util/str_cat.hpp"
#include "orm/loading/attribute_loaders.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

/// The SELECT of one relationship's lazy load for one dialect, and what fills its parameters.
struct LazyStatement {
  LazyStatement(const RelationshipProperty& relationship, const Dialect& dialect,
                const OptionTree::Branch* branch) {
    ColumnPtr criterion = relationship.lazy_clause().criterion;
    if (branch && branch->criterion) criterion = detail::both(criterion, branch->criterion);
    built = build_entity_statement(
        {.entity = {.mapper = &relationship.target(),
                    .from = {},
                    .options = branch ? Ptr<const OptionTree>(branch->below) : nullptr,
                    .populate_existing = false,
                    .eager_joins = true,
                    .path = {&relationship.parent()}},
         .criterion = criterion,
         .order_by = relationship.order_by()},
        dialect);
    prepared = PreparedStatement::compile(*built.select, dialect);
    const Compiled& compiled = *prepared->compiled();
    for (const std::uint32_t slot : compiled.positions()) {
      const BindParameter* const bind = compiled.binds()[slot].bind;
      const auto& bound = relationship.lazy_clause().binds;
      const auto found = std::ranges::find(bound, bind, &LazyClause::Bound::bind);
      // A parameter that is none of the relationship's own brings its value with it.
      places.push_back(found == bound.end()
                           ? Place{nullptr, bind}
                           : Place{relationship.parent().property_for_column(*found->column),
                                   bind});
    }
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
  const LazyStatement& get(const RelationshipProperty& relationship, const Dialect& dialect) {
    const std::scoped_lock lock(mutex_);
    auto& statement = statements_[&relationship];
    if (!statement) statement = std::make_unique<LazyStatement>(relationship, dialect, nullptr);
    return *statement;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<const RelationshipProperty*, std::unique_ptr<LazyStatement>> statements_;
};

const OptionTree::Branch* branch_for(const Instance& instance, const Attribute& attribute) {
  const InstanceRecord* record = instance.record_if_any();
  if (!record || !record->load_options) return nullptr;
  return static_cast<const OptionTree&>(*record->load_options).branch(attribute);
}

}  // namespace

void LazyLoader::refuse(Lazy strategy) const {
  throw InvalidRequestError(str_cat("'", relationship_.str(), "' is not available due to lazy='",
                                    lazy_name(strategy),
                                    "'; load it with the query, for example by selectinload()"));
}

void LazyLoader::throw_detached(const Instance& instance) const {
  throw DetachedInstanceError(str_cat(
      "Parent instance ", instance_str(instance),
      " is not bound to a Session; lazy load operation of attribute '", relationship_.key(),
      "' cannot proceed. Load it while the session lives (selectinload(), or by reading it), or add "
      "the object to a session again"), "bhk3");
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
                                          const OptionTree::Branch* branch, Passive passive) {
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
  if (!has(passive, Passive::no_autoflush) && instance.is(Instance::has_key)) context->autoflush();
  KeyLoadOptions options;
  if (branch) options.options = branch->below;
  found = key.kind() == IdentityKind::integer && !options.options
              ? load_by_key(*context, target, std::get<std::int64_t>(key.key()))
              : load_by_key(*context, target, key, options);
  return {LoadResult::present, found};
}

void LazyLoader::load_rows(LoadContext& context, Instance& instance,
                           const OptionTree::Branch* branch) {
  const Attribute& attribute = *relationship_.attribute();
  Connection& connection = context.connection_for(relationship_.target());
  const Dialect& dialect = connection.dialect();
  std::unique_ptr<LazyStatement> own;
  const LazyStatement* statement = nullptr;
  if (branch && (branch->below || branch->criterion)) {
    own = std::make_unique<LazyStatement>(relationship_, dialect, branch);
    statement = own.get();
  } else {
    statement = &relationship_.parent()
                     .extensions()
                     .get<LazyStatements>(dialect.id(),
                                          [] { return std::make_unique<LazyStatements>(); })
                     .get(relationship_, dialect);
  }
  std::vector<Value> values;
  bool any_set = statement->places.empty();
  for (const LazyStatement::Place& place : statement->places) {
    if (place.property) {
      values.push_back(get_value(instance, *place.property->attribute()));
      any_set |= !values.back().is_null();
    } else {
      values.push_back(place.bind->effective_value());
    }
  }
  if (!any_set) {
    write(instance, attribute, nullptr);
    return;
  }
  Arena scratch;
  std::vector<Cell> cells(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    statement->prepared->encode(i, values[i], cells[i], scratch);
  }
  Cursor cursor = connection.run(*statement->prepared, cells);
  const std::vector<Instance*> found = load_all(context, cursor, statement->built.plan);
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
  const OptionTree::Branch* const branch = branch_for(instance, attribute);
  const Lazy strategy = branch && branch->strategy ? *branch->strategy : relationship_.lazy();
  if (strategy == Lazy::noload) {
    write(instance, attribute, nullptr);
    return LoadResult::present;
  }
  LoadContext* const context = LoadContext::of(instance);
  const bool pending = !instance.is(Instance::has_key);
  if (pending && ((!relationship_.load_on_pending() && !instance.is(Instance::load_pending)) ||
                  !context)) {
    return LoadResult::no_value;
  }
  const bool use_get = relationship_.use_get() && !(branch && branch->criterion);
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
    const Found found = find_by_key(context, instance, strategy, branch, passive);
    if (found.result == LoadResult::present) write(instance, attribute, found.object);
    return found.result;
  }
  if (!has(passive, Passive::related_object_ok)) return LoadResult::no_result;
  if (strategy == Lazy::raise_on_sql && !has(passive, Passive::no_raise)) refuse(strategy);
  if (!has(passive, Passive::no_autoflush) && !pending) context->autoflush();
  load_rows(*context, instance, branch);
  return LoadResult::present;
}

LoadResult LazyLoader::load_original(Instance& instance, const Attribute& attribute,
                                     Passive passive, Instance*& original) {
  original = nullptr;
  LoadContext* const context = LoadContext::of(instance);
  if (!relationship_.use_get() || !context || !instance.is(Instance::has_key)) {
    return LoadResult::no_result;
  }
  const Found found =
      find_by_key(context, instance, Lazy::select, branch_for(instance, attribute),
                  passive | Passive::load_against_committed | Passive::no_autoflush);
  original = found.object;
  return found.result;
}

}  // namespace cupel
