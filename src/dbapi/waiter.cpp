#include "cupel/dbapi/waiter.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>

#include <poll.h>

namespace cupel::dbapi {

namespace {

bool wait(int fd, short events, Waiter::Timeout timeout) {
  using Clock = std::chrono::steady_clock;
  const bool endless = timeout.count() < 0;
  const auto deadline = Clock::now() + (endless ? Waiter::Timeout(0) : timeout);
  for (;;) {
    int left = -1;
    if (!endless) {
      const auto ms = std::chrono::ceil<Waiter::Timeout>(deadline - Clock::now()).count();
      left = static_cast<int>(std::clamp<long long>(ms, 0, INT_MAX));
    }
    pollfd p{fd, events, 0};
    const int n = ::poll(&p, 1, left);
    // An error condition of the socket counts as ready: the client library finds out what it is.
    if (n > 0) return true;
    if (n == 0) return false;
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  }
}

class PollWaiter final : public Waiter {
 public:
  bool wait_readable(int fd, Timeout timeout) override { return wait(fd, POLLIN, timeout); }
  bool wait_writable(int fd, Timeout timeout) override { return wait(fd, POLLOUT, timeout); }
};

}  // namespace

Waiter& poll_waiter() noexcept {
  static PollWaiter waiter;
  return waiter;
}

}  // namespace cupel::dbapi
