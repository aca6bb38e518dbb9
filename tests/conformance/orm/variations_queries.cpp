// Area variations: queries, history, states, savepoints and versions, beside those of the corpus.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("variations/query_join_chain", Blog) {
  note("rows", session
                   .execute(select(&User::name, &Tag::name)
                                .join(&User::posts)
                                .outerjoin(&Post::tags)
                                .order_by(&User::id, &Post::id, &Tag::id))
                   .all());
}

SCENARIO("variations/query_nested_any_has", Blog) {
  note("any",
       session
           .scalars(
               select(&User::name)
                   .where(col(&User::posts).any(col(&Post::tags).any(col(&Tag::name) == "red"))))
           .all());
  note("has",
       session
           .scalars(select(&Post::title)
                        .where(col(&Post::user)
                                   .has(col(&User::profile).has(col(&Profile::bio).like("%tea%"))))
                        .order_by(&Post::id))
           .all());
  note("not any", session.scalars(select(&User::name).where(!col(&User::posts).any())).all());
  auto red = session.get<Tag>(1);
  note("contains",
       session.scalars(select(&Post::title).where(col(&Post::tags).contains(red))).all());
  note("not contains",
       session
           .scalars(select(&Post::title).where(!col(&Post::tags).contains(red)).order_by(&Post::id))
           .all());
}

SCENARIO("variations/query_compare_object", Blog) {
  auto ed = session.get<User>(1);
  const auto titles_where = [&](const auto& criterion) {
    return session.scalars(select(&Post::title).where(criterion).order_by(&Post::id)).all();
  };
  note("eq", titles_where(col(&Post::user) == ed));
  note("ne", titles_where(col(&Post::user) != ed));
  note("none", session.scalars(select(&Post::title).where(col(&Post::user) == nullptr)).all());
  note("not none", titles_where(col(&Post::user) != nullptr));
  note(
      "one to one",
      session.scalars(select(&User::name).where(col(&User::profile) == nullptr).order_by(&User::id))
          .all());
}

SCENARIO("variations/query_with_parent", Blog) {
  auto ed = session.get<User>(1);
  note(
      "posts",
      session.scalars(select(&Post::title).where(with_parent(ed, &User::posts)).order_by(&Post::id))
          .all());
  auto p = session.get<Post>(1);
  note("tags",
       session.scalars(select(&Tag::name).where(with_parent(p, &Post::tags)).order_by(&Tag::id))
           .all());
}

SCENARIO("variations/query_scalar_subquery_correlated", Blog) {
  auto n = select(func::count(&Post::id)).where(col(&Post::user_id) == &User::id).scalar_subquery();
  note("rows", session.execute(select(col(&User::name), n.label("n")).order_by(&User::id)).all());
  note("where", session.scalars(select(&User::name).where(n > 1)).all());
}

SCENARIO("variations/query_entity_from_subquery", Blog) {
  auto sub = select<User>().where(col(&User::age) > 20).order_by(&User::age).limit(1).subquery();
  auto ua = aliased<User>(sub);
  note("rows", session.scalars(select(ua)).all());
  note("joined", session.execute(select(ua, &Post::title).join(ua[&User::posts])).all());
}

SCENARIO("variations/query_cte_entity", Blog) {
  auto c = select<User>().where(col(&User::id) < 3).cte("c");
  auto ua = aliased<User>(c);
  note("rows", session.scalars(select(ua).order_by(ua[&User::id])).all());
}

SCENARIO("variations/query_union_entities", Blog) {
  auto u = union_all(select<User>().where(col(&User::id) == 1),
                     select<User>().where(col(&User::id) == 3));
  note("from_statement", session.scalars(select<User>().from_statement(u)).all());
  auto ua = aliased<User>(u.subquery());
  note("alias", session.scalars(select(ua).order_by(ua[&User::id].desc())).all());
}

SCENARIO("variations/query_self_join_alias", Tree) {
  auto p = aliased<Node>("p");
  auto g = aliased<Node>("g");
  note("rows", session
                   .execute(select(col(&Node::label), p[&Node::label], g[&Node::label])
                                .join(col(&Node::parent).of_type(p))
                                .join(p[&Node::parent].of_type(g))
                                .order_by(&Node::id))
                   .all());
}

SCENARIO("variations/query_recursive_cte", Tree) {
  auto base = select(&Node::id, &Node::parent_id, &Node::label)
                  .where(col(&Node::id) == 2)
                  .cte("sub", {.recursive = true});
  auto sub = base.union_all(select(&Node::id, &Node::parent_id, &Node::label)
                                .join(base, col(&Node::parent_id) == base.c["id"]));
  auto na = aliased<Node>(sub);
  note("rows", session.scalars(select(na).order_by(na[&Node::id])).all());
}

SCENARIO("variations/query_loader_criteria", Blog) {
  const auto opt = with_loader_criteria<Post>(col(&Post::title) != "first");
  auto u =
      session
          .scalars(
              select<User>().where(col(&User::id) == 1).options(opt, selectinload(&User::posts)))
          .one();
  note("posts", u->posts);
  session.expunge_all();
  u = session.scalars(select<User>().where(col(&User::id) == 1).options(opt)).one();
  note("lazy", u->posts);
  note("rows", session.scalars(select(&Post::title).options(opt).order_by(&Post::id)).all());
  note("join",
       session.scalars(select(&User::name).join(&User::posts).options(opt).order_by(&Post::id))
           .all());
}

SCENARIO("variations/query_bundle_and_labels", Blog) {
  note("rows", session
                   .execute(select(col(&User::name).label("n"), (col(&User::age) + 1).label("next"))
                                .where(col(&User::age) != nullptr)
                                .order_by(desc("next")))
                   .all());
  note("distinct",
       session.scalars(select(&Post::user_id).distinct().order_by(&Post::user_id)).all());
}

SCENARIO("variations/query_populate_existing", Blog) {
  auto u = session.get<User>(1);
  u->name = "changed";
  {
    const auto guard = session.no_autoflush();
    (void)session
        .scalars(select<User>()
                     .where(col(&User::id) == 1)
                     .execution_options({{"populate_existing", true}}))
        .all();
  }
  note("name", u->name);
  const auto dirty = session.dirty();
  note("dirty", std::ranges::find(dirty, u) != dirty.end());
}

SCENARIO("variations/query_get_composite_and_missing", Blog) {
  note("none", session.get<User>(99));
  expect("one", [&] { (void)session.get_one<User>(99); });
  note("options", session.get<User>(2, {.options = {joinedload(&User::posts)}}));
}

SCENARIO("variations/query_yield_per", Blog) {
  auto stmt = select<User>()
                  .options(selectinload(&User::posts))
                  .order_by(&User::id)
                  .execution_options({{"yield_per", 2}});
  for (const auto& u : session.scalars(stmt)) note(u->name.get().value_or(""), titles(u->posts));
}

SCENARIO("variations/query_exists_and_count", Blog) {
  note("exists", session.scalar(select(exists().where(col(&Post::title) == "first"))));
  note("select exists",
       session.scalar(select(select(&User::id).where(col(&User::name) == "ed").exists())));
  note("count", session.scalar(select(func::count()).select_from(entity<User>())));
  note("count distinct", session.scalar(select(func::count(col(&Post::user_id).distinct()))));
}

SCENARIO("variations/query_from_join_explicit", Blog) {
  note("rows", session
                   .execute(select(&Post::title, &User::name)
                                .select_from(entity<User>())
                                .join(entity<Post>(), col(&Post::user_id) == &User::id)
                                .where(col(&User::age) < 28))
                   .all());
  note("outer", session
                    .execute(select(&Post::title, &User::name)
                                 .select_from(entity<Post>())
                                 .outerjoin(entity<User>())
                                 .order_by(&Post::id))
                    .all());
}

SCENARIO("variations/query_group_concat_having", Blog) {
  note("rows", session
                   .execute(select(&Tag::name, func::count(&Post::id))
                                .join(&Tag::posts)
                                .group_by(&Tag::name)
                                .having(func::count(&Post::id) > 1))
                   .all());
}

SCENARIO("variations/history_scalar_changes", SingleTableItem) {
  auto i = session.get<Item>(1);
  note("clean", get_history(i, &Item::name));
  i->name = "x";
  note("set", get_history(i, &Item::name));
  i->name = "bolt";
  note("back", get_history(i, &Item::name));
  note("modified", session.is_modified(i));
  session.expire(i, {"qty"});
  i->qty = 5;
  note("expired", get_history(i, &Item::qty));
  session.flush();
  note("flushed", get_history(i, &Item::qty));
}

SCENARIO("variations/history_collection_changes", Blog) {
  auto u = session.get<User>(1);
  note("unloaded", inspect(u).attrs(&User::posts).history());
  auto first = u->posts[0];
  u->posts.remove(first);
  auto fresh = make<Post>({.title = "n"});
  u->posts.append(fresh);
  note("changed", get_history(u, &User::posts));
  note("back", get_history(first, &Post::user));
  session.flush();
  note("flushed", get_history(u, &User::posts));
}

SCENARIO("variations/states_through_life", SingleTableItem) {
  auto i = make<Item>({.name = "n"});
  const auto states = [&] {
    const auto s = inspect(i);
    return list(s.transient(), s.pending(), s.persistent(), s.deleted(), s.detached());
  };
  note("transient", states());
  session.add(i);
  note("pending", states());
  session.flush();
  note("persistent", states());
  session.delete_(i);
  note("marked", states());
  session.flush();
  note("deleted", states());
  session.commit();
  note("detached", states());
}

SCENARIO("variations/nested_rollback_restores", Blog) {
  auto u = session.get<User>(1);
  Ref<Post> p;
  expect("inner", [&] {
    session.begin_nested([&] {
      u->name = "changed";
      p = make<Post>({.title = "in savepoint", .user = u});
      session.flush();
      raise("ValueError", "stop");
    });
  });
  note("name", u->name);
  note("pending", list(session.contains(p), inspect(p).transient()));
  note("posts", u->posts);
  session.commit();
}

SCENARIO("variations/nested_commit_then_rollback", SingleTableItem) {
  auto i = session.get<Item>(1);
  session.begin_nested([&] {
    i->qty = 1;
    session.delete_(session.get<Item>(2));
  });
  session.rollback();
  note("qty", i->qty);
  note("there", session.get<Item>(2));
}

SCENARIO("variations/flush_order_of_mappers", Blog) {
  auto u = make<User>({.name = "u",
                       .posts = {Post{.title = "p", .tags = {Tag{.name = "t"}}}},
                       .profile = Profile{.bio = "b"}});
  session.add(u);
  session.flush();
  session.delete_(u->posts[0]);
  session.delete_(u->profile.get());
  session.delete_(u);
  session.flush();
}

SCENARIO("variations/flush_partial_update_columns", SingleTableItem) {
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  items[0]->qty = 1;
  items[1]->name = "n";
  items[2]->qty = 3;
  session.flush();
  items[0]->qty = 2;
  items[0]->name = "a";
  items[1]->qty = 2;
  items[1]->name = "b";
  session.flush();
}

SCENARIO("variations/one_to_one_replace", Blog) {
  auto u = session.get<User>(1);
  auto old = u->profile.get();
  u->profile = Profile{.bio = "new"};
  note("old", old->user);
  session.flush();
  note("rows",
       session.execute(select(&Profile::id, &Profile::user_id).order_by(&Profile::id)).all());
}

SCENARIO("variations/delete_user_nulls_posts", Blog) {
  auto u = session.get<User>(1);
  session.delete_(u);
  session.flush();
  note("rows", session.execute(select(&Post::id, &Post::user_id).order_by(&Post::id)).all());
}

namespace varied_versions {

struct Doc {
  static constexpr auto tablename = "doc";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t> version{};
  Mapped<OptionalText, length<20>> name{};
  static void configure(Mapping<Doc>& m) { m.version_id(&Doc::version); }
};

SCENARIO("variations/version_update_and_delete", Map<Doc>) {
  auto docs = session.scalars(select<Doc>().order_by(&Doc::id)).all();
  docs[0]->name = "x";
  docs[1]->name = "y";
  session.flush();
  note("versions", list(docs[0]->version, docs[1]->version));
  session.delete_(docs[1]);
  session.flush();
  (void)session.execute(text("UPDATE doc SET version=9 WHERE id=1"));
  docs[0]->name = "z";
  expect("stale", [&] { session.flush(); });
  session.rollback();
  note("again", list(docs[0]->version, docs[0]->name));
}

SCENARIO("variations/version_bulk_update", Map<Doc>) {
  auto a = session.get<Doc>(1);
  (void)session.execute(update<Doc>().where(col(&Doc::name) == "a").values({{&Doc::name, "n"}}));
  note("values", list(a->name, a->version));
  auto b = session.get<Doc>(2);
  expect("old version", [&] { (void)session.merge(Doc{.id = 2, .version = 7, .name = "m"}); });
  auto m = session.merge(Doc{.id = 2, .version = 1, .name = "m"});
  session.flush();
  note("merged", list(m->name, m->version));
}

}  // namespace varied_versions

}  // namespace cupel::conformance
