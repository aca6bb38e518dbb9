#include "dialects/odbc/unicode.hpp"

#include <cstddef>
#include <cstdint>

namespace cupel::odbc {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

/// The character at `at`, which moves behind it.
std::uint32_t take_utf8(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t first = byte(at++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
  if (more == 0 || first > 0xF4 || at + more > text.size()) return kReplacement;
  std::uint32_t c = first & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return kReplacement;
    c = (c << 6) | (byte(at + i) & 0x3FU);
  }
  constexpr std::uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  if (c < kLeast[more] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return kReplacement;
  at += more;
  return c;
}

}  // namespace

void append_utf16(WideText& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::uint32_t c = take_utf8(text, at);
    if (c < 0x10000) {
      out.push_back(static_cast<SQLWCHAR>(c));
    } else {
      c -= 0x10000;
      out.push_back(static_cast<SQLWCHAR>(0xD800 + (c >> 10)));
      out.push_back(static_cast<SQLWCHAR>(0xDC00 + (c & 0x3FF)));
    }
  }
}

WideText to_utf16(std::string_view text) {
  WideText out;
  out.reserve(text.size() + 1);
  append_utf16(out, text);
  return out;
}

void append_utf8(std::string& out, std::span<const SQLWCHAR> text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint32_t c = text[i];
    if (c >= 0xD800 && c < 0xE000) {
      const bool pair =
          c < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00U) : kReplacement;
    }
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | (c >> 6));
      put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | (c >> 12));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3F));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    }
  }
}

std::string to_utf8(std::span<const SQLWCHAR> text) {
  std::string out;
  out.reserve(text.size());
  append_utf8(out, text);
  return out;
}

}  // namespace cupel::odbc
