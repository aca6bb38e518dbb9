// Area variations: UPDATE and DELETE by criteria with the session's objects, beside those of the
// corpus.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

std::vector<Ref<Item>> all_items(Session& session) {
  return session.scalars(select<Item>().order_by(&Item::id)).all();
}
std::vector<Observed> quantities(const std::vector<Ref<Item>>& items) {
  return each(items, [](const auto& i) { return observe(i->qty); });
}
std::vector<Observed> notes(const std::vector<Ref<Item>>& items) {
  return each(items, [](const auto& i) { return observe(i->note); });
}

}  // namespace

SCENARIO("variations/bulk_update_evaluate", SingleTableItem) {
  auto items = all_items(session);
  items[1]->qty = 25;
  (void)session.execute(update<Item>()
                            .where(col(&Item::qty) > 15)
                            .values({{&Item::qty, col(&Item::qty) + 1}, {&Item::note, "big"}}));
  note("qty", quantities(items));
  note("note", notes(items));
}

SCENARIO("variations/bulk_update_in_list", SingleTableItem) {
  auto items = all_items(session);
  (void)session.execute(
      update<Item>().where(col(&Item::name).in_({"bolt", "gear"})).values({{&Item::qty, 1}}));
  note("qty", quantities(items));
  (void)session.execute(update<Item>()
                            .where(col(&Item::qty) == 1 || !(col(&Item::name) == "nut"))
                            .values({{&Item::note, "n"}}));
  note("note", notes(items));
}

SCENARIO("variations/bulk_update_fetch", SingleTableItem) {
  auto items = all_items(session);
  (void)session.execute(update<Item>()
                            .where(func::length(&Item::name) == 4)
                            .values({{&Item::qty, 7}})
                            .execution_options({{"synchronize_session", "fetch"}}));
  note("qty", quantities(items));
}

SCENARIO("variations/bulk_update_auto_falls_back", SingleTableItem) {
  auto items = all_items(session);
  (void)session.execute(update<Item>()
                            .where(func::length(&Item::name) == 4)
                            .values({{&Item::qty, col(&Item::qty) * 2}}));
  note("qty", quantities(items));
}

SCENARIO("variations/bulk_update_evaluate_unsupported", SingleTableItem) {
  auto a = session.get<Item>(1);
  expect("function", [&] {
    (void)session.execute(update<Item>()
                              .where(func::length(&Item::name) == 4)
                              .values({{&Item::qty, 7}})
                              .execution_options({{"synchronize_session", "evaluate"}}));
  });
}

SCENARIO("variations/bulk_update_expired_object", SingleTableItem) {
  auto items = all_items(session);
  session.expire(items[0]);
  (void)session.execute(update<Item>().where(col(&Item::qty) >= 10).values({{&Item::note, "x"}}));
  note("loaded", list(in_dict(items[0], "note"), in_dict(items[1], "note")));
  note("note", list(items[0]->note, items[1]->note));
}

SCENARIO("variations/bulk_update_false", SingleTableItem) {
  auto a = session.get<Item>(1);
  (void)session.execute(
      update<Item>().values({{&Item::qty, 0}}).execution_options({{"synchronize_session", false}}));
  note("qty", a->qty);
  session.refresh(a);
  note("qty", a->qty);
}

SCENARIO("variations/bulk_update_returning", SingleTableItem) {
  auto a = session.get<Item>(1);
  auto rows = session
                  .scalars(update<Item>()
                               .where(col(&Item::qty) < 25)
                               .values({{&Item::note, "r"}})
                               .returning<Item>())
                  .all();
  note("rows", each(rows, [](const auto& i) { return list(i->name, i->note); }));
  note("same", rows[0] == a);
}

SCENARIO("variations/bulk_update_exists_criteria", Blog) {
  auto u = session.get<User>(1);
  (void)session.execute(update<User>()
                            .where(col(&User::posts).any(col(&Post::title) == "first"))
                            .values({{&User::age, 1}}));
  note("age", u->age);
}

SCENARIO("variations/bulk_delete_evaluate", SingleTableItem) {
  auto items = all_items(session);
  (void)session.execute(delete_<Item>().where(col(&Item::qty) < 25));
  note("states", each(items, [](const auto& i) { return inspect(i).deleted(); }));
  note("contains", each(items, [&](const auto& i) { return session.contains(i); }));
  session.rollback();
  note("name", items[0]->name);
}

SCENARIO("variations/bulk_delete_fetch_returning", SingleTableItem) {
  auto items = all_items(session);
  (void)session.execute(delete_<Item>()
                            .where(func::length(&Item::name) == 3)
                            .execution_options({{"synchronize_session", "fetch"}}));
  note("states", each(items, [](const auto& i) { return inspect(i).deleted(); }));
  session.commit();
  note("states", each(items, [](const auto& i) { return inspect(i).detached(); }));
}

SCENARIO("variations/bulk_delete_pending_autoflush", SingleTableItem) {
  session.add(Item{.name = "tmp", .qty = 1});
  (void)session.execute(delete_<Item>().where(col(&Item::qty) == 1));
  note("count", session.scalar(select(func::count()).select_from(entity<Item>())));
}

SCENARIO("variations/bulk_update_by_key", SingleTableItem) {
  auto a = session.get<Item>(1);
  (void)session.execute(
      update<Item>(),
      {{{"id", 1}, {"qty", 5}}, {{"id", 2}, {"qty", 6}}, {{"id", 3}, {"name", "g"}}});
  note("qty", a->qty);
}

SCENARIO("variations/query_update_legacy", SingleTableItem) {
  auto a = session.get<Item>(1);
  note("n", session.query<Item>()
                .filter(col(&Item::qty) > 5)
                .update({{&Item::qty, col(&Item::qty) + 1}}));
  note("qty", a->qty);
  note("n", session.query<Item>().filter_by({{"name", "nut"}}).delete_());
}

}  // namespace cupel::conformance
