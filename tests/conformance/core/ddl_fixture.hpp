#pragma once

// What the cases of the ddl_* and types areas use beside the schema of the corpus.

#include "cupel/schema/ddl.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/util/str_cat.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

enum class Color { red, green, blue };

/// A new MetaData that holds the tables o, p, s.o and "My O" for foreign keys to refer to.
MetaData with_targets(const MetaDataOptions& options = {});

}  // namespace cupel::conformance
