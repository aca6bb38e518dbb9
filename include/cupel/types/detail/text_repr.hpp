#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cupel::detail {

/// The first character of a text.
struct CodePoint {
  char32_t code = 0;
  std::size_t size = 1;  ///< bytes; 1 where they are no UTF-8
  bool valid = false;
};

[[nodiscard]] CodePoint decode_utf8(std::string_view s) noexcept;

/// A text as Python's repr writes it: in single quotes, or in double ones where it holds single
/// ones only; control characters, unprintable characters and bytes that are no UTF-8 escaped.
void append_text_repr(std::string& out, std::string_view s);
/// b'\x00abc'
void append_bytes_repr(std::string& out, std::string_view bytes);

}  // namespace cupel::detail
