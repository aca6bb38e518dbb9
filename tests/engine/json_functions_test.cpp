#include "cupel/types/json_type.hpp"
#include "cupel/types/type_decorator.hpp"

#include "engine/fixture.hpp"

namespace cupel {
namespace {

class JsonFunctions : public ::testing::Test {
 protected:
  JsonFunctions() { metadata.create_all(conn); }
  std::string stored() {
    return *conn.execute(text("SELECT data FROM docs")).scalar<std::string>();
  }

  int written = 0;
  int read = 0;
  Engine engine = create_engine(make_url("sqlite://"), {.json_serializer =
                                                            [this](const Json& json) {
                                                              ++written;
                                                              return "  " + json.dump();
                                                            },
                                                        .json_deserializer =
                                                            [this](std::string_view text) {
                                                              ++read;
                                                              return Json::parse(text);
                                                            }});
  MetaData metadata;
  Table docs{"docs", metadata, Column("id", Integer(), primary_key), Column("data", JSON())};
  Connection conn = engine.connect();
};

TEST_F(JsonFunctions, WriteAndReadTheDocumentsOfAnEngine) {
  const Json doc = Json::object({{"a", 1}});
  conn.execute(insert(docs).values({{"data", doc}}));
  EXPECT_EQ(written, 1);
  EXPECT_EQ(stored(), "  " + doc.dump());
  EXPECT_EQ(conn.execute(select(docs.c["data"])).scalar(), Value(doc));
  EXPECT_EQ(read, 1);
}

TEST_F(JsonFunctions, SeeScalarsAndNullDocumentsAndNoSqlNull) {
  conn.execute(insert(docs), {{{"data", "text"}}, {{"data", Json()}}, {{"data", nullptr}}});
  EXPECT_EQ(written, 2);
  EXPECT_EQ(conn.execute(select(docs.c["data"]).order_by(docs.c["id"])).scalars().all(),
            (std::vector<Value>{Value(Json("text")), Value(Json()), Value()}));
}

}  // namespace
}  // namespace cupel
