// Area "expressions" of the corpus.

#include "cupel/dialects/postgresql/types.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("expressions/case_arithmetic") {
  return case_({{users.c["active"], 1}}, 0) + 5;
}

CASE("expressions/case_cast_result") {
  return cast(case_({{users.c["active"], 1}}, 0), String(3));
}

CASE("expressions/case_concat") {
  return case_({{users.c["active"], "a"}}, "b") + "c";
}

CASE("expressions/case_else_none") {
  return case_({{(users.c["age"] > 18), "adult"}});
}

CASE("expressions/case_group_by") {
  return select(func::count(), case_({{users.c["active"], 1}}, 0))
      .group_by(case_({{users.c["active"], 1}}, 0));
}

CASE("expressions/case_in_function") {
  return func::sum(case_({{users.c["active"], 1}}, 0));
}

CASE("expressions/case_nested") {
  return case_({{(users.c["age"] > 18), case_({{users.c["active"], 1}}, 2)}}, 3);
}

CASE("expressions/case_no_whens") {
  return case_({});
}

CASE("expressions/case_of_date") {
  return case_({{users.c["active"], make_date(2024, 1, 1)}});
}

CASE("expressions/case_order_by_label") {
  return select(case_({{users.c["active"], 1}}, 0).label("flag")).order_by("flag");
}

CASE("expressions/case_params_numbered") {
  return select(case_({{(users.c["name"] == "a"), "b"}, {(users.c["name"] == "c"), "d"}}, "e"));
}

CASE("expressions/case_scalar_subquery_then") {
  return case_({{users.c["active"], select(func::max(orders.c["total"])).scalar_subquery()}}, 0);
}

CASE("expressions/case_searched") {
  return case_({{(users.c["age"] > 18), "adult"}});
}

CASE("expressions/case_searched_else") {
  return case_({{(users.c["age"] > 18), "adult"}}, "minor");
}

CASE("expressions/case_searched_many") {
  return case_({{(users.c["age"] > 60), "old"},
                {(users.c["age"] > 18), "adult"},
                {users.c["age"].is_(nullptr), "?"}},
               "minor");
}

CASE("expressions/case_simple_dict") {
  return case_value(users.c["name"], {{"a", 1}, {"b", 2}}, 0);
}

CASE("expressions/case_simple_expression_value") {
  return case_value((users.c["age"] + 5), {{1, "x"}, {users.c["id"], "y"}});
}

CASE("expressions/case_simple_no_else") {
  return case_value(users.c["name"], {{"a", 1}});
}

CASE("expressions/case_simple_pairs") {
  return case_value(users.c["name"], {{"a", 1}, {"b", 2}}, 0);
}

CASE("expressions/case_then_bool") {
  return case_({{(users.c["age"] > 18), true}}, false);
}

CASE("expressions/case_then_none") {
  return case_({{(users.c["age"] > 18), nullptr}}, 1);
}

CASE("expressions/case_then_null") {
  return case_({{(users.c["age"] > 18), null()}}, 1);
}

CASE("expressions/case_type_from_first_then") {
  return select((case_({{users.c["active"], orders.c["total"]}}, 0) * 2));
}

CASE("expressions/case_when_not") {
  return case_({{not_(users.c["active"]), 1}}, 0);
}

CASE("expressions/case_when_or") {
  return case_({{or_((users.c["age"] > 18), (users.c["age"] < 3)), 1}}, 0);
}

CASE("expressions/case_when_true") {
  return case_({{true_(), 1}}, 0);
}

CASE("expressions/cast_bigint") {
  return cast(users.c["fullname"], BigInteger());
}

CASE("expressions/cast_bindparam") {
  return cast(bindparam("x"), Integer());
}

CASE("expressions/cast_boolean") {
  return cast(users.c["fullname"], Boolean());
}

CASE("expressions/cast_char") {
  return cast(users.c["fullname"], CHAR(5));
}

CASE("expressions/cast_date") {
  return cast(users.c["fullname"], Date());
}

CASE("expressions/cast_datetime") {
  return cast(users.c["fullname"], DateTime());
}

CASE("expressions/cast_decimal_upper") {
  return cast(users.c["fullname"], DECIMAL(8, 3));
}

CASE("expressions/cast_double") {
  return cast(users.c["fullname"], Double());
}

CASE("expressions/cast_float") {
  return cast(users.c["fullname"], Float());
}

CASE("expressions/cast_float_precision") {
  return cast(users.c["fullname"], Float(53));
}

CASE("expressions/cast_in_arithmetic") {
  return cast(users.c["fullname"], Integer()) + 5;
}

CASE("expressions/cast_in_comparison") {
  return cast(users.c["fullname"], Integer()) == 5;
}

CASE("expressions/cast_interval") {
  return cast(users.c["fullname"], Interval());
}

CASE("expressions/cast_json") {
  return cast(users.c["fullname"], JSON());
}

CASE("expressions/cast_large_binary") {
  return cast(users.c["fullname"], LargeBinary());
}

CASE("expressions/cast_literal_numeric") {
  return cast("1.5", Numeric(5, 2));
}

CASE("expressions/cast_literal_string") {
  return cast("x", String(5));
}

CASE("expressions/cast_mysql_float_skipped_expression") {
  return cast((users.c["age"] + 1), Float());
}

CASE("expressions/cast_nchar") {
  return cast(users.c["fullname"], NCHAR(5));
}

CASE("expressions/cast_negated") {
  return -cast(users.c["fullname"], Integer());
}

CASE("expressions/cast_none") {
  return cast(nullptr, Integer());
}

CASE("expressions/cast_numeric") {
  return cast(users.c["fullname"], Numeric());
}

CASE("expressions/cast_numeric_precision") {
  return cast(users.c["fullname"], Numeric(10, 2));
}

CASE("expressions/cast_of_and") {
  return cast(and_(users.c["active"], (users.c["age"] > 5)), Integer());
}

CASE("expressions/cast_of_comparison") {
  return cast((users.c["age"] > 5), Integer());
}

CASE("expressions/cast_of_expression") {
  return cast((users.c["age"] + 5), String(5));
}

CASE("expressions/cast_real") {
  return cast(users.c["fullname"], REAL());
}

CASE("expressions/cast_scalar_subquery") {
  return cast(select(users.c["age"]).scalar_subquery(), String(5));
}

CASE("expressions/cast_select_label") {
  return select(cast(users.c["age"], String(5)).label("s"));
}

CASE("expressions/cast_smallint") {
  return cast(users.c["fullname"], SmallInteger());
}

CASE("expressions/cast_string") {
  return cast(users.c["fullname"], String());
}

CASE("expressions/cast_string_length") {
  return cast(users.c["fullname"], String(20));
}

CASE("expressions/cast_text") {
  return cast(users.c["fullname"], Text());
}

CASE("expressions/cast_timestamp") {
  return cast(users.c["fullname"], TIMESTAMP());
}

CASE("expressions/cast_unicode") {
  return cast(users.c["fullname"], Unicode(20));
}

CASE("expressions/cast_varchar_upper") {
  return cast(users.c["fullname"], VARCHAR(5));
}

CASE("expressions/column_compare") {
  return column("x") == 5;
}

CASE("expressions/column_standalone") {
  return column("x");
}

CASE("expressions/extract_arithmetic") {
  return extract("hour", users.c["created_at"]) * 60;
}

CASE("expressions/extract_case_insensitive_field") {
  return extract("YEAR", users.c["created_at"]);
}

CASE("expressions/extract_date_literal") {
  return extract("day", make_date(2024, 5, 6));
}

CASE("expressions/extract_epoch") {
  return extract("epoch", users.c["created_at"]);
}

CASE("expressions/extract_expression") {
  return extract("day", (users.c["created_at"] - func::now()));
}

CASE("expressions/extract_function_operand") {
  return extract("month", func::current_date());
}

CASE("expressions/extract_group_by") {
  return select(extract("year", users.c["created_at"]).label("y"), func::count()).group_by("y");
}

CASE("expressions/extract_hour") {
  return extract("hour", users.c["created_at"]);
}

CASE("expressions/extract_microseconds") {
  return extract("microseconds", users.c["created_at"]);
}

CASE("expressions/extract_milliseconds") {
  return extract("milliseconds", users.c["created_at"]);
}

CASE("expressions/extract_month") {
  return extract("month", users.c["created_at"]);
}

CASE("expressions/extract_second") {
  return extract("second", users.c["created_at"]);
}

CASE("expressions/extract_select") {
  return select(extract("year", users.c["created_at"]));
}

CASE("expressions/extract_timezone_hour") {
  return extract("timezone_hour", users.c["created_at"]);
}

CASE("expressions/extract_unknown_field") {
  return extract("nonsense", users.c["created_at"]);
}

CASE("expressions/extract_week") {
  return extract("week", users.c["created_at"]);
}

CASE("expressions/extract_year") {
  return extract("year", users.c["created_at"]);
}

CASE("expressions/label_compare") {
  return (users.c["age"] + 1).label("z") > 5;
}

CASE("expressions/label_in_arithmetic") {
  return (users.c["age"] + 1).label("z") * 2;
}

CASE("expressions/label_in_function") {
  return func::abs((users.c["age"] + 1).label("z"));
}

CASE("expressions/literal_bool") {
  return literal(true);
}

CASE("expressions/literal_column_and") {
  return and_(literal_column("a OR b"), (users.c["id"] == 1));
}

CASE("expressions/literal_column_compare") {
  return literal_column("x") == 5;
}

CASE("expressions/literal_column_compare_odd_name") {
  return literal_column("'a b'") == "c";
}

CASE("expressions/literal_column_desc") {
  return literal_column("x").desc();
}

CASE("expressions/literal_column_label") {
  return select(literal_column("1 + 1").label("two"));
}

CASE("expressions/literal_column_plain") {
  return literal_column("a.b");
}

CASE("expressions/literal_column_precedence") {
  return literal_column("a + b") * 5;
}

CASE("expressions/literal_column_string_typed") {
  return literal_column("x", String()) + "y";
}

CASE("expressions/literal_compare_column") {
  return literal(5) == users.c["age"];
}

CASE("expressions/literal_compare_literal") {
  return literal(5) == literal(6);
}

CASE("expressions/literal_concat") {
  return literal("a") + "b";
}

CASE("expressions/literal_date") {
  return literal(make_date(2024, 5, 6));
}

CASE("expressions/literal_decimal") {
  return literal(Decimal("1.50"));
}

CASE("expressions/literal_float") {
  return literal(1.5);
}

CASE("expressions/literal_int") {
  return literal(5);
}

CASE("expressions/literal_none") {
  return literal(nullptr);
}

CASE("expressions/literal_select_many") {
  return select(literal(1), literal(2), literal("x"));
}

CASE("expressions/literal_string") {
  return literal("five");
}

CASE("expressions/literal_typed") {
  return literal(5, String());
}

CASE("expressions/null_arithmetic") {
  return null() + 5;
}

CASE("expressions/null_compare") {
  return null() == null();
}

CASE("expressions/null_construct") {
  return null();
}

CASE("expressions/null_in_select") {
  return select(null(), users.c["id"]);
}

CASE("expressions/null_label_type") {
  return select(cast(null(), Integer()).label("n"));
}

CASE("expressions/try_cast") {
  return try_cast(users.c["fullname"], Integer());
}

CASE("expressions/try_cast_select") {
  return select(try_cast(users.c["fullname"], Numeric(5, 2)));
}

CASE("expressions/try_cast_string") {
  return try_cast(users.c["age"], String());
}

CASE("expressions/type_coerce_column") {
  return type_coerce(users.c["fullname"], Integer());
}

CASE("expressions/type_coerce_function") {
  return select(type_coerce(func("foo", users.c["id"]), JSON()));
}

CASE("expressions/type_coerce_label") {
  return select(type_coerce(users.c["age"], String()).label("s"));
}

CASE("expressions/type_coerce_of_and") {
  return type_coerce(and_(users.c["active"], (users.c["age"] > 3)), Integer()) + 1;
}

CASE("expressions/type_coerce_of_expression") {
  return type_coerce((users.c["age"] + 5), Numeric()) * 2;
}

CASE("expressions/type_coerce_select") {
  return select(type_coerce(users.c["age"], String()));
}

CASE("expressions/type_coerce_where_bool") {
  return select(users.c["id"]).where(type_coerce(users.c["age"], Boolean()));
}

CASE("expressions/cast_enum") {
  return cast(users.c["fullname"], Enum({"a", "b"}, {.name = "ab"}));
}

CASE("expressions/cast_method") {
  return users.c["age"].cast(String(10));
}

CASE("expressions/cast_null_type") {
  return cast(users.c["fullname"], NullType());
}

CASE("expressions/cast_pg_jsonb") {
  return cast(users.c["fullname"], postgresql::JSONB());
}

CASE("expressions/cast_pg_regclass") {
  return cast("tbl", postgresql::REGCLASS());
}

CASE("expressions/cast_typedecorator_impl") {
  return cast(users.c["name"], Enum::of<Color>({.length = 10, .native_enum = false}));
}

CASE("expressions/cast_with_variant") {
  return cast(users.c["name"], String(10).with_variant(Text(), "postgresql"));
}

CASE("expressions/column_text_literal") {
  return literal_column("x + 1") * 2;
}

CASE("expressions/literal_of_expression_error") {
  return literal(users.c["id"]);
}

CASE("expressions/self_group_against_and") {
  return (users.c["age"] + 1).self_group(Operator::and_);
}

}  // namespace cupel::conformance
