#pragma once

#include "cupel/sql/expression/nodes.hpp"

namespace cupel::mssql {

/// INTO table, behind the columns of a SELECT: makes a new table of its rows.
class IntoClause final : public ExtensionClause {
 public:
  static constexpr std::string_view kName = "mssql.into";

  explicit IntoClause(Ptr<const TableClause> table) : table_(std::move(table)) {}

  [[nodiscard]] const TableClause& table() const noexcept { return *table_; }
  std::string_view construct_name() const noexcept override { return kName; }
  Ptr<ClauseElement> shallow_copy() const override { return make_ptr<IntoClause>(*this); }

 private:
  Ptr<const TableClause> table_;
};

/// `statement` with INTO in its (first) SELECT.
/// Throws CompileError for a SELECT without FROM, and for what is no SELECT.
[[nodiscard]] SelectBasePtr select_into(const ClauseElement& statement,
                                        const Ptr<const TableClause>& table);

}  // namespace cupel::mssql
