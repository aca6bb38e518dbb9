// Session::explain_flush(): the plan of a flush, before it is done.

#include "model.hpp"

namespace cupel::session_model {

TEST_F(SessionTest, ThePlanOfAFlushNamesStepsObjectsAndReasons) {
  Session session(engine);
  Ref<User> ed = session.add(User{.name = "ed"});
  ed->posts.append(Post{.title = "first"});
  EXPECT_EQ(session.explain_flush(),
            "1. INSERT User: 1 object\n"
            "     new User #1: name (added)\n"
            "2. along Post.user, Post.user_id: 1 key to copy\n"
            "3. along User.posts, Post.user_id: 1 key to copy\n"
            "4. INSERT Post: 1 object\n"
            "     new Post #2: title (added; add along User.posts; add along Post.user)\n");
}

TEST_F(SessionTest, ExplainingAFlushWritesNothingAndChangesNothing) {
  Session session(engine);
  Ref<User> ed = session.add(User{.name = "ed"});
  session.flush();
  ed->name = "edward";
  session.add(Item{.name = "x"});
  Recorder recorder(engine);
  const std::string plan = session.explain_flush();
  EXPECT_EQ(plan, session.explain_flush());
  EXPECT_TRUE(recorder.log.empty());
  EXPECT_EQ(session.new_().size(), 1U);
  EXPECT_EQ(session.dirty().size(), 1U);
  EXPECT_NE(plan.find("UPDATE User: 1 object\n     User 1: name (changed)"), std::string::npos)
      << plan;
  session.commit();
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, APlanTellsWhatADeletionDragsAlong) {
  Session session(engine);
  Ref<Owner> ann = session.add(Owner{.name = "ann", .pets = {Pet{.name = "rex"}}});
  Ref<User> ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
  session.commit();
  session.delete_(ann);
  session.delete_(ed);
  const std::string plan = session.explain_flush();
  const auto has = [&](const char* text) { return plan.find(text) != std::string::npos; };
  EXPECT_TRUE(has("DELETE Owner: 1 object\n     Owner 1 (delete())")) << plan;
  EXPECT_TRUE(has("DELETE Pet: 1 object\n     Pet 1 (delete())")) << plan;
  EXPECT_TRUE(has("along User.posts, Post.user_id: 1 link to give up")) << plan;
  EXPECT_TRUE(has("UPDATE Post: 1 object\n     Post 1 (delete along User.posts")) << plan;
  session.commit();
  EXPECT_EQ(count("pet"), 0);
  EXPECT_EQ(count("posts"), 1);
}

TEST_F(SessionTest, ThereMayBeNothingToFlush) {
  Session session(engine);
  EXPECT_EQ(session.explain_flush(), "nothing to flush\n");
}

}  // namespace cupel::session_model
