#include "cupel/pool/pooled_connection.hpp"

#include "cupel/error/core_errors.hpp"

#include "pool/pool_core.hpp"

namespace cupel {

ConnectionRecord::~ConnectionRecord() = default;

void ConnectionRecord::invalidate(std::exception_ptr cause, bool soft) {
  pool_->invalidate(*this, std::move(cause), soft);
}

PooledConnection& PooledConnection::operator=(PooledConnection&& o) noexcept {
  if (this != &o) {
    if (pool_) close();
    pool_ = std::move(o.pool_);
    record_ = std::exchange(o.record_, nullptr);
    detached_ = std::move(o.detached_);
    detached_info_ = std::move(o.detached_info_);
  }
  return *this;
}

InfoMap& PooledConnection::info() {
  if (detached_info_) return *detached_info_;
  if (!record_) {
    throw ResourceClosedError("this pooled connection was given back; connect() again");
  }
  return record_->info();
}

void PooledConnection::close(PoolResetState reset) noexcept {
  if (!pool_) return;
  const auto pool = std::move(pool_);
  pool->give_back(*this, reset);
}

void PooledConnection::invalidate(std::exception_ptr cause, bool soft) {
  if (record_) {
    pool_->invalidate(*record_, std::move(cause), soft);
  } else if (detached_ && !soft) {
    detached_->close();
    detached_.reset();
  }
}

void PooledConnection::reconnect() {
  if (!record_) {
    throw ResourceClosedError(
        "a connection that was given back or detached cannot connect anew; connect() again");
  }
  pool_->reconnect(*record_);
}

void PooledConnection::detach() {
  if (pool_) pool_->detach(*this);
}

}  // namespace cupel
