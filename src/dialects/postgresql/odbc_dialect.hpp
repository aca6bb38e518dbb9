#pragma once

#include <memory>

#include "cupel/dialect/dialect.hpp"

namespace cupel::postgresql {

/// The dialect whose driver is ODBC. Throws NoSuchModuleError where that is not part of the
/// program.
[[nodiscard]] std::unique_ptr<Dialect> make_odbc_dialect();

}  // namespace cupel::postgresql
