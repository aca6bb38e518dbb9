#pragma once

#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel::sqlite {

class SqliteTypeCompiler final : public TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;

 protected:
  std::string visit_json(const JSON& t) const override;
};

}  // namespace cupel::sqlite
