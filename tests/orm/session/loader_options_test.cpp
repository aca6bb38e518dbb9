// Loader options beyond what the conformance scenarios say.

#include <source_location>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm.hpp"

using namespace cupel;

namespace {

struct Book;
struct Author {
  static constexpr auto tablename = "loader_authors";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> name{};
  Relationship<List<Book>, back_populates<"author">, order_by<"Book.id">> books{};
};
struct Book {
  static constexpr auto tablename = "loader_books";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"loader_authors.id">> author_id{};
  Mapped<std::string> title{};
  Relationship<Author, back_populates<"books">> author{};
};
struct Branch {
  static constexpr auto tablename = "loader_branches";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"loader_branches.id">> parent_id{};
  Relationship<List<Branch>, back_populates<"parent">, order_by<"Branch.id">> children{};
  Relationship<Branch, back_populates<"children">, remote_side<"id">> parent{};
};

// In an order that has nothing to do with their parents.
struct Volume;
struct Shelf {
  static constexpr auto tablename = "loader_shelves";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Volume>, order_by<"Volume.title">> volumes{};
};
struct Volume {
  static constexpr auto tablename = "loader_volumes";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"loader_shelves.id">> shelf_id{};
  Mapped<std::string> title{};
};

// Eager in both directions.
struct Player;
struct Team {
  static constexpr auto tablename = "loader_teams";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Player>, back_populates<"team">, lazy<"selectin">> players{};
};
struct Player {
  static constexpr auto tablename = "loader_players";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"loader_teams.id">> team_id{};
  Relationship<Team, back_populates<"players">, lazy<"joined">> team{};
};

struct LoaderOptions : testing::Test {
  LoaderOptions() {
    registry.map<Author, Book, Branch>();
    registry.metadata().create_all(engine);
    Session setup(engine);
    setup.add(Author{.id = 1,
                     .name = "a",
                     .books = {Book{.title = "a1"}, Book{.title = "a2"}, Book{.title = "a3"}}});
    setup.add(Author{.id = 2, .name = "b", .books = {Book{.title = "b1"}}});
    setup.add(Author{.id = 3, .name = "c"});
    Branch leaf{.id = 4};
    setup.add(Branch{
        .id = 1, .children = {Branch{.id = 2, .children = {Branch{.id = 3, .children = {leaf}}}}}});
    setup.commit();
    counter = listen(engine, events::before_cursor_execute,
                     [this](Connection&, CursorExecution&) { ++statements; });
  }
  static std::vector<std::string> titles(const Author& author) {
    std::vector<std::string> all;
    for (const Ref<Book>& book : author.books) all.push_back(book->title);
    return all;
  }

  Registry registry;
  Engine engine = create_engine("sqlite://");
  int statements = 0;
  ListenHandle counter;
};

}  // namespace

TEST_F(LoaderOptions, AJoinThatTheMappingAsksForStopsAtWhatItsOwnStatementHas) {
  registry.map<Team, Player>();
  registry.metadata().create_all(engine);
  Session setup(engine);
  setup.add(Team{.id = 1, .players = {Player{.id = 1}, Player{.id = 2}}});
  setup.commit();
  std::vector<std::string> sent;
  const ListenHandle recorder =
      listen(engine, events::before_cursor_execute,
             [&](Connection&, CursorExecution& e) { sent.push_back(e.statement); });
  Session session(engine);
  EXPECT_EQ(session.scalars(select<Team>()).all().size(), 1U);
  // The teams are known, but not to the statement of the players.
  EXPECT_EQ(sent, (std::vector<std::string>{
                      "SELECT loader_teams.id \nFROM loader_teams",
                      "SELECT loader_players.team_id, loader_players.id, loader_teams_1.id "
                      "\nFROM loader_players LEFT OUTER JOIN loader_teams AS loader_teams_1 ON "
                      "loader_teams_1.id = loader_players.team_id \nWHERE loader_players.team_id "
                      "IN (?)"}));
  sent.clear();
  Session other(engine);
  EXPECT_EQ(other.scalars(select<Player>()).all().size(), 2U);
  EXPECT_EQ(sent.size(), 1U);  // the way back ends here
}

// The rows of one parent need not follow each other, nor the parents each other.
TEST_F(LoaderOptions, ChildrenInAnyOrderFindTheirParents) {
  registry.map<Shelf, Volume>();
  registry.metadata().create_all(engine);
  Session fill(engine);
  for (std::int64_t i = 1; i <= 3; ++i) fill.add(Shelf{.id = i});
  fill.flush();
  std::int64_t id = 0;
  for (const auto& [shelf, title] : std::vector<std::pair<std::int64_t, std::string>>{
           {1, "d"}, {3, "a"}, {1, "b"}, {3, "c"}, {1, "a"}}) {
    fill.add(Volume{.id = ++id, .shelf_id = shelf, .title = title});
  }
  fill.commit();
  Session session(engine);
  const auto shelves = session
                           .scalars(select<Shelf>()
                                        .order_by(col(&Shelf::id).desc())
                                        .options(selectinload(&Shelf::volumes)))
                           .all();
  std::vector<std::string> seen;
  for (const auto& shelf : shelves) {
    seen.push_back(std::to_string(shelf->id) + ":");
    for (const auto& volume : shelf->volumes) seen.back() += *volume->title;
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"3:ac", "2:", "1:abd"}));
}

TEST_F(LoaderOptions, TopLimitsTheMembersOfEachParent) {
  Session session(engine);
  const auto authors =
      session
          .scalars(
              select<Author>().options(selectinload(&Author::books).top(2)).order_by(&Author::id))
          .all();
  EXPECT_EQ(statements, 2);
  EXPECT_EQ(titles(*authors[0]), (std::vector<std::string>{"a1", "a2"}));
  EXPECT_EQ(titles(*authors[1]), (std::vector<std::string>{"b1"}));
  EXPECT_EQ(titles(*authors[2]), std::vector<std::string>());
  EXPECT_EQ(statements, 2);
}

TEST_F(LoaderOptions, TopNeedsSelectinOfACollection) {
  EXPECT_THROW((void)joinedload(&Author::books).top(2), ArgumentError);
  EXPECT_THROW((void)selectinload(&Book::author).top(2), ArgumentError);
}

TEST_F(LoaderOptions, RecursionDepthLoadsThatManyFurtherLevels) {
  Session session(engine);
  const auto root =
      session
          .scalars(select<Branch>()
                       .options(selectinload(&Branch::children, {.recursion_depth = 1}))
                       .where(col(&Branch::id) == 1))
          .one();
  EXPECT_EQ(statements, 3);
  const auto second = root->children[0];
  const auto third = second->children[0];
  EXPECT_EQ(statements, 3);
  EXPECT_EQ(third->children.size(), 1U);
  EXPECT_EQ(statements, 4);
}

TEST_F(LoaderOptions, ParametersOfCriteriaAreThoseOfTheStatementThatRuns) {
  Session session(engine);
  const auto books_without = [&](const std::string& title) {
    session.expunge_all();
    const auto author =
        session
            .scalars(
                select<Author>()
                    .options(selectinload(col(&Author::books).and_(col(&Book::title) != title)))
                    .where(col(&Author::id) == 1))
            .one();
    return titles(*author);
  };
  EXPECT_EQ(books_without("a1"), (std::vector<std::string>{"a2", "a3"}));
  EXPECT_EQ(books_without("a3"), (std::vector<std::string>{"a1", "a2"}));
}

TEST_F(LoaderOptions, RepeatedLazyLoadsAreReportedWithTheirCure) {
  std::vector<std::string> reports;
  SessionOptions options{.bind = engine};
  options.report_lazy_loads = 2;
  options.on_lazy_loads = [&](const LazyLoadReport& report) {
    reports.push_back(report.relationship.str() + " " + std::to_string(report.count) + " " +
                      report.option);
  };
  Session session(options);
  for (const Ref<Author>& author : session.scalars(select<Author>()).all()) {
    (void)author->books.size();
  }
  EXPECT_EQ(reports, (std::vector<std::string>{"Author.books 2 selectinload(&Author::books)"}));
}

TEST_F(LoaderOptions, AReportSaysWhereTheProgramReads) {
  std::optional<std::source_location> where;
  SessionOptions options{.bind = engine};
  options.report_lazy_loads = 1;
  options.on_lazy_loads = [&](const LazyLoadReport& report) { where = report.where; };
  Session session(options);
  const Ref<Author> author = session.get<Author>(1);
  const auto here = std::source_location::current();
  for (const auto& book : author->books) (void)book;
  ASSERT_TRUE(where.has_value());
  EXPECT_EQ(where->line(), here.line() + 1);
  EXPECT_STREQ(where->file_name(), here.file_name());
}

TEST_F(LoaderOptions, EagerLoadsAreNotReported) {
  SessionOptions options{.bind = engine};
  options.report_lazy_loads = 1;
  options.on_lazy_loads = [](const LazyLoadReport&) { FAIL(); };
  Session session(options);
  for (const Ref<Author>& author :
       session.scalars(select<Author>().options(selectinload(&Author::books))).all()) {
    (void)author->books.size();
  }
}

TEST_F(LoaderOptions, SelectinFallsBackToAJoinWhereTheForeignKeyIsNotLoaded) {
  Session session(engine);
  const auto books = session
                         .scalars(select<Book>()
                                      .options(load_only(&Book::title), selectinload(&Book::author))
                                      .order_by(&Book::id))
                         .all();
  EXPECT_EQ(statements, 2);
  EXPECT_EQ(books[0]->author->name, "a");
  EXPECT_EQ(books[3]->author->name, "b");
  EXPECT_EQ(statements, 2);
}
