// cupel_bench [--json FILE] [--contender NAME] [FILTER]: Cupel beside hand-written code for sqlite3
// and, where CUPEL_BENCH_POSTGRESQL_URL or CUPEL_BENCH_MYSQL_URL names a server, for its client; in
// one run.
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "suites.hpp"

int main(int argc, char** argv) {
  std::string json;
  std::string filter;
  std::string contender;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--json" && i + 1 < argc) {
      json = argv[++i];
    } else if (argument == "--contender" && i + 1 < argc) {
      contender = argv[++i];
    } else if (argument == "--help" || argument.starts_with("--")) {
      std::puts(
          "usage: cupel_bench [--json FILE] [--contender NAME] [FILTER]\n"
          "Runs the benches whose name or backend/name contains FILTER; FILE gets the figures as "
          "JSON. With a contender only that one runs, as a profiler wants it.\n"
          "CUPEL_BENCH_POSTGRESQL_URL and CUPEL_BENCH_MYSQL_URL name servers to run them on, or "
          "else\nthe variables of the tests.");
      return argument == "--help" ? 0 : 2;
    } else {
      filter = argument;
    }
  }
  try {
    bench::Runner runner;
    bench::add_core_benches(runner);
    bench::add_orm_benches(runner);
    bench::add_statement_benches(runner);
    bench::add_server_benches(runner);
    const auto measurements = runner.run(filter, contender);
    if (!json.empty()) bench::write_json(measurements, json);
    return measurements.empty() ? 1 : 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "cupel_bench: %s\n", e.what());
    return 1;
  }
}
