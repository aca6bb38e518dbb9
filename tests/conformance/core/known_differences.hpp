#pragma once

#include <string_view>

namespace cupel::conformance {

/// A case where Cupel renders something else on purpose; docs/differences.md tells the reasons.
struct KnownDifference {
  std::string_view id;
  std::string_view reason;
};

inline constexpr std::string_view kLiteralsEverywhere =
    "literal_binds reaches every parameter; SQLAlchemy leaves out RETURNING and a few operators";

inline constexpr std::string_view kQuoteInParameter =
    "a double quote would end the quoted name of an Oracle parameter";

inline constexpr KnownDifference kKnownDifferences[] = {
    {"ddl_objects/table_as_cte", "SQL Server takes no INTO inside of a CTE"},
    {"identifiers/odd_bind_names", kQuoteInParameter},
    {"naming/bind_from_quote_column", kQuoteInParameter},
    {"delete/returning_expression", kLiteralsEverywhere},
    {"functions/match_operator", kLiteralsEverywhere},
    {"functions/pow", kLiteralsEverywhere},
    {"insert/returning_expression", kLiteralsEverywhere},
    {"insert/returning_literal", kLiteralsEverywhere},
    {"operators/is_distinct_from_expression", kLiteralsEverywhere},
    {"operators/is_not_distinct_from", kLiteralsEverywhere},
    {"operators/not_is_not_distinct_from", kLiteralsEverywhere},
    {"row_limiting/offset_no_order", kLiteralsEverywhere},
    {"update/returning_expression", kLiteralsEverywhere},
    {"operators/bitwise_xor", "without parentheses SQLite computes another number"},
    {"operators/bitwise_xor_of_add", "without parentheses SQLite computes another number"},
    {"paramstyle/function_args", "a double is DOUBLE PRECISION, not FLOAT, in a cast"},
    {"types/type_decorator_per_dialect", "the CHAR of a decorator stays CHAR on SQL Server"},
    {"select/distinct_standalone_warns", "distinct(column) beside other columns does not warn"},
};

[[nodiscard]] constexpr bool is_known_difference(std::string_view id) noexcept {
  for (const KnownDifference& difference : kKnownDifferences) {
    if (difference.id == id) return true;
  }
  return false;
}

}  // namespace cupel::conformance
