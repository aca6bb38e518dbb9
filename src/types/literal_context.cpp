#include "cupel/types/literal_context.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/types/detail/text_repr.hpp"
#include "cupel/types/enum_type.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/string_types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

std::string in_quotes(std::string_view s) {
  return str_cat("'", s, "'");
}

[[noreturn]] void refuse_literal(const TypeEngine& type, const Value& value, std::string_view why) {
  throw CompileError(str_cat("cannot write ", value.repr(), " as a literal of type ", type.repr(),
                             ": ", why, "; bind the value instead"));
}

bool is_national(TypeKind kind) noexcept {
  return kind == TypeKind::unicode || kind == TypeKind::unicode_text ||
         kind == TypeKind::sql_nvarchar || kind == TypeKind::sql_nchar;
}

std::string integer_literal(const TypeEngine& type, const Value& value) {
  switch (value.kind()) {
    case ValueKind::boolean:
    case ValueKind::integer:
      return str_cat(value.integer());
    case ValueKind::decimal:
      if (value.decimal().is_integral()) return value.decimal().quantize(0).to_fixed();
      break;
    case ValueKind::real: {
      const Decimal d = Decimal::from_double(value.real());
      if (d.is_integral()) return d.quantize(0).to_fixed();
      break;
    }
    case ValueKind::text: {
      const auto d = Decimal::parse(value.text());
      if (d && d->is_integral()) return d->quantize(0).to_fixed();
      break;
    }
    default:
      break;
  }
  refuse_literal(type, value, "it is no whole number");
}

std::string number_literal(const TypeEngine& type, const Value& value) {
  switch (value.kind()) {
    case ValueKind::boolean:
    case ValueKind::integer:
      return str_cat(value.integer());
    case ValueKind::real:
      if (value.real() - value.real() == 0) return double_repr(value.real());
      break;
    case ValueKind::decimal:
      if (value.decimal().is_finite()) return value.decimal().to_string();
      break;
    case ValueKind::text:
      if (const auto d = Decimal::parse(value.text()); d && d->is_finite()) return d->to_string();
      break;
    default:
      break;
  }
  refuse_literal(type, value, "it is no finite number");
}

std::string date_literal(const TypeEngine& type, const Value& value,
                         const LiteralContext& context) {
  switch (value.kind()) {
    case ValueKind::date:
      return context.date(value.date());
    case ValueKind::datetime:
      return context.date(CalendarDate(std::chrono::floor<std::chrono::days>(value.datetime())));
    default:
      refuse_literal(type, value, "it is no date");
  }
}

std::string datetime_literal(const TypeEngine& type, const Value& value,
                             const LiteralContext& context) {
  const bool fixed = type.wire() == Wire::datetime_iso;
  switch (value.kind()) {
    case ValueKind::date: {
      if (!fixed) return context.date(value.date());
      const LocalDateTime t{std::chrono::local_days(value.date())};
      return in_quotes(to_string(t, Fraction::always));
    }
    case ValueKind::datetime:
      return fixed ? in_quotes(to_string(value.datetime(), Fraction::always))
                   : context.datetime(value.datetime());
    case ValueKind::datetime_tz:
      return fixed ? in_quotes(to_string(drop_zone(value.datetime_tz()), Fraction::always))
                   : context.datetime_tz(value.datetime_tz());
    default:
      refuse_literal(type, value, "it is no date and time");
  }
}

std::string time_literal(const TypeEngine& type, const Value& value,
                         const LiteralContext& context) {
  if (value.kind() != ValueKind::time) refuse_literal(type, value, "it is no time of day");
  return type.wire() == Wire::time_iso ? in_quotes(to_string(value.time(), Fraction::always))
                                       : context.time(value.time());
}

std::string uuid_literal(const Uuid& type, const Value& value, const LiteralContext& context) {
  if (value.kind() == ValueKind::uuid) return context.uuid(value.uuid(), type.native_uuid());
  if (value.kind() == ValueKind::text) {
    if (const auto parsed = UuidValue::parse(value.text()))
      return context.uuid(*parsed, type.native_uuid() && type.as_uuid());
  }
  refuse_literal(type, value, "it is no uuid");
}

}  // namespace

std::string LiteralContext::text(std::string_view value, bool) const {
  // A driver that takes the statement as a C string would see half of it.
  if (value.find('\0') != std::string_view::npos) {
    throw CompileError(
        "text with a NUL character cannot be written as a literal; bind the value instead");
  }
  std::string out = "'";
  for (char c : value) {
    if (c == '\'' || (c == '\\' && backslash_escapes()) || (c == '%' && doubles_percents()))
      out += c;
    out += c;
  }
  out += '\'';
  return out;
}

std::string LiteralContext::boolean(bool value) const {
  return value ? "1" : "0";
}

std::string LiteralContext::date(CalendarDate value) const {
  return in_quotes(to_string(value));
}

std::string LiteralContext::time(TimeOfDay value) const {
  return in_quotes(to_string(value));
}

std::string LiteralContext::datetime(LocalDateTime value) const {
  return in_quotes(to_string(value));
}

std::string LiteralContext::datetime_tz(UtcDateTime value) const {
  return in_quotes(to_string(value));
}

std::string LiteralContext::interval(Duration value) const {
  throw CompileError(str_cat("this database has no literal for the duration ", to_string(value),
                             "; bind the value instead"));
}

std::string LiteralContext::uuid(const UuidValue& value, bool) const {
  return in_quotes(value.hex());
}

std::string LiteralContext::bytes(std::string_view value) const {
  for (std::size_t i = 0; i < value.size();) {
    const detail::CodePoint point = detail::decode_utf8(value.substr(i));
    if (!point.valid || point.code == 0) {
      throw CompileError(
          "bytes that are no text cannot be written as a literal; bind the value instead");
    }
    i += point.size;
  }
  return text(value, false);
}

std::string LiteralContext::array(const std::vector<std::string>& items) const {
  return str_cat("[", join(items, ", "), "]");
}

std::string TypeEngine::render_literal(const Value& value, const LiteralContext& context) const {
  if (value.is_null()) return "NULL";
  switch (type_affinity()) {
    case TypeAffinity::integer:
      return integer_literal(*this, value);
    case TypeAffinity::numeric:
    case TypeAffinity::float_:
      return number_literal(*this, value);
    case TypeAffinity::string:
      if (value.kind() != ValueKind::text) break;
      return context.text(value.text(), is_national(kind()));
    case TypeAffinity::binary: {
      if (value.kind() == ValueKind::text) return context.bytes(value.text());
      if (value.kind() != ValueKind::bytes) break;
      const auto b = value.bytes();
      return context.bytes({reinterpret_cast<const char*>(b.data()), b.size()});
    }
    case TypeAffinity::date:
      return date_literal(*this, value, context);
    case TypeAffinity::time:
      return time_literal(*this, value, context);
    case TypeAffinity::datetime:
      return datetime_literal(*this, value, context);
    case TypeAffinity::interval:
      if (value.kind() == ValueKind::interval) return context.interval(value.interval());
      break;
    case TypeAffinity::uuid:
      if (const auto* uuid = dynamic_cast<const Uuid*>(this))
        return uuid_literal(*uuid, value, context);
      break;
    case TypeAffinity::null:
    case TypeAffinity::boolean:
    case TypeAffinity::json:
    case TypeAffinity::array:
    case TypeAffinity::tuple:
      break;
    case TypeAffinity::other:
      // How a list of keys is written a database knows; a path that is text stands as it is.
      if (kind() == TypeKind::json_path && value.kind() == ValueKind::text)
        return context.text(value.text(), false);
      break;
  }
  refuse_literal(*this, value, "the type has no literal form for it");
}

std::string detail::BooleanBase::render_literal(const Value& value,
                                                const LiteralContext& context) const {
  if (value.is_null()) return "NULL";
  const auto b = value.get_if<bool>();
  if (!b) refuse_literal(*this, value, "it is neither true nor false");
  return context.boolean(*b);
}

std::string NullType::render_literal(const Value& value, const LiteralContext& context) const {
  if (value.is_null()) return "NULL";
  return type_from_value(value)->render_literal(value, context);
}

std::string ARRAY::render_literal(const Value& value, const LiteralContext& context) const {
  if (value.is_null()) return "NULL";
  if (value.kind() != ValueKind::array) refuse_literal(*this, value, "it is no list");
  std::vector<std::string> items;
  for (const Value& item : value.array_items()) {
    if (item.is_null()) refuse_literal(*this, value, "a NULL among the items has no literal form");
    items.push_back(item.kind() == ValueKind::array ? render_literal(item, context)
                                                    : item_->render_literal(item, context));
  }
  return list_literal(items, context);
}

std::string ARRAY::list_literal(const std::vector<std::string>& items,
                                const LiteralContext& context) const {
  return context.array(items);
}

std::string Enum::render_literal(const Value& value, const LiteralContext& context) const {
  if (value.is_null()) return "NULL";
  if (value.kind() != ValueKind::text) refuse_literal(*this, value, "it is no label");
  return context.text(to_label(value.text()), false);
}

}  // namespace cupel
