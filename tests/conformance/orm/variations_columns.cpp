// Area variations: deferred groups, global criteria, eager loads of joins that the query wrote,
// loads in chunks, beside those of the corpus.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace deferred_texts {

struct Book;
struct Author {
  static constexpr auto tablename = "author";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Book>, back_populates<"author">, order_by<"Book.id">> books{};
};
struct Book {
  static constexpr auto tablename = "book";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"author.id">> author_id{};
  Mapped<OptionalText, length<10>> title{};
  Mapped<OptionalText, length<10>, deferred_group<"texts">> summary{};
  Mapped<OptionalText, length<10>, deferred_group<"texts">> excerpt{};
  Mapped<OptionalText, length<10>, deferred> cover{};
  Relationship<Author, back_populates<"books">> author{};
};

SCENARIO("variations/deferred_group_changes", Map<Author, Book>) {
  auto b = session.get<Book>(1);
  b->summary = "new";
  note("excerpt", b->excerpt);
  note("summary", b->summary);
  session.flush();
  session.expire(b);
  note("title", b->title);
  note("loaded", dict_keys(b));
  session.refresh(b, {"cover"});
  note("loaded", dict_keys(b));
  session.expire(b, {"summary"});
  note("summary", b->summary);
  b->cover = "unread";
  session.flush();
  note("history", get_history(b, &Book::cover, Passive::no_initialize));
}

SCENARIO("variations/deferred_group_options", Map<Author, Book>) {
  {
    auto b =
        session.scalars(select<Book>().options(undefer_group("texts")).where(col(&Book::id) == 1))
            .one();
    note("loaded", dict_keys(b));
  }
  session.expunge_all();
  {
    auto a =
        session
            .scalars(select<Author>().options(selectinload(&Author::books).undefer_group("texts")))
            .one();
    note("loaded", dict_keys(a->books[0]));
  }
  session.expunge_all();
  {
    auto a = session
                 .scalars(select<Author>().options(
                     joinedload(&Author::books).load_only(&Book::title, &Book::cover)))
                 .unique()
                 .one();
    note("loaded", dict_keys(a->books[0]));
  }
  session.expunge_all();
  {
    auto b = session
                 .scalars(select<Book>()
                              .options(load_only(&Book::cover), defer(&Book::title))
                              .where(col(&Book::id) == 1))
                 .one();
    note("loaded", dict_keys(b));
  }
  session.expunge_all();
  auto b =
      session
          .scalars(
              select<Book>().options(defer("*"), undefer(&Book::title)).where(col(&Book::id) == 1))
          .one();
  note("loaded", dict_keys(b));
  const auto summary = observe(b->summary);
  note("rest", list(summary, b->cover));
}

}  // namespace deferred_texts

// ---- global criteria ----------------------------------------------------------------------------

SCENARIO("variations/criteria_reach", Blog) {
  const auto only = with_loader_criteria<Post>(col(&Post::title) != "first");
  {
    auto u = session.scalars(select<User>().options(only).where(col(&User::id) == 1)).one();
    note("lazy", titles(u->posts));
    session.expire(u, {"posts"});
    note("again", titles(u->posts));
  }
  session.expunge_all();
  {
    auto u =
        session
            .scalars(
                select<User>().options(only, joinedload(&User::posts)).where(col(&User::id) == 1))
            .unique()
            .one();
    note("joined", titles(u->posts));
  }
  session.expunge_all();
  {
    auto u =
        session
            .scalars(
                select<User>().options(only, selectinload(&User::posts)).where(col(&User::id) == 1))
            .one();
    note("selectin", titles(u->posts));
  }
  session.expunge_all();
  note("rows", session
                   .execute(select(&User::name, &Post::title)
                                .join(&User::posts)
                                .options(only)
                                .order_by(&Post::id))
                   .all());
  auto pa = aliased<Post>();
  note("alias off",
       session.scalars(select(pa[&Post::title]).options(only).order_by(pa[&Post::id])).all());
  const auto on =
      with_loader_criteria<Post>(col(&Post::title) != "first", {.include_aliases = true});
  note("alias on",
       session.scalars(select(pa[&Post::title]).options(on).order_by(pa[&Post::id])).all());
  note("exists",
       session.scalars(select(&User::name).where(col(&User::posts).any()).options(only)).all());
  note("get", session.get<Post>(1, {.options = {only}}));
}

SCENARIO("variations/criteria_not_propagated", Blog) {
  const auto only =
      with_loader_criteria<Post>(col(&Post::title) != "first", {.propagate_to_loaders = false});
  auto u =
      session
          .scalars(
              select<User>().options(only, selectinload(&User::posts)).where(col(&User::id) == 1))
          .one();
  note("eager", titles(u->posts));
  session.expire(u, {"posts"});
  note("lazy", titles(u->posts));
}

// ---- joins that the query wrote -----------------------------------------------------------------

SCENARIO("variations/contains_eager_repeated", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  const auto stmt = select<User>()
                        .join(&User::posts)
                        .where(col(&Post::title) == "second")
                        .options(contains_eager(&User::posts));
  note("kept", titles(session.scalars(stmt).unique().one()->posts));
  const auto again = stmt.execution_options({{"populate_existing", true}});
  note("replaced", titles(session.scalars(again).unique().one()->posts));
  note("same", session.scalars(again).unique().one() == u);
  session.flush();
  session.expire(u);
  note("all", titles(u->posts));
}

SCENARIO("variations/contains_eager_many_to_one", Blog) {
  {
    auto ua = aliased<User>();
    auto posts = session
                     .scalars(select<Post>()
                                  .join(col(&Post::user).of_type(ua))
                                  .options(contains_eager(col(&Post::user).of_type(ua))
                                               .selectinload(ua[&User::profile]))
                                  .where(ua[&User::name] == "ed")
                                  .order_by(&Post::id))
                     .all();
    note("users", each(posts, [](const auto& p) { return observe(p->user->name); }));
    note("profile", posts[0]->user->profile->bio);
  }
  session.expunge_all();
  auto posts = session
                   .scalars(select<Post>()
                                .outerjoin(&Post::user)
                                .options(contains_eager(&Post::user).load_only(&User::name))
                                .order_by(&Post::id))
                   .all();
  note("users", each(posts, [](const auto& p) {
         return p->user ? observe(p->user->name) : observe(nullptr);
       }));
  note("age", posts[0]->user->age);
}

SCENARIO("variations/contains_eager_with_subquery", Blog) {
  const auto sub = select<Post>().where(col(&Post::title) != "first").subquery();
  auto pa = aliased<Post>(sub);
  auto users = session
                   .scalars(select<User>()
                                .join(pa, pa[&Post::user_id] == col(&User::id))
                                .options(contains_eager(col(&User::posts).of_type(pa)))
                                .order_by(&User::id, pa[&Post::id]))
                   .unique()
                   .all();
  note("users", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
}

// ---- loads for many parents ---------------------------------------------------------------------

SCENARIO("variations/selectin_more_than_a_chunk", Blog) {
  ParameterSets users;
  for (std::int64_t n = 100; n < 1101; ++n) users.push_back({{"id", n}, {"name", "n"}});
  (void)session.execute(insert<User>(), users);
  ParameterSets posts;
  for (std::int64_t n = 100; n < 1101; n += 500) posts.push_back({{"user_id", n}, {"title", "t"}});
  (void)session.execute(insert<Post>(), posts);
  session.commit();
  {
    auto all = session
                   .scalars(select<User>()
                                .options(selectinload(&User::posts))
                                .where(col(&User::id) >= 100)
                                .order_by(&User::id))
                   .all();
    std::size_t count = 0;
    for (const auto& u : all) count += u->posts.size();
    note("posts", list(count, all.size()));
  }
  session.expunge_all();
  auto found = session
                   .scalars(select<Post>()
                                .options(selectinload(&Post::user))
                                .where(col(&Post::title) == "t")
                                .order_by(&Post::id))
                   .all();
  note("users", each(found, [](const auto& p) { return observe(p->user->id); }));
}

SCENARIO("variations/selectin_shared_and_loaded", Blog) {
  {
    auto ed = session.get<User>(1);
    ed->posts.append(Post{.title = "unflushed"});
    const auto off = session.no_autoflush();
    auto users =
        session.scalars(select<User>().options(selectinload(&User::posts)).order_by(&User::id))
            .all();
    note("posts", each(users, [](const auto& u) { return titles(u->posts); }));
  }
  session.expunge_all();
  auto posts = session
                   .scalars(select<Post>()
                                .options(selectinload(&Post::user)
                                             .selectinload(&User::posts)
                                             .selectinload(&Post::tags))
                                .order_by(&Post::id))
                   .all();
  note("deep", each(posts[0]->user->posts, [](const auto& x) { return names(x->tags); }));
  note("null", posts[3]->user);
}

SCENARIO("variations/eager_on_refresh", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(selectinload(&User::posts).selectinload(&Post::tags))
                            .where(col(&User::id) == 1))
               .one();
  session.refresh(u);
  note("loaded", dict_keys(u));
  session.expire(u);
  (void)u->name.get();
  note("loaded", dict_keys(u));
  session.expire(u, {"posts"});
  note("tags", each(u->posts, [](const auto& p) { return names(p->tags); }));
}

SCENARIO("variations/immediate_and_raise", Blog) {
  auto p = session
               .scalars(select<Post>()
                            .options(immediateload(&Post::user), raiseload(&Post::tags, true))
                            .where(col(&Post::id) == 1))
               .one();
  note("user", in_dict(p, "user"));
  expect("tags", [&] { (void)p->tags.size(); });
  auto u = session
               .scalars(select<User>()
                            .options(raiseload(&User::posts, true), raiseload(&User::profile))
                            .where(col(&User::id) == 1))
               .one();
  expect("posts", [&] { (void)u->posts.size(); });
  expect("profile", [&] { (void)u->profile.get(); });
  auto q =
      session
          .scalars(select<Post>().options(raiseload(&Post::user, true)).where(col(&Post::id) == 2))
          .one();
  note("from identity map", q->user->name);
}

SCENARIO("variations/expired_row_gone", Blog) {
  auto p = session.get<Post>(1);
  auto u = p->user.get();
  session.expire(p);
  (void)session.execute(text("DELETE FROM post_tags WHERE post_id=1"));
  (void)session.execute(text("DELETE FROM posts WHERE id=1"));
  expect("attribute", [&] { (void)p->title.get(); });
  expect("relationship", [&] { (void)p->user.get(); });
  expect("collection", [&] { (void)p->tags.size(); });
  note("still", list(session.contains(p), inspect(p).persistent()));
  note("posts", titles(u->posts));
}

}  // namespace cupel::conformance
