// get() finds an object by its key; a query of columns has none.
// expect: get() belongs to a query of one entity
#include <cupel/orm/query/query.hpp>

using namespace cupel;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
};

void find(Session& session) {
#ifndef CONTROL
  static_cast<void>(make_query(session, &User::id).get(5));
#else
  static_cast<void>(make_query<User>(session).get(5));
#endif
}

int main() {}
