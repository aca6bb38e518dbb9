#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <cupel/sql/expression/fwd.hpp>
#include <cupel/types/type_engine.hpp>

namespace cupel {

/// What Cupel is told of a function that it does not know by itself.
struct FunctionOptions {
  /// The type of its result; null: that of `type_of`, else unknown.
  TypePtr type = {};
  /// The type where it follows from the arguments.
  std::function<TypePtr(std::span<const ColumnPtr>)> type_of = {};
  /// Its name in SQL; empty: the name it is registered under.
  std::string sql_name = {};
};

/// Makes a function known: from then on `func("name", ...)`, in any case of letters, has its type.
/// `name` may have a package in front: "pkg.name". How it is written, on all dialects or on some,
/// compiles_function() says.
///
///     register_function("as_utc", {.type = TypeArg(DateTime()).get()});
///     select(func("as_utc", orders.c["placed"]))
///
/// The last registration of a name counts; functions that were called before keep what they have.
/// Thread-safe. Throws ArgumentError for an empty name.
void register_function(std::string_view name, FunctionOptions options);
/// Forgets a registered function. Thread-safe.
void unregister_function(std::string_view name);

namespace detail {
/// What is registered under a name (with its package), or nothing.
[[nodiscard]] std::optional<FunctionOptions> registered_function(std::string_view name);
}  // namespace detail

}  // namespace cupel
