// Area unitofwork: which rows are written, in which order and in which batches.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace unbatched {
struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  static void configure(Mapping<Item>& m) { m.options().batch = false; }
};
}  // namespace unbatched

SCENARIO("unitofwork/batch_false_interleaves_events", Map<unbatched::Item>) {
  using unbatched::Item;
  keep(listen<Item>(events::before_insert, [this](Mapper&, Connection&, Item& target) {
    note("before_insert", target.name);
  }));
  keep(listen<Item>(events::after_insert, [this](Mapper&, Connection&, Item& target) {
    note("after_insert", target.name);
  }));
  session.add_all({Item{.id = 1, .name = "a"}, Item{.id = 2, .name = "b"}});
  session.flush();
}

namespace composite_fk {
struct Line;
struct Page {
  static constexpr auto tablename = "page";
  Mapped<std::string, primary_key, length<10>> book{};
  Mapped<std::int64_t, primary_key> num{};
  Relationship<List<Line>, back_populates<"page">, order_by<"Line.id">> lines{};
};
struct Line {
  static constexpr auto tablename = "line";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> book{};
  Mapped<OptionalInt> num{};
  Mapped<OptionalText, length<10>> data{};
  Relationship<Page, back_populates<"lines">> page{};
  static void configure(Mapping<Line>& m) {
    m.table_args(ForeignKeyConstraint({"book", "num"}, {"page.book", "page.num"}));
  }
};
}  // namespace composite_fk

SCENARIO("unitofwork/composite_foreign_key_sync", Map<composite_fk::Page, composite_fk::Line>) {
  using composite_fk::Line;
  using composite_fk::Page;
  auto pg1 = make<Page>({.book = "b", .num = 1, .lines = {Line{.data = "x"}, Line{.data = "y"}}});
  session.add(pg1);
  session.flush();
  note("line", list(pg1->lines[0]->book, pg1->lines[0]->num));
  session.expire(pg1);
  note("lines", pg1->lines);
  auto line = pg1->lines[0];
  session.expire(line);
  note("many to one from identity map", line->page == pg1);
  line->page = nullptr;
  session.flush();
}

SCENARIO("unitofwork/deep_graph_one_flush", Blog) {
  auto t = make<Tag>({.name = "t"});
  auto p = make<Post>({.title = "p", .tags = {t}});
  auto u = make<User>({.name = "u", .posts = {p}, .profile = Profile{.bio = "b"}});
  session.add(t);
  note("cascade reached", set_of(session.new_()));
  session.flush();
  note("all saved", list(u->id, p->id, p->user_id, t->id, u->profile->user_id));
}

SCENARIO("unitofwork/del_column_attribute_flush", Blog) {
  auto u = session.get<User>(1);
  u->name.del();
  session.flush();
  note("name", u->name);
}

SCENARIO("unitofwork/del_column_attribute_in_memory", Blog) {
  auto u = session.get<User>(1);
  u->name.del();
  note("history", inspect(u).attrs(&User::name).history());
  note("read back", u->name);
  note("modified", session.is_modified(u));
  session.expunge(u);
  auto n = make<User>({.name = "x", .age = 3});
  n->name.del();
  note("history", inspect(n).attrs(&User::name).history());
  expect("never set", [&] { n->name.del(); });
  session.add(n);
  session.flush();
  note("name", n->name);
}

SCENARIO("unitofwork/del_reference_sets_null", Blog) {
  auto p = session.get<Post>(3);
  note("user", p->user);
  p->user.del();
  note("read back", p->user);
  session.flush();
  note("user_id", p->user_id);
  auto q = session.get<Post>(1);
  q->user.del();
  session.flush();
  note("not loaded before", q->user_id);
}

namespace slots {
struct Slot {
  static constexpr auto tablename = "slot";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>, unique> code{};
};
}  // namespace slots

SCENARIO("unitofwork/delete_and_insert_same_unique_in_order", Map<slots::Slot>) {
  using slots::Slot;
  auto a = session.get<Slot>(1);
  auto b = session.get<Slot>(2);
  a->code = "B";
  b->code = "A";
  expect("swap of unique values", [&] { session.flush(); });
  session.rollback();
  a->code = std::nullopt;
  session.flush();
  b->code = "A";
  session.flush();
  a->code = "B";
  session.flush();
  note("codes", session.execute(select(&Slot::id, &Slot::code).order_by(&Slot::id)).all());
}

SCENARIO("unitofwork/delete_batch_sorted_by_key", SingleTableItem) {
  for (const auto& i : session.scalars(select<Item>().order_by(col(&Item::id).desc())).all()) {
    session.delete_(i);
  }
  session.flush();
}

namespace cells {
struct Cell {
  static constexpr auto tablename = "cell";
  Mapped<std::int64_t, primary_key, autoincrement<false>> x{};
  Mapped<std::int64_t, primary_key> y{};
  Mapped<OptionalText, length<10>> value{};
};
}  // namespace cells

SCENARIO("unitofwork/delete_composite_key", Map<cells::Cell>) {
  using cells::Cell;
  auto all = session.scalars(select<Cell>().order_by(&Cell::x, &Cell::y)).all();
  all[0]->value = "z";
  session.delete_(all[2]);
  session.delete_(all[1]);
  session.flush();
}

SCENARIO("unitofwork/delete_row_missing_warns", SingleTableItem) {
  auto i = session.get<Item>(1);
  (void)session.execute(text("DELETE FROM item WHERE id = 1"));
  session.delete_(i);
  session.flush();
  note("deleted", inspect(i).deleted());
}

SCENARIO("unitofwork/delete_then_reuse_child", Blog) {
  auto ed = session.get<User>(1);
  auto wendy = session.get<User>(2);
  auto p = ed->posts[0];
  p->user = wendy;
  session.delete_(ed);
  session.flush();
  note("user_id", p->user_id);
}

SCENARIO("unitofwork/flag_dirty_without_change", SingleTableItem) {
  auto i = session.get<Item>(1);
  keep(listen<Item>(events::before_update, [this](Mapper&, Connection&, Item& target) {
    note("before_update", target.name);
  }));
  keep(listen<Item>(events::after_update, [this](Mapper&, Connection&, Item& target) {
    note("after_update", target.name);
  }));
  flag_dirty(i);
  note("dirty", set_of(session.dirty()));
  session.flush();
}

SCENARIO("unitofwork/flush_objects_subset", SingleTableItem) {
  auto a = make<Item>({.name = "a"});
  auto b = make<Item>({.name = "b"});
  session.add_all({a, b});
  session.flush({b});
  note("pending", set_of(session.new_()));
  session.flush();
}

SCENARIO("unitofwork/flush_without_changes_after_revert", Blog) {
  auto u = session.get<User>(1);
  auto p = u->posts[0];
  u->name = "x";
  u->name = "ed";
  p->user = nullptr;
  p->user = u;
  u->posts.remove(p);
  u->posts.append(p);
  note("dirty", set_of(session.dirty()));
  session.flush();
  note("order in memory", u->posts);
}

SCENARIO("unitofwork/insert_batches_follow_key_presence", SingleTableItem) {
  session.add_all({Item{.id = 10, .name = "k1"}, Item{.id = 11, .name = "k2"}, Item{.name = "g1"},
                   Item{.name = "g2"}, Item{.id = 20, .name = "k3"}});
  session.flush();
}

namespace jobs {
struct Job {
  static constexpr auto tablename = "job";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalText, length<10>, server_default<"new">> state{};
};
}  // namespace jobs

SCENARIO("unitofwork/insert_batches_split_by_default_columns", Map<jobs::Job>) {
  using jobs::Job;
  session.add_all({Job{.id = 1, .name = "a"}, Job{.id = 2, .name = "b"},
                   Job{.id = 3, .name = "c", .state = "run"},
                   Job{.id = 4, .name = "d", .state = "run"}, Job{.id = 5, .name = "e"}});
  session.flush();
  note("states", session.execute(select(&Job::id, &Job::state).order_by(&Job::id)).all());
}

SCENARIO("unitofwork/insert_before_delete", Map<slots::Slot>) {
  using slots::Slot;
  auto old = session.get<Slot>(1);
  session.delete_(old);
  session.add(Slot{.code = "A"});
  expect("unique", [&] { session.flush(); });
  session.rollback();
  session.delete_(session.get<Slot>(1));
  session.flush();
  session.add(Slot{.code = "A"});
  session.commit();
}

namespace bare {
struct Bare {
  static constexpr auto tablename = "bare";
  Mapped<std::int64_t, primary_key> id{};
};
}  // namespace bare

SCENARIO("unitofwork/insert_empty_object", Map<bare::Bare>) {
  using bare::Bare;
  auto b = make<Bare>();
  session.add(b);
  session.flush();
  note("id", b->id);
  session.add_all({make<Bare>(), make<Bare>()});
  session.flush();
  note("count", session.scalar(select(func::count(&Bare::id))));
}

SCENARIO("unitofwork/insert_order_by_dependency", Blog) {
  auto p2 = make<Post>({.title = "p2"});
  auto p1 = make<Post>({.title = "p1"});
  auto u2 = make<User>({.name = "u2"});
  auto u1 = make<User>({.name = "u1"});
  p1->user = u1;
  p2->user = u2;
  session.add_all({ObjectRef(p2), p1, u2, u1});
  session.flush();
  note("ids", list(u2->id, u1->id, p2->id, p1->id));
}

SCENARIO("unitofwork/insert_unset_columns_as_null", SingleTableItem) {
  session.add_all({Item{.id = 1, .name = "a"}, Item{.id = 2, .qty = 5}, Item{.id = 3},
                   Item{.id = 4, .name = "d", .qty = 1, .note = "n"}});
  session.flush();
}

SCENARIO("unitofwork/set_committed_value", Blog) {
  auto u = session.get<User>(1);
  auto p = make<Post>({.title = "x"});
  set_committed_value(u, &User::posts, std::vector{p});
  note("posts", u->posts);
  note("p.user", p->user);
  note("modified", session.is_modified(u));
  set_committed_value(u, &User::name, "fake");
  session.flush();
  note("name", u->name);
}

namespace unrelated {
struct Zebra {
  static constexpr auto tablename = "t1";
  Mapped<std::int64_t, primary_key> id{};
};
struct Apple {
  static constexpr auto tablename = "t2";
  Mapped<std::int64_t, primary_key> id{};
};
struct Mango {
  static constexpr auto tablename = "t0";
  Mapped<std::int64_t, primary_key> id{};
};
}  // namespace unrelated

SCENARIO("unitofwork/unrelated_tables_order",
         Map<unrelated::Zebra, unrelated::Apple, unrelated::Mango>) {
  using unrelated::Apple;
  using unrelated::Mango;
  using unrelated::Zebra;
  auto m = make<Mango>();
  auto z = make<Zebra>();
  auto a = make<Apple>();
  session.add_all({ObjectRef(m), z, a});
  session.flush();
  session.delete_(z);
  session.delete_(a);
  session.delete_(m);
  session.flush();
}

SCENARIO("unitofwork/update_batches_by_column_set", SingleTableItem) {
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  items[2]->qty = 3;
  items[0]->qty = 1;
  items[1]->qty = 2;
  session.flush();
  items[2]->note = "c";
  items[1]->qty = 22;
  items[0]->note = "a";
  session.flush();
}

SCENARIO("unitofwork/update_executemany_row_count", SingleTableItem) {
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  (void)session.execute(text("DELETE FROM item WHERE id = 2"));
  for (auto& i : items) i->qty = 5;
  expect("flush", [&] { session.flush(); });
}

SCENARIO("unitofwork/update_only_changed_columns", SingleTableItem) {
  auto i = session.get<Item>(1);
  i->qty = 11;
  session.flush();
  i->qty = 12;
  i->note = "x";
  session.flush();
}

SCENARIO("unitofwork/update_row_missing_stale_data", SingleTableItem) {
  auto i = session.get<Item>(1);
  (void)session.execute(text("DELETE FROM item WHERE id = 1"));
  i->qty = 99;
  expect("flush", [&] { session.flush(); });
  session.rollback();
  note("name after rollback", i->name);
}

SCENARIO("unitofwork/update_then_insert_in_one_class", SingleTableItem) {
  auto fresh = make<Item>({.name = "new"});
  auto old = session.get<Item>(1);
  session.add(fresh);
  old->qty = 0;
  session.flush();
}

SCENARIO("unitofwork/update_unset_to_none", SingleTableItem) {
  auto i = session.get<Item>(1);
  i->note = std::nullopt;
  note("modified", session.is_modified(i));
  i->qty = std::nullopt;
  session.flush();
}

}  // namespace cupel::conformance
