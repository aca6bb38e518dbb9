// Area "identifiers" of the corpus.

#include "cupel/schema/ddl.hpp"
#include "cupel/schema/sequence.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("identifiers/alias_special_characters") {
  return select(users.alias("a b%c").c["id"]);
}

CASE("identifiers/column_at") {
  return select(column("a@b")).select_from(table("t", {}));
}

CASE("identifiers/column_backslash") {
  return select(column("a\\b")).select_from(table("t", {}));
}

CASE("identifiers/column_backtick") {
  return select(column("a`b")).select_from(table("t", {}));
}

CASE("identifiers/column_brackets") {
  return select(column("a[b]")).select_from(table("t", {}));
}

CASE("identifiers/column_close_bracket") {
  return select(column("a]b")).select_from(table("t", {}));
}

CASE("identifiers/column_colon") {
  return select(column("a:b")).select_from(table("t", {}));
}

CASE("identifiers/column_comma") {
  return select(column("a,b")).select_from(table("t", {}));
}

CASE("identifiers/column_dash") {
  return select(column("a-b")).select_from(table("t", {}));
}

CASE("identifiers/column_digit_start") {
  return select(column("1st")).select_from(table("t", {}));
}

CASE("identifiers/column_dollar_inside") {
  return select(column("a$b")).select_from(table("t", {}));
}

CASE("identifiers/column_dollar_start") {
  return select(column("$a")).select_from(table("t", {}));
}

CASE("identifiers/column_dot") {
  return select(column("a.b")).select_from(table("t", {}));
}

CASE("identifiers/column_hash") {
  return select(column("a#b")).select_from(table("t", {}));
}

CASE("identifiers/column_mixed") {
  return select(column("MixedCase")).select_from(table("t", {}));
}

CASE("identifiers/column_only_digits") {
  return select(column("123")).select_from(table("t", {}));
}

CASE("identifiers/column_parens") {
  return select(column("f(x)")).select_from(table("t", {}));
}

CASE("identifiers/column_percent_paren") {
  return select(column("a%(b)s")).select_from(table("t", {}));
}

CASE("identifiers/column_question") {
  return select(column("a?b")).select_from(table("t", {}));
}

CASE("identifiers/column_single_quote") {
  return select(column("a'b")).select_from(table("t", {}));
}

CASE("identifiers/column_slash") {
  return select(column("a/b")).select_from(table("t", {}));
}

CASE("identifiers/column_space") {
  return select(column("two words")).select_from(table("t", {}));
}

CASE("identifiers/column_star") {
  return select(column("a*b")).select_from(table("t", {}));
}

CASE("identifiers/column_trailing_underscore") {
  return select(column("x_")).select_from(table("t", {}));
}

CASE("identifiers/column_underscore_start") {
  return select(column("_x")).select_from(table("t", {}));
}

CASE("identifiers/column_unicode_cjk") {
  return select(column("名前")).select_from(table("t", {}));
}

CASE("identifiers/column_upper") {
  return select(column("UPPER")).select_from(table("t", {}));
}

CASE("identifiers/column_upper_with_space") {
  return select(column("A B")).select_from(table("t", {}));
}

CASE("identifiers/function_name_never_quoted_upper") {
  return select(func("MyFunc"));
}

CASE("identifiers/label_backtick") {
  return select(users.c["id"].label("a`b"));
}

CASE("identifiers/label_bracket") {
  return select(users.c["id"].label("a]b"));
}

CASE("identifiers/label_colon") {
  return select(users.c["id"].label("a:b"));
}

CASE("identifiers/label_dot") {
  return select(users.c["id"].label("a.b"));
}

CASE("identifiers/label_double_quote") {
  return select(users.c["id"].label("a\"b"));
}

CASE("identifiers/odd_bind_names") {
  return select(odd.c["Id"]).where((odd.c["quo\"te"] == "x"));
}

CASE("identifiers/odd_insert") {
  return insert(odd).values(ValueRow{{"user name", "a"}, {"pct%done", 5}, {"Id", 1}});
}

CASE("identifiers/odd_percent_format") {
  return select(odd.c["pct%done"]).where((odd.c["pct%done"] == 5));
}

CASE("identifiers/odd_update") {
  return update(odd).values(ValueRow{{"user name", "a"}}).where((odd.c["pct%done"] == 5));
}

CASE("identifiers/odd_where") {
  return select(odd.c["Id"])
      .where((odd.c["user name"] == "x"), (odd.c["pct%done"] > 5), (odd.c["order"] < 3));
}

CASE("identifiers/quoted_name_false_reserved") {
  return select(table(quoted_name("order", false), {column("x")}).c["x"]);
}

CASE("identifiers/quoted_name_true_table") {
  return select(table(quoted_name("abc", true), {column("x")}).c["x"]);
}

CASE("identifiers/reserved_comment") {
  return select(column("comment"));
}

CASE("identifiers/reserved_desc") {
  return select(column("desc"));
}

CASE("identifiers/reserved_exists") {
  return select(column("exists"));
}

CASE("identifiers/reserved_explain") {
  return select(column("explain"));
}

CASE("identifiers/reserved_group") {
  return select(column("group"));
}

CASE("identifiers/reserved_identity") {
  return select(column("identity"));
}

CASE("identifiers/reserved_if") {
  return select(column("if"));
}

CASE("identifiers/reserved_lateral") {
  return select(column("lateral"));
}

CASE("identifiers/reserved_limit") {
  return select(column("limit"));
}

CASE("identifiers/reserved_mode") {
  return select(column("mode"));
}

CASE("identifiers/reserved_new") {
  return select(column("new"));
}

CASE("identifiers/reserved_null") {
  return select(column("null"));
}

CASE("identifiers/reserved_number") {
  return select(column("number"));
}

CASE("identifiers/reserved_offset") {
  return select(column("offset"));
}

CASE("identifiers/reserved_old") {
  return select(column("old"));
}

CASE("identifiers/reserved_over") {
  return select(column("over"));
}

CASE("identifiers/reserved_partition") {
  return select(column("partition"));
}

CASE("identifiers/reserved_percent") {
  return select(column("percent"));
}

CASE("identifiers/reserved_public") {
  return select(column("public"));
}

CASE("identifiers/reserved_rank") {
  return select(column("rank"));
}

CASE("identifiers/reserved_replace") {
  return select(column("replace"));
}

CASE("identifiers/reserved_row") {
  return select(column("row"));
}

CASE("identifiers/reserved_select") {
  return select(column("select"));
}

CASE("identifiers/reserved_system") {
  return select(column("system"));
}

CASE("identifiers/reserved_table") {
  return select(column("table"));
}

CASE("identifiers/reserved_text") {
  return select(column("text"));
}

CASE("identifiers/reserved_time") {
  return select(column("time"));
}

CASE("identifiers/reserved_true") {
  return select(column("true"));
}

CASE("identifiers/reserved_type") {
  return select(column("type"));
}

CASE("identifiers/reserved_uid") {
  return select(column("uid"));
}

CASE("identifiers/reserved_user") {
  return select(column("user"));
}

CASE("identifiers/reserved_value") {
  return select(column("value"));
}

CASE("identifiers/reserved_values") {
  return select(column("values"));
}

CASE("identifiers/reserved_window") {
  return select(column("window"));
}

CASE("identifiers/schema_bracketed") {
  return select(table("t", {column("id")}, "[a.b].c").c["id"]);
}

CASE("identifiers/schema_dotted") {
  return select(table("t", {column("id")}, "db.s").c["id"]);
}

CASE("identifiers/schema_dotted_mixed") {
  return select(table("t", {column("id")}, "Db.MyS").c["id"]);
}

CASE("identifiers/schema_mixed") {
  return select(table("t", {column("id")}, "MyS").c["id"]);
}

CASE("identifiers/schema_quoted_name") {
  return select(table("t", {column("id")}, quoted_name("db.s", true)).c["id"]);
}

CASE("identifiers/schema_reserved") {
  return select(table("t", {column("id")}, "user").c["id"]);
}

CASE("identifiers/schema_three_parts") {
  return select(table("t", {column("id")}, "srv.db.s").c["id"]);
}

CASE("identifiers/schema_where_and_join") {
  return select(events.c["kind"])
      .join(users, (users.c["id"] == events.c["user_id"]))
      .where((events.c["kind"] == "x"));
}

CASE("identifiers/table_digits") {
  return select(table("2024", {column("id")}).c["id"]);
}

CASE("identifiers/table_dot") {
  return select(table("a.b", {column("id")}).c["id"]);
}

CASE("identifiers/table_mixed_case") {
  return select(table("MyTable", {column("Id")}).c["Id"]);
}

CASE("identifiers/table_spaces") {
  return select(table("my table", {column("id")}).c["id"]);
}

CASE("identifiers/translate_map_both") {
  return select(events.c["id"], users.c["id"]).join(users, (users.c["id"] == events.c["user_id"]));
}

CASE("identifiers/translate_map_delete") {
  return delete_(events).where((events.c["id"] == 1));
}

CASE("identifiers/translate_map_insert") {
  return insert(events).values(ValueRow{{"kind", "x"}});
}

CASE("identifiers/translate_map_missing_key") {
  return select(events.c["id"]);
}

CASE("identifiers/translate_map_name_to_none_error") {
  return select(events.c["id"]);
}

CASE("identifiers/translate_map_needs_quotes") {
  return select(events.c["id"]);
}

CASE("identifiers/translate_map_none_to_name") {
  return select(users.c["id"]);
}

CASE("identifiers/translate_map_update") {
  return update(events).values(ValueRow{{"kind", "x"}}).where((events.c["id"] == 1));
}

CASE("identifiers/column_key_differs") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return select(t.c["attr"]);
}

CASE("identifiers/column_key_differs_insert") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return insert(t).values(ValueRow{{"attr", 5}});
}

CASE("identifiers/column_key_differs_label_style") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return select(t).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("identifiers/column_key_differs_subquery") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return select(select(t).subquery());
}

CASE("identifiers/column_key_differs_where") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return t.c["attr"] == 5;
}

CASE("identifiers/quoted_name_false_column") {
  return select(column(quoted_name("Abc D", false), NullType()));
}

CASE("identifiers/quoted_name_none_column") {
  return select(column(quoted_name("abc", std::nullopt), NullType()));
}

CASE("identifiers/quoted_name_true_alias") {
  return select(users.alias(quoted_name("al", true)).c["id"]);
}

CASE("identifiers/quoted_name_true_column") {
  return select(column(quoted_name("abc", true), NullType()));
}

CASE("identifiers/quoted_name_true_label") {
  return select(users.c["id"].label(quoted_name("lb", true)));
}

CASE("identifiers/savepoint_name") {
  return savepoint("sp 1");
}

CASE("identifiers/sequence_names") {
  return select(Sequence("MySeq", {.schema = "My S"}).next_value());
}

CASE("identifiers/translate_map_create_table") {
  return CreateTable(events);
}

CASE("identifiers/translate_map_drop_table") {
  return DropTable(events);
}

CASE("identifiers/translate_map_unrendered") {
  return select(events.c["id"], users.c["id"]);
}

CASE("identifiers/column_quote_false") {
  const Table t("t", MetaData(), Column("ID", Integer(), quote(false)));
  return select(t.c["ID"]);
}

CASE("identifiers/column_quote_true") {
  const Table t("t", MetaData(), Column("id", Integer(), quote(true)));
  return select(t.c["id"]);
}

CASE("identifiers/schema_quote_true") {
  const Table t("t", MetaData(), {.schema = "s", .quote_schema = true}, Column("id", Integer()));
  return select(t.c["id"]);
}

CASE("identifiers/table_quote_false") {
  const Table t("Plain", MetaData(), {.quote = false}, Column("id", Integer()));
  return select(t.c["id"]);
}

}  // namespace cupel::conformance
