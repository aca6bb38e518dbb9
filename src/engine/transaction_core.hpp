#pragma once

#include <memory>
#include <string>

namespace cupel::detail {

class ConnectionCore;

/// The state behind Transaction handles. Outlives the connection where handles do.
class TransactionCore {
 public:
  TransactionCore(ConnectionCore& c, std::shared_ptr<TransactionCore> outer_, std::string name)
      : connection(&c), outer(std::move(outer_)), savepoint(std::move(name)) {}

  [[nodiscard]] bool nested() const noexcept { return !savepoint.empty(); }

  ConnectionCore* connection;              // null once that is gone
  std::shared_ptr<TransactionCore> outer;  // the savepoint around this one
  std::string savepoint;                   // empty: the transaction itself
  std::string xid;                         // of a two-phase transaction
  bool prepared = false;                   // its first phase is over
  bool active = true;                      // work done now is part of it
  bool lost = false;                       // ended by the database or with the connection
};

}  // namespace cupel::detail
