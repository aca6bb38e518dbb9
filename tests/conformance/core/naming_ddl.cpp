// The cases of area "naming" that are about constraints and indexes.

#include "cupel/schema/ddl.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

constexpr const char* kLong = "this_is_a_really_long_identifier_that_keeps_going_and_going_on";

std::string three_times_long() {
  return std::string(kLong) + "_" + kLong + "_" + kLong;
}

}  // namespace

CASE("naming/too_long_constraint_name_error") {
  return CreateTable(Table("t", MetaData(), Column("x", Integer()),
                           UniqueConstraint({"x"}, {.name = three_times_long()})));
}

CASE("naming/too_long_index_name_error") {
  return CreateIndex(
      Index(three_times_long(), Table("t", MetaData(), Column("x", Integer())).c["x"]));
}

CASE("naming/truncate_index_name") {
  const MetaData m({.naming_convention = {{"ix", "ix_%(table_name)s_%(column_0_name)s"}}});
  return CreateIndex(Index(
      nullptr, Table("a_table_with_a_name_of_some_length", m, Column(kLong, Integer())).c[kLong]));
}

}  // namespace cupel::conformance
