#include "testing/suite/context.hpp"

namespace cupel::testing {

namespace {

struct Family {
  explicit Family(SuiteContext& suite) : c(suite.engine.connect()) {
    metadata.create_all(suite.engine);
    c.execute(insert(parent).values({{"id", 1}}));
    c.execute(insert(child).values({{"id", 1}, {"parent_id", 1}, {"name", "a"}, {"n", 1}}));
    c.commit();
  }

  /// The error comes, and the connection is as good as before.
  template <class E, class F>
  void expect_error(F&& work, std::string_view what) {
    (void)expect_throw<E>(work, what);
    expect(!c.invalidated(), str_cat(what, ": the connection counts as lost"));
    c.rollback();
    expect_equal(c.execute(select(func::count()).select_from(child)).scalar(), Value(1),
                 str_cat(what, ": the connection afterwards"));
    c.rollback();
  }
  auto add(int id, const Value& parent_id, const Value& name, int n) {
    return [=, this] {
      c.execute(
          insert(child).values({{"id", id}, {"parent_id", parent_id}, {"name", name}, {"n", n}}));
    };
  }

  MetaData metadata;
  Table parent{"suite_parent", metadata,
               Column("id", Integer(), primary_key, autoincrement(false))};
  Table child{"suite_child",
              metadata,
              Column("id", Integer(), primary_key, autoincrement(false)),
              Column("parent_id", Integer(), ForeignKey("suite_parent.id")),
              Column("name", String(20), not_null, unique),
              Column("n", Integer()),
              CheckConstraint("n > 0", {.name = "suite_n_positive"})};
  Connection c;
};

}  // namespace

void add_error_tests(SuiteTests& tests) {
  using R = Requirement;
  tests.add("errors.primary_key", [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<IntegrityError>(f.add(1, 1, "b", 1), "the same key");
  });
  tests.add("errors.unique", [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<IntegrityError>(f.add(2, 1, "a", 1), "the same name");
  });
  tests.add("errors.not_null", [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<IntegrityError>(f.add(2, 1, Value(), 1), "no name");
  });
  tests.add("errors.foreign_key", {R::foreign_key_enforced}, [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<IntegrityError>(f.add(2, 99, "b", 1), "a parent that is not there");
    f.expect_error<IntegrityError>([&] { f.c.execute(delete_(f.parent)); },
                                   "a parent that has a child");
  });
  tests.add("errors.check", {R::check_constraints}, [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<IntegrityError>(f.add(2, 1, "b", -1), "a number against the check");
  });
  tests.add("errors.syntax", [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<DatabaseError>([&] { f.c.execute(text("SELEC 1 FROM")); }, "no SQL");
  });
  tests.add("errors.no_such_table", [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<DatabaseError>([&] { f.c.execute(text("SELECT * FROM suite_nowhere")); },
                                  "no table");
  });
  tests.add("errors.statement_and_parameters", [](SuiteContext& suite) {
    Family f(suite);
    const auto error = expect_throw<IntegrityError>(f.add(1, 1, "b", 1), "the same key");
    const std::string message = error.what();
    expect(message.find("INSERT INTO suite_child") != std::string::npos,
           str_cat("the statement is not in the message: ", message));
    expect(message.find("'b'") != std::string::npos,
           str_cat("the parameters are not in the message: ", message));
  });
  tests.add("errors.a_failed_batch", [](SuiteContext& suite) {
    Family f(suite);
    f.expect_error<IntegrityError>(
        [&] {
          f.c.execute(insert(f.parent), {{{"id", 2}}, {{"id", 1}}, {{"id", 3}}});
        },
        "a batch with a key that is there");
    expect_equal(f.c.execute(select(func::count()).select_from(f.parent)).scalar(), Value(1),
                 "rows after the failed batch was rolled back");
  });
}

}  // namespace cupel::testing
