#pragma once

#include <optional>
#include <string>

#include "cupel/types/type_engine.hpp"

namespace cupel::oracle {

/// What ALL_TAB_COLS tells of a column's type.
struct CatalogueType {
  std::string name;  ///< "VARCHAR2", "TIMESTAMP(6) WITH TIME ZONE"
  std::optional<int> precision{};
  std::optional<int> scale{};
  int bytes = 0;
  int characters = 0;
};

/// NullType for a type that is not known.
[[nodiscard]] TypePtr type_from_catalogue(const CatalogueType& type);

}  // namespace cupel::oracle
