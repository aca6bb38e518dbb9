#include "orm/query/synchronize.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/loading/load_context.hpp"
#include "cupel/orm/query/query.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::detail {

Synchronize synchronize_option(const Value* option) {
  if (!option) return Synchronize::auto_;
  if (option->is_null() || (option->kind() == ValueKind::boolean && !option->boolean())) {
    return Synchronize::none;
  }
  if (option->kind() == ValueKind::text) {
    const std::string_view name = option->text();
    if (name == "auto") return Synchronize::auto_;
    if (name == "evaluate") return Synchronize::evaluate;
    if (name == "fetch") return Synchronize::fetch;
    if (name == "none" || name == "false") return Synchronize::none;
  }
  throw ArgumentError(
      str_cat("Valid strategies for session synchronization are 'auto', 'evaluate', 'fetch', "
              "false; not ",
              option->repr()));
}

Synchronize choose_strategy(const Value* option, const Mapper& mapper, const ColumnList& criteria) {
  const Synchronize wanted = synchronize_option(option);
  if (wanted != Synchronize::auto_ && wanted != Synchronize::evaluate) return wanted;
  const Evaluator evaluator(mapper);
  for (const ColumnPtr& criterion : criteria) {
    if (evaluator.can_evaluate(*criterion)) continue;
    if (wanted == Synchronize::auto_) return Synchronize::fetch;
    throw InvalidRequestError(
        str_cat("Could not evaluate current criteria in C++: '", to_string(*criterion),
                "'. Specify 'fetch' or false for the synchronize_session execution option."));
  }
  return Synchronize::evaluate;
}

const EntityFrom& query_target(const SelectBase& query, std::string_view method) {
  const SelectState::Parts& parts = as<SelectState>(query).parts();
  const auto refuse = [](bool has_it, std::string_view what) {
    if (!has_it) return;
    throw InvalidRequestError(
        str_cat("Can't call Query.update() or Query.delete() when ", what, "() has been called"));
  };
  const EntityFrom& entity = single_entity(query, method);
  refuse(parts.row_limit.limit != nullptr, "limit");
  refuse(parts.row_limit.offset != nullptr, "offset");
  refuse(!parts.order_by.empty(), "order_by");
  refuse(!parts.group_by.empty(), "group_by");
  refuse(parts.distinct, "distinct");
  refuse(!parts.setup_joins.empty(), "join");
  refuse(!parts.from_obj.empty(), "select_from");
  return entity;
}

// ---- finding -----------------------------------------------------------------------------------

void Synchronization::match(const ColumnList& criteria) {
  for_each_object(session_, mapper_, [&](Instance& instance) {
    bool matches = true;
    bool sure = true;
    for (const ColumnPtr& criterion : criteria) {
      const auto value = evaluator_.evaluate(*criterion, instance);
      if (!value) {
        sure = false;
      } else if (value->is_null() || !value->as<bool>()) {
        matches = false;
      }
    }
    if (matches) (sure ? matched_ : unsure_).emplace_back(&instance);
  });
}

void Synchronization::fetch(const StatementContext& context, const ColumnList& criteria) {
  std::vector<Expr<Untyped>> keys;
  for (const auto& key : mapper_.primary_key()) keys.emplace_back(ColumnPtr(key));
  Select<> select = cupel::select(keys);
  for (const ColumnPtr& criterion : criteria) {
    select = std::move(select).where(Expr<bool>(criterion));
  }
  take_keys(context.connection->execute(select, Parameters(), context.options));
}

void Synchronization::take_key(std::vector<Value> key) {
  if (Instance* found = context_.identities(mapper_).find(mapper_.identity_key(std::move(key)))) {
    matched_.emplace_back(found);
  }
}

std::int64_t Synchronization::take_keys(Result rows) {
  std::int64_t count = 0;
  for (const auto& row : rows) {
    ++count;
    std::vector<Value> key;
    for (std::size_t i = 0; i < mapper_.primary_key().size(); ++i) {
      key.push_back(row.field(i).value());
    }
    take_key(std::move(key));
  }
  return count;
}

// ---- following ---------------------------------------------------------------------------------

// A pending change of the object's own would be flushed over the new value, or be mistaken for it;
// it is given up, and loaded when asked for.
void Synchronization::apply(Instance& instance, std::span<const NewValue> values) {
  std::vector<const Attribute*> set;
  std::vector<Attribute*> stale;
  for (const NewValue& one : values) {
    const Attribute& attribute = *one.attribute;
    if (!attribute.is_plain() && !attribute.slot(instance).has(Slot::present)) continue;
    if (one.value && !was_touched(instance, attribute)) {
      set_committed_value(instance, attribute, *one.value);
      set.push_back(&attribute);
    } else {
      stale.push_back(const_cast<Attribute*>(&attribute));
    }
  }
  if (!stale.empty()) expire(instance, stale);
  const auto& refreshed = mapper_.events().refresh;
  if (!set.empty() && !refreshed.empty()) refreshed.fire(instance, set);
}

void Synchronization::update(std::span<const DmlValue> values) {
  struct Assigned {
    const Attribute* attribute;
    const ColumnPtr* expression;
    bool evaluable;
  };
  std::vector<Assigned> assigned;
  for (const DmlValue& value : values) {
    const ColumnProperty* property = nullptr;
    if (value.column) {
      property = mapper_.property_for_column(*value.column);
    } else {
      property = dynamic_cast<const ColumnProperty*>(mapper_.find_property(value.name));
    }
    if (!property || !property->attribute()) continue;
    assigned.push_back({property->attribute(), &value.value,
                        value.value && evaluator_.can_evaluate(*value.value)});
  }
  std::ranges::move(unsure_, std::back_inserter(matched_));
  std::vector<NewValue> changes;
  for (const ObjectRef& object : matched_) {
    Instance& instance = *object.instance();
    changes.clear();
    // All are computed before the first is set: they mean the row as it was.
    for (const Assigned& one : assigned) {
      changes.push_back({one.attribute, one.evaluable
                                            ? evaluator_.evaluate(**one.expression, instance)
                                            : std::nullopt});
    }
    apply(instance, changes);
  }
}

void Synchronization::delete_() {
  std::vector<Instance*> gone;
  for (const ObjectRef& object : matched_) gone.push_back(object.instance());
  rows_deleted(session_, gone);
  for (const ObjectRef& object : unsure_) expire(*object.instance());
}

void Synchronization::update_by_key(const ParameterSets& sets) {
  IdentityTable& identities = context_.identities(mapper_);
  std::vector<NewValue> changes;
  for (const Parameters& set : sets) {
    std::vector<Value> key;
    for (const ColumnProperty* property : mapper_.primary_key_properties()) {
      key.push_back(set[property->key()]);
    }
    Instance* const found = identities.find(mapper_.identity_key(std::move(key)));
    if (!found) continue;
    changes.clear();
    for (const Parameter& one : set) {
      const auto* property = dynamic_cast<const ColumnProperty*>(mapper_.find_property(one.name));
      if (!property || property->is_primary_key() || !property->attribute()) continue;
      changes.push_back({property->attribute(), one.value});
    }
    apply(*found, changes);
  }
}

}  // namespace cupel::detail
