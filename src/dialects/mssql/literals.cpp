#include "dialects/mssql/literals.hpp"

#include "cupel/types/uuid.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mssql {

std::string MssqlLiterals::text(std::string_view value, bool national) const {
  const std::string quoted = LiteralContext::text(value, national);
  return national ? str_cat('N', quoted) : quoted;
}

std::string MssqlLiterals::uuid(const UuidValue& value, bool native) const {
  return native ? str_cat('\'', value.to_string(), '\'') : LiteralContext::uuid(value, native);
}

}  // namespace cupel::mssql
