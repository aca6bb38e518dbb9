// A join goes to a FROM element.
// expect: join() wants a table
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  (void)cupel::select(age).join(5);
#endif
}
