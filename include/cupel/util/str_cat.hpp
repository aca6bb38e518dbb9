#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cupel {

namespace detail {

/// One argument of str_cat as text. Numbers are written into the piece itself.
class StrPiece {
 public:
  StrPiece(std::string_view s) noexcept : view_(s) {}
  StrPiece(const std::string& s) noexcept : view_(s) {}
  StrPiece(const char* s) noexcept : view_(s ? std::string_view(s) : std::string_view("(null)")) {}
  StrPiece(char c) noexcept : view_(buffer_, 1) { buffer_[0] = c; }
  StrPiece(bool b) noexcept : view_(b ? "true" : "false") {}
  template <std::signed_integral T>
    requires(!std::same_as<T, char>)
  StrPiece(T v) noexcept {
    format_signed(v);
  }
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
  StrPiece(T v) noexcept {
    format_unsigned(v);
  }
  StrPiece(double v) noexcept { format_double(v); }
  StrPiece(const StrPiece&) = delete;
  StrPiece& operator=(const StrPiece&) = delete;

  [[nodiscard]] std::string_view view() const noexcept { return view_; }

 private:
  void format_signed(long long v) noexcept;
  void format_unsigned(unsigned long long v) noexcept;
  void format_double(double v) noexcept;

  char buffer_[32];
  std::string_view view_;
};

void append_pieces(std::string& out, std::initializer_list<std::string_view> pieces);

}  // namespace detail

/// Joins strings, characters and numbers into one string with one allocation.
/// Doubles are written as the shortest text that reads back to the same value, in Python's form.
template <class... Args>
[[nodiscard]] std::string str_cat(const Args&... args) {
  std::string out;
  detail::append_pieces(out, {detail::StrPiece(args).view()...});
  return out;
}

/// As str_cat, appending to `out`. No argument may be a part of `out`.
template <class... Args>
void str_append(std::string& out, const Args&... args) {
  detail::append_pieces(out, {detail::StrPiece(args).view()...});
}

/// The items of `range`, each turned into text by `proj`, with `separator` between them.
template <class Range, class Proj>
[[nodiscard]] std::string join(const Range& range, std::string_view separator, Proj proj) {
  std::string out;
  bool first = true;
  for (const auto& item : range) {
    if (!first) out.append(separator);
    first = false;
    str_append(out, proj(item));
  }
  return out;
}

template <class Range>
[[nodiscard]] std::string join(const Range& range, std::string_view separator) {
  return join(range, separator, [](const auto& item) -> const auto& { return item; });
}

/// `'text'`, with a quote inside doubled: how names are shown in messages.
[[nodiscard]] std::string quoted(std::string_view name);
// Exact matches, so that std::quoted of <iomanip> is never the better one.
[[nodiscard]] inline std::string quoted(const std::string& name) {
  return quoted(std::string_view(name));
}
[[nodiscard]] inline std::string quoted(const char* name) {
  return quoted(std::string_view(name));
}

/// Lower case of the ASCII letters; other bytes stay.
[[nodiscard]] std::string to_lower(std::string_view s);
[[nodiscard]] std::string to_upper(std::string_view s);
[[nodiscard]] bool iequals(std::string_view a, std::string_view b) noexcept;

/// `v` as Python's repr prints a float: shortest round trip, `1.0`, `1e+20`, `nan`, `inf`.
[[nodiscard]] std::string double_repr(double v);

}  // namespace cupel
