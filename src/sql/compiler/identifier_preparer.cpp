#include "cupel/sql/compiler/identifier_preparer.hpp"

#include <algorithm>
#include <array>

#include "cupel/error/errors.hpp"
#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/sql/expression/table_clause.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

constexpr auto kLowerOrDigit = [] {
  std::array<bool, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  table['_'] = table['$'] = true;
  return table;
}();

bool is_lower_or_digit(char c) noexcept {
  return kLowerOrDigit[static_cast<unsigned char>(c)];
}

/// The place of a word, which is not empty, in IdentifierPreparer::reserved_marks_.
std::size_t mark_of(std::string_view word) noexcept {
  const auto letter = [&](std::size_t at) {
    return std::uint32_t{static_cast<unsigned char>(word[at])};
  };
  const std::size_t last = word.size() - 1;
  const std::uint32_t some = letter(0) | letter(last / 2) << 8 | letter(last) << 16 |
                             static_cast<std::uint32_t>(word.size()) << 24;
  return some * 2'654'435'761U >> 20;
}

constexpr std::string_view kStandardReservedWords[] = {
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "current_date",
    "current_role",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "new",
    "not",
    "notnull",
    "null",
    "off",
    "offset",
    "old",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "placing",
    "primary",
    "references",
    "right",
    "select",
    "session_user",
    "set",
    "similar",
    "some",
    "symmetric",
    "table",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "verbose",
    "when",
    "where",
};

}  // namespace

std::span<const std::string_view> standard_reserved_words() noexcept {
  return kStandardReservedWords;
}

IdentifierPreparer::IdentifierPreparer(const CompilerTraits& traits)
    : illegal_initial_("0123456789$"),
      initial_quote_(traits.initial_quote),
      final_quote_(traits.final_quote),
      double_percents_(traits.paramstyle == ParamStyle::format ||
                       traits.paramstyle == ParamStyle::pyformat) {
  set_reserved_words(standard_reserved_words());
}

IdentifierPreparer::~IdentifierPreparer() = default;

bool IdentifierPreparer::is_legal_character(char c) const noexcept {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z');
}

bool IdentifierPreparer::requires_quotes(std::string_view name) const noexcept {
  if (name.empty() || illegal_initial_.find(name.front()) != std::string_view::npos) return true;
  for (const char c : name) {
    if (!is_lower_or_digit(c)) return true;
  }
  return is_reserved(name);
}

void IdentifierPreparer::set_reserved_words(
    std::span<const std::string_view> sorted_words) noexcept {
  reserved_words_ = sorted_words;
  reserved_marks_.reset();
  for (const std::string_view word : sorted_words) reserved_marks_.set(mark_of(word));
}

bool IdentifierPreparer::is_reserved(std::string_view name) const noexcept {
  return reserved_marks_[mark_of(name)] &&
         std::binary_search(reserved_words_.begin(), reserved_words_.end(), name);
}

bool IdentifierPreparer::requires_quotes_for_characters(std::string_view name) const noexcept {
  return name.empty() ||
         !std::all_of(name.begin(), name.end(), [this](char c) { return is_legal_character(c); });
}

void IdentifierPreparer::append(std::string& out, std::string_view name,
                                std::optional<bool> force) const {
  if (force.value_or(false) || (!force && requires_quotes(name))) {
    append_quoted(out, name);
  } else {
    out.append(name);
  }
}

void IdentifierPreparer::append_quoted(std::string& out, std::string_view name) const {
  if (name.find('\0') != std::string_view::npos) {
    throw CompileError(str_cat("identifier ", quoted(name.substr(0, name.find('\0'))),
                               " goes on behind a NUL character, which no database can hold; "
                               "give another name"));
  }
  out.push_back(initial_quote_);
  append_escaped(out, name);
  out.push_back(final_quote_);
}

void IdentifierPreparer::append_escaped(std::string& out, std::string_view name) const {
  for (const char c : name) {
    out.push_back(c);
    if (c == final_quote_ || (c == '%' && double_percents_)) out.push_back(c);
  }
}

void IdentifierPreparer::append_schema(std::string& out, std::string_view schema,
                                       std::optional<bool> force) const {
  append(out, schema, force);
}

std::string IdentifierPreparer::quote(std::string_view name, std::optional<bool> force) const {
  std::string out;
  append(out, name, force);
  return out;
}

std::string IdentifierPreparer::quote_identifier(std::string_view name) const {
  std::string out;
  append_quoted(out, name);
  return out;
}

std::string IdentifierPreparer::quote_schema(std::string_view schema,
                                             std::optional<bool> force) const {
  std::string out;
  append_schema(out, schema, force);
  return out;
}

std::optional<Name> IdentifierPreparer::effective_schema(const Name& schema,
                                                         const SchemaTranslateMap* translate) {
  if (translate != nullptr) {
    for (const auto& [from, to] : *translate) {
      if (from == schema.text()) {
        if (!to.empty()) return Name(to);
        throw CompileError(str_cat("schema ", quoted(from),
                                   " cannot be translated to none: the dialect has no default "
                                   "schema name; give the name of a schema"));
      }
    }
  }
  return schema.empty() ? std::nullopt : std::optional<Name>(schema);
}

void IdentifierPreparer::append_table(std::string& out, const TableClause& table, bool use_schema,
                                      const SchemaTranslateMap* translate) const {
  if (use_schema) {
    if (translate == nullptr || translate->empty()) {
      if (!table.schema().empty()) {
        append_schema(out, table.schema().text(), table.schema().quote());
        out.push_back('.');
      }
    } else if (const auto schema = effective_schema(table.schema(), translate)) {
      append_schema(out, schema->text(), schema->quote());
      out.push_back('.');
    }
  }
  append(out, table.name());
}

std::string IdentifierPreparer::format_table(const TableClause& table, bool use_schema,
                                             const SchemaTranslateMap* translate) const {
  std::string out;
  append_table(out, table, use_schema, translate);
  return out;
}

std::string IdentifierPreparer::format_column(const ColumnClause& column, bool use_table) const {
  std::string out;
  if (use_table && column.table() != nullptr) {
    append(out, column.table()->from_name());
    out.push_back('.');
  }
  if (column.is_literal()) {
    out.append(column.name().text());
  } else {
    append(out, column.name());
  }
  return out;
}

std::string IdentifierPreparer::format_collation(std::string_view name) const {
  return quote(name);
}

std::string IdentifierPreparer::format_savepoint(std::string_view name) const {
  return quote(name);
}

}  // namespace cupel
