#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/dml_builder.hpp>
#include <cupel/sql/expression/extension_element.hpp>

/// What MySQL and MariaDB add to INSERT, UPDATE and DELETE.
namespace cupel::mysql {

/// ON DUPLICATE KEY UPDATE: the node of on_duplicate_key_update().
class OnDuplicateClause final : public FieldsOf<OnDuplicateClause, ExtensionClause> {
 public:
  OnDuplicateClause(FromPtr inserted, std::vector<DmlValue> values, bool ordered)
      : inserted_(std::move(inserted)), values_(std::move(values)), ordered_(ordered) {}

  std::string_view construct_name() const noexcept override { return "mysql.on_duplicate_key"; }
  /// The alias by which expressions name the row that could not be inserted.
  [[nodiscard]] const FromPtr& inserted() const noexcept { return inserted_; }
  [[nodiscard]] const std::vector<DmlValue>& values() const noexcept { return values_; }
  /// In the order given, not in that of the table's columns.
  [[nodiscard]] bool ordered() const noexcept { return ordered_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("inserted", self.inserted_);
    f("values", self.values_);
    f("ordered", self.ordered_);
  }

 private:
  FromPtr inserted_;
  std::vector<DmlValue> values_;
  bool ordered_;
};

/// INSERT with ON DUPLICATE KEY UPDATE:
///
///     const auto stmt = mysql::insert(items).values({{"id", 1}, {"qty", 5}});
///     stmt.on_duplicate_key_update({{"qty", items.c["qty"] + stmt.inserted["qty"]}})
///
/// A value, as cupel::Insert.
class Insert : public cupel::Insert {
 public:
  /// Throws ArgumentError when `table` is no table.
  explicit Insert(const FromExpr& table);

  /// The columns of the row that could not be inserted: VALUES(qty), or new.qty.
  ColumnAccess inserted;

  /// What to set in the row that is there already, in the order of the table's columns. Replaces
  /// an earlier clause. Onupdate defaults of columns are not applied.
  /// Throws ArgumentError without assignments.
  [[nodiscard]] Insert on_duplicate_key_update(std::vector<Assignment> assignments) const {
    return with_clause(std::move(assignments), false);
  }
  [[nodiscard]] Insert on_duplicate_key_update(
      std::initializer_list<Assignment> assignments) const {
    return with_clause(assignments, false);
  }
  /// The same in the order given: a later assignment sees what earlier ones have set.
  [[nodiscard]] Insert on_duplicate_key_update_ordered(std::vector<Assignment> assignments) const {
    return with_clause(std::move(assignments), true);
  }

  // As those of cupel::Insert.
  [[nodiscard]] Insert values(const ValuesArg& values = {}) const {
    return {cupel::Insert::values(values), inserted};
  }
  [[nodiscard]] Insert from_select(const std::vector<SetTarget>& names, Operand select,
                                   bool include_defaults = true) const {
    return {cupel::Insert::from_select(names, std::move(select), include_defaults), inserted};
  }
  [[nodiscard]] Insert prefix_with(std::string_view text, std::string_view dialect = "*") const {
    return {cupel::Insert::prefix_with(text, dialect), inserted};
  }
  [[nodiscard]] Insert inline_() const { return {cupel::Insert::inline_(), inserted}; }
  template <class... C>
  [[nodiscard]] Insert returning(const C&... columns) const {
    return {cupel::Insert::returning(columns...), inserted};
  }

 private:
  Insert(cupel::Insert base, ColumnAccess row)
      : cupel::Insert(std::move(base)), inserted(std::move(row)) {}
  [[nodiscard]] Insert with_clause(std::vector<Assignment> assignments, bool ordered) const;
};

/// Throws ArgumentError when `table` is no table.
[[nodiscard]] inline Insert insert(const FromExpr& table) {
  return Insert(table);
}

/// LIMIT of UPDATE and DELETE: the node of limit().
class DmlLimitClause final : public FieldsOf<DmlLimitClause, ExtensionClause> {
 public:
  explicit DmlLimitClause(ColumnPtr limit) : limit_(std::move(limit)) {}
  std::string_view construct_name() const noexcept override { return "mysql.dml_limit"; }
  [[nodiscard]] const ColumnPtr& limit() const noexcept { return limit_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("limit", self.limit_);
  }

 private:
  ColumnPtr limit_;
};

/// An argument for ext() of UPDATE and DELETE.
class DmlLimit {
 public:
  explicit DmlLimit(ElementPtr clause) : clause_(std::move(clause)) {}
  [[nodiscard]] std::string_view point() const noexcept { return "post_criteria"; }
  /// A later limit() takes the place of an earlier one.
  [[nodiscard]] static constexpr bool replaces_same_type() noexcept { return true; }
  [[nodiscard]] const ElementPtr& element() const noexcept { return clause_; }

 private:
  ElementPtr clause_;
};

/// At most that many rows: `delete_(log).where(...).ext(mysql::limit(1000))`. A number or an
/// expression. Throws ArgumentError for anything else.
[[nodiscard]] DmlLimit limit(Operand count);

}  // namespace cupel::mysql
