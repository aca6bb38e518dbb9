#include <utility>

#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {

template class FieldsOf<TableClause, FromClause>;

TableClause::TableClause(Name name, Name schema)
    : FieldsBase(ElementKind::table), name_(std::move(name)), schema_(std::move(schema)) {}

std::string TableClause::fullname() const {
  return schema_.empty() ? name_.text() : str_cat(schema_.text(), '.', name_.text());
}

void TableClause::append_column(const Ptr<ColumnClause>& column) {
  Columns& columns = mutable_columns();
  const std::string key = column->key();
  if (columns.all.contains(key)) {
    // A number that no other column has or had: statements are told apart by it.
    column->set_table(*this, static_cast<std::uint32_t>(columns.owned.size()));
    columns.owned.push_back(column.get());
    columns.all.add_or_replace(key, *column);
    return;
  }
  own_column(columns, key, column);
}

Name TableClause::from_name() const {
  return name_;
}

void TableClause::populate_columns(Columns&) const {}

ElementPtr TableClause::clone_with(CloneContext&) const {
  return ElementPtr(this);
}

bool TableClause::compare_fields(const ClauseElement& other, CompareContext& context) const {
  if (is_schema_table() || as<TableClause>(other).is_schema_table()) return this == &other;
  return FieldsBase::compare_fields(other, context);
}

bool TableClause::append_cache_key(KeyBuilder& key) const {
  key.word((static_cast<std::uint64_t>(ElementKind::table) + 1) | (1U << 8));
  key.address(identity());
  return true;
}

Ptr<ClauseElement> TableClause::shallow_copy() const {
  return {};
}

}  // namespace cupel
