#include "testing/suite/context.hpp"
#include "testing/suite/round_trip.hpp"

// create_all, reflect, create_all in the emptied database: the catalogue has to say the same again.
namespace cupel::testing {

namespace {

void add_type(SuiteTests& tests, std::string name, std::initializer_list<Requirement> requirements,
              const TypeArg& type) {
  tests.add(str_cat("round_trip.type_", name), requirements,
            [type = type.get()](SuiteContext& suite) {
              MetaData metadata;
              Table t("suite_typed", metadata, Column("a", type), Column("b", type, not_null));
              round_trip(suite, metadata);
            });
}

}  // namespace

void add_round_trip_tests(SuiteTests& tests) {
  using R = Requirement;
  add_type(tests, "small_integer", {}, SmallInteger());
  add_type(tests, "integer", {}, Integer());
  add_type(tests, "big_integer", {}, BigInteger());
  add_type(tests, "float", {}, Float());
  add_type(tests, "double", {}, Double());
  add_type(tests, "numeric", {}, Numeric(12, 3));
  add_type(tests, "string", {}, String(50));
  add_type(tests, "char", {}, CHAR(5));
  add_type(tests, "text", {}, Text());
  add_type(tests, "large_binary", {}, LargeBinary());
  add_type(tests, "boolean", {}, Boolean());
  add_type(tests, "date", {}, Date());
  add_type(tests, "time", {}, Time());
  add_type(tests, "datetime", {}, DateTime());
  add_type(tests, "datetime_with_zone", {}, DateTime({.timezone = true}));
  add_type(tests, "timestamp", {}, TIMESTAMP());
  add_type(tests, "interval", {}, Interval());
  add_type(tests, "uuid", {}, Uuid());
  add_type(tests, "json", {}, JSON());
  add_type(tests, "enum", {}, Enum({"a", "b's"}, {.name = "suite_letters"}));
  add_type(tests, "array", {R::arrays}, ARRAY(Integer()));
  add_type(tests, "nested_array", {R::arrays}, ARRAY(String(10), {.dimensions = 2}));

  tests.add("round_trip.keys_and_constraints", [](SuiteContext& suite) {
    MetaData metadata;
    Table a("suite_a", metadata, Column("x", Integer(), primary_key, autoincrement(false)),
            Column("y", Integer(), primary_key), Column("name", String(30), not_null),
            Column("other", Integer(), unique),
            UniqueConstraint({"name", "other"}, {.name = "suite_uq"}));
    Table b("suite_b", metadata, Column("id", Integer(), primary_key), Column("ax", Integer()),
            Column("ay", Integer()), Column("parent", Integer(), ForeignKey("suite_b.id")),
            ForeignKeyConstraint({"ax", "ay"}, {"suite_a.x", "suite_a.y"},
                                 {.name = "suite_fk", .ondelete = "CASCADE"}));
    if (suite.can(R::check_constraints))
      b.append_constraint(CheckConstraint("ax > 5 AND ay <> 7", {.name = "suite_ck"}));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.named_primary_key", {R::named_primary_keys}, [](SuiteContext& suite) {
    MetaData metadata;
    Table a("suite_a", metadata, Column("x", Integer(), autoincrement(false)),
            Column("y", Integer()), PrimaryKeyConstraint({"y", "x"}, {.name = "suite_pk"}));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.foreign_key_options", {R::foreign_key_onupdate}, [](SuiteContext& suite) {
    MetaData metadata;
    Table a("suite_a", metadata, Column("id", Integer(), primary_key));
    const auto add = [&](std::string name, ForeignKeyOptions options) {
      options.name = "suite_fk_" + name;
      Table("suite_" + name, metadata, Column("id", Integer(), primary_key),
            Column("a", Integer(), ForeignKey("suite_a.id", options)));
    };
    add("cascade", {.onupdate = "CASCADE", .ondelete = "CASCADE"});
    add("set_null", {.onupdate = "SET NULL", .ondelete = "SET NULL"});
    add("restrict", {.onupdate = "RESTRICT", .ondelete = "RESTRICT"});
    if (suite.can(R::deferrable_foreign_keys)) {
      add("deferrable", {.deferrable = true});
      add("deferred", {.deferrable = true, .initially = "DEFERRED"});
    }
    round_trip(suite, metadata);
  });
  tests.add("round_trip.a_cycle_of_foreign_keys", {R::foreign_key_enforced},
            [](SuiteContext& suite) {
              MetaData metadata;
              Table a("suite_a", metadata, Column("id", Integer(), primary_key),
                      Column("b", Integer(), ForeignKey("suite_b.id", {.name = "suite_fk_b"})));
              Table b("suite_b", metadata, Column("id", Integer(), primary_key),
                      Column("a", Integer(), ForeignKey("suite_a.id", {.name = "suite_fk_a"})));
              round_trip(suite, metadata);
            });
  tests.add("round_trip.server_defaults", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_defaults", metadata, Column("id", Integer(), primary_key),
            Column("a", String(40), server_default("it's 'quoted' :x %s")),
            Column("b", Integer(), not_null, server_default(text("7"))),
            Column("c", DateTime(), server_default(func::current_timestamp())),
            Column("d", String(10), server_default("")));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.indexes", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("id", Integer(), primary_key),
            Column("a", Integer(), indexed), Column("b", String(40)), Column("c", Integer()),
            Index("suite_ix_bc", "b", "c"), Index("suite_ux_c", {"c"}, {.unique = true}));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.sorted_indexes", {R::descending_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("a", Integer()), Column("b", Integer()));
    Index desc("suite_ix_desc", {t.c["a"], t.c["b"].desc()}, {});
    if (suite.can(R::nulls_order_of_indexes)) {
      Index first("suite_ix_first", {t.c["a"].nulls_first(), t.c["b"].desc().nulls_last()}, {});
    }
    round_trip(suite, metadata);
  });
  tests.add("round_trip.expression_indexes", {R::expression_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("a", String(20)), Column("n", Integer()));
    Index lower("suite_ix_lower", {t.c["n"], func::lower(t.c["a"])}, {});
    Index sum("suite_ix_sum", {t.c["n"] + 1}, {.unique = true});
    round_trip(suite, metadata);
  });
  tests.add("round_trip.partial_indexes", {R::partial_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("a", String(20)), Column("n", Integer()));
    Index partial("suite_ix_partial", {t.c["n"]},
                  {.dialect = {{"sqlite_where", t.c["a"] == "it's"},
                               {"postgresql_where", t.c["a"] == "it's"}}});
    round_trip(suite, metadata);
  });
  tests.add("round_trip.computed", {R::computed_columns}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_computed", metadata, Column("id", Integer(), primary_key),
            Column("a", Integer()),
            Column("b", Integer(), Computed("a * 2", suite.can(R::stored_computed_columns))));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.identity", {R::identity_columns}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_always", metadata,
            Column("id", Integer(), primary_key, Identity({.always = true})));
    Table u("suite_by_default", metadata, Column("n", Integer()),
            Column("id", BigInteger(), Identity({.start = 5, .increment = 2, .cycle = true})));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.comments", {R::comments}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_commented", metadata, {.comment = "it's a 表"},
            Column("n", Integer(), comment("'n' 好")));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.names_beyond_ascii", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_表", metadata, Column("编号", Integer(), primary_key),
            Column("名 字", String(20), server_default("世界😀")),
            Index("suite_索引", {"名 字"}, {}));
    round_trip(suite, metadata);
  });
}

}  // namespace cupel::testing
