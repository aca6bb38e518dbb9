#pragma once

#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel::sqlite {

class SqliteTypeCompiler final : public TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;

 protected:
  std::string visit_json(const cupel::JSON& t) const override;
  std::string visit_date(const Date& t) const override;
  std::string visit_time(const Time& t) const override;
  std::string visit_date_time(const DateTime& t) const override;
};

}  // namespace cupel::sqlite
