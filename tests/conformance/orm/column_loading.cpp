// Area column_loading.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace counted {

struct User;
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<50>> title{};
};
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<30>> name{};
  Mapped<OptionalInt> age{};
  Mapped<OptionalInt> post_count{};
  static void configure(Mapping<User>& m) {
    m.column_property(&User::post_count, [](auto u) {
       return select(func::count(&Post::id))
           .where(col(&Post::user_id) == u(&User::id))
           .correlate_except(entity<Post>())
           .scalar_subquery();
     }).last();
  }
};

SCENARIO("column_loading/column_property_correlated_subquery", Map<User, Post>) {
  note("counts", each(session.scalars(select<User>().order_by(&User::id)).all(),
                      [](const auto& u) { return list(u->name, u->post_count); }));
  note("many", session.scalars(select(&User::name).where(col(&User::post_count) > 1)).all());
  auto ua = aliased<User>("ua");
  note("alias",
       session.execute(select(ua[&User::name], ua[&User::post_count]).order_by(ua[&User::id]))
           .all());
}

}  // namespace counted

namespace person {

struct Person {
  static constexpr auto tablename = "person";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> firstname{};
  Mapped<OptionalText, length<10>> lastname{};
  Mapped<OptionalText> fullname{};
  static void configure(Mapping<Person>& m) {
    m.column_property(&Person::fullname,
                      [](auto p) { return p(&Person::firstname) + " " + p(&Person::lastname); });
  }
};

SCENARIO("column_loading/column_property_in_load_and_flush", Map<Person>) {
  auto p = make<Person>({.firstname = "a", .lastname = "b"});
  note("transient", p->fullname);
  session.add(p);
  session.flush();
  note("fullname", p->fullname);
  p->lastname = "c";
  session.flush();
  note("reloaded after the flush", p->fullname);
  session.expire(p);
  note("fullname", p->fullname);
  note("filter", session.scalars(select(&Person::id).where(col(&Person::fullname) == "a c")).all());
  note("order", session.scalars(select(&Person::fullname).order_by(&Person::fullname)).all());
}

}  // namespace person

namespace books {

struct Book {
  static constexpr auto tablename = "book";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> title{};
  Mapped<OptionalText, length<50>, deferred> summary{};
  Mapped<OptionalText, length<50>, deferred_group<"texts">> excerpt{};
  Mapped<OptionalText, length<50>, deferred_group<"texts">> photo{};
  Mapped<OptionalText, length<50>, deferred_raiseload> guarded{};
};

SCENARIO("column_loading/defer_and_undefer_options", Map<Book>) {
  const auto loaded = [&](const Select<Ref<Book>>& stmt) {
    session.expunge_all();
    auto b = session.scalars(stmt).one();
    note("loaded", dict_keys(b));
  };
  loaded(select<Book>().options(defer(&Book::title), undefer(&Book::summary)));
  loaded(select<Book>().options(undefer_group("texts")));
  loaded(select<Book>().options(undefer("*")));
  loaded(select<Book>().options(defer("*")));
}

SCENARIO("column_loading/deferred_column", Map<Book>) {
  auto b = session.get<Book>(1);
  note("summary", b->summary);
  note("again", b->summary);
}

SCENARIO("column_loading/deferred_expired_not_loaded_by_refresh", Map<Book>) {
  auto b = session.get<Book>(1);
  session.expire(b);
  note("title", b->title);
  note("loaded", dict_keys(b));
  note("summary", b->summary);
  session.expire(b);
  note("title", b->title);
  note("summary loaded", in_dict(b, "summary"));
}

SCENARIO("column_loading/deferred_group", Map<Book>) {
  auto b = session.get<Book>(1);
  note("excerpt", b->excerpt);
  note("photo", b->photo);
}

SCENARIO("column_loading/deferred_raiseload", Map<Book>) {
  auto b = session.get<Book>(1);
  expect("guarded", [&] { (void)b->guarded.get(); });
  session.expunge_all();
  b = session.scalars(select<Book>().options(undefer(&Book::guarded))).one();
  note("guarded", b->guarded);
}

}  // namespace books

SCENARIO("column_loading/defer_below_relationship", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(joinedload(&User::posts).defer(&Post::title))
                            .where(col(&User::id) == 1))
               .unique()
               .one();
  note("title loaded", each(u->posts, [](const auto& p) { return in_dict(p, "title"); }));
  note("title", u->posts[0]->title);
}

SCENARIO("column_loading/load_only_on_relationship", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(load_only(&User::name),
                                     selectinload(&User::posts).load_only(&Post::title))
                            .where(col(&User::id) == 1))
               .one();
  note("post keys", each(u->posts, [](const auto& p) { return dict_keys(p); }));
  session.expunge_all();
  auto p = session
               .scalars(select<Post>()
                            .options(joinedload(&Post::user).load_only(&User::name))
                            .where(col(&Post::id) == 1))
               .one();
  note("user keys", dict_keys(p->user.get()));
}

SCENARIO("column_loading/load_only_raiseload", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(load_only(&User::name).raiseload_columns())
                            .where(col(&User::id) == 1))
               .one();
  expect("age", [&] { (void)u->age.get(); });
  note("name", u->name);
}

namespace ad_hoc {

struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> x{};
  Mapped<OptionalInt> y{};
  Mapped<OptionalInt> expr{};
  Mapped<OptionalInt> dflt{};
  static void configure(Mapping<A>& m) {
    m.query_expression(&A::expr);
    m.query_expression(&A::dflt, literal(7));
  }
};

SCENARIO("column_loading/query_expression", Map<A>) {
  auto a = session.scalars(select<A>()).one();
  note("plain", list(a->expr, a->dflt));
  session.expunge_all();
  a = session.scalars(select<A>().options(with_expression(&A::expr, col(&A::x) + col(&A::y))))
          .one();
  note("with", a->expr);
  auto times = select<A>().options(with_expression(&A::expr, col(&A::x) * 100));
  (void)session.scalars(times).one();
  note("not overwritten", a->expr);
  (void)session.scalars(times.execution_options({{"populate_existing", true}})).one();
  note("overwritten", a->expr);
  session.expire(a);
  note("after expiry", a->expr);
}

}  // namespace ad_hoc

}  // namespace cupel::conformance
