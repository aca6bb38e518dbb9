#pragma once

#include <string>
#include <vector>

#include <cupel/sql/expression/from_clause.hpp>

namespace cupel {

/// A table: name, schema, columns. Base of the schema layer's Table.
///
/// Enters cache keys by address and is never copied by a traversal.
class TableClause : public FieldsOf<TableClause, FromClause> {
 public:
  explicit TableClause(Name name, Name schema = {});
  TableClause(const TableClause&) = delete;

  const Name& name() const noexcept { return name_; }
  /// Empty for none.
  const Name& schema() const noexcept { return schema_; }
  /// "schema.name".
  std::string fullname() const;
  /// Adds `column` under its key; the table owns it from now on. A column of the same key goes.
  void append_column(const Ptr<ColumnClause>& column);
  /// True for the schema layer's Table.
  virtual bool is_schema_table() const noexcept { return false; }

  Name from_name() const override;
  std::string description() const override { return name_.text(); }

  ElementPtr clone_with(CloneContext& context) const override;
  bool compare_fields(const ClauseElement& other, CompareContext& context) const override;
  bool append_cache_key(KeyBuilder& key) const override;
  Ptr<ClauseElement> shallow_copy() const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("name", self.name_);
    f("schema", self.schema_);
  }

 protected:
  void populate_columns(Columns& columns) const override;

  Name name_;
  Name schema_;
};

}  // namespace cupel
