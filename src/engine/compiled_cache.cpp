#include "cupel/engine/compiled_cache.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "cupel/util/hash.hpp"

namespace cupel {

namespace {

std::uint64_t hash_of(std::uint64_t key_hash, const CompiledCache::Variant& v) noexcept {
  std::uint64_t h = hash_combine(key_hash, v.dialect * 2 + (v.for_executemany ? 1 : 0));
  for (const std::string_view name : v.column_keys) h = hash_text(name, h);
  if (!v.translated_schemas.empty()) h = hash_text(v.translated_schemas, h);
  return h;
}

struct Entry {
  CacheKey key;
  std::uint64_t dialect;
  std::vector<std::string> column_keys;
  std::string translated_schemas;
  bool for_executemany;
  Ptr<const PreparedStatement> statement;
  std::uint64_t last_used;

  [[nodiscard]] bool fits(const CompiledCache::Variant& v) const noexcept {
    return dialect == v.dialect && for_executemany == v.for_executemany &&
           translated_schemas == v.translated_schemas &&
           std::equal(column_keys.begin(), column_keys.end(), v.column_keys.begin(),
                      v.column_keys.end());
  }
};

}  // namespace

struct CompiledCache::State {
  explicit State(std::size_t n) : capacity(std::max<std::size_t>(n, 1)) {}

  // Beyond its capacity by half, the cache shrinks to the capacity: sorting then costs little per
  // statement added, and a hit costs no list surgery.
  void shrink() {
    if (entries.size() <= capacity + capacity / 2) return;
    std::vector<std::uint64_t> ages;
    ages.reserve(entries.size());
    for (const auto& [hash, entry] : entries) ages.push_back(entry->last_used);
    const auto drop = static_cast<std::ptrdiff_t>(entries.size() - capacity);
    std::nth_element(ages.begin(), ages.begin() + drop, ages.end());
    const std::uint64_t oldest_kept = ages[static_cast<std::size_t>(drop)];
    erase_if(entries, [&](const auto& item) { return item.second->last_used < oldest_kept; });
  }

  const std::size_t capacity;
  mutable std::mutex mutex;
  boost::unordered_flat_map<std::uint64_t, std::unique_ptr<Entry>> entries;
  std::uint64_t clock = 0;
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
};

CompiledCache::CompiledCache(std::size_t capacity) : state_(std::make_unique<State>(capacity)) {}
CompiledCache::~CompiledCache() = default;

Ptr<const PreparedStatement> CompiledCache::find(const KeyBuilder& builder,
                                                 const Variant& variant) {
  const std::uint64_t hash = hash_of(builder.hash(), variant);
  const std::lock_guard lock(state_->mutex);
  const auto it = state_->entries.find(hash);
  if (it == state_->entries.end() || !builder.matches(it->second->key) ||
      !it->second->fits(variant)) {
    ++state_->misses;
    return nullptr;
  }
  ++state_->hits;
  it->second->last_used = ++state_->clock;
  return it->second->statement;
}

void CompiledCache::add(const CacheKey& key, const Variant& variant,
                        Ptr<const PreparedStatement> statement) {
  auto entry = std::make_unique<Entry>(Entry{
      key, variant.dialect,
      std::vector<std::string>(variant.column_keys.begin(), variant.column_keys.end()),
      std::string(variant.translated_schemas), variant.for_executemany, std::move(statement), 0});
  const std::uint64_t hash = hash_of(key.hash(), variant);
  const std::lock_guard lock(state_->mutex);
  entry->last_used = ++state_->clock;
  state_->entries.try_emplace(hash, std::move(entry));
  state_->shrink();
}

void CompiledCache::clear() {
  const std::lock_guard lock(state_->mutex);
  state_->entries.clear();
}

std::size_t CompiledCache::size() const {
  const std::lock_guard lock(state_->mutex);
  return state_->entries.size();
}
std::size_t CompiledCache::capacity() const noexcept {
  return state_->capacity;
}
std::uint64_t CompiledCache::hits() const noexcept {
  const std::lock_guard lock(state_->mutex);
  return state_->hits;
}
std::uint64_t CompiledCache::misses() const noexcept {
  const std::lock_guard lock(state_->mutex);
  return state_->misses;
}

}  // namespace cupel
