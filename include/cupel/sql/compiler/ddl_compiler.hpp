#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/schema/ddl_nodes.hpp>
#include <cupel/sql/compiler/compiled.hpp>
#include <cupel/sql/compiler/context.hpp>
#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/sql/compiler/identifier_preparer.hpp>
#include <cupel/sql/compiler/options.hpp>

namespace cupel {

/// Turns DDL statements into text: one visit_ method for each kind, and one for each item inside.
/// A dialect derives from it and overrides what differs. An item that is not rendered is "".
///
/// Not thread-safe. The context and the options outlive the compiler.
class DdlCompiler {
 public:
  DdlCompiler(const CompilerContext& context, const CompileOptions& options);
  virtual ~DdlCompiler();
  DdlCompiler(const DdlCompiler&) = delete;
  DdlCompiler& operator=(const DdlCompiler&) = delete;

  /// The statement with its text. `element` is kept alive by the result.
  /// Throws CompileError, UnsupportedCompilationError, IdentifierError, and NoReferenceError for
  /// foreign keys that point to nothing.
  [[nodiscard]] Ptr<const Compiled> compile(const DdlElement& element);
  /// The text alone.
  [[nodiscard]] std::string process(const DdlElement& element);
  /// As process(), without looking for a hook: what a hook calls for the usual text.
  [[nodiscard]] std::string process_default(const DdlElement& element);

  [[nodiscard]] const CompilerContext& context() const noexcept { return context_; }
  [[nodiscard]] const CompilerTraits& traits() const noexcept;
  [[nodiscard]] const IdentifierPreparer& preparer() const noexcept;

  /// The name of an index, cut to the database's limit. Throws IdentifierError for a name that a
  /// user gave and that is too long.
  [[nodiscard]] std::string prepared_index_name(const Index& index, bool include_schema = false);
  /// The name of a constraint as it is quoted; nullopt when it has none.
  [[nodiscard]] std::optional<std::string> constraint_name(const Constraint& constraint,
                                                           const SchemaTable& table);
  /// Cut and unquoted: what the catalogue will hold.
  [[nodiscard]] std::string index_name(const Index& index) const;
  /// How a type that this database keeps under a name comes and goes; nothing for other types.
  [[nodiscard]] virtual std::optional<SchemaExecutor::NamedType> named_type(
      const TypePtr& type) const;

 protected:
  // Statements (ddl_compiler.cpp).
  virtual std::string visit_create_table(const CreateTableNode& e);
  virtual std::string visit_drop_table(const DropTableNode& e);
  /// `first_pk`: the column is the first of the table's key.
  virtual std::string visit_create_column(const SchemaColumn& column, bool first_pk);
  virtual std::string visit_create_index(const CreateIndexNode& e);
  virtual std::string visit_drop_index(const DropIndexNode& e);
  virtual std::string visit_create_schema(const CreateSchemaNode& e);
  virtual std::string visit_drop_schema(const DropSchemaNode& e);
  virtual std::string visit_create_sequence(const CreateSequenceNode& e);
  virtual std::string visit_drop_sequence(const DropSequenceNode& e);
  virtual std::string visit_add_constraint(const AddConstraintNode& e);
  virtual std::string visit_drop_constraint(const DropConstraintNode& e);
  virtual std::string visit_set_table_comment(const SetTableCommentNode& e);
  virtual std::string visit_drop_table_comment(const DropTableCommentNode& e);
  virtual std::string visit_set_column_comment(const SetColumnCommentNode& e);
  virtual std::string visit_drop_column_comment(const DropColumnCommentNode& e);
  virtual std::string visit_set_constraint_comment(const SetConstraintCommentNode& e);
  virtual std::string visit_drop_constraint_comment(const DropConstraintCommentNode& e);
  virtual std::string visit_create_view(const CreateViewNode& e);
  virtual std::string visit_drop_view(const DropViewNode& e);
  virtual std::string visit_create_table_as(const CreateTableAsNode& e);
  virtual std::string visit_text(const DdlTextNode& e);
  virtual std::string visit_extension(const DdlExtension& e);

  // Parts of CREATE TABLE (ddl_columns.cpp).
  virtual std::string column_specification(const SchemaColumn& column, bool first_pk);
  /// What stands behind DEFAULT; nullopt: no such clause.
  virtual std::optional<std::string> column_default(const SchemaColumn& column);
  virtual std::string visit_computed(const Computed& e);
  virtual std::string visit_identity(const Identity& e);
  /// Between the name and the parenthesis.
  virtual std::string create_table_suffix(const SchemaTable& table);
  /// Behind the closing parenthesis.
  virtual std::string post_create_table(const SchemaTable& table);
  [[nodiscard]] virtual std::string sequence_options(const SequenceOptions& options) const;
  /// The text between CREATE SEQUENCE name and its options.
  virtual std::string create_sequence_prefix(const SequenceNode& sequence);
  /// Between the name of a view and AS.
  virtual std::string create_view_suffix(const CreateViewNode& e);
  [[nodiscard]] virtual bool view_if_not_exists(const CreateViewNode& e) const;

  // Constraints (ddl_constraints.cpp).
  std::string constraint_text(const Constraint& constraint, const SchemaTable& table);
  virtual std::string visit_primary_key(const PrimaryKeyConstraint& e, const SchemaTable& table);
  virtual std::string visit_unique(const UniqueConstraint& e, const SchemaTable& table);
  /// `column`: the constraint stands within a column's definition.
  virtual std::string visit_check(const CheckConstraint& e, const SchemaTable& table,
                                  const SchemaColumn* column);
  virtual std::string visit_foreign_key(const ForeignKeyConstraint& e, const SchemaTable& table);
  virtual std::string visit_exclude(const Constraint& e, const SchemaTable& table);
  virtual std::string remote_table(const ForeignKeyConstraint& e, const SchemaTable& remote);
  virtual std::string foreign_key_match(const ForeignKeyConstraint& e);
  virtual std::string foreign_key_cascades(const ForeignKeyConstraint& e);
  [[nodiscard]] virtual bool is_cascade_action(std::string_view phrase) const;
  virtual std::string deferrability(const Constraint& e);
  /// Between UNIQUE and the columns.
  virtual std::string unique_distinct(const UniqueConstraint& e);
  /// Whether the CHECK of a Boolean or Enum is needed in this dialect.
  [[nodiscard]] virtual bool wants_type_check(const CheckConstraint& e) const;
  /// "CONSTRAINT name ", or "".
  std::string constraint_prefix(const Constraint& e, const SchemaTable& table);

  // For overriding methods.
  [[nodiscard]] std::string table_name(const TableClause& table, bool use_schema = true) const;
  [[nodiscard]] std::string sequence_name(const SequenceNode& sequence) const;
  [[nodiscard]] std::string column_list(std::span<const SchemaColumn* const> columns) const;
  /// An expression with its values inline and its columns without table.
  [[nodiscard]] std::string inline_sql(const ClauseElement& element, bool include_table = false);
  [[nodiscard]] std::string string_literal(std::string_view text);
  /// A statement inside another, values inline.
  [[nodiscard]] std::string statement_sql(const ClauseElement& statement) const;
  void require_table(const Index& index) const;
  /// Throws CompileError unless `phrase` is one of `words` (case aside).
  void require_phrase(std::string_view phrase, std::span<const std::string_view> words) const;
  [[noreturn]] void unsupported(std::string_view construct) const;

 private:
  std::string dispatch(const DdlElement& element);
  std::string table_constraints(const CreateTableNode& e);
  [[nodiscard]] std::string cut_name(const ConstraintName& name, std::size_t limit) const;

  const CompilerContext& context_;
  const CompileOptions& options_;
  std::unique_ptr<SqlCompiler> sql_;
};

}  // namespace cupel
