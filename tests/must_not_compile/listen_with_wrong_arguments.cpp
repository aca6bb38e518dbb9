// A listener takes the object and the value, by the member's own type.
// expect: a listener of events::set takes (Class&, Value& value
#include <string>

#include <cupel/orm/attributes/attribute_events.hpp>

struct User {
  cupel::Mapped<std::string> name{};
};

int main() {
  cupel::listen(&User::name, cupel::events::set, [](User&, std::string&) {});
#ifndef CONTROL
  cupel::listen(&User::name, cupel::events::set, [](User&, int*) {});
#endif
}
