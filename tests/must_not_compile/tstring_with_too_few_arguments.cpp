// tstring() has an argument for each {}.
// expect: TStringText
#include <cupel/sql/expression/tstring.hpp>

int main() {
  (void)cupel::tstring("a = {}", 1);
#ifndef CONTROL
  (void)cupel::tstring("a = {} AND b = {}", 1);
#endif
}
