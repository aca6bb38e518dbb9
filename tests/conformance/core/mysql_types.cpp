// The types of MySQL and MariaDB: part of areas "types", "ddl_table", "expressions", "literals".

#include "cupel/dialects/mysql/types.hpp"
#include "cupel/schema/ddl.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("types/mysql_bit") {
  return mysql::BIT();
}
CASE("types/mysql_bit_length") {
  return mysql::BIT(8);
}
CASE("types/mysql_char_charset") {
  return mysql::CHAR(5, {.charset = "latin1"});
}
CASE("types/mysql_datetime") {
  return mysql::DATETIME();
}
CASE("types/mysql_datetime_fsp") {
  return mysql::DATETIME(6);
}
CASE("types/mysql_decimal_plain") {
  return mysql::DECIMAL();
}
CASE("types/mysql_double") {
  return mysql::DOUBLE(10, 2);
}
CASE("types/mysql_double_plain") {
  return mysql::DOUBLE();
}
CASE("types/mysql_double_unsigned") {
  return mysql::DOUBLE(10, 2, {.unsigned_ = true});
}
CASE("types/mysql_enum") {
  return mysql::ENUM("a", "b");
}
CASE("types/mysql_enum_charset") {
  return mysql::ENUM({"a", "b"}, {.charset = "utf8mb4"});
}
CASE("types/mysql_enum_collation") {
  return mysql::ENUM({"a", "b"}, {.collation = "utf8_bin"});
}
CASE("types/mysql_enum_quotes") {
  return mysql::ENUM("it's", "x%", "b\\s");
}
CASE("types/mysql_float") {
  return mysql::FLOAT();
}
CASE("types/mysql_float_precision") {
  return mysql::FLOAT(10);
}
CASE("types/mysql_float_unsigned") {
  return mysql::FLOAT(10, 2, {.unsigned_ = true});
}
CASE("types/mysql_integer_display") {
  return mysql::INTEGER(4);
}
CASE("types/mysql_integer_unsigned") {
  return mysql::INTEGER({.unsigned_ = true});
}
CASE("types/mysql_integer_zerofill") {
  return mysql::INTEGER({.display_width = 5, .zerofill = true});
}
CASE("types/mysql_json") {
  return mysql::JSON();
}
CASE("types/mysql_longblob") {
  return mysql::LONGBLOB();
}
CASE("types/mysql_longtext") {
  return mysql::LONGTEXT();
}
CASE("types/mysql_mediumtext") {
  return mysql::MEDIUMTEXT();
}
CASE("types/mysql_nchar") {
  return mysql::NCHAR(5);
}
CASE("types/mysql_numeric") {
  return mysql::NUMERIC(10, 4);
}
CASE("types/mysql_numeric_plain") {
  return mysql::NUMERIC();
}
CASE("types/mysql_numeric_precision") {
  return mysql::NUMERIC(10);
}
CASE("types/mysql_numeric_unsigned") {
  return mysql::NUMERIC(10, 4, {.unsigned_ = true});
}
CASE("types/mysql_numeric_zerofill") {
  return mysql::NUMERIC(10, 4, {.unsigned_ = true, .zerofill = true});
}
CASE("types/mysql_nvarchar_no_length_error") {
  return mysql::NVARCHAR();
}
CASE("types/mysql_real") {
  return mysql::REAL(10, 2);
}
CASE("types/mysql_real_plain") {
  return mysql::REAL();
}
CASE("types/mysql_set_charset") {
  return mysql::SET({"a", "b"}, {.charset = "utf8mb4"});
}
CASE("types/mysql_smallint_unsigned") {
  return mysql::SMALLINT({.unsigned_ = true});
}
CASE("types/mysql_text_charset") {
  return mysql::TEXT({}, {.charset = "utf8mb4"});
}
CASE("types/mysql_text_length") {
  return mysql::TEXT(100);
}
CASE("types/mysql_time") {
  return mysql::TIME();
}
CASE("types/mysql_time_fsp") {
  return mysql::TIME(4);
}
CASE("types/mysql_timestamp") {
  return mysql::TIMESTAMP();
}
CASE("types/mysql_tinyint_1") {
  return mysql::TINYINT(1);
}
CASE("types/mysql_tinyint_unsigned") {
  return mysql::TINYINT({.display_width = 3, .unsigned_ = true});
}
CASE("types/mysql_tinytext") {
  return mysql::TINYTEXT();
}
CASE("types/mysql_varchar_ascii") {
  return mysql::VARCHAR(10, {.ascii = true});
}
CASE("types/mysql_varchar_binary") {
  return mysql::VARCHAR(10, {.binary = true});
}
CASE("types/mysql_varchar_charset") {
  return mysql::VARCHAR(10, {.charset = "utf8mb4"});
}
CASE("types/mysql_varchar_charset_collation") {
  return mysql::VARCHAR(10, {.charset = "utf8mb4", .collation = "utf8mb4_bin"});
}
CASE("types/mysql_varchar_no_length_error") {
  return mysql::VARCHAR();
}
CASE("types/mysql_varchar_unicode") {
  return mysql::VARCHAR(10, {.unicode = true});
}
CASE("types/mysql_year") {
  return mysql::YEAR();
}
CASE("types/mysql_year_4") {
  return mysql::YEAR(4);
}
CASE("types/mysql_inet4") {
  return mariadb::INET4();
}
CASE("types/mysql_inet6") {
  return mariadb::INET6();
}
CASE("types/variant_mysql_only_not_mariadb") {
  return Text().with_variant(mysql::LONGTEXT(), "mysql");
}

CASE("ddl_table/enum_mysql") {
  return CreateTable(Table("t", MetaData(), Column("a", mysql::ENUM("x", "y"), not_null)));
}

CASE("ddl_table/set_mysql") {
  return CreateTable(Table("t", MetaData(), Column("a", mysql::SET("x", "y"))));
}

CASE("expressions/cast_mysql_binary") {
  return cast(users.c["fullname"], mysql::BINARY(5));
}
CASE("expressions/cast_mysql_enum_skipped") {
  return cast(users.c["fullname"], mysql::ENUM("a", "b"));
}
CASE("expressions/cast_mysql_year_skipped") {
  return cast(users.c["fullname"], mysql::YEAR());
}

CASE("literals/typed_mysql_year") {
  return literal(2024, mysql::YEAR());
}

CASE("custom/variant_in_cast") {
  return cast(users.c["name"], String(5).with_variant(mysql::CHAR(9), {"mysql", "mariadb"}));
}

}  // namespace cupel::conformance
