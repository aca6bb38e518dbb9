/// The rules of the house that concern #include: which layer may include which, and what public
/// headers may show. The table of layers is cmake/layers.txt, the same that the build reads.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cupel::house {

/// A name such as "sql/compiler", which is also the layer's folder below include/cupel and src.
using Layer = std::string;

/// Which layers there are, and which of them each may include.
class LayerTable {
 public:
  /// Reads lines of the form "layer : layer layer"; '#' starts a comment line.
  /// Throws std::runtime_error when a line names a layer that does not stand above it.
  static LayerTable parse(std::string_view text);
  static LayerTable read(const std::filesystem::path& file);

  /// The layer whose folder holds `path` ("sql/compiler/crud.hpp"), or "" if none does. The deepest
  /// folder wins: testing/orm/x.hpp belongs to testing/orm, not to testing.
  [[nodiscard]] Layer layer_of(std::string_view path) const;

  /// Whether `path` is the forward header of a folder of layers ("orm/fwd.hpp"). It names types of
  /// all of them, so it includes nothing of ours; they, and the layers above them, may include it.
  [[nodiscard]] bool is_group_forward_header(std::string_view path) const;

  /// Whether `from` stands in the folder of that forward header, or above a layer that does.
  [[nodiscard]] bool may_include_forward_header(const Layer& from, std::string_view path) const;

  /// Whether a file of `from` may include a file of `to`; every layer may include itself.
  [[nodiscard]] bool may_include(const Layer& from, const Layer& to) const;

 private:
  std::map<Layer, std::set<Layer>> below_;  // each layer with all it may include
};

/// All violations in the tree at `root` (which has include/cupel and src), each one sentence of the
/// form "file:line: what is wrong; what to do", ordered by file. Empty when the tree is in order.
std::vector<std::string> violations(const std::filesystem::path& root, const LayerTable& table);

/// The includes between layers of the tree at `root` as a graph in Graphviz's language.
std::string include_graph(const std::filesystem::path& root, const LayerTable& table);

}  // namespace cupel::house
