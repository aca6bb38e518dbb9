#pragma once

#include <string>

#include "cupel/types/type_engine.hpp"

namespace cupel::mssql {

/// What sys.columns tells of a column's type.
struct CatalogueType {
  std::string name;    ///< "nvarchar"; of a type with an alias the one behind it
  int max_length = 0;  ///< bytes; -1: max
  int precision = 0;   ///< decimal digits; of a float binary ones
  int scale = 0;       ///< digits after the point, or of the seconds
  std::string collation = {};
};

/// NullType for a type that is not known.
[[nodiscard]] TypePtr type_from_catalogue(const CatalogueType& type);

}  // namespace cupel::mssql
