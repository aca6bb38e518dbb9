// Members of a class with a base class cannot be listed, and the compiler says what to do instead.
// expect: Cupel cannot list the members of a class with base classes
#include <cupel/util/reflect.hpp>

struct Base {
  int id{};
};
struct Derived : Base {
  int more{};
};

int main() {
  static_cast<void>(cupel::field_count<Base>);
#ifndef CONTROL
  static_cast<void>(cupel::field_count<Derived>);
#endif
}
