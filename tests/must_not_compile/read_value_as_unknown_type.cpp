// A value cannot be read as a type of which Cupel knows nothing.
// expect: Cupel does not know how to read a value as this type
#include <cupel/types/type_traits.hpp>
#include <cupel/types/value.hpp>

struct Opaque {
  void* handle = nullptr;
};

int main() {
  const cupel::Value value(5);
#ifndef CONTROL
  (void)value.as<Opaque>();
#endif
  return value.as<int>() == 5 ? 0 : 1;
}
