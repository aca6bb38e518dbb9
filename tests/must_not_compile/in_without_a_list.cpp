// IN wants a list, also of one value.
// expect: in_() takes a list of values
#include <cupel/sql.hpp>

int main() {
  const auto age = cupel::column<std::int64_t>("age");
  (void)age.in_({5});
#ifndef CONTROL
  (void)age.in_(5);
#endif
}
