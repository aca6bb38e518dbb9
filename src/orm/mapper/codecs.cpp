#include "cupel/orm/mapper/codecs.hpp"

namespace cupel {

CodecCache::~CodecCache() {
  for (Entry* entry = head_.load(std::memory_order_relaxed); entry != nullptr;) {
    Entry* const next = entry->next;
    delete entry;
    entry = next;
  }
}

const CodecSet* CodecCache::find(const void* dialect) const noexcept {
  const Entry* entry = head_.load(std::memory_order_acquire);
  while (entry != nullptr && entry->dialect != dialect) entry = entry->next;
  return entry == nullptr ? nullptr : entry->set.get();
}

const CodecSet& CodecCache::add(const void* dialect, std::unique_ptr<const CodecSet> set) {
  const std::lock_guard lock(mutex_);
  if (const CodecSet* present = find(dialect)) return *present;
  auto entry = std::make_unique<Entry>();
  entry->dialect = dialect;
  entry->set = std::move(set);
  entry->next = head_.load(std::memory_order_relaxed);
  head_.store(entry.get(), std::memory_order_release);
  return *entry.release()->set;
}

}  // namespace cupel
