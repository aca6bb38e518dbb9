// Statements over mapped classes, executed in a session: rows become objects.

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm.hpp"

using namespace cupel;

namespace shelf {

struct Book;
struct Label;

struct Author {
  static constexpr auto tablename = "authors";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> name{};
  Mapped<std::optional<int>> age{};
  Relationship<List<Book>, back_populates<"author">, order_by<"Book.id">> books{};
};

struct Book {
  static constexpr auto tablename = "books";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"authors.id">> author_id{};
  Mapped<std::string> title{};
  Mapped<std::string, deferred> blurb{};
  Relationship<Author, back_populates<"books">> author{};
  Relationship<List<Label>, secondary<"book_labels">, back_populates<"books">, order_by<"id">>
      labels{};
};

struct Label {
  static constexpr auto tablename = "labels";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> text{};
  Relationship<List<Book>, secondary<"book_labels">, back_populates<"labels">> books{};
};

struct Fixture : testing::Test {
  Fixture() : engine(create_engine("sqlite://")) {
    Table("book_labels", registry.metadata(),
          Column("book_id", ForeignKey("books.id"), primary_key),
          Column("label_id", ForeignKey("labels.id"), primary_key));
    registry.map<Author, Book, Label>();
    registry.metadata().create_all(engine);
    Session setup(engine);
    auto ed = setup.add(Author{.name = "ed", .age = 30});
    auto wendy = setup.add(Author{.name = "wendy", .age = 25});
    setup.add(Author{.name = "mary"});
    setup.flush();
    auto red = setup.add(Label{.text = "red"});
    auto blue = setup.add(Label{.text = "blue"});
    for (const auto& [title, author] :
         {std::pair("first", ed), std::pair("second", ed), std::pair("third", wendy)}) {
      auto book = setup.add(Book{.title = title, .blurb = std::string("about ") + title});
      book->author = author;
      book->labels.append(blue);
      if (std::string_view(title) == "first") book->labels.append(red);
      setup.flush();
    }
    setup.commit();
  }
  Registry registry;
  Engine engine;
};

using EntityQuery = Fixture;

TEST_F(EntityQuery, SelectGivesObjectsOfTheSession) {
  Session session(engine);
  const auto statement = select<Author>().order_by(&Author::id);
  const auto authors = session.scalars(statement).all();
  ASSERT_EQ(authors.size(), 3U);
  EXPECT_EQ(authors[1]->name, "wendy");
  EXPECT_EQ(session.scalars(statement.where(col(&Author::name) == "ed")).one(), authors[0]);
  EXPECT_EQ(session.scalars(statement.where(col(&Author::id) == 99)).first(), nullptr);
  EXPECT_THROW(session.scalars(statement).one(), MultipleResultsFound);
}

TEST_F(EntityQuery, RowsMixObjectsAndColumns) {
  Session session(engine);
  std::vector<std::string> seen;
  for (auto&& [author, title] : session.execute(
           select(entity<Author>(), &Book::title).join(&Author::books).order_by(&Book::id))) {
    seen.push_back(author->name.get() + ":" + title);
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"ed:first", "ed:second", "wendy:third"}));
  for (auto&& [author, book] : session.execute(
           select<Author, Book>().outerjoin(&Author::books).where(col(&Author::name) == "mary"))) {
    EXPECT_EQ(author->name, "mary");
    EXPECT_FALSE(book);
  }
}

TEST_F(EntityQuery, EqualStatementsWithOtherValuesGiveOtherRows) {
  Session session(engine);
  for (const char* name : {"ed", "wendy", "ed"}) {
    EXPECT_EQ(session.scalars(select<Author>().where(col(&Author::name) == name)).one()->name,
              name);
  }
}

TEST_F(EntityQuery, EagerLoadingFillsRelationships) {
  Session session(engine);
  const auto by_join =
      session.scalars(select<Author>().options(joinedload(&Author::books)).order_by(&Author::id))
          .unique()
          .all();
  ASSERT_EQ(by_join.size(), 3U);
  EXPECT_TRUE(inspect(by_join[0]).in_dict("books"));
  EXPECT_EQ(by_join[0]->books.size(), 2U);
  EXPECT_THROW(static_cast<void>(
                   session.scalars(select<Author>().options(joinedload(&Author::books))).all()),
               InvalidRequestError);

  Session other(engine);
  const auto by_in =
      other
          .scalars(select<Author>()
                       .options(selectinload(&Author::books).selectinload(&Book::labels))
                       .order_by(&Author::id))
          .all();
  EXPECT_TRUE(inspect(by_in[1]).in_dict("books"));
  EXPECT_EQ(by_in[0]->books[0]->labels.size(), 2U);
}

TEST_F(EntityQuery, DeferredColumnsAreLoadedOnAccess) {
  Session session(engine);
  const auto book = session.scalars(select<Book>().where(col(&Book::title) == "first")).one();
  EXPECT_FALSE(inspect(book).in_dict("blurb"));
  EXPECT_EQ(book->blurb, "about first");
  const auto second = session
                          .scalars(select<Book>()
                                       .options(undefer(&Book::blurb), defer(&Book::title))
                                       .where(col(&Book::title) == "second"))
                          .one();
  EXPECT_TRUE(inspect(second).in_dict("blurb"));
  EXPECT_FALSE(inspect(second).in_dict("title"));
}

TEST_F(EntityQuery, ComparesWithObjectsAlsoWhenTheirKeyIsExpired) {
  Session session(engine);
  const auto ed = session.scalars(select<Author>().where(col(&Author::name) == "ed")).one();
  const auto statement = select<Book>().where(col(&Book::author) == ed).order_by(&Book::id);
  session.expire(ed);
  EXPECT_EQ(session.scalars(statement).all().size(), 2U);
  EXPECT_EQ(session.scalars(select(&Book::id).where(col(&Book::author) == ed)).all().size(), 2U);
}

TEST_F(EntityQuery, EntitiesFromOtherStatements) {
  Session session(engine);
  const auto found =
      session
          .scalars(select<Author>().from_statement(
              text("SELECT * FROM authors WHERE name = :n").bindparams({{"n", "ed"}})))
          .all();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->age, 30);
  const auto partly = session
                          .scalars(select<Author>().from_statement(
                              text("SELECT id, name FROM authors WHERE id = 2")))
                          .one();
  EXPECT_EQ(partly->age, 25);
  EXPECT_THROW(static_cast<void>(session.scalars(
                   select<Author>().from_statement(text("SELECT name FROM authors")))),
               InvalidRequestError);
}

TEST_F(EntityQuery, YieldPerReadsInChunks) {
  Session session(engine);
  std::vector<std::string> names;
  for (auto&& author : session.scalars(
           select<Author>().order_by(&Author::id).execution_options({{"yield_per", 2}}))) {
    names.push_back(author->name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"ed", "wendy", "mary"}));
}

TEST_F(EntityQuery, QueryIsTheOlderInterface) {
  Session session(engine);
  auto q = session.query<Author>().order_by(&Author::id);
  EXPECT_EQ(to_string(q),
            "SELECT authors.id AS authors_id, authors.name AS authors_name, authors.age AS "
            "authors_age \nFROM authors ORDER BY authors.id");
  EXPECT_EQ(q.all().size(), 3U);
  EXPECT_EQ(q.first()->name, "ed");
  EXPECT_EQ(q.count(), 3);
  EXPECT_EQ(session.query<Author>().get(2)->name, "wendy");
  EXPECT_EQ(q.filter(col(&Author::name) == "ed").one()->name, "ed");
  EXPECT_EQ(q.filter_by(&Author::name, "nobody").one_or_none(), nullptr);
  EXPECT_THROW(static_cast<void>(q.filter_by(&Author::name, "nobody").one()), NoResultFound);
  EXPECT_THROW(static_cast<void>(q.filter(col(&Author::id) > 0).get(1)), InvalidRequestError);
  EXPECT_EQ(session.query<Author>().join(&Author::books).order_by(&Author::id).all().size(), 2U);
  std::vector<std::string> names;
  for (auto&& [id, name] : session.query(&Author::id, &Author::name).order_by(&Author::id)) {
    names.push_back(name);
  }
  EXPECT_EQ(names.size(), 3U);
  EXPECT_EQ(session.query(func::count(&Author::id)).scalar(), 3);
  EXPECT_EQ(session.query(&Author::name).filter_by(&Author::id, 2).scalar(), "wendy");
}

TEST_F(EntityQuery, QueryUpdatesAndDeletesRowsAndKeepsObjectsInStep) {
  Session session(engine);
  const auto ed = session.get<Author>(1);
  EXPECT_EQ(session.query<Author>().filter(col(&Author::id) < 3).update({{&Author::age, 10}}), 2);
  EXPECT_EQ(ed->age, 10);
  EXPECT_EQ(session.query<Author>()
                .filter_by(&Author::name, "ed")
                .update({{"age", col(&Author::age) + 1}}),
            1);
  EXPECT_EQ(ed->age, 11);
  const auto red = session.get<Label>(1);
  session.execute(text("DELETE FROM book_labels"));
  EXPECT_EQ(session.query<Label>().filter(col(&Label::id) == 1).delete_(), 1);
  EXPECT_FALSE(session.contains(red));
  EXPECT_THROW(session.query<Author>().limit(1).update({{"age", 1}}), InvalidRequestError);
}

}  // namespace shelf
