#include "orm/relationships/alias_of.hpp"

#include <string>

#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/join.hpp"
#include "cupel/sql/expression/select.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel::detail {
namespace {

/// A name for one side of a join that was given one.
std::string side_name(std::string_view name, const FromPtr& side) {
  if (name.empty() || side->from_name().empty()) return std::string(name);
  return str_cat(name, "_", side->from_name().text());
}

FromPtr join_of_aliases(const Join& join, std::string_view name) {
  const FromPtr left = alias_of(join.left(), side_name(name, join.left()), true);
  const FromPtr right = alias_of(join.right(), side_name(name, join.right()), true);
  const ColumnPtr on = replace_columns(join.onclause(), [&](const ColumnClause& column) {
    const ElementPtr found = corresponding(left, column);
    return found ? found : corresponding(right, column);
  });
  return FromPtr(make_ptr<Join>(left, right, on, join.is_outer(), join.is_full()));
}

FromPtr subquery_of(const FromPtr& from, std::string_view name) {
  auto select = make_ptr<SelectState>();
  auto& parts = select->edit();
  for (const auto& entry : from->columns()) parts.columns.emplace_back(entry.column);
  parts.raw_columns.assign(parts.columns.begin(), parts.columns.end());
  parts.from_obj.push_back(from);
  parts.label_style = LabelStyle::tablename_plus_col;
  return FromPtr(make_ptr<Subquery>(SelectBasePtr(select), Name(name)));
}

}  // namespace

FromPtr alias_of(const FromPtr& from, std::string_view name, bool flat) {
  if (from->kind() == ElementKind::from_grouping) {
    return alias_of(as<FromGrouping>(*from).element(), name, flat);
  }
  if (from->kind() != ElementKind::join) return FromPtr(make_ptr<Alias>(from, Name(name)));
  return flat ? join_of_aliases(as<Join>(*from), name) : subquery_of(from, name);
}

}  // namespace cupel::detail
