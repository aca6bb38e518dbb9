#pragma once

#include <mysql.h>

#include "cupel/dbapi/waiter.hpp"

namespace cupel::mysql {

/// Waits for what `status` (MYSQL_WAIT_..) asks for; returns what has come.
[[nodiscard]] int wait_for(MYSQL* mysql, int status, dbapi::Waiter& waiter);

/// Runs a call of the client library that may have to wait, through its non-blocking pair:
/// `start(&result)` begins it, `resume(&result, status)` goes on. Returns the call's result.
template <class Result, class Start, class Resume>
Result run_async(MYSQL* mysql, dbapi::Waiter& waiter, Start start, Resume resume) {
  Result result{};
  int status = start(&result);
  while (status != 0) {
    try {
      status = wait_for(mysql, status, waiter);
    } catch (...) {
      // The library is inside the call: it must be led to its end before the error leaves.
      status = MYSQL_WAIT_TIMEOUT;
      while (status != 0) status = resume(&result, MYSQL_WAIT_TIMEOUT | MYSQL_WAIT_EXCEPT);
      throw;
    }
    status = resume(&result, status);
  }
  return result;
}

}  // namespace cupel::mysql
