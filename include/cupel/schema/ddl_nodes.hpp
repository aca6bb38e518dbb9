#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/constraint.hpp>
#include <cupel/schema/ddl_element.hpp>
#include <cupel/schema/index.hpp>
#include <cupel/schema/sequence.hpp>
#include <cupel/schema/table.hpp>
#include <cupel/sql/expression/select.hpp>

// The nodes behind the statements of ddl.hpp: what a DDL compiler visits.

namespace cupel {

struct CreateTableNode final : DdlElementOf<CreateTableNode, DdlKind::create_table> {
  Ptr<const SchemaTable> table;
  bool if_not_exists = false;
  /// Only these foreign keys stand in the statement; nullopt: all but those of use_alter.
  std::optional<std::vector<const ForeignKeyConstraint*>> foreign_keys;
};

struct DropTableNode final : DdlElementOf<DropTableNode, DdlKind::drop_table> {
  Ptr<const SchemaTable> table;
  Name name;  ///< where `table` is null: of a table made by CREATE TABLE AS
  Name schema;
  bool if_exists = false;
};

struct CreateColumnNode final : DdlElementOf<CreateColumnNode, DdlKind::create_column> {
  Ptr<const SchemaColumn> column;
};

struct CreateIndexNode final : DdlElementOf<CreateIndexNode, DdlKind::create_index> {
  explicit CreateIndexNode(const Index& i) : index(i) {}
  Index index;
  Ptr<const SchemaTable> table;  // keeps it
  bool if_not_exists = false;
};

struct DropIndexNode final : DdlElementOf<DropIndexNode, DdlKind::drop_index> {
  explicit DropIndexNode(const Index& i) : index(i) {}
  Index index;
  Ptr<const SchemaTable> table;
  bool if_exists = false;
};

struct CreateSchemaNode final : DdlElementOf<CreateSchemaNode, DdlKind::create_schema> {
  Name name;
  bool if_not_exists = false;
};

struct DropSchemaNode final : DdlElementOf<DropSchemaNode, DdlKind::drop_schema> {
  Name name;
  bool if_exists = false;
  bool cascade = false;
};

struct CreateSequenceNode final : DdlElementOf<CreateSequenceNode, DdlKind::create_sequence> {
  Ptr<const SequenceNode> sequence;
  bool if_not_exists = false;
};

struct DropSequenceNode final : DdlElementOf<DropSequenceNode, DdlKind::drop_sequence> {
  Ptr<const SequenceNode> sequence;
  bool if_exists = false;
};

struct AddConstraintNode final : DdlElementOf<AddConstraintNode, DdlKind::add_constraint> {
  Ptr<const Constraint> constraint;
  Ptr<const SchemaTable> table;
};

struct DropConstraintNode final : DdlElementOf<DropConstraintNode, DdlKind::drop_constraint> {
  Ptr<const Constraint> constraint;
  Ptr<const SchemaTable> table;
  bool cascade = false;
  bool if_exists = false;
};

template <DdlKind Kind>
struct TableCommentNode final : DdlElementOf<TableCommentNode<Kind>, Kind> {
  Ptr<const SchemaTable> table;
};
using SetTableCommentNode = TableCommentNode<DdlKind::set_table_comment>;
using DropTableCommentNode = TableCommentNode<DdlKind::drop_table_comment>;

template <DdlKind Kind>
struct ColumnCommentNode final : DdlElementOf<ColumnCommentNode<Kind>, Kind> {
  Ptr<const SchemaColumn> column;
};
using SetColumnCommentNode = ColumnCommentNode<DdlKind::set_column_comment>;
using DropColumnCommentNode = ColumnCommentNode<DdlKind::drop_column_comment>;

template <DdlKind Kind>
struct ConstraintCommentNode final : DdlElementOf<ConstraintCommentNode<Kind>, Kind> {
  Ptr<const Constraint> constraint;
  Ptr<const SchemaTable> table;
};
using SetConstraintCommentNode = ConstraintCommentNode<DdlKind::set_constraint_comment>;
using DropConstraintCommentNode = ConstraintCommentNode<DdlKind::drop_constraint_comment>;

struct CreateViewNode final : DdlElementOf<CreateViewNode, DdlKind::create_view> {
  Name name;
  Name schema;
  Ptr<const ClauseElement> selectable;
  Ptr<const TableClause> table;  // the view as a FROM element
  bool temporary = false;
  bool or_replace = false;
  bool materialized = false;
  DialectOptions dialect;
};

struct DropViewNode final : DdlElementOf<DropViewNode, DdlKind::drop_view> {
  Name name;
  Name schema;
  bool materialized = false;
  bool if_exists = false;
};

struct CreateTableAsNode final : DdlElementOf<CreateTableAsNode, DdlKind::create_table_as> {
  Name name;
  Name schema;
  Ptr<const ClauseElement> selectable;
  Ptr<const TableClause> table;
  bool temporary = false;
  bool if_not_exists = false;
};

/// SQL text with `%(table)s`, `%(schema)s`, `%(fullname)s` and words of one's own.
struct DdlTextNode final : DdlElementOf<DdlTextNode, DdlKind::text> {
  std::string statement;
  std::vector<std::pair<std::string, std::string>> context;
  Ptr<const SchemaTable> target;
};

}  // namespace cupel
