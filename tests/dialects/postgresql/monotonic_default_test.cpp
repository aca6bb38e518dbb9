#include <string>

#include <gtest/gtest.h>

#include "cupel/dialects/postgresql/dialect.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/sql/compiler/execution_batches.hpp"
#include "cupel/types/types.hpp"

namespace cupel::postgresql {
namespace {

/// What two rows for `table` are sent as, whose RETURNING is to be in their order.
std::string batch(const Table& table) {
  const auto made =
      execution_batches(*insert(table).returning(table.c["x"]).sort_by_parameter_order().element(),
                        dialect(), {{{"x", "a"}}, {{"x", "b"}}}, 1000);
  EXPECT_EQ(made.size(), 1U);
  return made.front().sql;
}

constexpr const char* kRows =
    "(VALUES ($1, 0), ($2, 1)) AS imp_sen(p0, "
    "sen_counter) ORDER BY sen_counter RETURNING ";

TEST(MonotonicDefault, LetsAKeyTellTheRowsOfABatchApart) {
  const Table t("t", MetaData(),
                Column("id", Uuid(), primary_key, server_default(func("uuidv7").monotonic())),
                Column("x", String(5)));
  EXPECT_EQ(batch(t),
            "INSERT INTO t (x) SELECT p0::VARCHAR FROM " + std::string(kRows) + "t.x, t.id");
}

TEST(MonotonicDefault, LetsAnotherColumnBeTheSentinel) {
  const Table t("t", MetaData(), Column("id", Uuid(), primary_key, server_default(func("gen"))),
                Column("x", String(5)),
                Column("m", Uuid(), server_default(func("uuidv7").monotonic()), sentinel_column));
  EXPECT_EQ(batch(t),
            "INSERT INTO t (x) SELECT p0::VARCHAR FROM " + std::string(kRows) + "t.x, t.m");
}

TEST(MonotonicDefault, IsNotWhatAnyOtherFunctionIs) {
  const Table t("t", MetaData(), Column("id", Uuid(), primary_key, server_default(func("gen"))),
                Column("x", String(5)),
                Column("m", Uuid(), server_default(func("uuidv7")), sentinel_column));
  EXPECT_THROW((void)batch(t), InvalidRequestError);
}

TEST(MonotonicDefault, IsSaidOfACopy) {
  const auto made = func("uuidv7");
  const auto promised = made.monotonic();
  EXPECT_FALSE(as<Function>(*made.node()).is_monotonic());
  EXPECT_TRUE(as<Function>(*promised.node()).is_monotonic());
  EXPECT_TRUE(as<Function>(*promised.returns<UuidValue>().node()).is_monotonic());
}

}  // namespace
}  // namespace cupel::postgresql
