#pragma once

#include "cupel/sql/compiler/identifier_preparer.hpp"

namespace cupel::mssql {

class MssqlPreparer final : public IdentifierPreparer {
 public:
  explicit MssqlPreparer(const CompilerTraits& traits);

  /// A schema may name its database too: `db.dbo`, `[my.db].dbo`.
  void append_schema(std::string& out, std::string_view schema,
                     std::optional<bool> force = std::nullopt) const override;
  [[nodiscard]] std::string format_collation(std::string_view name) const override;

 protected:
  void append_escaped(std::string& out, std::string_view name) const override;
};

}  // namespace cupel::mssql
