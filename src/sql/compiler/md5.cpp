#include "sql/compiler/md5.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace cupel {

namespace {

using State = std::array<std::uint32_t, 4>;

constexpr std::array<int, 16> kShifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

/// The constants of RFC 1321: the integer part of 2^32 |sin(i + 1)|.
const std::array<std::uint32_t, 64>& sines() {
  static const std::array<std::uint32_t, 64> table = [] {
    std::array<std::uint32_t, 64> t{};
    for (std::size_t i = 0; i < t.size(); ++i) {
      t[i] = static_cast<std::uint32_t>(
          std::floor(std::fabs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    }
    return t;
  }();
  return table;
}

void add_block(State& state, const unsigned char* block) {
  std::array<std::uint32_t, 16> words{};
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t byte = 0; byte < 4; ++byte)
      words[i] |= static_cast<std::uint32_t>(block[4 * i + byte]) << (8 * byte);
  }
  auto [a, b, c, d] = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::size_t round = i / 16;
    std::uint32_t f = 0;
    std::size_t word = 0;
    if (round == 0) {
      f = (b & c) | (~b & d);
      word = i;
    } else if (round == 1) {
      f = (d & b) | (~d & c);
      word = (5 * i + 1) % 16;
    } else if (round == 2) {
      f = b ^ c ^ d;
      word = (3 * i + 5) % 16;
    } else {
      f = c ^ (b | ~d);
      word = (7 * i) % 16;
    }
    const std::uint32_t sum = a + f + sines()[i] + words[word];
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, kShifts[4 * round + i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

}  // namespace

std::string md5_hex(std::string_view text) {
  std::string padded(text);
  padded.push_back(static_cast<char>(0x80));
  while (padded.size() % 64 != 56) padded.push_back('\0');
  std::uint64_t bits = std::uint64_t{text.size()} * 8;
  for (int i = 0; i < 8; ++i, bits >>= 8) padded.push_back(static_cast<char>(bits & 0xffU));

  State state = {0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U};
  std::array<unsigned char, 64> block{};
  for (std::size_t at = 0; at < padded.size(); at += 64) {
    std::memcpy(block.data(), padded.data() + at, 64);
    add_block(state, block.data());
  }
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::uint32_t word : state) {
    for (int byte = 0; byte < 4; ++byte, word >>= 8) {
      out += kDigits[(word >> 4) & 0xfU];
      out += kDigits[word & 0xfU];
    }
  }
  return out;
}

}  // namespace cupel
