#include "dialects/sqlite/type_compiler.hpp"

namespace cupel::sqlite {

std::string SqliteTypeCompiler::visit_json(const JSON&) const {
  return "JSON";
}

}  // namespace cupel::sqlite
