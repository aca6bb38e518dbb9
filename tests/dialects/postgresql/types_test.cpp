#include "cupel/types/types.hpp"

#include <gtest/gtest.h>

#include "cupel/dialects/postgresql/dialect.hpp"
#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/range.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/upsert.hpp"

namespace cupel::postgresql {
namespace {

std::string text_of(const TypeEngine& type, const Value& value) {
  return std::string(type.bind_value(value).text());
}

TEST(PostgresqlTypes, ARangeIsWrittenAsTheDatabaseWritesIt) {
  EXPECT_EQ(text_of(INT4RANGE(), Value(Range(1, 5))), "[1,5)");
  EXPECT_EQ(text_of(INT4RANGE(), Value(Range(1, 5, "(]"))), "(1,5]");
  EXPECT_EQ(text_of(INT4RANGE(), Value(Range(std::nullopt, 5))), "[,5)");
  EXPECT_EQ(text_of(INT4RANGE(), Value(Range<int>::empty())), "empty");
  const CalendarDate day = std::chrono::year(2024) / 2 / 29;
  EXPECT_EQ(text_of(DATERANGE(), Value(Range<CalendarDate>(day, std::nullopt))), "[2024-02-29,)");
  EXPECT_EQ(text_of(INT4MULTIRANGE(), Value(std::vector{Range(1, 2), Range(5, 9)})),
            "{[1,2),[5,9)}");
  EXPECT_EQ(text_of(INT4MULTIRANGE(), Value(Range(1, 2))), "{[1,2)}");
}

TEST(PostgresqlTypes, ARangeThatWasWrittenIsReadAgain) {
  const INT8RANGE type;
  for (const Range<std::int64_t>& range :
       {Range<std::int64_t>(1, 5), Range<std::int64_t>(-3, std::nullopt, "[]"),
        Range<std::int64_t>(std::nullopt, 7, "()"), Range<std::int64_t>::empty()}) {
    const Value back = type.result_value(type.bind_value(Value(range)));
    EXPECT_EQ(back.as<Range<std::int64_t>>(), range);
  }
  EXPECT_EQ(INT4MULTIRANGE().result_value(Value("{[1,2),[5,9)}")).array_items().size(), 2U);
  EXPECT_EQ(INT4MULTIRANGE().result_value(Value("{}")).array_items().size(), 0U);
  EXPECT_THROW((void)type.result_value(Value("1,5")), DataError);
}

TEST(PostgresqlTypes, ARangeRefusesOtherBounds) {
  EXPECT_THROW(Range(1, 5, "<>"), ArgumentError);
}

TEST(PostgresqlTypes, ARangeKnowsWhatItContains) {
  EXPECT_TRUE(Range(1, 5).contains(1));
  EXPECT_FALSE(Range(1, 5).contains(5));
  EXPECT_TRUE(Range(1, 5, "[]").contains(5));
  EXPECT_FALSE(Range<int>::empty().contains(1));
}

TEST(PostgresqlTypes, AnHstoreSurvivesQuotesAndBackslashes) {
  const HSTORE type;
  const Json object = Json::object({{"a \"b\"", "c\\d"}, {"n", nullptr}, {"", "x, y=>z"}});
  const Value text = type.bind_value(Value(object));
  EXPECT_EQ(text.text(), R"("a \"b\""=>"c\\d", "n"=>NULL, ""=>"x, y=>z")");
  EXPECT_EQ(type.result_value(text).json().dump(), object.dump());
  EXPECT_THROW((void)type.bind_value(Value(Json::object({{"a", 1}}))), DataError);
  EXPECT_THROW((void)type.result_value(Value("a=>b")), DataError);
}

TEST(PostgresqlTypes, ABitStringIsMadeOfBits) {
  EXPECT_EQ(BitString("1010").to_int(), 10U);
  EXPECT_EQ(BitString::from_int(10, 6).bits(), "001010");
  EXPECT_THROW(BitString("12"), ArgumentError);
}

TEST(PostgresqlUpsert, OverwritesEveryInsertedColumnThatIsNoKey) {
  const MetaData metadata;
  const Table t("t", metadata, Column("id", Integer(), primary_key), Column("a", Integer()),
                Column("b", Integer()));
  const auto sql = [](const Upsert& stmt) { return stmt.compile(dialect()).sql(); };
  const Upsert stmt = upsert(t).values({{"id", 1}, {"a", 2}});
  EXPECT_EQ(sql(stmt),
            "INSERT INTO t (id, a) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET a = excluded.a");
  EXPECT_EQ(sql(stmt.do_nothing()),
            "INSERT INTO t (id, a) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING");
  EXPECT_EQ(sql(stmt.index_elements({"a"}).set({{"b", stmt.inserted("a")}}).where(t.c["b"] == 5)),
            "INSERT INTO t (id, a) VALUES ($1, $2) ON CONFLICT (a) DO UPDATE SET b = excluded.a "
            "WHERE t.b = $3");
}

TEST(PostgresqlUpsert, WithoutAKeySaysWhatToGive) {
  const MetaData metadata;
  const Table t("t", metadata, Column("a", Integer()));
  const Upsert stmt = upsert(t).values({{"a", 1}});
  EXPECT_THROW((void)stmt.compile(dialect()), CompileError);
}

}  // namespace
}  // namespace cupel::postgresql
