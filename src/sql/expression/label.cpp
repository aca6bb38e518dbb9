#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/column_clause.hpp>
#include <cupel/sql/expression/from_clause.hpp>
#include <cupel/sql/expression/label.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

ColumnPtr unwrap_labels(const ColumnPtr& element) {
  ColumnPtr inner = element;
  while (inner->kind() == ElementKind::label) inner = as<Label>(*inner).raw_element();
  return inner;
}

}  // namespace

template class FieldsOf<Label, ColumnElement>;
template class FieldsOf<LabelReference, ColumnElement>;
template class FieldsOf<TextualLabelReference, ColumnElement>;

Label::Label(const Name& name, const ColumnPtr& element, TypePtr type)
    : FieldsBase(ElementKind::label, type ? type : element->type()),
      element_(unwrap_labels(element)) {
  if (name.empty()) {
    const Name inner = element_->element_name();
    name_ = Name::anonymous(next_anonymous_id(), inner.empty() ? std::string_view("anon")
                                                               : std::string_view(inner.text()));
  } else {
    name_ = name;
  }
}

ColumnPtr Label::element() const {
  return element_->self_group(Operator::as);
}

ColumnPtr Label::self_group(OperatorRef against) const {
  ColumnPtr inner = element_->self_group(against);
  if (inner == element_) return ColumnPtr(this);
  return make_ptr<Label>(name_, inner, type_);
}

ColumnPtr Label::negate() const {
  return element_->negate();
}

bool Label::is_implicitly_boolean() const noexcept {
  return element_->is_implicitly_boolean();
}

void Label::collect_froms(FromList& froms) const {
  element_->collect_froms(froms);
}

Ptr<ColumnClause> Label::make_proxy(const FromClause& owner, const Name& name,
                                    const std::string& key) const {
  // The columns of the subquery would bear another name than the one that was asked for.
  if (!name.empty() && name.text() != name_.text()) {
    throw InvalidRequestError(
        str_cat("Label name ", quoted(name_.text()),
                " would be renamed, as another column of the SELECT has that name; give explicit "
                "labels names of their own"));
  }
  Ptr<ColumnClause> column =
      element_->make_proxy(owner, name.empty() ? name_ : name, key.empty() ? name_.text() : key);
  column->set_proxies({ColumnPtr(this), element_});
  return column;
}

LabelReference::LabelReference(ColumnPtr element)
    : FieldsBase(ElementKind::label_reference, element->type()), element_(std::move(element)) {}

TextualLabelReference::TextualLabelReference(std::string text)
    : FieldsBase(ElementKind::text_label_reference, detail::null_type()), text_(std::move(text)) {}

}  // namespace cupel
