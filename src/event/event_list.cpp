#include "cupel/event/event_list.hpp"

#include <algorithm>

namespace cupel {

namespace detail {

// Gives back what was there, for the caller to let go of without the lock: the destructor of a
// listener may use this very list.
std::shared_ptr<const EventListBase::Listeners> EventListBase::replace(
    std::shared_ptr<const Listeners> next) noexcept {
  count_.store(static_cast<std::uint32_t>(next ? next->size() : 0), std::memory_order_relaxed);
  return std::exchange(listeners_, std::move(next));
}

void EventListBase::add(std::shared_ptr<ListenerBase> listener) {
  std::shared_ptr<const Listeners> old;
  const std::lock_guard lock(mutex_);
  auto next = std::make_shared<Listeners>();
  if (listeners_) {
    next->reserve(listeners_->size() + 1);
    // Listeners that another list shares may have been removed there.
    for (const auto& l : *listeners_)
      if (!l->removed.load(std::memory_order_acquire)) next->push_back(l);
  }
  const bool insert = listener->options.insert;
  next->insert(insert ? next->begin() : next->end(), std::move(listener));
  old = replace(std::move(next));
}

bool EventListBase::remove(const ListenerBase& listener) noexcept {
  std::shared_ptr<const Listeners> old;
  const std::lock_guard lock(mutex_);
  if (!listeners_) return false;
  auto next = std::make_shared<Listeners>();
  for (const auto& l : *listeners_)
    if (l.get() != &listener) next->push_back(l);
  if (next->size() == listeners_->size()) return false;
  old = replace(std::move(next));
  return true;
}

bool EventListBase::contains(const ListenerBase& listener) const noexcept {
  const std::lock_guard lock(mutex_);
  return listeners_ && std::any_of(listeners_->begin(), listeners_->end(),
                                   [&](const auto& l) { return l.get() == &listener; });
}

void EventListBase::clear() noexcept {
  std::shared_ptr<const Listeners> old;
  const std::lock_guard lock(mutex_);
  old = replace(nullptr);
}

std::shared_ptr<const EventListBase::Listeners> EventListBase::snapshot() const {
  static const auto none = std::make_shared<const Listeners>();
  const std::lock_guard lock(mutex_);
  return listeners_ ? listeners_ : none;
}

EventListState& EventListState::operator=(EventListState&& o) noexcept {
  if (this == &o) return *this;
  EventListBase* const taken = o.base_.exchange(nullptr, std::memory_order_acq_rel);
  EventListState old;
  old.base_.store(base_.exchange(taken, std::memory_order_acq_rel), std::memory_order_release);
  return *this;
}

EventListState::~EventListState() {
  const auto base = Ptr<EventListBase>::adopt(base_.load(std::memory_order_acquire));
  if (base) base->clear();  // handles may keep the state; what the listeners hold goes now
}

EventListBase& EventListState::get_or_make() {
  if (EventListBase* base = get()) return *base;
  auto fresh = make_ptr<EventListBase>();
  EventListBase* expected = nullptr;
  if (base_.compare_exchange_strong(expected, fresh.get(), std::memory_order_acq_rel))
    return *fresh.detach();
  return *expected;
}

}  // namespace detail

ListenHandle::ListenHandle(detail::EventListBase& list,
                           std::weak_ptr<detail::ListenerBase> listener) {
  links_.push_back({Ptr<detail::EventListBase>(&list), std::move(listener)});
}

void ListenHandle::remove() noexcept {
  for (const Link& link : links_) {
    const auto listener = link.listener.lock();
    if (!listener) continue;
    listener->removed.store(true, std::memory_order_release);
    link.list->remove(*listener);
  }
}

bool ListenHandle::attached() const noexcept {
  return std::any_of(links_.begin(), links_.end(), [](const Link& link) {
    const auto listener = link.listener.lock();
    return listener && !listener->removed.load(std::memory_order_acquire) &&
           link.list->contains(*listener);
  });
}

ListenHandle& ListenHandle::operator+=(const ListenHandle& other) {
  links_.insert(links_.end(), other.links_.begin(), other.links_.end());
  return *this;
}

}  // namespace cupel
