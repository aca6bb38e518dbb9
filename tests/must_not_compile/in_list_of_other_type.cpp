// The values of an IN list have the type of the column.
// expect: in_(): an element of the list has another type
#include <cupel/sql.hpp>

int main() {
  const auto name = cupel::column<std::string>("name");
  const auto age = cupel::column<std::int64_t>("age");
  (void)(name == "ed" && age > 5);
#ifndef CONTROL
  (void)age.in_({"a", "b"});
#endif
}
