#pragma once

// The tables that the cases use, as README.md of the corpus lists them.

#include <chrono>

#include "cupel/schema/column.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/types/types.hpp"

#include "case.hpp"

namespace cupel::conformance {

extern const MetaData metadata;
extern const Table users;
extern const Table addresses;
extern const Table orders;
extern const Table items;
extern const Table order_items;
extern const Table keywords;
extern const Table item_keywords;
extern const Table nodes;
extern const Table typed;
extern const Table events;
extern const Table docs;
extern const Table pgdocs;
extern const Table odd;
extern const FromExpr points;
extern const FromExpr bare;

}  // namespace cupel::conformance
