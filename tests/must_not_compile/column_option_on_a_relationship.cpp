// The foreign key belongs to the member that holds it.
// expect: this is an option of a column, not of Relationship<>
#include <cupel/orm/mapper/registry.hpp>

using namespace cupel;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
#ifndef CONTROL
  Relationship<User, foreign_key<"users.id">> boss{};
#else
  Relationship<User, remote_side<"id">> boss{};
#endif
};

int main() {
  Registry registry;
  registry.map<User>();
}
