#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "cupel/dbapi/connection.hpp"
#include "cupel/types/value.hpp"

/// What a program adds to SQLite's SQL, on one connection; usually from the `connect` event:
///
///     listen(engine, events::connect, [](dbapi::Connection& c, ConnectionRecord&) {
///       sqlite::create_function(c, "half", 1, [](std::span<const Value> args) {
///         return Value(args[0].as<double>() / 2);
///       });
///     });
///
/// An exception of a function fails the statement with an OperationalError that has its text.
/// Throws DriverError when SQLite refuses the name, ArgumentError for a connection that is not
/// SQLite's.
namespace cupel::sqlite {

struct FunctionOptions {
  bool deterministic = false;  ///< same arguments, same result: may be used in indexes
  bool direct_only = false;    ///< not from triggers, views or the schema
};

using ScalarFunction = std::function<Value(std::span<const Value> arguments)>;

/// `argument_count` -1: any number. A function of the same name and count is replaced.
void create_function(dbapi::Connection& connection, std::string_view name, int argument_count,
                     ScalarFunction function, FunctionOptions options = {});

/// The running state of an aggregate over one group.
class Aggregate {
 public:
  virtual ~Aggregate() = default;
  virtual void step(std::span<const Value> arguments) = 0;
  virtual Value finish() = 0;
};

/// `make` starts a group.
void create_aggregate(dbapi::Connection& connection, std::string_view name, int argument_count,
                      std::function<std::unique_ptr<Aggregate>()> make,
                      FunctionOptions options = {});

/// Negative, zero or positive, as strcmp.
using Collation = std::function<int(std::string_view, std::string_view)>;
void create_collation(dbapi::Connection& connection, std::string_view name, Collation collation);

/// The library's version, "3.40.1".
[[nodiscard]] std::string library_version();

}  // namespace cupel::sqlite
