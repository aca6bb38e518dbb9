#include "dialects/mysql/wire_values.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace cupel::mysql {
namespace {

using Wire = std::vector<unsigned char>;

/// What `read` makes of `wire`; it must stop at its end.
template <class Read>
auto value_of(Wire wire, Read read) {
  unsigned char* data = wire.data();
  const auto value = read(data);
  EXPECT_EQ(data, wire.data() + wire.size());
  return value;
}

std::string datetime_of(const Wire& wire) {
  return value_of(wire, [](unsigned char*& data) {
    TemporalText text;
    return std::string(take_datetime(data, text));
  });
}

std::string time_of(const Wire& wire) {
  return value_of(wire, [](unsigned char*& data) {
    TemporalText text;
    return std::string(take_time(data, text));
  });
}

std::int64_t integer_of(const Wire& wire, bool is_unsigned) {
  return value_of(
      wire, [&](unsigned char*& data) { return take_integer(data, wire.size(), is_unsigned); });
}

TEST(MysqlWireValues, IntegersKeepTheirSign) {
  EXPECT_EQ(integer_of({0xff}, false), -1);
  EXPECT_EQ(integer_of({0xff}, true), 255);
  EXPECT_EQ(integer_of({0x00, 0x80}, false), -32768);
  EXPECT_EQ(integer_of({0x00, 0x80}, true), 32768);
  EXPECT_EQ(integer_of({0xfe, 0xff, 0xff, 0xff}, false), -2);
  EXPECT_EQ(integer_of({1, 0, 0, 0, 0, 0, 0, 0x80}, false), INT64_MIN + 1);
}

TEST(MysqlWireValues, ADateTimeLeavesOutWhatIsZero) {
  EXPECT_EQ(datetime_of({4, 0xe8, 0x07, 2, 29}), "2024-02-29 00:00:00");
  EXPECT_EQ(datetime_of({7, 0xe8, 0x07, 2, 29, 12, 34, 56}), "2024-02-29 12:34:56");
  EXPECT_EQ(datetime_of({11, 0xe8, 0x07, 2, 29, 12, 34, 56, 0x40, 0x42, 0x00, 0x00}),
            "2024-02-29 12:34:56.016960");
  EXPECT_EQ(datetime_of({0}), "0000-00-00 00:00:00");
}

TEST(MysqlWireValues, ATimeMayBeNegativeAndLongerThanADay) {
  EXPECT_EQ(time_of({0}), "00:00:00");
  EXPECT_EQ(time_of({8, 0, 0, 0, 0, 0, 1, 2, 3}), "01:02:03");
  EXPECT_EQ(time_of({8, 1, 34, 0, 0, 0, 22, 59, 59}), "-838:59:59");
  EXPECT_EQ(time_of({12, 0, 0, 0, 0, 0, 1, 2, 3, 1, 0, 0, 0}), "01:02:03.000001");
}

TEST(MysqlWireValues, BytesStandBehindALengthOfOneToNineBytes) {
  const auto read = [](unsigned char*& data) { return take_bytes(data).size(); };
  EXPECT_EQ(value_of({0}, read), 0U);
  EXPECT_EQ(value_of({2, 'a', 'b'}, read), 2U);
  Wire two(3 + 251, 'x');
  two[0] = 252;
  two[1] = 251;
  two[2] = 0;
  EXPECT_EQ(value_of(two, read), 251U);
  Wire three(4 + 65536, 'x');
  three[0] = 253;
  three[1] = three[2] = 0;
  three[3] = 1;
  EXPECT_EQ(value_of(three, read), 65536U);
}

TEST(MysqlWireValues, TheFirstByteOfBitsIsTheMostSignificant) {
  EXPECT_EQ(bits_to_integer(std::string_view("\x01\x02", 2)), 258);
}

}  // namespace
}  // namespace cupel::mysql
