// Areas primary_keys and versioning.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace dependent {
struct Detail;
struct Owner {
  static constexpr auto tablename = "owner";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Detail, back_populates<"owner">> detail{};
};
struct Detail {
  static constexpr auto tablename = "detail";
  Mapped<std::int64_t, foreign_key<"owner.id">, primary_key> owner_id{};
  Mapped<OptionalText, length<10>> data{};
  Relationship<Owner, back_populates<"detail">> owner{};
};
}  // namespace dependent

SCENARIO("primary_keys/foreign_key_in_primary_key_sync", Map<dependent::Owner, dependent::Detail>) {
  using dependent::Detail;
  auto o = make<dependent::Owner>({.detail = Detail{.data = "x"}});
  session.add(o);
  session.flush();
  note("key", list(o->id, o->detail->owner_id, identity_of(o->detail.get())));
  note("get", session.get<Detail>(o->id.get()) == o->detail.get());
  auto d2 = make<Detail>({.data = "y"});
  session.add(d2);
  expect("no parent", [&] { session.flush(); });
}

namespace codes {
struct Code {
  static constexpr auto tablename = "code";
  Mapped<std::string, primary_key, length<10>> id{};
  Mapped<OptionalText, length<10>> name{};
};
}  // namespace codes

SCENARIO("primary_keys/missing_key_error", Map<codes::Code>) {
  session.add(codes::Code{.name = "x"});
  expect("flush", [&] { session.flush(); });
}

SCENARIO("primary_keys/mutate_simple", Map<codes::Code>) {
  using codes::Code;
  auto c = session.get<Code>("a");
  c->id = "b";
  note("before flush", identity_of(c));
  note("found by the new key", session.get<Code>("b") == c);
  note("identity", identity_of(c));
  note("old key", session.get<Code>("a"));
  c->name = "y";
  session.flush();
}

SCENARIO("primary_keys/swap_between_objects", Map<codes::Code>) {
  using codes::Code;
  auto c = session.get<Code>("a");
  c->id = "z";
  auto n = make<Code>({.id = "a", .name = "new"});
  session.add(n);
  session.flush();
  note("keys", list(session.get<Code>("a") == n, session.get<Code>("z") == c));
}

namespace natural {
struct Address;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::string, primary_key, length<20>> name{};
  Mapped<OptionalText, length<20>> fullname{};
  Relationship<List<Address>, back_populates<"user">, order_by<"Address.id">> addresses{};
};
struct Address {
  static constexpr auto tablename = "addresses";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> email{};
  Mapped<OptionalText> user_name{};
  Relationship<User, back_populates<"addresses">> user{};
  static void configure(Mapping<Address>& m) {
    m.column(&Address::user_name, "user_name", ForeignKey("users.name", {.onupdate = "cascade"}));
  }
};
}  // namespace natural

SCENARIO("primary_keys/natural_key_child_moves_and_key_changes",
         Map<natural::User, natural::Address>) {
  auto u = session.get<natural::User>("ed");
  u->name = "jack";
  u->addresses.append(natural::Address{.email = "new"});
  session.flush();
  note("stored", session.execute(text("SELECT id, user_name FROM addresses ORDER BY id")).all());
}

SCENARIO("primary_keys/natural_key_on_update_cascade", Map<natural::User, natural::Address>) {
  auto u = session.get<natural::User>("ed");
  const auto each = [&u](auto member) {
    std::vector<Observed> all;
    for (const auto& a : u->addresses) all.push_back(observe((*a).*member));
    return all;
  };
  note("addresses", each(&natural::Address::email));
  u->name = "jack";
  session.flush();
  note("stored", session.execute(text("SELECT id, user_name FROM addresses ORDER BY id")).all());
  note("child in memory", each(&natural::Address::user_name));
  session.expire_all();
  note("after expire", each(&natural::Address::user_name));
}

namespace active_updates {
struct Address;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::string, primary_key, length<20>> name{};
  Mapped<OptionalText, length<20>> fullname{};
  Relationship<List<Address>, back_populates<"user">, no_passive_updates, order_by<"Address.id">>
      addresses{};
};
struct Address {
  static constexpr auto tablename = "addresses";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> email{};
  Mapped<OptionalText, foreign_key<"users.name">> user_name{};
  Relationship<User, back_populates<"addresses">, no_passive_updates> user{};
};
}  // namespace active_updates

SCENARIO("primary_keys/natural_key_passive_updates_false",
         Map<active_updates::User, active_updates::Address>) {
  auto u = session.get<active_updates::User>("ed");
  u->name = "jack";
  session.flush();
  note("stored", session.execute(text("SELECT id, user_name FROM addresses ORDER BY id")).all());
  std::vector<Observed> names;
  for (const auto& a : u->addresses) names.push_back(observe(a->user_name));
  note("names", names);
}

namespace keywords {
struct Kw;
struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::string, primary_key, length<10>> name{};
  Relationship<List<Kw>, secondary<"item_kw">, no_passive_updates, order_by<"Kw.name">> kws{};
};
struct Kw {
  static constexpr auto tablename = "kw";
  Mapped<std::string, primary_key, length<10>> name{};
};
struct Mapping_ {
  static void map(Registry& registry) {
    Table("item_kw", registry.metadata(), Column("item_name", ForeignKey("item.name"), primary_key),
          Column("kw_name", ForeignKey("kw.name"), primary_key));
    registry.map<Item, Kw>();
  }
};
}  // namespace keywords

SCENARIO("primary_keys/natural_key_many_to_many", keywords::Mapping_) {
  auto i = session.get<keywords::Item>("i");
  i->name = "j";
  session.flush();
  note("rows", session.execute(text("SELECT * FROM item_kw ORDER BY 2")).all());
}

namespace named_nodes {
struct Node {
  static constexpr auto tablename = "node";
  Mapped<std::string, primary_key, length<10>> name{};
  Mapped<OptionalText, foreign_key<"node.name">> parent_name{};
  Relationship<List<Node>, no_passive_updates, order_by<"Node.name">> children{};
};
}  // namespace named_nodes

SCENARIO("primary_keys/natural_key_self_referential", Map<named_nodes::Node>) {
  auto n = session.get<named_nodes::Node>("n1");
  n->name = "n1new";
  session.flush();
  note("rows", session.execute(text("SELECT name, parent_name FROM node ORDER BY name")).all());
}

namespace partial {
struct P {
  static constexpr auto tablename = "p";
  Mapped<OptionalInt, primary_key, autoincrement<false>> a{};
  Mapped<OptionalInt, primary_key> b{};
};
struct Q {
  Mapped<OptionalInt> a{};
  Mapped<OptionalInt> b{};
};
struct Mapping_ {
  static void map(Registry& registry) {
    registry.map<P>();
    registry.map_imperatively<Q>(Table(mapper_of<P>().local_table()), [](Mapping<Q>& m) {
      m.column(&Q::a);
      m.column(&Q::b);
      m.options().allow_partial_pks = false;
    });
  }
};
}  // namespace partial

SCENARIO("primary_keys/partially_null_composite_row", partial::Mapping_) {
  using partial::P;
  using partial::Q;
  const auto stmt = select(literal(1).label("a"), cast(null(), Integer()).label("b"));
  std::vector<std::string> classes;
  for (const auto& o : session.scalars(select<P>().from_statement(stmt)).all()) {
    classes.push_back(o ? o.instance()->class_info().name() : "");
  }
  note("allowed", classes);
  note("refused", session.scalars(select<Q>().from_statement(stmt)).all());
}

// ---- versioning
// -----------------------------------------------------------------------------------

namespace versions {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, version_id> version{};
  Mapped<OptionalText, length<20>> body{};
};
}  // namespace versions

SCENARIO("versioning/batch_update_not_batched", Map<versions::Doc>) {
  using versions::Doc;
  auto docs = session.scalars(select<Doc>().order_by(&Doc::id)).all();
  for (auto& d : docs) d->body = "new";
  session.flush();
  std::vector<Observed> seen;
  for (auto& d : docs) seen.push_back(observe(d->version));
  note("versions", seen);
  for (auto& d : docs) session.delete_(d);
  session.flush();
}

SCENARIO("versioning/bump_by_flag_modified", Map<versions::Doc>) {
  auto d = session.get<versions::Doc>(1);
  flag_modified(d, &versions::Doc::body);
  session.flush();
  note("version", d->version);
}

SCENARIO("versioning/conflict_on_delete", Map<versions::Doc>) {
  auto d = session.get<versions::Doc>(1);
  (void)session.execute(text("UPDATE doc SET version = 2 WHERE id = 1"));
  session.delete_(d);
  expect("flush", [&] { session.flush(); });
}

SCENARIO("versioning/conflict_on_update", Map<versions::Doc>) {
  auto d = session.get<versions::Doc>(1);
  (void)session.execute(text("UPDATE doc SET version = 2, body = 'other' WHERE id = 1"));
  d->body = "mine";
  expect("flush", [&] { session.flush(); });
  session.rollback();
  note("reloaded", list(d->version, d->body));
}

SCENARIO("versioning/delete_and_replace_same_key", Map<versions::Doc>) {
  auto d = session.get<versions::Doc>(1);
  session.delete_(d);
  auto n = make<versions::Doc>({.id = 1, .body = "new"});
  session.add(n);
  session.flush();
  note("version", n->version);
}

SCENARIO("versioning/insert_update_delete", Map<versions::Doc>) {
  auto d = make<versions::Doc>({.body = "a"});
  session.add(d);
  session.flush();
  note("version", d->version);
  d->body = "b";
  session.flush();
  note("version", d->version);
  session.delete_(d);
  session.flush();
}

SCENARIO("versioning/no_change_no_bump", Map<versions::Doc>) {
  auto d = make<versions::Doc>({.body = "a"});
  session.add(d);
  session.flush();
  d->body = "a";
  session.flush();
  note("version", d->version);
}

SCENARIO("versioning/orm_update_by_primary_key_list", Map<versions::Doc>) {
  (void)session.execute(update<versions::Doc>(), {{{"id", 1}, {"version", 1}, {"body", "y"}}});
  note("rows", session.execute(text("SELECT id, version, body FROM doc")).all());
}

namespace named_versions {
struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<10>> version{};
  Mapped<OptionalText, length<20>> body{};
  static void configure(Mapping<Doc>& m) {
    m.version_id(&Doc::version, [](const std::optional<std::string>& previous) {
      return previous ? "v" + std::to_string(std::stoi(previous->substr(1)) + 1)
                      : std::string("v1");
    });
  }
};
struct ManualDoc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t> version{};
  Mapped<OptionalText, length<20>> body{};
  static void configure(Mapping<ManualDoc>& m) {
    m.version_id_without_generator(&ManualDoc::version);
  }
};
}  // namespace named_versions

SCENARIO("versioning/custom_generator", Map<named_versions::Doc>) {
  auto d = make<named_versions::Doc>({.body = "a"});
  session.add(d);
  session.flush();
  d->body = "b";
  session.flush();
  note("version", d->version);
}

SCENARIO("versioning/generator_off_manual", Map<named_versions::ManualDoc>) {
  auto d = make<named_versions::ManualDoc>({.version = 1, .body = "a"});
  session.add(d);
  session.flush();
  d->body = "b";
  d->version = 2;
  session.flush();
  d->body = "c";
  session.flush();
  note("version", d->version);
}

}  // namespace cupel::conformance
