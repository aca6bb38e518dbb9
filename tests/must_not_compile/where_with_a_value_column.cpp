// WHERE wants a condition, not just any column.
// expect: where() wants a condition
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  (void)cupel::select(age).where(name);
#endif
}
