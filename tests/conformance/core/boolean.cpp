// Area "boolean" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("boolean/and_arithmetic_operand") {
  return and_((users.c["age"] == 1), (users.c["age"] + 3));
}

CASE("boolean/and_empty_in_where_warns") {
  return select(users.c["id"]).where(and_());
}

CASE("boolean/and_empty_warns") {
  return and_();
}

CASE("boolean/and_false_short_circuits") {
  return and_((users.c["age"] == 1), false_(), (users.c["age"] == 2));
}

CASE("boolean/and_function_operand") {
  return and_(func("a", users.c["id"]), func("b", users.c["id"]));
}

CASE("boolean/and_in_select_columns") {
  return select(and_((users.c["age"] == 1), (users.c["age"] == 2)),
                or_((users.c["age"] == 1), (users.c["age"] == 2)));
}

CASE("boolean/and_labelled") {
  return and_((users.c["age"] == 1), (users.c["age"] == 2)).label("both");
}

CASE("boolean/and_literal_column") {
  return and_(literal_column("x > 3"), (users.c["age"] == 1));
}

CASE("boolean/and_nested_flattens") {
  return and_((users.c["age"] == 1), and_((users.c["age"] == 2), (users.c["age"] == 3)));
}

CASE("boolean/and_not_column") {
  return and_(!users.c["active"], (users.c["age"] == 1));
}

CASE("boolean/and_of_or") {
  return and_((users.c["age"] == 1), or_((users.c["age"] == 2), (users.c["age"] == 3)));
}

CASE("boolean/and_of_two_ors") {
  return and_(or_((users.c["age"] == 1), (users.c["age"] == 2)),
              or_((users.c["age"] == 3), users.c["active"]));
}

CASE("boolean/and_single") {
  return and_((users.c["age"] == 1));
}

CASE("boolean/and_text") {
  return and_(text("a = b"), (users.c["age"] == 1));
}

CASE("boolean/and_text_or") {
  return and_(text("a = b OR c = d"), (users.c["age"] == 1));
}

CASE("boolean/and_three") {
  return and_((users.c["age"] == 1), (users.c["age"] == 2), (users.c["age"] == 3));
}

CASE("boolean/and_true_constructs") {
  return and_(true_(), (users.c["age"] == 1), true_());
}

CASE("boolean/and_true_false") {
  return and_(true_(), false_());
}

CASE("boolean/and_true_only") {
  return and_(true);
}

CASE("boolean/and_true_start") {
  return and_(true, (users.c["age"] == 1));
}

CASE("boolean/and_true_true") {
  return and_(true_(), true_());
}

CASE("boolean/and_two") {
  return and_((users.c["age"] == 1), (users.c["age"] == 2));
}

CASE("boolean/and_with_exists") {
  return and_((users.c["age"] == 1), exists().where((orders.c["user_id"] == users.c["id"])));
}

CASE("boolean/and_with_not_or") {
  return and_((users.c["age"] == 1), not_(or_((users.c["age"] == 2), (users.c["age"] == 3))));
}

CASE("boolean/between_inside_and") {
  return and_(users.c["age"].between(1, 2), (users.c["age"] == 1));
}

CASE("boolean/bool_coalesce_where") {
  return select(users.c["id"]).where(func::coalesce(users.c["active"], false));
}

CASE("boolean/bool_column_in_columns") {
  return select(users.c["active"], !users.c["active"]);
}

CASE("boolean/bool_column_or_column") {
  return select(users.c["id"]).where(or_(users.c["active"], users.c["age"]));
}

CASE("boolean/bool_function_where") {
  return select(users.c["id"]).where(func("is_ok", users.c["id"]).type(Boolean()));
}

CASE("boolean/bool_literal_where") {
  return select(users.c["id"]).where(literal(true));
}

CASE("boolean/bool_scalar_subquery_where") {
  return select(users.c["id"]).where(select(users.c["active"]).limit(1).scalar_subquery());
}

CASE("boolean/boolean_is_true") {
  return users.c["active"].is_(true_());
}

CASE("boolean/column_equals_true") {
  return users.c["active"] == true_();
}

CASE("boolean/deep_nesting") {
  return and_((users.c["age"] == 1),
              or_((users.c["age"] == 2),
                  and_((users.c["age"] == 3), or_((users.c["id"] == 4), (users.c["id"] == 5)))));
}

CASE("boolean/having_bool_column") {
  return select(users.c["id"]).group_by(users.c["id"]).having(users.c["active"]);
}

CASE("boolean/join_on_bool_column") {
  return select(users.c["id"]).join(orders, users.c["active"]);
}

CASE("boolean/nested_constant_folds_false") {
  return or_((users.c["age"] == 1), and_((users.c["age"] == 2), false_()));
}

CASE("boolean/not_and") {
  return not_(and_((users.c["age"] == 1), (users.c["age"] == 2)));
}

CASE("boolean/not_and_single") {
  return not_(and_((users.c["age"] == 1)));
}

CASE("boolean/not_between") {
  return not_(users.c["age"].between(1, 2));
}

CASE("boolean/not_case") {
  return not_(case_({{users.c["active"], true_()}}, false_()));
}

CASE("boolean/not_comparison_eq") {
  return not_((users.c["age"] == 1));
}

CASE("boolean/not_false") {
  return !false_();
}

CASE("boolean/not_function") {
  return not_(func("is_ok", users.c["id"]));
}

CASE("boolean/not_integer_column") {
  return not_(users.c["age"]);
}

CASE("boolean/not_label") {
  return not_(users.c["active"].label("x"));
}

CASE("boolean/not_like") {
  return not_(users.c["name"].like("a%"));
}

CASE("boolean/not_literal") {
  return not_(literal(true));
}

CASE("boolean/not_literal_column") {
  return not_(literal_column("x"));
}

CASE("boolean/not_not_and") {
  return not_(not_(and_((users.c["age"] == 1), (users.c["age"] == 2))));
}

CASE("boolean/not_not_column") {
  return not_(not_(users.c["active"]));
}

CASE("boolean/not_not_true") {
  return not_(not_(true_()));
}

CASE("boolean/not_null") {
  return not_(null());
}

CASE("boolean/not_operator") {
  return !(users.c["age"] == 1);
}

CASE("boolean/not_or") {
  return not_(or_((users.c["age"] == 1), (users.c["age"] == 2)));
}

CASE("boolean/not_true") {
  return not_(true_());
}

CASE("boolean/operator_chain_and") {
  return ((users.c["age"] == 1) && (users.c["age"] == 2)) && (users.c["age"] == 3);
}

CASE("boolean/operator_mix") {
  return ((users.c["age"] == 1) && (users.c["age"] == 2)) || (users.c["age"] == 3);
}

CASE("boolean/operator_mix_right") {
  return (users.c["age"] == 1) || ((users.c["age"] == 2) && (users.c["age"] == 3));
}

CASE("boolean/or_column") {
  return or_(users.c["active"], (users.c["age"] == 1));
}

CASE("boolean/or_empty_warns") {
  return or_();
}

CASE("boolean/or_false_false") {
  return or_(false_(), false_());
}

CASE("boolean/or_false_only") {
  return or_(false);
}

CASE("boolean/or_nested_flattens") {
  return or_(or_((users.c["age"] == 1), (users.c["age"] == 2)), (users.c["age"] == 3));
}

CASE("boolean/or_of_and") {
  return or_((users.c["age"] == 1), and_((users.c["age"] == 2), (users.c["age"] == 3)));
}

CASE("boolean/or_operator") {
  return (users.c["age"] == 1) || (users.c["age"] == 2);
}

CASE("boolean/or_python_bools") {
  return or_((users.c["age"] == 1), false, true);
}

CASE("boolean/or_text_text") {
  return or_(text("a = b"), text("c = d"));
}

CASE("boolean/or_true_false") {
  return or_(true_(), false_());
}

CASE("boolean/or_with_not_and") {
  return or_((users.c["age"] == 1), not_(and_((users.c["age"] == 2), (users.c["age"] == 3))));
}

CASE("boolean/or_with_scalar_subquery") {
  return or_((users.c["age"] == 1),
             (users.c["id"] == select(func::max(orders.c["user_id"])).scalar_subquery()));
}

CASE("boolean/select_true") {
  return select(true_(), false_());
}

CASE("boolean/true_equals_false") {
  return true_() == false_();
}

CASE("boolean/and_generator") {
  std::vector<Expr<bool>> parts;
  for (int i = 0; i < 3; ++i) parts.push_back(users.c["id"] == i);
  return and_(parts);
}

CASE("boolean/and_none") {
  return and_(users.c["age"] == 1, nullptr);
}

CASE("boolean/and_self_group_in_or_method") {
  return and_(users.c["age"] == 1, users.c["age"] == 2).self_group();
}

CASE("boolean/or_generator") {
  std::vector<Expr<bool>> parts;
  for (const char* n : {"a", "b"}) parts.push_back(users.c["name"] == n);
  return or_(parts);
}

}  // namespace cupel::conformance
