// What a careful programmer writes against a server's own client, for the same work as Cupel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rows.hpp"

namespace bench::raw {

/// A connection to a server whose tables exist. Each piece of work is one transaction, done the
/// quickest way that the client offers; what throws is a std::runtime_error with its message.
class Server {
 public:
  virtual ~Server() = default;

  virtual void execute(const char* sql) = 0;
  /// Empties the tables; keys start at 1 again.
  virtual void clear() = 0;
  /// All items, in one answer.
  [[nodiscard]] virtual std::vector<Item> load_items() = 0;
  /// Reads `count` rows one at a time, each by its key; returns a checksum.
  [[nodiscard]] virtual std::int64_t select_by_key(std::size_t count) = 0;
  /// Inserts `count` new items in batches, and takes the keys that the server gives them.
  [[nodiscard]] virtual std::vector<Item> insert_items(std::size_t count) = 0;
  /// Loads all items, adds one to each quantity and writes them back by key, in batches.
  virtual void load_change_update() = 0;
  /// Inserts parents and their children in batches, and takes the keys of both.
  [[nodiscard]] virtual std::vector<Parent> insert_graph(std::size_t parents,
                                                         std::size_t children_each) = 0;
  /// Inserts `count` new items whose keys nobody asks for.
  virtual void bulk_load(std::size_t count) = 0;
};

/// The parts of a server's URL.
struct Address {
  std::string host;
  int port = 0;
  std::string user;
  std::string password;
  std::string database;
};

/// Each connects to the database or schema kBenchSchema, which it makes.
inline constexpr const char* kBenchSchema = "cupel_bench";
[[nodiscard]] std::unique_ptr<Server> open_postgresql(const Address& address);
[[nodiscard]] std::unique_ptr<Server> open_mysql(const Address& address);

}  // namespace bench::raw
