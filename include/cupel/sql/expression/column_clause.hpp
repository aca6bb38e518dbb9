#pragma once

#include <span>
#include <string>

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// A column: of a TableClause, alias or subquery, or standing alone (`column("x")`), or literal
/// text (`literal_column("1 + 1")`). Base of the schema layer's Column.
///
/// Lifetime: a column of a FROM element belongs to it and keeps it alive while referenced.
class ColumnClause : public FieldsOf<ColumnClause, ColumnElement> {
 public:
  ColumnClause(Name name, TypePtr type, bool is_literal = false, std::string key = {});
  ColumnClause(const ColumnClause& other);

  const Name& name() const noexcept { return name_; }
  bool is_literal() const noexcept { return is_literal_; }
  const FromClause* table() const noexcept override { return table_; }
  /// Key within collections; the name unless it was given.
  std::string key() const override { return key_.empty() ? name_.text() : key_; }
  const std::string& key_text() const noexcept { return key_.empty() ? name_.text() : key_; }

  /// Puts this column into `table` (owned by it from now on); `index` is its place there.
  /// Called once while `table` is being built.
  void set_table(const FromClause& table, std::uint32_t index) noexcept;
  std::uint32_t index() const noexcept { return index_; }
  /// True for a column of a table itself, not of an alias or subquery.
  bool is_in_table() const noexcept { return in_table_; }

  void collect_froms(FromList& froms) const override;
  Name element_name() const override { return name_; }
  Name non_anon_label() const override { return name_; }
  Name tq_label() const override;
  bool render_label_in_columns_clause() const noexcept override;
  std::string_view bind_name() const noexcept override;
  bool is_text() const noexcept override { return is_literal_; }
  std::span<const ColumnPtr> proxies() const noexcept override {
    return {proxies_.data(), proxies_.size()};
  }
  void set_proxies(ColumnList proxies) { proxies_ = std::move(proxies); }
  bool is_primary_key() const noexcept override { return primary_key_; }
  void set_primary_key(bool value) noexcept { primary_key_ = value; }
  /// Left out where a table stands for all its columns: `select(t)`, an INSERT without values.
  bool is_omitted_from_statements() const noexcept { return omitted_; }
  void set_omitted_from_statements(bool value) noexcept { omitted_ = value; }
  ColumnPtr self_group(OperatorRef against = {}) const override;
  Ptr<ColumnClause> make_proxy(const FromClause& owner, const Name& name,
                               const std::string& key) const override;

  ElementPtr clone_with(CloneContext& context) const override;
  bool compare_fields(const ClauseElement& other, CompareContext& context) const override;
  bool append_cache_key(KeyBuilder& key) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("name", self.name_);
    f("is_literal", self.is_literal_);
  }

 protected:
  const ClauseElement* owner() const noexcept override;
  bool append_other_cache_key(KeyBuilder& key) const;

  Name name_;
  std::string key_;
  const FromClause* table_ = nullptr;  // borrowed: the table owns this column
  ColumnList proxies_;
  std::uint32_t index_ = 0;
  bool is_literal_ = false;
  bool primary_key_ = false;
  bool omitted_ = false;
  bool in_table_ = false;
};

}  // namespace cupel
