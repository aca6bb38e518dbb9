#pragma once

#include <vector>

#include <cupel/sql/expression/on_conflict.hpp>

namespace cupel::sqlite {

/// Arguments of on_conflict_do_nothing() and on_conflict_do_update().
struct ConflictOptions {
  std::vector<SetTarget> index_elements = {};  ///< columns by key or object, expressions, text()
  Operand index_where = nullptr;               ///< WHERE of a partial index
  SetArg set_ = {};
  Operand where = nullptr;  ///< only rows for which this holds are updated
};

/// INSERT with ON CONFLICT; several of them one after the other are tried in order.
class Insert : public cupel::detail::DialectInsert<Insert> {
 public:
  using DialectInsert::DialectInsert;

  /// The row that was to be inserted.
  [[nodiscard]] FromExpr excluded() const;
  /// Throws InvalidRequestError behind a conflict without target: nothing is left for another.
  [[nodiscard]] Insert on_conflict_do_nothing(const ConflictOptions& options = {}) const;
  /// Throws ArgumentError when there is nothing to set.
  [[nodiscard]] Insert on_conflict_do_update(const ConflictOptions& options) const;
};

[[nodiscard]] Insert insert(const FromExpr& table);

}  // namespace cupel::sqlite
