// Area combinations: link tables, cycles, one-to-one, passive deletes and loaders of the mapping.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

// ---- a viewonly relationship over a link table --------------------------------------------------

namespace links {

struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<B>, secondary<"ab">, back_populates<"as_">, order_by<"B.id">> bs{};
  Relationship<List<B>, secondary<"ab">, viewonly, order_by<"B.id">> big_bs{};
  static void configure(Mapping<A>& m);
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalInt> size{};
  Relationship<List<A>, secondary<"ab">, back_populates<"bs">, order_by<"A.id">, cascade<"all">>
      as_{};
};

Expr<Untyped> link(std::string_view column) {
  return mapper_of<A>().registry().metadata().table("ab").c[column];
}
void A::configure(Mapping<A>& m) {
  m.relationship(&A::big_bs)
      .primaryjoin([] { return col(&A::id) == link("a_id"); })
      .secondaryjoin([] { return link("b_id") == col(&B::id) && col(&B::size) > 5; });
}

struct Both {
  static void map(Registry& registry) {
    Table("ab", registry.metadata(), Column("a_id", ForeignKey("a.id"), primary_key),
          Column("b_id", ForeignKey("b.id"), primary_key));
    registry.map<A, B>();
  }
};

auto link_rows(Session& session, Registry& registry) {
  const Table table = registry.metadata().table("ab");
  return session.execute(select(table).order_by(table.c["a_id"], table.c["b_id"])).all();
}

}  // namespace links

SCENARIO("combinations/m2m_viewonly_loaders", links::Both) {
  using links::A, links::B;
  for (const auto& option :
       {joinedload(&A::big_bs), selectinload(&A::big_bs), subqueryload(&A::big_bs)}) {
    auto all = session.scalars(select<A>().order_by(&A::id).options(option)).unique().all();
    note("big", each(all, [](const auto& a) { return names(a->big_bs); }));
    all.clear();
    session.expunge_all();
  }
  auto a = session.get<A>(1);
  note("big", names(a->big_bs));
  (void)a->bs.size();
  a->bs.append(session.get<B>(3));
  a->bs.erase(1);
  note("stale", names(a->big_bs));
  session.flush();
  note("stale", names(a->big_bs));
  session.expire(a, {"big_bs"});
  note("fresh", names(a->big_bs));
  note("any",
       session
           .scalars(
               select(&A::name).where(col(&A::big_bs).any(col(&B::name) == "b3")).order_by(&A::id))
           .all());
  note("join",
       session.execute(select(&A::name, &B::name).join(&A::big_bs).order_by(&A::id, &B::id)).all());
  a->big_bs.append(B{.id = 9, .name = "ignored", .size = 9});
  session.commit();
  note("count", session.scalar(select(func::count(&B::id))));
}

SCENARIO("combinations/m2m_delete_cascade", links::Both) {
  using links::A, links::B, links::link_rows;
  const Table ab = registry.metadata().table("ab");
  auto b = session.get<B>(3);
  session.delete_(b);
  session.flush();
  {
    auto ids = session.scalars(select(&A::id)).all();
    note("rows", list(ids, link_rows(session, registry)));
  }
  session.rollback();
  auto a = session.get<A>(1);
  session.delete_(a);
  session.flush();
  note("links", session.execute(select(ab).order_by(ab.c["b_id"])).all());
  session.rollback();
  auto n = make<A>({.name = "n"});
  n->bs.append(session.get<B>(1));
  n->bs.append(B{.name = "nb", .size = 2});
  session.add(n);
  session.flush();
  note("links",
       session.execute(select(ab).where(ab.c["a_id"] == n->id.get()).order_by(ab.c["b_id"])).all());
  n->bs[1]->as_.append(a);
  session.flush();
  note("a", names(a->bs));
}

// ---- two tables that refer to each other --------------------------------------------------------

namespace teams {

struct Player;
struct Team {
  static constexpr auto tablename = "team";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalInt> captain_id{};
  Relationship<List<Player>, back_populates<"team">, foreign_keys<"Player.team_id">,
               order_by<"Player.id">, cascade<"all, delete-orphan">>
      players{};
  Relationship<Player, foreign_keys<"captain_id">, post_update> captain{};
  static void configure(Mapping<Team>& m) {
    m.column(&Team::captain_id, "captain_id",
             ForeignKey("player.id", {.name = "fk_captain", .use_alter = true}));
  }
};
struct Player {
  static constexpr auto tablename = "player";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Mapped<OptionalInt, foreign_key<"team.id">> team_id{};
  Relationship<Team, back_populates<"players">, foreign_keys<"team_id">> team{};
};

auto team_rows(Session& session) {
  return session.execute(select(&Team::id, &Team::captain_id).order_by(&Team::id)).all();
}

}  // namespace teams

SCENARIO("combinations/cycle_post_update", Map<teams::Team, teams::Player>) {
  using teams::Player, teams::Team, teams::team_rows;
  auto t = session.get<Team>(1);
  t->captain = t->players[0];
  session.flush();
  auto n = make<Team>({.name = "t2"});
  auto c = make<Player>({.name = "c", .team = n});
  n->captain = c;
  session.add(n);
  t->captain = t->players[1];
  session.flush();
  note("teams", team_rows(session));
  session.delete_(t->players[1]);
  t->captain = nullptr;
  t->players.erase(1);
  session.flush();
  c->team = t;
  n->captain = nullptr;
  session.delete_(n);
  expect("moved", [&] { session.flush(); });
  note("teams", team_rows(session));
  note("players",
       session.execute(select(&Player::id, &Player::team_id).order_by(&Player::id)).all());
  t->captain = c;
  session.flush();
  session.delete_(t);
  session.flush();
  note("count", session.scalar(select(func::count(&Player::id))));
}

// ---- one to one ---------------------------------------------------------------------------------

namespace one_to_one {

struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Child, back_populates<"parent">, cascade<"all, delete-orphan">> child{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"parent.id">> parent_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Parent, back_populates<"child">> parent{};
};
using Both = Map<Parent, Child>;

}  // namespace one_to_one

SCENARIO("combinations/one_to_one_orphans", one_to_one::Both) {
  using one_to_one::Child, one_to_one::Parent;
  auto p = session.get<Parent>(1);
  auto q = session.get<Parent>(2);
  auto old = p->child.get();
  p->child = Child{.name = "new"};
  note("old", list(old->parent, session.contains(old)));
  session.flush();
  note("old", inspect(old).deleted());
  q->child = p->child.get();
  note("p", list(p->child, q->child->name));
  session.flush();
  q->child = nullptr;
  session.flush();
  note("count", session.scalar(select(func::count(&Child::id))));
  auto x = make<Child>({.name = "x", .parent = p});
  session.add(x);
  session.flush();
  p->child.del();
  session.flush();
  note("x", inspect(x).deleted());
  auto y = make<Child>({.name = "y"});
  session.add(y);
  expect("orphan", [&] { session.flush(); });
  session.rollback();
  p->child->name = "z";
  session.delete_(p);
  session.commit();
  note("rest", session.execute(select(&Child::id, &Child::parent_id)).all());
}

SCENARIO("combinations/one_to_one_loaders", one_to_one::Both) {
  using one_to_one::Child, one_to_one::Parent;
  for (const auto& option : {joinedload(&Parent::child), selectinload(&Parent::child),
                             subqueryload(&Parent::child), immediateload(&Parent::child)}) {
    auto all = session.scalars(select<Parent>().order_by(&Parent::id).options(option)).all();
    note("c", each(all, [](const auto& x) {
           return x->child ? observe(x->child->name) : observe(nullptr);
         }));
    all.clear();
    session.expunge_all();
  }
  for (const auto& option : {joinedload(&Child::parent, {.innerjoin = EagerJoinKind::inner}),
                             selectinload(&Child::parent), subqueryload(&Child::parent)}) {
    auto all = session.scalars(select<Child>().options(option)).all();
    note("p", each(all, [](const auto& x) { return observe(x->parent->name); }));
    all.clear();
    session.expunge_all();
  }
  const auto names_where = [&](const auto& criterion) {
    return session.scalars(select(&Parent::name).where(criterion)).all();
  };
  note("none", names_where(col(&Parent::child) == nullptr));
  note("not", names_where(col(&Parent::child) != nullptr));
  note("has", names_where(col(&Parent::child).has(col(&Child::name) == "c")));
  (void)session.execute(text("INSERT INTO child (id, parent_id, name) VALUES (7, 1, 'second')"));
  session.expunge_all();
  auto p = session.get<Parent>(1);
  note("two", p->child->name);
}

// ---- ON DELETE in the database ------------------------------------------------------------------

namespace passive {

struct Low;
struct Other;
struct Top {
  static constexpr auto tablename = "top";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Low>, back_populates<"top">, cascade<"all, delete-orphan">, passive_deletes,
               order_by<"Low.id">>
      lows{};
  Relationship<List<Other>, passive_deletes_all, order_by<"Other.id">> alls{};
};
struct Low {
  static constexpr auto tablename = "low";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> top_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Top, back_populates<"lows">> top{};
  static void configure(Mapping<Low>& m) {
    m.column(&Low::top_id, "top_id", ForeignKey("top.id", {.ondelete = "CASCADE"}));
  }
};
struct Other {
  static constexpr auto tablename = "other";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> top_id{};
  static void configure(Mapping<Other>& m) {
    m.column(&Other::top_id, "top_id", ForeignKey("top.id", {.ondelete = "SET NULL"}));
  }
};

}  // namespace passive

SCENARIO("combinations/passive_deletes_forms", Map<passive::Top, passive::Low, passive::Other>) {
  using passive::Low, passive::Other, passive::Top;
  auto tops = session.scalars(select<Top>().order_by(&Top::id)).all();
  auto l1 = session.get<Low>(1);
  session.delete_(tops[0]);
  session.flush();
  note("l1", list(inspect(l1).persistent(), session.contains(l1)));
  (void)tops[1]->lows.size();
  (void)tops[1]->alls.size();
  session.delete_(tops[1]);
  session.flush();
  note("lows", session.scalars(select(&Low::id).order_by(&Low::id)).all());
  note("others", session.execute(select(&Other::id, &Other::top_id).order_by(&Other::id)).all());
  tops[2]->lows.append(Low{.name = "n"});
  tops[2]->lows.erase(0);
  session.flush();
  note("lows", session.execute(select(&Low::id, &Low::top_id).order_by(&Low::id)).all());
  session.commit();
  expect("gone", [&] { (void)l1->name.get(); });
}

// ---- loaders of the mapping ---------------------------------------------------------------------

namespace wares {

struct Ware;
struct WTag;
struct Shop {
  static constexpr auto tablename = "shop";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Ware>, back_populates<"shop">, lazy<"selectin">, order_by<"Ware.id">> wares{};
};
struct Ware {
  static constexpr auto tablename = "ware";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"shop.id">> shop_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Shop, back_populates<"wares">, lazy<"joined">> shop{};
  Relationship<List<WTag>, lazy<"subquery">, order_by<"WTag.id">> tags{};
};
struct WTag {
  static constexpr auto tablename = "wtag";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"ware.id">> ware_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Ware, lazy<"raise">, overlaps<"tags">> ware{};
};
using All = Map<Shop, Ware, WTag>;

}  // namespace wares

SCENARIO("combinations/loaders_in_mapping_mixed", wares::All) {
  using wares::Shop, wares::Ware, wares::WTag;
  auto ws = session.scalars(select<Ware>().order_by(&Ware::id)).all();
  note("keys", each(ws, [](const auto& w) { return dict_keys(w); }));
  note("shop", each(ws, [](const auto& w) {
         return w->shop ? dict_keys(w->shop.get()) : observe(nullptr);
       }));
  ws.clear();
  session.expunge_all();
  auto shops =
      session.scalars(select<Shop>().order_by(&Shop::id).options(lazyload(&Shop::wares))).all();
  note("keys", each(shops, [](const auto& x) { return dict_keys(x); }));
  note("wares", names(shops[0]->wares));
  session.expunge_all();
  shops =
      session
          .scalars(select<Shop>().order_by(&Shop::id).options(
              selectinload(&Shop::wares).options(lazyload(&Ware::tags), raiseload(&Ware::shop))))
          .all();
  note("keys", dict_keys(shops[0]->wares[0]));
  session.expunge_all();
  auto w = session.get<Ware>(3);
  note("keys", dict_keys(w));
  session.expire(w);
  note("name", w->name);
  note("keys", dict_keys(w));
  session.refresh(w);
  note("keys", dict_keys(w));
  auto t = session.get<WTag>(2);
  expect("raise", [&] { (void)t->ware.get(); });
  t->ware = w;
  session.flush();
  note("ware_id", t->ware_id);
  session.commit();
  note("name", w->name);
  ws = session.scalars(select<Ware>().where(col(&Ware::id) < 3).order_by(&Ware::id).limit(1)).all();
  note("one", dict_keys(ws[0]));
  note("q", names(session.query<Shop>().join(&Shop::wares).filter(col(&Ware::name) == "w2").all()));
}

SCENARIO("combinations/loaders_in_mapping_insert", wares::All) {
  using wares::Shop, wares::Ware, wares::WTag;
  auto w = make<Ware>({.name = "n", .shop = Shop{.name = "ns"}, .tags = {WTag{.name = "t"}}});
  session.add(w);
  session.commit();
  note("keys", dict_keys(w));
  session.expunge_all();
  auto m = session.merge(Ware{.id = 1, .name = "m"});
  note("keys", dict_keys(m));
  session.flush();
  session.expunge_all();
  auto d = make<Ware>({.id = 2});
  d->tags = std::vector<Ref<WTag>>();
  m = session.merge(d);
  note("m", list(m->name, dict_keys(m)));
  session.delete_(session.get<Shop>(1));
  session.flush();
  note("rows", session.execute(select(&Ware::id, &Ware::shop_id).order_by(&Ware::id)).all());
}

}  // namespace cupel::conformance
