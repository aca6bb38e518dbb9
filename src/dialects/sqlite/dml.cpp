#include "cupel/dialects/sqlite/dml.hpp"

namespace cupel::sqlite {

namespace {

OnConflict conflict_of(const ConflictOptions& options) {
  OnConflict conflict;
  conflict.targets = !options.index_elements.empty();
  conflict.elements = cupel::detail::conflict_elements(options.index_elements);
  conflict.index_where = cupel::detail::conflict_condition(options.index_where);
  return conflict;
}

}  // namespace

FromExpr Insert::excluded() const {
  return cupel::detail::excluded_row(state().table(), "excluded");
}

Insert Insert::on_conflict_do_nothing(const ConflictOptions& options) const {
  return with_conflict(conflict_of(options));
}

Insert Insert::on_conflict_do_update(const ConflictOptions& options) const {
  OnConflict conflict = conflict_of(options);
  conflict.updates = true;
  conflict.set = cupel::detail::conflict_set(*state().table(), options.set_);
  conflict.where = cupel::detail::conflict_condition(options.where);
  return with_conflict(std::move(conflict));
}

Insert insert(const FromExpr& table) {
  return Insert(cupel::insert(table));
}

}  // namespace cupel::sqlite
