// Area variations: eager loading, refresh and expire, beside those of the corpus.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

/// `[[u.name, [[t.name for t in p.tags] for p in u.posts]] for u in users]`
template <class Users>
std::vector<Observed> tags_by_user(const Users& users) {
  return each(users, [](const auto& u) {
    return list(u->name, each(u->posts, [](const auto& p) { return names(p->tags); }));
  });
}
template <class Users>
std::vector<Observed> titles_by_user(const Users& users) {
  return each(users, [](const auto& u) { return list(u->name, titles(u->posts)); });
}

}  // namespace

SCENARIO("variations/eager_joined_two_with_limit", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(joinedload(&User::posts), joinedload(&User::profile))
                                .order_by(&User::name)
                                .limit(2)
                                .offset(1))
                   .unique()
                   .all();
  note("users",
       each(users, [](const auto& u) { return list(u->name, titles(u->posts), u->profile); }));
}

SCENARIO("variations/eager_joined_chain_with_limit", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(joinedload(&User::posts).joinedload(&Post::tags))
                                .order_by(col(&User::id).desc())
                                .limit(2))
                   .unique()
                   .all();
  note("users", tags_by_user(users));
}

SCENARIO("variations/eager_selectin_then_joined", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(selectinload(&User::posts).joinedload(&Post::tags))
                                .order_by(&User::id))
                   .all();
  note("users", tags_by_user(users));
}

SCENARIO("variations/eager_selectin_chain", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(selectinload(&User::posts).selectinload(&Post::tags))
                                .order_by(&User::id))
                   .all();
  note("users", tags_by_user(users));
}

SCENARIO("variations/eager_selectin_many_to_one", Blog) {
  auto ed = session.get<User>(1);
  auto posts =
      session.scalars(select<Post>().options(selectinload(&Post::user)).order_by(&Post::id)).all();
  note("users", each(posts, [](const auto& p) {
         return p->user ? observe(p->user->name) : observe(nullptr);
       }));
}

SCENARIO("variations/eager_joined_many_to_one_and_selectin", Blog) {
  auto posts = session
                   .scalars(select<Post>()
                                .options(joinedload(&Post::user), selectinload(&Post::tags))
                                .order_by(&Post::title)
                                .limit(3))
                   .all();
  note("posts", each(posts, [](const auto& p) {
         return list(p->title, p->user ? observe(p->user->name) : observe(nullptr), names(p->tags));
       }));
}

SCENARIO("variations/eager_joined_from_many_to_one", Blog) {
  auto posts = session
                   .scalars(select<Post>()
                                .options(joinedload(&Post::user).joinedload(&User::posts))
                                .where(col(&Post::id) == 1))
                   .unique()
                   .all();
  note("posts", titles(posts[0]->user->posts));
}

SCENARIO("variations/eager_inner_join", Blog) {
  auto posts =
      session
          .scalars(select<Post>()
                       .options(joinedload(&Post::user, {.innerjoin = EagerJoinKind::inner})
                                    .joinedload(&User::profile))
                       .order_by(&Post::id))
          .all();
  note("posts", each(posts, [](const auto& p) {
         const auto& profile = p->user->profile;
         return list(p->title, profile ? observe(profile->bio) : observe(nullptr));
       }));
}

SCENARIO("variations/eager_subquery_with_limit", Blog) {
  auto users =
      session
          .scalars(select<User>().options(subqueryload(&User::posts)).order_by(&User::id).limit(2))
          .all();
  note("users", titles_by_user(users));
}

SCENARIO("variations/eager_subquery_chain", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(subqueryload(&User::posts).subqueryload(&Post::tags))
                                .where(col(&User::id) < 3)
                                .order_by(&User::id))
                   .all();
  note("users", tags_by_user(users));
}

SCENARIO("variations/eager_joined_distinct", Blog) {
  auto users =
      session
          .scalars(select<User>().distinct().options(joinedload(&User::posts)).order_by(&User::id))
          .unique()
          .all();
  note("users", each(users, [](const auto& u) { return list(u->name, u->posts.size()); }));
}

SCENARIO("variations/eager_criteria", Blog) {
  auto users =
      session
          .scalars(select<User>()
                       .options(selectinload(col(&User::posts).and_(col(&Post::title) != "first")))
                       .order_by(&User::id))
          .all();
  note("users", each(users, [](const auto& u) { return titles(u->posts); }));
  session.expunge_all();
  users =
      session
          .scalars(select<User>()
                       .options(joinedload(col(&User::posts).and_(col(&Post::title) == "first")))
                       .order_by(&User::id))
          .unique()
          .all();
  note("users", each(users, [](const auto& u) { return titles(u->posts); }));
}

SCENARIO("variations/eager_immediate", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(immediateload(&User::posts))
                                .where(col(&User::id) < 3)
                                .order_by(&User::id))
                   .all();
  note("loaded", each(users, [](const auto& u) { return in_dict(u, "posts"); }));
}

SCENARIO("variations/eager_contains_alias_chain", Blog) {
  auto pa = aliased<Post>();
  auto ta = aliased<Tag>();
  auto stmt = select<User>()
                  .join(col(&User::posts).of_type(pa))
                  .join(pa[&Post::tags].of_type(ta))
                  .where(ta[&Tag::name] == "blue")
                  .options(contains_eager(col(&User::posts).of_type(pa))
                               .contains_eager(pa[&Post::tags].of_type(ta)))
                  .order_by(&User::id, pa[&Post::id]);
  auto users = session.scalars(stmt).unique().all();
  note("users", each(users, [](const auto& u) {
         return list(u->name,
                     each(u->posts, [](const auto& p) { return list(p->title, names(p->tags)); }));
       }));
}

SCENARIO("variations/eager_load_only_below", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(load_only(&User::name),
                                         selectinload(&User::posts).load_only(&Post::title))
                                .order_by(&User::id))
                   .all();
  note("loaded", dict_keys(users[0]));
  note("post", dict_keys(users[0]->posts[0]));
  note("age", users[0]->age);
  session.expunge_all();
  users = session
              .scalars(select<User>()
                           .options(joinedload(&User::posts).defer(&Post::title))
                           .where(col(&User::id) == 1))
              .unique()
              .all();
  note("title", users[0]->posts[0]->title);
}

SCENARIO("variations/eager_entity_and_column", Blog) {
  auto rows = session
                  .execute(select(entity<User>(), &Post::title)
                               .join(&User::posts)
                               .options(joinedload(&User::profile))
                               .order_by(&Post::id))
                  .all();
  note("rows", each(rows, [](const auto& r) {
         return list(std::get<0>(r), std::get<1>(r), std::get<0>(r)->profile);
       }));
}

SCENARIO("variations/eager_alias_entity", Blog) {
  auto ua = aliased<User>("ua");
  auto users =
      session
          .scalars(select(ua)
                       .options(joinedload(ua[&User::posts]), selectinload(ua[&User::profile]))
                       .where(ua[&User::name] == "ed"))
          .unique()
          .all();
  note("posts", titles(users[0]->posts));
}

SCENARIO("variations/eager_with_group_and_count", Blog) {
  auto rows = session
                  .execute(select(entity<User>(), func::count(&Post::id).label("n"))
                               .outerjoin(&User::posts)
                               .group_by(&User::id)
                               .having(func::count(&Post::id) > 0)
                               .order_by(desc("n")))
                  .all();
  note("rows",
       each(rows, [](const auto& r) { return list(std::get<0>(r)->name, std::get<1>(r)); }));
}

SCENARIO("variations/eager_raiseload_all", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(selectinload(&User::posts), raiseload("*"))
                            .where(col(&User::id) == 1))
               .one();
  note("posts", u->posts);
  expect("profile", [&] { (void)u->profile.get(); });
  expect("below", [&] { (void)u->posts[0]->tags.size(); });
}

// ---- refresh and expire -------------------------------------------------------------------------

SCENARIO("variations/refresh_names_and_relationship", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  (void)session.execute(text("UPDATE users SET name='x', age=99 WHERE id=1"));
  (void)session.execute(text("UPDATE posts SET user_id=2 WHERE id=2"));
  session.refresh(u, {"name"});
  note("values", list(u->name, u->age));
  session.refresh(u, {"posts", "age"});
  note("values", list(u->age, u->posts));
}

SCENARIO("variations/refresh_all_with_loaded_collection", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  session.refresh(u);
  note("loaded", in_dict(u, "posts"));
  note("posts", u->posts);
}

SCENARIO("variations/refresh_pending", Blog) {
  auto u = make<User>({.name = "x"});
  session.add(u);
  expect("pending", [&] { session.refresh(u); });
  expect("transient", [&] { session.refresh(make<User>()); });
}

SCENARIO("variations/refresh_row_gone", Blog) {
  auto u = session.get<User>(3);
  (void)session.execute(text("DELETE FROM users WHERE id=3"));
  expect("refresh", [&] { session.refresh(u); });
  session.expire(u);
  expect("access", [&] { (void)u->name.get(); });
}

SCENARIO("variations/expire_relationship_only", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  session.expire(u, {"posts"});
  note("loaded", dict_keys(u));
  note("posts", u->posts);
}

SCENARIO("variations/expire_discards_changes", Blog) {
  auto u = session.get<User>(1);
  u->name = "changed";
  u->age = 1;
  session.expire(u);
  note("name", u->name);
  note("dirty", session.dirty().size());
  session.flush();
  note("posts", u->posts);
}

SCENARIO("variations/expire_some_keeps_others", Blog) {
  auto u = session.get<User>(1);
  u->name = "changed";
  u->age = 5;
  session.expire(u, {"age"});
  note("values", list(u->age, u->name));
  session.flush();
}

SCENARIO("variations/expire_all_then_query", Blog) {
  auto u = session.get<User>(1);
  auto p = session.get<Post>(1);
  session.expire_all();
  (void)session.scalars(select<User>()).all();
  note("loaded", list(in_dict(u, "name"), in_dict(p, "title")));
}

}  // namespace cupel::conformance
