#include "pool/pool_core.hpp"

namespace cupel {

namespace {

class NullPoolCore final : public detail::PoolCore {
 public:
  NullPoolCore(dbapi::Connector connect, const PoolOptions& settings)
      : PoolCore(cupel::pool_class<NullPool>, std::move(connect), settings) {}

  void dispose() override {}
  std::string status() const override { return "NullPool"; }
  std::size_t size() const override { return 0; }
  std::size_t checked_in() const override { return 0; }
  std::size_t checked_out() const override { return lent_.load(std::memory_order_relaxed); }

 protected:
  ConnectionRecord* take() override {
    auto record = make_record();
    lent_.fetch_add(1, std::memory_order_relaxed);
    return record.release();
  }
  void put(ConnectionRecord* lent) noexcept override {
    const std::unique_ptr<ConnectionRecord> record(lent);
    lent_.fetch_sub(1, std::memory_order_relaxed);
    close(*record);
  }
  void forget(ConnectionRecord* lent) noexcept override { put(lent); }

 private:
  std::atomic<std::size_t> lent_{0};
};

}  // namespace

NullPool::NullPool(dbapi::Connector connector, const PoolOptions& options)
    : Pool(std::make_shared<NullPoolCore>(std::move(connector), options)) {}

}  // namespace cupel
