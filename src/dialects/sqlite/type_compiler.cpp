#include "dialects/sqlite/type_compiler.hpp"

#include "cupel/dialects/sqlite/types.hpp"

namespace cupel::sqlite {

namespace {

/// SQLite takes a value for a number by the type's name, so a text of digits needs one with CHAR.
std::string by_format(std::string word, const TypeEngine& type) {
  const auto* stored = dynamic_cast<const detail::StorageFormat*>(&type);
  return stored == nullptr || stored->is_text() ? word : word + "_CHAR";
}

}  // namespace

std::string SqliteTypeCompiler::visit_json(const cupel::JSON&) const {
  return "JSON";
}

std::string SqliteTypeCompiler::visit_date(const Date& t) const {
  return by_format(TypeCompiler::visit_date(t), t);
}

std::string SqliteTypeCompiler::visit_time(const Time& t) const {
  return by_format(TypeCompiler::visit_time(t), t);
}

std::string SqliteTypeCompiler::visit_date_time(const DateTime& t) const {
  return by_format(TypeCompiler::visit_date_time(t), t);
}

}  // namespace cupel::sqlite
