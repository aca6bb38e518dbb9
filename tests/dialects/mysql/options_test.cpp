#include "dialects/mysql/options.hpp"

#include <gtest/gtest.h>

#include "cupel/dialect/registry.hpp"
#include "cupel/dialects/mysql/dialect.hpp"
#include "cupel/error/core_errors.hpp"

#include "dialects/mysql/error.hpp"

namespace cupel::mysql {
namespace {

ConnectOptions of_url(const char* text) {
  return parse_arguments(mysql::dialect().create_connect_args(make_url(text)));
}

TEST(MysqlOptions, AUrlSaysWhereToConnect) {
  const ConnectOptions o = of_url("mysql://scott:ti%3Ager@db.example:3307/shop?charset=latin1");
  EXPECT_EQ(o.host, "db.example");
  EXPECT_EQ(o.port, 3307U);
  EXPECT_EQ(o.user, "scott");
  EXPECT_EQ(o.password, "ti:ger");
  EXPECT_EQ(o.database, "shop");
  EXPECT_EQ(o.charset, "latin1");
}

TEST(MysqlOptions, TheCharsetIsUtf8mb4UnlessTheUrlNamesAnother) {
  EXPECT_EQ(of_url("mysql://localhost/shop").charset, "utf8mb4");
}

TEST(MysqlOptions, AnUnknownNameIsRefusedWithTheNearOne) {
  try {
    (void)of_url("mysql://localhost/shop?conect_timeout=3");
    FAIL() << "no error";
  } catch (const ArgumentError& e) {
    EXPECT_NE(e.message().find("connect_timeout"), std::string::npos) << e.message();
  }
}

TEST(MysqlOptions, AValueThatMakesNoSenseIsRefused) {
  EXPECT_THROW((void)of_url("mysql://localhost/shop?connect_timeout=soon"), ArgumentError);
  EXPECT_THROW((void)of_url("mysql://localhost/shop?ssl=perhaps"), ArgumentError);
}

TEST(MysqlErrors, AreSortedByTheirNumberThenByTheirSqlstate) {
  using dbapi::ErrorClass;
  EXPECT_EQ(error_class_of(1062, "23000"), ErrorClass::integrity);
  EXPECT_EQ(error_class_of(4025, "23000"), ErrorClass::integrity);
  EXPECT_EQ(error_class_of(1064, "42000"), ErrorClass::programming);
  EXPECT_EQ(error_class_of(1406, "22001"), ErrorClass::data);
  EXPECT_EQ(error_class_of(1213, "40001"), ErrorClass::operational);
  EXPECT_EQ(error_class_of(1292, "22007"), ErrorClass::data);
  EXPECT_EQ(error_class_of(1690, "22003"), ErrorClass::data);
  EXPECT_EQ(error_class_of(2002, "HY000"), ErrorClass::operational);
}

TEST(MysqlErrors, TellALostConnectionByTheirNumber) {
  for (const unsigned code : {1927U, 2006U, 2013U, 2014U, 2045U, 2055U, 4031U})
    EXPECT_TRUE(is_disconnect_code(code)) << code;
  EXPECT_FALSE(is_disconnect_code(1062));
}

}  // namespace
}  // namespace cupel::mysql
