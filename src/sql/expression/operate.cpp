#include <algorithm>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/error/warnings.hpp>
#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/cast.hpp>
#include <cupel/sql/expression/column_clause.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/expr_operators.hpp>
#include <cupel/sql/expression/label.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/sql/expression/values.hpp>
#include <cupel/types/special_types.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/arithmetic.hpp"
#include "sql/expression/coercions.hpp"
#include "sql/expression/operator_class.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel::detail {
namespace {

enum class Family : std::uint8_t { comparison, arithmetic, other };

Family family_of(Operator op) noexcept {
  switch (op) {
    case Operator::add:
    case Operator::sub:
    case Operator::mul:
    case Operator::truediv:
    case Operator::floordiv:
    case Operator::mod:
    case Operator::pow:
    case Operator::concat:
    case Operator::bitwise_and:
    case Operator::bitwise_or:
    case Operator::bitwise_xor:
    case Operator::bitwise_lshift:
    case Operator::bitwise_rshift:
      return Family::arithmetic;
    default:
      return is_comparison(op) ? Family::comparison : Family::other;
  }
}

bool is_aggregate(const ColumnPtr& node) noexcept {
  return node->kind() == ElementKind::collection_aggregate;
}

/// Makes `node` stand beside `op`. Columns and values need no parentheses there, and are not even
/// asked: this is the way of nearly every operand.
void group(ColumnPtr& node, Operator op) {
  const ElementKind kind = node->kind();
  if ((kind == ElementKind::column || kind == ElementKind::bind) && op != Operator::and_ &&
      op != Operator::or_) {
    return;
  }
  node = node->self_group(op);
}

/// left op right for sides that are expressions: groups them, and keeps a chain of one associative
/// operator flat.
ColumnPtr construct(Operator op, ColumnPtr left, ColumnPtr&& right, const TypePtr& type,
                    Operator negation, Ptr<const OperatorModifiers>&& modifiers = {}) {
  if (is_associative(op)) {
    auto in_chain = [&](const ColumnPtr& side) {
      const bool same_op =
          (side->kind() == ElementKind::binary && as<BinaryExpression>(*side).op() == op) ||
          (side->kind() == ElementKind::expression_list &&
           as<ExpressionClauseList>(*side).op() == op);
      return same_op && side->type()->type_affinity() == type->type_affinity();
    };
    const bool flat_left = in_chain(left);
    const bool flat_right = in_chain(right);
    if (flat_left || flat_right) {
      ColumnList chain;
      auto append = [&](const ColumnPtr& side, bool flatten) {
        if (!flatten) {
          chain.push_back(side);
        } else if (side->kind() == ElementKind::binary) {
          chain.push_back(as<BinaryExpression>(*side).left());
          chain.push_back(as<BinaryExpression>(*side).right());
        } else {
          const ColumnList& inner = as<ExpressionClauseList>(*side).clauses();
          chain.insert(chain.end(), inner.begin(), inner.end());
        }
      };
      append(left, flat_left);
      append(right, flat_right);
      return make_ptr<ExpressionClauseList>(std::move(chain), op, type);
    }
  }
  if (is_aggregate(right)) negation = Operator::none;
  if (!modifiers) {
    group(left, op);
    group(right, op);
    return make_ptr<BinaryExpression>(std::move(left), std::move(right), op, type, negation);
  }
  BinaryOptions options{
      .type = type, .negation = negation, .custom = {}, .modifiers = std::move(modifiers)};
  return make_ptr<BinaryExpression>(std::move(left), std::move(right), op, std::move(options));
}

/// null, true or false as an SQL constant, where the operand is one.
ColumnPtr constant_of(const Operand& operand) {
  if (const ClauseElement* element = operand.element().get()) {
    const ElementKind kind = element->kind();
    if (kind == ElementKind::null || kind == ElementKind::true_ || kind == ElementKind::false_) {
      return ColumnPtr(static_cast<const ColumnElement*>(element));
    }
    return {};
  }
  if (operand.value().is_null()) return Null::instance();
  if (operand.value().kind() == ValueKind::boolean) {
    return operand.value().boolean() ? True_::instance() : False_::instance();
  }
  return {};
}

ColumnPtr compare_nodes(Operator op, const ColumnPtr& left, Operand&& right,
                        Ptr<const OperatorModifiers>&& modifiers = {}) {
  const TypePtr& type =
      op == Operator::match || op == Operator::not_match ? match_type() : boolean_type();
  if (ColumnPtr constant = constant_of(right)) {
    const bool is_bool = constant->kind() != ElementKind::null;
    const bool distinct = op == Operator::is_distinct_from || op == Operator::is_not_distinct_from;
    const bool equality = op == Operator::eq || op == Operator::ne;
    if (distinct || (equality && (is_bool || is_aggregate(left)))) {
      return construct(op, left, std::move(constant), type, negation(op), std::move(modifiers));
    }
    if (op == Operator::eq || op == Operator::is_) {
      return construct(Operator::is_, left, std::move(constant), type, Operator::is_not);
    }
    if (op == Operator::ne || op == Operator::is_not) {
      return construct(Operator::is_not, left, std::move(constant), type, Operator::is_);
    }
    throw ArgumentError(
        "Only '='/'!=', 'is_()'/'is_not()', 'is_distinct_from()'/'is_not_distinct_from()' "
        "operators can be used with None/True/False");
  }
  ColumnPtr other = coerce_other_side(left, op, std::move(right));
  return construct(op, left, std::move(other), type, negation(op), std::move(modifiers));
}

/// ANY and ALL may only stand on the right.
ColumnPtr compare_aggregate(Operator op, const ColumnPtr& aggregate, Operand&& other) {
  ColumnPtr left = constant_of(other);
  if (!left) left = coerce_other_side(aggregate, op, std::move(other));
  return construct(mirrored(op), std::move(left), ColumnPtr(aggregate), boolean_type(),
                   Operator::none);
}

ColumnPtr arithmetic_nodes(Operator op, ColumnPtr left, ColumnPtr right) {
  if (op == Operator::add && adds_by_concatenation(*left->type(), *right->type())) {
    const TypePtr type = is_null_type(left->type()) ? right->type() : left->type();
    return construct(Operator::concat, std::move(left), std::move(right), type, Operator::none);
  }
  const TypePtr type = result_type(arithmetic_of(op), *left->type(), *right->type());
  return construct(op, std::move(left), std::move(right), type, Operator::none);
}

void require_no_aggregate(const ColumnPtr& node) {
  if (is_aggregate(node)) {
    throw ArgumentError("Only comparison operators may be used with ANY/ALL");
  }
}

ColumnPtr in_node(const ColumnPtr& left, ColumnPtr right, bool negate) {
  const Operator op = negate ? Operator::not_in : Operator::in_;
  warn_of_class(op, *left->type());
  return construct(op, left, std::move(right), boolean_type(), negation(op));
}

ColumnPtr select_all(const FromClause& from) {
  warn(str_cat("Coercing ", kind_name(from.kind()),
               " object into a select() for use in IN(); please pass a select() construct "
               "explicitly"));
  auto select = make_ptr<SelectState>();
  SelectState::Parts& parts = select->edit();
  coerce_columns(Operand(ElementPtr(&from)), parts.columns, parts.raw_columns);
  return make_ptr<ScalarSelect>(std::move(select));
}

}  // namespace

ColumnPtr operate(Operator op, const ColumnPtr& left, Operand&& right) {
  switch (family_of(op)) {
    case Family::comparison:
      if (is_aggregate(left)) return compare_aggregate(op, left, std::move(right));
      warn_of_class(op, *left->type());
      return compare_nodes(op, left, std::move(right));
    case Family::arithmetic: {
      require_no_aggregate(left);
      warn_of_class(op, *left->type());
      ColumnPtr other = coerce_other_side(left, op, std::move(right));
      return arithmetic_nodes(op, left, std::move(other));
    }
    case Family::other:
      break;
  }
  if (op == Operator::and_ || op == Operator::or_) {
    return conjunction(op, {left, coerce_condition(std::move(right))});
  }
  throw ArgumentError(str_cat("operator ", operator_name(op), " does not take two operands"));
}

namespace {

/// =, !=, <, <=, >, >= beside a column: nothing to group, and nothing that the operands decide.
bool compares_column(Operator op, const ColumnElement& left) noexcept {
  return op >= Operator::eq && op <= Operator::ge && left.kind() == ElementKind::column &&
         intersects(left.type()->operator_classes(), OperatorClass::comparison);
}

/// negation() of those.
Operator opposite(Operator comparison) noexcept {
  using enum Operator;
  static constexpr Operator kOpposites[] = {ne, eq, ge, gt, le, lt};
  static_assert(static_cast<int>(ge) - static_cast<int>(eq) == 5 && ne > eq && lt > ne && le > lt);
  return kOpposites[static_cast<int>(comparison) - static_cast<int>(eq)];
}

ColumnPtr comparison(Operator op, const ColumnPtr& left, ColumnPtr&& right) {
  return make_ptr<BinaryExpression>(ColumnPtr(left), std::move(right), op, boolean_type(),
                                    opposite(op));
}

}  // namespace

ColumnPtr operate_value(Operator op, const ColumnPtr& left, Value&& right) {
  const ValueKind kind = right.kind();
  if (!compares_column(op, *left) || kind == ValueKind::null || kind == ValueKind::boolean ||
      kind == ValueKind::array) [[unlikely]] {
    return operate(op, left, Operand(std::move(right)));
  }
  TypePtr type = left->type()->coerce_compared_value(ArithmeticOp::other, right);
  return comparison(op, left,
                    make_ptr<BindParameter>(static_ptr_cast<const ColumnClause>(left),
                                            std::move(right), std::move(type)));
}

ColumnPtr operate_nodes(Operator op, const ColumnPtr& left, const ColumnPtr& right) {
  if (right && right->kind() == ElementKind::column && compares_column(op, *left)) [[likely]] {
    return comparison(op, left, ColumnPtr(right));
  }
  return operate(op, left, Operand(ElementPtr(right)));
}

ColumnPtr operate_reversed(Operator op, Operand left, const ColumnPtr& right) {
  if (family_of(op) == Family::comparison) return operate(mirrored(op), right, std::move(left));
  require_no_aggregate(right);
  warn_of_class(op, *right->type());
  ColumnPtr other = coerce_other_side(right, op, std::move(left));
  return arithmetic_nodes(op, std::move(other), right);
}

ColumnPtr operate_with(Operator op, const ColumnPtr& left, Operand right,
                       Ptr<const OperatorModifiers> modifiers) {
  warn_of_class(op, *left->type());
  return compare_nodes(op, left, std::move(right), std::move(modifiers));
}

Ptr<const CustomOperator> containment_operator(std::string_view text) {
  auto op = make_ptr<CustomOperator>();
  op->text = text;
  op->precedence = precedence(Operator::eq);
  op->is_comparison = true;
  op->natural_self_precedent = true;
  op->eager_grouping = true;
  return op;
}

ColumnPtr operate_custom(Ptr<const CustomOperator> op, const ColumnPtr& left, Operand right) {
  if (op->is_comparison && is_aggregate(left)) require_no_aggregate(left);
  warn_of_class(*op, *left->type());
  ColumnPtr other = coerce_other_side(left, Operator::custom, std::move(right));
  TypePtr type = op->return_type     ? op->return_type
                 : op->is_comparison ? boolean_type()
                                     : left->type();
  BinaryOptions options{.type = std::move(type),
                        .negation = Operator::none,
                        .custom = std::move(op),
                        .modifiers = {}};
  return make_ptr<BinaryExpression>(left, std::move(other), Operator::custom, std::move(options));
}

ColumnPtr operate_unary(Operator op, const ColumnPtr& element) {
  // desc() of something is without a type when nulls_last() follows.
  if (element->type()) warn_of_class(op, *element->type());
  switch (op) {
    case Operator::inv:
      return element->negate();
    case Operator::neg:
      return make_ptr<UnaryExpression>(element, Operator::neg, OperatorRef{}, element->type());
    case Operator::bitwise_not:
      return make_ptr<UnaryExpression>(element, Operator::bitwise_not, OperatorRef{},
                                       element->type());
    case Operator::distinct:
      return make_ptr<UnaryExpression>(element, Operator::distinct, OperatorRef{}, element->type());
    case Operator::asc:
    case Operator::desc:
    case Operator::nulls_first:
    case Operator::nulls_last:
      return make_ptr<UnaryExpression>(element, OperatorRef{}, op, TypePtr());
    case Operator::any:
    case Operator::all:
      return make_ptr<CollectionAggregate>(element, op, boolean_type());
    default:
      throw ArgumentError(str_cat("operator ", operator_name(op), " does not take one operand"));
  }
}

ColumnPtr in_values(const ColumnPtr& left, std::vector<Value> values, bool negate) {
  const Operator op = negate ? Operator::not_in : Operator::in_;
  TypePtr type = left->type();
  if (left->kind() != ElementKind::tuple) {
    // The list is bound with the type that its values get beside the expression.
    const auto first =
        std::find_if(values.begin(), values.end(), [](const Value& v) { return !v.is_null(); });
    if (first != values.end()) type = type->coerce_compared_value(ArithmeticOp::other, *first);
  }
  auto bind =
      make_ptr<BindParameter>(left->bind_name(), Value(std::move(values)), std::move(type), true);
  return in_node(left, bind->with_expanding(op, {}), negate);
}

ColumnPtr in_operands(const ColumnPtr& left, std::vector<Operand> values, bool negate) {
  const bool plain =
      std::all_of(values.begin(), values.end(), [](const Operand& o) { return !o.element(); });
  if (plain) {
    std::vector<Value> list;
    list.reserve(values.size());
    for (Operand& value : values) list.push_back(std::move(value).take_value());
    return in_values(left, std::move(list), negate);
  }
  const Operator op = negate ? Operator::not_in : Operator::in_;
  ColumnList clauses;
  for (Operand& value : values) {
    if (value.element() && value.element()->kind() == ElementKind::text) {
      throw ArgumentError(
          "an element of an IN list must be a value or an expression, got text(); "
          "use literal_column() for SQL text");
    }
    clauses.push_back(value.element() ? element_as_expression(std::move(value).take_element())
                                      : bind_beside(left, op, std::move(value).take_value()));
  }
  auto list = make_ptr<ClauseList>(std::move(clauses), Operator::comma);
  return in_node(left, list->self_group(op), negate);
}

ColumnPtr in_element(const ColumnPtr& left, Operand right, bool negate) {
  const Operator op = negate ? Operator::not_in : Operator::in_;
  if (!right.element()) {
    throw ArgumentError(
        str_cat("IN expression list, SELECT construct, or bound parameter object expected, got ",
                right.value().repr()));
  }
  const ClauseElement& element = *right.element();
  if (element.kind() == ElementKind::values) {
    const auto& rows = as<Values>(element);
    return in_node(left,
                   make_ptr<ScalarValues>(rows.column_args(), rows.data(), rows.literal_binds()),
                   negate);
  }
  if (const SelectBase* select = as_select(&element)) {
    return in_node(left, make_ptr<ScalarSelect>(SelectBasePtr(select)), negate);
  }
  if (const FromClause* from = as_from(&element)) return in_node(left, select_all(*from), negate);
  if (element.kind() == ElementKind::bind) {
    const auto& bind = as<BindParameter>(element);
    const bool untyped = is_null_type(bind.type());
    TypePtr type = untyped && !is_null_type(left->type()) ? left->type() : TypePtr();
    return in_node(left, bind.with_expanding(op, std::move(type)), negate);
  }
  switch (element.kind()) {
    case ElementKind::scalar_select:
    case ElementKind::scalar_values:
    case ElementKind::grouping:
    case ElementKind::clause_list:
    case ElementKind::text:
    case ElementKind::function:
    case ElementKind::extension:
      return in_node(left, as<ColumnElement>(element).self_group(Operator::in_), negate);
    default:
      throw ArgumentError(
          str_cat("IN expression list, SELECT construct, or bound parameter object expected, got ",
                  kind_name(element.kind())));
  }
}

ColumnPtr between(const ColumnPtr& element, Operand low, Operand high, bool symmetric) {
  warn_of_class(Operator::between, *element->type());
  ColumnList bounds{coerce_other_side(element, Operator::between, std::move(low)),
                    coerce_other_side(element, Operator::between, std::move(high))};
  BinaryOptions options{
      .type = null_type(), .negation = Operator::not_between, .custom = {}, .modifiers = {}};
  if (symmetric) {
    auto modifiers = make_ptr<OperatorModifiers>();
    modifiers->symmetric = true;
    options.modifiers = std::move(modifiers);
  }
  return make_ptr<BinaryExpression>(
      element,
      make_ptr<ExpressionClauseList>(std::move(bounds), Operator::and_, null_type(), false),
      Operator::between, std::move(options));
}

ColumnPtr match(const ColumnPtr& left, Operand right, const DialectSettings& settings) {
  warn_of_class(Operator::match, *left->type());
  auto modifiers = make_ptr<OperatorModifiers>();
  modifiers->other = settings;
  return compare_nodes(Operator::match, left, std::move(right), std::move(modifiers));
}

ColumnPtr compare_with_all(Operator aggregate, Operator op, const ColumnPtr& left, Operand right) {
  if (!is_comparison(op)) {
    throw ArgumentError(
        str_cat("any() and all() compare: operator ", operator_name(op), " is no comparison"));
  }
  // The value stands beside an element of the array, not beside the array.
  ColumnPtr value = constant_of(right);
  if (!value && !right.element()) {
    TypePtr type = left->type();
    if (type->kind() == TypeKind::array) type = static_cast<const ARRAY&>(*type).item_type();
    Value plain = std::move(right).take_value();
    type = type->coerce_compared_value(ArithmeticOp::other, plain);
    value = make_ptr<BindParameter>(left->bind_name(), std::move(plain), std::move(type));
  } else if (!value) {
    value = element_as_expression(std::move(right).take_element());
  }
  return construct(op, std::move(value),
                   make_ptr<CollectionAggregate>(left, aggregate, boolean_type()), boolean_type(),
                   Operator::none);
}

ColumnPtr like(Operator op, const ColumnPtr& left, Operand&& right, LikeOptions options) {
  if (op == Operator::contains) {
    if (const std::string_view own = left->type()->contains_operator(); !own.empty()) {
      return operate_custom(containment_operator(own), left, std::move(right));
    }
  }
  if (options.autoescape) {
    if (right.element() || right.value().kind() != ValueKind::text) {
      throw ArgumentError(
          "autoescape needs a plain string: only a value known here can be escaped");
    }
    if (!options.escape) options.escape = "/";
    std::string escaped;
    for (const char c : right.value().text()) {
      if (c == '%' || c == '_' || options.escape->find(c) != std::string::npos) {
        escaped += *options.escape;
      }
      escaped.push_back(c);
    }
    right = Operand(escaped);
  }
  warn_of_class(op, *left->type());
  const TypeAffinity family = left->type()->type_affinity();
  if (family != TypeAffinity::string && family != TypeAffinity::null) {
    if (!right.element() && right.value().kind() == ValueKind::text) {
      right = Operand(ElementPtr(make_ptr<BindParameter>(
          left->bind_name(), std::move(right).take_value(), string_type())));
    }
  }
  Ptr<const OperatorModifiers> modifiers;
  if (options.escape || options.autoescape) {
    auto made = make_ptr<OperatorModifiers>();
    made->escape = std::move(options.escape);
    made->autoescape = options.autoescape;
    modifiers = std::move(made);
  }
  return compare_nodes(op, left, std::move(right), std::move(modifiers));
}

namespace {

Ptr<const OperatorModifiers> flags_modifier(std::optional<std::string> flags) {
  if (!flags) return {};
  auto modifiers = make_ptr<OperatorModifiers>();
  modifiers->flags = std::move(flags);
  return modifiers;
}

}  // namespace

ColumnPtr regexp(Operator op, const ColumnPtr& left, Operand pattern,
                 std::optional<std::string> flags) {
  warn_of_class(op, *left->type());
  ColumnPtr right = coerce_other_side(left, op, std::move(pattern));
  BinaryOptions options{.type = null_type(),
                        .negation = negation(op),
                        .custom = {},
                        .modifiers = flags_modifier(std::move(flags))};
  return make_ptr<BinaryExpression>(left, std::move(right), op, std::move(options));
}

ColumnPtr regexp_replace(const ColumnPtr& left, Operand pattern, Operand replacement,
                         std::optional<std::string> flags) {
  warn_of_class(Operator::regexp_replace, *left->type());
  ColumnList parts{coerce_other_side(left, Operator::regexp_replace, std::move(pattern)),
                   coerce_other_side(left, Operator::regexp_replace, std::move(replacement))};
  BinaryOptions options{.type = null_type(),
                        .negation = Operator::none,
                        .custom = {},
                        .modifiers = flags_modifier(std::move(flags))};
  return make_ptr<BinaryExpression>(
      left, make_ptr<ExpressionClauseList>(std::move(parts), Operator::comma, null_type(), false),
      Operator::regexp_replace, std::move(options));
}

ColumnPtr collate(const ColumnPtr& element, std::string_view collation, std::string_view schema) {
  warn_of_class(Operator::collate, *element->type());
  BinaryOptions options{
      .type = element->type(), .negation = Operator::none, .custom = {}, .modifiers = {}};
  return make_ptr<BinaryExpression>(element,
                                    make_ptr<CollationClause>(Name(collation), Name(schema)),
                                    Operator::collate, std::move(options));
}

ColumnPtr label(const ColumnPtr& element, const Name& name) {
  return make_ptr<Label>(name, element);
}

ColumnPtr type_coerce(Operand element, TypePtr type) {
  ColumnPtr inner = coerce_expression(std::move(element), type);
  return make_ptr<TypeCoerce>(std::move(inner), std::move(type));
}

ColumnPtr cast(Operand element, TypePtr type) {
  ColumnPtr inner = coerce_expression(std::move(element), type);
  return make_ptr<Cast>(std::move(inner), std::move(type));
}

ColumnPtr conjunction(Operator op, ColumnList clauses) {
  return BooleanClauseList::construct(op, std::move(clauses));
}

}  // namespace cupel::detail
