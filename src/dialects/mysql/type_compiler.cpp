#include "dialects/mysql/type_compiler.hpp"

#include "cupel/dialects/mysql/types.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mysql {

namespace {

using cupel::detail::NumericBase, cupel::detail::StringBase;

/// An integer type, with MySQL's options where it has them.
std::string integer(std::string_view word, const TypeEngine& t) {
  const auto* part = dynamic_cast<const detail::NumberPart*>(&t);
  return part ? detail::number_spelling(word, *part) : std::string(word);
}

/// `word` of a number type with UNSIGNED and ZEROFILL.
std::string number(std::string_view word, const TypeEngine& t) {
  return integer(word, t);
}

/// `word(precision, scale)` of a binary type: both or neither.
std::string binary_number(std::string_view word, const NumericBase& t, bool precision_alone) {
  const auto* part = dynamic_cast<const detail::NumberPart*>(&t);
  if (t.precision() && part && part->number_scale())
    return number(str_cat(word, "(", *t.precision(), ", ", *part->number_scale(), ")"), t);
  if (t.precision() && precision_alone) return number(str_cat(word, "(", *t.precision(), ")"), t);
  return number(word, t);
}

/// A text type with charset and collation; `national`: of the server's charset for it.
std::string text(std::string_view word, const StringBase& t, bool national = false) {
  TextOptions options;
  if (const auto* part = dynamic_cast<const detail::TextPart*>(&t)) options = part->text_options();
  options.collation = t.collation();
  options.national = options.national || national;
  struct Part : detail::TextPart {
    explicit Part(TextOptions o) : TextPart(std::move(o)) {}
  };
  return detail::text_spelling(t.length()
                                   ? str_cat(word, "(", TypeCompiler::length_text(*t.length()), ")")
                                   : std::string(word),
                               Part(std::move(options)));
}

void require_length(const std::optional<int>& length, std::string_view word,
                    const CompilerContext& context) {
  if (length) return;
  throw CompileError(str_cat(word, " requires a length on dialect ", context.traits().name));
}

std::string with_fsp(std::string_view word, std::optional<int> fsp) {
  return fsp && *fsp != 0 ? str_cat(word, "(", *fsp, ")") : std::string(word);
}

}  // namespace

std::string MysqlTypeCompiler::visit_enum(const Enum& t) const {
  if (!t.options().native_enum) return TypeCompiler::visit_enum(t);
  struct Plain : detail::TextPart {};
  return detail::label_list("ENUM", t.labels(), Plain(), *this);
}

std::string MysqlTypeCompiler::visit_json(const JSON&) const {
  return "JSON";
}

std::string MysqlTypeCompiler::visit_INTEGER(const TypeEngine& t) const {
  return integer("INTEGER", t);
}
std::string MysqlTypeCompiler::visit_SMALLINT(const TypeEngine& t) const {
  return integer("SMALLINT", t);
}
std::string MysqlTypeCompiler::visit_BIGINT(const TypeEngine& t) const {
  return integer("BIGINT", t);
}
std::string MysqlTypeCompiler::visit_FLOAT(const NumericBase& t) const {
  return binary_number("FLOAT", t, true);
}
std::string MysqlTypeCompiler::visit_REAL(const NumericBase& t) const {
  return binary_number("REAL", t, false);
}
std::string MysqlTypeCompiler::visit_DOUBLE(const NumericBase& t) const {
  return binary_number("DOUBLE", t, false);
}
std::string MysqlTypeCompiler::visit_NUMERIC(const NumericBase& t) const {
  return number(numeric_type("NUMERIC", t), t);
}
std::string MysqlTypeCompiler::visit_DECIMAL(const NumericBase& t) const {
  return number(numeric_type("DECIMAL", t), t);
}

std::string MysqlTypeCompiler::visit_VARCHAR(const StringBase& t) const {
  require_length(t.length(), "VARCHAR", context());
  return text("VARCHAR", t);
}
std::string MysqlTypeCompiler::visit_CHAR(const StringBase& t) const {
  return text("CHAR", t);
}
std::string MysqlTypeCompiler::visit_NVARCHAR(const StringBase& t) const {
  require_length(t.length(), "NVARCHAR", context());
  return text("VARCHAR", t, true);
}
std::string MysqlTypeCompiler::visit_NCHAR(const StringBase& t) const {
  return text("CHAR", t, true);
}
std::string MysqlTypeCompiler::visit_TEXT(const StringBase& t) const {
  return text("TEXT", t);
}

std::string MysqlTypeCompiler::visit_BLOB(const cupel::detail::BinaryBase& t) const {
  return t.length() ? str_cat("BLOB(", *t.length(), ")") : "BLOB";
}
std::string MysqlTypeCompiler::visit_VARBINARY(const cupel::detail::BinaryBase& t) const {
  require_length(t.length(), "VARBINARY", context());
  return str_cat("VARBINARY(", length_text(*t.length()), ")");
}
std::string MysqlTypeCompiler::visit_BOOLEAN(const cupel::detail::BooleanBase&) const {
  return "BOOL";
}

std::string MysqlTypeCompiler::visit_TIME(const cupel::detail::TimeBase& t) const {
  const auto* own = dynamic_cast<const TIME*>(&t);
  return with_fsp("TIME", own ? own->fsp() : std::nullopt);
}
std::string MysqlTypeCompiler::visit_DATETIME(const cupel::detail::DateTimeBase& t) const {
  const auto* own = dynamic_cast<const DATETIME*>(&t);
  return with_fsp("DATETIME", own ? own->fsp() : std::nullopt);
}
std::string MysqlTypeCompiler::visit_TIMESTAMP(const cupel::detail::DateTimeBase& t) const {
  const auto* own = dynamic_cast<const TIMESTAMP*>(&t);
  return with_fsp("TIMESTAMP", own ? own->fsp() : std::nullopt);
}

}  // namespace cupel::mysql
