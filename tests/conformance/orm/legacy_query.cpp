// Area legacy_query.

#include "cupel/sql/compiler/compile.hpp"

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("legacy_query/basic_methods", Blog) {
  auto q = session.query<User>().order_by(&User::id);
  note("all", q.all());
  note("first", q.first());
  note("count", q.count());
  (void)session.identity_map();  // the users go, as nothing refers to them
  note("get", session.query<User>().get(2));
  note("iterate", names(q.all()));
  note("scalar", session.query(func::count(literal("*"))).select_from(entity<User>()).scalar());
  note("one", q.filter(col(&User::name) == "ed").one());
  note("one_or_none", q.filter_by(&User::name, "nobody").one_or_none());
  expect("one of none", [&] { (void)q.filter_by(&User::name, "nobody").one(); });
  expect("one of many", [&] { (void)q.one(); });
  expect("scalar of many", [&] { (void)session.query(&User::id).scalar(); });
  note("first of none", q.filter_by(&User::name, "nobody").first());
}

SCENARIO("legacy_query/columns_and_entities", Blog) {
  note("columns", session.query(&User::id, &User::name).order_by(&User::id).all());
  std::vector<OptionalText> all_names;
  for (auto&& [name] : session.query(&User::name).order_by(&User::id)) all_names.push_back(name);
  note("names", all_names);
  note("with_entities", session.query<User>()
                            .filter(col(&User::id) == 1)
                            .with_entities(&User::id, &User::name)
                            .all());
  note("add_columns", std::get<1>(*session.query(&User::id)
                                       .add_columns(col(&User::name).label("n"))
                                       .order_by(&User::id)
                                       .first()));
  note("distinct", session.query(&Post::user_id).distinct().order_by(&Post::user_id).all());
  note("entity and column", session.query(entity<User>(), col(&Post::title))
                                .join(&User::posts)
                                .order_by(&Post::id)
                                .all());
  note("add_entity",
       session.query<User>().add_entity<Post>().join(&User::posts).order_by(&Post::id).first());
}

SCENARIO("legacy_query/count_forms", Blog) {
  note("count", session.query<User>().filter(col(&User::id) > 1).count());
  note("count limit", session.query<User>().limit(2).count());
  note("count distinct", session.query(&Post::user_id).distinct().count());
  note("func", session.query(func::count(&User::id)).scalar());
  note("group count", session.query(col(&Post::user_id), func::count(&Post::id))
                          .group_by(&Post::user_id)
                          .order_by(&Post::user_id)
                          .all());
}

SCENARIO("legacy_query/filters", Blog) {
  auto q = session.query(&User::id).order_by(&User::id);
  note("filter", q.filter(col(&User::name) == "ed", col(&User::age) > 10).all());
  note("chained", q.filter(col(&User::id) > 1).filter(col(&User::id) < 3).all());
  note("filter_by", q.filter_by(Parameters{{"name", "mary"}, {"age", nullptr}}).all());
  note("where", q.where(col(&User::name).in_({"ed", "mary"})).all());
  note("or",
       q.filter(or_(col(&User::id) == 1, and_(col(&User::name).like("w%"), col(&User::age) == 25)))
           .all());
  note("none", q.filter(col(&User::age) == nullptr).all());
  note("text", q.filter(text("id = 2")).all());
  note("text params", q.filter(text("name = :n")).params({{"n", "mary"}}).all());
  note("getattr", q.filter(attr<User>("age") == 30).all());
}

SCENARIO("legacy_query/foreign_object_filters", Blog) {
  auto user = session.get<User>(1);
  auto post = session.get<Post>(1);
  auto posts = session.query(&Post::id);
  auto users = session.query(&User::id);
  note("== user", posts.filter(col(&Post::user) == user).order_by(&Post::id).all());
  note("== None", posts.filter(col(&Post::user) == nullptr).all());
  note("contains", users.filter(col(&User::posts).contains(post)).all());
  note("any", users.filter(col(&User::posts).any(col(&Post::title) == "third")).all());
  note("has", posts.filter(col(&Post::user).has(col(&User::name) == "wendy")).all());
  auto stmt = exists().where(col(&Post::user_id) == &User::id);
  std::vector<OptionalText> found;
  for (auto&& [name] : session.query(&User::name).filter(stmt).order_by(&User::id)) {
    found.push_back(name);
  }
  note("exists", found);
  note("with_parent", posts.with_parent(user, &User::posts).order_by(&Post::id).all());
}

SCENARIO("legacy_query/from_1_4_forms", Blog) {
  note("from_self",
       session.query<User>().filter(col(&User::id) < 3).from_self().order_by(&User::id).all());
  note("join by name", session.query(&User::name).join("posts").order_by(&Post::id).all());
  note(
      "several",
      session.query(&User::name).join("posts").join("tags").filter(col(&Tag::name) == "red").all());
  note("raw string", session.scalar(text("SELECT name FROM users WHERE id = :id"), {{"id", 1}}));
}

SCENARIO("legacy_query/get_uses_identity_map", Blog) {
  auto u = session.query<User>().get(1);
  note("same", session.query<User>().get(1) == u);
  expect("filtered", [&] { (void)session.query<User>().filter(col(&User::id) > 0).get(1); });
}

SCENARIO("legacy_query/group_having_and_correlate", Blog) {
  auto n = func::count(&Post::id).label("n");
  auto q = session.query(col(&User::name), n).outerjoin(&User::posts).group_by(&User::id);
  note("order by label", q.order_by(desc("n"), &User::id).all());
  note("having", q.having(n > 0).order_by(&User::id).all());
  note("scalar of many columns", session.query(func::max(&User::age), func::min(&User::age)).one());
}

SCENARIO("legacy_query/joins", Blog) {
  auto names_of = session.query(&User::name);
  auto pairs = session.query(&User::name, &Post::title);
  note("on",
       names_of.join(entity<Post>(), col(&User::id) == &Post::user_id).order_by(&Post::id).all());
  note("and_", names_of
                   .join(entity<Post>(),
                         and_(col(&User::id) == &Post::user_id, col(&Post::title) != nullptr))
                   .order_by(&Post::id)
                   .all());
  note("relationship", pairs.join(&User::posts).order_by(&Post::id).all());
  note("outerjoin", pairs.outerjoin(&User::posts).order_by(&User::id, &Post::id).all());
  note("two joins",
       names_of.join(&User::posts).join(&Post::tags).filter(col(&Tag::name) == "red").all());
  auto ua = aliased<User>();
  note("aliased", session.query(ua[&User::name])
                      .join(ua[&User::posts])
                      .filter(col(&Post::title) == "third")
                      .all());
  note("select_from",
       names_of.select_from(entity<Post>()).join(&Post::user).order_by(&Post::id).all());
  note("unique entities", session.query<User>().join(&User::posts).order_by(&User::id).all());
}

SCENARIO("legacy_query/order_limit_slice", Blog) {
  auto q = session.query(&User::name);
  note("desc()", q.order_by(desc("name")).all());
  note("text", q.order_by(text("name")).all());
  note("string", q.order_by("name").all());
  note("limit offset", q.order_by(&User::id).limit(2).offset(1).all());
  note("slice", q.order_by(&User::id).slice(1, 3).all());
  note("index", q.order_by(&User::id)[0]);
  note("page 2", q.order_by(&User::id).limit(2).offset(2 * (2 - 1)).all());
}

SCENARIO("legacy_query/self_referential_alias_join", Tree) {
  auto p = aliased<Node>();
  auto g = aliased<Node>();
  auto q = session.query(col(&Node::label), p[&Node::label], g[&Node::label])
               .join(p, &Node::parent)
               .join(g, p[&Node::parent])
               .order_by(&Node::id);
  note("rows", q.all());
  note("children of root", labels(session.query<Node>()
                                      .join(col(&Node::parent).of_type(p))
                                      .filter(p[&Node::label] == "root")
                                      .order_by(&Node::id)
                                      .all()));
}

SCENARIO("legacy_query/statement_text", Blog) {
  auto q = session.query<User>().filter(col(&User::name) == "x");
  note("str", to_string(q));
  note("statement", to_string(q.statement()));
  note("subquery", to_string(select(q.subquery())));
  note("exists", to_string(select(q.exists())));
}

SCENARIO("legacy_query/update_and_delete", Blog) {
  auto u = session.get<User>(1);
  note("updated", session.query<User>().filter(col(&User::id) < 3).update({{&User::age, 10}}));
  note("in memory", u->age);
  note("updated by name",
       session.query<User>().filter_by(&User::name, "ed").update({{"age", col(&User::age) + 1}}));
  note("in memory", u->age);
  note("none matched", session.query<User>().filter(col(&User::id) == 99).update({{"age", 1}}));
  auto t = session.get<Tag>(3);
  note("deleted", session.query<Tag>().filter(col(&Tag::id) == 3).delete_());
  note("in session", session.contains(t));
  expect("limit", [&] { (void)session.query<User>().limit(1).update({{"age", 1}}); });
}

}  // namespace cupel::conformance
