#include <algorithm>
#include <utility>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/expression/select_handle.hpp"
#include "orm/loading/codecs_for.hpp"
#include "orm/loading/entity_statement.hpp"
#include "orm/loading/later_loaders.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

constexpr std::size_t kKeysPerStatement = 500;

using Key = std::vector<Value>;

/// `columns` IN the given keys.
ColumnPtr in_keys(const std::vector<ColumnPtr>& columns, std::span<const Key> keys) {
  if (columns.size() == 1) {
    std::vector<Value> values;
    values.reserve(keys.size());
    for (const Key& key : keys) values.push_back(key.front());
    return detail::in_values(columns.front(), std::move(values), false);
  }
  std::vector<Value> tuples;
  tuples.reserve(keys.size());
  for (const Key& key : keys) tuples.emplace_back(key);
  std::vector<Operand> parts;
  for (const ColumnPtr& column : columns) parts.emplace_back(Expr<Untyped>(column));
  return detail::in_values(make_tuple_expr(std::move(parts)).node(), std::move(tuples), false);
}

const OptionTree::Branch* branch_of(const EntityPlan::Later& later) {
  return later.options ? later.options->branch(*later.relationship->attribute()) : nullptr;
}

EntityCompiler::Entity target_entity(const EntityPlan::Later& later) {
  const OptionTree::Branch* const branch = branch_of(later);
  return {.mapper = &later.relationship->target(),
          .from = {},
          .options = branch ? Ptr<const OptionTree>(branch->below) : nullptr,
          .populate_existing = false,
          .eager_joins = true,
          .path = later.path};
}

std::size_t chunk_size(const EntityPlan::Later& later) {
  const OptionTree::Branch* const branch = branch_of(later);
  return branch && branch->chunk_size ? std::max<std::size_t>(*branch->chunk_size, 1)
                                      : kKeysPerStatement;
}

/// The rows of the other side that refer to the parents, found by the parents' keys.
class ByParentKey {
 public:
  ByParentKey(LoadContext& context, const EntityPlan::Later& later,
              std::span<Instance* const> parents)
      : context_(context),
        later_(later),
        relationship_(*later.relationship),
        attribute_(*relationship_.attribute()),
        parents_(parents) {}

  void load() {
    describe();
    for (Instance* parent : parents_) {
      context_.on_filled(*parent);
      if (attribute_.is_collection()) {
        set_committed_items(*parent, attribute_, {});
      } else {
        set_committed_object(*parent, attribute_, nullptr);
      }
    }
    const std::size_t step = chunk_size(later_);
    for (std::size_t at = 0; at < parents_.size(); at += step) {
      load_chunk(parents_.subspan(at, std::min(step, parents_.size() - at)));
    }
  }

 private:
  // Where the parents' key stands on the other side: in the child's table or the link table as
  // foreign key, or, when the relationship is joined in a way of its own, in the parent's table.
  void describe() {
    query_.entity = target_entity(later_);
    query_.order_by = relationship_.order_by();
    const auto& options = relationship_.options();
    const bool simple = !options.primaryjoin && !options.secondaryjoin &&
                        options.omit_join.value_or(true) &&
                        relationship_.direction() != Direction::many_to_one &&
                        std::ranges::all_of(relationship_.sync_pairs(), [](const SyncPair& pair) {
                          return pair.source->is_primary_key();
                        });
    if (simple) {
      for (const SyncPair& pair : relationship_.sync_pairs()) {
        key_properties_.push_back(pair.source);
        key_columns_.emplace_back(pair.dest_column);
      }
      if (relationship_.secondary()) {
        query_.from.push_back(FromPtr(make_ptr<Join>(relationship_.secondary(),
                                                     relationship_.target().selectable(),
                                                     relationship_.secondaryjoin(), false, false)));
      }
    } else {
      const FromPtr parent(make_ptr<Alias>(relationship_.parent().selectable()));
      for (const ColumnProperty* key : relationship_.parent().primary_key_properties()) {
        key_properties_.push_back(key);
        key_columns_.push_back(static_ptr_cast<const ColumnElement>(
            detail::corresponding(parent, *key->column())));
      }
      const JoinTargets joined = relationship_.join({.source = parent,
                                                     .target = {},
                                                     .alias_secondary = true,
                                                     .alias_target =
                                                         relationship_.is_self_referential(),
                                                     .extra = {}});
      if (relationship_.is_self_referential()) query_.entity.from = joined.target;
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
    std::vector<Key> keys;
    keys.reserve(parents.size());
    for (Instance* parent : parents) {
      Key key;
      for (const ColumnProperty* property : key_properties_) {
        key.push_back(get_value(*parent, *property->attribute()));
      }
      keys.push_back(std::move(key));
    }
    query_.criterion = in_keys(key_columns_, keys);
    const OptionTree::Branch* const branch = branch_of(later_);
    if (branch && branch->criterion) {
      query_.criterion = detail::both(query_.criterion, branch->criterion);
    }
    Connection& connection = context_.connection_for(relationship_.target());
    const EntityStatement statement = build_entity_statement(query_, connection.dialect());
    const CodecSet& codecs = codecs_for(relationship_.parent(), connection.dialect());
    Cursor cursor = connection.open(SelectHandle(statement.select));
    EntityLoader loader(context_, statement.plan);
    boost::unordered_flat_set<std::pair<const Instance*, const Instance*>> seen;
    const bool repeats = !statement.plan->joined().empty();
    while (const Cell* row = cursor.fetch()) {
      Instance* const child = loader.load(row);
      Instance* const parent = child ? find_parent(row, codecs) : nullptr;
      if (!parent) continue;
      if (repeats && !seen.emplace(parent, child).second) continue;
      if (attribute_.is_collection()) {
        append_committed_item(*parent, attribute_, *child);
      } else {
        set_committed_object(*parent, attribute_, child);
      }
    }
    cursor.close();
    loader.finish();
  }

  Instance* find_parent(const Cell* row, const CodecSet& codecs) {
    const Mapper& mapper = relationship_.parent();
    IdentityTable& parents = context_.identities(mapper);
    if (mapper.identity_kind() == IdentityKind::integer && row[0].kind == CellKind::integer) {
      return parents.find(row[0].integer);
    }
    Key values;
    for (std::size_t i = 0; i < key_properties_.size(); ++i) {
      values.push_back(decode_value(*codecs.impl(key_properties_[i]->slot()), row[i]));
    }
    return parents.find(mapper.identity_key(std::move(values)));
  }

  LoadContext& context_;
  const EntityPlan::Later& later_;
  const RelationshipProperty& relationship_;
  const Attribute& attribute_;
  std::span<Instance* const> parents_;
  EntityQuery query_;
  std::vector<const ColumnProperty*> key_properties_;
  std::vector<ColumnPtr> key_columns_;
};

/// The objects that many-to-one references mean, found by their own keys.
void load_targets(LoadContext& context, const EntityPlan::Later& later,
                  std::span<Instance* const> parents) {
  const RelationshipProperty& relationship = *later.relationship;
  const Mapper& target = relationship.target();
  const Attribute& attribute = *relationship.attribute();
  std::vector<std::pair<Instance*, IdentityKey>> wanted;
  std::vector<Key> keys;
  boost::unordered_flat_set<IdentityKey, std::hash<IdentityKey>> distinct;
  for (Instance* parent : parents) {
    context.on_filled(*parent);
    Key values;
    for (const ColumnProperty* property : relationship.get_key_properties()) {
      values.push_back(get_value(*parent, *property->attribute()));
    }
    IdentityKey key = target.identity_key(values);
    if (key.has_null()) {
      set_committed_object(*parent, attribute, nullptr);
      continue;
    }
    if (distinct.insert(key).second) keys.push_back(std::move(values));
    wanted.emplace_back(parent, std::move(key));
  }
  std::vector<ColumnPtr> key_columns;
  for (const auto& column : target.primary_key()) key_columns.emplace_back(column);
  const std::size_t step = chunk_size(later);
  for (std::size_t at = 0; at < keys.size(); at += step) {
    const std::span<const Key> chunk(keys.data() + at, std::min(step, keys.size() - at));
    EntityQuery query{.entity = target_entity(later), .criterion = in_keys(key_columns, chunk)};
    if (const OptionTree::Branch* branch = branch_of(later); branch && branch->criterion) {
      query.criterion = detail::both(query.criterion, branch->criterion);
    }
    Connection& connection = context.connection_for(target);
    const EntityStatement statement = build_entity_statement(query, connection.dialect());
    Cursor cursor = connection.open(SelectHandle(statement.select));
    load_all(context, cursor, statement.plan);
  }
  IdentityTable& identities = context.identities(target);
  for (const auto& [parent, key] : wanted) {
    set_committed_object(*parent, attribute, identities.find(key));
  }
}

}  // namespace

void load_selectin(LoadContext& context, const EntityPlan::Later& later,
                   std::span<Instance* const> parents) {
  if (later.relationship->use_get() &&
      later.relationship->direction() == Direction::many_to_one) {
    load_targets(context, later, parents);
  } else {
    ByParentKey(context, later, parents).load();
  }
}

void load_immediate(const EntityPlan::Later& later, std::span<Instance* const> parents) {
  for (Instance* parent : parents) ensure_loaded(*parent, *later.relationship->attribute());
}

void load_relationship(LoadContext& context, const EntityPlan::Later& later,
                       std::span<Instance* const> parents, bool overwrite) {
  const Attribute& attribute = *later.relationship->attribute();
  std::vector<Instance*> waiting;
  for (Instance* parent : parents) {
    if (overwrite || !attribute.slot(*parent).has(detail::Slot::present)) {
      waiting.push_back(parent);
    }
  }
  if (waiting.empty()) return;
  if (later.strategy == Lazy::immediate) {
    load_immediate(later, waiting);
  } else {
    load_selectin(context, later, waiting);
  }
}

}  // namespace cupel
