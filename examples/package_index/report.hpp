// What the demo leaves behind to look at: a short report and a bar chart.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace package_index {

/// A name and how often it was counted.
using Tally = std::vector<std::pair<std::string, long long>>;

/// One question put to the database, with what it cost.
struct Answer {
  std::string question;
  std::vector<std::string> lines;
  long long statements = 0;
  double seconds = 0;
};

struct Report {
  std::string database;
  long long packages = 0;
  long long maintainers = 0;
  long long sections = 0;
  long long dependencies = 0;
  long long tags = 0;
  long long statements = 0;
  double import_seconds = 0;
  double seconds = 0;
  double peak_mib = 0;
  std::vector<Answer> answers;
  Tally top_maintainers;
  Tally top_dependencies;
};

/// Writes `path` as Markdown that shows `chart_name` beside the figures.
/// Throws std::runtime_error naming the path when it cannot be written.
void write_report(const Report& report, const std::string& path, const std::string& chart_name);

/// Writes two horizontal bar charts, maintainers and dependencies, as one SVG document.
/// Throws std::runtime_error naming the path when it cannot be written.
void write_chart(const Report& report, const std::string& path);

}  // namespace package_index
