// Options of a statement as a whole: whether they fit it, and with_loader_criteria().

#include <algorithm>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/loading/statement_option.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/query/orm_result.hpp"
#include "cupel/orm/query/relationship_expression.hpp"
#include "cupel/orm/query/select_plan.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/dml.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/loading/aliased_rows.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel::detail {
namespace {

const StatementOption* as_option(const ElementPtr& element) {
  if (element->kind() != ElementKind::extension) return nullptr;
  return dynamic_cast<const StatementOption*>(element.get());
}

const EntityFrom* entity_in(const ClauseElement& element) {
  if (element.kind() != ElementKind::extension) return nullptr;
  return dynamic_cast<const EntityFrom*>(&element);
}

/// The mapper that a column was named by, or null.
const Mapper* mapper_of_column(const ClauseElement& element) {
  if (element.kind() != ElementKind::column) return nullptr;
  const Annotation* mapper = as<ColumnClause>(element).annotation(AnnotationKey::parent_mapper);
  return mapper ? reinterpret_cast<const Mapper*>(mapper->word) : nullptr;
}

/// Puts the conditions into a statement and those inside it.
class CriteriaWriter {
 public:
  /// `outer`: of the statement around this one, which it correlates to; null: none.
  explicit CriteriaWriter(const OptionTree& tree, const CriteriaWriter* outer = nullptr)
      : tree_(tree), outer_(outer) {}

  Ptr<const SelectState> write(const SelectState& statement) {
    auto select = make_ptr<SelectState>(statement);
    SelectState::Parts& parts = select->edit();
    collect(statement);
    // A joined class gets its condition in the ON clause: so an outer join keeps its left side.
    std::vector<const FromClause*> joined;
    for (SetupJoin& join : parts.setup_joins) {
      const FromClause* right = as_from(join.right.get());
      if (right == nullptr) continue;
      joined.push_back(table_behind(*right));
      if (ColumnPtr more = condition_of(*right)) {
        if (const ColumnElement* on = as_column(join.onclause.get())) {
          join.onclause = both(ColumnPtr(on), more);
        } else if (!join.onclause) {
          const FromPtr left = join.left ? join.left : left_of(parts);
          if (left) join.onclause = both(join_condition(*left, *right, nullptr), more);
        }
      }
    }
    for (const Appearance& appearance : appearances_) {
      if (std::ranges::find(joined, appearance.from.get()) != joined.end()) continue;
      if (!is_from(statement, *appearance.from)) continue;
      if (!statement.parts().rare->correlate_except_set && outer_ &&
          outer_->has(*appearance.from)) {
        continue;  // it means the row of the statement around
      }
      if (ColumnPtr more = condition_of(*appearance.from)) parts.where.push_back(std::move(more));
    }
    // Subqueries and CTEs are statements of their own to be completed; columns follow them.
    return static_ptr_cast<const SelectState>(
        visitors::replacement_traverse(*select, [&](const ClauseElement& part) -> ElementPtr {
          return &part == select.get() ? ElementPtr() : nested(part);
        }));
  }

  /// The criteria of an UPDATE or DELETE of the rows of `mapper`.
  void write(ColumnList& where, const Mapper& mapper) {
    registry_ = &mapper.registry();
    add(mapper.selectable(), mapper, false);
    for (ColumnPtr& criterion : where) {
      criterion = static_ptr_cast<const ColumnElement>(visitors::replacement_traverse(
          *criterion, [&](const ClauseElement& part) { return nested(part); }));
    }
    if (ColumnPtr more = condition_of(*mapper.selectable())) where.push_back(std::move(more));
  }

 private:
  struct Appearance {
    FromPtr from;  // the table, or what stands for it
    const Mapper* mapper;
    bool is_alias;
  };

  bool has(const FromClause& table) const {
    return std::ranges::any_of(appearances_,
                               [&](const Appearance& one) { return one.from.get() == &table; }) ||
           (outer_ && outer_->has(table));
  }

  static const FromClause* table_behind(const FromClause& from) {
    const EntityFrom* entity = entity_in(from);
    return entity ? entity->from().get() : &from;
  }

  static FromPtr left_of(const SelectState::Parts& parts) {
    if (!parts.from_obj.empty()) return parts.from_obj.front();
    for (const ElementPtr& raw : parts.raw_columns) {
      if (const FromClause* from = as_from(raw.get())) return FromPtr(from);
      if (const ColumnElement* column = as_column(raw.get()); column && column->table()) {
        return FromPtr(column->table());
      }
    }
    return nullptr;
  }

  ElementPtr nested(const ClauseElement& part) {
    if (part.kind() != ElementKind::select) return {};
    return CriteriaWriter(tree_, this).write(as<SelectState>(part));
  }

  // Which mapped classes appear, and as what: told by entities and by columns named by members.
  void collect(const SelectState& statement) {
    const auto& parts = statement.parts();
    const auto look_at = [&](const ClauseElement& root) {
      visitors::traverse(root, [&](const ClauseElement& element) {
        if (element.kind() == ElementKind::select) return false;
        if (const EntityFrom* entity = entity_in(element)) {
          add(entity->from(), entity->mapper(), entity->is_aliased());
        } else if (const Mapper* mapper = mapper_of_column(element)) {
          if (const FromClause* table = as<ColumnClause>(element).table()) {
            add(FromPtr(table), *mapper, table != mapper->selectable().get());
          }
        }
        return true;
      });
    };
    for (const ElementPtr& raw : parts.raw_columns) look_at(*raw);
    for (const FromPtr& from : parts.from_obj) look_at(*from);
    for (const SetupJoin& join : parts.setup_joins) {
      look_at(*join.right);
      if (join.left) look_at(*join.left);
    }
    for (const ColumnPtr& where : parts.where) look_at(*where);
    // What was joined along a relationship, or stands in an EXISTS that a relationship made, is a
    // table whose class only the registry tells.
    registry_ = outer_ ? outer_->registry_ : nullptr;
    if (!registry_ && !appearances_.empty()) registry_ = &appearances_.front().mapper->registry();
    if (!registry_) return;
    const auto look_up = [&](const FromClause* from) {
      if (from == nullptr) return;
      const FromClause* const table = table_behind(*from);
      const bool known = std::ranges::any_of(
          appearances_, [&](const Appearance& one) { return one.from.get() == table; });
      if (known) return;
      if (const Mapper* mapper = registry_->find_table(*table)) {
        add(FromPtr(table), *mapper, false);
      }
    };
    for (const FromPtr& from : parts.from_obj) look_up(from.get());
    for (const SetupJoin& join : parts.setup_joins) look_up(as_from(join.right.get()));
  }

  void add(const FromPtr& from, const Mapper& mapper, bool is_alias) {
    const bool known =
        std::ranges::any_of(appearances_, [&](const Appearance& one) { return one.from == from; });
    if (!known) appearances_.push_back({from, &mapper, is_alias});
  }

  ColumnPtr condition_of(const FromClause& from) const {
    const FromClause* const table = table_behind(from);
    for (const Appearance& one : appearances_) {
      if (one.from.get() != table) continue;
      ColumnPtr condition = tree_.criteria_for(*one.mapper, one.is_alias);
      if (!condition || !one.is_alias) return condition;
      return replace_columns(
          condition, [&](const ColumnClause& column) { return corresponding(one.from, column); });
    }
    return {};
  }

  // What an enclosing statement has in its FROM stands there only.
  static bool is_from(const SelectState& statement, const FromClause& table) {
    const auto& parts = statement.parts();
    const auto is_it = [&](const FromPtr& from) { return table_behind(*from) == &table; };
    if (parts.rare->correlate_except_set)
      return std::ranges::any_of(parts.rare->correlate_except, is_it);
    if (parts.rare->correlate_set && std::ranges::any_of(parts.rare->correlate, is_it))
      return false;
    const FromList& froms = statement.froms();
    return std::ranges::any_of(
        froms, [&](const FromPtr& from) { return is_it(from) || from->is_derived_from(&table); });
  }

  const OptionTree& tree_;
  const CriteriaWriter* outer_;
  const Registry* registry_ = nullptr;
  std::vector<Appearance> appearances_;
};

}  // namespace

void check_options(const SelectState::Parts& parts) {
  for (const ElementPtr& element : parts.rare->with_options) {
    const StatementOption* const option = as_option(element);
    if (option == nullptr || option->option().start() == nullptr) continue;
    const LoaderOption& loader = option->option();
    bool found = false;
    std::vector<std::string> roots;
    for (const ElementPtr& raw : parts.raw_columns) {
      const EntityFrom* entity = entity_in(*raw);
      if (entity == nullptr) continue;
      roots.push_back(entity->mapper().class_name());
      const FromPtr alias = entity->is_aliased() ? entity->from() : FromPtr();
      found = found ||
              (&entity->mapper().class_info() == loader.start() && alias == loader.start_alias());
    }
    if (found) continue;
    if (roots.empty()) {
      throw ArgumentError(
          str_cat("Query has only expression-based entities, which do not apply to ", "class \"",
                  loader.start()->name(),
                  "\"; loader options need the "
                  "class itself among what is selected"));
    }
    throw ArgumentError(
        str_cat("Mapped class ", loader.start()->name(), " referenced in option ", loader.str(),
                " does not apply to any of the root entities in this "
                "query, e.g. ",
                cupel::join(roots, ", "),
                ". Please specify the full path from one of the root entities to the "
                "target attribute. "));
  }
}

bool has_criteria(const SelectState& statement) noexcept {
  return std::ranges::any_of(statement.parts().rare->with_options, [](const ElementPtr& element) {
    const StatementOption* const option = as_option(element);
    return option != nullptr && !option->option().tree().criteria().empty();
  });
}

SelectBasePtr applied_options(const SelectHandle& statement) {
  const SelectBasePtr node = statement.node();
  if (node->kind() != ElementKind::select) return node;
  const auto& select = as<SelectState>(*node);
  if (select.parts().rare->with_options.empty()) return node;
  check_options(select.parts());
  return has_criteria(select) ? SelectBasePtr(with_criteria(select)) : node;
}

namespace {

void collect_criteria(const ElementList& options, OptionTree& into) {
  for (const ElementPtr& element : options) {
    const StatementOption* const option = as_option(element);
    if (option == nullptr) continue;
    for (const auto& criteria : option->option().tree().criteria()) into.add_criteria(criteria);
  }
}

template <class State>
ElementPtr dml_with(const State& statement, const OptionTree& all, const Mapper& mapper) {
  auto copy = make_ptr<State>(statement);
  copy->edit_common().with_options.clear();
  CriteriaWriter(all).write(copy->edit().where, mapper);
  return copy;
}

}  // namespace

namespace {

FromPtr rows_with_criteria(const FromPtr& rows, const OptionTree& criteria) {
  return static_ptr_cast<const FromClause>(
      visitors::replacement_traverse(*rows, [&](const ClauseElement& part) -> ElementPtr {
        if (part.kind() != ElementKind::select) return {};
        return CriteriaWriter(criteria).write(as<SelectState>(part));
      }));
}

[[maybe_unused]] const bool completer_installed = (set_rows_completer(&rows_with_criteria), true);

}  // namespace

Ptr<const SelectState> with_criteria(const SelectState& statement) {
  OptionTree all;
  collect_criteria(statement.parts().rare->with_options, all);
  return CriteriaWriter(all).write(statement);
}

ElementPtr dml_with_criteria(const ElementPtr& statement, const Mapper& mapper) {
  OptionTree all;
  collect_criteria(static_cast<const DmlBase&>(*statement).common().with_options, all);
  if (all.criteria().empty()) return statement;
  return statement->kind() == ElementKind::update
             ? dml_with(as<UpdateState>(*statement), all, mapper)
             : dml_with(as<DeleteState>(*statement), all, mapper);
}

}  // namespace cupel::detail
