#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cupel/types/type_engine.hpp"

namespace cupel {

/// What a database tells of a column.
struct ReflectedColumn {
  std::string name;
  TypePtr type;
  bool nullable = true;
  std::optional<std::string> default_{};  ///< SQL text as the database holds it
  int primary_key = 0;                    ///< place in the primary key from 1; 0: not part of it
  bool computed = false;                  ///< GENERATED ALWAYS AS
};

/// A primary key, unique or check constraint.
struct ReflectedConstraint {
  std::string name;  ///< empty: the database has none
  std::vector<std::string> columns{};
  std::string sqltext{};  ///< of a check constraint
};

struct ReflectedForeignKey {
  std::string name;
  std::vector<std::string> constrained_columns{};
  std::string referred_schema{};
  std::string referred_table{};
  std::vector<std::string> referred_columns{};
  std::string ondelete{}, onupdate{};  ///< empty: no action
  std::optional<bool> deferrable{};
  std::string initially{};
};

struct ReflectedIndex {
  std::string name;
  std::vector<std::optional<std::string>> columns{};  ///< nullopt: an expression
  bool unique = false;
  std::string where{};  ///< of a partial index
};

}  // namespace cupel
