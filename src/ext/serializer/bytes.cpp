#include "ext/serializer/bytes.hpp"

#include <climits>

#include <cupel/error/dbapi_errors.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel::detail {

void throw_damaged_bytes(std::string_view what) {
  throw DataError(str_cat("these bytes are damaged or not of serializer::dumps() (", what,
                          "); write the statement anew"));
}

void SerialWriter::number(std::uint64_t v) {
  for (; v >= 0x80; v >>= 7) byte(static_cast<std::uint8_t>(v | 0x80));
  byte(static_cast<std::uint8_t>(v));
}

// The sign stands in the lowest bit, so that small numbers of either sign are short.
void SerialWriter::signed_number(std::int64_t v) {
  const auto bits = static_cast<std::uint64_t>(v);
  number((bits << 1) ^ (v < 0 ? ~std::uint64_t{0} : 0));
}

void SerialWriter::text(std::string_view v) {
  number(v.size());
  out_.append(v);
}

void SerialWriter::raw(const void* data, std::size_t size) {
  out_.append(static_cast<const char*>(data), size);
}

std::uint8_t SerialReader::byte() {
  if (rest_.empty()) throw_damaged_bytes("they end too early");
  const auto v = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return v;
}

bool SerialReader::flag() {
  const std::uint8_t v = byte();
  if (v > 1) throw_damaged_bytes("neither yes nor no");
  return v == 1;
}

std::uint64_t SerialReader::number() {
  std::uint64_t v = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t next = byte();
    const std::uint64_t bits = next & 0x7F;
    if ((bits << shift) >> shift != bits) break;
    v |= bits << shift;
    if (next < 0x80) return v;
  }
  throw_damaged_bytes("a number of more than 64 bits");
}

std::uint64_t SerialReader::number_below(std::uint64_t limit, std::string_view what) {
  const std::uint64_t v = number();
  if (v >= limit) throw_damaged_bytes(str_cat("a number out of range for ", what));
  return v;
}

std::int64_t SerialReader::signed_number() {
  const std::uint64_t v = number();
  return static_cast<std::int64_t>((v >> 1) ^ ((v & 1) != 0 ? ~std::uint64_t{0} : 0));
}

int SerialReader::small_number() {
  const std::int64_t v = signed_number();
  if (v < INT_MIN || v > INT_MAX) throw_damaged_bytes("a number of more than 32 bits");
  return static_cast<int>(v);
}

std::string_view SerialReader::text() {
  return raw(static_cast<std::size_t>(number_below(rest_.size() + 1, "the size of a text")));
}

std::string_view SerialReader::raw(std::size_t size) {
  if (size > rest_.size()) throw_damaged_bytes("they end too early");
  const std::string_view v = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return v;
}

}  // namespace cupel::detail
