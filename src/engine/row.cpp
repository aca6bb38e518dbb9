#include "cupel/engine/row.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

Row<> RowView::to_row() const {
  std::vector<Value> values;
  values.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) values.push_back(meta_->decode(i, cells_[i]));
  return Row<>(Ptr<const ResultMeta>(meta_), std::move(values));
}

bool Row<>::contains(std::string_view name) const noexcept {
  return meta_ && meta_->find(name) < meta_->size();
}

std::vector<std::string> Row<>::keys() const {
  return meta_ ? meta_->keys() : std::vector<std::string>();
}

Parameters Row<>::asdict() const {
  Parameters out;
  out.reserve(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) out.set(meta_->name(i), values_[i]);
  return out;
}

std::string Row<>::repr() const {
  return repr_row(values_);
}

std::size_t Row<>::hash() const {
  std::uint64_t h = values_.size();
  for (const Value& v : values_) h = hash_combine(h, v.hash());
  return h;
}

void Row<>::check_width(std::size_t wanted) const {
  if (wanted > values_.size()) {
    throw InvalidRequestError(
        str_cat("the row has ", values_.size(), " columns, fewer than the ", wanted, " asked for"));
  }
}

std::weak_ordering Row<>::compare(const Row& a, const Row& b) {
  const std::size_t n = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < n; ++i) {
    const auto order = Value::compare(a.values_[i], b.values_[i]);
    if (order != 0) return order;
  }
  return a.size() <=> b.size();
}

}  // namespace cupel
