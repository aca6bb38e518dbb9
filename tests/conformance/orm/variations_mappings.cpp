// Area variations: mappings of their own, beside those of the corpus.

#include "keyed_notes.hpp"
#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace varied_places {

struct Visit;
struct Place {
  static constexpr auto tablename = "place";
  Mapped<std::int64_t, primary_key, autoincrement<false>> x{};
  Mapped<std::int64_t, primary_key> y{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Visit>, back_populates<"place">, order_by<"Visit.id">> visits{};
};
struct Visit {
  static constexpr auto tablename = "visit";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> px{};
  Mapped<OptionalInt> py{};
  Relationship<Place, back_populates<"visits">> place{};
  static void configure(Mapping<Visit>& m) {
    m.table_args(ForeignKeyConstraint({"px", "py"}, {"place.x", "place.y"}));
  }
};

SCENARIO("variations/keys_composite_relationship", Map<Place, Visit>) {
  const auto place_name = [](const auto& w) {
    return w->place ? observe(w->place->name) : observe(nullptr);
  };
  {
    auto v = session.get<Visit>(1);
    note("lazy", v->place);
    auto all =
        session.scalars(select<Place>().options(selectinload(&Place::visits)).order_by(&Place::y))
            .all();
    note("selectin",
         each(all, [](const auto& p) { return list(p->name, conformance::ids(p->visits)); }));
  }
  session.expunge_all();
  {
    auto vs =
        session.scalars(select<Visit>().options(selectinload(&Visit::place)).order_by(&Visit::id))
            .all();
    note("many to one", each(vs, place_name));
  }
  session.expunge_all();
  auto vs = session.scalars(select<Visit>().options(joinedload(&Visit::place)).order_by(&Visit::id))
                .all();
  note("joined", each(vs, place_name));
  vs[2]->place = vs[0]->place;
  vs[0]->place = nullptr;
  session.flush();
  note("get", session.get<Place>({1, 2}));
  note("where",
       session.scalars(select(&Visit::id).where(col(&Visit::place) == vs[1]->place.get())).all());
}

}  // namespace varied_places

namespace varied_orders {

struct Line;
struct Order {
  static constexpr auto tablename = "orders";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Line>, back_populates<"order">, cascade<"all, delete-orphan">,
               order_by<"Line.product_id">>
      lines{};
};
struct Product {
  static constexpr auto tablename = "product";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
};
struct Line {
  static constexpr auto tablename = "line";
  Mapped<std::int64_t, primary_key, foreign_key<"orders.id">> order_id{};
  Mapped<std::int64_t, primary_key, foreign_key<"product.id">> product_id{};
  Mapped<OptionalInt> qty{};
  Relationship<Order, back_populates<"lines">> order{};
  Relationship<Product, lazy<"joined">> product{};
};

SCENARIO("variations/assoc_object_cascade", Map<Order, Product, Line>) {
  auto nut = make<Product>({.name = "nut"});
  auto bolt = make<Product>({.name = "bolt"});
  auto o = make<Order>(
      {.name = "o", .lines = {Line{.qty = 1, .product = nut}, Line{.qty = 2, .product = bolt}}});
  session.add(o);
  session.commit();
  note("lines", each(o->lines, [](const auto& l) { return list(l->product->name, l->qty); }));
  o->lines.remove(o->lines[0]);
  o->lines[0]->qty = 9;
  session.flush();
  o->lines.append(Line{.qty = 4, .product = nut});
  session.commit();
  note("get", session.get<Line>({1, 2})->qty);
  session.delete_(o);
  session.flush();
}

}  // namespace varied_orders

namespace varied_likes {

struct Person {
  static constexpr auto tablename = "person";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Person>, secondary<"friends">, back_populates<"liked_by">,
               order_by<"Person.id">>
      likes{};
  Relationship<List<Person>, secondary<"friends">, back_populates<"likes">, order_by<"Person.id">>
      liked_by{};
  static void configure(Mapping<Person>& m);
};
Expr<Untyped> friends(std::string_view column) {
  return mapper_of<Person>().registry().metadata().table("friends").c[column];
}
void Person::configure(Mapping<Person>& m) {
  m.relationship(&Person::likes)
      .primaryjoin([] { return col(&Person::id) == friends("a_id"); })
      .secondaryjoin([] { return col(&Person::id) == friends("b_id"); });
  m.relationship(&Person::liked_by)
      .primaryjoin([] { return col(&Person::id) == friends("b_id"); })
      .secondaryjoin([] { return col(&Person::id) == friends("a_id"); });
}
struct Model {
  static void map(Registry& registry) {
    const Table friends("friends", registry.metadata(),
                        Column("a_id", ForeignKey("person.id"), primary_key),
                        Column("b_id", ForeignKey("person.id"), primary_key));
    registry.map<Person>();
  }
};

SCENARIO("variations/m2m_self_referential", Model) {
  auto a = make<Person>({.name = "a"});
  auto b = make<Person>({.name = "b"});
  auto c = make<Person>({.name = "c"});
  a->likes = {b};
  b->likes = {c};
  session.add(a);
  session.commit();
  note("in session", session.contains(c));
  const auto of_a = observe(a->likes);
  const auto of_b = observe(b->liked_by);
  note("likes", list(of_a, of_b, c->liked_by));
  session.expire_all();
  auto rows =
      session.scalars(select<Person>().options(selectinload(&Person::likes)).order_by(&Person::id))
          .all();
  note("selectin", each(rows, [](const auto& p) { return list(p->name, p->likes); }));
  note("any",
       session
           .scalars(select(&Person::name).where(col(&Person::likes).any(col(&Person::name) == "c")))
           .all());
  note("contains",
       session.scalars(select(&Person::name).where(col(&Person::likes).contains(b))).all());
  note("not contains",
       session
           .scalars(
               select(&Person::name).where(!col(&Person::likes).contains(b)).order_by(&Person::id))
           .all());
  session.delete_(b);
  session.flush();
}

}  // namespace varied_likes

namespace varied_two_paths {

struct Address {
  static constexpr auto tablename = "address";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
};
struct Customer {
  static constexpr auto tablename = "customer";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalInt, foreign_key<"address.id">> home_id{};
  Mapped<OptionalInt, foreign_key<"address.id">> work_id{};
  Relationship<Address, foreign_keys<"home_id">> home{};
  Relationship<Address, foreign_keys<"work_id">> work{};
};

SCENARIO("variations/two_paths_to_one_table", Map<Address, Customer>) {
  auto x = make<Address>({.name = "x"});
  session.add(Customer{.name = "c", .home = x, .work = Address{.name = "y"}});
  session.add(Customer{.name = "d", .home = x, .work = x});
  session.commit();
  auto rows = session
                  .scalars(select<Customer>()
                               .options(joinedload(&Customer::home), joinedload(&Customer::work))
                               .order_by(&Customer::id))
                  .all();
  note("rows", each(rows, [](const auto& r) { return list(r->home->name, r->work->name); }));
  auto ha = aliased<Address>();
  auto wa = aliased<Address>();
  note("join", session
                   .scalars(select(&Customer::name)
                                .join(col(&Customer::home).of_type(ha))
                                .join(col(&Customer::work).of_type(wa))
                                .where(ha[&Address::name] == "x", wa[&Address::name] == "y"))
                   .all());
  auto home = rows[0]->home.get();
  rows[0]->home = rows[0]->work;
  rows[0]->work = home;
  session.flush();
}

}  // namespace varied_two_paths

namespace varied_teams {

struct Player;
struct Team {
  static constexpr auto tablename = "team";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Player>, back_populates<"team">, lazy<"selectin">, order_by<"Player.id">>
      players{};
};
struct Shirt {
  static constexpr auto tablename = "shirt";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"player.id">> player_id{};
  Mapped<OptionalText, length<10>> name{};
};
struct Player {
  static constexpr auto tablename = "player";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"team.id">> team_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Team, back_populates<"players">, lazy<"joined">> team{};
  Relationship<List<Shirt>, lazy<"joined">, order_by<"Shirt.id">> shirts{};
};

SCENARIO("variations/eager_in_mapping", Map<Team, Player, Shirt>) {
  {
    auto p = session.get<Player>(2);
    const auto team = observe(p->team->name);
    note("team", list(team, p->shirts));
  }
  session.expunge_all();
  auto ps =
      session.scalars(select<Player>().order_by(col(&Player::id).desc()).limit(1)).unique().all();
  note("limited", each(ps, [](const auto& q) { return list(q->name, q->team->name, q->shirts); }));
  note("lazy",
       session.scalars(select<Player>().options(lazyload("*")).order_by(&Player::id)).all());
}

}  // namespace varied_teams

namespace varied_keyed_notes {

using keyed_notes::Item;
using keyed_notes::Note;

SCENARIO("variations/keyed_collection_changes", Map<Item, Note>) {
  auto i = make<Item>();
  i->notes.set("a", Note{.key = "a", .body = "1"});
  i->notes.set("b", Note{.key = "b", .body = "2"});
  session.add(i);
  session.commit();
  note("keys", set_of(i->notes.keys()));
  i->notes.set("a", Note{.key = "a", .body = "3"});
  session.flush();
  (void)i->notes.erase("b");
  session.commit();
  note("now", object_of({{"a", observe(i->notes["a"]->body)}}));
}

}  // namespace varied_keyed_notes

SCENARIO("variations/events_of_one_flush", SingleTableItem) {
  std::vector<Observed> log;
  const auto on = [&](std::string_view name, auto event) {
    keep(listen<Item>(event, [&log, name](Mapper&, Connection&, Item& target) {
      log.push_back(list(name, target.name));
    }));
  };
  const auto on_flush = [&](std::string_view name, auto event) {
    keep(listen(session, event,
                [&log, name](Session&, FlushContext&) { log.push_back(list(name, nullptr)); }));
  };
  on("before_insert", events::before_insert);
  on("after_insert", events::after_insert);
  on("before_update", events::before_update);
  on("after_update", events::after_update);
  on("before_delete", events::before_delete);
  on("after_delete", events::after_delete);
  on_flush("before_flush", events::before_flush);
  on_flush("after_flush", events::after_flush);
  on_flush("after_flush_postexec", events::after_flush_postexec);
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  session.add(Item{.name = "x"});
  session.add(Item{.name = "y"});
  items[0]->qty = 1;
  items[1]->name = "nut";
  session.delete_(items[2]);
  session.flush();
  note("log", log);
}

}  // namespace cupel::conformance
