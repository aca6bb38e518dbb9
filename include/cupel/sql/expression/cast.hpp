#pragma once

#include <string>

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// CAST(expression AS type); type() is the type.
class Cast final : public FieldsOf<Cast, WrapsColumnExpression> {
 public:
  Cast(ColumnPtr element, TypePtr type);
  const ColumnPtr& element() const noexcept { return element_; }
  const ColumnElement& wrapped() const noexcept override { return *element_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("clause", self.element_);
  }

 private:
  ColumnPtr element_;
};

/// TRY_CAST(expression AS type): NULL where the value does not fit.
class TryCast final : public FieldsOf<TryCast, WrapsColumnExpression> {
 public:
  TryCast(ColumnPtr element, TypePtr type);
  const ColumnPtr& element() const noexcept { return element_; }
  const ColumnElement& wrapped() const noexcept override { return *element_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("clause", self.element_);
  }

 private:
  ColumnPtr element_;
};

/// An expression with another type on the side of the program; SQL is unchanged.
class TypeCoerce final : public FieldsOf<TypeCoerce, WrapsColumnExpression> {
 public:
  TypeCoerce(ColumnPtr element, TypePtr type);
  const ColumnPtr& element() const noexcept { return element_; }
  const ColumnElement& wrapped() const noexcept override { return *element_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("clause", self.element_);
  }

 private:
  ColumnPtr element_;
};

/// EXTRACT(field FROM expression)
class Extract final : public FieldsOf<Extract, ColumnElement> {
 public:
  Extract(std::string field, ColumnPtr element);
  const std::string& field() const noexcept { return field_; }
  const ColumnPtr& element() const noexcept { return element_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("field", self.field_);
    f("expr", self.element_);
  }

 private:
  std::string field_;
  ColumnPtr element_;
};

/// The right side of COLLATE.
class CollationClause final : public FieldsOf<CollationClause, ColumnElement> {
 public:
  /// `collation` may be "schema.name" split already: `schema` empty for none.
  explicit CollationClause(Name collation, Name schema = {});
  const Name& collation() const noexcept { return collation_; }
  const Name& schema() const noexcept { return schema_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("collation", self.collation_);
    f("schema", self.schema_);
  }

 private:
  Name collation_;
  Name schema_;
};

}  // namespace cupel
