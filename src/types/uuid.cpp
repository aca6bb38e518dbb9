#include "cupel/types/uuid.hpp"

#include <chrono>
#include <cstring>
#include <random>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::array<std::uint8_t, 16> random_bytes() {
  // random_device reads the system's generator on every call; a uuid must be unguessable.
  static thread_local std::random_device device;
  std::array<std::uint8_t, 16> out;
  for (std::size_t i = 0; i < out.size(); i += 4) {
    const std::uint32_t word = device();
    std::memcpy(out.data() + i, &word, 4);
  }
  return out;
}

UuidValue stamped(std::array<std::uint8_t, 16> bytes, std::uint8_t version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | (version << 4));
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  return UuidValue(bytes);
}

}  // namespace

std::optional<UuidValue> UuidValue::parse(std::string_view text) noexcept {
  if (text.starts_with("urn:uuid:")) text.remove_prefix(9);
  if (text.size() >= 2 && text.front() == '{' && text.back() == '}')
    text = text.substr(1, text.size() - 2);
  const bool dashes = text.size() == 36;
  if (!dashes && text.size() != 32) return std::nullopt;
  std::array<std::uint8_t, 16> bytes;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (dashes && (i == 4 || i == 6 || i == 8 || i == 10) && text[at++] != '-') return std::nullopt;
    const int high = hex_digit(text[at]);
    const int low = hex_digit(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  return UuidValue(bytes);
}

UuidValue::UuidValue(std::string_view text) {
  const auto parsed = parse(text);
  if (!parsed) {
    throw DataError(str_cat(quoted(text),
                            " is not a uuid: 32 hexadecimal digits are wanted, "
                            "with or without dashes"));
  }
  *this = *parsed;
}

UuidValue UuidValue::random() {
  return stamped(random_bytes(), 4);
}

UuidValue UuidValue::time_ordered() {
  auto bytes = random_bytes();
  const auto millis =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                     std::chrono::system_clock::now().time_since_epoch())
                                     .count());
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
  return stamped(bytes, 7);
}

char* UuidValue::write(char* out, bool dashes) const noexcept {
  static constexpr char kHex[] = "0123456789abcdef";
  for (std::size_t i = 0; i < 16; ++i) {
    if (dashes && (i == 4 || i == 6 || i == 8 || i == 10)) *out++ = '-';
    *out++ = kHex[bytes_[i] >> 4];
    *out++ = kHex[bytes_[i] & 15];
  }
  return out;
}

std::string UuidValue::to_string() const {
  std::string out(36, '\0');
  write(out.data(), true);
  return out;
}

std::string UuidValue::hex() const {
  std::string out(32, '\0');
  write(out.data(), false);
  return out;
}

}  // namespace cupel

std::size_t std::hash<cupel::UuidValue>::operator()(const cupel::UuidValue& u) const noexcept {
  return cupel::hash_bytes(u.bytes().data(), u.bytes().size());
}
