#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/dialects/sqlite/dialect.hpp"
#include "cupel/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/sql/compiler/execution_batches.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

using ::testing::HasSubstr;

std::string sql(const Executable& statement) {
  return compile(*statement.element(), sqlite::dialect())->sql();
}

std::vector<ExecutionBatch> batches(const Table& table) {
  return execution_batches(
      *insert(table).returning(table.c["id"]).sort_by_parameter_order().element(),
      sqlite::dialect(), {{{"x", "a"}}, {{"x", "b"}}}, 1000);
}

class InsertSentinel : public ::testing::Test {
 protected:
  MetaData metadata;
  Table t{"t", metadata, Column("id", Uuid(), primary_key, server_default(text("made()"))),
          Column("x", String(5)), insert_sentinel("sentinel")};
};

TEST_F(InsertSentinel, IsANullableIntegerOfTheTable) {
  EXPECT_THAT(sql(CreateTable(t)), HasSubstr("\tsentinel INTEGER, \n"));
}

TEST_F(InsertSentinel, IsLeftOutWhereTheTableStandsForItsColumns) {
  EXPECT_EQ(sql(select(t)), "SELECT t.id, t.x \nFROM t");
  EXPECT_EQ(sql(insert(t)), "INSERT INTO t (id, x) VALUES (?, ?)");
  EXPECT_EQ(sql(update(t)), "UPDATE t SET id=?, x=?");
  EXPECT_EQ(sql(insert(t).values({{"x", "q"}})), "INSERT INTO t (x) VALUES (?) RETURNING id");
  EXPECT_EQ(sql(select(t.c["sentinel"])), "SELECT t.sentinel \nFROM t");
}

TEST_F(InsertSentinel, NumbersTheRowsOfABatchWhoseOrderMatters) {
  const auto made = batches(t);
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].sql,
            "INSERT INTO t (x, sentinel) VALUES (?, ?), (?, ?) RETURNING id, sentinel");
  std::vector<Value> values;
  for (const auto& parameter : made[0].rows.front()) values.push_back(parameter.value);
  EXPECT_EQ(values, (std::vector<Value>{"a", 0, "b", 1}));
}

TEST_F(InsertSentinel, TakesTheValuesOfADefaultOfTheProgram) {
  const Table own(
      "own", metadata, Column("id", Uuid(), primary_key, server_default(text("made()"))),
      Column("x", String(5)),
      insert_sentinel("mark", String(8),
                      {.default_ = default_([] { return "m"; }), .omit_from_statements = false}));
  EXPECT_EQ(batches(own)[0].sql,
            "INSERT INTO own (x, mark) VALUES (?, ?), (?, ?) RETURNING id, mark");
  EXPECT_EQ(sql(select(own)), "SELECT own.id, own.x, own.mark \nFROM own");
}

TEST_F(InsertSentinel, IsFilledByTheEngineFromItsDefaultOnly) {
  const auto marks = [](const Column& sentinel) {
    const Table own("own", MetaData(), Column("id", Integer(), primary_key), Column("x", String(5)),
                    sentinel);
    Engine engine = create_engine("sqlite://");
    own.create(engine);
    Connection connection = engine.connect();
    const auto statement = insert(own).returning(own.c["mark"]).sort_by_parameter_order();
    std::vector<Value> out;
    for (const auto& row : connection.execute(statement, {{{"x", "a"}}, {{"x", "b"}}}).all()) {
      out.push_back(row[0]);
    }
    return out;
  };
  int made = 0;
  EXPECT_EQ(marks(insert_sentinel("mark")), (std::vector<Value>{nullptr, nullptr}));
  EXPECT_EQ(marks(insert_sentinel("mark", {.default_ = default_([&made] { return ++made; })})),
            (std::vector<Value>{1, 2}));
}

TEST_F(InsertSentinel, OnAColumnWhoseValuesTellNoOrderIsRefusedByName) {
  const Table bad("bad", metadata, Column("id", Integer(), primary_key), Column("x", String(5)),
                  Column("at", Integer(), server_default(text("now()")), sentinel_column));
  try {
    (void)batches(bad);
    FAIL() << "no error";
  } catch (const InvalidRequestError& e) {
    EXPECT_THAT(e.what(), HasSubstr("'bad.at'"));
  }
}

}  // namespace
}  // namespace cupel
