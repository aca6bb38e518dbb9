#include "dialects/oracle/preparer.hpp"

#include <algorithm>

#include "cupel/util/str_cat.hpp"

namespace cupel::oracle {
namespace {

constexpr std::string_view kReservedWords[] = {
    "all",      "alter",   "and",       "any",       "as",         "asc",      "between",
    "by",       "char",    "check",     "cluster",   "comment",    "compress", "connect",
    "create",   "current", "date",      "decimal",   "default",    "delete",   "desc",
    "distinct", "drop",    "else",      "exclusive", "exists",     "float",    "for",
    "from",     "grant",   "group",     "having",    "identified", "in",       "index",
    "insert",   "integer", "intersect", "into",      "is",         "level",    "like",
    "lock",     "long",    "minus",     "mode",      "nocompress", "not",      "nowait",
    "null",     "number",  "of",        "on",        "option",     "or",       "order",
    "pctfree",  "prior",   "public",    "raw",       "rename",     "resource", "revoke",
    "select",   "set",     "share",     "size",      "smallint",   "start",    "synonym",
    "table",    "then",    "to",        "trigger",   "uid",        "union",    "unique",
    "update",   "user",    "values",    "varchar",   "varchar2",   "view",     "where",
    "with",
};

}  // namespace

OraclePreparer::OraclePreparer(const CompilerTraits& traits) : IdentifierPreparer(traits) {
  set_reserved_words(kReservedWords);
  set_illegal_initial_characters("0123456789_$");
}

bool OraclePreparer::parameter_requires_quotes(std::string_view name) const {
  return requires_quotes(to_lower(name));
}

std::string OraclePreparer::format_savepoint(std::string_view name) const {
  name.remove_prefix(std::min(name.find_first_not_of('_'), name.size()));
  return IdentifierPreparer::format_savepoint(name);
}

}  // namespace cupel::oracle
