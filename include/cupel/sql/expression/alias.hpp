#pragma once

#include <vector>

#include <cupel/sql/expression/from_clause.hpp>

namespace cupel {

/// Something that returns rows, under a name: base of Alias, Subquery, CTE, Lateral, ...
class AliasedReturnsRows : public FieldsOf<AliasedReturnsRows, FromClause> {
 public:
  /// The name; anonymous if none was given.
  const Name& name() const noexcept { return name_; }
  const Ptr<const ReturnsRows>& element() const noexcept { return element_; }
  /// The element below all aliases.
  const ReturnsRows& original() const noexcept;

  Name from_name() const override { return name_; }
  std::string description() const override;
  bool is_derived_from(const FromClause* from) const noexcept override;
  void collect_froms(FromList& froms) const override;
  bool append_cache_key(KeyBuilder& key) const override;
  bool compare_fields(const ClauseElement& other, CompareContext& context) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("element", self.element_);
    f("name", self.name_);
  }

 protected:
  /// `name` empty: anonymous, numbered after the element's name.
  AliasedReturnsRows(ElementKind kind, Ptr<const ReturnsRows> element, const Name& name);
  AliasedReturnsRows(const AliasedReturnsRows&) = default;
  void populate_columns(Columns& columns) const override;

  Ptr<const ReturnsRows> element_;
  Name name_;
};

/// table AS name
class Alias final : public FieldsOf<Alias, AliasedReturnsRows> {
 public:
  Alias(FromPtr element, const Name& name = {});
};

/// (SELECT ...) AS name
class Subquery final : public FieldsOf<Subquery, AliasedReturnsRows> {
 public:
  Subquery(SelectBasePtr element, const Name& name = {});
};

/// LATERAL (SELECT ...) AS name; the element may be a subquery, function or VALUES.
class Lateral final : public FieldsOf<Lateral, AliasedReturnsRows> {
 public:
  Lateral(Ptr<const ReturnsRows> element, const Name& name = {});
  bool is_lateral() const noexcept override { return true; }
};

/// table TABLESAMPLE method(...) [REPEATABLE (seed)]
class TableSample final : public FieldsOf<TableSample, AliasedReturnsRows> {
 public:
  /// `sampling`: a function, e.g. bernoulli(5). `seed` may be null.
  TableSample(FromPtr element, ColumnPtr sampling, const Name& name = {}, ColumnPtr seed = {});
  const ColumnPtr& sampling() const noexcept { return sampling_; }
  const ColumnPtr& seed() const noexcept { return seed_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    AliasedReturnsRows::for_each_field(self, f);
    f("sampling", self.sampling_);
    f("seed", self.seed_);
  }

 private:
  ColumnPtr sampling_;
  ColumnPtr seed_;
};

/// function AS name(columns), in FROM.
class TableValuedAlias final : public FieldsOf<TableValuedAlias, AliasedReturnsRows> {
 public:
  struct Options {
    Name name = {};
    ColumnList columns = {};      ///< ColumnClauses; the result's columns
    bool render_derived = false;  ///< AS name(a, b)
    bool render_derived_types = false;
    bool joins_implicitly = false;
    bool with_ordinality = false;
    bool lateral = false;
    bool scalar = false;  ///< made by alias() or column_valued(): the value is the name
  };
  TableValuedAlias(ColumnPtr function, Options options);

  const ColumnPtr& function() const noexcept;
  bool renders_derived() const noexcept { return render_derived_; }
  bool renders_derived_types() const noexcept { return render_derived_types_; }
  bool has_ordinality() const noexcept { return with_ordinality_; }
  bool joins_implicitly() const noexcept override { return joins_implicitly_; }
  bool is_lateral() const noexcept override { return lateral_; }
  const ColumnList& column_args() const noexcept { return column_args_; }
  /// The alias itself as a value: column_valued(), row arguments.
  ColumnPtr column() const;
  /// The type of the value, where the alias was made by alias() or column_valued(); else null.
  const TypePtr& scalar_type() const noexcept { return scalar_type_; }
  /// The options this one was made with, for another alias of the same function.
  Options options() const;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    AliasedReturnsRows::for_each_field(self, f);
    f("column_args", self.column_args_);
    f("render_derived", self.render_derived_);
    f("render_derived_types", self.render_derived_types_);
    f("joins_implicitly", self.joins_implicitly_);
    f("with_ordinality", self.with_ordinality_);
    f("lateral", self.lateral_);
  }

 protected:
  void populate_columns(Columns& columns) const override;

 private:
  ColumnList column_args_;
  TypePtr scalar_type_;
  bool render_derived_ = false;
  bool render_derived_types_ = false;
  bool joins_implicitly_ = false;
  bool with_ordinality_ = false;
  bool lateral_ = false;
};

/// A function standing in FROM.
class FunctionFrom final : public FieldsOf<FunctionFrom, FromClause> {
 public:
  explicit FunctionFrom(ColumnPtr function);
  const ColumnPtr& function() const noexcept { return function_; }
  void collect_froms(FromList& froms) const override;
  Name from_name() const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("function", self.function_);
  }

 protected:
  void populate_columns(Columns& columns) const override;

 private:
  ColumnPtr function_;
};

/// A FROM element as a value: the alias of a function, a whole row.
class TableValuedColumn final : public FieldsOf<TableValuedColumn, ColumnElement> {
 public:
  TableValuedColumn(FromPtr from, TypePtr type);
  const FromPtr& from() const noexcept { return from_; }
  Name name() const { return from_->from_name(); }
  void collect_froms(FromList& froms) const override;
  Name element_name() const override { return from_->from_name(); }
  Name non_anon_label() const override { return from_->from_name(); }
  std::string key() const override { return from_->from_name().text(); }
  std::string_view bind_name() const noexcept override { return name_.text(); }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("scalar_alias", self.from_);
  }

 private:
  FromPtr from_;
  Name name_;  // that of from_ when it was made; the copies of a column keep it
};

}  // namespace cupel
