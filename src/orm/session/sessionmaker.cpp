#include "cupel/orm/session/sessionmaker.hpp"

#include "orm/session/session_core.hpp"

namespace cupel {

struct SessionFactory::State {
  SessionOptions options;
  std::shared_ptr<SessionEvents> events = std::make_shared<SessionEvents>();
};

SessionFactory::SessionFactory(SessionOptions options) : state_(std::make_shared<State>()) {
  state_->options = std::move(options);
}

Session SessionFactory::operator()() const {
  return make(state_->options);
}

Session SessionFactory::make(SessionOptions options) const {
  return Session(new detail::SessionCore(std::move(options), nullptr, state_->events), true);
}

const SessionOptions& SessionFactory::options() const noexcept {
  return state_->options;
}
SessionOptions& SessionFactory::mutable_options() noexcept {
  return state_->options;
}

namespace detail {
SessionEvents& events_of(SessionFactory& factory) {
  return *factory.state_->events;
}
}  // namespace detail

}  // namespace cupel
