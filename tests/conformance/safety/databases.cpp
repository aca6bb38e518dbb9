#include "safety/databases.hpp"

#include "cupel/dialects/mssql/dialect.hpp"
#include "cupel/dialects/mysql/dialect.hpp"
#include "cupel/dialects/oracle/dialect.hpp"
#include "cupel/dialects/postgresql/dialect.hpp"
#include "cupel/dialects/sqlite/dialect.hpp"
#include "cupel/sql/compiler/compile.hpp"

namespace cupel::conformance {

std::vector<Database> databases() {
  std::vector<Database> all{
      {&sqlite::dialect(), {}},
      {&postgresql::dialect(), {}},
      {&oracle::dialect(), {}},
      {&mssql::dialect(), {.identifier_open = '[', .identifier_close = ']'}},
      {&mysql::dialect(),
       {.identifier_open = '`',
        .identifier_close = '`',
        .backslash_escapes = true,
        .hash_comments = true}},
  };
  for (Database& database : all) {
    const ParamStyle style = database.dialect->traits().paramstyle;
    database.rules.doubled_percents = style == ParamStyle::format || style == ParamStyle::pyformat;
  }
  return all;
}

std::string compiled(const ElementPtr& statement, const Dialect& dialect, bool literal) {
  CompileOptions options;
  options.literal_binds = literal;
  const Ptr<const Compiled> result = compile(*statement, dialect, options);
  return result->flags().has_expanding ? result->expand(result->params()).sql : result->sql();
}

}  // namespace cupel::conformance
