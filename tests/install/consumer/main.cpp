// Works only when headers, library and the dialect's registration all arrived in this program.
#include <cstdint>
#include <iostream>

#include <cupel/cupel.hpp>

int main() {
  cupel::Engine engine = cupel::create_engine("sqlite://");
  cupel::Connection connection = engine.connect();
  const auto answer =
      connection.execute(cupel::text("SELECT 6 * 7")).scalar<std::int64_t>().value_or(0);
  std::cout << "Cupel " << cupel::kVersion << " says " << answer << '\n';
  return answer == 42 ? 0 : 1;
}
