// States of objects, the identity map, expiry.

#include "model.hpp"

namespace cupel::session_model {

TEST_F(SessionTest, AddedObjectsAreInsertedByTheFlushInTheirOrder) {
  Recorder recorder(engine);
  Session session(engine);
  Ref<Item> c = session.add(Item{.name = "c"});
  Ref<Item> a = session.add(Item{.name = "a"});
  EXPECT_TRUE(inspect(c).pending());
  EXPECT_EQ(session.new_().size(), 2U);
  EXPECT_TRUE(recorder.log.empty());
  session.flush();
  EXPECT_TRUE(inspect(c).persistent());
  EXPECT_TRUE(session.new_().empty());
  EXPECT_EQ(c->id, 1);
  EXPECT_EQ(a->id, 2);
  session.commit();
  EXPECT_EQ(recorder.log.front(), "BEGIN");
  EXPECT_EQ(recorder.log.back(), "COMMIT");
  EXPECT_EQ(recorder.count("INSERT INTO item"), recorder.log.size() - 2);
  EXPECT_EQ(count("item"), 2);
}

TEST_F(SessionTest, AddingTwiceInsertsOnce) {
  Session session(engine);
  Ref<Item> item = make<Item>({.name = "x"});
  session.add(item);
  session.add(item);
  session.commit();
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, GetSelectsOnceAndThenAnswersFromTheIdentityMap) {
  add_items();
  Recorder recorder(engine);
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  ASSERT_TRUE(bolt);
  EXPECT_EQ(bolt->name, "bolt");
  EXPECT_EQ(session.get<Item>(1), bolt);
  EXPECT_FALSE(session.get<Item>(99));
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN", "SELECT item.id, item.name, item.qty \nFROM item \nWHERE item.id = ? [1]",
                 "SELECT item.id, item.name, item.qty \nFROM item \nWHERE item.id = ? [99]"}));
  EXPECT_THROW(session.get_one<Item>(99), NoResultFound);
}

// The map looks keys up in three ways: it excludes those above all it has met, guesses the place of
// those that came without gaps, and searches an index that it makes when it needs one.
TEST_F(SessionTest, ObjectsAreFoundWhateverTheOrderOfTheirKeys) {
  Session session(engine);
  for (int i = 1; i <= 300; ++i) session.add(Item{.id = i * 3 % 307});
  session.commit();
  session.expunge_all();
  const auto rising = session.scalars(select<Item>().order_by(&Item::id)).all();
  ASSERT_EQ(rising.size(), 300U);
  for (std::size_t i = 0; i < rising.size(); i += 2) session.expunge(rising[i]);
  Recorder recorder(engine);
  const auto falling = session.scalars(select<Item>().order_by(col(&Item::id).desc())).all();
  ASSERT_EQ(falling.size(), 300U);
  for (std::size_t i = 0; i < rising.size(); ++i) {
    const Ref<Item>& again = falling[falling.size() - 1 - i];
    EXPECT_EQ(again->id, rising[i]->id);
    EXPECT_EQ(again == rising[i], i % 2 == 1) << i;  // expunged ones are other objects now
    EXPECT_EQ(session.get<Item>(static_cast<std::int64_t>(again->id)), again);
  }
  EXPECT_EQ(recorder.count("SELECT"), 1U);
  session.expunge_all();
  EXPECT_EQ(session.scalars(select<Item>()).all().size(), 300U);
}

TEST_F(SessionTest, GetTakesCompositeKeysByOrderOrByName) {
  Session session(engine);
  session.add(Place{.x = 1, .y = 2, .value = "a"});
  session.add(Place{.x = 2, .y = 1, .value = "b"});
  session.commit();
  Ref<Place> a = session.get<Place>({1, 2});
  ASSERT_TRUE(a);
  EXPECT_EQ(a->value, "a");
  EXPECT_EQ(session.get<Place>(Parameters{{"y", 2}, {"x", 1}}), a);
  EXPECT_THROW((void)session.get<Place>(1), InvalidRequestError);
  EXPECT_THROW((void)session.get<Place>(Parameters{{"x", 1}, {"z", 2}}), InvalidRequestError);
}

TEST_F(SessionTest, ChangesAreUpdatedByColumn) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  Recorder recorder(engine);
  bolt->qty = 11;
  EXPECT_EQ(session.dirty().size(), 1U);
  EXPECT_TRUE(session.is_modified(bolt));
  session.flush();
  EXPECT_EQ(recorder.take(), (Log{"UPDATE item SET qty=? WHERE item.id = ? [11, 1]"}));
  EXPECT_TRUE(session.dirty().empty());
}

TEST_F(SessionTest, DirtyIsOptimisticAndIsModifiedCompares) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  bolt->name = "other";
  bolt->name = "bolt";
  EXPECT_EQ(session.dirty().size(), 1U);
  EXPECT_FALSE(session.is_modified(bolt));
  Recorder recorder(engine);
  session.flush();
  EXPECT_TRUE(recorder.log.empty());
  EXPECT_TRUE(session.dirty().empty());
}

TEST_F(SessionTest, DeleteMarksAndFlushDeletes) {
  add_items();
  Session session(engine);
  Ref<Item> gear = session.get<Item>(3);
  session.delete_(gear);
  EXPECT_EQ(session.deleted().size(), 1U);
  EXPECT_TRUE(inspect(gear).persistent());
  Recorder recorder(engine);
  session.flush();
  EXPECT_EQ(recorder.take(), (Log{"DELETE FROM item WHERE item.id = ? [3]"}));
  EXPECT_TRUE(inspect(gear).deleted());
  EXPECT_FALSE(session.contains(gear));
  session.commit();
  EXPECT_TRUE(inspect(gear).detached());
  EXPECT_TRUE(was_deleted(gear));
  EXPECT_THROW(session.add(gear), InvalidRequestError);
  make_transient(gear);
  session.add(gear);
  session.commit();
  EXPECT_EQ(count("item"), 3);
}

TEST_F(SessionTest, AddingAnObjectMarkedForDeletionCancelsIt) {
  add_items();
  Session session(engine);
  Ref<Item> gear = session.get<Item>(3);
  session.delete_(gear);
  session.add(gear);
  EXPECT_TRUE(session.deleted().empty());
  session.commit();
  EXPECT_EQ(count("item"), 3);
}

TEST_F(SessionTest, OnlyWhatHasARowCanBeDeletedOrRefreshed) {
  Session session(engine);
  Ref<Item> pending = session.add(Item{.name = "x"});
  EXPECT_THROW(session.delete_(pending), InvalidRequestError);
  EXPECT_THROW(session.delete_(make<Item>()), InvalidRequestError);
  EXPECT_THROW(session.refresh(pending), InvalidRequestError);
  EXPECT_THROW(session.expire(pending), InvalidRequestError);
  EXPECT_THROW(session.expunge(make<Item>()), InvalidRequestError);
  EXPECT_THROW(session.add(Ref<Item>()), UnmappedInstanceError);
}

TEST_F(SessionTest, AnObjectBelongsToOneSession) {
  add_items();
  Session one(engine);
  Session two(engine);
  Ref<Item> bolt = one.get<Item>(1);
  Ref<Item> fresh = one.add(Item{.name = "n"});
  EXPECT_THROW(two.add(bolt), InvalidRequestError);
  EXPECT_THROW(two.add(fresh), InvalidRequestError);
  EXPECT_EQ(object_session(bolt)->hash_key(), one.hash_key());
  one.expunge(bolt);
  EXPECT_EQ(object_session(bolt), nullptr);
  two.add(bolt);
  EXPECT_TRUE(two.contains(bolt));
  EXPECT_EQ(object_session(bolt)->hash_key(), two.hash_key());
  one.rollback();
}

TEST_F(SessionTest, ASecondObjectOfOneIdentityIsRefused) {
  add_items();
  Session session(engine);
  Ref<Item> first = session.get<Item>(1);
  session.expunge(first);
  Ref<Item> second = session.get<Item>(1);
  EXPECT_NE(first, second);
  EXPECT_THROW(session.add(first), InvalidRequestError);
  EXPECT_TRUE(session.contains(second));
  EXPECT_FALSE(session.contains(first));
}

TEST_F(SessionTest, ADetachedObjectIsUpdatedWhenItIsAddedAgain) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  session.close();
  EXPECT_TRUE(inspect(bolt).detached());
  bolt->name = "renamed";
  session.add(bolt);
  EXPECT_EQ(session.dirty().size(), 1U);
  Recorder recorder(engine);
  session.commit();
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN", "UPDATE item SET name=? WHERE item.id = ? ['renamed', 1]", "COMMIT"}));
}

TEST_F(SessionTest, CommitExpiresAndTheNextAccessLoads) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  Ref<Item> nut = session.get<Item>(2);
  session.commit();
  EXPECT_TRUE(inspect(bolt).dict_keys().empty());
  Recorder recorder(engine);
  EXPECT_EQ(bolt->name, "bolt");
  session.commit();
  EXPECT_TRUE(inspect(bolt).dict_keys().empty());
  EXPECT_EQ(recorder.take().size(), 3U);
  EXPECT_EQ(nut->qty, 20);
}

TEST_F(SessionTest, WithoutExpireOnCommitValuesStay) {
  add_items();
  Session session(engine, {.expire_on_commit = false});
  Ref<Item> bolt = session.get<Item>(1);
  session.commit();
  Recorder recorder(engine);
  EXPECT_EQ(bolt->name, "bolt");
  EXPECT_TRUE(recorder.log.empty());
}

TEST_F(SessionTest, ExpireDropsPendingChanges) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  bolt->name = "lost";
  session.expire(bolt);
  EXPECT_TRUE(session.dirty().empty());
  EXPECT_EQ(bolt->name, "bolt");
  session.expire(bolt, &Item::qty);
  EXPECT_EQ(inspect(bolt).unloaded(), (std::vector<std::string>{"qty"}));
  EXPECT_EQ(bolt->qty, 10);
  EXPECT_THROW(session.expire(bolt, {"nmae"}), InvalidRequestError);
}

TEST_F(SessionTest, RefreshLoadsAtOnce) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  (void)session.execute(text("UPDATE item SET name = 'external' WHERE id = 1"));
  EXPECT_EQ(bolt->name, "bolt");
  session.refresh(bolt);
  EXPECT_EQ(bolt->name, "external");
  bolt->qty = 99;
  session.refresh(bolt, {"name"});
  EXPECT_EQ(bolt->qty, 99);
  (void)session.execute(text("DELETE FROM item WHERE id = 1"));
  EXPECT_THROW(session.refresh(bolt), InvalidRequestError);
}

TEST_F(SessionTest, GetOfAnExpiredObjectWhoseRowIsGoneGivesNothing) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  (void)session.execute(text("DELETE FROM item WHERE id = 1"));
  session.expire(bolt);
  EXPECT_FALSE(session.get<Item>(1));
  EXPECT_FALSE(session.contains(bolt));
}

TEST_F(SessionTest, PendingWorkIsFlushedBeforeAQuery) {
  Session session(engine);
  session.add(Item{.name = "x"});
  {
    const auto off = session.no_autoflush();
    EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(0));
  }
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(1));
}

TEST_F(SessionTest, TheIdentityMapKeepsOnlyWhatIsChanged) {
  add_items();
  Session session(engine);
  (void)session.get<Item>(1);
  EXPECT_EQ(session.identity_map().size(), 0U);
  session.get<Item>(1)->name = "changed";
  EXPECT_EQ(session.identity_map().size(), 1U);
  session.flush();
  EXPECT_EQ(session.identity_map().size(), 0U);
  session.add(Item{.name = "only here"});
  EXPECT_EQ(session.new_().size(), 1U);
  session.commit();
  EXPECT_EQ(session.identity_map().size(), 0U);
  EXPECT_EQ(count("item"), 4);
}

TEST_F(SessionTest, ExpungedObjectsLeaveWithTheirChangesUnsaved) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  bolt->name = "never";
  Ref<Item> fresh = session.add(Item{.name = "x"});
  session.expunge(bolt);
  session.expunge(fresh);
  EXPECT_TRUE(inspect(bolt).detached());
  EXPECT_TRUE(inspect(fresh).transient());
  session.commit();
  EXPECT_EQ(count("item"), 3);
  session.get<Item>(2);
  session.expunge_all();
  EXPECT_TRUE(session.in_transaction());
  EXPECT_TRUE(session.objects().empty());
}

TEST_F(SessionTest, ADeletedRowIsTakenOverByANewObjectOfItsKey) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  session.delete_(bolt);
  Ref<Item> other = session.add(Item{.id = 1, .name = "other"});
  Recorder recorder(engine);
  session.flush();
  EXPECT_EQ(recorder.count("UPDATE item"), 1U);
  EXPECT_EQ(recorder.count("DELETE"), 0U);
  EXPECT_TRUE(inspect(bolt).deleted());
  EXPECT_TRUE(inspect(other).persistent());
  EXPECT_EQ(session.get<Item>(1), other);
}

TEST_F(SessionTest, MakeTransientToDetachedLoadsWhatWasNotSet) {
  add_items();
  Session session(engine);
  Ref<Item> nut = make<Item>({.id = 2});
  make_transient_to_detached(nut);
  EXPECT_TRUE(inspect(nut).detached());
  session.add(nut);
  EXPECT_EQ(nut->name, "nut");
  EXPECT_THROW(make_transient_to_detached(nut), InvalidRequestError);
  EXPECT_THROW(make_transient_to_detached(make<Item>()), InvalidRequestError);
}

TEST_F(SessionTest, AClosedSessionStartsOverUnlessToldOtherwise) {
  add_items();
  Session session(engine);
  (void)session.get<Item>(1);
  session.close();
  EXPECT_FALSE(session.in_transaction());
  EXPECT_TRUE(session.get<Item>(1));

  Session once(engine, {.close_resets_only = false});
  EXPECT_TRUE(once.get<Item>(1));
  once.reset();
  EXPECT_TRUE(once.get<Item>(1));
  once.close();
  EXPECT_THROW((void)once.get<Item>(1), InvalidRequestError);
  EXPECT_THROW(once.add(Item{}), InvalidRequestError);
}

TEST_F(SessionTest, GetMayOverwriteAndLoadMore) {
  Session session(engine);
  session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
  session.commit();
  session.close();
  Ref<User> ed = session.get<User>(1, {.options = {selectinload(&User::posts)}});
  EXPECT_TRUE(inspect(ed).in_dict("posts"));
  {
    const auto off = session.no_autoflush();
    ed->name = "lost";
    EXPECT_EQ(session.get<User>(1, {.populate_existing = true}), ed);
  }
  EXPECT_EQ(ed->name, "ed");
  EXPECT_FALSE(session.is_modified(ed));
}

TEST_F(SessionTest, AllSessionsCanBeClosedAtOnce) {
  add_items();
  Session one(engine);
  Session two(engine);
  Ref<Item> bolt = one.get<Item>(1);
  Ref<Item> nut = two.get<Item>(2);
  close_all_sessions();
  EXPECT_TRUE(inspect(bolt).detached());
  EXPECT_TRUE(inspect(nut).detached());
  EXPECT_FALSE(one.in_transaction());
}

TEST_F(SessionTest, ASessionWithoutAnEngineSaysSo) {
  Session session;
  session.add(Item{.name = "x"});
  EXPECT_THROW(session.flush(), UnboundExecutionError);
}

TEST_F(SessionTest, ClassesMayLiveInDifferentDatabases) {
  Engine other = create_engine("sqlite://");
  registry.metadata().create_all(other);
  Session session(engine, {.binds = {{entity<Code>(), other}}});
  session.add(Item{.name = "here"});
  session.add(Code{.id = "there"});
  session.commit();
  EXPECT_EQ(count("item"), 1);
  EXPECT_EQ(count("code"), 0);
  Connection c = other.connect();
  EXPECT_EQ(c.scalar(text("SELECT count(*) FROM code")), Value(1));
}

TEST_F(SessionTest, GetBindRoutesByRequest) {
  Engine leader = create_engine("sqlite://");
  registry.metadata().create_all(leader);
  int flushes = 0;
  SessionOptions options;
  options.get_bind = [&](const BindRequest& request) -> Engine& {
    if (!request.flushing) return engine;
    ++flushes;
    return leader;
  };
  Session session(std::move(options));
  session.add(Item{.name = "x"});
  session.flush();
  EXPECT_GE(flushes, 1);
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM item")), Value(0));
}

TEST_F(SessionTest, FactoriesMakeSessionsOfOneKind) {
  auto make_session = sessionmaker(engine, {.expire_on_commit = false});
  Ref<Item> kept;
  make_session.begin([&](Session& session) { kept = session.add(Item{.name = "a"}); });
  EXPECT_EQ(kept->name, "a");
  make_session.configure([](SessionOptions& options) { options.expire_on_commit = true; });
  Session expiring = make_session();
  EXPECT_TRUE(expiring.expire_on_commit());
  Session special = make_session([](SessionOptions& options) { options.autoflush = false; });
  EXPECT_FALSE(special.autoflush());
}

TEST_F(SessionTest, AScopedSessionIsTheSameWithinItsScope) {
  std::string scope = "one";
  auto scoped = scoped_session(sessionmaker(engine), [&] { return scope; });
  Session* const one = &scoped();
  EXPECT_EQ(&scoped(), one);
  scope = "two";
  EXPECT_NE(&scoped(), one);
  scope = "one";
  scoped->add(Item{.name = "x"});
  scoped->commit();
  scoped.remove();
  EXPECT_FALSE(scoped.has());
  EXPECT_TRUE(scoped->new_().empty());
  EXPECT_THROW(scoped([](SessionOptions& o) { o.autoflush = false; }), InvalidRequestError);
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionTest, ObjectsOutliveTheirSession) {
  add_items();
  Ref<Item> bolt;
  {
    Session session(engine);
    bolt = session.get<Item>(1);
  }
  EXPECT_TRUE(inspect(bolt).detached());
  EXPECT_EQ(bolt->name, "bolt");
}

TEST_F(SessionTest, MovedSessionsKeepTheirObjects) {
  add_items();
  Session first(engine);
  Ref<Item> bolt = first.get<Item>(1);
  Session second(std::move(first));
  bolt->name = "moved";
  second.commit();
  EXPECT_EQ(bolt->name, "moved");
  EXPECT_THROW(first.commit(), InvalidRequestError);
}

}  // namespace cupel::session_model
