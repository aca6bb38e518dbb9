// A column has no append event.
// expect: this event is for collections
#include <cupel/orm/attributes/attribute_events.hpp>

struct User {
  cupel::Mapped<int> age{};
};

int main() {
  cupel::listen(&User::age, cupel::events::set, [](User&, int&) {});
#ifndef CONTROL
  cupel::listen(&User::age, cupel::events::append, [](User&, int&) {});
#endif
}
