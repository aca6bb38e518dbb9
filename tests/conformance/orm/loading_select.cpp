// Area loading: loads by statements of their own, refusals, criteria, populate_existing.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("loading/existing_object_gets_unloaded_attributes", Blog) {
  auto u =
      session.scalars(select<User>().options(load_only(&User::name)).where(col(&User::id) == 1))
          .one();
  note("age loaded", in_dict(u, "age"));
  (void)session.execute(text("UPDATE users SET name = 'ext', age = 99 WHERE id = 1"));
  (void)session.scalars(select<User>().where(col(&User::id) == 1)).one();
  note("age", dict_get(u, "age"));
  note("name", u->name);
  session.expire(u, {"name"});
  (void)session.scalars(select<User>().where(col(&User::id) == 1)).one();
  note("expired name refilled", dict_get(u, "name"));
}

SCENARIO("loading/immediate", Blog) {
  auto users =
      session.scalars(select<User>().options(immediateload(&User::posts)).order_by(&User::id))
          .all();
  note("done", true);
  note("posts", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
}

SCENARIO("loading/immediate_many_to_one", Blog) {
  auto posts =
      session.scalars(select<Post>().options(immediateload(&Post::user)).order_by(&Post::id)).all();
  note("users", each(posts, [](const auto& p) { return dict_get(p, "user"); }));
}

SCENARIO("loading/lazy_load_detached_then_attached", Blog) {
  auto u = session.get<User>(1);
  session.expunge(u);
  expect("detached", [&] { (void)u->posts.size(); });
  session.add(u);
  note("posts", u->posts);
}

SCENARIO("loading/lazy_load_many_to_one_missing_row", Blog) {
  (void)session.execute(text("INSERT INTO posts (id, user_id, title) VALUES (9, 77, 'dangling')"));
  auto p = session.get<Post>(9);
  note("user", p->user);
  note("user again", p->user);
}

SCENARIO("loading/noload", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(noload(&User::posts), noload(&User::profile))
                            .where(col(&User::id) == 1))
               .one();
  note("posts", u->posts);
  note("profile", u->profile);
  session.flush();
}

SCENARIO("loading/option_persists_for_lazy_loads", Blog) {
  auto u = session
               .scalars(select<User>()
                            .options(lazyload(&User::posts).selectinload(&Post::tags))
                            .where(col(&User::id) == 1))
               .one();
  note("before", true);
  note("posts", u->posts);
  note("tags loaded", each(u->posts, [](const auto& p) { return in_dict(p, "tags"); }));
}

SCENARIO("loading/partitions", Blog) {
  auto res = session.execute(select(&User::name).order_by(&User::id));
  std::vector<Observed> parts;
  for (const auto& part : res.partitions(2)) {
    parts.push_back(observe(each(part, [](const auto& row) { return std::get<0>(row); })));
  }
  note("partitions", parts);
}

SCENARIO("loading/populate_existing", Blog) {
  auto u = session.get<User>(1);
  (void)session.execute(text("UPDATE users SET name = 'ext' WHERE id = 1"));
  (void)session.scalars(select<User>()).all();
  note("kept", u->name);
  (void)session.scalars(select<User>().execution_options({{"populate_existing", true}})).all();
  note("overwritten", u->name);
}

SCENARIO("loading/raise", Blog) {
  auto ed = session.get<User>(1);
  auto p = session
               .scalars(select<Post>()
                            .options(raiseload(&Post::user), raiseload(&Post::tags))
                            .where(col(&Post::id) == 1))
               .one();
  expect("user", [&] { (void)p->user.get(); });
  expect("tags", [&] { (void)p->tags.size(); });
}

SCENARIO("loading/raise_on_sql", Blog) {
  auto ed = session.get<User>(1);
  auto posts =
      session.scalars(select<Post>().options(raiseload(&Post::user, true)).order_by(&Post::id))
          .all();
  note("from identity map", posts[0]->user == ed);
  note("null key", posts[3]->user);
  expect("needs SQL", [&] { (void)posts[2]->user.get(); });
}

namespace refreshed {

struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>, lazy<"selectin">, order_by<"B.id">> bs{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"a.id">> a_id{};
};

SCENARIO("loading/refresh_with_eager_options_of_mapping", Map<A, B>) {
  auto a = session.get<A>(1);
  note("bs", a->bs.size());
  (void)session.execute(text("INSERT INTO b (id, a_id) VALUES (9, 1)"));
  session.refresh(a);
  note("bs", a->bs.size());
  session.expire(a);
  note("bs", a->bs.size());
}

}  // namespace refreshed

SCENARIO("loading/relationship_criteria_and", Blog) {
  const auto posts = col(&User::posts).and_(col(&Post::title) != "first");
  const std::pair<std::string_view, LoaderOption> options[] = {
      {"joinedload", joinedload(posts)},
      {"selectinload", selectinload(posts)},
      {"subqueryload", subqueryload(posts)},
      {"lazyload", lazyload(posts)}};
  for (const auto& [name, option] : options) {
    session.expunge_all();
    auto u =
        session.scalars(select<User>().options(option).where(col(&User::id) == 1)).unique().one();
    note(name, titles(u->posts));
  }
}

SCENARIO("loading/select_in_loading_for_many_parents_of_new_objects", Blog) {
  session.add(User{.name = "new", .posts = {Post{.title = "np"}}});
  auto users =
      session.scalars(select<User>().options(selectinload(&User::posts)).order_by(&User::id)).all();
  note("posts", each(users, [](const auto& u) { return list(u->name, u->posts.size()); }));
}

SCENARIO("loading/selectin_already_loaded_collection", Blog) {
  auto u = session.get<User>(1);
  note("posts", u->posts);
  (void)session.execute(text("INSERT INTO posts (id, user_id, title) VALUES (50, 1, 'late')"));
  auto stmt = select<User>().options(selectinload(&User::posts)).where(col(&User::id) == 1);
  (void)session.scalars(stmt).all();
  note("posts", u->posts);
  (void)session.scalars(stmt.execution_options({{"populate_existing", true}})).all();
  note("posts", u->posts);
}

SCENARIO("loading/selectin_chunks_of_500", Blog) {
  session.connection().exec_driver_sql(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001) "
      "INSERT INTO users (id, name) SELECT i, 'u' || i FROM n");
  keep(listen(engine, events::before_cursor_execute,
              [this](Connection&, CursorExecution& execution) {
                if (execution.statement.find(" IN (") == std::string::npos) return;
                const Parameters& keys = execution.parameters.front();
                note("keys", list(keys.size(), keys.begin()->value, std::prev(keys.end())->value));
              }));
  auto users = session.scalars(select(&User::id)).all();
  note("users", users.size());
  for (const auto& u : session.scalars(select<User>()
                                           .options(selectinload(&User::posts))
                                           .order_by(&User::id)
                                           .where(col(&User::id) > 0))) {
    (void)u;
  }
}

SCENARIO("loading/selectin_chunksize_option", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(selectinload(&User::posts, {.chunk_size = 2}))
                                .order_by(&User::id))
                   .all();
  note("posts", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
}

namespace composite_key {

struct Line;
struct Page {
  static constexpr auto tablename = "page";
  Mapped<std::int64_t, primary_key> book{};
  Mapped<std::int64_t, primary_key> num{};
  Relationship<List<Line>, order_by<"Line.id">> lines{};
};
struct Line {
  static constexpr auto tablename = "line";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> book{};
  Mapped<OptionalInt> num{};
  static void configure(Mapping<Line>& m) {
    m.table_args(ForeignKeyConstraint({"book", "num"}, {"page.book", "page.num"}));
  }
};

SCENARIO("loading/selectin_composite_key", Map<Page, Line>) {
  auto pages =
      session
          .scalars(
              select<Page>().options(selectinload(&Page::lines)).order_by(&Page::book, &Page::num))
          .all();
  note("lines", each(pages, [](const auto& p) { return ids(p->lines); }));
}

}  // namespace composite_key

SCENARIO("loading/selectin_many_to_one", Blog) {
  const auto users = [&] {
    auto posts =
        session.scalars(select<Post>().options(selectinload(&Post::user)).order_by(&Post::id))
            .all();
    note("users", each(posts, [](const auto& p) {
           return p->user ? observe(p->user->name) : observe(nullptr);
         }));
  };
  users();
  session.expunge_all();
  auto ed = session.get<User>(1);
  users();
}

SCENARIO("loading/selectin_one_to_many_omits_join", Blog) {
  auto users =
      session.scalars(select<User>().options(selectinload(&User::posts)).order_by(&User::id)).all();
  note("posts", each(users, [](const auto& u) { return list(u->name, titles(u->posts)); }));
}

SCENARIO("loading/selectin_self_referential_many_to_one", Tree) {
  auto nodes = session
                   .scalars(select<Node>()
                                .options(selectinload(&Node::parent))
                                .where(col(&Node::label).in_({"aa", "ab", "aaa"}))
                                .order_by(&Node::id))
                   .all();
  note("parents", each(nodes, [](const auto& n) { return list(n->label, n->parent->label); }));
}

SCENARIO("loading/subquery_many_to_many_and_limit", Blog) {
  auto posts =
      session
          .scalars(select<Post>().options(subqueryload(&Post::tags)).order_by(&Post::id).limit(2))
          .all();
  note("tags", each(posts, [](const auto& p) { return list(p->title, names(p->tags)); }));
}

SCENARIO("loading/subquery_nested", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .options(subqueryload(&User::posts).subqueryload(&Post::tags))
                                .order_by(&User::id))
                   .all();
  std::vector<Observed> tags;
  for (const auto& u : users) {
    for (const auto& p : u->posts) tags.push_back(observe(names(p->tags)));
  }
  note("tags", tags);
}

SCENARIO("loading/with_loader_criteria", Blog) {
  const auto opt = with_loader_criteria<Post>(col(&Post::title) != "first");
  const auto ed = select<User>().where(col(&User::id) == 1);
  note("top", session.scalars(select<Post>().options(opt).order_by(&Post::id)).all());
  note(
      "join",
      session
          .execute(
              select(&User::name, &Post::title).join(&User::posts).options(opt).order_by(&Post::id))
          .all());
  session.expunge_all();
  auto u = session.scalars(ed.options(opt, selectinload(&User::posts))).one();
  note("selectin", u->posts);
  session.expunge_all();
  u = session.scalars(ed.options(opt, joinedload(&User::posts))).unique().one();
  note("joined", u->posts);
  session.expunge_all();
  u = session.scalars(ed.options(opt)).one();
  note("lazy", u->posts);
  note("exists",
       session
           .scalars(
               select(&User::name).where(col(&User::posts).any()).options(opt).order_by(&User::id))
           .all());
  note("other classes untouched", session.scalar(select(func::count(&Tag::id)).options(opt)));
}

namespace owned {

struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> owner{};
};
struct Pic {
  static constexpr auto tablename = "pic";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> owner{};
};
struct Free {
  static constexpr auto tablename = "free";
  Mapped<std::int64_t, primary_key> id{};
};

SCENARIO("loading/with_loader_criteria_lambda_and_mixin", Map<Doc, Pic, Free>) {
  const auto run = [&](const std::string& name) {
    const auto opt = with_loader_criteria(
        [](const Mapper& mapper) { return mapper.find_property("owner") != nullptr; },
        [name](const CriteriaColumns& of) { return of("owner") == name; },
        {.include_aliases = true});
    const auto docs = session.scalars(select(&Doc::id).options(opt).order_by(&Doc::id)).all();
    const auto pics = session.scalars(select(&Pic::id).options(opt).order_by(&Pic::id)).all();
    const auto free = session.scalars(select(&Free::id).options(opt).order_by(&Free::id)).all();
    note(name, list(docs, pics, free));
  };
  run("a");
  run("b");
}

}  // namespace owned

SCENARIO("loading/yield_per", Blog) {
  auto stmt = select<User>()
                  .options(selectinload(&User::posts))
                  .order_by(&User::id)
                  .execution_options({{"yield_per", 2}});
  for (const auto& u : session.scalars(stmt)) note("user", list(u->name, u->posts.size()));
  expect("with joined collections", [&] {
    (void)session
        .scalars(
            select<User>().options(joinedload(&User::posts)).execution_options({{"yield_per", 2}}))
        .unique()
        .all();
  });
}

}  // namespace cupel::conformance
