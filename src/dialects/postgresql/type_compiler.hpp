#pragma once

#include <string>

#include "cupel/sql/compiler/traits.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"

namespace cupel::postgresql {

class PostgresqlTypeCompiler final : public TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;

 protected:
  std::string visit_double(const Double& t) const override;
  std::string visit_large_binary(const LargeBinary& t) const override;
  std::string visit_date_time(const DateTime& t) const override;
  std::string visit_interval(const Interval& t) const override;
  std::string visit_enum(const Enum& t) const override;
  std::string visit_json(const cupel::JSON& t) const override;
  std::string visit_array(const cupel::ARRAY& t) const override;

  std::string visit_FLOAT(const cupel::detail::NumericBase& t) const override;
  std::string visit_TIME(const cupel::detail::TimeBase& t) const override;
  std::string visit_TIMESTAMP(const cupel::detail::DateTimeBase& t) const override;
};

/// The type of a parameter as it is written behind it, "::INTEGER"; empty for a type that the
/// server takes from the parameter's place.
[[nodiscard]] std::string bind_cast_text(const TypeEngine& impl, BindTyping typing,
                                         const TypeCompiler& compiler);

}  // namespace cupel::postgresql
