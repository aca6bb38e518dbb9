#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cupel {

/// Exact decimal number of any size: sign, coefficient, power of ten. Keeps its scale: 1.50 and 1.5
/// are equal and print differently. Also NaN and the infinities, which PostgreSQL's NUMERIC knows.
///
/// Up to 36 digits live inside the object; more go to the heap.
/// Addition, subtraction and multiplication are exact; division rounds to 28 digits as Python's
/// decimal does.
class Decimal {
 public:
  /// 0
  Decimal() noexcept = default;
  template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
  Decimal(T v) : Decimal(from_integer(v < T{}, magnitude(v))) {}
  /// Parses "-12.50", "1E+3", "NaN", "Infinity". Throws DataError for anything else.
  explicit Decimal(std::string_view text);
  explicit Decimal(const char* text) : Decimal(std::string_view(text)) {}
  explicit Decimal(const std::string& text) : Decimal(std::string_view(text)) {}

  /// As the constructor from text, without a throw.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);
  /// coefficient * 10^exponent
  [[nodiscard]] static Decimal scaled(std::int64_t coefficient, std::int32_t exponent);
  /// The shortest decimal that reads back as `v` (what Python's Decimal(repr(v)) gives).
  [[nodiscard]] static Decimal from_double(double v);
  /// `v` rounded to `scale` places after the point, as printf("%.*f") does.
  [[nodiscard]] static Decimal from_double(double v, std::int32_t scale);
  /// From base-10000 digits, most significant first, as PostgreSQL's binary NUMERIC has them:
  /// the first digit weighs 10000^weight, and `scale` digits after the point are kept.
  [[nodiscard]] static Decimal from_base10000(bool negative, const std::int16_t* digits,
                                              std::size_t count, std::int32_t weight,
                                              std::int32_t scale);
  [[nodiscard]] static Decimal nan() noexcept;
  [[nodiscard]] static Decimal infinity(bool negative = false) noexcept;

  [[nodiscard]] bool is_finite() const noexcept { return special_ == Special::none; }
  [[nodiscard]] bool is_nan() const noexcept { return special_ == Special::nan; }
  [[nodiscard]] bool is_zero() const noexcept { return is_finite() && limbs_.empty(); }
  [[nodiscard]] bool is_negative() const noexcept { return negative_; }
  [[nodiscard]] bool is_integral() const;
  /// The power of ten that the coefficient is multiplied by; -2 for 1.50.
  [[nodiscard]] std::int32_t exponent() const noexcept { return exponent_; }
  /// Digits after the point: 2 for 1.50, 0 for 1E+3.
  [[nodiscard]] std::int32_t scale() const noexcept { return exponent_ < 0 ? -exponent_ : 0; }
  /// Decimal digits of the coefficient; 1 for zero.
  [[nodiscard]] std::size_t digits() const;
  /// The coefficient's digits: "150" for 1.50.
  [[nodiscard]] std::string coefficient() const;

  /// As Python's str(): "1.50", "1E+3", "1E-7", "NaN".
  [[nodiscard]] std::string to_string() const;
  /// Without exponent: "1000", "0.0000001". NaN and the infinities as to_string().
  [[nodiscard]] std::string to_fixed() const;
  [[nodiscard]] double to_double() const;
  /// The value when it is a whole number in the range of int64.
  [[nodiscard]] std::optional<std::int64_t> to_int64() const;

  /// Rounds half to even to `scale` digits after the point, or adds zeros.
  [[nodiscard]] Decimal quantize(std::int32_t scale) const;
  /// Without trailing zeros: 1.5 for 1.50, 1E+3 for 1000.
  [[nodiscard]] Decimal normalize() const;
  [[nodiscard]] Decimal abs() const;

  Decimal operator-() const;
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  /// Throws DataError for a division by zero.
  friend Decimal operator/(const Decimal& a, const Decimal& b);
  Decimal& operator+=(const Decimal& o) { return *this = *this + o; }
  Decimal& operator-=(const Decimal& o) { return *this = *this - o; }
  Decimal& operator*=(const Decimal& o) { return *this = *this * o; }
  Decimal& operator/=(const Decimal& o) { return *this = *this / o; }

  /// By value: 1.50 == 1.5. NaN is unordered.
  friend bool operator==(const Decimal& a, const Decimal& b);
  friend std::partial_ordering operator<=>(const Decimal& a, const Decimal& b);

  /// Equal values have equal hashes, whatever their scale.
  [[nodiscard]] std::size_t hash() const;

 private:
  enum class Special : std::uint8_t { none, infinity, nan };

  /// Base 10^9 digits, least significant first, without leading zero limbs; empty is zero.
  class Limbs {
   public:
    Limbs() noexcept {}
    explicit Limbs(std::uint64_t v) noexcept;
    Limbs(const Limbs& o);
    Limbs(Limbs&& o) noexcept;
    Limbs& operator=(Limbs o) noexcept;
    ~Limbs() {
      if (capacity_ > kInline) delete[] heap_;
    }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
    [[nodiscard]] std::uint32_t* data() noexcept { return capacity_ > kInline ? heap_ : inline_; }
    [[nodiscard]] const std::uint32_t* data() const noexcept {
      return capacity_ > kInline ? heap_ : inline_;
    }
    std::uint32_t& operator[](std::size_t i) noexcept { return data()[i]; }
    std::uint32_t operator[](std::size_t i) const noexcept { return data()[i]; }
    void resize(std::size_t n);  // new limbs are zero
    void push_back(std::uint32_t v);
    void trim() noexcept;
    void swap(Limbs& o) noexcept;

   private:
    static constexpr std::uint32_t kInline = 4;
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = kInline;
    union {
      std::uint32_t inline_[kInline] = {};
      std::uint32_t* heap_;
    };
  };
  struct Arithmetic;
  friend struct Arithmetic;

  template <std::integral T>
  static constexpr std::uint64_t magnitude(T v) noexcept {
    const auto u = static_cast<std::uint64_t>(v);
    return v < T{} ? std::uint64_t{0} - u : u;
  }
  static Decimal from_integer(bool negative, std::uint64_t magnitude);

  Limbs limbs_;
  std::int32_t exponent_ = 0;
  bool negative_ = false;
  Special special_ = Special::none;
};

}  // namespace cupel

template <>
struct std::hash<cupel::Decimal> {
  std::size_t operator()(const cupel::Decimal& d) const { return d.hash(); }
};
