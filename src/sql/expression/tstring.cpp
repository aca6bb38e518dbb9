#include <ostream>
#include <utility>

#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/tstring.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/traversal/fields_impl.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<TString, ExtensionElement>;

TString::TString(std::vector<Piece> pieces)
    : FieldsBase(detail::null_type()), pieces_(std::move(pieces)) {}

namespace detail {
namespace {

ElementPtr embedded(Operand operand) {
  if (!operand.element()) {
    return make_ptr<BindParameter>("param", std::move(operand).take_value(), TypePtr());
  }
  ElementPtr element = std::move(operand).take_element();
  if (const SelectBase* select = as_select(element.get())) {
    return make_ptr<ScalarSelect>(SelectBasePtr(select));
  }
  if (as_from(element.get()) != nullptr) return coerce_from(Operand(std::move(element)));
  return element;
}

}  // namespace

ColumnPtr make_tstring(std::string_view text, std::initializer_list<Operand> arguments) {
  std::vector<TString::Piece> pieces(1);
  auto argument = arguments.begin();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' && i + 1 < text.size() && text[i + 1] == '}' && argument != arguments.end()) {
      pieces.back().element = embedded(*argument++);
      pieces.emplace_back();
      ++i;
      continue;
    }
    if (c == '{' || c == '}') ++i;  // the first of two
    pieces.back().text += c;
  }
  return make_ptr<TString>(std::move(pieces));
}

}  // namespace detail

std::ostream& operator<<(std::ostream& out, const TStringExpr& text) {
  return out << static_cast<const SqlExpression&>(text);
}

}  // namespace cupel
