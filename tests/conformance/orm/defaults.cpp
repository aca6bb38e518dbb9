// Area defaults.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace docs {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalText, length<10>, default_<"memo">> kind{};
  Mapped<OptionalInt> size{};
  Mapped<OptionalText, length<10>, server_default<"draft">> state{};
  Mapped<OptionalInt> touched{};
  static void configure(Mapping<Doc>& m) {
    m.column(&Doc::size, "size", default_([] { return 7; }));
    m.column(&Doc::touched, "touched", onupdate(99));
  }
};
}  // namespace docs

SCENARIO("defaults/client_default_explicit_none", Map<docs::Doc>) {
  using docs::Doc;
  auto d = make<Doc>({.name = "a", .kind = std::nullopt});
  session.add(d);
  session.flush();
  note("kind", d->kind);
}

SCENARIO("defaults/client_default_scalar_and_callable", Map<docs::Doc>) {
  using docs::Doc;
  auto d = make<Doc>({.name = "a"});
  note("before", list(d->kind, d->size));
  session.add(d);
  session.flush();
  note("after", list(d->kind, d->size));
  auto e = make<Doc>({.name = "b", .kind = "letter", .size = 1});
  session.add(e);
  session.flush();
  note("given", list(e->kind, e->size));
}

SCENARIO("defaults/null_assigned_then_value_loaded", Map<docs::Doc>) {
  using docs::Doc;
  auto d = make<Doc>({.name = "a"});
  session.add(d);
  session.flush();
  d->kind = std::nullopt;
  d->state = std::nullopt;
  session.flush();
  note("row", session.execute(text("SELECT kind, state FROM doc")).one());
}

SCENARIO("defaults/onupdate_client", Map<docs::Doc>) {
  using docs::Doc;
  auto d = make<Doc>({.name = "a"});
  session.add(d);
  session.flush();
  note("touched", d->touched);
  d->name = "b";
  session.flush();
  note("touched", d->touched);
  d->touched = 5;
  session.flush();
  note("touched", d->touched);
  d->kind = "x";
  session.flush();
  note("touched", d->touched);
}

SCENARIO("defaults/sequence_of_flushes_after_refresh_flush", Map<docs::Doc>) {
  using docs::Doc;
  keep(listen<Doc>(events::refresh_flush,
                   [this](Doc&, std::span<const Attribute* const> attributes) {
                     std::vector<std::string> keys;
                     for (const Attribute* attribute : attributes) keys.push_back(attribute->key());
                     note("refresh_flush", set_of(keys));
                   }));
  session.add(Doc{.name = "a"});
  session.flush();
}

SCENARIO("defaults/server_default_fetched_with_returning", Map<docs::Doc>) {
  using docs::Doc;
  auto d = make<Doc>({.name = "a"});
  session.add(d);
  session.flush();
  note("loaded", in_dict(d, "state"));
  note("state", d->state);
}

namespace squares {
struct Square {
  static constexpr auto tablename = "square";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> side{};
  Mapped<OptionalInt> area{};
  static void configure(Mapping<Square>& m) {
    m.column(&Square::area, "area", Computed("side * side"));
  }
};
}  // namespace squares

SCENARIO("defaults/computed_column", Map<squares::Square>) {
  using squares::Square;
  auto s = make<Square>({.side = 3});
  session.add(s);
  session.flush();
  note("area", s->area);
  s->side = 4;
  session.flush();
  note("area", s->area);
}

namespace sql_defaults {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalInt> total{};
  static void configure(Mapping<Doc>& m) {
    m.column(&Doc::name, "name", default_(func::upper("abc")));
    m.column(&Doc::total, "total",
             default_(select(func::coalesce(func::max(text("id")), 0))
                          .select_from(text("doc"))
                          .scalar_subquery()));
  }
};
}  // namespace sql_defaults

SCENARIO("defaults/default_sql_expression", Map<sql_defaults::Doc>) {
  using sql_defaults::Doc;
  auto d = make<Doc>();
  session.add(d);
  session.flush();
  note("name", d->name);
  auto e = make<Doc>({.name = "given"});
  session.add(e);
  session.flush();
  note("total", e->total);
}

namespace eager {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalText, length<20>> stamp{};
  static void configure(Mapping<Doc>& m) {
    m.column(&Doc::stamp, "stamp", server_default("s0"), onupdate(text("'s1'")),
             FetchedValue{.for_update = true});
    m.options().eager_defaults = true;
  }
};
}  // namespace eager

SCENARIO("defaults/eager_defaults_true_update", Map<eager::Doc>) {
  using eager::Doc;
  auto d = make<Doc>({.name = "a"});
  session.add(d);
  session.flush();
  note("stamp", d->stamp);
  d->name = "b";
  session.flush();
  note("loaded", in_dict(d, "stamp"));
  note("stamp", d->stamp);
}

namespace evaluating {
struct MyObject {
  static constexpr auto tablename = "my_table";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText> data{};
  static void configure(Mapping<MyObject>& m) {
    m.column(&MyObject::data, "data", String(50).evaluates_none(), server_default("default"));
  }
};
}  // namespace evaluating

SCENARIO("defaults/evaluates_none_type", Map<evaluating::MyObject>) {
  using evaluating::MyObject;
  auto obj = make<MyObject>({.id = 1, .data = std::nullopt});
  session.add(obj);
  session.commit();
  note("explicit None", obj->data);
  obj = make<MyObject>({.id = 2});
  session.add(obj);
  session.commit();
  note("unset", obj->data);
}

namespace triggered {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalText, length<20>> tag{};
  static void configure(Mapping<Doc>& m) {
    m.column(&Doc::tag, "tag", FetchedValue{}, FetchedValue{.for_update = true});
  }
};
}  // namespace triggered

SCENARIO("defaults/fetched_value_trigger_column", Map<triggered::Doc>) {
  using triggered::Doc;
  auto d = make<Doc>({.name = "a"});
  session.add(d);
  session.flush();
  note("tag", d->tag);
  d->name = "b";
  session.flush();
  note("loaded", in_dict(d, "tag"));
  note("tag", d->tag);
}

SCENARIO("defaults/insert_sentinel_and_column_order", SingleTableItem) {
  auto i = make<Item>();
  i->note = "n";
  i->qty = 1;
  i->name = "a";
  session.add(i);
  session.flush();
  i->note = "m";
  i->name = "b";
  session.flush();
}

namespace plain_null {
struct MyObject {
  static constexpr auto tablename = "my_table";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<50>> data{};
};
}  // namespace plain_null

SCENARIO("defaults/no_default_unset_is_null", Map<plain_null::MyObject>) {
  auto obj = make<plain_null::MyObject>({.id = 1});
  session.add(obj);
  session.commit();
  note("data", obj->data);
}

namespace default_null {
struct MyObject {
  static constexpr auto tablename = "my_table";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<50>, server_default<"default">> data{};
};
}  // namespace default_null

SCENARIO("defaults/null_construct_forces_null", Map<default_null::MyObject>) {
  auto obj = make<default_null::MyObject>({.id = 1, .data = null()});
  session.add(obj);
  session.flush();
  note("loaded", in_dict(obj, "data"));
  note("data", obj->data);
  session.commit();
  obj->data = "x";
  session.flush();
  obj->data = null();
  session.commit();
  note("data", obj->data);
}

namespace net_change {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalInt> touched{};
  static void configure(Mapping<Doc>& m) { m.column(&Doc::touched, "touched", onupdate(1)); }
};
}  // namespace net_change

SCENARIO("defaults/onupdate_with_no_net_change", Map<net_change::Doc>) {
  auto d = session.get<net_change::Doc>(1);
  d->name = "a";
  session.flush();
  note("touched", d->touched);
}

namespace sql_keys {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key, autoincrement<false>> id{};
  Mapped<OptionalText, length<20>> name{};
};
}  // namespace sql_keys

SCENARIO("defaults/sql_expression_as_primary_key", Map<sql_keys::Doc>) {
  using sql_keys::Doc;
  auto d = make<Doc>({.name = "a"});
  d->id = select(func::coalesce(func::max(&Doc::id), 100) + 1).scalar_subquery();
  session.add(d);
  session.flush();
  note("id", d->id);
}

SCENARIO("defaults/sql_expression_breaks_batch", SingleTableItem) {
  auto third = make<Item>({.id = 3});
  third->qty = literal(1) + 2;
  session.add(Item{.id = 1, .qty = 1});
  session.add(Item{.id = 2, .qty = 2});
  session.add(third);
  session.add(Item{.id = 4, .qty = 4});
  session.add(Item{.id = 5, .qty = 5});
  session.flush();
}

SCENARIO("defaults/sql_expression_in_insert", SingleTableItem) {
  auto i = make<Item>();
  i->name = func::lower("LOUD");
  i->qty = literal(2) + 3;
  session.add(i);
  session.flush();
  note("loaded", list(in_dict(i, "name"), in_dict(i, "qty")));
  note("values", list(i->name, i->qty));
}

SCENARIO("defaults/sql_expression_update_batch", SingleTableItem) {
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  items[0]->qty = 1;
  items[1]->qty = col(&Item::qty) + 1;
  items[2]->qty = 3;
  session.flush();
  note("qty", list(items[0]->qty, items[1]->qty, items[2]->qty));
}

namespace json_values {
struct Rec {
  static constexpr auto tablename = "rec";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<Json>> data{};
  Mapped<std::optional<Json>> plain{};
  static void configure(Mapping<Rec>& m) {
    m.column(&Rec::data, "data", JSON());
    m.column(&Rec::plain, "plain", JSON({.none_as_null = true}));
  }
};
}  // namespace json_values

SCENARIO("defaults/json_null_and_none", Map<json_values::Rec>) {
  using json_values::Rec;
  auto texts = make<Rec>({.id = 4, .data = Json::parse(R"({"a": [1, 2]})"), .plain = Json("x")});
  // Python's None in a JSON column is the document null, which is Json() here.
  session.add(Rec{.id = 1, .data = Json(), .plain = std::nullopt});
  session.add(Rec{.id = 2, .data = null(), .plain = null()});
  session.add(Rec{.id = 3});
  session.add(texts);
  session.add(Rec{.id = 5, .data = Json(), .plain = Json()});
  session.flush();
  note("stored", session.execute(text("SELECT id, data, plain FROM rec ORDER BY id")).all());
  session.expire_all();
  note("is null",
       session.scalars(select(&Rec::id).where(col(&Rec::data) == null()).order_by(&Rec::id)).all());
  note("json null",
       session.scalars(select(&Rec::id).where(col(&Rec::data) == Json()).order_by(&Rec::id)).all());
  note("loaded", session.get<Rec>(4)->data);
}

}  // namespace cupel::conformance
