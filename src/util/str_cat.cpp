#include "cupel/util/str_cat.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cupel {

namespace {

// The shortest digits that read back as `v`, laid out as Python's repr does: an exponent below 1e-4
// and from 1e16 on, and always a point or an exponent.
char* write_double(char* out, double v) noexcept {
  const auto put = [&out](std::string_view s) {
    out = std::copy(s.begin(), s.end(), out);
    return out;
  };
  if (std::isnan(v)) return put("nan");
  if (std::isinf(v)) return put(v < 0 ? "-inf" : "inf");
  char buffer[32];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, v, std::chars_format::scientific).ptr;
  const char* p = buffer;
  if (*p == '-') *out++ = *p++;
  char digits[24];
  std::size_t count = 0;
  for (; *p != 'e'; ++p)
    if (*p != '.') digits[count++] = *p;
  ++p;
  if (*p == '+') ++p;
  int exponent = 0;
  std::from_chars(p, end, exponent);
  if (exponent < -4 || exponent >= 16) {
    *out++ = digits[0];
    if (count > 1) {
      *out++ = '.';
      out = std::copy(digits + 1, digits + count, out);
    }
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    const int e = std::abs(exponent);
    if (e < 10) *out++ = '0';
    return std::to_chars(out, out + 4, e).ptr;
  }
  if (exponent < 0) {
    put("0.");
    out = std::fill_n(out, -exponent - 1, '0');
    return std::copy(digits, digits + count, out);
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  out = std::copy(digits, digits + std::min(count, whole), out);
  if (count <= whole) {
    out = std::fill_n(out, whole - count, '0');
    return put(".0");
  }
  *out++ = '.';
  return std::copy(digits + whole, digits + count, out);
}

char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

char ascii_upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

}  // namespace

namespace detail {

void StrPiece::format_signed(long long v) noexcept {
  view_ = {buffer_, static_cast<std::size_t>(
                        std::to_chars(buffer_, buffer_ + sizeof buffer_, v).ptr - buffer_)};
}

void StrPiece::format_unsigned(unsigned long long v) noexcept {
  view_ = {buffer_, static_cast<std::size_t>(
                        std::to_chars(buffer_, buffer_ + sizeof buffer_, v).ptr - buffer_)};
}

void StrPiece::format_double(double v) noexcept {
  view_ = {buffer_, static_cast<std::size_t>(write_double(buffer_, v) - buffer_)};
}

void append_pieces(std::string& out, std::initializer_list<std::string_view> pieces) {
  std::size_t total = out.size();
  for (std::string_view p : pieces) total += p.size();
  if (total > out.capacity()) out.reserve(std::max(total, out.capacity() * 2));
  for (std::string_view p : pieces) out.append(p);
}

}  // namespace detail

std::string quoted(std::string_view name) {
  std::string out = "'";
  for (char c : name) {
    if (c == '\'') out += '\'';
    out += c;
  }
  out += '\'';
  return out;
}

std::string to_lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
  return out;
}

std::string to_upper(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), ascii_upper);
  return out;
}

bool iequals(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ascii_lower(x) == ascii_lower(y);
         });
}

std::string double_repr(double v) {
  char buffer[40];
  return std::string(buffer, write_double(buffer, v));
}

}  // namespace cupel
