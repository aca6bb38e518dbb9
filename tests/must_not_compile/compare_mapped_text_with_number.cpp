// A mapped string is compared with a string.
// expect: these two types cannot be compared in SQL
#include <cupel/orm/query/col.hpp>

using namespace cupel;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> name{};
};

int main() {
#ifndef CONTROL
  return (col(&User::name) == 5).node() ? 0 : 1;
#else
  return (col(&User::name) == "five").node() ? 0 : 1;
#endif
}
