// Area queries: joins, comparisons of relationships, EXISTS.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("queries/exists_correlated", Blog) {
  auto stmt = exists().where(col(&Post::user_id) == &User::id);
  note("names", session.scalars(select(&User::name).where(stmt).order_by(&User::id)).all());
  note("not exists", session.scalars(select(&User::name).where(!stmt)).all());
  auto sub =
      select(&Post::id).where(col(&Post::user_id) == &User::id, col(&Post::title) == "third");
  note("select exists", session.scalars(select(&User::name).where(sub.exists())).all());
  note("exists as column",
       session
           .execute(
               select(col(&User::name), col(&User::posts).any().label("has")).order_by(&User::id))
           .all());
}

SCENARIO("queries/join_forms", Blog) {
  const auto run = [&](std::string_view label, const auto& stmt) {
    note(label, session.execute(stmt).all());
  };
  const auto pair = select(&User::name, &Post::title);
  run("relationship", pair.join(&User::posts).order_by(&Post::id));
  run("class", pair.join(entity<Post>()).order_by(&Post::id));
  run("on clause", pair.join(entity<Post>(), col(&User::id) == &Post::user_id).order_by(&Post::id));
  run("on with and", select(&User::name)
                         .join(entity<Post>(), and_(col(&User::id) == &Post::user_id,
                                                    col(&Post::title) == "second")));
  run("relationship plus criteria",
      select(&User::name).join(col(&User::posts).and_(col(&Post::title) == "second")));
  run("outer", pair.outerjoin(&User::posts).order_by(&User::id, &Post::id));
  run("isouter", pair.join(&User::posts, {.isouter = true}).order_by(&User::id, &Post::id));
  run("full", select(col(&User::name), col(&Post::title))
                  .join(&User::posts, {.full = true})
                  .order_by(&User::id, &Post::id));
  run("many to many",
      select(&Post::title, &Tag::name).join(&Post::tags).order_by(&Post::id, &Tag::id));
  run("chain", select(&User::name, &Tag::name)
                   .join(&User::posts)
                   .join(&Post::tags)
                   .order_by(&Post::id, &Tag::id));
  run("select_from",
      select(&User::name).select_from(entity<Post>()).join(&Post::user).order_by(&Post::id));
  run("join_from", select(&Post::title, &User::name)
                       .join_from(entity<Post>(), entity<User>())
                       .order_by(&Post::id));
  run("to subquery",
      select(&User::name)
          .join(select(&Post::user_id).where(col(&Post::title) == "third").subquery(),
                col(&User::id) == text("anon_1.user_id")));
  expect("no path", [&] { (void)session.execute(select<User>().join(entity<Tag>())).all(); });
}

SCENARIO("queries/many_to_one_comparison_detached_never_evaluated", Blog) {
  auto u1 = session.get<User>(1);
  session.expire(u1);
  session.expunge(u1);
  expect("expression",
         [&] { (void)session.scalars(select<Post>().where(col(&Post::user) == u1)).all(); });
}

SCENARIO("queries/many_to_one_comparison_expired_persistent", Blog) {
  auto u1 = session.get<User>(1);
  auto stmt = select<Post>().where(col(&Post::user) == u1).order_by(&Post::id);
  session.expire(u1);
  note("posts", session.scalars(stmt).all());
}

namespace changing_key {

struct Person {
  static constexpr auto tablename = "person";
  Mapped<std::string, primary_key, length<10>> name{};
};
struct Coin {
  static constexpr auto tablename = "coin";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText> owner_name{};
  Relationship<Person> owner{};
  static void configure(Mapping<Coin>& m) {
    m.column(&Coin::owner_name, "owner_name", ForeignKey("person.name", {.onupdate = "cascade"}));
  }
};

SCENARIO("queries/many_to_one_comparison_key_changes_later", Map<Person, Coin>) {
  auto p = session.get<Person>("ed");
  auto stmt = select(&Coin::id).where(col(&Coin::owner) == p);
  note("first", session.scalars(stmt).all());
  p->name = "jack";
  note("changed and flushed", session.scalars(stmt).all());
}

}  // namespace changing_key

SCENARIO("queries/many_to_one_comparison_transient", Blog) {
  note("given key",
       session
           .scalars(
               select<Post>().where(col(&Post::user) == make<User>({.id = 1})).order_by(&Post::id))
           .all());
  expect("no key", [&] {
    note(
        "result",
        session.scalars(select<Post>().where(col(&Post::user) == make<User>({.name = "x"}))).all());
  });
  auto pending = make<User>({.name = "new"});
  session.add(pending);
  auto stmt = select<Post>().where(col(&Post::user) == pending);
  note("pending is flushed first", session.scalars(stmt).all());
}

SCENARIO("queries/relationship_comparisons", Blog) {
  auto ed = session.get<User>(1);
  auto post = session.get<Post>(3);
  auto blue = session.get<Tag>(2);
  const auto posts = [&](std::string_view label, const Expr<bool>& criterion) {
    note(label, session.scalars(select<Post>().where(criterion).order_by(&Post::id)).all());
  };
  const auto users = [&](std::string_view label, const Expr<bool>& criterion) {
    note(label, session.scalars(select<User>().where(criterion).order_by(&User::id)).all());
  };
  posts("many to one == object", col(&Post::user) == ed);
  posts("many to one != object", col(&Post::user) != ed);
  posts("many to one == None", col(&Post::user) == nullptr);
  posts("many to one != None", col(&Post::user) != nullptr);
  users("contains", col(&User::posts).contains(post));
  users("not contains", !col(&User::posts).contains(post));
  posts("contains many to many", col(&Post::tags).contains(blue));
  users("any", col(&User::posts).any());
  users("any keyword", col(&User::posts).any(col(&Post::title) == "first"));
  users("any criterion", col(&User::posts).any(col(&Post::title).like("%ir%")));
  users("not any", !col(&User::posts).any());
  posts("any many to many", col(&Post::tags).any(col(&Tag::name) == "blue"));
  posts("has", col(&Post::user).has(col(&User::name) == "ed"));
  posts("not has", !col(&Post::user).has());
  users("nested", col(&User::posts).any(col(&Post::tags).any(col(&Tag::name) == "red")));
  users("collection == None", col(&User::posts) == nullptr);
  users("one to one == None", col(&User::profile) == nullptr);
  users("one to one != None", col(&User::profile) != nullptr);
  expect("collection == object", [&] { (void)(col(&User::posts) == post); });
  expect("has on collection", [&] { (void)col(&User::posts).has(); });
  expect("any on scalar", [&] { (void)col(&Post::user).any(); });
}

SCENARIO("queries/select_star_and_count_entities", Blog) {
  note("count join",
       session.scalar(select(func::count(distinct(col(&User::id)))).join(&User::posts)));
  note("count where any",
       session.scalar(
           select(func::count(&User::id)).where(col(&User::posts).any(col(&Post::tags).any()))));
  note("group concat", session
                           .execute(select(col(&User::name), func("group_concat", &Post::title))
                                        .join(&User::posts)
                                        .group_by(&User::id)
                                        .order_by(&User::id)
                                        .as<>())
                           .all());
}

}  // namespace cupel::conformance
