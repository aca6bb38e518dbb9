#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// SQL text with `:name` parameters. A statement, and a piece of one.
class TextClause final : public FieldsOf<TextClause, ColumnElement> {
 public:
  /// Text between parameters, and the parameter after it (null after the last piece).
  struct Piece {
    std::string text;
    Ptr<const BindParameter> bind;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("text", self.text);
      f("bind", self.bind);
    }
  };

  /// Finds `:name` in `text`; `\:` stands for a colon, `::` is left alone.
  explicit TextClause(std::string_view text);

  const std::vector<Piece>& pieces() const noexcept { return pieces_; }
  /// The text as it was given.
  std::string source() const;
  /// The parameters of the text, each name once, in order of appearance.
  std::vector<Ptr<const BindParameter>> binds() const;
  /// A copy with the parameter of that name replaced; ArgumentError if the text has none.
  Ptr<TextClause> with_bind(Ptr<const BindParameter> bind) const;

  ColumnPtr self_group(OperatorRef against = {}) const override;
  bool render_label_in_columns_clause() const noexcept override { return false; }
  bool allow_label_resolve() const noexcept override { return false; }
  bool is_text() const noexcept override { return true; }
  bool is_implicitly_boolean() const noexcept override { return false; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("pieces", self.pieces_);
  }

 private:
  std::vector<Piece> pieces_;
};

}  // namespace cupel
