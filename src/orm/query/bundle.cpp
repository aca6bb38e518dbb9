#include "cupel/orm/query/bundle.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/sql/traversal/cache_key.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

BundleColumns::BundleColumns(std::string_view name, ColumnList columns)
    : name_(name), columns_(std::move(columns)) {}
BundleColumns::~BundleColumns() = default;

std::string BundleColumns::key(std::size_t column) const {
  const ColumnElement& element = *columns_[column];
  if (const Annotation* key = element.annotation(AnnotationKey::orm_key)) return key->text;
  return element.proxy_key();
}

void BundleColumns::visit_children(FunctionRef<void(const ClauseElement&)> visit) const {
  for (const ColumnPtr& column : columns_) visit(*column);
}

bool BundleColumns::append_cache_key(KeyBuilder& key) const {
  key.text(name_);
  key.word(columns_.size());
  for (const ColumnPtr& column : columns_) {
    if (!key.element(column.get())) return false;
  }
  return true;
}

Ptr<ClauseElement> BundleColumns::shallow_copy() const {
  return make_ptr<BundleColumns>(name_, columns_);
}

ColumnPtr detail::bundle_column(const BundleColumns& bundle, std::string_view key) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < bundle.columns().size(); ++i) {
    keys.push_back(bundle.key(i));
    if (keys.back() == key) return bundle.columns()[i];
  }
  throw InvalidRequestError(str_cat("bundle '", bundle.name(), "' has no column '", key, "'",
                                    did_you_mean(key, std::span<const std::string>(keys))));
}

}  // namespace cupel
