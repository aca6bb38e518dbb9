#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace cupel {

/// Objects that layers above keep with a mapper: found by their type and a number (0, or the id of
/// a dialect), made at the first request, freed with the mapper.
///
/// Thread-safe; an object that exists is found without a lock.
class MapperExtensions {
 public:
  MapperExtensions() = default;
  MapperExtensions(const MapperExtensions&) = delete;
  MapperExtensions& operator=(const MapperExtensions&) = delete;
  ~MapperExtensions() {
    for (Entry* entry = head_.load(); entry;) {
      const std::unique_ptr<Entry> freed(entry);
      entry = freed->next;
    }
  }

  /// The T under `number`, or what `make()` (a std::unique_ptr<T>) gives. A throw of `make` leaves
  /// everything as it was.
  template <class T, class F>
  T& get(std::uint64_t number, F&& make) {
    if (void* known = find(&kTag<T>, number)) return *static_cast<T*>(known);
    const std::scoped_lock lock(mutex_);
    if (void* known = find(&kTag<T>, number)) return *static_cast<T*>(known);
    auto entry = std::make_unique<Entry>();
    entry->tag = &kTag<T>;
    entry->number = number;
    entry->object = std::shared_ptr<T>(make());
    entry->next = head_.load(std::memory_order_relaxed);
    T& made = *static_cast<T*>(entry->object.get());
    head_.store(entry.release(), std::memory_order_release);
    return made;
  }

 private:
  template <class T>
  static constexpr char kTag = 0;
  struct Entry {
    const void* tag;
    std::uint64_t number;
    std::shared_ptr<void> object;
    Entry* next;
  };

  void* find(const void* tag, std::uint64_t number) const noexcept {
    for (const Entry* e = head_.load(std::memory_order_acquire); e; e = e->next) {
      if (e->tag == tag && e->number == number) return e->object.get();
    }
    return nullptr;
  }

  std::atomic<Entry*> head_{nullptr};
  std::mutex mutex_;
};

}  // namespace cupel
