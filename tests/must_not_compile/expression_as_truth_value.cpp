// An SQL expression is no condition of the host language.
// expect: Expr<bool>
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  if (age == 5) return 1;
#endif
}
