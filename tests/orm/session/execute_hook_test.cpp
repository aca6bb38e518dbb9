// events::do_orm_execute: what a listener sees and may do.

#include "cupel/orm/query/dml.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/orm/session/orm_execute_state.hpp"

#include "model.hpp"

namespace cupel::session_model {

class ExecuteHookTest : public SessionTest {
 protected:
  ExecuteHookTest() { add_items(); }
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
  session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
  session.commit();
  session.expunge_all();
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

}  // namespace cupel::session_model
