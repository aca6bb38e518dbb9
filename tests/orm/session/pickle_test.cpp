// Objects that were bytes for a while: what comes back, and how a session takes it.

#include "cupel/orm/session/pickle.hpp"

#include "cupel/orm/attributes/attribute_functions.hpp"
#include "cupel/orm/loading/loader_option.hpp"
#include "cupel/orm/mapper/mapping.hpp"
#include "cupel/orm/query/col.hpp"

#include "model.hpp"

namespace cupel::session_model {
namespace {

class PickleTest : public SessionTest {
 protected:
  /// User 1 'ed' with posts 1 'a' and 2 'b', and profile 1.
  void add_ed() {
    Session session(engine);
    auto ed = session.add(User{.name = "ed"});
    ed->posts.append(Post{.title = "a"});
    ed->posts.append(Post{.title = "b"});
    ed->profile = make<Profile>({.bio = "long"});
    session.commit();
  }
  template <class T>
  Ref<T> copy_of(const Ref<T>& object) {
    return pickle::loads<T>(registry, pickle::dumps(object));
  }
};

TEST_F(PickleTest, APersistentObjectComesBackDetachedWithIdentityAndValues) {
  add_items();
  Session session(engine);
  const auto bolt = session.get<Item>(1);
  Recorder recorder(engine);
  const auto copy = copy_of(bolt);
  EXPECT_TRUE(recorder.take().empty());
  EXPECT_NE(copy, bolt);
  EXPECT_TRUE(inspect(copy).detached());
  EXPECT_FALSE(inspect(copy).modified());
  EXPECT_EQ(identity_key(copy), identity_key(bolt));
  EXPECT_EQ(copy->name, "bolt");
  EXPECT_EQ(copy->qty, 10);
  EXPECT_TRUE(inspect(bolt).persistent());
}

TEST_F(PickleTest, ADetachedCopyIsAddedAndUpdatedInAnotherSession) {
  add_items();
  std::string bytes;
  {
    Session session(engine);
    bytes = pickle::dumps(session.get<Item>(2));
  }
  Session session(engine);
  const auto nut = session.add(pickle::loads<Item>(registry, bytes));
  EXPECT_TRUE(inspect(nut).persistent());
  EXPECT_EQ(session.get<Item>(2), nut);
  nut->qty = 21;
  Recorder recorder(engine);
  session.flush();
  EXPECT_EQ(recorder.take(), (Log{"BEGIN", "UPDATE item SET qty=? WHERE item.id = ? [21, 2]"}));
}

TEST_F(PickleTest, MergeWithoutLoadTakesACopyWithoutSql) {
  add_ed();
  std::string bytes;
  {
    Session session(engine);
    bytes =
        pickle::dumps(session.scalars(select<User>().options(selectinload(&User::posts))).one());
  }
  Session session(engine);
  Recorder recorder(engine);
  const auto ed = session.merge(pickle::loads<User>(registry, bytes), {.load = false});
  EXPECT_EQ(ed->name, "ed");
  EXPECT_EQ(ed->posts.size(), 2U);
  EXPECT_EQ(ed->posts[1]->title, "b");
  EXPECT_EQ(recorder.count("SELECT"), 0U);
  EXPECT_FALSE(session.is_modified(ed));
}

TEST_F(PickleTest, TransientAndPendingObjectsComeBackTransient) {
  const auto transient = make<Item>({.name = "new"});
  Session session(engine);
  const auto pending = session.add(Item{.qty = 3});
  const auto first = copy_of(transient);
  const auto second = copy_of(pending);
  EXPECT_TRUE(inspect(first).transient());
  EXPECT_TRUE(inspect(second).transient());
  EXPECT_EQ(first->name, "new");
  EXPECT_FALSE(first->id.is_set());
  EXPECT_FALSE(second->name.is_set());
  session.rollback();
  session.add(second);
  Recorder recorder(engine);
  session.flush();
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN", "INSERT INTO item (name, qty) VALUES (?, ?) [None, 3]"}));
}

TEST_F(PickleTest, WhatIsExpiredStaysSoAndLoadsInASession) {
  add_ed();
  Session session(engine);
  const auto ed = session.get<User>(1);
  ASSERT_EQ(ed->posts.size(), 2U);
  session.expire(ed);
  const auto copy = copy_of(ed);
  EXPECT_TRUE(inspect(copy).expired());
  EXPECT_THROW(static_cast<void>(*copy->name), DetachedInstanceError);
  Session other(engine);
  other.add(copy);
  EXPECT_EQ(copy->id, 1);
  EXPECT_EQ(copy->name, "ed");
  EXPECT_EQ(copy->posts.size(), 2U);
}

TEST_F(PickleTest, UnloadedRelationshipsStayUnloadedAndNullOnesAreNull) {
  add_ed();
  Session session(engine);
  const auto ed = session.get<User>(1);
  static_cast<void>(ed->profile.get());
  const auto lone = session.add(Post{.title = "lone"});
  session.flush();
  ASSERT_FALSE(lone->user);
  const auto copies =
      pickle::loads_all(registry, pickle::dumps_all(std::vector<ObjectRef>{ed, lone}));
  const auto user = ref_cast<User>(copies[0]);
  const auto post = ref_cast<Post>(copies[1]);
  EXPECT_FALSE(user->posts.is_set());
  ASSERT_TRUE(user->profile.is_set());
  EXPECT_EQ(user->profile->bio, "long");
  EXPECT_TRUE(post->user.is_set());
  EXPECT_FALSE(post->user);
  Session other(engine);
  other.add(user);
  EXPECT_EQ(user->posts[0]->title, "a");
}

TEST_F(PickleTest, AGraphKeepsItsOrderItsRingsAndWhatIsShared) {
  const auto ed = make<User>({.name = "ed"});
  for (const char* title : {"x", "y", "z"}) ed->posts.append(Post{.title = title});
  const auto red = make<Tag>({.name = "red"});
  for (const auto& post : ed->posts) post->tags.append(red);
  const auto copy = copy_of(ed);
  ASSERT_EQ(copy->posts.size(), 3U);
  EXPECT_EQ(copy->posts[0]->title, "x");
  EXPECT_EQ(copy->posts[2]->title, "z");
  for (const auto& post : copy->posts) {
    EXPECT_EQ(post->user.get(), copy);
    EXPECT_EQ(post->tags[0], copy->posts[0]->tags[0]);
  }
  EXPECT_NE(copy->posts[0]->tags[0], red);
  EXPECT_EQ(copy->posts[0]->tags[0]->posts.size(), 3U);
  Session session(engine);
  session.add(copy);
  session.commit();
  EXPECT_EQ(count("post_tags"), 3);
}

TEST_F(PickleTest, SeveralObjectsComeBackInTheirOrderAndShareWhatTheyShared) {
  const auto ed = make<User>({.name = "ed"});
  ed->posts.append(Post{.title = "a"});
  ed->posts.append(Post{.title = "b"});
  const std::vector<Ref<Post>> posts{ed->posts[1], ed->posts[0], ed->posts[1]};
  const auto copies = pickle::loads_all<Post>(registry, pickle::dumps_all(posts));
  ASSERT_EQ(copies.size(), 3U);
  EXPECT_EQ(copies[0]->title, "b");
  EXPECT_EQ(copies[1]->title, "a");
  EXPECT_EQ(copies[2], copies[0]);
  EXPECT_EQ(copies[0]->user.get(), copies[1]->user.get());
  EXPECT_TRUE(pickle::loads_all(registry, pickle::dumps_all(std::vector<ObjectRef>())).empty());
}

TEST_F(PickleTest, ChangesKeepTheirOldValuesAndAreSentByTheNextFlush) {
  add_items();
  Session session(engine);
  const auto bolt = session.get<Item>(1);
  bolt->name = "screw";
  bolt->qty = 10;
  const auto copy = copy_of(bolt);
  EXPECT_TRUE(inspect(copy).modified());
  const History name = inspect(copy).attrs(&Item::name).history();
  EXPECT_EQ(name.added[0].as<std::string>(), "screw");
  EXPECT_EQ(name.deleted[0].as<std::string>(), "bolt");
  EXPECT_FALSE(inspect(copy).attrs(&Item::qty).history().has_changes());
  session.close();
  Session other(engine);
  other.add(copy);
  Recorder recorder(engine);
  other.flush();
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN", "UPDATE item SET name=? WHERE item.id = ? ['screw', 1]"}));
}

TEST_F(PickleTest, ExplicitNullFlaggedAndDeletedAttributesAreToldApart) {
  add_items();
  Session session(engine);
  const auto bolt = session.get<Item>(1);
  const auto nut = session.get<Item>(2);
  const auto gear = session.get<Item>(3);
  bolt->name = null();
  flag_modified(nut, &Item::qty);
  gear->name.del();
  const auto copies =
      pickle::loads_all<Item>(registry, pickle::dumps_all(std::vector{bolt, nut, gear}));
  session.close();
  EXPECT_TRUE(inspect(copies[0]).in_dict("name"));
  EXPECT_FALSE(inspect(copies[2]).in_dict("name"));
  Session other(engine);
  for (const auto& copy : copies) other.add(copy);
  Recorder recorder(engine);
  other.flush();
  EXPECT_EQ(recorder.take(), (Log{"BEGIN", "UPDATE item SET name=NULL WHERE item.id = ? [1]",
                                  "UPDATE item SET qty=? WHERE item.id = ? [20, 2]",
                                  "UPDATE item SET name=? WHERE item.id = ? [None, 3]"}));
}

TEST_F(PickleTest, AChangedKeyStillNamesTheOldRow) {
  add_items();
  Session session(engine);
  const auto bolt = session.get<Item>(1);
  bolt->id = 77;
  const auto copy = copy_of(bolt);
  session.close();
  EXPECT_EQ(identity_key(copy)->values(), (std::vector<Value>{1}));
  Session other(engine);
  other.add(copy);
  Recorder recorder(engine);
  other.flush();
  EXPECT_EQ(recorder.take(), (Log{"BEGIN", "UPDATE item SET id=? WHERE item.id = ? [77, 1]"}));
}

TEST_F(PickleTest, AnIdentityThatNoValueTellsIsKept) {
  add_items();
  Session session(engine);
  const auto bolt = session.get<Item>(1);
  session.expire(bolt);
  const auto once = copy_of(bolt);
  const auto twice = copy_of(once);
  EXPECT_EQ(identity_key(twice)->values(), (std::vector<Value>{1}));
  const auto place = session.add(Place{.x = 3, .y = 4, .value = "v"});
  session.flush();
  EXPECT_EQ(identity_key(copy_of(place))->values(), (std::vector<Value>{3, 4}));
  const auto code = session.add(Code{.id = "k"});
  session.flush();
  EXPECT_EQ(identity_key(copy_of(code))->values(), (std::vector<Value>{"k"}));
}

TEST_F(PickleTest, RemovedMembersAreKnownToTheNextFlush) {
  add_ed();
  Session session(engine);
  const auto ed = session.get<User>(1);
  ed->posts.remove(ed->posts[0]);
  const auto copy = copy_of(ed);
  session.close();
  ASSERT_EQ(copy->posts.size(), 1U);
  const History posts = inspect(copy).attrs(&User::posts).history();
  ASSERT_EQ(posts.deleted.size(), 1U);
  EXPECT_EQ(posts.deleted[0].ref<Post>()->title, "a");
  Session other(engine);
  other.add(copy);
  Recorder recorder(engine);
  other.flush();
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN", "UPDATE posts SET user_id=? WHERE posts.id = ? [None, 1]"}));
}

TEST_F(PickleTest, ChangesQueuedOnAnUnloadedCollectionAreAppliedWhenItLoads) {
  add_ed();
  Session session(engine);
  const auto ed = session.get<User>(1);
  const auto post = make<Post>({.title = "c"});
  post->user = ed;
  ASSERT_FALSE(ed->posts.is_set());
  const auto copy = copy_of(ed);
  session.close();
  EXPECT_FALSE(copy->posts.is_set());
  Session other(engine, {.autoflush = false});
  other.add(copy);
  ASSERT_EQ(copy->posts.size(), 3U);
  EXPECT_EQ(copy->posts[2]->title, "c");
  other.add(copy->posts[2]);
  other.commit();
  EXPECT_EQ(count("posts"), 3);
  EXPECT_EQ(copy->posts.size(), 3U);
}

TEST_F(PickleTest, ChildrenRememberThatTheyHaveAParent) {
  const auto owner = make<Owner>({.name = "o"});
  owner->pets.append(Pet{.name = "cat"});
  const auto copy = copy_of(owner);
  Session session(engine);
  session.add(copy);
  session.commit();
  EXPECT_EQ(count("pet"), 1);
  // And that they lost it.
  copy->pets.remove(copy->pets[0]);
  const auto again = copy_of(copy);
  session.close();
  Session other(engine);
  other.add(again);
  other.commit();
  EXPECT_EQ(count("pet"), 0);
}

TEST_F(PickleTest, DeletionAndInfoDoNotGoAlong) {
  add_items();
  Session session(engine);
  const auto bolt = session.get<Item>(1);
  inspect(bolt).info()["mine"] = 5;
  session.delete_(bolt);
  EXPECT_TRUE(inspect(copy_of(bolt)).info().empty());
  session.flush();
  ASSERT_TRUE(was_deleted(bolt));
  const auto copy = copy_of(bolt);
  EXPECT_FALSE(was_deleted(copy));
  EXPECT_TRUE(inspect(copy).detached());
}

TEST_F(PickleTest, TheSameObjectsGiveTheSameBytes) {
  const auto ed = make<User>({.name = "ed"});
  ed->posts.append(Post{.title = "a"});
  const std::string bytes = pickle::dumps(ed);
  EXPECT_EQ(bytes, pickle::dumps(*ed));
  EXPECT_EQ(bytes, pickle::dumps(copy_of(ed)));
  EXPECT_TRUE(bytes.starts_with("cupel.pickle\x01"));
}

TEST_F(PickleTest, AChainOfAnyLengthTakesNoStack) {
  const auto first = make<User>({.name = "0"});
  Ref<User> last = first;
  for (int i = 0; i < 5000; ++i) {
    const auto post = make<Post>({.title = "p"});
    const auto tag = make<Tag>();
    const auto next = make<Post>();
    last->posts.append(post);
    post->tags.append(tag);
    tag->posts.append(next);
    last = make<User>({.name = "next"});
    next->user = last;
  }
  Ref<User> at = copy_of(first);
  for (int i = 0; i < 5000; ++i) {
    const Ref<Post> post = at->posts[at->posts.size() - 1];
    at = post->tags[0]->posts[1]->user.get();
  }
  EXPECT_EQ(at->name, "next");
  EXPECT_EQ(at->posts.size(), 1U);
}

TEST_F(PickleTest, ACopyOutlivesTheOriginalAndItsPartsKeepEachOther) {
  Ref<Post> post;
  {
    const auto ed = make<User>({.name = "ed"});
    ed->posts.append(Post{.title = "a"});
    post = copy_of(ed)->posts[0];
  }
  EXPECT_EQ(post->user->name, "ed");
}

}  // namespace
}  // namespace cupel::session_model
