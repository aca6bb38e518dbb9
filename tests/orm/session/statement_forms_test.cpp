// Forms of calls whose statements tests/conformance/orm compares with SQLAlchemy's: what they do
// with a wrong argument, and on which engine they run.

#include "cupel/orm/query/dml.hpp"
#include "cupel/pool/pools.hpp"

#include "model.hpp"

namespace cupel::session_model {
namespace {

class StatementFormsTest : public SessionTest {
 protected:
  StatementFormsTest() { add_items(); }
};

TEST_F(StatementFormsTest, ATextRunsOnTheEngineOfTheMapperItIsGiven) {
  Engine other = create_engine("sqlite://", {.poolclass = &pool_class<StaticPool>});
  other.begin([](Connection& connection) {
    (void)connection.execute(text("CREATE TABLE here (n INTEGER)"));
    (void)connection.execute(text("INSERT INTO here VALUES (7)"));
  });
  Session session(engine, {.binds = {{entity<Item>(), other}}});
  EXPECT_THROW((void)session.execute(text("SELECT n FROM here")), OperationalError);
  session.rollback();
  Result rows = session.execute(text("SELECT n FROM here"), Parameters(),
                                BindArguments{.mapper = &mapper_of<Item>()});
  EXPECT_EQ(rows.scalar().as<std::int64_t>(), 7);
}

TEST_F(StatementFormsTest, AUnionOfQueriesIsOneQueryOfTheEntity) {
  Session session(engine);
  const auto first = session.query<Item>().filter(col(&Item::id) == 1);
  const auto third = session.query<Item>().filter(col(&Item::id) == 3);
  const auto both = first.union_(third).order_by(col(&Item::id).desc()).all();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0]->id, 3);
  EXPECT_EQ(first.union_all(first).count(), 2);
  EXPECT_TRUE(first.intersect(third).all().empty());
  EXPECT_EQ(first.except_(third).one()->id, 1);
  EXPECT_THROW((void)session.query(&Item::id).union_(session.query(&Item::id)),
               InvalidRequestError);
}

TEST_F(StatementFormsTest, AnyByNameRefusesANameThatIsNoAttribute) {
  EXPECT_THROW((void)col(&User::posts).any({{"titel", "x"}}), InvalidRequestError);
}

TEST_F(StatementFormsTest, RowsOfTheRawStrategyAreColumnsAndOnlyKnownStrategiesAreTaken) {
  Session session(engine);
  (void)session.execute(insert<Item>().execution_options({{"dml_strategy", "raw"}}),
                        ParameterSets{{{"name", "a"}, {"qty", 1}}, {{"name", "b"}, {"qty", 2}}});
  EXPECT_EQ(count_in(session, "item"), 5);
  EXPECT_THROW((void)session.execute(insert<Item>().execution_options({{"dml_strategy", "fast"}}),
                                     ParameterSets{{{"name", "a"}}}),
               ArgumentError);
  EXPECT_EQ(count_in(session, "item"), 5);
}

TEST_F(StatementFormsTest, ARefreshThatLocksReadsTheRowAnew) {
  Session session(engine);
  auto bolt = session.get<Item>(1);
  (void)session.execute(text("UPDATE item SET qty = 77 WHERE id = 1"));
  session.refresh(bolt, {.with_for_update = ForUpdateArg{}});
  EXPECT_EQ(bolt->qty, 77);
}

}  // namespace
}  // namespace cupel::session_model
