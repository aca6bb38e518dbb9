// Listening to objects that become bytes and come back.

#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/orm/attributes/instance_events.hpp"
#include "cupel/orm/mapper/events.hpp"
#include "cupel/orm/session/pickle.hpp"

#include "model.hpp"

namespace cupel::session_model {
namespace {

struct Counted {
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
  static inline int alive = 0;
};
struct Leaf;
struct Tree {
  static constexpr auto tablename = "pickle_tree";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Leaf>, back_populates<"tree">> leaves{};
  Counted counted{};
};
struct Leaf {
  static constexpr auto tablename = "pickle_leaf";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"pickle_tree.id">> tree_id{};
  Mapped<std::string> name{};
  Relationship<Tree, back_populates<"leaves">> tree{};
  Counted counted{};
};

class PickleEventTest : public SessionTest {
 protected:
  std::string bytes_of_tree() {
    const auto tree = make<Tree>();
    for (const char* name : {"a", "b", "c"}) tree->leaves.append(Leaf{.name = name});
    return pickle::dumps(tree);
  }
};

TEST_F(PickleEventTest, ListenersPutValuesBesideTheObjectAndGetThemBack) {
  listen<Item>(events::pickle, [](Item& item, Parameters& state) {
    EXPECT_TRUE(state.empty());
    state.set("unit", "mm");
    state.set("seen", std::vector<std::int64_t>{1, 2});
    state.set("name", item.name.get());
  });
  Parameters found;
  int without = 0;
  listen<Item>(events::unpickle, [&](Item& item, Parameters& state) {
    EXPECT_EQ(item.name, "bolt");
    found = state;
  });
  listen<User>(events::unpickle, [&](User&, Parameters& state) { without += state.empty(); });
  static_cast<void>(pickle::loads<Item>(registry, pickle::dumps(make<Item>({.name = "bolt"}))));
  static_cast<void>(pickle::loads<User>(registry, pickle::dumps(make<User>())));
  EXPECT_EQ(found["unit"], "mm");
  EXPECT_EQ(found["seen"], Value::array({1, 2}));
  EXPECT_EQ(found["name"], "bolt");
  EXPECT_EQ(without, 1);
}

TEST_F(PickleEventTest, ListenersCanBeRemovedAndCalledOnce) {
  int pickled = 0;
  int unpickled = 0;
  ListenHandle handle = listen<Item>(events::pickle, [&](Item&, Parameters&) { ++pickled; });
  listen<Item>(events::unpickle, [&](Item&, Parameters&) { ++unpickled; }, {.once = true});
  for (int i = 0; i < 3; ++i) {
    static_cast<void>(pickle::loads<Item>(registry, pickle::dumps(make<Item>())));
    if (i == 1) handle.remove();
  }
  EXPECT_EQ(pickled, 2);
  EXPECT_EQ(unpickled, 1);
}

TEST_F(PickleEventTest, NoOtherEventOfAnObjectFires) {
  int fired = 0;
  // These two stay with the class, not with its mapping.
  ListenHandle hooks = listen<Item>(events::init, [&](Item&) { ++fired; });
  const std::string bytes = pickle::dumps(make<Item>({.name = "x"}));
  ASSERT_EQ(std::exchange(fired, 0), 1);
  listen<Item>(events::load, [&](Item&) { ++fired; });
  hooks += listen(&Item::name, events::set, [&](Item&, std::optional<std::string>&) { ++fired; });
  EXPECT_EQ(pickle::loads<Item>(registry, bytes)->name, "x");
  EXPECT_EQ(fired, 0);
  hooks.remove();
}

TEST_F(PickleEventTest, WhatAListenerChangesOrLinksIsWrittenToo) {
  listen<User>(events::pickle, [](User& user, Parameters&) {
    user.name = "secret";
    user.posts.append(Post{.title = "added"});
  });
  std::vector<std::string> order;
  listen<Post>(events::pickle,
               [&](Post& post, Parameters&) { order.push_back(*post.title.get()); });
  auto ed = make<User>({.name = "ed"});
  ed->posts.append(Post{.title = "first"});
  const auto copy = pickle::loads<User>(registry, pickle::dumps(ed));
  EXPECT_EQ(copy->name, "secret");
  EXPECT_EQ(copy->posts.size(), 2U);
  EXPECT_EQ(order, (std::vector<std::string>{"first", "added"}));
}

TEST_F(PickleEventTest, UnpickleSeesTheWholeGraph) {
  registry.map<Tree, Leaf>();
  const std::string bytes = bytes_of_tree();
  std::string seen;
  listen<Tree>(events::unpickle, [&](Tree& tree, Parameters&) {
    for (const auto& leaf : tree.leaves) seen += *leaf->name;
  });
  listen<Leaf>(events::unpickle,
               [&](Leaf& leaf, Parameters&) { seen += std::to_string(leaf.tree->leaves.size()); });
  static_cast<void>(pickle::loads<Tree>(registry, bytes));
  EXPECT_EQ(seen, "abc333");
}

TEST_F(PickleEventTest, AThrowingPickleListenerLeavesTheObjectsAsTheyAre) {
  registry.map<Tree, Leaf>();
  const auto tree = make<Tree>();
  tree->leaves.append(Leaf{.name = "a"});
  const ListenHandle handle = listen<Leaf>(
      events::pickle, [](Leaf&, Parameters&) { throw std::runtime_error("not this one"); });
  EXPECT_THROW(static_cast<void>(pickle::dumps(tree)), std::runtime_error);
  EXPECT_EQ(tree->leaves[0]->name, "a");
  ListenHandle(handle).remove();
  EXPECT_NO_THROW(static_cast<void>(pickle::dumps(tree)));
}

TEST_F(PickleEventTest, AThrowingUnpickleListenerLeavesNoObject) {
  registry.map<Tree, Leaf>();
  const std::string bytes = bytes_of_tree();
  const int before = Counted::alive;
  int calls = 0;
  listen<Leaf>(events::unpickle, [&](Leaf&, Parameters&) {
    if (++calls == 2) throw std::runtime_error("not this one");
  });
  EXPECT_THROW(static_cast<void>(pickle::loads<Tree>(registry, bytes)), std::runtime_error);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(Counted::alive, before);
}

TEST_F(PickleEventTest, WhatAThrowingListenerHasTakenIsWhole) {
  registry.map<Tree, Leaf>();
  const std::string bytes = bytes_of_tree();
  const int before = Counted::alive;
  Ref<Leaf> taken;
  listen<Leaf>(events::unpickle, [&](Leaf& leaf, Parameters&) {
    taken = ref_to(leaf);
    throw std::runtime_error("taken");
  });
  EXPECT_THROW(static_cast<void>(pickle::loads<Tree>(registry, bytes)), std::runtime_error);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->tree->leaves.size(), 3U);
  taken.reset();
  EXPECT_EQ(Counted::alive, before);
}

TEST_F(PickleEventTest, AListenerMayBringTheObjectsIntoASession) {
  registry.map<Tree, Leaf>();
  registry.metadata().create_all(engine);
  const std::string bytes = bytes_of_tree();
  Session session(engine);
  listen<Tree>(events::unpickle, [&](Tree& tree, Parameters&) {
    session.add(ref_to(tree));
    session.commit();
    static_cast<void>(session.scalars(select<Leaf>()).all());
  });
  const auto tree = pickle::loads<Tree>(registry, bytes);
  EXPECT_TRUE(inspect(tree).persistent());
  EXPECT_EQ(tree->leaves.size(), 3U);
}

}  // namespace
}  // namespace cupel::session_model
