#include <algorithm>
#include <cstddef>
#include <span>

#include "model.hpp"

namespace cupel::session_model {

TEST_F(SessionTest, BulkSaveInsertsWithoutTouchingTheSession) {
  Session session(engine);
  std::vector<Item> items{{.name = "u1"}, {.name = "u2"}, {.name = "u3"}};
  session.bulk_save_objects(items);
  EXPECT_TRUE(session.new_().empty());
  EXPECT_TRUE(session.identity_map().empty());
  session.commit();
  EXPECT_EQ(count("item"), 3);
  Ref<Item> one = make<Item>({.name = "u4"});
  session.bulk_save_objects(std::vector{one});
  EXPECT_TRUE(inspect(one).transient());
  EXPECT_FALSE(inspect(one).in_dict("id"));
  Ref<Item> five = make<Item>({.name = "u5"});
  session.bulk_save_objects(std::vector{five}, {.return_defaults = true});
  EXPECT_EQ(five->id, 5);
  EXPECT_TRUE(inspect(five).detached());
}

TEST_F(SessionTest, BulkSaveSendsValuesAStatementAtATime) {
  Session session(engine);
  std::vector<Item> items;
  for (int i = 0; i < 450; ++i) items.push_back(Item{.qty = i});
  items[440].name = "other columns";
  Recorder recorder(engine);
  session.bulk_save_objects(items);
  const auto rows_of = [](const std::string& statement) {
    return std::count(statement.begin(), statement.end(), '?');
  };
  std::vector<std::ptrdiff_t> rows;
  for (const std::string& statement : recorder.take()) rows.push_back(rows_of(statement));
  // BEGIN; 440 rows in statements of few sizes; the one with two columns; the nine behind it.
  EXPECT_EQ(rows, (std::vector<std::ptrdiff_t>{0, 200, 200, 32, 8, 2, 8, 1}));
  session.commit();
  EXPECT_EQ(session.scalars(text("SELECT qty FROM item ORDER BY id")).all().size(), 450U);
  EXPECT_EQ(session.get<Item>(441)->name, "other columns");
  EXPECT_EQ(session.get<Item>(450)->qty, 449);
}

TEST_F(SessionTest, BulkSaveOfValuesTakesEntitiesAmongThem) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  bolt->qty = 77;
  Recorder recorder(engine);
  session.bulk_save_objects(std::span<Item>(&*bolt, 1));
  EXPECT_EQ(recorder.take(), (Log{"UPDATE item SET qty=? WHERE item.id = ? [77, 1]"}));
}

TEST_F(SessionTest, BulkSaveThatFailsInTheMiddleWritesNothing) {
  Session session(engine);
  std::vector<User> users;
  for (int i = 0; i < 1000; ++i) users.push_back(User{.name = std::to_string(i % 900)});
  EXPECT_THROW(session.bulk_save_objects(users), IntegrityError);
  session.rollback();
  std::vector<Code> codes;
  for (int i = 0; i < 1000; ++i) codes.push_back(Code{.id = std::to_string(i % 900)});
  EXPECT_THROW(session.bulk_save_objects(codes), IntegrityError);
  session.rollback();
  EXPECT_EQ(count("users"), 0);
  EXPECT_EQ(count("code"), 0);
  codes.resize(900);
  session.bulk_save_objects(codes);
  session.commit();
  EXPECT_EQ(count("code"), 900);
}

TEST_F(SessionTest, BulkSaveUpdatesChangedColumnsInOrder) {
  add_items();
  Session session(engine);
  std::vector<Ref<Item>> items{session.get<Item>(1), session.get<Item>(2), session.get<Item>(3)};
  session.expunge_all();
  items[0]->qty = 1;
  items[1]->qty = 2;
  items[2]->name = "x";
  Recorder recorder(engine);
  session.bulk_save_objects(items);
  EXPECT_EQ(recorder.take(), (Log{"UPDATE item SET qty=? WHERE item.id = ? [1, 1] [2, 2]",
                                  "UPDATE item SET name=? WHERE item.id = ? ['x', 3]"}));
  EXPECT_TRUE(inspect(items[0]).modified());
  session.bulk_save_objects(std::vector{items[1]}, {.update_changed_only = false});
  EXPECT_EQ(recorder.take(),
            (Log{"UPDATE item SET name=?, qty=? WHERE item.id = ? ['nut', 2, 2]"}));
}

TEST_F(SessionTest, BulkSaveGroupsWhereOrderNeedNotBeKept) {
  add_items();
  Session session(engine);
  Ref<Item> bolt = session.get<Item>(1);
  Ref<Item> nut = session.get<Item>(2);
  session.expunge_all();
  bolt->qty = 5;
  nut->qty = 6;
  Recorder recorder(engine);
  session.bulk_save_objects(
      std::vector{make<Item>({.name = "n1"}), bolt, make<Item>({.name = "n2"}), nut});
  EXPECT_EQ(recorder.take().size(), 4U);
  session.bulk_save_objects(
      std::vector{make<Item>({.name = "n1"}), bolt, make<Item>({.name = "n2"}), nut},
      {.preserve_order = false});
  const Log log = recorder.take();
  EXPECT_TRUE(log.front().starts_with("INSERT"));
  EXPECT_EQ(log.back(), "UPDATE item SET qty=? WHERE item.id = ? [5, 1] [6, 2]");
}

TEST_F(SessionTest, BulkInsertMappingsGoByAttributeName) {
  Session session(engine);
  session.bulk_insert_mappings<Item>({{{"name", "a"}, {"ignored", 1}}, {{"name", "b"}}});
  session.bulk_insert_mappings<Item>({{{"name", nullptr}, {"qty", 3}}});
  ParameterSets rows{{{"name", "c"}}};
  session.bulk_insert_mappings<Item>(rows, {.return_defaults = true});
  ASSERT_TRUE(rows[0].contains("id"));
  EXPECT_EQ(rows[0]["id"], Value(4));
  session.commit();
  EXPECT_EQ(count("item"), 4);
}

TEST_F(SessionTest, BulkUpdateMappingsGoByPrimaryKey) {
  add_items();
  Session session(engine);
  Recorder recorder(engine);
  session.bulk_update_mappings<Item>(
      {{{"id", 1}, {"qty", 10}}, {{"id", 2}, {"qty", 22}}, {{"id", 3}, {"name", "n"}}});
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN", "UPDATE item SET qty=? WHERE item.id = ? [10, 1] [22, 2]",
                 "UPDATE item SET name=? WHERE item.id = ? ['n', 3]"}));
  EXPECT_THROW(session.bulk_update_mappings<Item>({{{"qty", 1}}}), InvalidRequestError);
  EXPECT_FALSE(session.is_active());
  session.rollback();
  EXPECT_THROW(session.bulk_update_mappings<Item>({{{"id", 9}, {"qty", 1}}}), StaleDataError);
  EXPECT_FALSE(session.is_active());
  session.rollback();
  EXPECT_EQ(session.get<Item>(2)->qty, 20);
}

TEST_F(SessionTest, BulkMethodsFireNoMapperEventsAndFlushNothing) {
  int inserts = 0;
  ListenHandle hook =
      listen<Item>(events::before_insert, [&](Mapper&, Connection&, Item&) { ++inserts; });
  Session session(engine);
  session.add(Item{.name = "pending"});
  session.bulk_insert_mappings<Item>({{{"name", "bulk"}}});
  EXPECT_EQ(session.new_().size(), 1U);
  EXPECT_EQ(inserts, 0);
  session.commit();
  EXPECT_EQ(inserts, 1);
  hook.remove();
}

// Issue 2, item 6b: a child of a persistent parent is written once.
TEST_F(SessionTest, FoundingExampleBulkSaveWritesAChildOnce) {
  Session session(engine);
  session.add(User{.name = "foo"});
  session.commit();
  Ref<User> foo = session.get<User>(1);

  // By key: one row, with the key.
  session.bulk_save_objects(std::vector{make<Post>({.user_id = foo->id.get(), .title = "by key"})});
  session.commit();
  EXPECT_EQ(count("posts"), 1);

  // By reference: the post is not in the session, so there is one row, without the key.
  Ref<Post> by_reference = make<Post>({.title = "by reference"});
  by_reference->user = foo;
  EXPECT_FALSE(session.contains(by_reference));
  session.bulk_save_objects(std::vector{by_reference});
  {
    WarningCapture warnings;
    session.commit();
  }
  EXPECT_EQ(count("posts"), 2);

  // By append: the cascade made it pending, so the flush writes it, once, with the key.
  Ref<Post> appended = make<Post>({.title = "appended"});
  foo->posts.append(appended);
  EXPECT_TRUE(session.contains(appended));
  WarningCapture warnings;
  session.bulk_save_objects(std::vector{appended});
  EXPECT_EQ(warnings.entries().size(), 1U);
  session.commit();
  EXPECT_EQ(count("posts"), 3);
  EXPECT_EQ(appended->user_id, foo->id);
}

}  // namespace cupel::session_model
