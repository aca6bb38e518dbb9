#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cupel::dbapi {

class Connection;

/// Named arguments of a driver's connect call, in order. A name may come more than once where the
/// driver takes a list.
class ConnectArgs {
 public:
  using Item = std::pair<std::string, std::string>;

  ConnectArgs() = default;
  ConnectArgs(std::initializer_list<Item> items) : items_(items) {}

  /// Replaces every value of `name`.
  void set(std::string name, std::string value);
  void add(std::string name, std::string value);
  /// The first value of `name`, or null.
  [[nodiscard]] const std::string* find(std::string_view name) const noexcept;
  /// Takes `other`'s names over ours.
  void update(const ConnectArgs& other);

  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  friend bool operator==(const ConnectArgs&, const ConnectArgs&) = default;

 private:
  std::vector<Item> items_;
};

/// A database's client library. Stateless; lives as long as the process.
///
/// Thread safety: any thread.
class Driver {
 public:
  virtual ~Driver() = default;

  /// Name before the dot in error texts: "sqlite3".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  /// Opens a connection. Throws DriverError when it cannot, ArgumentError (of the error layer) for
  /// an argument the driver does not know or cannot read.
  [[nodiscard]] virtual std::unique_ptr<Connection> connect(const ConnectArgs& args) const = 0;
};

/// Makes one connection: what a pool is given. Called from any thread, also several at a time.
using Connector = std::function<std::unique_ptr<Connection>()>;

}  // namespace cupel::dbapi
