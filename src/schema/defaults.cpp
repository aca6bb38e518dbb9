#include "cupel/schema/defaults.hpp"

#include <utility>
#include <vector>

#include "cupel/schema/column.hpp"
#include "cupel/schema/sequence.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/function.hpp"
#include "cupel/sql/traversal/visitors.hpp"

namespace cupel {

ColumnDefault::ColumnDefault(ElementPtr sql) : value_(detached(sql)) {}
ColumnDefault::ColumnDefault(const Sequence& sequence) : value_(sequence.ptr()) {}
ColumnDefault::~ColumnDefault() = default;

const SequenceNode& ColumnDefault::sequence() const {
  return *std::get<Ptr<const SequenceNode>>(value_);
}

Value ColumnDefault::evaluate(const DefaultContext& context) const {
  switch (kind()) {
    case Kind::scalar:
      return scalar();
    case Kind::function:
      return std::get<Function>(value_)();
    case Kind::context:
      return std::get<ContextFunction>(value_)(context);
    case Kind::sql:
    case Kind::sequence:
      break;
  }
  return Value();
}

ServerDefault::ServerDefault(ElementPtr sql) : value_(detached(sql)) {}
ServerDefault::~ServerDefault() = default;

namespace {

/// The light copies that stand for the tables of one expression.
class Replacements {
 public:
  Ptr<const TableClause> table_for(const SchemaTable& table) {
    for (const auto& [from, to] : tables_)
      if (from == &table) return to;
    auto copy = make_ptr<TableClause>(table.name(), table.schema());
    for (const SchemaColumn* c : table.schema_columns())
      copy->append_column(make_ptr<ColumnClause>(c->name(), c->type(), false, c->key_text()));
    tables_.emplace_back(&table, copy);
    return copy;
  }

  ElementPtr operator()(const ClauseElement& e) {
    if (const SchemaTable* table = as_schema_table(e)) return table_for(*table);
    if (e.kind() == ElementKind::bind) {
      const auto& bind = as<BindParameter>(e);
      return bind.named_after() ? ElementPtr(bind.with_text_key()) : ElementPtr();
    }
    if (e.kind() != ElementKind::column) return {};
    const SchemaColumn* column = as_schema_column(e);
    if (!column) return {};
    const ColumnElement* copy = table_for(*column->schema_table())->find_column(column->key_text());
    return ElementPtr(copy);
  }

 private:
  std::vector<std::pair<const SchemaTable*, Ptr<const TableClause>>> tables_;
};

}  // namespace

ElementPtr detached(const ElementPtr& expression) {
  if (!expression) return expression;
  Replacements replacements;
  return visitors::replacement_traverse(*expression,
                                        [&](const ClauseElement& e) { return replacements(e); });
}

ColumnDefault::ColumnDefault(Value value) : value_(std::move(value)) {}
ColumnDefault::ColumnDefault(Function function) : value_(std::move(function)) {}
ColumnDefault::ColumnDefault(ContextFunction function) : value_(std::move(function)) {}

const Value& ColumnDefault::scalar() const {
  return std::get<Value>(value_);
}

const ClauseElement& ColumnDefault::sql() const {
  return *std::get<ElementPtr>(value_);
}

ServerDefault::ServerDefault() = default;
ServerDefault::ServerDefault(std::string text) : value_(std::move(text)) {}

const std::string& ServerDefault::text() const {
  return std::get<std::string>(value_);
}

const ClauseElement& ServerDefault::sql() const {
  return *std::get<ElementPtr>(value_);
}

namespace {

bool is_monotonic_call(const ClauseElement& sql) {
  return sql.kind() == ElementKind::function && as<cupel::Function>(sql).is_monotonic();
}

}  // namespace

bool ColumnDefault::is_monotonic() const noexcept {
  return is_sql() && is_monotonic_call(sql());
}

bool ServerDefault::is_monotonic() const noexcept {
  return kind() == Kind::sql && is_monotonic_call(sql());
}

}  // namespace cupel
