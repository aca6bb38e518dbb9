// Objects of a closed session, read by several threads.

#include <thread>

#include "model.hpp"

namespace cupel::session_model {

TEST_F(SessionTest, ADetachedGraphIsReadByManyThreads) {
  std::vector<Ref<User>> users;
  {
    Session session(engine, {.expire_on_commit = false});
    for (int u = 0; u < 20; ++u) {
      Ref<User> user = session.add(User{.name = std::to_string(u)});
      for (int p = 0; p < 10; ++p) user->posts.append(Post{.title = "p"});
      users.push_back(user);
    }
    session.commit();
  }
  std::vector<std::thread> threads;
  std::atomic<std::size_t> posts{0};
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        for (const Ref<User>& user : users) {
          for (std::size_t i = 0; i < user->posts.size(); ++i) {
            Ref<Post> post = user->posts[i];
            if (post->user->name == user->name) ++posts;
          }
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(posts, 8U * 20U * 20U * 10U);
}

TEST_F(SessionTest, UseByTwoThreadsAtOnceIsRefused) {
  Session session(engine);
  bool refused = false;
  listen(session, events::before_flush, [&](Session& s, FlushContext&) {
    std::thread other([&] {
      try {
        s.add(Item{.name = "other"});
      } catch (const IllegalStateChangeError&) {
        refused = true;
      }
    });
    other.join();
  });
  session.add(Item{.name = "x"});
  session.flush();
  EXPECT_TRUE(refused);
}

}  // namespace cupel::session_model
