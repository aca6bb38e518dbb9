#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/on_conflict.hpp>

namespace cupel {

/// INSERT, or else UPDATE the row with the same key: the clause behind upsert(). Each dialect
/// writes it in its own way.
class UpsertClause final : public FieldsOf<UpsertClause, ExtensionClause> {
 public:
  static constexpr std::string_view kName = "upsert";

  struct Parts {
    std::vector<DmlValue> keys;  ///< the columns that decide; empty: the primary key
    std::vector<DmlValue> set;   ///< empty: every inserted column that is no key
    bool do_nothing = false;
    ColumnPtr where;  ///< only rows for which this holds are updated

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("keys", self.keys);
      f("set", self.set);
      f("do_nothing", self.do_nothing);
      f("where", self.where);
    }
  };

  explicit UpsertClause(Parts parts) : parts_(std::move(parts)) {}
  [[nodiscard]] const Parts& parts() const noexcept { return parts_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("parts", self.parts_);
  }

 private:
  Parts parts_;
};

/// In an upsert's SET and WHERE: the value that was to be inserted into `column`.
class InsertedColumn final : public FieldsOf<InsertedColumn, ExtensionElement> {
 public:
  static constexpr std::string_view kName = "inserted_column";

  explicit InsertedColumn(ColumnPtr column)
      : FieldsOf(column->type()), column_(std::move(column)) {}
  [[nodiscard]] const ColumnPtr& column() const noexcept { return column_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }
  [[nodiscard]] std::string key() const override { return column_->key(); }
  std::string_view bind_name() const noexcept override { return column_->bind_name(); }
  void collect_froms(FromList&) const override {}

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("column", self.column_);
  }

 private:
  ColumnPtr column_;
};

/// An INSERT that updates the row that is there already; a value, as Insert.
///
///     auto stmt = upsert(items).values({{"sku", "a"}, {"qty", 5}}).index_elements({"sku"});
///     conn.execute(stmt);
///     conn.execute(stmt.set({{"qty", items.c["qty"] + stmt.inserted("qty")}}));
///
/// Without set() every inserted column that is no key is overwritten. It renders as ON CONFLICT
/// (SQLite, PostgreSQL), ON DUPLICATE KEY UPDATE (MySQL, MariaDB, where any unique key decides) or
/// MERGE (Oracle, SQL Server); a database that has none of these refuses it.
class Upsert : public detail::DialectInsert<Upsert> {
 public:
  using DialectInsert::DialectInsert;

  /// The columns of the unique key that decides; by default the primary key.
  [[nodiscard]] Upsert index_elements(const std::vector<SetTarget>& columns) const;
  /// What is set in the row that is there. Throws ArgumentError when empty.
  [[nodiscard]] Upsert set(const SetArg& values) const;
  /// Updates only if this holds.
  template <class C>
  [[nodiscard]] Upsert where(const C& condition) const {
    return with_where(detail::where_condition(condition));
  }
  /// Leaves a row that is there as it is.
  [[nodiscard]] Upsert do_nothing() const;
  /// The value that was to be inserted into a column. Throws NoSuchColumnError.
  [[nodiscard]] Expr<Untyped> inserted(std::string_view column) const;

 private:
  [[nodiscard]] Upsert with_where(ColumnPtr condition) const;
  [[nodiscard]] Upsert with_parts(UpsertClause::Parts parts) const;
  [[nodiscard]] UpsertClause::Parts parts() const;
};

/// Throws ArgumentError when `table` is no table.
[[nodiscard]] Upsert upsert(const FromExpr& table);

}  // namespace cupel
