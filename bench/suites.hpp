// The benches by what they measure; each function adds its benches to the runner.
#pragma once

#include "harness.hpp"

namespace bench {

void add_core_benches(Runner& runner);       ///< rows in and out without objects
void add_orm_benches(Runner& runner);        ///< objects loaded, changed and flushed
void add_statement_benches(Runner& runner);  ///< building and compiling, no database
void add_server_benches(Runner& runner);     ///< the same on the servers that the environment names

}  // namespace bench
