#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "pool/pool_core.hpp"

namespace cupel {

namespace {

class QueuePoolCore final : public detail::PoolCore {
 public:
  QueuePoolCore(dbapi::Connector connect, const PoolOptions& settings)
      : PoolCore(cupel::pool_class<QueuePool>, std::move(connect), settings),
        max_overflow_(settings.pool_size == 0 ? -1 : settings.max_overflow),
        overflow_(-static_cast<std::ptrdiff_t>(settings.pool_size)) {}

  void dispose() override {
    std::deque<std::unique_ptr<ConnectionRecord>> idle;
    {
      const std::lock_guard lock(mutex_);
      idle.swap(idle_);
      overflow_ -= static_cast<std::ptrdiff_t>(idle.size());
    }
    for (auto& record : idle) close(*record);
    freed_.notify_all();
  }

  std::string status() const override {
    const std::lock_guard lock(mutex_);
    return str_cat("Pool size: ", options.pool_size, "  Connections in pool: ", idle_.size(),
                   " Current Overflow: ", overflow_,
                   " Current Checked out connections: ", lent_locked());
  }
  std::size_t checked_in() const override {
    const std::lock_guard lock(mutex_);
    return idle_.size();
  }
  std::size_t checked_out() const override {
    const std::lock_guard lock(mutex_);
    return lent_locked();
  }
  std::ptrdiff_t overflow() const override {
    const std::lock_guard lock(mutex_);
    return options.pool_size == 0 ? 0 : overflow_;
  }

 protected:
  ConnectionRecord* take() override {
    std::unique_lock lock(mutex_);
    if (ConnectionRecord* record = try_take()) return record;
    const auto deadline = std::chrono::steady_clock::now() + options.timeout;
    do {
      const bool timed_out = freed_.wait_until(lock, deadline) == std::cv_status::timeout;
      if (ConnectionRecord* record = try_take()) return record;
      if (timed_out) throw_timeout();
    } while (true);
  }

  void put(ConnectionRecord* lent) noexcept override {
    std::unique_ptr<ConnectionRecord> surplus(lent);
    {
      const std::lock_guard lock(mutex_);
      const bool room = options.pool_size == 0 || idle_.size() < options.pool_size;
      if (room && !never_connected(*lent)) {
        idle_.push_back(std::exchange(surplus, nullptr));
      } else {
        --overflow_;
      }
    }
    freed_.notify_one();
    if (surplus) close(*surplus);
  }

  void forget(ConnectionRecord* lent) noexcept override {
    const std::unique_ptr<ConnectionRecord> record(lent);
    {
      const std::lock_guard lock(mutex_);
      --overflow_;
    }
    freed_.notify_one();
  }

 private:
  ConnectionRecord* try_take() {
    if (!idle_.empty()) {
      std::unique_ptr<ConnectionRecord> record;
      if (options.use_lifo) {
        record = std::move(idle_.back());
        idle_.pop_back();
      } else {
        record = std::move(idle_.front());
        idle_.pop_front();
      }
      return record.release();
    }
    if (max_overflow_ >= 0 && overflow_ >= max_overflow_) return nullptr;
    auto record = make_record();
    ++overflow_;
    return record.release();
  }

  [[nodiscard]] std::size_t lent_locked() const noexcept {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(options.pool_size) + overflow_) -
           idle_.size();
  }

  [[noreturn]] void throw_timeout() const {
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.2f",
                  static_cast<double>(options.timeout.count()) / 1000.0);
    throw TimeoutError(str_cat("QueuePool limit of size ", options.pool_size, " overflow ",
                               max_overflow_, " reached, connection timed out, timeout ", seconds,
                               "; give connections back sooner, or raise pool_size, max_overflow "
                               "or pool_timeout"),
                       "3o7r");
  }

  const std::ptrdiff_t max_overflow_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::deque<std::unique_ptr<ConnectionRecord>> idle_;
  std::ptrdiff_t overflow_;  // open connections minus pool_size
};

}  // namespace

QueuePool::QueuePool(dbapi::Connector connector, const PoolOptions& options)
    : Pool(std::make_shared<QueuePoolCore>(std::move(connector), options)) {}

}  // namespace cupel
