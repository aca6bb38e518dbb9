#include "sql/expression/render.hpp"

#include <cupel/sql/expression/nodes.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel::test {
namespace {

std::string list(const ColumnList& items, std::string_view separator) {
  return join(items, separator, [](const ColumnPtr& item) { return structure(*item); });
}

}  // namespace

std::string structure(const ClauseElement& element) {
  switch (element.kind()) {
    case ElementKind::column: {
      const auto& column = as<ColumnClause>(element);
      if (!column.table()) return column.name().display();
      return str_cat(column.table()->from_name().display(), '.', column.name().display());
    }
    case ElementKind::bind: {
      const auto& bind = as<BindParameter>(element);
      return str_cat(':', bind.key_name(), '=', bind.value().repr());
    }
    case ElementKind::null:
      return "NULL";
    case ElementKind::true_:
      return "true";
    case ElementKind::false_:
      return "false";
    case ElementKind::label: {
      const auto& label = as<Label>(element);
      return str_cat(structure(*label.element()), " AS ", label.name().display());
    }
    case ElementKind::grouping:
      return str_cat('(', structure(*as<Grouping>(element).element()), ')');
    case ElementKind::unary: {
      const auto& unary = as<UnaryExpression>(element);
      const std::string inner = structure(*unary.element());
      return unary.op() != Operator::none ? str_cat(operator_name(unary.op()), ' ', inner)
                                          : str_cat(inner, ' ', operator_name(unary.modifier()));
    }
    case ElementKind::as_boolean: {
      const auto& condition = as<AsBoolean>(element);
      return str_cat(operator_name(condition.op()), '[', structure(*condition.element()), ']');
    }
    case ElementKind::collection_aggregate: {
      const auto& aggregate = as<CollectionAggregate>(element);
      return str_cat(operator_name(aggregate.op()), structure(*aggregate.element()));
    }
    case ElementKind::binary: {
      const auto& binary = as<BinaryExpression>(element);
      const std::string_view op =
          binary.custom() ? std::string_view(binary.custom()->text) : operator_name(binary.op());
      return str_cat(structure(*binary.left()), ' ', op, ' ', structure(*binary.right()));
    }
    case ElementKind::expression_list: {
      const auto& chain = as<ExpressionClauseList>(element);
      return list(chain.clauses(), str_cat(' ', operator_name(chain.op()), ' '));
    }
    case ElementKind::boolean_list: {
      const auto& chain = as<BooleanClauseList>(element);
      return list(chain.clauses(), chain.op() == Operator::and_ ? " AND " : " OR ");
    }
    case ElementKind::clause_list:
      return list(as<ClauseList>(element).clauses(), ", ");
    case ElementKind::tuple:
      return str_cat("tuple(", list(as<Tuple>(element).clauses(), ", "), ')');
    case ElementKind::function: {
      const auto& function = as<Function>(element);
      return str_cat(function.name().display(), '(', list(function.arguments(), ", "), ')');
    }
    case ElementKind::type_coerce:
      return structure(*as<TypeCoerce>(element).element());
    case ElementKind::exists:
      return "EXISTS";
    case ElementKind::scalar_select:
      return "SELECT";
    default:
      return std::string(kind_name(element.kind()));
  }
}

}  // namespace cupel::test
