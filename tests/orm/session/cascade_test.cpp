// Cascades along relationships, orphans, merge.

#include "model.hpp"

namespace cupel::session_model {

TEST_F(SessionTest, AddReachesWhatTheObjectLeadsTo) {
  Session session(engine);
  Ref<User> ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
  EXPECT_EQ(session.new_().size(), 2U);
  ed->posts.append(Post{.title = "q", .tags = {Tag{.name = "t"}}});
  EXPECT_EQ(session.new_().size(), 4U);
  session.commit();
  EXPECT_EQ(count("posts"), 2);
  EXPECT_EQ(count("post_tags"), 1);
  EXPECT_EQ(ed->posts[0]->user_id, ed->id);
}

TEST_F(SessionTest, SettingTheOtherSideDoesNotCascade) {
  Session session(engine);
  Ref<User> ed = session.add(User{.name = "ed"});
  session.flush();
  EXPECT_TRUE(ed->posts.empty());
  Ref<Post> post = make<Post>({.title = "p"});
  post->user = ed;
  EXPECT_FALSE(session.contains(post));
  EXPECT_EQ(ed->posts.size(), 1U);
  WarningCapture warnings;
  session.flush();
  EXPECT_EQ(count_in(session, "posts"), 0);
  ASSERT_EQ(warnings.entries().size(), 1U);
  EXPECT_NE(warnings.entries()[0].text.find("not in session"), std::string::npos);
}

TEST_F(SessionTest, OrphansAreDeleted) {
  Session session(engine);
  Ref<Owner> ann =
      session.add(Owner{.name = "ann", .pets = {Pet{.name = "rex"}, Pet{.name = "tom"}}});
  session.commit();
  Ref<Pet> rex = ann->pets[0];
  ann->pets.erase(0);
  session.commit();
  EXPECT_EQ(count("pet"), 1);
  EXPECT_TRUE(inspect(rex).detached());
  session.delete_(ann);
  session.commit();
  EXPECT_EQ(count("pet"), 0);
}

TEST_F(SessionTest, APendingOrphanLeavesTheSession) {
  Session session(engine);
  Ref<Owner> ann = session.add(Owner{.name = "ann"});
  session.flush();
  Ref<Pet> rex = make<Pet>({.name = "rex"});
  ann->pets.append(rex);
  EXPECT_TRUE(session.contains(rex));
  ann->pets.remove(rex);
  EXPECT_FALSE(session.contains(rex));
  session.commit();
  EXPECT_EQ(count("pet"), 0);
}

TEST_F(SessionTest, AChildThatMovesIsNoOrphan) {
  Session session(engine);
  Ref<Owner> ann = session.add(Owner{.name = "ann", .pets = {Pet{.name = "rex"}}});
  Ref<Owner> bob = session.add(Owner{.name = "bob"});
  Ref<Pet> rex = ann->pets[0];
  bob->pets.append(rex);
  EXPECT_TRUE(session.contains(rex));
  session.commit();
  EXPECT_EQ(count("pet"), 1);
  EXPECT_EQ(rex->owner, bob);
  rex->owner = ann;
  session.commit();
  EXPECT_EQ(count("pet"), 1);
  EXPECT_EQ(rex->owner_id, ann->id);
}

TEST_F(SessionTest, ExpungeAndExpireFollowTheirCascades) {
  Session session(engine);
  Ref<Owner> ann = session.add(Owner{.name = "ann", .pets = {Pet{.name = "rex"}}});
  session.commit();
  Ref<Pet> rex = ann->pets[0];
  EXPECT_EQ(rex->name, "rex");
  session.expire(ann);
  EXPECT_FALSE(inspect(rex).in_dict("name"));
  EXPECT_EQ(ann->pets.size(), 1U);
  session.expunge(ann);
  EXPECT_TRUE(inspect(rex).detached());
}

TEST_F(SessionTest, MergeCopiesOntoTheSessionsObject) {
  add_items();
  Session session(engine);
  Ref<Item> given = make<Item>({.id = 1, .name = "edward"});
  Ref<Item> merged = session.merge(given);
  EXPECT_NE(merged, given);
  EXPECT_EQ(merged->name, "edward");
  EXPECT_EQ(merged->qty, 10);
  EXPECT_FALSE(session.contains(given));
  EXPECT_EQ(session.merge(merged), merged);
  Ref<Item> fresh = session.merge(Item{.name = "n"});
  EXPECT_TRUE(inspect(fresh).pending());
  session.commit();
  EXPECT_EQ(count("item"), 4);
  EXPECT_EQ(session.get<Item>(1)->name, "edward");
}

TEST_F(SessionTest, MergeFollowsCollectionsOnce) {
  Session session(engine);
  session.add(User{.name = "ed", .posts = {Post{.title = "one"}, Post{.title = "two"}}});
  session.commit();
  session.close();
  Ref<Tag> shared = make<Tag>({.name = "shared"});
  Ref<Post> second = make<Post>({.id = 2, .title = "two!"});
  second->tags.append(shared);
  Ref<Post> third = make<Post>({.title = "three"});
  third->tags.append(shared);
  Ref<User> given = make<User>({.id = 1, .name = "ed"});
  given->posts.append(second);
  given->posts.append(third);
  Ref<User> merged = session.merge(given);
  ASSERT_EQ(merged->posts.size(), 2U);
  EXPECT_EQ(merged->posts[0]->tags[0], merged->posts[1]->tags[0]);
  session.commit();
  EXPECT_EQ(count("posts"), 3);
  EXPECT_EQ(count("tags"), 1);
  EXPECT_EQ(merged->posts.size(), 2U);
}

TEST_F(SessionTest, MergeWithoutLoadingCopiesCleanObjectsOnly) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  session.close();
  Recorder recorder(engine);
  Ref<Item> copy = session.merge(bolt, {.load = false});
  EXPECT_NE(copy, bolt);
  EXPECT_EQ(copy->name, "bolt");
  EXPECT_FALSE(session.is_modified(copy));
  EXPECT_TRUE(recorder.log.empty());
  session.close();
  bolt->name = "changed";
  EXPECT_THROW((void)session.merge(bolt, {.load = false}), InvalidRequestError);
  EXPECT_THROW((void)session.merge(make<Item>({.name = "t"}), {.load = false}),
               InvalidRequestError);
}

// Issue 2, item 6a: two replacements of a collection with autoflush off.
TEST_F(SessionTest, FoundingExampleReplacedDepartmentsStayPending) {
  {
    Session session(engine);
    session.add(Employee{.first_name = "John"});
    session.commit();
  }
  for (const bool expunge : {false, true}) {
    Session session(engine, {.autoflush = false});
    Ref<Employee> john = session.get<Employee>(1);
    EXPECT_EQ(john->departments.size(), 0U);
    Ref<Department> support = make<Department>({.name = "support"});
    Ref<Department> sales = make<Department>({.name = "sales"});
    john->departments.append(support);
    john->departments.clear();
    john->departments.append(sales);
    EXPECT_EQ(session.new_().size(), 2U);
    const History history = inspect(john).attrs(&Employee::departments).history();
    ASSERT_EQ(history.added.size(), 1U);
    EXPECT_TRUE(history.unchanged.empty());
    EXPECT_TRUE(history.deleted.empty());
    EXPECT_EQ(history.added[0], sales);
    if (expunge) session.expunge(support);
    Recorder recorder(engine);
    session.flush();
    EXPECT_EQ(recorder.count("INSERT INTO join_employee_department"), 1U);
    EXPECT_EQ(session.scalar(text("SELECT count(*) FROM department")), Value(expunge ? 1 : 2));
    EXPECT_EQ(session.scalar(text("SELECT count(*) FROM join_employee_department")), Value(1));
    session.rollback();
  }
}

}  // namespace cupel::session_model
