// Area "strings" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("strings/autoescape_column_error") {
  return users.c["name"].startswith(users.c["fullname"], {.autoescape = true});
}

CASE("strings/cast_collated_string") {
  return cast(users.c["name"], String(10, "c1"));
}

CASE("strings/collate_compare") {
  return users.c["name"].collate("c1") == "ed";
}

CASE("strings/collate_desc_precedence") {
  return users.c["name"].desc().collate("c1");
}

CASE("strings/collate_function") {
  return collate(users.c["name"], "fr_FR");
}

CASE("strings/collate_group_by") {
  return select(users.c["name"].collate("c1")).group_by(users.c["name"].collate("c1"));
}

CASE("strings/collate_in_concat") {
  return users.c["name"].collate("c1") + "x";
}

CASE("strings/collate_label") {
  return select(users.c["name"].collate("c1").label("n"));
}

CASE("strings/collate_like") {
  return users.c["name"].collate("c1").like("a%");
}

CASE("strings/collate_literal") {
  return collate("abc", "c1") == users.c["name"];
}

CASE("strings/collate_method") {
  return users.c["name"].collate("utf8_bin");
}

CASE("strings/collate_needs_quotes") {
  return users.c["name"].collate("de-DE-x");
}

CASE("strings/collate_order_by") {
  return select(users.c["id"]).order_by(users.c["name"].collate("c1").desc());
}

CASE("strings/collate_order_by_asc_of_collate") {
  return select(users.c["id"]).order_by(asc(collate(users.c["name"], "c1")));
}

CASE("strings/contains") {
  return users.c["name"].contains("ab");
}

CASE("strings/contains_and_or") {
  return or_(users.c["name"].contains("a"),
             and_(users.c["name"].startswith("b"), users.c["name"].endswith("c")));
}

CASE("strings/contains_autoescape_char") {
  return users.c["name"].contains("a%b_c/d#e", {.escape = "#", .autoescape = true});
}

CASE("strings/contains_bind") {
  return users.c["name"].contains(bindparam("part", Value("x")));
}

CASE("strings/contains_column") {
  return users.c["name"].contains(users.c["fullname"]);
}

CASE("strings/contains_escape") {
  return users.c["name"].contains("a%b", {.escape = "^"});
}

CASE("strings/contains_expression") {
  return users.c["name"].contains((users.c["fullname"] + "z"));
}

CASE("strings/contains_function") {
  return users.c["name"].contains(func::lower(users.c["fullname"]));
}

CASE("strings/contains_integer_warns") {
  return users.c["age"].contains("1");
}

CASE("strings/contains_negated") {
  return !users.c["name"].contains("ab");
}

CASE("strings/contains_negated_autoescape") {
  return !users.c["name"].contains("a%", {.autoescape = true});
}

CASE("strings/contains_percent_value") {
  return users.c["name"].contains("50%");
}

CASE("strings/contains_select") {
  return select(users.c["id"]).where(users.c["name"].contains("x"));
}

CASE("strings/endswith_autoescape_char") {
  return users.c["name"].endswith("a%b_c/d#e", {.escape = "#", .autoescape = true});
}

CASE("strings/endswith_column") {
  return users.c["name"].endswith(users.c["fullname"]);
}

CASE("strings/endswith_expression") {
  return users.c["name"].endswith((users.c["fullname"] + "z"));
}

CASE("strings/endswith_function") {
  return users.c["name"].endswith(func::lower(users.c["fullname"]));
}

CASE("strings/endswith_literal_column") {
  return users.c["name"].endswith(literal_column("x"));
}

CASE("strings/endswith_negated") {
  return !users.c["name"].endswith("ab");
}

CASE("strings/endswith_negated_autoescape") {
  return !users.c["name"].endswith("a%", {.autoescape = true});
}

CASE("strings/icontains") {
  return users.c["name"].icontains("ab");
}

CASE("strings/icontains_autoescape") {
  return users.c["name"].icontains("a%b", {.autoescape = true});
}

CASE("strings/icontains_column") {
  return users.c["name"].icontains(users.c["fullname"]);
}

CASE("strings/iendswith_autoescape") {
  return users.c["name"].iendswith("a%b", {.autoescape = true});
}

CASE("strings/iendswith_negated") {
  return !users.c["name"].iendswith("ab");
}

CASE("strings/ilike") {
  return users.c["name"].ilike("A%");
}

CASE("strings/ilike_column") {
  return users.c["name"].ilike(users.c["fullname"]);
}

CASE("strings/ilike_concat_right") {
  return users.c["name"].ilike((users.c["fullname"] + "%"));
}

CASE("strings/ilike_escape") {
  return users.c["name"].ilike("A%", {.escape = "/"});
}

CASE("strings/ilike_left_expression") {
  return (users.c["name"] + "x").ilike("a%");
}

CASE("strings/ilike_left_function") {
  return func("trim", users.c["name"]).ilike("a%");
}

CASE("strings/istartswith_autoescape") {
  return users.c["name"].istartswith("a%b", {.autoescape = true});
}

CASE("strings/istartswith_column") {
  return users.c["name"].istartswith(users.c["fullname"]);
}

CASE("strings/istartswith_negated") {
  return !users.c["name"].istartswith("ab");
}

CASE("strings/like") {
  return users.c["name"].like("a%");
}

CASE("strings/like_bind") {
  return users.c["name"].like(bindparam("pat"));
}

CASE("strings/like_column") {
  return users.c["name"].like(users.c["fullname"]);
}

CASE("strings/like_concat_right") {
  return users.c["name"].like((users.c["fullname"] + "%"));
}

CASE("strings/like_escape") {
  return users.c["name"].like("a/%b%", {.escape = "/"});
}

CASE("strings/like_integer_column") {
  return users.c["age"].like("1%");
}

CASE("strings/like_left_expression") {
  return (users.c["name"] + "x").like("a%");
}

CASE("strings/like_none_error") {
  return users.c["name"].like(nullptr);
}

CASE("strings/like_subquery") {
  return users.c["name"].like(select(func::max(keywords.c["word"])).scalar_subquery());
}

CASE("strings/negated_ilike") {
  return !users.c["name"].ilike("A%");
}

CASE("strings/negated_like") {
  return !users.c["name"].like("a%");
}

CASE("strings/negated_like_escape") {
  return !users.c["name"].like("a%", {.escape = "/"});
}

CASE("strings/negated_not_like") {
  return !users.c["name"].not_like("a%");
}

CASE("strings/not_like") {
  return users.c["name"].not_like("a%");
}

CASE("strings/regexp_literal_binds") {
  return users.c["name"].regexp_match("it's");
}

CASE("strings/regexp_match") {
  return users.c["name"].regexp_match("^a.*");
}

CASE("strings/regexp_match_column") {
  return users.c["name"].regexp_match(users.c["fullname"]);
}

CASE("strings/regexp_match_column_flags") {
  return users.c["name"].regexp_match(users.c["fullname"], "ig");
}

CASE("strings/regexp_match_flags") {
  return users.c["name"].regexp_match("^a.*", "i");
}

CASE("strings/regexp_match_flags_two") {
  return users.c["name"].regexp_match("^a", "im");
}

CASE("strings/regexp_match_left_expression") {
  return (users.c["name"] + "x").regexp_match("a");
}

CASE("strings/regexp_match_literal_left") {
  return literal("abc").regexp_match(users.c["name"]);
}

CASE("strings/regexp_match_negated") {
  return !users.c["name"].regexp_match("^a");
}

CASE("strings/regexp_match_quote_in_flags") {
  return users.c["name"].regexp_match("a", "i'x");
}

CASE("strings/regexp_replace") {
  return users.c["name"].regexp_replace("a+", "b");
}

CASE("strings/regexp_replace_columns") {
  return users.c["name"].regexp_replace(users.c["fullname"], keywords.c["word"]);
}

CASE("strings/regexp_replace_concat") {
  return users.c["name"].regexp_replace("a", "b") + "c";
}

CASE("strings/regexp_replace_flags_two") {
  return users.c["name"].regexp_replace("a+", "b", "gi");
}

CASE("strings/regexp_replace_in_compare") {
  return users.c["name"].regexp_replace("a", "b") == "c";
}

CASE("strings/regexp_replace_mixed") {
  return users.c["name"].regexp_replace(users.c["fullname"], "x");
}

CASE("strings/startswith_autoescape") {
  return users.c["name"].startswith("a%b_c/d", {.autoescape = true});
}

CASE("strings/startswith_autoescape_char") {
  return users.c["name"].startswith("a%b_c/d#e", {.escape = "#", .autoescape = true});
}

CASE("strings/startswith_column") {
  return users.c["name"].startswith(users.c["fullname"]);
}

CASE("strings/startswith_concat_left") {
  return (users.c["name"] + "q").startswith("x");
}

CASE("strings/startswith_escape") {
  return users.c["name"].startswith("a%b", {.escape = "^"});
}

CASE("strings/startswith_expression") {
  return users.c["name"].startswith((users.c["fullname"] + "z"));
}

CASE("strings/startswith_function") {
  return users.c["name"].startswith(func::lower(users.c["fullname"]));
}

CASE("strings/startswith_literal_column") {
  return users.c["name"].startswith(literal_column("x"));
}

CASE("strings/startswith_negated") {
  return !users.c["name"].startswith("ab");
}

CASE("strings/startswith_untyped") {
  return bare.c["a"].startswith("x");
}

CASE("strings/autoescape_non_string_error") {
  return Expr<Untyped>(users.c["name"]).contains(5, {.autoescape = true});
}

CASE("strings/collate_schema") {
  return users.c["name"].collate("c1", "s1");
}

CASE("strings/contains_json_warns") {
  return docs.c["data"].contains("1");
}

CASE("strings/notlike_legacy") {
  return users.c["name"].not_like("a%");
}

CASE("strings/regexp_replace_select") {
  return select(users.c["name"].regexp_replace("a", "b"));
}

}  // namespace cupel::conformance
