// A condition as text is written text("..."), so that it is seen.
// expect: where() wants a condition
#include <cupel/sql.hpp>

int main() {
  const auto age = cupel::column<std::int64_t>("age");
  (void)cupel::select(age).where(cupel::text("age > 3"));
#ifndef CONTROL
  (void)cupel::select(age).where("age > 3");
#endif
}
