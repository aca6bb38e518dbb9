#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/orm/attributes/object_session.hpp"

#include "model.hpp"

namespace cupel::model {
namespace {

class Lifetime : public ModelTest {};

TEST_F(Lifetime, LoneObjectDiesWithItsLastHandle) {
  Ref<User> a = make<User>();
  Ref<User> b = a;
  a = nullptr;
  EXPECT_EQ(Alive::count, 1);
  b.reset();
  EXPECT_EQ(Alive::count, 0);
}

TEST_F(Lifetime, RingOfBackReferencesIsFreed) {
  {
    const auto u = make<User>();
    u->posts = {Post{}, Post{}};
    u->posts[0]->tags = {make<Tag>(), make<Tag>()};
    u->profile = Profile{};
    EXPECT_EQ(Alive::count, 6);
  }
  EXPECT_EQ(Alive::count, 0);
}

TEST_F(Lifetime, HandleOfAChildKeepsItsParents) {
  Ref<Tag> tag;
  {
    const auto u = make<User>({.name = "ed", .posts = {Post{.title = "p"}}});
    tag = make<Tag>({.name = "t"});
    u->posts[0]->tags.append(tag);
  }
  EXPECT_EQ((*tag->posts.begin())->user->name, "ed");
}

TEST_F(Lifetime, PlainValueKeepsTheObjectsThatWereGivenToIt) {
  User value{};
  value.posts.append(Post{.title = "x"});
  EXPECT_EQ(Alive::count, 2);
  {
    User moved = std::move(value);
    EXPECT_EQ(moved.posts[0]->title, "x");
  }
  EXPECT_EQ(Alive::count, 1);
}

TEST_F(Lifetime, DomainsOfLinkedObjectsBecomeOne) {
  const auto a = make<User>();
  EXPECT_EQ(a.instance()->domain(), nullptr);
  const auto p = make<Post>(), q = make<Post>();
  const User* const address = a.get();
  a->posts.append(p);
  q->user = make<User>();
  EXPECT_FALSE(Domain::joined(*a.instance(), *q.instance()));
  q->user = a;
  EXPECT_TRUE(Domain::joined(*p.instance(), *q.instance()));
  EXPECT_EQ(a.get(), address);
}

TEST_F(Lifetime, UnlinkedObjectsOfASessionlessGraphAreSweptWhileItChanges) {
  const auto u = make<User>();
  for (int i = 0; i < 5000; ++i) {
    u->posts.append(Post{});
    u->posts.clear();
    commit_all(*u.instance());
  }
  EXPECT_LT(Alive::count, 500);
}

struct Destructive {
  Mapped<int> id{};
  Relationship<Destructive> next{};
  Alive alive{};
  ~Destructive() {
    if (next) ++touched;
  }
  static inline int touched = 0;
};

TEST_F(Lifetime, DestructorOfAUserSeesNoDestroyedNeighbour) {
  Destructive::touched = 0;
  {
    const auto a = make<Destructive>(), b = make<Destructive>();
    a->next = b;
    b->next = a;
  }
  EXPECT_EQ(Destructive::touched, 0);
}

class Owner final : public ObjectSession {
 public:
  void on_modified(Instance&) override {}
  void on_forgotten(std::span<Instance* const> dying) noexcept override {
    forgotten += dying.size();
  }
  std::size_t forgotten = 0;
  DomainHold hold{100};

  Instance& load(ClassInfo& info) {
    Instance& made = hold.create(info);
    made.set(Instance::has_key);
    made.set_session(this);
    return made;
  }
  ~Owner() {
    hold.domain().for_each([this](Instance& i) {
      if (i.session() == this) i.set_session(nullptr);
    });
  }
};

TEST_F(Lifetime, SessionKeepsOnlyWhatIsHeldReachableOrChanged) {
  Owner session;
  Instance& held = session.load(class_info<User>());
  Instance& reachable = session.load(class_info<Post>());
  Instance& changed = session.load(class_info<User>());
  session.load(class_info<User>());
  session.load(class_info<Tag>());
  const Ref<User> ref(&held);
  Instance* const items[] = {&reachable};
  set_committed_items(held, attribute_of(&User::posts), items);
  changed.as<User>().name = "x";
  EXPECT_EQ(session.hold.sweep(), 2U);
  EXPECT_EQ(session.forgotten, 2U);
  EXPECT_EQ(session.hold.size(), 3U);
  commit_all(changed);
  EXPECT_EQ(session.hold.sweep(), 1U);
}

TEST_F(Lifetime, StreamThroughASessionNeedsConstantRoom) {
  Owner session;
  std::size_t most = 0;
  for (int i = 0; i < 20'000; ++i) {
    session.hold.sweep_if_due();
    const Ref<Post> row(&session.load(class_info<Post>()));
    most = std::max(most, session.hold.size());
  }
  EXPECT_LE(most, 201U);
}

TEST_F(Lifetime, ClosedSessionLeavesEachComponentToItsHandles) {
  Ref<User> a, b;
  {
    Owner session;
    a = Ref<User>(&session.load(class_info<User>()));
    b = Ref<User>(&session.load(class_info<User>()));
    for (const auto& u : {a, b}) {
      Instance* const items[] = {&session.load(class_info<Post>())};
      set_committed_items(*u.instance(), attribute_of(&User::posts), items);
      set_committed_object(*items[0], attribute_of(&Post::user), u.instance());
    }
    session.load(class_info<Tag>());
  }
  EXPECT_EQ(Alive::count, 4);
  EXPECT_FALSE(Domain::joined(*a.instance(), *b.instance()));
  const Ref<Post> post = a->posts[0];
  a = nullptr;
  EXPECT_EQ(post->user->posts.size(), 1U);
  b = nullptr;
  EXPECT_EQ(Alive::count, 2);
}

TEST_F(Lifetime, DetachedObjectMovesToAnotherSession) {
  Owner one;
  auto two = std::make_unique<Owner>();
  Ref<User> u(&one.load(class_info<User>()));
  one.load(class_info<User>());
  u.instance()->set_session(nullptr);
  two->hold.adopt(*u.instance());
  u.instance()->set_session(two.get());
  EXPECT_EQ(one.hold.size(), 1U);
  EXPECT_EQ(two->hold.size(), 1U);
  u->name = "x";
  u = nullptr;
  two.reset();
  EXPECT_EQ(Alive::count, 1);
  one.hold.sweep();
}

TEST_F(Lifetime, SessionsOfLinkedObjectsShareADomain) {
  auto one = std::make_unique<Owner>();
  Owner two;
  Ref<User> u(&one->load(class_info<User>()));
  const Ref<Post> p(&two.load(class_info<Post>()));
  set_committed_object(*p.instance(), attribute_of(&Post::user), u.instance());
  EXPECT_EQ(&one->hold.domain(), &two.hold.domain());
  one.reset();
  EXPECT_TRUE(two.hold.domain().held());
  u = nullptr;
  two.hold.sweep();
  EXPECT_EQ(two.hold.size(), 2U);
}

TEST_F(Lifetime, RandomGraphsLoseNothingThatIsReachableAndKeepNothingElse) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    {
      Owner session;
      std::vector<Ref<User>> users(8);
      std::vector<Ref<Post>> posts(24);
      std::vector<Ref<Tag>> tags(6);
      for (int step = 0; step < 3000; ++step) {
        Ref<User>& u = users[below(users.size())];
        Ref<Post>& p = posts[below(posts.size())];
        Ref<Tag>& t = tags[below(tags.size())];
        switch (below(14)) {
          case 0:
            u = make<User>({.name = std::to_string(step)});
            break;
          case 1:
            p = make<Post>({.title = std::to_string(step)});
            break;
          case 2:
            t = make<Tag>();
            break;
          case 3:
            u = nullptr;
            break;
          case 4:
            p = nullptr;
            break;
          case 5:
            if (u && p) p->user = u;
            break;
          case 6:
            if (u && p) u->posts.append(p);
            break;
          case 7:
            if (p) p->user = nullptr;
            break;
          case 8:
            if (p && t) t->posts.add(p);
            break;
          case 9:
            if (t && !t->posts.empty()) t->posts.discard(*t->posts.begin());
            break;
          case 10:
            if (u && p) u->posts = {p, posts[below(posts.size())] ? p : p};
            break;
          case 11:
            if (u) session.hold.adopt(*u.instance());
            break;
          case 12:
            session.hold.sweep();
            break;
          default:
            if (p) {
              // Everything reachable is whole.
              EXPECT_TRUE(!p->user || !p->user->name->empty());
              for (const auto& tag : p->tags) EXPECT_TRUE(tag->posts.contains(p));
            }
        }
      }
    }
    EXPECT_EQ(Alive::count, 0);
  }
}

TEST_F(Lifetime, ThreadsReadADetachedGraphTogether) {
  Ref<User> u = make<User>({.name = "ed"});
  for (int i = 0; i < 50; ++i) u->posts.append(Post{.title = std::to_string(i)});
  u->posts[3]->tags.append(Tag{.name = "t"});
  std::vector<std::thread> threads;
  std::atomic<std::size_t> sum{0};
  for (int n = 0; n < 8; ++n) {
    threads.emplace_back([mine = Ref<User>(u), &sum] {
      for (int round = 0; round < 200; ++round) {
        for (const Ref<Post>& post : mine->posts) {
          const Ref<User> back = post->user;
          sum += back->name->size() + post->tags.size() + post->title->size();
          const Ref<Post> copy = post;
        }
        sum += inspect(mine).dict_keys().size();
        sum += mine->profile ? 1 : 0;
      }
    });
  }
  u = nullptr;
  for (auto& thread : threads) thread.join();
  EXPECT_GT(sum.load(), 0U);
}

TEST_F(Lifetime, ThreadsLetGoOfDetachedObjectsTogether) {
  for (int round = 0; round < 50; ++round) {
    Ref<User> u = make<User>({.name = "ed"});
    for (int i = 0; i < 8; ++i) u->posts.append(Post{.title = std::to_string(i)});
    std::vector<std::thread> threads;
    for (std::size_t n = 0; n < 8; ++n) {
      threads.emplace_back([post = Ref<Post>(u->posts[n])]() mutable {
        const Ref<User> back = post->user;
        post = nullptr;
      });
    }
    u = nullptr;
    for (auto& thread : threads) thread.join();
  }
  EXPECT_EQ(Alive::count, 0);
}

}  // namespace
}  // namespace cupel::model
