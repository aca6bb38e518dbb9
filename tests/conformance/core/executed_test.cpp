#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/engine/engine.hpp"
#include "cupel/engine/events.hpp"
#include "cupel/engine/prepared_statement.hpp"
#include "cupel/engine/schema_execution.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/ddl_executor.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/table_clause.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/str_cat.hpp"

#include "case.hpp"
#include "corpus.hpp"
#include "refused.hpp"
#include "schema_fixture.hpp"
#include "testing/own_database.hpp"
#include "testing/table_file.hpp"

// The statements of the corpus, executed: what a database can run of them has to run.
// refused_by_server.txt lists the others with the database's answer. A line that does not hold any
// more has to go, a new one needs a reason. CONFORMANCE_REFUSED names a file to which what was
// found is written in that form, CONFORMANCE_ONLY narrows the run as in the other test.
namespace cupel::conformance {
namespace {

using nlohmann::json;

/// A database and what its statements are called in the corpus.
struct Database {
  std::string name;
  std::string key;
  std::string url;
  bool rolls_ddl_back;
};

/// How a database refuses: a class of its answers, without the names in them.
using Answer = std::string;

struct Refusals {
  std::map<std::pair<std::string, std::string>, Answer> answers;  // (database, id)
  std::map<std::pair<std::string, Answer>, std::string> reasons;  // (database, answer)
};

/// Sections `[postgresql 42P01] why`, below each the ids.
Refusals listed_refusals() {
  Refusals out;
  std::ifstream file(CUPEL_CONFORMANCE_DATA "/../refused_by_server.txt");
  std::string database;
  Answer answer;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      const std::size_t space = line.find(' ');
      const std::size_t end = line.find(']');
      database = line.substr(1, space - 1);
      answer = line.substr(space + 1, end - space - 1);
      out.reasons[{database, answer}] = line.substr(std::min(end + 2, line.size()));
    } else {
      out.answers[{database, line}] = answer;
    }
  }
  return out;
}

/// `no such column: x.y` -> `no such column`, `near "x": syntax error` -> `syntax error`.
std::string without_names(std::string_view message) {
  if (message.find("syntax error") != std::string_view::npos) return "syntax error";
  std::string out;
  bool quoted = false;
  for (const char c : message.substr(0, message.find(": "))) {
    if (c == '"' || c == '\'' || c == '[' || c == ']') {
      quoted = !quoted;
    } else if (!quoted) {
      out += c;
    }
    if (c == '\n') break;
  }
  return out.substr(0, 60);
}

Answer answer_of(const Error& error) {
  if (const auto* database = dynamic_cast<const DBAPIError*>(&error)) {
    if (!database->details().sqlstate.empty() && database->details().driver_name != "mariadb") {
      return database->details().sqlstate;
    }
    if (database->details().driver_name == "sqlite3") {
      std::string_view message = database->details().message;
      const std::size_t origin = message.starts_with('(') ? message.find(") ") : message.npos;
      if (origin != message.npos) message.remove_prefix(origin + 2);
      return without_names(message);
    }
    if (database->details().driver_code != 0) return str_cat(database->details().driver_code);
  }
  return std::string(error.name());
}

/// Values for parameters that the case leaves to the execution: NULL.
Parameters missing_values(Connection& connection, const ClauseElement& element,
                          const Parameters& given) {
  Parameters out = given;
  const auto prepared = connection.prepare(element);
  for (const BindSlot& slot : prepared->compiled()->binds()) {
    if (slot.required && !slot.is_crud && !out.contains(slot.key)) out.set(slot.key, Value());
  }
  return out;
}

/// Reads some rows; a recursive statement may have no end.
void consume(Result result) {
  constexpr std::size_t kSomeRows = 50;
  if (result.returns_rows()) (void)result.fetchmany(kSomeRows);
  result.close();
}

void execute_element(Connection& connection, const json& item, const Outcome& outcome) {
  ElementPtr element = outcome.element();
  ElementPtr wrapped = element;
  if (item["kind"] == "expression" || item["kind"] == "error") {
    if (const ColumnElement* column = as_column(element.get())) {
      wrapped = select(Expr<Untyped>(ColumnPtr(column))).element();
    } else if (const FromClause* from = as_from(element.get())) {
      wrapped = FromExpr(FromPtr(from)).select().element();
    }
  }
  Parameters values = outcome.bound_params();
  ExecutionOptions options;
  if (const auto given = item.find("compile_options"); given != item.end()) {
    for (const json& key : given->value("column_keys", json::array())) {
      values.set(key.get<std::string>(), Value());
    }
    if (given->contains("schema_translate_map")) {
      throw InvalidRequestError("schemas that are not there");
    }
  }
  if (wrapped->kind() != ElementKind::ddl && values.size() == 0) {
    values = missing_values(connection, *wrapped, values);
  }
  consume(connection.execute_element(*wrapped, values, options));
}

std::string to_text(Connection& connection, const ClauseElement& element) {
  return std::string(compile(element, connection.dialect())->sql());
}

void execute_outcome(Connection& connection, const json& item, const Outcome& outcome) {
  if (outcome.element()) {
    execute_element(connection, item, outcome);
  } else if (outcome.type()) {
    consume(connection.exec_driver_sql(
        str_cat("CREATE TABLE conformance_type (x ",
                connection.dialect().type_compiler().process(*outcome.type()), ")")));
  } else {
    DdlScript script(connection.dialect());
    outcome.script()(script);
    for (const std::string& sql : script.statements()) consume(connection.exec_driver_sql(sql));
  }
}

bool is_in_fixture(const std::string& name) {
  static const std::set<std::string> names = [] {
    std::set<std::string> out{"points", "bare"};
    for (const Table& table : metadata.tables()) out.insert(table.fullname());
    return out;
  }();
  return names.contains(name);
}

/// The tables that a case made for itself; what its DDL is about has the same few names everywhere.
void create_own_tables(Connection& connection, const Outcome& outcome, bool is_ddl) {
  const auto run = [&](const std::string& sql) { consume(connection.exec_driver_sql(sql)); };
  if (is_ddl) {
    const IdentifierPreparer& preparer = connection.dialect().identifier_preparer();
    run("CREATE TABLE o (id INTEGER PRIMARY KEY, x INTEGER UNIQUE, y INTEGER, db_z INTEGER UNIQUE, "
        "UNIQUE (x, y))");
    run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
    run(str_cat("CREATE TABLE ", preparer.quote_identifier("My O"), " (",
                preparer.quote_identifier("My Id"), " INTEGER PRIMARY KEY)"));
    const bool makes_t =
        outcome.element() &&
        to_text(connection, *outcome.element()).find("TABLE t (") != std::string::npos;
    if (!makes_t) run("CREATE TABLE t (a INTEGER, b VARCHAR(20), c INTEGER, db_a INTEGER)");
    return;
  }
  std::set<std::string> made;
  visitors::iterate(*outcome.element(), [&](const ClauseElement& element) {
    if (element.kind() != ElementKind::table) return;
    const auto& table = static_cast<const TableClause&>(element);
    if (is_in_fixture(table.fullname()) || !made.insert(table.fullname()).second) {
      return;
    }
    if (table.is_schema_table()) {
      Table(static_cast<const SchemaTable&>(table)).create(connection);
      return;
    }
    std::string columns;
    for (const auto& entry : table.columns()) {
      const bool typed = entry.column->type()->kind() != TypeKind::null_type;
      const auto& types = connection.dialect().type_compiler();
      str_append(columns, columns.empty() ? "" : ", ",
                 connection.dialect().identifier_preparer().quote_identifier(entry.key), ' ',
                 typed ? types.process(*entry.column->type()) : std::string("INTEGER"));
    }
    run(str_cat("CREATE TABLE ",
                connection.dialect().identifier_preparer().quote_identifier(table.name().text()),
                " (", columns, ")"));
  });
}

void create_fixture(Engine& engine) {
  const std::string_view dialect = engine.dialect().name();
  const auto run = [&](std::string_view sql) {
    engine.begin([&](Connection& c) { consume(c.exec_driver_sql(sql)); });
  };
  if (dialect == "postgresql") {
    run("CREATE EXTENSION IF NOT EXISTS hstore");
    run("CREATE SCHEMA audit");
  } else if (dialect == "mariadb") {
    run("DROP DATABASE IF EXISTS audit");
    run("CREATE DATABASE audit");
  }
  for (const Table& table : metadata.sorted_tables()) {
    try {
      engine.begin([&](Connection& c) { table.create(c); });
    } catch (const Error&) {
      // A type that only PostgreSQL has, a key to another schema: names are what is needed.
      std::string columns;
      for (const SchemaColumn* column : table->schema_columns()) {
        str_append(columns, columns.empty() ? "" : ", ", column->name().text(),
                   column->primary_key() ? " INTEGER PRIMARY KEY" : " TEXT");
      }
      run(str_cat("CREATE TABLE ", table.fullname(), " (", columns, ")"));
    }
  }
  run("CREATE TABLE points (x INTEGER, y INTEGER, label VARCHAR(50))");
  run("CREATE TABLE bare (a INTEGER, b INTEGER, c INTEGER)");
  engine.begin([](Connection& c) {
    c.execute(insert(users).values({{"id", 1}, {"name", "ed"}, {"age", 30}}));
    c.execute(insert(addresses).values({{"id", 1}, {"user_id", 1}, {"email", "ed@x.org"}}));
    c.execute(insert(orders).values({{"id", 1}, {"user_id", 1}, {"status", "new"}}));
    c.execute(insert(items).values({{"id", 1}, {"sku", "a"}, {"qty", 4}, {"weight", 1.5}}));
    c.execute(insert(nodes).values({{"id", 1}, {"label", "root"}, {"depth", 0}}));
  });
}

const std::set<Answer> kTableIsMissing{"42P01", "no such table"};

struct Tally {
  int executed = 0;
  int refused = 0;
};

class ExecutedCorpus {
 public:
  explicit ExecutedCorpus(Database database)
      : database_(std::move(database)), engine_(create_engine(database_.url, {})) {
    listed_ = listed_refusals();
    if (database_.key == "sqlite") {
      listen(engine_, events::connect,
             [](dbapi::Connection& c, ConnectionRecord&) { c.run("ATTACH ':memory:' AS audit"); });
    }
    create_fixture(engine_);
  }

  void run() {
    const char* only = std::getenv("CONFORMANCE_ONLY");
    std::map<std::string_view, CaseFunction> written;
    for (const Case& item : cases()) written.emplace(item.id, item.build);
    connection_.emplace(engine_.connect());
    limit_time();
    for (const Area& area : load_corpus()) {
      for (const auto& [id, item] : area.cases) {
        const auto found = written.find(id);
        if (found == written.end() || (only && !std::string_view(id).starts_with(only))) continue;
        run_case(area.name, id, item, found->second);
      }
    }
    connection_.reset();
    print();
    if (!only) expect_every_line_to_be_met();
    if (const char* path = std::getenv("CONFORMANCE_REFUSED")) write_found(path);
  }

 private:
  void limit_time() {
    if (database_.key == "postgresql") {
      consume(connection_->exec_driver_sql("SET statement_timeout = '2s'"));
    } else if (database_.key == "mariadb") {
      consume(connection_->exec_driver_sql("SET max_statement_time = 2"));
    }
    connection_->commit();
  }

  void run_case(const std::string& area, const std::string& id, const json& item,
                CaseFunction build) {
    const std::string kind = item["kind"];
    const bool is_ddl = kind == "ddl" || kind == "script" || kind == "type";
    const json sql = item.value("sql", json::object());
    if (!sql.contains(database_.key) || (is_ddl && !database_.rolls_ddl_back)) return;
    const WarningCapture capture;
    std::optional<Outcome> outcome;
    try {
      outcome.emplace(build());
    } catch (const Error&) {
      return;  // the other test tells whether it has to
    } catch (const RefusedByCompiler&) {
      return;
    }
    Answer answer;
    std::string message;
    const auto attempt = [&](bool own_tables) {
      answer.clear();
      try {
        if (own_tables) create_own_tables(*connection_, *outcome, is_ddl);
        execute_outcome(*connection_, item, *outcome);
      } catch (const IntegrityError&) {
        // It ran: a constraint refused the row.
      } catch (const Error& error) {
        answer = answer_of(error);
        message = str_cat(error.name(), ": ", error.what());
      }
      if (connection_->in_transaction()) connection_->rollback();
    };
    attempt(false);
    if (kTableIsMissing.contains(answer) && (is_ddl || outcome->element())) {
      const Answer first = answer;
      const std::string said = message;
      attempt(true);
      // What stands in the way of making the table says nothing about the statement.
      if (!answer.empty() && database_.rolls_ddl_back) {
        answer = first;
        message = said;
      }
    }
    judge(area, id, answer, message);
  }

  void judge(const std::string& area, const std::string& id, const Answer& answer,
             const std::string& message) {
    Tally& tally = tallies_[area];
    ++(answer.empty() ? tally.executed : tally.refused);
    const auto listed = listed_.answers.find({database_.key, id});
    const Answer expected = listed == listed_.answers.end() ? Answer() : listed->second;
    if (!answer.empty()) {
      ++by_answer_[answer];
      found_[answer].emplace_back(id, message);
    }
    met_.insert(id);
    if (answer == expected || std::getenv("CONFORMANCE_REFUSED")) return;
    if (answer.empty()) {
      ADD_FAILURE() << id << " runs on " << database_.name
                    << " now: take it off refused_by_server.txt";
    } else {
      ADD_FAILURE() << id << " on " << database_.name << " is refused (" << answer
                    << (expected.empty() ? "" : ", not " + expected) << "): " << message;
    }
  }

  void expect_every_line_to_be_met() {
    for (const auto& [key, answer] : listed_.answers) {
      if (key.first == database_.key && !met_.contains(key.second)) {
        ADD_FAILURE() << key.second << " in refused_by_server.txt is no case that was executed on "
                      << database_.name;
      }
    }
  }

  void print() {
    std::ostringstream out;
    out << "Statements of the corpus on " << database_.name << "\n\n"
        << std::left << std::setw(24) << "area" << std::right << std::setw(9) << "executed"
        << std::setw(9) << "refused" << '\n';
    Tally all;
    for (const auto& [area, tally] : tallies_) {
      out << std::left << std::setw(24) << area << std::right << std::setw(9) << tally.executed
          << std::setw(9) << tally.refused << '\n';
      all.executed += tally.executed;
      all.refused += tally.refused;
    }
    out << std::left << std::setw(24) << "all" << std::right << std::setw(9) << all.executed
        << std::setw(9) << all.refused << "\n\nrefused because\n";
    for (const auto& [answer, count] : by_answer_) {
      const auto reason = listed_.reasons.find({database_.key, answer});
      out << std::setw(6) << count << "  "
          << (reason == listed_.reasons.end() ? answer : reason->second) << '\n';
    }
    std::cout << out.str() << '\n';
    testing::table_file("core_executed_" + database_.key + ".md") << out.str();
    std::ofstream summary = testing::table_file("core_executed_" + database_.key + ".txt");
    summary << "core conformance executed on " << database_.name << ": " << all.executed << " run, "
            << all.refused << " refused\n";
    for (const auto& [answer, count] : by_answer_) {
      const auto reason = listed_.reasons.find({database_.key, answer});
      summary << std::setw(6) << count << "  "
              << (reason == listed_.reasons.end() ? answer : reason->second) << '\n';
    }
  }

  void write_found(const char* path) {
    std::ofstream out(path, std::ios::app);
    for (const auto& [answer, items] : found_) {
      const auto reason = listed_.reasons.find({database_.key, answer});
      out << '[' << database_.key << ' ' << answer << "] "
          << (reason == listed_.reasons.end() ? "" : reason->second) << '\n';
      const bool with_messages = std::getenv("CONFORMANCE_MESSAGES") != nullptr;
      for (const auto& [id, message] : items) {
        out << id << '\n';
        if (with_messages) out << "#   " << message << '\n';
      }
      out << '\n';
    }
  }

  Database database_;
  Engine engine_;
  std::optional<Connection> connection_;
  Refusals listed_;
  std::map<std::string, Tally> tallies_;
  std::map<Answer, int> by_answer_;
  std::map<Answer, std::vector<std::pair<std::string, std::string>>> found_;
  std::set<std::string> met_;
};

TEST(CoreConformanceExecuted, OnSqlite) {
  const testing::SuiteFolder folder;
  ExecutedCorpus({"SQLite", "sqlite", "sqlite:///" + folder.path() + "/corpus.db", true}).run();
}

TEST(CoreConformanceExecuted, OnPostgresql) {
  const std::string url =
      testing::own_database("CUPEL_TEST_POSTGRESQL_URL", "cupel_conformance", "");
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_POSTGRESQL_URL names no server";
  ExecutedCorpus({"PostgreSQL", "postgresql", url, true}).run();
}

TEST(CoreConformanceExecuted, OnMariadb) {
  const std::string url =
      testing::own_database("CUPEL_TEST_MYSQL_URL", "cupel_conformance", "CHARACTER SET utf8mb4");
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_MYSQL_URL names no server";
  ExecutedCorpus({"MariaDB", "mariadb", url, false}).run();
}

}  // namespace
}  // namespace cupel::conformance
