#include "cupel/types/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

#include "types/decimal_arithmetic.hpp"

namespace cupel {

namespace {

using decimal_detail::kBase;
using decimal_detail::kLimbDigits;
using decimal_detail::kPowers;

constexpr int kDivisionDigits = 28;  // the precision of Python's default context
// Bounds what a short text like "1E999999999" may make us allocate.
constexpr std::int64_t kMaxExponent = 100'000;

}  // namespace

// ---- construction -----------------------------------------------------------------------------

Decimal Decimal::from_integer(bool negative, std::uint64_t magnitude) {
  Decimal out;
  out.negative_ = negative;
  out.limbs_ = Limbs(magnitude);
  return out;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  Decimal out;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    out.negative_ = text.front() == '-';
    text.remove_prefix(1);
  }
  if (iequals(text, "nan")) return nan();
  if (iequals(text, "infinity") || iequals(text, "inf")) return infinity(out.negative_);
  std::string digits;
  digits.reserve(text.size());
  std::int64_t exponent = 0;
  bool point = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      digits += c;
      if (point) --exponent;
    } else if (c == '.' && !point) {
      point = true;
    } else {
      break;
    }
  }
  if (digits.empty()) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    std::string_view rest = text.substr(i + 1);
    if (!rest.empty() && rest.front() == '+') rest.remove_prefix(1);
    std::int64_t e = 0;
    const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), e);
    if (failure != std::errc() || end != rest.data() + rest.size() || rest.empty())
      return std::nullopt;
    if (e > kMaxExponent || e < -kMaxExponent) return std::nullopt;
    exponent += e;
  }
  out.limbs_ = Arithmetic::parse(digits);
  out.exponent_ = static_cast<std::int32_t>(exponent);
  return out;
}

Decimal::Decimal(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) throw DataError(str_cat(quoted(text), " is not a decimal number"));
  *this = *std::move(parsed);
}

Decimal Decimal::scaled(std::int64_t coefficient, std::int32_t exponent) {
  Decimal out(coefficient);
  out.exponent_ = exponent;
  return out;
}

Decimal Decimal::from_double(double v) {
  if (std::isnan(v)) return nan();
  if (std::isinf(v)) return infinity(v < 0);
  return Decimal(double_repr(v));
}

Decimal Decimal::from_double(double v, std::int32_t scale) {
  if (std::isnan(v)) return nan();
  if (std::isinf(v)) return infinity(v < 0);
  // Up to 15 significant digits, one multiplication that is exact enough to see whether it is a
  // whole number of units decides without formatting: the usual amounts of money.
  if (scale >= 0 && scale < kLimbDigits) {
    const double units = std::abs(v) * kPowers[scale];
    if (units < 1e15) {
      const double whole = std::round(units);
      const double distance = std::abs(units - whole);
      if (distance < 0.25 && distance < units * 1e-14) {
        Decimal out = from_integer(std::signbit(v), static_cast<std::uint64_t>(whole));
        out.exponent_ = -scale;
        return out;
      }
    }
  }
  char buffer[512];
  const int n = std::snprintf(buffer, sizeof buffer, "%.*f", std::clamp(scale, 0, 100), v);
  return Decimal(std::string_view(buffer, static_cast<std::size_t>(n)));
}

Decimal Decimal::from_base10000(bool negative, const std::int16_t* digits, std::size_t count,
                                std::int32_t weight, std::int32_t scale) {
  constexpr std::int32_t kGroup = 4;
  Decimal out;
  for (std::size_t i = 0; i < count; ++i) {
    Arithmetic::multiply_small(out.limbs_, 10'000);
    Arithmetic::add_small(out.limbs_, static_cast<std::uint32_t>(digits[i]));
  }
  out.exponent_ = kGroup * (weight - static_cast<std::int32_t>(count) + 1);
  out.negative_ = negative;
  if (out.exponent_ != -scale) out = out.quantize(scale);
  return out;
}

Decimal Decimal::nan() noexcept {
  Decimal out;
  out.special_ = Special::nan;
  return out;
}

Decimal Decimal::infinity(bool negative) noexcept {
  Decimal out;
  out.special_ = Special::infinity;
  out.negative_ = negative;
  return out;
}

// ---- views ------------------------------------------------------------------------------------

bool Decimal::is_integral() const {
  if (!is_finite()) return false;
  if (exponent_ >= 0 || limbs_.empty()) return true;
  Limbs copy = limbs_;
  return Arithmetic::shift_down(copy, -static_cast<std::int64_t>(exponent_)) ==
         Arithmetic::Rest::none;
}

std::size_t Decimal::digits() const {
  return Arithmetic::digits(limbs_);
}

std::string Decimal::coefficient() const {
  return Arithmetic::text(limbs_);
}

std::string Decimal::to_string() const {
  if (is_nan()) return "NaN";
  std::string out = negative_ ? "-" : "";
  if (!is_finite()) return out + "Infinity";
  const std::string digits = coefficient();
  const auto count = static_cast<std::int64_t>(digits.size());
  const std::int64_t adjusted = exponent_ + count - 1;
  if (exponent_ > 0 || adjusted < -6) {
    out += digits[0];
    if (count > 1) str_append(out, ".", std::string_view(digits).substr(1));
    return str_cat(out, "E", adjusted < 0 ? "" : "+", adjusted);
  }
  return to_fixed();
}

std::string Decimal::to_fixed() const {
  if (!is_finite()) return to_string();
  std::string out = negative_ ? "-" : "";
  std::string digits = coefficient();
  if (exponent_ >= 0) {
    if (digits != "0") digits.append(static_cast<std::size_t>(exponent_), '0');
    return out + digits;
  }
  const auto places = static_cast<std::size_t>(-static_cast<std::int64_t>(exponent_));
  if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
  digits.insert(digits.size() - places, 1, '.');
  return out + digits;
}

double Decimal::to_double() const {
  if (is_nan()) return std::numeric_limits<double>::quiet_NaN();
  if (!is_finite()) {
    const double inf = std::numeric_limits<double>::infinity();
    return negative_ ? -inf : inf;
  }
  // A coefficient and a power of ten that a double holds exactly need one rounding only.
  constexpr double kExactPowers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                     1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (limbs_.size() <= 2 && exponent_ >= -22 && exponent_ <= 22) {
    std::uint64_t whole = 0;
    for (std::size_t i = limbs_.size(); i-- > 0;) whole = whole * kBase + limbs_[i];
    if (whole < (std::uint64_t{1} << 53)) {
      const auto v = static_cast<double>(whole);
      const double scaled =
          exponent_ < 0 ? v / kExactPowers[-exponent_] : v * kExactPowers[exponent_];
      return negative_ ? -scaled : scaled;
    }
  }
  const std::string text = str_cat(negative_ ? "-" : "", coefficient(), "e", exponent_);
  double out = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), out);
  if (result.ec == std::errc::result_out_of_range && exponent_ > 0)
    return negative_ ? -HUGE_VAL : HUGE_VAL;
  return out;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (!is_integral()) return std::nullopt;
  Limbs whole = limbs_;
  if (exponent_ < 0) {
    Arithmetic::shift_down(whole, -static_cast<std::int64_t>(exponent_));
  } else if (!whole.empty()) {
    if (static_cast<std::int64_t>(digits()) + exponent_ > 19) return std::nullopt;
    Arithmetic::shift_up(whole, exponent_);
  }
  if (Arithmetic::digits(whole) > 19) return std::nullopt;
  std::uint64_t magnitude = 0;
  for (std::size_t i = whole.size(); i-- > 0;) magnitude = magnitude * kBase + whole[i];
  const std::uint64_t limit = (std::uint64_t{1} << 63) - (negative_ ? 0 : 1);
  if (magnitude > limit) return std::nullopt;
  return static_cast<std::int64_t>(negative_ ? std::uint64_t{0} - magnitude : magnitude);
}

// ---- operations -------------------------------------------------------------------------------

Decimal Decimal::quantize(std::int32_t scale) const {
  if (!is_finite()) return *this;
  Decimal out = *this;
  const std::int64_t shift = -static_cast<std::int64_t>(exponent_) - scale;
  if (shift > 0) {
    Arithmetic::round_half_even(out.limbs_, Arithmetic::shift_down(out.limbs_, shift));
  } else {
    Arithmetic::shift_up(out.limbs_, -shift);
  }
  out.exponent_ = -scale;
  return out;
}

Decimal Decimal::normalize() const {
  if (!is_finite()) return *this;
  Decimal out = *this;
  if (out.limbs_.empty()) {
    out.exponent_ = 0;
    return out;
  }
  for (;;) {
    Limbs shorter = out.limbs_;
    if (Arithmetic::divide_small(shorter, 10) != 0) return out;
    out.limbs_ = std::move(shorter);
    ++out.exponent_;
  }
}

Decimal Decimal::abs() const {
  Decimal out = *this;
  out.negative_ = false;
  return out;
}

Decimal Decimal::operator-() const {
  Decimal out = *this;
  out.negative_ = !negative_ && !is_zero() && !is_nan();
  return out;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  return Decimal::Arithmetic::sum(a, b, false);
}

Decimal operator-(const Decimal& a, const Decimal& b) {
  return Decimal::Arithmetic::sum(a, b, true);
}

Decimal operator*(const Decimal& a, const Decimal& b) {
  if (a.is_nan() || b.is_nan()) return Decimal::nan();
  const bool negative = a.negative_ != b.negative_;
  if (!a.is_finite() || !b.is_finite())
    return a.is_zero() || b.is_zero() ? Decimal::nan() : Decimal::infinity(negative);
  Decimal out;
  out.limbs_ = Decimal::Arithmetic::multiply(a.limbs_, b.limbs_);
  out.exponent_ = a.exponent_ + b.exponent_;
  out.negative_ = negative && !out.limbs_.empty();
  return out;
}

Decimal operator/(const Decimal& a, const Decimal& b) {
  using Arithmetic = Decimal::Arithmetic;
  if (a.is_nan() || b.is_nan()) return Decimal::nan();
  const bool negative = a.negative_ != b.negative_;
  if (!a.is_finite()) return b.is_finite() ? Decimal::infinity(negative) : Decimal::nan();
  if (!b.is_finite()) return Decimal();
  if (b.is_zero()) throw DataError(str_cat("division of ", a.to_string(), " by zero"));
  const std::int32_t ideal = a.exponent_ - b.exponent_;
  Decimal out;
  out.exponent_ = ideal;
  if (a.is_zero()) return out;
  // One digit more than asked for, and a mark for what is cut off, so that rounding is right.
  const std::int64_t shift =
      std::max<std::int64_t>(0, kDivisionDigits + 1 + static_cast<std::int64_t>(b.digits()) -
                                    static_cast<std::int64_t>(a.digits()));
  Decimal::Limbs numerator = a.limbs_;
  Arithmetic::shift_up(numerator, shift);
  Decimal::Limbs rest;
  out.limbs_ = Arithmetic::divide(numerator, b.limbs_, rest);
  out.exponent_ = ideal - static_cast<std::int32_t>(shift);
  out.negative_ = negative;
  const bool exact = rest.empty();
  const auto extra = static_cast<std::int64_t>(out.digits()) - kDivisionDigits;
  if (extra > 0) {
    auto cut = Arithmetic::shift_down(out.limbs_, extra);
    if (!exact) {
      if (cut == Arithmetic::Rest::none) cut = Arithmetic::Rest::below_half;
      if (cut == Arithmetic::Rest::half) cut = Arithmetic::Rest::above_half;
    }
    Arithmetic::round_half_even(out.limbs_, cut);
    out.exponent_ += static_cast<std::int32_t>(extra);
  }
  // An exact quotient shows no more zeros than the operands ask for.
  while (exact && out.exponent_ < ideal) {
    Decimal::Limbs shorter = out.limbs_;
    if (Arithmetic::divide_small(shorter, 10) != 0) break;
    out.limbs_ = std::move(shorter);
    ++out.exponent_;
  }
  return out;
}

bool operator==(const Decimal& a, const Decimal& b) {
  return !a.is_nan() && !b.is_nan() && Decimal::Arithmetic::order(a, b) == 0;
}

std::partial_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.is_nan() || b.is_nan()) return std::partial_ordering::unordered;
  const int order = Decimal::Arithmetic::order(a, b);
  if (order < 0) return std::partial_ordering::less;
  return order > 0 ? std::partial_ordering::greater : std::partial_ordering::equivalent;
}

std::size_t Decimal::hash() const {
  const Decimal n = normalize();
  std::uint64_t h = hash_word((static_cast<std::uint64_t>(n.special_) << 1) |
                              static_cast<std::uint64_t>(n.negative_ && !n.is_zero()));
  h = hash_combine(h, static_cast<std::uint64_t>(static_cast<std::uint32_t>(n.exponent_)));
  return hash_bytes(n.limbs_.data(), n.limbs_.size() * sizeof(std::uint32_t), h);
}

}  // namespace cupel
