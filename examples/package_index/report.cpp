#include "report.hpp"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace package_index {
namespace {

std::ofstream open_for_writing(const std::string& path) {
  std::ofstream out(path);
  if (!out) throw std::runtime_error("cannot write '" + path + "': check that its folder exists");
  return out;
}

std::string fixed(double number, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << number;
  return text.str();
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

constexpr int kLabelWidth = 330;
constexpr int kBarWidth = 420;
constexpr int kRowHeight = 24;

/// Draws one chart whose title stands at `top`; returns where the next one may begin.
int draw_bars(std::ostream& out, std::string_view title, const Tally& tally, int top,
              std::string_view colour) {
  long long most = 1;
  for (const auto& [name, count] : tally) most = std::max(most, count);
  out << "  <text x=\"20\" y=\"" << top << "\" font-size=\"16\" font-weight=\"bold\">"
      << escaped(title) << "</text>\n";
  int y = top + 14;
  for (const auto& [name, count] : tally) {
    const auto width = static_cast<int>(count * kBarWidth / most);
    out << "  <text x=\"" << kLabelWidth - 8 << "\" y=\"" << y + 14 << "\" text-anchor=\"end\">"
        << escaped(name) << "</text>\n"
        << "  <rect x=\"" << kLabelWidth << "\" y=\"" << y << "\" width=\"" << width
        << "\" height=\"" << kRowHeight - 6 << "\" rx=\"2\" fill=\"" << colour << "\"/>\n"
        << "  <text x=\"" << kLabelWidth + width + 6 << "\" y=\"" << y + 14 << "\">" << count
        << "</text>\n";
    y += kRowHeight;
  }
  return y + 40;
}

}  // namespace

void write_chart(const Report& report, const std::string& path) {
  const auto rows = report.top_maintainers.size() + report.top_dependencies.size();
  const auto height = static_cast<int>(rows) * kRowHeight + 140;
  auto out = open_for_writing(path);
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << kLabelWidth + kBarWidth + 90
      << "\" height=\"" << height << "\" font-family=\"sans-serif\" font-size=\"12\">\n"
      << "  <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n";
  const int next = draw_bars(out, "Packages per maintainer", report.top_maintainers, 34, "#3572a5");
  draw_bars(out, "Packages that depend on it", report.top_dependencies, next, "#b07219");
  out << "</svg>\n";
}

void write_report(const Report& report, const std::string& path, const std::string& chart_name) {
  auto out = open_for_writing(path);
  out << "# Debian's package index through Cupel\n\n"
      << "| what | count |\n|---|---|\n"
      << "| packages | " << report.packages << " |\n"
      << "| maintainers | " << report.maintainers << " |\n"
      << "| sections | " << report.sections << " |\n"
      << "| dependency terms | " << report.dependencies << " |\n"
      << "| tags | " << report.tags << " |\n"
      << "| SQL statements sent | " << report.statements << " |\n"
      << "| import | " << fixed(report.import_seconds, 2) << " s |\n"
      << "| everything | " << fixed(report.seconds, 2) << " s |\n"
      << "| peak memory | " << fixed(report.peak_mib, 1) << " MiB |\n"
      << "| database | `" << report.database << "` |\n\n"
      << "![bars](" << chart_name << ")\n";
  for (const auto& answer : report.answers) {
    out << "\n## " << answer.question << "\n\n"
        << answer.statements << " statements, " << fixed(answer.seconds * 1000, 1)
        << " ms\n\n```\n";
    for (const auto& line : answer.lines) out << line << '\n';
    out << "```\n";
  }
}

}  // namespace package_index
