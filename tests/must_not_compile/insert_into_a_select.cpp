// INSERT takes a table, not a SELECT.
// expect: FromExpr
#include <cupel/sql.hpp>

int main() {
  const auto t = cupel::table("t", {cupel::column("id"), cupel::column("age")});
  (void)cupel::insert(t);
#ifndef CONTROL
  (void)cupel::insert(cupel::select(t));
#endif
}
