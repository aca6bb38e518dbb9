#pragma once

#include <filesystem>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "cupel/engine.hpp"
#include "cupel/util/log.hpp"

namespace cupel::testing {

/// A directory for database files, gone with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "cupel-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string file(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }
  [[nodiscard]] std::string url(std::string_view name = "test.db") const {
    return "sqlite:///" + file(name);
  }

 private:
  std::string path_;
};

/// Collects log lines; times are replaced by N.
class LogRecorder {
 public:
  LogRecorder()
      : before_(set_log_sink([this](const LogRecord& r) {
          static const std::regex seconds(
              "\\[((?:generated|cached|no key|caching)[^0-9]*)[0-9.e-]+");
          lines.push_back(std::regex_replace(std::string(r.message), seconds, "[$1N"));
          loggers.emplace_back(r.logger);
        })) {}
  ~LogRecorder() { set_log_sink(before_); }
  LogRecorder(const LogRecorder&) = delete;
  LogRecorder& operator=(const LogRecorder&) = delete;

  std::vector<std::string> lines;
  std::vector<std::string> loggers;

 private:
  LogSink before_;
};

using Lines = std::vector<std::string>;

/// A database in memory with the table users (id, name, age).
class UsersTest : public ::testing::Test {
 protected:
  explicit UsersTest(EngineOptions options = {})
      : engine(create_engine("sqlite://", std::move(options))) {
    metadata.create_all(engine);
  }
  void add_three() {
    engine.begin([&](Connection& c) {
      c.execute(insert(users), {{{"name", "ed"}, {"age", 30}},
                                {{"name", "jo"}, {"age", 40}},
                                {{"name", "al"}, {"age", nullptr}}});
    });
  }

  MetaData metadata;
  Table users{"users", metadata, Column("id", Integer(), primary_key),
              Column("name", String(50), not_null, unique), Column("age", Integer())};
  Engine engine;
};

}  // namespace cupel::testing
