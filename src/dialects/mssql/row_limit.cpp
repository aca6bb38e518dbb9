#include "dialects/mssql/row_limit.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/compiler.hpp"
#include "cupel/sql/expression/operate.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/types/special_types.hpp"

namespace cupel::mssql {
namespace {

constexpr std::string_view kNumber = "mssql_rn";

bool is_plain(const ColumnPtr& e) noexcept {
  return e && SqlCompiler::is_plain_integer(*e);
}

/// ORDER BY inside OVER cannot name labels of the columns clause.
ColumnPtr without_label_references(const ColumnPtr& e) {
  return static_ptr_cast<const ColumnElement>(
      visitors::replacement_traverse(*e, [](const ClauseElement& part) -> ElementPtr {
        if (part.kind() != ElementKind::label_reference) return {};
        return as<LabelReference>(part).element();
      }));
}

ColumnPtr compare(Operator op, const ColumnPtr& left, const ColumnPtr& right) {
  return cupel::detail::operate(op, left, Operand(ElementPtr(right)));
}

}  // namespace

bool fits_top(const RowLimit& limit) noexcept {
  if (limit.offset) return false;
  return is_plain(limit.limit) ||
         (is_plain(limit.fetch) && (limit.fetch_percent || limit.fetch_with_ties));
}

const ColumnPtr& row_count(const RowLimit& limit) noexcept {
  return limit.fetch ? limit.fetch : limit.limit;
}

void require_orderable(const RowLimit& limit, const ColumnList& order_by) {
  if (order_by.empty()) {
    throw CompileError(
        "MSSQL requires an order_by when using an OFFSET or a non-simple LIMIT clause; add "
        "order_by()");
  }
  if (limit.fetch_percent || limit.fetch_with_ties) {
    throw CompileError(
        "MSSQL needs TOP to use PERCENT and/or WITH TIES. Only simple fetch without offset can be "
        "used.");
  }
}

RowNumberLimit::RowNumberLimit(const SelectState& limited) {
  const SelectState::Parts& parts = limited.parts();
  require_orderable(parts.row_limit, parts.order_by);
  ColumnList order_by;
  for (const ColumnPtr& e : parts.order_by) order_by.push_back(without_label_references(e));

  const auto inner = make_ptr<SelectState>(limited);
  SelectState::Parts& inner_parts = inner->edit();
  const ColumnPtr number = make_ptr<Label>(
      Name(kNumber), make_ptr<Over>(make_ptr<Function>(KnownFunction::none, Name("ROW_NUMBER"),
                                                       ColumnList(), TypePtr()),
                                    ColumnList(), std::move(order_by), Ptr<const FrameClause>()));
  inner_parts.columns.push_back(number);
  inner_parts.raw_columns.emplace_back(number);
  inner_parts.order_by.clear();
  numbered = inner;

  const auto rows = make_ptr<Subquery>(inner);
  const auto chosen = make_ptr<SelectState>();
  SelectState::Parts& chosen_parts = chosen->edit();
  for (const auto& entry : rows->columns()) {
    if (entry.key == kNumber) continue;
    chosen_parts.columns.emplace_back(entry.column);
    chosen_parts.raw_columns.emplace_back(entry.column);
  }
  const ColumnPtr row_number = make_ptr<ColumnClause>(Name(kNumber), NullType::instance());
  const ColumnPtr& count = row_count(parts.row_limit);
  const ColumnPtr& offset = parts.row_limit.offset;
  if (offset) chosen_parts.where.push_back(compare(Operator::gt, row_number, offset));
  if (count) {
    chosen_parts.where.push_back(
        compare(Operator::le, row_number, offset ? compare(Operator::add, count, offset) : count));
  }
  outer = chosen;
}

}  // namespace cupel::mssql
