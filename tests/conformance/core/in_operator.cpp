// Area "in_operator" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("in_operator/and_left") {
  return and_(users.c["active"], (users.c["age"] > 3)).in_({true});
}

CASE("in_operator/column_arg_error") {
  return users.c["id"].in_(users.c["age"]);
}

CASE("in_operator/concat_left") {
  return (users.c["name"] + "x").in_({"ax", "bx"});
}

CASE("in_operator/expanding_bind_empty") {
  return users.c["id"].in_(bindparam("ids", Value::array({}), BindOptions{.expanding = true}));
}

CASE("in_operator/expanding_bind_literal_execute") {
  return users.c["id"].in_(bindparam("ids", Value::array({Value(4), Value(5)}),
                                     BindOptions{.expanding = true, .literal_execute = true}));
}

CASE("in_operator/expanding_bind_value") {
  return users.c["id"].in_(
      bindparam("ids", Value::array({Value(1), Value(2)}), BindOptions{.expanding = true}));
}

CASE("in_operator/expanding_bools") {
  return users.c["active"].in_({true, false});
}

CASE("in_operator/expanding_casts_on_driver") {
  return users.c["id"].in_({1, 2});
}

CASE("in_operator/expanding_dates") {
  return orders.c["placed_on"].in_({make_date(2024, 1, 1), make_date(2024, 2, 1)});
}

CASE("in_operator/expanding_enum_empty") {
  return typed.c["c_enum"].in_(std::vector<Value>{});
}

CASE("in_operator/expanding_in_text_empty") {
  return text("SELECT id FROM users WHERE id IN :ids")
      .bindparams(bindparam("ids", Value::array({}),
                            BindOptions{.type = TypeArg(Integer()).get(), .expanding = true}));
}

CASE("in_operator/expanding_odd_name") {
  return users.c["id"].in_(
      bindparam("my ids", Value::array({Value(1), Value(2)}), BindOptions{.expanding = true}));
}

CASE("in_operator/expanding_other_params_around") {
  return select(users.c["id"])
      .where((users.c["name"] == "a"), users.c["id"].in_({1, 2}), (users.c["age"] > 3));
}

CASE("in_operator/expanding_same_bind_twice") {
  return or_(users.c["id"].in_(bindparam("ids", Value::array({Value(1), Value(2)}),
                                         BindOptions{.expanding = true})),
             users.c["age"].in_(bindparam("ids", Value::array({Value(1), Value(2)}),
                                          BindOptions{.expanding = true})));
}

CASE("in_operator/expression_left") {
  return (users.c["id"] + 1).in_({1, 2});
}

CASE("in_operator/function_left") {
  return func::lower(users.c["name"]).in_({"a"});
}

CASE("in_operator/in_and_eq_same_column") {
  return and_((users.c["id"] == 9), users.c["id"].in_({3, 4}));
}

CASE("in_operator/in_case") {
  return case_({{users.c["id"].in_({1, 2}), "y"}}, "n");
}

CASE("in_operator/in_empty_statement") {
  return select(users.c["id"]).where(users.c["id"].in_(std::vector<Value>{}));
}

CASE("in_operator/in_labelled_select") {
  return select(users.c["id"].in_({1, 2}).label("hit"));
}

CASE("in_operator/list") {
  return users.c["id"].in_({1, 2, 3});
}

CASE("in_operator/list_empty") {
  return users.c["id"].in_(std::vector<Value>{});
}

CASE("in_operator/list_empty_date_type") {
  return orders.c["placed_on"].in_(std::vector<Value>{});
}

CASE("in_operator/list_empty_string_type") {
  return users.c["name"].in_(std::vector<Value>{});
}

CASE("in_operator/list_one") {
  return users.c["id"].in_({1});
}

CASE("in_operator/list_strings") {
  return users.c["name"].in_({"a", "b"});
}

CASE("in_operator/list_with_column") {
  return users.c["id"].in_({1, users.c["age"]});
}

CASE("in_operator/list_with_expression") {
  return users.c["id"].in_({(literal(1) + 2), 5});
}

CASE("in_operator/list_with_function") {
  return users.c["id"].in_({func("foo"), 5});
}

CASE("in_operator/list_with_none") {
  return users.c["id"].in_({1, nullptr});
}

CASE("in_operator/literal_execute_plain") {
  return users.c["id"] == bindparam("x", Value(5), BindOptions{.literal_execute = true});
}

CASE("in_operator/literal_left") {
  return literal(5).in_({1, 2});
}

CASE("in_operator/negated_not_in") {
  return !users.c["id"].not_in({1, 2});
}

CASE("in_operator/negated_subquery") {
  return !users.c["id"].in_(select(orders.c["user_id"]));
}

CASE("in_operator/not_in_bind") {
  return users.c["id"].not_in(bindparam("ids", Value::array({Value(4), Value(5)})));
}

CASE("in_operator/not_in_empty") {
  return users.c["id"].not_in(std::vector<Value>{});
}

CASE("in_operator/not_in_empty_statement") {
  return select(users.c["id"]).where(users.c["id"].not_in(std::vector<Value>{}));
}

CASE("in_operator/not_in_subquery") {
  return users.c["id"].not_in(select(orders.c["user_id"]));
}

CASE("in_operator/subquery") {
  return users.c["id"].in_(select(orders.c["user_id"]));
}

CASE("in_operator/subquery_cte_coerced") {
  return select(users.c["id"]).where(users.c["id"].in_(select(orders.c["user_id"]).cte("z")));
}

CASE("in_operator/subquery_params") {
  return and_(users.c["id"].in_(select(orders.c["user_id"]).where((orders.c["status"] == "x"))),
              users.c["id"].in_({1}));
}

CASE("in_operator/subquery_textual_select") {
  return users.c["id"].in_(
      text("SELECT user_id FROM orders").columns(column("user_id", Integer())));
}

CASE("in_operator/table_arg") {
  return users.c["id"].in_(item_keywords);
}

CASE("in_operator/tuple_bind_expanding_empty") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"])
      .in_(bindparam("pairs", Value::array({}), BindOptions{.expanding = true}));
}

CASE("in_operator/tuple_casts_on_driver") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]).in_({{1, 2}, {3, 4}});
}

CASE("in_operator/tuple_list_empty") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]).in_(std::vector<Value>{});
}

CASE("in_operator/tuple_list_one") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]).in_({{1, 2}});
}

CASE("in_operator/tuple_lists_inside") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]).in_({{1, 2}, {3, 4}});
}

CASE("in_operator/tuple_literals") {
  return tuple_(1, "a", nullptr);
}

CASE("in_operator/tuple_negated_in") {
  return !tuple_(order_items.c["order_id"], order_items.c["item_id"]).in_({{1, 2}});
}

CASE("in_operator/tuple_not_in") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]).not_in({{1, 2}});
}

CASE("in_operator/tuple_not_in_empty") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]).not_in(std::vector<Value>{});
}

CASE("in_operator/tuple_standalone") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]);
}

CASE("in_operator/tuple_subquery") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"])
      .in_(select(orders.c["id"], orders.c["address_id"]));
}

CASE("in_operator/tuple_with_tuple_constructs") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"])
      .in_({tuple_(1, 2), tuple_(order_items.c["quantity"], 4)});
}

CASE("in_operator/two_in_same_column") {
  return and_(users.c["id"].in_({1, 2}), users.c["id"].in_({3}));
}

CASE("in_operator/expanding_long_list") {
  std::vector<int> numbers;
  for (int i = 0; i < 12; ++i) numbers.push_back(i);
  return users.c["id"].in_(numbers);
}

CASE("in_operator/notin_legacy") {
  return users.c["id"].not_in({1, 2});
}

CASE("in_operator/subquery_object_coerced") {
  return users.c["id"].in_(select(orders.c["user_id"]).subquery());
}

CASE("in_operator/tuple_lt_tuple") {
  return tuple_(order_items.c["order_id"], order_items.c["item_id"]) < std::vector{1, 2};
}

CASE("in_operator/tuple_single_element") {
  return tuple_(users.c["id"]).in_(std::vector<std::vector<Operand>>{{1}, {2}});
}

}  // namespace cupel::conformance
