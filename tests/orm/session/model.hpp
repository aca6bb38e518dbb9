#pragma once
// The classes of these tests, a database in memory, and a record of what it was told.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/session/object_state.hpp"
#include "cupel/orm/session/scoped_session.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/types/types.hpp"

namespace cupel::session_model {

struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
  Mapped<std::optional<std::int64_t>> qty{};
};

struct Post;
struct Profile;
struct Tag;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>, unique> name{};
  Relationship<List<Post>, back_populates<"user">> posts{};
  Relationship<Profile, back_populates<"user">> profile{};
};

struct Profile {
  static constexpr auto tablename = "profiles";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"users.id">> user_id{};
  Mapped<std::optional<std::string>> bio{};
  Relationship<User, back_populates<"profile">> user{};
};

struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"users.id">> user_id{};
  Mapped<std::optional<std::string>> title{};
  Relationship<User, back_populates<"posts">> user{};
  Relationship<List<Tag>, secondary<"post_tags">, back_populates<"posts">> tags{};
};

struct Tag {
  static constexpr auto tablename = "tags";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
  Relationship<List<Post>, secondary<"post_tags">, back_populates<"tags">> posts{};
};

struct Pet;
struct Owner {
  static constexpr auto tablename = "owner";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
  Relationship<List<Pet>, back_populates<"owner">, cascade<"all, delete-orphan">> pets{};
};
struct Pet {
  static constexpr auto tablename = "pet";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"owner.id">> owner_id{};
  Mapped<std::optional<std::string>> name{};
  Relationship<Owner, back_populates<"pets">> owner{};
};

/// A natural key, and one of two columns.
struct Code {
  static constexpr auto tablename = "code";
  Mapped<std::string, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
};
struct Place {
  static constexpr auto tablename = "place";
  Mapped<std::int64_t, primary_key, autoincrement<false>> x{};
  Mapped<std::int64_t, primary_key> y{};
  Mapped<std::optional<std::string>> value{};
};

struct Department;
struct Employee {
  static constexpr auto tablename = "employee";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> first_name{};
  Relationship<List<Department>, secondary<"join_employee_department">, back_populates<"employees">>
      departments{};
};
struct Department {
  static constexpr auto tablename = "department";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
  Relationship<List<Employee>, secondary<"join_employee_department">, back_populates<"departments">>
      employees{};
};

using Log = std::vector<std::string>;

/// What an engine sends, one line a statement: "INSERT ... ['ed', None]".
class Recorder {
 public:
  explicit Recorder(Engine& engine) {
    hooks_ += listen(engine, events::begin, [this](Connection&) { log.emplace_back("BEGIN"); });
    hooks_ += listen(engine, events::commit, [this](Connection&) { log.emplace_back("COMMIT"); });
    hooks_ +=
        listen(engine, events::rollback, [this](Connection&) { log.emplace_back("ROLLBACK"); });
    hooks_ += listen(engine, events::savepoint, [this](Connection&, std::string_view name) {
      log.push_back("SAVEPOINT " + std::string(name));
    });
    hooks_ += listen(engine, events::release_savepoint, [this](Connection&, std::string_view name) {
      log.push_back("RELEASE SAVEPOINT " + std::string(name));
    });
    hooks_ +=
        listen(engine, events::rollback_savepoint, [this](Connection&, std::string_view name) {
          log.push_back("ROLLBACK TO SAVEPOINT " + std::string(name));
        });
    hooks_ += listen(engine, events::before_cursor_execute,
                     [this](Connection&, CursorExecution& execution) {
                       std::string line = execution.statement;
                       for (const Parameters& set : execution.parameters) {
                         line += " [";
                         bool first = true;
                         for (const Parameter& one : set) {
                           line += (first ? "" : ", ") + one.value.repr();
                           first = false;
                         }
                         line += "]";
                       }
                       log.push_back(std::move(line));
                     });
  }
  ~Recorder() { hooks_.remove(); }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  Log take() { return std::exchange(log, {}); }
  [[nodiscard]] std::size_t count(std::string_view word) const {
    std::size_t n = 0;
    for (const auto& line : log) n += line.starts_with(word) ? 1U : 0U;
    return n;
  }

  Log log;

 private:
  ListenHandle hooks_;
};

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    Table("post_tags", registry.metadata(), Column("post_id", ForeignKey("posts.id"), primary_key),
          Column("tag_id", ForeignKey("tags.id"), primary_key));
    Table("join_employee_department", registry.metadata(),
          Column("employee_id", ForeignKey("employee.id"), primary_key),
          Column("department_id", ForeignKey("department.id"), primary_key));
    registry.map<Item, User, Profile, Post, Tag, Owner, Pet, Code, Place, Employee, Department>();
    registry.metadata().create_all(engine);
  }

  /// Rows 1 bolt, 2 nut, 3 gear.
  void add_items() {
    engine.begin([](Connection& c) {
      (void)c.execute(
          text("INSERT INTO item (id, name, qty) VALUES (1,'bolt',10),(2,'nut',20),(3,'gear',30)"));
    });
  }
  static std::int64_t count_in(Session& session, const std::string& table) {
    return session.scalar(text("SELECT count(*) FROM " + table)).as<std::int64_t>();
  }
  std::int64_t count(const std::string& table) {
    Connection c = engine.connect();
    return c.execute(text("SELECT count(*) FROM " + table)).scalar().as<std::int64_t>();
  }

  Registry registry;
  Engine engine = create_engine("sqlite://");
};

}  // namespace cupel::session_model
