#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/event/listen_handle.hpp"

namespace cupel {

template <class Sig>
class EventList;

/// The listeners of one event on one target, called in the order in which they were attached.
///
/// Listeners may attach and remove listeners, themselves included, while the event fires: what is
/// attached during a firing is called from the next one on. An exception thrown by a listener
/// leaves fire(), and later listeners are not called. Thread safety: every member may be called
/// from any thread; listeners are called without a lock.
template <class R, class... Args>
class EventList<R(Args...)> {
 public:
  using Function = std::function<R(Args...)>;

  EventList() = default;
  EventList(EventList&&) noexcept = default;
  EventList& operator=(EventList&&) noexcept = default;

  ListenHandle listen(Function fn, ListenOptions options = {}) {
    auto listener = std::make_shared<Listener>(std::move(fn), options);
    detail::EventListBase& base = state_.get_or_make();
    base.add(listener);
    return ListenHandle(base, listener);
  }

  /// Cheap enough to stand before building the event's arguments.
  [[nodiscard]] bool empty() const noexcept { return state_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept {
    const detail::EventListBase* base = state_.get();
    return base ? base->size() : 0;
  }
  void clear() noexcept {
    if (detail::EventListBase* base = state_.get()) base->clear();
  }

  /// Calls every listener; return values are dropped.
  void fire(Args... args) const {
    if (empty()) return;
    const auto all = state_.get()->snapshot();
    for (const auto& l : *all)
      if (begin_call(*l)) (void)static_cast<const Listener&>(*l).fn(args...);
  }
  void operator()(Args... args) const { fire(args...); }

  /// Calls every listener and hands each result to `each(result, options)`; stops when that returns
  /// false. For events whose listeners may replace a value or veto.
  template <class Each>
  void fire_each(Each&& each, Args... args) const
    requires(!std::is_void_v<R>)
  {
    if (empty()) return;
    const auto all = state_.get()->snapshot();
    for (const auto& l : *all) {
      if (!begin_call(*l)) continue;
      if (!each(static_cast<const Listener&>(*l).fn(args...), l->options)) return;
    }
  }

  /// Attaches the listeners of `other` (those made with `propagate`, or all) to this list as well.
  /// They are the same listeners: a handle's remove() silences them in both lists, and `once`
  /// counts for both together.
  void update_from(const EventList& other, bool only_propagate = true) {
    if (other.empty()) return;
    const auto all = other.state_.get()->snapshot();
    for (const auto& l : *all)
      if (!only_propagate || l->options.propagate) state_.get_or_make().add(l);
  }

 private:
  struct Listener final : detail::ListenerBase {
    Listener(Function f, ListenOptions o) : ListenerBase(o), fn(std::move(f)) {}
    Function fn;
  };

  bool begin_call(detail::ListenerBase& l) const noexcept {
    if (l.removed.load(std::memory_order_acquire)) return false;
    if (!l.options.once) return true;
    if (l.fired.exchange(true, std::memory_order_acq_rel)) return false;
    state_.get()->remove(l);
    return true;
  }

  detail::EventListState state_;
};

}  // namespace cupel
