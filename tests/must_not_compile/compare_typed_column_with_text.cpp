// The members of a TypedTable have C++ types: a number is not compared with a text.
// expect: these two types cannot be compared in SQL
#include <cupel/schema/typed_table.hpp>

struct UserColumns {
  cupel::TypedColumn<std::int64_t, cupel::primary_key> id{};
};

int main() {
  const cupel::MetaData metadata;
  const cupel::TypedTable<UserColumns> users("users", metadata);
  (void)(users.c.id == 5);
#ifndef CONTROL
  (void)(users.c.id == "5");
#endif
}
