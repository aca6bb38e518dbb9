// Area "hints" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("hints/insert_hint_mssql") {
  return insert(keywords).values(ValueRow{{"word", "x"}}).with_hint("WITH (PAGLOCK)", "mssql");
}

CASE("hints/only_postgresql") {
  return select(nodes.c["id"]).with_hint(nodes, "ONLY", "postgresql");
}

CASE("hints/only_postgresql_alias") {
  const auto n = nodes.alias("n");
  return select(n.c["id"]).with_hint(n, "ONLY", "postgresql");
}

CASE("hints/only_postgresql_bad_text") {
  return select(nodes.c["id"]).with_hint(nodes, "SOMETHING", "postgresql");
}

CASE("hints/only_postgresql_delete") {
  return delete_(nodes).with_hint("ONLY", "postgresql");
}

CASE("hints/only_postgresql_update") {
  return update(nodes).values(ValueRow{{"depth", 1}}).with_hint("ONLY", "postgresql");
}

CASE("hints/prefix") {
  return select(users.c["id"]).prefix_with("SQL_NO_CACHE");
}

CASE("hints/prefix_chained") {
  return select(users.c["id"]).prefix_with("A").prefix_with("B");
}

CASE("hints/prefix_dialect_match") {
  return select(users.c["id"]).prefix_with("SQL_CACHE", "mysql");
}

CASE("hints/prefix_dialect_other") {
  return select(users.c["id"])
      .prefix_with("P1", "postgresql")
      .prefix_with("O1", "oracle")
      .prefix_with("ANY");
}

CASE("hints/prefix_distinct") {
  return select(users.c["id"]).distinct().prefix_with("STRAIGHT_JOIN");
}

CASE("hints/prefix_in_subquery") {
  return select(select(users.c["id"]).prefix_with("INNERP").subquery("s")).prefix_with("OUTERP");
}

CASE("hints/prefix_limit") {
  return select(users.c["id"]).prefix_with("HIGH_PRIORITY").limit(3);
}

CASE("hints/prefix_on_delete") {
  return delete_(users).prefix_with("QUICK").where((users.c["id"] == 1));
}

CASE("hints/prefix_on_insert") {
  return insert(keywords).prefix_with("OR REPLACE").values(ValueRow{{"word", "x"}});
}

CASE("hints/prefix_on_insert_dialect") {
  return insert(keywords)
      .prefix_with("IGNORE", "mysql")
      .prefix_with("OR IGNORE", "sqlite")
      .values(ValueRow{{"word", "x"}});
}

CASE("hints/prefix_on_update") {
  return update(users).prefix_with("LOW_PRIORITY", "mysql").values(ValueRow{{"name", "x"}});
}

CASE("hints/prefix_percent") {
  return select(users.c["id"]).prefix_with("/* 50% */");
}

CASE("hints/prefix_two") {
  return select(users.c["id"]).prefix_with("A").prefix_with("B");
}

CASE("hints/statement_hint") {
  return select(users.c["id"]).with_statement_hint("OPTION (FAST 10)");
}

CASE("hints/statement_hint_dialect") {
  return select(users.c["id"]).with_statement_hint("/* pg */", "postgresql");
}

CASE("hints/statement_hint_limit") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit(3)
      .with_statement_hint("OPTION (RECOMPILE)");
}

CASE("hints/suffix_after_everything") {
  return select(users.c["id"])
      .where((users.c["age"] > 3))
      .group_by(users.c["id"])
      .having((func::count() > 1))
      .order_by(users.c["id"])
      .limit(3)
      .suffix_with("OPTION (X)");
}

CASE("hints/suffix_dialect") {
  return select(users.c["id"]).suffix_with("A", "mysql").suffix_with("B");
}

CASE("hints/suffix_with_for_update") {
  return select(users.c["id"]).with_for_update().suffix_with("END");
}

CASE("hints/table_hint") {
  return select(users.c["id"]).with_hint(users, "WITH (NOLOCK)");
}

CASE("hints/table_hint_alias_joined") {
  const auto a = addresses.alias("a");
  return select(users.c["id"])
      .join(a, (a.c["user_id"] == users.c["id"]))
      .with_hint(a, "FORCE INDEX (e)", "mysql");
}

CASE("hints/table_hint_in_subquery") {
  const auto sq = select(users.c["id"]).with_hint(users, "USE INDEX (a)", "mysql").subquery("s");
  return select(sq.c["id"]);
}

CASE("hints/table_hint_mssql") {
  return select(users.c["id"]).with_hint(users, "WITH (NOLOCK)", "mssql");
}

CASE("hints/table_hint_mysql") {
  return select(users.c["id"]).with_hint(users, "USE INDEX (ix)", "mysql");
}

CASE("hints/table_hint_oracle") {
  return select(users.c["id"]).with_hint(users, "INDEX(%(name)s ix)", "oracle");
}

CASE("hints/table_hint_oracle_anonymous_alias") {
  const auto u = users.alias();
  return select(u.c["id"]).with_hint(u, "INDEX(%(name)s ix)", "oracle");
}

CASE("hints/table_hint_sybase_ignored") {
  return select(users.c["id"]).with_hint(users, "HOLDLOCK", "sybase");
}

CASE("hints/table_hint_two_tables") {
  return select(users.c["id"]).join(orders).with_hint(users, "HINT_A").with_hint(orders, "HINT_B");
}

CASE("hints/table_hint_two_tables_oracle") {
  return select(users.c["id"])
      .join(orders)
      .with_hint(users, "A(%(name)s)", "oracle")
      .with_hint(orders, "B(%(name)s)", "oracle");
}

CASE("hints/update_hint_selectable") {
  return update(users).values(ValueRow{{"name", "x"}}).with_hint("WITH (PAGLOCK)", "mssql");
}

}  // namespace cupel::conformance
