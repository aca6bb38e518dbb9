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

namespace {

template <class T, class A>
bool append_elements(KeyBuilder& key, const std::vector<Ptr<const T>, A>& elements) {
  for (const Ptr<const T>& element : elements) {
    if (!element->append_cache_key(key)) return false;
  }
  return true;
}

bool append_joins(KeyBuilder& key, const SetupJoinList& joins) {
  for (const SetupJoin& join : joins) {
    key.word((join.isouter ? 1U : 0U) | (join.full ? 2U : 0U) | (join.onclause ? 4U : 0U) |
             (join.left ? 8U : 0U));
    if (!join.right->append_cache_key(key) ||
        (join.onclause && !join.onclause->append_cache_key(key)) ||
        (join.left && !join.left->append_cache_key(key))) {
      return false;
    }
  }
  return true;
}

}  // namespace

// What the list of fields would say, in two words before the elements: every SELECT is looked up.
bool SelectState::append_cache_key(KeyBuilder& key) const {
  constexpr std::uint64_t kTag = static_cast<std::uint64_t>(ElementKind::select) + 1;
  constexpr std::uint64_t kIsShort = std::uint64_t{1} << 63;
  const Parts& p = parts_;
  const bool is_rare = !field_is_default(p.rare) || p.row_limit.fetch;
  const std::size_t others = p.from_obj.size() | p.group_by.size() | p.having.size();
  const std::size_t many = p.raw_columns.size() | p.where.size() | p.order_by.size();
  if (is_rare || (others | p.setup_joins.size()) >= 0x40 || many >= 0x1000) [[unlikely]] {
    return FieldsBase::append_cache_key(key);
  }
  key.word(kIsShort | kTag | static_cast<std::uint64_t>(p.label_style) << 8 |
           (p.distinct ? 1U << 16 : 0U) | (p.auto_correlate ? 1U << 17 : 0U) |
           (p.row_limit.limit ? 1U << 18 : 0U) | (p.row_limit.offset ? 1U << 19 : 0U));
  key.word(p.raw_columns.size() | p.where.size() << 12 | p.order_by.size() << 24 |
           p.from_obj.size() << 36 | p.group_by.size() << 42 | p.having.size() << 48 |
           p.setup_joins.size() << 54);
  if (!append_elements(key, p.raw_columns) || !append_joins(key, p.setup_joins) ||
      !append_elements(key, p.where) || !append_elements(key, p.order_by)) {
    return false;
  }
  if (others != 0 && !(append_elements(key, p.from_obj) && append_elements(key, p.group_by) &&
                       append_elements(key, p.having))) {
    return false;
  }
  return (!p.row_limit.limit || p.row_limit.limit->append_cache_key(key)) &&
         (!p.row_limit.offset || p.row_limit.offset->append_cache_key(key));
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
