// Area "ddl_objects" of the corpus.

#include "cupel/dialects/postgresql/ddl.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/ddl.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("ddl_objects/create_domain") {
  return postgresql::CreateDomainType(postgresql::DOMAIN("email", Text()));
}

CASE("ddl_objects/create_domain_all") {
  return postgresql::CreateDomainType(postgresql::DOMAIN("positive", Integer(),
                                                         {.default_ = server_default("5").value,
                                                          .constraint_name = "ck_pos",
                                                          .not_null = true,
                                                          .check = (text("VALUE > 0")).node()}));
}

CASE("ddl_objects/create_domain_check_expression") {
  return postgresql::CreateDomainType(
      postgresql::DOMAIN("us", Text(),
                         {.default_ = server_default(text("'x'")).value,
                          .check = (literal_column("VALUE").bool_op("~", "^x$")).node()}));
}

CASE("ddl_objects/create_domain_named_as_a_type_error") {
  return postgresql::CreateDomainType(postgresql::DOMAIN("name", String(10)));
}

CASE("ddl_objects/create_enum_quotes") {
  return postgresql::CreateEnumType(Enum({"it's", "50%"}, {.name = "q"}));
}

CASE("ddl_objects/create_enum_schema_quoted") {
  return postgresql::CreateEnumType(Enum({"a"}, {.name = "My E", .schema = "My S"}));
}

CASE("ddl_objects/create_schema") {
  return CreateSchema("s");
}

CASE("ddl_objects/create_schema_dotted") {
  return CreateSchema("db.s");
}

CASE("ddl_objects/create_schema_if_not_exists") {
  return CreateSchema("s", {.if_not_exists = true});
}

CASE("ddl_objects/create_schema_quoted") {
  return CreateSchema("My S");
}

CASE("ddl_objects/create_sequence") {
  return CreateSequence(Sequence("s"));
}

CASE("ddl_objects/create_sequence_data_type") {
  return CreateSequence(Sequence("s", {.data_type = BigInteger()}));
}

CASE("ddl_objects/create_sequence_if_not_exists") {
  return CreateSequence(Sequence("s"), {.if_not_exists = true});
}

CASE("ddl_objects/create_sequence_oracle_noorder") {
  return CreateSequence(Sequence("s", {.dialect = {{"oracle_order", false}}}));
}

CASE("ddl_objects/create_sequence_oracle_order") {
  return CreateSequence(Sequence("s", {.dialect = {{"oracle_order", true}}}));
}

CASE("ddl_objects/create_sequence_schema") {
  return CreateSequence(Sequence("s", {.schema = "sc"}));
}

CASE("ddl_objects/create_sequence_start_increment") {
  return CreateSequence(Sequence("s", {.start = 5, .increment = 10}));
}

CASE("ddl_objects/create_view") {
  return CreateView(select(users.c["id"], users.c["name"]), "v");
}

CASE("ddl_objects/create_view_cte") {
  const auto c = select(users.c["id"]).cte("c");
  return CreateView(select(c.c["id"]), "v");
}

CASE("ddl_objects/create_view_join") {
  return CreateView(select(users.c["name"], orders.c["total"]).join(orders), "v");
}

CASE("ddl_objects/create_view_labels") {
  return CreateView(
      select((users.c["age"] + 1).label("nx"), func::lower(users.c["name"]).label("ln")), "v");
}

CASE("ddl_objects/create_view_limit") {
  return CreateView(select(users.c["id"]).order_by(users.c["id"]).limit(5), "v");
}

CASE("ddl_objects/create_view_materialized_with_pg") {
  return CreateView(select(users.c["id"]), "v",
                    {.materialized = true, .dialect = {{"postgresql_with", {{"fillfactor", 70}}}}});
}

CASE("ddl_objects/create_view_or_replace") {
  return CreateView(select(users.c["id"]), "v", {.or_replace = true});
}

CASE("ddl_objects/create_view_or_replace_materialized") {
  return CreateView(select(users.c["id"]), "v", {.or_replace = true, .materialized = true});
}

CASE("ddl_objects/create_view_quoted") {
  return CreateView(select(odd.c["Id"], odd.c["user name"]), "My View");
}

CASE("ddl_objects/create_view_schema") {
  return CreateView(select(users.c["id"]), "v", {.schema = "s"});
}

CASE("ddl_objects/create_view_sqlite_if_not_exists") {
  return CreateView(select(users.c["id"]), "v", {.dialect = {{"sqlite_if_not_exists", true}}});
}

CASE("ddl_objects/create_view_temporary") {
  return CreateView(select(users.c["id"]), "v", {.temporary = true});
}

CASE("ddl_objects/create_view_union") {
  return CreateView(union_(select(users.c["id"]), select(orders.c["id"])), "v");
}

CASE("ddl_objects/create_view_unlabelled") {
  return CreateView(select(users.c["age"] + 1), "v");
}

CASE("ddl_objects/create_view_with_pg") {
  return CreateView(select(users.c["id"]), "v",
                    {.dialect = {{"postgresql_with", {{"security_barrier", true}}}}});
}

CASE("ddl_objects/ddl_context") {
  return DDL("GRANT %(what)s ON %(fullname)s TO y", {{"what", "ALL"}}).against(events);
}

CASE("ddl_objects/ddl_percent_substitution") {
  return DDL("ALTER TABLE %(table)s ADD x%%y").against(users);
}

CASE("ddl_objects/ddl_schema_substitution") {
  return DDL("-- %(schema)s.%(table)s").against(events);
}

CASE("ddl_objects/drop_domain") {
  return postgresql::DropDomainType(postgresql::DOMAIN("email", Text(), {.schema = "s"}));
}

CASE("ddl_objects/drop_enum") {
  return postgresql::DropEnumType(Enum({"a", "b"}, {.name = "ab"}));
}

CASE("ddl_objects/drop_schema") {
  return DropSchema("s");
}

CASE("ddl_objects/drop_schema_cascade") {
  return DropSchema("s", {.cascade = true});
}

CASE("ddl_objects/drop_schema_if_exists_cascade") {
  return DropSchema("s", {.if_exists = true, .cascade = true});
}

CASE("ddl_objects/drop_sequence_if_exists") {
  return DropSequence(Sequence("s"), {.if_exists = true});
}

CASE("ddl_objects/drop_sequence_schema") {
  return DropSequence(Sequence("s", {.schema = "sc"}));
}

CASE("ddl_objects/drop_table_comment") {
  return DropTableComment(Table("t", MetaData(), {.comment = "c"}, Column("a", Integer())));
}

CASE("ddl_objects/drop_view") {
  return DropView(CreateView(select(users.c["id"]), "v").table());
}

CASE("ddl_objects/drop_view_if_exists") {
  return DropView(CreateView(select(users.c["id"]), "v").table(), {.if_exists = true});
}

CASE("ddl_objects/drop_view_materialized") {
  return DropView(CreateView(select(users.c["id"]), "v", {.materialized = true}).table(),
                  {.materialized = true});
}

CASE("ddl_objects/drop_view_schema") {
  return DropView(CreateView(select(users.c["id"]), "v", {.schema = "s"}).table());
}

CASE("ddl_objects/into_method") {
  return CreateTableAs(select(users.c["id"], users.c["name"]), "t2");
}

CASE("ddl_objects/into_method_temporary") {
  return CreateTableAs(select(users.c["id"]), "t2", {.temporary = true});
}

CASE("ddl_objects/into_union") {
  return CreateTableAs(union_(select(users.c["id"]), select(orders.c["id"])), "t2");
}

CASE("ddl_objects/select_from_created_table") {
  return select(CreateTableAs(select(users.c["id"]), "t2").table().c["id"]);
}

CASE("ddl_objects/select_from_view") {
  const auto v = CreateView(select(users.c["id"], users.c["name"]), "v").table();
  return select(v.c["id"]).where(v.c["name"] == "x");
}

CASE("ddl_objects/set_column_comment") {
  return SetColumnComment(
      Table("t", MetaData(), Column("a", Integer(), comment("50% \\ x"))).c["a"]);
}

CASE("ddl_objects/set_column_comment_schema") {
  return SetColumnComment(
      Table("t", MetaData(), {.schema = "s"}, Column("a", Integer(), comment("c"))).c["a"]);
}

CASE("ddl_objects/set_table_comment_schema") {
  return SetTableComment(
      Table("t", MetaData(), {.schema = "s", .comment = "c"}, Column("a", Integer())));
}

CASE("ddl_objects/table_as") {
  return CreateTableAs(select(users.c["id"], users.c["name"]), "t2");
}

CASE("ddl_objects/table_as_cte") {
  const auto c = select(users.c["id"]).cte("c");
  return CreateTableAs(select(c.c["id"]), "t2");
}

CASE("ddl_objects/table_as_group") {
  return CreateTableAs(select(orders.c["user_id"], func::sum(orders.c["total"]).label("total"))
                           .group_by(orders.c["user_id"]),
                       "t2");
}

CASE("ddl_objects/table_as_if_not_exists") {
  return CreateTableAs(select(users.c["id"]), "t2", {.if_not_exists = true});
}

CASE("ddl_objects/table_as_limit") {
  return CreateTableAs(select(users.c["id"]).order_by(users.c["id"]).limit(3), "t2");
}

CASE("ddl_objects/table_as_quoted") {
  return CreateTableAs(select(odd.c["Id"]), "My T");
}

CASE("ddl_objects/table_as_schema") {
  return CreateTableAs(select(users.c["id"]), "t2", {.schema = "s"});
}

CASE("ddl_objects/table_as_temporary") {
  return CreateTableAs(select(users.c["id"]), "t2", {.temporary = true});
}

CASE("ddl_objects/table_as_temporary_if_not_exists") {
  return CreateTableAs(select(users.c["id"]), "t2", {.temporary = true, .if_not_exists = true});
}

CASE("ddl_objects/table_as_where") {
  return CreateTableAs(select(users.c["id"]).where(users.c["name"] == "x"), "t2");
}

}  // namespace cupel::conformance
