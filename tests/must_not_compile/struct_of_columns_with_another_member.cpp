// A struct of columns holds nothing else.
// expect: the members of a struct of columns are TypedColumn
#include <cupel/schema/typed_table.hpp>

struct UserColumns {
  cupel::TypedColumn<std::int64_t, cupel::primary_key> id{};
#ifndef CONTROL
  int age{};
#endif
};

int main() {
  const cupel::MetaData metadata;
  const cupel::TypedTable<UserColumns> users("users", metadata);
}
