// Area "paramstyle" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("paramstyle/bind_name_with_parens") {
  return select(users.c["id"]).where((users.c["name"] == bindparam("a(b)", Value("x"))));
}

CASE("paramstyle/cast_in_arithmetic") {
  return select((users.c["age"] / 5));
}

CASE("paramstyle/column_percent_bind") {
  return select(odd.c["Id"]).where((odd.c["pct%done"] == 5));
}

CASE("paramstyle/contains") {
  return select(users.c["id"]).where(users.c["name"].contains("x%y"));
}

CASE("paramstyle/cte_order") {
  const auto c = select(users.c["id"]).where((users.c["name"] == "inner")).cte("c");
  return select(literal("col").label("l"), c.c["id"]).where((c.c["id"] == 5));
}

CASE("paramstyle/escaped_colon_text") {
  return text("SELECT a\\:b, :c").bindparams({{"c", 1}});
}

CASE("paramstyle/function_args") {
  return select(func("foo", 1, "a", 2.5, make_date(2024, 1, 1)));
}

CASE("paramstyle/in_list") {
  return select(users.c["id"]).where(users.c["id"].in_({1, 2, 3}));
}

CASE("paramstyle/in_list_between_others") {
  return select(users.c["id"])
      .where((users.c["name"] == "a"), users.c["id"].in_({1, 2}), (users.c["age"] == 3));
}

CASE("paramstyle/in_list_empty") {
  return select(users.c["id"]).where(users.c["id"].in_(std::vector<Value>{}));
}

CASE("paramstyle/insert") {
  return insert(keywords).values(ValueRow{{"id", 1}, {"word", "x"}});
}

CASE("paramstyle/insert_all_columns") {
  return insert(users);
}

CASE("paramstyle/insert_from_select") {
  return insert(keywords).from_select({"word"},
                                      select(users.c["name"]).where((users.c["age"] > 5)));
}

CASE("paramstyle/insert_many") {
  return insert(keywords).values(std::vector<ValueRow>{ValueRow{{"id", 1}, {"word", "x"}},
                                                       ValueRow{{"id", 2}, {"word", "y"}}});
}

CASE("paramstyle/like_percent") {
  return select(users.c["id"]).where(users.c["name"].like("a%"));
}

CASE("paramstyle/limit_offset") {
  return select(users.c["id"])
      .where((users.c["age"] > 1))
      .order_by(users.c["id"])
      .limit(2)
      .offset(3);
}

CASE("paramstyle/literal_execute") {
  return select(users.c["id"])
      .where((users.c["id"] == bindparam("x", Value(5), BindOptions{.literal_execute = true})),
             (users.c["age"] == 6));
}

CASE("paramstyle/modulo") {
  return select((users.c["age"] % 10));
}

CASE("paramstyle/null_compare") {
  return select(users.c["id"]).where((users.c["name"] == nullptr));
}

CASE("paramstyle/one") {
  return select(users.c["id"]).where((users.c["name"] == "x"));
}

CASE("paramstyle/op_percent") {
  return users.c["age"].op("%%", 5);
}

CASE("paramstyle/op_single_percent") {
  return users.c["age"].op("%", 5);
}

CASE("paramstyle/regexp_flags") {
  return select(users.c["id"]).where(users.c["name"].regexp_match("a%", "i"));
}

CASE("paramstyle/same_bind_twice") {
  return select(users.c["id"])
      .where(or_((users.c["name"] == bindparam("n")), (users.c["fullname"] == bindparam("n"))));
}

CASE("paramstyle/subquery_order") {
  return select(literal("x").label("a"),
                select(orders.c["id"]).where((orders.c["status"] == "y")).subquery().c["id"])
      .where((literal("z") == "w"));
}

CASE("paramstyle/text_percent") {
  return text("SELECT '50%' WHERE x LIKE :p");
}

CASE("paramstyle/text_question_mark") {
  return text("SELECT a ? :b");
}

CASE("paramstyle/tuple_in") {
  return select(order_items.c["quantity"])
      .where(tuple_(order_items.c["order_id"], order_items.c["item_id"]).in_({{1, 2}, {3, 4}}));
}

CASE("paramstyle/union_order") {
  return union_(select(users.c["id"]).where((users.c["name"] == "a")),
                select(orders.c["id"]).where((orders.c["status"] == "b")))
      .limit(5);
}

CASE("paramstyle/update") {
  return update(users)
      .values(ValueRow{{"name", "x"}, {"age", (users.c["age"] + 1)}})
      .where((users.c["name"] == "y"), users.c["id"].in_({1, 2}));
}

CASE("paramstyle/update_from_select_order") {
  return update(users)
      .values(ValueRow{
          {"name", select(orders.c["status"]).where((orders.c["id"] == 1)).scalar_subquery()}})
      .where((users.c["id"] == 2));
}

CASE("paramstyle/all_types_where") {
  return select(typed.c["id"])
      .where(typed.c["c_small"] == 1, typed.c["c_big"] == 2, typed.c["c_str"] == "s",
             typed.c["c_text"] == "t", typed.c["c_bool"] == bindparam("b", Value(true)),
             typed.c["c_float"] == 1.5, typed.c["c_num"] == 2.5,
             typed.c["c_date"] == std::chrono::year(2024) / 1 / 1,
             typed.c["c_time"] == TimeOfDay(1, 2, 3),
             typed.c["c_dt"] ==
                 LocalDateTime(std::chrono::local_days(std::chrono::year(2024) / 1 / 1)),
             typed.c["c_bin"] == Bytes{std::byte{'x'}, std::byte{'y'}});
}

CASE("paramstyle/json_types") {
  return select(docs.c["id"]).where(docs.c["data"]["a"].as_string() == "x");
}

CASE("paramstyle/pg_array_casts") {
  return select(pgdocs.c["id"]).where(pgdocs.c["tags"] == std::vector{"a", "b"});
}

}  // namespace cupel::conformance
