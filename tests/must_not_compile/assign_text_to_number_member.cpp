// A column of a mapped class takes values of its type only.
// expect: a value of this type cannot be assigned to this Mapped member
#include <cupel/orm/attributes/mapped.hpp>

struct User {
  cupel::Mapped<int> age{};
};

int main() {
  User user;
  user.age = 7;
#ifndef CONTROL
  user.age = "seven";
#endif
}
