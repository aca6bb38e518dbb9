#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupel::conformance {

/// How a database reads SQL text, as far as quotes and comments go.
struct SqlRules {
  char identifier_open = '"';
  char identifier_close = '"';
  bool backslash_escapes = false;  ///< inside of string literals
  bool hash_comments = false;
  bool doubled_percents = false;  ///< the driver turns %% into %
};

struct SqlToken {
  enum class Kind { word, number, string, identifier, place, comment, symbol };
  Kind kind = Kind::symbol;
  std::string text;  ///< without quotes and escapes

  friend bool operator==(const SqlToken&, const SqlToken&) = default;
};

/// The tokens that a database finds in `sql`; nullopt when a quote or comment does not end. Knows
/// nothing of how the text was made.
[[nodiscard]] std::optional<std::vector<SqlToken>> sql_tokens(std::string_view sql,
                                                              const SqlRules& rules);

/// The tokens as one line, for messages.
[[nodiscard]] std::string to_string(const std::vector<SqlToken>& tokens);

}  // namespace cupel::conformance
