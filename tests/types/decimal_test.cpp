#include "cupel/types/decimal.hpp"

#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "cupel/error/dbapi_errors.hpp"

namespace cupel {
namespace {

std::string sum(const char* a, const char* b) {
  return (Decimal(a) + Decimal(b)).to_string();
}
std::string product(const char* a, const char* b) {
  return (Decimal(a) * Decimal(b)).to_string();
}
std::string quotient(const char* a, const char* b) {
  return (Decimal(a) / Decimal(b)).to_string();
}

TEST(Decimal, PrintsAsPythonDoes) {
  for (const char* text : {"0", "1.50", "-1.50", "0.00", "1E+3", "-1.5E+10", "0.000001", "1E-7",
                           "1.23E-7", "123456789012345678901234567890.123456789", "NaN", "Infinity",
                           "-Infinity", "0E+3", "0E-8"}) {
    EXPECT_EQ(Decimal(text).to_string(), text);
  }
  EXPECT_EQ(Decimal("1e3").to_string(), "1E+3");
  EXPECT_EQ(Decimal(".5").to_string(), "0.5");
  EXPECT_EQ(Decimal("5.").to_string(), "5");
  EXPECT_EQ(Decimal("007").to_string(), "7");
  EXPECT_EQ(Decimal("-0.0").to_string(), "-0.0");
  EXPECT_EQ(Decimal(" 12 ").to_string(), "12");
}

TEST(Decimal, WritesWithoutExponentOnRequest) {
  EXPECT_EQ(Decimal("1E+3").to_fixed(), "1000");
  EXPECT_EQ(Decimal("1.5E-7").to_fixed(), "0.00000015");
  EXPECT_EQ(Decimal("0E+3").to_fixed(), "0");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", ".", "1.2.3", "1e", "1e+", "abc", "1 2", "0x10", "1e999999999"})
    EXPECT_THROW(Decimal{text}, DataError) << text;
  EXPECT_FALSE(Decimal::parse("12a").has_value());
}

TEST(Decimal, AddsWithoutLosingDigits) {
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("1.50", "1.5"), "3.00");
  EXPECT_EQ(sum("999999999", "1"), "1000000000");
  EXPECT_EQ(sum("-999999999999999999", "999999999999999999"), "0");
  EXPECT_EQ(sum("1E+20", "1E-20"), "100000000000000000000.00000000000000000001");
  EXPECT_EQ(sum("1", "-1.0000000000"), "0E-10");
  EXPECT_EQ(sum("-5", "3"), "-2");
  EXPECT_EQ((Decimal("10") - Decimal("0.001")).to_string(), "9.999");
  EXPECT_EQ((Decimal("1") - Decimal("2")).to_string(), "-1");
}

TEST(Decimal, MultipliesExactly) {
  EXPECT_EQ(product("1.1", "1.1"), "1.21");
  EXPECT_EQ(product("-12345678901234567890", "98765432109876543210"),
            "-1219326311370217952237463801111263526900");
  EXPECT_EQ(product("0", "-5"), "0");
}

TEST(Decimal, DividesToTwentyEightDigits) {
  EXPECT_EQ(quotient("1", "3"), "0.3333333333333333333333333333");
  EXPECT_EQ(quotient("2", "3"), "0.6666666666666666666666666667");
  EXPECT_EQ(quotient("10", "4"), "2.5");
  EXPECT_EQ(quotient("1.00", "2"), "0.50");
  EXPECT_EQ(quotient("100", "10"), "10");
  EXPECT_EQ(quotient("-7", "8"), "-0.875");
  EXPECT_EQ(quotient("1", "123456789012345678901234567890"), "8.100000072900000663390006037E-30");
  EXPECT_THROW((void)(Decimal(1) / Decimal(0)), DataError);
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(Decimal("1.50"), Decimal("1.5"));
  EXPECT_EQ(Decimal("1E+3"), Decimal(1000));
  EXPECT_EQ(Decimal("-0"), Decimal(0));
  EXPECT_LT(Decimal("-2"), Decimal("-1.99"));
  EXPECT_GT(Decimal("1E+50"), Decimal("999999999999"));
  EXPECT_LT(Decimal("1E-50"), Decimal("0.1"));
  EXPECT_LT(Decimal("-Infinity"), Decimal("-1E+99"));
  EXPECT_FALSE(Decimal::nan() == Decimal::nan());
  EXPECT_FALSE(Decimal::nan() < Decimal(1));
}

TEST(Decimal, HashesEqualValuesAlike) {
  EXPECT_EQ(Decimal("1.50").hash(), Decimal("1.5").hash());
  EXPECT_EQ(Decimal("1000").hash(), Decimal("1E+3").hash());
  EXPECT_EQ(Decimal("0.00").hash(), Decimal("-0").hash());
  EXPECT_NE(Decimal("1.5").hash(), Decimal("15").hash());
}

TEST(Decimal, RoundsHalfToEven) {
  EXPECT_EQ(Decimal("2.5").quantize(0).to_string(), "2");
  EXPECT_EQ(Decimal("3.5").quantize(0).to_string(), "4");
  EXPECT_EQ(Decimal("-2.51").quantize(0).to_string(), "-3");
  EXPECT_EQ(Decimal("1.005").quantize(2).to_string(), "1.00");
  EXPECT_EQ(Decimal("1.015").quantize(2).to_string(), "1.02");
  EXPECT_EQ(Decimal("1.0150000000000000001").quantize(2).to_string(), "1.02");
  EXPECT_EQ(Decimal("5").quantize(2).to_string(), "5.00");
  EXPECT_EQ(Decimal("0.4").quantize(0).to_string(), "0");
  EXPECT_EQ(Decimal("999.999").quantize(2).to_string(), "1000.00");
  EXPECT_EQ(Decimal("0.00000000000000000000001").quantize(2).to_string(), "0.00");
}

TEST(Decimal, ComesFromDoublesWithTheDigitsOfPrintf) {
  EXPECT_EQ(Decimal::from_double(0.1).to_string(), "0.1");
  EXPECT_EQ(Decimal::from_double(1e20).to_string(), "1E+20");
  EXPECT_EQ(Decimal::from_double(12.34, 2).to_string(), "12.34");
  EXPECT_EQ(Decimal::from_double(-12.3, 2).to_string(), "-12.30");
  EXPECT_EQ(Decimal::from_double(5.0, 10).to_string(), "5.0000000000");
  EXPECT_EQ(Decimal::from_double(2.675, 2).to_string(), "2.67");
  EXPECT_EQ(Decimal::from_double(0.1 + 0.2, 10).to_string(), "0.3000000000");
  EXPECT_EQ(Decimal::from_double(1e22, 2).to_string(), "10000000000000000000000.00");
  EXPECT_EQ(Decimal::from_double(0.0, 2).to_string(), "0.00");
  EXPECT_TRUE(Decimal::from_double(std::numeric_limits<double>::quiet_NaN()).is_nan());
}

TEST(Decimal, FastPathFromDoublesAgreesWithPrintf) {
  std::mt19937_64 random(20261121);
  std::uniform_int_distribution<int> scales(0, 9);
  std::uniform_real_distribution<double> values(-1e6, 1e6);
  char buffer[64];
  for (int i = 0; i < 20'000; ++i) {
    const int scale = scales(random);
    double v = values(random);
    if (i % 2 == 0) {  // amounts that are whole in their last place
      std::snprintf(buffer, sizeof buffer, "%.*f", scale, v);
      v = std::strtod(buffer, nullptr);
    }
    std::snprintf(buffer, sizeof buffer, "%.*f", scale, v);
    ASSERT_EQ(Decimal::from_double(v, scale).to_fixed(), buffer) << v << " at " << scale;
  }
}

TEST(Decimal, ComesFromBase10000Digits) {
  const std::int16_t digits[] = {1, 2345, 6700};
  EXPECT_EQ(Decimal::from_base10000(false, digits, 3, 1, 2).to_string(), "12345.67");
  EXPECT_EQ(Decimal::from_base10000(true, digits, 3, 1, 4).to_string(), "-12345.6700");
  EXPECT_EQ(Decimal::from_base10000(false, digits, 0, 0, 2).to_string(), "0.00");
  const std::int16_t small[] = {1};
  EXPECT_EQ(Decimal::from_base10000(false, small, 1, -1, 4).to_string(), "0.0001");
  EXPECT_EQ(Decimal::from_base10000(false, small, 1, 2, 0).to_string(), "100000000");
}

TEST(Decimal, BecomesIntegersAndDoubles) {
  EXPECT_EQ(Decimal("9223372036854775807").to_int64(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Decimal("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_FALSE(Decimal("9223372036854775808").to_int64());
  EXPECT_FALSE(Decimal("1E+30").to_int64());
  EXPECT_FALSE(Decimal("1.5").to_int64());
  EXPECT_EQ(Decimal("15.00").to_int64(), 15);
  EXPECT_EQ(Decimal("1.5E+1").to_int64(), 15);
  EXPECT_EQ(Decimal("0.1").to_double(), 0.1);
  EXPECT_EQ(Decimal("-1E+400").to_double(), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(Decimal("1E-400").to_double(), 0.0);
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).to_string(), "-9223372036854775808");
  EXPECT_EQ(Decimal(std::numeric_limits<std::uint64_t>::max()).to_string(), "18446744073709551615");
}

TEST(Decimal, CopiesAndMovesLongCoefficients) {
  const std::string digits(200, '7');
  Decimal a(digits);
  Decimal b = a;
  Decimal c = std::move(a);
  EXPECT_EQ(b.to_string(), digits);
  EXPECT_EQ(c, b);
  b = Decimal(1);
  c = b;
  EXPECT_EQ(c.to_string(), "1");
  EXPECT_EQ(Decimal(digits).digits(), 200U);
  EXPECT_EQ(Decimal(0).digits(), 1U);
}

TEST(Decimal, NormalizesTrailingZeros) {
  EXPECT_EQ(Decimal("1.500").normalize().to_string(), "1.5");
  EXPECT_EQ(Decimal("1000").normalize().to_string(), "1E+3");
  EXPECT_EQ(Decimal("0.00").normalize().to_string(), "0");
}

TEST(Decimal, ArithmeticHoldsForRandomIntegers) {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> values(-3'000'000'000, 3'000'000'000);
  for (int i = 0; i < 5'000; ++i) {
    const std::int64_t a = values(random);
    const std::int64_t b = values(random);
    ASSERT_EQ((Decimal(a) + Decimal(b)).to_int64(), a + b);
    ASSERT_EQ((Decimal(a) - Decimal(b)).to_int64(), a - b);
    ASSERT_EQ((Decimal(a) * Decimal(b)).to_int64(), a * b);
    ASSERT_EQ(Decimal(a) < Decimal(b), a < b);
  }
}

TEST(Decimal, SpecialValuesSpread) {
  EXPECT_TRUE((Decimal::nan() + Decimal(1)).is_nan());
  EXPECT_TRUE((Decimal::infinity() - Decimal::infinity()).is_nan());
  EXPECT_EQ((Decimal::infinity() * Decimal(-1)).to_string(), "-Infinity");
  EXPECT_TRUE((Decimal::infinity() * Decimal(0)).is_nan());
}

}  // namespace
}  // namespace cupel
