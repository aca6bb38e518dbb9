#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <cupel/sql/expression/select.hpp>

namespace cupel {

/// Where a value of INSERT or UPDATE goes: a column, an expression on one (`nums[2]`), or a name.
struct DmlValue {
  ColumnPtr column;      ///< null where only a name was given
  std::string name;      ///< key of the column
  ColumnPtr value;       ///< expression or bind parameter (unnamed: it is named after the column)
  bool literal = false;  ///< `value` is a plain value, to be bound under the column's name

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("column", self.column);
    f("name", self.name);
    f("value", self.value);
    f("literal", self.literal);
  }
};

/// Base of INSERT, UPDATE and DELETE.
class DmlBase : public ReturnsRows {
 public:
  struct Common {
    FromPtr table;  ///< TableClause; UPDATE, DELETE: also an alias or a join
    ColumnList returning;
    ElementList raw_returning;  ///< as given: columns, tables, entities
    bool sort_by_parameter_order = false;
    bool return_defaults = false;
    ColumnList return_defaults_columns;
    ColumnList supplemental_returning;
    std::vector<PrefixClause> prefixes;
    std::vector<TableHint> hints;
    std::vector<IndependentCte> independent_ctes;
    std::vector<SyntaxExtension> extensions;
    std::vector<DialectOption> dialect_options;
    /// A clause of a dialect after the values or criteria: ON CONFLICT, ON DUPLICATE KEY.
    ElementPtr post_values_clause;
    ElementList with_options;  ///< ORM options, opaque here

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("table", self.table);
      f("raw_returning", self.raw_returning);
      f("returning", self.returning);
      f("sort_by_parameter_order", self.sort_by_parameter_order);
      f("return_defaults", self.return_defaults);
      f("return_defaults_columns", self.return_defaults_columns);
      f("supplemental_returning", self.supplemental_returning);
      f("prefixes", self.prefixes);
      f("hints", self.hints);
      f("independent_ctes", self.independent_ctes);
      f("extensions", self.extensions);
      f("dialect_options", self.dialect_options);
      f("post_values_clause", self.post_values_clause);
      f("with_options", self.with_options);
    }
  };

  const Common& common() const noexcept { return common_; }
  Common& edit_common() noexcept;
  const FromPtr& table() const noexcept { return common_.table; }
  /// The columns of RETURNING, tables expanded.
  const ColumnList& returning() const noexcept { return common_.returning; }

  const ColumnCollection& exported_columns() const override;
  void make_proxies(const FromClause& owner,
                    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const override;
  /// The names that RETURNING's columns get.
  std::vector<ColumnPlusNames> returning_plus_names() const;

 protected:
  explicit DmlBase(ElementKind kind) noexcept : ReturnsRows(kind) {}
  DmlBase(const DmlBase& other);
  ~DmlBase() override;

  Common common_;

 private:
  mutable std::atomic<ColumnCollection*> exported_{nullptr};
};

/// INSERT: the node behind the Insert handle.
class InsertState final : public FieldsOf<InsertState, DmlBase> {
 public:
  struct Parts {
    std::vector<DmlValue> values;                     ///< of a single row
    std::vector<std::vector<DmlValue>> multi_values;  ///< of values({...}, {...})
    bool values_set = false;                          ///< values() was called, perhaps with nothing
    SelectBasePtr select;                             ///< INSERT FROM SELECT
    ColumnList select_columns;                        ///< where they are known
    std::vector<std::string> select_names;
    bool include_insert_from_select_defaults = true;
    bool inline_ = false;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("values", self.values);
      f("multi_values", self.multi_values);
      f("values_set", self.values_set);
      f("select", self.select);
      f("select_columns", self.select_columns);
      f("select_names", self.select_names);
      f("include_defaults", self.include_insert_from_select_defaults);
      f("inline", self.inline_);
    }
  };

  explicit InsertState(FromPtr table);
  const Parts& parts() const noexcept { return parts_; }
  Parts& edit() noexcept { return parts_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    std::remove_reference_t<decltype(self.common_)>::for_each_field(self.common_, f);
    std::remove_reference_t<decltype(self.parts_)>::for_each_field(self.parts_, f);
  }

 private:
  Parts parts_;
};

/// UPDATE: the node behind the Update handle.
class UpdateState final : public FieldsOf<UpdateState, DmlBase> {
 public:
  struct Parts {
    std::vector<DmlValue> values;
    bool ordered = false;  ///< ordered_values(): SET keeps the order given
    ColumnList where;
    bool inline_ = false;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("values", self.values);
      f("ordered", self.ordered);
      f("where", self.where);
      f("inline", self.inline_);
    }
  };

  explicit UpdateState(FromPtr table);
  const Parts& parts() const noexcept { return parts_; }
  Parts& edit() noexcept { return parts_; }
  /// The FROM elements that criteria and values bring besides the table itself.
  FromList extra_froms() const;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    std::remove_reference_t<decltype(self.common_)>::for_each_field(self.common_, f);
    std::remove_reference_t<decltype(self.parts_)>::for_each_field(self.parts_, f);
  }

 private:
  Parts parts_;
};

/// DELETE: the node behind the Delete handle.
class DeleteState final : public FieldsOf<DeleteState, DmlBase> {
 public:
  struct Parts {
    ColumnList where;
    FromList using_;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("where", self.where);
      f("using", self.using_);
    }
  };

  explicit DeleteState(FromPtr table);
  const Parts& parts() const noexcept { return parts_; }
  Parts& edit() noexcept { return parts_; }
  /// using(), or the FROM elements that criteria bring besides the table itself.
  FromList extra_froms() const;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    std::remove_reference_t<decltype(self.common_)>::for_each_field(self.common_, f);
    std::remove_reference_t<decltype(self.parts_)>::for_each_field(self.parts_, f);
  }

 private:
  Parts parts_;
};

/// The value that `column` gets in the same UPDATE or INSERT.
class DmlColumn final : public FieldsOf<DmlColumn, ColumnElement> {
 public:
  explicit DmlColumn(ColumnPtr column);
  const ColumnPtr& column() const noexcept { return column_; }
  void collect_froms(FromList&) const override {}
  std::string key() const override { return column_->key(); }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("column", self.column_);
  }

 private:
  ColumnPtr column_;
};

/// SAVEPOINT name, ROLLBACK TO SAVEPOINT name, RELEASE SAVEPOINT name: by kind().
class SavepointClause final : public FieldsOf<SavepointClause, ClauseElement> {
 public:
  SavepointClause(ElementKind kind, std::string name);
  const std::string& name() const noexcept { return name_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("name", self.name_);
  }

 private:
  std::string name_;
};

}  // namespace cupel
