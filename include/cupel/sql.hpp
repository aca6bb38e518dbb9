#pragma once

// The SQL expression language: everything a user of Core writes. Umbrella for users; the library
// itself includes single headers.

#include <cupel/sql/compiler/compile.hpp>
#include <cupel/sql/expression/constructors.hpp>
#include <cupel/sql/expression/dml_builder.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/func.hpp>
#include <cupel/sql/expression/lambda_stmt.hpp>
#include <cupel/sql/expression/nodes.hpp>
#include <cupel/sql/expression/select_builder.hpp>
#include <cupel/sql/traversal/compare.hpp>
#include <cupel/sql/traversal/visitors.hpp>
