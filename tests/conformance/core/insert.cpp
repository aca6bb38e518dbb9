// Area "insert" of the corpus.

#include "cupel/schema/sequence.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("insert/all_columns") {
  return insert(keywords);
}

CASE("insert/all_columns_many") {
  return insert(users);
}

CASE("insert/column_keys_and_values") {
  return insert(users).values(ValueRow{{"name", "x"}});
}

CASE("insert/column_keys_option") {
  return insert(users);
}

CASE("insert/composite_pk") {
  return insert(order_items).values(ValueRow{{"order_id", 1}, {"item_id", 2}});
}

CASE("insert/from_select") {
  return insert(keywords).from_select({"word"}, select(users.c["name"]));
}

CASE("insert/from_select_columns_objects") {
  return insert(keywords).from_select({keywords.c["id"], keywords.c["word"]},
                                      select(users.c["id"], users.c["name"]));
}

CASE("insert/from_select_literal_column") {
  return insert(keywords).from_select({"id", "word"}, select(literal(5), users.c["name"]));
}

CASE("insert/from_select_order_limit") {
  return insert(keywords).from_select({"word"},
                                      select(users.c["name"]).order_by(users.c["id"]).limit(5));
}

CASE("insert/from_select_returning") {
  return insert(keywords)
      .from_select({"word"}, select(users.c["name"]))
      .returning(keywords.c["id"]);
}

CASE("insert/from_select_same_table") {
  return insert(keywords).from_select(
      {"word"}, select((keywords.c["word"] + "x")).where((keywords.c["id"] < 5)));
}

CASE("insert/from_select_union") {
  return insert(keywords).from_select({"word"},
                                      union_(select(users.c["name"]), select(users.c["fullname"])));
}

CASE("insert/from_select_unlabelled_expression") {
  return insert(users).from_select({"name", "age"},
                                   select(func::lower(users.c["name"]), (users.c["age"] + 1)));
}

CASE("insert/from_select_values_error") {
  return insert(keywords)
      .from_select({"word"}, select(users.c["name"]))
      .values(ValueRow{{"id", 5}});
}

CASE("insert/hint") {
  return insert(users).with_hint("H").values(ValueRow{{"name", "x"}});
}

CASE("insert/json_none_value") {
  return insert(docs).values(ValueRow{{"data", nullptr}});
}

CASE("insert/lightweight_table") {
  return insert(points).values(ValueRow{{"x", 1}, {"y", 2}});
}

CASE("insert/mssql_identity_insert_none") {
  return insert(keywords).values(ValueRow{{"id", 5}, {"word", "x"}});
}

CASE("insert/multi_no_pk") {
  return insert(keywords).values(
      std::vector<ValueRow>{ValueRow{{"word", "a"}}, ValueRow{{"word", "b"}}});
}

CASE("insert/multi_null_in_row") {
  return insert(users).values(std::vector<ValueRow>{ValueRow{{"name", "a"}, {"age", nullptr}},
                                                    ValueRow{{"name", "b"}, {"age", 5}}});
}

CASE("insert/multi_returning") {
  return insert(keywords)
      .values(std::vector<ValueRow>{ValueRow{{"word", "a"}}, ValueRow{{"word", "b"}}})
      .returning(keywords.c["id"]);
}

CASE("insert/multi_single_row") {
  return insert(keywords).values(std::vector<ValueRow>{ValueRow{{"word", "a"}}});
}

CASE("insert/multi_then_single_error") {
  return insert(keywords)
      .values(std::vector<ValueRow>{ValueRow{{"word", "a"}}})
      .values(ValueRow{{"id", 1}});
}

CASE("insert/multi_tuples") {
  return insert(keywords).values(std::vector<ValueRow>{row(1, "a"), row(2, "b")});
}

CASE("insert/multi_two") {
  return insert(keywords).values(std::vector<ValueRow>{ValueRow{{"id", 1}, {"word", "a"}},
                                                       ValueRow{{"id", 2}, {"word", "b"}}});
}

CASE("insert/no_pk_value_composite") {
  return insert(order_items).values(ValueRow{{"quantity", 2}});
}

CASE("insert/prefix") {
  return insert(keywords).prefix_with("OR IGNORE").values(ValueRow{{"word", "x"}});
}

CASE("insert/return_defaults") {
  return insert(users).values(ValueRow{{"name", "x"}}).return_defaults();
}

CASE("insert/returning_cast") {
  return insert(users).values(ValueRow{{"name", "x"}}).returning(cast(users.c["age"], String(5)));
}

CASE("insert/returning_chained") {
  return insert(users)
      .values(ValueRow{{"name", "x"}})
      .returning(users.c["id"])
      .returning(users.c["name"]);
}

CASE("insert/returning_expression") {
  return insert(users).values(ValueRow{{"name", "x"}}).returning((users.c["age"] + 1));
}

CASE("insert/returning_function") {
  return insert(users).values(ValueRow{{"name", "x"}}).returning(func::lower(users.c["name"]));
}

CASE("insert/returning_literal") {
  return insert(users).values(ValueRow{{"name", "x"}}).returning(literal(5));
}

CASE("insert/returning_no_values") {
  return insert(keywords).values(ValueRow{}).returning(keywords.c["id"]);
}

CASE("insert/returning_one") {
  return insert(users).values(ValueRow{{"name", "x"}}).returning(users.c["id"]);
}

CASE("insert/returning_same_twice") {
  return insert(users).values(ValueRow{{"name", "x"}}).returning(users.c["id"], users.c["id"]);
}

CASE("insert/returning_schema_table") {
  return insert(events).values(ValueRow{{"kind", "x"}}).returning(events.c["id"]);
}

CASE("insert/returning_star") {
  return insert(keywords).values(ValueRow{{"word", "x"}}).returning(literal_column("*"));
}

CASE("insert/returning_subquery") {
  return insert(keywords)
      .values(ValueRow{{"word", "x"}})
      .returning(keywords.c["id"], select(func::count(users.c["id"])).scalar_subquery());
}

CASE("insert/returning_table") {
  return insert(keywords).values(ValueRow{{"word", "x"}}).returning(keywords);
}

CASE("insert/returning_text") {
  return insert(users).values(ValueRow{{"name", "x"}}).returning(text("id"));
}

CASE("insert/returning_two_functions") {
  return insert(users)
      .values(ValueRow{{"name", "x"}})
      .returning(func::lower(users.c["name"]), func::lower(users.c["fullname"]));
}

CASE("insert/returning_type_coerce") {
  return insert(users)
      .values(ValueRow{{"name", "x"}})
      .returning(type_coerce(users.c["age"], String()));
}

CASE("insert/untyped_table") {
  return insert(bare).values(ValueRow{{"a", 1}, {"b", "x"}});
}

CASE("insert/values_arithmetic") {
  return insert(users).values(ValueRow{{"name", "x"}, {"age", (literal(5) + 1)}});
}

CASE("insert/values_bindparam") {
  return insert(users).values(ValueRow{{"name", bindparam("nm")}});
}

CASE("insert/values_bindparam_value") {
  return insert(users).values(ValueRow{{"name", bindparam("nm", Value("x"))}});
}

CASE("insert/values_bool") {
  return insert(users).values(ValueRow{{"name", "x"}, {"active", true}});
}

CASE("insert/values_case") {
  return insert(users).values(ValueRow{{"name", "x"}, {"age", case_({{true_(), 1}}, 2)}});
}

CASE("insert/values_cast") {
  return insert(users).values(ValueRow{{"name", "x"}, {"age", cast("5", Integer())}});
}

CASE("insert/values_chained") {
  return insert(users).values(ValueRow{{"name", "x"}}).values(ValueRow{{"age", 5}});
}

CASE("insert/values_chained_override") {
  return insert(users).values(ValueRow{{"name", "x"}}).values(ValueRow{{"name", "y"}});
}

CASE("insert/values_empty_call") {
  return insert(keywords).values();
}

CASE("insert/values_empty_dict") {
  return insert(keywords).values(ValueRow{});
}

CASE("insert/values_expression") {
  return insert(users).values(ValueRow{{"name", func::lower("X")}});
}

CASE("insert/values_list_positional") {
  return insert(keywords).values(ValueRow::positional({1, "x"}));
}

CASE("insert/values_null_construct") {
  return insert(users).values(ValueRow{{"name", "x"}, {"age", null()}});
}

CASE("insert/values_order_follows_table") {
  return insert(users).values(ValueRow{{"age", 5}, {"name", "x"}, {"id", 1}});
}

CASE("insert/values_text") {
  return insert(keywords).values(ValueRow{{"word", text("upper(:w)").bindparams({{"w", "x"}})}});
}

CASE("insert/values_tuple") {
  return insert(keywords).values(ValueRow::positional({1, "x"}));
}

CASE("insert/values_tuple_short") {
  return insert(users).values(ValueRow::positional({1, "x"}));
}

CASE("insert/values_unknown_column_error") {
  return insert(keywords).values(ValueRow{{"nope", 5}});
}

CASE("insert/array_value") {
  return insert(docs).values(ValueRow{{"nums", std::vector{1, 2}}});
}

CASE("insert/default_computed") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer(), Computed("a * 2")));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_insert_empty_with_server_default") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key),
                Column("a", Integer(), server_default("5")));
  return insert(t).values(ValueRow{});
}

CASE("insert/default_no_pk_table") {
  const Table t("t", MetaData(), Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_on_typed_column_key") {
  const Table t("t", MetaData(), Column("db_b", Integer(), column_key("b"), default_(7)));
  return insert(t).values(ValueRow{});
}

CASE("insert/default_overridden_by_none") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer(), default_(7)));
  return insert(t).values(ValueRow{{"a", 1}, {"b", nullptr}});
}

CASE("insert/default_pk_no_autoincrement") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key, autoincrement(false)),
                Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_pk_sequence") {
  const Table t("t", MetaData(), Column("id", Integer(), Sequence("t_seq"), primary_key),
                Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_pk_sequence_inline") {
  const Table t("t", MetaData(), Column("id", Integer(), Sequence("t_seq"), primary_key),
                Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}}).inline_();
}

CASE("insert/default_pk_server_default") {
  const Table t("t", MetaData(),
                Column("id", Uuid(), primary_key, server_default(func("gen_random_uuid"))),
                Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_pk_sql_function") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key, default_(func("next_id"))),
                Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_pk_string_no_default_warns") {
  const Table t("t", MetaData(), Column("id", String(5), primary_key), Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_python_callable") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer(), default_([] { return 7; })));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_scalar_subquery") {
  const Table t(
      "t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
      Column("b", Integer(), default_(select(func::max(users.c["id"])).scalar_subquery())));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_sequence_optional") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer(), Sequence("b_seq", {.optional = true})));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_server") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer(), server_default("7")));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_server_function") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", DateTime(), server_default(func::now())));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_server_onupdate") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer(), FetchedValue{.for_update = true}));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_sql_expression") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer(), default_(literal(3) + 4)));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/default_sql_function") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", DateTime(), default_(func::now())));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/from_select_with_python_default") {
  const Table t("t", MetaData(), Column("a", String()), Column("b", Integer(), default_(7)));
  return insert(t).from_select({"a"}, select(users.c["name"]));
}

CASE("insert/from_select_with_sql_default_union_error") {
  const Table t("t", MetaData(), Column("a", String()),
                Column("b", DateTime(), default_(func::now())));
  return insert(t).from_select({"a"}, union_(select(users.c["name"]), select(keywords.c["word"])));
}

CASE("insert/from_select_without_defaults") {
  const Table t("t", MetaData(), Column("a", String()), Column("b", Integer(), default_(7)));
  return insert(t).from_select({"a"}, select(users.c["name"]), false);
}

CASE("insert/implicit_returning_false") {
  const Table t("t", MetaData(), {.implicit_returning = false},
                Column("id", Integer(), primary_key), Column("a", Integer()));
  return insert(t).values(ValueRow{{"a", 1}});
}

CASE("insert/json_value") {
  return insert(docs).values(
      ValueRow{{"data", Json::object({{"a", Json::array({1, 2, nullptr})}})}});
}

CASE("insert/multi_python_default") {
  const Table t("t", MetaData(), Column("a", Integer()), Column("b", Integer(), default_(7)));
  return insert(t).values(std::vector<ValueRow>{ValueRow{{"a", 1}}, ValueRow{{"a", 2}}});
}

CASE("insert/multi_three_expanding_names") {
  return insert(keywords).values(std::vector<ValueRow>{
      ValueRow{{"word", "a"}}, ValueRow{{"word", "b"}}, ValueRow{{"word", "c"}}});
}

CASE("insert/return_defaults_supplemental") {
  return insert(users).values(ValueRow{{"name", "x"}}).return_defaults_with({}, {users.c["age"]});
}

CASE("insert/returning_column_key_differs") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return insert(t).values(ValueRow{{"attr", 1}}).returning(t.c["attr"]);
}

CASE("insert/table_insert_method") {
  return keywords.insert().values(ValueRow{{"word", "x"}});
}

CASE("insert/values_sequence_next") {
  return insert(keywords).values(ValueRow{{"id", Sequence("kw_seq").next_value()}, {"word", "x"}});
}

}  // namespace cupel::conformance
