#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/fwd.hpp>

namespace cupel {

/// The name of a constraint or index.
///
/// Three kinds: a plain text, which a naming convention with `%(constraint_name)s` may build upon;
/// a final one (`conv("ck_users_age")`, or made by a convention), which nothing changes but which
/// is cut when it exceeds the database's limit; and none.
class ConstraintName {
 public:
  ConstraintName() = default;
  ConstraintName(const char* text) : text_(text), state_(State::given) {}             // NOLINT
  ConstraintName(std::string_view text) : text_(text), state_(State::given) {}        // NOLINT
  ConstraintName(std::string text) : text_(std::move(text)), state_(State::given) {}  // NOLINT
  ConstraintName(std::nullopt_t) {}                                                   // NOLINT

  /// A name that no convention touches any more.
  static ConstraintName converted(std::string text);
  /// No name now; the convention is asked when the statement is rendered. For the CHECK constraints
  /// that Boolean and Enum bring along.
  static ConstraintName deferred();

  [[nodiscard]] bool has_text() const noexcept {
    return state_ == State::given || state_ == State::converted;
  }
  [[nodiscard]] bool is_converted() const noexcept { return state_ == State::converted; }
  [[nodiscard]] bool is_deferred() const noexcept { return state_ == State::deferred; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  friend bool operator==(const ConstraintName&, const ConstraintName&) = default;

 private:
  enum class State { none, given, converted, deferred };
  std::string text_;
  State state_ = State::none;
};

/// Marks `name` as final: a naming convention leaves it alone.
[[nodiscard]] inline ConstraintName conv(std::string_view name) {
  return ConstraintName::converted(std::string(name));
}

/// Templates for the names of constraints and indexes that have none, per kind:
///
///     MetaData metadata({.naming_convention = {{"pk", "pk_%(table_name)s"},
///         {"ix", "ix_%(column_0_label)s"}, {"uq", "uq_%(table_name)s_%(column_0_name)s"},
///         {"ck", "ck_%(table_name)s_%(constraint_name)s"},
///         {"fk", "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}}});
///
/// Tokens: table_name, referred_table_name, constraint_name, column_N_name, column_N_key,
/// column_N_label, referred_column_N_name (N a number from 0; `0N` all columns without separator,
/// `0_N` all with `_` between), and one's own tokens, added by token().
/// Without an entry for "ix", indexes are named `ix_%(column_0_label)s`.
class NamingConvention {
 public:
  /// Makes the text of a custom token. `constraint` is null for an index, and `index` for a
  /// constraint.
  using Token =
      std::function<std::string(const Constraint* constraint, const Index* index, const Table&)>;

  NamingConvention();
  /// Throws ArgumentError for a kind other than pk, uq, ck, fk, ix.
  NamingConvention(std::initializer_list<std::pair<std::string_view, std::string_view>> templates);

  /// Defines `%(name)s`. Returns *this.
  NamingConvention& token(std::string_view name, Token text);

  /// The template for a kind ("pk", "uq", "ck", "fk", "ix"), or null.
  [[nodiscard]] const std::string* find(std::string_view kind) const;
  [[nodiscard]] const Token* find_token(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> templates_;
  std::vector<std::pair<std::string, Token>> tokens_;
};

/// The name that `constraint` gets in `table`: its own if it is final, the convention's where that
/// applies, otherwise its own or none.
/// Throws InvalidRequestError when the template wants a constraint name and there is none, and
/// ArgumentError for a token that nobody defined.
[[nodiscard]] ConstraintName name_for_table(const Constraint& constraint, const SchemaTable& table);
[[nodiscard]] ConstraintName name_for_table(const Index& index, const SchemaTable& table);

}  // namespace cupel
