#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

/// ODBC speaks UTF-16.
namespace cupel::odbc {

using WideText = std::vector<SQLWCHAR>;

/// Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] WideText to_utf16(std::string_view text);
void append_utf16(WideText& out, std::string_view text);
/// Halves of a pair that stand alone become U+FFFD.
[[nodiscard]] std::string to_utf8(std::span<const SQLWCHAR> text);
void append_utf8(std::string& out, std::span<const SQLWCHAR> text);

}  // namespace cupel::odbc
