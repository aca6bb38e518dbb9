#include "cupel/engine/compiled_cache.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "cupel/util/hash.hpp"
#include "cupel/util/ref_count.hpp"

namespace cupel {

namespace {

std::uint64_t hash_of(std::uint64_t key_hash, const CompiledCache::Variant& v) noexcept {
  std::uint64_t h = hash_combine(key_hash, v.dialect * 2 + (v.for_executemany ? 1 : 0));
  for (const std::string_view name : v.column_keys) h = hash_text(name, h);
  if (!v.translated_schemas.empty()) h = hash_text(v.translated_schemas, h);
  return h;
}

}  // namespace

struct CompiledCache::Entry final : RefCounted {
  Entry(const CacheKey& k, const Variant& v, Ptr<const PreparedStatement> s, std::uint64_t now)
      : key(k),
        dialect(v.dialect),
        column_keys(v.column_keys.begin(), v.column_keys.end()),
        translated_schemas(v.translated_schemas),
        for_executemany(v.for_executemany),
        statement(std::move(s)),
        last_used(now) {}

  const CacheKey key;
  const std::uint64_t dialect;
  const std::vector<std::string> column_keys;
  const std::string translated_schemas;
  const bool for_executemany;
  const Ptr<const PreparedStatement> statement;
  std::atomic<std::uint64_t> last_used;

  [[nodiscard]] bool fits(const Variant& v) const noexcept {
    return dialect == v.dialect && for_executemany == v.for_executemany &&
           translated_schemas == v.translated_schemas &&
           std::equal(column_keys.begin(), column_keys.end(), v.column_keys.begin(),
                      v.column_keys.end());
  }
};

struct CompiledCache::State {
  explicit State(std::size_t n) : capacity(std::max<std::size_t>(n, 1)) {}

  // Beyond its capacity by half, the cache shrinks to the capacity: sorting then costs little per
  // statement added, and a hit costs no list surgery.
  void shrink() {
    if (entries.size() <= capacity + capacity / 2) return;
    std::vector<std::uint64_t> ages;
    ages.reserve(entries.size());
    for (const auto& [hash, entry] : entries) ages.push_back(age_of(*entry));
    const auto drop = static_cast<std::ptrdiff_t>(entries.size() - capacity);
    std::nth_element(ages.begin(), ages.begin() + drop, ages.end());
    const std::uint64_t oldest_kept = ages[static_cast<std::size_t>(drop)];
    erase_if(entries, [&](const auto& item) { return age_of(*item.second) < oldest_kept; });
  }
  static std::uint64_t age_of(const Entry& entry) noexcept {
    return entry.last_used.load(std::memory_order_relaxed);
  }

  const std::size_t capacity;
  mutable std::mutex mutex;  // of the entries
  boost::unordered_flat_map<std::uint64_t, Ptr<Entry>> entries;
  std::atomic<std::uint64_t> version{1};  // counts clear()
  RefCount<std::uint64_t> clock;          // counts hits and additions
  std::atomic<std::uint64_t> additions{0};
  std::atomic<std::uint64_t> misses{0};
};

CompiledCache::Recent::Recent() noexcept = default;
CompiledCache::Recent::~Recent() = default;

void CompiledCache::Recent::clear() noexcept {
  slots_ = {};
  version_ = 0;
}

CompiledCache::CompiledCache(std::size_t capacity) : state_(std::make_unique<State>(capacity)) {}
CompiledCache::~CompiledCache() = default;

/// To be called with the lock held.
CompiledCache::Entry* CompiledCache::lookup(std::uint64_t hash, const KeyBuilder& builder,
                                            const Variant& variant) const {
  const auto it = state_->entries.find(hash);
  if (it == state_->entries.end() || !builder.matches(it->second->key) ||
      !it->second->fits(variant)) {
    return nullptr;
  }
  it->second->last_used.store(state_->clock.increment() + 1, std::memory_order_relaxed);
  return it->second.get();
}

Ptr<const PreparedStatement> CompiledCache::find(const KeyBuilder& builder,
                                                 const Variant& variant) {
  const std::uint64_t hash = hash_of(builder.hash(), variant);
  const std::lock_guard lock(state_->mutex);
  if (const Entry* const found = lookup(hash, builder, variant)) return found->statement;
  state_->misses.fetch_add(1, std::memory_order_relaxed);
  return nullptr;
}

// An entry that was dropped for its age may go on here; after clear() none does.
const PreparedStatement* CompiledCache::find_recent(const KeyBuilder& builder,
                                                    std::uint64_t dialect, Recent& recent) {
  Ptr<Entry>& slot = recent.slots_[builder.hash() % Recent::kSlots];
  const std::uint64_t version = state_->version.load(std::memory_order_acquire);
  if (slot && recent.version_ == version && builder.matches(slot->key)) [[likely]] {
    slot->last_used.store(state_->clock.increment() + 1, std::memory_order_relaxed);
    return slot->statement.get();
  }
  const Variant variant{.dialect = dialect};
  const std::uint64_t hash = hash_of(builder.hash(), variant);
  if (recent.version_ != version) {
    recent.clear();
    recent.version_ = version;
  }
  const std::lock_guard lock(state_->mutex);
  Entry* const found = lookup(hash, builder, variant);
  if (!found) return nullptr;
  slot = Ptr<Entry>(found);
  return found->statement.get();
}

void CompiledCache::add(const CacheKey& key, const Variant& variant,
                        Ptr<const PreparedStatement> statement) {
  const std::uint64_t hash = hash_of(key.hash(), variant);
  state_->additions.fetch_add(1, std::memory_order_relaxed);
  auto entry = make_ptr<Entry>(key, variant, std::move(statement), state_->clock.increment() + 1);
  const std::lock_guard lock(state_->mutex);
  state_->entries.try_emplace(hash, std::move(entry));
  state_->shrink();
}

void CompiledCache::clear() {
  const std::lock_guard lock(state_->mutex);
  state_->entries.clear();
  state_->version.fetch_add(1, std::memory_order_release);
}

std::size_t CompiledCache::size() const {
  const std::lock_guard lock(state_->mutex);
  return state_->entries.size();
}
std::size_t CompiledCache::capacity() const noexcept {
  return state_->capacity;
}
std::uint64_t CompiledCache::hits() const noexcept {
  return state_->clock.get() - state_->additions.load(std::memory_order_relaxed);
}
std::uint64_t CompiledCache::misses() const noexcept {
  return state_->misses.load(std::memory_order_relaxed);
}

}  // namespace cupel
