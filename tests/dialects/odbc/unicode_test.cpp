#include "dialects/odbc/unicode.hpp"

#include <gtest/gtest.h>

#include "cupel/dbapi/error.hpp"
#include "cupel/error/core_errors.hpp"

#include "dialects/odbc/error.hpp"
#include "dialects/odbc/options.hpp"

namespace cupel::odbc {
namespace {

TEST(Utf16, EveryPlaneComesBackAsItWent) {
  const std::string text = "ascii, Ünï, 世界, 😀\xF0\xA0\x80\x80";
  EXPECT_EQ(to_utf8(to_utf16(text)), text);
  EXPECT_EQ(to_utf16("😀").size(), 2U);
}

TEST(Utf16, WhatIsNoTextBecomesTheReplacementCharacter) {
  EXPECT_EQ(to_utf8(to_utf16("a\xFF"
                             "b")),
            "a\uFFFDb");
  EXPECT_EQ(to_utf8(to_utf16("\xE4\xB8")), "\uFFFD\uFFFD") << "a character that is cut off";
  const WideText half{0xD83D, u'x'};
  EXPECT_EQ(to_utf8(half), "\uFFFDx");
}

TEST(OdbcArguments, BecomeAConnectionString) {
  const ConnectOptions o = parse_arguments({{"Driver", "SQLite3"},
                                            {"PWD", "a;b}c"},
                                            {"cupel_key_query", "SELECT 1"},
                                            {"cupel_native_errors", "1=operational 19=integrity"}});
  EXPECT_EQ(o.connection_string, "Driver=SQLite3;PWD={a;b}}c};");
  EXPECT_EQ(o.key_query, "SELECT 1");
  EXPECT_EQ(o.native_errors.at(19), dbapi::ErrorClass::integrity);
  EXPECT_THROW((void)parse_arguments({{"cupel_login_timeout", "soon"}}), ArgumentError);
}

TEST(OdbcErrors, GoByTheClassOfTheirSqlstate) {
  EXPECT_EQ(class_of_sqlstate("23505"), dbapi::ErrorClass::integrity);
  EXPECT_EQ(class_of_sqlstate("42S02"), dbapi::ErrorClass::programming);
  EXPECT_EQ(class_of_sqlstate("22001"), dbapi::ErrorClass::data);
  EXPECT_EQ(class_of_sqlstate("HY000"), dbapi::ErrorClass::database);
  EXPECT_TRUE(is_disconnect("08S01", ""));
  EXPECT_TRUE(is_disconnect("HY000", "MySQL server has gone away"));
  EXPECT_FALSE(is_disconnect("HY000", "something else"));
}

}  // namespace
}  // namespace cupel::odbc
