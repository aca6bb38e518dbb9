#include "dialects/postgresql/literals.hpp"

#include "cupel/types/uuid.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::postgresql {

std::string PostgresqlLiterals::boolean(bool value) const {
  return value ? "true" : "false";
}

std::string PostgresqlLiterals::interval(Duration value) const {
  return str_cat("make_interval(secs=>", static_cast<double>(value.count()) / 1e6, ")");
}

std::string PostgresqlLiterals::uuid(const UuidValue& value, bool native) const {
  if (!native) return LiteralContext::uuid(value, native);
  return str_cat('\'', value.to_string(), '\'');
}

std::string PostgresqlLiterals::array(const std::vector<std::string>& items) const {
  return str_cat("ARRAY[", join(items, ", "), "]");
}

}  // namespace cupel::postgresql
