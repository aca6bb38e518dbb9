#pragma once

#include <memory>

#include <libpq-fe.h>

namespace cupel::postgresql {

struct ClearResult {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

}  // namespace cupel::postgresql
