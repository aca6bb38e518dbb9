#pragma once

#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel::oracle {

class OracleDialect;

class OracleTypeCompiler final : public TypeCompiler {
 public:
  /// `dialect` is borrowed, and only looked at when types are written.
  explicit OracleTypeCompiler(const OracleDialect& dialect) noexcept;

 protected:
  std::string visit_big_integer(const BigInteger& t) const override;
  std::string visit_double(const Double& t) const override;
  std::string visit_boolean(const cupel::detail::BooleanBase& t) const override;
  std::string visit_string(const String& t) const override;
  std::string visit_text(const Text& t) const override;
  std::string visit_unicode(const Unicode& t) const override;
  std::string visit_unicode_text(const UnicodeText& t) const override;
  std::string visit_date_time(const DateTime& t) const override;
  std::string visit_interval(const Interval& t) const override;
  std::string visit_json(const cupel::JSON& t) const override;

  std::string visit_FLOAT(const cupel::detail::NumericBase& t) const override;
  std::string visit_DOUBLE_PRECISION(const cupel::detail::NumericBase& t) const override;
  std::string visit_VARCHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_NVARCHAR(const cupel::detail::StringBase& t) const override;
  std::string visit_TIMESTAMP(const cupel::detail::DateTimeBase& t) const override;

 private:
  const OracleDialect& dialect_;
};

}  // namespace cupel::oracle
