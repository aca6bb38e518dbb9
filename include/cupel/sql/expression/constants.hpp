#pragma once

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// NULL.
class Null final : public FieldsOf<Null, ColumnElement> {
 public:
  Null();
  static const ColumnPtr& instance();
};

/// true, or 1 = 1 where the database has no such constant.
class True_ final : public FieldsOf<True_, ColumnElement> {
 public:
  True_();
  static const ColumnPtr& instance();
  ColumnPtr negate() const override;
};

/// false, or 0 = 1.
class False_ final : public FieldsOf<False_, ColumnElement> {
 public:
  False_();
  static const ColumnPtr& instance();
  ColumnPtr negate() const override;
};

}  // namespace cupel
