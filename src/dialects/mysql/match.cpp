#include "cupel/dialects/mysql/match.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/operate.hpp"
#include "cupel/sql/expression/type_fields.hpp"
#include "cupel/sql/expression/unary.hpp"
#include "cupel/sql/traversal/fields_impl.hpp"
#include "cupel/types/special_types.hpp"

namespace cupel {

template class FieldsOf<mysql::MatchExpression, ExtensionElement>;

namespace mysql {

MatchExpression::MatchExpression(ColumnList columns, ColumnPtr against, MatchModes modes)
    : FieldsBase(NullType::instance()),
      columns_(std::move(columns)),
      against_(std::move(against)),
      modes_(modes) {}

ColumnPtr MatchExpression::self_group(OperatorRef against) const {
  if (is_precedent({Operator::match}, against)) return make_ptr<Grouping>(ColumnPtr(this));
  return ColumnPtr(this);
}

namespace {

ColumnPtr make_match(std::vector<Operand> columns, Operand against) {
  if (columns.empty()) throw ArgumentError("match(): columns are required");
  if (against.is_null()) throw ArgumentError("match(): a text to search for is required");
  ColumnList list;
  for (Operand& column : columns)
    list.push_back(cupel::detail::coerce_expression(std::move(column)));
  return make_ptr<MatchExpression>(
      std::move(list), cupel::detail::coerce_expression(std::move(against)), MatchModes{});
}

}  // namespace

Match::Match(std::vector<Operand> columns, Operand against)
    : Match(make_match(std::move(columns), std::move(against))) {}

const MatchExpression& Match::expression() const noexcept {
  return static_cast<const MatchExpression&>(*node_);
}

Match Match::with(MatchModes modes) const {
  const MatchExpression& e = expression();
  return Match(ColumnPtr(make_ptr<MatchExpression>(e.columns(), e.against(), modes)));
}

Match Match::in_boolean_mode() const {
  MatchModes modes = expression().modes();
  modes.boolean_mode = true;
  return with(modes);
}

Match Match::in_natural_language_mode() const {
  MatchModes modes = expression().modes();
  modes.natural_language = true;
  return with(modes);
}

Match Match::with_query_expansion() const {
  MatchModes modes = expression().modes();
  modes.query_expansion = true;
  return with(modes);
}

}  // namespace mysql
}  // namespace cupel
