#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/instance_events.hpp"

#include "model.hpp"

namespace cupel::model {
namespace {

using Log = std::vector<std::string>;

/// The handles of a test's listeners, taken away at its end.
class AttributeEvents : public ModelTest {
 protected:
  ~AttributeEvents() override {
    for (ListenHandle& hook : hooks) hook.remove();
  }
  void hook(ListenHandle handle) { hooks.push_back(std::move(handle)); }
  void hook(std::vector<ListenHandle> handles) {
    for (ListenHandle& handle : handles) hook(std::move(handle));
  }
  void log_posts() {
    hook(listen(&User::posts, events::append,
                [this](User&, Ref<Post>& p) { log.push_back("append " + p->title); }));
    hook(listen(&User::posts, events::remove,
                [this](User&, Ref<Post>& p) { log.push_back("remove " + p->title); }));
  }
  void log_user() {
    hook(listen(&Post::user, events::set, [this](Post& p, Ref<User>& now, const Ref<User>* old) {
      log.push_back("set user of " + p.title + " to " + (now ? now->name.get() : "null") +
                    " from " +
                    (old == nullptr ? "NO_VALUE"
                     : *old         ? (*old)->name.get()
                                    : "null"));
    }));
  }
  Log take_log() { return std::exchange(log, {}); }

  std::vector<ListenHandle> hooks;
  Log log;
};

TEST_F(AttributeEvents, ListFiresAppendRemoveAndBulkReplace) {
  attribute_of(&User::posts).configure({});
  attribute_of(&Post::user).configure({});
  log_posts();
  hook(listen(&User::posts, events::bulk_replace, [this](User&, std::vector<Ref<Post>>& posts) {
    std::string all = "bulk_replace ";
    for (const auto& p : posts) all += p->title.get();
    log.push_back(all);
  }));
  const auto a = make<Post>({.title = "a"}), b = make<Post>({.title = "b"}),
             c = make<Post>({.title = "c"});
  const auto u = make<User>();
  u->posts.append(a);
  u->posts = {a, b};
  u->posts = {c};
  u->posts.set(0, a);
  u->posts.extend({b, c});
  EXPECT_EQ(take_log(),
            (Log{"append a", "bulk_replace ab", "append b", "bulk_replace c", "append c",
                 "remove a", "remove b", "remove c", "append a", "append b", "append c"}));
}

TEST_F(AttributeEvents, ChangeFromEitherSideFiresTheEventsOfBoth) {
  log_posts();
  log_user();
  const auto a = make<Post>({.title = "a"}), b = make<Post>({.title = "b"}),
             c = make<Post>({.title = "c"});
  const auto u = make<User>({.name = "u"});
  u->posts.append(a);
  EXPECT_EQ(take_log(), (Log{"append a", "set user of a to u from NO_VALUE"}));
  u->posts.set(0, b);
  EXPECT_EQ(take_log(), (Log{"remove a", "set user of a to null from u", "append b",
                             "set user of b to u from NO_VALUE"}));
  a->user = u;
  a->user = nullptr;
  EXPECT_EQ(take_log(), (Log{"set user of a to u from null", "append a",
                             "set user of a to null from u", "remove a"}));
  u->posts = {c};
  EXPECT_EQ(take_log(), (Log{"append c", "set user of c to u from NO_VALUE", "remove b",
                             "set user of b to null from u", "remove b"}));
}

TEST_F(AttributeEvents, MovingAReferenceFiresRemoveAndAppend) {
  log_posts();
  log_user();
  const auto p = make<Post>({.title = "p"});
  const auto u = make<User>({.name = "u"}), v = make<User>({.name = "v"});
  u->posts.append(p);
  p->user = v;
  v->posts.remove(p);
  EXPECT_EQ(take_log(),
            (Log{"append p", "set user of p to u from NO_VALUE", "set user of p to v from u",
                 "remove p", "append p", "remove p", "set user of p to null from v"}));
}

TEST_F(AttributeEvents, SetListenerMayReplaceTheValue) {
  hook(listen(&User::name, events::set, [this](User&, std::string& value, const std::string* old) {
    log.push_back(value + " " + (old == nullptr ? "NO_VALUE" : *old));
    for (char& ch : value) ch = static_cast<char>(std::toupper(ch));
  }));
  const auto u = make<User>({.name = "a"});
  u->name = "b";
  u->name = "c";
  EXPECT_EQ(u->name, "C");
  EXPECT_EQ(take_log(), (Log{"a NO_VALUE", "b A", "c B"}));
}

TEST_F(AttributeEvents, ThrowingListenerRefusesTheChange) {
  const auto u = make<User>({.name = "a"});
  hook(listen(&User::name, events::set, [](User&, std::string& value) {
    if (value.empty()) throw ArgumentError("empty name");
  }));
  EXPECT_THROW(u->name = "", ArgumentError);
  EXPECT_EQ(u->name, "a");
  EXPECT_THROW(make<User>({.name = "", .posts = {Post{}}}), ArgumentError);
}

TEST_F(AttributeEvents, ThrowWhileAnObjectIsMadeLeavesNoObject) {
  hook(listen(&User::posts, events::append, [](User&, Ref<Post>& p) {
    if (p->title == "bad") throw ArgumentError("bad post");
  }));
  const auto good = make<Post>({.title = "good"});
  {
    const User value{.name = "u",
                     .posts = {good, Post{.title = "bad"}},
                     .profile = Profile{.bio = "never reached"}};
    EXPECT_THROW(make<User>(value), ArgumentError);
  }
  // The half made user is still linked with the first post, and goes with it.
  EXPECT_TRUE(good->user);
  good->user = nullptr;
}

TEST_F(AttributeEvents, InitFiresForMadeObjectsAndInitFailureWhenAValueIsRefused) {
  hook(listen<User>(events::init, [this](User& u) { log.push_back("init " + u.name); }));
  hook(listen<User>(events::init_failure, [this](User&) { log.push_back("failure"); }));
  hook(add_validator(&User::name, [](User&, const std::string& v) {
    if (v == "bad") throw ArgumentError("bad name");
  }));
  static_cast<void>(make<User>({.name = "good"}));
  EXPECT_THROW(make<User>({.name = "bad"}), ArgumentError);
  EXPECT_EQ(take_log(), (Log{"init good", "init bad", "failure"}));
}

TEST_F(AttributeEvents, BulkReplaceMayChangeTheList) {
  const auto extra = make<Post>({.title = "extra"});
  hook(listen(&User::posts, events::bulk_replace,
              [&](User&, std::vector<Ref<Post>>& posts) { posts.push_back(extra); }));
  const auto u = make<User>();
  u->posts = {Post{.title = "x"}};
  EXPECT_EQ(titles(u->posts), "x,extra");
}

TEST_F(AttributeEvents, AppendMayPutAnotherObjectInPlace) {
  hook(listen(&User::posts, events::append,
              [](User&, Ref<Post>& p) { p = make<Post>({.title = p->title + "!"}); }));
  const auto u = make<User>();
  u->posts.append(Post{.title = "x"});
  EXPECT_EQ(titles(u->posts), "x!");
  EXPECT_EQ(u->posts[0]->user, u);
}

TEST_F(AttributeEvents, InitCollectionFiresWhenOneIsMadeAndDisposeWhenReplaced) {
  hook(listen(&User::posts, events::init_collection,
              [this](User&, std::size_t n) { log.push_back("init " + std::to_string(n)); }));
  hook(listen(&User::posts, events::dispose_collection,
              [this](User&, std::size_t n) { log.push_back("dispose " + std::to_string(n)); }));
  const auto u = make<User>();
  u->posts.append(Post{.title = "a"});
  u->posts = {Post{.title = "b"}};
  EXPECT_EQ(take_log(), (Log{"init 0", "init 0", "dispose 1"}));
}

TEST_F(AttributeEvents, InitScalarGivesAnUnsetValue) {
  hook(listen(&User::name, events::init_scalar, [](User&, std::string& v) { v = "unnamed"; }));
  const auto u = make<User>();
  EXPECT_EQ(u->name, "unnamed");
}

TEST_F(AttributeEvents, FlagModifiedFiresModified) {
  hook(listen(&User::name, events::modified,
              [this](User& u) { log.push_back("modified " + u.name); }));
  const auto u = make<User>({.name = "x"});
  flag_modified(*u.instance(), attribute_of(&User::name));
  EXPECT_EQ(take_log(), Log{"modified x"});
  EXPECT_THROW(flag_modified(*u.instance(), attribute_of(&User::age)), InvalidRequestError);
}

TEST_F(AttributeEvents, ValidatorMayRefuseAndReplace) {
  hook(add_validator(&User::name, [](User&, const std::string& v) {
    if (v == "nothing") throw ArgumentError("no name");
    std::string lower;
    for (const char ch : v) lower += static_cast<char>(std::tolower(ch));
    return lower;
  }));
  const auto u = make<User>({.name = "ED"});
  EXPECT_EQ(u->name, "ed");
  EXPECT_THROW(u->name = "nothing", ArgumentError);
  EXPECT_THROW(make<User>({.name = "nothing"}), ArgumentError);
  EXPECT_EQ(u->name, "ed");
}

TEST_F(AttributeEvents, ValidatorOfACollectionSeesMembersAndRemovals) {
  hook(add_validator(&User::posts,
                     [this](User&, const Ref<Post>& p, bool is_remove) {
                       log.push_back(p->title + (is_remove ? " removed" : ""));
                     },
                     {.include_removes = true, .include_backrefs = false}));
  const auto a = make<Post>({.title = "a"}), b = make<Post>({.title = "b"}),
             c = make<Post>({.title = "c"});
  {
    const auto u = make<User>();
    u->posts.append(a);
    u->posts = {a, b};
    u->posts.remove(a);
    c->user = u;
    EXPECT_EQ(take_log(), (Log{"a", "a", "b", "a removed"}));
  }
}

}  // namespace
}  // namespace cupel::model
