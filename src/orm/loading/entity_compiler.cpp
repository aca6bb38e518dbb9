#include "cupel/orm/loading/entity_compiler.hpp"

#include <algorithm>
#include <utility>

#include "cupel/dialect/dialect.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "orm/loading/codecs_for.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {
namespace {

/// `expression`, made for the table of an entity, as it reads for what stands for that table.
ColumnPtr adapted(const ColumnPtr& expression, const FromPtr& from) {
  if (!from) return expression;
  return detail::replace_columns(expression, [&](const ColumnClause& column) {
    return detail::corresponding(from, column);
  });
}

bool loads_relationship_later(Lazy strategy) {
  return strategy == Lazy::selectin || strategy == Lazy::subquery || strategy == Lazy::immediate;
}

}  // namespace

EntityCompiler::EntityCompiler() = default;
EntityCompiler::~EntityCompiler() = default;

Ptr<EntityPlan> EntityCompiler::add_entity(const Entity& entity) {
  auto plan = make_ptr<EntityPlan>(*entity.mapper, entity.options);
  plan->set_populate_existing(entity.populate_existing || entity.mapper->options().always_refresh);
  add_columns(entity, plan, false);
  add_relationships(entity, plan, false);
  return plan;
}

std::size_t EntityCompiler::add_column(ColumnPtr column) {
  primary_.push_back(std::move(column));
  return primary_.size() - 1;
}

std::vector<ColumnPtr> EntityCompiler::columns() const {
  auto all = primary_;
  all.insert(all.end(), secondary_.begin(), secondary_.end());
  return all;
}

void EntityCompiler::add_columns(const Entity& entity, const Ptr<EntityPlan>& plan,
                                 bool is_secondary) {
  using Rule = OptionTree::ColumnRule;
  auto& columns = is_secondary ? secondary_ : primary_;
  for (const ColumnProperty* property : entity.mapper->column_properties()) {
    if (!property->attribute()) continue;
    bool load = !property->deferred();
    if (!entity.only.empty()) {
      load = std::ranges::find(entity.only, property) != entity.only.end();
    } else if (entity.options) {
      const auto rule =
          entity.options->column_rule(*property->attribute(), property->deferred_group());
      if (rule) load = *rule == Rule::load;
    }
    if (!load && !(property->is_primary_key() && entity.only.empty())) {
      plan->add_deferred(*property->attribute());
      continue;
    }
    ColumnPtr column = adapted(property->select_expression(), entity.from);
    std::size_t index = columns.size();
    if (shares_columns_) {
      index = static_cast<std::size_t>(
          std::ranges::find_if(columns, [&](const ColumnPtr& c) {
            return c->identity() == column->identity();
          }) - columns.begin());
    }
    pending_.push_back({plan, property, is_secondary, index});
    if (index == columns.size()) columns.push_back(std::move(column));
  }
}

void EntityCompiler::add_relationships(const Entity& entity, const Ptr<EntityPlan>& plan,
                                       bool below_outer_join) {
  for (const RelationshipProperty* relationship : entity.mapper->relationships()) {
    const Attribute& attribute = *relationship->attribute();
    const OptionTree::Branch* branch =
        entity.options ? entity.options->branch(attribute) : nullptr;
    const Lazy strategy =
        branch && branch->strategy ? *branch->strategy : relationship->lazy();
    const bool asked_for = branch && branch->relationship && branch->strategy;
    // Eagerness that the mapping asks for stops where it would come back to where it was.
    const bool turns_in_circles =
        !asked_for && (std::ranges::find(entity.path, &relationship->target()) !=
                           entity.path.end() ||
                       entity.mapper == &relationship->target());
    if (turns_in_circles) continue;
    if (strategy == Lazy::joined) {
      if (entity.eager_joins) {
        add_joined(entity, *relationship, branch, plan, below_outer_join);
      }
    } else if (loads_relationship_later(strategy)) {
      auto path = entity.path;
      path.push_back(entity.mapper);
      plan->add_later({relationship, strategy, entity.options, std::move(path)});
    }
  }
}

void EntityCompiler::add_joined(const Entity& entity, const RelationshipProperty& relationship,
                                const OptionTree::Branch* branch, const Ptr<EntityPlan>& plan,
                                bool below_outer_join) {
  Entity target{.mapper = &relationship.target(),
                .from = {},
                .options = branch ? Ptr<const OptionTree>(branch->below) : nullptr,
                .populate_existing = plan->populate_existing(),
                .eager_joins = true,
                .path = entity.path};
  target.path.push_back(entity.mapper);
  if (branch && branch->contains_eager) {
    // The statement has joined the target itself.
    if (branch->alias) {
      target.from = FromPtr(static_cast<const FromClause*>(branch->alias.get()));
    }
    auto target_plan = make_ptr<EntityPlan>(*target.mapper, target.options);
    target_plan->set_populate_existing(plan->populate_existing());
    add_relationships(target, target_plan, below_outer_join);
    add_columns(target, target_plan, true);
    plan->add_joined({&relationship, target_plan});
    if (relationship.uselist()) multiplies_rows_ = true;
    return;
  }
  const JoinTargets joined = relationship.join({.source = entity.from,
                                                .target = {},
                                                .alias_secondary = true,
                                                .alias_target = true,
                                                .extra = branch ? branch->criterion : nullptr});
  const bool inner = (branch && branch->strategy ? branch->innerjoin
                                                 : relationship.options().innerjoin) &&
                     !below_outer_join;
  FromPtr right = joined.target;
  if (joined.secondary) {
    right = FromPtr(
        make_ptr<Join>(joined.secondary, joined.target, joined.secondaryjoin, false, false));
  }
  FromPtr left = entity.from;
  if (!left) left = entity.mapper->selectable();
  eager_joins_.push_back({left, right, joined.primaryjoin, !inner});
  for (const ColumnPtr& order : relationship.order_by()) {
    ColumnPtr mine = adapted(order, joined.target);
    if (joined.secondary) mine = adapted(mine, joined.secondary);
    eager_order_by_.push_back(std::move(mine));
  }
  if (relationship.uselist()) multiplies_rows_ = true;

  target.from = joined.target;
  auto target_plan = make_ptr<EntityPlan>(*target.mapper, target.options);
  target_plan->set_populate_existing(plan->populate_existing());
  add_relationships(target, target_plan, below_outer_join || !inner);
  add_columns(target, target_plan, true);
  plan->add_joined({&relationship, target_plan});
}

Ptr<const SelectState> EntityCompiler::apply(const SelectState& statement) const {
  auto select = make_ptr<SelectState>(statement);
  if (secondary_.empty() && eager_joins_.empty()) return select;
  const auto set_columns = [](SelectState& state, const std::vector<ColumnPtr>& columns) {
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

  const FromPtr inner(make_ptr<Subquery>(SelectBasePtr(select)));
  const auto outside = [&](const ColumnPtr& expression) {
    return static_ptr_cast<const ColumnElement>(visitors::replacement_traverse(
        *expression, [&](const ClauseElement& element) -> ElementPtr {
          if (element.kind() != ElementKind::column) return {};
          const ColumnElement* found =
              inner->corresponding_column(as<ColumnElement>(element), true);
          return ElementPtr(found);
        }));
  };
  auto outer = make_ptr<SelectState>();
  auto& edited = outer->edit();
  edited.label_style = parts.label_style;
  std::vector<ColumnPtr> all;
  for (const ColumnPtr& column : primary_) {
    const ColumnElement* found = inner->corresponding_column(*column, false);
    all.push_back(found ? ColumnPtr(found) : column);
  }
  all.insert(all.end(), secondary_.begin(), secondary_.end());
  edited.columns = all;
  edited.raw_columns.assign(all.begin(), all.end());
  edited.from_obj.push_back(inner);
  for (const EagerJoin& join : eager_joins_) {
    const bool left_is_inside =
        std::ranges::none_of(eager_joins_, [&](const EagerJoin& other) {
          return other.right == join.left ||
                 (other.right->kind() == ElementKind::join &&
                  as<Join>(*other.right).right() == join.left);
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
    const std::size_t cell = pending.index + (pending.is_secondary ? primary_.size() : 0);
    pending.plan->add_column(*pending.property, codecs.decoder(pending.property->slot()),
                             static_cast<std::uint16_t>(cell));
  }
  pending_.clear();
}

}  // namespace cupel
