#include "cupel/types/detail/text_repr.hpp"

#include <cstdio>

namespace cupel::detail {

namespace {

void append_hex(std::string& out, const char* format, unsigned v) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, format, v);
  out += buffer;
}

// The characters that Python does not print as they are: controls, separators other than the space,
// surrogates, private use and what is no character at all. The rare unassigned ones are printed.
bool printable(char32_t c) noexcept {
  if (c < 0x20 || c == 0x7F || (c >= 0x80 && c <= 0xA0) || c == 0xAD) return false;
  if (c == 0x1680 || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F)) return false;
  if ((c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF) return false;
  if ((c >= 0xD800 && c <= 0xF8FF) || (c >= 0xFFF0 && c <= 0xFFFB)) return false;
  return (c & 0xFFFE) != 0xFFFE && c < 0xE0000;
}

char quote_for(std::string_view s) noexcept {
  const bool has_single = s.find('\'') != std::string_view::npos;
  return has_single && s.find('"') == std::string_view::npos ? '"' : '\'';
}

// The escapes that texts and bytes share; false when `c` needs none of them.
bool append_simple_escape(std::string& out, unsigned char c, char quote) {
  switch (c) {
    case '\\':
      out += "\\\\";
      return true;
    case '\n':
      out += "\\n";
      return true;
    case '\r':
      out += "\\r";
      return true;
    case '\t':
      out += "\\t";
      return true;
    default:
      break;
  }
  if (c == static_cast<unsigned char>(quote)) {
    out += '\\';
    out += quote;
    return true;
  }
  if (c < 0x20 || c == 0x7F) {
    append_hex(out, "\\x%02x", c);
    return true;
  }
  return false;
}

}  // namespace

CodePoint decode_utf8(std::string_view s) noexcept {
  const auto byte = [&s](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  std::size_t size = 0;
  char32_t code = 0;
  char32_t least = 0;
  if ((first & 0xE0) == 0xC0) {
    size = 2, code = first & 0x1F, least = 0x80;
  } else if ((first & 0xF0) == 0xE0) {
    size = 3, code = first & 0x0F, least = 0x800;
  } else if ((first & 0xF8) == 0xF0) {
    size = 4, code = first & 0x07, least = 0x10000;
  } else {
    return {};
  }
  if (s.size() < size) return {};
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3F);
  }
  if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, size, true};
}

void append_text_repr(std::string& out, std::string_view s) {
  const char quote = quote_for(s);
  out += quote;
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c < 0x80) {
      if (!append_simple_escape(out, c, quote)) out += static_cast<char>(c);
      ++i;
      continue;
    }
    const CodePoint point = decode_utf8(s.substr(i));
    const auto code = static_cast<unsigned>(point.code);
    if (!point.valid) {
      append_hex(out, "\\x%02x", c);
    } else if (printable(point.code)) {
      out.append(s.substr(i, point.size));
    } else if (code <= 0xFF) {
      append_hex(out, "\\x%02x", code);
    } else if (code <= 0xFFFF) {
      append_hex(out, "\\u%04x", code);
    } else {
      append_hex(out, "\\U%08x", code);
    }
    i += point.size;
  }
  out += quote;
}

void append_bytes_repr(std::string& out, std::string_view bytes) {
  const char quote = quote_for(bytes);
  out += 'b';
  out += quote;
  for (const char raw : bytes) {
    const auto c = static_cast<unsigned char>(raw);
    if (append_simple_escape(out, c, quote)) continue;
    if (c >= 0x80) {
      append_hex(out, "\\x%02x", c);
    } else {
      out += raw;
    }
  }
  out += quote;
}

}  // namespace cupel::detail
