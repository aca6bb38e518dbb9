/// A fixture for tests of the rules of the house: a source tree in a temporary folder.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace cupel::house {

/// An empty tree, removed again at the end of the test.
class SmallTree : public ::testing::Test {
 protected:
  SmallTree() : root_(std::filesystem::temp_directory_path() / unique_name()) {
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_);
  }
  ~SmallTree() override { std::filesystem::remove_all(root_); }

  void write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }

  std::filesystem::path root_;

 private:
  static std::string unique_name() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    return std::string("cupel-") + test->test_suite_name() + "-" + test->name();
  }
};

}  // namespace cupel::house
