// Area "arrays" of the corpus.

#include "cupel/dialects/postgresql/functions.hpp"
#include "cupel/dialects/postgresql/operators.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

using postgresql::array;

CASE("arrays/all_function") {
  return users.c["age"] <= all_(pgdocs.c["nums"]);
}

CASE("arrays/all_method") {
  return pgdocs.c["nums"].all(5);
}

CASE("arrays/all_method_operator") {
  return pgdocs.c["nums"].all(5, Operator::ge);
}

CASE("arrays/any_function_subquery") {
  return users.c["age"] == any_(select(pgdocs.c["nums"]).scalar_subquery());
}

CASE("arrays/any_like") {
  return pgdocs.c["tags"].any("x%", Operator::like);
}

CASE("arrays/any_method") {
  return pgdocs.c["nums"].any(5);
}

CASE("arrays/any_method_column") {
  return pgdocs.c["nums"].any(users.c["age"]);
}

CASE("arrays/any_method_operator") {
  return pgdocs.c["nums"].any(5, Operator::lt);
}

CASE("arrays/any_method_string") {
  return pgdocs.c["tags"].any("x");
}

CASE("arrays/array_function_of_subquery") {
  return select(func("array", select(users.c["id"]).scalar_subquery()));
}

CASE("arrays/array_literal") {
  return array({1, 2, 3});
}

CASE("arrays/array_literal_any") {
  return users.c["id"] == any_(array({1, 2}));
}

CASE("arrays/array_literal_case") {
  return array({case_({{users.c["active"], 1}}, 2)});
}

CASE("arrays/array_literal_casts_on_driver") {
  return select(array({1, 2})).where(pgdocs.c["tags"].contains(std::vector{"a"}));
}

CASE("arrays/array_literal_columns") {
  return array({users.c["id"], users.c["age"]});
}

CASE("arrays/array_literal_concat") {
  return array({1, 2}) + array({3, 4});
}

CASE("arrays/array_literal_concat_list") {
  return array({1, 2}) + std::vector{3, 4};
}

CASE("arrays/array_literal_contains_column") {
  return array({1, 2}).contains(pgdocs.c["nums"]);
}

CASE("arrays/array_literal_empty") {
  return array(std::vector<Operand>{});
}

CASE("arrays/array_literal_empty_typed") {
  return array(std::vector<Operand>{}, Integer());
}

CASE("arrays/array_literal_in_function") {
  return func("unnest", array({1, 2}));
}

CASE("arrays/array_literal_index") {
  return array({1, 2})[1];
}

CASE("arrays/array_literal_nested") {
  return array({array({1, 2}), array({3, 4})});
}

CASE("arrays/array_literal_none") {
  return array({1, nullptr});
}

CASE("arrays/array_literal_select") {
  return select(array({users.c["id"], 2}));
}

CASE("arrays/array_literal_select_label") {
  return select(array({1, 2}).label("nums"));
}

CASE("arrays/array_literal_slice") {
  return array({1, 2, 3}).slice(1, 2);
}

CASE("arrays/array_literal_strings") {
  return array({"a", "b"});
}

CASE("arrays/array_literal_subquery") {
  return array({select(users.c["id"]).scalar_subquery()});
}

CASE("arrays/array_literal_typed") {
  return array({1, 2}, BigInteger());
}

CASE("arrays/cast_array") {
  return cast(pgdocs.c["tags"], postgresql::ARRAY(Text()));
}

CASE("arrays/cast_list_literal") {
  return cast(std::vector{"a"}, postgresql::ARRAY(String()));
}

CASE("arrays/concat_array_literal") {
  return pgdocs.c["nums"] + array({3});
}

CASE("arrays/concat_list") {
  return pgdocs.c["nums"] + std::vector{3};
}

CASE("arrays/contains_array_literal") {
  return pgdocs.c["tags"].contains(array({"a", "b"}));
}

CASE("arrays/contains_column") {
  return pgdocs.c["nums"].contains(docs.c["nums"]);
}

CASE("arrays/equals_array_literal") {
  return pgdocs.c["nums"] == array({1, 2});
}

CASE("arrays/equals_list") {
  return pgdocs.c["nums"] == std::vector{1, 2};
}

CASE("arrays/func_array_agg_any") {
  return users.c["name"] == any_(func::array_agg(users.c["name"]));
}

CASE("arrays/func_array_agg_index") {
  return func::array_agg(users.c["name"])[1];
}

CASE("arrays/func_array_length") {
  return select(func("array_length", pgdocs.c["nums"], 1));
}

CASE("arrays/func_unnest") {
  return select(func("unnest", pgdocs.c["nums"]));
}

CASE("arrays/function_result_index") {
  return func("string_to_array", "a,b", ",").type(ARRAY(String()))[1];
}

CASE("arrays/generic_contains_error") {
  return docs.c["nums"].contains(std::vector{1});
}

CASE("arrays/generic_index") {
  return docs.c["nums"][1] == 5;
}

CASE("arrays/in_list") {
  return pgdocs.c["nums"][1].in_({1, 2});
}

CASE("arrays/index") {
  return pgdocs.c["nums"][1];
}

CASE("arrays/index_column") {
  return pgdocs.c["nums"][users.c["id"]];
}

CASE("arrays/index_compare") {
  return pgdocs.c["nums"][1] == 5;
}

CASE("arrays/index_expression") {
  return pgdocs.c["nums"][users.c["id"] + 1];
}

CASE("arrays/index_two_dimensions") {
  return pgdocs.c["grid"][1][2];
}

CASE("arrays/order_by_index") {
  return select(pgdocs.c["id"]).order_by(pgdocs.c["nums"][1].desc());
}

CASE("arrays/overlap") {
  return postgresql::overlap(pgdocs.c["nums"], std::vector{1, 2});
}

CASE("arrays/pg_array_agg_contains") {
  return postgresql::array_agg(users.c["name"]).contains(std::vector{"x"});
}

CASE("arrays/select_index_unlabelled") {
  return select(pgdocs.c["nums"][1], pgdocs.c["nums"].slice(2, 3));
}

CASE("arrays/slice_open_end") {
  return pgdocs.c["nums"].slice(2, nullptr);
}

CASE("arrays/slice_open_start") {
  return pgdocs.c["nums"].slice(nullptr, 2);
}

CASE("arrays/slice_then_index") {
  return pgdocs.c["grid"].slice(1, 2)[1];
}

CASE("arrays/slice_two_dimensions") {
  return pgdocs.c["grid"].slice(1, 2).slice(3, 4);
}

CASE("arrays/values_in_insert") {
  return insert(pgdocs).values(ValueRow{{"id", 1}, {"tags", array({"a", "b"})}});
}

CASE("arrays/zero_indexes_slice") {
  const Table t("t", MetaData(), Column("a", postgresql::ARRAY(Integer(), {.zero_indexes = true})));
  return t.c["a"].slice(0, 3);
}

}  // namespace cupel::conformance
