// Reads the package index into the database through a session.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <unordered_map>

#include "control_file.hpp"
#include "model.hpp"

namespace package_index {

struct ImportCounts {
  std::size_t packages = 0;
  std::size_t maintainers = 0;
  std::size_t sections = 0;
  std::size_t tags = 0;
  std::size_t dependencies = 0;
};

/// Makes objects of stanzas, a few thousand at a time: what is flushed and not referred to any more
/// leaves the session by itself, so that memory does not grow with the index.
class Importer {
 public:
  explicit Importer(cupel::Session& session) : session_(session) {}

  /// Reads all of `input` and commits. `progress(bytes)` is called now and then.
  /// Throws what the reader and the session throw; nothing is committed then.
  ImportCounts run(std::istream& input, const std::function<void(std::size_t bytes)>& progress);

 private:
  void add(const Stanza& stanza);
  cupel::Ref<Maintainer> maintainer_of(const Stanza& stanza);
  cupel::Ref<Section> section_of(const Stanza& stanza);
  cupel::Ref<Tag> tag_of(const std::string& name);
  void let_go_of_packages();
  void link_targets();

  cupel::Session& session_;
  ImportCounts counts_;
  std::unordered_map<std::string, cupel::Ref<Maintainer>> maintainers_;
  std::unordered_map<std::string, cupel::Ref<Section>> sections_;
  std::unordered_map<std::string, cupel::Ref<Tag>> tags_;
};

}  // namespace package_index
