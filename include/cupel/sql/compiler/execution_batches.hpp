#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <cupel/sql/compiler/compiled.hpp>
#include <cupel/sql/compiler/context.hpp>

namespace cupel {

/// One call of the driver, see execution_batches().
struct ExecutionBatch {
  using Row = std::vector<ExpandedStatement::Parameter>;

  std::string sql;
  /// The parameters: of the one execution, or (`executemany`) of every set. Positional styles: one
  /// per place; named styles: one per name.
  std::vector<Row> rows;
  bool executemany = false;
  /// The order of the rows that come back is known.
  bool rows_sorted = false;
};

/// What executing a statement with several sets of parameters sends, without a database: an INSERT
/// with RETURNING goes in batches of VALUES where the dialect can, `page_size` sets in each. Where
/// the order of its rows matters (sort_by_parameter_order()), columns are added to RETURNING by
/// which they can be told apart. Everything else goes to the driver at once.
///
/// Of defaults that the program computes the parameters are null.
/// Throws CompileError as compile() does, InvalidRequestError for a set that lacks a value.
[[nodiscard]] std::vector<ExecutionBatch> execution_batches(const ClauseElement& statement,
                                                            const CompilerContext& context,
                                                            const ParameterSets& sets,
                                                            std::size_t page_size = 1000);

}  // namespace cupel
