#include "cupel/orm/query/query.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::detail {

SelectBasePtr with_query_labels(const SelectBasePtr& statement) {
  if (statement->label_style() != kLabelStyleDefault) return statement;
  return statement->with_label_style(LabelStyle::tablename_plus_col);
}

std::string statement_text(const ClauseElement& statement) { return to_string(statement); }

std::int64_t count_rows(Session& session, const Executable& statement) {
  SelectPlanOptions options;
  options.eager_joins = false;
  const Ptr<const SelectState> inner =
      lowered(as<SelectState>(*statement.element()), options);
  const FromExpr rows(FromPtr(make_ptr<Subquery>(SelectBasePtr(inner))));
  const auto count = select(func::count()).select_from(rows);
  return execute_plain(session, count).scalar().as<std::int64_t>();
}

Expr<bool> query_exists(const SelectBasePtr& statement) {
  return Select<>(statement).with_only_columns_maintaining_froms(literal_column("1")).exists();
}

void require_no_criterion(const SelectBase& statement, std::string_view method) {
  const auto& parts = as<SelectState>(statement).parts();
  if (parts.where.empty() && parts.setup_joins.empty() && parts.from_obj.empty() &&
      parts.order_by.empty() && parts.group_by.empty() && !parts.row_limit.limit &&
      !parts.row_limit.offset && !parts.distinct) {
    return;
  }
  throw InvalidRequestError(str_cat("Query.", method,
                                    "() being called on a Query with existing criterion. "));
}

const EntityFrom& single_entity(const SelectBase& statement, std::string_view method) {
  const auto& raw = as<SelectState>(statement).parts().raw_columns;
  const EntityFrom* entity =
      raw.size() == 1 && raw.front()->kind() == ElementKind::extension
          ? dynamic_cast<const EntityFrom*>(raw.front().get())
          : nullptr;
  if (entity == nullptr) {
    throw InvalidRequestError(
        str_cat("Query.", method, "() needs a query of one mapped class, such as "
                "session.query<User>()"));
  }
  return *entity;
}

Result execute_plain(Session& session, const Executable& statement) {
  const StatementContext context = begin_orm_statement(session, statement, {});
  return context.connection->execute(statement, Parameters(), context.options);
}

}  // namespace cupel::detail
