#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include <mysql.h>

#include "raw_server.hpp"

namespace bench::raw {
namespace {

constexpr std::size_t kRowsPerBatch = 1000;

/// A prepared statement with its parameters and the buffers of its rows.
class Statement {
 public:
  Statement(MYSQL* connection, const std::string& sql) : handle_(mysql_stmt_init(connection)) {
    check(mysql_stmt_prepare(handle_, sql.data(), sql.size()));
    parameters_.resize(mysql_stmt_param_count(handle_));
    lengths_.resize(parameters_.size());
  }
  ~Statement() { mysql_stmt_close(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(std::size_t place, const std::int64_t& value) {
    parameters_[place].buffer_type = MYSQL_TYPE_LONGLONG;
    parameters_[place].buffer = const_cast<std::int64_t*>(&value);
  }
  void bind(std::size_t place, const std::string& value) {
    parameters_[place].buffer_type = MYSQL_TYPE_STRING;
    parameters_[place].buffer = const_cast<char*>(value.data());
    lengths_[place] = value.size();
    parameters_[place].length = &lengths_[place];
  }
  /// `rows` values behind each parameter, in the client's bulk form.
  void bind_rows(std::size_t place, std::vector<std::int64_t>& values) {
    parameters_[place].buffer_type = MYSQL_TYPE_LONGLONG;
    parameters_[place].buffer = values.data();
  }
  void execute_rows(unsigned rows) {
    mysql_stmt_attr_set(handle_, STMT_ATTR_ARRAY_SIZE, &rows);
    execute();
  }
  void execute() {
    if (!parameters_.empty()) check(mysql_stmt_bind_param(handle_, parameters_.data()));
    check(mysql_stmt_execute(handle_));
  }

  /// For rows of id, name and qty.
  void bind_result() {
    std::array<MYSQL_BIND, 3> row{};
    for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
      row[i].buffer_type = MYSQL_TYPE_LONGLONG;
      row[i].buffer = i == 0 ? &id : &qty;
    }
    row[1].buffer_type = MYSQL_TYPE_STRING;
    row[1].buffer = name.data();
    row[1].buffer_length = name.size();
    row[1].length = &name_length;
    check(mysql_stmt_bind_result(handle_, row.data()));
  }
  bool fetch() {
    const int outcome = mysql_stmt_fetch(handle_);
    if (outcome == 1) check(outcome);
    return outcome == 0;
  }
  void free_result() { mysql_stmt_free_result(handle_); }
  [[nodiscard]] std::int64_t insert_id() const {
    return static_cast<std::int64_t>(mysql_stmt_insert_id(handle_));
  }

  std::int64_t id = 0;
  std::int64_t qty = 0;
  std::array<char, 256> name{};
  unsigned long name_length = 0;

 private:
  void check(int failed) const {
    if (failed != 0) throw std::runtime_error(mysql_stmt_error(handle_));
  }

  MYSQL_STMT* handle_;
  std::vector<MYSQL_BIND> parameters_;
  std::vector<unsigned long> lengths_;
};

std::string with_rows(std::string sql, std::string_view row, std::size_t rows) {
  for (std::size_t i = 0; i < rows; ++i) {
    if (i != 0) sql += ", ";
    sql += row;
  }
  return sql;
}

class Mysql final : public Server {
 public:
  explicit Mysql(const Address& a) : connection_(mysql_init(nullptr)) {
    mysql_options(connection_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (!mysql_real_connect(connection_, a.host.c_str(), a.user.c_str(), a.password.c_str(),
                            a.database.c_str(), static_cast<unsigned>(a.port), nullptr,
                            CLIENT_FOUND_ROWS)) {
      fail();
    }
    execute("DROP DATABASE IF EXISTS cupel_bench");
    execute("CREATE DATABASE cupel_bench CHARACTER SET utf8mb4");
    execute("USE cupel_bench");
    mysql_autocommit(connection_, 0);
  }
  ~Mysql() override {
    forget();
    mysql_query(connection_, "DROP DATABASE IF EXISTS cupel_bench");
    mysql_close(connection_);
  }
  Mysql(const Mysql&) = delete;
  Mysql& operator=(const Mysql&) = delete;

  void execute(const char* sql) override {
    if (mysql_query(connection_, sql) != 0) fail();
  }

  void clear() override {
    forget();
    execute("SET foreign_key_checks = 0");
    for (const char* sql : {"TRUNCATE child", "TRUNCATE parent", "TRUNCATE item"}) execute(sql);
    execute("SET foreign_key_checks = 1");
  }

  std::vector<Item> load_items() override {
    Statement& select = statement(load_, "SELECT id, name, qty FROM item");
    select.execute();
    select.bind_result();
    std::vector<Item> items;
    while (select.fetch()) {
      items.push_back({select.id, {select.name.data(), select.name_length}, select.qty});
    }
    select.free_result();
    commit();
    return items;
  }

  std::int64_t select_by_key(std::size_t count) override {
    Statement& select = statement(by_key_, "SELECT id, name, qty FROM item WHERE id = ?");
    std::int64_t sum = 0;
    for (std::size_t i = 1; i <= count; ++i) {
      const auto key = static_cast<std::int64_t>(i);
      select.bind(0, key);
      select.execute();
      if (i == 1) select.bind_result();
      if (select.fetch()) {
        const Item item{select.id, {select.name.data(), select.name_length}, select.qty};
        sum += item.qty + static_cast<std::int64_t>(item.name.size());
      }
      select.free_result();
    }
    commit();
    return sum;
  }

  // One INSERT of many rows draws keys that follow each other.
  std::vector<Item> insert_items(std::size_t count) override {
    Statement& insert = statement(
        insert_, with_rows("INSERT INTO item (name, qty) VALUES ", "(?, ?)", kRowsPerBatch));
    std::vector<Item> items = new_items(count);
    for (std::size_t at = 0; at + kRowsPerBatch <= count; at += kRowsPerBatch) {
      for (std::size_t i = 0; i < kRowsPerBatch; ++i) {
        insert.bind(2 * i, items[at + i].name);
        insert.bind(2 * i + 1, items[at + i].qty);
      }
      insert.execute();
      for (std::size_t i = 0; i < kRowsPerBatch; ++i) {
        items[at + i].id = insert.insert_id() + static_cast<std::int64_t>(i);
      }
    }
    commit();
    return items;
  }

  // The client's bulk form: one message, which the server applies row by row.
  void load_change_update() override {
    std::vector<Item> items = load_items();
    Statement& update = statement(update_, "UPDATE item SET qty = ? WHERE id = ?");
    std::vector<std::int64_t> quantities;
    std::vector<std::int64_t> keys;
    for (std::size_t at = 0; at < items.size(); at += kRowsPerBatch) {
      const std::size_t size = std::min(kRowsPerBatch, items.size() - at);
      quantities.clear();
      keys.clear();
      for (std::size_t i = at; i < at + size; ++i) {
        items[i].qty += 1;
        quantities.push_back(items[i].qty);
        keys.push_back(items[i].id);
      }
      update.bind_rows(0, quantities);
      update.bind_rows(1, keys);
      update.execute_rows(static_cast<unsigned>(size));
    }
    commit();
  }

  std::vector<Parent> insert_graph(std::size_t parents, std::size_t children_each) override {
    Statement& parent =
        statement(parent_, with_rows("INSERT INTO parent (name) VALUES ", "(?)", kRowsPerBatch));
    Statement& child = statement(
        child_, with_rows("INSERT INTO child (parent_id, name) VALUES ", "(?, ?)", kRowsPerBatch));
    std::vector<Parent> graph = new_graph(parents, children_each);
    for (std::size_t at = 0; at + kRowsPerBatch <= parents; at += kRowsPerBatch) {
      for (std::size_t i = 0; i < kRowsPerBatch; ++i) parent.bind(i, graph[at + i].name);
      parent.execute();
      for (std::size_t i = 0; i < kRowsPerBatch; ++i) {
        graph[at + i].id = parent.insert_id() + static_cast<std::int64_t>(i);
      }
    }
    std::vector<Child*> batch;
    for (Parent& one : graph) {
      for (Child& of_it : one.children) {
        of_it.parent_id = one.id;
        batch.push_back(&of_it);
        if (batch.size() < kRowsPerBatch) continue;
        for (std::size_t i = 0; i < kRowsPerBatch; ++i) {
          child.bind(2 * i, batch[i]->parent_id);
          child.bind(2 * i + 1, batch[i]->name);
        }
        child.execute();
        for (std::size_t i = 0; i < kRowsPerBatch; ++i) {
          batch[i]->id = child.insert_id() + static_cast<std::int64_t>(i);
        }
        batch.clear();
      }
    }
    commit();
    return graph;
  }

  // Many rows in one statement are quicker than the client's bulk form.
  void bulk_load(std::size_t count) override { (void)insert_items(count); }

 private:
  using Prepared = std::unique_ptr<Statement>;

  [[noreturn]] void fail() const { throw std::runtime_error(mysql_error(connection_)); }
  void commit() {
    if (mysql_commit(connection_) != 0) fail();
  }
  Statement& statement(Prepared& kept, const std::string& sql) {
    if (!kept) kept = std::make_unique<Statement>(connection_, sql);
    return *kept;
  }
  void forget() {
    for (Prepared* kept : {&load_, &by_key_, &insert_, &update_, &parent_, &child_}) {
      kept->reset();
    }
  }

  MYSQL* connection_;
  Prepared load_;
  Prepared by_key_;
  Prepared insert_;
  Prepared update_;
  Prepared parent_;
  Prepared child_;
};

}  // namespace

std::unique_ptr<Server> open_mysql(const Address& address) {
  return std::make_unique<Mysql>(address);
}

}  // namespace bench::raw
