// What is said about the usual mistakes: the class, the names, and the way out.

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

class Mistakes : public ::testing::Test {
 protected:
  MetaData m;
  Table users{"users", m, Column("id", Integer(), primary_key), Column("name", String(20))};
  Table items{"items", m, Column("id", Integer(), primary_key)};
  Table orders{"orders", m, Column("id", Integer(), primary_key),
               Column("buyer_id", Integer(), ForeignKey("users.id")),
               Column("seller_id", Integer(), ForeignKey("users.id"))};

  /// Expects an error of that class whose message holds all the parts.
  static void expect(std::string_view error_class, const std::vector<std::string>& parts,
                     const std::function<void()>& mistake) {
    try {
      mistake();
      FAIL() << "no " << error_class;
    } catch (const Error& error) {
      EXPECT_EQ(error.name(), error_class) << error.what();
      for (const std::string& part : parts) {
        EXPECT_NE(std::string(error.what()).find(part), std::string::npos)
            << part << " is not in: " << error.what();
      }
    }
  }
  static Ptr<const Compiled> compiled(const Executable& statement) {
    return compile(*statement.element(), default_compiler_context());
  }
};

TEST_F(Mistakes, NoWayToJoin) {
  expect("NoForeignKeysError", {"'users'", "'items'", "ForeignKey", "ON clause"},
         [&] { (void)compiled(select(users.c["id"]).join_from(users, items)); });
}

TEST_F(Mistakes, SeveralWaysToJoin) {
  expect("AmbiguousForeignKeysError",
         {"'users'", "'orders'", "orders.buyer_id -> users.id", "orders.seller_id -> users.id",
          "ON clause"},
         [&] { (void)compiled(select(users.c["id"]).join_from(users, orders)); });
}

TEST_F(Mistakes, AColumnThatIsNotThere) {
  expect("NoSuchColumnError", {"'users'", "'nmae'", "did you mean 'name'"},
         [&] { (void)users.c["nmae"]; });
  expect("NoSuchColumnError", {"'nmae'", "did you mean 'name'"},
         [&] { (void)users.alias("u").c["nmae"]; });
}

TEST_F(Mistakes, ALabelThatIsNotThere) {
  expect("CompileError", {"'totl'", "did you mean 'total'", "text('totl')"},
         [&] { (void)compiled(select((users.c["id"] + 1).label("total")).order_by("totl")); });
}

TEST_F(Mistakes, AValueOfTheWrongType) {
  CompileOptions options;
  options.literal_binds = true;
  expect("CompileError", {"Integer", "'no number'"}, [&] {
    const auto statement = select(literal("no number", Integer()));
    (void)compile(*statement.element(), default_compiler_context(), options);
  });
}

TEST_F(Mistakes, ANameThatIsTooLong) {
  const std::string name(20'000, 'x');
  expect("IdentifierError", {"maximum length", "shorter name"}, [&] {
    const Table t("t", MetaData(), Column("a", Integer()), UniqueConstraint({"a"}, {.name = name}));
    (void)compiled(CreateTable(t));
  });
}

TEST_F(Mistakes, WhatADialectDoesNotHave) {
  expect("UnsupportedCompilationError", {"'default'", "can't render", "compiles<T>()"},
         [&] { (void)compiled(select(try_cast(users.c["name"], Integer()))); });
}

TEST_F(Mistakes, AParameterWithoutAValue) {
  expect("InvalidRequestError", {"'wanted'", "params()"}, [&] {
    const auto statement = select(users.c["id"]).where(users.c["name"] == bindparam("wanted"));
    (void)compiled(statement)->construct_params({});
  });
}

}  // namespace
}  // namespace cupel
