#include "ddl_fixture.hpp"

namespace cupel::conformance {

MetaData with_targets(const MetaDataOptions& options) {
  MetaData targets(options);
  Table("o", targets, Column("id", Integer(), primary_key), Column("x", Integer()),
        Column("y", Integer()), Column("db_z", Integer(), column_key("z")));
  Table("p", targets, Column("id", Integer(), primary_key));
  Table("o", targets, {.schema = "s"}, Column("id", Integer(), primary_key));
  Table("My O", targets, Column("My Id", Integer(), primary_key));
  return targets;
}

}  // namespace cupel::conformance
