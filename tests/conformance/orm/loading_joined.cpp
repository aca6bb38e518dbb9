// Area loading: joined loading, contains_eager, and options in general.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("loading/contains_eager", Blog) {
  auto stmt = select<User>()
                  .join(&User::posts)
                  .where(col(&Post::title) != "first")
                  .options(contains_eager(&User::posts))
                  .order_by(&User::id, &Post::id);
  auto users = session.scalars(stmt).unique().all();
  note("posts", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
}

SCENARIO("loading/contains_eager_alias", Blog) {
  auto pa = aliased<Post>("pa");
  auto stmt = select<User>()
                  .outerjoin(col(&User::posts).of_type(pa))
                  .options(contains_eager(col(&User::posts).of_type(pa)))
                  .order_by(&User::id, pa[&Post::id]);
  auto users = session.scalars(stmt).unique().all();
  note("posts", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
  auto back = select<Post>()
                  .join(&Post::user)
                  .options(contains_eager(&Post::user))
                  .where(col(&User::name) == "ed")
                  .order_by(&Post::id);
  note("many to one", each(session.scalars(back).all(), [](const auto& p) {
         return in_dict(p, "user") ? observe(p->user->name) : observe(nullptr);
       }));
}

SCENARIO("loading/contains_eager_chain", Blog) {
  auto stmt = select<User>()
                  .join(&User::posts)
                  .join(&Post::tags)
                  .options(contains_eager(&User::posts).contains_eager(&Post::tags))
                  .where(col(&Tag::name) == "blue")
                  .order_by(&User::id, &Post::id, &Tag::id);
  auto users = session.scalars(stmt).unique().all();
  note("tags", each(users, [](const auto& u) {
         return list(u->name,
                     each(u->posts, [](const auto& p) { return list(p->title, names(p->tags)); }));
       }));
}

SCENARIO("loading/default_load_chain", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(defaultload(&User::posts).joinedload(&Post::tags))
                            .where(col(&User::id) == 1))
               .one();
  note("posts loaded", in_dict(u, "posts"));
  note("tags", each(u->posts, [](const auto& p) { return names(p->tags); }));
}

SCENARIO("loading/eager_load_into_existing_object", Blog) {
  auto u = session.get<User>(1);
  (void)session.scalars(select<User>().options(joinedload(&User::posts)).where(col(&User::id) == 1))
      .unique()
      .all();
  note("posts loaded", in_dict(u, "posts"));
  auto v = session.get<User>(2);
  (void)session
      .scalars(select<User>().options(selectinload(&User::posts)).where(col(&User::id) == 2))
      .all();
  note("posts loaded", in_dict(v, "posts"));
}

SCENARIO("loading/joined_collection_with_limit", Blog) {
  auto stmt = select<User>()
                  .options(joinedload(&User::posts))
                  .where(col(&User::id) < 3)
                  .order_by(&User::name)
                  .limit(2)
                  .offset(0);
  auto users = session.scalars(stmt).unique().all();
  note("posts", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
}

SCENARIO("loading/joined_does_not_affect_filter", Blog) {
  auto stmt = select<User>()
                  .join(&User::posts)
                  .options(joinedload(&User::posts))
                  .where(col(&Post::title) == "second");
  auto users = session.scalars(stmt).unique().all();
  note("posts", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
}

SCENARIO("loading/joined_innerjoin", Blog) {
  auto posts =
      session
          .scalars(select<Post>()
                       .options(joinedload(&Post::user, {.innerjoin = EagerJoinKind::inner}))
                       .order_by(&Post::id))
          .all();
  note("users", each(posts, [](const auto& p) { return observe(p->user->name); }));
}

SCENARIO("loading/joined_innerjoin_nested", Blog) {
  auto stmt =
      select<User>()
          .options(
              joinedload(&User::posts).joinedload(&Post::tags, {.innerjoin = EagerJoinKind::inner}))
          .order_by(&User::id);
  auto users = session.scalars(stmt).unique().all();
  std::vector<Observed> tags;
  for (const auto& u : users) {
    for (const auto& p : u->posts) tags.push_back(list(p->title, names(p->tags)));
  }
  note("tags", tags);
  session.expunge_all();
  auto unnested = select<User>()
                      .options(joinedload(&User::posts)
                                   .joinedload(&Post::user, {.innerjoin = EagerJoinKind::unnested}))
                      .order_by(&User::id);
  note("unnested", session.scalars(unnested).unique().all().size());
}

namespace joined_on_mapping {

struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Post>, lazy<"joined">, order_by<"Post.id">> posts{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<10>> title{};
};

SCENARIO("loading/joined_lazy_setting_on_mapping", Map<User, Post>) {
  auto u = session.get<User>(1);
  note("loaded", in_dict(u, "posts"));
  session.refresh(u);
  session.expunge_all();
  u = session.scalars(select<User>().options(lazyload(&User::posts))).first();
  note("loaded", in_dict(u, "posts"));
  note("posts", titles(u->posts));
}

}  // namespace joined_on_mapping

SCENARIO("loading/joined_many_to_many", Blog) {
  auto posts = session.scalars(select<Post>().options(joinedload(&Post::tags)).order_by(&Post::id))
                   .unique()
                   .all();
  note("tags", each(posts, [](const auto& p) { return list(p->title, names(p->tags)); }));
}

SCENARIO("loading/joined_many_to_one", Blog) {
  auto posts =
      session.scalars(select<Post>().options(joinedload(&Post::user)).order_by(&Post::id)).all();
  note("users", each(posts, [](const auto& p) {
         return p->user ? observe(p->user->name) : observe(nullptr);
       }));
}

SCENARIO("loading/joined_nested_collections", Blog) {
  auto stmt =
      select<User>().options(joinedload(&User::posts).joinedload(&Post::tags)).order_by(&User::id);
  auto users = session.scalars(stmt).unique().all();
  note("tags", each(users, [](const auto& u) {
         return list(u->name,
                     each(u->posts, [](const auto& p) { return list(p->title, names(p->tags)); }));
       }));
}

SCENARIO("loading/joined_one_to_one", Blog) {
  auto users =
      session.scalars(select<User>().options(joinedload(&User::profile)).order_by(&User::id)).all();
  note("profiles", each(users, [](const auto& u) { return dict_get(u, "profile"); }));
  users =
      session
          .scalars(select<User>().options(joinedload(&User::profile)).order_by(&User::id).limit(1))
          .all();
  note("limit without subquery", users.size());
}

namespace wildcard {

struct B;
struct C;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>, lazy<"selectin">> bs{};
  Mapped<OptionalInt, foreign_key<"c.id">> c_id{};
  Relationship<C, lazy<"joined">> c{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"a.id">> a_id{};
};
struct C {
  static constexpr auto tablename = "c";
  Mapped<std::int64_t, primary_key> id{};
};

SCENARIO("loading/joined_then_wildcard_lazy", Map<A, B, C>) {
  const auto loaded = [&](const Ref<A>& a) {
    note("loaded", list(in_dict(a, "bs"), in_dict(a, "c")));
  };
  loaded(session.scalars(select<A>()).one());
  session.expunge_all();
  loaded(session.scalars(select<A>().options(lazyload("*"))).one());
  session.expunge_all();
  loaded(session.scalars(select<A>().options(lazyload("*"), joinedload(&A::bs))).unique().one());
}

}  // namespace wildcard

SCENARIO("loading/joined_two_collections", Blog) {
  auto p = session
               .scalars(select<Post>()
                            .options(joinedload(&Post::tags),
                                     joinedload(&Post::user).joinedload(&User::posts))
                            .where(col(&Post::id) == 1))
               .unique()
               .one();
  note("tags", p->tags);
  note("posts of user", p->user->posts);
}

SCENARIO("loading/mixed_strategies_in_chain", Blog) {
  auto stmt =
      select<User>()
          .options(joinedload(&User::profile),
                   selectinload(&User::posts).joinedload(&Post::tags).selectinload(&Tag::posts))
          .order_by(&User::id);
  auto users = session.scalars(stmt).unique().all();
  std::vector<Observed> deep;
  for (const auto& u : users) {
    for (const auto& p : u->posts) {
      for (const auto& t : p->tags) deep.push_back(list(t->name, titles(t->posts)));
    }
  }
  note("deep", deep);
}

SCENARIO("loading/multiple_entities_with_eager", Blog) {
  auto stmt = select<User, Tag>()
                  .join(&User::posts)
                  .join(&Post::tags)
                  .options(joinedload(&User::profile), selectinload(&Tag::posts))
                  .order_by(&User::id, &Tag::id, &Post::id);
  auto rows = session.execute(stmt).all();
  note("rows", each(rows, [](const auto& row) {
         const auto& [u, t] = row;
         return list(u->name, t->name, u->profile ? observe(u->profile->bio) : observe(nullptr),
                     t->posts.size());
       }));
}

SCENARIO("loading/option_for_wrong_entity_error", Blog) {
  expect("not in statement",
         [&] { (void)session.scalars(select<Tag>().options(joinedload(&User::posts))).all(); });
  expect("does not link",
         [&] { (void)select<User>().options(joinedload(&User::posts).joinedload(&Tag::posts)); });
  expect("not a relationship",
         [&] { (void)session.scalars(select<User>().options(joinedload(&User::name))).all(); });
}

SCENARIO("loading/option_on_expired_object", Blog) {
  auto u =
      session.scalars(select<User>().options(joinedload(&User::profile)).where(col(&User::id) == 1))
          .one();
  session.expire(u);
  note("name", u->name);
  note("profile loaded", in_dict(u, "profile"));
}

SCENARIO("loading/options_nested_in_one_call", Blog) {
  auto stmt =
      select<User>()
          .options(
              selectinload(&User::posts).options(joinedload(&Post::tags), load_only(&Post::title)),
              joinedload(&User::profile).load_only(&Profile::bio))
          .where(col(&User::id) == 1);
  auto u = session.scalars(stmt).unique().one();
  note("tags", each(u->posts, [](const auto& p) { return names(p->tags); }));
  note("user_id loaded", in_dict(u->posts[0], "user_id"));
}

SCENARIO("loading/self_referential_joined_option", Tree) {
  auto n =
      session
          .scalars(select<Node>().options(joinedload(&Node::children)).where(col(&Node::id) == 2))
          .unique()
          .one();
  note("children", labels(n->children));
  note("grandchildren loaded",
       each(n->children, [](const auto& c) { return observe(in_dict(c, "children")); }));
}

SCENARIO("loading/shallowest_options_win", Blog) {
  auto stmt = select<User>()
                  .options(joinedload(&User::posts)
                               .joinedload(&Post::user)
                               .lazyload(&User::profile)
                               .raiseload(&Profile::user))
                  .where(col(&User::id) == 1);
  auto u = session.scalars(stmt).unique().one();
  note("profile", u->profile);
  note("profile user", u->profile->user == u);
}

}  // namespace cupel::conformance
