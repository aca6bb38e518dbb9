#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/extension_element.hpp>

namespace cupel::mysql {

/// How MATCH .. AGAINST searches.
struct MatchModes {
  bool boolean_mode = false;
  bool natural_language = false;
  bool query_expansion = false;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("boolean_mode", self.boolean_mode);
    f("natural_language", self.natural_language);
    f("query_expansion", self.query_expansion);
  }
};

/// The node of match(). Other databases refuse to render it.
class MatchExpression final : public FieldsOf<MatchExpression, ExtensionElement> {
 public:
  MatchExpression(ColumnList columns, ColumnPtr against, MatchModes modes);
  std::string_view construct_name() const noexcept override { return "mysql.match"; }
  [[nodiscard]] const ColumnList& columns() const noexcept { return columns_; }
  [[nodiscard]] const ColumnPtr& against() const noexcept { return against_; }
  [[nodiscard]] const MatchModes& modes() const noexcept { return modes_; }
  /// In parentheses beside what binds as strongly.
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("columns", self.columns_);
    f("against", self.against_);
    f("modes", self.modes_);
  }

 private:
  ColumnList columns_;
  ColumnPtr against_;
  MatchModes modes_;
};

/// MATCH (columns) AGAINST (text): full-text search, true or the rank of the row.
///
///     select(items.c["id"]).where(
///         mysql::match({items.c["title"], items.c["body"]}, "cat").in_boolean_mode())
///
/// Of the modes only natural language goes together with query expansion; the compiler throws
/// CompileError for others.
class Match : public Expr<bool> {
 public:
  /// Throws ArgumentError without columns, or against nothing.
  Match(std::vector<Operand> columns, Operand against);

  [[nodiscard]] Match in_boolean_mode() const;
  [[nodiscard]] Match in_natural_language_mode() const;
  [[nodiscard]] Match with_query_expansion() const;

 private:
  explicit Match(ColumnPtr node) : Expr<bool>(std::move(node)) {}
  [[nodiscard]] const MatchExpression& expression() const noexcept;
  [[nodiscard]] Match with(MatchModes modes) const;
};

[[nodiscard]] inline Match match(std::vector<Operand> columns, Operand against) {
  return {std::move(columns), std::move(against)};
}

}  // namespace cupel::mysql
