#pragma once

#include <atomic>
#include <concepts>
#include <cstdint>
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#endif

namespace cupel {

/// A count of handles that any thread may change.
///
/// A locked instruction costs several times what the rest of a handle's copy does, and building a
/// statement or loading a row copies many. So as long as the C library says that the process has
/// one thread only, the count is changed by plain additions.
template <std::unsigned_integral Int = std::uint32_t>
class RefCount {
 public:
  /// Adds one and gives what was there before.
  Int increment() noexcept {
    if (alone()) [[likely]]
      return add(1);
    return count_.fetch_add(1, std::memory_order_relaxed);
  }
  /// Takes one away and gives what was there before. What other threads did with the counted
  /// object before they let go of it happens before this returns 1.
  Int decrement() noexcept {
    if (alone()) [[likely]]
      return add(static_cast<Int>(-1));
    return count_.fetch_sub(1, std::memory_order_acq_rel);
  }
  Int get(std::memory_order order = std::memory_order_relaxed) const noexcept {
    return count_.load(order);
  }
  void set(Int value) noexcept { count_.store(value, std::memory_order_relaxed); }
  void add_many(Int more) noexcept { count_.fetch_add(more, std::memory_order_relaxed); }

 private:
  static bool alone() noexcept {
#if __has_include(<sys/single_threaded.h>)
    return __libc_single_threaded != 0;
#else
    return false;
#endif
  }
  Int add(Int difference) noexcept {
    const Int before = count_.load(std::memory_order_relaxed);
    count_.store(static_cast<Int>(before + difference), std::memory_order_relaxed);
    return before;
  }

  std::atomic<Int> count_{0};
};

}  // namespace cupel
