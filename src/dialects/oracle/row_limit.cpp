#include "dialects/oracle/row_limit.hpp"

#include "cupel/sql/compiler/compiler.hpp"
#include "cupel/sql/expression/operate.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::oracle {
namespace {

ColumnPtr literal_column(std::string_view text) {
  return make_ptr<ColumnClause>(Name(text), NullType::instance(), true);
}

/// The columns of `from` that stand for columns of `original`.
ColumnList columns_of(const FromClause& from, const SelectState& original) {
  ColumnList columns;
  for (const auto& entry : from.columns()) {
    if (original.selected_columns().corresponding_column(*entry.column) != nullptr) {
      columns.emplace_back(entry.column);
    }
  }
  return columns;
}

Ptr<SelectState> select_of(ColumnList columns) {
  auto select = make_ptr<SelectState>();
  SelectState::Parts& parts = select->edit();
  parts.raw_columns.assign(columns.begin(), columns.end());
  parts.columns = std::move(columns);
  return select;
}

void add_column(SelectState& select, const ColumnPtr& column) {
  SelectState::Parts& parts = select.edit();
  parts.columns.push_back(column);
  parts.raw_columns.emplace_back(column);
}

/// What FOR UPDATE OF names, as columns of `from`.
void adapt(ForUpdateArg& arg, const FromClause& from) {
  for (ElementPtr& of : arg.of) {
    of = visitors::replacement_traverse(*of, [&from](const ClauseElement& e) -> ElementPtr {
      if (e.kind() != ElementKind::column) return {};
      const ColumnElement* column = from.corresponding_column(as<ColumnElement>(e));
      return column != nullptr ? ElementPtr(column) : ElementPtr();
    });
  }
}

ElementPtr first_rows_hint(const ColumnPtr& limit) {
  // The text's parameter has the name that limit() gives to its own.
  return make_ptr<TextClause>("/*+ FIRST_ROWS(:param) */")
      ->with_bind(static_ptr_cast<const BindParameter>(limit));
}

const ColumnElement* as_column(const ElementPtr& e) {
  return dynamic_cast<const ColumnElement*>(e.get());
}

}  // namespace

RownumLimit::RownumLimit(const SelectState& limited, bool optimize) {
  const ColumnPtr& limit = limited.parts().row_limit.limit;
  const ColumnPtr& offset = limited.parts().row_limit.offset;
  for (const ColumnPtr& bound : {limit, offset}) {
    if (bound && SqlCompiler::is_plain_integer(*bound)) {
      plain_numbers_.push_back(&as<BindParameter>(*bound));
    }
  }
  const auto inner = make_ptr<SelectState>(limited);
  std::optional<ForUpdateArg> for_update = limited.parts().rare->for_update;
  if (for_update) {
    for (const ElementPtr& of : for_update->of) {
      const ColumnElement* column = as_column(of);
      if (column != nullptr && !inner->selected_columns().contains_column(*column)) {
        add_column(*inner, ColumnPtr(column));
      }
    }
  }
  selects_.push_back(inner.get());
  const auto inner_rows = make_ptr<Subquery>(inner);
  const Ptr<SelectState> counted = select_of(columns_of(*inner_rows, limited));
  selects_.push_back(counted.get());
  if (limit && optimize && SqlCompiler::is_plain_integer(*limit)) {
    counted->edit().rare.edit().prefixes.push_back({first_rows_hint(limit), "*"});
  }
  if (for_update) adapt(*for_update, *inner_rows);
  if (limit) {
    const ColumnPtr last =
        offset ? cupel::detail::operate(Operator::add, limit, Operand(ElementPtr(offset))) : limit;
    counted->edit().where.push_back(
        cupel::detail::operate(Operator::le, literal_column("ROWNUM"), Operand(ElementPtr(last))));
  }
  if (!offset) {
    if (for_update) counted->edit().rare.edit().for_update = for_update;
    outermost_ = counted;
    return;
  }
  add_column(*counted, make_ptr<Label>(Name("ora_rn"), literal_column("ROWNUM")));
  if (for_update) {
    for (const ElementPtr& of : for_update->of) {
      const ColumnElement* column = as_column(of);
      if (column != nullptr &&
          counted->selected_columns().corresponding_column(*column) == nullptr) {
        add_column(*counted, ColumnPtr(column));
      }
    }
  }
  const auto counted_rows = make_ptr<Subquery>(counted);
  const Ptr<SelectState> rest = select_of(columns_of(*counted_rows, limited));
  selects_.push_back(rest.get());
  if (for_update) adapt(*for_update, *counted_rows);
  rest->edit().where.push_back(
      cupel::detail::operate(Operator::gt, literal_column("ora_rn"), Operand(ElementPtr(offset))));
  if (for_update) rest->edit().rare.edit().for_update = for_update;
  outermost_ = rest;
}

}  // namespace cupel::oracle
