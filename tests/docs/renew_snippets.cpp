// Writes the current text of its region into each code block of the documents of a source tree.
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "docs/snippet_rules.hpp"
#include "house/text_file.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: renew_snippets SOURCE_TREE\n";
    return 2;
  }
  try {
    for (const auto& document : cupel::house::documents(argv[1])) {
      const std::string before = cupel::house::read_text(document);
      const std::string after = cupel::house::with_current_regions(before, argv[1]);
      if (after == before) continue;
      std::ofstream(document, std::ios::binary) << after;
      std::cout << "renewed " << document.string() << '\n';
    }
  } catch (const std::exception& error) {
    std::cerr << "renew_snippets: " << error.what() << '\n';
    return 1;
  }
}
