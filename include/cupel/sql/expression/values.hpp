#pragma once

#include <vector>

#include <cupel/sql/expression/from_clause.hpp>

namespace cupel {

/// (VALUES (...), (...)) AS name (columns)
class Values final : public FieldsOf<Values, FromClause> {
 public:
  using Row = ColumnList;
  struct Options {
    Name name = {};  ///< empty: without a name; columns are written with it
    bool literal_binds = false;
    bool lateral = false;
  };
  /// `columns`: ColumnClauses. `rows`: expressions, as many a row as there are columns.
  Values(ColumnList columns, std::vector<std::vector<Row>> data, Options options);

  /// Empty when unnamed.
  const Name& name() const noexcept { return name_; }
  bool has_name() const noexcept { return named_; }
  const ColumnList& column_args() const noexcept { return column_args_; }
  /// One list for each call of data().
  const std::vector<std::vector<Row>>& data() const noexcept { return data_; }
  bool literal_binds() const noexcept { return literal_binds_; }
  bool is_lateral() const noexcept override { return lateral_; }
  bool is_cte() const noexcept { return false; }
  Ptr<Values> with_data(std::vector<Row> rows) const;
  /// `qualifies`: columns are written with the name.
  Ptr<Values> with_name(const Name& name, bool lateral, bool qualifies) const;

  Name from_name() const override { return name_; }
  bool is_named() const noexcept override { return qualifies_; }
  bool append_cache_key(KeyBuilder& key) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("column_args", self.column_args_);
    f("data", self.data_);
    f("name", self.name_);
    f("named", self.named_);
    f("literal_binds", self.literal_binds_);
    f("lateral", self.lateral_);
    f("qualifies", self.qualifies_);
  }

 protected:
  void populate_columns(Columns& columns) const override;

 private:
  ColumnList column_args_;
  std::vector<std::vector<Row>> data_;
  Name name_;
  bool named_ = false;
  bool literal_binds_ = false;
  bool lateral_ = false;
  bool qualifies_ = false;
};

/// VALUES as the right side of IN or as a scalar.
class ScalarValues final : public FieldsOf<ScalarValues, ColumnElement> {
 public:
  ScalarValues(ColumnList columns, std::vector<std::vector<Values::Row>> data, bool literal_binds);
  const ColumnList& column_args() const noexcept { return column_args_; }
  const std::vector<std::vector<Values::Row>>& data() const noexcept { return data_; }
  bool literal_binds() const noexcept { return literal_binds_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("column_args", self.column_args_);
    f("data", self.data_);
    f("literal_binds", self.literal_binds_);
  }

 private:
  ColumnList column_args_;
  std::vector<std::vector<Values::Row>> data_;
  bool literal_binds_;
};

}  // namespace cupel
