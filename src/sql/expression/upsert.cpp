#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/upsert.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {

template class FieldsOf<UpsertClause, ExtensionClause>;
template class FieldsOf<InsertedColumn, ExtensionElement>;

UpsertClause::Parts Upsert::parts() const {
  return static_cast<const UpsertClause&>(*state().common().post_values_clause).parts();
}

Upsert Upsert::with_parts(UpsertClause::Parts parts) const {
  return with_post_values(make_ptr<UpsertClause>(std::move(parts)));
}

Upsert Upsert::index_elements(const std::vector<SetTarget>& columns) const {
  UpsertClause::Parts changed = parts();
  changed.keys = detail::conflict_elements(columns);
  return with_parts(std::move(changed));
}

Upsert Upsert::set(const SetArg& values) const {
  UpsertClause::Parts changed = parts();
  changed.set = detail::conflict_set(*state().table(), values);
  changed.do_nothing = false;
  return with_parts(std::move(changed));
}

Upsert Upsert::with_where(ColumnPtr condition) const {
  UpsertClause::Parts changed = parts();
  changed.where = std::move(condition);
  return with_parts(std::move(changed));
}

Upsert Upsert::do_nothing() const {
  UpsertClause::Parts changed = parts();
  changed.do_nothing = true;
  changed.set.clear();
  return with_parts(std::move(changed));
}

Expr<Untyped> Upsert::inserted(std::string_view column) const {
  const Expr<Untyped> own = FromExpr(state().table()).c[column];
  return Expr<Untyped>(make_ptr<InsertedColumn>(own.node()));
}

Upsert upsert(const FromExpr& table) {
  struct Start : Insert {
    explicit Start(Insert insert) : Insert(std::move(insert)) {
      do_post_values(make_ptr<UpsertClause>(UpsertClause::Parts{}));
    }
  };
  return Upsert(Start(insert(table)));
}

}  // namespace cupel
