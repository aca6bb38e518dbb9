#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/dialects/postgresql/types.hpp>

namespace cupel::postgresql {

/// A range of values: from `lower` to `upper`, each of them left out for no limit.
///
///     pgdocs.c["span"].contains(Range(1, 5));   // INT4RANGE: int; INT8RANGE: int64_t; NUMRANGE:
///                                               // Decimal; DATERANGE, TSRANGE, TSTZRANGE: dates
///
/// A plain value. `bounds`: "[)" (the default), "(]", "[]" or "()".
template <class T>
class Range {
 public:
  Range() = default;
  /// Throws ArgumentError for other bounds.
  Range(std::optional<T> lower, std::optional<T> upper, std::string_view bounds = "[)")
      : lower_(std::move(lower)), upper_(std::move(upper)), bounds_(checked(bounds)) {}
  [[nodiscard]] static Range empty() {
    Range range;
    range.empty_ = true;
    return range;
  }

  [[nodiscard]] const std::optional<T>& lower() const noexcept { return lower_; }
  [[nodiscard]] const std::optional<T>& upper() const noexcept { return upper_; }
  [[nodiscard]] const std::string& bounds() const noexcept { return bounds_; }
  [[nodiscard]] bool is_empty() const noexcept { return empty_; }
  [[nodiscard]] bool contains(const T& value) const {
    if (empty_) return false;
    if (lower_ && (value < *lower_ || (value == *lower_ && bounds_[0] == '('))) return false;
    return !upper_ || value < *upper_ || (value == *upper_ && bounds_[1] == ']');
  }
  friend bool operator==(const Range&, const Range&) = default;

 private:
  static std::string checked(std::string_view bounds);

  std::optional<T> lower_;
  std::optional<T> upper_;
  std::string bounds_ = "[)";
  bool empty_ = false;
};

template <class T>
Range(T, T) -> Range<T>;
template <class T>
Range(T, T, const char*) -> Range<T>;
template <class T>
Range(std::nullopt_t, T) -> Range<T>;
template <class T>
Range(T, std::nullopt_t) -> Range<T>;
template <class T>
Range(T, std::nullopt_t, const char*) -> Range<T>;

namespace detail {
/// Throws ArgumentError for what are no bounds.
std::string checked_bounds(std::string_view bounds);
template <class T>
TypePtr range_type() {
  if constexpr (std::integral<T> && sizeof(T) <= 4)
    return make_ptr<INT4RANGE>();
  else if constexpr (std::integral<T>)
    return make_ptr<INT8RANGE>();
  else if constexpr (std::same_as<T, Decimal>)
    return make_ptr<NUMRANGE>();
  else if constexpr (std::same_as<T, CalendarDate>)
    return make_ptr<DATERANGE>();
  else if constexpr (std::same_as<T, LocalDateTime>)
    return make_ptr<TSRANGE>();
  else {
    static_assert(std::same_as<T, UtcDateTime>,
                  "Range<T>: T is an integer, Decimal, a date or a date with time");
    return make_ptr<TSTZRANGE>();
  }
}
}  // namespace detail

template <class T>
std::string Range<T>::checked(std::string_view bounds) {
  return detail::checked_bounds(bounds);
}

/// Bits, as the BIT types hold them: a text of 0 and 1.
class BitString {
 public:
  BitString() = default;
  /// Throws ArgumentError for other characters.
  explicit BitString(std::string_view bits);
  [[nodiscard]] static BitString from_int(std::uint64_t value, std::size_t length);
  [[nodiscard]] const std::string& bits() const noexcept { return bits_; }
  [[nodiscard]] std::size_t size() const noexcept { return bits_.size(); }
  [[nodiscard]] bool operator[](std::size_t index) const { return bits_.at(index) == '1'; }
  /// The bits as a number. Throws DataError for more than 64.
  [[nodiscard]] std::uint64_t to_int() const;
  friend bool operator==(const BitString&, const BitString&) = default;

 private:
  std::string bits_;
};

}  // namespace cupel::postgresql

namespace cupel {

template <class T>
struct TypeTraits<postgresql::Range<T>> {
  using Stored = std::vector<Value>;  ///< lower, upper, bounds; or "empty" alone
  static TypePtr sql_type() { return postgresql::detail::range_type<T>(); }
  static Stored to_stored(const postgresql::Range<T>& range) {
    if (range.is_empty()) return {Value("empty")};
    return {Value(range.lower()), Value(range.upper()), Value(range.bounds())};
  }
  static postgresql::Range<T> from_stored(const Stored& parts) {
    if (parts.size() != 3) return postgresql::Range<T>::empty();
    return {parts[0].template as<std::optional<T>>(), parts[1].template as<std::optional<T>>(),
            parts[2].template as<std::string>()};
  }
};

template <>
struct TypeTraits<postgresql::BitString> {
  using Stored = std::string;
  static TypePtr sql_type() {
    return make_ptr<postgresql::BIT>(postgresql::BitOptions{.varying = true});
  }
  static const std::string& to_stored(const postgresql::BitString& bits) { return bits.bits(); }
  static postgresql::BitString from_stored(const std::string& bits) {
    return postgresql::BitString(bits);
  }
};

}  // namespace cupel
