#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cupel {

class Dialect;

namespace dbapi {
class Driver;
}

/// Makes a dialect object for one engine.
using DialectFactory = std::function<std::unique_ptr<Dialect>()>;

/// Registers a dialect under `name` ("sqlite") or `name.driver` ("postgresql.libpq"); the latest
/// registration of a name counts. Thread-safe.
///
/// The library's own dialects register themselves when their component is linked.
void register_dialect(std::string_view name, DialectFactory factory);

/// A new dialect object for a URL's drivername, "sqlite" or "sqlite+sqlite3".
/// Throws NoSuchModuleError, which lists what is registered and how to link more.
[[nodiscard]] std::unique_ptr<Dialect> make_dialect(std::string_view drivername);

/// Whether make_dialect() would find one.
[[nodiscard]] bool has_dialect(std::string_view drivername);
/// Registered names, sorted.
[[nodiscard]] std::vector<std::string> registered_dialects();

/// Registers a driver that several dialects can use, as `odbc` in "postgresql+odbc". It has to live
/// as long as the process. Thread-safe.
void register_driver(std::string_view name, const dbapi::Driver& driver);
/// The driver of that name. Throws NoSuchModuleError, which says how to link it.
[[nodiscard]] const dbapi::Driver& find_driver(std::string_view name);

}  // namespace cupel
