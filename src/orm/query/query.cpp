#include "cupel/orm/query/query.hpp"

#include <utility>

#include "cupel/dialect/dialect.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/query/query_events.hpp"
#include "cupel/orm/query/select_plan.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel {

QueryEvents& query_events() {
  static auto* const events = new QueryEvents();  // outlives static listeners
  return *events;
}

}  // namespace cupel

namespace cupel::detail {

SelectBasePtr with_query_labels(const SelectBasePtr& statement) {
  if (statement->label_style() != kLabelStyleDefault) return statement;
  return statement->with_label_style(LabelStyle::tablename_plus_col);
}

SelectBasePtr compiled_query(Session& session, const SelectBasePtr& statement) {
  const auto& event = query_events().before_compile;
  if (event.empty()) return with_query_labels(statement);
  QueryRewrite rewrite(session, statement);
  event.fire(rewrite);
  return with_query_labels(rewrite.statement().node());
}

std::string statement_text(Session& session, const ClauseElement& statement) {
  const Dialect* const dialect = dialect_of(session);
  if (dialect == nullptr) return to_string(statement);
  return compile(statement, *dialect)->sql();
}

void throw_no_index(std::size_t index) {
  throw NoResultFound(str_cat("the query has no row ", index));
}

namespace {

const EntityFrom* entity_in(const ElementPtr& element) {
  return element->kind() == ElementKind::extension ? dynamic_cast<const EntityFrom*>(element.get())
                                                   : nullptr;
}

/// The mapper of the class that a query stands at.
const Mapper& mapper_at(const SelectState& statement) {
  const auto& parts = statement.parts();
  const Mapper* first = nullptr;
  for (const ElementPtr& raw : parts.raw_columns) {
    if (const EntityFrom* entity = entity_in(raw)) {
      first = &entity->mapper();
    } else if (const ColumnElement* column = as_column(raw.get())) {
      if (const Annotation* mapper = column->annotation(AnnotationKey::parent_mapper)) {
        first = reinterpret_cast<const Mapper*>(mapper->word);
      }
    }
    if (first != nullptr) break;
  }
  if (first == nullptr) {
    throw InvalidRequestError("join by name: the query selects no mapped class to start from");
  }
  if (parts.setup_joins.empty()) return *first;
  const ElementPtr& right = parts.setup_joins.back().right;
  if (const EntityFrom* entity = entity_in(right)) return entity->mapper();
  const Mapper* const joined = first->registry().find_table(*right);
  return joined ? *joined : *first;
}

}  // namespace

NamedJoin join_by_name(const SelectBase& statement, std::string_view name) {
  const Mapper& mapper = mapper_at(as<SelectState>(statement));
  return {make_relationship_path(mapper.relationship(name), {}, {}, {})};
}

namespace {

SelectBasePtr without_eager_joins(const SelectBasePtr& statement) {
  SelectPlanOptions options;
  options.eager_joins = false;
  return SelectBasePtr(lowered(as<SelectState>(*with_query_labels(statement)), options));
}
SelectBasePtr select_entity_from(const Mapper& mapper, const SelectBasePtr& inner) {
  const FromPtr rows(make_ptr<Subquery>(inner));
  Operand columns[] = {Operand(ElementPtr(make_ptr<EntityFrom>(mapper, rows)))};
  return make_select(columns);
}

}  // namespace

SelectBasePtr select_from_self(const SelectBasePtr& statement) {
  return select_entity_from(single_entity(*statement, "from_self").mapper(),
                            without_eager_joins(statement));
}

SelectBasePtr select_from_compound(CompoundKeyword keyword, const SelectBasePtr& first,
                                   const SelectBasePtr& second) {
  const Mapper& mapper = single_entity(*first, "union_").mapper();
  return select_entity_from(
      mapper, make_compound(static_cast<std::uint8_t>(keyword),
                            {without_eager_joins(first), without_eager_joins(second)}));
}

SelectBasePtr adapted_to_self(const SelectBasePtr& statement) {
  const EntityFrom& self = single_entity(*statement, "from_self");
  auto adapted = make_ptr<SelectState>(as<SelectState>(*statement));
  auto& parts = adapted->edit();
  const auto adapt = [&](const ColumnPtr& expression) {
    return replace_columns(expression, [&](const ColumnClause& column) -> ElementPtr {
      if (column.table() == self.from().get()) return {};
      return corresponding(self.from(), column);
    });
  };
  for (ColumnList* list : {&parts.where, &parts.having, &parts.group_by, &parts.order_by}) {
    for (ColumnPtr& expression : *list) expression = adapt(expression);
  }
  for (SetupJoin& join : parts.setup_joins) {
    if (const ColumnElement* on = as_column(join.onclause.get())) {
      join.onclause = adapt(ColumnPtr(on));
    }
    if (join.left == self.mapper().selectable()) join.left = self.from();
  }
  return adapted;
}

std::int64_t count_rows(Session& session, const Executable& statement) {
  SelectPlanOptions options;
  options.eager_joins = false;
  const Ptr<const SelectState> inner = lowered(as<SelectState>(*statement.element()), options);
  const FromExpr rows(FromPtr(make_ptr<Subquery>(SelectBasePtr(inner))));
  auto count = select(func::count()).select_from(rows);
  if (statement.execution_options()) {
    count = std::move(count).execution_options(*statement.execution_options());
  }
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
  throw InvalidRequestError(
      str_cat("Query.", method, "() being called on a Query with existing criterion. "));
}

const EntityFrom& single_entity(const SelectBase& statement, std::string_view method) {
  const auto& raw = as<SelectState>(statement).parts().raw_columns;
  const EntityFrom* entity = raw.size() == 1 && raw.front()->kind() == ElementKind::extension
                                 ? dynamic_cast<const EntityFrom*>(raw.front().get())
                                 : nullptr;
  if (entity == nullptr) {
    throw InvalidRequestError(str_cat("Query.", method,
                                      "() needs a query of one mapped class, such as "
                                      "session.query<User>()"));
  }
  return *entity;
}

Result execute_plain(Session& session, const Executable& statement) {
  const StatementContext context = begin_orm_statement(session, statement, {});
  return context.connection->execute(statement, Parameters(), context.options);
}

}  // namespace cupel::detail
