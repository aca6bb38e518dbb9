// Area "literals" of the corpus.

#include <cctype>

#include "cupel/dialects/postgresql/range.hpp"
#include "cupel/types/type_decorator.hpp"
#include "cupel/types/user_defined_type.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

class Plus : public TypeDecoratorOf<Plus> {
 public:
  Plus() : TypeDecoratorOf(Integer()) {}
  bool cache_ok() const noexcept override { return true; }
  Value process_bind_param(const Value& value, const TypeDialect*) const override {
    return Value(value.integer() + 1);
  }
};

class Upper : public TypeDecoratorOf<Upper> {
 public:
  Upper() : TypeDecoratorOf(String()) {}
  bool cache_ok() const noexcept override { return true; }
  Value process_literal_param(const Value& value, const TypeDialect*) const override {
    std::string text(value.text());
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return Value(text);
  }
};

class Odd : public UserDefinedTypeOf<Odd> {
 public:
  bool cache_ok() const noexcept override { return true; }
  std::string col_spec() const override { return "ODD"; }
};

Bytes bytes(std::string_view text) {
  const auto* data = reinterpret_cast<const std::byte*>(text.data());
  return Bytes(data, data + text.size());
}

}  // namespace

CASE("literals/bind_none_value") {
  return users.c["name"] == bindparam("x", Value(nullptr));
}

CASE("literals/bind_without_value") {
  return users.c["name"] == bindparam("x");
}

CASE("literals/bitwise") {
  return users.c["age"].bitwise_and(3);
}

CASE("literals/case") {
  return case_({{(users.c["age"] > 5), "old"}}, "young");
}

CASE("literals/cast") {
  return cast("5", Integer());
}

CASE("literals/contains_autoescape") {
  return users.c["name"].contains("50%_", {.autoescape = true});
}

CASE("literals/function_arguments") {
  return func("foo", "a", 1, nullptr, 2.5);
}

CASE("literals/in_list") {
  return users.c["name"].in_({"a", "b'c"});
}

CASE("literals/in_list_empty") {
  return users.c["name"].in_(std::vector<Value>{});
}

CASE("literals/insert") {
  return insert(users).values(ValueRow{{"name", "x"}, {"age", 5}, {"active", true}});
}

CASE("literals/like_percent") {
  return users.c["name"].like("50%");
}

CASE("literals/limit_offset") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(5).offset(3);
}

CASE("literals/text_bind") {
  return text("SELECT :a").bindparams({{"a", "x"}});
}

CASE("literals/text_bind_no_type_value") {
  return text("SELECT :a").bindparams(bindparam("a", Value(5)));
}

CASE("literals/typed_boolean") {
  return literal(true, Boolean());
}

CASE("literals/typed_boolean_false") {
  return literal(false, Boolean());
}

CASE("literals/typed_char") {
  return literal("x", CHAR(3));
}

CASE("literals/typed_date") {
  return literal(make_date(2024, 1, 2), Date());
}

CASE("literals/typed_datetime") {
  return literal(make_datetime(2024, 1, 2, 3, 4, 5), DateTime());
}

CASE("literals/typed_datetime_tz") {
  return literal(make_datetime(2024, 1, 2, 3, 4, 5), DateTime({.timezone = true}));
}

CASE("literals/typed_float") {
  return literal(5.5, Float());
}

CASE("literals/typed_integer") {
  return literal(5, Integer());
}

CASE("literals/typed_interval") {
  return literal(std::chrono::days(2), Interval());
}

CASE("literals/typed_json_int") {
  return literal(5, JSON());
}

CASE("literals/typed_numeric") {
  return literal(Decimal("5.5"), Numeric(5, 2));
}

CASE("literals/typed_nvarchar") {
  return literal("x", NVARCHAR(5));
}

CASE("literals/typed_text") {
  return literal("x", Text());
}

CASE("literals/typed_time") {
  return literal(TimeOfDay(1, 2, 3), Time());
}

CASE("literals/typed_uuid") {
  return literal(UuidValue("00000000-0000-0000-0000-000000000001"), Uuid());
}

CASE("literals/typed_varchar_percent") {
  return literal("50%", VARCHAR(9));
}

CASE("literals/update") {
  return update(users)
      .values(ValueRow{{"name", nullptr}, {"age", (users.c["age"] + 1)}})
      .where((users.c["id"] == 5));
}

CASE("literals/value_bool_false") {
  return literal(false);
}

CASE("literals/value_date") {
  return literal(make_date(2024, 2, 29));
}

CASE("literals/value_datetime") {
  return literal(make_datetime(2024, 2, 29, 13, 5, 9));
}

CASE("literals/value_decimal") {
  return literal(Decimal("10.50"));
}

CASE("literals/value_float") {
  return literal(1.5);
}

CASE("literals/value_float_exponent") {
  return literal(1e+20);
}

CASE("literals/value_float_negative") {
  return literal(-0.25);
}

CASE("literals/value_int") {
  return literal(5);
}

CASE("literals/value_int_zero") {
  return literal(0);
}

CASE("literals/value_none") {
  return literal(nullptr);
}

CASE("literals/value_string_backslash") {
  return literal("a\\b");
}

CASE("literals/value_string_empty") {
  return literal("");
}

CASE("literals/value_string_newline") {
  return literal("a\nb");
}

CASE("literals/value_string_null_word") {
  return literal("NULL");
}

CASE("literals/value_string_percent") {
  return literal("50%");
}

CASE("literals/value_string_quote") {
  return literal("it's");
}

CASE("literals/value_time") {
  return literal(TimeOfDay(13, 5, 9));
}

CASE("literals/value_time_micro") {
  return literal(TimeOfDay(13, 5, 9, 7));
}

CASE("literals/value_timedelta") {
  return literal(std::chrono::days(1) + std::chrono::hours(2));
}

CASE("literals/value_timedelta_negative") {
  return literal(std::chrono::days(-1) + std::chrono::seconds(5));
}

CASE("literals/wrong_type_int_for_boolean") {
  return literal(2, Boolean());
}

CASE("literals/wrong_type_int_for_string") {
  return literal(5, String());
}

CASE("literals/wrong_type_string_for_date") {
  return literal("2024-01-01", Date());
}

CASE("literals/wrong_type_string_for_integer") {
  return literal("5", Integer());
}

CASE("literals/type_decorator_process_bind") {
  return literal(5, Plus());
}

CASE("literals/type_decorator_process_literal") {
  return literal("abc", Upper());
}

CASE("literals/type_without_literal_processor") {
  return literal("x", Odd());
}

CASE("literals/typed_array") {
  return literal(std::vector{1, 2}, ARRAY(Integer()));
}

CASE("literals/typed_array_empty") {
  return literal(std::vector<int>{}, postgresql::ARRAY(Integer()));
}

CASE("literals/typed_array_none_element") {
  return literal(Value::array({1, nullptr}), postgresql::ARRAY(Integer()));
}

CASE("literals/typed_array_strings") {
  return literal(std::vector{"a", "it's"}, postgresql::ARRAY(String()));
}

CASE("literals/typed_enum_class") {
  return literal(Color::blue, Enum::of<Color>());
}

CASE("literals/typed_pg_bit") {
  return literal(postgresql::BitString("101"), postgresql::BIT(3));
}

CASE("literals/typed_pg_bytea") {
  return literal(bytes("ab"), postgresql::BYTEA());
}

CASE("literals/typed_pg_enum") {
  return literal("a", postgresql::ENUM({"a", "b"}, {.name = "ab"}));
}

CASE("literals/typed_pg_hstore") {
  return literal(Json::object({{"a", "1"}}), postgresql::HSTORE());
}

CASE("literals/typed_pg_inet") {
  return literal("10.0.0.1", postgresql::INET());
}

CASE("literals/typed_pg_jsonb") {
  return literal(Json::object({{"a", 1}}), postgresql::JSONB());
}

CASE("literals/typed_pg_multirange") {
  return literal(std::vector{postgresql::Range(1, 2), postgresql::Range(5, 7)},
                 postgresql::INT4MULTIRANGE());
}

CASE("literals/typed_pg_range") {
  return literal(postgresql::Range(1, 5), postgresql::INT4RANGE());
}

CASE("literals/typed_pg_range_dates") {
  return literal(
      postgresql::Range<CalendarDate>(std::chrono::year(2024) / 1 / 1, std::nullopt, "[]"),
      postgresql::DATERANGE());
}

CASE("literals/typed_uuid_not_native") {
  return literal(*UuidValue::parse("00000000-0000-0000-0000-000000000001"),
                 Uuid({.native_uuid = false}));
}

CASE("literals/typed_uuid_string") {
  return literal("00000000-0000-0000-0000-000000000001", Uuid({.as_uuid = false}));
}

CASE("literals/value_bytes") {
  return literal(bytes("ab"));
}

CASE("literals/value_datetime_tz") {
  return literal(UtcDateTime(std::chrono::sys_days(std::chrono::year(2024) / 2 / 29) +
                             std::chrono::hours(13) + std::chrono::minutes(5) +
                             std::chrono::seconds(9)));
}

CASE("literals/value_int_large") {
  return literal(std::uint64_t{12345678901234567890U});
}

CASE("literals/values_construct") {
  return select(values({column("a", Integer()), column("b", String())}, {.name = "v"})
                    .data({{1, "it's"}, {2, nullptr}}));
}

}  // namespace cupel::conformance
