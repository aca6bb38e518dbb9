// The README's example: two classes, one database, one round trip.
// region quickstart
#include <iostream>

#include <cupel/cupel.hpp>
using namespace cupel;

struct Address;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<50>, unique> name{};
  Relationship<List<Address>, back_populates<"user">, cascade<"all, delete-orphan">> addresses{};
};
struct Address {
  static constexpr auto tablename = "addresses";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> email{};
  Mapped<std::int64_t, foreign_key<"users.id">> user_id{};
  Relationship<User, back_populates<"addresses">> user{};
};

int main() {
  Registry registry;
  registry.map<User, Address>();
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);

  Session session(engine);
  session.add(User{.name = "ed", .addresses = {Address{.email = "ed@example.org"}}});
  session.commit();

  auto stmt = select<User>().join(&User::addresses).where(col(&Address::email).like("%@example.org"));
  for (Ref<User> user : session.scalars(stmt)) {
    std::cout << user->name << " <" << user->addresses[0]->email << ">\n";
  }
}
// endregion
