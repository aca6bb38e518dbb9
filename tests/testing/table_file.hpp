#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace cupel::testing {

/// A file in the folder `tables` beside the running program, which lies in the build's folder:
/// what `./dev test` shows at its end (`*.txt`), and the whole tables (`*.md`).
inline std::ofstream table_file(std::string_view name) {
  const std::filesystem::path folder =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() / "tables";
  std::filesystem::create_directories(folder);
  return std::ofstream(folder / name);
}

}  // namespace cupel::testing
