#include <algorithm>
#include <memory>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {

template class FieldsOf<CompoundSelect, SelectBase>;
template class FieldsOf<SelectGrouping, SelectBase>;
template class FieldsOf<TextualSelect, SelectBase>;

CompoundSelect::CompoundSelect(CompoundKeyword keyword, std::vector<SelectBasePtr> selects)
    : FieldsBase(ElementKind::compound_select), keyword_(keyword) {
  if (selects.empty()) {
    throw ArgumentError("a set operation needs at least one select: union_(select(...), ...)");
  }
  parts_.selects.reserve(selects.size());
  for (SelectBasePtr& select : selects) parts_.selects.push_back(select->self_group());
}

CompoundSelect::CompoundSelect(const CompoundSelect& other) = default;
CompoundSelect::~CompoundSelect() = default;

CompoundSelect::Parts& CompoundSelect::edit() noexcept {
  return parts_;
}

const ColumnCollection& CompoundSelect::selected_columns() const {
  return parts_.selects.front()->selected_columns();
}

const ColumnList& CompoundSelect::all_selected_columns() const {
  return parts_.selects.front()->all_selected_columns();
}

SelectBasePtr CompoundSelect::with_label_style(LabelStyle style) const {
  if (style == parts_.label_style) return SelectBasePtr(this);
  auto copy = make_ptr<CompoundSelect>(*this);
  copy->parts_.label_style = style;
  copy->parts_.selects.front() = parts_.selects.front()->with_label_style(style);
  return copy;
}

SelectBasePtr CompoundSelect::self_group(OperatorRef) const {
  return make_ptr<SelectGrouping>(SelectBasePtr(this));
}

void CompoundSelect::make_proxies(
    const FromClause& owner,
    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const {
  const std::size_t first = proxies.size();
  SelectBasePtr leading = parts_.selects.front();
  if (parts_.label_style != kLabelStyleDefault) {
    leading = leading->with_label_style(parts_.label_style);
  }
  leading->make_proxies(owner, proxies);
  // Each column stands for the columns at its place in all the selects.
  for (std::size_t i = first; i < proxies.size(); ++i) {
    ColumnList lineage;
    for (const SelectBasePtr& select : parts_.selects) {
      const ColumnList& columns = select->all_selected_columns();
      if (i - first < columns.size() && columns[i - first]->kind() != ElementKind::text) {
        lineage.push_back(columns[i - first]);
      }
    }
    proxies[i].second->set_proxies(std::move(lineage));
  }
}

void CompoundSelect::collect_froms(FromList& froms) const {
  for (const SelectBasePtr& select : parts_.selects) select->collect_froms(froms);
}

bool CompoundSelect::is_derived_from(const FromClause* from) const noexcept {
  return std::any_of(parts_.selects.begin(), parts_.selects.end(),
                     [&](const SelectBasePtr& select) { return select->is_derived_from(from); });
}

SelectGrouping::SelectGrouping(SelectBasePtr element)
    : FieldsBase(ElementKind::select_grouping), element_(std::move(element)) {}

SelectBasePtr SelectGrouping::with_label_style(LabelStyle style) const {
  SelectBasePtr inner = element_->with_label_style(style);
  if (inner == element_) return SelectBasePtr(this);
  return make_ptr<SelectGrouping>(std::move(inner));
}

void SelectGrouping::make_proxies(
    const FromClause& owner,
    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const {
  element_->make_proxies(owner, proxies);
}

void SelectGrouping::collect_froms(FromList& froms) const {
  element_->collect_froms(froms);
}

bool SelectGrouping::is_derived_from(const FromClause* from) const noexcept {
  return element_->is_derived_from(from);
}

TextualSelect::TextualSelect(Ptr<const TextClause> text, ColumnList columns, bool positional)
    : FieldsBase(ElementKind::textual_select),
      text_(std::move(text)),
      columns_(std::move(columns)),
      positional_(positional) {}

TextualSelect::TextualSelect(const TextualSelect& other)
    : FieldsBase(other),
      text_(other.text_),
      columns_(other.columns_),
      ctes_(other.ctes_),
      positional_(other.positional_) {}

TextualSelect::~TextualSelect() {
  delete collection_.load(std::memory_order_acquire);
}

Ptr<TextualSelect> TextualSelect::with_cte(IndependentCte cte) const {
  auto copy = make_ptr<TextualSelect>(*this);
  copy->ctes_.push_back(std::move(cte));
  return copy;
}

const ColumnCollection& TextualSelect::selected_columns() const {
  if (const ColumnCollection* made = collection_.load(std::memory_order_acquire)) return *made;
  auto fresh = std::make_unique<ColumnCollection>();
  for (const ColumnPtr& column : columns_) fresh->add(column->key(), *column);
  ColumnCollection* expected = nullptr;
  if (collection_.compare_exchange_strong(expected, fresh.get(), std::memory_order_acq_rel)) {
    return *fresh.release();
  }
  return *expected;
}

void TextualSelect::make_proxies(
    const FromClause& owner,
    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const {
  for (const ColumnPtr& column : columns_) {
    proxies.emplace_back(column->key(), column->make_proxy(owner, {}, column->key()));
  }
}

}  // namespace cupel
