// What an upsert sets has names.
// expect: SetArg
#include <cupel/dialects/postgresql/dml.hpp>
#include <cupel/sql.hpp>

int main() {
  const auto t = cupel::table("t", {cupel::column("id"), cupel::column("age")});
  (void)cupel::SetArg{{"age", 1}};
  (void)cupel::postgresql::insert(t);
#ifndef CONTROL
  (void)cupel::SetArg{1};
#endif
}
