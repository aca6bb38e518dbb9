// A plain benchmark harness: the contenders of one bench take turns in one process, round after
// round, so that whatever else the machine does hits all of them alike; medians are compared.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace bench {

/// One way of doing the work. `run` alone is timed; `before` and `after` surround every round.
struct Contender {
  std::string name;
  std::function<void()> before;
  std::function<void()> run;
  std::function<void()> after;
};

/// One piece of work, done by every contender. The first contender is the raw client code that
/// the others are measured against.
struct Bench {
  std::string name;
  std::string backend;
  std::size_t operations = 1;  ///< what one run does, e.g. rows; figures are per operation
  std::vector<Contender> contenders;
  int rounds = 9;
};

struct Measurement {
  std::string bench;
  std::string backend;
  std::string contender;
  double median_ns_per_op = 0;
  double ratio_to_raw = 1;
  double peak_rss_mib = 0;  ///< the highest resident size during this contender's runs
};

class Runner {
 public:
  void add(Bench bench) { benches_.push_back(std::move(bench)); }

  /// Runs every bench whose `backend/name` contains `filter` and prints a table row for each
  /// contender; of the contenders only the one named, unless the name is empty.
  std::vector<Measurement> run(const std::string& filter, const std::string& contender);

 private:
  std::vector<Bench> benches_;
};

/// Writes the measurements as a JSON array; throws std::runtime_error when `path` cannot be
/// written.
void write_json(const std::vector<Measurement>& measurements, const std::string& path);

/// Keeps the optimiser from dropping the computation of `value`.
template <class T>
void keep(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

}  // namespace bench
