#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "cupel/types/decimal.hpp"

namespace cupel {

namespace decimal_detail {

inline constexpr std::uint32_t kBase = 1'000'000'000;
inline constexpr int kLimbDigits = 9;
inline constexpr std::uint32_t kPowers[] = {1,       10,        100,        1'000,      10'000,
                                            100'000, 1'000'000, 10'000'000, 100'000'000};

inline std::uint32_t digits_of(std::uint32_t limb) noexcept {
  std::uint32_t n = 1;
  while (n < kLimbDigits && limb >= kPowers[n]) ++n;
  return n;
}

}  // namespace decimal_detail

/// Arithmetic on coefficients: limbs without sign and exponent.
struct Decimal::Arithmetic {
  static void multiply_small(Limbs& a, std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
      const std::uint64_t t = static_cast<std::uint64_t>(a[i]) * factor + carry;
      a[i] = static_cast<std::uint32_t>(t % decimal_detail::kBase);
      carry = t / decimal_detail::kBase;
    }
    if (carry != 0) a.push_back(static_cast<std::uint32_t>(carry));
  }

  static std::uint32_t divide_small(Limbs& a, std::uint32_t divisor) noexcept {
    std::uint64_t rest = 0;
    for (std::size_t i = a.size(); i-- > 0;) {
      const std::uint64_t t = rest * decimal_detail::kBase + a[i];
      a[i] = static_cast<std::uint32_t>(t / divisor);
      rest = t % divisor;
    }
    a.trim();
    return static_cast<std::uint32_t>(rest);
  }

  static void add_small(Limbs& a, std::uint32_t v) {
    std::uint64_t carry = v;
    for (std::uint32_t i = 0; i < a.size() && carry != 0; ++i) {
      const std::uint64_t t = a[i] + carry;
      a[i] = static_cast<std::uint32_t>(t % decimal_detail::kBase);
      carry = t / decimal_detail::kBase;
    }
    if (carry != 0) a.push_back(static_cast<std::uint32_t>(carry));
  }

  /// a * 10^n
  static void shift_up(Limbs& a, std::int64_t n) {
    if (a.empty() || n <= 0) return;
    const auto whole = static_cast<std::size_t>(n / decimal_detail::kLimbDigits);
    multiply_small(a, decimal_detail::kPowers[n % decimal_detail::kLimbDigits]);
    if (whole == 0) return;
    const std::size_t old = a.size();
    a.resize(old + whole);
    std::copy_backward(a.data(), a.data() + old, a.data() + old + whole);
    std::fill_n(a.data(), whole, 0U);
  }

  enum class Rest : std::uint8_t { none, below_half, half, above_half };

  /// a / 10^n, telling what was cut off.
  static Rest shift_down(Limbs& a, std::int64_t n) noexcept {
    if (n <= 0 || a.empty()) return Rest::none;
    // Only the last digit cut off and whether anything stands behind it matter.
    bool sticky = false;
    const std::int64_t left = n - 1;
    const auto whole = static_cast<std::size_t>(left / decimal_detail::kLimbDigits);
    if (whole >= a.size()) {
      a.resize(0);
      return Rest::below_half;
    }
    for (std::size_t i = 0; i < whole; ++i) sticky = sticky || a[i] != 0;
    if (whole != 0) {
      std::copy(a.data() + whole, a.data() + a.size(), a.data());
      a.resize(a.size() - whole);
    }
    if (left % decimal_detail::kLimbDigits != 0) {
      const bool cut =
          divide_small(a, decimal_detail::kPowers[left % decimal_detail::kLimbDigits]) != 0;
      sticky = sticky || cut;
    }
    const std::uint32_t last = divide_small(a, 10);
    if (last == 0 && !sticky) return Rest::none;
    if (last < 5) return Rest::below_half;
    return last == 5 && !sticky ? Rest::half : Rest::above_half;
  }

  static void round_half_even(Limbs& a, Rest rest) {
    const bool odd = !a.empty() && (a[0] & 1U) != 0;
    if (rest == Rest::above_half || (rest == Rest::half && odd)) add_small(a, 1);
  }

  static int compare(const Limbs& a, const Limbs& b) noexcept {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    for (std::size_t i = a.size(); i-- > 0;)
      if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
  }

  static Limbs add(const Limbs& a, const Limbs& b) {
    Limbs out;
    const std::size_t n = std::max(a.size(), b.size());
    out.resize(n);
    std::uint32_t carry = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t t = (i < a.size() ? a[i] : 0) + (i < b.size() ? b[i] : 0) + carry;
      out[i] = t >= decimal_detail::kBase ? t - decimal_detail::kBase : t;
      carry = t >= decimal_detail::kBase ? 1 : 0;
    }
    if (carry != 0) out.push_back(carry);
    return out;
  }

  /// a - b for a >= b
  static Limbs subtract(const Limbs& a, const Limbs& b) {
    Limbs out;
    out.resize(a.size());
    std::uint32_t borrow = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const std::uint32_t take = (i < b.size() ? b[i] : 0) + borrow;
      borrow = a[i] < take ? 1 : 0;
      out[i] = a[i] + (borrow != 0 ? decimal_detail::kBase : 0) - take;
    }
    out.trim();
    return out;
  }

  static Limbs multiply(const Limbs& a, const Limbs& b) {
    Limbs out;
    out.resize(static_cast<std::size_t>(a.size()) + b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      std::uint64_t carry = 0;
      for (std::size_t j = 0; j < b.size() || carry != 0; ++j) {
        const std::uint64_t t =
            out[i + j] + static_cast<std::uint64_t>(a[i]) * (j < b.size() ? b[j] : 0) + carry;
        out[i + j] = static_cast<std::uint32_t>(t % decimal_detail::kBase);
        carry = t / decimal_detail::kBase;
      }
    }
    out.trim();
    return out;
  }

  /// Schoolbook long division; `rest` becomes a % b.
  static Limbs divide(const Limbs& a, const Limbs& b, Limbs& rest) {
    Limbs quotient;
    quotient.resize(a.size());
    rest = Limbs();
    for (std::size_t i = a.size(); i-- > 0;) {
      shift_up(rest, decimal_detail::kLimbDigits);
      if (rest.empty()) {
        if (a[i] != 0) rest.push_back(a[i]);
      } else {
        rest[0] = a[i];
      }
      std::uint32_t low = 0;
      std::uint32_t high = decimal_detail::kBase - 1;
      while (low < high) {  // the largest digit whose product still fits
        const std::uint32_t middle = low + (high - low + 1) / 2;
        Limbs product = b;
        multiply_small(product, middle);
        if (compare(product, rest) <= 0) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      quotient[i] = low;
      if (low != 0) {
        Limbs product = b;
        multiply_small(product, low);
        rest = subtract(rest, product);
      }
    }
    quotient.trim();
    return quotient;
  }

  static std::size_t digits(const Limbs& a) noexcept {
    if (a.empty()) return 1;
    return static_cast<std::size_t>(a.size() - 1) * decimal_detail::kLimbDigits +
           decimal_detail::digits_of(a[a.size() - 1]);
  }

  static std::string text(const Limbs& a) {
    if (a.empty()) return "0";
    std::string out = std::to_string(a[a.size() - 1]);
    char chunk[16];
    for (std::size_t i = a.size() - 1; i-- > 0;) {
      std::snprintf(chunk, sizeof chunk, "%09u", a[i]);
      out += chunk;
    }
    return out;
  }

  /// Reads a run of digits.
  static Limbs parse(std::string_view digits) {
    Limbs out;
    out.resize((digits.size() + decimal_detail::kLimbDigits - 1) / decimal_detail::kLimbDigits);
    std::size_t end = digits.size();
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::size_t begin =
          end > decimal_detail::kLimbDigits ? end - decimal_detail::kLimbDigits : 0;
      std::uint32_t limb = 0;
      for (std::size_t j = begin; j < end; ++j)
        limb = limb * 10 + static_cast<std::uint32_t>(digits[j] - '0');
      out[i] = limb;
      end = begin;
    }
    out.trim();
    return out;
  }

  /// Coefficients of a and b brought to the lower of both exponents.
  static std::int32_t align(const Decimal& a, const Decimal& b, Limbs& x, Limbs& y) {
    x = a.limbs_;
    y = b.limbs_;
    const std::int32_t exponent = std::min(a.exponent_, b.exponent_);
    shift_up(x, static_cast<std::int64_t>(a.exponent_) - exponent);
    shift_up(y, static_cast<std::int64_t>(b.exponent_) - exponent);
    return exponent;
  }

  static Decimal sum(const Decimal& a, const Decimal& b, bool negate_b) {
    if (a.is_nan() || b.is_nan()) return nan();
    const bool b_negative = b.negative_ != negate_b;
    if (!a.is_finite() || !b.is_finite()) {
      if (!a.is_finite() && !b.is_finite() && a.negative_ != b_negative) return nan();
      return infinity(a.is_finite() ? b_negative : a.negative_);
    }
    Limbs x;
    Limbs y;
    Decimal out;
    out.exponent_ = align(a, b, x, y);
    if (a.negative_ == b_negative) {
      out.limbs_ = add(x, y);
      out.negative_ = a.negative_ && !out.limbs_.empty();
      return out;
    }
    const int order = compare(x, y);
    if (order == 0) return out;
    out.limbs_ = order > 0 ? subtract(x, y) : subtract(y, x);
    out.negative_ = order > 0 ? a.negative_ : b_negative;
    return out;
  }

  /// Order of two values without NaN.
  static int order(const Decimal& a, const Decimal& b) {
    const auto rank = [](const Decimal& d) {
      if (!d.is_finite()) return d.negative_ ? -2 : 2;
      if (d.limbs_.empty()) return 0;
      return d.negative_ ? -1 : 1;
    };
    const int ra = rank(a);
    const int rb = rank(b);
    if (ra != rb) return ra < rb ? -1 : 1;
    if (ra == 0 || ra == 2 || ra == -2) return 0;
    // Numbers of different magnitude are told apart without building huge coefficients.
    const auto top = [](const Decimal& d) {
      return static_cast<std::int64_t>(digits(d.limbs_)) + d.exponent_;
    };
    const std::int64_t ta = top(a);
    const std::int64_t tb = top(b);
    if (ta != tb) return (ta < tb ? -1 : 1) * ra;
    if (a.exponent_ == b.exponent_) return compare(a.limbs_, b.limbs_) * ra;
    Limbs x;
    Limbs y;
    align(a, b, x, y);
    return compare(x, y) * ra;
  }
};

}  // namespace cupel
