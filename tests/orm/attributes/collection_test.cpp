#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"

#include "model.hpp"

namespace cupel::model {
namespace {

class Collections : public ModelTest {
 protected:
  Ref<User> user = make<User>({.name = "u"});
  Ref<Post> a = make<Post>({.title = "a"}), b = make<Post>({.title = "b"}),
            c = make<Post>({.title = "c"}), d = make<Post>({.title = "d"});
};

TEST_F(Collections, EveryListOperationKeepsTheOtherSideInStep) {
  *user = User{.name = "u", .posts = {a}};
  user->posts.append(b);
  user->posts.insert(0, c);
  user->posts.extend({d});
  EXPECT_EQ(titles(user->posts), "c,a,b,d");
  for (const auto& post : {a, b, c, d}) EXPECT_EQ(post->user, user);

  EXPECT_EQ(user->posts.pop(), d);
  user->posts.remove(a);
  user->posts.erase(0);
  EXPECT_EQ(titles(user->posts), "b");
  EXPECT_EQ(a->user, nullptr);
  EXPECT_EQ(b->user, user);
  EXPECT_EQ(c->user, nullptr);
  EXPECT_EQ(d->user, nullptr);

  user->posts.set(0, a);
  EXPECT_EQ(a->user, user);
  EXPECT_EQ(b->user, nullptr);
  user->posts.extend({b});
  user->posts.erase(1, 2);
  user->posts.extend({c, d});
  EXPECT_EQ(titles(user->posts), "a,c,d");
  EXPECT_EQ(b->user, nullptr);
  user->posts.clear();
  for (const auto& post : {a, c, d}) EXPECT_EQ(post->user, nullptr);
}

TEST_F(Collections, SettingTheReferenceSetsTheList) {
  a->user = user;
  EXPECT_EQ(titles(user->posts), "a");
  user->posts.remove(a);
  EXPECT_EQ(a->user, nullptr);
  user->posts = {a};
  EXPECT_EQ(a->user, user);
  const auto other = make<User>({.name = "v"});
  a->user = other;
  EXPECT_EQ(titles(user->posts), "");
  EXPECT_EQ(titles(other->posts), "a");
  a->user = nullptr;
  EXPECT_TRUE(other->posts.empty());
}

TEST_F(Collections, MemberThatIsThereTwiceKeepsItsReferenceUntilTheLastGoes) {
  user->posts.append(a);
  user->posts.append(a);
  user->posts.erase(1);
  EXPECT_EQ(user->posts.size(), 1U);
  EXPECT_EQ(a->user, user);
  user->posts.remove(a);
  EXPECT_EQ(a->user, nullptr);
}

TEST_F(Collections, SwappingTwoMembersKeepsBothReferences) {
  user->posts = {a, b};
  const Ref<Post> first = user->posts[0], second = user->posts[1];
  user->posts.set(0, second);
  user->posts.set(1, first);
  EXPECT_EQ(titles(user->posts), "b,a");
  EXPECT_EQ(a->user, user);
  EXPECT_EQ(b->user, user);
}

TEST_F(Collections, BulkReplaceKeepsWhatStays) {
  user->posts = {a, b};
  user->posts = {b, c};
  EXPECT_EQ(titles(user->posts), "b,c");
  EXPECT_EQ(a->user, nullptr);
  EXPECT_EQ(c->user, user);
  user->posts = std::vector<Ref<Post>>{c};
  EXPECT_EQ(b->user, nullptr);
  user->posts = {Post{.title = "x"}, Post{.title = "y"}};
  EXPECT_EQ(user->posts[1]->user, user);
}

TEST_F(Collections, PositionBeyondTheEndIsAnError) {
  EXPECT_THROW(static_cast<void>(user->posts[0]), InvalidRequestError);
  EXPECT_THROW(static_cast<void>(user->posts.pop()), InvalidRequestError);
  EXPECT_THROW(user->posts.remove(a), InvalidRequestError);
}

TEST_F(Collections, IterationSurvivesChangesOfTheList) {
  user->posts = {a, b, c};
  std::string seen;
  for (auto post : user->posts) {
    seen += post->title.get();
    user->posts.remove(post);
  }
  EXPECT_EQ(seen, "ac");
  EXPECT_EQ(titles(user->posts), "b");
}

TEST_F(Collections, SetHoldsAnObjectOnce) {
  const auto tag = make<Tag>({.name = "t"});
  EXPECT_TRUE(tag->posts.add(a));
  EXPECT_FALSE(tag->posts.add(a));
  tag->posts.update({b, c});
  EXPECT_EQ(titles(tag->posts), "a,b,c");
  EXPECT_TRUE(tag->posts.discard(b));
  EXPECT_FALSE(tag->posts.discard(b));
  tag->posts.remove(c);
  EXPECT_THROW(tag->posts.remove(c), InvalidRequestError);
  EXPECT_EQ(a->tags.size(), 1U);
  EXPECT_TRUE(b->tags.empty());
  a->tags.clear();
  EXPECT_TRUE(tag->posts.empty());
}

TEST_F(Collections, DictReplacesWhatStandsUnderTheKey) {
  const auto item = make<Item>();
  const auto one = make<Note>({.keyword = "a", .text = "one"});
  item->notes.set("a", one);
  item->notes.set("b", Note{.keyword = "b", .text = "two"});
  EXPECT_EQ(item->notes.keys(), (std::vector<std::string>{"a", "b"}));
  item->notes.set("a", Note{.keyword = "a", .text = "new"});
  EXPECT_EQ(item->notes["a"]->text, "new");
  EXPECT_TRUE(item->notes.erase("b"));
  EXPECT_FALSE(item->notes.erase("b"));
  EXPECT_FALSE(item->notes["b"]);
  item->notes.set("zz", Note{.keyword = "other"});
  EXPECT_EQ(item->notes.keys(), (std::vector<std::string>{"a", "zz"}));
  for (const auto& [key, note] : item->notes) EXPECT_TRUE(item->notes.contains(key));
}

TEST_F(Collections, LargeDictFindsItsKeys) {
  const auto item = make<Item>();
  for (int i = 0; i < 500; ++i) {
    item->notes.set(std::to_string(i), Note{.text = std::to_string(i)});
  }
  EXPECT_EQ(item->notes["321"]->text, "321");
  EXPECT_TRUE(item->notes.erase("100"));
  EXPECT_EQ(item->notes["321"]->text, "321");
  item->notes.set("100", Note{.text = "again"});
  EXPECT_EQ(item->notes["100"]->text, "again");
  EXPECT_EQ(item->notes["321"]->text, "321");
  EXPECT_EQ(item->notes.size(), 500U);
}

TEST_F(Collections, WholeDictIsKeyedAnew) {
  const auto item = make<Item>();
  item->notes = {{"yy", Note{.keyword = "real"}}};
  EXPECT_EQ(item->notes.keys(), std::vector<std::string>{"real"});
  item->notes["real"]->keyword = "changed";
  EXPECT_EQ(item->notes.keys(), std::vector<std::string>{"real"});
  EXPECT_THROW((item->notes = {{"x", Note{}}}), InvalidRequestError);
}

TEST_F(Collections, DictOfAPlainValueKeepsItsKeysUntilItBecomesAnObject) {
  Item plain{};
  plain.notes.set("k", Note{.keyword = "real"});
  EXPECT_EQ(plain.notes.keys(), std::vector<std::string>{"k"});
  const auto item = make<Item>(plain);
  EXPECT_EQ(item->notes.keys(), std::vector<std::string>{"real"});
}

TEST_F(Collections, OneToOneMovesBothEnds) {
  user->profile = Profile{.bio = "old"};
  const Ref<Profile> old = user->profile;
  EXPECT_EQ(old->user, user);
  const auto fresh = make<Profile>({.bio = "new", .user = user});
  EXPECT_EQ(user->profile, fresh);
  user->profile = old;
  EXPECT_EQ(fresh->user, nullptr);
  user->profile = nullptr;
  EXPECT_EQ(old->user, nullptr);
}

TEST_F(Collections, LargeListsStayFast) {
  std::vector<Ref<Post>> many;
  for (int i = 0; i < 3000; ++i) many.push_back(make<Post>());
  user->posts = many;
  for (const auto& post : many) post->user = nullptr;
  EXPECT_TRUE(user->posts.empty());
  for (const auto& post : many) post->user = user;
  EXPECT_EQ(user->posts.size(), 3000U);
  user->posts.clear();
  EXPECT_EQ(many[7]->user, nullptr);
}

}  // namespace
}  // namespace cupel::model
