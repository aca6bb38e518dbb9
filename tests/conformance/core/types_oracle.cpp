// Cases of the area "types" about the types of Oracle Database.

#include "cupel/dialects/oracle/types.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("types/oracle_bfile") {
  return oracle::BFILE();
}
CASE("types/oracle_binary_double") {
  return oracle::BINARY_DOUBLE();
}
CASE("types/oracle_binary_float") {
  return oracle::BINARY_FLOAT();
}
CASE("types/oracle_boolean") {
  return BOOLEAN();
}
CASE("types/oracle_char") {
  return CHAR(5);
}
CASE("types/oracle_date") {
  return oracle::DATE();
}
CASE("types/oracle_float") {
  return oracle::FLOAT();
}
CASE("types/oracle_float_binary") {
  return oracle::FLOAT({.binary_precision = 16});
}
CASE("types/oracle_interval") {
  return oracle::INTERVAL();
}
CASE("types/oracle_interval_precisions") {
  return oracle::INTERVAL({.day_precision = 2, .second_precision = 5});
}
CASE("types/oracle_json") {
  return oracle::JSON();
}
CASE("types/oracle_json_blob") {
  return oracle::JSON({.use_blob = true});
}
CASE("types/oracle_long") {
  return oracle::LONG();
}
CASE("types/oracle_nchar") {
  return NCHAR(5);
}
CASE("types/oracle_nclob") {
  return oracle::NCLOB();
}
CASE("types/oracle_number_precision") {
  return oracle::NUMBER(10);
}
CASE("types/oracle_number_zero_scale") {
  return oracle::NUMBER(10, 0);
}
CASE("types/oracle_raw") {
  return oracle::RAW(16);
}
CASE("types/oracle_rowid") {
  return oracle::ROWID();
}
CASE("types/oracle_timestamp") {
  return oracle::TIMESTAMP();
}
CASE("types/oracle_timestamp_tz") {
  return oracle::TIMESTAMP({.timezone = true});
}
CASE("types/oracle_varchar2_plain") {
  return oracle::VARCHAR2();
}
CASE("types/oracle_vector") {
  return oracle::VECTOR();
}
CASE("types/oracle_vector_dim") {
  return oracle::VECTOR({.dim = 8});
}
CASE("types/oracle_vector_sparse") {
  return oracle::VECTOR({.storage_format = oracle::VectorStorageFormat::int8,
                         .storage_type = oracle::VectorStorageType::sparse});
}
CASE("types/variant_float_oracle") {
  return Float(53).with_variant(oracle::FLOAT({.binary_precision = 126}), "oracle");
}

CASE("literals/typed_oracle_date") {
  return literal(make_datetime(2024, 1, 2, 3, 4, 5), oracle::DATE());
}
CASE("literals/typed_oracle_interval") {
  return literal(Duration(std::chrono::seconds(3 * 86400 + 4)), oracle::INTERVAL());
}
CASE("literals/typed_oracle_number") {
  return literal(Decimal("5.5"), oracle::NUMBER(5, 2));
}
CASE("literals/typed_oracle_timestamp") {
  return literal(make_datetime(2024, 1, 2, 3, 4, 5), oracle::TIMESTAMP());
}

}  // namespace cupel::conformance
