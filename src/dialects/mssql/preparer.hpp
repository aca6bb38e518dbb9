#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/sql/compiler/identifier_preparer.hpp"

namespace cupel::mssql {

/// A part of a schema's name, between dots.
struct SchemaPart {
  std::string text;
  bool bracketed = false;
};
/// `a.[b.c].d` as a, b.c and d. Brackets belong to no part.
[[nodiscard]] std::vector<SchemaPart> split_schema(std::string_view schema);

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
