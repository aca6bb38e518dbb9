#pragma once

#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/executable.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/extension_element.hpp>

namespace cupel {

/// SQL text with expressions in it: the node behind tstring().
class TString final : public FieldsOf<TString, ExtensionElement> {
 public:
  static constexpr std::string_view kName = "tstring";

  struct Piece {
    std::string text;
    ElementPtr element;  ///< stands behind the text; null after the last piece

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("text", self.text);
      f("element", self.element);
    }
  };

  explicit TString(std::vector<Piece> pieces);
  [[nodiscard]] const std::vector<Piece>& pieces() const noexcept { return pieces_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }
  /// What stands in FROM is up to the text.
  void collect_froms(FromList&) const override {}
  bool render_label_in_columns_clause() const noexcept override { return false; }
  bool is_text() const noexcept override { return true; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("pieces", self.pieces_);
  }

 private:
  std::vector<Piece> pieces_;
};

namespace detail {

/// The text of a tstring() with N places, checked when the program is compiled.
template <std::size_t N>
class TStringText {
 public:
  template <class S>
    requires std::is_convertible_v<const S&, std::string_view>
  consteval TStringText(const S& text) : text_(text) {  // NOLINT: implicit by design
    std::size_t places = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c != '{' && c != '}') continue;
      const char next = i + 1 < text_.size() ? text_[i + 1] : ' ';
      if (next == c) {
        ++i;  // {{ and }} are braces
      } else if (c == '{' && next == '}') {
        ++places;
        ++i;
      } else {
        tstring_has_a_lone_brace_write_two_of_them();
      }
    }
    if (places != N) tstring_needs_one_argument_for_each_pair_of_braces();
  }
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
  // Not constexpr: calling them is the error, and their names say which.
  static void tstring_has_a_lone_brace_write_two_of_them() {}
  static void tstring_needs_one_argument_for_each_pair_of_braces() {}

  std::string_view text_;
};

ColumnPtr make_tstring(std::string_view text, std::initializer_list<Operand> arguments);

}  // namespace detail

/// Handle to a tstring(): a statement, and an expression to use in others.
class TStringExpr : public SqlExpression,
                    public Executable,
                    public detail::StatementMembers<TStringExpr> {
 public:
  using value_type = Untyped;
  explicit TStringExpr(ColumnPtr node) : SqlExpression(node), Executable(node) {}

  using SqlExpression::compile;
  using detail::StatementMembers<TStringExpr>::execution_options;
  using Executable::execution_options;
};

std::ostream& operator<<(std::ostream& out, const TStringExpr& text);

/// SQL text in which `{}` stands for the arguments: values become bind parameters, never text;
/// expressions, tables, selects and other tstring()s are written in their place. `{{` and `}}` are
/// braces. That there are as many arguments as places the compiler checks.
///
///     conn.execute(tstring("SELECT {} FROM {} WHERE age > {}", users.c["name"], users, 18));
///     select(users.c["id"]).where(tstring("{} @@ to_tsquery({})", users.c["bio"], word));
///
/// A select stands there with parentheses around it. Colons mean nothing here; for `:name`
/// parameters there is text().
template <class... A>
[[nodiscard]] TStringExpr tstring(std::type_identity_t<detail::TStringText<sizeof...(A)>> text,
                                  const A&... arguments) {
  return TStringExpr(detail::make_tstring(text.text(), {Operand(arguments)...}));
}

}  // namespace cupel
