// Cases of the area "executemany": what one statement with several sets of parameters sends.

#include "cupel/dialects/postgresql/dml.hpp"
#include "cupel/types/decimal.hpp"
#include "cupel/types/uuid.hpp"

#include "batches.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {
namespace {

const ParameterSets kWords{{{"word", "a"}}, {{"word", "b"}}, {{"word", "c"}}};
const ParameterSets kNames{{{"name", "a"}}, {{"name", "b"}}, {{"name", "c"}}};
const ParameterSets kIds{{{"i", 1}}, {{"i", 2}}};
const ParameterSets kNumbers{{{"a", 1}}, {{"a", 2}}, {{"a", 3}}};

UuidValue small_uuid(int n) {
  return *UuidValue::parse("00000000-0000-0000-0000-00000000000" + std::to_string(n));
}

}  // namespace

BATCHES("executemany/delete_many") {
  return {delete_(users).where(users.c["id"] == bindparam("i")), kIds};
}

BATCHES("executemany/select_many_keys") {
  return {select(users.c["id"]).where(users.c["id"] == bindparam("i")), kIds};
}

BATCHES("executemany/plain_with_pk") {
  return {insert(keywords), {{{"id", 1}, {"word", "a"}}, {{"id", 2}, {"word", "b"}}}};
}

BATCHES("executemany/returning") {
  return {insert(keywords).returning(keywords.c["id"]), kWords};
}

BATCHES("executemany/returning_bind_in_returning") {
  return {insert(users).returning(users.c["age"] + 10), kNames};
}

BATCHES("executemany/returning_expression_value") {
  return {insert(users)
              .values(ValueRow{{"name", func::lower(bindparam("nm"))}})
              .returning(users.c["id"]),
          {{{"nm", "A"}, {"age", 1}}, {{"nm", "B"}, {"age", 2}}, {{"nm", "C"}, {"age", 3}}}};
}

BATCHES("executemany/returning_fixed_value") {
  return {insert(users).values(ValueRow{{"active", true}}).returning(users.c["id"]), kNames};
}

BATCHES("executemany/returning_no_columns") {
  return {insert(keywords).values(ValueRow{}).returning(keywords.c["id"]), ParameterSets(3)};
}

BATCHES("executemany/returning_monotonic_function_sorted") {
  const Table t("t", MetaData(),
                Column("id", Uuid(), primary_key, server_default(func("uuidv7").monotonic())),
                Column("a", Integer()));
  return {insert(t).returning(t.c["id"]).sort_by_parameter_order(), kNumbers};
}

BATCHES("executemany/returning_one_batch") {
  return {insert(keywords).returning(keywords.c["id"]), kWords, 10};
}

BATCHES("executemany/returning_pg_upsert_bind_in_set") {
  return {postgresql::insert(keywords)
              .on_conflict_do_update({.index_elements = {"id"}, .set_ = {{"word", bindparam("w")}}})
              .returning(keywords.c["id"]),
          {{{"id", 1}, {"word", "a"}, {"w", "x"}}, {{"id", 2}, {"word", "b"}, {"w", "y"}}}};
}

BATCHES("executemany/returning_quoted_names") {
  return {insert(odd).returning(odd.c["Id"]),
          {{{"user name", "a"}, {"pct%done", 1}},
           {{"user name", "b"}, {"pct%done", 2}},
           {{"user name", "c"}, {"pct%done", 3}}}};
}

BATCHES("executemany/returning_schema_table") {
  return {insert(events).returning(events.c["id"]),
          {{{"kind", "a"}}, {{"kind", "b"}}, {{"kind", "c"}}}};
}

BATCHES("executemany/returning_sentinel_column_sorted") {
  const Table t("t", MetaData(),
                Column("id", Uuid(), primary_key, server_default(func("gen_random_uuid"))),
                Column("a", Integer()), insert_sentinel("s"));
  return {insert(t).returning(t.c["id"]).sort_by_parameter_order(), kNumbers};
}

BATCHES("executemany/returning_server_default_pk_sorted") {
  const Table t("t", MetaData(),
                Column("id", Uuid(), primary_key, server_default(func("gen_random_uuid"))),
                Column("a", Integer()));
  return {insert(t).returning(t.c["id"]).sort_by_parameter_order(), kNumbers};
}

BATCHES("executemany/returning_sorted") {
  return {insert(keywords).returning(keywords.c["id"]).sort_by_parameter_order(), kWords};
}

BATCHES("executemany/returning_sorted_two_columns") {
  return {insert(users).returning(users.c["id"], users.c["name"]).sort_by_parameter_order(),
          {{{"name", "a"}, {"age", 1}}, {{"name", "b"}, {"age", 2}}, {{"name", "c"}, {"age", 3}}}};
}

BATCHES("executemany/returning_typed_columns_sorted") {
  return {insert(typed).returning(typed.c["id"]).sort_by_parameter_order(),
          {{{"c_date", make_date(2024, 1, 1)}, {"c_num", *Decimal::parse("1.5")}},
           {{"c_date", make_date(2024, 1, 2)}, {"c_num", *Decimal::parse("2.5")}}}};
}

BATCHES("executemany/returning_uuid_python_default_sorted") {
  const Table t("t", MetaData(), Column("id", Uuid(), primary_key), Column("a", Integer()));
  return {insert(t).returning(t.c["id"], t.c["a"]).sort_by_parameter_order(),
          {{{"id", small_uuid(1)}, {"a", 1}},
           {{"id", small_uuid(2)}, {"a", 2}},
           {{"id", small_uuid(3)}, {"a", 3}}}};
}

BATCHES("executemany/returning_with_pk_sorted") {
  return {insert(order_items).returning(order_items.c["quantity"]).sort_by_parameter_order(),
          {{{"order_id", 1}, {"item_id", 1}},
           {{"order_id", 1}, {"item_id", 2}},
           {{"order_id", 2}, {"item_id", 1}}}};
}

}  // namespace cupel::conformance
