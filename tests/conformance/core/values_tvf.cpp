// Area "values_tvf" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("values_tvf/alias_as_row_argument") {
  const auto k = keywords.alias("k");
  return select(func("row_to_json", k.table_valued()));
}

CASE("values_tvf/column_valued") {
  return select(func("generate_series", 1, 3).column_valued("x"));
}

CASE("values_tvf/column_valued_anonymous") {
  return select(func("generate_series", 1, 3).column_valued());
}

CASE("values_tvf/column_valued_array") {
  return select(func("unnest", docs.c["nums"]).column_valued("n"));
}

CASE("values_tvf/column_valued_from_subquery") {
  const auto sq = select(docs.c["nums"]).subquery("sq");
  return select(func("unnest", sq.c["nums"]).column_valued("n"));
}

CASE("values_tvf/column_valued_label") {
  return select(func("unnest", docs.c["nums"]).column_valued("n").label("m"));
}

CASE("values_tvf/column_valued_two") {
  const auto a = func("generate_series", 1, 3).type(Integer()).column_valued("a");
  const auto b = func("generate_series", 1, 3).type(Integer()).column_valued("b");
  return select(a, b).where((a < b));
}

CASE("values_tvf/function_in_from") {
  return select(literal_column("*")).select_from(func("my_rows", 1, 2));
}

CASE("values_tvf/function_select_method") {
  return func::now().select();
}

CASE("values_tvf/subquery_as_row_argument") {
  const auto sq = select(users.c["id"], users.c["name"]).subquery("sq");
  return select(func("row_to_json", sq.table_valued()));
}

CASE("values_tvf/table_as_row_argument") {
  return select(func("row_to_json", keywords.table_valued()));
}

CASE("values_tvf/table_valued_alias") {
  return select(func("generate_series", 1, 5).table_valued("value").alias("gs"));
}

CASE("values_tvf/table_valued_columns") {
  const auto f = func("json_each", "{\"a\": 1}").table_valued("key", "value");
  return select(f.c["key"], f.c["value"]);
}

CASE("values_tvf/table_valued_count") {
  return select(func::count())
      .select_from(func("generate_series", 1, 9).table_valued("v").alias("g"));
}

CASE("values_tvf/table_valued_join_on") {
  const auto f = func("generate_series", 1, 3).table_valued(column("n", Integer())).alias("s");
  return select(users.c["name"], f.c["n"]).join(f, (users.c["id"] == f.c["n"]));
}

CASE("values_tvf/table_valued_joins_implicitly") {
  return select(func("json_each", docs.c["data"])
                    .table_valued(std::vector<Operand>{"key"}, {.joins_implicitly = true}))
      .where((docs.c["id"] == 5));
}

CASE("values_tvf/table_valued_lateral") {
  const auto f = func("json_each", docs.c["data"]).table_valued("key", "value").lateral("kv");
  return select(docs.c["id"], f.c["key"]).select_from(docs).join(f, true_());
}

CASE("values_tvf/table_valued_lateral_render_derived") {
  const auto f = func("unnest", docs.c["nums"]).table_valued("n").render_derived().lateral();
  return select(docs.c["id"], f.c["n"]).select_from(docs).join(f, true_());
}

CASE("values_tvf/table_valued_named") {
  return select(
      func("generate_series", 1, 5).table_valued(std::vector<Operand>{"value"}, {.name = "gs"}));
}

CASE("values_tvf/table_valued_render_derived") {
  return select(func("generate_series", 1, 5).table_valued("value").render_derived());
}

CASE("values_tvf/table_valued_render_derived_named") {
  return select(func("unnest", func("array_fn", 1)).table_valued("x").render_derived("arr"));
}

CASE("values_tvf/table_valued_render_derived_quoted") {
  return select(func("fn", 1).table_valued("My Col", "plain").render_derived("X"));
}

CASE("values_tvf/table_valued_render_derived_types") {
  return select(
      func("json_to_recordset", "[]")
          .table_valued(column("a", Integer()), column("b", String()), column("c", Numeric(5, 1)))
          .render_derived("", true));
}

CASE("values_tvf/table_valued_typed_columns") {
  const auto f = func("my_func", 3).table_valued(column("id", Integer()), column("n", String()));
  return select((f.c["id"] + 1), f.c["n"]);
}

CASE("values_tvf/table_valued_where") {
  const auto f = func("generate_series", 1, 5).table_valued(column("value", Integer())).alias("s");
  return select(f.c["value"]).where((f.c["value"] > 3));
}

CASE("values_tvf/tuple_in_columns_error") {
  return select(tuple_(users.c["id"], users.c["name"]));
}

CASE("values_tvf/tuple_nested_literal") {
  return select(users.c["id"])
      .where((tuple_(users.c["id"], literal(5)) != tuple_(literal(1), users.c["age"])));
}

CASE("values_tvf/values_alias") {
  const auto v = values({column("a", Integer())}, {.name = "v"}).data({{1}}).alias("w");
  return select(v.c["a"]);
}

CASE("values_tvf/values_anonymous") {
  return select(
      values({column("a", Integer()), column("b", String())}).data({{1, "one"}, {2, "two"}}));
}

CASE("values_tvf/values_casts_on_driver") {
  return select(
      values({column("a", Integer()), column("b", String())}, {.name = "v"}).data({{1, "one"}}));
}

CASE("values_tvf/values_column_elements") {
  const auto v = values({column("a", Integer())}, {.name = "v"})
                     .data({{users.c["age"]}, {users.c["id"]}})
                     .lateral("v");
  return select(users.c["id"], v.c["a"]).where((v.c["a"] == 3));
}

CASE("values_tvf/values_cte_column_names") {
  const auto v = values({column("a", Integer()), column("b", String())}).data({{1, "x"}}).cte("v");
  return select(v.c["a"], v.c["b"]);
}

CASE("values_tvf/values_data_twice") {
  return select(values({column("a", Integer())}, {.name = "v"}).data({{1}}).data({{2}, {3}}));
}

CASE("values_tvf/values_expression_elements") {
  return select(values({column("a", Integer()), column("b", String())}, {.name = "v"})
                    .data({{(literal(1) + 2), func::lower("X")}}));
}

CASE("values_tvf/values_in_union") {
  return union_all(select(users.c["id"]),
                   select(values({column("a", Integer())}, {.name = "v"}).data({{1}})));
}

CASE("values_tvf/values_insert_from") {
  return insert(keywords).from_select(
      {"id", "word"},
      select(
          values({column("i", Integer()), column("w", String())}, {.name = "v"}).data({{1, "a"}})));
}

CASE("values_tvf/values_join") {
  const auto v = values({column("a", Integer()), column("b", String())}, {.name = "v"})
                     .data({{1, "x"}, {2, "y"}});
  return select(users.c["name"], v.c["b"]).join(v, (users.c["id"] == v.c["a"]));
}

CASE("values_tvf/values_literal_binds") {
  return select(
      values({column("a", Integer()), column("b", String())}, {.name = "v", .literal_binds = true})
          .data({{1, "one"}, {2, "two"}}));
}

CASE("values_tvf/values_quoted") {
  return select(values({column("My Col", Integer()), column("order", String())}, {.name = "Vals"})
                    .data({{1, "x"}}));
}

CASE("values_tvf/values_scalar_tuple_in") {
  return select(order_items.c["quantity"])
      .where(tuple_(order_items.c["order_id"], order_items.c["item_id"])
                 .in_(values({column("a", Integer()), column("b", Integer())})
                          .data({{1, 2}, {3, 4}})
                          .scalar_values()));
}

CASE("values_tvf/values_single_column") {
  return select(values({column("a", Integer())}, {.name = "v"}).data({{1}, {2}}));
}

CASE("values_tvf/values_two_in_from") {
  const auto a = values({column("x", Integer())}).data({{1}});
  const auto b = values({column("y", Integer())}).data({{2}});
  return select(a.c["x"], b.c["y"]);
}

CASE("values_tvf/column_valued_joins_implicitly") {
  return select(docs.c["id"], func("unnest", docs.c["nums"]).column_valued("n", true));
}

CASE("values_tvf/function_alias_anonymous") {
  const auto f = func("generate_series", 1, 3).alias();
  return select(f.column());
}

CASE("values_tvf/function_alias_plain") {
  const auto f = func("generate_series", 1, 3).alias("gs");
  return select(f.column());
}

CASE("values_tvf/function_as_from_columns") {
  return select(func("generate_series", 1, 3));
}

CASE("values_tvf/row_field_access") {
  return select(func("jsonb_each", pgdocs.c["data"]).scalar_table_valued("key"));
}

CASE("values_tvf/scalar_table_valued_typed") {
  return select(
      func("json_each", docs.c["data"]).scalar_table_valued("value", make_ptr<Integer>()) + 5);
}

CASE("values_tvf/table_valued_with_ordinality") {
  return select(func("generate_series", 4, 1, -1)
                    .table_valued({"value"}, {.with_ordinality = "ord"})
                    .render_derived());
}

CASE("values_tvf/table_valued_with_ordinality_plain") {
  return select(
      func("unnest", docs.c["nums"]).table_valued({"n"}, {.name = "u", .with_ordinality = "pos"}));
}

CASE("values_tvf/tuple_compare_python_tuple") {
  return select(users.c["id"]).where(tuple_(users.c["id"], users.c["age"]) == std::vector{3, 4});
}

CASE("values_tvf/tuple_types") {
  return select(users.c["id"])
      .where(make_tuple_expr({users.c["id"], users.c["name"]},
                             {make_ptr<Integer>(), make_ptr<String>()})
                 .in_({{1, "a"}}));
}

CASE("values_tvf/values_lateral") {
  const auto v = values({column("n", Integer())}).data({{1}}).lateral("lv");
  return select(users.c["id"], v.c["n"]).join(v, true_());
}

CASE("values_tvf/values_null") {
  return select(
      values({column("a", Integer()), column("b", String())}, {.name = "v"}).data({{1, nullptr}}));
}

CASE("values_tvf/values_scalar_column") {
  return select(values({column("a", Integer())}).data({{5}}).scalar_values());
}

CASE("values_tvf/values_standalone") {
  return values({column("a", Integer())}, {.name = "v"}).data({{1}, {2}});
}

}  // namespace cupel::conformance
