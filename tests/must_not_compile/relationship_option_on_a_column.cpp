// back_populates says something about a relationship, not about a column.
// expect: this is an option of Relationship<>, not of a column
#include <cupel/orm/mapper/registry.hpp>

using namespace cupel;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
#ifndef CONTROL
  Mapped<std::string, back_populates<"user">> name{};
#else
  Mapped<std::string, length<20>> name{};
#endif
};

int main() {
  Registry registry;
  registry.map<User>();
}
