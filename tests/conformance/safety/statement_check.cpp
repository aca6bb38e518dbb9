#include "safety/statement_check.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <optional>
#include <variant>

#include "cupel/engine/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/sql.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/util/str_cat.hpp"

#include "safety/databases.hpp"
#include "safety/random_statement.hpp"

namespace cupel::conformance {
namespace {

/// The text, or how the compiler refused the statement.
struct Text {
  std::string sql;
  std::optional<std::string> refusal;
};

Text text_of(const ElementPtr& statement, const Dialect& dialect, bool literal) {
  try {
    return {compiled(statement, dialect, literal), {}};
  } catch (const Error& error) {
    return {{}, error.what()};
  }
}

bool same_structure(const SqlToken& wild, const SqlToken& harmless) {
  using Kind = SqlToken::Kind;
  if (wild == harmless) return true;
  // A name that needs no quotes, and one that does.
  const auto is_name = [](const SqlToken& t) {
    return t.kind == Kind::identifier || t.kind == Kind::word;
  };
  if (is_name(wild) && is_name(harmless)) {
    // In a name that is made up of it, a space is an underscore.
    return harmless.text.starts_with("Harm less") || harmless.text.starts_with("Harm_less");
  }
  return wild.kind == harmless.kind && (wild.kind == Kind::string || wild.kind == Kind::place);
}

std::string compare(const Database& database, const ElementPtr& wild, const ElementPtr& harmless,
                    bool literal) {
  const std::string where = str_cat(database.dialect->name(), literal ? ", literal: " : ": ");
  const Text wild_text = text_of(wild, *database.dialect, literal);
  const Text harmless_text = text_of(harmless, *database.dialect, literal);
  if (wild_text.refusal || harmless_text.refusal) {
    if (wild_text.refusal && harmless_text.refusal) return {};
    return str_cat(where, "only one is refused\n  ", wild_text.refusal.value_or(wild_text.sql),
                   "\n  ", harmless_text.refusal.value_or(harmless_text.sql));
  }
  const auto wild_tokens = sql_tokens(wild_text.sql, database.rules);
  const auto harmless_tokens = sql_tokens(harmless_text.sql, database.rules);
  const std::string both = str_cat("\n  ", wild_text.sql, "\n  ", harmless_text.sql);
  if (!wild_tokens || !harmless_tokens) {
    return str_cat(where, "a quote or comment does not end", both);
  }
  if (wild_tokens->size() != harmless_tokens->size()) {
    return str_cat(where, wild_tokens->size(), " tokens, and ", harmless_tokens->size(), both);
  }
  for (std::size_t i = 0; i < wild_tokens->size(); ++i) {
    if (!same_structure((*wild_tokens)[i], (*harmless_tokens)[i])) {
      return str_cat(where, "token ", i, " is '", (*wild_tokens)[i].text, "', and '",
                     (*harmless_tokens)[i].text, "'", both);
    }
  }
  return {};
}

/// Holds the tables; nothing that is done over it stays.
Connection& sqlite_connection() {
  static Engine engine = create_engine("sqlite://");
  static Connection connection = [] {
    Connection made = engine.connect();
    for (const char* const table : kRandomStatementTables) made.exec_driver_sql(table);
    made.commit();
    return made;
  }();
  return connection;
}

/// A database may refuse what a statement means (an aggregate in WHERE), not how it is written.
bool sqlite_cannot_read(const DBAPIError& error) {
  const std::string_view message = error.what();
  return message.find("syntax error") != message.npos ||
         message.find("unrecognized token") != message.npos ||
         message.find("incomplete input") != message.npos ||
         message.find("binding") != message.npos;
}

/// PostgreSQL tells more apart: types, groups and values may not fit, but every name has to be one
/// that is there.
bool postgresql_cannot_read(const DBAPIError& error) {
  constexpr std::string_view kText[] = {"42601", "42602", "42622", "42703", "42P01",
                                        "42P02", "42939", "08P01", "26000"};
  const std::string& state = error.details().sqlstate;
  return std::find(std::begin(kText), std::end(kText), state) != std::end(kText);
}

/// The connection to PostgreSQL; null where none is to be had.
Connection* postgresql_connection() {
  static const char* const url = std::getenv("CUPEL_TEST_POSTGRESQL_URL");
  if (url == nullptr || *url == '\0') return nullptr;
  static Engine engine = create_engine(url);
  static Connection connection = [] {
    Connection made = engine.connect();
    for (const std::string_view table : kRandomStatementTables) {
      made.exec_driver_sql(str_cat("CREATE TEMPORARY", table.substr(std::strlen("CREATE"))));
    }
    made.commit();
    return made;
  }();
  return &connection;
}

/// The statement with its values in the text; nothing where one stays a parameter all the same (as
/// the LIMIT that SQLite wants beside an OFFSET does with SQLAlchemy).
std::optional<std::string> literal_text(const ElementPtr& statement, const Dialect& dialect) {
  CompileOptions options;
  options.literal_binds = true;
  const Ptr<const Compiled> result = compile(*statement, dialect, options);
  if (!result->binds().empty()) return std::nullopt;
  return result->sql();
}

/// Runs the statement with its values as parameters, and then with the values in its text.
std::string run_on(Connection& connection, const ElementPtr& statement,
                   bool (*cannot_read)(const DBAPIError&)) {
  const auto complaint_of = [&](const char* how, auto run) {
    std::string complaint;
    auto transaction = connection.begin();
    try {
      run();
    } catch (const DBAPIError& error) {
      if (cannot_read(error)) {
        complaint = str_cat(connection.dialect().name(), how, error.what());
      }
    } catch (const Error&) {  // refused by the compiler: compare() has looked at that
    }
    transaction.rollback();
    return complaint;
  };
  const auto read = [](Result result) {
    if (result.returns_rows()) (void)result.all();
  };
  std::string complaint =
      complaint_of(": ", [&] { read(connection.execute(Executable(statement))); });
  if (!complaint.empty()) return complaint;
  return complaint_of(", literal: ", [&] {
    if (const auto text = literal_text(statement, connection.dialect())) {
      read(connection.exec_driver_sql(*text));
    }
  });
}

}  // namespace

std::string complaint_about(std::span<const std::uint8_t> bytes) {
  const ElementPtr wild = random_statement(bytes, Strings::Kind::wild);
  const ElementPtr harmless = random_statement(bytes, Strings::Kind::harmless);
  for (const Database& database : databases()) {
    for (const bool literal : {false, true}) {
      std::string complaint = compare(database, wild, harmless, literal);
      if (!complaint.empty()) return complaint;
    }
  }
  std::string complaint = run_on(sqlite_connection(), wild, &sqlite_cannot_read);
  if (Connection* postgresql = postgresql_connection(); complaint.empty() && postgresql) {
    complaint = run_on(*postgresql, wild, &postgresql_cannot_read);
  }
  return complaint;
}

}  // namespace cupel::conformance
