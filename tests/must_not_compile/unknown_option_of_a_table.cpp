// A table has the options it has.
// expect: nonsense
#include <cupel/schema/table.hpp>
#include <cupel/sql.hpp>

int main() {
  (void)cupel::TableOptions{.quote = true};
#ifndef CONTROL
  (void)cupel::TableOptions{.nonsense = 5};
#endif
}
