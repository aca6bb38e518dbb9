#include <algorithm>
#include <memory>
#include <utility>

#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/sql/expression/select.hpp>
#include <cupel/sql/expression/type_fields.hpp>

#include "sql/expression/select_froms.hpp"

namespace cupel {

template class FieldsOf<SelectState, SelectBase>;

SelectState::SelectState() : FieldsBase(ElementKind::select) {}
SelectState::SelectState(const SelectState& other) : FieldsBase(other), parts_(other.parts_) {}
SelectState::~SelectState() {
  delete columns_memo_.load(std::memory_order_acquire);
  delete froms_memo_.load(std::memory_order_acquire);
}

void SelectState::forget_memos() noexcept {
  delete columns_memo_.exchange(nullptr, std::memory_order_relaxed);
  delete froms_memo_.exchange(nullptr, std::memory_order_relaxed);
}

namespace {

/// Keeps what was computed first, also when several threads compute at once.
template <class T>
const T& publish(std::atomic<T*>& slot, std::unique_ptr<T> made) {
  T* expected = nullptr;
  if (slot.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel)) {
    return *made.release();
  }
  return *expected;
}

}  // namespace

const ColumnCollection& SelectState::selected_columns() const {
  if (const ColumnCollection* made = columns_memo_.load(std::memory_order_acquire)) return *made;
  auto fresh = std::make_unique<ColumnCollection>();
  for (const ColumnPlusNames& entry : columns_plus_names(false)) {
    if (entry.column->kind() != ElementKind::text) fresh->add(entry.proxy_key, *entry.column);
  }
  return publish(columns_memo_, std::move(fresh));
}

const FromList& SelectState::froms() const {
  if (const FromList* made = froms_memo_.load(std::memory_order_acquire)) return *made;
  return publish(froms_memo_, std::make_unique<FromList>(detail::compute_froms(*this)));
}

const ColumnList& SelectState::all_selected_columns() const {
  return parts_.columns;
}

SelectBasePtr SelectState::with_label_style(LabelStyle style) const {
  if (style == parts_.label_style) return SelectBasePtr(this);
  auto copy = make_ptr<SelectState>(*this);
  copy->edit().label_style = style;
  return copy;
}

SelectBasePtr SelectState::self_group(OperatorRef) const {
  const RowLimit& limit = parts_.row_limit;
  const bool needs_parentheses =
      limit.limit || limit.offset || limit.fetch || !parts_.order_by.empty();
  if (!needs_parentheses) return SelectBasePtr(this);
  return make_ptr<SelectGrouping>(SelectBasePtr(this));
}

void SelectState::make_proxies(
    const FromClause& owner,
    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const {
  for (const ColumnPlusNames& entry : columns_plus_names(false)) {
    if (entry.column->kind() == ElementKind::text) continue;
    proxies.emplace_back(entry.proxy_key,
                         entry.column->make_proxy(owner, entry.required_label, entry.proxy_key));
  }
}

void SelectState::collect_froms(FromList& out) const {
  const FromList& own = froms();
  out.insert(out.end(), own.begin(), own.end());
}

bool SelectState::is_derived_from(const FromClause* from) const noexcept {
  FromList own;
  for (const FromPtr& f : parts_.from_obj) own.push_back(f);
  for (const ColumnPtr& column : parts_.columns) column->collect_froms(own);
  return std::any_of(own.begin(), own.end(),
                     [&](const FromPtr& f) { return f->is_derived_from(from); });
}

FromList SelectState::display_froms(std::span<const FromPtr> explicit_froms,
                                    std::span<const FromPtr> implicit_froms) const {
  return detail::correlate_froms(*this, explicit_froms, implicit_froms);
}

ColumnPtr SelectState::whereclause() const {
  if (parts_.where.empty()) return {};
  return BooleanClauseList::construct(Operator::and_, parts_.where);
}

ElementPtr SelectState::clone_with(CloneContext& context) const {
  ElementPtr copy = FieldsBase::clone_with(context);
  if (copy.get() == this) return copy;
  // The copy is not shared yet; its expanded columns follow from the columns as they were given.
  Parts& parts = const_cast<SelectState&>(as<SelectState>(*copy)).edit();
  parts.columns.clear();
  ElementList raw;
  for (const ElementPtr& element : parts.raw_columns) {
    detail::coerce_columns(Operand(element), parts.columns, raw);
  }
  return copy;
}

}  // namespace cupel
