// Area mapping. Composites, hybrids and classes mapped to joins have their scenarios elsewhere.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace by_member {

struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>> bs{};
  static void configure(Mapping<A>& m);
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"a.id">> a_id{};
  Relationship<A> a{};
  static void configure(Mapping<B>& m) { m.relationship(&B::a).back_populates(&A::bs); }
};
void A::configure(Mapping<A>& m) {
  m.relationship(&A::bs).back_populates(&B::a);
}

SCENARIO("mapping/back_populates_callable", Map<A, B>) {
  auto a = make<A>();
  auto b = make<B>();
  b->a = a;
  note("collection", each(a->bs, [&](const auto& x) { return x == b; }));
}

}  // namespace by_member

namespace names_differ {

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  static void configure(Mapping<User>& m) {
    m.column(&User::id, "user_id");
    m.column(&User::name, "user_name");
  }
};

SCENARIO("mapping/column_name_differs", Map<User>) {
  auto u = make<User>({.name = "a"});
  session.add(u);
  session.flush();
  u->name = "b";
  session.flush();
  session.expire(u);
  note("name", u->name);
  note("row keys", session.execute(select(&User::id, &User::name)).keys());
  note("filter_by", session.scalars(select(&User::id).filter_by({{"name", "b"}})).all());
  note("attribute and column", list(attribute_of(&User::name).key(),
                                    registry.metadata().table("users").c["user_name"].key()));
  note("update", session.execute(update<User>().values({{&User::name, "c"}})).rowcount());
}

}  // namespace names_differ

namespace prefixed {

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> _user_id{};
  Mapped<OptionalText, length<20>> _name{};
  static void configure(Mapping<User>& m) { m.options().column_prefix = "_"; }
};

SCENARIO("mapping/column_prefix", Map<User>) {
  auto u = make<User>({._name = "a"});
  session.add(u);
  session.flush();
  std::vector<std::string> keys;
  for (const ColumnProperty* property : mapper_of<User>().column_properties()) {
    keys.push_back(property->key());
  }
  std::sort(keys.begin(), keys.end());
  note("attributes", keys);
  note("filter", session.scalars(select(&User::_name).where(col(&User::_user_id) == 1)).all());
}

}  // namespace prefixed

namespace added_later {

struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<30>> name{};
  Mapped<OptionalInt> qty{};
  Mapped<OptionalText, length<50>> note{};
  Mapped<OptionalInt> double_{};
  static void configure(Mapping<Item>& m) {
    m.column_property(&Item::double_, [](auto i) { return i(&Item::qty) * 2; }).last();
  }
};

SCENARIO("mapping/column_property_added_later", Map<Item>) {
  auto i = session.get<Item>(1);
  note("double", i->double_);
  note("order", session.scalars(select(&Item::double_).order_by(col(&Item::double_).desc())).all());
}

}  // namespace added_later

namespace declared {

struct A {
  static constexpr auto tablename = "a";
  Mapped<OptionalInt> x{};
};
struct B {
  Mapped<std::int64_t, primary_key> id{};
  static void configure(Mapping<B>&) {}
};
struct C {
  static constexpr auto tablename = "c";
  Mapped<std::int64_t, primary_key> id{};
};
struct D {
  static constexpr auto tablename = "c";
  Mapped<std::int64_t, primary_key> id{};
};

SCENARIO("mapping/declared_errors", NoMapping) {
  expect("no table or primary key", [&] { registry.map<A>(); });
  expect("no table name", [&] { registry.map<B>(); });
  registry.map<C>();
  expect("table twice", [&] { registry.map<D>(); });
}

}  // namespace declared

namespace deferred_expression {

struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> qty{};
  Mapped<OptionalInt> double_{};
  static void configure(Mapping<Item>& m) {
    m.column_property(&Item::double_, [](auto i) { return i(&Item::qty) * 2; }).deferred();
  }
};

SCENARIO("mapping/deferred_expression_property", Map<Item>) {
  auto i = session.get<Item>(1);
  note("double", i->double_);
}

}  // namespace deferred_expression

namespace given_key {

struct Bad {
  Mapped<OptionalInt> day{};
  Mapped<OptionalText, length<10>> msg{};
};
struct Log {
  Mapped<std::int64_t> day{};
  Mapped<std::string, length<10>> msg{};
};

SCENARIO("mapping/explicit_primary_key", NoMapping) {
  const Table t("log", registry.metadata(), Column("day", Integer()), Column("msg", String(10)));
  expect("no key", [&] { registry.map_imperatively<Bad>(t, [](auto&) {}); });
  registry.map_imperatively<Log>(t, [](auto& m) { m.primary_key(&Log::day, &Log::msg); });
  session.add(Log{.day = 1, .msg = "x"});
  session.flush();
  (void)session.identity_map();  // the log goes, as nothing refers to it
  note("get", session.get<Log>({1, "x"})->msg);
}

}  // namespace given_key

namespace imperative {

struct Address;
struct User {
  Mapped<std::int64_t> id{};
  Mapped<std::string> name{};
  Relationship<List<Address>, backref<"user">> addresses{};
};
struct Address {
  Mapped<std::int64_t> id{};
  Mapped<OptionalInt> user_id{};
  Mapped<OptionalText> email{};
  Relationship<User> user{};
};
struct Model {
  static void map(Registry& registry) {
    const Table users("users", registry.metadata(), Column("id", Integer(), primary_key),
                      Column("fullname", String(20)), Column("secret", String(20)));
    const Table address("address", registry.metadata(), Column("id", Integer(), primary_key),
                        Column("user_id", ForeignKey("users.id")), Column("email", String(20)));
    registry.map_imperatively<User>(users, [](auto& m) {
      m.column(&User::name, "fullname");
      m.relationship(&User::addresses).order_by("address.id");
    });
    registry.map_imperatively<Address>(address, [](auto&) {});
  }
};

SCENARIO("mapping/imperative", Model) {
  auto u = make<User>();
  u->name = "x";
  auto e = make<Address>();
  e->email = "e";
  u->addresses.append(e);
  e = {};
  session.add(u);
  session.commit();
  note("name", u->name);
  note("address user", u->addresses[0]->user == u);
  std::vector<std::string> keys;
  for (const MapperProperty* property : mapper_of<User>().properties()) {
    keys.push_back(property->key());
  }
  std::sort(keys.begin(), keys.end());
  note("attributes", keys);
}

}  // namespace imperative

namespace one_table {

struct Some {
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<5>> a{};
};
struct Without {
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<5>> a{};
  Mapped<OptionalText, length<5>> b{};
  Mapped<OptionalText, length<5>> c{};
};
struct Model {
  static void map(Registry& registry) {
    const Table t("doc", registry.metadata(), Column("id", Integer(), primary_key),
                  Column("a", String(5)), Column("b", String(5)),
                  Column("c", String(5), server_default("cc")));
    registry.map_imperatively<Some>(t, [](auto&) {});
    registry.map_imperatively<Without>(
        t, [](auto& m) { m.exclude(&Without::b).exclude(&Without::c); });
  }
};

SCENARIO("mapping/include_and_exclude_properties", Model) {
  session.add(Some{.a = "1"});
  session.flush();
  note("some", session.scalars(select<Some>()).one()->a);
  note("without", session.scalars(select<Without>()).one()->a);
  note("row", session.execute(text("SELECT a, b, c FROM doc")).one());
}

}  // namespace one_table

namespace visible_default {

struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, default_<5>> qty{};
};

SCENARIO("mapping/native_constructor_and_defaults_visible", Map<Item>) {
  auto i = make<Item>();
  note("before", i->qty);
  session.add(i);
  session.flush();
  note("after", i->qty);
}

}  // namespace visible_default

namespace printed {

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};

  [[nodiscard]] std::string str() const { return "<User(id=" + std::to_string(id.get()) + ")>"; }
};

SCENARIO("mapping/repr_and_str", Map<User>) {
  auto u = make<User>({.id = 3});
  note("str", u->str());
  note("attribute", attribute_of(&User::id).str());
  note("mapper", mapper_of<User>().str());
  note("table", registry.metadata().table("users").fullname());
}

}  // namespace printed

namespace second_name {

struct Job {
  static constexpr auto tablename = "job";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> status{};
  static void configure(Mapping<Job>& m) { m.synonym("job_status", &Job::status); }
};

SCENARIO("mapping/synonym", Map<Job>) {
  auto j = make<Job>();
  set_attribute(j, "job_status", Value("new"));
  note("status", j->status);
  session.add(j);
  session.flush();
  set_attribute(j, "job_status", Value("done"));
  session.flush();
  note("query", session.scalars(select(&Job::id).where(attr<Job>("job_status") == "done")).all());
  note("filter_by", session.scalars(select(&Job::id).filter_by({{"job_status", "done"}})).all());
  (void)session.execute(update<Job>().values({{attr<Job>("job_status"), "x"}}));
  note("get by synonym", get_attribute(j, "job_status"));
}

}  // namespace second_name

}  // namespace cupel::conformance
