// What cannot be pickled, and bytes that are damaged, made up or meant for something else: an error
// of ours, and nothing else.

#include <algorithm>
#include <random>

#include "cupel/orm/query/col.hpp"
#include "cupel/orm/session/pickle.hpp"

#include "model.hpp"
#include "orm/session/pickle_format.hpp"

namespace cupel::session_model {
namespace {

using Node = detail::PickleNode;

std::string damage_of(const Registry& registry, std::string_view bytes) {
  try {
    static_cast<void>(pickle::loads_all(registry, bytes));
  } catch (const Error& e) {
    return e.message();
  }
  return "nothing was wrong";
}

class PickleDamageTest : public SessionTest {
 protected:
  PickleDamageTest() { registry.configure(); }

  /// A graph with values, history, queued changes, parents and what a listener added.
  std::string sample() {
    listen<User>(events::pickle, [](User&, Parameters& state) { state.set("k", Decimal("1.5")); });
    Session session(engine);
    const auto ed = session.add(User{.name = "ed"});
    ed->posts.append(Post{.title = "a"});
    ed->posts.append(Post{.title = "b"});
    session.add(Owner{.name = "o"})->pets.append(Pet{.name = "cat"});
    session.commit();
    session.expire_all();
    const auto user = session.get<User>(1);
    user->posts.remove(user->posts[0]);
    user->name = "eddy";
    const auto owner = session.get<Owner>(1);
    make<Pet>({.name = "dog"})->owner = owner;
    const auto place = make<Place>({.x = 1, .y = 2, .value = "v"});
    return pickle::dumps_all(std::vector<ObjectRef>{user, owner, place});
  }

  /// The document of a pickle of one object, to be changed and written again.
  static Node document_of(const ObjectArgument& object) {
    return detail::read_pickle(pickle::dumps(object));
  }
  /// Position of an attribute of the first class.
  static std::size_t place_of(const Node& document, std::string_view attribute) {
    const Node& names = document[0][0][1];
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), attribute) -
                                    names.begin());
  }
  std::string damage_of_document(const Node& document) {
    return damage_of(registry, detail::write_pickle(document));
  }
};

TEST_F(PickleDamageTest, AnExpressionIsRefusedByName) {
  add_items();
  Session session(engine);
  const auto bolt = session.get<Item>(1);
  bolt->qty = col(&Item::qty) + 1;
  try {
    static_cast<void>(pickle::dumps(bolt));
    FAIL() << "an expression was pickled";
  } catch (const InvalidRequestError& e) {
    EXPECT_TRUE(e.message().starts_with("Item.qty of <Item at 0x")) << e.what();
    EXPECT_TRUE(e.message().ends_with("which cannot be pickled; flush() first, or assign a value"))
        << e.what();
  }
  session.flush();
  EXPECT_NO_THROW(static_cast<void>(pickle::dumps(bolt)));
}

TEST_F(PickleDamageTest, WhatIsNoMappedObjectIsRefused) {
  EXPECT_THROW(static_cast<void>(pickle::dumps(Ref<Item>())), UnmappedInstanceError);
  EXPECT_THROW(static_cast<void>(pickle::dumps_all(std::vector<Ref<Item>>{make<Item>(), {}})),
               UnmappedInstanceError);
}

TEST_F(PickleDamageTest, AnotherClassOrNumberOfObjectsThanAskedForIsRefused) {
  const std::string one = pickle::dumps(make<Item>());
  EXPECT_THROW(static_cast<void>(pickle::loads<User>(registry, one)), InvalidRequestError);
  EXPECT_THROW(static_cast<void>(pickle::loads_all<User>(registry, one)), InvalidRequestError);
  const std::string two = pickle::dumps_all(std::vector<ObjectRef>{make<Item>(), make<User>()});
  EXPECT_THROW(static_cast<void>(pickle::loads<Item>(registry, two)), InvalidRequestError);
  EXPECT_THROW(static_cast<void>(pickle::loads_all<Item>(registry, two)), InvalidRequestError);
  EXPECT_EQ(pickle::loads_all(registry, two).size(), 2U);
}

TEST_F(PickleDamageTest, AClassThatTheRegistryDoesNotMapIsNamed) {
  const std::string bytes = pickle::dumps(make<Item>());
  const Registry other;
  try {
    static_cast<void>(pickle::loads<Item>(other, bytes));
    FAIL() << "an unmapped class was loaded";
  } catch (const UnmappedClassError& e) {
    EXPECT_EQ(e.message(),
              "the pickle holds objects of class 'Item', which this registry does not map; call "
              "registry.map<Item>() before loads()");
  }
}

TEST_F(PickleDamageTest, EveryTruncationIsRefused) {
  const std::string bytes = sample();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THROW(
        static_cast<void>(pickle::loads_all(registry, std::string_view(bytes).substr(0, size))),
        DataError)
        << size;
  }
  EXPECT_THROW(static_cast<void>(pickle::loads_all(registry, bytes + '\0')), DataError);
  EXPECT_EQ(pickle::loads_all(registry, bytes).size(), 3U);
}

TEST_F(PickleDamageTest, FlippedBitsGiveAnErrorOrObjects) {
  const std::string bytes = sample();
  std::size_t refused = 0;
  const auto try_it = [&](const std::string& damaged) {
    try {
      Session session(engine);
      for (const ObjectRef& object : pickle::loads_all(registry, damaged)) {
        try {
          session.add(object);
        } catch (const Error&) {
          break;
        }
      }
    } catch (const Error&) {
      ++refused;
    }
  };
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    try_it(damaged);
  }
  EXPECT_GT(refused, bytes.size());
  std::mt19937 random(20'240'229);
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = bytes;
    for (int i = 0; i < 4; ++i) {
      const std::size_t at = 13 + random() % (damaged.size() - 13);
      damaged[at] = static_cast<char>(random());
    }
    try_it(damaged);
  }
}

TEST_F(PickleDamageTest, ForeignBytesAndOtherVersionsAreToldApart) {
  EXPECT_EQ(damage_of(registry, "\x80\x04\x95 python"),
            "these bytes are damaged or no pickle of Cupel's (they do not begin with "
            "\"cupel.pickle\" and a version); pickle the objects anew");
  EXPECT_EQ(damage_of(registry, "cupel.pickle\x02 later"),
            "these bytes are a pickle of version 2, and this Cupel reads version 1; pickle the "
            "objects anew with this one");
  EXPECT_NE(damage_of(registry, "cupel.pickle\x01\xc1").find("byte 1 of the document"),
            std::string::npos);
}

TEST_F(PickleDamageTest, ListsInListsDoNotExhaustTheStack) {
  const std::string head("cupel.pickle\x01");
  EXPECT_NE(
      damage_of(registry, head + std::string(1'000'000, '\x91')).find("lists in lists without end"),
      std::string::npos);
  EXPECT_NE(damage_of(registry, head + std::string(1'000'000, '\x81')).find("damaged"),
            std::string::npos);
}

TEST_F(PickleDamageTest, LengthsAreNotBelieved) {
  const std::string head("cupel.pickle\x01");
  for (const char* length : {"\xdd\xff\xff\xff\xff", "\xdb\xff\xff\xff\xff", "\xc6\xff\xff\xff\xff",
                             "\xdf\xff\xff\xff\xff", "\xc9\xff\xff\xff\xff"}) {
    EXPECT_NE(damage_of(registry, head + length).find("damaged"), std::string::npos);
  }
}

TEST_F(PickleDamageTest, AnObjectOfAnotherClassIsNoMember) {
  const auto ed = make<User>({.name = "ed"});
  ed->posts.append(Post{.title = "a"});
  Node document = document_of(ed);
  // User.posts then holds the user.
  Node& first_post = document[1][0][3][place_of(document, "posts")][1][0];
  first_post = 0;
  EXPECT_EQ(damage_of_document(document),
            "User.posts cannot be unpickled: an object of class User where one of class Post must "
            "be (the class is another one since, or the bytes are damaged; pickle the objects "
            "anew)");
  first_post = 7;
  EXPECT_NE(damage_of_document(document).find("out of range for an object"), std::string::npos);
  first_post = nullptr;
  EXPECT_NE(damage_of_document(document).find("damaged"), std::string::npos);
}

TEST_F(PickleDamageTest, AValueOfAnotherKindIsNamed) {
  Node document = document_of(make<Item>({.qty = 4}));
  document[1][0][3][place_of(document, "qty")][1] = "four";
  EXPECT_TRUE(damage_of_document(document).starts_with("Item.qty cannot be unpickled: "))
      << damage_of_document(document);
}

TEST_F(PickleDamageTest, AnIdentityThatTheClassCannotHaveIsRefused) {
  add_items();
  Session session(engine);
  const Node good = document_of(session.get<Item>(1));
  for (const Node& identity :
       {Node::array({1, 2}), Node::array(), Node::array({nullptr}), Node::array({"x"}), Node()}) {
    Node document = good;
    document[1][0][2] = identity;
    EXPECT_NE(damage_of_document(document), "nothing was wrong") << identity;
  }
}

TEST_F(PickleDamageTest, StatesThatExcludeEachOtherAreRefused) {
  using detail::Slot;
  add_items();
  Session session(engine);
  const Node good = document_of(session.get<Item>(1));
  for (const unsigned flags :
       {unsigned{Slot::null}, unsigned{Slot::expression}, unsigned{Slot::owning},
        unsigned{Slot::queued}, unsigned{Slot::present | Slot::expired},
        unsigned{Slot::present | Slot::expression}}) {
    Node document = good;
    document[1][0][3][place_of(document, "name")][0] = flags;
    EXPECT_NE(damage_of_document(document).find("a state that it cannot have"), std::string::npos)
        << flags;
  }
}

TEST_F(PickleDamageTest, AColumnThatTheBytesDoNotKnowLoadsInASession) {
  add_items();
  Session session(engine);
  Node document = document_of(session.get<Item>(1));
  const std::size_t qty = place_of(document, "qty");
  document[0][0][1].erase(qty);
  document[1][0][3].erase(qty);
  const auto copy = pickle::loads<Item>(registry, detail::write_pickle(document));
  EXPECT_FALSE(copy->qty.is_set());
  Session other(engine);
  other.add(copy);
  EXPECT_EQ(copy->qty, 10);
}

TEST_F(PickleDamageTest, ObjectsThatNoRootReachesAreFreed) {
  Node document = document_of(make<Item>({.name = "a"}));
  document[1].push_back(document[1][0]);
  EXPECT_EQ(damage_of_document(document), "nothing was wrong");
  document[2] = Node::array();
  EXPECT_EQ(damage_of_document(document), "nothing was wrong");
}

}  // namespace
}  // namespace cupel::session_model
