#include <array>
#include <cstdlib>

#include <execinfo.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "pool/pool_core.hpp"

namespace cupel {

namespace {

/// The calls that led to a check-out, shown when a second one is refused.
struct CallStack {
  std::array<void*, 16> frames{};
  int depth = 0;

  void capture() noexcept { depth = ::backtrace(frames.data(), static_cast<int>(frames.size())); }
  [[nodiscard]] std::string text() const {
    std::string out;
    const std::unique_ptr<char*, decltype(&std::free)> names(
        ::backtrace_symbols(frames.data(), depth), &std::free);
    for (int i = 2; names && i < depth; ++i) str_append(out, "\n  ", names.get()[i]);
    return out;
  }
};

class AssertionPoolCore final : public detail::PoolCore {
 public:
  AssertionPoolCore(dbapi::Connector connect, const PoolOptions& settings)
      : PoolCore(cupel::pool_class<AssertionPool>, std::move(connect), settings),
        record_(make_record()) {}

  void dispose() override {
    const std::lock_guard lock(mutex_);
    if (!lent_) close(*record_);
  }
  std::string status() const override { return "AssertionPool"; }
  std::size_t size() const override { return 1; }
  std::size_t checked_in() const override {
    const std::lock_guard lock(mutex_);
    return !lent_ && record_->driver_connection() ? 1 : 0;
  }
  std::size_t checked_out() const override {
    const std::lock_guard lock(mutex_);
    return lent_ ? 1 : 0;
  }

 protected:
  ConnectionRecord* take() override {
    const std::lock_guard lock(mutex_);
    if (lent_) {
      throw InvalidRequestError(
          str_cat("a connection is checked out already, and an AssertionPool lends one at a time; "
                  "close the "
                  "first before asking for another. The first was taken at:",
                  taken_at_.text()));
    }
    lent_ = true;
    taken_at_.capture();
    return record_.get();
  }
  void put(ConnectionRecord*) noexcept override {
    const std::lock_guard lock(mutex_);
    lent_ = false;
  }
  void forget(ConnectionRecord* record) noexcept override { put(record); }

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<ConnectionRecord> record_;
  bool lent_ = false;
  CallStack taken_at_;
};

}  // namespace

AssertionPool::AssertionPool(dbapi::Connector connector, const PoolOptions& options)
    : Pool(std::make_shared<AssertionPoolCore>(std::move(connector), options)) {}

}  // namespace cupel
