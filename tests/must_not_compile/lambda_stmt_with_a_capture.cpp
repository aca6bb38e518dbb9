// What a lambda captures would be that of the first call for good.
// expect: give it as an argument
#include <cupel/sql.hpp>

int main() {
  [[maybe_unused]] const int age = 18;
  const auto users = cupel::table("users", {cupel::column("age")});
#ifdef CONTROL
  (void)cupel::lambda_stmt(
      [](const auto& u, auto least) { return cupel::select(u.c["age"]).where(u.c["age"] > least); },
      users, age);
#else
  (void)cupel::lambda_stmt(
      [&](auto least) { return cupel::select(users.c["age"]).where(users.c["age"] > least); }, age);
#endif
}
