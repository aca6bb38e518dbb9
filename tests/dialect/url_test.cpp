#include "cupel/dialect/url.hpp"

#include <gtest/gtest.h>

#include "cupel/dialect/dialect.hpp"
#include "cupel/dialect/registry.hpp"
#include "cupel/error/core_errors.hpp"

namespace cupel {
namespace {

std::string again(std::string_view text) {
  return make_url(text).render_as_string(false);
}

TEST(Url, SplitsIntoItsParts) {
  const URL url = make_url("postgresql+libpq://scott:tiger@localhost:5432/shop?a=1&b=x+y");
  EXPECT_EQ(url.drivername(), "postgresql+libpq");
  EXPECT_EQ(url.get_backend_name(), "postgresql");
  EXPECT_EQ(url.get_driver_name(), "libpq");
  EXPECT_EQ(url.username(), "scott");
  EXPECT_EQ(url.password(), "tiger");
  EXPECT_EQ(url.host(), "localhost");
  EXPECT_EQ(url.port(), 5432);
  EXPECT_EQ(url.database(), "shop");
  EXPECT_EQ(url.query_value("a"), "1");
  EXPECT_EQ(url.query_value("b"), "x y");
  EXPECT_EQ(url.query_value("c"), std::nullopt);
}

TEST(Url, KnowsTheFormsOfSQLite) {
  EXPECT_EQ(make_url("sqlite://").database(), std::nullopt);
  EXPECT_EQ(make_url("sqlite:///foo.db").database(), "foo.db");
  EXPECT_EQ(make_url("sqlite:////abs/foo.db").database(), "/abs/foo.db");
  EXPECT_EQ(make_url("sqlite:///:memory:").database(), ":memory:");
  const URL uri = make_url("sqlite:///file:x.db?mode=ro&uri=true");
  EXPECT_EQ(uri.database(), "file:x.db");
  EXPECT_EQ(uri.query_value("uri"), "true");
}

TEST(Url, RoundTripsThroughItsText) {
  for (const std::string_view text :
       {"sqlite://", "sqlite:///foo.db", "sqlite:////abs/foo.db",
        "mysql://localhost/foo?charset=utf8", "oracle://scott:tiger@127.0.0.1:1521/sidname",
        "a+b://u@h", "a://:80/d", "a://[::1]:90/d", "a://u:p%40ss@h/d?x=1&x=2&y=%26"}) {
    EXPECT_EQ(again(text), text);
  }
}

TEST(Url, EscapesWhatTheCallerLeftAlone) {
  const URL url = URL::create({.drivername = "a",
                               .username = "us:er",
                               .password = "p@ss/w?rd%",
                               .host = "h",
                               .database = "d?b",
                               .query = {{"k&", {"v=1", "ä"}}}});
  EXPECT_EQ(make_url(url.render_as_string(false)), url);
}

TEST(Url, AcceptsAPasswordWithSlashes) {
  const URL url = make_url("postgresql://user:pa/ss@host/db");
  EXPECT_EQ(url.password(), "pa/ss");
  EXPECT_EQ(url.host(), "host");
  EXPECT_EQ(url.database(), "db");
}

TEST(Url, HidesThePasswordUnlessTold) {
  const URL url = make_url("a://u:secret@h/d");
  EXPECT_EQ(url.render_as_string(), "a://u:***@h/d");
  EXPECT_EQ(url.render_as_string(false), "a://u:secret@h/d");
}

TEST(Url, AsksAPasswordProviderEachTime) {
  int asked = 0;
  const URL url =
      URL::create({.drivername = "a", .username = "u", .host = "h", .password_provider = [&] {
                     return std::to_string(++asked);
                   }});
  EXPECT_EQ(url.password(), "1");
  EXPECT_EQ(url.password(), "2");
  EXPECT_EQ(url.render_as_string(), "a://u:***@h");
}

TEST(Url, ReplacesParts) {
  const URL url = make_url("a://u:p@h:1/d?x=1");
  EXPECT_EQ(url.set({.host = "other", .port = 2}).render_as_string(false), "a://u:p@other:2/d?x=1");
  EXPECT_EQ(url.render_as_string(false), "a://u:p@h:1/d?x=1");
}

TEST(Url, EditsItsQuery) {
  const URL url = make_url("a://h/d?x=1&y=2");
  EXPECT_EQ(url.update_query_string("x=5&z=6").render_as_string(), "a://h/d?x=5&y=2&z=6");
  EXPECT_EQ(url.update_query_pairs({{"x", "5"}}, true).render_as_string(), "a://h/d?x=1&x=5&y=2");
  EXPECT_EQ(url.update_query_dict({{"y", {"7", "8"}}}).render_as_string(), "a://h/d?x=1&y=7&y=8");
  EXPECT_EQ(url.difference_update_query({"x", "q"}).render_as_string(), "a://h/d?y=2");
  EXPECT_EQ(make_url("a://h?x=1&x=2").query_values("x").size(), 2U);
}

TEST(Url, ComparesAndHashesByContent) {
  EXPECT_EQ(make_url("a://h/d?x=1&y=2"), make_url("a://h/d?y=2&x=1"));
  EXPECT_EQ(make_url("a://h/d?x=1&y=2").hash(), make_url("a://h/d?y=2&x=1").hash());
  EXPECT_NE(make_url("a://h/d"), make_url("a://h/e"));
}

TEST(Url, ShowsMalformedTextWithoutItsPassword) {
  for (const std::string_view text :
       {"nothing", "://h", "a b://h", "a://u:secret@h:port/d", "a://[::1/d", "a:/u:secret@h"}) {
    try {
      (void)make_url(text);
      ADD_FAILURE() << text;
    } catch (const ArgumentError& e) {
      EXPECT_EQ(e.message().find("secret"), std::string::npos) << e.message();
      EXPECT_NE(e.message().find("Could not parse a database URL"), std::string::npos);
    }
  }
  EXPECT_THROW((void)URL::create({.drivername = ""}), ArgumentError);
  EXPECT_THROW((void)URL::create({.drivername = "a", .port = 70000}), ArgumentError);
}

TEST(Registry, AnUnknownDialectListsWhatIsThereAndHowToLinkMore) {
  try {
    (void)make_dialect("sqlitee");
    FAIL();
  } catch (const NoSuchModuleError& e) {
    EXPECT_NE(e.message().find("'sqlitee'"), std::string::npos);
    EXPECT_NE(e.message().find("Cupel::sqlitee"), std::string::npos) << e.message();
  }
}

}  // namespace
}  // namespace cupel
