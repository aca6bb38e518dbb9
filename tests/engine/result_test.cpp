#include "engine/fixture.hpp"

namespace cupel {
namespace {

using testing::UsersTest;

struct UserDto {
  std::int64_t id{};
  std::string name{};
  std::optional<int> age{};
};

struct WrongDto {
  std::string nam{};
};

class Results : public UsersTest {
 protected:
  Results() { add_three(); }
  Result all_users() { return conn.execute(select(users).order_by(users.c["id"])); }
  Connection conn = engine.connect();
};

TEST_F(Results, RowsAreReadByNamePlaceAndColumn) {
  for (auto&& row : all_users()) {
    EXPECT_EQ(row["id"].as<int>(), row[0].as<int>());
    EXPECT_EQ(row[users.c["name"]].as<std::string>(), row["name"].as<std::string>());
    EXPECT_EQ(row.size(), 3U);
    EXPECT_EQ(row.keys(), (std::vector<std::string>{"id", "name", "age"}));
    break;
  }
}

TEST_F(Results, ViewsAreBorrowedAndRowsAreOwned) {
  std::vector<Row<>> kept;
  for (auto&& row : all_users()) kept.push_back(row.to_row());
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept[0].repr(), "(1, 'ed', 30)");
  EXPECT_EQ(kept[2]["age"], Value());
  EXPECT_LT(kept[0], kept[1]);
  EXPECT_EQ(kept, all_users().all());
  const auto [id, name] = kept[1].as<std::int64_t, std::string>();
  EXPECT_EQ(id, 2);
  EXPECT_EQ(name, "jo");
  EXPECT_EQ(kept[0].asdict(), (Parameters{{"id", 1}, {"name", "ed"}, {"age", 30}}));
}

TEST_F(Results, MissingAndAmbiguousColumnsSaySo) {
  auto row = *all_users().first();
  try {
    (void)row["nme"];
    FAIL();
  } catch (const NoSuchColumnError& e) {
    EXPECT_EQ(e.message(),
              "Could not locate column in row for column 'nme'; did you mean 'name'?; the row has "
              "'id', 'name', 'age'");
  }
  EXPECT_THROW((void)row[7], NoSuchColumnError);
  auto twice = *conn.execute(text("SELECT 1 AS x, 2 AS x")).first();
  EXPECT_THROW((void)twice["x"], AmbiguousColumnError);
  EXPECT_EQ(twice[1].as<int>(), 2);
}

TEST_F(Results, TypedSelectsUnpackIntoBindings) {
  auto stmt = select(users.c["id"], users.c["name"]).as<std::int64_t, std::string>();
  std::vector<std::string> names;
  for (auto&& [id, name] : conn.execute(stmt.order_by(users.c["id"]))) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"ed", "jo", "al"}));
  const Row<std::int64_t, std::string> one = conn.execute(stmt.where(users.c["id"] == 2)).one();
  EXPECT_EQ(std::get<1>(one), "jo");
  EXPECT_EQ(conn.execute(stmt).keys(), (std::vector<std::string>{"id", "name"}));
  EXPECT_EQ(conn.scalars(stmt).all().size(), 3U);
}

TEST_F(Results, AnyAggregateIsFilledByColumnName) {
  const std::vector<UserDto> dtos = all_users().into<UserDto>().all();
  ASSERT_EQ(dtos.size(), 3U);
  EXPECT_EQ(dtos[0].name, "ed");
  EXPECT_EQ(dtos[0].age, 30);
  EXPECT_EQ(dtos[2].age, std::nullopt);
  try {
    (void)all_users().into<WrongDto>();
    FAIL();
  } catch (const NoSuchColumnError& e) {
    EXPECT_NE(e.message().find("no column for the member 'nam'; did you mean 'name'?"),
              std::string::npos)
        << e.message();
  }
}

TEST_F(Results, TypedRowsFillAnAggregateToo) {
  auto stmt = select(users.c["name"], users.c["id"], users.c["age"])
                  .as<std::string, std::int64_t, std::optional<int>>();
  const std::vector<UserDto> dtos =
      conn.execute(stmt.order_by(users.c["id"])).into<UserDto>().all();
  ASSERT_EQ(dtos.size(), 3U);
  EXPECT_EQ(dtos[1].id, 2);
  EXPECT_EQ(dtos[1].name, "jo");
  EXPECT_EQ(dtos[2].age, std::nullopt);
  EXPECT_THROW((void)conn.execute(stmt).into<WrongDto>(), NoSuchColumnError);
}

TEST_F(Results, OneAndFirstCountRows) {
  EXPECT_EQ(all_users().first()->get<std::string>("name"), "ed");
  EXPECT_THROW((void)all_users().one(), MultipleResultsFound);
  auto none = conn.execute(select(users).where(users.c["id"] == 99));
  EXPECT_THROW((void)none.one(), NoResultFound);
  EXPECT_EQ(conn.execute(select(users).where(users.c["id"] == 99)).one_or_none(), std::nullopt);
  EXPECT_EQ(conn.execute(select(users).where(users.c["id"] == 1)).one()["name"], Value("ed"));
}

TEST_F(Results, ScalarsAreOneColumn) {
  EXPECT_EQ(all_users().scalars<std::string>("name").all(),
            (std::vector<std::string>{"ed", "jo", "al"}));
  EXPECT_EQ(all_users().scalars<std::optional<int>>(2).all(),
            (std::vector<std::optional<int>>{30, 40, std::nullopt}));
  EXPECT_EQ(all_users().scalar(), Value(1));
  EXPECT_EQ(all_users().scalar<std::int64_t>(), 1);
  EXPECT_EQ(conn.execute(select(users).where(users.c["id"] == 99)).scalar<int>(), std::nullopt);
  EXPECT_THROW((void)all_users().scalar_one<int>(), MultipleResultsFound);
  EXPECT_EQ(conn.scalar(func("max", users.c["age"])), Value(40));
}

TEST_F(Results, NullIntoATypeWithoutNullNamesTheColumn) {
  auto ages = all_users().scalars<int>("age");
  EXPECT_EQ(ages.fetchone(), 30);
  (void)ages.fetchone();
  try {
    (void)ages.fetchone();
    FAIL();
  } catch (const DataError& e) {
    EXPECT_NE(e.message().find("age"), std::string::npos) << e.message();
  }
}

TEST_F(Results, AWrongTypeNamesColumnAndTypes) {
  try {
    (void)all_users().scalars<int>("name").first();
    FAIL();
  } catch (const DataError& e) {
    EXPECT_NE(e.message().find("name"), std::string::npos) << e.message();
  }
}

TEST_F(Results, ChunksAndFetches) {
  Result r = all_users();
  EXPECT_EQ(r.fetchmany(2).size(), 2U);
  EXPECT_EQ(r.fetchmany(2).size(), 1U);
  EXPECT_TRUE(r.fetchmany(2).empty());
  EXPECT_EQ(r.fetchone(), std::nullopt);
  std::vector<std::size_t> sizes;
  Result s = all_users();
  for (auto&& chunk : s.yield_per(2).partitions()) sizes.push_back(chunk.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 1}));
  auto ids = all_users().scalars<int>();
  sizes.clear();
  for (auto&& chunk : ids.partitions(2)) sizes.push_back(chunk.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 1}));
  EXPECT_THROW((void)all_users().partitions(), ArgumentError);
}

TEST_F(Results, UniqueDropsRepetitions) {
  const auto repeated = text("SELECT 1 AS a, 2 AS b UNION ALL SELECT 1, 2 UNION ALL SELECT 2, 2");
  EXPECT_EQ(conn.execute(repeated).unique().all().size(), 2U);
  EXPECT_EQ(conn.execute(repeated).scalars<int>().unique().all(), (std::vector<int>{1, 2}));
  EXPECT_EQ(conn.execute(repeated).scalars<int>().unique([](int i) { return i % 1; }).all().size(),
            1U);
  EXPECT_THROW((void)conn.execute(repeated).unique().yield_per(2), InvalidRequestError);
}

TEST_F(Results, ColumnsAreChosenAndReordered) {
  auto rows = all_users().columns({"name", 0}).all();
  EXPECT_EQ(rows[0].repr(), "('ed', 1)");
  EXPECT_EQ(rows[0].keys(), (std::vector<std::string>{"name", "id"}));
  EXPECT_EQ(all_users().columns({users.c["age"]}).scalars<std::optional<int>>().all().size(), 3U);
  EXPECT_EQ(all_users().columns({"name", "id"}).columns({"id"}).all()[1].repr(), "(2,)");
}

TEST_F(Results, FrozenResultsReplay) {
  const FrozenResult frozen = all_users().freeze();
  conn.close();
  EXPECT_EQ(frozen.size(), 3U);
  EXPECT_EQ(frozen().all().size(), 3U);
  EXPECT_EQ(frozen().scalars<std::string>("name").first(), "ed");
}

TEST_F(Results, MergeChainsThem) {
  std::vector<Result> parts;
  parts.push_back(conn.execute(text("SELECT 1 AS x")));
  parts.push_back(conn.execute(text("SELECT 2 AS x")));
  EXPECT_EQ(Result::merge(std::move(parts)).scalars<int>().all(), (std::vector<int>{1, 2}));
}

TEST_F(Results, MappingsAndTuples) {
  EXPECT_EQ(all_users().mappings().first(), (Parameters{{"id", 1}, {"name", "ed"}, {"age", 30}}));
  for (auto&& [id, name] : all_users().tuples<int, std::string>()) {
    EXPECT_EQ(id, 1);
    EXPECT_EQ(name, "ed");
    break;
  }
  EXPECT_THROW((void)(all_users().tuples<int, int, int, int>()), InvalidRequestError);
}

TEST_F(Results, AStatementWithoutRowsHasFiguresOnly) {
  Result r = conn.execute(update(users).values({{"age", 1}}));
  EXPECT_FALSE(r.returns_rows());
  EXPECT_EQ(r.rowcount(), 3);
  try {
    (void)r.all();
    FAIL();
  } catch (const ResourceClosedError& e) {
    EXPECT_EQ(e.message(),
              "This result object does not return rows. It has been closed automatically.");
  }
  EXPECT_THROW((void)r.keys(), ResourceClosedError);
}

TEST_F(Results, AClosedResultSaysSo) {
  Result r = all_users();
  r.close();
  EXPECT_TRUE(r.closed());
  EXPECT_THROW((void)r.fetchone(), ResourceClosedError);
  Result taken = all_users();
  (void)taken.scalars<int>();
  EXPECT_THROW((void)taken.all(), ResourceClosedError);
  EXPECT_EQ(taken.keys().size(), 3U);
}

TEST_F(Results, SeveralMayBeReadAtOnce) {
  int pairs = 0;
  for (auto&& a : all_users()) {
    for (auto&& b : all_users()) pairs += a[0].as<int>() < b[0].as<int>();
  }
  EXPECT_EQ(pairs, 3);
}

TEST_F(Results, AllOfABooleanColumnAreBooleans) {
  auto older =
      conn.scalars<bool>(text("SELECT age > 30 FROM users WHERE age IS NOT NULL ORDER BY id"));
  EXPECT_EQ(older.all(), (std::vector<bool>{false, true}));
}

TEST_F(Results, MayOutliveTheirConnection) {
  Result kept;
  {
    Connection c = engine.connect();
    kept = c.execute(select(users));
  }
  EXPECT_THROW((void)kept.all(), ResourceClosedError);
}

TEST_F(Results, TextColumnsFollowTheDriver) {
  const auto stmt = text("SELECT id, name FROM users WHERE id = 1");
  EXPECT_EQ(conn.execute(stmt).one().repr(), "(1, 'ed')");
  conn.execute(text("ALTER TABLE users ADD COLUMN extra DEFAULT 'x'"));
  EXPECT_EQ(conn.execute(text("SELECT * FROM users WHERE id = 1")).one()["extra"], Value("x"));
}

TEST_F(Results, SplicedHorizontallyPutsRowsSideBySide) {
  Result both = conn.execute(select(users.c["id"]).order_by(users.c["id"]))
                    .splice_horizontally(conn.execute(
                        select(users.c["name"], users.c["age"]).order_by(users.c["id"])));
  EXPECT_EQ(both.keys(), (std::vector<std::string>{"id", "name", "age"}));
  EXPECT_EQ(both.all().front().repr(), "(1, 'ed', 30)");
  EXPECT_THROW((void)all_users().splice_horizontally(
                   conn.execute(select(users.c["id"]).where(users.c["id"] == 1))),
               InvalidRequestError);
}

TEST_F(Results, SplicedVerticallyPutsRowsBehindEachOther) {
  EXPECT_EQ(all_users().splice_vertically(all_users()).all().size(), 6U);
  EXPECT_THROW((void)all_users().splice_vertically(conn.execute(select(users.c["id"]))),
               InvalidRequestError);
}

TEST_F(Results, AConnectionTellsTheSchemaItPutsInPlaceOfATables) {
  const Table other("other", MetaData({.schema = "s"}), Column("id", Integer()));
  EXPECT_EQ(conn.schema_for_object(users), "");
  conn.execution_options({.schema_translate_map = SchemaTranslateMap{{"", "main"}, {"s", ""}}});
  EXPECT_EQ(conn.schema_for_object(users), "main");
  EXPECT_EQ(conn.schema_for_object(other), "");
}

}  // namespace
}  // namespace cupel
