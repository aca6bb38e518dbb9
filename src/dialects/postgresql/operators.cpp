#include "cupel/dialects/postgresql/operators.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/sql/expression/binary.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/type_fields.hpp"
#include "cupel/sql/expression/unary.hpp"

namespace cupel {

template class FieldsOf<postgresql::ArrayLiteral, ExtensionElement>;

namespace postgresql {

namespace {

const TypePtr& text_array() {
  static const TypePtr type = make_ptr<ARRAY>(Text());
  return type;
}

Ptr<const CustomOperator> comparison(std::string_view text, bool groups) {
  if (groups) return cupel::detail::containment_operator(text);
  auto op = make_ptr<CustomOperator>();
  op->text = text;
  op->precedence = precedence(Operator::eq);
  op->is_comparison = true;
  return op;
}

Expr<bool> compare(const SqlExpression& left, std::string_view text, Operand right,
                   bool groups = false) {
  return Expr<bool>(
      cupel::detail::operate_custom(comparison(text, groups), left.node(), std::move(right)));
}

/// A plain value as a parameter of `type`, named after `left`; an expression as it is.
Operand bound_as(const SqlExpression& left, Operand value, const TypePtr& type) {
  if (value.element()) return value;
  return Operand(ElementPtr(
      make_ptr<BindParameter>(left.node()->bind_name(), std::move(value).take_value(), type)));
}

Operand keys_beside(const SqlExpression& left, Operand keys) {
  return bound_as(left, std::move(keys), text_array());
}

Expr<Untyped> call(std::string_view name, const TypeArg& type, const SqlExpression& left) {
  return func(name, Expr<Untyped>(left.node())).type(type);
}

Expr<Untyped> call(std::string_view name, const TypeArg& type, const SqlExpression& left,
                   const Operand& right) {
  if (right.element()) {
    const auto element = static_ptr_cast<const ColumnElement>(right.element());
    return func(name, Expr<Untyped>(left.node()), Expr<Untyped>(element)).type(type);
  }
  return func(name, Expr<Untyped>(left.node()), right.value()).type(type);
}

}  // namespace

// --- arrays
// ----------------------------------------------------------------------------------------

ArrayLiteral::ArrayLiteral(ColumnList items, TypePtr item_type, bool says_type)
    : FieldsOf(nullptr), items_(std::move(items)), says_type_(says_type) {
  ArrayOptions options;
  if (!item_type) item_type = items_.empty() ? NullType::instance() : items_.front()->type();
  // An array of arrays has one more dimension, not arrays as its items.
  if (item_type->kind() == TypeKind::array) {
    const auto& inner = static_cast<const cupel::ARRAY&>(*item_type);
    options.dimensions = inner.options().dimensions.value_or(1) + 1;
    item_type = inner.item_type();
  }
  type_ = make_ptr<ARRAY>(item_type, options);
}

ColumnPtr ArrayLiteral::self_group(OperatorRef against) const {
  const bool inner =
      against.op == Operator::getitem || against.op == Operator::any || against.op == Operator::all;
  return inner ? ColumnPtr(make_ptr<Grouping>(ColumnPtr(this))) : ColumnPtr(this);
}

ColumnPtr ArrayLiteral::operand_of(Operator op, const Value& value) const {
  if (op == Operator::getitem || value.kind() != ValueKind::array) return {};
  ColumnList items;
  const auto& type = static_cast<const cupel::ARRAY&>(*type_);
  for (const Value& item : value.array_items()) {
    items.emplace_back(make_ptr<BindParameter>("param", item, type.item_type()));
  }
  return make_ptr<ArrayLiteral>(std::move(items), type.item_type(), false);
}

namespace {

Expr<Untyped> make_array(const std::vector<Operand>& items, TypePtr type, bool says_type) {
  ColumnList nodes;
  for (const Operand& item : items) nodes.push_back(cupel::detail::coerce_expression(item));
  return Expr<Untyped>(make_ptr<ArrayLiteral>(std::move(nodes), std::move(type), says_type));
}

}  // namespace

Expr<Untyped> array(const std::vector<Operand>& items) {
  return make_array(items, {}, false);
}

Expr<Untyped> array(const std::vector<Operand>& items, const TypeArg& item_type) {
  return make_array(items, item_type.get(), true);
}

// --- operators
// -------------------------------------------------------------------------------------

Expr<bool> contains(const SqlExpression& left, Operand right) {
  return compare(left, "@>", std::move(right), true);
}
Expr<bool> contained_by(const SqlExpression& left, Operand right) {
  return compare(left, "<@", std::move(right), true);
}
Expr<bool> overlaps(const SqlExpression& left, Operand right) {
  return compare(left, "&&", std::move(right));
}
Expr<bool> has_key(const SqlExpression& left, Operand key) {
  static const TypePtr text = make_ptr<String>();
  return compare(left, "?", bound_as(left, std::move(key), text), true);
}
Expr<bool> has_all(const SqlExpression& left, Operand keys) {
  return compare(left, "?&", keys_beside(left, std::move(keys)), true);
}
Expr<bool> has_any(const SqlExpression& left, Operand keys) {
  return compare(left, "?|", keys_beside(left, std::move(keys)), true);
}

Expr<std::optional<std::string>> astext(const SqlExpression& element) {
  const ColumnElement& node = *element.node();
  const bool is_index = node.kind() == ElementKind::binary &&
                        as<BinaryExpression>(node).op() == Operator::json_getitem;
  const bool is_path = node.kind() == ElementKind::binary &&
                       as<BinaryExpression>(node).op() == Operator::json_path_getitem;
  if (!is_index && !is_path) {
    throw InvalidRequestError(
        "astext() takes an element out of a JSON document: astext(column[\"key\"])");
  }
  const auto& binary = as<BinaryExpression>(node);
  static const TypePtr text = make_ptr<Text>();
  auto op = make_ptr<CustomOperator>();
  op->text = is_path ? "#>>" : "->>";
  op->precedence = precedence(Operator::json_getitem);
  op->natural_self_precedent = true;
  op->eager_grouping = true;
  const auto* own = dynamic_cast<const JSON*>(binary.left()->type().get());
  op->return_type = own != nullptr && own->astext_type() ? own->astext_type() : text;
  return Expr<std::optional<std::string>>(cupel::detail::operate_custom(
      std::move(op), binary.left(), Operand(ElementPtr(binary.right()))));
}

Expr<Untyped> delete_path(const SqlExpression& left, Operand path) {
  Expr<Untyped> keys;
  if (path.element()) {
    keys = Expr<Untyped>(static_ptr_cast<const ColumnElement>(path.element()));
  } else {
    std::vector<Operand> items;
    if (path.value().kind() == ValueKind::array) {
      for (const Value& item : path.value().array_items()) items.emplace_back(item);
    } else {
      items.emplace_back(path.value());
    }
    keys = array(items);
  }
  auto op = make_ptr<CustomOperator>();
  op->text = "#-";
  op->precedence = precedence(Operator::json_getitem);
  op->natural_self_precedent = true;
  op->eager_grouping = true;
  op->return_type = left.type();
  return Expr<Untyped>(
      cupel::detail::operate_custom(std::move(op), left.node(), Operand(cast(keys, text_array()))));
}

namespace {

Expr<bool> path_operator(const SqlExpression& left, std::string_view text, Operand path) {
  static const TypePtr type = make_ptr<cupel::JSON::Path>();
  return compare(left, text, bound_as(left, std::move(path), type), true);
}

}  // namespace

Expr<bool> path_exists(const SqlExpression& left, Operand path) {
  return path_operator(left, "@?", std::move(path));
}
Expr<bool> path_match(const SqlExpression& left, Operand path) {
  return path_operator(left, "@@", std::move(path));
}

Expr<bool> defined(const SqlExpression& left, Operand key) {
  return Expr<bool>(call("defined", Boolean(), left, key).node());
}
Expr<Untyped> delete_key(const SqlExpression& left, Operand key) {
  return call("delete", HSTORE(), left, key);
}
Expr<Untyped> slice(const SqlExpression& left, Operand keys) {
  if (!keys.element()) keys = Operand(cast(Operand(keys), text_array()));
  return call("slice", HSTORE(), left, keys);
}
Expr<Untyped> keys(const SqlExpression& left) {
  return call("akeys", text_array(), left);
}
Expr<Untyped> vals(const SqlExpression& left) {
  return call("avals", text_array(), left);
}
Expr<Untyped> to_array(const SqlExpression& left) {
  return call("hstore_to_array", text_array(), left);
}
Expr<Untyped> to_matrix(const SqlExpression& left) {
  return call("hstore_to_matrix", ARRAY(Text(), ArrayOptions{.dimensions = 2}), left);
}

Expr<bool> strictly_left_of(const SqlExpression& left, Operand right) {
  return compare(left, "<<", std::move(right));
}
Expr<bool> strictly_right_of(const SqlExpression& left, Operand right) {
  return compare(left, ">>", std::move(right));
}
Expr<bool> not_extend_left_of(const SqlExpression& left, Operand right) {
  return compare(left, "&>", std::move(right));
}
Expr<bool> not_extend_right_of(const SqlExpression& left, Operand right) {
  return compare(left, "&<", std::move(right));
}
Expr<bool> adjacent_to(const SqlExpression& left, Operand right) {
  return compare(left, "-|-", std::move(right));
}

}  // namespace postgresql
}  // namespace cupel
