// Area combinations: loader strategies, options and criteria in combination.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

template <class Posts>
std::vector<Observed> tags_of(const Posts& posts) {
  return each(posts, [](const auto& p) { return names(p->tags); });
}
std::vector<Observed> grandchildren(const Ref<Node>& n) {
  return each(n->children, [](const auto& c) { return labels(c->children); });
}
std::vector<Observed> great_grandchildren(const Ref<Node>& n) {
  return each(n->children, [](const auto& c) { return grandchildren(c); });
}
template <class Object>
Observed name_or_none(const Object& object) {
  return object ? observe(object->name) : observe(nullptr);
}

}  // namespace

SCENARIO("combinations/wildcard_below_entity", Blog) {
  const auto first = select<User>().where(col(&User::id) == 1);
  auto u = session
               .scalars(first.options(Load<User>().raiseload("*"),
                                      Load<User>().selectinload(&User::posts)))
               .one();
  note("posts", titles(u->posts));
  expect("profile", [&] { (void)u->profile.get(); });
  note("tags", names(u->posts[0]->tags));
  session.expunge_all();
  u = session.scalars(first.options(lazyload("*"), selectinload(&User::posts).selectinload("*")))
          .one();
  note("in", dict_keys(u->posts[0]));
  session.expunge_all();
  u = session.scalars(first.options(joinedload("*"))).unique().one();
  note("joined", dict_keys(u));
  session.expunge_all();
  auto t = session
               .scalars(select<Profile>().options(subqueryload("*"),
                                                  lazyload(&Profile::user).lazyload("*")))
               .one();
  note("subquery", dict_keys(t));
}

SCENARIO("combinations/defaultload_chain", Blog) {
  auto u = session
               .scalars(select<User>()
                            .where(col(&User::id) == 1)
                            .options(defaultload(&User::posts).joinedload(&Post::tags),
                                     defaultload(&User::posts).defer(&Post::title)))
               .one();
  note("in", dict_keys(u));
  auto p = u->posts[0];
  note("post", dict_keys(p));
  note("title", p->title);
}

SCENARIO("combinations/options_nested", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .where(col(&User::id) < 3)
                                .order_by(&User::id)
                                .options(selectinload(&User::posts)
                                             .options(joinedload(&Post::tags).load_only(&Tag::name),
                                                      load_only(&Post::title)),
                                         joinedload(&User::profile).defer(&Profile::bio)))
                   .unique()
                   .all();
  note("post", dict_keys(users[0]->posts[0]));
  note("tag", dict_keys(users[0]->posts[0]->tags[0]));
  note("profile", dict_keys(users[0]->profile.get()));
  note("bio", users[0]->profile->bio);
  note("user_id", users[0]->posts[1]->user_id);
}

SCENARIO("combinations/tree_loader_strategies", Tree) {
  for (const auto& option : {joinedload(&Node::children), subqueryload(&Node::children),
                             selectinload(&Node::children), immediateload(&Node::children)}) {
    auto n = session.scalars(select<Node>().where(col(&Node::parent_id) == nullptr).options(option))
                 .unique()
                 .one();
    note("children", labels(n->children));
    note("grand", each(n->children, [](const auto& c) { return in_dict(c, "children"); }));
    session.expunge_all();
  }
}

SCENARIO("combinations/tree_two_levels_mixed", Tree) {
  const auto root = select<Node>().where(col(&Node::id) == 1);
  auto n = session.scalars(root.options(joinedload(&Node::children).selectinload(&Node::children)))
               .unique()
               .one();
  note("a", grandchildren(n));
  session.expunge_all();
  n = session.scalars(root.options(selectinload(&Node::children).joinedload(&Node::children)))
          .unique()
          .one();
  note("b", grandchildren(n));
  session.expunge_all();
  n = session
          .scalars(root.options(subqueryload(&Node::children)
                                    .subqueryload(&Node::children)
                                    .subqueryload(&Node::children)))
          .unique()
          .one();
  note("c", great_grandchildren(n));
  session.expunge_all();
  n = session.scalars(root.options(immediateload(&Node::children).selectinload(&Node::children)))
          .unique()
          .one();
  note("d", grandchildren(n));
}

SCENARIO("combinations/tree_recursion_depth", Tree) {
  const auto node = [](int id) { return select<Node>().where(col(&Node::id) == id); };
  auto n = session.scalars(node(1).options(selectinload(&Node::children, {.recursion_depth = -1})))
               .one();
  note("all", great_grandchildren(n));
  session.expunge_all();
  n = session.scalars(node(1).options(selectinload(&Node::children, {.recursion_depth = 1}))).one();
  note("one", each(n->children, [](const auto& c) { return in_dict(c, "children"); }));
  session.expunge_all();
  n = session.scalars(node(6).options(immediateload(&Node::parent, {.recursion_depth = -1}))).one();
  note("up", n->parent->parent->parent->label);
  session.expunge_all();
  n = session.scalars(node(6).options(selectinload(&Node::parent, {.recursion_depth = 2}))).one();
  note("up", list(n->parent->label, in_dict(n->parent.get(), "parent")));
}

SCENARIO("combinations/tree_parent_joined_chain", Tree) {
  auto nodes = session
                   .scalars(select<Node>().order_by(&Node::id).options(
                       joinedload(&Node::parent).joinedload(&Node::parent)))
                   .all();
  note("path", each(nodes, [](const auto& n) {
         return list(n->label, n->parent ? observe(n->parent->label) : observe(nullptr));
       }));
  session.expunge_all();
  nodes = session
              .scalars(select<Node>()
                           .where(col(&Node::id) > 3)
                           .order_by(col(&Node::id).desc())
                           .limit(2)
                           .options(joinedload(&Node::parent, {.innerjoin = EagerJoinKind::inner})
                                        .joinedload(&Node::parent)))
              .all();
  note("in", each(nodes, [](const auto& n) { return observe(n->parent->parent->label); }));
}

SCENARIO("combinations/criteria_aliases", Blog) {
  auto pa = aliased<Post>();
  const auto c = with_loader_criteria<Post>(col(&Post::title) != "first");
  const auto ca =
      with_loader_criteria<Post>(col(&Post::title) != "first", {.include_aliases = true});
  note("without",
       session.scalars(select(pa[&Post::title]).options(c).order_by(pa[&Post::id])).all());
  note("with", session.scalars(select(pa[&Post::title]).options(ca).order_by(pa[&Post::id])).all());
  note("join", session
                   .execute(select(col(&User::name), pa[&Post::title])
                                .join(col(&User::posts).of_type(pa))
                                .options(ca)
                                .order_by(pa[&Post::id]))
                   .all());
  note("outer", session
                    .execute(select(col(&User::name), pa[&Post::title])
                                 .outerjoin(col(&User::posts).of_type(pa))
                                 .options(ca)
                                 .order_by(&User::id, pa[&Post::id]))
                    .all());
  note("sub", session
                  .scalars(select(&User::name)
                               .where(col(&User::posts).any(col(&Post::title) == "first"))
                               .options(ca))
                  .all());
  note("exists", session
                     .scalars(select(&User::name)
                                  .where(exists().where(pa[&Post::user_id] == col(&User::id)))
                                  .options(ca)
                                  .order_by(&User::id))
                     .all());
}

SCENARIO("combinations/criteria_and_joined", Blog) {
  const auto c = with_loader_criteria<Tag>(col(&Tag::name) != "blue");
  auto posts =
      session
          .scalars(select<Post>().options(c, joinedload(&Post::tags)).order_by(&Post::id).limit(2))
          .unique()
          .all();
  note("tags", tags_of(posts));
  session.expunge_all();
  posts = session
              .scalars(select<Post>()
                           .join(&Post::tags)
                           .options(c, contains_eager(&Post::tags))
                           .order_by(&Post::id))
              .unique()
              .all();
  note("tags", tags_of(posts));
  session.expunge_all();
  posts = session.scalars(select<Post>().options(c, subqueryload(&Post::tags)).order_by(&Post::id))
              .all();
  note("tags", tags_of(posts));
  auto u = session
               .scalars(select<User>()
                            .options(c, joinedload(&User::posts).joinedload(&Post::tags))
                            .where(col(&User::id) == 1))
               .unique()
               .one();
  note("nested", tags_of(u->posts));
}

SCENARIO("combinations/contains_eager_populate", Blog) {
  auto u = session.get<User>(1);
  note("all", titles(u->posts));
  const auto q = select<User>()
                     .join(&User::posts)
                     .where(col(&Post::title) == "second")
                     .options(contains_eager(&User::posts));
  const auto populate = q.execution_options({{"populate_existing", true}});
  (void)session.scalars(q).unique().all();
  note("kept", titles(u->posts));
  (void)session.scalars(populate).unique().all();
  note("filtered", titles(u->posts));
  u->posts.append(Post{.title = "late"});
  session.flush();
  (void)session.scalars(populate).unique().all();
  note("again", titles(u->posts));
  session.expire(u, {"posts"});
  note("whole", titles(u->posts));
}

SCENARIO("combinations/contains_eager_outer_and_order", Blog) {
  auto users = session
                   .scalars(select<User>()
                                .outerjoin(&User::posts)
                                .outerjoin(&Post::tags)
                                .options(contains_eager(&User::posts).contains_eager(&Post::tags))
                                .order_by(&User::name, col(&Post::title).desc(), &Tag::name))
                   .unique()
                   .all();
  note("users", each(users, [](const auto& u) {
         return list(u->name,
                     each(u->posts, [](const auto& p) { return list(p->title, names(p->tags)); }));
       }));
  session.expunge_all();
  auto posts = session
                   .scalars(select<Post>()
                                .join(&Post::user)
                                .options(contains_eager(&Post::user).selectinload(&User::profile),
                                         contains_eager(&Post::user).load_only(&User::age))
                                .order_by(&Post::id))
                   .all();
  note("keys", dict_keys(posts[0]->user.get()));
  note("name", posts[0]->user->name);
}

SCENARIO("combinations/yield_per_loaders", Blog) {
  for (const auto& p : session.scalars(select<Post>()
                                           .options(joinedload(&Post::user))
                                           .order_by(&Post::id)
                                           .execution_options({{"yield_per", 2}}))) {
    note("post", list(p->title, name_or_none(p->user)));
  }
  session.expunge_all();
  expect("joined collection", [&] {
    for (const auto& u : session
                             .scalars(select<User>()
                                          .options(joinedload(&User::posts))
                                          .execution_options({{"yield_per", 2}}))
                             .unique()) {
      (void)u;
    }
  });
  session.expunge_all();
  for (const auto& u :
       session.scalars(select<User>()
                           .options(selectinload(&User::posts).selectinload(&Post::tags))
                           .order_by(&User::id)
                           .execution_options({{"yield_per", 1}}))) {
    note("user", list(u->name, tags_of(u->posts)));
  }
  session.expunge_all();
  auto result =
      session.scalars(select<Post>().order_by(&Post::id).execution_options({{"yield_per", 3}}));
  for (const auto& part : result.partitions()) note("part", titles(part));
}

SCENARIO("combinations/joined_wraps_limit", Blog) {
  const auto sizes = [](const auto& users) {
    return each(users, [](const auto& u) { return list(u->name, u->posts.size()); });
  };
  auto users = session
                   .scalars(select<User>()
                                .options(joinedload(&User::posts))
                                .order_by(func::lower(&User::name).desc(), col(&User::age) + 1)
                                .limit(2))
                   .unique()
                   .all();
  note("users", sizes(users));
  session.expunge_all();
  users = session
              .scalars(select<User>()
                           .join(&User::posts)
                           .options(joinedload(&User::profile))
                           .order_by(&Post::title)
                           .limit(2))
              .unique()
              .all();
  note("one", names(users));
  session.expunge_all();
  users = session
              .scalars(select<User>()
                           .options(joinedload(&User::posts))
                           .group_by(&User::id)
                           .having(func::count(&User::id) > 0)
                           .order_by(&User::id))
              .unique()
              .all();
  note("group", sizes(users));
  session.expunge_all();
  auto rows = session
                  .execute(select(entity<User>(), func::count(&Post::id).label("n"))
                               .outerjoin(&User::posts)
                               .options(joinedload(&User::posts))
                               .group_by(&User::id)
                               .order_by(desc("n"), &User::id)
                               .limit(2))
                  .unique()
                  .all();
  note("n", each(rows, [](const auto& row) {
         const auto& u = std::get<0>(row);
         return list(u->name, std::get<1>(row), u->posts.size());
       }));
  session.expunge_all();
  users = session
              .scalars(select<User>()
                           .where(col(&User::id).in_({1, 2}))
                           .distinct()
                           .options(joinedload(&User::posts).joinedload(&Post::tags))
                           .order_by(col(&User::name).desc())
                           .offset(0)
                           .limit(5))
              .unique()
              .all();
  note("distinct", each(users, [](const auto& u) { return list(u->name, tags_of(u->posts)); }));
}

SCENARIO("combinations/subquery_chain_options", Blog) {
  const auto all_titles = [](const auto& users) {
    return each(users, [](const auto& u) { return titles(u->posts); });
  };
  const auto all_tags = [](const auto& users) {
    return each(users, [](const auto& u) { return tags_of(u->posts); });
  };
  auto users = session
                   .scalars(select<User>()
                                .join(&User::posts)
                                .where(col(&Post::title) != "x")
                                .distinct()
                                .options(subqueryload(&User::posts))
                                .order_by(&User::id))
                   .all();
  note("a", all_titles(users));
  session.expunge_all();
  auto posts = session
                   .scalars(select<Post>()
                                .options(subqueryload(&Post::user).subqueryload(&User::posts))
                                .order_by(&Post::id))
                   .all();
  note("b", each(posts, [](const auto& p) {
         return p->user ? observe(titles(p->user->posts)) : observe(nullptr);
       }));
  session.expunge_all();
  users = session
              .scalars(select<User>()
                           .options(joinedload(&User::posts).subqueryload(&Post::tags))
                           .order_by(&User::id)
                           .limit(2))
              .unique()
              .all();
  note("c", all_tags(users));
  session.expunge_all();
  users = session
              .scalars(select<User>()
                           .options(selectinload(&User::posts).subqueryload(&Post::tags))
                           .order_by(&User::id))
              .unique()
              .all();
  note("d", all_tags(users));
  session.expunge_all();
  auto ua = aliased<User>();
  users = session
              .scalars(select(ua)
                           .where(ua[&User::age] > 20)
                           .options(subqueryload(ua[&User::posts]))
                           .order_by(ua[&User::id]))
              .all();
  note("e", all_titles(users));
}

SCENARIO("combinations/loader_criteria_steps", Blog) {
  const auto second = col(&User::posts).and_(col(&Post::title) == "second");
  for (const auto& option :
       {joinedload(second), selectinload(second), subqueryload(second), lazyload(second)}) {
    auto users =
        session.scalars(select<User>().where(col(&User::id) == 1).options(option)).unique().all();
    note("posts", titles(users[0]->posts));
    session.expunge_all();
  }
  auto users =
      session
          .scalars(select<User>()
                       .where(col(&User::id) == 1)
                       .options(selectinload(col(&User::posts).and_(col(&Post::id) > 0))
                                    .joinedload(col(&Post::tags).and_(col(&Tag::name) == "red"))))
          .unique()
          .all();
  note("tags", tags_of(users[0]->posts));
  session.expunge_all();
  auto posts =
      session
          .scalars(
              select<Post>()
                  .options(
                      joinedload(col(&Post::user).and_(col(&User::age) > 26)),
                      selectinload(
                          col(&Post::tags).and_(or_(col(&Tag::name) == "red", col(&Tag::id) == 3))))
                  .order_by(&Post::id))
          .unique()
          .all();
  note("user", each(posts, [](const auto& p) { return name_or_none(p->user); }));
}

}  // namespace cupel::conformance
