// Area "literals" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("literals/bind_none_value") { return users.c["name"] == bindparam("x", Value(nullptr)); }

CASE("literals/bind_without_value") { return users.c["name"] == bindparam("x"); }

CASE("literals/bitwise") { return users.c["age"].bitwise_and(3); }

CASE("literals/case") { return case_({{(users.c["age"] > 5), "old"}}, "young"); }

CASE("literals/cast") { return cast("5", Integer()); }

CASE("literals/contains_autoescape") {
  return users.c["name"].contains("50%_", {.autoescape = true});
}

CASE("literals/function_arguments") { return func("foo", "a", 1, nullptr, 2.5); }

CASE("literals/in_list") { return users.c["name"].in_({"a", "b'c"}); }

CASE("literals/in_list_empty") { return users.c["name"].in_(std::vector<Value>{}); }

CASE("literals/insert") {
  return insert(users).values(ValueRow{{"name", "x"}, {"age", 5}, {"active", true}});
}

CASE("literals/like_percent") { return users.c["name"].like("50%"); }

CASE("literals/limit_offset") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(5).offset(3);
}

CASE("literals/text_bind") { return text("SELECT :a").bindparams({{"a", "x"}}); }

CASE("literals/text_bind_no_type_value") {
  return text("SELECT :a").bindparams(bindparam("a", Value(5)));
}

CASE("literals/typed_boolean") { return literal(true, Boolean()); }

CASE("literals/typed_boolean_false") { return literal(false, Boolean()); }

CASE("literals/typed_char") { return literal("x", CHAR(3)); }

CASE("literals/typed_date") { return literal(make_date(2024, 1, 2), Date()); }

CASE("literals/typed_datetime") { return literal(make_datetime(2024, 1, 2, 3, 4, 5), DateTime()); }

CASE("literals/typed_datetime_tz") {
  return literal(make_datetime(2024, 1, 2, 3, 4, 5), DateTime({.timezone = true}));
}

CASE("literals/typed_float") { return literal(5.5, Float()); }

CASE("literals/typed_integer") { return literal(5, Integer()); }

CASE("literals/typed_interval") { return literal(std::chrono::days(2), Interval()); }

CASE("literals/typed_json_int") { return literal(5, JSON()); }

CASE("literals/typed_numeric") { return literal(Decimal("5.5"), Numeric(5, 2)); }

CASE("literals/typed_nvarchar") { return literal("x", NVARCHAR(5)); }

CASE("literals/typed_text") { return literal("x", Text()); }

CASE("literals/typed_time") { return literal(TimeOfDay(1, 2, 3), Time()); }

CASE("literals/typed_uuid") { return literal(UuidValue("00000000-0000-0000-0000-000000000001"), Uuid()); }

CASE("literals/typed_varchar_percent") { return literal("50%", VARCHAR(9)); }

CASE("literals/update") {
  return update(users)
      .values(ValueRow{{"name", nullptr}, {"age", (users.c["age"] + 1)}})
      .where((users.c["id"] == 5));
}

CASE("literals/value_bool_false") { return literal(false); }

CASE("literals/value_date") { return literal(make_date(2024, 2, 29)); }

CASE("literals/value_datetime") { return literal(make_datetime(2024, 2, 29, 13, 5, 9)); }

CASE("literals/value_decimal") { return literal(Decimal("10.50")); }

CASE("literals/value_float") { return literal(1.5); }

CASE("literals/value_float_exponent") { return literal(1e+20); }

CASE("literals/value_float_negative") { return literal(-0.25); }

CASE("literals/value_int") { return literal(5); }

CASE("literals/value_int_zero") { return literal(0); }

CASE("literals/value_none") { return literal(nullptr); }

CASE("literals/value_string_backslash") { return literal("a\\b"); }

CASE("literals/value_string_empty") { return literal(""); }

CASE("literals/value_string_newline") { return literal("a\nb"); }

CASE("literals/value_string_null_word") { return literal("NULL"); }

CASE("literals/value_string_percent") { return literal("50%"); }

CASE("literals/value_string_quote") { return literal("it's"); }

CASE("literals/value_time") { return literal(TimeOfDay(13, 5, 9)); }

CASE("literals/value_time_micro") { return literal(TimeOfDay(13, 5, 9, 7)); }

CASE("literals/value_timedelta") { return literal(std::chrono::days(1) + std::chrono::hours(2)); }

CASE("literals/value_timedelta_negative") {
  return literal(std::chrono::days(-1) + std::chrono::seconds(5));
}

CASE("literals/wrong_type_int_for_boolean") { return literal(2, Boolean()); }

CASE("literals/wrong_type_int_for_string") { return literal(5, String()); }

CASE("literals/wrong_type_string_for_date") { return literal("2024-01-01", Date()); }

CASE("literals/wrong_type_string_for_integer") { return literal("5", Integer()); }

}  // namespace cupel::conformance
