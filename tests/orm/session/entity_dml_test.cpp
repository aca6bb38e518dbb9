#include "cupel/orm/query/dml.hpp"

#include "model.hpp"

namespace cupel::session_model {
namespace {

class EntityDmlTest : public SessionTest {
 protected:
  EntityDmlTest() { add_items(); }
};

TEST_F(EntityDmlTest, AnUpdateByCriteriaIsSeenInObjectsThatMatch) {
  Session session(engine);
  auto bolt = session.get<Item>(1);
  auto gear = session.get<Item>(3);
  const Result result =
      session.execute(update<Item>().where(col(&Item::qty) < 30).values({{&Item::qty, 1}}));
  EXPECT_EQ(result.rowcount(), 2);
  EXPECT_EQ(bolt->qty, 1);
  EXPECT_EQ(gear->qty, 30);
  EXPECT_TRUE(session.dirty().empty());
}

TEST_F(EntityDmlTest, AnOperatorThatTheProgramKnowsFindsItsObjectsInMemory) {
  Session session(engine);
  auto bolt = session.get<Item>(1);
  auto nut = session.get<Item>(2);
  int calls = 0;
  const auto is_even_third = [&](const Value& qty, const Value& mask) {
    ++calls;
    return Value(qty.as<std::int64_t>() & mask.as<std::int64_t>());
  };
  const Expr<Untyped> qty(col(&Item::qty).node());
  (void)session.execute(update<Item>()
                            .where(qty.op("&", 4, {.program_impl = is_even_third}) == 4)
                            .values({{&Item::name, "four"}})
                            .execution_options({{"synchronize_session", "evaluate"}}));
  EXPECT_EQ(bolt->name, "bolt");
  EXPECT_EQ(nut->name, "four");
  EXPECT_EQ(calls, 2);
}

TEST_F(EntityDmlTest, AnOperatorThatTheProgramDoesNotKnowIsRefusedForItsObjects) {
  Session session(engine);
  const Expr<Untyped> qty(col(&Item::qty).node());
  EXPECT_THROW((void)session.execute(update<Item>()
                                         .where(qty.bool_op("=", 4))
                                         .values({{&Item::name, "four"}})
                                         .execution_options({{"synchronize_session", "evaluate"}})),
               InvalidRequestError);
}

TEST_F(EntityDmlTest, AnOperatorOfTheProgramIsNotAskedAboutNull) {
  Session session(engine);
  auto odd = session.add(Item{.name = "odd"});
  session.commit();
  (void)odd->id;
  const Expr<Untyped> qty(col(&Item::qty).node());
  const auto fails = [](const Value&, const Value&) -> Value {
    ADD_FAILURE() << "asked about NULL";
    return {};
  };
  (void)session.execute(delete_<Item>()
                            .where(qty.bool_op(">", 100, 0, fails))
                            .execution_options({{"synchronize_session", "evaluate"}}));
  EXPECT_TRUE(inspect(odd).persistent());
}

TEST_F(EntityDmlTest, AnObjectWhoseCriterionIsNotInMemoryIsLoadedAgain) {
  Session session(engine);
  auto bolt = session.get<Item>(1);
  session.expire(bolt, {"qty"});
  (void)session.execute(delete_<Item>().where(col(&Item::qty) > 100));
  EXPECT_TRUE(session.contains(bolt));
  EXPECT_EQ(bolt->name, "bolt");
}

TEST_F(EntityDmlTest, ADeleteMakesTheMatchingObjectsDeletedUntilTheCommit) {
  Session session(engine);
  auto bolt = session.get<Item>(1);
  (void)session.execute(delete_<Item>().where(col(&Item::name) == "bolt"));
  EXPECT_TRUE(inspect(bolt).deleted());
  session.rollback();
  EXPECT_TRUE(inspect(bolt).persistent());
  EXPECT_EQ(count("item"), 3);
}

TEST_F(EntityDmlTest, AnUpdateByKeyWithoutItsRowIsStaleAndLeavesTheTransactionUsable) {
  Session session(engine);
  EXPECT_THROW((void)session.execute(update<Item>(), ParameterSets{{{"id", 9}, {"qty", 1}}}),
               StaleDataError);
  EXPECT_EQ(count_in(session, "item"), 3);
}

TEST_F(EntityDmlTest, AnUpdateByKeyGivesUpPendingChangesOfTheSameAttribute) {
  Session session(engine, {.autoflush = false});
  auto bolt = session.get<Item>(1);
  bolt->qty = 77;
  (void)session.execute(update<Item>(), ParameterSets{{{"id", 1}, {"qty", 5}}});
  EXPECT_EQ(bolt->qty, 5);
}

TEST_F(EntityDmlTest, RowsInsertedWithReturningAreObjectsOfTheSession) {
  Session session(engine);
  ParameterSets rows;
  for (int i = 0; i < 1500; ++i) rows.push_back({{"name", std::to_string(i)}});
  const auto items = session.scalars(insert<Item>().returning<Item>(), rows).all();
  ASSERT_EQ(items.size(), 1500U);
  EXPECT_TRUE(inspect(items.back()).persistent());
  EXPECT_EQ(session.get<Item>(items[7]->id.get()), items[7]);
}

TEST_F(EntityDmlTest, ABlockWhoseTransactionIsOverRefusesToGoOn) {
  Session session(engine);
  EXPECT_THROW(session.begin([&] {
    session.commit();
    (void)session.execute(text("SELECT 1"));
  }),
               InvalidRequestError);
  EXPECT_EQ(count_in(session, "item"), 3);
}

TEST_F(EntityDmlTest, AFlushOfSomeObjectsLeavesTheOthersPending) {
  Session session(engine, {.autoflush = false});
  auto a = session.add(Item{.name = "a"});
  auto b = session.add(Item{.name = "b"});
  auto bolt = session.get<Item>(1);
  bolt->qty = 11;
  session.flush({b});
  EXPECT_TRUE(inspect(a).pending());
  EXPECT_TRUE(inspect(b).persistent());
  EXPECT_EQ(session.dirty().size(), 1U);
  session.commit();
  EXPECT_EQ(bolt->qty, 11);
  EXPECT_EQ(count("item"), 5);
}

}  // namespace
}  // namespace cupel::session_model
