#pragma once

#include <string_view>

namespace cupel::conformance {

/// A case where Cupel differs on purpose; docs/differences.md tells the reasons. Everything but the
/// part named has to agree.
struct KnownDifference {
  std::string_view id;
  std::string_view part;  ///< how the verdict begins: "literal text", "text", "type of parameter"
  std::string_view reason;
};

inline constexpr std::string_view kQuoteInParameter =
    "a double quote would end the quoted name of an Oracle parameter";

inline constexpr KnownDifference kKnownDifferences[] = {
    {"operators/bitwise_xor", "text", "without parentheses SQLite computes another number"},
    {"operators/bitwise_xor_of_add", "text", "without parentheses SQLite computes another number"},
    {"json/jsonb_has_any_list", "type of parameter", "?| takes TEXT[]; a JSON document is refused"},
    {"json/path_odd_names", "bound", "a quote in a key of a path is escaped for PostgreSQL"},
    {"json/path_odd_names", "text", "a quote in a key of a path is escaped for Oracle"},
    {"json/jsonb_path_exists", "bound", "a JSON path is no list of its characters"},
    {"json/jsonb_path_exists", "literal", "a JSON path has no literal form without a database"},
    {"json/jsonb_path_exists_op", "bound", "a JSON path is no list of its characters"},
    {"insert/json_none_value", "bound", "nullptr is SQL's NULL; Json() is the document null"},
    {"ddl_constraints/add_fk_schema", "CompileError", "ALTER TABLE t ADD None is no SQL"},
    {"identifiers/translate_map_unrendered", "text", "schemas are put in when compiled"},
    {"ddl_objects/table_as_cte", "text", "SQL Server takes no INTO inside of a CTE"},
    {"identifiers/odd_bind_names", "text", kQuoteInParameter},
    {"naming/bind_from_quote_column", "text", kQuoteInParameter},
    {"values_tvf/row_field_access", "result columns", "one column comes back, not two"},
    {"mixed_ddl/drop_column_comment_schema", "text", "the comment of another table's column"},
    {"executemany/returning_sentinel_column_sorted", "batches",
     "the rows of a batch are numbered in their sentinel; the corpus has NULL there"},
    {"types/type_decorator_per_dialect", "text",
     "the CHAR of a decorator stays CHAR on SQL Server"},
};

[[nodiscard]] constexpr bool is_known_difference(std::string_view id,
                                                 std::string_view difference) noexcept {
  for (const KnownDifference& known : kKnownDifferences) {
    if (known.id == id && difference.starts_with(known.part)) return true;
  }
  return false;
}

}  // namespace cupel::conformance
