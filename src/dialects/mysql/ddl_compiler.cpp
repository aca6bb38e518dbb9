#include "dialects/mysql/ddl_compiler.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/expression/column_element.hpp"
#include "cupel/sql/expression/unary.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mysql {

namespace {

const bool kOptionsDeclared = [] {
  for (const char* dialect : {"mysql", "mariadb"}) {
    const auto declare = [dialect](OptionTarget target, std::vector<std::string_view> names) {
      declare_dialect_options(dialect, target, names);
    };
    declare(OptionTarget::table, {"*"});
    declare(OptionTarget::primary_key, {"using"});
    declare(OptionTarget::index, {"using", "length", "prefix", "with_parser"});
  }
  return true;
}();

bool is_word_character(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_' ||
         u >= 0x80;
}

/// `name(digits)` at the beginning: now(6), current_timestamp(6).
bool begins_with_precise_time(std::string_view lower) {
  for (const std::string_view name : {"now(", "current_timestamp("}) {
    if (!lower.starts_with(name)) continue;
    const std::size_t end = lower.find_first_not_of("0123456789", name.size());
    if (end != name.size() && end != std::string_view::npos && lower[end] == ')') return true;
  }
  return false;
}

/// `ON UPDATE` with any number of spaces between.
bool has_on_update(std::string_view lower) {
  for (std::size_t at = lower.find("on "); at != std::string_view::npos;
       at = lower.find("on ", at + 1)) {
    const std::size_t next = lower.find_first_not_of(' ', at + 2);
    if (next != std::string_view::npos && lower.substr(next).starts_with("update")) return true;
  }
  return false;
}

std::string scalar_text(const OptionValue& value) {
  if (const std::string* text = value.text()) return *text;
  if (const std::int64_t* number = value.integer()) return str_cat(*number);
  if (const bool* flag = value.boolean()) return *flag ? "1" : "0";
  throw CompileError("an option of a table is a text or a number");
}

struct TableOption {
  std::string name;  ///< ROW_FORMAT
  std::string value;
};

using Precedence = std::span<const std::pair<std::string_view, std::string_view>>;

constexpr std::pair<std::string_view, std::string_view> kCharsetFirst[] = {
    {"DEFAULT_CHARSET", "COLLATE"},
    {"DEFAULT_CHARACTER_SET", "COLLATE"},
    {"CHARSET", "COLLATE"},
    {"CHARACTER_SET", "COLLATE"},
};
constexpr std::pair<std::string_view, std::string_view> kPartitionsFirst[] = {
    {"PARTITION_BY", "PARTITIONS"},    {"PARTITION_BY", "SUBPARTITION_BY"},
    {"PARTITION_BY", "SUBPARTITIONS"}, {"PARTITIONS", "SUBPARTITIONS"},
    {"PARTITIONS", "SUBPARTITION_BY"}, {"SUBPARTITION_BY", "SUBPARTITIONS"},
};

/// The options in the order given, each behind those that must stand before it.
std::vector<TableOption> sorted(std::vector<TableOption> options, Precedence precedence) {
  std::vector<TableOption> out;
  while (!options.empty()) {
    std::vector<TableOption> later;
    std::vector<TableOption> now;
    for (const TableOption& option : options) {
      const bool waits = std::any_of(precedence.begin(), precedence.end(), [&](const auto& pair) {
        return pair.second == option.name &&
               std::any_of(options.begin(), options.end(),
                           [&](const TableOption& other) { return other.name == pair.first; });
      });
      (waits ? later : now).push_back(option);
    }
    out.insert(out.end(), now.begin(), now.end());
    options = std::move(later);
  }
  return out;
}

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

const OptionValue* MysqlDdlCompiler::option(const DialectOptions& options, std::string_view name,
                                            bool shared) const {
  const OptionValue* value = options.find(traits().name, name);
  return value || !shared ? value : options.find("mysql", name);
}

// ---- columns ------------------------------------------------------------------------------------

std::string MysqlDdlCompiler::default_clause(const std::string& value) const {
  const std::size_t begin = value.find_first_not_of(" \t\n\r");
  const char first = begin == std::string::npos ? ' ' : value[begin];
  const std::string lower = to_lower(value);
  const bool plain = first == '\'' || first == '"' || first == '(' || has_on_update(lower) ||
                     begins_with_precise_time(lower) ||
                     std::all_of(value.begin(), value.end(), is_word_character);
  if (plain || !features_.expression_defaults) return str_cat(" DEFAULT ", value);
  return str_cat(" DEFAULT (", value, ")");
}

std::string MysqlDdlCompiler::column_specification(const SchemaColumn& column, bool /*first_pk*/) {
  std::string out = str_cat(preparer().format_column(column), " ",
                            context().type_compiler().process(*column.type()));
  if (column.computed()) str_append(out, " ", visit_computed(*column.computed()));
  // MariaDB has no NOT NULL on computed columns; it is left out unless the user asks for it.
  const bool force_nullable =
      features_.mariadb && column.computed() && !column.spec().nullable.has_value();
  TypePtr impl = context().type_impl(*column.type());
  while (impl->kind() == TypeKind::type_decorator)
    impl = static_cast<const TypeDecorator&>(*impl).impl();
  if (!column.nullable() && !force_nullable) {
    out += " NOT NULL";
  } else if (column.nullable() && impl->kind() == TypeKind::sql_timestamp) {
    // A TIMESTAMP is NOT NULL unless it is told otherwise.
    out += " NULL";
  }
  if (column.comment()) str_append(out, " COMMENT ", string_literal(*column.comment()));
  const ColumnDefault* value = column.default_();
  const bool by_sequence =
      traits().supports_sequences && value && value->is_sequence() && !value->sequence().optional();
  if (column.is_autoincrement() && !column.server_default() && !by_sequence) {
    out += " AUTO_INCREMENT";
  } else if (const auto server_default = column_default(column)) {
    out += default_clause(*server_default);
  }
  return out;
}

std::string MysqlDdlCompiler::post_create_table(const SchemaTable& table) {
  const std::string prefix = str_cat(traits().name, "_");
  std::vector<TableOption> options;
  std::vector<TableOption> partition_options;
  for (const DialectArgument& argument : table.dialect_options()) {
    if (!std::string_view(argument.key).starts_with(prefix)) continue;
    TableOption o{to_upper(std::string_view(argument.key).substr(prefix.size())),
                  scalar_text(argument.value)};
    const bool partition =
        is_any_of(o.name, {"PARTITION_BY", "PARTITIONS", "SUBPARTITIONS", "SUBPARTITION_BY"});
    (partition ? partition_options : options).push_back(std::move(o));
  }
  if (table.comment()) {
    std::erase_if(options, [](const TableOption& o) { return o.name == "COMMENT"; });
    options.push_back({"COMMENT", *table.comment()});
  }
  std::vector<std::string> texts;
  for (const TableOption& o : sorted(std::move(options), kCharsetFirst)) {
    std::string name = o.name;
    if (is_any_of(name, {"DATA_DIRECTORY", "INDEX_DIRECTORY", "DEFAULT_CHARACTER_SET",
                         "CHARACTER_SET", "DEFAULT_CHARSET", "DEFAULT_COLLATE"})) {
      std::replace(name.begin(), name.end(), '_', ' ');
    }
    const bool is_text = is_any_of(name, {"COMMENT", "PASSWORD", "CONNECTION"});
    const bool space =
        is_any_of(name, {"TABLESPACE", "DEFAULT CHARACTER SET", "CHARACTER SET", "COLLATE"});
    texts.push_back(str_cat(name, space ? " " : "=", is_text ? string_literal(o.value) : o.value));
  }
  for (const TableOption& o : sorted(std::move(partition_options), kPartitionsFirst)) {
    std::string name = o.name;
    std::replace(name.begin(), name.end(), '_', ' ');
    texts.push_back(str_cat(name, " ", o.value));
  }
  return join(texts, " ");
}

// ---- indexes ------------------------------------------------------------------------------------

namespace {

/// Whether an expression of an index stands in parentheses of its own.
bool needs_parentheses(const ClauseElement& e) {
  switch (e.kind()) {
    case ElementKind::binary:
    case ElementKind::function:
      return true;
    case ElementKind::unary: {
      const Operator modifier = as<UnaryExpression>(e).modifier();
      return modifier != Operator::desc && modifier != Operator::asc;
    }
    default:
      return false;
  }
}

}  // namespace

std::string MysqlDdlCompiler::visit_create_index(const CreateIndexNode& e) {
  require_table(e.index);
  const DialectOptions& options = e.index.dialect_options();
  std::string out = str_cat("CREATE ", e.index.unique() ? "UNIQUE " : "");
  if (const OptionValue* prefix = option(options, "prefix"); prefix && prefix->truthy())
    str_append(out, *prefix->text(), " ");
  str_append(out, "INDEX ", e.if_not_exists ? "IF NOT EXISTS " : "", prepared_index_name(e.index),
             " ON ", table_name(*e.table), " ");
  const OptionValue* length = option(options, "length");
  const auto length_of = [&](const ClauseElement& x, const std::string& text) -> std::string {
    if (!length) return {};
    if (const std::int64_t* all = length->integer()) return str_cat("(", *all, ")");
    if (!length->map()) return {};
    const bool named = x.kind() == ElementKind::column;
    for (const auto& [name, value] : *length->map()) {
      const std::int64_t* number = std::get_if<std::int64_t>(&value);
      if (!number) continue;
      if (name == text || (named && name == as<ColumnClause>(x).name().text()))
        return str_cat("(", *number, ")");
    }
    return {};
  };
  str_append(out, "(",
             join(e.index.expressions(), ", ",
                  [&](const ClauseElement* x) {
                    std::string text = inline_sql(*x);
                    if (needs_parentheses(*x)) text = str_cat("(", text, ")");
                    return text + length_of(*x, text);
                  }),
             ")");
  if (const OptionValue* parser = option(options, "with_parser", true))
    str_append(out, " WITH PARSER ", *parser->text());
  if (const OptionValue* method = option(options, "using", true))
    str_append(out, " USING ", preparer().quote(*method->text()));
  return out;
}

std::string MysqlDdlCompiler::visit_drop_index(const DropIndexNode& e) {
  require_table(e.index);
  return str_cat("\nDROP INDEX ", e.if_exists ? "IF EXISTS " : "", prepared_index_name(e.index),
                 " ON ", table_name(*e.index.table()));
}

// ---- sequences, constraints ---------------------------------------------------------------------

std::string MysqlDdlCompiler::visit_create_sequence(const CreateSequenceNode& e) {
  std::string out = DdlCompiler::visit_create_sequence(e);
  // One word in MariaDB. The options stand last.
  constexpr std::string_view kNoCycle = "NO CYCLE";
  if (out.ends_with(kNoCycle))
    out.replace(out.size() - kNoCycle.size(), kNoCycle.size(), "NOCYCLE");
  return out;
}

std::string MysqlDdlCompiler::visit_primary_key(const PrimaryKeyConstraint& e,
                                                const SchemaTable& table) {
  std::string out = DdlCompiler::visit_primary_key(e, table);
  const OptionValue* method = option(e.dialect_options(), "using", true);
  if (!out.empty() && method && method->truthy())
    str_append(out, " USING ", preparer().quote(*method->text()));
  return out;
}

std::string MysqlDdlCompiler::visit_drop_constraint(const DropConstraintNode& e) {
  const std::string head = str_cat("ALTER TABLE ", table_name(*e.table), " DROP ");
  if (e.constraint->kind() == ConstraintKind::primary_key) return head + "PRIMARY KEY ";
  const auto name = constraint_name(*e.constraint, *e.table);
  if (!name) return DdlCompiler::visit_drop_constraint(e);  // which says what is wrong
  switch (e.constraint->kind()) {
    case ConstraintKind::foreign_key:
      return str_cat(head, "FOREIGN KEY ", *name);
    case ConstraintKind::unique:
      return str_cat(head, "INDEX ", *name);
    case ConstraintKind::check:
      return str_cat(head, features_.mariadb ? "CONSTRAINT " : "CHECK ", *name);
    default:
      return head + *name;
  }
}

std::string MysqlDdlCompiler::foreign_key_match(const ForeignKeyConstraint& e) {
  if (!e.foreign_key_options().match.empty()) {
    throw CompileError(
        "MySQL ignores the MATCH of a foreign key, and its ON UPDATE and ON DELETE with it; leave "
        "it out");
  }
  return {};
}

// ---- comments -----------------------------------------------------------------------------------

std::string MysqlDdlCompiler::visit_set_table_comment(const SetTableCommentNode& e) {
  return str_cat("ALTER TABLE ", table_name(*e.table), " COMMENT ",
                 string_literal(e.table->comment().value_or("")));
}

std::string MysqlDdlCompiler::visit_drop_table_comment(const DropTableCommentNode& e) {
  return str_cat("ALTER TABLE ", table_name(*e.table), " COMMENT ''");
}

std::string MysqlDdlCompiler::visit_set_column_comment(const SetColumnCommentNode& e) {
  return str_cat("ALTER TABLE ", table_name(*e.column->schema_table()), " CHANGE ",
                 preparer().format_column(*e.column), " ", column_specification(*e.column, false));
}

}  // namespace cupel::mysql
