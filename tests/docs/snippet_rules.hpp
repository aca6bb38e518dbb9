/// Code shown in the documentation is code that runs: each ```cpp block of a Markdown file is a
/// region of a source that the build compiles and the tests execute.
///
/// In the Markdown file the line above the block names the region, or a whole file:
///
///     <!-- region: docs/snippets/engine.cpp#connect -->
///
/// and in the source the region stands between `// region connect` and `// endregion`; its common
/// indentation is not shown, nor are the marks of regions inside it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cupel::house {

/// A ```cpp block of a Markdown file.
struct CodeBlock {
  int line;            // of its opening fence, counted from 1
  std::string region;  // "docs/snippets/engine.cpp#connect", or "" when the line above names none
  std::string code;    // every line ends with '\n'
};

std::vector<CodeBlock> code_blocks(std::string_view markdown);

/// The region `name` of `source`, or all of it when the name is empty.
/// Throws std::runtime_error when there is no such region, more than one, or one without an end.
std::string region_text(std::string_view source, std::string_view name);

/// `markdown` with each block that names a region replaced by that region of the tree at `root`.
/// Throws std::runtime_error when a region cannot be read.
std::string with_current_regions(std::string_view markdown, const std::filesystem::path& root);

/// The Markdown files of the tree whose code is checked: those at its root and below docs/.
std::vector<std::filesystem::path> documents(const std::filesystem::path& root);

/// All blocks in the tree's documents that are not what they claim to show, each one sentence of
/// the form "file:line: what is wrong; what to do".
std::vector<std::string> stale_blocks(const std::filesystem::path& root);

}  // namespace cupel::house
