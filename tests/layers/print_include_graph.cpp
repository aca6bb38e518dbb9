// Prints the includes between the layers of the tree given as argument, for Graphviz.
#include <exception>
#include <filesystem>
#include <iostream>

#include "layers/layer_rules.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: print_include_graph SOURCE_TREE\n";
    return 2;
  }
  try {
    const std::filesystem::path root = argv[1];
    std::cout << cupel::house::include_graph(
        root, cupel::house::LayerTable::read(root / "cmake/layers.txt"));
  } catch (const std::exception& error) {
    std::cerr << "print_include_graph: " << error.what() << '\n';
    return 1;
  }
}
