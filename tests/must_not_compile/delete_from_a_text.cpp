// DELETE takes a table, not its name.
// expect: FromExpr
#include <cupel/sql.hpp>

int main() {
  const auto t = cupel::table("t", {cupel::column("id"), cupel::column("age")});
  (void)cupel::delete_(t);
#ifndef CONTROL
  (void)cupel::delete_("t");
#endif
}
