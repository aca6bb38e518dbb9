#include "cupel/dialects/mysql/types.hpp"

#include <algorithm>
#include <cstdint>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mysql {

namespace {

TypeField optional_field(std::string_view name, const std::optional<int>& value) {
  return {.name = name, .value = value ? Value(*value) : Value(), .is_default = !value};
}

TypeField flag(std::string_view name, bool value) {
  return {.name = name, .value = Value(value), .is_default = !value};
}

TypeField text_field(std::string_view name, const std::string& value) {
  return {.name = name, .value = Value(value), .is_default = value.empty()};
}

}  // namespace

namespace detail {

void NumberPart::visit_number_fields(TypeFieldVisitor visit) const {
  visit(optional_field("display_width", display_width_));
  visit(optional_field("scale", scale_));
  visit(flag("unsigned", unsigned_));
  visit(flag("zerofill", zerofill_));
}

void TextPart::visit_text_fields(TypeFieldVisitor visit) const {
  visit(text_field("charset", text_options_.charset));
  visit(text_field("collation", text_options_.collation));
  visit(flag("ascii", text_options_.ascii));
  visit(flag("unicode", text_options_.unicode));
  visit(flag("binary", text_options_.binary));
  visit(flag("national", text_options_.national));
}

std::string number_spelling(std::string_view word, const NumberPart& part) {
  std::string out(word);
  if (part.display_width()) str_append(out, "(", *part.display_width(), ")");
  if (part.is_unsigned()) out += " UNSIGNED";
  if (part.zerofill()) out += " ZEROFILL";
  return out;
}

std::string text_spelling(std::string_view word, const TextPart& part) {
  const TextOptions& o = part.text_options();
  std::string collation;
  if (!o.collation.empty()) {
    collation = str_cat(" COLLATE ", o.collation);
  } else if (o.binary) {
    collation = " BINARY";
  }
  // NATIONAL says the charset.
  if (o.national) return str_cat("NATIONAL ", word, collation);
  std::string charset;
  if (!o.charset.empty()) {
    charset = str_cat(" CHARACTER SET ", o.charset);
  } else if (o.ascii) {
    charset = " ASCII";
  } else if (o.unicode) {
    charset = " UNICODE";
  }
  return str_cat(word, charset, collation);
}

std::string label_list(std::string_view word, const std::vector<std::string>& labels,
                       const TextPart& part, const TypeCompiler& compiler) {
  const ParamStyle style = compiler.context().traits().paramstyle;
  const bool percents = style == ParamStyle::format || style == ParamStyle::pyformat;
  std::string out = str_cat(word, "(");
  bool first = true;
  for (const std::string& label : labels) {
    out += first ? "'" : ",'";
    first = false;
    for (const char c : label) {
      if (c == '\'' || (c == '%' && percents)) out += c;
      out += c;
    }
    out += '\'';
  }
  out += ')';
  return text_spelling(out, part);
}

}  // namespace detail

std::string TINYINT::spelling(const TypeCompiler& compiler) const {
  if (compiler.context().traits().name == "mssql") return "TINYINT";
  return OwnInteger::spelling(compiler);
}

void DATETIME::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("fsp", fsp_));
}
void TIMESTAMP::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("fsp", fsp_));
}
void TIME::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("fsp", fsp_));
}

void YEAR::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("display_width", display_width_));
}

std::string YEAR::spelling(const TypeCompiler&) const {
  return display_width_ ? str_cat("YEAR(", *display_width_, ")") : "YEAR";
}

std::string YEAR::render_literal(const Value& value, const LiteralContext&) const {
  throw CompileError(str_cat("cannot write ", value.repr(), " as a literal of type ", repr(),
                             "; bind the value instead"));
}

void BIT::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("length", length_));
}

std::string BIT::spelling(const TypeCompiler& compiler) const {
  // SQL Server's has one bit.
  if (!length_ || compiler.context().traits().name == "mssql") return "BIT";
  return str_cat("BIT(", *length_, ")");
}

void ENUM::for_each_field(TypeFieldVisitor visit) const {
  Enum::for_each_field(visit);
  visit_text_fields(visit);
}

std::string ENUM::spelling(const TypeCompiler& compiler) const {
  return detail::label_list("ENUM", labels(), *this, compiler);
}

SET::SET(std::vector<std::string> labels, const TextOptions& o)
    : SET(std::move(labels), SetOptions{.text = o}) {}

SET::SET(std::vector<std::string> labels, const SetOptions& options)
    : TypeOf(std::nullopt, options.text.collation),
      TextPart(options.text),
      labels_(std::move(labels)),
      bitwise_(options.retrieve_as_bitwise) {
  for (const std::string& label : labels_) {
    const bool stands_apart = !label.empty() || bitwise_;
    if (stands_apart && label.find(',') == std::string::npos) continue;
    throw ArgumentError(str_cat("SET: ", quoted(label),
                                " cannot be a label: values are texts of labels with commas in "
                                "between, and the empty text is the empty set; with "
                                "retrieve_as_bitwise it may be empty"));
  }
}

namespace {

/// `a,b` as a list.
Value split(std::string_view text) {
  std::vector<Value> items;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    items.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return Value(std::move(items));
}

}  // namespace

const TypeEngine& SET::storage() const noexcept {
  static const TypePtr number = make_ptr<BigInteger>();
  return bitwise_ ? *number : TypeOf::storage();
}

Expr<Untyped> SET::column_expression(const Expr<Untyped>& column) const {
  if (!bitwise_) return {};
  return type_coerce(type_coerce(column, Integer()) + 0, *this);
}

void SET::for_each_field(TypeFieldVisitor visit) const {
  for (const std::string& label : labels_) visit({.name = {}, .value = Value(label)});
  visit(flag("retrieve_as_bitwise", bitwise_));
  visit_text_fields(visit);
}

std::string SET::spelling(const TypeCompiler& compiler) const {
  return detail::label_list("SET", labels_, *this, compiler);
}

Value SET::bind_value(const Value& value) const {
  if (bitwise_) {
    if (value.kind() == ValueKind::text) return bind_value(split(value.text()));
    if (value.kind() != ValueKind::array) return value;
    std::int64_t bits = 0;
    for (const Value& item : value.array_items()) {
      const auto found = std::find(labels_.begin(), labels_.end(), item.text());
      if (found == labels_.end()) {
        throw StatementError(str_cat(item.repr(), " is none of the labels of ", repr()));
      }
      bits |= std::int64_t{1} << (found - labels_.begin());
    }
    return Value(bits);
  }
  if (value.kind() != ValueKind::array) return value;
  return Value(join(value.array_items(), ",", [](const Value& item) { return item.text(); }));
}

Value SET::result_value(const Value& value) const {
  if (value.kind() == ValueKind::text) return split(value.text());
  if (!bitwise_ || value.kind() != ValueKind::integer) return value;
  std::vector<Value> items;
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    if (((value.integer() >> i) & 1) != 0) items.emplace_back(labels_[i]);
  }
  return Value(std::move(items));
}

std::string SET::render_literal(const Value& value, const LiteralContext& context) const {
  if (bitwise_ && !value.is_null()) return storage().render_literal(bind_value(value), context);
  return StringBase::render_literal(bind_value(value), context);
}

}  // namespace cupel::mysql
