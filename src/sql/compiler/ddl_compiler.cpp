#include "cupel/sql/compiler/ddl_compiler.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/compiler/compiler.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/ddl_hooks.hpp"
#include "sql/compiler/md5.hpp"

namespace cupel {

DdlCompiler::DdlCompiler(const CompilerContext& context, const CompileOptions& options)
    : context_(context), options_(options) {}

DdlCompiler::~DdlCompiler() = default;

const CompilerTraits& DdlCompiler::traits() const noexcept {
  return context_.traits();
}

const IdentifierPreparer& DdlCompiler::preparer() const noexcept {
  return context_.identifier_preparer();
}

Ptr<const Compiled> DdlCompiler::compile(const DdlElement& element) {
  CompiledParts parts;
  parts.sql = process(element);
  parts.statement = ElementPtr(&element);
  parts.context = &context_;
  parts.paramstyle = traits().paramstyle;
  parts.flags.is_ddl = true;
  return make_ptr<Compiled>(std::move(parts));
}

std::string DdlCompiler::process(const DdlElement& element) {
  if (const DdlHook hook = find_ddl_hook(element, traits().name)) return hook(element, *this);
  return dispatch(element);
}

std::string DdlCompiler::process_default(const DdlElement& element) {
  return dispatch(element);
}

// The one switch over DdlKind; without default on purpose.
std::string DdlCompiler::dispatch(const DdlElement& e) {
  switch (e.ddl_kind()) {
    case DdlKind::text:
      return visit_text(static_cast<const DdlTextNode&>(e));
    case DdlKind::create_table:
      return visit_create_table(static_cast<const CreateTableNode&>(e));
    case DdlKind::drop_table:
      return visit_drop_table(static_cast<const DropTableNode&>(e));
    case DdlKind::create_column: {
      const SchemaColumn& column = *static_cast<const CreateColumnNode&>(e).column;
      return visit_create_column(column, column.primary_key());
    }
    case DdlKind::create_index:
      return visit_create_index(static_cast<const CreateIndexNode&>(e));
    case DdlKind::drop_index:
      return visit_drop_index(static_cast<const DropIndexNode&>(e));
    case DdlKind::create_schema:
      return visit_create_schema(static_cast<const CreateSchemaNode&>(e));
    case DdlKind::drop_schema:
      return visit_drop_schema(static_cast<const DropSchemaNode&>(e));
    case DdlKind::create_sequence:
      return visit_create_sequence(static_cast<const CreateSequenceNode&>(e));
    case DdlKind::drop_sequence:
      return visit_drop_sequence(static_cast<const DropSequenceNode&>(e));
    case DdlKind::add_constraint:
      return visit_add_constraint(static_cast<const AddConstraintNode&>(e));
    case DdlKind::drop_constraint:
      return visit_drop_constraint(static_cast<const DropConstraintNode&>(e));
    case DdlKind::set_table_comment:
      return visit_set_table_comment(static_cast<const SetTableCommentNode&>(e));
    case DdlKind::drop_table_comment:
      return visit_drop_table_comment(static_cast<const DropTableCommentNode&>(e));
    case DdlKind::set_column_comment:
      return visit_set_column_comment(static_cast<const SetColumnCommentNode&>(e));
    case DdlKind::drop_column_comment:
      return visit_drop_column_comment(static_cast<const DropColumnCommentNode&>(e));
    case DdlKind::set_constraint_comment:
      return visit_set_constraint_comment(static_cast<const SetConstraintCommentNode&>(e));
    case DdlKind::drop_constraint_comment:
      return visit_drop_constraint_comment(static_cast<const DropConstraintCommentNode&>(e));
    case DdlKind::create_view:
      return visit_create_view(static_cast<const CreateViewNode&>(e));
    case DdlKind::drop_view:
      return visit_drop_view(static_cast<const DropViewNode&>(e));
    case DdlKind::create_table_as:
      return visit_create_table_as(static_cast<const CreateTableAsNode&>(e));
    case DdlKind::extension:
      return visit_extension(static_cast<const DdlExtension&>(e));
  }
  unsupported("this DDL statement");
}

// ---- tables -------------------------------------------------------------------------------------

std::string DdlCompiler::visit_create_table(const CreateTableNode& e) {
  const SchemaTable& table = *e.table;
  std::string out = "\nCREATE ";
  for (const std::string& prefix : table.options().prefixes) str_append(out, prefix, " ");
  str_append(out, "TABLE ", e.if_not_exists ? "IF NOT EXISTS " : "", table_name(table), " ");
  if (const std::string suffix = create_table_suffix(table); !suffix.empty())
    str_append(out, suffix, " ");
  out += '(';

  std::string_view separator = "\n";
  bool key_seen = false;
  for (const SchemaColumn* column : table.schema_columns()) {
    std::string text;
    try {
      text = visit_create_column(*column, column->primary_key() && !key_seen);
    } catch (const CompileError& error) {
      const std::string message = str_cat("(in table ", quoted(table.name().text()), ", column ",
                                          quoted(column->name().text()), "): ", error.message());
      if (error.name() == "UnsupportedCompilationError") throw UnsupportedCompilationError(message);
      throw CompileError(message);
    }
    if (!text.empty()) {
      str_append(out, separator, "\t", text);
      separator = ", \n";
    }
    key_seen = key_seen || column->primary_key();
  }
  if (const std::string constraints = table_constraints(e); !constraints.empty())
    str_append(out, separator, "\t", constraints);
  str_append(out, "\n)", post_create_table(table), "\n\n");
  return out;
}

std::string DdlCompiler::visit_drop_table(const DropTableNode& e) {
  const Ptr<const TableClause> table =
      e.table ? Ptr<const TableClause>(e.table)
              : Ptr<const TableClause>(make_ptr<TableClause>(e.name, e.schema));
  return str_cat("\nDROP TABLE ", e.if_exists ? "IF EXISTS " : "", table_name(*table));
}

// ---- indexes ------------------------------------------------------------------------------------

std::string DdlCompiler::visit_create_index(const CreateIndexNode& e) {
  require_table(e.index);
  std::string out = str_cat("CREATE ", e.index.unique() ? "UNIQUE " : "", "INDEX ",
                            e.if_not_exists ? "IF NOT EXISTS " : "", prepared_index_name(e.index),
                            " ON ", table_name(*e.table), " (");
  out += join(e.index.expressions(), ", ", [&](const ClauseElement* x) { return inline_sql(*x); });
  out += ')';
  return out;
}

std::string DdlCompiler::visit_drop_index(const DropIndexNode& e) {
  return str_cat("\nDROP INDEX ", e.if_exists ? "IF EXISTS " : "",
                 prepared_index_name(e.index, true));
}

void DdlCompiler::require_table(const Index& index) const {
  if (index.table()) return;
  throw CompileError(str_cat("index ", quoted(index.name().text()),
                             " is not associated with any table; give it to a Table, or give it "
                             "columns of one as objects"));
}

std::string DdlCompiler::index_name(const Index& index) const {
  if (!index.name().has_text())
    throw CompileError("an index needs a name to be created or dropped");
  const CompilerTraits& t = traits();
  return cut_name(index.name(),
                  t.max_index_name_length ? t.max_index_name_length : t.max_identifier_length);
}

std::string DdlCompiler::prepared_index_name(const Index& index, bool include_schema) {
  std::string out;
  if (include_schema && index.table()) {
    const auto schema = IdentifierPreparer::effective_schema(index.table()->schema(),
                                                             &options_.schema_translate_map);
    if (schema) {
      preparer().append_schema(out, schema->text(), schema->quote());
      out += '.';
    }
  }
  return out + preparer().quote(index_name(index));
}

std::string DdlCompiler::cut_name(const ConstraintName& name, std::size_t limit) const {
  const std::string& text = name.text();
  // The shorter limits of indexes and constraints are for names that are made, not given.
  if (!name.is_converted()) limit = traits().max_identifier_length;
  if (text.size() <= limit) return text;
  if (name.is_converted() && limit > 8) {
    const std::string mark = md5_hex(text);
    return str_cat(std::string_view(text).substr(0, limit - 8), "_",
                   std::string_view(mark).substr(mark.size() - 4));
  }
  throw IdentifierError(str_cat("identifier ", quoted(text), " exceeds the maximum length of ",
                                limit, " characters of dialect ", quoted(traits().name),
                                "; give a shorter name"));
}

// ---- schemas, sequences -------------------------------------------------------------------------

std::string DdlCompiler::visit_create_schema(const CreateSchemaNode& e) {
  return str_cat("CREATE SCHEMA ", e.if_not_exists ? "IF NOT EXISTS " : "",
                 preparer().quote(e.name.text(), e.name.quote()));
}

std::string DdlCompiler::visit_drop_schema(const DropSchemaNode& e) {
  return str_cat("DROP SCHEMA ", e.if_exists ? "IF EXISTS " : "",
                 preparer().quote(e.name.text(), e.name.quote()), e.cascade ? " CASCADE" : "");
}

std::string DdlCompiler::visit_create_sequence(const CreateSequenceNode& e) {
  std::string out = str_cat("CREATE SEQUENCE ", e.if_not_exists ? "IF NOT EXISTS " : "",
                            sequence_name(*e.sequence), create_sequence_prefix(*e.sequence));
  if (const std::string options = sequence_options(e.sequence->options()); !options.empty())
    str_append(out, " ", options);
  return out;
}

std::string DdlCompiler::visit_drop_sequence(const DropSequenceNode& e) {
  return str_cat("DROP SEQUENCE ", e.if_exists ? "IF EXISTS " : "", sequence_name(*e.sequence));
}

std::string DdlCompiler::create_sequence_prefix(const SequenceNode&) {
  return {};
}

std::string DdlCompiler::sequence_options(const SequenceOptions& o) const {
  std::vector<std::string> parts;
  if (o.increment) parts.push_back(str_cat("INCREMENT BY ", *o.increment));
  if (o.start) parts.push_back(str_cat("START WITH ", *o.start));
  if (o.minvalue) parts.push_back(str_cat("MINVALUE ", *o.minvalue));
  if (o.maxvalue) parts.push_back(str_cat("MAXVALUE ", *o.maxvalue));
  if (o.nominvalue) parts.emplace_back("NO MINVALUE");
  if (o.nomaxvalue) parts.emplace_back("NO MAXVALUE");
  if (o.cache) parts.push_back(str_cat("CACHE ", *o.cache));
  if (o.cycle) parts.emplace_back(*o.cycle ? "CYCLE" : "NO CYCLE");
  return join(parts, " ");
}

// ---- constraints by ALTER -----------------------------------------------------------------------

std::string DdlCompiler::visit_add_constraint(const AddConstraintNode& e) {
  const std::string text = constraint_text(*e.constraint, *e.table);
  if (text.empty()) {
    throw CompileError(str_cat("dialect ", quoted(traits().name), " does not render this ",
                               e.constraint->class_name(), " of table ", quoted(e.table->key()),
                               ", so it cannot be added"));
  }
  return str_cat("ALTER TABLE ", table_name(*e.table), " ADD ", text);
}

std::string DdlCompiler::visit_drop_constraint(const DropConstraintNode& e) {
  const auto name = constraint_name(*e.constraint, *e.table);
  if (!name) {
    throw CompileError(str_cat("can't emit DROP CONSTRAINT for the ", e.constraint->class_name(),
                               " of table ", quoted(e.table->key()),
                               "; it has no name: give it one, or the MetaData a naming "
                               "convention"));
  }
  return str_cat("ALTER TABLE ", table_name(*e.table), " DROP CONSTRAINT ",
                 e.if_exists ? "IF EXISTS " : "", *name, e.cascade ? " CASCADE" : "");
}

// ---- comments -----------------------------------------------------------------------------------

std::string DdlCompiler::visit_set_table_comment(const SetTableCommentNode& e) {
  return str_cat("COMMENT ON TABLE ", table_name(*e.table), " IS ",
                 string_literal(e.table->comment().value_or("")));
}

std::string DdlCompiler::visit_drop_table_comment(const DropTableCommentNode& e) {
  return str_cat("COMMENT ON TABLE ", table_name(*e.table), " IS NULL");
}

std::string DdlCompiler::visit_set_column_comment(const SetColumnCommentNode& e) {
  return str_cat("COMMENT ON COLUMN ", table_name(*e.column->schema_table()), ".",
                 preparer().format_column(*e.column), " IS ",
                 string_literal(e.column->comment().value_or("")));
}

std::string DdlCompiler::visit_drop_column_comment(const DropColumnCommentNode& e) {
  return str_cat("COMMENT ON COLUMN ", table_name(*e.column->schema_table()), ".",
                 preparer().format_column(*e.column), " IS NULL");
}

std::string DdlCompiler::visit_set_constraint_comment(const SetConstraintCommentNode& e) {
  if (!traits().supports_constraint_comments) unsupported("the comment of a constraint");
  return str_cat("COMMENT ON CONSTRAINT ", constraint_name(*e.constraint, *e.table).value_or(""),
                 " ON ", table_name(*e.table), " IS ",
                 string_literal(e.constraint->options().comment));
}

std::string DdlCompiler::visit_drop_constraint_comment(const DropConstraintCommentNode& e) {
  if (!traits().supports_constraint_comments) unsupported("the comment of a constraint");
  return str_cat("COMMENT ON CONSTRAINT ", constraint_name(*e.constraint, *e.table).value_or(""),
                 " ON ", table_name(*e.table), " IS NULL");
}

// ---- views, CREATE TABLE AS ---------------------------------------------------------------------

std::string DdlCompiler::visit_create_view(const CreateViewNode& e) {
  return str_cat("CREATE ", e.or_replace ? "OR REPLACE " : "", e.temporary ? "TEMPORARY " : "",
                 e.materialized ? "MATERIALIZED " : "", "VIEW ",
                 view_if_not_exists(e) ? "IF NOT EXISTS " : "", table_name(*e.table),
                 create_view_suffix(e), " AS ", statement_sql(*e.selectable));
}

std::string DdlCompiler::create_view_suffix(const CreateViewNode&) {
  return {};
}

bool DdlCompiler::view_if_not_exists(const CreateViewNode&) const {
  return false;
}

std::string DdlCompiler::visit_drop_view(const DropViewNode& e) {
  return str_cat("\nDROP ", e.materialized ? "MATERIALIZED " : "", "VIEW ",
                 e.if_exists ? "IF EXISTS " : "",
                 table_name(*make_ptr<TableClause>(e.name, e.schema)));
}

std::string DdlCompiler::visit_create_table_as(const CreateTableAsNode& e) {
  return str_cat("CREATE ", e.temporary ? "TEMPORARY " : "", "TABLE ",
                 e.if_not_exists ? "IF NOT EXISTS " : "", table_name(*e.table), " AS ",
                 statement_sql(*e.selectable));
}

// ---- literal text -------------------------------------------------------------------------------

std::string DdlCompiler::visit_text(const DdlTextNode& e) {
  const auto word = [&](std::string_view name) -> std::string {
    for (const auto& [key, text] : e.context)
      if (key == name) return text;
    if (e.target) {
      if (name == "fullname") return table_name(*e.target);
      if (name == "table") return table_name(*e.target, false);
      if (name == "schema") {
        const Name& schema = e.target->schema();
        return schema.empty() ? std::string()
                              : preparer().quote_schema(schema.text(), schema.quote());
      }
    }
    throw CompileError(str_cat("DDL statement ", quoted(e.statement), ": nothing stands for %(",
                               name, ")s; give it in the context, or name a table by against()"));
  };
  std::string out;
  const std::string& text = e.statement;
  for (std::size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "%%") == 0) {
      out += '%';
      i += 2;
      continue;
    }
    const std::size_t close =
        text.compare(i, 2, "%(") == 0 ? text.find(")s", i) : std::string::npos;
    if (close == std::string::npos) {
      out += text[i++];
      continue;
    }
    out += word(std::string_view(text).substr(i + 2, close - i - 2));
    i = close + 2;
  }
  return out;
}

std::string DdlCompiler::visit_extension(const DdlExtension& e) {
  unsupported(e.construct_name());
}

std::optional<SchemaExecutor::NamedType> DdlCompiler::named_type(const TypePtr&) const {
  return std::nullopt;
}

// ---- pieces -------------------------------------------------------------------------------------

std::string DdlCompiler::table_name(const TableClause& table, bool use_schema) const {
  return preparer().format_table(table, use_schema, &options_.schema_translate_map);
}

std::string DdlCompiler::sequence_name(const SequenceNode& sequence) const {
  std::string out;
  const auto schema =
      IdentifierPreparer::effective_schema(Name(sequence.schema()), &options_.schema_translate_map);
  if (schema) {
    preparer().append_schema(out, schema->text(), schema->quote());
    out += '.';
  }
  preparer().append(out, sequence.name());
  return out;
}

std::string DdlCompiler::column_list(std::span<const SchemaColumn* const> columns) const {
  return join(columns, ", ", [&](const SchemaColumn* c) { return preparer().format_column(*c); });
}

std::string DdlCompiler::inline_sql(const ClauseElement& element, bool include_table) {
  if (!sql_) sql_ = context_.sql_compiler(options_);
  return sql_->render_inline(element, include_table);
}

std::string DdlCompiler::string_literal(std::string_view text) {
  if (!sql_) sql_ = context_.sql_compiler(options_);
  return sql_->literal_text(Value(text), String());
}

std::string DdlCompiler::statement_sql(const ClauseElement& statement) const {
  CompileOptions options = options_;
  options.literal_binds = true;
  return cupel::compile(statement, context_, options)->sql();
}

void DdlCompiler::require_phrase(std::string_view phrase,
                                 std::span<const std::string_view> words) const {
  for (std::string_view word : words)
    if (iequals(word, phrase)) return;
  throw CompileError(str_cat("unexpected SQL phrase ", quoted(phrase), "; it has to be one of ",
                             join(words, ", ")));
}

void DdlCompiler::unsupported(std::string_view construct) const {
  throw UnsupportedCompilationError(
      str_cat("dialect ", quoted(traits().name), " can't render ", construct));
}

}  // namespace cupel
