#include "cupel/types/type_engine.hpp"

#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/types.hpp"

#include "sqlite_like_dialect.hpp"
#include "types/color.hpp"

namespace cupel {
namespace {

enum class Level : std::int16_t { low = 10, high = 20 };

class Lower : public TypeDecoratorOf<Lower> {
 public:
  Lower() : TypeDecoratorOf(String()) {}
};

class Prefixed : public TypeDecoratorOf<Prefixed> {
 public:
  explicit Prefixed(std::string prefix) : TypeDecoratorOf(String(30)), prefix_(std::move(prefix)) {}
  [[nodiscard]] bool cache_ok() const noexcept override { return true; }
  void for_each_field(TypeFieldVisitor visit) const override { visit({"prefix", Value(prefix_)}); }

 private:
  std::string prefix_;
};

class Point : public UserDefinedTypeOf<Point> {
 public:
  [[nodiscard]] std::string col_spec() const override { return "POINT"; }
};

TEST(Types, PrintAsInSqlAlchemy) {
  EXPECT_EQ(Integer().repr(), "Integer()");
  EXPECT_EQ(String(50).repr(), "String(length=50)");
  EXPECT_EQ(String(50, "NOCASE").repr(), "String(length=50, collation='NOCASE')");
  EXPECT_EQ(Numeric(10, 2).repr(), "Numeric(precision=10, scale=2)");
  EXPECT_EQ(Numeric(10, 2, {.asdecimal = false}).repr(),
            "Numeric(precision=10, scale=2, asdecimal=False)");
  EXPECT_EQ(Float(53).repr(), "Float(precision=53)");
  EXPECT_EQ(Double().repr(), "Double()");
  EXPECT_EQ(DateTime({.timezone = true}).repr(), "DateTime(timezone=True)");
  EXPECT_EQ(VARCHAR(9).repr(), "VARCHAR(length=9)");
  EXPECT_EQ(DOUBLE_PRECISION().python_name(), "DOUBLE_PRECISION");
  EXPECT_EQ(TIMESTAMP().python_name(), "TIMESTAMP");
  EXPECT_EQ(ARRAY(Integer()).repr(), "ARRAY(Integer())");
  EXPECT_EQ(ARRAY(Integer(), {.dimensions = 2}).repr(), "ARRAY(Integer(), dimensions=2)");
  EXPECT_EQ(Enum("red", "green").repr(), "Enum('red', 'green')");
  EXPECT_EQ(Enum({"a", "b"}, {.name = "ab", .native_enum = false}).repr(),
            "Enum('a', 'b', name='ab', native_enum=False)");
  EXPECT_EQ(Enum::of<Color>().repr(), "Enum('red', 'green', 'blue', name='color')");
  EXPECT_EQ(JSON({.none_as_null = true}).repr(), "JSON(none_as_null=True)");
  EXPECT_EQ(Uuid({.native_uuid = false}).repr(), "Uuid(native_uuid=False)");
  EXPECT_EQ(UUID().repr(), "UUID()");
  EXPECT_EQ(TupleType({make_ptr<Integer>(), make_ptr<String>()}).repr(),
            "TupleType(Integer(), String())");
  EXPECT_EQ(Lower().python_name(), "Lower");
  EXPECT_EQ(NullType().python_name(), "NullType");
  EXPECT_EQ(Interval({.second_precision = 3}).repr(), "Interval(second_precision=3)");
}

TEST(Types, AreEqualByClassAndFields) {
  EXPECT_TRUE(String(50).equals(String(50)));
  EXPECT_FALSE(String(50).equals(String(51)));
  EXPECT_FALSE(String(50).equals(VARCHAR(50)));
  EXPECT_FALSE(String().equals(Text()));
  EXPECT_TRUE(Enum("a", "b").equals(Enum("a", "b")));
  EXPECT_FALSE(Enum("a", "b").equals(Enum("b", "a")));
  EXPECT_TRUE(ARRAY(Numeric(5, 2)).equals(ARRAY(Numeric(5, 2))));
  EXPECT_FALSE(ARRAY(Numeric(5, 2)).equals(ARRAY(Numeric(5, 3))));
  EXPECT_FALSE(Integer().with_wire(Wire::text)->equals(Integer()));
  EXPECT_TRUE(same_type(make_ptr<Integer>(), make_ptr<Integer>()));
  EXPECT_FALSE(same_type(make_ptr<Integer>(), nullptr));
}

TEST(Types, DecoratorsShareCacheIdsOnlyWhenTheySaySo) {
  EXPECT_FALSE(Lower().equals(Lower()));
  EXPECT_TRUE(Prefixed("a").equals(Prefixed("a")));
  EXPECT_FALSE(Prefixed("a").equals(Prefixed("b")));
  const Lower one;
  EXPECT_EQ(one.cache_id(), one.cache_id());
}

TEST(Types, CacheIdsAreTheSameInEveryThread) {
  const TypePtr shared = make_ptr<String>(12345);
  std::vector<std::uint64_t> ids(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    threads.emplace_back(
        [&, i] { ids[i] = i % 2 == 0 ? shared->cache_id() : String(12345).cache_id(); });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(std::set<std::uint64_t>(ids.begin(), ids.end()).size(), 1U);
}

TEST(Types, ArgumentsKeepTheDerivedClass) {
  const INTEGER upper;
  const Integer& seen = upper;
  const TypeArg arg = seen;
  EXPECT_EQ(arg->kind(), TypeKind::sql_integer);
  const TypePtr shared = make_ptr<String>(5);
  EXPECT_EQ(TypeArg(*shared).get(), shared);
}

TEST(Types, VariantsTakeThePlaceOnTheirDialect) {
  const TypePtr big = BigInteger().with_variant(Integer(), "sqlite");
  EXPECT_EQ(resolve_for_dialect(big, SqliteLikeDialect())->kind(), TypeKind::integer);
  EXPECT_EQ(big->kind(), TypeKind::big_integer);
  EXPECT_EQ(big->variant_for("postgresql"), nullptr);
  EXPECT_FALSE(big->equals(BigInteger()));
  EXPECT_TRUE(big->equals(*BigInteger().with_variant(Integer(), "sqlite")));
  EXPECT_THROW((void)big->with_variant(Integer(), "sqlite"), ArgumentError);
  EXPECT_THROW((void)String().with_variant(big, "mysql"), ArgumentError);
}

TEST(Types, EvaluatesNoneIsAFlagOfACopy) {
  EXPECT_FALSE(String().should_evaluate_none());
  EXPECT_TRUE(String(5).evaluates_none()->should_evaluate_none());
  EXPECT_EQ(String(5).evaluates_none()->repr(), "String(length=5)");
  EXPECT_TRUE(JSON().should_evaluate_none());
  EXPECT_FALSE(JSON({.none_as_null = true}).should_evaluate_none());
}

TEST(Types, ComeFromPlainValues) {
  const auto name = [](const Value& v) { return type_from_value(v)->python_name(); };
  EXPECT_EQ(name(5), "Integer");
  EXPECT_EQ(name(-2147483648LL), "Integer");
  EXPECT_EQ(name(2147483648LL), "BigInteger");
  EXPECT_EQ(name(12345678901234567890ULL), "BigInteger");
  EXPECT_EQ(name(1.5), "Double");
  EXPECT_EQ(name(true), "Boolean");
  EXPECT_EQ(name("x"), "String");
  EXPECT_EQ(name(Bytes()), "LargeBinary");
  EXPECT_EQ(name(Decimal("1.5")), "Numeric");
  EXPECT_EQ(name(make_date(2024, 1, 1)), "Date");
  EXPECT_EQ(name(TimeOfDay()), "Time");
  EXPECT_EQ(name(make_datetime(2024, 1, 1)), "DateTime");
  EXPECT_EQ(name(std::chrono::hours(1)), "Interval");
  EXPECT_EQ(name(UuidValue()), "Uuid");
  EXPECT_EQ(name(Json()), "JSON");
  EXPECT_EQ(name(nullptr), "NullType");
  EXPECT_EQ(type_from_value(std::vector<int>{1})->repr(), "ARRAY(Integer())");
}

TEST(Types, ComeFromCppTypes) {
  EXPECT_EQ(sql_type_of<std::int16_t>()->python_name(), "SmallInteger");
  EXPECT_EQ(sql_type_of<std::int32_t>()->python_name(), "Integer");
  EXPECT_EQ(sql_type_of<std::int64_t>()->python_name(), "BigInteger");
  EXPECT_EQ(sql_type_of<long long>()->variant_for("sqlite")->python_name(), "Integer");
  EXPECT_EQ(sql_type_of<std::string>()->repr(), "String()");
  EXPECT_EQ(sql_type_of<std::optional<double>>()->python_name(), "Double");
  EXPECT_EQ(sql_type_of<float>()->python_name(), "Float");
  EXPECT_EQ(sql_type_of<UtcDateTime>()->repr(), "DateTime(timezone=True)");
  EXPECT_EQ(sql_type_of<Color>()->repr(), "Enum('red', 'green', 'blue', name='color')");
  EXPECT_EQ(sql_type_of<Level>()->repr(), "Enum('low', 'high', name='level')");
  EXPECT_EQ(sql_type_of<std::vector<std::string>>()->repr(), "ARRAY(String())");
  static_assert(is_nullable<std::optional<int>> && !is_nullable<int> && is_nullable<Value>);
  static_assert(std::same_as<Unwrapped<std::optional<int>>, int>);
  static_assert(!Storable<std::pair<int, int>> && Storable<std::optional<Color>>);
}

std::string_view result(ArithmeticOp op, const TypeEngine& a, const TypeEngine& b) {
  static TypePtr keep;
  keep = result_type(op, a, b);
  return keep->python_name();
}

TEST(Types, ArithmeticFollowsTheTableOfFamilies) {
  using enum ArithmeticOp;
  EXPECT_EQ(result(add, Integer(), Integer()), "Integer");
  EXPECT_EQ(result(add, SmallInteger(), Integer()), "SmallInteger");
  EXPECT_EQ(result(add, Integer(), Numeric()), "Numeric");
  EXPECT_EQ(result(truediv, Integer(), Integer()), "Numeric");
  EXPECT_EQ(result(floordiv, Integer(), Integer()), "Integer");
  EXPECT_EQ(result(mul, Numeric(5, 2), Integer()), "Numeric");
  EXPECT_EQ(result(mul, Float(), Numeric()), "Float");
  EXPECT_EQ(result(sub, Date(), Date()), "Integer");
  EXPECT_EQ(result(add, Date(), Interval()), "DateTime");
  EXPECT_EQ(result(sub, DateTime(), DateTime()), "Interval");
  EXPECT_EQ(result(sub, DateTime(), Interval()), "DateTime");
  EXPECT_EQ(result(mul, Interval(), Integer()), "Interval");
  EXPECT_EQ(result(sub, Time(), Time()), "Interval");
  EXPECT_EQ(result(add, NullType(), Integer()), "Integer");
  EXPECT_EQ(result(sub, NullType(), Integer()), "NullType");
  EXPECT_EQ(result(add, Lower(), Integer()), "Lower");
  EXPECT_EQ(result_type(mul, Integer(), Numeric(10, 2))->repr(), "Numeric(precision=10, scale=2)");
  EXPECT_TRUE(adds_by_concatenation(String(), Text()));
  EXPECT_TRUE(adds_by_concatenation(String(), NullType()));
  EXPECT_TRUE(adds_by_concatenation(NullType(), String()));
  EXPECT_FALSE(adds_by_concatenation(NullType(), Integer()));
  EXPECT_FALSE(adds_by_concatenation(LargeBinary(), LargeBinary()));
  EXPECT_EQ(result_type(concat, Enum("ab"), String())->repr(), "String(length=2)");
  EXPECT_FALSE(adds_by_concatenation(String(), Integer()));
}

std::string_view compared(const TypeEngine& t, const Value& v) {
  static TypePtr keep;
  keep = t.coerce_compared_value(ArithmeticOp::other, v);
  return keep->python_name();
}

TEST(Types, OtherOperandsTakeTheColumnsTypeWithinTheFamily) {
  EXPECT_EQ(compared(BigInteger(), 5), "BigInteger");
  EXPECT_EQ(compared(Integer(), 2.5), "Double");
  EXPECT_EQ(compared(String(5), "x"), "String");
  EXPECT_EQ(compared(Integer(), "x"), "String");
  EXPECT_EQ(compared(Integer(), nullptr), "Integer");
  EXPECT_EQ(compared(NullType(), 5), "Integer");
  EXPECT_EQ(compared(JSON(), 5), "Integer");
  EXPECT_EQ(compared(Lower(), 5), "Lower");
  EXPECT_EQ(compared(Enum("a"), "a"), "Enum");
  EXPECT_EQ(compared(DateTime(), make_date(2024, 1, 1)), "Date");
  EXPECT_EQ(compared(Uuid(), "0"), "Uuid");
}

TEST(EnumType, KnowsItsLabelsAndLength) {
  const Enum e = Enum::of<Color>();
  EXPECT_EQ(e.length(), 5);
  EXPECT_EQ(e.to_label("green"), "green");
  EXPECT_THROW((void)e.to_label("pink"), LookupError);
  EXPECT_THROW((void)e.from_label("pink"), LookupError);
  const Enum labels("a", "bcd");
  EXPECT_EQ(labels.length(), 3);
  EXPECT_EQ(labels.to_label("unknown"), "unknown");
  EXPECT_THROW((void)Enum({"a"}, {.validate_strings = true}).to_label("b"), LookupError);
  EXPECT_THROW(Enum({"abc"}, {.length = 2}), ArgumentError);
  EXPECT_EQ(Enum({"abc"}, {.length = 9}).length(), 9);
  try {
    (void)e.from_label("pink");
  } catch (const LookupError& error) {
    EXPECT_EQ(
        error.message(),
        "'pink' is not among the defined enum values. Enum name: color. Possible values: red, "
        "green, blue");
  }
}

TEST(EnumType, MayStoreOtherTextsThanTheNames) {
  const Enum e = Enum::of<Level>([](Level l) { return std::to_string(static_cast<int>(l)); });
  EXPECT_EQ(e.labels(), (std::vector<std::string>{"10", "20"}));
  EXPECT_EQ(e.to_label("high"), "20");
  EXPECT_EQ(e.from_label("10"), "low");
  EXPECT_FALSE(e.equals(Enum::of<Level>()));
}

TEST(EnumType, SortsByDeclarationOrOwnKey) {
  const Enum e("small", "medium", "large");
  EXPECT_LT(e.sort_key("medium").integer(), e.sort_key("large").integer());
  const Enum by_text = e.with_sort_key([](const EnumMember& m) { return Value(m.text); });
  EXPECT_EQ(by_text.sort_key("large"), Value("large"));
}

TEST(ArrayType, RefusesArraysOfArrays) {
  EXPECT_THROW((void)ARRAY(TypeArg(ARRAY(Integer()))), ArgumentError);
}

}  // namespace
}  // namespace cupel
