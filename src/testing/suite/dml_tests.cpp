#include "testing/suite/context.hpp"

namespace cupel::testing {

namespace {

struct Items {
  explicit Items(SuiteContext& suite) : c(suite.engine.connect()) {
    metadata.create_all(suite.engine);
  }

  MetaData metadata;
  Table t{"suite_items",
          metadata,
          Column("id", Integer(), primary_key),
          Column("name", String(50)),
          Column("n", Integer(), not_null, server_default(text("7"))),
          Column("state", String(20), server_default("it's new"))};
  Connection c;
};

}  // namespace

void add_dml_tests(SuiteTests& tests) {
  using R = Requirement;
  tests.add("dml.insert_tells_its_key", [](SuiteContext& suite) {
    Items i(suite);
    const Value first = i.c.execute(insert(i.t).values({{"name", "a"}})).inserted_primary_key()[0];
    const Value second = i.c.execute(insert(i.t).values({{"name", "b"}})).inserted_primary_key()[0];
    expect_equal(i.c.execute(select(i.t.c["name"]).where(i.t.c["id"] == first)).scalar(),
                 Value("a"), "the row of the first key");
    expect_equal(i.c.execute(select(i.t.c["name"]).where(i.t.c["id"] == second)).scalar(),
                 Value("b"), "the row of the second key");
  });
  tests.add("dml.server_defaults", [](SuiteContext& suite) {
    Items i(suite);
    i.c.execute(insert(i.t).values({{"name", "a"}}));
    const Row<> row = i.c.execute(select(i.t.c["n"], i.t.c["state"])).one();
    expect_equal(row[0], Value(7), "a number as default");
    expect_equal(row[1], Value("it's new"), "a text as default");
  });
  tests.add("dml.insert_without_values", [](SuiteContext& suite) {
    Items i(suite);
    i.c.execute(insert(i.t));
    expect_equal(i.c.execute(select(i.t.c["n"])).scalar(), Value(7), "the default");
  });
  tests.add("dml.executemany", [](SuiteContext& suite) {
    Items i(suite);
    ParameterSets sets;
    for (int k = 0; k < 1500; ++k) sets.push_back({{"name", str_cat("n", k)}, {"n", k}});
    expect_equal(i.c.execute(insert(i.t), sets).rowcount(), std::int64_t{1500}, "rowcount");
    expect_equal(i.c.execute(select(func::count(), func::max(i.t.c["n"]))).one()[1], Value(1499),
                 "the largest");
    ParameterSets keys;
    for (int k = 0; k < 10; ++k) keys.push_back({{"key", k}, {"to", str_cat("changed ", k)}});
    i.c.execute(
        update(i.t).where(i.t.c["n"] == bindparam("key")).values({{"name", bindparam("to")}}),
        keys);
    expect_equal(i.c.execute(select(i.t.c["name"]).where(i.t.c["n"] == 9)).scalar(),
                 Value("changed 9"), "a changed row");
  });
  tests.add("dml.rowcount", [](SuiteContext& suite) {
    Items i(suite);
    i.c.execute(insert(i.t), {{{"name", "a"}, {"n", 1}}, {{"name", "b"}, {"n", 1}}});
    expect_equal(i.c.execute(update(i.t).values({{"n", 1}})).rowcount(), std::int64_t{2},
                 "rows that match, changed or not");
    expect_equal(i.c.execute(delete_(i.t).where(i.t.c["name"] == "a")).rowcount(), std::int64_t{1},
                 "deleted rows");
    expect_equal(i.c.execute(delete_(i.t).where(i.t.c["name"] == "x")).rowcount(), std::int64_t{0},
                 "no row");
  });
  tests.add("dml.insert_returning", {R::insert_returning}, [](SuiteContext& suite) {
    Items i(suite);
    const Row<> row = i.c.execute(insert(i.t)
                                      .values({{"name", "a"}})
                                      .returning(i.t.c["id"], i.t.c["n"], i.t.c["state"]))
                          .one();
    expect_equal(row[1], Value(7), "a default that the database put in");
    expect_equal(row[2], Value("it's new"), "another one");
  });
  tests.add("dml.many_rows_return_in_order", {R::insert_returning}, [](SuiteContext& suite) {
    Items i(suite);
    ParameterSets sets;
    for (int k = 0; k < 2500; ++k) sets.push_back({{"name", str_cat("n", (k * 7919) % 2500)}});
    const auto rows =
        i.c.execute(insert(i.t).returning(i.t.c["id"], i.t.c["name"]).sort_by_parameter_order(),
                    sets)
            .all();
    expect_equal(rows.size(), sets.size(), "rows");
    for (std::size_t k = 0; k < rows.size(); ++k)
      expect_equal(rows[k][1], sets[k]["name"], "the name in the order of the parameters");
    for (const std::size_t k : {std::size_t{0}, std::size_t{1234}, rows.size() - 1}) {
      expect_equal(i.c.execute(select(i.t.c["name"]).where(i.t.c["id"] == rows[k][0])).scalar(),
                   rows[k][1], "the row of a key");
    }
  });
  tests.add("dml.update_returning", {R::update_returning}, [](SuiteContext& suite) {
    Items i(suite);
    i.c.execute(insert(i.t), {{{"name", "a"}, {"n", 1}}, {{"name", "b"}, {"n", 2}}});
    expect_equal(i.c.execute(update(i.t)
                                 .where(i.t.c["name"] == "b")
                                 .values({{"n", i.t.c["n"] + 40}})
                                 .returning(i.t.c["n"]))
                     .scalar(),
                 Value(42), "the new value");
  });
  tests.add("dml.delete_returning", {R::delete_returning}, [](SuiteContext& suite) {
    Items i(suite);
    i.c.execute(insert(i.t), {{{"name", "a"}}, {{"name", "b"}}});
    expect_equal(
        i.c.execute(delete_(i.t).where(i.t.c["name"] == "b").returning(i.t.c["name"])).scalar(),
        Value("b"), "the deleted value");
  });
  tests.add("dml.insert_from_select", [](SuiteContext& suite) {
    Items i(suite);
    i.c.execute(insert(i.t), {{{"name", "a"}, {"n", 1}}, {{"name", "b"}, {"n", 2}}});
    i.c.execute(insert(i.t).from_select({"name", "n"}, select(i.t.c["name"], i.t.c["n"] + 10)));
    expect_equal(
        i.c.execute(select(func::count()).select_from(i.t).where(i.t.c["n"] > 10)).scalar(),
        Value(2), "copied rows");
  });
}

}  // namespace cupel::testing
