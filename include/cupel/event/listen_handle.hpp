#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "cupel/util/ptr.hpp"

namespace cupel {

/// How a listener is attached. Names and meaning are SQLAlchemy's.
struct ListenOptions {
  bool insert = false;     ///< stand before the listeners that are there
  bool once = false;       ///< call at most once
  bool propagate = false;  ///< hold for derived targets too (read by the owner of the list)
  bool retval = false;     ///< the return value counts (read by the owner of the list)
  bool named = false;      ///< arguments by name (read by the owner of the list)
};

namespace detail {

/// The part of a listener that does not depend on its signature.
struct ListenerBase {
  explicit ListenerBase(ListenOptions o) noexcept : options(o) {}
  virtual ~ListenerBase() = default;

  const ListenOptions options;
  std::atomic<bool> removed{false};  // a firing in progress skips it from now on
  std::atomic<bool> fired{false};
};

/// The state of an EventList; handles hold it too.
class EventListBase final : public RefCounted {
 public:
  using Listeners = std::vector<std::shared_ptr<ListenerBase>>;

  void add(std::shared_ptr<ListenerBase> listener);
  bool remove(const ListenerBase& listener) noexcept;
  [[nodiscard]] bool contains(const ListenerBase& listener) const noexcept;
  void clear() noexcept;
  [[nodiscard]] std::uint32_t size() const noexcept {
    return count_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::shared_ptr<const Listeners> snapshot() const;

 private:
  std::shared_ptr<const Listeners> replace(std::shared_ptr<const Listeners> next) noexcept;

  mutable std::mutex mutex_;
  std::shared_ptr<const Listeners> listeners_;
  std::atomic<std::uint32_t> count_{0};
};

/// One pointer; the state is made with the first listener.
class EventListState {
 public:
  EventListState() noexcept = default;
  EventListState(EventListState&& o) noexcept
      : base_(o.base_.exchange(nullptr, std::memory_order_acq_rel)) {}
  EventListState& operator=(EventListState&& o) noexcept;
  ~EventListState();

  /// Two loads, no lock.
  [[nodiscard]] bool empty() const noexcept {
    const EventListBase* base = base_.load(std::memory_order_acquire);
    return !base || base->size() == 0;
  }
  [[nodiscard]] EventListBase* get() const noexcept {
    return base_.load(std::memory_order_acquire);
  }
  EventListBase& get_or_make();

 private:
  std::atomic<EventListBase*> base_{nullptr};  // counted by hand, so that it can be atomic
};

}  // namespace detail

/// Names one attached listener. Not RAII: letting go of the handle leaves the listener attached.
///
/// Thread safety: remove() may be called from any thread, also from inside a listener.
class ListenHandle {
 public:
  ListenHandle() noexcept = default;
  ListenHandle(detail::EventListBase& list, std::weak_ptr<detail::ListenerBase> listener);

  /// Takes the listener off its list. A firing in progress does not call it any more (unless it
  /// already began to). Without effect when it is off, or the list is gone.
  void remove() noexcept;
  /// Whether the listener is still attached.
  [[nodiscard]] bool attached() const noexcept;

  /// One handle for several lists (an event set on many targets at once).
  ListenHandle& operator+=(const ListenHandle& other);

 private:
  struct Link {
    Ptr<detail::EventListBase> list;
    std::weak_ptr<detail::ListenerBase> listener;
  };
  std::vector<Link> links_;
};

}  // namespace cupel
