// A column of text is compared with text only.
// expect: these two types cannot be compared in SQL
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  (void)(name == 5);
#endif
}
