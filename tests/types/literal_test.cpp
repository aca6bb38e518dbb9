#include <limits>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "sqlite_like_dialect.hpp"

namespace cupel {
namespace {

class Upper : public TypeDecoratorOf<Upper> {
 public:
  Upper() : TypeDecoratorOf(String()) {}
  [[nodiscard]] Value process_literal_param(const Value& v, const TypeDialect*) const override {
    return Value(to_upper(v.text()));
  }
};

class Odd : public UserDefinedTypeOf<Odd> {
 public:
  [[nodiscard]] std::string col_spec() const override { return "ODD"; }
};

class MySqlLike final : public LiteralContext {
 public:
  [[nodiscard]] std::string boolean(bool v) const override { return v ? "true" : "false"; }

 protected:
  [[nodiscard]] bool backslash_escapes() const noexcept override { return true; }
  [[nodiscard]] bool doubles_percents() const noexcept override { return true; }
};

std::string literal(const TypeEngine& type, const Value& v) {
  return type.render_literal(v, LiteralContext());
}
std::string literal(const Value& v) {
  return literal(*type_from_value(v), v);
}
std::string sqlite_literal(const TypeArg& type, const Value& v) {
  return resolve_for_dialect(type.get(), SqliteLikeDialect())->render_literal(v, LiteralContext());
}

TEST(Literals, OfPlainValues) {
  EXPECT_EQ(literal(nullptr), "NULL");
  EXPECT_EQ(literal(5), "5");
  EXPECT_EQ(literal(1e20), "1e+20");
  EXPECT_EQ(literal(-0.25), "-0.25");
  EXPECT_EQ(literal(12345678901234567890ULL), "12345678901234567890");
  EXPECT_EQ(literal(Decimal("10.50")), "10.50");
  EXPECT_EQ(literal(true), "1");
  EXPECT_EQ(literal("it's"), "'it''s'");
  EXPECT_EQ(literal("a\\b"), "'a\\b'");
  EXPECT_EQ(literal("50%"), "'50%'");
  EXPECT_EQ(literal(""), "''");
  EXPECT_EQ(literal(Bytes{std::byte{'a'}, std::byte{'b'}}), "'ab'");
  EXPECT_EQ(literal(make_date(2024, 2, 29)), "'2024-02-29'");
  EXPECT_EQ(literal(make_datetime(2024, 2, 29, 13, 5, 9)), "'2024-02-29 13:05:09'");
  EXPECT_EQ(literal(as_utc(make_datetime(2024, 2, 29, 13, 5, 9))), "'2024-02-29 13:05:09+00:00'");
  EXPECT_EQ(literal(TimeOfDay(13, 5, 9, 7)), "'13:05:09.000007'");
  EXPECT_EQ(literal(UuidValue("00000000-0000-0000-0000-000000000001")),
            "'00000000000000000000000000000001'");
}

TEST(Literals, FollowTheirType) {
  EXPECT_EQ(literal(Integer(), "5"), "5");
  EXPECT_EQ(literal(Numeric(5, 2), Decimal("5.5")), "5.5");
  EXPECT_EQ(literal(Enum("a", "b"), "a"), "'a'");
  EXPECT_EQ(literal(Upper(), "abc"), "'ABC'");
  EXPECT_EQ(literal(ARRAY(Integer()), std::vector<int>{1, 2}), "[1, 2]");
  EXPECT_EQ(literal(Uuid({.as_uuid = false}), "00000000-0000-0000-0000-000000000001"),
            "'00000000000000000000000000000001'");
  EXPECT_EQ(literal(Boolean(), 0), "0");
}

TEST(Literals, AreThoseOfTheDialectsStorage) {
  EXPECT_EQ(sqlite_literal(DateTime(), make_datetime(2024, 1, 2, 3, 4, 5)),
            "'2024-01-02 03:04:05.000000'");
  EXPECT_EQ(sqlite_literal(DateTime({.timezone = true}), as_utc(make_datetime(2024, 1, 2))),
            "'2024-01-02 00:00:00.000000'");
  EXPECT_EQ(sqlite_literal(Time(), TimeOfDay(1, 2, 3)), "'01:02:03.000000'");
  EXPECT_EQ(sqlite_literal(Date(), make_date(2024, 1, 2)), "'2024-01-02'");
}

TEST(Literals, EscapeWhatTheDatabaseWouldRead) {
  EXPECT_EQ(MySqlLike().text("a\\b'c%", false), "'a\\\\b''c%%'");
  EXPECT_EQ(Boolean().render_literal(true, MySqlLike()), "true");
}

TEST(Literals, RefuseWhatHasNone) {
  EXPECT_THROW((void)literal(Boolean(), 2), CompileError);
  EXPECT_THROW((void)literal(String(), 5), CompileError);
  EXPECT_THROW((void)literal(Date(), "2024-01-01"), CompileError);
  EXPECT_THROW((void)literal(JSON(), 5), CompileError);
  EXPECT_THROW((void)literal(Odd(), "x"), CompileError);
  EXPECT_THROW((void)literal(Interval(), std::chrono::hours(1)), CompileError);
  EXPECT_THROW((void)literal(ARRAY(Integer()), Value::array({1, nullptr})), CompileError);
  EXPECT_THROW((void)literal(Integer(), "1; DROP TABLE users"), CompileError);
  EXPECT_THROW((void)literal(Numeric(), "1 OR 1=1"), CompileError);
  EXPECT_THROW((void)literal(std::numeric_limits<double>::infinity()), CompileError);
  EXPECT_THROW((void)literal(Bytes{std::byte{0xff}}), CompileError);
}

}  // namespace
}  // namespace cupel
