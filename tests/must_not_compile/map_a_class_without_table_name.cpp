// A class that is mapped by itself names its table.
// expect: a mapped class names its table: static constexpr auto tablename
#include <cupel/orm/mapper/registry.hpp>

using namespace cupel;

struct User {
#ifdef CONTROL
  static constexpr auto tablename = "users";
#endif
  Mapped<std::int64_t, primary_key> id{};
};

int main() {
  Registry registry;
  registry.map<User>();
}
