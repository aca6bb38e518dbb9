#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cupel::testing {

/// A network between a program and a server that can be cut: forwards connections to a port, until
/// it is told otherwise.
class CutProxy {
 public:
  explicit CutProxy(std::uint16_t server_port) : server_port_(server_port) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 64);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  CutProxy(const CutProxy&) = delete;
  CutProxy& operator=(const CutProxy&) = delete;
  ~CutProxy() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
  }

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// Resets every connection, as a server that is killed, or restarts, does. New ones are
  /// forwarded.
  void cut() {
    cut_ = true;
    while (cut_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  /// From now on nothing moves, and nobody is told; as a cable that was pulled out.
  void stall(bool value) { stalled_ = value; }
  /// Resets every connection once so many more bytes have gone to the server: in the middle of what
  /// the program sends.
  void cut_after(std::int64_t bytes) { bytes_until_cut_ = bytes; }
  /// From now on `bytes` at most move at a time, each after a wait; 0: without delay.
  void slow_down(std::size_t bytes, std::chrono::microseconds wait = {}) {
    wait_ = wait;
    piece_ = bytes;
  }
  /// Resets all that come and those that are there.
  void refuse(bool value) {
    refuse_ = value;
    if (value) cut();
  }

 private:
  using Pair = std::pair<int, int>;

  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    out.sin_port = htons(port);
    return out;
  }
  static void reset(int fd) {
    const linger now{1, 0};  // closes by RST
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(fd);
  }
  /// Bytes that moved; none where one of both ends is gone.
  ssize_t forward(int from, int to) {
    std::array<char, 16384> data;
    const std::size_t piece = piece_;
    if (piece != 0) std::this_thread::sleep_for(wait_.load());
    const std::size_t most = piece == 0 ? data.size() : std::min(piece, data.size());
    const ssize_t n = ::recv(from, data.data(), most, 0);
    for (ssize_t sent = 0; sent < n;) {
      // Where nobody reads, as a program that waits in cut(), the rest is lost with the connection.
      pollfd room{to, POLLOUT, 0};
      if (::poll(&room, 1, 5) == 0) {
        if (cut_ || stop_) return n;
        continue;
      }
      const ssize_t m = ::send(to, data.data() + sent, static_cast<std::size_t>(n - sent),
                               MSG_NOSIGNAL | MSG_DONTWAIT);
      if (m < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (m <= 0) return -1;
      sent += m;
    }
    return n;
  }

  void accept_one() {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) return;
    const int server = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(server_port_);
    if (refuse_ || ::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      reset(client);
      ::close(server);
      return;
    }
    pairs_.emplace_back(client, server);
  }

  void serve() {
    while (!stop_) {
      if (cut_) {
        for (const Pair& p : pairs_) {
          reset(p.first);
          reset(p.second);
        }
        pairs_.clear();
        cut_ = false;
      }
      std::vector<pollfd> waiting{{listener_, POLLIN, 0}};
      if (!stalled_) {
        for (const Pair& p : pairs_) {
          waiting.push_back({p.first, POLLIN, 0});
          waiting.push_back({p.second, POLLIN, 0});
        }
      }
      if (::poll(waiting.data(), waiting.size(), 5) <= 0) continue;
      std::vector<Pair> dead;
      for (std::size_t i = 1; i < waiting.size(); ++i) {
        if (waiting[i].revents == 0) continue;
        const Pair p = pairs_[(i - 1) / 2];
        const bool from_client = i % 2 == 1;
        const ssize_t moved =
            forward(from_client ? p.first : p.second, from_client ? p.second : p.first);
        if (moved <= 0) dead.push_back(p);
        if (from_client && moved > 0 && bytes_until_cut_ > 0 &&
            bytes_until_cut_.fetch_sub(moved) <= moved) {
          cut_ = true;
        }
      }
      for (const Pair& p : dead) {
        if (std::erase(pairs_, p) == 0) continue;
        ::close(p.first);
        ::close(p.second);
      }
      if (waiting[0].revents != 0) accept_one();
    }
    for (const Pair& p : pairs_) {
      ::close(p.first);
      ::close(p.second);
    }
  }

  const std::uint16_t server_port_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<bool> cut_{false};
  std::atomic<bool> stalled_{false};
  std::atomic<bool> refuse_{false};
  std::atomic<std::int64_t> bytes_until_cut_{0};
  std::atomic<std::size_t> piece_{0};
  std::atomic<std::chrono::microseconds> wait_{};
  std::vector<Pair> pairs_;  // of the thread
  std::thread thread_;
};

}  // namespace cupel::testing
