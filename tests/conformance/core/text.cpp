// Area "text" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("text/backslash_other") {
  return text("SELECT a\\b FROM t");
}

CASE("text/bind") {
  return text("SELECT * FROM t WHERE x = :x").bindparams({{"x", 5}});
}

CASE("text/bind_at_end_of_word") {
  return text("x=:x,y=:y").bindparams({{"x", 1}, {"y", 2}});
}

CASE("text/bind_no_value") {
  return text("SELECT * FROM t WHERE x = :x");
}

CASE("text/bind_override") {
  return text("SELECT :a").bindparams({{"a", 1}}).bindparams({{"a", 2}});
}

CASE("text/bind_two_same") {
  return text("SELECT * FROM t WHERE x = :x OR y = :x").bindparams({{"x", 5}});
}

CASE("text/bind_typed") {
  return text("SELECT :a + :b")
      .bindparams(bindparam("a", BindOptions{.type = TypeArg(Integer()).get()}),
                  bindparam("b", Value("x"), BindOptions{.type = TypeArg(String()).get()}));
}

CASE("text/colon_in_time_literal") {
  return text("SELECT '12:30:59' AS t");
}

CASE("text/columns_alias_where") {
  return select(literal_column("1"))
      .select_from(text("SELECT id FROM users").columns({{"id", Integer()}}).alias("a"));
}

CASE("text/columns_cte") {
  return select(text("SELECT id FROM users").columns({{"id", Integer()}}).cte("c"));
}

CASE("text/columns_exists") {
  return select(text("SELECT 1 FROM users").columns({{"x", Integer()}}).exists());
}

CASE("text/columns_in") {
  return users.c["id"].in_(text("SELECT user_id FROM orders").columns({{"user_id", Integer()}}));
}

CASE("text/columns_mixed_objects") {
  return text("SELECT a, b FROM t").columns(column("a", Integer()), column("b", String()));
}

CASE("text/columns_subquery_join") {
  return select(orders.c["id"],
                text("SELECT id FROM users").columns({{"id", Integer()}}).subquery("u").c["id"]);
}

CASE("text/double_colon_cast") {
  return text("SELECT x::integer FROM t WHERE y = :y");
}

CASE("text/escaped_colon") {
  return text("SELECT a\\:b, \\:c FROM t");
}

CASE("text/from_statement_style_literal") {
  return text("VALUES (1), (2)");
}

CASE("text/in_columns") {
  return select(text("count(*) AS n"), users.c["id"]);
}

CASE("text/in_comparison") {
  return users.c["age"] == text("5");
}

CASE("text/in_exists") {
  return select(users.c["id"]).where(exists(text("1")));
}

CASE("text/in_from") {
  return select(text("*")).select_from(text("t1 JOIN t2 USING (id)"));
}

CASE("text/in_group_by") {
  return select(func::count()).group_by(text("1"));
}

CASE("text/in_having") {
  return select(users.c["id"]).group_by(users.c["id"]).having(text("count(*) > 1"));
}

CASE("text/in_in_list_error") {
  return users.c["age"].in_({text("1"), text("2")});
}

CASE("text/in_limit_error") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(text("5"));
}

CASE("text/in_where_and_column") {
  return select(users.c["id"]).where(text("a = b"), (users.c["id"] == 5));
}

CASE("text/in_where_or_grouped") {
  return select(users.c["id"]).where(text("a = b OR c = d"), (users.c["id"] == 5));
}

CASE("text/percent") {
  return text("SELECT a % b FROM t WHERE c LIKE 'x%'");
}

CASE("text/question_mark") {
  return text("SELECT a ? b FROM t WHERE c = :c");
}

CASE("text/quotes") {
  return text("SELECT 'it''s', \"Col\" FROM t");
}

CASE("text/unique_binds") {
  return and_(text("a = :x").bindparams(bindparam("x", Value(1), BindOptions{.unique = true})),
              text("b = :x").bindparams(bindparam("x", Value(2), BindOptions{.unique = true})));
}

CASE("text/bind_params_method") {
  return text("SELECT :a").bindparams({{"a", 1}}).params({{"a", 3}});
}

CASE("text/columns_add_cte") {
  return text("SELECT id FROM c")
      .columns({{"id", Integer()}})
      .add_cte(select(users.c["id"]).cte("c"));
}

CASE("text/columns_bind_expand") {
  return text("SELECT id FROM users WHERE id IN :ids AND age > :age")
      .bindparams(bindparam("ids", Value(std::vector{1, 2}), {.expanding = true}))
      .bindparams({{"age", 5}})
      .columns({{"id", Integer()}});
}

CASE("text/release_savepoint") {
  return release_savepoint("sp1");
}

CASE("text/rollback_to_savepoint") {
  return rollback_to_savepoint("sp1");
}

CASE("text/savepoint") {
  return savepoint("sp1");
}

CASE("text/savepoint_quoted") {
  return savepoint("My SP");
}

CASE("text/self_group") {
  return Expr<Untyped>(text("a OR b").node()).self_group();
}

CASE("text/columns_positional_and_keyword") {
  return text("SELECT a, b FROM t").columns(column("a", Integer()), column("b", String()));
}

}  // namespace cupel::conformance
