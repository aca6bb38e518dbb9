#include "dialects/mssql/preparer.hpp"

#include <algorithm>
#include <vector>

#include "cupel/util/str_cat.hpp"

namespace cupel::mssql {
namespace {

constexpr std::string_view kReservedWords[] = {
    "add",
    "all",
    "alter",
    "and",
    "any",
    "as",
    "asc",
    "authorization",
    "backup",
    "begin",
    "between",
    "break",
    "browse",
    "bulk",
    "by",
    "cascade",
    "case",
    "check",
    "checkpoint",
    "close",
    "clustered",
    "coalesce",
    "collate",
    "column",
    "commit",
    "compute",
    "constraint",
    "contains",
    "containstable",
    "continue",
    "convert",
    "create",
    "cross",
    "current",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "cursor",
    "database",
    "dbcc",
    "deallocate",
    "declare",
    "default",
    "delete",
    "deny",
    "desc",
    "disk",
    "distinct",
    "distributed",
    "double",
    "drop",
    "dump",
    "else",
    "end",
    "errlvl",
    "escape",
    "except",
    "exec",
    "execute",
    "exists",
    "exit",
    "external",
    "fetch",
    "file",
    "fillfactor",
    "for",
    "foreign",
    "freetext",
    "freetexttable",
    "from",
    "full",
    "function",
    "goto",
    "grant",
    "group",
    "having",
    "holdlock",
    "identity",
    "identity_insert",
    "identitycol",
    "if",
    "in",
    "index",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "join",
    "key",
    "kill",
    "left",
    "like",
    "lineno",
    "load",
    "merge",
    "national",
    "nocheck",
    "nonclustered",
    "not",
    "null",
    "nullif",
    "of",
    "off",
    "offsets",
    "on",
    "open",
    "opendatasource",
    "openquery",
    "openrowset",
    "openxml",
    "option",
    "or",
    "order",
    "outer",
    "over",
    "percent",
    "pivot",
    "plan",
    "precision",
    "primary",
    "print",
    "proc",
    "procedure",
    "public",
    "raiserror",
    "read",
    "readtext",
    "reconfigure",
    "references",
    "replication",
    "restore",
    "restrict",
    "return",
    "revert",
    "revoke",
    "right",
    "rollback",
    "rowcount",
    "rowguidcol",
    "rule",
    "save",
    "schema",
    "securityaudit",
    "select",
    "session_user",
    "set",
    "setuser",
    "shutdown",
    "some",
    "statistics",
    "system_user",
    "table",
    "tablesample",
    "textsize",
    "then",
    "to",
    "top",
    "tran",
    "transaction",
    "trigger",
    "truncate",
    "tsequal",
    "union",
    "unique",
    "unpivot",
    "update",
    "updatetext",
    "use",
    "user",
    "values",
    "varying",
    "view",
    "waitfor",
    "when",
    "where",
    "while",
    "with",
    "writetext",
};

}  // namespace

MssqlPreparer::MssqlPreparer(const CompilerTraits& traits) : IdentifierPreparer(traits) {
  set_reserved_words(kReservedWords);
}

void MssqlPreparer::append_escaped(std::string& out, std::string_view name) const {
  for (const char c : name) {
    out.push_back(c);
    if (c == final_quote()) out.push_back(c);
  }
}

namespace {}  // namespace

std::vector<SchemaPart> split_schema(std::string_view schema) {
  std::vector<SchemaPart> parts;
  SchemaPart part;
  bool inside = false;
  for (const char c : schema) {
    if (c == '[') {
      inside = part.bracketed = true;
    } else if (c == ']') {
      inside = false;
    } else if (c == '.' && !inside) {
      parts.push_back(std::move(part));
      part = {};
    } else {
      part.text += c;
    }
  }
  if (!part.text.empty()) parts.push_back(std::move(part));
  return parts;
}

void MssqlPreparer::append_schema(std::string& out, std::string_view schema,
                                  std::optional<bool> force) const {
  if (force.value_or(false)) return append(out, schema, true);
  std::vector<SchemaPart> parts = split_schema(schema);
  if (parts.empty()) return append(out, schema, true);
  const SchemaPart owner = std::move(parts.back());
  parts.pop_back();
  const auto bracketed =
      std::count_if(parts.begin(), parts.end(), [](const SchemaPart& p) { return p.bracketed; });
  if (parts.size() > 1 && bracketed > 1) {
    // Server and database, told apart by their brackets.
    for (const SchemaPart& part : parts) {
      append(out, part.text, part.bracketed ? std::optional<bool>(true) : std::nullopt);
      out += '.';
    }
  } else if (!parts.empty()) {
    append(out, join(parts, ".", [](const SchemaPart& p) { return p.text; }), std::nullopt);
    out += '.';
  }
  append(out, owner.text, force);
}

std::string MssqlPreparer::format_collation(std::string_view name) const {
  // Latin1_General_CI_AS is known in any case, and written without quotes. What could end the name
  // gets them nevertheless.
  const bool begins_as_name = !name.empty() && is_legal_character(name.front()) &&
                              name.front() != '$' && !(name.front() >= '0' && name.front() <= '9');
  const bool plain = begins_as_name && name.find("--") == std::string_view::npos &&
                     std::all_of(name.begin(), name.end(),
                                 [this](char c) { return c == '-' || is_legal_character(c); });
  return plain ? std::string(name) : quote_identifier(name);
}

}  // namespace cupel::mssql
