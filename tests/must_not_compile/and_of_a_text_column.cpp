// && combines conditions only.
// expect: this expression is no condition
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  (void)(name && age == 5);
#endif
}
