#include "cupel/types/json.hpp"

#include <gtest/gtest.h>

#include "cupel/error/dbapi_errors.hpp"

namespace cupel {
namespace {

TEST(Json, DumpsAsPythonsJsonModule) {
  const Json j =
      Json::object({{"a", 1}, {"b", Json::array({1, 2.0, nullptr, true})}, {"c", "é\n\""}});
  EXPECT_EQ(j.dump(), R"({"a": 1, "b": [1, 2.0, null, true], "c": "\u00e9\n\""})");
  EXPECT_EQ(j.dump({.ensure_ascii = false}),
            "{\"a\": 1, \"b\": [1, 2.0, null, true], \"c\": \"é\\n\\\"\"}");
  EXPECT_EQ(Json("😀").dump(), R"("\ud83d\ude00")");
  EXPECT_EQ(Json(std::string("\x01\xff")).dump(), R"("\u0001\ufffd")");
  EXPECT_EQ(Json::parse(R"({"z":1,"a":2})").dump(), R"({"z": 1, "a": 2})");
  EXPECT_EQ(Json::parse(R"({"z":1,"a":2})").dump({.sort_keys = true}), R"({"a": 2, "z": 1})");
  EXPECT_EQ(Json(1e20).dump(), "1e+20");
  EXPECT_EQ(Json().dump(), "null");
}

TEST(Json, ReadsMembersAndItemsWithoutCopyingTheDocument) {
  Json part;
  {
    const Json whole = Json::parse(R"({"a": {"b": [10, 20]}})");
    part = whole["a"]["b"];
  }
  EXPECT_EQ(part[1].as_int(), 20);
  EXPECT_EQ(part.size(), 2U);
  EXPECT_EQ(part.items().size(), 2U);
}

TEST(Json, SaysWhatItFoundInstead) {
  const Json j = Json::parse(R"({"a": "x"})");
  EXPECT_THROW((void)j["a"].as_int(), DataError);
  EXPECT_THROW((void)j["b"], DataError);
  EXPECT_THROW((void)j[0], DataError);
  EXPECT_FALSE(j.find("b"));
  EXPECT_TRUE(j.contains("a"));
  try {
    (void)j["a"].as_double();
    FAIL();
  } catch (const DataError& e) {
    EXPECT_EQ(e.message(), R"(the JSON value "x" is a text, not a number)");
  }
  EXPECT_THROW((void)Json::parse("{"), DataError);
  EXPECT_THROW((void)Json::parse(""), DataError);
}

TEST(Json, ChangesACopyOnly) {
  Json a = Json::parse(R"({"x": 1})");
  const Json b = a;
  a.set("y", Json::array({1}));
  a.erase("x");
  EXPECT_EQ(a.dump(), R"({"y": [1]})");
  EXPECT_EQ(b.dump(), R"({"x": 1})");
  Json list;
  list.push_back(1).push_back("two");
  EXPECT_EQ(list.dump(), R"([1, "two"])");
  EXPECT_THROW(list.set("k", 1), DataError);
}

TEST(Json, ComparesContentNotOrderOfKeys) {
  EXPECT_EQ(Json::parse(R"({"a":1,"b":[1,2]})"), Json::parse(R"({"b":[1,2],"a":1.0})"));
  EXPECT_FALSE(Json::parse("[1,2]") == Json::parse("[2,1]"));
  EXPECT_EQ(Json::parse(R"({"a":1,"b":2})").hash(), Json::parse(R"({"b":2,"a":1.0})").hash());
  EXPECT_EQ(Json(), Json(nullptr));
}

TEST(Json, KeepsIntegersOf64Bits) {
  EXPECT_EQ(Json::parse("9223372036854775807").as_int(), INT64_MAX);
  EXPECT_EQ(Json::parse("18446744073709551615").dump(), "18446744073709551615");
}

}  // namespace
}  // namespace cupel
