// Cases of the area "types" about the types of SQL Server.

#include "cupel/dialects/mssql/types.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("types/mssql_bit") {
  return mssql::BIT();
}
CASE("types/mssql_char") {
  return CHAR(5);
}
CASE("types/mssql_datetime") {
  return DATETIME();
}
CASE("types/mssql_datetime2") {
  return mssql::DATETIME2();
}
CASE("types/mssql_datetime2_precision") {
  return mssql::DATETIME2(3);
}
CASE("types/mssql_datetimeoffset_precision") {
  return mssql::DATETIMEOFFSET(2);
}
CASE("types/mssql_float_precision") {
  return FLOAT(20);
}
CASE("types/mssql_image") {
  return mssql::IMAGE();
}
CASE("types/mssql_json") {
  return JSON();
}
CASE("types/mssql_money") {
  return mssql::MONEY();
}
CASE("types/mssql_ntext") {
  return mssql::NTEXT();
}
CASE("types/mssql_numeric") {
  return NUMERIC(10, 2);
}
CASE("types/mssql_nvarchar_collation") {
  return NVARCHAR(20, "Latin1_General_CI_AS");
}
CASE("types/mssql_nvarchar_max") {
  return NVARCHAR(mssql::kMaxLength);
}
CASE("types/mssql_real") {
  return REAL();
}
CASE("types/mssql_smalldatetime") {
  return mssql::SMALLDATETIME();
}
CASE("types/mssql_smallmoney") {
  return mssql::SMALLMONEY();
}
CASE("types/mssql_sql_variant") {
  return mssql::SQL_VARIANT();
}
CASE("types/mssql_timestamp") {
  return mssql::TIMESTAMP();
}
CASE("types/mssql_tinyint") {
  return mssql::TINYINT();
}
CASE("types/mssql_uniqueidentifier") {
  return mssql::UNIQUEIDENTIFIER();
}
CASE("types/mssql_varbinary_filestream") {
  return mssql::VARBINARY({.length = mssql::kMaxLength, .filestream = true});
}
CASE("types/mssql_varbinary_filestream_length_error") {
  return mssql::VARBINARY({.length = 5, .filestream = true});
}
CASE("types/mssql_varbinary_max") {
  return mssql::VARBINARY(mssql::kMaxLength);
}
CASE("types/mssql_xml") {
  return mssql::XML();
}

CASE("literals/typed_mssql_bit") {
  return literal(true, mssql::BIT());
}
CASE("literals/typed_mssql_datetime2") {
  return literal(make_datetime(2024, 1, 2, 3, 4, 5) + std::chrono::microseconds(6),
                 mssql::DATETIME2());
}
CASE("literals/typed_mssql_datetimeoffset") {
  return literal(make_datetime(2024, 1, 2, 0, 0, 0), mssql::DATETIMEOFFSET());
}
CASE("literals/typed_mssql_uniqueidentifier") {
  return literal(UuidValue("00000000-0000-0000-0000-000000000001"), mssql::UNIQUEIDENTIFIER());
}

CASE("expressions/cast_mssql_nvarchar_max") {
  return cast(users.c["name"], NVARCHAR(mssql::kMaxLength));
}
CASE("expressions/try_cast_mssql_import") {
  return try_cast(users.c["fullname"], Integer());
}

}  // namespace cupel::conformance
