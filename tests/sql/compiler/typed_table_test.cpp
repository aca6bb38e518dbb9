#include "cupel/schema/typed_table.hpp"

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/types/types.hpp"

namespace {

using namespace cupel;  // as a user writes it

struct CompanyColumns {
  TypedColumn<std::int64_t, primary_key> id{};
  TypedColumn<std::string, length<80>> name{};
};

struct UserColumns {
  TypedColumn<std::int64_t, primary_key> id{};
  TypedColumn<std::string, length<50>, unique> name{};
  TypedColumn<std::optional<std::int64_t>, foreign_key<"companies.id">> company_id{};
  TypedColumn<double, column_name<"acct_balance">> balance{};
};

struct Schema {
  MetaData metadata;
  TypedTable<CompanyColumns> companies{"companies", metadata};
  TypedTable<UserColumns> users{"users", metadata, Index("ix_users_name", "name")};
};

TEST(TypedTable, DeclaresAColumnForEachMember) {
  const Schema s;
  const Table& users = s.users;
  EXPECT_EQ(users.c.keys(), (std::vector<std::string>{"id", "name", "company_id", "acct_balance"}));
  EXPECT_TRUE(users.c["id"]->primary_key());
  EXPECT_EQ(users.c["id"].type()->repr(), "BigInteger()");
  EXPECT_EQ(users.c["name"].type()->repr(), "String(length=50)");
  EXPECT_FALSE(users.c["name"]->nullable());
  EXPECT_TRUE(users.c["company_id"]->nullable());
  EXPECT_EQ(users.foreign_keys().size(), 1U);
  EXPECT_EQ(users.indexes().size(), 1U);
}

TEST(TypedTable, GivesColumnsWithTheTypesOfItsMembers) {
  const Schema s;
  const auto statement = select(s.users.c.id, s.users.c.company_id).where(s.users.c.name == "ed");
  static_assert(
      std::is_same_v<decltype(statement), const Select<std::int64_t, std::optional<std::int64_t>>>);
  static_assert(std::is_same_v<decltype(s.users.c.balance + 1)::value_type, double>);
  EXPECT_EQ(to_string(statement),
            "SELECT users.id, users.company_id \nFROM users \nWHERE users.name = :name_1");
}

TEST(TypedTable, IsATableInStatements) {
  const Schema s;
  EXPECT_EQ(to_string(select(s.companies.c.name).join(s.users)),
            "SELECT companies.name \nFROM companies JOIN users ON companies.id = users.company_id");
  EXPECT_EQ(to_string(select(s.companies)), "SELECT companies.id, companies.name \nFROM companies");
}

TEST(TypedTable, GivesTheColumnsOfAnAlias) {
  const Schema s;
  const FromExpr other = s.users.alias("other");
  const UserColumns columns = s.users.columns_in(other);
  EXPECT_EQ(to_string(select(columns.balance).where(columns.id == s.users.c.id)),
            "SELECT other.acct_balance \nFROM users AS other, users \n"
            "WHERE other.id = users.id");
}

TEST(TypedTable, SeesATableThatIsThere) {
  const MetaData metadata;
  const Table plain("companies", metadata, Column("id", Integer(), primary_key),
                    Column("name", String(10)), Column("more", Text()));
  const TypedTable<CompanyColumns> typed(plain);
  EXPECT_EQ(typed, plain);
  EXPECT_EQ(to_string(typed.c.id > 5), "companies.id > :id_1");
  EXPECT_EQ(typed.c.id.type()->repr(), "Integer()");
}

TEST(TypedTable, NamesTheColumnThatATableLacks) {
  const MetaData metadata;
  const Table plain("companies", metadata, Column("id", Integer(), primary_key));
  try {
    const TypedTable<CompanyColumns> typed(plain);
    FAIL();
  } catch (const NoSuchColumnError& error) {
    EXPECT_NE(error.message().find("'companies' has no column 'name'"), std::string::npos)
        << error.message();
  }
}

}  // namespace
