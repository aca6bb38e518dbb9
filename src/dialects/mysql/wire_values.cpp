#include "dialects/mysql/wire_values.hpp"

#include <bit>
#include <cstring>

namespace cupel::mysql {

namespace {

std::uint64_t take_unsigned(unsigned char*& data, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value |= std::uint64_t{data[i]} << (8 * i);
  data += size;
  return value;
}

/// Writes numbers of fixed width into a text.
class Writer {
 public:
  explicit Writer(TemporalText& out) : out_(out) {}
  void put(char c) { out_[size_++] = c; }
  void number(std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i > 0; --i) {
      out_[size_ + i - 1] = static_cast<char>('0' + value % 10);
      value /= 10;
    }
    size_ += width;
  }
  [[nodiscard]] std::string_view text() const { return {out_.data(), size_}; }

 private:
  TemporalText& out_;
  std::size_t size_ = 0;
};

struct Moment {
  std::uint64_t year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, microsecond = 0;
};

/// Trailing parts that are zero are not sent.
Moment take_moment(unsigned char*& data) {
  Moment m;
  const std::size_t length = *data++;
  unsigned char* const end = data + length;
  if (length >= 4) {
    m.year = take_unsigned(data, 2);
    m.month = take_unsigned(data, 1);
    m.day = take_unsigned(data, 1);
  }
  if (length >= 7) {
    m.hour = take_unsigned(data, 1);
    m.minute = take_unsigned(data, 1);
    m.second = take_unsigned(data, 1);
  }
  if (length >= 11) m.microsecond = take_unsigned(data, 4);
  data = end;
  return m;
}

void write_date(Writer& w, const Moment& m) {
  w.number(m.year, 4);
  w.put('-');
  w.number(m.month, 2);
  w.put('-');
  w.number(m.day, 2);
}

void write_minutes(Writer& w, const Moment& m) {
  w.put(':');
  w.number(m.minute, 2);
  w.put(':');
  w.number(m.second, 2);
  if (m.microsecond == 0) return;
  w.put('.');
  w.number(m.microsecond, 6);
}

}  // namespace

std::int64_t take_integer(unsigned char*& data, std::size_t size, bool is_unsigned) {
  const std::uint64_t value = take_unsigned(data, size);
  if (is_unsigned || size == 8) return static_cast<std::int64_t>(value);
  const std::uint64_t sign = std::uint64_t{1} << (8 * size - 1);
  return static_cast<std::int64_t>((value ^ sign) - sign);
}

double take_float(unsigned char*& data) {
  return static_cast<double>(
      std::bit_cast<float>(static_cast<std::uint32_t>(take_unsigned(data, 4))));
}

double take_double(unsigned char*& data) {
  return std::bit_cast<double>(take_unsigned(data, 8));
}

std::string_view take_bytes(unsigned char*& data) {
  std::uint64_t length = *data++;
  switch (length) {
    case 251:
      length = 0;
      break;  // NULL, which the row's bitmap has told already
    case 252:
      length = take_unsigned(data, 2);
      break;
    case 253:
      length = take_unsigned(data, 3);
      break;
    case 254:
      length = take_unsigned(data, 8);
      break;
    default:
      break;
  }
  const std::string_view bytes(reinterpret_cast<const char*>(data), length);
  data += length;
  return bytes;
}

std::string_view take_date(unsigned char*& data, TemporalText& out) {
  Writer w(out);
  write_date(w, take_moment(data));
  return w.text();
}

std::string_view take_datetime(unsigned char*& data, TemporalText& out) {
  const Moment m = take_moment(data);
  Writer w(out);
  write_date(w, m);
  w.put(' ');
  w.number(m.hour, 2);
  write_minutes(w, m);
  return w.text();
}

std::string_view take_time(unsigned char*& data, TemporalText& out) {
  const std::size_t length = *data++;
  unsigned char* const end = data + length;
  Writer w(out);
  Moment m;
  if (length >= 8) {
    if (take_unsigned(data, 1) != 0) w.put('-');
    m.hour = take_unsigned(data, 4) * 24;
    m.hour += take_unsigned(data, 1);
    m.minute = take_unsigned(data, 1);
    m.second = take_unsigned(data, 1);
  }
  if (length >= 12) m.microsecond = take_unsigned(data, 4);
  data = end;
  w.number(m.hour, m.hour > 99 ? 3 : 2);
  write_minutes(w, m);
  return w.text();
}

std::int64_t bits_to_integer(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (const char c : bytes) value = (value << 8) | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(value);
}

}  // namespace cupel::mysql
