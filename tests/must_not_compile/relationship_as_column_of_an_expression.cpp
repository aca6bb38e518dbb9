// The function of a column_property names columns; a relationship is none.
// expect: a relationship is no column
#include <cupel/orm/mapper/registry.hpp>

using namespace cupel;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> name{};
  Relationship<User> boss{};
};

int main() {
  const MemberColumns u;
#ifndef CONTROL
  return u(&User::boss).node() ? 0 : 1;
#else
  return u(&User::name).node() ? 0 : 1;
#endif
}
