// ordered_values() wants a list, whose order is the order of SET.
// expect: Parameters
#include <cupel/sql.hpp>

int main() {
  const auto t = cupel::table("t", {cupel::column("id"), cupel::column("age")});
  (void)cupel::update(t).ordered_values({{"age", 5}});
#ifndef CONTROL
  (void)cupel::update(t).ordered_values(cupel::Parameters{{"age", 5}});
#endif
}
