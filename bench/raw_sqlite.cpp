#include "raw_sqlite.hpp"

namespace bench::raw {

void insert_items(Database& database, std::size_t count) {
  database.execute("BEGIN");
  {
    Statement insert(database, "INSERT INTO item (name, qty) VALUES (?, ?)");
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = name_of(i);
      insert.bind(1, name);
      insert.bind(2, static_cast<std::int64_t>(i));
      insert.step();
      insert.reset();
    }
  }
  database.execute("COMMIT");
}

void insert_graph(Database& database, std::size_t parents, std::size_t children_each) {
  database.execute("BEGIN");
  {
    Statement parent(database, "INSERT INTO parent (name) VALUES (?)");
    Statement child(database, "INSERT INTO child (parent_id, name) VALUES (?, ?)");
    for (std::size_t p = 0; p < parents; ++p) {
      const std::string name = name_of(p);
      parent.bind(1, name);
      parent.step();
      parent.reset();
      const std::int64_t key = sqlite3_last_insert_rowid(database.handle());
      for (std::size_t c = 0; c < children_each; ++c) {
        const std::string child_name = name_of(c);
        child.bind(1, key);
        child.bind(2, child_name);
        child.step();
        child.reset();
      }
    }
  }
  database.execute("COMMIT");
}

std::vector<Item> load_items(Database& database) {
  std::vector<Item> items;
  Statement select(database, "SELECT id, name, qty FROM item");
  while (select.step()) {
    items.push_back({select.integer(0), select.text(1), select.integer(2)});
  }
  return items;
}

std::int64_t stream_items(Database& database) {
  std::int64_t sum = 0;
  Statement select(database, "SELECT id, name, qty FROM item");
  while (select.step()) {
    const Item item{select.integer(0), select.text(1), select.integer(2)};
    sum += item.id + item.qty + static_cast<std::int64_t>(item.name.size());
  }
  return sum;
}

void load_change_update(Database& database) {
  database.execute("BEGIN");
  auto items = load_items(database);
  {
    Statement update(database, "UPDATE item SET qty=? WHERE id=?");
    for (auto& item : items) {
      item.qty += 1;
      update.bind(1, item.qty);
      update.bind(2, item.id);
      update.step();
      update.reset();
    }
  }
  database.execute("COMMIT");
}

void change_one_by_one(Database& database, std::size_t count) {
  Statement begin(database, "BEGIN");
  Statement select(database, "SELECT id, name, qty FROM item WHERE id = ?");
  Statement update(database, "UPDATE item SET qty=? WHERE id=?");
  Statement commit(database, "COMMIT");
  for (std::size_t i = 1; i <= count; ++i) {
    const auto key = static_cast<std::int64_t>(i);
    begin.step();
    begin.reset();
    select.bind(1, key);
    select.step();
    const Item item{select.integer(0), select.text(1), select.integer(2)};
    select.reset();
    update.bind(1, item.qty + 1);
    update.bind(2, item.id);
    update.step();
    update.reset();
    commit.step();
    commit.reset();
  }
}

std::int64_t select_by_key(Database& database, std::size_t count) {
  std::int64_t sum = 0;
  Statement select(database, "SELECT id, name, qty FROM item WHERE id = ?");
  for (std::size_t i = 1; i <= count; ++i) {
    select.bind(1, static_cast<std::int64_t>(i));
    if (select.step()) {
      const Item item{select.integer(0), select.text(1), select.integer(2)};
      sum += item.qty + static_cast<std::int64_t>(item.name.size());
    }
    select.reset();
  }
  return sum;
}

std::vector<Parent> load_graph(Database& database) {
  std::vector<Parent> parents;
  {
    Statement select(database, "SELECT id, name FROM parent ORDER BY id");
    while (select.step()) parents.push_back({select.integer(0), select.text(1), {}});
  }
  Statement select(database, "SELECT id, parent_id, name FROM child ORDER BY parent_id");
  std::size_t at = 0;
  while (select.step()) {
    Child child{select.integer(0), select.integer(1), select.text(2)};
    while (at < parents.size() && parents[at].id != child.parent_id) ++at;
    if (at == parents.size()) break;
    parents[at].children.push_back(std::move(child));
  }
  return parents;
}

}  // namespace bench::raw
