#pragma once

#include <functional>
#include <string>

#include "cupel/error/dbapi_errors.hpp"

namespace cupel {

/// What the DataError says that `f` throws.
inline std::string message_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const DataError& e) {
    return e.message();
  }
  return "no error";
}

}  // namespace cupel
