// LIKE and its relatives are for text.
// expect: like() and its relatives need an expression of text
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  (void)age.like("1%");
#endif
}
