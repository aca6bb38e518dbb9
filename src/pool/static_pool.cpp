#include "pool/pool_core.hpp"

namespace cupel {

namespace {

class StaticPoolCore final : public detail::PoolCore {
 public:
  StaticPoolCore(dbapi::Connector connect, const PoolOptions& settings)
      : PoolCore(cupel::pool_class<StaticPool>, std::move(connect), settings),
        record_(make_record()) {}

  void dispose() override {
    if (lent_.load(std::memory_order_acquire) == 0) close(*record_);
  }
  std::string status() const override { return "StaticPool"; }
  std::size_t size() const override { return 1; }
  std::size_t checked_in() const override {
    return record_->driver_connection() && checked_out() == 0 ? 1 : 0;
  }
  std::size_t checked_out() const override { return lent_.load(std::memory_order_acquire); }

 protected:
  ConnectionRecord* take() override {
    lent_.fetch_add(1, std::memory_order_acq_rel);
    return record_.get();
  }
  void put(ConnectionRecord*) noexcept override { lent_.fetch_sub(1, std::memory_order_acq_rel); }
  void forget(ConnectionRecord* record) noexcept override { put(record); }
  bool still_lent(const ConnectionRecord&) const noexcept override { return checked_out() > 1; }

 private:
  std::unique_ptr<ConnectionRecord> record_;
  std::atomic<std::size_t> lent_{0};
};

}  // namespace

StaticPool::StaticPool(dbapi::Connector connector, const PoolOptions& options)
    : Pool(std::make_shared<StaticPoolCore>(std::move(connector), options)) {}

}  // namespace cupel
