#include "cupel/types/temporal.hpp"

#include <gtest/gtest.h>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/uuid.hpp"

namespace cupel {
namespace {

using namespace std::chrono_literals;

TEST(Dates, AreWrittenAndReadAsIso8601) {
  EXPECT_EQ(to_string(make_date(2024, 2, 29)), "2024-02-29");
  EXPECT_EQ(to_string(make_date(7, 1, 2)), "0007-01-02");
  EXPECT_EQ(parse_date("2024-02-29"), make_date(2024, 2, 29));
  for (const char* bad : {"", "2024-02-30", "2024-13-01", "2024-2-9", "2024-02-29 ", "20240229"})
    EXPECT_FALSE(parse_date(bad)) << bad;
  EXPECT_THROW((void)make_date(2023, 2, 29), DataError);
}

TEST(Dates, TimesKeepMicroseconds) {
  const TimeOfDay t(13, 5, 9, 7);
  EXPECT_EQ(to_string(t), "13:05:09.000007");
  EXPECT_EQ(to_string(TimeOfDay(13, 5, 9)), "13:05:09");
  EXPECT_EQ(to_string(TimeOfDay(13, 5, 9), Fraction::always), "13:05:09.000000");
  EXPECT_EQ(to_string(t, Fraction::never), "13:05:09");
  EXPECT_EQ(parse_time("13:05:09.000007"), t);
  EXPECT_EQ(parse_time("13:05"), TimeOfDay(13, 5));
  EXPECT_EQ(parse_time("13:05:09.1234567"), TimeOfDay(13, 5, 9, 123456));
  for (const char* bad : {"24:00:00", "1:02:03", "12:60", "12:00:00.", "12:00:00x"})
    EXPECT_FALSE(parse_time(bad)) << bad;
  EXPECT_THROW(TimeOfDay(24, 0), DataError);
  EXPECT_THROW(TimeOfDay(std::chrono::microseconds(-1)), DataError);
  EXPECT_EQ(t.hour(), 13);
  EXPECT_EQ(t.microsecond(), 7);
}

TEST(Dates, DatetimesRoundTripOnBothSidesOfTheEpoch) {
  for (const char* text : {"2024-02-29 12:34:56.000000", "1969-12-31 23:59:59.999999",
                           "0001-01-01 00:00:00.000000", "9999-12-31 23:59:59.999999"}) {
    const auto t = parse_datetime(text);
    ASSERT_TRUE(t) << text;
    EXPECT_EQ(to_string(*t, Fraction::always), text);
  }
  EXPECT_EQ(to_string(make_datetime(2024, 1, 2, 3, 4, 5)), "2024-01-02 03:04:05");
  EXPECT_EQ(parse_datetime("2024-01-02T03:04:05"), make_datetime(2024, 1, 2, 3, 4, 5));
  EXPECT_EQ(parse_datetime("2024-01-02"), make_datetime(2024, 1, 2));
  EXPECT_FALSE(parse_datetime("2024-01-02 03:04:05Z"));
  EXPECT_FALSE(parse_datetime("2024-01-02x03:04:05"));
}

TEST(Dates, ZonedTimesAreKeptInUtc) {
  const UtcDateTime noon = as_utc(make_datetime(2024, 1, 2, 12));
  EXPECT_EQ(parse_datetime_tz("2024-01-02 14:00:00+02:00"), noon);
  EXPECT_EQ(parse_datetime_tz("2024-01-02T07:00:00-0500"), noon);
  EXPECT_EQ(parse_datetime_tz("2024-01-02 12:00:00Z"), noon);
  EXPECT_EQ(parse_datetime_tz("2024-01-02 14:00:00+02"), noon);
  EXPECT_EQ(parse_datetime_tz("2024-01-02 12:00:00"), noon);
  EXPECT_EQ(to_string(noon), "2024-01-02 12:00:00+00:00");
  EXPECT_FALSE(parse_datetime_tz("2024-01-02 12:00:00+2"));
}

TEST(Dates, DurationsPrintAsPythonsTimedelta) {
  EXPECT_EQ(to_string(Duration(26h)), "1 day, 2:00:00");
  EXPECT_EQ(to_string(Duration(-24h + 5s)), "-1 day, 0:00:05");
  EXPECT_EQ(to_string(Duration(1us)), "0:00:00.000001");
  EXPECT_EQ(to_string(Duration(15h)), "15:00:00");
  EXPECT_EQ(to_string(Duration(72h)), "3 days, 0:00:00");
}

TEST(Uuid, IsReadInItsUsualForms) {
  const UuidValue u("12345678-9abc-def0-1234-56789ABCDEF0");
  EXPECT_EQ(u.to_string(), "12345678-9abc-def0-1234-56789abcdef0");
  EXPECT_EQ(u.hex(), "123456789abcdef0123456789abcdef0");
  EXPECT_EQ(UuidValue::parse(u.hex()), u);
  EXPECT_EQ(UuidValue::parse("{" + u.to_string() + "}"), u);
  EXPECT_EQ(UuidValue::parse("urn:uuid:" + u.to_string()), u);
  for (const char* bad :
       {"", "1234", "12345678-9abc-def0-1234-56789abcdefg", "12345678_9abc-def0-1234-56789abcdef0"})
    EXPECT_FALSE(UuidValue::parse(bad)) << bad;
  EXPECT_THROW(UuidValue("x"), DataError);
}

TEST(Uuid, RandomOnesDifferAndCarryTheirVersion) {
  const UuidValue a = UuidValue::random();
  EXPECT_NE(a, UuidValue::random());
  EXPECT_EQ(a.to_string()[14], '4');
  const UuidValue early = UuidValue::time_ordered();
  EXPECT_EQ(early.to_string()[14], '7');
  EXPECT_LT(UuidValue(), early);
}

}  // namespace
}  // namespace cupel
