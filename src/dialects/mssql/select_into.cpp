#include "dialects/mssql/select_into.hpp"

#include "cupel/error/errors.hpp"

namespace cupel::mssql {

SelectBasePtr select_into(const ClauseElement& statement, const Ptr<const TableClause>& table) {
  if (statement.kind() == ElementKind::select) {
    const auto select = make_ptr<SelectState>(as<SelectState>(statement));
    if (select->froms().empty()) {
      throw CompileError(
          "Could not find FROM keyword in selectable for CREATE TABLE AS; select from a table");
    }
    select->edit().rare.edit().extensions.push_back({"post_select", make_ptr<IntoClause>(table)});
    return select;
  }
  if (statement.kind() == ElementKind::compound_select) {
    const auto& compound = as<CompoundSelect>(statement);
    const auto copy = make_ptr<CompoundSelect>(compound);
    SelectBasePtr& first = copy->edit().selects.front();
    first = select_into(*first, table);
    return copy;
  }
  throw CompileError("CREATE TABLE AS is SELECT .. INTO in this database: it wants a SELECT");
}

}  // namespace cupel::mssql
