#include "harness.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace bench {
namespace {

// Linux forgets the peak on request; that is what makes a peak per contender possible.
void reset_peak_rss() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

double peak_rss_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024.0;
  }
  return 0;
}

double median(std::vector<double> samples) {
  const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
  std::nth_element(samples.begin(), middle, samples.end());
  return *middle;
}

double timed(const Contender& contender) {
  if (contender.before) contender.before();
  const auto start = std::chrono::steady_clock::now();
  contender.run();
  const auto stop = std::chrono::steady_clock::now();
  if (contender.after) contender.after();
  return std::chrono::duration<double, std::nano>(stop - start).count();
}

}  // namespace

std::vector<Measurement> Runner::run(const std::string& filter, const std::string& contender) {
  std::vector<Measurement> all;
  std::printf("%-28s %-10s %-22s %14s %8s %10s\n", "bench", "backend", "contender", "ns/op",
              "ratio", "peak MiB");
  for (auto bench : benches_) {
    if ((bench.backend + '/' + bench.name).find(filter) == std::string::npos) continue;
    if (!contender.empty()) {
      std::erase_if(bench.contenders, [&](const auto& each) { return each.name != contender; });
      if (bench.contenders.empty()) continue;
    }
    std::vector<std::vector<double>> samples(bench.contenders.size());
    std::vector<double> peaks(bench.contenders.size(), 0.0);
    for (int round = -1; round < bench.rounds; ++round) {  // round -1 only warms up
      for (std::size_t i = 0; i < bench.contenders.size(); ++i) {
        reset_peak_rss();
        const double ns = timed(bench.contenders[i]);
        peaks[i] = std::max(peaks[i], peak_rss_mib());
        if (round >= 0) samples[i].push_back(ns / static_cast<double>(bench.operations));
      }
    }
    double raw = 0;
    for (std::size_t i = 0; i < bench.contenders.size(); ++i) {
      Measurement m{bench.name,         bench.backend, bench.contenders[i].name,
                    median(samples[i]), 1.0,           peaks[i]};
      if (i == 0) raw = m.median_ns_per_op;
      m.ratio_to_raw = raw > 0 ? m.median_ns_per_op / raw : 1.0;
      std::printf("%-28s %-10s %-22s %14.1f %8.2f %10.1f\n", m.bench.c_str(), m.backend.c_str(),
                  m.contender.c_str(), m.median_ns_per_op, m.ratio_to_raw, m.peak_rss_mib);
      std::fflush(stdout);
      all.push_back(std::move(m));
    }
  }
  return all;
}

void write_json(const std::vector<Measurement>& measurements, const std::string& path) {
  std::ofstream out(path);
  if (!out) throw std::runtime_error("cannot write '" + path + "'");
  out << "[\n";
  for (std::size_t i = 0; i < measurements.size(); ++i) {
    const auto& m = measurements[i];
    out << "  {\"bench\": \"" << m.bench << "\", \"backend\": \"" << m.backend
        << "\", \"contender\": \"" << m.contender
        << "\", \"median_ns_per_op\": " << m.median_ns_per_op
        << ", \"ratio_to_raw\": " << m.ratio_to_raw << ", \"peak_rss_mib\": " << m.peak_rss_mib
        << "}" << (i + 1 < measurements.size() ? "," : "") << "\n";
  }
  out << "]\n";
}

}  // namespace bench
