#include <memory>
#include <utility>

#include <cupel/sql/expression/from_clause.hpp>

namespace cupel {

bool ReturnsRows::is_derived_from(const FromClause* from) const noexcept {
  return from && identity() == static_cast<const ClauseElement*>(from)->identity();
}

FromClause::~FromClause() {
  destroy(columns_.load(std::memory_order_acquire));
}

void FromClause::destroy(Columns* columns) noexcept {
  if (!columns) return;
  for (const ColumnClause* column : columns->owned) delete column;
  delete columns;
}

const ColumnCollection& FromClause::make_columns() const {
  auto fresh = std::make_unique<Columns>();
  try {
    populate_columns(*fresh);
  } catch (...) {
    destroy(fresh.release());
    throw;
  }
  Columns* expected = nullptr;
  if (columns_.compare_exchange_strong(expected, fresh.get(), std::memory_order_acq_rel)) {
    return fresh.release()->all;
  }
  destroy(fresh.release());
  return expected->all;
}

FromClause::Columns& FromClause::mutable_columns() const {
  columns();
  return *columns_.load(std::memory_order_acquire);
}

void FromClause::own_column(Columns& columns, std::string key,
                            const Ptr<ColumnClause>& column) const {
  column->set_table(*this, static_cast<std::uint32_t>(columns.owned.size()));
  columns.owned.push_back(column.get());
  columns.all.add(std::move(key), *column);
}

void FromClause::make_proxies(
    const FromClause& owner,
    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const {
  for (const ColumnCollection::Entry& entry : columns()) {
    proxies.emplace_back(entry.key, entry.column->make_proxy(owner, {}, entry.key));
  }
}

std::vector<const ColumnElement*> FromClause::primary_key() const {
  std::vector<const ColumnElement*> out;
  for (const ColumnCollection::Entry& entry : columns()) {
    if (entry.column->is_primary_key()) out.push_back(entry.column);
  }
  return out;
}

std::vector<ForeignKeyLink> FromClause::foreign_keys() const {
  std::vector<ForeignKeyLink> out;
  std::vector<const ColumnElement*> bases;
  for (const ColumnCollection::Entry& entry : columns()) {
    bases.clear();
    entry.column->collect_base_columns(bases);
    for (const ColumnElement* base : bases) {
      const std::size_t first = out.size();
      base->foreign_keys(out);
      for (std::size_t i = first; i < out.size(); ++i) out[i].parent = entry.column;
    }
  }
  return out;
}

std::string FromClause::description() const {
  return from_name().display();
}

void FromClause::collect_froms(FromList& froms) const {
  froms.emplace_back(this);
}

void FromClause::collect_hidden_froms(std::vector<const FromClause*>&) const {}

FromPtr FromClause::self_group(OperatorRef) const {
  return FromPtr(this);
}

}  // namespace cupel
