#include "cupel/schema/index.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/str_cat.hpp"

#include "schema/constraint_columns.hpp"
#include "schema/index_node.hpp"

namespace cupel {

// ---- IndexColumn --------------------------------------------------------------------------------

IndexColumn::IndexColumn(const SqlExpression& expression) : expression_(expression.node()) {}
IndexColumn::~IndexColumn() = default;
IndexColumn::IndexColumn(const IndexColumn&) = default;
IndexColumn& IndexColumn::operator=(const IndexColumn&) = default;

// ---- Index --------------------------------------------------------------------------------------

Index::Index(ConstraintName name, std::vector<IndexColumn> columns, IndexOptions options)
    : node_(make_ptr<Node>()) {
  check_dialect_options(options.dialect, OptionTarget::index);
  node_->name = std::move(name);
  node_->options = std::move(options);
  node_->pending = std::move(columns);
  // An index over columns of a table that is there joins it at once.
  if (const SchemaTable* table = node_->table_of_columns()) {
    keep_ = ElementPtr(table);
    const_cast<SchemaTable*>(table)->add_index(Index(node_));
  }
}

Index::Index(Ptr<Node> node) : node_(std::move(node)) {}
Index::~Index() = default;
Index::Index(const Index&) = default;
Index& Index::operator=(const Index&) = default;

const ConstraintName& Index::name() const noexcept {
  return node_->name;
}
bool Index::unique() const noexcept {
  return node_->options.unique;
}
const IndexOptions& Index::options() const noexcept {
  return node_->options;
}
const SchemaTable* Index::table() const noexcept {
  return node_->table;
}
std::span<const ClauseElement* const> Index::expressions() const noexcept {
  return node_->expressions;
}
std::span<const SchemaColumn* const> Index::columns() const noexcept {
  return node_->columns;
}

bool Index::is_column_flag() const noexcept {
  return node_->column_flag;
}

Index Index::copy() const {
  auto node = make_ptr<Node>();
  node->name = node_->name;
  node->options = node_->options;
  for (const ClauseElement* e : node_->expressions) {
    if (const SchemaColumn* c = as_schema_column(*e)) {
      node->pending.emplace_back(c->key_text());
    } else {
      node->pending.emplace_back(SqlExpression(ColumnPtr(static_cast<const ColumnElement*>(e))));
    }
  }
  return Index(std::move(node));
}

void Index::create_on(SchemaExecutor& executor, CheckFirst checkfirst) const {
  if (node_->table && checkfirst.has(CheckFirst::indexes) &&
      executor.has_index(node_->table->name().text(), executor.index_name(*this),
                         node_->table->schema().text()))
    return;
  executor.execute_ddl(CreateIndex(*this).ddl());
}

void Index::drop_on(SchemaExecutor& executor, CheckFirst checkfirst) const {
  if (node_->table && checkfirst.has(CheckFirst::indexes) &&
      !executor.has_index(node_->table->name().text(), executor.index_name(*this),
                          node_->table->schema().text()))
    return;
  executor.execute_ddl(DropIndex(*this).ddl());
}

// ---- Index::Node --------------------------------------------------------------------------------

const SchemaTable* Index::Node::table_of_columns() const {
  const SchemaTable* found = nullptr;
  for (const IndexColumn& c : pending) {
    if (!c.expression_ || found) continue;
    visitors::traverse(*c.expression_, [&](const ClauseElement& e) {
      if (!found && e.kind() == ElementKind::column)
        if (const SchemaColumn* column = as_schema_column(e)) found = column->schema_table();
      return !found;
    });
  }
  return found;
}

void Index::Node::attach(SchemaTable& to) {
  if (table && table != &to) {
    throw ArgumentError(str_cat("index ", quoted(name.text()), " is against table ",
                                quoted(table->key()), " and cannot be associated with table ",
                                quoted(to.key())));
  }
  std::vector<const ClauseElement*> all;
  std::vector<const SchemaColumn*> inside;
  std::vector<ElementPtr> kept;
  const auto note = [&](const SchemaColumn& c) {
    for (const SchemaColumn* known : inside)
      if (known == &c) return;
    inside.push_back(&c);
  };
  for (const IndexColumn& c : pending) {
    if (!c.expression_) {
      ConstraintColumn wanted(c.key_);
      const SchemaColumn& column =
          detail::column_in(to, wanted, str_cat("Index ", quoted(name.text())));
      all.push_back(&column);
      note(column);
      continue;
    }
    const SchemaColumn* plain =
        c.expression_->kind() == ElementKind::column ? as_schema_column(*c.expression_) : nullptr;
    if (plain && plain->schema_table() == &to) {
      all.push_back(plain);
      note(*plain);
      continue;
    }
    visitors::traverse(*c.expression_, [&](const ClauseElement& e) {
      if (e.kind() != ElementKind::column) return true;
      const SchemaColumn* column = as_schema_column(e);
      if (!column) column = to.find_schema_column(as<ColumnClause>(e).key_text());
      if (column && column->schema_table() == &to) note(*column);
      return true;
    });
    kept.push_back(detached(c.expression_));
    all.push_back(kept.back().get());
  }
  options.dialect.detach();
  table = &to;
  expressions = std::move(all);
  columns = std::move(inside);
  detached_expressions = std::move(kept);
  pending.clear();
}

}  // namespace cupel
