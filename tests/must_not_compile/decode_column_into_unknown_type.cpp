// A column cannot be decoded into a type of which Cupel knows nothing.
// expect: Cupel does not know how to store this type
#include <cupel/types/codec.hpp>
#include <cupel/types/numeric_types.hpp>

struct Opaque {
  void* handle = nullptr;
};

int main() {
  const cupel::Integer type;
#ifndef CONTROL
  (void)cupel::decoder_for<Opaque>(type, "secret");
#endif
  return cupel::decoder_for<int>(type, "age").fn == nullptr ? 1 : 0;
}
