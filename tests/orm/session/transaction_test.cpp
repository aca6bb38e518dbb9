// Begin, commit, rollback and savepoints: what they do to rows and to objects.

#include "model.hpp"

namespace cupel::session_model {

TEST_F(SessionTest, ATransactionBeginsWithTheFirstUse) {
  add_items();
  Session session(engine);
  EXPECT_FALSE(session.in_transaction());
  session.add(Item{.name = "x"});
  EXPECT_TRUE(session.in_transaction());
  session.rollback();
  EXPECT_FALSE(session.in_transaction());
  Ref<Item> bolt = session.get<Item>(1);
  session.commit();
  EXPECT_FALSE(session.in_transaction());
  bolt->name = "y";
  EXPECT_TRUE(session.in_transaction());
}

TEST_F(SessionTest, CommitWithoutWorkSendsNothing) {
  Recorder recorder(engine);
  Session session(engine);
  session.commit();
  session.rollback();
  EXPECT_TRUE(recorder.log.empty());
}

TEST_F(SessionTest, WithoutAutobeginEveryTransactionIsBegunByHand) {
  Session session(engine, {.autobegin = false});
  EXPECT_THROW(session.add(Item{.name = "x"}), InvalidRequestError);
  EXPECT_THROW((void)session.execute(text("SELECT 1")), InvalidRequestError);
  session.begin([&] { session.add(Item{.name = "y"}); });
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, ABeginBlockCommitsOrRollsBack) {
  Session session(engine);
  {
    auto tx = session.begin();
    session.add(Item{.name = "a"});
    EXPECT_THROW((void)session.begin(), InvalidRequestError);
    tx.commit();
    EXPECT_FALSE(tx.is_active());
  }
  {
    auto tx = session.begin();
    session.add(Item{.name = "b"});
    session.flush();
  }
  EXPECT_FALSE(session.in_transaction());
  EXPECT_THROW(session.begin([&](Session& s) {
    s.add(Item{.name = "c"});
    s.flush();
    throw std::runtime_error("stop");
  }),
               std::runtime_error);
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, RollbackOfAnInsertMakesTheObjectTransient) {
  Session session(engine);
  Ref<Item> item = session.add(Item{.name = "a"});
  session.flush();
  EXPECT_EQ(item->id, 1);
  session.rollback();
  EXPECT_TRUE(inspect(item).transient());
  EXPECT_EQ(item->name, "a");
  EXPECT_EQ(item->id, 1);
  session.add(item);
  session.commit();
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, RollbackReachesWhatWasExpungedMeanwhile) {
  Session session(engine);
  Ref<Item> item = session.add(Item{.name = "a"});
  session.flush();
  session.expunge(item);
  EXPECT_TRUE(inspect(item).detached());
  session.rollback();
  EXPECT_TRUE(inspect(item).transient());
}

TEST_F(SessionTest, RollbackOfADeleteMakesTheObjectPersistent) {
  add_items();
  Session session(engine);
  Ref<Item> gear = session.get<Item>(3);
  session.delete_(gear);
  session.flush();
  session.rollback();
  EXPECT_TRUE(inspect(gear).persistent());
  EXPECT_EQ(gear->name, "gear");
  session.delete_(gear);
  session.rollback();
  EXPECT_TRUE(session.deleted().empty());
  session.commit();
  EXPECT_EQ(count("item"), 3);
}

TEST_F(SessionTest, RollbackRevertsValuesByExpiring) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  bolt->name = "flushed";
  session.flush();
  session.rollback();
  EXPECT_EQ(bolt->name, "bolt");
  bolt->name = "not flushed";
  session.rollback();
  EXPECT_EQ(bolt->name, "bolt");
}

TEST_F(SessionTest, RollbackRestoresAChangedPrimaryKey) {
  Session session(engine);
  Ref<Code> code = session.add(Code{.id = "a", .name = "n"});
  session.commit();
  code->id = "b";
  session.flush();
  EXPECT_EQ(session.get<Code>("b"), code);
  session.rollback();
  EXPECT_EQ(code->id, "a");
  EXPECT_EQ(session.get<Code>("a"), code);
}

TEST_F(SessionTest, AFailedFlushAsksForARollback) {
  add_items();
  Session session(engine);
  Ref<Item> before = session.add(Item{.name = "before"});
  session.flush();
  Ref<Item> clash = session.add(Item{.id = 1, .name = "clash"});
  Recorder recorder(engine);
  EXPECT_THROW(session.flush(), IntegrityError);
  EXPECT_EQ(recorder.log.back(), "ROLLBACK");
  EXPECT_FALSE(session.is_active());
  try {
    (void)session.execute(text("SELECT 1"));
    FAIL() << "a session that waits for rollback() must refuse";
  } catch (const PendingRollbackError& error) {
    EXPECT_TRUE(
        std::string(error.what())
            .starts_with("This Session's transaction has been rolled back due to a previous "
                         "exception during flush. To begin a new transaction with this "
                         "Session, first issue Session.rollback(). Original exception was: "
                         "(sqlite3.IntegrityError) UNIQUE constraint failed: item.id"))
        << error.what();
  }
  EXPECT_TRUE(inspect(before).transient());
  EXPECT_TRUE(inspect(clash).transient());
  session.rollback();
  EXPECT_TRUE(session.is_active());
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(3));
}

TEST_F(SessionTest, AFailingStatementLeavesTheTransactionOpen) {
  Session session(engine);
  session.add(Item{.name = "x"});
  session.flush();
  EXPECT_THROW((void)session.execute(text("SELECT * FROM no_such_table")), OperationalError);
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(1));
  session.commit();
}

TEST_F(SessionTest, SavepointsFlushAndRelease) {
  Recorder recorder(engine);
  Session session(engine);
  session.add(Item{.name = "a"});
  {
    auto nested = session.begin_nested();
    EXPECT_TRUE(session.in_nested_transaction());
    session.add(Item{.name = "b"});
    nested.commit();
  }
  EXPECT_FALSE(session.in_nested_transaction());
  session.commit();
  Log log = recorder.take();
  ASSERT_EQ(log.size(), 6U);
  EXPECT_EQ(log[0], "BEGIN");
  EXPECT_EQ(log[2], "SAVEPOINT sa_savepoint_1");
  EXPECT_EQ(log[4], "RELEASE SAVEPOINT sa_savepoint_1");
  EXPECT_EQ(log[5], "COMMIT");
}

TEST_F(SessionTest, AnUnusedSavepointSendsNothing) {
  add_items();
  Session session(engine);
  (void)session.get<Item>(1);
  Recorder recorder(engine);
  session.begin_nested([] {});
  EXPECT_TRUE(recorder.log.empty());
}

TEST_F(SessionTest, RollbackToASavepointUndoesTheInnerWorkOnly) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  Ref<Item> nut = session.get<Item>(2);
  Ref<Item> outer = session.add(Item{.name = "outer"});
  bolt->name = "outer change";
  auto nested = session.begin_nested();
  Ref<Item> inner = session.add(Item{.name = "inner"});
  nut->name = "inner change";
  session.flush();
  nested.rollback();
  EXPECT_TRUE(inspect(outer).persistent());
  EXPECT_TRUE(inspect(inner).transient());
  EXPECT_TRUE(inspect(bolt).in_dict("name"));
  EXPECT_FALSE(inspect(nut).in_dict("name"));
  EXPECT_EQ(bolt->name, "outer change");
  EXPECT_EQ(nut->name, "nut");
  session.commit();
  EXPECT_EQ(count("item"), 4);
}

TEST_F(SessionTest, UnflushedChangesInsideASavepointAreLostWithIt) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  auto nested = session.begin_nested();
  bolt->name = "inner";
  session.add(Item{.name = "new"});
  nested.rollback();
  EXPECT_TRUE(session.dirty().empty());
  EXPECT_TRUE(session.new_().empty());
  EXPECT_EQ(bolt->name, "bolt");
}

TEST_F(SessionTest, AFlushThatFailsInASavepointKeepsTheOuterWork) {
  Session session(engine);
  session.add(Item{.id = 1, .name = "a"});
  session.flush();
  auto nested = session.begin_nested();
  session.add(Item{.id = 2, .name = "b"});
  session.flush();
  (void)session.execute(text("SELECT 1"));
  {
    const auto off = session.no_autoflush();
    session.add(Code{.id = "x"});
    session.add(Code{.id = "x"});
  }
  EXPECT_THROW(session.flush(), IntegrityError);
  EXPECT_THROW((void)session.execute(text("SELECT 1")), PendingRollbackError);
  nested.rollback();
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(1));
  session.commit();
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, DuplicatesAreSkippedBySavepoints) {
  Session session(engine);
  int skipped = 0;
  for (const char* id : {"a", "a", "b"}) {
    try {
      session.begin_nested([&] { session.add(Code{.id = id}); });
    } catch (const IntegrityError&) {
      ++skipped;
    }
  }
  session.commit();
  EXPECT_EQ(skipped, 1);
  EXPECT_EQ(count("code"), 2);
}

TEST_F(SessionTest, DeletedObjectsComeBackWithTheSavepoint) {
  add_items();
  Session session(engine);
  Ref<Item> outer = session.get<Item>(1);
  Ref<Item> inner = session.get<Item>(2);
  session.delete_(outer);
  auto nested = session.begin_nested();
  session.delete_(inner);
  session.flush();
  nested.rollback();
  EXPECT_TRUE(inspect(outer).deleted());
  EXPECT_TRUE(inspect(inner).persistent());
  session.commit();
  EXPECT_TRUE(inspect(outer).detached());
  EXPECT_EQ(count("item"), 2);
}

TEST_F(SessionTest, RollingBackTheOuterTransactionUndoesOpenSavepoints) {
  Session session(engine);
  auto tx = session.begin();
  auto nested = session.begin_nested();
  Ref<Item> inner = session.add(Item{.name = "inner"});
  session.flush();
  tx.rollback();
  EXPECT_TRUE(inspect(inner).transient());
  EXPECT_FALSE(session.in_transaction());
  EXPECT_EQ(count("item"), 0);
}

TEST_F(SessionTest, ASessionOnAConnectionJoinsItsTransaction) {
  Connection connection = engine.connect();
  {
    auto outer = connection.begin();
    Session session(connection);
    session.add(Item{.name = "a"});
    session.commit();
    EXPECT_TRUE(outer.is_active());
    session.close();
    outer.rollback();
  }
  EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM item")), Value(0));
  connection.rollback();
  {
    auto outer = connection.begin();
    Session session(connection, {.join_transaction_mode = JoinTransactionMode::create_savepoint});
    session.add(Item{.name = "a"});
    session.commit();
    session.add(Item{.name = "b"});
    session.rollback();
    EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(1));
    session.close();
    EXPECT_TRUE(outer.is_active());
    outer.rollback();
  }
  {
    auto outer = connection.begin();
    Session session(connection, {.join_transaction_mode = JoinTransactionMode::control_fully});
    session.add(Item{.name = "a"});
    session.commit();
    EXPECT_FALSE(outer.is_active());
  }
  connection.close();
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, FlushInsideAFlushIsRefused) {
  Session session(engine);
  listen(session, events::before_flush,
         [](Session& s, FlushContext&) { EXPECT_THROW(s.flush(), InvalidRequestError); });
  session.add(Item{.name = "x"});
  session.flush();
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(1));
}

}  // namespace cupel::session_model
