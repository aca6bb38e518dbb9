// Arithmetic needs operands that have a common meaning.
// expect: this operator has no meaning for these two types
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  (void)(age + "x");
#endif
}
