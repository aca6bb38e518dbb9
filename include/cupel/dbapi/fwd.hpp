#pragma once

#include <cstdint>

namespace cupel::dbapi {

enum class ErrorClass : std::uint8_t;
struct DriverErrorInfo;
class DriverError;
struct StatementKey;
class Statement;
class StatementLease;
class Connection;
class Driver;
class Waiter;

}  // namespace cupel::dbapi
