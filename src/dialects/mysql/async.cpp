#include "dialects/mysql/async.hpp"

#include <chrono>

namespace cupel::mysql {

int wait_for(MYSQL* mysql, int status, dbapi::Waiter& waiter) {
  const int fd = static_cast<int>(mysql_get_socket(mysql));
  const dbapi::Waiter::Timeout timeout((status & MYSQL_WAIT_TIMEOUT) != 0
                                           ? static_cast<int>(mysql_get_timeout_value_ms(mysql))
                                           : -1);
  // Writing comes first: who waits for both has something left to send.
  if ((status & MYSQL_WAIT_WRITE) != 0)
    return waiter.wait_writable(fd, timeout) ? MYSQL_WAIT_WRITE : MYSQL_WAIT_TIMEOUT;
  return waiter.wait_readable(fd, timeout) ? MYSQL_WAIT_READ : MYSQL_WAIT_TIMEOUT;
}

}  // namespace cupel::mysql
