#include "cupel/types/codec.hpp"

#include <functional>
#include <limits>

#include <gtest/gtest.h>

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "sqlite_like_dialect.hpp"
#include "types/color.hpp"
#include "types/message_of.hpp"

namespace cupel {
namespace {

using namespace std::chrono_literals;

struct Email {
  std::string text;
};

struct Settings {
  int volume = 0;
};
struct SettingsCodec {
  static Bytes serialize(const Settings& s) { return Bytes(static_cast<std::size_t>(s.volume)); }
  static Settings deserialize(std::span<const std::byte> b) { return {static_cast<int>(b.size())}; }
};
using StoredSettings = Pickled<Settings, SettingsCodec>;

}  // namespace
}  // namespace cupel

template <>
struct cupel::TypeTraits<cupel::Email> {
  using Stored = std::string;
  static TypePtr sql_type() { return make_ptr<String>(80); }
  static Stored to_stored(const Email& e) { return "<" + e.text + ">"; }
  static Email from_stored(const Stored& s) { return {s.substr(1, s.size() - 2)}; }
};

namespace cupel {
namespace {

// Upper case in the database, lower case in the program; NULL is "none".
class Shouting : public TypeDecoratorOf<Shouting> {
 public:
  Shouting() : TypeDecoratorOf(String()) {}
  [[nodiscard]] Value process_bind_param(const Value& v, const TypeDialect*) const override {
    return v.is_null() || v.text() == "none" ? Value() : Value(to_upper(v.text()));
  }
  [[nodiscard]] Value process_result_value(const Value& v, const TypeDialect*) const override {
    return v.is_null() ? Value("none") : Value(to_lower(v.text()));
  }
};

TypePtr on_sqlite(const TypeArg& type) {
  return resolve_for_dialect(type.get(), SqliteLikeDialect());
}

template <class T>
T decoded(const TypeArg& type, const Cell& c) {
  const TypePtr impl = on_sqlite(type);
  T out{};
  decoder_for<T>(*impl, "price")(c, &out);
  return out;
}

// How a T is stored: the cell as text, with its kind.
template <class T>
std::string encoded(const TypeArg& type, const T& v) {
  const TypePtr impl = on_sqlite(type);
  Arena scratch;
  Cell c = Cell::of(std::int64_t{-99});
  encoder_for<T> (*impl)(&v, c, scratch);
  switch (c.kind) {
    case CellKind::null:
      return "null";
    case CellKind::integer:
      return str_cat("integer ", c.integer);
    case CellKind::real:
      return str_cat("real ", c.real);
    case CellKind::text:
      return str_cat("text ", c.view());
    case CellKind::blob:
      return str_cat("blob ", c.size);
  }
  return "?";
}

TEST(Decoders, ReadNumbers) {
  EXPECT_EQ(decoded<std::int64_t>(BigInteger(), Cell::of(INT64_MIN)), INT64_MIN);
  EXPECT_EQ(decoded<long long>(BigInteger(), Cell::of(std::int64_t{7})), 7);
  EXPECT_EQ(decoded<int>(Integer(), Cell::of(std::int64_t{-7})), -7);
  EXPECT_EQ(decoded<std::uint8_t>(Integer(), Cell::of(std::int64_t{255})), 255);
  EXPECT_EQ(decoded<double>(Float(), Cell::of(1.5)), 1.5);
  EXPECT_EQ(decoded<double>(Float(), Cell::of(std::int64_t{2})), 2.0);
  EXPECT_EQ(decoded<float>(Float(), Cell::of(0.5)), 0.5F);
  EXPECT_EQ(decoded<int>(Integer(), Cell::of(3.0)), 3);
  EXPECT_TRUE(decoded<bool>(Boolean(), Cell::of(std::int64_t{1})));
  EXPECT_EQ(decoded<std::optional<int>>(Integer(), Cell::null_()), std::nullopt);
  EXPECT_EQ(decoded<std::optional<int>>(Integer(), Cell::of(std::int64_t{4})), 4);
}

TEST(Decoders, AssignTextIntoTheExistingString) {
  const TypePtr impl = on_sqlite(String());
  const Decoder d = decoder_for<std::string>(*impl, "name");
  std::string target;
  target.reserve(100);
  const char* const before = target.data();
  d(Cell::text("a text of more than fifteen characters"), &target);
  EXPECT_EQ(target, "a text of more than fifteen characters");
  EXPECT_EQ(target.data(), before);
  std::optional<std::string> maybe = "old";
  decoder_for<std::optional<std::string>>(*impl, "name")(Cell::null_(), &maybe);
  EXPECT_EQ(maybe, std::nullopt);
}

TEST(Decoders, ReadWhatSqliteStores) {
  EXPECT_EQ(decoded<CalendarDate>(Date(), Cell::text("2024-02-29")), make_date(2024, 2, 29));
  EXPECT_EQ(decoded<TimeOfDay>(Time(), Cell::text("12:34:56.000001")), TimeOfDay(12, 34, 56, 1));
  EXPECT_EQ(decoded<LocalDateTime>(DateTime(), Cell::text("2024-02-29 12:34:56.000000")),
            make_datetime(2024, 2, 29, 12, 34, 56));
  EXPECT_EQ(decoded<UtcDateTime>(DateTime(), Cell::text("2024-02-29 12:34:56.000000")),
            as_utc(make_datetime(2024, 2, 29, 12, 34, 56)));
  EXPECT_EQ(decoded<Duration>(Interval(), Cell::text("1970-01-02 00:00:01.000000")), 24h + 1s);
  EXPECT_EQ(decoded<Duration>(Interval(), Cell::text("1969-12-31 00:00:05.000000")), -24h + 5s);
  EXPECT_EQ(decoded<UuidValue>(Uuid(), Cell::text("00000000000000000000000000000001")),
            UuidValue("00000000-0000-0000-0000-000000000001"));
  EXPECT_EQ(decoded<std::string>(Uuid(), Cell::text("00000000000000000000000000000001")),
            "00000000-0000-0000-0000-000000000001");
  EXPECT_EQ(decoded<Json>(JSON(), Cell::text(R"({"a": 1})"))["a"].as_int(), 1);
  EXPECT_EQ(decoded<Color>(Enum::of<Color>(), Cell::text("green")), Color::green);
  EXPECT_EQ(decoded<std::optional<Color>>(Enum::of<Color>(), Cell::null_()), std::nullopt);
  EXPECT_EQ(decoded<Color>(Integer(), Cell::of(std::int64_t{2})), Color::blue);
  EXPECT_EQ(decoded<Color>(Enum("red", "green"), Cell::text("green")), Color::green);
}

TEST(Decoders, GiveDecimalsTheirScale) {
  const auto read = [](const TypeArg& type, const Cell& c) {
    return decoded<Decimal>(type, c).to_string();
  };
  EXPECT_EQ(read(Numeric(10, 2), Cell::of(12.3)), "12.30");
  EXPECT_EQ(read(Numeric(10, 2), Cell::of(std::int64_t{5})), "5.00");
  EXPECT_EQ(read(Numeric(), Cell::of(0.1 + 0.2)), "0.3000000000");
  EXPECT_EQ(read(Numeric(10, 2, {.decimal_return_scale = 4}), Cell::of(1.5)), "1.5000");
  EXPECT_EQ(read(Numeric(40, 2), Cell::text("123456789012345678901234567890.12")),
            "123456789012345678901234567890.12");
  EXPECT_EQ(decoded<double>(Numeric(10, 2), Cell::text("2.50")), 2.5);
  EXPECT_EQ(decoded<std::string>(Numeric(10, 2), Cell::of(2.5)), "2.50");
}

TEST(Decoders, NameColumnTypeAndFindingsOnAMismatch) {
  EXPECT_EQ(message_of([] { (void)decoded<std::int64_t>(Integer(), Cell::text("abc")); }),
            "column 'price' of type Integer() holds the text 'abc', which cannot be read as "
            "std::int64_t");
  EXPECT_EQ(message_of([] { (void)decoded<int>(Integer(), Cell::null_()); }),
            "column 'price' is NULL, which std::int32_t cannot hold; use "
            "std::optional<std::int32_t>");
  EXPECT_EQ(message_of([] { (void)decoded<std::string>(String(), Cell::of(1.5)); }),
            "column 'price' of type String() holds the real 1.5, which cannot be read as "
            "std::string");
  EXPECT_EQ(message_of([] { (void)decoded<std::int8_t>(Integer(), Cell::of(std::int64_t{200})); }),
            "column 'price' of type Integer() holds the integer 200, which cannot be read as "
            "std::int8_t");
  EXPECT_EQ(message_of([] { (void)decoded<CalendarDate>(Date(), Cell::text("soon")); }),
            "column 'price' of type Date() holds the text 'soon', which cannot be read as "
            "cupel::CalendarDate");
  EXPECT_THROW((void)decoded<Color>(Enum::of<Color>(), Cell::text("pink")), LookupError);
  EXPECT_THROW((void)decoded<std::string>(Enum("a"), Cell::text("b")), LookupError);
  EXPECT_THROW((void)decoded<Json>(JSON(), Cell::text("{")), DataError);
  EXPECT_THROW((void)decoded<std::uint64_t>(Integer(), Cell::of(std::int64_t{-1})), DataError);
  EXPECT_THROW((void)decoded<int>(Integer(), Cell::of(1.5)), DataError);
  EXPECT_THROW((void)decoded<Email>(String(), Cell::null_()), DataError);
}

TEST(Decoders, MakeValuesByTheColumnsType) {
  const auto read = [](const TypeArg& type, const Cell& c) {
    return decoded<Value>(type, c).repr();
  };
  EXPECT_EQ(read(NullType(), Cell::text("x")), "'x'");
  EXPECT_EQ(read(Boolean(), Cell::of(std::int64_t{0})), "False");
  EXPECT_EQ(read(Numeric(5, 2), Cell::of(1.5)), "Decimal('1.50')");
  EXPECT_EQ(read(Float(), Cell::of(std::int64_t{1})), "1.0");
  EXPECT_EQ(read(Date(), Cell::text("2024-01-02")), "datetime.date(2024, 1, 2)");
  EXPECT_EQ(read(DateTime(), Cell::text("2024-01-02 03:04:05.000000")),
            "datetime.datetime(2024, 1, 2, 3, 4, 5)");
  EXPECT_EQ(read(Interval(), Cell::text("1970-01-02 00:00:00.000000")),
            "datetime.timedelta(days=1)");
  EXPECT_EQ(read(JSON(), Cell::text("[1, null]")), "[1, None]");
  EXPECT_EQ(read(Uuid({.as_uuid = false}), Cell::text("00000000000000000000000000000001")),
            "'00000000-0000-0000-0000-000000000001'");
  EXPECT_EQ(read(Enum::of<Color>(), Cell::text("red")), "'red'");
  EXPECT_EQ(read(LargeBinary(), Cell::text("ab")), "b'ab'");
  EXPECT_EQ(read(Integer(), Cell::null_()), "None");
  EXPECT_EQ(read(Integer(), Cell::text("abc")), "'abc'");
  EXPECT_EQ(raw_value(Cell::of(1.5)).repr(), "1.5");
}

TEST(Encoders, PutNumbersInPlaceAndBorrowText) {
  EXPECT_EQ(encoded(Integer(), 5), "integer 5");
  EXPECT_EQ(encoded(BigInteger(), -5LL), "integer -5");
  EXPECT_EQ(encoded(Integer(), std::optional<int>()), "null");
  EXPECT_EQ(encoded(Float(), 1.5F), "real 1.5");
  EXPECT_EQ(encoded(Boolean(), true), "integer 1");
  EXPECT_EQ(encoded(LargeBinary(), Bytes(3)), "blob 3");
  const std::string text(1000, 'x');
  const TypePtr impl = on_sqlite(String());
  Arena scratch;
  Cell c;
  encoder_for<std::string> (*impl)(&text, c, scratch);
  EXPECT_EQ(c.data, text.data());
  EXPECT_THROW((void)encoded(BigInteger(), std::numeric_limits<std::uint64_t>::max()), DataError);
}

TEST(Encoders, WriteWhatSqliteStores) {
  EXPECT_EQ(encoded(Date(), make_date(2024, 2, 29)), "text 2024-02-29");
  EXPECT_EQ(encoded(Time(), TimeOfDay(12, 34, 56)), "text 12:34:56.000000");
  EXPECT_EQ(encoded(DateTime(), make_datetime(2024, 2, 29, 12, 34, 56)),
            "text 2024-02-29 12:34:56.000000");
  EXPECT_EQ(encoded(DateTime({.timezone = true}), as_utc(make_datetime(2024, 2, 29))),
            "text 2024-02-29 00:00:00.000000");
  EXPECT_EQ(encoded(DateTime(), make_date(2024, 2, 29)), "text 2024-02-29 00:00:00.000000");
  EXPECT_EQ(encoded(Date(), make_datetime(2024, 2, 29, 5)), "text 2024-02-29");
  EXPECT_EQ(encoded(Interval(), Duration(24h)), "text 1970-01-02 00:00:00.000000");
  EXPECT_EQ(encoded(Uuid(), UuidValue()), "text 00000000000000000000000000000000");
  EXPECT_EQ(encoded(Uuid(), std::string("00000000-0000-0000-0000-000000000001")),
            "text 00000000000000000000000000000001");
  EXPECT_EQ(encoded(JSON(), Json::parse(R"({"a":1,"b":[1,2]})")), "text {\"a\": 1, \"b\": [1, 2]}");
  EXPECT_EQ(encoded(JSON(), Json()), "text null");
  EXPECT_EQ(encoded(JSON({.none_as_null = true}), Json()), "null");
  EXPECT_EQ(encoded(JSON(), std::optional<Json>()), "null");
  EXPECT_EQ(encoded(Numeric(10, 2), Decimal("1.50")), "real 1.5");
  EXPECT_EQ(encoded(Enum::of<Color>(), Color::blue), "text blue");
  EXPECT_EQ(encoded(Integer(), Color::blue), "integer 2");
  EXPECT_EQ(encoded(Enum::of<Color>(), std::optional<Color>()), "null");
  EXPECT_EQ(encoded(String(), std::vector<std::string>{}.empty() ? std::string("x") : ""),
            "text x");
}

TEST(Encoders, RefuseWhatTheColumnCannotTake) {
  EXPECT_EQ(message_of([] { (void)encoded(Boolean(), 2); }),
            "a column of type Boolean() cannot take the integer value 2; it accepts true, false, 1 "
            "and 0");
  EXPECT_THROW((void)encoded(DateTime(), std::string("2024-01-01")), DataError);
  EXPECT_THROW((void)encoded(Date(), 5), DataError);
  EXPECT_THROW((void)encoded(Uuid(), std::string("x")), DataError);
  EXPECT_THROW((void)encoded(Enum::of<Color>(), std::string("pink")), LookupError);
  EXPECT_THROW((void)encoded(Integer(), std::vector<int>{1}), DataError);
}

TEST(Encoders, WriteValuesByTheColumnsType) {
  const auto write = [](const TypeArg& type, const Value& v) { return encoded(type, v); };
  EXPECT_EQ(write(String(), "short"), "text short");
  EXPECT_EQ(write(Boolean(), 1), "integer 1");
  EXPECT_EQ(write(Boolean(), nullptr), "null");
  EXPECT_EQ(write(JSON(), "x"), "text \"x\"");
  EXPECT_EQ(write(JSON(), std::vector<int>{1, 2}), "text [1, 2]");
  EXPECT_EQ(write(Numeric(), 5), "integer 5");
  EXPECT_EQ(write(Float(), Decimal("1.5")), "real 1.5");
  EXPECT_EQ(write(NullType(), make_date(2024, 1, 2)), "text 2024-01-02");
  EXPECT_EQ(write(Enum::of<Color>(), Color::red), "text red");
}

TEST(Codecs, PassUsersTypesThroughTheirTraits) {
  EXPECT_EQ(encoded(String(80), Email{"ed@x.org"}), "text <ed@x.org>");
  EXPECT_EQ(decoded<Email>(String(80), Cell::text("<ed@x.org>")).text, "ed@x.org");
  EXPECT_FALSE(decoded<std::optional<Email>>(String(80), Cell::null_()));
  EXPECT_EQ(decoded<std::optional<Email>>(String(80), Cell::text("<a>"))->text, "a");
  EXPECT_EQ(encoded(String(80), std::optional<Email>()), "null");
  EXPECT_EQ(encoded(String(80), std::optional<Email>(Email{"a"})), "text <a>");
  EXPECT_EQ(Value(Email{"a"}).as<Email>().text, "a");
}

TEST(Codecs, StoreSerialisableValuesAsBytes) {
  const TypePtr type = sql_type_of<StoredSettings>();
  EXPECT_EQ(type->python_name(), "PickleType");
  EXPECT_EQ(encoded(type, StoredSettings{{7}}), "blob 7");
  const std::byte bytes[4] = {};
  EXPECT_EQ(decoded<StoredSettings>(type, Cell::blob(bytes)).value.volume, 4);
  EXPECT_FALSE(decoded<std::optional<StoredSettings>>(type, Cell::null_()));
  EXPECT_EQ(encoded(type, std::optional<StoredSettings>()), "null");
}

TEST(Codecs, SendEverythingThroughADecoratorNullIncluded) {
  EXPECT_EQ(encoded(Shouting(), std::string("ed")), "text ED");
  EXPECT_EQ(encoded(Shouting(), std::string("none")), "null");
  EXPECT_EQ(encoded(Shouting(), std::optional<std::string>()), "null");
  EXPECT_EQ(encoded(Shouting(), Value("x")), "text X");
  EXPECT_EQ(decoded<std::string>(Shouting(), Cell::text("ED")), "ed");
  EXPECT_EQ(decoded<std::string>(Shouting(), Cell::null_()), "none");
  EXPECT_EQ(decoded<std::optional<std::string>>(Shouting(), Cell::null_()), "none");
  EXPECT_EQ(decoded<Value>(Shouting(), Cell::text("ED")).repr(), "'ed'");
  EXPECT_EQ(decoded<Email>(Shouting(), Cell::text("<ED>")).text, "ed");
  EXPECT_EQ(encoded(Shouting(), Email{"ed"}), "text <ED>");
  EXPECT_THROW((void)decoded<int>(Shouting(), Cell::text("ED")), DataError);
}

TEST(Codecs, ReuseTheTargetOverManyRows) {
  const TypePtr impl = on_sqlite(Numeric(10, 2));
  const Decoder d = decoder_for<std::optional<Decimal>>(*impl, "total");
  std::optional<Decimal> target;
  for (int i = 0; i < 10; ++i) {
    d(i % 2 == 0 ? Cell::of(i + 0.25) : Cell::null_(), &target);
    EXPECT_EQ(target.has_value(), i % 2 == 0);
  }
}

}  // namespace
}  // namespace cupel
