#pragma once

#include <string>
#include <string_view>

namespace cupel {

/// The MD5 of `text` as 32 hexadecimal digits. Not for secrets: it marks names that were cut.
[[nodiscard]] std::string md5_hex(std::string_view text);

}  // namespace cupel
