// with_loader_criteria() wherever a class appears, and loader options of from_statement().

#include "cupel/orm/query/dml.hpp"

#include "model.hpp"

namespace cupel::session_model {

class CriteriaTest : public SessionTest {
 protected:
  CriteriaTest() {
    engine.begin([](Connection& c) {
      (void)c.execute(text("INSERT INTO users (id, name) VALUES (1,'ed'),(2,'wendy')"));
      (void)c.execute(
          text("INSERT INTO posts (id, user_id, title) VALUES (1,1,'a'),(2,1,'b'),(3,2,'c')"));
    });
  }
  const LoaderOption without_b = with_loader_criteria<Post>(col(&Post::title) != "b");
};

TEST_F(CriteriaTest, ASubqueryInFromIsCompletedToo) {
  Session session(engine);
  const auto counts =
      select(col(&Post::user_id).label("uid"), func::count(col(&Post::id)).label("n"))
          .group_by(&Post::user_id)
          .subquery("counts");
  Recorder recorder(engine);
  const auto rows = session
                        .execute(select(&User::name, counts.c["n"])
                                     .join(counts, counts.c["uid"] == col(&User::id))
                                     .order_by(&User::id)
                                     .options(without_b))
                        .all();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0][1].as<std::int64_t>(), 1);
  EXPECT_NE(recorder.log.back().find("WHERE posts.title != ?"), std::string::npos)
      << recorder.log.back();
}

TEST_F(CriteriaTest, ACommonTableExpressionIsCompletedToo) {
  Session session(engine);
  const auto recent = select(&Post::id, &Post::title).cte("recent");
  const auto titles =
      session.scalars(select(recent.c["title"]).order_by(recent.c["title"]).options(without_b))
          .all();
  ASSERT_EQ(titles.size(), 2U);
  EXPECT_EQ(titles[1].as<std::string>(), "c");
}

TEST_F(CriteriaTest, ASubqueryInTheCriteriaOfAnUpdateIsCompletedToo) {
  Session session(engine);
  const auto authors = select(&Post::user_id).where(col(&Post::title).in_({"b", "c"}));
  EXPECT_EQ(session
                .execute(update<User>()
                             .where(col(&User::id).in_(authors))
                             .values({{"name", "x"}})
                             .options(without_b)
                             .execution_options({{"synchronize_session", false}}))
                .rowcount(),
            1);
}

TEST_F(CriteriaTest, QueryUpdateAndDeleteHeedTheOptions) {
  Session session(engine);
  EXPECT_EQ(session.query<Post>().options(without_b).update({{"title", "z"}}), 2);
  EXPECT_EQ(
      session.query<Post>().options(with_loader_criteria<Post>(col(&Post::title) == "z")).delete_(),
      2);
}

TEST_F(CriteriaTest, OptionsCountForEntitiesFromText) {
  Session session(engine);
  Recorder recorder(engine);
  const auto users =
      session
          .scalars(select<User>()
                       .from_statement(text("SELECT id, name FROM users ORDER BY id"))
                       .options(selectinload(&User::posts)))
          .all();
  ASSERT_EQ(users.size(), 2U);
  EXPECT_EQ(recorder.count("SELECT"), 2U);
  EXPECT_EQ(users[0]->posts.size(), 2U);
  EXPECT_EQ(recorder.count("SELECT"), 2U);
}

TEST_F(CriteriaTest, ContainsEagerFindsTheOtherClassInTheRowsOfAText) {
  Session session(engine);
  Recorder recorder(engine);
  const auto users =
      session
          .scalars(select<User>()
                       .options(contains_eager(&User::posts))
                       .from_statement(text(
                           "SELECT users.id AS users_id, users.name AS users_name, posts.id AS "
                           "posts_id, posts.user_id AS posts_user_id, posts.title AS posts_title "
                           "FROM users JOIN posts ON posts.user_id = users.id ORDER BY posts.id")))
          .unique()
          .all();
  ASSERT_EQ(users.size(), 2U);
  ASSERT_EQ(users[0]->posts.size(), 2U);
  EXPECT_EQ(users[0]->posts[1]->title, "b");
  EXPECT_EQ(recorder.count("SELECT"), 1U);
}

TEST_F(CriteriaTest, AnOptionOfAnotherClassIsRefused) {
  Session session(engine);
  EXPECT_THROW((void)session.scalars(select<User>()
                                         .options(selectinload(&Post::tags))
                                         .from_statement(text("SELECT id, name FROM users"))),
               ArgumentError);
}

}  // namespace cupel::session_model
