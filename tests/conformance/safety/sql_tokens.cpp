#include "safety/sql_tokens.hpp"

#include "cupel/util/str_cat.hpp"

namespace cupel::conformance {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '#' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_word_part(char c) {
  return is_word_start(c) || is_digit(c) || c == '$';
}

class Lexer {
 public:
  Lexer(std::string_view sql, const SqlRules& rules) : sql_(sql), rules_(rules) {}

  std::optional<std::vector<SqlToken>> run() {
    while (at_ < sql_.size()) {
      if (!step()) return std::nullopt;
    }
    return std::move(tokens_);
  }

 private:
  using Kind = SqlToken::Kind;

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }
  void add(Kind kind, std::string text) { tokens_.push_back({kind, std::move(text)}); }

  bool step() {
    const char c = peek();
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      ++at_;
      return true;
    }
    if (c == '\'') return quoted(Kind::string, '\'', rules_.backslash_escapes);
    if (c == 'N' && peek(1) == '\'') {
      ++at_;
      return quoted(Kind::string, '\'', rules_.backslash_escapes);
    }
    if (c == rules_.identifier_open) {
      return quoted(Kind::identifier, rules_.identifier_close, false);
    }
    if (c == '-' && peek(1) == '-') return comment_to_line_end();
    if (c == '#' && rules_.hash_comments) return comment_to_line_end();
    if (c == '/' && peek(1) == '*') return comment_in_stars();
    if (c == '?' || ((c == ':' || c == '$') && is_digit(peek(1)))) return place(1);
    if (c == '%' && peek(1) == 's' && rules_.doubled_percents) return place(2);
    if (c == ':' && peek(1) == '"') {
      ++at_;
      return quoted(Kind::place, '"', false);
    }
    if (c == ':' && is_word_start(peek(1))) return place(1);
    if (is_digit(c)) return run_of(Kind::number);
    if (is_word_start(c)) return run_of(Kind::word);
    add(Kind::symbol, std::string(1, c));
    ++at_;
    return true;
  }

  bool run_of(Kind kind) {
    const std::size_t begin = at_;
    while (at_ < sql_.size() && is_word_part(sql_[at_])) ++at_;
    add(kind, std::string(sql_.substr(begin, at_ - begin)));
    return true;
  }

  bool place(std::size_t mark) {
    const std::size_t begin = at_;
    at_ += mark;
    while (at_ < sql_.size() && is_word_part(sql_[at_])) ++at_;
    add(Kind::place, std::string(sql_.substr(begin, at_ - begin)));
    return true;
  }

  bool quoted(Kind kind, char close, bool backslashes) {
    std::string text;
    for (++at_; at_ < sql_.size(); ++at_) {
      const char c = sql_[at_];
      if (c == close) {
        if (peek(1) != close) {
          ++at_;
          add(kind, std::move(text));
          return true;
        }
        ++at_;
      } else if (c == '\\' && backslashes) {
        ++at_;
        if (at_ == sql_.size()) return false;
        text += sql_[at_];
        continue;
      } else if (c == '%' && rules_.doubled_percents) {
        if (peek(1) != '%') return false;  // the driver would take it for a place
        ++at_;
      }
      text += c;
    }
    return false;
  }

  bool comment_to_line_end() {
    const std::size_t end = sql_.find('\n', at_);
    at_ = end == std::string_view::npos ? sql_.size() : end;
    add(Kind::comment, {});
    return true;
  }

  bool comment_in_stars() {
    const std::size_t end = sql_.find("*/", at_ + 2);
    if (end == std::string_view::npos) return false;
    at_ = end + 2;
    add(Kind::comment, {});
    return true;
  }

  std::string_view sql_;
  const SqlRules& rules_;
  std::size_t at_ = 0;
  std::vector<SqlToken> tokens_;
};

}  // namespace

std::optional<std::vector<SqlToken>> sql_tokens(std::string_view sql, const SqlRules& rules) {
  return Lexer(sql, rules).run();
}

std::string to_string(const std::vector<SqlToken>& tokens) {
  static constexpr const char* kKinds[] = {"word",  "number",  "string", "identifier",
                                           "place", "comment", "symbol"};
  return join(tokens, " ", [](const SqlToken& token) {
    return str_cat(kKinds[static_cast<int>(token.kind)], "<", token.text, ">");
  });
}

}  // namespace cupel::conformance
