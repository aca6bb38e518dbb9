// Reads Debian's package index, the text that `apt-cache dumpavail` prints.
//
// The format: stanzas separated by empty lines; a stanza is a list of `Field: value` lines, and a
// line that begins with a blank continues the value above it.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace package_index {

/// One way to satisfy a dependency: `libc6 (>= 2.34)` has name, relation and version.
struct Choice {
  std::string name;
  std::string relation;  ///< `<<`, `<=`, `=`, `>=`, `>>`, or empty when any version will do
  std::string version;
};

/// One term between two commas: its first choice and what may stand in for it after a `|`.
struct Term {
  bool pre_depends = false;
  std::vector<Choice> choices;  ///< never empty
};

struct Stanza {
  std::string package;
  std::string version;
  std::string architecture;
  std::string maintainer;  ///< the whole field, as the file has it
  std::string maintainer_name;
  std::string maintainer_email;
  std::string section;
  std::string priority;
  std::string summary;
  std::string homepage;
  long long installed_kib = 0;
  long long download_bytes = 0;
  std::vector<std::string> tags;
  std::vector<Term> dependencies;  ///< Pre-Depends first, each in the order of the file
};

/// Reads stanzas one after the other.
///
/// Lifetime: `input` must outlive the reader. Memory: one stanza at a time.
class StanzaReader {
 public:
  explicit StanzaReader(std::istream& input) : input_(input) {}

  /// Replaces `stanza` by the next one that names a package; false at the end of the input.
  /// Throws std::runtime_error with the line number when a line is neither a field, nor a
  /// continuation, nor empty.
  bool next(Stanza& stanza);

  /// Bytes read so far, for a progress bar.
  [[nodiscard]] std::size_t bytes_read() const { return bytes_read_; }

 private:
  void take_field(Stanza& stanza, std::string_view name, std::string_view value) const;

  std::istream& input_;
  std::string line_;
  std::string field_;
  std::string value_;
  std::size_t bytes_read_ = 0;
  std::size_t line_number_ = 0;
};

/// Splits `a (>= 1) | b, c:any` into its terms; architecture qualifiers (`:any`) are dropped.
[[nodiscard]] std::vector<Term> parse_dependencies(std::string_view text, bool pre_depends);

}  // namespace package_index
