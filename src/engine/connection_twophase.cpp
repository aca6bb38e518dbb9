#include <cstdint>
#include <cstdio>
#include <random>

#include "cupel/dialect/abilities.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/connection_core.hpp"
#include "engine/error_wrapping.hpp"

// Transactions that are committed in two steps.
namespace cupel {

namespace detail {

namespace {

/// `_sa_` and 32 hexadecimal digits: no two programs make the same.
std::string random_xid() {
  std::random_device source;
  std::string out = "_sa_";
  for (int i = 0; i < 4; ++i) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(source()));
    out += digits;
  }
  return out;
}

// The name goes into statements that take no parameters. 64 bytes are what XA allows.
void check_xid(std::string_view xid) {
  constexpr std::size_t kLongest = 64;
  const bool plain = !xid.empty() && xid.size() <= kLongest &&
                     xid.find_first_of(std::string_view("'\"\\\0", 4)) == std::string_view::npos;
  if (plain) return;
  throw ArgumentError(str_cat("the name of a two-phase transaction is 1 to ", kLongest,
                              " bytes without quotes, backslashes and NUL; not ", quoted(xid)));
}

}  // namespace

const TwoPhaseStatements& ConnectionCore::twophase() const {
  if (const auto* const able = dynamic_cast<const TwoPhaseStatements*>(&dialect())) return *able;
  throw InvalidRequestError(str_cat("the dialect ", quoted(dialect().name()),
                                    " has no two-phase transactions; use begin()"));
}

void ConnectionCore::run_logged(const std::vector<std::string>& statements) {
  for (const std::string& sql : statements) {
    if (logs(LogLevel::info)) {
      DriverCall call;
      call.sql = sql;
      call.tag = CacheTag::raw;
      log(LogLevel::info, sql);
      log_parameters(call);
    }
    try {
      driver().run(sql);
    } catch (const dbapi::DriverError& e) {
      fail(e, sql, nullptr);
    }
  }
}

std::shared_ptr<TransactionCore> ConnectionCore::begin_twophase(std::string_view xid) {
  require_open();
  require_no_transaction("begin_twophase");
  auto tx = std::make_shared<TransactionCore>(*this, nullptr, std::string());
  tx->xid = xid.empty() ? random_xid() : std::string(xid);
  check_xid(tx->xid);
  dbapi::Connection& d = driver();
  if (logs(LogLevel::info)) log(LogLevel::info, "BEGIN TWOPHASE (implicit)");
  fire([&](EngineEvents& e) { e.begin_twophase.fire(self, tx->xid); });
  try {
    const auto statements = twophase().begin_twophase(tx->xid);
    if (statements.empty()) {
      try {
        dialect().do_begin(d);
      } catch (const dbapi::DriverError& e) {
        fail(e, {}, nullptr);
      }
    }
    run_logged(statements);
  } catch (...) {
    // Whatever was begun of it ends here, as SQLAlchemy's connections see to it.
    fire([&](EngineEvents& e) { e.rollback.fire(self); });
    try {
      if (pooled.valid()) dialect().do_rollback(d);
    } catch (const dbapi::DriverError&) {
      pooled.invalidate(std::current_exception());
    }
    throw;
  }
  root_ = tx;
  return tx;
}

void ConnectionCore::prepare(TransactionCore& tx) {
  if (tx.xid.empty()) {
    throw InvalidRequestError(
        "only a two-phase transaction can be prepared; begin it with begin_twophase()");
  }
  if (!tx.active || &tx != root_.get()) {
    if (tx.prepared) throw InvalidRequestError("This transaction is prepared already");
    throw InvalidRequestError("This transaction is inactive");
  }
  fire([&](EngineEvents& e) { e.prepare_twophase.fire(self, tx.xid); });
  cut_off_cursors();
  run_logged(twophase().prepare_twophase(tx.xid));
  for (TransactionCore* t = nested_.get(); t; t = t->outer.get()) t->active = false;
  nested_.reset();
  tx.active = false;
  tx.prepared = true;
}

void ConnectionCore::end_twophase(const TransactionCore& tx, bool commit) {
  const auto& event = commit ? &EngineEvents::commit_twophase : &EngineEvents::rollback_twophase;
  fire([&](EngineEvents& e) { (e.*event).fire(self, tx.xid, tx.prepared); });
  const auto statements = commit ? twophase().commit_twophase(tx.xid, tx.prepared)
                                 : twophase().rollback_twophase(tx.xid, tx.prepared);
  if (!statements.empty()) return run_logged(statements);
  if (logs(LogLevel::info)) log_transaction(commit ? Line::commit : Line::rollback);
  try {
    if (commit) {
      dialect().do_commit(driver());
    } else {
      dialect().do_rollback(driver());
    }
  } catch (const dbapi::DriverError& e) {
    fail(e, {}, nullptr);
  }
}

std::vector<std::string> ConnectionCore::recover_twophase() {
  require_open();
  const TwoPhaseStatements& able = twophase();
  try {
    return able.recover_twophase(driver());
  } catch (const dbapi::DriverError& e) {
    fail(e, {}, nullptr);
  }
}

void ConnectionCore::end_prepared(std::string_view xid, bool commit) {
  require_open();
  require_no_transaction(commit ? "commit_prepared" : "rollback_prepared");
  check_xid(xid);
  run_logged(commit ? twophase().commit_twophase(xid, true)
                    : twophase().rollback_twophase(xid, true));
}

}  // namespace detail

Transaction Connection::begin_twophase(std::string_view xid) {
  return Transaction(core().begin_twophase(xid), true);
}
std::vector<std::string> Connection::recover_twophase() {
  return core().recover_twophase();
}
void Connection::commit_prepared(std::string_view xid) {
  core().end_prepared(xid, true);
}
void Connection::rollback_prepared(std::string_view xid) {
  core().end_prepared(xid, false);
}

void Transaction::prepare() {
  if (!core_ || !core_->connection) {
    throw InvalidRequestError("This transaction is inactive: its connection was closed");
  }
  core_->connection->prepare(*core_);
}

const std::string& Transaction::xid() const noexcept {
  static const std::string none;
  return core_ ? core_->xid : none;
}

bool Transaction::is_prepared() const noexcept {
  return core_ && core_->prepared;
}

}  // namespace cupel
