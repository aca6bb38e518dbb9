#pragma once

#include "cupel/engine/engine.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

/// What `metadata.create_all(engine)` and its relatives call: an engine executes the DDL in one
/// transaction of its own, a connection in its present one.
void with_schema_executor(Engine& engine, FunctionRef<void(SchemaExecutor&)> call);
void with_schema_executor(Connection& connection, FunctionRef<void(SchemaExecutor&)> call);

}  // namespace cupel
