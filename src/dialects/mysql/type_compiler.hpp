#pragma once

#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel::mysql {

class MysqlTypeCompiler final : public TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;

 protected:
  std::string visit_enum(const Enum& t) const override;
  std::string visit_json(const JSON& t) const override;

  std::string visit_INTEGER(const TypeEngine& t) const override;
  std::string visit_SMALLINT(const TypeEngine& t) const override;
  std::string visit_BIGINT(const TypeEngine& t) const override;
  std::string visit_FLOAT(const cupel::detail::NumericBase& t) const override;
  std::string visit_REAL(const cupel::detail::NumericBase& t) const override;
  std::string visit_DOUBLE(const cupel::detail::NumericBase& t) const override;
  std::string visit_NUMERIC(const cupel::detail::NumericBase& t) const override;
  std::string visit_DECIMAL(const cupel::detail::NumericBase& t) const override;
  std::string visit_VARCHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_CHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_NVARCHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_NCHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_TEXT(const cupel::detail::StringBase& t) const override;
  std::string visit_BLOB(const cupel::detail::BinaryBase& t) const override;
  std::string visit_VARBINARY(const cupel::detail::BinaryBase& t) const override;
  std::string visit_BOOLEAN(const cupel::detail::BooleanBase& t) const override;
  std::string visit_TIME(const cupel::detail::TimeBase& t) const override;
  std::string visit_DATETIME(const cupel::detail::DateTimeBase& t) const override;
  std::string visit_TIMESTAMP(const cupel::detail::DateTimeBase& t) const override;
};

}  // namespace cupel::mysql
