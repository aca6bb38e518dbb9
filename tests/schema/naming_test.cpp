#include "cupel/schema/naming.hpp"

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

MetaData named(std::initializer_list<std::pair<std::string_view, std::string_view>> templates) {
  return MetaData({.naming_convention = templates});
}

std::string name_of_last(const Table& t) {
  return t.constraints().back()->name().text();
}

TEST(NamingConvention, NamesIndexesWithoutBeingAsked) {
  const Table t("t", MetaData(), {.schema = "s"}, Column("a", Integer(), indexed));
  EXPECT_EQ(t.indexes()[0].name().text(), "ix_s_t_a");
}

TEST(NamingConvention, FillsItsTokens) {
  const MetaData metadata = named({{"uq", "uq_%(table_name)s_%(column_0_name)s"},
                                   {"fk",
                                    "fk_%(table_name)s_%(column_0_name)s_"
                                    "%(referred_table_name)s_%(referred_column_0_name)s"},
                                   {"pk", "pk_%(table_name)s"},
                                   {"ck", "ck_%(table_name)s_%(constraint_name)s"}});
  const Table t("t", metadata, Column("id", Integer(), primary_key), Column("u", Integer(), unique),
                Column("f", Integer(), ForeignKey("s.o.x")),
                CheckConstraint("u > 5", {.name = "u5"}));
  EXPECT_EQ(t.primary_key().name().text(), "pk_t");
  EXPECT_EQ(t.constraints()[1]->name().text(), "ck_t_u5");
  EXPECT_EQ(t.constraints()[2]->name().text(), "uq_t_u");
  EXPECT_EQ(t.constraints()[3]->name().text(), "fk_t_f_o_x");
}

TEST(NamingConvention, TakesAllColumnsWithOrWithoutSeparator) {
  EXPECT_EQ(name_of_last(Table("t", named({{"uq", "u_%(column_0N_name)s"}}), Column("a", Integer()),
                               Column("b", Integer()), UniqueConstraint("a", "b"))),
            "u_ab");
  EXPECT_EQ(name_of_last(Table("t", named({{"uq", "u_%(column_0_N_label)s_%(column_1_key)s"}}),
                               Column("a", Integer()), Column("b", Integer()),
                               UniqueConstraint("a", "b"))),
            "u_t_a_t_b_b");
}

TEST(NamingConvention, LeavesConvertedAndOtherGivenNamesAlone) {
  const MetaData metadata = named({{"ck", "ck_%(constraint_name)s"}, {"uq", "uq_%(table_name)s"}});
  const Table t("t", metadata, Column("a", Integer()),
                CheckConstraint("a > 1", {.name = conv("as_is")}),
                UniqueConstraint({"a"}, {.name = "mine"}));
  EXPECT_EQ(t.constraints()[1]->name().text(), "as_is");
  EXPECT_EQ(t.constraints()[2]->name().text(), "mine");
}

TEST(NamingConvention, KnowsTokensOfOnesOwn) {
  NamingConvention convention = {{"uq", "uq_%(shout)s"}};
  convention.token("shout", [](const Constraint*, const Index*, const Table& table) {
    return to_upper(table.name());
  });
  const MetaData metadata({.naming_convention = convention});
  EXPECT_EQ(name_of_last(Table("t", metadata, Column("a", Integer(), unique))), "uq_T");
}

TEST(NamingConvention, SaysWhatIsWrongWithAToken) {
  try {
    Table("t", named({{"uq", "uq_%(table_nam)s"}}), Column("a", Integer(), unique));
    FAIL() << "no error";
  } catch (const ArgumentError& error) {
    EXPECT_STREQ(error.what(),
                 "naming convention 'uq_%(table_nam)s' of table 't': no token 'table_nam' here; "
                 "did you mean 'table_name'?; tokens of your own are added by "
                 "NamingConvention::token()");
  }
  EXPECT_THROW(named({{"xx", "x"}}), ArgumentError);
  EXPECT_THROW(Table("t", named({{"ck", "ck_%(constraint_name)s"}}), Column("a", Integer()),
                     CheckConstraint("a > 1")),
               InvalidRequestError);
}

}  // namespace
}  // namespace cupel
