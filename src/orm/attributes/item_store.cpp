#include <algorithm>
#include <unordered_map>

#include "cupel/orm/attributes/related_members.hpp"

#include "orm/attributes/cell_memory.hpp"

namespace cupel::detail {

void* ItemMemory::operator new(std::size_t size) {
  return take_cell_memory(size);
}
void ItemMemory::operator delete(void* memory, std::size_t size) noexcept {
  give_cell_memory(memory, size);
}

namespace {
constexpr std::size_t kWorthAnIndex = 32;
}

struct ItemStore::Index : std::unordered_map<const Instance*, std::size_t> {};
struct ItemStore::KeyIndex : std::unordered_map<Value, std::size_t> {};

ItemStore::ItemStore() noexcept = default;
ItemStore::~ItemStore() = default;
ItemStore::ItemStore(const ItemStore& other) : items_(other.items_), keys_(other.keys_) {}

bool ItemStore::contains(const Instance* item) const {
  if (index_ != nullptr) return index_->contains(item);
  return std::find(items_.begin(), items_.end(), item) != items_.end();
}

std::size_t ItemStore::count(const Instance* item) const {
  if (index_ != nullptr) {
    const auto found = index_->find(item);
    return found == index_->end() ? 0 : found->second;
  }
  return static_cast<std::size_t>(std::count(items_.begin(), items_.end(), item));
}

std::size_t ItemStore::indexed_count(const Instance* item) {
  if (index_ == nullptr && items_.size() >= kWorthAnIndex) {
    auto index = std::make_unique<Index>();
    index->reserve(items_.size());
    for (const Instance* i : items_) ++(*index)[i];
    index_ = std::move(index);
  }
  return count(item);
}

std::size_t ItemStore::find(const Instance* item) const {
  return static_cast<std::size_t>(std::find(items_.begin(), items_.end(), item) - items_.begin());
}

std::size_t ItemStore::find_key(const Value& key) const {
  if (key_index_ != nullptr) {
    const auto found = key_index_->find(key);
    return found == key_index_->end() ? items_.size() : found->second;
  }
  return static_cast<std::size_t>(std::find(keys_.begin(), keys_.end(), key) - keys_.begin());
}

std::span<const Value> ItemStore::keys() const {
  return keys_;
}

void ItemStore::reserve(std::size_t n) {
  items_.reserve(n);
}

void ItemStore::assign(std::span<Instance* const> items) {
  clear();
  items_.assign(items.begin(), items.end());
}

void ItemStore::push_back(Instance* item) {
  constexpr std::size_t kFirst = 4;
  if (items_.capacity() == 0) items_.reserve(kFirst);
  items_.push_back(item);
  if (index_ != nullptr) [[unlikely]]
    index_added(item);
}

void ItemStore::insert(std::size_t at, Instance* item) {
  items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(at), item);
  if (index_ != nullptr) index_added(item);
}

void ItemStore::index_keys() {
  auto index = std::make_unique<KeyIndex>();
  index->reserve(keys_.size() * 2);
  for (std::size_t i = 0; i < keys_.size(); ++i) index->emplace(keys_[i], i);
  key_index_ = std::move(index);
}

void ItemStore::insert_keyed(const Value& key, Instance* item) {
  if (key_index_ == nullptr && keys_.size() >= kWorthAnIndex) index_keys();
  const std::size_t at = find_key(key);
  if (at < items_.size()) {
    replace(at, item);
    return;
  }
  keys_.push_back(key);
  try {
    items_.push_back(item);
    if (key_index_ != nullptr) key_index_->emplace(key, at);
  } catch (...) {
    keys_.pop_back();
    items_.resize(keys_.size());
    throw;
  }
  if (index_ != nullptr) index_added(item);
}

void ItemStore::replace(std::size_t at, Instance* item) {
  if (index_ != nullptr) {
    index_added(item);
    index_removed(items_[at]);
  }
  items_[at] = item;
}

void ItemStore::erase(std::size_t at) {
  if (index_ != nullptr) index_removed(items_[at]);
  items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(at));
  key_index_.reset();
  if (!keys_.empty()) keys_.erase(keys_.begin() + static_cast<std::ptrdiff_t>(at));
}

void ItemStore::clear() noexcept {
  items_.clear();
  keys_.clear();
  index_.reset();
  key_index_.reset();
}

void ItemStore::index_added(const Instance* item) {
  // Without memory for it the index is given up, not the change.
  try {
    ++(*index_)[item];
  } catch (...) {
    index_.reset();
  }
}

void ItemStore::index_removed(const Instance* item) {
  const auto found = index_->find(item);
  if (found != index_->end() && --found->second == 0) index_->erase(found);
}

}  // namespace cupel::detail
