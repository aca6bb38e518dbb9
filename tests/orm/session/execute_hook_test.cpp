// events::do_orm_execute: what a listener sees and may do.

#include <map>

#include "cupel/orm/query/dml.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/orm/session/orm_execute_state.hpp"

#include "model.hpp"

namespace cupel::session_model {

class ExecuteHookTest : public SessionTest {
 protected:
  ExecuteHookTest() { add_items(); }

  /// A user with one post, of which the session knows nothing.
  static void add_author(Session& session) {
    session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
    session.commit();
    session.expunge_all();
  }
};

TEST_F(ExecuteHookTest, AStatementMayBePutInPlaceOfTheOneGiven) {
  Session session(engine);
  listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    if (state.is_select()) state.set_statement(select<Item>().where(col(&Item::id) == 2));
  });
  const auto items = session.scalars(select<Item>()).all();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0]->name, "nut");
}

TEST_F(ExecuteHookTest, AReplacedCoreStatementIsExecuted) {
  Session session(engine);
  listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    state.set_statement(select(&Item::name).where(col(&Item::id) == 3));
  });
  EXPECT_EQ(session.scalars(select(&Item::name)).all(),
            (std::vector<std::optional<std::string>>{"gear"}));
}

TEST_F(ExecuteHookTest, AnotherVerbIsRefused) {
  Session session(engine);
  listen(session, events::do_orm_execute,
         [](OrmExecuteState& state) { state.set_statement(delete_<Item>()); });
  EXPECT_THROW((void)session.scalars(select<Item>()).all(), InvalidRequestError);
  EXPECT_EQ(count("item"), 3);
}

TEST_F(ExecuteHookTest, AddedCriteriaReachUpdateAndDelete) {
  Session session(engine);
  listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    if (state.is_update() || state.is_delete()) {
      state.add_options({with_loader_criteria<Item>(col(&Item::name) != "gear")});
    }
  });
  EXPECT_EQ(session.execute(update<Item>().values({{"qty", 0}})).rowcount(), 2);
  EXPECT_EQ(session.execute(delete_<Item>()).rowcount(), 2);
  EXPECT_EQ(count_in(session, "item"), 1);
}

TEST_F(ExecuteHookTest, ParametersOfAnUpdateMayBeChanged) {
  Session session(engine);
  listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    if (state.is_update()) state.parameters->set("which", Value(3));
  });
  (void)session.execute(
      update<Item>().where(col(&Item::id) == bindparam("which")).values({{"qty", 99}}),
      {{"which", 1}}, {});
  EXPECT_EQ(session.scalar(select(&Item::qty).where(col(&Item::id) == 3)), 99);
}

TEST_F(ExecuteHookTest, LoadsOfRelationshipsSayWhichAndWhose) {
  Session session(engine);
  add_author(session);
  std::vector<std::string> seen;
  listen(session, events::do_orm_execute, [&](OrmExecuteState& state) {
    seen.push_back(state.is_relationship_load() ? state.relationship()->str()
                   : state.is_column_load()     ? state.bind_mapper()->class_name() + " columns"
                                                : "statement");
  });
  auto ed = session.scalars(select<User>().options(selectinload(&User::posts))).one();
  session.expire(ed);
  (void)ed->name.get();
  (void)ed->posts.size();
  EXPECT_EQ(seen,
            (std::vector<std::string>{"statement", "User.posts", "User columns", "User.posts"}));
}

TEST_F(ExecuteHookTest, AListenerThatThrowsRefusesTheLoad) {
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  session.expire(bolt);
  const auto hook = listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    if (state.is_column_load()) throw std::runtime_error("no loads here");
  });
  EXPECT_THROW((void)bolt->name.get(), std::runtime_error);
  ListenHandle(hook).remove();
  EXPECT_EQ(bolt->name, "bolt");
}

/// Rows by key, in a map; counts what it is asked.
class MapCache final : public ResultCache {
 public:
  std::optional<FrozenResult> find(const std::string& key) override {
    const auto found = rows_.find(key);
    if (found == rows_.end()) return std::nullopt;
    ++hits;
    return found->second;
  }
  void put(const std::string& key, const FrozenResult& rows) override {
    rows_.insert_or_assign(key, rows);
  }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  int hits = 0;

 private:
  std::map<std::string, FrozenResult> rows_;
};

struct FromCache : UserDefinedOption {
  explicit FromCache(std::string name, bool propagate = false)
      : UserDefinedOption(propagate), region(std::move(name)) {}
  std::string region;
};

TEST_F(ExecuteHookTest, RowsMayComeFromACacheAndBecomeObjectsOfTheSession) {
  const auto cache = std::make_shared<MapCache>();
  Session session(engine);
  listen(session, events::do_orm_execute, [&](OrmExecuteState& state) {
    if (state.is_select() && state.statement) state.use_cache(cache);
  });
  const auto with_id = [](std::int64_t id) { return select<Item>().where(col(&Item::id) == id); };
  const Ref<Item> first = session.scalars(with_id(2)).one();
  EXPECT_EQ(cache->size(), 1U);
  {
    Recorder recorder(engine);
    EXPECT_EQ(session.scalars(with_id(2)).one(), first);
    EXPECT_EQ(recorder.count("SELECT"), 0U);
  }
  EXPECT_EQ(cache->hits, 1);
  // Other values are another execution, whether they stand in the statement or are given.
  EXPECT_EQ(session.scalars(with_id(3)).one()->name, "gear");
  const auto by_name = select<Item>().where(col(&Item::name) == bindparam("name"));
  EXPECT_EQ(session.scalars(by_name, {{"name", "nut"}}).one(), first);
  EXPECT_EQ(session.scalars(by_name, {{"name", "bolt"}}).one()->id, 1);
  EXPECT_EQ(cache->hits, 1);
  // In another session the same rows are objects of that one.
  Session other(engine);
  listen(other, events::do_orm_execute, [&](OrmExecuteState& state) { state.use_cache(cache); });
  const Ref<Item> there = other.scalars(with_id(2)).one();
  EXPECT_NE(there, first);
  EXPECT_EQ(there->name, "nut");
  EXPECT_EQ(cache->hits, 2);
}

TEST_F(ExecuteHookTest, TypedRowsAndWholeResultsComeFromACacheToo) {
  const auto cache = std::make_shared<MapCache>();
  Session session(engine);
  listen(session, events::do_orm_execute, [&](OrmExecuteState& state) { state.use_cache(cache); });
  const auto names = select(&Item::id, &Item::name).order_by(&Item::id);
  for (int i = 0; i < 2; ++i) {
    const auto rows = session.execute(names).all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(std::get<1>(rows[2]), "gear");
  }
  EXPECT_EQ(cache->hits, 1);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(session.scalar(select(func::count(&Item::id))), 3);
  }
  EXPECT_EQ(cache->hits, 2);
}

TEST_F(ExecuteHookTest, OnlyTheProgramsSelectsAreCached) {
  Session session(engine);
  session.add(Item{.id = 9, .name = "cog"});
  listen(session, events::do_orm_execute,
         [](OrmExecuteState& state) { state.use_cache(std::make_shared<MapCache>(), "key"); });
  EXPECT_THROW((void)session.execute(update<Item>().values({{"qty", 1}})), InvalidRequestError);
  EXPECT_THROW((void)session.get<Item>(1), InvalidRequestError);
}

TEST_F(ExecuteHookTest, ACacheThatThrowsLeavesTheSessionAsItWas) {
  struct Broken final : ResultCache {
    std::optional<FrozenResult> find(const std::string&) override { return std::nullopt; }
    void put(const std::string&, const FrozenResult&) override {
      throw std::runtime_error("no room");
    }
  };
  Session session(engine);
  const auto hook = listen(session, events::do_orm_execute, [](OrmExecuteState& state) {
    state.use_cache(std::make_shared<Broken>());
  });
  EXPECT_THROW((void)session.scalars(select<Item>()).all(), std::runtime_error);
  ListenHandle(hook).remove();
  EXPECT_EQ(session.scalars(select<Item>()).all().size(), 3U);
}

TEST_F(ExecuteHookTest, OptionsOfTheProgramsOwnAreSeenWithTheirStatement) {
  Session session(engine);
  std::vector<std::string> regions;
  listen(session, events::do_orm_execute, [&](OrmExecuteState& state) {
    const auto option = state.user_defined_option<FromCache>();
    regions.push_back(option ? option->region : "none");
  });
  const LoaderOption items = user_option(std::make_shared<FromCache>("items"));
  (void)session.scalars(select<Item>().options(items)).all();
  (void)session.scalars(select<Item>()).all();
  (void)session.scalars(select(&Item::name).options(items)).all();
  (void)session.execute(update<Item>().values({{"qty", 1}}).options(items));
  EXPECT_EQ(regions, (std::vector<std::string>{"items", "none", "items", "items"}));
  EXPECT_THROW((void)user_option(nullptr), ArgumentError);
}

TEST_F(ExecuteHookTest, OptionsOfTheProgramsOwnMayGoAlongToLaterLoads) {
  Session session(engine);
  add_author(session);
  std::vector<std::string> seen;
  listen(session, events::do_orm_execute, [&](OrmExecuteState& state) {
    std::string all = state.is_relationship_load() ? state.relationship()->key() : "statement";
    for (const auto& option : state.user_defined_options()) {
      all += " " + dynamic_cast<const FromCache&>(*option).region;
    }
    seen.push_back(all);
  });
  const auto ed = session
                      .scalars(select<User>().options(
                          user_option(std::make_shared<FromCache>("here")),
                          user_option(std::make_shared<FromCache>("everywhere", true))))
                      .one();
  for (const auto& post : ed->posts) (void)post->tags.size();
  EXPECT_EQ(seen, (std::vector<std::string>{"statement here everywhere", "posts everywhere",
                                            "tags everywhere"}));
}

TEST_F(ExecuteHookTest, OptionsOfAnExecutionReachScalarsAndScalar) {
  Session session(engine);
  std::vector<bool> seen;
  listen(session, events::do_orm_execute, [&](OrmExecuteState& state) {
    seen.push_back(state.options.user.find("tenant") != nullptr);
  });
  ExecutionOptions options;
  options.set("tenant", Value("a"));
  (void)session.scalars(select<Item>(), Parameters(), options).all();
  (void)session.scalars(select(&Item::name), Parameters(), options).all();
  (void)session.scalar(select(&Item::name), Parameters(), options);
  (void)session.scalars<std::string>(text("SELECT name FROM item"), Parameters(), options).all();
  EXPECT_EQ(seen, std::vector<bool>(4, true));
}

}  // namespace cupel::session_model
