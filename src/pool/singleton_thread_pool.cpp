#include <algorithm>
#include <vector>

#include "cupel/util/str_cat.hpp"

#include "pool/pool_core.hpp"

namespace cupel {

namespace {

/// Stands for a thread; expires with it, and is never given to a later one as thread ids are.
const std::shared_ptr<const int>& this_thread_token() {
  thread_local const auto token = std::make_shared<const int>(0);
  return token;
}

class SingletonThreadPoolCore final : public detail::PoolCore {
 public:
  SingletonThreadPoolCore(dbapi::Connector connect, const PoolOptions& settings)
      : PoolCore(cupel::pool_class<SingletonThreadPool>, std::move(connect), settings) {}

  void dispose() override {
    close_idle([](const Slot&) { return true; });
  }
  std::string status() const override {
    const std::lock_guard lock(mutex_);
    const auto address = reinterpret_cast<std::uintptr_t>(this);
    return str_cat("SingletonThreadPool id:", address, " size: ", slots_.size());
  }
  std::size_t checked_in() const override {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(slots_.begin(), slots_.end(), [](const Slot& s) { return s.lent == 0; }));
  }
  std::size_t checked_out() const override {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(slots_.begin(), slots_.end(), [](const Slot& s) { return s.lent != 0; }));
  }

 protected:
  ConnectionRecord* take() override {
    const auto& token = this_thread_token();
    {
      const std::lock_guard lock(mutex_);
      for (Slot& slot : slots_) {
        if (slot.token != token.get() || slot.thread.expired()) continue;
        ++slot.lent;
        return slot.record.get();
      }
    }
    // Connections of threads that have ended go first, then whatever nobody uses.
    close_idle([](const Slot& s) { return s.thread.expired(); });
    if (options.pool_size != 0) {
      close_idle([this](const Slot&) { return slots_.size() >= options.pool_size; });
    }
    const std::lock_guard lock(mutex_);
    Slot& slot = slots_.emplace_back();
    slot.record = make_record();
    slot.thread = token;
    slot.token = token.get();
    slot.lent = 1;
    return slot.record.get();
  }

  void put(ConnectionRecord* record) noexcept override {
    const std::lock_guard lock(mutex_);
    const auto it = find(record);
    if (it == slots_.end()) return;
    --it->lent;
    if (it->lent == 0 && never_connected(*record)) slots_.erase(it);
  }
  void forget(ConnectionRecord* record) noexcept override {
    const std::lock_guard lock(mutex_);
    const auto it = find(record);
    if (it != slots_.end()) slots_.erase(it);
  }
  bool still_lent(const ConnectionRecord& record) const noexcept override {
    const std::lock_guard lock(mutex_);
    for (const Slot& s : slots_)
      if (s.record.get() == &record) return s.lent > 1;
    return false;
  }

 private:
  struct Slot {
    std::unique_ptr<ConnectionRecord> record;
    std::weak_ptr<const int> thread;
    const int* token = nullptr;
    std::size_t lent = 0;
  };

  std::vector<Slot>::iterator find(const ConnectionRecord* record) noexcept {
    return std::find_if(slots_.begin(), slots_.end(),
                        [&](const Slot& s) { return s.record.get() == record; });
  }

  // `condition` is asked under the lock, before each slot that is not lent.
  template <class F>
  void close_idle(F condition) {
    std::vector<std::unique_ptr<ConnectionRecord>> idle;
    {
      const std::lock_guard lock(mutex_);
      for (auto it = slots_.begin(); it != slots_.end();) {
        if (it->lent == 0 && condition(*it)) {
          idle.push_back(std::move(it->record));
          it = slots_.erase(it);
        } else {
          ++it;
        }
      }
    }
    for (auto& record : idle) close(*record);
  }

  mutable std::mutex mutex_;
  std::vector<Slot> slots_;
};

}  // namespace

SingletonThreadPool::SingletonThreadPool(dbapi::Connector connector, const PoolOptions& options)
    : Pool(std::make_shared<SingletonThreadPoolCore>(std::move(connector), options)) {}

}  // namespace cupel
