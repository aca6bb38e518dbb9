#include <array>
#include <cstdlib>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/func.hpp>
#include <cupel/sql/expression/function_registry.hpp>
#include <cupel/types/special_types.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FunctionExpr<Untyped>;
template class FunctionExpr<std::int64_t>;

namespace detail {
namespace {

struct Known {
  std::string_view name;
  KnownFunction function;
};

constexpr std::array kKnown{
    Known{"count", KnownFunction::count},
    Known{"sum", KnownFunction::sum},
    Known{"min", KnownFunction::min},
    Known{"max", KnownFunction::max},
    Known{"now", KnownFunction::now},
    Known{"coalesce", KnownFunction::coalesce},
    Known{"concat", KnownFunction::concat},
    Known{"char_length", KnownFunction::char_length},
    Known{"random", KnownFunction::random},
    Known{"pow", KnownFunction::pow},
    Known{"current_date", KnownFunction::current_date},
    Known{"current_time", KnownFunction::current_time},
    Known{"current_timestamp", KnownFunction::current_timestamp},
    Known{"localtime", KnownFunction::localtime},
    Known{"localtimestamp", KnownFunction::localtimestamp},
    Known{"current_user", KnownFunction::current_user},
    Known{"session_user", KnownFunction::session_user},
    Known{"user", KnownFunction::user},
    Known{"sysdate", KnownFunction::sysdate},
    Known{"array_agg", KnownFunction::array_agg},
    Known{"aggregate_strings", KnownFunction::aggregate_strings},
    Known{"mode", KnownFunction::mode},
    Known{"percentile_cont", KnownFunction::percentile_cont},
    Known{"percentile_disc", KnownFunction::percentile_disc},
    Known{"rank", KnownFunction::rank},
    Known{"dense_rank", KnownFunction::dense_rank},
    Known{"percent_rank", KnownFunction::percent_rank},
    Known{"cume_dist", KnownFunction::cume_dist},
    Known{"cube", KnownFunction::cube},
    Known{"rollup", KnownFunction::rollup},
    Known{"grouping_sets", KnownFunction::grouping_sets},
};

TypePtr type_from_arguments(const ColumnList& arguments) {
  for (const ColumnPtr& argument : arguments) {
    if (!is_null_type(argument->type())) return argument->type();
  }
  return null_type();
}

TypePtr known_type(KnownFunction known, const ColumnList& arguments) {
  switch (known) {
    case KnownFunction::count:
    case KnownFunction::char_length:
    case KnownFunction::rank:
    case KnownFunction::dense_rank:
      return integer_type();
    case KnownFunction::sum:
    case KnownFunction::min:
    case KnownFunction::max:
    case KnownFunction::coalesce:
    case KnownFunction::pow:
      return type_from_arguments(arguments);
    case KnownFunction::now:
    case KnownFunction::current_timestamp:
    case KnownFunction::localtime:
    case KnownFunction::localtimestamp:
    case KnownFunction::sysdate:
      return datetime_type();
    case KnownFunction::current_date:
      return date_type();
    case KnownFunction::current_time:
      return time_type();
    case KnownFunction::concat:
    case KnownFunction::current_user:
    case KnownFunction::session_user:
    case KnownFunction::user:
    case KnownFunction::aggregate_strings:
      return string_type();
    case KnownFunction::percent_rank:
    case KnownFunction::cume_dist:
      return numeric_type();
    case KnownFunction::array_agg:
      if (!arguments.empty() && arguments.front()->type()->type_affinity() == TypeAffinity::array) {
        return arguments.front()->type();
      }
      return make_ptr<ARRAY>(arguments.empty() ? null_type() : arguments.front()->type());
    default:
      return null_type();
  }
}

Ptr<const FrameClause> make_frame(FrameUnit unit, const Frame& frame) {
  auto bound = [](const FrameEdge& edge) {
    FrameClause::Bound out;
    if (edge.unbounded) {
      out.kind = FrameBound::unbounded;
    } else if (edge.explicit_bound) {
      out.kind = edge.bound;
      if (edge.bound == FrameBound::preceding || edge.bound == FrameBound::following) {
        out.value = coerce_expression(edge.value);
      }
    } else if (edge.rows == 0) {
      out.kind = FrameBound::current;
    } else {
      out.kind = edge.rows < 0 ? FrameBound::preceding : FrameBound::following;
      out.value = make_ptr<BindParameter>("param", Value(std::abs(edge.rows)), integer_type());
    }
    return out;
  };
  return make_ptr<FrameClause>(unit, bound(frame.lower), bound(frame.upper));
}

const Function& require_function(const ColumnPtr& node) {
  if (node->kind() != ElementKind::function) {
    throw ArgumentError(str_cat("a function is expected here, got ", kind_name(node->kind())));
  }
  return as<Function>(*node);
}

}  // namespace

namespace {

ColumnPtr make_registered(FunctionOptions own, const std::string& name, std::vector<Name> packages,
                          std::vector<Operand> arguments, TypePtr type) {
  const std::string& spelling = own.sql_name.empty() ? name : own.sql_name;
  ColumnList nodes;
  for (Operand& argument : arguments) {
    nodes.push_back(coerce_expression(std::move(argument), {}, spelling));
  }
  if (!type) type = own.type;
  if (!type && own.type_of) type = own.type_of(nodes);
  return make_ptr<Function>(KnownFunction::user_defined, Name(spelling), std::move(nodes),
                            std::move(type), std::move(packages));
}

}  // namespace

ColumnPtr make_function(KnownFunction known, std::string_view name, std::vector<Operand> arguments,
                        TypePtr type) {
  std::vector<Name> packages;
  std::string_view own = name;
  for (std::size_t dot = own.find('.'); dot != std::string_view::npos; dot = own.find('.')) {
    packages.emplace_back(own.substr(0, dot));
    own.remove_prefix(dot + 1);
  }
  std::string spelling(own);
  if (packages.empty() && known == KnownFunction::none) {
    for (const Known& entry : kKnown) {
      if (iequals(entry.name, own)) {
        known = entry.function;
        spelling = entry.name;
      }
    }
  }
  if (known == KnownFunction::none) {
    if (std::optional<FunctionOptions> registered = registered_function(name)) {
      return make_registered(std::move(*registered), spelling, std::move(packages),
                             std::move(arguments), std::move(type));
    }
  }
  ColumnList nodes;
  nodes.reserve(arguments.size());
  const bool is_count = known == KnownFunction::count;
  for (Operand& argument : arguments) {
    const bool star = is_count && !argument.element() &&
                      argument.value().kind() == ValueKind::text && argument.value().text() == "*";
    if (star) {
      nodes.push_back(literal_column("*").node());
    } else {
      nodes.push_back(coerce_expression(std::move(argument), {}, spelling));
    }
  }
  if (is_count && nodes.empty()) nodes.push_back(literal_column("*").node());
  if (!type) type = known_type(known, nodes);
  return make_ptr<Function>(known, Name(std::move(spelling)), std::move(nodes), std::move(type),
                            std::move(packages));
}

ColumnPtr make_function(std::vector<Name> path, std::vector<Operand> arguments, TypePtr type) {
  Name name = path.empty() ? Name() : std::move(path.back());
  if (!path.empty()) path.pop_back();
  ColumnList nodes;
  nodes.reserve(arguments.size());
  for (Operand& argument : arguments) {
    nodes.push_back(coerce_expression(std::move(argument), {}, name.text()));
  }
  return make_ptr<Function>(KnownFunction::none, std::move(name), std::move(nodes), std::move(type),
                            std::move(path));
}

ColumnPtr make_over(const ColumnPtr& element, const OverOptions& options) {
  ColumnList partition_by;
  for (const Operand& clause : options.partition_by) {
    partition_by.push_back(coerce_by_of(clause, false)->self_group(Operator::comma));
  }
  ColumnList order_by;
  for (const Operand& clause : options.order_by) {
    order_by.push_back(coerce_by_of(clause, false)->self_group(Operator::comma));
  }
  const int frames = (options.range_ ? 1 : 0) + (options.rows ? 1 : 0) + (options.groups ? 1 : 0);
  if (frames > 1) {
    throw ArgumentError("only one of 'rows', 'range_', or 'groups' may be provided");
  }
  if (frames == 0 && !options.exclude.empty()) {
    throw ArgumentError(
        "'exclude' requires that one of 'rows', 'range_', or 'groups' is also specified");
  }
  Ptr<const FrameClause> frame;
  if (options.range_) frame = make_frame(FrameUnit::range, *options.range_);
  if (options.rows) frame = make_frame(FrameUnit::rows, *options.rows);
  if (options.groups) frame = make_frame(FrameUnit::groups, *options.groups);
  return make_ptr<Over>(element, std::move(partition_by), std::move(order_by), std::move(frame),
                        Name(options.exclude));
}

ColumnPtr make_filter(const ColumnPtr& element, ColumnList criteria) {
  if (criteria.empty()) return element;
  if (element->kind() == ElementKind::function_filter) {
    const auto& filtered = as<FunctionFilter>(*element);
    criteria.insert(criteria.begin(), filtered.criterion());
    return make_filter(filtered.function(), std::move(criteria));
  }
  ColumnPtr criterion =
      criteria.size() == 1 ? criteria.front() : conjunction(Operator::and_, std::move(criteria));
  return make_ptr<FunctionFilter>(element, std::move(criterion));
}

ColumnPtr make_within_group(const ColumnPtr& element, std::vector<Operand> order_by) {
  ColumnList list;
  for (Operand& clause : order_by) {
    list.push_back(coerce_by_of(std::move(clause), false)->self_group(Operator::comma));
  }
  return make_ptr<WithinGroup>(element, std::move(list));
}

TableValuedExpr table_valued(const ColumnPtr& function, std::vector<Operand> columns,
                             const TableValuedOptions& options) {
  require_function(function);
  TableValuedAlias::Options made{
      .name = Name(options.name), .columns = {}, .joins_implicitly = options.joins_implicitly};
  auto add = [&](const Operand& column) {
    if (column.element()) {
      made.columns.push_back(element_as_expression(column.element()));
    } else {
      made.columns.push_back(cupel::column(column.value().as<std::string>()).node());
    }
  };
  for (const Operand& column : columns) add(column);
  if (!options.with_ordinality.empty()) {
    add(Operand(cupel::column(options.with_ordinality)));
    made.with_ordinality = true;
  }
  return TableValuedExpr(make_ptr<TableValuedAlias>(function, std::move(made)));
}

TableValuedExpr function_alias(const ColumnPtr& function, std::string_view name,
                               bool joins_implicitly) {
  require_function(function);
  TableValuedAlias::Options made{
      .name = Name(name), .columns = {}, .joins_implicitly = joins_implicitly, .scalar = true};
  return TableValuedExpr(make_ptr<TableValuedAlias>(function, std::move(made)));
}

ColumnPtr column_valued(const ColumnPtr& function, std::string_view name, bool joins_implicitly) {
  return function_alias(function, name, joins_implicitly).column().node();
}

ColumnPtr scalar_table_valued(const ColumnPtr& function, std::string_view name, TypePtr type) {
  return make_ptr<ScalarFunctionColumn>(function, Name(name), std::move(type));
}

ColumnPtr function_as_comparison(const ColumnPtr& function, int left, int right) {
  const Function& node = require_function(function);
  const auto count = static_cast<int>(node.arguments().size());
  if (left < 1 || right < 1 || left > count || right > count) {
    throw ArgumentError(str_cat("as_comparison(): places count from 1 to ", count,
                                ", the number of arguments of ", node.name().text()));
  }
  return node.as_comparison(static_cast<std::uint16_t>(left), static_cast<std::uint16_t>(right));
}

ColumnPtr function_with_type(const ColumnPtr& function, TypePtr type) {
  return require_function(function).with_type(std::move(type));
}

ColumnPtr function_as_monotonic(const ColumnPtr& function) {
  return require_function(function).as_monotonic();
}

}  // namespace detail

TableValuedExpr::TableValuedExpr(Ptr<const TableValuedAlias> node) noexcept
    : FromExpr(std::move(node)) {}

Ptr<const TableValuedAlias> TableValuedExpr::alias_node() const noexcept {
  return static_ptr_cast<const TableValuedAlias>(node());
}

TableValuedExpr TableValuedExpr::alias(std::string_view name, bool joins_implicitly) const {
  TableValuedAlias::Options options = alias_node()->options();
  options.name = Name(name);
  options.joins_implicitly = options.joins_implicitly || joins_implicitly;
  return TableValuedExpr(make_ptr<TableValuedAlias>(alias_node()->function(), std::move(options)));
}

FromExpr TableValuedExpr::lateral(std::string_view name) const {
  TableValuedAlias::Options options = alias_node()->options();
  options.name = name.empty() && !options.name.is_anonymous() ? options.name : Name(name);
  options.lateral = true;
  return TableValuedExpr(make_ptr<TableValuedAlias>(alias_node()->function(), std::move(options)));
}

TableValuedExpr TableValuedExpr::render_derived(std::string_view name, bool with_types) const {
  TableValuedAlias::Options options = alias_node()->options();
  options.name = Name(name);
  options.render_derived = true;
  options.render_derived_types = with_types;
  return TableValuedExpr(make_ptr<TableValuedAlias>(alias_node()->function(), std::move(options)));
}

Expr<Untyped> TableValuedExpr::column() const {
  return Expr<Untyped>(alias_node()->column());
}

Expr<Untyped> over(const SqlExpression& element, const OverOptions& options) {
  return Expr<Untyped>(detail::make_over(element.node(), options));
}

}  // namespace cupel
