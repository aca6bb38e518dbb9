#include <gtest/gtest.h>

#include "cupel/dialect/dialect.hpp"
#include "cupel/dialect/registry.hpp"
#include "cupel/dialect/url.hpp"

namespace cupel {
namespace {

using Items = std::vector<dbapi::ConnectArgs::Item>;

dbapi::ConnectArgs arguments(std::string_view text) {
  const URL url = make_url(text);
  return make_dialect(url.drivername())->create_connect_args(url);
}

TEST(OdbcUrls, NameTheServerOfSqlServerWithItsPort) {
  EXPECT_EQ(arguments("mssql+odbc://scott:tiger@db.example.org:1433/shop?driver=ODBC+Driver+18+for+"
                      "SQL+Server&Encrypt=yes")
                .items(),
            (Items{{"Driver", "ODBC Driver 18 for SQL Server"},
                   {"Server", "db.example.org,1433"},
                   {"Database", "shop"},
                   {"UID", "scott"},
                   {"PWD", "tiger"},
                   {"Encrypt", "yes"}}));
}

TEST(OdbcUrls, AHostAloneIsADataSource) {
  EXPECT_EQ(arguments("mssql+odbc://shop_dsn").items(),
            (Items{{"DSN", "shop_dsn"}, {"Trusted_Connection", "Yes"}}));
  EXPECT_EQ(arguments("oracle+odbc://scott:tiger@shop_dsn").items(),
            (Items{{"DSN", "shop_dsn"}, {"UID", "scott"}, {"PWD", "tiger"}}));
}

TEST(OdbcUrls, AConnectionStringIsTakenAsItIs) {
  EXPECT_EQ(arguments("mssql+odbc:///?odbc_connect=DSN%3Dx%3BUID%3Dy").items(),
            (Items{{"odbc_connect", "DSN=x;UID=y"}}));
}

TEST(OdbcUrls, DriversOfOpenDatabasesAreKnownByName) {
  EXPECT_EQ(*arguments("postgresql+odbc://u@h:5433/d").find("Driver"), "PostgreSQL Unicode");
  EXPECT_EQ(*arguments("postgresql+odbc://u@h:5433/d").find("Port"), "5433");
  EXPECT_EQ(*arguments("mysql+odbc://u@h/d").find("Driver"), "MariaDB Unicode");
  EXPECT_EQ(*arguments("sqlite+odbc:///file.db").find("Database"), "file.db");
  EXPECT_EQ(*arguments("mysql+odbc://u@h/d?driver=MySQL").find("Driver"), "MySQL");
}

TEST(OdbcUrls, TheDriverIsOdbc) {
  for (const char* name : {"postgresql+odbc", "mysql+odbc", "mariadb+odbc", "sqlite+odbc",
                           "mssql+odbc", "oracle+odbc"})
    EXPECT_EQ(make_dialect(name)->driver()->name(), "odbc") << name;
}

TEST(OdbcUrls, SavepointsOfSqlServerHaveTheirOwnWords) {
  const auto dialect = make_dialect("mssql+odbc");
  EXPECT_EQ(dialect->savepoint_sql("sp_1"), "SAVE TRANSACTION sp_1");
  EXPECT_EQ(dialect->rollback_to_savepoint_sql("sp_1"), "ROLLBACK TRANSACTION sp_1");
}

}  // namespace
}  // namespace cupel
