#include "cupel/schema/ddl.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/ddl_nodes.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

// ---- DdlStatement -------------------------------------------------------------------------------

DdlStatement::DdlStatement(Ptr<const DdlElement> node) : Executable(ElementPtr(std::move(node))) {}

const DdlElement& DdlStatement::ddl() const noexcept {
  return static_cast<const DdlElement&>(*element_);
}

DdlStatement DdlStatement::execute_if(DdlCondition condition) const {
  auto copy = static_ptr_cast<DdlElement>(element_->shallow_copy());
  copy->set_condition(std::move(condition));
  return DdlStatement(copy);
}

std::function<void(const DdlEventContext&)> DdlStatement::as_listener() const {
  return [node = static_ptr_cast<const DdlElement>(element_)](const DdlEventContext& context) {
    if (!node->condition().allows(context.executor.ddl_traits().dialect_name)) return;
    if (node->ddl_kind() != DdlKind::text || !context.table) {
      context.executor.execute_ddl(*node);
      return;
    }
    const auto about = make_ptr<DdlTextNode>(static_cast<const DdlTextNode&>(*node));
    about->target = Ptr<const SchemaTable>(context.table);
    context.executor.execute_ddl(*about);
  };
}

namespace {

Ptr<const SchemaTable> keep(const Table& table) {
  return Ptr<const SchemaTable>(&table.schema_table());
}

Ptr<const SchemaColumn> keep(const Column& column) {
  return Ptr<const SchemaColumn>(&column.schema_column());
}

/// A constraint of a table as it is; a new one as if it belonged to the table of its columns.
template <class Node>
Ptr<Node> constraint_node(const Constraint& constraint, std::string_view statement) {
  const SchemaTable* table =
      constraint.table() ? constraint.table() : constraint.table_of_columns();
  if (!table) {
    throw ArgumentError(str_cat(statement, ": the ", constraint.class_name(),
                                " belongs to no table; give it columns of a table as objects, or "
                                "append it to a table first"));
  }
  auto node = make_ptr<Node>();
  node->table = Ptr<const SchemaTable>(table);
  node->constraint = constraint.table() ? Ptr<const Constraint>(&constraint)
                                        : Ptr<const Constraint>(constraint.attached_to(*table));
  return node;
}

}  // namespace

// ---- tables, columns, indexes -------------------------------------------------------------------

namespace {

Ptr<const DdlElement> create_table_node(const Table& table, CreateTableOptions options) {
  auto node = make_ptr<CreateTableNode>();
  node->table = keep(table);
  node->if_not_exists = options.if_not_exists;
  node->foreign_keys = std::move(options.include_foreign_key_constraints);
  return node;
}
Ptr<const DdlElement> drop_table_node(const Table& table, DropOptions options) {
  auto node = make_ptr<DropTableNode>();
  node->table = keep(table);
  node->if_exists = options.if_exists;
  return node;
}
Ptr<const DdlElement> create_column_node(const Column& column) {
  auto node = make_ptr<CreateColumnNode>();
  node->column = keep(column);
  return node;
}
template <class Node>
Ptr<Node> index_node(const Index& index) {
  auto node = make_ptr<Node>(index);
  if (index.table()) node->table = Ptr<const SchemaTable>(index.table());
  return node;
}
Ptr<const DdlElement> create_index_node(const Index& index, CreateOptions options) {
  auto node = index_node<CreateIndexNode>(index);
  node->if_not_exists = options.if_not_exists;
  return node;
}
Ptr<const DdlElement> drop_index_node(const Index& index, DropOptions options) {
  auto node = index_node<DropIndexNode>(index);
  node->if_exists = options.if_exists;
  return node;
}

}  // namespace

CreateTable::CreateTable(const Table& table, CreateTableOptions options)
    : DdlStatement(create_table_node(table, std::move(options))) {}
DropTable::DropTable(const Table& table, DropOptions options)
    : DdlStatement(drop_table_node(table, options)) {}
CreateColumn::CreateColumn(const Column& column) : DdlStatement(create_column_node(column)) {}
CreateIndex::CreateIndex(const Index& index, CreateOptions options)
    : DdlStatement(create_index_node(index, options)) {}
DropIndex::DropIndex(const Index& index, DropOptions options)
    : DdlStatement(drop_index_node(index, options)) {}

// ---- schemas, sequences -------------------------------------------------------------------------

namespace {

Ptr<const DdlElement> create_schema_node(const Name& name, CreateOptions options) {
  auto node = make_ptr<CreateSchemaNode>();
  node->name = name;
  node->if_not_exists = options.if_not_exists;
  return node;
}
Ptr<const DdlElement> drop_schema_node(const Name& name, DropSchemaOptions options) {
  auto node = make_ptr<DropSchemaNode>();
  node->name = name;
  node->if_exists = options.if_exists;
  node->cascade = options.cascade;
  return node;
}
Ptr<const DdlElement> create_sequence_node(const Sequence& sequence, CreateOptions options) {
  auto node = make_ptr<CreateSequenceNode>();
  node->sequence = sequence.ptr();
  node->if_not_exists = options.if_not_exists;
  return node;
}
Ptr<const DdlElement> drop_sequence_node(const Sequence& sequence, DropOptions options) {
  auto node = make_ptr<DropSequenceNode>();
  node->sequence = sequence.ptr();
  node->if_exists = options.if_exists;
  return node;
}

}  // namespace

CreateSchema::CreateSchema(const Name& name, CreateOptions options)
    : DdlStatement(create_schema_node(name, options)) {}
DropSchema::DropSchema(const Name& name, DropSchemaOptions options)
    : DdlStatement(drop_schema_node(name, options)) {}
CreateSequence::CreateSequence(const Sequence& sequence, CreateOptions options)
    : DdlStatement(create_sequence_node(sequence, options)) {}
DropSequence::DropSequence(const Sequence& sequence, DropOptions options)
    : DdlStatement(drop_sequence_node(sequence, options)) {}

// ---- constraints --------------------------------------------------------------------------------

namespace {

Ptr<const DdlElement> drop_constraint_node(const Constraint& constraint,
                                           DropConstraintOptions options) {
  auto node = constraint_node<DropConstraintNode>(constraint, "DropConstraint");
  node->cascade = options.cascade;
  node->if_exists = options.if_exists;
  if (options.isolate_from_table) {
    warn(WarningCategory::deprecation,
         "DropConstraint: isolate_from_table is deprecated, since dropping a constraint does not "
         "depend on it; say it of AddConstraint");
    if (*options.isolate_from_table) constraint.isolate_from_table();
  }
  return node;
}

Ptr<const DdlElement> add_constraint_node(const Constraint& constraint,
                                          AddConstraintOptions options) {
  auto node = constraint_node<AddConstraintNode>(constraint, "AddConstraint");
  if (options.isolate_from_table) constraint.isolate_from_table();
  return node;
}

}  // namespace

AddConstraint::AddConstraint(const Constraint& constraint, AddConstraintOptions options)
    : DdlStatement(add_constraint_node(constraint, options)) {}
DropConstraint::DropConstraint(const Constraint& constraint, DropConstraintOptions options)
    : DdlStatement(drop_constraint_node(constraint, options)) {}

// ---- comments -----------------------------------------------------------------------------------

namespace {

template <class Node>
Ptr<const DdlElement> table_comment_node(const Table& table) {
  auto node = make_ptr<Node>();
  node->table = keep(table);
  return node;
}
template <class Node>
Ptr<const DdlElement> column_comment_node(const Column& column) {
  auto node = make_ptr<Node>();
  node->column = keep(column);
  return node;
}

}  // namespace

SetTableComment::SetTableComment(const Table& table)
    : DdlStatement(table_comment_node<SetTableCommentNode>(table)) {}
DropTableComment::DropTableComment(const Table& table)
    : DdlStatement(table_comment_node<DropTableCommentNode>(table)) {}
SetColumnComment::SetColumnComment(const Column& column)
    : DdlStatement(column_comment_node<SetColumnCommentNode>(column)) {}
DropColumnComment::DropColumnComment(const Column& column)
    : DdlStatement(column_comment_node<DropColumnCommentNode>(column)) {}
SetConstraintComment::SetConstraintComment(const Constraint& constraint)
    : DdlStatement(constraint_node<SetConstraintCommentNode>(constraint, "SetConstraintComment")) {}
DropConstraintComment::DropConstraintComment(const Constraint& constraint)
    : DdlStatement(
          constraint_node<DropConstraintCommentNode>(constraint, "DropConstraintComment")) {}

// ---- views, CREATE TABLE AS ---------------------------------------------------------------------

namespace {

/// A light table with the columns that `select` returns.
Ptr<const TableClause> table_of(const SelectHandle& select, const Name& name, const Name& schema) {
  auto table = make_ptr<TableClause>(name, schema);
  for (const auto& entry : select.statement().exported_columns()) {
    const Name column = entry.column->element_name();
    table->append_column(make_ptr<ColumnClause>(column.empty() ? Name(entry.key) : column,
                                                entry.column->type(), false, entry.key));
  }
  return table;
}

Ptr<const DdlElement> create_view_node(const SelectHandle& select, const Name& name,
                                       const CreateViewOptions& options) {
  check_dialect_options(options.dialect, OptionTarget::view);
  auto node = make_ptr<CreateViewNode>();
  node->name = name;
  node->schema = options.schema;
  node->selectable = select.element();
  node->table = table_of(select, name, options.schema);
  node->temporary = options.temporary;
  node->or_replace = options.or_replace;
  node->materialized = options.materialized;
  node->dialect = options.dialect;
  return node;
}
Ptr<const DdlElement> drop_view_node(const Name& name, DropViewOptions options) {
  auto node = make_ptr<DropViewNode>();
  node->name = name;
  node->schema = std::move(options.schema);
  node->materialized = options.materialized;
  node->if_exists = options.if_exists;
  return node;
}
Ptr<const DdlElement> drop_view_node(const FromExpr& view, DropViewOptions options) {
  if (view.node()->kind() != ElementKind::table) {
    throw ArgumentError("DropView: give it the view's name, or what CreateView::table() returned");
  }
  const auto& table = as<TableClause>(*view.node());
  options.schema = table.schema();
  return drop_view_node(table.name(), std::move(options));
}
Ptr<const DdlElement> create_table_as_node(const SelectHandle& select, const Name& name,
                                           const CreateTableAsOptions& options) {
  auto node = make_ptr<CreateTableAsNode>();
  node->name = name;
  node->schema = options.schema;
  node->selectable = select.element();
  node->table = table_of(select, name, options.schema);
  node->temporary = options.temporary;
  node->if_not_exists = options.if_not_exists;
  return node;
}

}  // namespace

CreateView::CreateView(const SelectHandle& select, const Name& name, CreateViewOptions options)
    : DdlStatement(create_view_node(select, name, options)) {
  if (!options.metadata) return;
  // The metadata must not hold its own tables, so its copy of the view names them only.
  auto own = make_ptr<CreateViewNode>(static_cast<const CreateViewNode&>(ddl()));
  own->selectable = detached(own->selectable);
  options.metadata->node().add_selected_object(
      {std::move(own),
       drop_view_node(name, {.schema = options.schema, .materialized = options.materialized}),
       name.text(), options.schema.text(), true});
}
FromExpr CreateView::table() const {
  return FromExpr(static_cast<const CreateViewNode&>(ddl()).table);
}
DropView::DropView(const Name& name, DropViewOptions options)
    : DdlStatement(drop_view_node(name, std::move(options))) {}
DropView::DropView(const FromExpr& view, DropViewOptions options)
    : DdlStatement(drop_view_node(view, std::move(options))) {}
CreateTableAs::CreateTableAs(const SelectHandle& select, const Name& name,
                             CreateTableAsOptions options)
    : DdlStatement(create_table_as_node(select, name, options)) {
  if (!options.metadata) return;
  auto own = make_ptr<CreateTableAsNode>(static_cast<const CreateTableAsNode&>(ddl()));
  own->selectable = detached(own->selectable);
  auto drop = make_ptr<DropTableNode>();
  drop->name = name;
  drop->schema = options.schema;
  options.metadata->node().add_selected_object(
      {std::move(own), std::move(drop), name.text(), options.schema.text(), false});
}
FromExpr CreateTableAs::table() const {
  return FromExpr(static_cast<const CreateTableAsNode&>(ddl()).table);
}

// ---- DDL ----------------------------------------------------------------------------------------

namespace {

Ptr<const DdlElement> text_node(
    std::string_view statement,
    std::initializer_list<std::pair<std::string_view, std::string_view>> context) {
  auto node = make_ptr<DdlTextNode>();
  node->statement = statement;
  for (const auto& [word, text] : context) node->context.emplace_back(word, text);
  return node;
}

}  // namespace

DDL::DDL(std::string_view statement,
         std::initializer_list<std::pair<std::string_view, std::string_view>> context)
    : DdlStatement(text_node(statement, context)) {}

DDL DDL::against(const Table& table) const {
  auto node = make_ptr<DdlTextNode>(static_cast<const DdlTextNode&>(ddl()));
  node->target = keep(table);
  return DDL(Ptr<const DdlElement>(node));
}

}  // namespace cupel
