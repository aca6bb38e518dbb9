#include "cupel/orm/session/scoped_session.hpp"

#include <map>
#include <mutex>
#include <unordered_map>

#include "cupel/error/core_errors.hpp"

namespace cupel {

struct ScopedSession::Registry : std::enable_shared_from_this<ScopedSession::Registry> {
  Registry(SessionFactory f, ScopeFunction s) : factory(std::move(f)), scope(std::move(s)) {}

  SessionFactory factory;
  ScopeFunction scope;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<Session>> by_scope;

  /// The sessions of one thread, closed with it.
  struct ThreadSessions {
    struct Entry {
      std::weak_ptr<Registry> registry;
      std::unique_ptr<Session> session;
    };
    std::unordered_map<const Registry*, Entry> sessions;
  };
  static ThreadSessions& of_thread() {
    thread_local ThreadSessions sessions;
    return sessions;
  }

  Session* find() {
    if (scope) {
      const std::string key = scope();
      const std::scoped_lock lock(mutex);
      const auto found = by_scope.find(key);
      return found == by_scope.end() ? nullptr : found->second.get();
    }
    auto& mine = of_thread().sessions;
    const auto found = mine.find(this);
    // The address may be that of an earlier registry which is gone.
    if (found == mine.end() || found->second.registry.lock().get() != this) return nullptr;
    return found->second.session.get();
  }

  Session& put(Session session) {
    auto made = std::make_unique<Session>(std::move(session));
    Session& stays = *made;
    if (scope) {
      const std::string key = scope();
      const std::scoped_lock lock(mutex);
      by_scope[key] = std::move(made);
    } else {
      of_thread().sessions[this] = {weak_from_this(), std::move(made)};
    }
    return stays;
  }

  std::unique_ptr<Session> take() {
    std::unique_ptr<Session> taken;
    if (scope) {
      const std::string key = scope();
      const std::scoped_lock lock(mutex);
      const auto found = by_scope.find(key);
      if (found == by_scope.end()) return taken;
      taken = std::move(found->second);
      by_scope.erase(found);
    } else if (find()) {
      auto& mine = of_thread().sessions;
      taken = std::move(mine[this].session);
      mine.erase(this);
    }
    return taken;
  }
};

ScopedSession::ScopedSession(SessionFactory factory, ScopeFunction scope)
    : registry_(std::make_shared<Registry>(std::move(factory), std::move(scope))) {}

Session& ScopedSession::operator()() const {
  if (Session* known = registry_->find()) return *known;
  return registry_->put(registry_->factory());
}

Session& ScopedSession::put(Session session) const {
  if (has()) {
    throw InvalidRequestError(
        "Scoped session is already present; no new arguments may be specified. remove() it first.");
  }
  return registry_->put(std::move(session));
}

bool ScopedSession::has() const {
  return registry_->find() != nullptr;
}

void ScopedSession::remove() const {
  if (const std::unique_ptr<Session> taken = registry_->take()) taken->close();
}

SessionFactory& ScopedSession::factory() const noexcept {
  return registry_->factory;
}

namespace detail {
SessionEvents& events_of(ScopedSession& scoped) {
  return events_of(scoped.factory());
}
}  // namespace detail

}  // namespace cupel
