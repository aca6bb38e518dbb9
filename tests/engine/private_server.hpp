#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cupel::testing {

/// A database server of a test's own, which may be killed: what tools/servers.sh starts under a
/// name that no other test uses.
class PrivateServer {
 public:
  /// `server`: postgresql or mariadb.
  explicit PrivateServer(std::string_view server) : words_(std::string(server) + " faults") {
    url_ = run("start");
  }
  PrivateServer(const PrivateServer&) = delete;
  PrivateServer& operator=(const PrivateServer&) = delete;
  ~PrivateServer() { run("stop"); }

  /// Empty where the server cannot be started: it is not installed, or the program lies outside of
  /// the source tree.
  [[nodiscard]] const std::string& url() const noexcept { return url_; }
  /// kill -9 of all its processes.
  void kill() { run("kill"); }
  /// Starts it again, with the same data at the same port.
  void restart() { run("restart"); }

 private:
  static std::optional<std::filesystem::path> script() {
    std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    for (; folder != folder.root_path(); folder = folder.parent_path()) {
      const auto file = folder / "tools" / "servers.sh";
      if (std::filesystem::exists(file)) return file;
    }
    return std::nullopt;
  }

  std::string run(std::string_view action) {
    const auto file = script();
    if (!file) return {};
    const std::string command =
        "'" + file->string() + "' " + std::string(action) + ' ' + words_ + " </dev/null";
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    if (!pipe) return {};
    std::string out;
    std::array<char, 256> piece{};
    while (std::fgets(piece.data(), static_cast<int>(piece.size()), pipe)) out += piece.data();
    if (::pclose(pipe) != 0) return {};
    while (out.ends_with('\n')) out.pop_back();
    return out;
  }

  std::string words_;
  std::string url_;
};

}  // namespace cupel::testing
