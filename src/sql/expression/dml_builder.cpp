#include <algorithm>
#include <iterator>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/dml_builder.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/text_clause.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/filter_by.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

DmlValue make_value(const FromClause& table, const SetTarget& target, const Operand& value) {
  DmlValue out;
  TypePtr type;
  if (target.element()) {
    out.column = detail::element_as_expression(target.element());
    out.name = out.column->key();
    type = out.column->type();
  } else {
    out.name = target.name();
    if (const ColumnElement* column = table.find_column(out.name)) {
      out.column = ColumnPtr(column);
      type = column->type();
    }
  }
  if (value.element()) {
    out.value = detail::element_as_expression(value.element());
    if (out.value->kind() == ElementKind::bind && detail::is_null_type(out.value->type()) && type &&
        !detail::is_null_type(type)) {
      out.value = as<BindParameter>(*out.value).with_type(type);
    }
    out.value = out.value->self_group();
  } else {
    out.literal = true;
    out.value = make_ptr<BindParameter>(out.name.empty() ? std::string("param") : out.name,
                                        std::optional<Value>(value.value()),
                                        BindOptions{.type = std::move(type)});
  }
  return out;
}

std::vector<DmlValue> make_row(const FromClause& table, const ValueRow& row) {
  std::vector<DmlValue> out;
  if (row.is_positional()) {
    const ColumnCollection& columns = table.columns();
    if (row.by_place().size() > columns.size()) {
      throw ArgumentError(str_cat("values(): ", row.by_place().size(), " values for the ",
                                  columns.size(), " columns of ", quoted(table.description())));
    }
    for (std::size_t i = 0; i < row.by_place().size(); ++i) {
      out.push_back(
          make_value(table, SetTarget(Expr<Untyped>(ColumnPtr(&columns[i]))), row.by_place()[i]));
    }
    return out;
  }
  for (const Assignment& assignment : row.named()) {
    out.push_back(make_value(table, assignment.target, assignment.value));
  }
  return out;
}

/// A value given again replaces the earlier one, in its place.
void merge_values(std::vector<DmlValue>& into, std::vector<DmlValue> added) {
  for (DmlValue& value : added) {
    const auto same = [&value](const DmlValue& old) {
      return old.column && value.column ? old.column->identity() == value.column->identity()
                                        : !old.column && !value.column && old.name == value.name;
    };
    if (const auto old = std::ranges::find_if(into, same); old != into.end()) {
      *old = std::move(value);
    } else {
      into.push_back(std::move(value));
    }
  }
}

FromPtr require_target(const FromExpr& table, bool insert) {
  const FromPtr& node = table.node();
  if (node) {
    switch (node->kind()) {
      case ElementKind::table:
      case ElementKind::extension:
        return node;
      case ElementKind::alias:
      case ElementKind::join:
        if (!insert) return node;
        break;
      default:
        break;
    }
  }
  throw ArgumentError(str_cat("subject table for an INSERT, UPDATE or DELETE expected, got ",
                              node ? kind_name(node->kind()) : "nothing"));
}

}  // namespace

ValueRow::ValueRow(const Parameters& values) {
  for (const Parameter& p : values) named_.emplace_back(p.name, Operand(p.value));
}

void ValueRow::spread() {
  if (std::ranges::all_of(named_, [](const Assignment& one) { return one.parts.empty(); })) return;
  std::vector<Assignment> all;
  for (Assignment& one : named_) {
    if (one.parts.empty()) {
      all.push_back(std::move(one));
    } else {
      std::ranges::move(one.parts, std::back_inserter(all));
    }
  }
  named_ = std::move(all);
}

ValueRow ValueRow::positional(std::vector<Operand> values) {
  ValueRow row;
  row.positional_ = std::move(values);
  return row;
}

ValuesArg::ValuesArg(const ParameterSets& rows) : multiple_(true) {
  for (const Parameters& row : rows) rows_.emplace_back(row);
}

// --- all three verbs ---------------------------------------------------------------------------

DmlBase& DmlHandle::own() {
  if (!element_.unique()) element_ = element_->shallow_copy();
  return const_cast<DmlBase&>(static_cast<const DmlBase&>(*element_));
}

CteExpr DmlHandle::cte(std::string_view name, CteOptions options) const {
  return CteExpr(
      make_ptr<CTE>(static_ptr_cast<const ReturnsRows>(element_), Name(name),
                    CteParts{.recursive = options.recursive, .nesting = options.nesting}));
}

void DmlHandle::do_returning(Operand column) {
  DmlBase::Common& common = own().edit_common();
  if (common.return_defaults) {
    throw InvalidRequestError("return_defaults() is already configured on this statement");
  }
  detail::coerce_columns(std::move(column), common.returning, common.raw_returning);
}

void DmlHandle::do_returning_options(ReturningOptions options) {
  own().edit_common().sort_by_parameter_order = options.sort_by_parameter_order;
}

void DmlHandle::do_return_defaults(std::vector<Operand> columns,
                                   std::vector<Operand> supplemental) {
  DmlBase::Common& common = own().edit_common();
  if (!common.returning.empty()) {
    throw InvalidRequestError("RETURNING is already configured on this statement");
  }
  common.return_defaults = true;
  for (Operand& column : columns) {
    common.return_defaults_columns.push_back(
        detail::element_as_expression(std::move(column).take_element()));
  }
  for (Operand& column : supplemental) {
    common.supplemental_returning.push_back(
        detail::element_as_expression(std::move(column).take_element()));
  }
}

void DmlHandle::do_prefix(std::string_view text, std::string_view dialect) {
  own().edit_common().prefixes.push_back({make_ptr<TextClause>(text), std::string(dialect)});
}

void DmlHandle::do_hint(std::string_view text, const FromExpr* from, std::string_view dialect) {
  DmlBase::Common& common = own().edit_common();
  common.hints.push_back(
      {from ? from->node() : common.table, std::string(dialect), std::string(text)});
}

void DmlHandle::do_add_cte(const CteExpr& cte, bool nest_here) {
  own().edit_common().independent_ctes.push_back({cte.cte(), nest_here});
}

void DmlHandle::do_dialect_option(std::string_view name, std::string_view value) {
  own().edit_common().dialect_options.push_back({std::string(name), std::string(value)});
}

void DmlHandle::do_extension(std::string_view point, ElementPtr clause, bool replaces) {
  const bool is_insert = element_->kind() == ElementKind::insert;
  if (point != (is_insert ? "post_values" : "post_criteria")) {
    throw ArgumentError(str_cat("a ", kind_name(element_->kind()), " statement has no place ",
                                quoted(point), " for an extension; its place is ",
                                quoted(is_insert ? "post_values" : "post_criteria")));
  }
  detail::add_extension(own().edit_common().extensions, point, std::move(clause), replaces);
}

void DmlHandle::do_post_values(ElementPtr clause) {
  own().edit_common().post_values_clause = std::move(clause);
}

void DmlHandle::do_option(ElementPtr option) {
  own().edit_common().with_options.push_back(std::move(option));
}

// --- INSERT ------------------------------------------------------------------------------------

InsertState& Insert::own_state() {
  return static_cast<InsertState&>(own());
}

void Insert::do_values(const ValuesArg& values) {
  InsertState& state = own_state();
  InsertState::Parts& parts = state.edit();
  if (parts.select) {
    throw InvalidRequestError("This construct already inserts from a SELECT");
  }
  const FromClause& table = *state.table();
  const bool single = !values.is_multiple();
  if ((single && !parts.multi_values.empty()) || (!single && !parts.values.empty())) {
    throw InvalidRequestError(
        "Can't mix single and multiple VALUES formats in one INSERT statement; one style appends "
        "to "
        "a list while the other replaces values, so the intent is ambiguous.");
  }
  parts.values_set = true;
  if (single) {
    for (const ValueRow& row : values.rows()) merge_values(parts.values, make_row(table, row));
  } else {
    for (const ValueRow& row : values.rows()) parts.multi_values.push_back(make_row(table, row));
  }
}

Insert Insert::values(const ValuesArg& values) const& {
  Insert copy(*this);
  copy.do_values(values);
  return copy;
}

Insert Insert::values(const ValuesArg& values) && {
  do_values(values);
  return std::move(*this);
}

Insert Insert::from_select(const std::vector<SetTarget>& names, Operand select,
                           bool include_defaults) const {
  Insert copy(*this);
  InsertState& state = copy.own_state();
  InsertState::Parts& parts = state.edit();
  if (parts.values_set) {
    throw InvalidRequestError("This construct already inserts value expressions");
  }
  parts.select = detail::coerce_select(std::move(select));
  parts.include_insert_from_select_defaults = include_defaults;
  parts.select_columns.clear();
  parts.select_names.clear();
  for (const SetTarget& name : names) {
    DmlValue target = make_value(*state.table(), name, Operand(nullptr));
    parts.select_columns.push_back(std::move(target.column));
    parts.select_names.push_back(std::move(target.name));
  }
  return copy;
}

Insert Insert::inline_() const {
  Insert copy(*this);
  copy.own_state().edit().inline_ = true;
  return copy;
}

// --- UPDATE ------------------------------------------------------------------------------------

UpdateState& Update::own_state() {
  return static_cast<UpdateState&>(own());
}

Update Update::values(const ValuesArg& values) && {
  UpdateState& state = own_state();
  UpdateState::Parts& parts = state.edit();
  if (values.is_multiple()) {
    throw InvalidRequestError("UPDATE construct does not support multiple parameter sets.");
  }
  if (parts.ordered) {
    throw InvalidRequestError("This statement already has ordered values present");
  }
  for (const ValueRow& row : values.rows()) {
    merge_values(parts.values, make_row(*state.table(), row));
  }
  return std::move(*this);
}

Update Update::values(const ValuesArg& values) const& {
  return Update(*this).values(values);
}

Update Update::ordered_values(std::vector<Assignment> values) const {
  Update copy(*this);
  UpdateState& state = copy.own_state();
  UpdateState::Parts& parts = state.edit();
  if (!parts.values.empty()) {
    throw InvalidRequestError(parts.ordered ? "This statement already has ordered values present"
                                            : "This statement already has values present");
  }
  parts.ordered = true;
  merge_values(parts.values, make_row(*state.table(), ValueRow(std::move(values))));
  return copy;
}

void Update::do_where(ColumnPtr condition) {
  own_state().edit().where.push_back(std::move(condition));
}

Update Update::filter_by(const Parameters& equalities) const {
  Update copy(*this);
  for (ColumnPtr& condition : detail::filter_by_conditions({statement().table()}, equalities)) {
    copy.do_where(std::move(condition));
  }
  return copy;
}

Update Update::inline_() const {
  Update copy(*this);
  copy.own_state().edit().inline_ = true;
  return copy;
}

// --- DELETE ------------------------------------------------------------------------------------

DeleteState& Delete::own_state() {
  return static_cast<DeleteState&>(own());
}

void Delete::do_where(ColumnPtr condition) {
  own_state().edit().where.push_back(std::move(condition));
}

void Delete::do_using(Operand from) {
  own_state().edit().using_.push_back(detail::coerce_from(std::move(from)));
}

Delete Delete::filter_by(const Parameters& equalities) const {
  Delete copy(*this);
  for (ColumnPtr& condition : detail::filter_by_conditions({statement().table()}, equalities)) {
    copy.do_where(std::move(condition));
  }
  return copy;
}

Insert insert(const FromExpr& table) {
  return Insert(make_ptr<InsertState>(require_target(table, true)));
}

Update update(const FromExpr& table) {
  return Update(make_ptr<UpdateState>(require_target(table, false)));
}

Delete delete_(const FromExpr& table) {
  return Delete(make_ptr<DeleteState>(require_target(table, false)));
}

Expr<Untyped> from_dml_column(const SqlExpression& column) {
  return Expr<Untyped>(make_ptr<DmlColumn>(column.node()));
}

Insert FromExpr::insert() const {
  return cupel::insert(*this);
}
Update FromExpr::update() const {
  return cupel::update(*this);
}
Delete FromExpr::delete_() const {
  return cupel::delete_(*this);
}

}  // namespace cupel
