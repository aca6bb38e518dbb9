#include "testing/suite/context.hpp"

namespace cupel::testing {

namespace {

struct Counter {
  explicit Counter(SuiteContext& suite) : engine(suite.engine) { metadata.create_all(engine); }

  void add(Connection& c, int id) { c.execute(insert(t).values({{"id", id}})); }
  void expect_count(int expected, std::string_view what) {
    Connection c = engine.connect();
    expect_equal(c.execute(select(func::count()).select_from(t)).scalar(), Value(expected), what);
  }

  Engine engine;
  MetaData metadata;
  Table t{"suite_rows", metadata, Column("id", Integer(), primary_key, autoincrement(false))};
};

}  // namespace

void add_transaction_tests(SuiteTests& tests) {
  using R = Requirement;
  tests.add("transactions.commit_and_rollback", [](SuiteContext& suite) {
    Counter rows(suite);
    {
      Connection c = rows.engine.connect();
      rows.add(c, 1);
      c.rollback();
      rows.add(c, 2);
      c.commit();
      rows.add(c, 3);
    }
    rows.expect_count(1, "what was committed");
  });
  tests.add("transactions.a_throw_rolls_back", [](SuiteContext& suite) {
    Counter rows(suite);
    expect_throw<std::logic_error>(
        [&] {
          rows.engine.begin([&](Connection& c) {
            rows.add(c, 1);
            throw std::logic_error("on purpose");
          });
        },
        "the block's own exception");
    rows.expect_count(0, "nothing");
  });
  tests.add("transactions.savepoints", {R::savepoints}, [](SuiteContext& suite) {
    Counter rows(suite);
    rows.engine.begin([&](Connection& c) {
      rows.add(c, 1);
      Transaction outer = c.begin_nested();
      rows.add(c, 2);
      {
        Transaction inner = c.begin_nested();
        rows.add(c, 3);
        inner.rollback();
      }
      rows.add(c, 4);
      outer.commit();
    });
    rows.expect_count(3, "all but the rows of the savepoint that was rolled back");
  });
  tests.add("transactions.a_savepoint_survives_an_error", {R::savepoints}, [](SuiteContext& suite) {
    Counter rows(suite);
    rows.engine.begin([&](Connection& c) {
      rows.add(c, 1);
      expect_throw<IntegrityError>(
          [&] {
            Transaction nested = c.begin_nested();
            rows.add(c, 1);
          },
          "the same key twice");
      rows.add(c, 2);
    });
    rows.expect_count(2, "the rows beside the failed one");
  });
  tests.add("transactions.isolation_levels", {R::isolation_levels}, [](SuiteContext& suite) {
    Counter rows(suite);
    Connection c = rows.engine.connect();
    const std::string usual = c.get_isolation_level();
    c.rollback();
    c.execution_options({.isolation_level = "SERIALIZABLE"});
    expect_equal(c.get_isolation_level(), std::string("SERIALIZABLE"), "the level set");
    rows.add(c, 1);
    c.rollback();
    c.close();
    expect_equal(rows.engine.connect().get_isolation_level(), usual,
                 "the level of the next who uses the connection");
  });
  tests.add("transactions.autocommit", {R::isolation_levels}, [](SuiteContext& suite) {
    Counter rows(suite);
    Connection c = rows.engine.connect();
    c.execution_options({.isolation_level = "AUTOCOMMIT"});
    rows.add(c, 1);
    c.rollback();
    c.close();
    rows.expect_count(1, "a row that was never part of a transaction");
  });
  tests.add("transactions.ddl", {R::transactional_ddl}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_undone", metadata, Column("id", Integer(), primary_key));
    Connection c = suite.engine.connect();
    metadata.create_all(c);
    c.rollback();
    expect(!inspect(c).has_table("suite_undone"), "a table that was rolled back is there");
  });
}

}  // namespace cupel::testing
