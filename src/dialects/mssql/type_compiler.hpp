#pragma once

#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel::mssql {

class MssqlDialect;

class MssqlTypeCompiler final : public TypeCompiler {
 public:
  /// `dialect` is borrowed, and only looked at when types are written.
  explicit MssqlTypeCompiler(const MssqlDialect& dialect) noexcept;

  std::string string_type(std::string_view name, const cupel::detail::StringBase& t) const override;

 protected:
  std::string visit_double(const Double& t) const override;
  std::string visit_boolean(const cupel::detail::BooleanBase& t) const override;
  std::string visit_text(const Text& t) const override;
  std::string visit_unicode(const Unicode& t) const override;
  std::string visit_unicode_text(const UnicodeText& t) const override;
  std::string visit_large_binary(const LargeBinary& t) const override;
  std::string visit_date(const Date& t) const override;
  std::string visit_time(const Time& t) const override;
  std::string visit_date_time(const DateTime& t) const override;
  std::string visit_uuid(const Uuid& t) const override;
  std::string visit_json(const JSON& t) const override;
  std::string visit_dialect_type(const TypeEngine& t) const override;

  std::string visit_FLOAT(const cupel::detail::NumericBase& t) const override;
  std::string visit_VARCHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_NVARCHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_VARBINARY(const cupel::detail::BinaryBase& t) const override;
  std::string visit_TIME(const cupel::detail::TimeBase& t) const override;

 private:
  const MssqlDialect& dialect_;
};

}  // namespace cupel::mssql
