#include "cupel/error/errors.hpp"
#include "cupel/sql/expression/sql_value.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {
namespace {

/// A parameter's name as a driver can read it.
std::string driver_name(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    switch (c) {
      case '%':
        c = 'P';
        break;
      case '(':
        c = 'A';
        break;
      case ')':
        c = 'Z';
        break;
      case ':':
        c = 'C';
        break;
      case '.':
      case '[':
      case ']':
      case ' ':
        c = '_';
        break;
      default:
        break;
    }
  }
  return out;
}

}  // namespace

std::string SqlCompiler::resolve_bind_name(const BindParameter& bind) {
  if (!bind.is_unique()) return bind.key_name();
  return truncate_name(bind.resolve(state_->anonymous_names), NameClass::parameter);
}

std::string SqlCompiler::parameter_name(std::string_view key, bool) const {
  return driver_name(key);
}

std::uint32_t SqlCompiler::register_bind(const BindParameter& bind, bool crud, std::string name) {
  BindTable& binds = state_->binds;
  const std::uint32_t known = binds.find(bind);
  if (known != BindTable::kNone) return known;
  std::string key = name.empty() ? resolve_bind_name(bind) : std::move(name);
  const std::uint32_t same = binds.find(std::string_view(key));
  if (same != BindTable::kNone) {
    BindSlot& slot = binds[same];
    const bool shared = slot.bind->identity() == bind.identity();
    if (!shared && (slot.bind->is_unique() || bind.is_unique()) &&
        slot.bind->anonymous_id() != bind.anonymous_id()) {
      throw CompileError(str_cat("Bind parameter ", quoted(key),
                                 " conflicts with unique bind parameter of the same name"));
    }
    if (!shared && slot.bind->is_expanding() != bind.is_expanding()) {
      throw CompileError(str_cat(
          "Can't reuse bound parameter name ", quoted(key),
          " in both 'expanding' (e.g. within an IN expression) and non-expanding contexts.  If "
          "this parameter is to receive a list/array value, set 'expanding=True' on it for "
          "expressions that aren't IN, otherwise use a different parameter name."));
    }
    if (!shared && (slot.is_crud || crud)) {
      if (slot.is_crud && crud) {
        throw CompileError(str_cat(
            "Encountered unsupported case when compiling an INSERT or UPDATE statement: two values "
            "for parameter ",
            quoted(key),
            ".  If this is a multi-table UPDATE statement, please provide string-named arguments "
            "to the values() method with distinct names; support for multi-table UPDATE "
            "statements that target multiple tables for UPDATE is very limited"));
      }
      throw CompileError(str_cat(
          "bindparam() name ", quoted(key),
          " is reserved for automatic usage in the VALUES or SET clause of this insert/update "
          "statement.   Please use a name other than column name when using bindparam() with "
          "insert() or update() (for example, 'b_",
          key, "')."));
    }
    // Of several with one name the last one's value counts.
    slot.bind = &bind;
    slot.type = bind.type();
    slot.key_index = key_index_of(bind);
    binds.add_node(bind, same);
    return same;
  }
  BindSlot slot;
  slot.name = parameter_name(key, bind.is_expanding() || bind.is_literal_execute());
  slot.key = std::move(key);
  slot.bind = &bind;
  slot.type = bind.type();
  slot.required = bind.is_required();
  slot.expanding = bind.is_expanding();
  slot.is_crud = crud;
  slot.key_index = key_index_of(bind);
  const std::uint32_t index = binds.add(std::move(slot));
  binds.add_node(bind, index);
  return index;
}

std::int32_t SqlCompiler::key_index_of(const BindParameter& bind) const noexcept {
  const auto extracted = options_.extracted_parameters;
  for (std::size_t i = 0; i < extracted.size(); ++i) {
    if (extracted[i] == &bind) return static_cast<std::int32_t>(i);
  }
  return BindSlot::kNoKey;
}

const SqlValueExpressions* SqlCompiler::value_expressions(const TypeEngine& type,
                                                          TypePtr& impl) const {
  switch (type.kind()) {
    case TypeKind::type_decorator:
    case TypeKind::user_defined:
    case TypeKind::dialect_type:
      break;
    default:
      if (!type.has_variants()) return nullptr;
  }
  impl = context_.type_impl(type);
  return dynamic_cast<const SqlValueExpressions*>(impl.get());
}

// What a type puts around its values, e.g. upper(:x). False: nothing.
bool SqlCompiler::render_wrapped_bind(const BindParameter& e, const RenderScope& outer) {
  const bool untyped = e.type()->kind() == TypeKind::null_type && outer.bind_type != nullptr;
  TypePtr impl;
  const SqlValueExpressions* own = value_expressions(untyped ? *outer.bind_type : *e.type(), impl);
  if (own == nullptr) return false;
  RenderScope scope = outer;
  scope.skip_bind_expression = true;
  if (!e.is_expanding()) {
    const Expr<Untyped> wrapped = own->bind_expression(Expr<Untyped>(ColumnPtr(&e)));
    if (!wrapped.node()) return false;
    render(keep(wrapped.node()), scope);
    return true;
  }
  // The SQL around one element of the list is what stands around a mark in its place.
  constexpr std::string_view kMark = "\x01";
  const Expr<Untyped> wrapped =
      own->bind_expression(Expr<Untyped>(make_ptr<ColumnClause>(Name(kMark), e.type(), true)));
  if (!wrapped.node()) return false;
  const SqlText text = render_apart(keep(wrapped.node()), scope);
  const std::size_t at = text.text().find(kMark);
  if (at == std::string::npos || !text.places().empty()) {
    throw CompileError(str_cat("bind_expression() of ", e.type()->repr(),
                               " cannot be put around the elements of a list: it has to hold the "
                               "value once, and no other parameters"));
  }
  std::pair<std::string, std::string> wrap{text.text().substr(0, at),
                                           text.text().substr(at + kMark.size())};
  if (scope.literal_binds) {
    out_ << '(' << literal_list(e, e.effective_value(), wrap) << ')';
    return true;
  }
  const std::uint32_t slot = register_bind(e);
  if (scope.bind_names != nullptr) scope.bind_names->push_back(state_->binds[slot].key);
  state_->wraps.push_back(std::move(wrap));
  out_ << '(';
  out_.add_place(slot, SqlText::PlaceKind::expanding,
                 static_cast<std::uint32_t>(state_->wraps.size()));
  out_ << ')';
  return true;
}

void SqlCompiler::visit_bind(const BindParameter& e, const RenderScope& scope) {
  if (!scope.skip_bind_expression && render_wrapped_bind(e, scope)) return;
  if (scope.literal_binds) return append_literal(e, scope);
  const bool literal_execute = scope.literal_execute || e.is_literal_execute();
  const std::uint32_t slot = register_bind(e);
  if (scope.bind_names != nullptr) scope.bind_names->push_back(state_->binds[slot].key);
  if (scope.bind_type != nullptr && e.type()->kind() == TypeKind::null_type) {
    state_->binds[slot].type = scope.bind_type->self();
  }
  if (e.is_expanding()) {
    if (literal_execute) state_->binds[slot].literal_execute = true;
    out_ << '(';
    out_.add_place(slot, literal_execute ? SqlText::PlaceKind::literal_execute
                                         : SqlText::PlaceKind::expanding);
    out_ << ')';
    return;
  }
  if (literal_execute) {
    state_->binds[slot].literal_execute = true;
    out_.add_place(slot, SqlText::PlaceKind::literal_execute);
    return;
  }
  out_.add_place(slot);
  if (traits_.bind_typing != BindTyping::none) {
    out_ << bind_cast(*context_.type_impl(*state_->binds[slot].type));
  }
}

std::string SqlCompiler::bind_cast(const TypeEngine&) const {
  return {};
}

std::string SqlCompiler::literal_text(const Value& value, const TypeEngine& type) const {
  if (value.is_null()) return "NULL";
  const TypePtr impl = context_.type_impl(type);
  return impl->render_literal(value, context_.literal_context());
}

namespace {

/// The type that tells how a value is written: the parameter's, or the value's own.
TypePtr literal_type(const TypePtr& type, const Value& value) {
  return type->kind() == TypeKind::null_type ? type_from_value(value) : type;
}

}  // namespace

void SqlCompiler::append_literal(const BindParameter& bind, const RenderScope& scope) {
  TypePtr type = bind.type();
  if (scope.bind_type != nullptr && type->kind() == TypeKind::null_type) {
    type = scope.bind_type->self();
  }
  const Value value = bind.effective_value();
  if (!bind.is_expanding()) {
    if (value.is_null()) {
      out_ << "NULL";
    } else if (type->kind() == TypeKind::null_type) {
      throw CompileError(
          str_cat("nothing tells the SQL type of ", value.repr(),
                  ", so it cannot be written into the text; use literal(value, type)"));
    } else {
      out_ << literal_text(value, *type);
    }
    return;
  }
  out_ << '(' << literal_list(bind, value) << ')';
}

std::string SqlCompiler::literal_list(const BindParameter& bind, const Value& value,
                                      const std::pair<std::string, std::string>& wrap) {
  if (value.kind() != ValueKind::array) {
    throw CompileError(str_cat("Bind parameter ", quoted(bind.key_name()),
                               " is expanding: its value has to be a list"));
  }
  const std::vector<Value>& items = value.array_items();
  const TypePtr& type = bind.type();
  const bool tuple =
      type->kind() == TypeKind::tuple || (type->kind() == TypeKind::null_type && !items.empty() &&
                                          items.front().kind() == ValueKind::array);
  std::string text = tuple && traits_.tuple_in_values ? "VALUES " : "";
  const std::vector<TypePtr> members = tuple ? tuple_members(*type) : std::vector<TypePtr>{type};
  if (items.empty()) return text + empty_set_text(members, bind.expand_op());
  const auto literal = [this](const Value& v, const TypePtr& t) {
    return v.is_null() ? std::string("NULL") : literal_text(v, *literal_type(t, v));
  };
  bool first = true;
  for (const Value& item : items) {
    if (!first) text += ", ";
    first = false;
    if (!tuple) {
      str_append(text, wrap.first, literal(item, type), wrap.second);
      continue;
    }
    text += '(';
    const std::vector<Value>& row = item.array_items();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) text += ", ";
      text += literal(row[i], i < members.size() ? members[i] : type_from_value(row[i]));
    }
    text += ')';
  }
  return text;
}

std::vector<TypePtr> SqlCompiler::tuple_members(const TypeEngine& type) {
  if (type.kind() != TypeKind::tuple) return {};
  const auto& types = static_cast<const TupleType&>(type).types();
  return {types.begin(), types.end()};
}

std::string SqlCompiler::empty_set_text(std::span<const TypePtr> types, Operator op) {
  std::string nulls = "NULL";
  if (types.size() > 1) {
    nulls = "(NULL";
    for (std::size_t i = 1; i < types.size(); ++i) nulls += ", NULL";
    nulls += ')';
  }
  // The list stands in parentheses of its own; the condition after it closes and opens them.
  if (op == Operator::not_in) return nulls + ") OR (1 = 1";
  if (op == Operator::in_) return nulls + ") AND (1 != 1";
  return empty_set_expression(types);
}

std::string SqlCompiler::empty_set_expression(std::span<const TypePtr>) {
  throw CompileError(
      str_cat("Dialect '", traits_.name, "' does not support empty set expressions."));
}

}  // namespace cupel
