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
