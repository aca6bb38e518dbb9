// Area dml.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {
namespace {

Parameters synchronize(const Value& strategy) {
  return {{"synchronize_session", strategy}};
}

}  // namespace

SCENARIO("dml/bulk_update_by_primary_key", SingleTableItem) {
  auto i = session.get<Item>(1);
  (void)session.execute(
      update<Item>(),
      {{{"id", 1}, {"qty", 100}}, {{"id", 2}, {"qty", 200}}, {{"id", 3}, {"name", "wheel"}}});
  note("in memory", i->qty);
  note("rows",
       session.execute(select(&Item::id, &Item::name, &Item::qty).order_by(&Item::id)).all());
  expect("missing key", [&] { (void)session.execute(update<Item>(), {{{"qty", 1}}}); });
  expect("with where", [&] {
    (void)session.execute(update<Item>().where(col(&Item::id) > 0), {{{"id", 1}, {"qty", 1}}});
  });
  expect("row missing", [&] { (void)session.execute(update<Item>(), {{{"id", 77}, {"qty", 1}}}); });
}

SCENARIO("dml/delete_ignores_relationship_cascade", OwnerPets) {
  expect("foreign key",
         [&] { (void)session.execute(delete_<Owner>().where(col(&Owner::id) == 1)); });
  session.rollback();
  (void)session.execute(delete_<Pet>().where(col(&Pet::owner_id) == 1));
  (void)session.execute(delete_<Owner>().where(col(&Owner::id) == 1));
  note("left", session.scalars(select(&Pet::name)).all());
}

SCENARIO("dml/delete_returning", SingleTableItem) {
  std::vector<Observed> names;
  for (const auto& i :
       session.scalars(delete_<Item>().where(col(&Item::qty) > 15).returning<Item>()).all()) {
    names.push_back(observe(i->name));
  }
  note("entities", names);
  note("left", session.scalars(select(&Item::name)).all());
}

SCENARIO("dml/insert_bulk", SingleTableItem) {
  (void)session.execute(insert<Item>(), {{{"name", "a"}, {"qty", 1}}, {{"name", "b"}, {"qty", 2}}});
  note("objects in session", session.identity_map().size());
  note("rows", session.execute(select(&Item::id, &Item::name, &Item::qty)).all());
}

namespace serials {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalInt> serial{};
  Mapped<OptionalText, length<10>, server_default<"new">> state{};
  static void configure(Mapping<Doc>& m) {
    m.column(&Doc::serial, "serial", default_([n = std::make_shared<int>(100)] { return (*n)++; }));
  }
};
}  // namespace serials

SCENARIO("dml/insert_bulk_defaults", Map<serials::Doc>) {
  using serials::Doc;
  (void)session.execute(insert<Doc>(),
                        {{{"name", "a"}}, {{"name", "b"}}, {{"name", "c"}, {"serial", 1}}});
  note("rows",
       session.execute(select(&Doc::name, &Doc::serial, &Doc::state).order_by(&Doc::id)).all());
  auto docs = session.scalars(insert<Doc>().returning<Doc>(), ParameterSets{{{"name", "d"}}}).all();
  note("returned", list(docs[0]->serial, docs[0]->state));
}

SCENARIO("dml/insert_bulk_heterogeneous_keys", SingleTableItem) {
  (void)session.execute(insert<Item>(), {{{"name", "a"}, {"qty", 1}},
                                         {{"name", "b"}},
                                         {{"name", "c"}},
                                         {{"name", "d"}, {"qty", 4}},
                                         {{"qty", 5}, {"name", "e"}}});
  note("rows", session.execute(select(&Item::name, &Item::qty).order_by(&Item::id)).all());
}

SCENARIO("dml/insert_bulk_returning", SingleTableItem) {
  auto items = session
                   .scalars(insert<Item>().returning<Item>(),
                            ParameterSets{{{"name", "a"}}, {{"name", "b"}}})
                   .all();
  note("entities", list(list(items[0]->id, items[0]->name), list(items[1]->id, items[1]->name)));
  note("persistent", list(inspect(items[0]).persistent(), inspect(items[1]).persistent()));
  note("columns", session
                      .execute(insert<Item>().returning(&Item::id, &Item::name),
                               {{{"name", "c"}}, {{"name", "d"}}})
                      .all());
  note("in parameter order",
       session
           .scalars(insert<Item>().returning(&Item::name).sort_by_parameter_order(),
                    ParameterSets{{{"name", "f"}}, {{"name", "e"}}})
           .all());
}

SCENARIO("dml/insert_relationship_column_only", Blog) {
  (void)session.execute(insert<Post>(), {{{"title", "a"}, {"user_id", 1}}});
  (void)session.execute(insert<Post>(), {{{"title", "b"}, {"user", 1}}});
  note("rows",
       session
           .execute(
               select(&Post::title, &Post::user_id).where(col(&Post::id) > 4).order_by(&Post::id))
           .all());
}

SCENARIO("dml/rowcount_and_effective_rows", SingleTableItem) {
  (void)session.execute(update<Item>().values({{"qty", 10}}));
  note("matched",
       session.execute(update<Item>().where(col(&Item::id) < 3).values({{"qty", 10}})).rowcount());
  note(
      "changed",
      session
          .execute(
              update<Item>().where(col(&Item::id) < 3, col(&Item::qty) != 10).values({{"qty", 10}}))
          .rowcount());
  note("deleted", session.execute(delete_<Item>().where(col(&Item::id) == 3)).rowcount());
}

SCENARIO("dml/session_synchronization_via_statement_option", SingleTableItem) {
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  const auto quantities = [&] {
    std::vector<Observed> all;
    for (const auto& i : items) all.push_back(dict_get(i, "qty"));
    return all;
  };
  const Parameters opt = synchronize("evaluate");
  (void)session.execute(
      update<Item>()
          .where(or_(col(&Item::name) == "bolt",
                     and_(col(&Item::qty) > 25, col(&Item::note) == std::nullopt)))
          .values({{"qty", 1}})
          .execution_options(opt));
  note("qty", quantities());
  (void)session.execute(update<Item>()
                            .where(col(&Item::id).in_({2, 3}), col(&Item::note).is_not(null()))
                            .values({{"qty", 2}})
                            .execution_options(opt));
  note("qty", quantities());
  (void)session.execute(
      delete_<Item>().where(!(col(&Item::name) == "bolt")).execution_options(opt));
  note("in session",
       list(session.contains(items[0]), session.contains(items[1]), session.contains(items[2])));
}

SCENARIO("dml/update_auto", Blog) {
  auto ed = session.get<User>(1);
  (void)session.execute(update<User>().where(col(&User::id) == 1).values({{"age", 50}}));
  note("evaluated", ed->age);
  (void)session.execute(
      update<User>().where(func::lower(&User::name) == "ed").values({{"age", 60}}));
  note("fetched", ed->age);
  (void)session.execute(update<User>()
                            .where(col(&User::posts).any(col(&Post::title) == "first"))
                            .values({{"age", 61}}));
  note("fetched", ed->age);
  expect("evaluate refuses", [&] {
    (void)session.execute(update<User>()
                              .where(func::lower(&User::name) == "ed")
                              .values({{"age", 70}})
                              .execution_options(synchronize("evaluate")));
  });
}

SCENARIO("dml/update_core_style_many_parameters", SingleTableItem) {
  const Table item(mapper_of<Item>().local_table());
  (void)session.connection().execute(
      update(item).where(item.c["name"] == bindparam("n")).values({{"qty", bindparam("q")}}),
      {{{"n", "bolt"}, {"q", 1}}, {{"n", "nut"}, {"q", 2}}});
  note("rows", session.execute(select(&Item::name, &Item::qty).order_by(&Item::id)).all());
}

SCENARIO("dml/update_evaluate", Blog) {
  auto ed = session.get<User>(1);
  auto wendy = session.get<User>(2);
  auto r = session.execute(update<User>()
                               .where(col(&User::age) > 26)
                               .values({{"age", col(&User::age) - 1}, {"name", "x"}})
                               .execution_options(synchronize("evaluate")));
  note("rowcount", r.rowcount());
  note("ed", list(dict_get(ed, "age"), dict_get(ed, "name")));
  note("wendy", list(wendy->age, wendy->name));
  note("ed after access", list(ed->age, ed->name));
  note("modified", set_of(session.dirty()));
}

SCENARIO("dml/update_false", Blog) {
  auto ed = session.get<User>(1);
  (void)session.execute(update<User>()
                            .where(col(&User::id) == 1)
                            .values({{"age", 50}})
                            .execution_options(synchronize(false)));
  note("stale", ed->age);
  session.commit();
  note("after commit", ed->age);
}

SCENARIO("dml/update_fetch", Blog) {
  auto ed = session.get<User>(1);
  (void)session.execute(update<User>()
                            .where(col(&User::age) > 26)
                            .values({{"age", 5}})
                            .execution_options(synchronize("fetch")));
  note("ed", ed->age);
  (void)session.execute(
      delete_<Tag>().where(col(&Tag::name) == "green").execution_options(synchronize("fetch")));
}

SCENARIO("dml/update_from_correlated_subquery", Blog) {
  const auto n =
      select(func::count(&Post::id)).where(col(&Post::user_id) == col(&User::id)).scalar_subquery();
  (void)session.execute(update<User>().values({{"age", n}}).execution_options(synchronize(false)));
  note("ages", session.scalars(select(&User::age).order_by(&User::id)).all());
  (void)session.execute(
      delete_<User>()
          .where(col(&User::id).in_(select(&User::id).where(col(&User::age) == 0)))
          .execution_options(synchronize("fetch")));
  note("left", session.scalars(select(&User::name).order_by(&User::id)).all());
}

SCENARIO("dml/update_invalid_strategy", Blog) {
  expect("strategy", [&] {
    (void)session.execute(
        update<User>().values({{"age", 1}}).execution_options(synchronize("wat")));
  });
}

SCENARIO("dml/update_object_not_in_session_and_dirty_object", Blog) {
  auto ed = session.get<User>(1);
  ed->age = 99;
  (void)session.execute(update<User>().where(col(&User::age) == 99).values({{"name", "matched"}}));
  note("name", ed->name);
  {
    const auto off = session.no_autoflush();
    ed->name = "mine";
    (void)session.execute(update<User>()
                              .where(col(&User::id) == 1)
                              .values({{"name", "bulk"}})
                              .execution_options(synchronize("evaluate")));
  }
  note("name", ed->name);
  session.flush();
}

SCENARIO("dml/update_returning_entities", Blog) {
  auto ed = session.get<User>(1);
  const auto stmt = update<User>().where(col(&User::id) < 3).values({{"age", 7}}).returning<User>();
  std::vector<Observed> seen;
  for (const auto& u : session.scalars(stmt.execution_options(synchronize(false))).all()) {
    seen.push_back(list(u->name, u->age));
  }
  note("entities", seen);
  const auto of_ed = update<User>().where(col(&User::id) == 1);
  note("same object", session.scalars(of_ed.values({{"age", 8}}).returning<User>()).one() == ed);
  note("age synchronised", ed->age);
  (void)session
      .scalars(of_ed.values({{"age", 18}})
                   .returning<User>()
                   .execution_options(synchronize(false))
                   .execution_options({{"populate_existing", true}}))
      .one();
  note("age populated", ed->age);
  note("columns",
       session.execute(of_ed.values({{"age", 9}}).returning(&User::id, &User::age)).all());
}

SCENARIO("dml/update_sql_expression_expires", Blog) {
  auto ed = session.get<User>(1);
  (void)session.execute(
      update<User>().where(col(&User::id) == 1).values({{"name", func::upper(&User::name)}}));
  note("loaded", in_dict(ed, "name"));
  note("name", ed->name);
}

SCENARIO("dml/update_with_loader_criteria", Blog) {
  const auto opt = with_loader_criteria<User>(col(&User::name) != "ed");
  (void)session.execute(update<User>().values({{"age", 1}}).options(opt));
  (void)session.execute(delete_<Post>()
                            .where(col(&Post::user_id) == nullptr)
                            .options(with_loader_criteria<Post>(col(&Post::title) != "first")));
  note("rows", session.execute(text("SELECT name, age FROM users")).all());
}

}  // namespace cupel::conformance
