#include "dialects/sqlite/create_statement.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <utility>

#include "cupel/util/str_cat.hpp"

namespace cupel::sqlite {

namespace {

enum class TokenKind : std::uint8_t { word, name, string, symbol };

struct Token {
  TokenKind kind;
  std::string text;  ///< of a name or string without its quotes
  std::size_t begin;
  std::size_t end;
};

bool is_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_' ||
         u == '$' || u >= 0x80;
}

/// Reads what stands in quotes from `at` on, where the opening one is.
Token quoted_token(std::string_view sql, std::size_t at) {
  const char open = sql[at];
  const char close = open == '[' ? ']' : open;
  Token token{open == '\'' ? TokenKind::string : TokenKind::name, {}, at, sql.size()};
  for (std::size_t i = at + 1; i < sql.size(); ++i) {
    if (sql[i] != close) {
      token.text += sql[i];
    } else if (close != ']' && i + 1 < sql.size() && sql[i + 1] == close) {
      token.text += sql[i++];
    } else {
      token.end = i + 1;
      break;
    }
  }
  return token;
}

std::vector<Token> tokens_of(std::string_view sql) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++i;
    } else if (sql.substr(i).starts_with("--")) {
      i = std::min(sql.find('\n', i), sql.size());
    } else if (sql.substr(i).starts_with("/*")) {
      const std::size_t end = sql.find("*/", i + 2);
      i = end == std::string_view::npos ? sql.size() : end + 2;
    } else if (c == '"' || c == '`' || c == '[' || c == '\'') {
      out.push_back(quoted_token(sql, i));
      i = out.back().end;
    } else if (is_word(c)) {
      const std::size_t begin = i;
      while (i < sql.size() && is_word(sql[i])) ++i;
      out.push_back({TokenKind::word, std::string(sql.substr(begin, i - begin)), begin, i});
    } else {
      out.push_back({TokenKind::symbol, std::string(1, c), i, i + 1});
      ++i;
    }
  }
  return out;
}

/// Walks over tokens.
class Reader {
 public:
  Reader(std::string_view sql, std::span<const Token> tokens) : sql_(sql), tokens_(tokens) {}

  [[nodiscard]] bool at_end() const { return at_ >= tokens_.size(); }
  [[nodiscard]] bool at_word(std::string_view word) const {
    return !at_end() && tokens_[at_].kind == TokenKind::word && to_upper(tokens_[at_].text) == word;
  }
  [[nodiscard]] bool at_symbol(char c) const {
    return !at_end() && tokens_[at_].kind == TokenKind::symbol && tokens_[at_].text[0] == c;
  }
  bool take_word(std::string_view word) {
    if (!at_word(word)) return false;
    ++at_;
    return true;
  }
  /// The words one behind the other, or none of them.
  bool take_words(std::initializer_list<std::string_view> words) {
    const std::size_t begin = at_;
    for (const std::string_view word : words) {
      if (take_word(word)) continue;
      at_ = begin;
      return false;
    }
    return true;
  }
  std::string take_text() { return at_end() ? std::string() : tokens_[at_++].text; }
  void skip() {
    if (!at_end()) ++at_;
  }
  /// The tokens between the parenthesis that stands here and its counterpart; goes behind that.
  Reader take_parentheses() {
    if (!at_symbol('(')) return {sql_, {}};
    const std::size_t begin = ++at_;
    std::size_t depth = 1;
    for (; !at_end(); ++at_) {
      if (at_symbol('(')) ++depth;
      if (at_symbol(')') && --depth == 0) break;
    }
    Reader inside(sql_, tokens_.subspan(begin, at_ - begin));
    skip();
    return inside;
  }
  /// The rest, taken apart at commas outside of parentheses.
  [[nodiscard]] std::vector<Reader> items() const {
    std::vector<Reader> out;
    std::size_t begin = at_;
    std::size_t depth = 0;
    for (std::size_t i = at_; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::symbol) continue;
      const char c = tokens_[i].text[0];
      if (c == '(') ++depth;
      if (c == ')') --depth;
      if (c != ',' || depth != 0) continue;
      out.emplace_back(sql_, tokens_.subspan(begin, i - begin));
      begin = i + 1;
    }
    if (begin < tokens_.size()) out.emplace_back(sql_, tokens_.subspan(begin));
    return out;
  }
  /// The rest as it stands in the text.
  [[nodiscard]] std::string text() const {
    if (at_end()) return {};
    return std::string(sql_.substr(tokens_[at_].begin, tokens_.back().end - tokens_[at_].begin));
  }
  /// Without its last word, when it is one of these.
  [[nodiscard]] Reader without_last(std::initializer_list<std::string_view> words) const {
    if (tokens_.size() < 2 || tokens_.back().kind != TokenKind::word) return *this;
    const std::string last = to_upper(tokens_.back().text);
    const bool found = std::find(words.begin(), words.end(), last) != words.end();
    return found ? Reader(sql_, tokens_.first(tokens_.size() - 1)) : *this;
  }

 private:
  std::string_view sql_;
  std::span<const Token> tokens_;
  std::size_t at_ = 0;
};

std::string on_conflict(Reader& r) {
  return r.take_words({"ON", "CONFLICT"}) ? to_upper(r.take_text()) : std::string();
}

std::vector<std::string> names(Reader list) {
  std::vector<std::string> out;
  for (Reader& item : list.items()) out.push_back(item.take_text());
  return out;
}

/// REFERENCES table (columns) and what may stand behind; of interest is what the pragma leaves out.
void read_references(Reader& r, DeclaredConstraint& c) {
  r.skip();  // the table
  if (r.at_symbol('(')) (void)r.take_parentheses();
  while (true) {
    if (r.take_words({"ON", "DELETE"}) || r.take_words({"ON", "UPDATE"})) {
      const bool two_words = r.at_word("SET") || r.at_word("NO");
      r.skip();
      if (two_words) r.skip();
    } else if (r.take_word("MATCH")) {
      r.skip();
    } else if (r.take_words({"NOT", "DEFERRABLE"})) {
      c.deferrable = false;
    } else if (r.take_word("DEFERRABLE")) {
      c.deferrable = true;
    } else if (r.take_word("INITIALLY")) {
      c.initially = to_upper(r.take_text());
    } else {
      return;
    }
  }
}

using Kind = DeclaredConstraint::Kind;

void read_table_constraint(Reader& r, DeclaredTable& table) {
  DeclaredConstraint c{.kind = Kind::check};
  if (r.take_word("CONSTRAINT")) c.name = r.take_text();
  if (r.take_words({"PRIMARY", "KEY"})) {
    c.kind = Kind::primary_key;
    c.columns = names(r.take_parentheses());
    c.on_conflict = on_conflict(r);
  } else if (r.take_word("UNIQUE")) {
    c.kind = Kind::unique;
    c.columns = names(r.take_parentheses());
    c.on_conflict = on_conflict(r);
  } else if (r.take_words({"FOREIGN", "KEY"})) {
    c.kind = Kind::foreign_key;
    c.columns = names(r.take_parentheses());
    if (r.take_word("REFERENCES")) read_references(r, c);
  } else if (r.take_word("CHECK")) {
    c.sqltext = r.take_parentheses().text();
    c.on_conflict = on_conflict(r);
  } else {
    return;
  }
  table.constraints.push_back(std::move(c));
}

void read_column(Reader& r, DeclaredTable& table) {
  DeclaredColumn& column = table.columns.emplace_back();
  column.name = r.take_text();
  std::string name;
  const auto add = [&](DeclaredConstraint c) {
    c.name = std::exchange(name, {});
    if (c.kind != Kind::check) c.columns = {column.name};
    table.constraints.push_back(std::move(c));
  };
  while (!r.at_end()) {
    if (r.take_word("CONSTRAINT")) {
      name = r.take_text();
    } else if (r.take_words({"PRIMARY", "KEY"})) {
      if (!r.take_word("ASC")) (void)r.take_word("DESC");
      DeclaredConstraint c{.kind = Kind::primary_key};
      c.on_conflict = on_conflict(r);
      if (r.take_word("AUTOINCREMENT")) table.autoincrement = true;
      add(std::move(c));
    } else if (r.take_words({"NOT", "NULL"})) {
      column.not_null_on_conflict = on_conflict(r);
      name.clear();
    } else if (r.take_word("UNIQUE")) {
      DeclaredConstraint c{.kind = Kind::unique};
      c.on_conflict = on_conflict(r);
      add(std::move(c));
    } else if (r.take_word("CHECK")) {
      DeclaredConstraint c{.kind = Kind::check};
      c.sqltext = r.take_parentheses().text();
      add(std::move(c));
    } else if (r.take_word("REFERENCES")) {
      DeclaredConstraint c{.kind = Kind::foreign_key};
      read_references(r, c);
      add(std::move(c));
    } else if (r.take_word("COLLATE")) {
      column.collation = r.take_text();
    } else if (r.take_word("DEFAULT")) {
      if (r.at_symbol('(')) {
        (void)r.take_parentheses();
      } else {
        if (r.at_symbol('-') || r.at_symbol('+')) r.skip();
        r.skip();
      }
    } else if (r.take_words({"GENERATED", "ALWAYS", "AS"}) || r.take_word("AS")) {
      column.computed = r.take_parentheses().text();
    } else if (r.at_symbol('(')) {
      (void)r.take_parentheses();  // of the type
    } else {
      r.skip();
    }
  }
}

bool begins_table_constraint(const Reader& r) {
  return r.at_word("CONSTRAINT") || r.at_word("PRIMARY") || r.at_word("UNIQUE") ||
         r.at_word("CHECK") || r.at_word("FOREIGN");
}

}  // namespace

const DeclaredColumn* DeclaredTable::find(std::string_view column) const noexcept {
  for (const DeclaredColumn& c : columns)
    if (c.name == column) return &c;
  return nullptr;
}

DeclaredTable parse_create_table(std::string_view sql) {
  DeclaredTable out;
  const std::vector<Token> tokens = tokens_of(sql);
  Reader r(sql, tokens);
  if (!r.take_word("CREATE")) return out;
  if (!r.take_word("TEMP")) (void)r.take_word("TEMPORARY");
  if (!r.take_word("TABLE")) return out;
  while (!r.at_end() && !r.at_symbol('(')) r.skip();
  for (Reader& item : r.take_parentheses().items()) {
    if (begins_table_constraint(item)) {
      read_table_constraint(item, out);
    } else {
      read_column(item, out);
    }
  }
  while (!r.at_end()) {
    if (r.take_words({"WITHOUT", "ROWID"})) {
      out.without_rowid = true;
    } else if (r.take_word("STRICT")) {
      out.strict = true;
    } else {
      r.skip();
    }
  }
  return out;
}

DeclaredIndex parse_create_index(std::string_view sql) {
  DeclaredIndex out;
  const std::vector<Token> tokens = tokens_of(sql);
  Reader r(sql, tokens);
  while (!r.at_end() && !r.at_symbol('(')) r.skip();
  for (const Reader& item : r.take_parentheses().items())
    out.expressions.push_back(item.without_last({"ASC", "DESC"}).text());
  if (r.take_word("WHERE")) out.where = r.text();
  return out;
}

}  // namespace cupel::sqlite
