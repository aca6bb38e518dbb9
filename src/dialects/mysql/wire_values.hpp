#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// Values of MySQL's binary protocol. Each function reads one from `data` and moves it behind.
namespace cupel::mysql {

/// Room for the longest text of a date, time or both: "-838:59:59.000000" and
/// "9999-12-31 23:59:59.999999".
using TemporalText = std::array<char, 32>;

/// An integer of `size` bytes, 1, 2, 4 or 8. An unsigned one of 8 bytes keeps its bits.
[[nodiscard]] std::int64_t take_integer(unsigned char*& data, std::size_t size, bool is_unsigned);
[[nodiscard]] double take_float(unsigned char*& data);
[[nodiscard]] double take_double(unsigned char*& data);
/// Bytes behind their length.
[[nodiscard]] std::string_view take_bytes(unsigned char*& data);
/// "2024-02-29"
[[nodiscard]] std::string_view take_date(unsigned char*& data, TemporalText& out);
/// "2024-02-29 12:34:56", with six digits of the second where there are any.
[[nodiscard]] std::string_view take_datetime(unsigned char*& data, TemporalText& out);
/// "12:34:56"; hours may be negative and more than a day has.
[[nodiscard]] std::string_view take_time(unsigned char*& data, TemporalText& out);

/// BIT: most significant byte first.
[[nodiscard]] std::int64_t bits_to_integer(std::string_view bytes) noexcept;

}  // namespace cupel::mysql
