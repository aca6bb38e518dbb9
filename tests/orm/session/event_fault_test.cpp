// What an exception leaves behind that a listener throws, event by event.

#include <functional>

#include "cupel/orm/attributes/instance_events.hpp"
#include "cupel/orm/session/orm_execute_state.hpp"

#include "model.hpp"

namespace cupel::session_model {
namespace {

struct Refused : std::runtime_error {
  Refused() : std::runtime_error("a listener refuses") {}
};

[[noreturn]] void refuse() {
  throw Refused();
}

}  // namespace

class EventFaultTest : public SessionTest {
 public:
  EventFaultTest() { add_items(); }
  ~EventFaultTest() override { hooks_.remove(); }

  /// A listener for as long as the test.
  void keep(ListenHandle handle) { hooks_ += std::move(handle); }
  void remove_listeners() {
    hooks_.remove();
    hooks_ = {};
  }

  using Hook = std::function<void(EventFaultTest&, Session&)>;
  struct Case {
    const char* name;
    Hook listen;
  };

 private:
  ListenHandle hooks_;
};

// A flush is all or nothing: whichever of its events throws, nothing of it is in the database, new
// objects are transient, changed ones are as their rows, and rollback() makes the session usable.
TEST_F(EventFaultTest, AThrowInsideAFlushTakesItBackAsAWhole) {
  const auto object_event = [](auto event) {
    return [event](EventFaultTest& test, Session& session) {
      test.keep(listen(session, event, [](Session&, const ObjectRef&) { refuse(); }));
    };
  };
  const auto flush_event = [](auto event) {
    return [event](EventFaultTest& test, Session& session) {
      test.keep(listen(session, event, [](Session&, FlushContext&) { refuse(); }));
    };
  };
  const auto mapper_event = [](auto event) {
    return [event](EventFaultTest& test, Session&) {
      test.keep(listen<Item>(event, [](Mapper&, Connection&, Item&) { refuse(); }));
    };
  };
  const Case cases[] = {
      {"before_insert", mapper_event(events::before_insert)},
      {"after_insert", mapper_event(events::after_insert)},
      {"before_update", mapper_event(events::before_update)},
      {"after_update", mapper_event(events::after_update)},
      {"before_delete", mapper_event(events::before_delete)},
      {"after_delete", mapper_event(events::after_delete)},
      {"after_flush", flush_event(events::after_flush)},
      {"after_flush_postexec", flush_event(events::after_flush_postexec)},
      {"pending_to_persistent", object_event(events::pending_to_persistent)},
      {"persistent_to_deleted", object_event(events::persistent_to_deleted)},
      {"after_begin",
       [](EventFaultTest& test, Session& session) {
         test.keep(listen(session, events::after_begin,
                          [](Session&, SessionTransaction&, Connection&) { refuse(); }));
       }},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    Session session(engine);
    Ref<Item> bolt = session.get<Item>(1);
    Ref<Item> nut = session.get<Item>(2);
    session.rollback();
    Ref<Item> added = session.add(Item{.name = "washer"});
    if (std::string_view(one.name) != "after_begin") bolt->name = "screw";
    session.delete_(nut);
    one.listen(*this, session);
    EXPECT_THROW(session.flush(), Refused);
    remove_listeners();
    session.rollback();
    EXPECT_TRUE(inspect(added).transient());
    EXPECT_TRUE(inspect(nut).persistent());
    EXPECT_EQ(bolt->name, "bolt");
    EXPECT_EQ(count_in(session, "item"), 3);
    session.add(added);
    session.flush();
    EXPECT_EQ(count_in(session, "item"), 4);
    session.rollback();
  }
}

TEST_F(EventFaultTest, AThrowBeforeTheFlushLeavesEverythingWaiting) {
  Session session(engine);
  Ref<Item> added = session.add(Item{.name = "washer"});
  keep(listen(session, events::before_flush, [](Session&, FlushContext&) { refuse(); }));
  EXPECT_THROW(session.flush(), Refused);
  EXPECT_TRUE(inspect(added).pending());
  EXPECT_TRUE(session.is_active());
  remove_listeners();
  session.commit();
  EXPECT_EQ(count("item"), 4);
}

TEST_F(EventFaultTest, AThrowBeforeTheCommitLeavesTheTransactionOpen) {
  Session session(engine);
  Ref<Item> added = session.add(Item{.name = "washer"});
  keep(listen(session, events::before_commit, [](Session&) { refuse(); }));
  EXPECT_THROW(session.commit(), Refused);
  EXPECT_TRUE(inspect(added).pending());
  remove_listeners();
  session.commit();
  EXPECT_EQ(count("item"), 4);
}

TEST_F(EventFaultTest, AThrowAfterTheCommitCannotTakeItBack) {
  Session session(engine);
  session.add(Item{.name = "washer"});
  keep(listen(session, events::after_commit, [](Session&) { refuse(); }));
  EXPECT_THROW(session.commit(), Refused);
  remove_listeners();
  session.rollback();
  EXPECT_EQ(count("item"), 4);
  session.add(Item{.name = "bracket"});
  session.commit();
  EXPECT_EQ(count("item"), 5);
}

TEST_F(EventFaultTest, AThrowAfterTheRollbackLeavesItDone) {
  Session session(engine);
  Ref<Item> added = session.add(Item{.name = "washer"});
  session.flush();
  keep(listen(session, events::after_rollback, [](Session&) { refuse(); }));
  EXPECT_THROW(session.rollback(), Refused);
  remove_listeners();
  EXPECT_TRUE(inspect(added).transient());
  EXPECT_EQ(count_in(session, "item"), 3);
}

TEST_F(EventFaultTest, AThrowBeforeAnObjectIsAttachedKeepsItOut) {
  Session session(engine);
  Ref<Item> item = make<Item>({.name = "washer"});
  keep(listen(session, events::before_attach, [](Session&, const ObjectRef&) { refuse(); }));
  EXPECT_THROW(session.add(item), Refused);
  EXPECT_TRUE(inspect(item).transient());
  EXPECT_FALSE(session.contains(item));
  remove_listeners();
  session.add(item);
  session.commit();
  EXPECT_EQ(count("item"), 4);
}

TEST_F(EventFaultTest, AThrowWhenAnObjectIsAttachedLeavesItPending) {
  for (const auto& event : {events::after_attach, events::transient_to_pending}) {
    Session session(engine);
    Ref<Item> item = make<Item>({.name = "washer"});
    keep(listen(session, event, [](Session&, const ObjectRef&) { refuse(); }));
    EXPECT_THROW(session.add(item), Refused);
    remove_listeners();
    EXPECT_TRUE(inspect(item).pending());
    session.expunge(item);
    EXPECT_TRUE(inspect(item).transient());
  }
}

TEST_F(EventFaultTest, AThrowWhileRowsAreLoadedLeavesTheSessionUsable) {
  Session session(engine);
  keep(listen(session, events::loaded_as_persistent, [](Session&, const ObjectRef&) { refuse(); }));
  EXPECT_THROW((void)session.scalars(select<Item>()).all(), Refused);
  remove_listeners();
  keep(listen<Item>(events::load, [](Item&) { refuse(); }));
  EXPECT_THROW((void)session.scalars(select<Item>()).all(), Refused);
  remove_listeners();
  session.expire_all();
  const auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[2]->name, "gear");
}

TEST_F(EventFaultTest, AThrowWhenAStatementIsExecutedRefusesIt) {
  Session session(engine);
  Ref<Item> added = session.add(Item{.name = "washer"});
  keep(listen(session, events::do_orm_execute, [](OrmExecuteState&) { refuse(); }));
  EXPECT_THROW((void)session.scalars(select<Item>()).all(), Refused);
  EXPECT_TRUE(inspect(added).pending());
  remove_listeners();
  EXPECT_EQ(session.scalars(select<Item>()).all().size(), 4U);
}

TEST_F(EventFaultTest, AnAttributeListenerThatThrowsRefusesTheChange) {
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  keep(listen(&Item::name, events::set, [](Item&, std::optional<std::string>&) { refuse(); }));
  EXPECT_THROW(bolt->name = "screw", Refused);
  EXPECT_EQ(bolt->name, "bolt");
  EXPECT_FALSE(session.is_modified(bolt));
  remove_listeners();
  bolt->name = "screw";
  session.commit();
  EXPECT_EQ(bolt->name, "screw");
}

TEST_F(EventFaultTest, ACollectionListenerThatThrowsLeavesBothSidesAsTheyWere) {
  Session session(engine);
  Ref<User> ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}}});
  session.commit();
  Ref<Post> post = ed->posts[0];
  Ref<Post> other = make<Post>({.title = "b"});

  keep(listen(&User::posts, events::append, [](User&, Ref<Post>&) { refuse(); }));
  EXPECT_THROW(ed->posts.append(other), Refused);
  EXPECT_EQ(ed->posts.size(), 1U);
  EXPECT_FALSE(other->user);
  EXPECT_THROW(other->user = ed, Refused);
  EXPECT_EQ(ed->posts.size(), 1U);
  EXPECT_FALSE(other->user);
  remove_listeners();

  keep(listen(&User::posts, events::remove, [](User&, Ref<Post>&) { refuse(); }));
  EXPECT_THROW(ed->posts.remove(post), Refused);
  EXPECT_EQ(ed->posts.size(), 1U);
  EXPECT_EQ(post->user.get(), ed);
  remove_listeners();

  keep(
      listen(&User::posts, events::bulk_replace, [](User&, std::vector<Ref<Post>>&) { refuse(); }));
  EXPECT_THROW((ed->posts = {other}), Refused);
  EXPECT_EQ(ed->posts.size(), 1U);
  EXPECT_EQ(ed->posts[0], post);
  remove_listeners();

  session.flush();
  EXPECT_EQ(count_in(session, "posts"), 1);
}

TEST_F(EventFaultTest, AThrowWhenAnObjectIsMadeMakesNone) {
  Session session(engine);
  int failures = 0;
  keep(listen<Pet>(events::init, [](Pet&) { refuse(); }));
  keep(listen<Pet>(events::init_failure, [&](Pet&) { ++failures; }));
  Ref<Owner> ann = session.add(Owner{.name = "ann"});
  EXPECT_THROW((void)make<Pet>({.name = "rex", .owner = ann}), Refused);
  EXPECT_THROW(ann->pets.append(Pet{.name = "tom"}), Refused);
  EXPECT_THROW(session.add(Pet{.name = "kit"}), Refused);
  EXPECT_EQ(failures, 3);
  EXPECT_EQ(ann->pets.size(), 0U);
  remove_listeners();
  ann->pets.append(Pet{.name = "rex"});
  session.commit();
  EXPECT_EQ(count("pet"), 1);
}

TEST_F(EventFaultTest, AThrowInTheMiddleOfAGraphMakesNoneOfIt) {
  Session session(engine);
  keep(listen(&Pet::name, events::set, [](Pet&, std::optional<std::string>& name) {
    if (name == "tom") refuse();
  }));
  EXPECT_THROW(session.add(Owner{.name = "ann", .pets = {Pet{.name = "rex"}, Pet{.name = "tom"}}}),
               Refused);
  EXPECT_TRUE(session.new_().empty());
  session.commit();
  EXPECT_EQ(count("owner"), 0);
}

TEST_F(EventFaultTest, AThrowWhenAnObjectIsRefreshedLeavesWhatWasLoaded) {
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  (void)session.execute(text("UPDATE item SET name = 'screw' WHERE id = 1"));
  keep(listen<Item>(events::refresh, [](Item&, std::span<const Attribute* const>) { refuse(); }));
  EXPECT_THROW(session.refresh(bolt), Refused);
  session.expire(bolt);
  EXPECT_THROW((void)bolt->name.get(), Refused);
  remove_listeners();
  EXPECT_EQ(bolt->name, "screw");
  bolt->name = "nail";
  session.commit();
  EXPECT_EQ(bolt->name, "nail");
}

TEST_F(EventFaultTest, AThrowWhenAnObjectIsExpiredLeavesItExpired) {
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  bolt->qty = 99;
  keep(listen<Item>(events::expire, [](Item&, std::span<const Attribute* const>) { refuse(); }));
  EXPECT_THROW(session.expire(bolt), Refused);
  remove_listeners();
  EXPECT_EQ(bolt->qty, 10);
  EXPECT_FALSE(session.is_modified(bolt));
  session.commit();
  EXPECT_EQ(bolt->qty, 10);
}

TEST_F(EventFaultTest, AThrowWhenACommitExpiresCannotTakeItBack) {
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  bolt->name = "screw";
  keep(listen<Item>(events::expire, [](Item&, std::span<const Attribute* const>) { refuse(); }));
  try {
    session.commit();
  } catch (const Refused&) {
  }
  remove_listeners();
  session.rollback();
  EXPECT_EQ(bolt->name, "screw");
  bolt->name = "nail";
  session.commit();
  EXPECT_EQ(bolt->name, "nail");
}

}  // namespace cupel::session_model
