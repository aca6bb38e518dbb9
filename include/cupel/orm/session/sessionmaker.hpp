#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "cupel/orm/session/session.hpp"

namespace cupel {

/// Makes sessions with the same options: `auto make_session = sessionmaker(engine, {...});`
///
/// A handle: copies mean the same factory. Listeners attached to it hear all its sessions.
/// Thread safety: making sessions is; configure() is not, and belongs to set-up.
class SessionFactory {
 public:
  explicit SessionFactory(SessionOptions options);

  /// A session; `adjust` may change this one's options: `make_session([](auto& o) { o.autoflush =
  /// false; })`.
  [[nodiscard]] Session operator()() const;
  template <class F>
    requires std::invocable<F&, SessionOptions&>
  [[nodiscard]] Session operator()(F&& adjust) const {
    SessionOptions options = this->options();
    adjust(options);
    return make(std::move(options));
  }
  /// Changes the options of sessions made from now on: `configure([](SessionOptions& o) {...})`.
  template <class F>
    requires std::invocable<F&, SessionOptions&>
  void configure(F&& adjust) {
    adjust(mutable_options());
  }
  /// Runs `work(session)` in a new session and its transaction: commits, or rolls back when it
  /// throws; closes the session.
  template <class F>
    requires std::invocable<F&, Session&>
  void begin(F&& work) const {
    Session session = (*this)();
    session.begin(std::forward<F>(work));
  }
  [[nodiscard]] const SessionOptions& options() const noexcept;

 private:
  friend SessionEvents& detail::events_of(SessionFactory& factory);
  struct State;
  [[nodiscard]] Session make(SessionOptions options) const;
  SessionOptions& mutable_options() noexcept;

  std::shared_ptr<State> state_;
};

[[nodiscard]] inline SessionFactory sessionmaker(const Engine& engine,
                                                 SessionOptions options = {}) {
  options.bind = engine;
  return SessionFactory(std::move(options));
}
[[nodiscard]] inline SessionFactory sessionmaker(SessionOptions options = {}) {
  return SessionFactory(std::move(options));
}

}  // namespace cupel
