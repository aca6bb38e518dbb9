#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <cupel/sql/expression/column_element.hpp>
#include <cupel/sql/expression/lists.hpp>

namespace cupel {

/// The known functions, whose result type follows from their name (and arguments).
/// `none` is any other function, called by its name.
enum class KnownFunction : std::uint8_t {
  none,
  count,
  sum,
  min,
  max,
  now,
  coalesce,
  concat,
  char_length,
  random,
  pow,
  current_date,
  current_time,
  current_timestamp,
  localtime,
  localtimestamp,
  current_user,
  session_user,
  user,
  sysdate,
  array_agg,
  aggregate_strings,
  mode,
  percentile_cont,
  percentile_disc,
  rank,
  dense_rank,
  percent_rank,
  cume_dist,
  cube,
  rollup,
  grouping_sets,
  next_value,
  user_defined,  ///< registered by the user
};

/// name(arguments): a function of the database.
class Function : public FieldsOf<Function, ColumnElement> {
 public:
  /// `packages`: the parts before the name (`pkg.name(...)`). `type` null: NullType.
  Function(KnownFunction known, Name name, ColumnList arguments, TypePtr type,
           std::vector<Name> packages = {});

  KnownFunction known() const noexcept { return known_; }
  const Name& name() const noexcept { return name_; }
  const std::vector<Name>& packages() const noexcept { return packages_; }
  const ColumnList& arguments() const noexcept { return arguments_; }
  /// A copy that returns `type`.
  Ptr<Function> with_type(TypePtr type) const;
  /// as_comparison(left, right): places (from 1) of the arguments that are compared; 0: none.
  std::uint16_t left_index() const noexcept { return left_index_; }
  std::uint16_t right_index() const noexcept { return right_index_; }
  Ptr<Function> as_comparison(std::uint16_t left_index, std::uint16_t right_index) const;
  /// Whether every call gives more than the one before.
  bool is_monotonic() const noexcept { return monotonic_; }
  Ptr<Function> as_monotonic() const;

  ColumnPtr self_group(OperatorRef against = {}) const override;
  Name element_name() const override { return name_; }
  std::string_view bind_name() const noexcept override { return name_.text(); }
  std::string key() const override { return {}; }
  bool is_implicitly_boolean() const noexcept override { return left_index_ != 0; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("known", self.known_);
    f("name", self.name_);
    f("packages", self.packages_);
    f("clause_expr", self.arguments_);
    f("left_index", self.left_index_);
    f("right_index", self.right_index_);
  }

 protected:
  Name name_;
  std::vector<Name> packages_;
  ColumnList arguments_;
  KnownFunction known_;
  std::uint16_t left_index_ = 0;
  std::uint16_t right_index_ = 0;
  bool monotonic_ = false;  // no field: the SQL does not depend on it
};

/// function FILTER (WHERE criterion)
class FunctionFilter final : public FieldsOf<FunctionFilter, ColumnElement> {
 public:
  FunctionFilter(ColumnPtr function, ColumnPtr criterion);
  const ColumnPtr& function() const noexcept { return function_; }
  const ColumnPtr& criterion() const noexcept { return criterion_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("func", self.function_);
    f("criterion", self.criterion_);
  }

 private:
  ColumnPtr function_;
  ColumnPtr criterion_;
};

/// function WITHIN GROUP (ORDER BY ...)
class WithinGroup final : public FieldsOf<WithinGroup, ColumnElement> {
 public:
  WithinGroup(ColumnPtr function, ColumnList order_by);
  const ColumnPtr& function() const noexcept { return function_; }
  const ColumnList& order_by() const noexcept { return order_by_; }
  Name element_name() const override { return function_->element_name(); }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.function_);
    f("order_by", self.order_by_);
  }

 private:
  ColumnPtr function_;
  ColumnList order_by_;
};

/// function(arguments ORDER BY ...). As an argument of an aggregate (PostgreSQL's form): argument
/// ORDER BY ...
class AggregateOrderBy final : public FieldsOf<AggregateOrderBy, ColumnElement> {
 public:
  AggregateOrderBy(ColumnPtr element, ColumnList order_by, bool as_argument = false);
  const ColumnPtr& element() const noexcept { return element_; }
  const ColumnList& order_by() const noexcept { return order_by_; }
  bool is_argument() const noexcept { return as_argument_; }
  Name element_name() const override { return element_->element_name(); }
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.element_);
    f("order_by", self.order_by_);
    f("as_argument", self.as_argument_);
  }

 private:
  ColumnPtr element_;
  ColumnList order_by_;
  bool as_argument_;
};

/// (function).name
class ScalarFunctionColumn final : public FieldsOf<ScalarFunctionColumn, ColumnElement> {
 public:
  ScalarFunctionColumn(ColumnPtr function, Name name, TypePtr type);
  const ColumnPtr& function() const noexcept { return function_; }
  const Name& name() const noexcept { return name_; }
  Name element_name() const override { return name_; }
  Name non_anon_label() const override { return name_; }
  std::string key() const override { return name_.text(); }
  /// `(f(x)).key` renders without a label.
  bool render_label_in_columns_clause() const noexcept override { return true; }
  std::string_view bind_name() const noexcept override { return "param"; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("fn", self.function_);
    f("name", self.name_);
  }

 private:
  ColumnPtr function_;
  Name name_;
};

}  // namespace cupel
