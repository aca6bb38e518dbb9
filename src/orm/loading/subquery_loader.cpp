#include <algorithm>
#include <utility>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/mapper/identity_key.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/extension_element.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/expression/select_handle.hpp"

#include "orm/loading/codecs_for.hpp"
#include "orm/loading/entity_statement.hpp"
#include "orm/loading/later_loaders.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

/// The columns of the parent's side, as they stand in `from` (null: the table).
ColumnList local_columns(const RelationshipProperty& relationship, const FromPtr& from) {
  ColumnList columns;
  for (const ColumnClause* column : relationship.join_condition().local_columns()) {
    ElementPtr found(column);
    if (from) found = detail::corresponding(from, *column);
    columns.push_back(static_ptr_cast<const ColumnElement>(found));
  }
  return columns;
}

/// True when the columns may repeat in the rows of their tables.
bool may_repeat(const ColumnList& columns) {
  const auto has = [&](const ColumnElement& key) {
    return std::ranges::any_of(columns,
                               [&](const ColumnPtr& c) { return c->identity() == key.identity(); });
  };
  return std::ranges::any_of(columns, [&](const ColumnPtr& column) {
    const FromClause* table = column->table();
    if (table == nullptr) return false;
    const auto key = table->primary_key();
    return !std::ranges::all_of(key, [&](const auto& c) { return has(*c); });
  });
}

/// The statement that the parents came from, reduced to the keys that the first relationship needs.
FromPtr parents_again(const LoadSource& source, const RelationshipProperty& first,
                      const FromPtr& start) {
  auto again = make_ptr<SelectState>(*source.statement);
  SelectState::Parts& parts = again->edit();
  if (parts.from_obj.empty()) {
    for (const ElementPtr& raw : source.statement->parts().raw_columns) {
      const auto add = [&](const FromClause* from) {
        // An entity stands for its table here.
        const auto* entity = dynamic_cast<const ExtensionFrom*>(from);
        const FromPtr wanted = entity ? entity->from_element() : FromPtr(from);
        if (std::ranges::find(parts.from_obj, wanted) == parts.from_obj.end()) {
          parts.from_obj.push_back(wanted);
        }
      };
      if (const FromClause* from = as_from(raw.get())) {
        add(from);
      } else if (const ColumnElement* column = as_column(raw.get())) {
        if (const FromClause* table = column->table()) add(table);
      }
    }
  }
  parts.columns = local_columns(first, start);
  parts.raw_columns.assign(parts.columns.begin(), parts.columns.end());
  SelectState::RareParts& rare = parts.rare.edit();
  rare.with_options.clear();
  rare.correlate_set = true;
  rare.correlate.clear();
  const auto& distinct = first.options().distinct_target_key;
  if (distinct.value_or(may_repeat(parts.columns))) parts.distinct = true;
  const auto& limit = parts.row_limit;
  if (!limit.limit && !limit.offset && !limit.fetch) parts.order_by.clear();
  parts.label_style = LabelStyle::tablename_plus_col;
  return FromPtr(make_ptr<Subquery>(SelectBasePtr(again)));
}

using Key = std::vector<Value>;

struct KeyHash {
  std::size_t operator()(const Key& key) const noexcept { return identity_hash(key); }
};

class SubqueryLoad {
 public:
  SubqueryLoad(const LaterLoad& load, std::span<Instance* const> parents)
      : load_(load), relationship_(*load.later.relationship), parents_(parents) {}

  void run() {
    LoadContext& context = load_.context;
    Connection& connection = context.connection_for(relationship_.target());
    const EntityStatement statement = build(connection.dialect());
    Cursor cursor = connection.open(SelectHandle(statement.select), load_.source->parameters);
    EntityLoader loader(context, statement.plan);
    loader.set_source(load_.source);
    const CodecSet& codecs = codecs_for(relationship_.parent(), connection.dialect());
    std::vector<std::pair<Key, std::vector<Instance*>>> found;
    const bool repeats = !statement.plan->joined().empty();
    boost::unordered_flat_set<std::pair<std::size_t, const Instance*>> seen;
    cursor.read(kAllRows, [&](const Cell* row) {
      Instance* const child = loader.load(row);
      if (!child) return;
      Key key;
      for (std::size_t i = 0; i < keys_.size(); ++i) {
        key.push_back(decode_value(*codecs.impl(keys_[i]->slot()), row[first_key_ + i]));
      }
      auto at = index_.find(key);
      if (at == index_.end()) {
        at = index_.emplace(key, found.size()).first;
        found.emplace_back(std::move(key), std::vector<Instance*>());
      }
      if (!repeats || seen.emplace(at->second, child).second) {
        found[at->second].second.push_back(child);
      }
    });
    cursor.close();
    loader.finish();
    for (Instance* parent : parents_) {
      Key key;
      for (const ColumnProperty* property : keys_) {
        key.push_back(get_value(*parent, *property->attribute()));
      }
      const auto at = index_.find(key);
      load_.set(*parent, at == index_.end() ? std::span<Instance* const>()
                                            : std::span<Instance* const>(found[at->second].second));
    }
  }

 private:
  EntityStatement build(const Dialect& dialect) {
    const auto& chain = load_.later.chain;
    FromPtr source = parents_again(*load_.source, *chain.front(), load_.later.chain_start);
    FromPtr from = source;
    FromPtr parent = source;
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const bool is_last = i + 1 == chain.size();
      if (is_last) parent = source;
      const JoinTargets join = chain[i]->join({.source = source,
                                               .target = {},
                                               .alias_secondary = true,
                                               .alias_target = !is_last,
                                               .extra = is_last ? load_.criterion() : nullptr});
      if (join.secondary) {
        from = FromPtr(make_ptr<Join>(from, join.secondary, join.primaryjoin, false, false));
        from = FromPtr(make_ptr<Join>(from, join.target, join.secondaryjoin, false, false));
      } else {
        from = FromPtr(make_ptr<Join>(from, join.target, join.primaryjoin, false, false));
      }
      source = join.target;
    }
    EntityQuery query;
    query.entity = load_.target();
    query.entity.chain = chain;
    query.entity.chain_start = load_.later.chain_start;
    query.from.push_back(from);
    query.order_by = relationship_.order_by();
    query.trailing_columns = local_columns(relationship_, parent);
    query.label_style = LabelStyle::tablename_plus_col;
    for (const ColumnClause* column : relationship_.join_condition().local_columns()) {
      keys_.push_back(&relationship_.parent().column_property_for(*column));
    }
    EntityStatement statement = build_entity_statement(query, dialect);
    first_key_ = statement.trailing_at;
    return statement;
  }

  const LaterLoad& load_;
  const RelationshipProperty& relationship_;
  std::span<Instance* const> parents_;
  std::vector<const ColumnProperty*> keys_;
  std::size_t first_key_ = 0;
  boost::unordered_flat_map<Key, std::size_t, KeyHash> index_;
};

}  // namespace

void load_subquery(const LaterLoad& load, std::span<Instance* const> parents) {
  // Without a statement to start from, the parents' keys do the same.
  if (!load.source) return load_selectin(load, parents);
  SubqueryLoad(load, parents).run();
}

}  // namespace cupel
