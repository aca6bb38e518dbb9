#pragma once
// The classes of these tests, linked with each other by hand as a mapper would.

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/attributes/make.hpp"
#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/orm/attributes/relationship.hpp"

namespace cupel::model {

inline void configure_model();

/// Counts the objects that are alive.
struct Alive {
  static inline std::atomic<int> count{0};
  Alive() { ++count; }
  Alive(const Alive&) { ++count; }
  Alive& operator=(const Alive&) = default;
  ~Alive() { --count; }
};

struct Post;
struct Tag;
struct Profile;

struct User {
  Mapped<std::int64_t> id{};
  Mapped<std::string> name{};
  Mapped<std::optional<int>> age{};
  Relationship<List<Post>> posts{};
  Relationship<Profile> profile{};
  Alive alive{};
};

struct Profile {
  Mapped<std::int64_t> id{};
  Mapped<std::string> bio{};
  Relationship<User> user{};
  Alive alive{};
};

struct Post {
  Mapped<std::int64_t> id{};
  Mapped<std::string> title{};
  Relationship<User> user{};
  Relationship<List<Tag>> tags{};
  Alive alive{};
};

struct Tag {
  Mapped<std::string> name{};
  Relationship<Set<Post>> posts{};
  Alive alive{};
};

struct Note {
  Mapped<std::string> keyword{};
  Mapped<std::string> text{};
  Alive alive{};
};

struct Item {
  Mapped<std::int64_t> id{};
  Relationship<Dict<std::string, Note>> notes{};
  Alive alive{};
};

/// Fixture whose end checks that no object is left: derived fixtures' members are gone by then.
class ModelTest : public ::testing::Test {
 protected:
  ModelTest() { configure_model(); }
  ~ModelTest() override { EXPECT_EQ(Alive::count, 0); }
};

/// Keeps the two sides of the model's relationships in step.
inline void link_both_ways(Attribute& a, Attribute& b) {
  AttributeSetup setup = a.setup();
  setup.reverse = &b;
  a.configure(setup);
  setup = b.setup();
  setup.reverse = &a;
  b.configure(setup);
}

inline void configure_model() {
  link_both_ways(attribute_of(&User::posts), attribute_of(&Post::user));
  link_both_ways(attribute_of(&User::profile), attribute_of(&Profile::user));
  link_both_ways(attribute_of(&Post::tags), attribute_of(&Tag::posts));
  AttributeSetup notes = attribute_of(&Item::notes).setup();
  notes.key_attribute = &attribute_of(&Note::keyword);
  attribute_of(&Item::notes).configure(notes);
}

/// "a,b,c" from the titles or names of a collection's members.
template <class Collection>
std::string titles(const Collection& posts) {
  std::string all;
  for (const Ref<Post>& post : posts) {
    if (!all.empty()) all += ',';
    all += post->title.get();
  }
  return all;
}

}  // namespace cupel::model
