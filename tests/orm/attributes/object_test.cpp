#include <sstream>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"

#include "model.hpp"

namespace cupel::model {
namespace {

class Objects : public ModelTest {};

TEST_F(Objects, PlainValueJustHoldsItsValues) {
  User user{.name = "ed"};
  user.age = 7;
  const User copy = user;
  EXPECT_EQ(copy.name, "ed");
  EXPECT_EQ(copy.age, 7);
  EXPECT_FALSE(copy.id.is_set());
  EXPECT_TRUE(copy.name.is_set());
}

TEST_F(Objects, MadeObjectRemembersWhatItWasGiven) {
  const auto ed = make<User>({.name = "ed"});
  EXPECT_EQ(ed->name, "ed");
  EXPECT_TRUE(inspect(ed).transient());
  EXPECT_EQ(inspect(ed).dict_keys(), std::vector<std::string>{"name"});
  EXPECT_EQ(inspect(ed).unloaded(), (std::vector<std::string>{"id", "age", "posts", "profile"}));
}

TEST_F(Objects, UntypedHandleIsCastToTheClassOfItsObject) {
  const auto ed = make<User>({.name = "ed"});
  const ObjectRef object = ed;
  EXPECT_EQ(ref_cast<User>(object)->name, "ed");
  EXPECT_FALSE(ref_cast<Post>(object));
  EXPECT_FALSE(ref_cast<User>(nullptr));
}

TEST_F(Objects, ReadsLikeTheValueItself) {
  const auto ed = make<User>({.id = 3, .name = "ed", .age = 30});
  const std::string name = ed->name;
  EXPECT_EQ(name, "ed");
  EXPECT_EQ(ed->name + "ward", "edward");
  EXPECT_EQ(ed->name->size(), 2U);
  EXPECT_EQ(ed->id + 1, 4);
  EXPECT_LT(ed->id, 4);
  EXPECT_EQ(*ed->age, 30);
  ed->id += 2;
  ++ed->id;
  EXPECT_EQ(ed->id, 6);
  std::ostringstream out;
  ed->age = std::nullopt;
  out << ed->name << ' ' << ed->age;
  EXPECT_EQ(out.str(), "ed NULL");
}

TEST_F(Objects, CopyOfAnObjectIsAPlainValue) {
  const auto ed = make<User>({.name = "ed", .posts = {Post{.title = "a"}}});
  User copy = *ed;
  copy.name = "bo";
  EXPECT_EQ(ed->name, "ed");
  EXPECT_EQ(copy.posts.size(), 1U);
  copy.posts.clear();
  EXPECT_EQ(ed->posts.size(), 1U);
  EXPECT_THROW(static_cast<void>(inspect(copy)), InvalidRequestError);
}

TEST_F(Objects, PlainValuesMoveWithoutThrowing) {
  static_assert(std::is_nothrow_move_constructible_v<decltype(User::name)>);
  static_assert(std::is_nothrow_move_constructible_v<decltype(User::posts)>);
  static_assert(std::is_nothrow_move_constructible_v<decltype(Post::user)>);
  std::vector<Tag> tags;
  for (int i = 0; i < 10; ++i) tags.push_back(Tag{.name = std::to_string(i)});
  EXPECT_EQ(tags[3].name, "3");
}

TEST_F(Objects, AssigningAWholeValueGoesThroughTheAttributes) {
  const auto ed = make<User>({.name = "ed"});
  const auto post = make<Post>({.title = "p"});
  *ed = User{.name = "bo", .posts = {post}};
  EXPECT_EQ(ed->name, "bo");
  EXPECT_EQ(post->user, ed);
}

TEST_F(Objects, NullHandleSaysWhichClassItIs) {
  const Ref<User> nobody;
  EXPECT_FALSE(nobody);
  try {
    static_cast<void>(nobody->name);
    FAIL();
  } catch (const InvalidRequestError& e) {
    EXPECT_NE(std::string(e.what()).find("Ref<User>"), std::string::npos);
  }
  const auto post = make<Post>();
  EXPECT_EQ(post->user, nullptr);
  EXPECT_THROW(static_cast<void>(post->user->name), InvalidRequestError);
}

TEST_F(Objects, HandlesCompareByIdentity) {
  const auto a = make<User>({.name = "x"});
  const auto b = make<User>({.name = "x"});
  EXPECT_NE(a, b);
  EXPECT_EQ(a, Ref<User>(a));
  EXPECT_EQ(std::hash<Ref<User>>{}(a), std::hash<ObjectRef>{}(a));
}

TEST_F(Objects, ListenersFindTheHandleOfTheirObject) {
  const auto ed = make<User>({.name = "ed"});
  User& plain = *ed;
  EXPECT_EQ(ref_to(plain), ed);
}

TEST_F(Objects, InfoLivesAsLongAsTheObject) {
  const auto ed = make<User>();
  inspect(ed).info()["colour"] = std::string("red");
  EXPECT_EQ(std::any_cast<std::string>(inspect(ed).info()["colour"]), "red");
}

TEST_F(Objects, UnknownAttributeSuggestsAKnownOne) {
  const auto ed = make<User>();
  try {
    static_cast<void>(inspect(ed).attrs("nmae"));
    FAIL();
  } catch (const InvalidRequestError& e) {
    EXPECT_NE(std::string(e.what()).find("did you mean 'name'"), std::string::npos);
  }
}

struct Throwing {
  Mapped<int> id{};
  Alive alive{};
  struct Bomb {
    Bomb() = default;
    Bomb(const Bomb&) {
      if (armed) throw std::runtime_error("bomb");
    }
    static inline bool armed = false;
  } bomb{};
};

TEST_F(Objects, ThrowingConstructorLeavesNothing) {
  const Throwing value{};
  Throwing::Bomb::armed = true;
  EXPECT_THROW(make<Throwing>(value), std::runtime_error);
  Throwing::Bomb::armed = false;
  EXPECT_EQ(Alive::count, 1);
}

}  // namespace
}  // namespace cupel::model
