// What lives how long: memory of a session, graphs that outlive it.

#include <fstream>
#include <thread>

#include "model.hpp"

namespace cupel::session_model {

TEST_F(SessionTest, AKeptRefReachesItsLoadedNeighboursAfterTheSession) {
  Ref<Post> post;
  {
    Session session(engine, {.expire_on_commit = false});
    Ref<User> ed = session.add(User{.name = "ed"});
    ed->posts.append(Post{.title = "a"});
    ed->posts.append(Post{.title = "b"});
    session.commit();
    post = ed->posts[1];
  }
  EXPECT_EQ(post->user->name, "ed");
  EXPECT_EQ(post->user->posts[0]->title, "a");
}

TEST_F(SessionTest, StreamsOfObjectsDoNotAccumulate) {
  Session session(engine);
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 1000; ++i) session.add(Item{.qty = i});
    session.flush();
  }
  session.commit();
  EXPECT_EQ(count("item"), 40'000);
  for (int i = 1; i <= 40'000; ++i) ASSERT_TRUE(session.get<Item>(i));
}

TEST_F(SessionTest, AStreamLeavesWhatTheProgramKeeps) {
  {
    Session fill(engine);
    for (int i = 0; i < 20'000; ++i) fill.add(Item{.name = std::to_string(i), .qty = i});
    fill.commit();
  }
  Session session(engine);
  std::vector<Ref<Item>> kept;
  const auto items =
      select<Item>().order_by(col(&Item::id)).execution_options({{"yield_per", 500}});
  for (const Ref<Item>& item : session.scalars(items)) {
    if (item->id % 4000 == 1) kept.push_back(item);
  }
  // Sweeps came between the chunks: what nobody kept has left, the last chunk apart.
  EXPECT_LT(session.identity_map().size(), 10'000U);
  ASSERT_EQ(kept.size(), 5U);
  for (const Ref<Item>& item : kept) {
    EXPECT_EQ(item->name, std::to_string(*item->qty));
    EXPECT_TRUE(inspect(item).persistent());
    EXPECT_EQ(session.get<Item>(*item->id), item);
  }
}

TEST_F(SessionTest, AllAfterTheFirstOnesOfAStreamIsTheRest) {
  Session session(engine);
  for (int i = 0; i < 10; ++i) session.add(Item{.qty = i});
  session.commit();
  auto result = session.scalars(
      select<Item>().order_by(col(&Item::id)).execution_options({{"yield_per", 4}}));
  EXPECT_EQ((*result.begin())->qty, 0);
  const std::vector<Ref<Item>> rest = result.all();
  ASSERT_EQ(rest.size(), 9U);
  for (std::size_t i = 0; i < rest.size(); ++i) EXPECT_EQ(rest[i]->qty, i + 1);
  EXPECT_TRUE(result.all().empty());
}

TEST_F(SessionTest, AFlushOfObjectsThatNobodyHoldsLeavesNoneOfThem) {
  Session session(engine);
  for (int i = 0; i < 2000; ++i) session.add(Item{.qty = i});
  session.flush();
  EXPECT_TRUE(session.identity_map().empty());
  EXPECT_TRUE(session.in_transaction());
  session.commit();
  EXPECT_EQ(count("item"), 2000);

  std::vector<Ref<Item>> items = session.scalars(select<Item>()).all();
  for (const Ref<Item>& item : items) item->qty = 1;
  items.clear();  // changed, so the session holds them until they are written
  session.flush();
  EXPECT_TRUE(session.identity_map().empty());
  session.rollback();
  EXPECT_EQ(session.get<Item>(7)->qty, 6);
}

TEST_F(SessionTest, ASavepointIsRolledBackAfterItsObjectsAreGone) {
  Session session(engine);
  for (int i = 0; i < 2000; ++i) session.add(Item{.qty = i});
  session.flush();
  auto savepoint = session.begin_nested();
  for (int i = 0; i < 2000; ++i) session.add(Item{.qty = -i});
  session.flush();
  EXPECT_TRUE(session.identity_map().empty());
  savepoint.rollback();
  session.add(Item{.qty = 1});
  session.commit();
  EXPECT_EQ(count("item"), 2001);
}

TEST_F(SessionTest, RollbackOfForgottenObjectsIsQuiet) {
  Session session(engine);
  Ref<Item> kept;
  for (int i = 0; i < 10'000; ++i) {
    Ref<Item> item = session.add(Item{.qty = i});
    if (i == 5000) kept = item;
  }
  session.flush();
  (void)session.identity_map();
  session.rollback();
  EXPECT_TRUE(inspect(kept).transient());
  EXPECT_EQ(kept->qty, 5000);
}

}  // namespace cupel::session_model
