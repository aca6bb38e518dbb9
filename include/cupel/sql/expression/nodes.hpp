#pragma once

// All node classes, for whoever visits every kind (the compiler).

#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/case.hpp>
#include <cupel/sql/expression/cast.hpp>
#include <cupel/sql/expression/column_clause.hpp>
#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/cte.hpp>
#include <cupel/sql/expression/dml.hpp>
#include <cupel/sql/expression/extension_element.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/join.hpp>
#include <cupel/sql/expression/label.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/select.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/text_clause.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/sql/expression/values.hpp>
#include <cupel/sql/expression/window.hpp>
