// A column holds a value.
// expect: Mapped<T>: T must be a plain, non-const value type
#include <cupel/orm/attributes/mapped.hpp>

struct User {
  cupel::Mapped<int> age{};
#ifndef CONTROL
  cupel::Mapped<const int> fixed{};
#endif
};

int main() {
  static_cast<void>(User{});
}
