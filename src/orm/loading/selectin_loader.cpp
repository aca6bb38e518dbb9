#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/expression/select_handle.hpp"

#include "orm/loading/codecs_for.hpp"
#include "orm/loading/entity_statement.hpp"
#include "orm/loading/later_loaders.hpp"
#include "orm/relationships/alias_of.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

constexpr std::size_t kKeysPerStatement = 500;

/// A key as one element of an IN list; of several columns, a tuple.
Value element_of(std::vector<Value> key) {
  return key.size() == 1 ? std::move(key.front()) : Value(std::move(key));
}
Value element_of(const IdentityKey& key) {
  const auto* const integer = std::get_if<std::int64_t>(&key.key());
  return integer ? Value(*integer) : element_of(key.values());
}

/// `columns` IN the given keys.
ColumnPtr in_keys(const ColumnList& columns, std::vector<Value> keys) {
  if (columns.size() == 1) return detail::in_values(columns.front(), std::move(keys), false);
  std::vector<Operand> parts;
  for (const ColumnPtr& column : columns) parts.emplace_back(Expr<Untyped>(column));
  return detail::in_values(make_tuple_expr(std::move(parts)).node(), std::move(keys), false);
}

std::size_t chunk_size(const LaterLoad& load) {
  const OptionTree::Branch* const branch = load.branch();
  return branch && branch->chunk_size ? std::max<std::size_t>(*branch->chunk_size, 1)
                                      : kKeysPerStatement;
}

/// Children that come in any order, grouped by their parents in the end: in two lists, without one
/// for each parent.
class Families {
 public:
  explicit Families(std::span<Instance* const> parents)
      : parents_(parents), counts_(parents.size()) {}

  /// A parent that is not among those given is left out.
  void add(const Instance& parent, Instance& child) {
    if (place_ >= parents_.size() || parents_[place_] != &parent) {
      place_ = find(parent);
      if (place_ == parents_.size()) return;
    }
    ++counts_[place_];
    children_.push_back(&child);
    places_.push_back(static_cast<std::uint32_t>(place_));
  }

  /// Calls `visit(Instance& parent, children)` for all parents, also those without children.
  template <class F>
  void for_each(F&& visit) {
    const std::vector<Instance*> grouped = this->grouped();
    std::span<Instance* const> rest(grouped);
    for (std::size_t i = 0; i < parents_.size(); ++i) {
      visit(*parents_[i], rest.first(counts_[i]));
      rest = rest.subspan(counts_[i]);
    }
  }

 private:
  // Most rows come family by family, in the order of the parents.
  std::size_t find(const Instance& parent) {
    const std::size_t next = children_.empty() ? 0 : place_ + 1;
    if (next < parents_.size() && parents_[next] == &parent) return next;
    if (index_.empty()) {
      index_.reserve(parents_.size());
      for (std::size_t i = 0; i < parents_.size(); ++i) index_.emplace(parents_[i], i);
    }
    const auto found = index_.find(&parent);
    return found == index_.end() ? parents_.size() : found->second;
  }

  std::vector<Instance*> grouped() {
    if (std::ranges::is_sorted(places_)) return std::move(children_);
    std::vector<std::size_t> next(parents_.size());
    std::exclusive_scan(counts_.begin(), counts_.end(), next.begin(), std::size_t{0});
    std::vector<Instance*> grouped(children_.size());
    for (std::size_t i = 0; i < children_.size(); ++i) grouped[next[places_[i]]++] = children_[i];
    return grouped;
  }

  std::span<Instance* const> parents_;
  std::vector<std::size_t> counts_;
  std::vector<Instance*> children_;
  std::vector<std::uint32_t> places_;  // of the children's parents
  std::size_t place_ = 0;              // of the last one
  boost::unordered_flat_map<const Instance*, std::size_t> index_;
};

/// The rows of the other side that refer to the parents, found by the parents' keys.
class ByParentKey {
 public:
  ByParentKey(const LaterLoad& load, std::span<Instance* const> parents)
      : load_(load),
        context_(load.context),
        relationship_(*load.later.relationship),
        parents_(parents),
        identities_(context_.identities(relationship_.parent())),
        integer_keys_(relationship_.parent().identity_kind() == IdentityKind::integer) {}

  void load() {
    describe();
    const std::size_t step = chunk_size(load_);
    for (std::size_t at = 0; at < parents_.size(); at += step) {
      load_chunk(parents_.subspan(at, std::min(step, parents_.size() - at)));
    }
  }

 private:
  // Where the parents' key stands on the other side: in the child's table or the link table as
  // foreign key, or, when the relationship is joined in a way of its own, in the parent's table.
  void describe() {
    query_.entity = load_.target();
    query_.order_by = relationship_.order_by();
    query_.label_style = LabelStyle::none;
    const auto& options = relationship_.options();
    const bool simple = relationship_.direction() != Direction::many_to_one &&
                        options.omit_join.value_or(relationship_.refers_to_parent_key());
    if (simple) {
      for (const ColumnProperty* key : relationship_.parent().primary_key_properties()) {
        for (const ColumnPair& pair : relationship_.local_remote_pairs()) {
          if (pair.local != key->column()) continue;
          key_properties_.push_back(key);
          key_columns_.emplace_back(pair.remote);
          break;
        }
      }
      if (relationship_.secondary()) {
        query_.from.emplace_back(make_ptr<Join>(
            relationship_.secondary(), relationship_.target_from(),
            detail::both(relationship_.secondaryjoin(), load_.criterion()), false, false));
      } else {
        criterion_ = load_.criterion();
      }
    } else {
      const FromPtr parent = detail::alias_of(relationship_.parent().selectable());
      for (const ColumnProperty* key : relationship_.parent().primary_key_properties()) {
        key_properties_.push_back(key);
        key_columns_.push_back(
            static_ptr_cast<const ColumnElement>(detail::corresponding(parent, *key->column())));
      }
      const JoinTargets joined = relationship_.join({.source = parent,
                                                     .target = {},
                                                     .alias_secondary = true,
                                                     .alias_target = false,
                                                     .extra = load_.criterion()});
      FromPtr from = parent;
      if (joined.secondary) {
        from = FromPtr(make_ptr<Join>(from, joined.secondary, joined.primaryjoin, false, false));
        from = FromPtr(make_ptr<Join>(from, joined.target, joined.secondaryjoin, false, false));
      } else {
        from = FromPtr(make_ptr<Join>(from, joined.target, joined.primaryjoin, false, false));
      }
      query_.from.push_back(from);
    }
    query_.leading_columns = key_columns_;
  }

  void load_chunk(std::span<Instance* const> parents) {
    std::vector<Value> keys;
    keys.reserve(parents.size());
    for (Instance* parent : parents) {
      // The identity tells the key, also where its members are expired.
      keys.push_back(element_of(context_.identity_of(*parent)));
    }
    query_.criterion = detail::both(in_keys(key_columns_, std::move(keys)), criterion_);
    const EntityQuery limited = with_top();
    context_.before_load(relationship_.target(), &relationship_, load_.later.options.get());
    Connection& connection = context_.connection_for(relationship_.target());
    const EntityStatement statement = build_entity_statement(limited, connection.dialect());
    const CodecSet& codecs = codecs_for(relationship_.parent(), connection.dialect());
    Cursor cursor = connection.open(SelectHandle(statement.select));
    EntityLoader loader(context_, statement.plan);
    loader.set_source(std::make_shared<LoadSource>(LoadSource{statement.source, {}}));
    Families families(parents);
    boost::unordered_flat_set<std::pair<const Instance*, const Instance*>> seen;
    const bool repeats = !statement.plan->joined().empty();
    cursor.read(kAllRows, [&](const Cell* row) {
      Instance* const child = loader.load(row);
      Instance* const parent = child ? find_parent(row, codecs) : nullptr;
      if (!parent) return;
      if (repeats && !seen.emplace(parent, child).second) return;
      families.add(*parent, *child);
    });
    cursor.close();
    loader.finish();
    families.for_each([&](Instance& parent, std::span<Instance* const> children) {
      load_.set(parent, children);
    });
  }

  // With top(n): the rows are numbered within each parent, and those beyond n left out.
  EntityQuery with_top() const {
    const OptionTree::Branch* const branch = load_.branch();
    if (!branch || !branch->top) return query_;
    auto numbered = make_ptr<SelectState>();
    auto& parts = numbered->edit();
    for (const ColumnPtr& key : key_columns_) parts.columns.push_back(key);
    ColumnList target_key;
    for (const auto& key : relationship_.target().primary_key()) {
      target_key.push_back(relationship_.in_target(ColumnPtr(key)));
    }
    for (const ColumnPtr& key : target_key) {
      const bool known = std::ranges::any_of(
          parts.columns, [&](const ColumnPtr& c) { return c->identity() == key->identity(); });
      if (!known) parts.columns.push_back(key);
    }
    std::vector<Operand> partition;
    for (const ColumnPtr& key : key_columns_) partition.emplace_back(ElementPtr(key));
    std::vector<Operand> order;
    for (const ColumnPtr& by : query_.order_by) order.emplace_back(ElementPtr(by));
    if (order.empty()) {
      for (const ColumnPtr& key : target_key) order.emplace_back(ElementPtr(key));
    }
    const auto number = func::row_number().over(
        {.partition_by = std::move(partition), .order_by = std::move(order)});
    parts.columns.push_back(number.label("cupel_rank").node());
    parts.raw_columns.assign(parts.columns.begin(), parts.columns.end());
    parts.where.push_back(query_.criterion);
    parts.from_obj = query_.from;
    const FromPtr ranked(make_ptr<Subquery>(SelectBasePtr(numbered)));

    EntityQuery limited = query_;
    limited.leading_columns.clear();
    for (const ColumnPtr& key : key_columns_) {
      limited.leading_columns.emplace_back(ranked->corresponding_column(*key));
    }
    ColumnPtr on;
    for (const ColumnPtr& key : target_key) {
      on = detail::both(std::move(on),
                        detail::operate(Operator::eq, key,
                                        Operand(ElementPtr(ranked->corresponding_column(*key)))));
    }
    limited.criterion = detail::operate(Operator::le, ColumnPtr(ranked->find_column("cupel_rank")),
                                        Operand(static_cast<std::int64_t>(*branch->top)));
    limited.from = {FromPtr(make_ptr<Join>(ranked, relationship_.target_from(), on, false, false))};
    return limited;
  }

  Instance* find_parent(const Cell* row, const CodecSet& codecs) {
    const Mapper& mapper = relationship_.parent();
    const Cell& first = row[0];
    if (integer_keys_ && first.kind == CellKind::integer) {
      if (!last_parent_ || first.integer != last_key_) {
        last_parent_ = identities_.find(first.integer);
        last_key_ = first.integer;
      }
      return last_parent_;
    }
    std::vector<Value> values;
    for (std::size_t i = 0; i < key_properties_.size(); ++i) {
      values.push_back(decode_value(*codecs.impl(key_properties_[i]->slot()), row[i]));
    }
    return identities_.find(mapper.identity_key(std::move(values)));
  }

  const LaterLoad& load_;
  LoadContext& context_;
  const RelationshipProperty& relationship_;
  std::span<Instance* const> parents_;
  IdentityTable& identities_;  // of the parents
  bool integer_keys_;
  Instance* last_parent_ = nullptr;  // most rows of one parent follow each other
  std::int64_t last_key_ = 0;
  EntityQuery query_;
  ColumnPtr criterion_;  // beside the keys
  std::vector<const ColumnProperty*> key_properties_;
  ColumnList key_columns_;
};

/// The objects that many-to-one references mean, found by their own keys. False, with nothing done,
/// when a parent does not have its foreign key in memory.
bool load_targets(const LaterLoad& load, std::span<Instance* const> parents) {
  LoadContext& context = load.context;
  const RelationshipProperty& relationship = *load.later.relationship;
  const Mapper& target = relationship.target();
  std::vector<std::pair<Instance*, IdentityKey>> wanted;
  std::vector<Instance*> without;
  std::vector<Value> keys;
  boost::unordered_flat_set<IdentityKey, std::hash<IdentityKey>> distinct;
  for (Instance* parent : parents) {
    std::vector<Value> values;
    for (const ColumnProperty* property : relationship.get_key_properties()) {
      const Attribute& attribute = *property->attribute();
      if (ensure_loaded(*parent, attribute, Passive::no_fetch) == LoadResult::no_result) {
        return false;
      }
      values.push_back(loaded_value(*parent, attribute));
    }
    IdentityKey key = target.identity_key(values);
    if (key.has_null()) {
      without.push_back(parent);
      continue;
    }
    if (distinct.insert(key).second) keys.push_back(element_of(std::move(values)));
    wanted.emplace_back(parent, std::move(key));
  }
  ColumnList key_columns;
  for (const auto& column : target.primary_key()) key_columns.emplace_back(column);
  const ColumnPtr criterion = load.criterion();
  const std::size_t step = chunk_size(load);
  boost::unordered_flat_set<const Instance*> found;
  for (std::size_t at = 0; at < keys.size(); at += step) {
    const std::span<const Value> chunk(keys.data() + at, std::min(step, keys.size() - at));
    EntityQuery query;
    query.entity = load.target();
    query.criterion = detail::both(in_keys(key_columns, {chunk.begin(), chunk.end()}), criterion);
    query.order_by = relationship.order_by();
    query.label_style = LabelStyle::none;
    context.before_load(target, &relationship, load.later.options.get());
    Connection& connection = context.connection_for(target);
    const EntityStatement statement = build_entity_statement(query, connection.dialect());
    Cursor cursor = connection.open(SelectHandle(statement.select));
    for (const Instance* instance : load_all(context, cursor, statement)) found.insert(instance);
  }
  IdentityTable& identities = context.identities(target);
  for (const auto& [parent, key] : wanted) {
    Instance* const known = identities.find(key);
    if (known && found.contains(known)) {
      load.set(*parent, {&known, 1});
    } else {
      load.set(*parent, {});
    }
  }
  for (Instance* parent : without) load.set(*parent, {});
  return true;
}

}  // namespace

void load_selectin(const LaterLoad& load, std::span<Instance* const> parents) {
  const RelationshipProperty& relationship = *load.later.relationship;
  const bool by_target = relationship.use_get() &&
                         relationship.direction() == Direction::many_to_one &&
                         relationship.options().omit_join.value_or(true);
  if (by_target && load_targets(load, parents)) return;
  ByParentKey(load, parents).load();
}

}  // namespace cupel
