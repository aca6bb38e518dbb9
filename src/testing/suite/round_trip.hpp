#pragma once

#include "cupel/schema/metadata.hpp"

#include "testing/suite/context.hpp"

namespace cupel::testing {

/// Creates what `declared` says, reads it, empties the database and creates what was read; throws
/// SuiteFailure unless the catalogue says the same of both. Names of tables begin with `suite_`.
void round_trip(SuiteContext& suite, MetaData& declared);

}  // namespace cupel::testing
