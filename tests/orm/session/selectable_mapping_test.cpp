// Classes that are mapped to joins and subqueries, aliases of classes, and the events of mappings
// and queries. What SQLAlchemy sends for them stands in tests/conformance/orm.

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm.hpp"
#include "cupel/orm/mapper/mapping_events.hpp"
#include "cupel/orm/query/descriptions.hpp"
#include "cupel/orm/query/query_events.hpp"
#include "cupel/util/scope_guard.hpp"

using namespace cupel;

namespace {

struct Pair {
  Mapped<std::int64_t> id{};
  Mapped<std::optional<std::string>> name{};
  Mapped<std::optional<std::string>> email{};
};
struct Shout {
  Mapped<std::int64_t> id{};
  Mapped<std::optional<std::string>> loud{};
};
struct Person {
  static constexpr auto tablename = "person";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::string>> name{};
  Mapped<bool> hidden{};
};

struct SelectableMapping : testing::Test {
  SelectableMapping()
      : user("user", registry.metadata(), Column("id", Integer(), primary_key),
             Column("name", String(10))),
        address("address", registry.metadata(), Column("id", Integer(), primary_key),
                Column("user_id", ForeignKey("user.id")), Column("email", String(10))) {}

  template <class F>
  std::string error_of(F&& f) {
    try {
      f();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  Registry registry;
  Table user;
  Table address;
};

}  // namespace

TEST_F(SelectableMapping, ColumnsOfOneNameHaveToBeToldApart) {
  const std::string text =
      error_of([&] { registry.map_imperatively<Pair>(join(user, address), [](auto&) {}); });
  EXPECT_EQ(text,
            "Implicitly combining column user.id with column address.id under attribute 'id'.  "
            "Please configure one or more attributes for these same-named columns explicitly.");
}

TEST_F(SelectableMapping, AMemberWithoutAColumnIsRefusedByName) {
  const auto rows = select(user.c["id"]).subquery("s");
  const std::string text = error_of([&] { registry.map_imperatively<Pair>(rows, [](auto&) {}); });
  EXPECT_NE(text.find("'s' has no column 'name' for member 'name'"), std::string::npos) << text;
}

TEST_F(SelectableMapping, EveryKeyColumnNeedsAMember) {
  const std::string text = error_of([&] {
    registry.map_imperatively<Pair>(join(user, address), [&](auto& m) {
      m.column(&Pair::id, user.c["id"], address.c["user_id"]);
    });
  });
  EXPECT_NE(text.find("primary key column 'address.id' has no member"), std::string::npos) << text;
}

TEST_F(SelectableMapping, RowsThatNoTableHoldsAreReadOnly) {
  const auto rows =
      select(user.c["id"].label("id"), (user.c["name"] + "!").label("loud")).subquery("s");
  registry.map_imperatively<Shout>(rows, [](auto& m) { m.primary_key(&Shout::id); });
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);
  Session session(engine);
  (void)session.execute(insert(user).values({{"id", 4}, {"name", "ed"}}));
  auto found = session.get<Shout>(4);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->loud, "ed!");
  EXPECT_EQ(mapper_of<Shout>().str(), "Mapper[Shout(s)]");
}

TEST_F(SelectableMapping, AnAliasFindsColumnsByNameWhereAsked) {
  registry.map<Person>();
  const auto rows =
      select(literal(7).label("id"), literal("x").label("name"), literal(false).label("hidden"))
          .subquery("s");
  EXPECT_THROW((void)aliased<Person>(rows), ArgumentError);
  auto named = aliased<Person>(rows, {.name = "p", .adapt_on_names = true});
  Engine engine = create_engine("sqlite://");
  Session session(engine);
  auto result = session.execute(select(named).where(named[&Person::name] == "x"));
  EXPECT_EQ(result.keys(), std::vector<std::string>{"p"});
  const auto all = result.all();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(std::get<0>(all[0])->id, 7);
}

TEST_F(SelectableMapping, StatementsDescribeWhatTheySelect) {
  registry.map<Person>();
  auto other = aliased<Person>("other");
  const auto items = column_descriptions(
      select(entity<Person>(), other, &Person::name, other[&Person::id], literal(1).label("one")));
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(items[0].name, "Person");
  EXPECT_TRUE(items[0].is_entity);
  EXPECT_FALSE(items[0].aliased);
  EXPECT_EQ(items[1].name, "other");
  EXPECT_TRUE(items[1].aliased);
  EXPECT_EQ(items[2].name, "name");
  EXPECT_EQ(items[2].entity, &mapper_of<Person>());
  EXPECT_FALSE(items[2].is_entity);
  EXPECT_EQ(items[3].entity, &mapper_of<Person>());
  EXPECT_TRUE(items[3].aliased);
  EXPECT_EQ(items[4].name, "one");
  EXPECT_EQ(items[4].entity, nullptr);
  const auto returned =
      returning_column_descriptions(insert<Person>().returning(&Person::id, &Person::name));
  ASSERT_EQ(returned.size(), 2U);
  EXPECT_EQ(returned[1].name, "name");
  EXPECT_EQ(entity_description(insert<Person>()).entity, &mapper_of<Person>());
}

TEST_F(SelectableMapping, ListenersOfQueriesAddCriteria) {
  registry.map<Person>();
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);
  Session session(engine);
  session.add_all(
      {make<Person>({.name = "a", .hidden = false}), make<Person>({.name = "b", .hidden = true})});
  session.flush();
  ListenHandle on_select = query_events().before_compile.listen([](QueryRewrite& query) {
    for (const EntityDescription& item : query.column_descriptions()) {
      if (item.is_entity && item.entity == &mapper_of<Person>()) {
        query.filter(col(&Person::hidden) == false);
      }
    }
  });
  ListenHandle on_update = query_events().before_compile_update.listen([](QueryRewrite& query) {
    query.filter(col(&Person::hidden) == false);
    query.values().emplace_back(&Person::hidden, true);
  });
  ListenHandle on_delete = query_events().before_compile_delete.listen(
      [](QueryRewrite& query) { query.filter(col(&Person::name) == "b"); });
  const auto stop = on_exit([&] {
    for (ListenHandle* handle : {&on_select, &on_update, &on_delete}) handle->remove();
  });
  EXPECT_EQ(session.query<Person>().count(), 1);
  EXPECT_EQ(session.query<Person>().all().size(), 1U);
  EXPECT_EQ(session.query<Person>().update({{&Person::name, "changed"}}), 1);
  EXPECT_EQ(session.query<Person>().count(), 0);
  EXPECT_EQ(session.query<Person>().delete_(), 1);
}

TEST_F(SelectableMapping, ListenersSeeClassesBeingMapped) {
  std::vector<std::string> seen;
  std::vector<ListenHandle> handles;
  handles.push_back(mapping_events().class_instrument.listen(
      [&](ClassInfo& info) { seen.push_back("class " + std::string(info.name())); }));
  handles.push_back(mapping_events().attribute_instrument.listen(
      [&](ClassInfo&, const MapperProperty& p) { seen.push_back("attribute " + p.key()); }));
  handles.push_back(mapping_events().after_mapper_constructed.listen(
      [&](Mapper& mapper) { seen.push_back("made " + mapper.class_name()); }));
  handles.push_back(mapping_events().before_mapper_configured.listen(
      [&](Mapper& mapper) { seen.push_back("configuring " + mapper.class_name()); }));
  handles.push_back(mapping_events().class_uninstrument.listen(
      [&](ClassInfo& info) { seen.push_back("gone " + std::string(info.name())); }));
  handles.push_back(mapping_events().resolve_type_annotation.listen([](TypeResolution& question) {
    if (question.is<std::string>()) question.type = TypePtr(make_ptr<String>(33));
  }));
  const auto stop = on_exit([&] {
    for (ListenHandle& handle : handles) handle.remove();
  });
  registry.map<Person>();
  registry.configure();
  const auto& name = mapper_of<Person>().column_property("name");
  EXPECT_EQ(dynamic_cast<const String&>(*name.type()).length(), 33);
  registry.dispose();
  EXPECT_EQ(seen, (std::vector<std::string>{"class Person", "attribute id", "attribute name",
                                            "attribute hidden", "made Person", "configuring Person",
                                            "gone Person"}));
}

TEST_F(SelectableMapping, AnInsertOfAnotherTableIsNoInsertOfTheClass) {
  registry.map<Person>();
  EXPECT_THROW((void)insert<Person>(insert(user)), ArgumentError);
}
