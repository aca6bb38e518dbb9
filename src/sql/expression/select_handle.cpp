#include <algorithm>
#include <utility>

#include <cupel/error/did_you_mean.hpp>
#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/extension_element.hpp>
#include <cupel/sql/expression/join.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/select_builder.hpp>
#include <cupel/sql/expression/select_handle.hpp>
#include <cupel/sql/traversal/compare.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/filter_by.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {

template class Select<>;
template class CompoundExpr<>;

namespace detail {

SelectBasePtr make_select(std::span<Operand> columns) {
  auto state = make_ptr<SelectState>();
  SelectState::Parts& parts = state->edit();
  parts.columns.reserve(columns.size());
  parts.raw_columns.reserve(columns.size());
  for (Operand& column : columns) {
    coerce_columns(std::move(column), parts.columns, parts.raw_columns);
  }
  return state;
}

SelectBasePtr make_select(std::span<const ColumnPtr* const> columns) {
  auto state = make_ptr<SelectState>();
  SelectState::Parts& parts = state->edit();
  parts.columns.reserve(columns.size());
  parts.raw_columns.reserve(columns.size());
  for (const ColumnPtr* column : columns) {
    if (*column && (*column)->kind() == ElementKind::column) [[likely]] {
      parts.columns.push_back(*column);
      parts.raw_columns.emplace_back(*column);
    } else {
      coerce_columns(Operand(ElementPtr(*column)), parts.columns, parts.raw_columns);
    }
  }
  return state;
}

SelectBasePtr make_compound(std::uint8_t keyword, std::vector<SelectBasePtr> selects) {
  return make_ptr<CompoundSelect>(static_cast<CompoundKeyword>(keyword), std::move(selects));
}

}  // namespace detail

SelectHandle::SelectHandle(SelectBasePtr node) noexcept : Executable(std::move(node)) {}

/// The state of a SELECT, owned by this handle alone from here on.
SelectState& SelectHandle::state() {
  if (element_->kind() != ElementKind::select) {
    throw InvalidRequestError(str_cat("this clause belongs to a SELECT, not to a ",
                                      kind_name(element_->kind()),
                                      "; select from it: select(stmt.subquery())"));
  }
  if (!element_.unique()) element_ = make_ptr<SelectState>(as<SelectState>(*element_));
  return const_cast<SelectState&>(as<SelectState>(*element_));
}

/// Its parts, to be written.
SelectState::Parts& SelectHandle::own_parts() {
  if (element_->kind() == ElementKind::select && element_.unique()) [[likely]] {
    return const_cast<SelectState&>(as<SelectState>(*element_)).edit();
  }
  return state().edit();
}

namespace {

SelectState::RareParts& with_rare(SelectState::Parts& parts) {
  return parts.rare.edit();
}
CompoundSelect::Parts& with_rare(CompoundSelect::Parts& parts) {
  return parts;
}

}  // namespace

/// The same for what SELECT and set operations share: f(parts).
template <class F>
void SelectHandle::edit_generative(F&& f) {
  if (element_->kind() == ElementKind::compound_select) {
    if (!element_.unique()) element_ = make_ptr<CompoundSelect>(as<CompoundSelect>(*element_));
    f(const_cast<CompoundSelect&>(as<CompoundSelect>(*element_)).edit());
  } else {
    f(own_parts());
  }
}

FromExpr SelectHandle::subquery(std::string_view name) const {
  return FromExpr(make_ptr<Subquery>(node(), Name(name)));
}

FromExpr SelectHandle::lateral(std::string_view name) const {
  return FromExpr(make_ptr<Lateral>(node(), Name(name)));
}

CteExpr SelectHandle::cte(std::string_view name, CteOptions options) const {
  return CteExpr(make_ptr<CTE>(
      node(), Name(name), CteParts{.recursive = options.recursive, .nesting = options.nesting}));
}

Expr<Untyped> SelectHandle::selected_column(std::string_view key) const {
  const ColumnCollection& columns = statement().selected_columns();
  if (const ColumnElement* column = columns.find(key)) return Expr<Untyped>(ColumnPtr(column));
  throw NoSuchColumnError(
      str_cat("the select has no column ", quoted(key), did_you_mean(key, columns.keys())));
}

std::vector<Expr<Untyped>> SelectHandle::selected_columns() const {
  std::vector<Expr<Untyped>> out;
  for (const ColumnCollection::Entry& entry : statement().selected_columns()) {
    out.emplace_back(ColumnPtr(entry.column));
  }
  return out;
}

std::vector<FromExpr> SelectHandle::get_final_froms() const {
  std::vector<FromExpr> out;
  if (element_->kind() == ElementKind::select) {
    for (const FromPtr& from : as<SelectState>(*element_).display_froms({}, {}))
      out.emplace_back(from);
  }
  return out;
}

Expr<bool> SelectHandle::whereclause() const {
  if (element_->kind() != ElementKind::select) return {};
  const ColumnList& where = as<SelectState>(*element_).parts().where;
  return where.empty() ? Expr<bool>() : Expr<bool>(detail::conjunction(Operator::and_, where));
}

std::vector<ColumnDescription> SelectHandle::column_descriptions() const {
  std::vector<ColumnDescription> out;
  for (const ColumnPtr& column : statement().all_selected_columns()) {
    out.push_back({column->non_anon_label().display(), column->type(), Expr<Untyped>(column)});
  }
  return out;
}

bool SelectHandle::compare(const SelectHandle& other) const {
  return cupel::compare(*element_, *other.element_);
}

ColumnPtr SelectHandle::scalar_node() const {
  SelectBasePtr select = node();
  if (select->label_style() != LabelStyle::none) {
    select = select->with_label_style(LabelStyle::disambiguate_only);
  }
  return make_ptr<ScalarSelect>(std::move(select));
}

ColumnPtr SelectHandle::exists_node() const {
  return make_ptr<Exists>(node());
}

void SelectHandle::do_where(const ColumnPtr& condition) {
  ColumnList& where = own_parts().where;
  if (where.capacity() == 0) where.reserve(4);
  if (!condition) {
    where.push_back(detail::coerce_condition(Operand(nullptr)));
    return;
  }
  where.push_back(condition);
}

void SelectHandle::do_having(ColumnPtr condition) {
  state().edit().having.push_back(std::move(condition));
}

void SelectHandle::do_order_by(Operand operand) {
  edit_generative([&](auto& parts) {
    if (operand.is_null()) {
      parts.order_by.clear();
    } else {
      parts.order_by.push_back(detail::coerce_by_of(std::move(operand), true));
    }
  });
}

void SelectHandle::do_order_by(const ColumnPtr& node) {
  if (node && node->kind() == ElementKind::column && element_->kind() == ElementKind::select)
      [[likely]] {
    own_parts().order_by.push_back(node);
  } else {
    do_order_by(Operand(ElementPtr(node)));
  }
}

void SelectHandle::do_group_by(Operand operand) {
  edit_generative([&](auto& parts) {
    if (operand.is_null()) {
      parts.group_by.clear();
    } else if (const FromClause* from = as_from(operand.element().get())) {
      for (const ColumnCollection::Entry& entry : from->columns()) {
        parts.group_by.emplace_back(entry.column);
      }
    } else {
      parts.group_by.push_back(detail::coerce_by_of(std::move(operand), false));
    }
  });
}

void SelectHandle::do_filter_by(const Parameters& equalities) {
  SelectState& own = state();
  ColumnList conditions =
      detail::filter_by_conditions(own.froms(), equalities, own.parts().raw_columns);
  for (ColumnPtr& condition : conditions) own.edit().where.push_back(std::move(condition));
}

void SelectHandle::do_select_from(Operand from) {
  SelectState::Parts& parts = state().edit();
  if (from.element() && from.element()->kind() == ElementKind::extension &&
      !as_from(from.element().get())) {
    parts.rare.edit().memoized_entities.push_back(std::move(from).take_element());
    return;
  }
  parts.from_obj.push_back(detail::coerce_from(std::move(from)));
}

void SelectHandle::do_join(ElementPtr left, ElementPtr right, ElementPtr onclause,
                           JoinOptions options) {
  const auto as_path = [](const ElementPtr& element) -> const JoinPath* {
    if (!element || element->kind() != ElementKind::extension) return nullptr;
    return dynamic_cast<const JoinPath*>(element.get());
  };
  const JoinPath* const target_path = as_path(right);
  if (const JoinPath* path = target_path ? target_path : as_path(onclause)) {
    const FromPtr from = left ? detail::coerce_from(Operand(std::move(left))) : FromPtr();
    const FromPtr target = target_path ? FromPtr() : detail::coerce_from(Operand(std::move(right)));
    path->add_joins(from, target, options.isouter, options.full, state().edit().setup_joins);
    return;
  }
  SetupJoin join{.right = std::move(right),
                 .onclause = std::move(onclause),
                 .left = {},
                 .isouter = options.isouter,
                 .full = options.full};
  if (as_select(join.right.get()) || (join.right && join.right->kind() == ElementKind::function) ||
      (join.right && join.right->kind() == ElementKind::extension && as_from(join.right.get()))) {
    join.right = detail::coerce_from(Operand(std::move(join.right)));
  }
  if (left) join.left = detail::coerce_from(Operand(std::move(left)));
  if (const ColumnElement* condition = as_column(join.onclause.get())) {
    join.onclause = detail::coerce_condition(Operand(ElementPtr(condition)));
  }
  state().edit().setup_joins.push_back(std::move(join));
}

// A table and a condition are taken as they are.
void SelectHandle::do_join(ElementPtr&& right, ElementPtr&& onclause, JoinOptions options) {
  const bool is_plain = right && right->kind() == ElementKind::table &&
                        (!onclause || onclause->kind() != ElementKind::extension);
  if (!is_plain) return do_join({}, std::move(right), std::move(onclause), options);
  SetupJoin& join = own_parts().setup_joins.emplace_back();
  join.right = std::move(right);
  join.onclause = std::move(onclause);
  join.isouter = options.isouter;
  join.full = options.full;
}

void SelectHandle::do_limit(Operand&& limit) {
  edit_generative([&](auto& parts) {
    parts.row_limit.fetch.reset();
    parts.row_limit.limit = detail::coerce_limit(std::move(limit), "LIMIT");
  });
}

void SelectHandle::do_offset(Operand offset) {
  edit_generative([&](auto& parts) {
    parts.row_limit.offset = detail::coerce_limit(std::move(offset), "OFFSET");
  });
}

void SelectHandle::do_fetch(Operand count, FetchOptions options) {
  edit_generative([&](auto& parts) {
    parts.row_limit.limit.reset();
    parts.row_limit.fetch = detail::coerce_limit(std::move(count), "FETCH");
    parts.row_limit.fetch_with_ties = parts.row_limit.fetch && options.with_ties;
    parts.row_limit.fetch_percent = parts.row_limit.fetch && options.percent;
  });
}

void SelectHandle::do_distinct() {
  state().edit().distinct = true;
}

void SelectHandle::do_distinct_on(Operand operand) {
  state().edit().rare.edit().distinct_on.push_back(detail::coerce_by_of(std::move(operand), false));
}

void SelectHandle::do_add_column(Operand operand) {
  SelectState::Parts& parts = state().edit();
  detail::coerce_columns(std::move(operand), parts.columns, parts.raw_columns);
}

void SelectHandle::do_clear_columns(bool maintain_froms) {
  SelectState& own = state();
  if (maintain_froms) {
    FromList froms = own.froms();
    SelectState::Parts& parts = own.edit();
    parts.setup_joins.clear();
    parts.from_obj = std::move(froms);
  }
  SelectState::Parts& parts = own.edit();
  parts.columns.clear();
  parts.raw_columns.clear();
}

void SelectHandle::do_label_style(LabelStyle style) {
  if (element_->kind() == ElementKind::compound_select) {
    element_ = statement().with_label_style(style);
    return;
  }
  state().edit().label_style = style;
}

void SelectHandle::do_correlate(Operand from) {
  SelectState::Parts& parts = state().edit();
  parts.auto_correlate = false;
  SelectState::RareParts& rare = parts.rare.edit();
  rare.correlate_set = true;
  if (from.is_null()) {
    rare.correlate.clear();
  } else {
    rare.correlate.push_back(detail::coerce_from(std::move(from)));
  }
}

void SelectHandle::do_correlate_except(Operand from) {
  SelectState::Parts& parts = state().edit();
  parts.auto_correlate = false;
  SelectState::RareParts& rare = parts.rare.edit();
  rare.correlate_except_set = true;
  if (from.is_null()) {
    rare.correlate_except.clear();
  } else {
    rare.correlate_except.push_back(detail::coerce_from(std::move(from)));
  }
}

void SelectHandle::do_for_update(const ForUpdateOptions& options) {
  ForUpdateArg arg{.nowait = options.nowait,
                   .read = options.read,
                   .skip_locked = options.skip_locked,
                   .key_share = options.key_share,
                   .of = {}};
  for (const Operand& of : options.of) {
    if (!of.element()) {
      throw ArgumentError("with_for_update(): `of` takes columns and tables");
    }
    arg.of.push_back(of.element());
  }
  edit_generative([&](auto& parts) { with_rare(parts).for_update = std::move(arg); });
}

void SelectHandle::do_prefix(std::string_view text, std::string_view dialect) {
  state().edit().rare.edit().prefixes.push_back({make_ptr<TextClause>(text), std::string(dialect)});
}

void SelectHandle::do_suffix(std::string_view text, std::string_view dialect) {
  state().edit().rare.edit().suffixes.push_back({make_ptr<TextClause>(text), std::string(dialect)});
}

void SelectHandle::do_hint(const FromExpr& from, std::string_view text, std::string_view dialect) {
  state().edit().rare.edit().hints.push_back(
      {from.node(), std::string(dialect), std::string(text)});
}

void SelectHandle::do_statement_hint(std::string_view text, std::string_view dialect) {
  state().edit().rare.edit().statement_hints.push_back({std::string(dialect), std::string(text)});
}

void SelectHandle::do_add_cte(const CteExpr& cte, bool nest_here) {
  if (element_->kind() == ElementKind::textual_select) {
    element_ = as<TextualSelect>(*element_).with_cte({cte.cte(), nest_here});
    return;
  }
  edit_generative([&](auto& parts) {
    with_rare(parts).independent_ctes.push_back({cte.cte(), nest_here});
  });
}

void detail::add_extension(std::vector<SyntaxExtension>& extensions, std::string_view point,
                           ElementPtr clause, bool replaces) {
  if (replaces) {
    std::erase_if(extensions, [&](const SyntaxExtension& e) {
      return e.point == point && e.clause->construct_name() == clause->construct_name();
    });
  }
  extensions.push_back({std::string(point), std::move(clause)});
}

void SelectHandle::do_extension(std::string_view point, ElementPtr clause, bool replaces) {
  detail::add_extension(state().edit().rare.edit().extensions, point, std::move(clause), replaces);
}

void SelectHandle::do_option(ElementPtr option) {
  state().edit().rare.edit().with_options.push_back(std::move(option));
}

void SelectHandle::do_reduce_columns() {
  SelectState& own = state();
  ColumnList kept = detail::reduce_columns(own);
  SelectState::Parts& parts = own.edit();
  parts.raw_columns.assign(kept.begin(), kept.end());
  parts.columns = std::move(kept);
}

Select<> select(const std::vector<Expr<Untyped>>& columns) {
  auto state = make_ptr<SelectState>();
  SelectState::Parts& parts = state->edit();
  for (const Expr<Untyped>& column : columns) {
    detail::coerce_columns(column, parts.columns, parts.raw_columns);
  }
  return Select<>(SelectBasePtr(std::move(state)));
}

}  // namespace cupel
