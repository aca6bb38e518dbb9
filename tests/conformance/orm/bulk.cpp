// Area bulk.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace bulk_docs {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalText, length<10>, default_<"memo">> kind{};
  Mapped<OptionalText, length<10>, server_default<"new">> state{};
};
}  // namespace bulk_docs

SCENARIO("bulk/insert_mappings_client_and_server_defaults", Map<bulk_docs::Doc>) {
  using bulk_docs::Doc;
  session.bulk_insert_mappings<Doc>(
      {{{"name", "a"}}, {{"name", "b"}, {"kind", "x"}}, {{"name", "c"}, {"state", "s"}}});
  note("rows",
       session.execute(select(&Doc::name, &Doc::kind, &Doc::state).order_by(&Doc::id)).all());
}

SCENARIO("bulk/insert_mappings_return_defaults", SingleTableItem) {
  ParameterSets rows{{{"name", "a"}}, {{"name", "b"}}};
  session.bulk_insert_mappings<Item>(rows, {.return_defaults = true});
  std::vector<Observed> seen;
  for (const Parameters& row : rows) {
    seen.push_back(object_of({{"name", observe(row["name"])}, {"id", observe(row["id"])}}));
  }
  note("rows", seen);
}

SCENARIO("bulk/no_mapper_events", SingleTableItem) {
  keep(listen<Item>(events::before_insert, [this](Mapper&, Connection&, Item& target) {
    note("before_insert", target.name);
  }));
  keep(listen<Item>(events::after_insert, [this](Mapper&, Connection&, Item& target) {
    note("after_insert", target.name);
  }));
  keep(listen(session, events::before_flush,
              [this](Session&, FlushContext&) { note("before_flush", true); }));
  keep(listen(session, events::after_begin,
              [this](Session&, SessionTransaction&, Connection&) { note("after_begin", true); }));
  keep(listen(session, events::before_commit, [this](Session&) { note("before_commit", true); }));
  session.bulk_save_objects(std::vector{make<Item>({.name = "a"})});
  session.bulk_insert_mappings<Item>({{{"name", "b"}}});
  session.commit();
}

namespace bulk_codes {
struct Code {
  static constexpr auto tablename = "code";
  Mapped<std::string, primary_key, length<5>> id{};
  Mapped<OptionalText, length<5>> name{};
};
}  // namespace bulk_codes

SCENARIO("bulk/primary_key_change_not_supported", Map<bulk_codes::Code>) {
  using bulk_codes::Code;
  auto c = session.get<Code>("a");
  session.expunge(c);
  c->name = "n";
  session.bulk_save_objects(std::vector{c});
  session.commit();
  c->id = "b";
  expect("changed key", [&] { session.bulk_save_objects(std::vector{c}); });
  session.rollback();
  note("rows", session.execute(text("SELECT id, name FROM code")).all());
}

namespace entities {
struct EntityB;
struct EntityA {
  static constexpr auto tablename = "entity_a";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Relationship<List<EntityB>, back_populates<"a">> bs{};
};
struct EntityB {
  static constexpr auto tablename = "entity_b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"entity_a.id">> a_id{};
  Relationship<EntityA, back_populates<"bs">> a{};
};

Ref<EntityA> stored_a(Session& session) {
  auto a = make<EntityA>({.name = "foo"});
  session.add(a);
  session.commit();
  return session.query<EntityA>().first();
}
auto all_bs(Session& session) {
  return session.execute(select(&EntityB::id, &EntityB::a_id).order_by(&EntityB::id)).all();
}
using Both = Map<EntityA, EntityB>;
}  // namespace entities

SCENARIO("bulk/save_objects_append_future_1_4", entities::Both) {
  using entities::all_bs;
  using entities::EntityB;
  using entities::stored_a;
  Session db_session(engine);
  auto aa = stored_a(db_session);
  auto b = make<EntityB>();
  aa->bs.append(b);
  note("b in session before", db_session.contains(b));
  db_session.bulk_save_objects(std::vector{b});
  db_session.commit();
  note("rows", all_bs(db_session));
  db_session.close();
}

SCENARIO("bulk/save_objects_double_insert_after_append", entities::Both) {
  using entities::all_bs;
  using entities::EntityB;
  using entities::stored_a;
  Session db_session(engine);
  auto aa = stored_a(db_session);
  auto b = make<EntityB>();
  aa->bs.append(b);
  note("b in session before", db_session.contains(b));
  db_session.bulk_save_objects(std::vector{b});
  db_session.commit();
  note("rows", all_bs(db_session));
  db_session.close();
}

SCENARIO("bulk/save_objects_foreign_key_only_1_4", entities::Both) {
  using entities::all_bs;
  using entities::EntityB;
  using entities::stored_a;
  Session db_session(engine);
  auto aa = stored_a(db_session);
  auto b = make<EntityB>({.a_id = aa->id.get()});
  note("b in session before", db_session.contains(b));
  db_session.bulk_save_objects(std::vector{b});
  db_session.commit();
  note("rows", all_bs(db_session));
  db_session.close();
}

SCENARIO("bulk/save_objects_with_foreign_key", entities::Both) {
  using entities::all_bs;
  using entities::EntityB;
  using entities::stored_a;
  Session db_session(engine);
  auto aa = stored_a(db_session);
  auto b = make<EntityB>({.a_id = aa->id.get()});
  note("b in session before", db_session.contains(b));
  db_session.bulk_save_objects(std::vector{b});
  db_session.commit();
  note("rows", all_bs(db_session));
  db_session.close();
}

SCENARIO("bulk/save_objects_no_double_insert_cascade_backrefs_1_4", entities::Both) {
  using entities::all_bs;
  using entities::EntityB;
  using entities::stored_a;
  Session db_session(engine);
  auto aa = stored_a(db_session);
  auto b = make<EntityB>({.a = aa});
  note("b in session before", db_session.contains(b));
  db_session.bulk_save_objects(std::vector{b});
  db_session.commit();
  note("rows", all_bs(db_session));
  db_session.close();
}

SCENARIO("bulk/save_objects_no_double_insert_future_1_4", entities::Both) {
  using entities::all_bs;
  using entities::EntityB;
  using entities::stored_a;
  Session db_session(engine);
  auto aa = stored_a(db_session);
  auto b = make<EntityB>({.a = aa});
  note("b in session before", db_session.contains(b));
  db_session.bulk_save_objects(std::vector{b});
  db_session.commit();
  note("rows", all_bs(db_session));
  db_session.close();
}

SCENARIO("bulk/save_objects_with_object_reference", entities::Both) {
  using entities::all_bs;
  using entities::EntityB;
  using entities::stored_a;
  Session db_session(engine);
  auto aa = stored_a(db_session);
  auto b = make<EntityB>({.a = aa});
  note("b in session before", db_session.contains(b));
  db_session.bulk_save_objects(std::vector{b});
  db_session.commit();
  note("rows", all_bs(db_session));
  db_session.close();
}

SCENARIO("bulk/save_objects_inserts", SingleTableItem) {
  std::vector<Ref<Item>> objects{make<Item>({.name = "u1"}), make<Item>({.name = "u2"}),
                                 make<Item>({.name = "u3"})};
  session.bulk_save_objects(objects);
  note("ids", list(objects[0]->id, objects[1]->id, objects[2]->id));
  note("states", list(inspect(objects[0]).transient(), inspect(objects[1]).transient(),
                      inspect(objects[2]).transient()));
  note("session", list(session.new_().size(), session.identity_map().size()));
  session.commit();
  note("rows", session.execute(select(&Item::id, &Item::name)).all());
}

SCENARIO("bulk/save_objects_mixed_and_preserve_order", SingleTableItem) {
  const auto objs = [this] {
    auto items =
        session.scalars(select<Item>().where(col(&Item::id) < 3).order_by(&Item::id)).all();
    session.expunge_all();
    for (auto& i : items) i->qty = *i->qty + 1;
    return std::vector{make<Item>({.name = "n1"}), items[0], make<Item>({.name = "n2"}), items[1]};
  };
  session.bulk_save_objects(objs());
  note("now with preserve_order off", true);
  session.bulk_save_objects(objs(), {.preserve_order = false});
}

SCENARIO("bulk/save_objects_no_relationships_no_cascade", Blog) {
  auto u = make<User>({.name = "u", .posts = {Post{.title = "p"}}});
  session.bulk_save_objects(std::vector{u});
  note("posts", session.scalar(select(func::count(&Post::id))));
  auto u2 = make<User>({.name = "u2"});
  auto p2 = make<Post>({.title = "p2"});
  p2->user = u2;
  session.bulk_save_objects(std::vector<ObjectRef>{p2, u2});
  note("rows in the order given, no foreign key",
       session.execute(select(&Post::title, &Post::user_id)).all());
}

SCENARIO("bulk/save_objects_return_defaults", SingleTableItem) {
  std::vector<Ref<Item>> objects{make<Item>({.name = "u1"}), make<Item>({.name = "u2"})};
  session.bulk_save_objects(objects, {.return_defaults = true});
  note("ids", list(objects[0]->id, objects[1]->id));
  note("identity", list(identity_of(objects[0]), identity_of(objects[1])));
  note("detached, not in the session",
       list(list(inspect(objects[0]).detached(), session.contains(objects[0])),
            list(inspect(objects[1]).detached(), session.contains(objects[1]))));
}

SCENARIO("bulk/save_objects_update_all_columns", SingleTableItem) {
  auto i = session.get<Item>(2);
  session.expunge_all();
  i->qty = 5;
  session.bulk_save_objects(std::vector{i}, {.update_changed_only = false});
}

SCENARIO("bulk/save_objects_updates", SingleTableItem) {
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  session.expunge_all();
  items[0]->qty = 1;
  items[1]->qty = 2;
  items[2]->name = "x";
  session.bulk_save_objects(items);
  note("still modified", list(inspect(items[0]).modified(), inspect(items[1]).modified(),
                              inspect(items[2]).modified()));
  session.commit();
  note("rows",
       session.execute(select(&Item::id, &Item::name, &Item::qty).order_by(&Item::id)).all());
}

namespace renamed {
struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<5>> label{};
  static void configure(Mapping<Item>& m) {
    m.column(&Item::id, "item_id");
    m.column(&Item::label, "item_label");
  }
};
}  // namespace renamed

SCENARIO("bulk/synonyms_and_attribute_names", Map<renamed::Item>) {
  using renamed::Item;
  session.bulk_insert_mappings<Item>({{{"id", 1}, {"label", "a"}}});
  session.bulk_update_mappings<Item>({{{"id", 1}, {"label", "b"}}});
  session.bulk_insert_mappings<Item>({{{"id", 2}, {"item_label", "ignored"}}});
  note("rows", session.execute(select(&Item::id, &Item::label).order_by(&Item::id)).all());
}

SCENARIO("bulk/update_mappings", SingleTableItem) {
  session.bulk_update_mappings<Item>({{{"id", 1}, {"qty", 10}},
                                      {{"id", 2}, {"qty", 22}},
                                      {{"id", 3}, {"name", "n"}, {"qty", 33}}});
  note("rows",
       session.execute(select(&Item::id, &Item::name, &Item::qty).order_by(&Item::id)).all());
  expect("no key", [&] { session.bulk_update_mappings<Item>({{{"qty", 1}}}); });
  session.rollback();
  expect("missing row", [&] { session.bulk_update_mappings<Item>({{{"id", 9}, {"qty", 1}}}); });
}

namespace bulk_versions {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, version_id> version{};
  Mapped<OptionalText, length<20>> body{};
};
}  // namespace bulk_versions

SCENARIO("bulk/version_ids", Map<bulk_versions::Doc>) {
  using bulk_versions::Doc;
  session.bulk_insert_mappings<Doc>({{{"id", 1}, {"body", "a"}}, {{"id", 2}, {"body", "b"}}});
  session.bulk_update_mappings<Doc>({{{"id", 1}, {"body", "a2"}, {"version", 1}}});
  expect("stale", [&] {
    session.bulk_update_mappings<Doc>({{{"id", 2}, {"body", "b2"}, {"version", 7}}});
  });
  session.rollback();
  auto d = make<Doc>({.id = 3, .body = "c"});
  session.bulk_save_objects(std::vector{d});
  note("rows", session.execute(text("SELECT id, version FROM doc ORDER BY id")).all());
}

SCENARIO("bulk/works_in_the_session_transaction", SingleTableItem) {
  session.add(Item{.name = "pending"});
  session.bulk_insert_mappings<Item>({{{"name", "bulk"}}});
  note("new", set_of(session.new_()));
  session.commit();
  session.bulk_insert_mappings<Item>({{{"name", "lost"}}});
  session.rollback();
  note("rows", session.scalars(select(&Item::name).order_by(&Item::id)).all());
}

}  // namespace cupel::conformance
