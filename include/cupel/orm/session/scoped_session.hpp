#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "cupel/orm/session/sessionmaker.hpp"

namespace cupel {

/// One session for each thread, or for each value of a scope function, made at first use:
///
///     auto shared = scoped_session(make_session);
///     shared->add(User{.name = "ed"});   // this thread's session
///     shared.remove();                   // closes it; the next use makes another
///
/// Copies mean the same registry. Thread safety: every member may be called from any thread; the
/// sessions keep to their own. A thread's session is closed when the thread ends.
class ScopedSession {
 public:
  using ScopeFunction = std::function<std::string()>;

  explicit ScopedSession(SessionFactory factory, ScopeFunction scope = {});

  /// The session of the current scope.
  [[nodiscard]] Session& operator()() const;
  Session* operator->() const { return &(*this)(); }
  Session& operator*() const { return (*this)(); }
  /// Makes the session of this scope with other options.
  /// Throws InvalidRequestError when there is one already.
  template <class F>
    requires std::invocable<F&, SessionOptions&>
  Session& operator()(F&& adjust) const {
    return put(factory()(std::forward<F>(adjust)));
  }
  [[nodiscard]] bool has() const;
  /// Closes the session of the current scope, if there is one, and forgets it.
  void remove() const;
  [[nodiscard]] SessionFactory& factory() const noexcept;

 private:
  friend SessionEvents& detail::events_of(ScopedSession& scoped);
  struct Registry;
  Session& put(Session session) const;

  std::shared_ptr<Registry> registry_;
};

[[nodiscard]] inline ScopedSession scoped_session(SessionFactory factory,
                                                  ScopedSession::ScopeFunction scope = {}) {
  return ScopedSession(std::move(factory), std::move(scope));
}

}  // namespace cupel
