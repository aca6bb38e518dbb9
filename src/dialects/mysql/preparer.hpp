#pragma once

#include <span>
#include <string_view>

#include "cupel/sql/compiler/identifier_preparer.hpp"

#include "dialects/mysql/features.hpp"

namespace cupel::mysql {

/// The words that each server reserves, sorted, in lower case.
[[nodiscard]] std::span<const std::string_view> mysql_reserved_words() noexcept;
[[nodiscard]] std::span<const std::string_view> mariadb_reserved_words() noexcept;

class MysqlPreparer final : public IdentifierPreparer {
 public:
  MysqlPreparer(const CompilerTraits& traits, const ServerFeatures& features)
      : IdentifierPreparer(traits) {
    set_reserved_words(features.mariadb ? mariadb_reserved_words() : mysql_reserved_words());
  }
};

}  // namespace cupel::mysql
