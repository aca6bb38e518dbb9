#include "dialects/mssql/type_names.hpp"

#include <map>
#include <string_view>

#include "cupel/dialects/mssql/types.hpp"
#include "cupel/types/types.hpp"

namespace cupel::mssql {

namespace {

using Make = TypePtr (*)(const CatalogueType&);

template <class T>
TypePtr plain(const CatalogueType&) {
  return make_ptr<T>();
}

template <class T>
TypePtr exact(const CatalogueType& t) {
  return make_ptr<T>(t.precision, t.scale);
}

/// `Unit`: bytes of a character.
template <class T, int Unit>
TypePtr characters(const CatalogueType& t) {
  const auto length = t.max_length < 0 ? std::nullopt : std::optional(t.max_length / Unit);
  return make_ptr<T>(length, t.collation);
}

/// Text without limit: the catalogue tells the size of a pointer.
template <class T>
TypePtr long_text(const CatalogueType& t) {
  return make_ptr<T>(std::nullopt, t.collation);
}

template <class T>
TypePtr fraction(const CatalogueType& t) {
  return make_ptr<T>(t.scale);
}

TypePtr float_type(const CatalogueType& t) {
  // FLOAT alone is FLOAT(53).
  constexpr int kFull = 53;
  return t.precision == kFull ? make_ptr<cupel::FLOAT>() : make_ptr<cupel::FLOAT>(t.precision);
}

TypePtr binary(const CatalogueType& t) {
  return make_ptr<cupel::BINARY>(t.max_length);
}

TypePtr varbinary(const CatalogueType& t) {
  return t.max_length < 0 ? make_ptr<mssql::VARBINARY>(VarbinaryOptions{})
                          : make_ptr<mssql::VARBINARY>(t.max_length);
}

const std::map<std::string_view, Make>& types() {
  static const std::map<std::string_view, Make> all = {
      {"bigint", &plain<cupel::BIGINT>},
      {"binary", &binary},
      {"bit", &plain<BIT>},
      {"char", &characters<cupel::CHAR, 1>},
      {"date", &plain<cupel::DATE>},
      {"datetime", &plain<cupel::DATETIME>},
      {"datetime2", &fraction<DATETIME2>},
      {"datetimeoffset", &fraction<DATETIMEOFFSET>},
      {"decimal", &exact<cupel::DECIMAL>},
      {"float", &float_type},
      {"image", &plain<IMAGE>},
      {"int", &plain<cupel::INTEGER>},
      {"json", &plain<cupel::JSON>},
      {"money", &plain<MONEY>},
      {"nchar", &characters<cupel::NCHAR, 2>},
      {"ntext", &long_text<NTEXT>},
      {"numeric", &exact<cupel::NUMERIC>},
      {"nvarchar", &characters<cupel::NVARCHAR, 2>},
      {"real", &plain<cupel::REAL>},
      {"rowversion", &plain<ROWVERSION>},
      {"smalldatetime", &plain<SMALLDATETIME>},
      {"smallint", &plain<cupel::SMALLINT>},
      {"smallmoney", &plain<SMALLMONEY>},
      {"sql_variant", &plain<SQL_VARIANT>},
      {"text", &long_text<cupel::TEXT>},
      {"time", &fraction<mssql::TIME>},
      {"timestamp", &plain<mssql::TIMESTAMP>},
      {"tinyint", &plain<TINYINT>},
      {"uniqueidentifier", &plain<UNIQUEIDENTIFIER>},
      {"varbinary", &varbinary},
      {"varchar", &characters<cupel::VARCHAR, 1>},
      {"xml", &plain<XML>},
  };
  return all;
}

}  // namespace

TypePtr type_from_catalogue(const CatalogueType& type) {
  const auto found = types().find(type.name);
  return found == types().end() ? make_ptr<NullType>() : found->second(type);
}

}  // namespace cupel::mssql
