// A frame has two bounds.
// expect: Frame
#include <cupel/sql.hpp>

int main() {
  const auto age = cupel::column<std::int64_t>("age");
  (void)cupel::func::sum(age).over({.rows = cupel::Frame{0, 1}});
#ifndef CONTROL
  (void)cupel::func::sum(age).over({.rows = cupel::Frame{0, 1, 2}});
#endif
}
