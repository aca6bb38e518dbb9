// Area "more_operators": further cases, recorded by record_cases.py.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("more_operators/autoescape_custom_char") {
  return and_(users.c["name"].startswith("a#%_b", {.escape = "#", .autoescape = true}),
              users.c["name"].iendswith("5/%", {.autoescape = true}),
              users.c["name"].icontains("^_", {.escape = "^", .autoescape = true}));
}

CASE("more_operators/between_in_and_precedence") {
  return or_(users.c["age"].between(1, 2) == true, !(users.c["age"].between(3, 4)));
}

CASE("more_operators/between_symmetric_of_expressions") {
  return (users.c["age"] + 1).between(users.c["id"] - 1, func::abs(users.c["id"]), true);
}

CASE("more_operators/bind_names_clash") {
  return select(users.c["id"])
      .where(users.c["id"] == bindparam("id_1", 5), users.c["age"] == 3, addresses.c["id"] == 7);
}

CASE("more_operators/bind_same_name_shared") {
  return select(users.c["id"])
      .where(users.c["name"] == bindparam("q", "x"), users.c["fullname"] == bindparam("q", "x"));
}

CASE("more_operators/bind_type_from_other_side") {
  return select(users.c["id"])
      .where(bindparam("a") < orders.c["placed_on"], bindparam("b") + users.c["age"] > 3,
             func::lower(bindparam("c")) == "x", users.c["name"].like(bindparam("d")));
}

CASE("more_operators/bitwise_and_comparison_precedence") {
  return (users.c["age"] + 1).bitwise_and(users.c["id"]) > 0;
}

CASE("more_operators/bitwise_chain") {
  return users.c["age"]
             .bitwise_and(7)
             .bitwise_or(users.c["id"].bitwise_xor(1))
             .bitwise_lshift(2)
             .bitwise_rshift(1) == !users.c["age"].bitwise_not();
}

CASE("more_operators/bitwise_xor_arithmetic") {
  return users.c["age"].bitwise_xor(3) + 1;
}

CASE("more_operators/boolean_column_conjunction") {
  return and_(users.c["active"], !users.c["active"], or_(users.c["active"], users.c["age"] == 1));
}

CASE("more_operators/boolean_column_is_true") {
  return select(users.c["id"])
      .where(users.c["active"].is_(true), users.c["active"].is_not(false),
             users.c["active"] != true, users.c["active"].is_(nullptr));
}

CASE("more_operators/case_in_order_by_and_aggregate") {
  const auto c = case_({{users.c["active"], 1}}, 0);
  return select(func::sum(c)).order_by(c.desc()).group_by(c);
}

CASE("more_operators/case_nested_and_compared") {
  return case_({{users.c["age"] < 5, case_({{users.c["age"] < 2, "baby"}}, "kid")},
                {users.c["active"], users.c["name"]}},
               nullptr) == "x";
}

CASE("more_operators/case_value_of_expressions") {
  return case_value(func::lower(users.c["name"]), {{"a", users.c["id"]}, {"b", users.c["age"] + 1}},
                    literal_column("0")) +
         1;
}

CASE("more_operators/cast_chain") {
  return select(cast(cast(users.c["age"], String()), Integer()) + 1,
                cast(users.c["created_at"], Date()), cast("2024-01-01", DateTime()),
                cast(users.c["active"], Integer()), cast(nullptr, Integer()));
}

CASE("more_operators/cast_many_types") {
  return select(cast(users.c["age"], BigInteger()), cast(users.c["age"], Numeric(8, 3)),
                cast(users.c["age"], Float()), cast(users.c["age"], Double()),
                cast(users.c["name"], LargeBinary()), cast(users.c["name"], Unicode(20)),
                cast(users.c["name"], UnicodeText()), cast(users.c["name"], Time()),
                cast(users.c["age"], Boolean()), cast(users.c["age"], SmallInteger()),
                cast(users.c["name"], Text()), cast(users.c["name"], Uuid()),
                cast(users.c["name"], Interval()), cast(users.c["name"], CHAR(3)));
}

CASE("more_operators/collate_of_concat_compare") {
  return (users.c["name"] + users.c["fullname"]).collate("C1") < literal("m").collate("C1");
}

CASE("more_operators/collate_with_nulls_and_desc") {
  return select(users.c["id"])
      .order_by(users.c["name"].collate("c1").desc().nulls_last(), users.c["age"].nulls_first());
}

CASE("more_operators/comparison_of_comparisons") {
  return (users.c["age"] > 5) == (users.c["id"] < 3);
}

CASE("more_operators/comparison_to_bool_literal") {
  return (users.c["age"] > 5) == true;
}

CASE("more_operators/concat_integer_column") {
  return users.c["name"].concat(users.c["age"]).concat(literal("x"));
}

CASE("more_operators/concat_of_sums_of_casts") {
  return cast(users.c["age"] + 1, String(5)) + "/" + users.c["name"] + cast(users.c["id"], Text());
}

CASE("more_operators/custom_op_against_and_or") {
  return or_(users.c["age"].op("&&", 3), users.c["id"].op("||", users.c["age"]) > 2);
}

CASE("more_operators/custom_op_chain") {
  return users.c["age"].op("@@", 5).op("##", users.c["id"] + 1, {.precedence = 7});
}

CASE("more_operators/custom_op_is_comparison_negated") {
  return !users.c["age"].bool_op("<=>", users.c["id"]);
}

CASE("more_operators/custom_op_percent") {
  return users.c["name"].op("%", "a%b");
}

CASE("more_operators/custom_op_return_type") {
  return select(users.c["name"].op("->>", "x", {.return_type = make_ptr<Integer>()}) + 1);
}

CASE("more_operators/date_minus_date") {
  return orders.c["placed_on"] - func::current_date();
}

CASE("more_operators/date_plus_interval") {
  return select(orders.c["placed_on"] + typed.c["c_ival"],
                users.c["created_at"] - users.c["created_at"], typed.c["c_ival"] * 2);
}

CASE("more_operators/datetime_minus_literal") {
  return users.c["created_at"] - make_datetime(2024, 1, 2, 3, 4, 5);
}

CASE("more_operators/decimal_and_float_binds") {
  return select(users.c["id"])
      .where(users.c["balance"] == Decimal("1.50"), users.c["balance"] > 2.5,
             items.c["weight"] == Decimal("3"), typed.c["c_double"] < 1e20);
}

CASE("more_operators/distinct_in_functions") {
  return select(func::count(users.c["name"].distinct()), func::sum(distinct(users.c["age"])),
                func::count(distinct(func::lower(users.c["name"]))));
}

CASE("more_operators/division_grouping") {
  return (users.c["age"] / 2) / (users.c["age"] / 3) * 4;
}

CASE("more_operators/extract_all_fields") {
  return select(extract("epoch", users.c["created_at"]), extract("dow", users.c["created_at"]),
                extract("doy", orders.c["placed_on"]), extract("week", orders.c["placed_on"]),
                extract("milliseconds", users.c["created_at"]),
                extract("day", users.c["created_at"] - users.c["created_at"]),
                extract("minute", users.c["created_at"]) + 1);
}

CASE("more_operators/extract_unknown_field") {
  return extract("nanocentury", users.c["created_at"]);
}

CASE("more_operators/floordiv_of_division") {
  return (users.c["age"] / 2).floordiv(3);
}

CASE("more_operators/having_true") {
  return select(func::count()).select_from(users).having(true_()).where(false_());
}

CASE("more_operators/ilike_of_function") {
  return func("trim", users.c["name"]).ilike(func::concat("%", users.c["fullname"]));
}

CASE("more_operators/ilike_with_escape_negated") {
  return and_(users.c["name"].not_ilike("a/%", {.escape = "/"}),
              !users.c["name"].istartswith("x", {.autoescape = true}),
              !users.c["name"].icontains("y"));
}

CASE("more_operators/in_cte") {
  return users.c["id"].in_(select(select(orders.c["user_id"]).cte("c").c["user_id"]));
}

CASE("more_operators/in_dates") {
  return orders.c["placed_on"].in_({make_date(2024, 1, 1), make_date(2024, 2, 2)});
}

CASE("more_operators/in_empty_of_expression") {
  return (users.c["age"] + 1).in_(std::vector<Value>{});
}

CASE("more_operators/in_empty_typed") {
  return select(users.c["id"])
      .where(users.c["created_at"].in_(std::vector<Value>{}),
             users.c["active"].not_in(std::vector<Value>{}),
             typed.c["c_uuid"].in_(std::vector<Value>{}));
}

CASE("more_operators/in_enum_values") {
  return typed.c["c_enum"].in_({"red", "blue"});
}

CASE("more_operators/in_expressions") {
  return users.c["age"].in_({1, users.c["id"] + 1, func::abs(-5), literal_column("7")});
}

CASE("more_operators/in_select_with_order_limit") {
  return users.c["id"].in_(select(orders.c["user_id"]).order_by(orders.c["total"].desc()).limit(3));
}

CASE("more_operators/in_values_construct") {
  return users.c["id"].in_(
      select(values({column("i", Integer())}, {.name = "v"}).data({{1}, {2}})));
}

CASE("more_operators/in_with_none") {
  return users.c["name"].in_({"a", nullptr, "b"});
}

CASE("more_operators/interval_compare") {
  return typed.c["c_ival"] > Duration(std::chrono::hours(5));
}

CASE("more_operators/like_escape_expression_operands") {
  return select(users.c["id"])
      .where(users.c["name"].startswith(users.c["fullname"], {.escape = "#"}),
             users.c["name"].endswith(func::lower("X")),
             users.c["name"].contains(literal_column("'z'")));
}

CASE("more_operators/like_in_comparison") {
  return users.c["name"].like("a") == users.c["name"].ilike("b");
}

CASE("more_operators/like_on_expression") {
  return (users.c["name"] + "x").like("%a" + users.c["fullname"]);
}

CASE("more_operators/match_boolean_combination") {
  return or_(users.c["name"].match("a & b"), !users.c["fullname"].match("c"));
}

CASE("more_operators/minus_right_grouped") {
  return users.c["age"] - (users.c["id"] - 3) - (4 + users.c["age"]);
}

CASE("more_operators/negative_of_sum_of_negatives") {
  return -(-users.c["age"] + -users.c["id"]);
}

CASE("more_operators/not_between_not_like") {
  return and_(!users.c["age"].between(1, 5), !users.c["name"].like("a%", {.escape = "\\"}),
              !users.c["name"].ilike("b"), !users.c["name"].startswith("c"));
}

CASE("more_operators/not_in_of_not_in") {
  return !users.c["id"].not_in({1, 2});
}

CASE("more_operators/not_is_distinct") {
  return and_(!users.c["age"].is_distinct_from(5), users.c["age"].is_not_distinct_from(nullptr),
              users.c["name"].is_distinct_from(users.c["fullname"]));
}

CASE("more_operators/not_of_label") {
  return !(users.c["age"] == 5).label("x");
}

CASE("more_operators/null_comparisons") {
  return and_(users.c["name"] == nullptr, users.c["name"] != null(), null() == users.c["name"],
              users.c["age"].is_(null()), literal(nullptr).is_(nullptr));
}

CASE("more_operators/numeric_division_types") {
  return select(users.c["age"] / 2, users.c["age"] / users.c["balance"], users.c["balance"] / 3,
                items.c["weight"] / users.c["age"], users.c["age"].floordiv(2),
                users.c["balance"].floordiv(2), users.c["age"] % users.c["balance"]);
}

CASE("more_operators/regexp_flags_and_column") {
  return and_(users.c["name"].regexp_match("a", "im"),
              !users.c["name"].regexp_match(users.c["fullname"], "i"),
              users.c["name"].regexp_match("^x"));
}

CASE("more_operators/regexp_in_case") {
  return select(case_({{users.c["name"].regexp_match("^a"), 1}}, 0))
      .where(users.c["name"].regexp_match("b", "g"));
}

CASE("more_operators/regexp_match_flags_only_i") {
  return users.c["name"].regexp_match("a", "i");
}

CASE("more_operators/regexp_replace_columns_in_concat") {
  return users.c["name"].regexp_replace(users.c["fullname"], func::upper("y")) + "z";
}

CASE("more_operators/regexp_replace_flags") {
  return users.c["name"].regexp_replace("a(.)", "b\\1", "ig");
}

CASE("more_operators/reverse_operators") {
  return select(5 - users.c["age"], 5 / users.c["age"], 5 % users.c["age"], 5 * users.c["age"],
                "x" + users.c["name"]);
}

CASE("more_operators/time_compare") {
  return typed.c["c_time"] < TimeOfDay(12, 30);
}

CASE("more_operators/true_false_as_columns") {
  return select(true_(), false_().label("f"), null().label("n"), literal(true),
                true_() == users.c["active"]);
}

CASE("more_operators/true_false_folding") {
  return select(users.c["id"])
      .where(and_(true_(), users.c["age"] > 1, or_(false_(), users.c["id"] < 5)), !false_(),
             or_(users.c["age"] == 1, true_()));
}

CASE("more_operators/try_cast_in_where") {
  return select(try_cast(users.c["name"], Integer()))
      .where(try_cast(users.c["name"], Integer()) > 5);
}

CASE("more_operators/tuple_compare_tuple") {
  return and_(tuple_(users.c["id"], users.c["age"]) > tuple_(1, 2),
              tuple_(users.c["id"], users.c["age"]) == tuple_(3, 4),
              tuple_(users.c["id"], users.c["age"]).between(tuple_(1, 2), tuple_(3, 4)));
}

CASE("more_operators/tuple_in_empty") {
  return tuple_(users.c["id"], users.c["age"], users.c["name"])
      .in_(std::vector<std::vector<Operand>>{});
}

CASE("more_operators/tuple_in_rows_of_types") {
  return tuple_(users.c["id"], users.c["name"], orders.c["placed_on"])
      .in_({{1, "a", make_date(2024, 1, 1)}, {2, nullptr, make_date(2024, 2, 2)}});
}

CASE("more_operators/tuple_not_in_select") {
  return tuple_(users.c["id"], users.c["age"]).not_in(select(orders.c["user_id"], orders.c["id"]));
}

CASE("more_operators/type_coerce_bind_and_column") {
  return select(type_coerce(users.c["name"], Integer()) + 1, type_coerce("5", Integer()),
                type_coerce(users.c["age"], String()) + "x");
}

CASE("more_operators/uuid_and_binary_compare") {
  return and_(typed.c["c_uuid"] == UuidValue("12345678-1234-5678-1234-567812345678"),
              typed.c["c_bin"] == Value(Bytes{std::byte{0}, std::byte{255}}));
}

}  // namespace cupel::conformance
