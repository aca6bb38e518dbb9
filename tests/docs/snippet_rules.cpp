#include "docs/snippet_rules.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "house/text_file.hpp"

namespace cupel::house {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::string without_common_indentation(const std::vector<std::string>& lines) {
  std::size_t indentation = std::numeric_limits<std::size_t>::max();
  for (const auto& line : lines) {
    const auto first = line.find_first_not_of(' ');
    if (first != std::string::npos) indentation = std::min(indentation, first);
  }
  std::string text;
  for (const auto& line : lines) {
    if (line.size() > indentation) text += line.substr(indentation);
    text += '\n';
  }
  return text;
}

constexpr std::string_view kFence = "```";
constexpr std::string_view kCppFence = "```cpp";

bool is_mark(std::string_view line) {
  line = trimmed(line);
  return line == "// endregion" || line.starts_with("// region ");
}

/// The region named by a line `<!-- region: NAME -->`, or "".
std::string named_region(const std::string& line) {
  static const std::regex comment(R"(^<!-- region: (\S+) -->$)");
  std::smatch match;
  return std::regex_match(line, match, comment) ? match[1].str() : std::string();
}

/// The text of "docs/snippets/engine.cpp#connect" in the tree at `root`.
std::string resolve(const std::string& region, const fs::path& root) {
  // The folders whose sources are all compiled, and executed where that is possible.
  static constexpr std::array<std::string_view, 3> compiled{"docs/snippets/", "examples/",
                                                            "tests/"};
  if (std::ranges::none_of(compiled, [&](auto folder) { return region.starts_with(folder); })) {
    throw std::runtime_error("'" + region + "' is not in docs/snippets, examples or tests");
  }
  const auto hash = region.find('#');
  const std::string name = hash == std::string::npos ? "" : region.substr(hash + 1);
  return region_text(read_text(root / region.substr(0, hash)), name);
}

}  // namespace

std::vector<CodeBlock> code_blocks(std::string_view markdown) {
  std::vector<CodeBlock> blocks;
  std::string above;
  bool in_block = false;
  bool in_cpp = false;
  int number = 0;
  for (const auto& line : lines_of(markdown)) {
    ++number;
    if (line.starts_with(kFence)) {
      in_cpp = !in_block && line.starts_with(kCppFence);
      in_block = !in_block;
      if (in_cpp) blocks.push_back({number, named_region(above), ""});
    } else if (in_block && in_cpp) {
      blocks.back().code += line + '\n';
    }
    above = line;
  }
  return blocks;
}

std::string region_text(std::string_view source, std::string_view name) {
  std::vector<std::string> shown;
  int depth = name.empty() ? 1 : 0;  // of regions, the wanted one being the first
  int begun = 0;
  for (const auto& line : lines_of(source)) {
    if (depth > 0) {
      if (trimmed(line) == "// endregion" && !(name.empty() && depth == 1)) --depth;
      if (trimmed(line).starts_with("// region ")) ++depth;
      if (!is_mark(line)) shown.push_back(line);
    } else if (trimmed(line) == "// region " + std::string(name)) {
      depth = 1;
      ++begun;
    }
  }
  if (!name.empty() && (begun != 1 || depth != 0)) {
    throw std::runtime_error("region '" + std::string(name) + "' " +
                             (begun == 0   ? "does not exist"
                              : begun == 1 ? "has no '// endregion'"
                                           : "exists more than once"));
  }
  return without_common_indentation(shown);
}

std::string with_current_regions(std::string_view markdown, const fs::path& root) {
  std::string updated;
  std::string above;
  bool in_block = false;
  bool replaced = false;
  for (const auto& line : lines_of(markdown)) {
    const bool is_fence = line.starts_with(kFence);
    if (!in_block || is_fence || !replaced) updated += line + '\n';
    if (is_fence) {
      in_block = !in_block;
      const std::string region = line.starts_with(kCppFence) ? named_region(above) : "";
      replaced = in_block && !region.empty();
      if (replaced) updated += resolve(region, root);
    }
    above = line;
  }
  return updated;
}

std::vector<fs::path> documents(const fs::path& root) {
  std::vector<fs::path> found;
  const auto add = [&](const fs::directory_entry& entry) {
    if (entry.is_regular_file() && entry.path().extension() == ".md") found.push_back(entry.path());
  };
  for (const auto& entry : fs::directory_iterator(root)) add(entry);
  if (fs::is_directory(root / "docs")) {
    for (const auto& entry : fs::recursive_directory_iterator(root / "docs")) add(entry);
  }
  std::ranges::sort(found);
  return found;
}

std::vector<std::string> stale_blocks(const fs::path& root) {
  std::vector<std::string> stale;
  for (const auto& document : documents(root)) {
    for (const auto& block : code_blocks(read_text(document))) {
      const std::string place =
          fs::relative(document, root).generic_string() + ":" + std::to_string(block.line) + ": ";
      if (block.region.empty()) {
        stale.push_back(place +
                        "the line above this block names no region; put the code into a source "
                        "below docs/snippets and write '<!-- region: FILE#NAME -->'");
        continue;
      }
      try {
        if (resolve(block.region, root) != block.code) {
          stale.push_back(place + "differs from " + block.region + "; run ./dev docs to renew it");
        }
      } catch (const std::runtime_error& error) {
        stale.push_back(place + error.what());
      }
    }
  }
  return stale;
}

}  // namespace cupel::house
