#include "orm/loading/aliased_rows.hpp"

namespace cupel::detail {
namespace {

// A function's own: it is set while the objects of other sources are initialised.
RowsCompleter& rows_completer() noexcept {
  static RowsCompleter completer = nullptr;
  return completer;
}

}  // namespace

void set_rows_completer(RowsCompleter completer) noexcept {
  rows_completer() = completer;
}

FromPtr completed_rows(const FromPtr& rows, const OptionTree& criteria) {
  return rows_completer() ? rows_completer()(rows, criteria) : rows;
}

}  // namespace cupel::detail
