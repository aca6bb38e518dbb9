// Members of a class that is no aggregate cannot be listed.
// expect: Cupel lists the members of plain aggregates only
#include <cupel/util/reflect.hpp>

struct Plain {
  int id{};
};
class Closed {
 public:
  explicit Closed(int id) : id_(id) {}
  int id() const { return id_; }

 private:
  int id_;
};

int main() {
  static_cast<void>(cupel::field_count<Plain>);
#ifndef CONTROL
  static_cast<void>(cupel::field_count<Closed>);
#endif
}
