#include "layers/layer_rules.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "house/text_file.hpp"

namespace cupel::house {
namespace {

namespace fs = std::filesystem;

struct Include {
  int line;
  bool angled;       // <...> rather than "..."
  std::string name;  // as written between the delimiters
};

std::vector<Include> includes_of(const fs::path& file) {
  static const std::regex directive(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> found;
  std::istringstream text(read_text(file));
  int number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    if (std::smatch match; std::regex_search(line, match, directive)) {
      found.push_back({number, match[1] == "<", match[2]});
    }
  }
  return found;
}

/// A source or header of the tree with the names of what it includes.
struct SourceFile {
  std::string path;   // relative to the tree's root: "src/pool/queue_pool.cpp"
  std::string local;  // below include/cupel or src: "pool/queue_pool.cpp"
  bool is_public;
  std::vector<Include> includes;
};

bool is_source(const fs::path& file) {
  return file.extension() == ".hpp" || file.extension() == ".cpp";
}

std::vector<SourceFile> files_of(const fs::path& root) {
  std::vector<SourceFile> files;
  for (const auto& [folder, is_public] :
       {std::pair{fs::path("include/cupel"), true}, std::pair{fs::path("src"), false}}) {
    if (!fs::is_directory(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      files.push_back({fs::relative(entry.path(), root).generic_string(),
                       fs::relative(entry.path(), root / folder).generic_string(), is_public,
                       includes_of(entry.path())});
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

constexpr std::string_view kPublicPrefix = "cupel/";

bool names_public_header(const Include& include) {
  return include.name.starts_with(kPublicPrefix);
}

/// The included file's path below include/cupel or src, or "" when it is none of ours.
std::string local_path(const Include& include) {
  if (names_public_header(include)) return include.name.substr(kPublicPrefix.size());
  return include.angled ? std::string() : include.name;
}

/// Which one folder may know a driver's header.
struct DriverHeader {
  std::string_view name;
  std::string_view owner;
};

constexpr std::array kDriverHeaders{
    DriverHeader{"sqlite3.h", "dialects/sqlite"}, DriverHeader{"libpq-fe.h", "dialects/postgresql"},
    DriverHeader{"mysql.h", "dialects/mysql"},    DriverHeader{"sql.h", "dialects/odbc"},
    DriverHeader{"sqlext.h", "dialects/odbc"},
};

class Inspection {
 public:
  Inspection(const LayerTable& table, std::vector<SourceFile> files)
      : table_(table), files_(std::move(files)) {}

  std::vector<std::string> run() {
    for (const auto& file : files_) inspect(file);
    return std::move(found_);
  }

 private:
  void report(const SourceFile& file, int line, const std::string& text) {
    found_.push_back(file.path + ":" + std::to_string(line) + ": " + text);
  }

  void inspect(const SourceFile& file) {
    inspect_name(file);
    const bool is_umbrella = file.is_public && file.local.find('/') == std::string::npos;
    if (table_.is_group_forward_header(file.local)) {
      inspect_group_forward_header(file);
      return;
    }
    const Layer layer = table_.layer_of(file.local);
    if (layer.empty() && !is_umbrella) {
      report(file, 1, "belongs to no layer; move it into one, or add a line to cmake/layers.txt");
      return;
    }
    for (const auto& include : file.includes) {
      if (file.is_public) inspect_public(file, layer, include);
      inspect_driver(file, layer, include);
      if (!is_umbrella) inspect_direction(file, layer, include);
    }
  }

  void inspect_name(const SourceFile& file) {
    static const std::set<std::string> empty_names{"common", "misc", "helpers", "utils"};
    if (const std::string stem = fs::path(file.path).stem().string(); empty_names.contains(stem)) {
      report(file, 1, "'" + stem + "' says nothing; name the file after the concept in it");
    }
  }

  void inspect_group_forward_header(const SourceFile& file) {
    for (const auto& include : file.includes) {
      if (file.is_public) inspect_public(file, "", include);
      if (local_path(include).empty()) continue;
      report(file, include.line,
             "a forward header of several layers includes '" + include.name +
                 "'; it only names types, so that each of the layers may include it");
    }
  }

  /// A user who includes a public header needs the standard library and Cupel, nothing else.
  void inspect_public(const SourceFile& file, const Layer& layer, const Include& include) {
    static const std::regex standard_header("[a-z_]+");
    // Of the C library, and included only where __has_include() finds it.
    constexpr std::string_view kOptional = "sys/single_threaded.h";
    if (names_public_header(include) || include.name == kOptional) return;
    if (!include.angled) {
      report(file, include.line,
             "a public header includes the internal header '" + include.name +
                 "'; forward-declare what it needs, or make that header public");
    } else if (!std::regex_match(include.name, standard_header)) {
      const bool of_googletest =
          include.name.starts_with("gtest/") || include.name.starts_with("gmock/");
      if (of_googletest && layer.starts_with("testing")) return;
      report(file, include.line,
             "a public header includes <" + include.name +
                 ">, which users need not have; include it in a source under src/");
    }
  }

  void inspect_driver(const SourceFile& file, const Layer& layer, const Include& include) {
    const std::string name = fs::path(include.name).filename().string();
    const auto* driver = std::ranges::find(kDriverHeaders, name, &DriverHeader::name);
    if (driver == kDriverHeaders.end() || !include.angled || layer == driver->owner) return;
    report(file, include.line,
           "<" + include.name + "> is a driver's header; only " + std::string(driver->owner) +
               " may include it");
  }

  void inspect_direction(const SourceFile& file, const Layer& layer, const Include& include) {
    const std::string target = local_path(include);
    if (target.empty() || target == "version.hpp") return;
    if (target.find('/') == std::string::npos) {
      report(file, include.line,
             names_public_header(include)
                 ? "includes the umbrella header '" + include.name +
                       "', which is for users; include the headers it needs"
                 : "includes '" + include.name + "' without its layer; write '" + layer + "/" +
                       include.name + "'");
      return;
    }
    if (table_.is_group_forward_header(target)) {
      if (table_.may_include_forward_header(layer, target)) return;
      report(file, include.line,
             "layer " + layer + " includes '" + include.name + "', the names of layers above it");
      return;
    }
    const Layer target_layer = table_.layer_of(target);
    if (target_layer.empty()) {
      report(file, include.line, "includes '" + include.name + "', which is in no layer");
    } else if (!table_.may_include(layer, target_layer)) {
      report(file, include.line,
             "layer " + layer + " includes '" + include.name + "' of layer " + target_layer +
                 ", which it may not know; declare in " + layer +
                 " the interface it needs and let the higher layer implement it");
    } else if (layer == "ext" && target_layer != "ext" && !names_public_header(include)) {
      report(file, include.line,
             "ext includes the internal header '" + include.name +
                 "'; an extension uses what users can use, the public headers");
    }
  }

  const LayerTable& table_;
  std::vector<SourceFile> files_;
  std::vector<std::string> found_;
};

}  // namespace

LayerTable LayerTable::parse(std::string_view text) {
  LayerTable table;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    Layer layer;
    std::string colon;
    if (!(words >> layer >> colon) || colon != ":") {
      throw std::runtime_error("layer table: not of the form 'layer : layers': " + line);
    }
    std::set<Layer> below;
    for (Layer lower; words >> lower;) {
      const auto found = table.below_.find(lower);
      if (found == table.below_.end()) {
        throw std::runtime_error("layer table: " + layer + " may include " + lower +
                                 ", which does not stand before it");
      }
      below.insert(lower);
      below.insert(found->second.begin(), found->second.end());
    }
    table.below_.emplace(std::move(layer), std::move(below));
  }
  return table;
}

LayerTable LayerTable::read(const fs::path& file) {
  return parse(read_text(file));
}

Layer LayerTable::layer_of(std::string_view path) const {
  Layer deepest;
  for (const auto& [layer, below] : below_) {
    if (path.starts_with(layer + "/") && layer.size() > deepest.size()) deepest = layer;
  }
  return deepest;
}

namespace {

constexpr std::string_view kForwardHeader = "fwd.hpp";

/// "orm/" of "orm/fwd.hpp".
std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.size() - kForwardHeader.size());
}

}  // namespace

bool LayerTable::is_group_forward_header(std::string_view path) const {
  return path.ends_with("/fwd.hpp") && layer_of(path).empty() &&
         std::ranges::any_of(
             below_, [&](const auto& entry) { return entry.first.starts_with(folder_of(path)); });
}

bool LayerTable::may_include_forward_header(const Layer& from, std::string_view path) const {
  const auto in_group = [&](const Layer& layer) { return layer.starts_with(folder_of(path)); };
  return in_group(from) || std::ranges::any_of(below_.at(from), in_group);
}

bool LayerTable::may_include(const Layer& from, const Layer& to) const {
  return from == to || below_.at(from).contains(to);
}

std::vector<std::string> violations(const fs::path& root, const LayerTable& table) {
  return Inspection(table, files_of(root)).run();
}

std::string include_graph(const fs::path& root, const LayerTable& table) {
  std::map<std::pair<Layer, Layer>, int> edges;
  for (const auto& file : files_of(root)) {
    const Layer from = table.layer_of(file.local);
    for (const auto& include : file.includes) {
      const Layer to = table.layer_of(local_path(include));
      if (!from.empty() && !to.empty() && from != to) ++edges[{from, to}];
    }
  }
  std::ostringstream graph;
  graph << "digraph layers {\n  rankdir = BT;\n  node [shape = box, fontname = \"sans-serif\"];\n";
  for (const auto& [edge, count] : edges) {
    graph << "  \"" << edge.first << "\" -> \"" << edge.second << "\" [label = " << count << "];\n";
  }
  graph << "}\n";
  return graph.str();
}

}  // namespace cupel::house
