#include "dialects/postgresql/type_compiler.hpp"

#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::postgresql {

namespace {

std::string zoned(std::string_view word, const std::optional<int>& precision, bool timezone) {
  std::string out(word);
  if (precision) str_append(out, "(", *precision, ")");
  return out + (timezone ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
}

}  // namespace

std::string PostgresqlTypeCompiler::visit_double(const Double&) const {
  return "DOUBLE PRECISION";
}

std::string PostgresqlTypeCompiler::visit_large_binary(const LargeBinary&) const {
  return "BYTEA";
}

std::string PostgresqlTypeCompiler::visit_date_time(const DateTime& t) const {
  return visit_TIMESTAMP(t);
}

std::string PostgresqlTypeCompiler::visit_interval(const Interval& t) const {
  if (!t.options().native) return process(DateTime());
  return t.options().second_precision ? str_cat("INTERVAL (", *t.options().second_precision, ")")
                                      : "INTERVAL";
}

std::string PostgresqlTypeCompiler::visit_enum(const Enum& t) const {
  if (!t.options().native_enum) return TypeCompiler::visit_enum(t);
  if (t.name().empty()) {
    throw CompileError(str_cat("a PostgreSQL Enum type requires a name; give ", t.repr(),
                               " one, or say native_enum = false"));
  }
  const IdentifierPreparer& preparer = context().identifier_preparer();
  const std::string name = preparer.quote(t.name());
  const std::string schema = t.options().schema.value_or(std::string());
  return schema.empty() ? name : str_cat(preparer.quote_schema(schema), ".", name);
}

std::string PostgresqlTypeCompiler::visit_json(const cupel::JSON&) const {
  return "JSON";
}

std::string PostgresqlTypeCompiler::visit_array(const cupel::ARRAY& t) const {
  std::string out = process(*t.item_type());
  std::string brackets;
  for (int i = t.options().dimensions.value_or(1); i > 0; --i) brackets += "[]";
  // The collation is that of the items: VARCHAR(5)[] COLLATE x.
  const std::size_t collate = out.find(" COLLATE ");
  out.insert(collate == std::string::npos ? out.size() : collate, brackets);
  return out;
}

std::string PostgresqlTypeCompiler::visit_FLOAT(const cupel::detail::NumericBase& t) const {
  return t.precision() ? str_cat("FLOAT(", *t.precision(), ")") : "FLOAT";
}

std::string PostgresqlTypeCompiler::visit_TIME(const cupel::detail::TimeBase& t) const {
  const auto* own = dynamic_cast<const TIME*>(&t);
  return zoned("TIME", own ? own->precision() : std::nullopt, t.timezone());
}

std::string PostgresqlTypeCompiler::visit_TIMESTAMP(const cupel::detail::DateTimeBase& t) const {
  const auto* own = dynamic_cast<const TIMESTAMP*>(&t);
  return zoned("TIMESTAMP", own ? own->precision() : std::nullopt, t.timezone());
}

std::string bind_cast_text(const TypeEngine& impl, BindTyping typing,
                           const TypeCompiler& compiler) {
  const auto cast_to_own = [&] { return "::" + compiler.process(impl); };
  const bool every = typing == BindTyping::render_all_casts;
  if (impl.kind() == TypeKind::json_path) return {};
  if (impl.kind() == TypeKind::json_index) {
    return impl.type_affinity() == TypeAffinity::integer ? "::INTEGER" : "::TEXT";
  }
  if (impl.kind() == TypeKind::dialect_type && impl.type_affinity() != TypeAffinity::binary) {
    if (every) {
      if (const auto* domain = dynamic_cast<const DOMAIN*>(&impl)) {
        return bind_cast_text(*domain->data_type(), typing, compiler);
      }
      // To a length, which BIT always has, a cast would cut the value.
      if (dynamic_cast<const BIT*>(&impl)) return "::BIT VARYING";
      return cast_to_own();
    }
    // A text passes as most of these types; of the others the database has to be told.
    const bool told = impl.type_affinity() == TypeAffinity::json ||
                      dynamic_cast<const detail::RangeBase*>(&impl) != nullptr ||
                      dynamic_cast<const REGCONFIG*>(&impl) != nullptr;
    return told ? cast_to_own() : std::string();
  }
  const TypeAffinity affinity = impl.type_affinity();
  if (!every && (impl.kind() == TypeKind::enum_ || affinity == TypeAffinity::interval)) return {};
  switch (affinity) {
    case TypeAffinity::binary:
      if (!every) return {};
      break;
    case TypeAffinity::null:
    case TypeAffinity::tuple:
    case TypeAffinity::other:
      return {};
    case TypeAffinity::boolean:
    case TypeAffinity::float_:
    case TypeAffinity::numeric:
      if (typing == BindTyping::render_casts) return {};
      if (impl.kind() == TypeKind::double_) return "::FLOAT";
      break;
    case TypeAffinity::string:
      if (impl.kind() != TypeKind::enum_) return "::VARCHAR";
      break;
    default:
      break;
  }
  return cast_to_own();
}

}  // namespace cupel::postgresql
