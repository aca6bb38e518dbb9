#pragma once

#include "cupel/sql/expression/nodes.hpp"

namespace cupel::mssql {

/// Whether TOP does all that `limit` asks for: a plain number of rows, from the first one on.
[[nodiscard]] bool fits_top(const RowLimit& limit) noexcept;
/// The number of rows: of LIMIT or of FETCH; null for none.
[[nodiscard]] const ColumnPtr& row_count(const RowLimit& limit) noexcept;
/// Throws CompileError where only TOP could do what is asked, or where an ORDER BY is missing.
void require_orderable(const RowLimit& limit, const ColumnList& order_by);

/// A SELECT with LIMIT and OFFSET as servers before 2012 have it: inside another one that chooses
/// by ROW_NUMBER().
struct RowNumberLimit {
  explicit RowNumberLimit(const SelectState& limited);

  Ptr<const SelectState> numbered;  ///< the limited one, with the number as a further column
  Ptr<const SelectState> outer;
};

}  // namespace cupel::mssql
