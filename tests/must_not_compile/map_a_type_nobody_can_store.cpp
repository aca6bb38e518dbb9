// A type without TypeTraits cannot be a column.
// expect: Cupel does not know how to store this type
#include <cupel/orm/attributes/make.hpp>
#include <cupel/orm/attributes/mapped.hpp>

struct Opaque {
  void* handle = nullptr;
};
struct User {
  cupel::Mapped<int> age{};
#ifndef CONTROL
  cupel::Mapped<Opaque> secret{};
#endif
};

int main() {
  cupel::make<User>();
}
