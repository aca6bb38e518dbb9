#pragma once

#include <string>
#include <string_view>

#include "cupel/dialect/url.hpp"

namespace cupel::detail {

/// Splits the text form. Throws ArgumentError, with the password hidden.
[[nodiscard]] URL::Parts parse_url(std::string_view text);
/// `a=1&b=2&a=3`
[[nodiscard]] UrlQuery parse_query(std::string_view text);

/// Percent-encoding of user names and passwords: spaces, and all that separates parts of a URL.
[[nodiscard]] std::string url_quote(std::string_view text);
/// Of the database: only what would end it.
[[nodiscard]] std::string url_quote_path(std::string_view text);
/// Of keys and values of the query: spaces become `+`.
[[nodiscard]] std::string url_quote_plus(std::string_view text);

}  // namespace cupel::detail
