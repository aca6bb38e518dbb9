#include "cupel/orm/loading/entity_compiler.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "cupel/dialect/dialect.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/expression/label.hpp"
#include "cupel/sql/expression/operators.hpp"
#include "cupel/sql/expression/unary.hpp"
#include "cupel/sql/traversal/visitors.hpp"

#include "orm/loading/aliased_rows.hpp"
#include "orm/loading/codecs_for.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

/// `expression`, made for the table of an entity, as it reads for what stands for that table.
ColumnPtr adapted(const ColumnPtr& expression, const FromPtr& from, bool on_names = false) {
  if (!from) return expression;
  return detail::replace_columns(expression, [&](const ColumnClause& column) -> ElementPtr {
    ElementPtr found = detail::corresponding(from, column);
    if (!found && on_names) found = ElementPtr(from->find_column(column.key_text()));
    return found;
  });
}

/// A column of a table within what the class is mapped to.
ColumnPtr entity_column(const Mapper& mapper, const ColumnClause& column) {
  if (column.table() == mapper.selectable().get()) return ColumnPtr(&column);
  return static_ptr_cast<const ColumnElement>(
      column.annotate({{AnnotationKey::parent_entity, mapper.selectable(), 0, {}}}));
}

/// What an ORDER BY orders by, without directions and labels: each of it is a column of the rows
/// inside, for the order outside to name.
void collect_ordered(const ClauseElement& element, ColumnList& found) {
  const ColumnElement* const column = as_column(&element);
  if (column == nullptr) {
    element.visit_children([&](const ClauseElement& child) { collect_ordered(child, found); });
    return;
  }
  switch (column->kind()) {
    case ElementKind::text_label_reference:
      return;
    case ElementKind::label_reference:
      return collect_ordered(*as<LabelReference>(*column).element(), found);
    case ElementKind::label: {
      const ColumnPtr& labelled = as<Label>(*column).raw_element();
      if (labelled->kind() != ElementKind::scalar_select) return collect_ordered(*labelled, found);
      break;
    }
    case ElementKind::grouping:
      return collect_ordered(*as<Grouping>(*column).element(), found);
    case ElementKind::unary:
      if (is_ordering_modifier(as<UnaryExpression>(*column).modifier())) {
        return collect_ordered(*as<UnaryExpression>(*column).element(), found);
      }
      break;
    default:
      break;
  }
  found.emplace_back(column);
}
ColumnList ordered_expressions(const ColumnPtr& order) {
  ColumnList found;
  collect_ordered(*order, found);
  return found;
}

bool loads_relationship_later(Lazy strategy) {
  return strategy == Lazy::selectin || strategy == Lazy::subquery || strategy == Lazy::immediate;
}

/// A relationship that the other side's `backref` made comes after the columns, as it does in
/// SQLAlchemy, where it is added to a class that is complete.
bool is_late(const RelationshipProperty& relationship) {
  return std::ranges::any_of(relationship.reverse_properties(), [&](const auto* reverse) {
    return reverse->options().backref == relationship.key();
  });
}

}  // namespace

EntityCompiler::EntityCompiler() = default;
EntityCompiler::~EntityCompiler() = default;

Ptr<EntityPlan> EntityCompiler::add_entity(const Entity& entity) {
  auto plan = make_ptr<EntityPlan>(*entity.mapper, entity.options);
  plan->set_populate_existing(entity.populate_existing || entity.mapper->options().always_refresh);
  plan->set_depth(static_cast<std::uint32_t>(entity.path.size()));
  if (entity.relationship) note_aliased_rows(*entity.relationship, entity.options);
  for (const RelationshipProperty* step : entity.chain) note_aliased_rows(*step, entity.options);
  add_properties({entity, plan, false, false});
  return plan;
}

void EntityCompiler::note_aliased_rows(const RelationshipProperty& relationship,
                                       Ptr<const OptionTree> options) {
  if (!relationship.has_aliased_target() || !options || options->criteria().empty()) return;
  aliased_rows_.emplace_back(relationship.target_from(), std::move(options));
}

std::size_t EntityCompiler::add_column(ColumnPtr column) {
  primary_.push_back(std::move(column));
  return primary_.size() - 1;
}

ColumnList EntityCompiler::columns() const {
  auto all = primary_;
  all.insert(all.end(), secondary_.begin(), secondary_.end());
  return all;
}

void EntityCompiler::add_properties(const Adding& adding) {
  const Mapper& mapper = *adding.entity.mapper;
  std::vector<const RelationshipProperty*> late;
  for (const MapperProperty* property : mapper.properties()) {
    if (property->kind() == PropertyKind::relationship) {
      const auto& relationship = mapper.relationship(property->key());
      if (is_late(relationship)) {
        late.push_back(&relationship);
      } else {
        add_relationship(adding, relationship);
      }
    } else if (property->kind() == PropertyKind::column) {
      add_column_property(adding, static_cast<const ColumnProperty&>(*property));
    }
  }
  for (const RelationshipProperty* relationship : late) add_relationship(adding, *relationship);
}

void EntityCompiler::add_column_property(const Adding& adding, const ColumnProperty& property) {
  using Rule = OptionTree::ColumnRule;
  const Entity& entity = adding.entity;
  if (!property.attribute()) return;
  const Attribute& attribute = *property.attribute();
  ColumnPtr given = entity.options ? entity.options->expression(attribute) : ColumnPtr();
  if (property.is_query_expression() && !given && !property.select_expression()) {
    if (entity.only.empty()) adding.plan->add_null(attribute);
    return;
  }
  bool load = !property.deferred();
  if (!entity.only.empty()) {
    load = std::ranges::find(entity.only, &property) != entity.only.end();
  } else if (entity.options) {
    const auto rule = entity.options->column_rule(attribute, property.deferred_group());
    if (rule) load = *rule == Rule::load;
  }
  if (!load && (entity.refreshes || !property.is_primary_key())) {
    if (entity.only.empty()) adding.plan->add_deferred(attribute);
    return;
  }
  const TypePtr type = given ? given->type() : TypePtr();
  if (given && given->kind() != ElementKind::label) given = detail::label(given, {});
  ColumnPtr column =
      adapted(given ? given : property.select_expression(), entity.from, entity.adapt_on_names);
  auto& columns = adding.is_secondary ? secondary_ : primary_;
  std::size_t index = columns.size();
  if (shares_columns_) {
    index = static_cast<std::size_t>(
        std::ranges::find_if(
            columns, [&](const ColumnPtr& c) { return c->identity() == column->identity(); }) -
        columns.begin());
  }
  pending_.push_back({adding.plan, &property, adding.is_secondary, index, type});
  if (index == columns.size()) columns.push_back(std::move(column));
  // Of an attribute that stands for several columns the others are selected as well, as SQLAlchemy
  // does; they are not read.
  if (given || property.columns().size() < 2) return;
  for (const auto& other : std::span(property.columns()).subspan(1)) {
    columns.push_back(adapted(entity_column(property.parent(), *other), entity.from));
  }
}

void EntityCompiler::add_relationship(const Adding& adding,
                                      const RelationshipProperty& relationship) {
  const Entity& entity = adding.entity;
  const Attribute& attribute = *relationship.attribute();
  const OptionTree::Branch* branch = entity.options ? entity.options->branch(attribute) : nullptr;
  const Lazy strategy = entity.options ? entity.options->strategy(attribute, relationship.lazy())
                                       : relationship.lazy();
  const bool in_refresh = entity.refreshes || entity.in_refresh;
  if (branch && branch->contains_eager) {
    // A load of one known object has no joins that somebody else wrote.
    if (in_refresh) return;
    return add_contained(adding, relationship, *branch);
  }
  const bool is_joined = strategy == Lazy::joined;
  if (!is_joined && !loads_relationship_later(strategy)) return;
  if (!entity.eager_joins) return;
  const bool asked_for = branch && branch->relationship && branch->strategy;
  // Where one object is loaded anew, what follows is loaded object by object, and ends by itself.
  if (!asked_for && (is_joined || !in_refresh)) {
    // Eagerness that the mapping asks for stops where it would come back to where it was, or where
    // join_depth says. A join looks at its own statement only, as SQLAlchemy's does.
    const Mapper& target = relationship.target();
    const auto& depth = relationship.options().join_depth;
    const auto path =
        std::span<const Mapper* const>(entity.path).subspan(is_joined ? entity.walked_before : 0);
    const bool stops =
        depth ? path.size() + 1 > static_cast<std::size_t>(*depth)
              : std::ranges::find(path, &target) != path.end() || entity.mapper == &target;
    if (stops) return;
  }
  if (is_joined) return add_joined(adding, relationship, branch);
  EntityPlan::Later later;
  later.relationship = &relationship;
  later.strategy = in_refresh ? Lazy::immediate : strategy;
  later.options = entity.options;
  later.path = entity.path;
  later.path.push_back(entity.mapper);
  later.chain = entity.chain;
  later.chain.push_back(&relationship);
  later.chain_start = entity.chain.empty() ? entity.from : entity.chain_start;
  needs_all_rows_ = needs_all_rows_ || later.strategy == Lazy::subquery;
  adding.plan->add_later(std::move(later));
}

EntityCompiler::Entity EntityCompiler::target_of(const Entity& entity,
                                                 const RelationshipProperty& relationship,
                                                 const OptionTree::Branch* branch) const {
  Entity target;
  target.mapper = &relationship.target();
  target.adapt_on_names = relationship.target_alias().adapt_on_names;
  if (entity.options) target.options = entity.options->target_options(branch);
  target.eager_joins = true;
  target.in_refresh = entity.refreshes || entity.in_refresh;
  target.path = entity.path;
  target.path.push_back(entity.mapper);
  target.chain = entity.chain;
  target.chain.push_back(&relationship);
  target.chain_start = entity.chain.empty() ? entity.from : entity.chain_start;
  target.walked_before = entity.walked_before;
  return target;
}

// The statement has joined the target itself: its columns stand with those of the entity.
void EntityCompiler::add_contained(const Adding& adding, const RelationshipProperty& relationship,
                                   const OptionTree::Branch& branch) {
  Entity target = target_of(adding.entity, relationship, &branch);
  target.from = branch.target;
  if (!target.from && relationship.has_aliased_target()) target.from = relationship.target_from();
  auto plan = make_ptr<EntityPlan>(*target.mapper, target.options);
  plan->set_populate_existing(adding.plan->populate_existing());
  plan->set_depth(static_cast<std::uint32_t>(target.path.size()));
  add_properties({target, plan, adding.is_secondary, adding.below_outer_join});
  adding.plan->add_joined({&relationship, plan});
  if (relationship.uselist()) multiplies_rows_ = true;
}

void EntityCompiler::add_joined(const Adding& adding, const RelationshipProperty& relationship,
                                const OptionTree::Branch* branch) {
  const Entity& entity = adding.entity;
  Entity target = target_of(entity, relationship, branch);
  note_aliased_rows(relationship, entity.options);
  ColumnPtr extra = branch ? branch->criterion : nullptr;
  if (entity.options) {
    extra = detail::both(extra, entity.options->criteria_for(relationship.target(), false));
  }
  const JoinTargets joined = relationship.join({.source = entity.from,
                                                .target = branch ? branch->target : FromPtr(),
                                                .alias_secondary = true,
                                                .alias_target = true,
                                                .extra = extra});
  EagerJoinKind kind =
      relationship.options().innerjoin ? EagerJoinKind::inner : EagerJoinKind::outer;
  if (branch && branch->strategy) kind = branch->join;
  FromPtr left = entity.from;
  if (!left) left = entity.mapper->selectable();
  add_join(left, joined, kind, adding.below_outer_join);
  for (const ColumnPtr& order : relationship.order_by()) {
    ColumnPtr mine = adapted(order, joined.target);
    if (joined.secondary) mine = adapted(mine, joined.secondary);
    eager_order_by_.push_back(std::move(mine));
  }
  if (relationship.uselist()) multiplies_rows_ = true;

  target.from = joined.target;
  auto plan = make_ptr<EntityPlan>(*target.mapper, target.options);
  plan->set_populate_existing(adding.plan->populate_existing() && !entity.refreshes);
  plan->set_depth(static_cast<std::uint32_t>(target.path.size()));
  add_properties({target, plan, true, adding.below_outer_join || kind == EagerJoinKind::outer});
  adding.plan->add_joined({&relationship, plan});
}

void EntityCompiler::add_join(const FromPtr& left, const JoinTargets& joined, EagerJoinKind kind,
                              bool below_outer_join) {
  const auto inner_join = [](const FromPtr& from, const FromPtr& to, const ColumnPtr& on) {
    return FromPtr(make_ptr<Join>(from, to, on, false, false));
  };
  if (kind == EagerJoinKind::inner && below_outer_join) {
    // On the right side of the outer join above it, so that it drops no row of that join's left.
    for (auto above = eager_joins_.rbegin(); above != eager_joins_.rend(); ++above) {
      if (std::ranges::find(above->members, left.get()) == above->members.end()) continue;
      if (joined.secondary) {
        above->right = inner_join(above->right, joined.secondary, joined.primaryjoin);
        above->right = inner_join(above->right, joined.target, joined.secondaryjoin);
        above->members.push_back(joined.secondary.get());
      } else {
        above->right = inner_join(above->right, joined.target, joined.primaryjoin);
      }
      above->members.push_back(joined.target.get());
      return;
    }
  }
  const bool outer = kind == EagerJoinKind::outer || below_outer_join;
  if (!joined.secondary) {
    eager_joins_.push_back({left, joined.target, joined.primaryjoin, outer, {joined.target.get()}});
  } else if (outer) {
    eager_joins_.push_back({left,
                            inner_join(joined.secondary, joined.target, joined.secondaryjoin),
                            joined.primaryjoin,
                            true,
                            {joined.secondary.get(), joined.target.get()}});
  } else {
    eager_joins_.push_back(
        {left, joined.secondary, joined.primaryjoin, false, {joined.secondary.get()}});
    eager_joins_.push_back(
        {joined.secondary, joined.target, joined.secondaryjoin, false, {joined.target.get()}});
  }
}

Ptr<const SelectState> EntityCompiler::apply(const SelectState& statement) const {
  return with_completed_rows(with_eager_joins(statement));
}

// The columns of the rows, and aliases of them, follow.
Ptr<const SelectState> EntityCompiler::with_completed_rows(Ptr<const SelectState> select) const {
  for (const auto& [rows, options] : aliased_rows_) {
    const FromPtr complete = detail::completed_rows(rows, *options);
    if (complete == rows) continue;
    select = static_ptr_cast<const SelectState>(
        visitors::replacement_traverse(*select, [&](const ClauseElement& element) -> ElementPtr {
          return &element == rows.get() ? ElementPtr(complete) : ElementPtr();
        }));
  }
  return select;
}

Ptr<const SelectState> EntityCompiler::with_eager_joins(const SelectState& statement) const {
  auto select = make_ptr<SelectState>(statement);
  if (secondary_.empty() && eager_joins_.empty()) return select;
  const auto set_columns = [](SelectState& state, const ColumnList& columns) {
    auto& parts = state.edit();
    parts.columns = columns;
    parts.raw_columns.assign(columns.begin(), columns.end());
  };
  const auto& parts = statement.parts();
  const bool limited = parts.row_limit.limit || parts.row_limit.offset || parts.row_limit.fetch ||
                       parts.distinct || !parts.group_by.empty();
  if (!multiplies_rows_ || !limited || eager_joins_.empty()) {
    set_columns(*select, columns());
    auto& edited = select->edit();
    for (const EagerJoin& join : eager_joins_) {
      edited.setup_joins.push_back({join.right, join.on_clause, join.left, join.outer, false});
    }
    edited.order_by.insert(edited.order_by.end(), eager_order_by_.begin(), eager_order_by_.end());
    return select;
  }

  // What the order outside needs of the rows inside, too.
  ColumnList ordered_by;
  const auto is_in = [](const ColumnList& columns, const ColumnPtr& wanted) {
    return std::ranges::any_of(
        columns, [&](const ColumnPtr& c) { return c->identity() == wanted->identity(); });
  };
  for (const ColumnPtr& order : parts.order_by) {
    for (ColumnPtr& expression : ordered_expressions(order)) {
      if (is_in(primary_, expression) || is_in(ordered_by, expression)) continue;
      auto& inside = select->edit();
      inside.columns.push_back(expression);
      inside.raw_columns.emplace_back(expression);
      ordered_by.push_back(expression);
    }
  }
  order_columns_ = ordered_by.size();
  const FromPtr inner(make_ptr<Subquery>(SelectBasePtr(select)));
  const auto outside = [&](const ColumnPtr& expression) {
    return static_ptr_cast<const ColumnElement>(visitors::replacement_traverse(
        *expression, [&](const ClauseElement& element) -> ElementPtr {
          if (detail::is_derived_table(element)) return ElementPtr(&element);
          const ColumnElement* const column = as_column(&element);
          if (column == nullptr) return {};
          return ElementPtr(inner->corresponding_column(*column, true));
        }));
  };
  auto outer = make_ptr<SelectState>();
  auto& edited = outer->edit();
  edited.label_style = parts.label_style;
  ColumnList all;
  for (const ColumnPtr& column : primary_) {
    const ColumnElement* found = inner->corresponding_column(*column, false);
    all.push_back(found ? ColumnPtr(found) : column);
  }
  for (const ColumnPtr& column : ordered_by) all.push_back(outside(column));
  all.insert(all.end(), secondary_.begin(), secondary_.end());
  edited.columns = all;
  edited.raw_columns.assign(all.begin(), all.end());
  edited.from_obj.push_back(inner);
  for (const EagerJoin& join : eager_joins_) {
    const bool left_is_inside = std::ranges::none_of(eager_joins_, [&](const EagerJoin& other) {
      return std::ranges::find(other.members, join.left.get()) != other.members.end();
    });
    edited.setup_joins.push_back({join.right, outside(join.on_clause),
                                  left_is_inside ? inner : join.left, join.outer, false});
  }
  for (const ColumnPtr& order : parts.order_by) edited.order_by.push_back(outside(order));
  edited.order_by.insert(edited.order_by.end(), eager_order_by_.begin(), eager_order_by_.end());
  return outer;
}

void EntityCompiler::finish(const Dialect& dialect) {
  for (const Pending& pending : pending_) {
    const CodecSet& codecs = codecs_for(pending.plan->mapper(), dialect);
    const std::size_t cell =
        pending.index + (pending.is_secondary ? primary_.size() + order_columns_ : 0);
    const Decoder decoder = pending.type
                                ? pending.property->value_codec()->decoder(
                                      *dialect.type_impl(*pending.type), pending.property->key())
                                : codecs.decoder(pending.property->slot());
    pending.plan->add_column(*pending.property, decoder, static_cast<std::uint16_t>(cell));
  }
  pending_.clear();
}

}  // namespace cupel
