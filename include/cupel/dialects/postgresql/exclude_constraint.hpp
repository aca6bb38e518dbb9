#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/constraint.hpp>
#include <cupel/sql/expression/expr.hpp>

namespace cupel::postgresql {

struct ExcludeOptions {
  ConstraintName name = {};
  std::string method = "gist";  ///< USING method
  ElementPtr where = {};        ///< text("...").node(), or an expression's
  std::vector<std::pair<std::string, std::string>> ops = {};  ///< operator class for a column
  std::optional<bool> deferrable = {};
  std::string initially = {};
};

/// EXCLUDE USING gist (room WITH =, during WITH &&): no two rows for which all the operators hold.
///
///     postgresql::ExcludeConstraint({{"room", "="}, {"during", "&&"}})
///
/// Other databases refuse to render it.
class ExcludeConstraint final : public Constraint {
 public:
  /// A column by key or as an object, or an expression, and the operator for it.
  class Element {
   public:
    Element(const char* key, std::string_view op) : key_(key), operator_(op) {}
    Element(const SqlExpression& expression, std::string_view op);
    /// Key of a plain column; empty for an expression.
    [[nodiscard]] const std::string& key() const noexcept { return key_; }
    [[nodiscard]] const ElementPtr& expression() const noexcept { return expression_; }
    [[nodiscard]] const std::string& op() const noexcept { return operator_; }

   private:
    friend class ExcludeConstraint;
    std::string key_;
    ElementPtr expression_;
    std::string operator_;
  };

  /// Throws ArgumentError for an operator that is none, or a method that is no word.
  ExcludeConstraint(std::initializer_list<Element> elements, ExcludeOptions options = {});

  [[nodiscard]] const std::vector<Element>& elements() const noexcept { return elements_; }
  [[nodiscard]] const std::string& method() const noexcept { return method_; }
  [[nodiscard]] const ElementPtr& where() const noexcept { return where_; }
  /// Empty when none was given.
  [[nodiscard]] std::string_view operator_class(std::string_view key) const noexcept;

  [[nodiscard]] const SchemaTable* table_of_columns() const noexcept override;
  [[nodiscard]] Ptr<Constraint> copy() const override;

 private:
  void resolve_columns() override;

  std::vector<Element> elements_;
  std::string method_;
  ElementPtr where_;
  std::vector<std::pair<std::string, std::string>> ops_;
};

}  // namespace cupel::postgresql
