#include "model.hpp"

namespace cupel::session_model {

class SessionEventsTest : public SessionTest {
 protected:
  void listen_to_states(Session& session) {
    const auto note = [&](const char* name, auto event) {
      listen(session, event, [this, name](Session&, const ObjectRef&) { log.emplace_back(name); });
    };
    note("before_attach", events::before_attach);
    note("after_attach", events::after_attach);
    note("transient_to_pending", events::transient_to_pending);
    note("pending_to_transient", events::pending_to_transient);
    note("pending_to_persistent", events::pending_to_persistent);
    note("loaded_as_persistent", events::loaded_as_persistent);
    note("persistent_to_transient", events::persistent_to_transient);
    note("persistent_to_deleted", events::persistent_to_deleted);
    note("deleted_to_persistent", events::deleted_to_persistent);
    note("deleted_to_detached", events::deleted_to_detached);
    note("persistent_to_detached", events::persistent_to_detached);
    note("detached_to_persistent", events::detached_to_persistent);
  }
  void listen_to_work(Session& session) {
    listen(session, events::before_flush,
           [this](Session&, FlushContext&) { log.emplace_back("before_flush"); });
    listen(session, events::after_flush,
           [this](Session&, FlushContext&) { log.emplace_back("after_flush"); });
    listen(session, events::after_flush_postexec,
           [this](Session&, FlushContext&) { log.emplace_back("after_flush_postexec"); });
    listen(session, events::before_commit, [this](Session&) { log.emplace_back("before_commit"); });
    listen(session, events::after_commit, [this](Session&) { log.emplace_back("after_commit"); });
    listen(session, events::after_rollback,
           [this](Session&) { log.emplace_back("after_rollback"); });
    listen(session, events::after_begin,
           [this](Session&, SessionTransaction&, Connection&) { log.emplace_back("after_begin"); });
  }

  Log log;
};

TEST_F(SessionEventsTest, EveryStepOfALifeIsTold) {
  Session session(engine);
  listen_to_states(session);
  listen_to_work(session);
  Ref<Item> item = session.add(Item{.name = "a"});
  session.commit();
  session.delete_(item);
  session.flush();
  session.rollback();
  session.delete_(item);
  session.commit();
  EXPECT_EQ(log, (Log{"before_attach",         "after_attach",          "transient_to_pending",
                      "before_commit",         "before_flush",          "after_begin",
                      "after_flush",           "pending_to_persistent", "after_flush_postexec",
                      "after_commit",          "before_flush",          "after_begin",
                      "after_flush",           "persistent_to_deleted", "after_flush_postexec",
                      "after_rollback",        "deleted_to_persistent", "before_commit",
                      "before_flush",          "after_begin",           "after_flush",
                      "persistent_to_deleted", "after_flush_postexec",  "after_commit",
                      "deleted_to_detached"}));
}

TEST_F(SessionEventsTest, LeavingAndComingBackIsTold) {
  Session session(engine);
  listen_to_states(session);
  Ref<Item> item = session.add(Item{.name = "i"});
  session.expunge(item);
  session.add(item);
  session.flush();
  session.expunge(item);
  session.add(item);
  session.close();
  std::erase_if(log, [](const std::string& name) { return name.ends_with("attach"); });
  EXPECT_EQ(log, (Log{"transient_to_pending", "pending_to_transient", "transient_to_pending",
                      "pending_to_persistent", "persistent_to_detached", "detached_to_persistent",
                      "persistent_to_detached"}));
}

TEST_F(SessionEventsTest, LoadedObjectsAreTold) {
  add_items();
  Session session(engine);
  listen_to_states(session);
  Ref<Item> bolt = session.get<Item>(1);
  make_transient(bolt);
  EXPECT_EQ(log, (Log{"loaded_as_persistent", "persistent_to_detached"}));
  EXPECT_TRUE(inspect(bolt).transient());
}

TEST_F(SessionEventsTest, BeforeFlushMayAddObjects) {
  Session session(engine);
  listen(session, events::before_flush, [](Session& s, FlushContext&) {
    for (const ObjectRef& object : s.new_()) {
      if (&object.instance()->class_info() == &class_info<Item>()) s.add(Code{.id = "audit"});
    }
  });
  session.add(Item{.name = "a"});
  session.commit();
  EXPECT_EQ(count("code"), 1);
}

TEST_F(SessionEventsTest, ListenersOfAFactoryHearItsSessionsAndCanBeRemoved) {
  auto make_session = sessionmaker(engine);
  int flushes = 0;
  ListenHandle hook =
      listen(make_session, events::after_flush, [&](Session&, FlushContext&) { ++flushes; });
  Session one = make_session();
  Session other(engine);
  one.add(Item{});
  one.commit();
  other.add(Item{});
  other.commit();
  EXPECT_EQ(flushes, 1);
  hook.remove();
  one.add(Item{});
  one.commit();
  EXPECT_EQ(flushes, 1);

  ListenHandle everywhere = listen<Session>(events::after_commit, [&](Session&) { flushes += 10; });
  one.commit();
  other.commit();
  everywhere.remove();
  EXPECT_EQ(flushes, 21);
}

TEST_F(SessionEventsTest, AThrowInBeforeFlushLeavesTheSessionAsItWas) {
  Session session(engine);
  ListenHandle hook = listen(session, events::before_flush,
                             [](Session&, FlushContext&) { throw std::runtime_error("not yet"); });
  session.add(Item{.name = "a"});
  EXPECT_THROW(session.flush(), std::runtime_error);
  EXPECT_EQ(session.new_().size(), 1U);
  hook.remove();
  session.commit();
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionEventsTest, AThrowInAfterFlushRollsBack) {
  Session session(engine);
  ListenHandle hook = listen(session, events::after_flush,
                             [](Session&, FlushContext&) { throw std::runtime_error("no"); });
  Ref<Item> item = session.add(Item{.name = "a"});
  EXPECT_THROW(session.flush(), std::runtime_error);
  EXPECT_TRUE(inspect(item).transient());
  hook.remove();
  session.rollback();
  session.add(item);
  session.commit();
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionEventsTest, AListenerOfAFlushMayNotEndTheTransaction) {
  Session session(engine);
  int refused = 0;
  listen(session, events::after_flush, [&](Session& s, FlushContext&) {
    for (const auto& end : {+[](Session& x) { x.commit(); }, +[](Session& x) { x.rollback(); },
                            +[](Session& x) { x.close(); }}) {
      try {
        end(s);
      } catch (const IllegalStateChangeError&) {
        ++refused;
      }
    }
  });
  session.add(Item{.name = "x"});
  session.commit();
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(count("item"), 1);
}

TEST_F(SessionEventsTest, AChangeOfADeletedObjectIsIgnored) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  session.delete_(bolt);
  session.flush();
  bolt->name = "too late";
  session.commit();
  EXPECT_EQ(count("item"), 2);
}

TEST_F(SessionEventsTest, TransactionsComeAndGo) {
  Session session(engine);
  int created = 0;
  int ended = 0;
  listen(session, events::after_transaction_create,
         [&](Session&, SessionTransaction&) { ++created; });
  listen(session, events::after_transaction_end, [&](Session&, SessionTransaction&) { ++ended; });
  session.begin([&] { session.begin_nested([] {}); });
  EXPECT_EQ(created, 2);
  EXPECT_EQ(ended, 2);
}

}  // namespace cupel::session_model
