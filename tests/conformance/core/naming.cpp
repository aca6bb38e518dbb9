// Area "naming" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("naming/anon_alias_numbering_by_use") {
  const auto a = users.alias();
  const auto b = users.alias();
  return select(a.c["id"], b.c["id"], a.c["name"]);
}

CASE("naming/anon_alias_of_alias_name") {
  return select(users.alias("al").alias().c["id"]);
}

CASE("naming/anon_alias_of_named_subquery") {
  return select(select(users.c["id"]).subquery("sq").alias().c["id"]);
}

CASE("naming/anon_alias_of_subquery") {
  return select(select(users.c["id"]).subquery().alias().c["id"]);
}

CASE("naming/anon_cte_and_subquery") {
  const auto c = select(users.c["id"]).cte();
  const auto s = select(orders.c["id"]).subquery();
  return select(c.c["id"], s.c["id"]);
}

CASE("naming/anon_dedupe_label_then_column") {
  return select(orders.c["total"].label("id"), users.c["id"]);
}

CASE("naming/anon_dedupe_names") {
  return select(users.c["id"], orders.c["id"], items.c["id"], users.c["id"]);
}

CASE("naming/anon_expression") {
  return select((users.c["age"] + 1));
}

CASE("naming/anon_function_alias") {
  return select(func("gen", 1).table_valued("x").c["x"]);
}

CASE("naming/anon_function_and_expression") {
  return select(func::max(users.c["age"]), (users.c["age"] + 1), func::max(users.c["id"]));
}

CASE("naming/anon_label_in_order_by") {
  const auto e = (users.c["age"] + 1).label();
  return select(e).order_by(e);
}

CASE("naming/anon_label_none_function") {
  return select(func::max(users.c["age"]).label());
}

CASE("naming/anon_name_conflicts_with_real_name") {
  return select(users.c["id"].label("anon_1"), (users.c["age"] + 1));
}

CASE("naming/anon_tablename_style_anon_aliases") {
  const auto a = users.alias();
  const auto b = users.alias();
  return select(a.c["id"], b.c["id"]).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("naming/anon_tablename_style_dupe") {
  return select(users.c["id"], users.c["id"], orders.c["id"])
      .set_label_style(LabelStyle::tablename_plus_col);
}

CASE("naming/anon_two_expressions") {
  return select((users.c["age"] + 1), (users.c["age"] + 2));
}

CASE("naming/bind_from_cast") {
  return cast(users.c["name"], Integer()) == 5;
}

CASE("naming/bind_from_column") {
  return users.c["name"] == "x";
}

CASE("naming/bind_from_column_digit_start") {
  return column("1abc") == 1;
}

CASE("naming/bind_from_column_underscore_start") {
  return column("_abc") == 1;
}

CASE("naming/bind_from_column_unicode") {
  return column("größe") == 1;
}

CASE("naming/bind_from_column_with_brackets") {
  return column("a[0]") == 1;
}

CASE("naming/bind_from_column_with_colon") {
  return column("a:b") == 1;
}

CASE("naming/bind_from_column_with_dot") {
  return column("a.b") == 1;
}

CASE("naming/bind_from_column_with_parens") {
  return column("f(x)") == 1;
}

CASE("naming/bind_from_function") {
  return func::lower(users.c["name"]) == "x";
}

CASE("naming/bind_from_label") {
  return users.c["name"].label("z") == "x";
}

CASE("naming/bind_from_oracle_reserved_columns") {
  return and_((column("size") == 1), (column("level") == 2), (column("uid") == 3));
}

CASE("naming/bind_from_quote_column") {
  return odd.c["quo\"te"] == "x";
}

CASE("naming/bind_from_quoted_column") {
  return odd.c["user name"] == "x";
}

CASE("naming/bind_from_untyped_literal") {
  return literal(3) == 4;
}

CASE("naming/bind_in_between") {
  return users.c["id"].between(1, 2);
}

CASE("naming/bind_in_case") {
  return case_({{(users.c["id"] == 1), "a"}}, "b");
}

CASE("naming/bind_in_in") {
  return users.c["id"].in_({1, 2});
}

CASE("naming/bind_in_like") {
  return users.c["name"].contains("x");
}

CASE("naming/bind_named_collides_insert_error") {
  return insert(users).values(ValueRow{{"name", "x"}, {"fullname", bindparam("name")}});
}

CASE("naming/bind_named_collides_update_where_error") {
  return update(users).values(ValueRow{{"name", "x"}}).where((users.c["id"] == bindparam("name")));
}

CASE("naming/bind_named_collides_with_anonymous_error") {
  return and_((users.c["id"] == 5), (users.c["age"] == bindparam("id_1", Value(3))));
}

CASE("naming/bind_named_conflicting_values") {
  return and_((users.c["name"] == bindparam("n", Value("x"))),
              (users.c["fullname"] == bindparam("n", Value("y"))));
}

CASE("naming/bind_named_odd_characters") {
  return select(bindparam("a b", Value(1)), bindparam("c%d", Value(2)), bindparam("e:f", Value(3)),
                bindparam("g(h)", Value(4)), bindparam("i[j]", Value(5)),
                bindparam("k.l", Value(6)));
}

CASE("naming/bind_named_oracle_reserved") {
  return select(users.c["id"]).where((users.c["name"] == bindparam("comment", Value("x"))));
}

CASE("naming/bind_named_reused") {
  return and_((users.c["name"] == bindparam("n", Value("x"))),
              (users.c["fullname"] == bindparam("n", Value("x"))));
}

CASE("naming/bind_named_unique") {
  return and_((users.c["name"] == bindparam("n", Value("x"), BindOptions{.unique = true})),
              (users.c["fullname"] == bindparam("n", Value("y"), BindOptions{.unique = true})));
}

CASE("naming/bind_named_unique_and_plain_error") {
  return and_((users.c["name"] == bindparam("n", Value("x"), BindOptions{.unique = true})),
              (users.c["fullname"] == bindparam("n_1", Value("y"))));
}

CASE("naming/bind_order_follows_text") {
  return select((users.c["age"] + 1))
      .where((users.c["id"] == 2), (users.c["name"] == "c"))
      .order_by((users.c["age"] + 4))
      .limit(5);
}

CASE("naming/bind_required_flag") {
  return users.c["id"] == bindparam("x", BindOptions{.required = true});
}

CASE("naming/bind_same_name_two_tables") {
  return and_((users.c["id"] == 1), (orders.c["id"] == 2));
}

CASE("naming/bind_typed_from_other_side") {
  return select(users.c["id"]).where((users.c["created_at"] == bindparam("d")));
}

CASE("naming/bind_unnamed") {
  return users.c["id"] == bindparam(nullptr, Value(5));
}

CASE("naming/truncate_bind_label_length") {
  return and_((users.c["created_at"] == 1), (users.c["created_at"] == 2),
              (users.c["fullname"] == 3));
}

CASE("naming/truncate_bind_name") {
  return column("this_is_a_really_long_identifier_that_keeps_going_and_going_on_one") == 5;
}

CASE("naming/truncate_cte_name") {
  return select(
      select(users.c["id"])
          .cte("this_is_a_really_long_identifier_that_keeps_going_and_going_on_cte_name_x")
          .c["id"]);
}

CASE("naming/truncate_function_label") {
  return select(func("this_is_a_really_long_identifier_that_keeps_going_and_going_on", 1));
}

CASE("naming/truncate_label_length_6") {
  return select(users.c["fullname"], users.c["created_at"])
      .set_label_style(LabelStyle::tablename_plus_col);
}

CASE("naming/truncate_label_length_expression") {
  return select((users.c["age"] + 1).label("a_label_longer_than_ten"));
}

CASE("naming/truncate_label_length_subquery") {
  return select(select(users.c["fullname"], users.c["created_at"])
                    .set_label_style(LabelStyle::tablename_plus_col)
                    .subquery());
}

CASE("naming/truncate_named_alias_is_not") {
  return select(
      users.alias("this_is_a_really_long_identifier_that_keeps_going_and_going_on_alias_name")
          .c["id"]);
}

CASE("naming/truncate_tablename_label") {
  return select(table("some_table_with_a_long_name_as_well",
                      {column("this_is_a_really_long_identifier_that_keeps_going_and_going_on_one",
                              Integer()),
                       column("this_is_a_really_long_identifier_that_keeps_going_and_going_on_two",
                              Integer())}))
      .set_label_style(LabelStyle::tablename_plus_col);
}

CASE("naming/bind_callable") {
  return users.c["id"] == bindparam("x", {.callable = [] { return Value(7); }});
}

CASE("naming/bind_from_key") {
  const Table t("t", MetaData(), Column("nm", Integer(), column_key("ky")));
  return t.c["ky"] == 5;
}

CASE("naming/bind_in_tuple") {
  return tuple_(users.c["id"], 5) == std::vector{6, 7};
}

}  // namespace cupel::conformance
