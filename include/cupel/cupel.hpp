#pragma once

/// All of Cupel, for programs: the engine, the SQL expression language with schema, and the ORM.
/// Each has a header of its own (<cupel/engine.hpp>, <cupel/sql.hpp>, <cupel/orm.hpp>) for those
/// who want less.

#include <cupel/engine.hpp>
#include <cupel/orm.hpp>
#include <cupel/sql.hpp>
#include <cupel/version.hpp>
