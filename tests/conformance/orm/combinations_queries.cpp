// Area combinations: Query, bundles, aliases and criteria over relationships in combination.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("combinations/query_methods", Blog) {
  auto q = session.query<User>().order_by(&User::id);
  note("count", q.count());
  note("first", q.first());
  note("slice", q.slice(1, 3).all());
  note("index", q[1]);
  note("limit", q.limit(2).offset(1).all());
  note("values", q.with_entities(&User::name, &User::age).all());
  note("exists",
       session.query(session.query<User>().filter(col(&User::name) == "ed").exists()).scalar());
  note("scalar", session.query(&User::name).filter(col(&User::id) == 2).scalar());
  expect("one", [&] { (void)q.one(); });
  expect("none", [&] { (void)q.filter(col(&User::id) == 99).one(); });
  note("one_or_none", q.filter(col(&User::id) == 99).one_or_none());
  note("get", q.filter_by({{"name", "wendy"}}).one());
  note("join", session.query(&User::name, &Post::title)
                   .join(&User::posts)
                   .filter(col(&Post::title).like("%s%"))
                   .order_by(&Post::id)
                   .all());
  note("outer", session.query(col(&User::name), func::count(&Post::id))
                    .outerjoin(&User::posts)
                    .group_by(&User::name)
                    .order_by(&User::name)
                    .all());
  note("distinct", session.query(&Post::user_id).distinct().order_by(&Post::user_id).all());
  note("union", names(session.query<User>()
                          .filter(col(&User::id) == 1)
                          .union_(session.query<User>().filter(col(&User::id) == 3))
                          .all()));
  note("union_all", session.query<User>()
                        .filter(col(&User::id) == 1)
                        .union_all(session.query<User>().filter(col(&User::id) < 3))
                        .count());
  note("params", session.query<User>().filter(text("id = :x")).params({{"x", 2}}).one());
  note(
      "add",
      session.query<User>().join(&User::posts).add_columns(&Post::title).order_by(&Post::id).all());
  note("entity", session.query<User>().join(&User::profile).add_entity<Profile>().all());
}

SCENARIO("combinations/query_from_statement", Blog) {
  note("text",
       session.scalars(select<User>().from_statement(text("SELECT * FROM users ORDER BY id DESC")))
           .all());
  session.expunge_all();
  auto users =
      session
          .scalars(select<User>().from_statement(text("SELECT id, name FROM users ORDER BY id")
                                                     .columns(col(&User::id), col(&User::name))))
          .all();
  note("keys", dict_keys(users[0]));
  note("age", users[0]->age);
  session.expunge_all();
  users =
      session
          .scalars(select<User>()
                       .from_statement(select<User>().where(col(&User::id) > 1).order_by(&User::id))
                       .options(selectinload(&User::posts)))
          .all();
  note("posts", each(users, [](const auto& u) { return titles(u->posts); }));
}

SCENARIO("combinations/bundles", Blog) {
  const auto b = bundle("b", &User::name, &User::age);
  note("rows",
       session.execute(select(b, col(&User::id)).where(b.c("age") > 20).order_by(b.c("name")))
           .all());
  const auto p = bundle("p", &Post::title, &Post::user_id);
  note("rows",
       session.execute(select(b, p).join(&User::posts).order_by(p.c("title").desc())).all());
  note("query", each(session.query(bundle("x", &User::id, &User::name))
                         .filter(col(&User::id) < 3)
                         .order_by(&User::id)
                         .all(),
                     [](const auto& row) { return std::get<0>(row); }));
}

SCENARIO("combinations/alias_joins", Blog) {
  auto a = aliased<User>("a");
  auto p = aliased<Post>("p");
  auto t = aliased<Tag>();
  note("1", session
                .execute(select(a[&User::name], p[&Post::title])
                             .join(p, a[&User::posts])
                             .order_by(p[&Post::id]))
                .all());
  note("2", session
                .execute(select(a[&User::name], p[&Post::title])
                             .join(a[&User::posts].of_type(p).and_(p[&Post::title] != "first"))
                             .order_by(p[&Post::id]))
                .all());
  note("3", session
                .execute(select(p[&Post::title], a[&User::name])
                             .select_from(p)
                             .outerjoin(p[&Post::user].of_type(a))
                             .order_by(p[&Post::id]))
                .all());
  note("4",
       session
           .execute(select(a[&User::name]).where(a[&User::posts].any(col(&Post::title) == "third")))
           .all());
  note("5", session
                .execute(select(p[&Post::title])
                             .where(p[&Post::user].has(col(&User::name) == "ed"))
                             .order_by(p[&Post::id]))
                .all());
  note("6", session
                .execute(select(p[&Post::title], t[&Tag::name])
                             .join(p[&Post::tags].of_type(t))
                             .order_by(p[&Post::id], t[&Tag::id]))
                .all());
  note("7",
       session.execute(select(p[&Post::title]).where(p[&Post::tags].any(col(&Tag::name) == "red")))
           .all());
  note("8", session
                .execute(select(p[&Post::title])
                             .where(p[&Post::tags].contains(session.get<Tag>(2)))
                             .order_by(p[&Post::id]))
                .all());
  note("9", session
                .execute(select(a[&User::name], col(&Post::title))
                             .join(entity<Post>(), a[&User::posts])
                             .where(a[&User::profile] == nullptr)
                             .order_by(&Post::id))
                .all());
  note("10",
       session.scalars(select(a).where(a[&User::posts].of_type(p).any(p[&Post::title] == "third")))
           .all());
}

SCENARIO("combinations/any_has_forms", Blog) {
  const auto users_where = [&](const auto& criterion) {
    return session.scalars(select(&User::name).where(criterion)).all();
  };
  note("kw", users_where(col(&User::posts).any({{"title", "first"}})));
  note("has kw", session
                     .scalars(select(&Post::title)
                                  .where(col(&Post::user).has({{"name", "ed"}, {"age", 30}}))
                                  .order_by(&Post::id))
                     .all());
  note("not has",
       session.scalars(select(&Post::title).where(!col(&Post::user).has()).order_by(&Post::id))
           .all());
  note("nested",
       session
           .scalars(select(&Tag::name)
                        .where(col(&Tag::posts)
                                   .any(col(&Post::user)
                                            .has(col(&User::profile)
                                                     .has(col(&Profile::bio) == "likes tea"))))
                        .order_by(&Tag::id))
           .all());
  auto p = session.get<Post>(1);
  note("contains", users_where(col(&User::posts).contains(p)));
  note(
      "not contains",
      session.scalars(select(&User::name).where(!col(&User::posts).contains(p)).order_by(&User::id))
          .all());
  auto pr = session.get<Profile>(1);
  note("eq", users_where(col(&User::profile) == pr));
  note("ne",
       session.scalars(select(&User::name).where(col(&User::profile) != pr).order_by(&User::id))
           .all());
  expect_no_compile("any on scalar", true);
  expect_no_compile("has on list", true);
  (void)session.get<User>(1);
  expect_no_compile("in", true);
  auto u = make<User>({.name = "t"});
  expect("transient",
         [&] { (void)session.scalars(select<Post>().where(col(&Post::user) == u)).all(); });
}

}  // namespace cupel::conformance
