// Classes that are mapped to joins, subqueries and aliases.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

struct AddressUser {
  Mapped<std::int64_t> id{};
  Mapped<OptionalText> name{};
  Mapped<OptionalInt> address_id{};
  Mapped<OptionalText> email{};
};

struct Tables {
  explicit Tables(MetaData& metadata)
      : user("user", metadata, Column("id", Integer(), primary_key), Column("name", String(10))),
        address("address", metadata, Column("id", Integer(), primary_key),
                Column("user_id", ForeignKey("user.id")), Column("email", String(10))) {}
  Table user;
  Table address;
};

void name_columns(Mapping<AddressUser>& m, const Tables& t) {
  m.column(&AddressUser::id, t.user.c["id"], t.address.c["user_id"]);
  m.column(&AddressUser::address_id, t.address.c["id"]);
}

struct ToJoin {
  static void map(Registry& registry) {
    const Tables t(registry.metadata());
    registry.map_imperatively<AddressUser>(join(t.user, t.address),
                                           [&](auto& m) { name_columns(m, t); });
  }
};
struct ToOuterJoin {
  static void map(Registry& registry) {
    const Tables t(registry.metadata());
    registry.map_imperatively<AddressUser>(outerjoin(t.user, t.address),
                                           [&](auto& m) { name_columns(m, t); });
  }
};

}  // namespace

SCENARIO("mapping/mapped_to_join", ToJoin) {
  auto au = make<AddressUser>({.name = "n", .email = "e"});
  session.add(au);
  session.flush();
  note("identity", identity_of(au));
  au->email = "f";
  session.flush();
  session.expire(au);
  note("values", list(au->id, au->name, au->email, au->address_id));
  session.delete_(au);
  session.flush();
}

SCENARIO("variations/join_mapped_rows", ToJoin) {
  auto a = make<AddressUser>({.name = "a", .email = "x"});
  auto b = make<AddressUser>({.name = "b", .email = "y"});
  session.add_all({a, b});
  session.flush();
  a->name = "n";
  a->email = "q";
  session.flush();
  session.expire(a, {"email"});
  note("email", a->email);
  note("found", session.get<AddressUser>({1, 1}) == a);
  session.commit();
  note("again", list(b->id, b->name, b->address_id, b->email));
  session.delete_(b);
  session.commit();
  note("left", session.scalars(select<AddressUser>()).all());
}

SCENARIO("variations/join_mapped_queries", ToJoin) {
  note("rows", each(session
                        .scalars(select<AddressUser>()
                                     .where(col(&AddressUser::name) == "ed")
                                     .order_by(&AddressUser::address_id))
                        .all(),
                    [](const auto& o) { return list(o->id, o->address_id, o->email); }));
  note("columns", session
                      .execute(select(&AddressUser::name, &AddressUser::id, &AddressUser::email)
                                   .order_by(&AddressUser::email))
                      .all());
  auto al = aliased<AddressUser>();
  note("alias", each(session.scalars(select(al).where(al[&AddressUser::email] == "w@x")).all(),
                     [](const auto& o) { return observe(o->name); }));
  auto flat = aliased<AddressUser>(AliasedOptions{.flat = true});
  note("flat", each(session.scalars(select(flat).where(flat[&AddressUser::email] == "w@x")).all(),
                    [](const auto& o) { return observe(o->name); }));
  note("count", session.query<AddressUser>().count());
  note("query", each(session.query<AddressUser>().filter_by({{"email", "w@x"}}).all(),
                     [](const auto& o) { return observe(o->name); }));
}

SCENARIO("variations/join_mapped_bulk", ToJoin) {
  ParameterSets rows{{{"name", "i1"}, {"email", "i2"}}, {{"name", "i3"}, {"email", "i4"}}};
  session.bulk_insert_mappings<AddressUser>(rows);
  session.bulk_update_mappings<AddressUser>(
      {{{"id", 1}, {"address_id", 1}, {"name", "u1"}, {"email", "u2"}}});
  note("rows", session
                   .execute(select(&AddressUser::id, &AddressUser::name, &AddressUser::email)
                                .order_by(&AddressUser::address_id))
                   .all());
}

SCENARIO("variations/outerjoin_mapped", ToOuterJoin) {
  note("rows", each(session.scalars(select<AddressUser>().order_by(&AddressUser::id)).all(),
                    [](const auto& o) { return list(o->id, o->name, o->address_id); }));
  session.expunge_all();
  auto lone = session.get<AddressUser>({5, nullptr});
  note("lone", lone->name);
  lone->name = "renamed";
  session.flush();
  lone->email = "new";
  expect("no row there", [&] { session.flush(); });
}

namespace {

struct Counted {
  Mapped<std::int64_t> id{};
  Mapped<OptionalText> name{};
  Mapped<OptionalInt> n{};
};

struct ToSubquery {
  static void map(Registry& registry) {
    const Tables t(registry.metadata());
    const auto rows =
        select(t.user.c["id"], t.user.c["name"], func::count(t.address.c["id"]).label("n"))
            .select_from(outerjoin(t.user, t.address))
            .group_by(t.user.c["id"])
            .subquery("s");
    registry.map_imperatively<Counted>(rows, [](auto&) {});
  }
};

struct Named {
  Mapped<std::int64_t> id{};
  Mapped<OptionalText> name{};
};

struct ToAlias {
  static void map(Registry& registry) {
    const Tables t(registry.metadata());
    registry.map_imperatively<Named>(t.user.alias("ua"), [](auto&) {});
  }
};

}  // namespace

SCENARIO("variations/subquery_mapped", ToSubquery) {
  auto all = session.scalars(select<Counted>().order_by(&Counted::id)).all();
  note("rows", each(all, [](const auto& o) { return list(o->id, o->name, o->n); }));
  all[0]->name = "changed";
  session.flush();
  session.expire(all[0]);
  note("name", all[0]->name);
  auto x = make<Counted>({.name = "new"});
  session.add(x);
  session.flush();
  note("id", x->id);
  note("get", session.get<Counted>(5)->n);
  session.delete_(session.get<Counted>(5));
  session.flush();
  auto other = aliased<Counted>();
  note("alias", each(session.scalars(select(other).where(other[&Counted::n] > 1)).all(),
                     [](const auto& o) { return observe(o->name); }));
}

SCENARIO("variations/alias_mapped", ToAlias) {
  auto x = make<Named>({.name = "new"});
  session.add(x);
  session.flush();
  x->name = "z";
  session.flush();
  session.expire(x);
  note("name", x->name);
  note("columns", session.execute(select(&Named::name).where(col(&Named::id) > 1)).all());
  session.delete_(x);
  session.flush();
}

namespace {

struct Point {
  static constexpr auto tablename = "point";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"user.id">> uid{};
  Relationship<struct Owned> owner{};
};

struct Owned {
  Mapped<std::int64_t> id{};
  Mapped<OptionalText> name{};
  Mapped<OptionalInt> address_id{};
  Mapped<OptionalText> email{};
  Relationship<List<Point>, back_populates<"owner">, order_by<"Point.id">> points{};
};

struct WithPoints {
  static void map(Registry& registry) {
    const Tables t(registry.metadata());
    registry.map_imperatively<Owned>(join(t.user, t.address), [&](auto& m) {
      m.column(&Owned::id, t.user.c["id"], t.address.c["user_id"]);
      m.column(&Owned::address_id, t.address.c["id"]);
    });
    registry.map<Point>();
  }
};

template <class Range>
std::vector<Observed> points_of(const Range& owners) {
  return each(owners, [](const auto& o) { return list(o->name, o->points.size()); });
}

}  // namespace

SCENARIO("variations/join_mapped_relationship", WithPoints) {
  auto o = make<Owned>({.name = "a", .email = "x"});
  auto p = make<Point>();
  o->points.append(p);
  session.add(o);
  session.flush();
  session.expire_all();
  note("points", o->points.size());
  note("joined",
       each(session
                .execute(select(&Owned::name, &Point::id).join(&Owned::points).order_by(&Point::id))
                .all(),
            [](const auto& row) { return list(std::get<0>(row), std::get<1>(row)); }));
  session.expunge_all();
  note("joinedload",
       points_of(
           session.scalars(select<Owned>().options(joinedload(&Owned::points))).unique().all()));
  session.expunge_all();
  note("selectinload",
       points_of(session.scalars(select<Owned>().options(selectinload(&Owned::points))).all()));
  session.expunge_all();
  note("many to one joined",
       each(session.scalars(select<Point>().options(joinedload(&Point::owner)).order_by(&Point::id))
                .all(),
            [](const auto& one) { return observe(one->owner->name); }));
}

}  // namespace cupel::conformance
