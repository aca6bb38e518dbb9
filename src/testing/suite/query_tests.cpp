#include "testing/suite/context.hpp"

namespace cupel::testing {

namespace {

/// Five people, with whom each works for.
struct People {
  explicit People(SuiteContext& suite) : c(suite.engine.connect()) {
    metadata.create_all(suite.engine);
    c.execute(insert(t), {{{"id", 1}, {"name", "ada"}, {"boss", Value()}, {"pay", 500}},
                          {{"id", 2}, {"name", "bob"}, {"boss", 1}, {"pay", 300}},
                          {{"id", 3}, {"name", "cyd"}, {"boss", 1}, {"pay", 300}},
                          {{"id", 4}, {"name", "dan"}, {"boss", 2}, {"pay", 100}},
                          {{"id", 5}, {"name", "50%_eve"}, {"boss", 4}, {"pay", Value()}}});
  }

  [[nodiscard]] std::vector<Value> column(const Executable& statement) {
    std::vector<Value> out;
    for (const Row<>& row : c.execute(statement).all()) out.push_back(row[0]);
    return out;
  }
  void expect_column(const Executable& statement, const std::vector<Value>& expected,
                     std::string_view what) {
    expect_equal(column(statement), expected, what);
  }

  MetaData metadata;
  Table t{"suite_people",
          metadata,
          Column("id", Integer(), primary_key, autoincrement(false)),
          Column("name", String(50), not_null),
          Column("boss", Integer()),
          Column("pay", Integer())};
  Connection c;
};

}  // namespace

void add_query_tests(SuiteTests& tests) {
  using R = Requirement;
  tests.add("queries.order_limit_offset", [](SuiteContext& suite) {
    People p(suite);
    const auto ordered = select(p.t.c["id"]).order_by(p.t.c["name"].desc());
    p.expect_column(ordered.limit(2), {4, 3}, "LIMIT");
    p.expect_column(ordered.limit(2).offset(1), {3, 2}, "LIMIT and OFFSET");
    p.expect_column(ordered.offset(3), {1, 5}, "OFFSET alone");
    p.expect_column(ordered.limit(0), {}, "LIMIT 0");
  });
  tests.add("queries.where", [](SuiteContext& suite) {
    People p(suite);
    const auto ids = select(p.t.c["id"]).order_by(p.t.c["id"]);
    p.expect_column(ids.where(p.t.c["boss"] == nullptr), {1}, "IS NULL");
    p.expect_column(ids.where(p.t.c["pay"] > 100, p.t.c["pay"] != 500), {2, 3}, "AND");
    p.expect_column(ids.where(p.t.c["id"].in_(std::vector<int>{2, 4, 9})), {2, 4}, "IN");
    p.expect_column(ids.where(p.t.c["id"].in_(std::vector<int>{})), {}, "IN of nothing");
    p.expect_column(ids.where(p.t.c["id"].not_in(std::vector<int>{})), {1, 2, 3, 4, 5},
                    "NOT IN of nothing");
    p.expect_column(ids.where(p.t.c["id"].between(2, 3)), {2, 3}, "BETWEEN");
    p.expect_column(ids.where(p.t.c["name"].like("%d%")), {1, 3, 4}, "LIKE");
    p.expect_column(ids.where(p.t.c["name"].startswith("50%_", {.autoescape = true})), {5},
                    "LIKE with escaped characters");
    p.expect_column(ids.where(p.t.c["boss"].is_distinct_from(1)), {1, 4, 5}, "IS DISTINCT FROM");
  });
  tests.add("queries.joins", [](SuiteContext& suite) {
    People p(suite);
    const auto boss = p.t.alias("boss");
    const auto on = p.t.c["boss"] == boss.c["id"];
    p.expect_column(select(boss.c["name"]).select_from(p.t.join(boss, on)).order_by(p.t.c["id"]),
                    {"ada", "ada", "bob", "dan"}, "JOIN");
    p.expect_column(
        select(boss.c["name"]).select_from(p.t.outerjoin(boss, on)).order_by(p.t.c["id"]),
        {Value(), "ada", "ada", "bob", "dan"}, "LEFT OUTER JOIN");
  });
  tests.add("queries.aggregates", [](SuiteContext& suite) {
    People p(suite);
    const Row<> row = p.c.execute(select(func::count(), func::count(p.t.c["pay"]),
                                         func::sum(p.t.c["pay"]), func::max(p.t.c["name"]))
                                      .select_from(p.t))
                          .one();
    expect_equal(row[0], Value(5), "count(*)");
    expect_equal(row[1], Value(4), "count() leaves out NULL");
    expect_equal(shown(row[2]).find("1200") != std::string::npos, true, "sum()");
    expect_equal(row[3], Value("dan"), "max()");
    p.expect_column(select(p.t.c["boss"])
                        .where(p.t.c["boss"] != nullptr)
                        .group_by(p.t.c["boss"])
                        .having(func::count() > 1),
                    {1}, "GROUP BY and HAVING");
    p.expect_column(
        select(p.t.c["pay"]).where(p.t.c["pay"] != nullptr).distinct().order_by(p.t.c["pay"]),
        {100, 300, 500}, "DISTINCT");
  });
  tests.add("queries.subqueries", [](SuiteContext& suite) {
    People p(suite);
    const auto other = p.t.alias("other");
    p.expect_column(select(p.t.c["id"])
                        .where(exists(other.c["id"]).where(other.c["boss"] == p.t.c["id"]))
                        .order_by(p.t.c["id"]),
                    {1, 2, 4}, "EXISTS");
    const auto most = select(func::max(other.c["pay"])).scalar_subquery();
    p.expect_column(select(p.t.c["id"]).where(p.t.c["pay"] == most), {1}, "scalar subquery");
    const auto paid = select(p.t.c["id"], p.t.c["pay"]).where(p.t.c["pay"] > 200).subquery("paid");
    p.expect_column(select(paid.c["id"]).order_by(paid.c["id"]), {1, 2, 3}, "subquery in FROM");
  });
  tests.add("queries.unions", [](SuiteContext& suite) {
    People p(suite);
    const auto rich = select(p.t.c["name"]).where(p.t.c["pay"] >= 300);
    const auto first = select(p.t.c["name"]).where(p.t.c["id"] <= 2);
    expect_equal(p.column(union_(rich, first)).size(), std::size_t{3}, "UNION");
    expect_equal(p.column(union_all(rich, first)).size(), std::size_t{5}, "UNION ALL");
  });
  tests.add("queries.intersect_and_except", {R::intersect_and_except}, [](SuiteContext& suite) {
    People p(suite);
    const auto rich = select(p.t.c["name"]).where(p.t.c["pay"] >= 300);
    const auto first = select(p.t.c["name"]).where(p.t.c["id"] <= 2);
    expect_equal(p.column(intersect(rich, first)).size(), std::size_t{2}, "INTERSECT");
    p.expect_column(except_(rich, first), {"cyd"}, "EXCEPT");
  });
  tests.add("queries.recursive_cte", {R::recursive_ctes}, [](SuiteContext& suite) {
    People p(suite);
    auto below = select(p.t.c["id"]).where(p.t.c["id"] == 2).cte("below", {.recursive = true});
    below = below.union_all(select(p.t.c["id"]).where(p.t.c["boss"] == below.c["id"]));
    p.expect_column(select(below.c["id"]).order_by(below.c["id"]), {2, 4, 5}, "WITH RECURSIVE");
  });
  tests.add("queries.window_functions", {R::window_functions}, [](SuiteContext& suite) {
    People p(suite);
    p.expect_column(
        select(func::row_number().over({.order_by = {p.t.c["name"].desc()}})).order_by(p.t.c["id"]),
        {4, 3, 2, 1, 5}, "row_number() OVER");
  });
  tests.add("queries.expressions", [](SuiteContext& suite) {
    People p(suite);
    const auto one = [&](const auto& expression) {
      return p.c.execute(select(expression).where(p.t.c["id"] == 2)).scalar();
    };
    expect_equal(one(p.t.c["name"] + literal("-") + p.t.c["name"]), Value("bob-bob"), "concat");
    expect_equal(one(case_({{p.t.c["pay"] > 400, "high"}}, "low")), Value("low"), "CASE");
    expect_equal(one(func::coalesce(p.t.c["boss"], 7)), Value(1), "coalesce()");
    expect_equal(one(cast(p.t.c["pay"], String(20))), Value("300"), "CAST to text");
    expect_equal(one(p.t.c["pay"] % 7), Value(6), "modulo");
    expect_equal(one(p.t.c["pay"] / 200.0), Value(1.5), "division");
    expect_equal(one(func::lower(literal("ABC"))), Value("abc"), "lower()");
    expect_equal(one(func::length(literal("abcd"))), Value(4), "length()");
  });
  tests.add("queries.streaming", [](SuiteContext& suite) {
    People p(suite);
    ParameterSets sets;
    for (int i = 100; i < 2600; ++i)
      sets.push_back({{"id", i}, {"name", str_cat("n", i)}, {"boss", Value()}, {"pay", i}});
    p.c.execute(insert(p.t), sets);
    auto result = p.c.execute(select(p.t.c["id"]).where(p.t.c["id"] >= 100).order_by(p.t.c["id"]),
                              Parameters{}, {.yield_per = 100});
    int expected = 100;
    for (auto&& row : result) {
      expect_equal(row[0].value(), Value(expected), "a row of the stream");
      ++expected;
      if (expected == 1500) break;
    }
    result.close();
    expect_equal(p.c.execute(select(func::count()).select_from(p.t)).scalar(), Value(2505),
                 "the connection after half a stream");
  });
}

}  // namespace cupel::testing
