// from_statement() reads objects; columns are read from the statement itself.
// expect: from_statement() reads entities: begin with select<User>()
#include <cupel/orm/query/query.hpp>
#include <cupel/sql/expression/constructors.hpp>

using namespace cupel;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
};

int main() {
#ifndef CONTROL
  const auto statement = select(&User::id).from_statement(text("SELECT 1"));
#else
  const auto statement = select<User>().from_statement(text("SELECT 1"));
#endif
  return statement.element() ? 0 : 1;
}
