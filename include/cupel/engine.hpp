#pragma once

// Engines, connections, results, schemas and SQL expressions: all that a program needs without the
// ORM. Umbrella for users; the library itself includes single headers.

#include "cupel/engine/engine.hpp"
#include "cupel/engine/engine_config.hpp"
#include "cupel/engine/inspector.hpp"
#include "cupel/engine/into.hpp"
#include "cupel/engine/plugin.hpp"
#include "cupel/engine/schema_execution.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/index.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/sequence.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/schema/typed_table.hpp"
#include "cupel/sql.hpp"
#include "cupel/types/types.hpp"
