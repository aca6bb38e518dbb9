#include <bit>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include <libpq-fe.h>

#include "raw_server.hpp"

namespace bench::raw {
namespace {

constexpr std::size_t kRowsPerBatch = 10'000;

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

template <class T>
T big_endian(T value) {
  static_assert(std::endian::native == std::endian::little);
  if constexpr (sizeof(T) == 8)
    return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
  if constexpr (sizeof(T) == 4)
    return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  if constexpr (sizeof(T) == 2)
    return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
}

/// Bytes in the server's binary form.
class Buffer {
 public:
  template <class T>
  void put(T value) {
    value = big_endian(value);
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof value);
    std::memcpy(bytes_.data() + at, &value, sizeof value);
  }
  void put_item(std::int64_t value) {
    put(std::int32_t{8});
    put(value);
  }
  void put_item(std::string_view value) {
    put(static_cast<std::int32_t>(value.size()));
    bytes_.append(value);
  }
  /// One dimension, no NULL; `items` of them follow.
  void begin_array(std::int32_t element, std::size_t items) {
    bytes_.clear();
    put(std::int32_t{1});
    put(std::int32_t{0});
    put(element);
    put(static_cast<std::int32_t>(items));
    put(std::int32_t{1});
  }
  void append(std::string_view bytes) { bytes_.append(bytes); }
  void clear() { bytes_.clear(); }
  [[nodiscard]] const char* data() const { return bytes_.data(); }
  [[nodiscard]] int size() const { return static_cast<int>(bytes_.size()); }

 private:
  std::string bytes_;
};

constexpr std::int32_t kInt8 = 20;
constexpr std::int32_t kText = 25;

std::int64_t integer(const Result& result, int row, int column) {
  std::int64_t value = 0;
  std::memcpy(&value, PQgetvalue(result.get(), row, column), sizeof value);
  return big_endian(value);
}

std::string text(const Result& result, int row, int column) {
  return {PQgetvalue(result.get(), row, column),
          static_cast<std::size_t>(PQgetlength(result.get(), row, column))};
}

class Postgresql final : public Server {
 public:
  explicit Postgresql(const Address& a) {
    const std::string info = "host=" + a.host + " port=" + std::to_string(a.port) +
                             " user=" + a.user + " password='" + a.password +
                             "' dbname=" + a.database + " options=-csearch_path=" + kBenchSchema;
    connection_ = PQconnectdb(info.c_str());
    if (PQstatus(connection_) != CONNECTION_OK) fail();
    execute("SET client_min_messages = warning");
    execute("DROP SCHEMA IF EXISTS cupel_bench CASCADE");
    execute("CREATE SCHEMA cupel_bench");
  }
  ~Postgresql() override {
    PQclear(PQexec(connection_, "DROP SCHEMA IF EXISTS cupel_bench CASCADE"));
    PQfinish(connection_);
  }
  Postgresql(const Postgresql&) = delete;
  Postgresql& operator=(const Postgresql&) = delete;

  void execute(const char* sql) override { check(Result(PQexec(connection_, sql))); }

  void clear() override { execute("TRUNCATE child, parent, item RESTART IDENTITY"); }

  std::vector<Item> load_items() override {
    prepare("load", "SELECT id, name, qty FROM item");
    const Result rows = run("load", {});
    const int count = PQntuples(rows.get());
    std::vector<Item> items;
    items.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      items.push_back({integer(rows, i, 0), text(rows, i, 1), integer(rows, i, 2)});
    }
    return items;
  }

  std::int64_t select_by_key(std::size_t count) override {
    prepare("by_key", "SELECT id, name, qty FROM item WHERE id = $1");
    execute("BEGIN");
    std::int64_t sum = 0;
    Buffer key;
    for (std::size_t i = 1; i <= count; ++i) {
      key.clear();
      key.put(static_cast<std::int64_t>(i));
      const Result row = run("by_key", {&key});
      const Item item{integer(row, 0, 0), text(row, 0, 1), integer(row, 0, 2)};
      sum += item.qty + static_cast<std::int64_t>(item.name.size());
    }
    execute("COMMIT");
    return sum;
  }

  std::vector<Item> insert_items(std::size_t count) override {
    prepare("insert",
            "INSERT INTO item (name, qty) SELECT name, qty FROM unnest($1::text[], $2::int8[]) "
            "WITH ORDINALITY AS sent (name, qty, place) ORDER BY place RETURNING id");
    std::vector<Item> items = new_items(count);
    execute("BEGIN");
    for (std::size_t at = 0; at < count; at += kRowsPerBatch) {
      const std::size_t size = std::min(kRowsPerBatch, count - at);
      first_.begin_array(kText, size);
      second_.begin_array(kInt8, size);
      for (std::size_t i = at; i < at + size; ++i) {
        first_.put_item(items[i].name);
        second_.put_item(items[i].qty);
      }
      const Result keys = run("insert", {&first_, &second_});
      for (std::size_t i = 0; i < size; ++i)
        items[at + i].id = integer(keys, static_cast<int>(i), 0);
    }
    execute("COMMIT");
    return items;
  }

  void load_change_update() override {
    prepare("update",
            "UPDATE item SET qty = sent.qty FROM unnest($1::int8[], $2::int8[]) AS sent (id, qty) "
            "WHERE item.id = sent.id");
    execute("BEGIN");
    std::vector<Item> items = load_items();
    for (std::size_t at = 0; at < items.size(); at += kRowsPerBatch) {
      const std::size_t size = std::min(kRowsPerBatch, items.size() - at);
      first_.begin_array(kInt8, size);
      second_.begin_array(kInt8, size);
      for (std::size_t i = at; i < at + size; ++i) {
        items[i].qty += 1;
        first_.put_item(items[i].id);
        second_.put_item(items[i].qty);
      }
      run("update", {&first_, &second_});
    }
    execute("COMMIT");
  }

  std::vector<Parent> insert_graph(std::size_t parents, std::size_t children_each) override {
    prepare("parents",
            "INSERT INTO parent (name) SELECT name FROM unnest($1::text[]) WITH ORDINALITY AS sent "
            "(name, place) ORDER BY place RETURNING id");
    prepare("children",
            "INSERT INTO child (parent_id, name) SELECT parent_id, name FROM unnest($1::int8[], "
            "$2::text[]) WITH ORDINALITY AS sent (parent_id, name, place) ORDER BY place RETURNING "
            "id");
    std::vector<Parent> graph = new_graph(parents, children_each);
    execute("BEGIN");
    for (std::size_t at = 0; at < parents; at += kRowsPerBatch) {
      const std::size_t size = std::min(kRowsPerBatch, parents - at);
      first_.begin_array(kText, size);
      for (std::size_t i = at; i < at + size; ++i) first_.put_item(graph[i].name);
      const Result keys = run("parents", {&first_});
      for (std::size_t i = 0; i < size; ++i)
        graph[at + i].id = integer(keys, static_cast<int>(i), 0);
    }
    const std::size_t parents_per_batch = std::max<std::size_t>(1, kRowsPerBatch / children_each);
    for (std::size_t at = 0; at < parents; at += parents_per_batch) {
      const std::size_t end = std::min(parents, at + parents_per_batch);
      first_.begin_array(kInt8, (end - at) * children_each);
      second_.begin_array(kText, (end - at) * children_each);
      for (std::size_t p = at; p < end; ++p) {
        for (Child& child : graph[p].children) {
          child.parent_id = graph[p].id;
          first_.put_item(child.parent_id);
          second_.put_item(child.name);
        }
      }
      const Result keys = run("children", {&first_, &second_});
      int row = 0;
      for (std::size_t p = at; p < end; ++p) {
        for (Child& child : graph[p].children) child.id = integer(keys, row++, 0);
      }
    }
    execute("COMMIT");
    return graph;
  }

  void bulk_load(std::size_t count) override {
    const std::vector<Item> items = new_items(count);
    execute("BEGIN");
    const Result begun(PQexec(connection_, "COPY item (name, qty) FROM STDIN (FORMAT binary)"));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) fail();
    constexpr std::string_view kSignature("PGCOPY\n\377\r\n\0", 11);
    constexpr int kBlock = 64 << 10;
    first_.clear();
    first_.append(kSignature);
    first_.put(std::int32_t{0});
    first_.put(std::int32_t{0});
    for (const Item& item : items) {
      first_.put(std::int16_t{2});
      first_.put_item(item.name);
      first_.put_item(item.qty);
      if (first_.size() >= kBlock) send_block();
    }
    first_.put(std::int16_t{-1});
    send_block();
    if (PQputCopyEnd(connection_, nullptr) != 1) fail();
    check(Result(PQgetResult(connection_)));
    while (Result(PQgetResult(connection_))) {
    }
    execute("COMMIT");
  }

 private:
  [[noreturn]] void fail() const { throw std::runtime_error(PQerrorMessage(connection_)); }
  const Result& check(const Result& result) const {
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail();
    return result;
  }
  void prepare(const char* name, const char* sql) {
    for (const std::string& known : prepared_) {
      if (known == name) return;
    }
    check(Result(PQprepare(connection_, name, sql, 0, nullptr)));
    prepared_.emplace_back(name);
  }
  Result run(const char* name, std::initializer_list<const Buffer*> parameters) {
    const char* values[2];
    int lengths[2];
    constexpr int kFormats[2] = {1, 1};
    int count = 0;
    for (const Buffer* parameter : parameters) {
      values[count] = parameter->data();
      lengths[count++] = parameter->size();
    }
    Result result(PQexecPrepared(connection_, name, count, values, lengths, kFormats, 1));
    check(result);
    return result;
  }
  void send_block() {
    if (PQputCopyData(connection_, first_.data(), first_.size()) != 1) fail();
    first_.clear();
  }

  PGconn* connection_ = nullptr;
  std::vector<std::string> prepared_;
  Buffer first_;
  Buffer second_;
};

}  // namespace

std::unique_ptr<Server> open_postgresql(const Address& address) {
  return std::make_unique<Postgresql>(address);
}

}  // namespace bench::raw
