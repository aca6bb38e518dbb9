// A relationship takes objects of its own class only.
// expect: this is no object of the relationship's class
#include <cupel/orm/attributes/mapped.hpp>
#include <cupel/orm/attributes/relationship.hpp>

struct User {
  cupel::Mapped<int> id{};
};
struct Tag {
  cupel::Mapped<int> id{};
};
struct Post {
  cupel::Relationship<User> user{};
};

int main() {
  Post post;
  post.user = cupel::make<User>();
#ifndef CONTROL
  post.user = cupel::make<Tag>();
#endif
}
