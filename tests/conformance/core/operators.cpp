// Area "operators" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("operators/add_case") {
  return users.c["age"] + case_({{users.c["active"], 1}}, 0);
}

CASE("operators/add_cast") {
  return users.c["age"] + cast("5", Integer());
}

CASE("operators/add_columns") {
  return users.c["age"] + users.c["id"];
}

CASE("operators/add_none") {
  return users.c["age"] + nullptr;
}

CASE("operators/add_reverse") {
  return 5 + users.c["age"];
}

CASE("operators/all_function_array") {
  return users.c["age"] > all_(docs.c["nums"]);
}

CASE("operators/all_subquery_method") {
  return users.c["age"] != select(items.c["qty"]).scalar_subquery().all_();
}

CASE("operators/any_arithmetic_error") {
  return any_(docs.c["nums"]) + 5;
}

CASE("operators/any_function_array") {
  return users.c["age"] == any_(docs.c["nums"]);
}

CASE("operators/any_left_side") {
  return any_(docs.c["nums"]) == users.c["age"];
}

CASE("operators/any_left_side_lt") {
  return any_(docs.c["nums"]) < users.c["age"];
}

CASE("operators/any_literal") {
  return 5 == any_(docs.c["nums"]);
}

CASE("operators/any_ne") {
  return users.c["age"] != any_(docs.c["nums"]);
}

CASE("operators/any_negated") {
  return !(users.c["age"] == any_(docs.c["nums"]));
}

CASE("operators/any_none") {
  return any_(docs.c["nums"]) == nullptr;
}

CASE("operators/any_subquery") {
  return users.c["age"] == any_(select(items.c["qty"]).scalar_subquery());
}

CASE("operators/any_subquery_method") {
  return users.c["age"] == select(items.c["qty"]).scalar_subquery().any_();
}

CASE("operators/asc_function") {
  return asc(func::lower(users.c["name"]));
}

CASE("operators/between") {
  return users.c["age"].between(5, 10);
}

CASE("operators/between_and_or") {
  return or_(users.c["age"].between(1, 2), users.c["age"].between(3, 4));
}

CASE("operators/between_comparison_operands") {
  return (users.c["age"] > 3).between(users.c["active"], (users.c["id"] == 4));
}

CASE("operators/between_expressions") {
  return (users.c["age"] + 1).between((users.c["id"] * 2), func::max(users.c["id"]));
}

CASE("operators/between_function") {
  return between(users.c["age"], 5, 10);
}

CASE("operators/between_symmetric") {
  return users.c["age"].between(5, 10, true);
}

CASE("operators/bitwise_add_right") {
  return users.c["age"].bitwise_and((users.c["id"] + 3));
}

CASE("operators/bitwise_and") {
  return users.c["age"].bitwise_and(5);
}

CASE("operators/bitwise_and_column") {
  return users.c["age"].bitwise_and(users.c["id"]);
}

CASE("operators/bitwise_and_compare") {
  return users.c["age"].bitwise_and(5) == 5;
}

CASE("operators/bitwise_and_of_or") {
  return users.c["age"].bitwise_or(5).bitwise_and(3);
}

CASE("operators/bitwise_nested_right") {
  return users.c["age"].bitwise_or(users.c["id"].bitwise_and(3));
}

CASE("operators/bitwise_not") {
  return users.c["age"].bitwise_not();
}

CASE("operators/bitwise_not_expression") {
  return (users.c["age"] + 1).bitwise_not();
}

CASE("operators/bitwise_not_function") {
  return bitwise_not(users.c["age"]);
}

CASE("operators/bitwise_not_not") {
  return users.c["age"].bitwise_not().bitwise_not();
}

CASE("operators/bitwise_or") {
  return users.c["age"].bitwise_or(5);
}

CASE("operators/bitwise_or_of_and") {
  return users.c["age"].bitwise_and(5).bitwise_or(3);
}

CASE("operators/bitwise_rshift") {
  return users.c["age"].bitwise_rshift(5);
}

CASE("operators/bitwise_rshift_column") {
  return users.c["age"].bitwise_rshift(users.c["id"]);
}

CASE("operators/bitwise_shift_chain") {
  return users.c["age"].bitwise_lshift(2).bitwise_rshift(1);
}

CASE("operators/bitwise_then_add") {
  return users.c["age"].bitwise_and(3) + 1;
}

CASE("operators/bitwise_xor") {
  return users.c["age"].bitwise_xor(5);
}

CASE("operators/bitwise_xor_of_add") {
  return (users.c["age"] + 1).bitwise_xor(3);
}

CASE("operators/bool_op") {
  return users.c["age"].bool_op("@@", 5);
}

CASE("operators/bool_op_negated") {
  return !users.c["age"].bool_op("@@", 5);
}

CASE("operators/chained_eq_left") {
  return (users.c["age"] == 5) == users.c["active"];
}

CASE("operators/comparison_of_comparison_and_true") {
  return (users.c["age"] > 5) == true;
}

CASE("operators/comparison_of_comparisons") {
  return (users.c["age"] > 5) == (users.c["id"] < 3);
}

CASE("operators/concat_case") {
  return users.c["name"] + case_({{users.c["active"], "*"}}, "");
}

CASE("operators/concat_cast") {
  return cast(users.c["id"], String(10)) + users.c["name"];
}

CASE("operators/concat_chain") {
  return (users.c["name"] + " ") + users.c["fullname"];
}

CASE("operators/concat_columns") {
  return users.c["name"] + users.c["fullname"];
}

CASE("operators/concat_function") {
  return func::lower(users.c["name"]) + "x";
}

CASE("operators/concat_in_compare") {
  return (users.c["name"] + "x") == "edx";
}

CASE("operators/concat_integer_column") {
  return users.c["name"] + users.c["age"];
}

CASE("operators/concat_literal_first") {
  return (literal("x") + users.c["name"]) + "y";
}

CASE("operators/concat_method") {
  return users.c["name"].concat("x");
}

CASE("operators/concat_paren_right") {
  return users.c["name"] + (users.c["fullname"] + "b");
}

CASE("operators/concat_reverse") {
  return "x" + users.c["name"];
}

CASE("operators/concat_select") {
  return select(((users.c["name"] + ", ") + users.c["fullname"]));
}

CASE("operators/concat_untyped") {
  return bare.c["a"].concat(bare.c["b"]);
}

CASE("operators/date_literal") {
  return orders.c["placed_on"] >= make_date(2024, 1, 31);
}

CASE("operators/date_minus_date") {
  return orders.c["placed_on"] - make_date(2024, 1, 1);
}

CASE("operators/date_plus_interval") {
  return orders.c["placed_on"] + std::chrono::days(3);
}

CASE("operators/datetime_literal") {
  return users.c["created_at"] < make_datetime(2024, 1, 31, 23, 59, 58, 123456);
}

CASE("operators/datetime_minus_datetime") {
  return users.c["created_at"] - make_datetime(2024, 1, 1);
}

CASE("operators/datetime_minus_interval") {
  return users.c["created_at"] - std::chrono::hours(3);
}

CASE("operators/desc_expression") {
  return (users.c["age"] + 1).desc();
}

CASE("operators/desc_of_and") {
  return and_(users.c["active"], (users.c["age"] > 3)).desc();
}

CASE("operators/desc_string") {
  return select(users.c["id"].label("z")).order_by(desc("z"));
}

CASE("operators/distinct_expression") {
  return func::count((users.c["age"] + 1).distinct());
}

CASE("operators/eq_column") {
  return users.c["id"] == orders.c["user_id"];
}

CASE("operators/eq_false") {
  return users.c["active"] == false;
}

CASE("operators/eq_negated") {
  return !(users.c["age"] == 5);
}

CASE("operators/eq_none") {
  return users.c["name"] == nullptr;
}

CASE("operators/eq_null_construct") {
  return users.c["name"] == null();
}

CASE("operators/eq_string") {
  return users.c["name"] == "ed";
}

CASE("operators/eq_true") {
  return users.c["active"] == true;
}

CASE("operators/floordiv_int_by_numeric") {
  return users.c["age"].floordiv(orders.c["total"]);
}

CASE("operators/floordiv_ints") {
  return users.c["age"].floordiv(users.c["id"]);
}

CASE("operators/floordiv_literal") {
  return users.c["age"].floordiv(5);
}

CASE("operators/floordiv_numeric_column") {
  return orders.c["total"].floordiv(5);
}

CASE("operators/floordiv_parens") {
  return users.c["age"].floordiv((users.c["id"] + 5));
}

CASE("operators/ge_column") {
  return users.c["id"] >= orders.c["user_id"];
}

CASE("operators/ge_literal") {
  return users.c["age"] >= 5;
}

CASE("operators/ge_negated") {
  return !(users.c["age"] >= 5);
}

CASE("operators/gt_column") {
  return users.c["id"] > orders.c["user_id"];
}

CASE("operators/gt_none_error") {
  return users.c["age"] > nullptr;
}

CASE("operators/integer_eq_true") {
  return users.c["age"] == true;
}

CASE("operators/interval_times_int") {
  return typed.c["c_ival"] * 3;
}

CASE("operators/is_column") {
  return users.c["name"].is_(users.c["fullname"]);
}

CASE("operators/is_distinct_from_column") {
  return users.c["name"].is_distinct_from(users.c["fullname"]);
}

CASE("operators/is_distinct_from_expression") {
  return (users.c["age"] + 1).is_distinct_from((users.c["id"] * 2));
}

CASE("operators/is_distinct_from_none") {
  return users.c["age"].is_distinct_from(nullptr);
}

CASE("operators/is_false_construct") {
  return users.c["active"].is_(false_());
}

CASE("operators/is_literal") {
  return users.c["age"].is_(5);
}

CASE("operators/is_not_distinct_from") {
  return users.c["age"].is_not_distinct_from(5);
}

CASE("operators/is_not_distinct_from_none") {
  return users.c["age"].is_not_distinct_from(nullptr);
}

CASE("operators/is_not_none") {
  return users.c["name"].is_not(nullptr);
}

CASE("operators/is_null_construct") {
  return users.c["name"].is_(null());
}

CASE("operators/is_true") {
  return users.c["active"].is_(true);
}

CASE("operators/le_literal") {
  return users.c["age"] <= 5;
}

CASE("operators/le_negated") {
  return !(users.c["age"] <= 5);
}

CASE("operators/lt_column") {
  return users.c["id"] < orders.c["user_id"];
}

CASE("operators/lt_literal") {
  return users.c["age"] < 5;
}

CASE("operators/lt_negated") {
  return !(users.c["age"] < 5);
}

CASE("operators/mod_chain") {
  return (users.c["age"] % 10) % 3;
}

CASE("operators/mod_in_expression") {
  return (users.c["age"] % 10) == 3;
}

CASE("operators/mod_literal") {
  return users.c["age"] % 5;
}

CASE("operators/mod_of_sum") {
  return (users.c["age"] + 1) % 10;
}

CASE("operators/mul_columns") {
  return users.c["age"] * users.c["id"];
}

CASE("operators/mul_reverse") {
  return 5 * users.c["age"];
}

CASE("operators/ne_column") {
  return users.c["id"] != orders.c["user_id"];
}

CASE("operators/ne_false_construct") {
  return users.c["active"] != false_();
}

CASE("operators/ne_literal") {
  return users.c["age"] != 5;
}

CASE("operators/ne_negated") {
  return !(users.c["age"] != 5);
}

CASE("operators/ne_none") {
  return users.c["name"] != nullptr;
}

CASE("operators/ne_null_construct") {
  return users.c["name"] != null();
}

CASE("operators/ne_true") {
  return users.c["active"] != true;
}

CASE("operators/neg_function") {
  return -func::sum(users.c["age"]);
}

CASE("operators/neg_literal") {
  return -literal(5);
}

CASE("operators/not_between") {
  return !users.c["age"].between(5, 10);
}

CASE("operators/not_between_symmetric") {
  return not_(users.c["age"].between(5, 10, true));
}

CASE("operators/not_is_none") {
  return !users.c["name"].is_(nullptr);
}

CASE("operators/not_is_not_distinct_from") {
  return !users.c["age"].is_not_distinct_from(5);
}

CASE("operators/not_is_not_none") {
  return !users.c["name"].is_not(nullptr);
}

CASE("operators/nulls_first_standalone") {
  return nulls_first(users.c["age"]);
}

CASE("operators/nullsfirst_legacy") {
  return users.c["age"].nulls_first();
}

CASE("operators/numeric_plus_int_type") {
  return orders.c["total"] + users.c["age"];
}

CASE("operators/op_chain") {
  return users.c["age"].op("$", 5).op("$", 6);
}

CASE("operators/op_chain_right") {
  return users.c["age"].op("$", users.c["id"].op("$", 6));
}

CASE("operators/op_chain_two_ops") {
  return users.c["age"].op("$", 5).op("#", 6);
}

CASE("operators/op_colon") {
  return users.c["name"].op(":=", "x");
}

CASE("operators/op_default_type_left") {
  return users.c["name"].op("?", "x") + "y";
}

CASE("operators/op_in_comparison") {
  return users.c["age"].op("~~", 5) == 3;
}

CASE("operators/op_is_comparison") {
  return users.c["age"].op("@>", 5, {.is_comparison = true});
}

CASE("operators/op_left_of_add") {
  return users.c["age"].op("$", 5) + 1;
}

CASE("operators/op_none_right") {
  return users.c["name"].op("<=>", nullptr);
}

CASE("operators/op_not_comparison_negated") {
  return !users.c["age"].op("@>", 5);
}

CASE("operators/op_of_and") {
  return and_(users.c["active"], users.c["age"]).op("&", 5);
}

CASE("operators/op_precedence_high_right") {
  return 3 * users.c["age"].op("**", 2, {.precedence = 9});
}

CASE("operators/op_precedence_low") {
  return users.c["age"].op("<~>", 2, {.precedence = 4}) + 3;
}

CASE("operators/op_precedence_low_operand") {
  return (users.c["age"] + 1).op("<~>", (users.c["id"] - 1), {.precedence = 4});
}

CASE("operators/op_precedence_nested_lower") {
  return users.c["age"].op("hi", users.c["id"].op("lo", 3, {.precedence = 2}), {.precedence = 8});
}

CASE("operators/op_return_type") {
  return users.c["age"].op("||", 5, {.return_type = TypeArg(String()).get()}) + "x";
}

CASE("operators/op_with_column_right") {
  return users.c["name"].op("->>", users.c["fullname"]);
}

CASE("operators/op_word") {
  return users.c["name"].op("GLOB", "a*");
}

CASE("operators/pos_compare_neg") {
  return users.c["age"] > -users.c["id"];
}

CASE("operators/prec_add_add") {
  return (users.c["age"] + users.c["id"]) + 2;
}

CASE("operators/prec_add_compare") {
  return (users.c["age"] + 1) > (users.c["id"] - 1);
}

CASE("operators/prec_add_paren_add") {
  return users.c["age"] + (users.c["id"] + 2);
}

CASE("operators/prec_div_paren_div") {
  return orders.c["total"] / (orders.c["total"] / 2);
}

CASE("operators/prec_mul_div") {
  return (orders.c["total"] * 2) / 3;
}

CASE("operators/prec_mul_mul") {
  return (users.c["age"] * users.c["id"]) * 2;
}

CASE("operators/prec_mul_neg") {
  return 2 * -users.c["age"];
}

CASE("operators/prec_mul_paren_add") {
  return 2 * (users.c["age"] + users.c["id"]);
}

CASE("operators/prec_mul_paren_div") {
  return orders.c["total"] * (orders.c["total"] / 3);
}

CASE("operators/prec_mul_paren_mul") {
  return users.c["age"] * (users.c["id"] * 2);
}

CASE("operators/prec_neg_mul") {
  return -users.c["age"] * 2;
}

CASE("operators/prec_neg_paren") {
  return -(users.c["age"] + 1);
}

CASE("operators/prec_paren_add_mul") {
  return (users.c["age"] + users.c["id"]) * 2;
}

CASE("operators/prec_string_concat_add") {
  return users.c["name"] + users.c["fullname"];
}

CASE("operators/prec_sub_neg") {
  return users.c["age"] - -users.c["id"];
}

CASE("operators/prec_sub_paren_add") {
  return users.c["age"] - (users.c["id"] + 2);
}

CASE("operators/prec_sub_paren_sub") {
  return users.c["age"] - (users.c["id"] - 2);
}

CASE("operators/prec_sub_sub") {
  return (users.c["age"] - users.c["id"]) - 2;
}

CASE("operators/sub_columns") {
  return users.c["age"] - users.c["id"];
}

CASE("operators/sub_literal") {
  return users.c["age"] - 5;
}

CASE("operators/sub_reverse") {
  return 5 - users.c["age"];
}

CASE("operators/truediv_chain") {
  return (users.c["age"] / users.c["id"]) / 2;
}

CASE("operators/truediv_decimal") {
  return users.c["age"] / Decimal("2.5");
}

CASE("operators/truediv_float_column") {
  return items.c["weight"] / 5;
}

CASE("operators/truediv_int_by_numeric") {
  return users.c["age"] / orders.c["total"];
}

CASE("operators/truediv_literal") {
  return users.c["age"] / 5;
}

CASE("operators/truediv_numeric_by_int") {
  return orders.c["total"] / users.c["age"];
}

CASE("operators/truediv_numeric_column") {
  return orders.c["total"] / 5;
}

CASE("operators/truediv_parens") {
  return users.c["age"] / (users.c["id"] + 5);
}

CASE("operators/truediv_untyped") {
  return bare.c["a"] / bare.c["b"];
}

CASE("operators/truediv_untyped_literal") {
  return bare.c["a"] / 5;
}

CASE("operators/between_and_operand") {
  return Expr<Untyped>(and_(users.c["active"], users.c["age"])).between(1, 2);
}

CASE("operators/between_function_symmetric") {
  return between(users.c["age"], 5, 10, true);
}

CASE("operators/floordiv_reverse") {
  return floordiv(5, users.c["age"]);
}

CASE("operators/neg_neg") {
  return -(-users.c["age"]);
}

CASE("operators/op_custom_unary") {
  return prefix_op("!!!", users.c["age"]);
}

CASE("operators/op_custom_unary_in_expression") {
  return prefix_op("@", users.c["age"]) + 5;
}

CASE("operators/op_custom_unary_modifier") {
  return postfix_op(users.c["age"], "ISNULL");
}

CASE("operators/prec_compare_in_arithmetic") {
  return Expr<Untyped>(users.c["age"] > 1) + 5;
}

}  // namespace cupel::conformance
