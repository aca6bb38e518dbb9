#include "refused.hpp"

namespace cupel::conformance {
namespace {

REFUSED("ddl_table/unknown_option_error", "unknown_option_of_a_table.cpp")
REFUSED("delete/string_target_error", "delete_from_a_text.cpp")
REFUSED("in_operator/int_arg_error", "in_without_a_list.cpp")
REFUSED("in_operator/string_arg_error", "in_without_a_list.cpp")
REFUSED("insert/select_target_error", "insert_into_a_select.cpp")
REFUSED("select/where_string_error", "where_with_a_text.cpp")
REFUSED("subqueries/column_of_select_implicit_error", "columns_of_a_select.cpp")
REFUSED("update/ordered_values_not_tuples_error", "ordered_values_without_order.cpp")
REFUSED("upsert/mysql_both_error", "duplicate_key_update_twice.cpp")
REFUSED("upsert/pg_do_update_bad_set_error", "conflict_set_without_names.cpp")
REFUSED("upsert/sqlite_do_update_bad_set_error", "conflict_set_without_names.cpp")
REFUSED("window/frame_three_values_error", "frame_with_three_bounds.cpp")

}  // namespace
}  // namespace cupel::conformance
