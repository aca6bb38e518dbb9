// A SELECT has columns once it is a subquery.
// expect: has no member named
#include <cupel/sql.hpp>

int main() {
  const auto age = cupel::column<std::int64_t>("age");
  const auto stmt = cupel::select(age);
  (void)stmt.subquery().c["age"];
#ifndef CONTROL
  (void)stmt.c["age"];
#endif
}
