#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/error.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "safety/databases.hpp"
#include "safety/sql_tokens.hpp"

// Whatever a string holds, as a value written into the text or as a name, the statement has the
// tokens that it has with a harmless string in the same place.

namespace cupel::conformance {
namespace {

using Kind = SqlToken::Kind;
using Tokens = std::vector<SqlToken>;

constexpr std::string_view kHarmfulPieces[] = {"'",        "''",
                                               "\"",       "\"\"",
                                               "`",        "[",
                                               "]",        "]]",
                                               "\\",       "\\\\",
                                               "\\'",      "%",
                                               "%%",       "%s",
                                               "%(a)s",    ":a",
                                               "::",       "?",
                                               "$1",       "--",
                                               "/*",       "*/",
                                               ";",        "\n",
                                               "\r",       "\t",
                                               " ",        "N'",
                                               "E'",       "q'[",
                                               "$$",       "#",
                                               "_",        ".",
                                               ",",        "(",
                                               ")",        "=",
                                               "x",        "Ab",
                                               "7",        "select",
                                               "\u00e9",   "\u2019",
                                               "\u65e5",   "\U0001f600",
                                               "\xc2",     "__[POSTCOMPILE_x]",
                                               "~~REPL~~", "__[SCHEMA_x]",
                                               "\x01"};

/// Strings made of what has a meaning somewhere, the same ones in every run.
std::vector<std::string> strings(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  std::vector<std::string> out(std::begin(kHarmfulPieces), std::end(kHarmfulPieces));
  std::uniform_int_distribution<std::size_t> piece(0, std::size(kHarmfulPieces) - 1);
  std::uniform_int_distribution<int> length(2, 6);
  while (out.size() < count) {
    std::string text;
    for (int n = length(random); n > 0; --n) text += kHarmfulPieces[piece(random)];
    out.push_back(std::move(text));
  }
  return out;
}

/// A statement with the string in it.
using Statement = std::function<ElementPtr(const std::string&)>;

template <class S>
ElementPtr element(const S& statement) {
  if constexpr (std::derived_from<S, Executable>) {
    return static_cast<const Executable&>(statement).element();
  } else {
    return statement.node();
  }
}

Table people() {
  return Table("people", MetaData(), {.schema = "s"}, Column("id", Integer(), primary_key),
               Column("name", String(50)));
}

/// Whether the database has the construct at all.
bool has(const Database& database, const Statement& statement) {
  try {
    (void)compiled(statement("a"), *database.dialect, false);
    return true;
  } catch (const UnsupportedCompilationError&) {
    return false;
  }
}

/// Compares the statement with `text` in it with the one with a harmless text. `kind`: what the
/// text is in it; `decoded`: what has to be found there.
void expect_same_structure(const Database& database, std::string_view form,
                           const Statement& statement, const std::string& text, Kind kind,
                           const std::string& decoded, bool literal) {
  static const std::string kHarmless = "Harm less";
  const Dialect& dialect = *database.dialect;
  const auto where = [&] { return str_cat(dialect.name(), ", ", form, ", ", cupel::quoted(text)); };
  const auto expected =
      sql_tokens(compiled(statement(kHarmless), dialect, literal), database.rules);
  ASSERT_TRUE(expected) << where();
  const std::string sql = compiled(statement(text), dialect, literal);
  const auto got = sql_tokens(sql, database.rules);
  ASSERT_TRUE(got) << where() << "\n  a quote or comment does not end: " << sql;
  ASSERT_EQ(expected->size(), got->size())
      << where() << "\n  " << to_string(*expected) << "\n  " << to_string(*got);
  std::size_t found = 0;
  for (std::size_t i = 0; i < got->size(); ++i) {
    const SqlToken& before = (*expected)[i];
    const SqlToken& after = (*got)[i];
    if (before == after) continue;
    ++found;
    const bool bare = kind == Kind::identifier && after.kind == Kind::word && after.text == text;
    ASSERT_TRUE(bare || after.kind == before.kind) << where() << "\n  " << sql;
    ASSERT_EQ(before.kind, kind) << where() << "\n  " << sql;
    ASSERT_EQ(after.text, decoded) << where() << "\n  " << sql;
  }
  EXPECT_GT(found, 0U) << where() << ": the text is not in the statement";
}

const std::map<std::string, Statement>& values() {
  static const std::map<std::string, Statement> all{
      {"a comparison",
       [](const std::string& s) {
         const Table t = people();
         return element(select(t.c["id"]).where(t.c["name"] == s));
       }},
      {"the members of a list",
       [](const std::string& s) {
         const Table t = people();
         return element(select(t.c["id"]).where(t.c["name"].in_({std::string("a"), s})));
       }},
      {"an argument of a function",
       [](const std::string& s) { return element(select(func("lower", literal(s)))); }},
      {"the values of INSERT",
       [](const std::string& s) {
         return element(insert(people()).values(ValueRow{{"name", s}}));
       }},
      {"the values of UPDATE",
       [](const std::string& s) {
         return element(update(people()).values(ValueRow{{"name", s}}));
       }},
      {"a parameter of text()",
       [](const std::string& s) {
         return element(text("SELECT 1 WHERE 'a' = :x").bindparams({{"x", s}}));
       }},
      {"national text",
       [](const std::string& s) { return element(select(literal(s, NVARCHAR(50)))); }},
  };
  return all;
}

TEST(StatementStructure, NoValueChangesItAsALiteral) {
  for (const Database& database : databases()) {
    for (const auto& [form, statement] : values()) {
      for (const std::string& s : strings(7, 400)) {
        expect_same_structure(database, form, statement, s, Kind::string, s, true);
      }
    }
  }
}

TEST(StatementStructure, NoValueChangesItWhenWrittenAtExecution) {
  const Statement statement = [](const std::string& s) {
    const Table t = people();
    return element(select(t.c["id"]).where(
        t.c["name"] ==
        bindparam("x", Value(s),
                  BindOptions{.type = TypeArg(String()).get(), .literal_execute = true})));
  };
  for (const Database& database : databases()) {
    for (const std::string& s : strings(8, 400)) {
      expect_same_structure(database, "literal_execute", statement, s, Kind::string, s, false);
    }
  }
}

TEST(StatementStructure, NoTextInDdlChangesIt) {
  const std::map<std::string, Statement> forms{
      {"a server default",
       [](const std::string& s) {
         return element(
             CreateTable(Table("t", MetaData(), Column("a", String(9), server_default(s)))));
       }},
      {"the labels of an Enum",
       [](const std::string& s) {
         return element(CreateTable(Table(
             "t", MetaData(),
             Column("a", Enum(std::vector<std::string>{"b", s},
                              {.length = 200, .native_enum = false, .create_constraint = true})))));
       }},
      {"a condition of CHECK",
       [](const std::string& s) {
         return element(CreateTable(
             Table("t", MetaData(), Column("a", String(9)), CheckConstraint(column("a") != s))));
       }},
  };
  for (const Database& database : databases()) {
    for (const auto& [form, statement] : forms) {
      for (const std::string& s : strings(9, 300)) {
        expect_same_structure(database, form, statement, s, Kind::string, s, false);
      }
    }
  }
}

const std::map<std::string, Statement>& names() {
  static const std::map<std::string, Statement> all{
      {"a label", [](const std::string& s) { return element(select(people().c["id"].label(s))); }},
      {"an alias",
       [](const std::string& s) {
         return element(select(literal_column("1")).select_from(people().alias(s)));
       }},
      {"a column",
       [](const std::string& s) { return element(select(column(s)).order_by(column(s))); }},
      {"a table",
       [](const std::string& s) {
         return element(select(Table(s, MetaData(), Column("a", Integer())).c["a"]));
       }},
      {"a CTE",
       [](const std::string& s) {
         const auto c = select(people().c["id"]).cte(s);
         return element(select(c.c["id"]));
       }},
      {"a column of CREATE TABLE",
       [](const std::string& s) {
         return element(
             CreateTable(Table("t", MetaData(), Column("id", Integer()), Column(s, String(9)))));
       }},
      {"an index",
       [](const std::string& s) {
         const Table t("t", MetaData(), Column("a", Integer()));
         return element(CreateIndex(Index(s, t.c["a"])));
       }},
      {"a constraint",
       [](const std::string& s) {
         return element(CreateTable(
             Table("t", MetaData(), Column("a", Integer()), UniqueConstraint({"a"}, {.name = s}))));
       }},
      {"a sequence", [](const std::string& s) { return element(CreateSequence(Sequence(s))); }},
      {"a collation",
       [](const std::string& s) { return element(select(collate(people().c["name"], s))); }},
  };
  return all;
}

TEST(StatementStructure, NoNameChangesIt) {
  for (const Database& database : databases()) {
    for (const auto& [form, statement] : names()) {
      if (!has(database, statement)) continue;
      for (const std::string& s : strings(10, 400)) {
        expect_same_structure(database, form, statement, s, Kind::identifier, s, false);
      }
    }
  }
}

// Where the dots of a schema separate names (SQL Server), its parts are looked at as one.
TEST(StatementStructure, NoSchemaChangesIt) {
  const auto statement = [](const std::string& s) {
    return element(select(Table("t", MetaData(), {.schema = s}, Column("a", Integer())).c["a"]));
  };
  const auto without_parts = [](const Tokens& tokens) {
    std::string kinds;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool dot = tokens[i].kind == Kind::symbol && tokens[i].text == ".";
      if (dot || (i != 0 && tokens[i - 1].kind == Kind::symbol && tokens[i - 1].text == ".")) {
        continue;
      }
      kinds += tokens[i].kind == Kind::word
                   ? 'i'
                   : static_cast<char>('0' + static_cast<int>(tokens[i].kind));
    }
    return kinds;
  };
  for (const Database& database : databases()) {
    const auto expected =
        sql_tokens(compiled(statement("s"), *database.dialect, false), database.rules);
    for (const std::string& s : strings(11, 400)) {
      const std::string sql = compiled(statement(s), *database.dialect, false);
      const auto got = sql_tokens(sql, database.rules);
      ASSERT_TRUE(got) << database.dialect->name() << ' ' << sql;
      std::string kinds = without_parts(*got);
      for (char& c : kinds) {
        if (c == static_cast<char>('0' + static_cast<int>(Kind::identifier))) c = 'i';
      }
      EXPECT_EQ(without_parts(*expected), kinds) << database.dialect->name() << ' ' << sql;
    }
  }
}

TEST(StatementStructure, NoNameOfAParameterChangesIt) {
  for (const Database& database : databases()) {
    for (const std::string& s : strings(12, 400)) {
      const std::string sql =
          compiled(element(select(bindparam(s, Value(1)).label("a"))), *database.dialect, false);
      const auto got = sql_tokens(sql, database.rules);
      ASSERT_TRUE(got) << database.dialect->name() << ' ' << cupel::quoted(s) << ' ' << sql;
      EXPECT_EQ(got->at(1).kind, Kind::place) << sql;
      EXPECT_EQ(got->at(2).text, "AS") << database.dialect->name() << ' ' << sql;
    }
  }
}

TEST(StatementStructure, ANulCharacterIsRefusedWhereTheTextWouldHoldIt) {
  const std::string nul("a\0b", 3);
  for (const Database& database : databases()) {
    for (const auto& [form, statement] : values()) {
      EXPECT_THROW((void)compiled(statement(nul), *database.dialect, true), Error) << form;
    }
    for (const auto& [form, statement] : names()) {
      if (!has(database, statement)) continue;
      EXPECT_THROW((void)compiled(statement(nul), *database.dialect, false), Error) << form;
    }
  }
}

}  // namespace
}  // namespace cupel::conformance
