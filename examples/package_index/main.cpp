// The demo: Debian's package index through the unit of work, and questions put to it.
//
//     package_index [--out FOLDER] [--input FILE] [--url URL]
//
// Reads `apt-cache dumpavail` unless a file is given, leaves FOLDER/packages.db, report.md and
// chart.svg, and ends with one line for machines. With a URL the database is that one, and its
// tables of an earlier run are dropped first.
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sys/resource.h>

#include "importer.hpp"
#include "questions.hpp"
#include "report.hpp"

namespace package_index {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path out = "demo";
  fs::path input;
  std::string url;
};

Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--out" && i + 1 < argc) {
      arguments.out = argv[++i];
    } else if (word == "--input" && i + 1 < argc) {
      arguments.input = argv[++i];
    } else if (word == "--url" && i + 1 < argc) {
      arguments.url = argv[++i];
      if (arguments.url.empty()) {
        throw std::runtime_error(
            "--url is empty; leave it out for an SQLite database in the folder");
      }
    } else {
      throw std::runtime_error("usage: package_index [--out FOLDER] [--input FILE] [--url URL]");
    }
  }
  return arguments;
}

/// The index as a file: the given one, or what apt knows, written into the output folder.
fs::path find_input(const Arguments& arguments) {
  if (!arguments.input.empty()) return arguments.input;
  const fs::path dump = arguments.out / "dumpavail.txt";
  const std::string command = "apt-cache dumpavail > '" + dump.string() + "'";
  if (std::system(command.c_str()) != 0 || fs::file_size(dump) == 0) {
    throw std::runtime_error(
        "apt-cache dumpavail printed nothing: run 'apt-get update' first, or give --input FILE");
  }
  return dump;
}

void show_progress(std::size_t done, std::size_t all) {
  constexpr std::size_t kWidth = 40;
  const std::size_t filled = all == 0 ? kWidth : std::min(kWidth, done * kWidth / all);
  std::cout << "\rimporting [" << std::string(filled, '#') << std::string(kWidth - filled, '.')
            << "] " << (all == 0 ? 100 : std::min<std::size_t>(100, done * 100 / all)) << " %"
            << std::flush;
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

int run(const Arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  fs::create_directories(arguments.out);
  const fs::path input = find_input(arguments);
  const fs::path file = arguments.out / "packages.db";
  if (arguments.url.empty()) fs::remove(file);

  cupel::Registry registry;
  map_classes(registry);
  const cupel::URL url = cupel::make_url(
      arguments.url.empty() ? "sqlite:///" + fs::absolute(file).string() : arguments.url);
  Report report;
  report.database = arguments.url.empty() ? file.string() : url.render_as_string();
  {
    cupel::Engine engine = cupel::create_engine(url);
    StatementCounter counter(engine);
    registry.metadata().drop_all(engine);
    registry.metadata().create_all(engine);
    cupel::Session session(engine);
    std::ifstream index(input);
    if (!index) throw std::runtime_error("cannot read '" + input.string() + "'");
    const std::size_t size = fs::file_size(input);
    const ImportCounts counts =
        Importer(session).run(index, [&](std::size_t bytes) { show_progress(bytes, size); });
    std::cout << '\n';
    report.packages = static_cast<long long>(counts.packages);
    report.maintainers = static_cast<long long>(counts.maintainers);
    report.sections = static_cast<long long>(counts.sections);
    report.tags = static_cast<long long>(counts.tags);
    report.dependencies = static_cast<long long>(counts.dependencies);
    report.import_seconds = seconds();
    report.statements = counter.count();
  }
  {
    // The database is opened anew: what is read now comes from there.
    cupel::Engine engine = cupel::create_engine(url);
    StatementCounter counter(engine);
    ask_all(engine, counter, report);
    report.statements += counter.count();
  }
  report.seconds = seconds();
  report.peak_mib = peak_mib();
  for (const Answer& answer : report.answers) {
    std::cout << "\n"
              << answer.question << "  (" << answer.statements << " statements, "
              << static_cast<int>(answer.seconds * 1000) << " ms)\n";
    for (const std::string& line : answer.lines) std::cout << "  " << line << '\n';
  }
  write_chart(report, (arguments.out / "chart.svg").string());
  write_report(report, (arguments.out / "report.md").string(), "chart.svg");
  std::printf("\nimport %.2f s, everything %.2f s, %lld statements, peak memory %.1f MiB\n",
              report.import_seconds, report.seconds, report.statements, report.peak_mib);
  std::printf("report: %s\n", (arguments.out / "report.md").c_str());
  std::printf(
      "demo: packages=%lld maintainers=%lld dependencies=%lld tags=%lld statements=%lld "
      "seconds=%.2f db=%s\n",
      report.packages, report.maintainers, report.dependencies, report.tags, report.statements,
      report.seconds, report.database.c_str());
  return 0;
}

}  // namespace
}  // namespace package_index

int main(int argc, char** argv) {
  try {
    return package_index::run(package_index::parse(argc, argv));
  } catch (const std::exception& e) {
    std::cerr << "package_index: " << e.what() << '\n';
    return 1;
  }
}
