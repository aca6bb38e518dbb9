#pragma once

#include <functional>
#include <string_view>

#include <cupel/sql/compiler/compiler.hpp>

namespace cupel {

/// How a function is written in place of `name(arguments)`.
using FunctionHook = std::function<void(const Function&, SqlCompiler&, const RenderScope&)>;

/// Registers how `func("name", ...)` is rendered, on one dialect or (without a dialect) on all
/// others; the name may have a package in front, letters of either case are the same.
///
///     compiles_function("as_utc", [](const Function& f, SqlCompiler& c, const RenderScope& s) {
///       c.out() << "CONVERT_TZ(";
///       c.render(*f.arguments()[0], s);
///       c.out() << ", @@session.time_zone, '+00:00')";
///     }, "mysql");
///
/// The last registration for a name and dialect counts. Statements cached before do not change.
/// Thread-safe.
void compiles_function(std::string_view name, FunctionHook hook, std::string_view dialect = {});
/// Takes back all that compiles_function() registered for a name. Thread-safe.
void deregister_compiles_function(std::string_view name);

}  // namespace cupel
