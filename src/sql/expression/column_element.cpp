#include <algorithm>

#include <cupel/sql/expression/column_clause.hpp>
#include <cupel/sql/expression/column_element.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/from_clause.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/unary.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

// The same column repeated is told apart by its place among the repetitions; the second underscore
// of these names keeps them apart from the others.
std::uint64_t dedupe_id(const ColumnElement& column, std::uint64_t index) noexcept {
  return (reinterpret_cast<std::uintptr_t>(column.identity()) << 16) | index;
}

/// A boolean column as a condition, `active = 0`, goes by the name of the column.
bool kind_is_boolean_wrapper(const ColumnElement& e) {
  return e.kind() == ElementKind::as_boolean;
}

Name wrapped_name(const ColumnElement& e) {
  const ColumnElement& wrapped = *as<AsBoolean>(e).element();
  return wrapped.is_text() ? Name() : wrapped.non_anon_label();
}

}  // namespace

ColumnPtr ColumnElement::self_group(OperatorRef against) const {
  switch (against.op) {
    case Operator::and_:
    case Operator::or_:
    case Operator::asbool:
      if (detail::is_boolean_type(type_)) {
        return make_ptr<AsBoolean>(ColumnPtr(this), Operator::is_true);
      }
      break;
    case Operator::any:
    case Operator::all:
      return make_ptr<Grouping>(ColumnPtr(this));
    default:
      break;
  }
  return ColumnPtr(this);
}

ColumnPtr ColumnElement::negate() const {
  if (detail::is_boolean_type(type_)) {
    return make_ptr<AsBoolean>(ColumnPtr(this), Operator::is_false);
  }
  return make_ptr<UnaryExpression>(self_group(Operator::inv), Operator::inv, OperatorRef{});
}

void ColumnElement::collect_froms(FromList& froms) const {
  // `(f(t.x)).key` does not bring t along; whoever wants it says select_from().
  if (kind() == ElementKind::scalar_function_column) return;
  visit_children([&](const ClauseElement& child) {
    // Children of expressions are expressions; FROM elements stand only in nodes that override
    // this.
    if (const ColumnElement* column = as_column(&child)) column->collect_froms(froms);
  });
}

std::string ColumnElement::proxy_key() const {
  if (const Annotation* named = annotation(AnnotationKey::proxy_key)) return named->text;
  std::string k = key();
  return k.empty() ? non_anon_label().text() : k;
}

Name ColumnElement::anonymous_label(const Name& seed) const {
  // The address is unique among the elements of one statement, and these live as long as it does.
  const auto id = reinterpret_cast<std::uintptr_t>(identity());
  return Name::anonymous(id,
                         seed.empty() ? std::string_view("anon") : std::string_view(seed.text()));
}

Name ColumnElement::anon_name_label() const {
  if (kind_is_boolean_wrapper(*this)) {
    const Name name = wrapped_name(*this);
    if (!name.empty()) return name;
  }
  return anonymous_label(element_name());
}

Name ColumnElement::anon_tq_label() const {
  return anonymous_label(tq_label());
}

Name ColumnElement::dedupe_anon_label(std::uint64_t index) const {
  Name name = kind_is_boolean_wrapper(*this) ? wrapped_name(*this) : element_name();
  if (name.empty()) name = non_anon_label();
  if (name.empty()) return dedupe_anon_tq_label(index);
  return Name::anonymous(dedupe_id(*this, index), name.text() + "_");
}

Name ColumnElement::dedupe_anon_tq_label(std::uint64_t index) const {
  Name label = tq_label();
  return Name::anonymous(dedupe_id(*this, index),
                         (label.empty() ? std::string("anon") : label.text()) + "_");
}

Name ColumnElement::expression_label() const {
  if (!element_name().empty()) return {};
  if (const Annotation* named = annotation(AnnotationKey::proxy_key)) return Name(named->text);
  return {};
}

bool ColumnElement::shares_lineage(const ColumnElement& other) const {
  std::vector<const ClauseElement*> mine;
  std::vector<const ClauseElement*> theirs;
  collect_proxy_set(mine);
  other.collect_proxy_set(theirs);
  return std::any_of(mine.begin(), mine.end(), [&](const ClauseElement* element) {
    return std::find(theirs.begin(), theirs.end(), element) != theirs.end();
  });
}

void ColumnElement::collect_proxy_set(std::vector<const ClauseElement*>& out) const {
  const ClauseElement* self = identity();
  if (std::find(out.begin(), out.end(), self) != out.end()) return;
  out.push_back(self);
  for (const ColumnPtr& proxy : proxies()) proxy->collect_proxy_set(out);
}

void ColumnElement::collect_base_columns(std::vector<const ColumnElement*>& out) const {
  if (proxies().empty()) {
    if (std::find(out.begin(), out.end(), this) == out.end()) out.push_back(this);
    return;
  }
  for (const ColumnPtr& proxy : proxies()) proxy->collect_base_columns(out);
}

void ColumnElement::foreign_keys(std::vector<ForeignKeyLink>&) const {}

Ptr<ColumnClause> ColumnElement::make_proxy(const FromClause&, const Name& name,
                                            const std::string& key) const {
  auto column = make_ptr<ColumnClause>(name.empty() ? anon_name_label() : name, type_, false, key);
  column->set_proxies({ColumnPtr(this)});
  return column;
}

std::string WrapsColumnExpression::proxy_key() const {
  if (wrapped().is_text()) return ColumnElement::proxy_key();
  return wrapped().proxy_key();
}

Name WrapsColumnExpression::non_anon_label() const {
  return wrapped().non_anon_label();
}

Name WrapsColumnExpression::tq_label() const {
  return wrapped().tq_label();
}

Name WrapsColumnExpression::anon_name_label() const {
  const ColumnElement& inner = wrapped();
  if (inner.is_text()) return ColumnElement::anon_name_label();
  // The natural name of what is wrapped: CAST(t.x AS ...) AS x.
  if (Name label = inner.non_anon_label(); !label.empty()) return label;
  return inner.anon_name_label();
}

}  // namespace cupel
