#include <algorithm>
#include <memory>
#include <utility>

#include <cupel/sql/expression/dml.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/sql/expression/type_fields.hpp>

#include "sql/expression/select_froms.hpp"

namespace cupel {
namespace {

/// The names of RETURNING's columns are chosen as those of a select.
Ptr<SelectState> returning_as_select(const ColumnList& columns) {
  auto select = make_ptr<SelectState>();
  select->edit().columns = columns;
  return select;
}

FromList other_froms(const FromPtr& table, FromList froms) {
  FromList own;
  table->collect_froms(own);
  FromList out = detail::normalize_froms(froms);
  std::erase_if(out, [&](const FromPtr& from) {
    return std::any_of(own.begin(), own.end(),
                       [&](const FromPtr& mine) { return mine->identity() == from->identity(); });
  });
  return out;
}

}  // namespace

template class FieldsOf<InsertState, DmlBase>;
template class FieldsOf<UpdateState, DmlBase>;
template class FieldsOf<DeleteState, DmlBase>;
template class FieldsOf<DmlColumn, ColumnElement>;
template class FieldsOf<SavepointClause, ClauseElement>;

DmlBase::DmlBase(const DmlBase& other) : ReturnsRows(other), common_(other.common_) {}

DmlBase::~DmlBase() {
  delete exported_.load(std::memory_order_acquire);
}

DmlBase::Common& DmlBase::edit_common() noexcept {
  delete exported_.exchange(nullptr, std::memory_order_acq_rel);
  return common_;
}

std::vector<ColumnPlusNames> DmlBase::returning_plus_names() const {
  return returning_as_select(common_.returning)->columns_plus_names(true);
}

const ColumnCollection& DmlBase::exported_columns() const {
  if (const ColumnCollection* made = exported_.load(std::memory_order_acquire)) return *made;
  auto fresh = std::make_unique<ColumnCollection>();
  const auto select = returning_as_select(common_.returning);
  for (const ColumnPlusNames& entry : select->columns_plus_names(false)) {
    if (entry.column->kind() != ElementKind::text) fresh->add(entry.proxy_key, *entry.column);
  }
  ColumnCollection* expected = nullptr;
  if (exported_.compare_exchange_strong(expected, fresh.get(), std::memory_order_acq_rel)) {
    return *fresh.release();
  }
  return *expected;
}

void DmlBase::make_proxies(const FromClause& owner,
                           std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const {
  returning_as_select(common_.returning)->make_proxies(owner, proxies);
}

InsertState::InsertState(FromPtr table) : FieldsBase(ElementKind::insert) {
  common_.table = std::move(table);
}

UpdateState::UpdateState(FromPtr table) : FieldsBase(ElementKind::update) {
  common_.table = std::move(table);
}

FromList UpdateState::extra_froms() const {
  FromList froms;
  // Columns of other tables in SET belong to a multi-table UPDATE.
  for (const DmlValue& value : parts_.values) {
    if (value.column) value.column->collect_froms(froms);
  }
  for (const DmlValue& value : parts_.values) {
    if (value.value) value.value->collect_froms(froms);
  }
  for (const ColumnPtr& condition : parts_.where) condition->collect_froms(froms);
  return other_froms(common_.table, std::move(froms));
}

DeleteState::DeleteState(FromPtr table) : FieldsBase(ElementKind::delete_) {
  common_.table = std::move(table);
}

FromList DeleteState::extra_froms() const {
  FromList froms;
  for (const FromPtr& from : parts_.using_) from->collect_froms(froms);
  for (const ColumnPtr& condition : parts_.where) condition->collect_froms(froms);
  return other_froms(common_.table, std::move(froms));
}

DmlColumn::DmlColumn(ColumnPtr column)
    : FieldsBase(ElementKind::from_dml_column, column->type()), column_(std::move(column)) {}

SavepointClause::SavepointClause(ElementKind kind, std::string name)
    : FieldsBase(kind), name_(std::move(name)) {}

}  // namespace cupel
