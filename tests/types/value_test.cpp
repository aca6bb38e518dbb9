#include "cupel/types/value.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/type_traits.hpp"

#include "types/color.hpp"
#include "types/message_of.hpp"

namespace cupel {
namespace {

struct Money {
  std::int64_t cents = 0;
};

}  // namespace
}  // namespace cupel

template <>
struct cupel::TypeTraits<cupel::Money> {
  using Stored = std::int64_t;
  static TypePtr sql_type() { return sql_type_of<std::int64_t>(); }
  static Stored to_stored(const Money& m) { return m.cents; }
  static Money from_stored(Stored cents) { return {cents}; }
};

namespace cupel {
namespace {

using namespace std::chrono_literals;

TEST(Value, TakesTheKindOfWhatItIsMadeFrom) {
  EXPECT_EQ(Value().kind(), ValueKind::null);
  EXPECT_EQ(Value(nullptr).kind(), ValueKind::null);
  EXPECT_EQ(Value(std::nullopt).kind(), ValueKind::null);
  EXPECT_EQ(Value(static_cast<const char*>(nullptr)).kind(), ValueKind::null);
  EXPECT_EQ(Value(true).kind(), ValueKind::boolean);
  EXPECT_EQ(Value(std::int16_t{5}).kind(), ValueKind::integer);
  EXPECT_EQ(Value(5LL).kind(), ValueKind::integer);
  EXPECT_EQ(Value(5UL).kind(), ValueKind::integer);
  EXPECT_EQ(Value(1.5F).kind(), ValueKind::real);
  EXPECT_EQ(Value("ed").kind(), ValueKind::text);
  EXPECT_EQ(Value(std::string("ed")).kind(), ValueKind::text);
  EXPECT_EQ(Value(Bytes{}).kind(), ValueKind::bytes);
  EXPECT_EQ(Value(Decimal("1.5")).kind(), ValueKind::decimal);
  EXPECT_EQ(Value(make_date(2024, 1, 1)).kind(), ValueKind::date);
  EXPECT_EQ(Value(TimeOfDay(1, 2)).kind(), ValueKind::time);
  EXPECT_EQ(Value(make_datetime(2024, 1, 1)).kind(), ValueKind::datetime);
  EXPECT_EQ(Value(std::chrono::system_clock::now()).kind(), ValueKind::datetime_tz);
  EXPECT_EQ(Value(5min).kind(), ValueKind::interval);
  EXPECT_EQ(Value(UuidValue::random()).kind(), ValueKind::uuid);
  EXPECT_EQ(Value(Json::array({1, 2})).kind(), ValueKind::json);
  EXPECT_EQ(Value(std::vector<int>{1, 2}).kind(), ValueKind::array);
  EXPECT_EQ(Value(std::optional<int>()).kind(), ValueKind::null);
  EXPECT_EQ(Value(std::optional<int>(5)).as<int>(), 5);
  EXPECT_EQ(Value(Color::green).as<std::string>(), "green");
  EXPECT_EQ(Value(Money{250}).integer(), 250);
  EXPECT_EQ(sizeof(Value), 32U);
}

TEST(Value, GivesBackWhatWasPutIn) {
  EXPECT_EQ(Value("ed").as<std::string>(), "ed");
  const std::string longer(100, 'x');
  const Value text(longer);
  EXPECT_EQ(text.as<std::string_view>(), longer);
  EXPECT_EQ(Value(std::string(24, 'y')).text(), std::string(24, 'y'));
  EXPECT_EQ(Value(std::string(25, 'y')).text(), std::string(25, 'y'));
  EXPECT_EQ(Value(make_date(2024, 2, 29)).as<CalendarDate>(), make_date(2024, 2, 29));
  EXPECT_EQ(Value(1500ms).as<Duration>(), 1'500'000us);
  EXPECT_EQ(Value(90min).as<std::chrono::hours>(), 1h);
  EXPECT_EQ((Value(std::vector<int>{1, 2}).as<std::vector<std::int64_t>>()),
            (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(Value("blue").as<Color>(), Color::blue);
  EXPECT_EQ(Value(5).as<Money>().cents, 5);
  EXPECT_EQ(Value(Bytes(3)).as<Bytes>(), Bytes(3));
}

TEST(Value, ConvertsNumbersOnlyWhereNothingIsLost) {
  EXPECT_EQ(Value(5).as<double>(), 5.0);
  EXPECT_EQ(Value(5).as<Decimal>(), Decimal(5));
  EXPECT_TRUE(Value(1).as<bool>());
  EXPECT_EQ(Value(true).as<int>(), 1);
  EXPECT_EQ(Value(Decimal("7.00")).as<int>(), 7);
  EXPECT_EQ(Value(std::numeric_limits<std::uint64_t>::max()).as<std::uint64_t>(),
            std::numeric_limits<std::uint64_t>::max());
  EXPECT_THROW((void)Value(2).as<bool>(), DataError);
  EXPECT_THROW((void)Value(1.5).as<int>(), DataError);
  EXPECT_THROW((void)Value(1.0).as<int>(), DataError);
  EXPECT_THROW((void)Value(300).as<std::int8_t>(), DataError);
  EXPECT_THROW((void)Value(-1).as<unsigned>(), DataError);
  EXPECT_THROW((void)Value("5").as<int>(), DataError);
}

TEST(Value, SaysWhatItIsWhenItIsSomethingElse) {
  EXPECT_EQ(message_of([] { (void)Value("ed").as<std::int64_t>(); }),
            "the text value 'ed' cannot be read as std::int64_t");
  EXPECT_EQ(
      message_of([] { (void)Value().as<std::string>(); }),
      "NULL cannot be read as std::string; use std::optional<std::string> where the value may "
      "be NULL");
  EXPECT_EQ(message_of([] { (void)Value(70'000).as<std::int16_t>(); }),
            "the value 70000 is out of the range of std::int16_t");
  EXPECT_FALSE(Value("ed").get_if<int>());
  EXPECT_FALSE(Value().get_if<std::string>());
  EXPECT_EQ(Value().as<std::optional<int>>(), std::nullopt);
  EXPECT_EQ(Value(3).get_if<int>(), 3);
}

TEST(Value, PrintsAsPythonPrintsParameters) {
  EXPECT_EQ(Value().repr(), "None");
  EXPECT_EQ(Value(true).repr(), "True");
  EXPECT_EQ(Value(-5).repr(), "-5");
  EXPECT_EQ(Value(1.0).repr(), "1.0");
  EXPECT_EQ(Value("ed").repr(), "'ed'");
  EXPECT_EQ(Value("it's").repr(), "\"it's\"");
  EXPECT_EQ(Value("it's \"so\"").repr(), R"('it\'s "so"')");
  EXPECT_EQ(Value("a\nb\t\\\x01").repr(), R"('a\nb\t\\\x01')");
  EXPECT_EQ(Value("grün ✓ 😀").repr(), "'grün ✓ 😀'");
  EXPECT_EQ(Value("\u00a0\u200b").repr(), R"('\xa0\u200b')");
  EXPECT_EQ(Value(std::string("\xff\xc3")).repr(), R"('\xff\xc3')");
  EXPECT_EQ(Value(Bytes{std::byte{0}, std::byte{'a'}, std::byte{255}}).repr(), R"(b'\x00a\xff')");
  EXPECT_EQ(Value(Decimal("1.50")).repr(), "Decimal('1.50')");
  EXPECT_EQ(Value(12345678901234567890ULL).repr(), "12345678901234567890");
  EXPECT_EQ(Value(make_date(2024, 2, 29)).repr(), "datetime.date(2024, 2, 29)");
  EXPECT_EQ(Value(make_datetime(2024, 2, 29, 13, 5)).repr(),
            "datetime.datetime(2024, 2, 29, 13, 5)");
  EXPECT_EQ(Value(make_datetime(2024, 2, 29, 0, 0, 0, 7)).repr(),
            "datetime.datetime(2024, 2, 29, 0, 0, 0, 7)");
  EXPECT_EQ(Value(as_utc(make_datetime(2024, 2, 29, 13, 5, 9))).repr(),
            "datetime.datetime(2024, 2, 29, 13, 5, 9, tzinfo=datetime.timezone.utc)");
  EXPECT_EQ(Value(TimeOfDay(1, 2)).repr(), "datetime.time(1, 2)");
  EXPECT_EQ(Value(TimeOfDay(1, 2, 3, 4)).repr(), "datetime.time(1, 2, 3, 4)");
  EXPECT_EQ(Value(26h).repr(), "datetime.timedelta(days=1, seconds=7200)");
  EXPECT_EQ(Value(0s).repr(), "datetime.timedelta(0)");
  EXPECT_EQ(Value(UuidValue("00000000-0000-0000-0000-000000000001")).repr(),
            "UUID('00000000-0000-0000-0000-000000000001')");
  EXPECT_EQ(Value(Json::parse(R"({"a": [1, true, null, "x'y"]})")).repr(),
            R"({'a': [1, True, None, "x'y"]})");
  EXPECT_EQ(Value(std::vector<std::string>{"a", "b"}).repr(), "['a', 'b']");
}

TEST(Value, ComparesNumbersByValueAcrossKinds) {
  EXPECT_EQ(Value(1), Value(1.0));
  EXPECT_EQ(Value(1), Value(true));
  EXPECT_EQ(Value(Decimal("1.0")), Value(1));
  EXPECT_EQ(Value(), Value());
  EXPECT_NE(Value(0), Value());
  EXPECT_NE(Value("1"), Value(1));
  EXPECT_EQ(Value("a"), Value(std::string("a")));
  EXPECT_NE(Value(make_datetime(2024, 1, 1)), Value(as_utc(make_datetime(2024, 1, 1))));
  EXPECT_EQ(Value(Json::parse(R"({"a":1,"b":2})")), Value(Json::parse(R"({"b":2,"a":1.0})")));
  EXPECT_NE(Value(std::numeric_limits<double>::quiet_NaN()),
            Value(std::numeric_limits<double>::quiet_NaN()));
  for (const auto& [a, b] :
       {std::pair{Value(1), Value(1.0)}, std::pair{Value(1.5), Value(Decimal("1.50"))},
        std::pair{Value(true), Value(Decimal(1))}})
    EXPECT_EQ(a.hash(), b.hash());
}

TEST(Value, SortsNullFirstThenByKindAndContent) {
  std::vector<Value> values{"b", 2, Value(), 1.5, "a", make_date(2024, 1, 1)};
  std::sort(values.begin(), values.end(), [](const Value& a, const Value& b) {
    return Value::compare(a, b) == std::strong_ordering::less;
  });
  EXPECT_EQ(Value(values).repr(), "[None, 1.5, 2, 'a', 'b', datetime.date(2024, 1, 1)]");
}

TEST(Value, SharesLargeContentBetweenCopies) {
  Value a(std::string(1000, 'x'));
  Value b = a;
  EXPECT_EQ(a.text().data(), b.text().data());
  const Value c = std::move(a);
  EXPECT_TRUE(a.is_null());  // NOLINT(bugprone-use-after-move): what a moved-from value is
  b = Value(1);
  EXPECT_EQ(c.text().size(), 1000U);
  Value d = c;
  const Value& same = d;
  d = same;
  EXPECT_EQ(d, c);
}

TEST(Value, EnumNamesOutsideTheListAreRefused) {
  EXPECT_THROW((void)Value("pink").as<Color>(), LookupError);
  EXPECT_THROW(Value(static_cast<Color>(99)), LookupError);
}

}  // namespace
}  // namespace cupel
