// Area combinations: kinds of sessions, blocks, deleted objects, foreign keys by hand, Query.

#include <algorithm>

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

bool has_object(const std::vector<ObjectRef>& objects, const ObjectRef& object) {
  return std::ranges::find(objects, object) != objects.end();
}

}  // namespace

SCENARIO("combinations/session_modes", OwnerPets) {
  {
    Session s2(engine, {.autoflush = false});
    auto o = s2.get<Owner>(1);
    o->name = "x";
    note("rows", s2.scalars(select(&Owner::name).order_by(&Owner::id)).all());
    note("pets", names(o->pets));
    s2.commit();
    note("name", o->name);
    s2.close();
  }
  {
    Session s3(engine, {.expire_on_commit = false});
    auto o = s3.get<Owner>(2);
    o->name = "y";
    auto n = s3.add(Owner{.name = "n"});
    s3.delete_(o->pets[0]);
    s3.commit();
    note("kept", list(o->name, n->id, o->pets.size()));
    s3.rollback();
    note("kept", o->name);
    s3.close();
  }
  Session s4(engine, {.autobegin = false});
  expect("no begin", [&] { (void)s4.scalars(select<Owner>()).all(); });
  auto begun = s4.begin();
  note("count", s4.scalar(select(func::count(&Owner::id))));
  s4.commit();
  expect("after", [&] {
    s4.add(Owner{.name = "z"});
    s4.flush();
  });
  s4.close();
}

SCENARIO("combinations/begin_blocks", SingleTableItem) {
  session.begin([&] { session.add(Item{.name = "a"}); });
  expect("error", [&] {
    session.begin([&] {
      session.add(Item{.name = "b"});
      session.flush();
      raise("ValueError", "stop");
    });
  });
  session.begin([&] {
    session.begin_nested([&] { session.add(Item{.name = "c"}); });
    expect("inner", [&] {
      session.begin_nested([&] {
        session.add(Item{.name = "d"});
        raise("ValueError", "stop");
      });
    });
  });
  note("names", session.scalars(select(&Item::name).order_by(&Item::id)).all());
  session.rollback();
  expect("commit inside", [&] {
    session.begin([&] {
      session.add(Item{.name = "e"});
      session.commit();
      session.add(Item{.name = "f"});
      session.flush();
    });
  });
  session.rollback();
  auto n = session.begin_nested();
  session.add(Item{.name = "g"});
  n.rollback();
  note("active", n.is_active());
  session.commit();
}

SCENARIO("combinations/delete_then_touch", Blog) {
  auto u = session.get<User>(2);
  auto p = u->posts[0];
  session.delete_(p);
  note("in", list(u->posts.contains(p), has_object(session.deleted(), p)));
  session.flush();
  note("still", list(u->posts.contains(p), inspect(p).deleted()));
  session.expire(u, {"posts"});
  note("gone", u->posts.size());
  p->title = "late";
  note("dirty", has_object(session.dirty(), p));
  session.flush();
  expect("add", [&] {
    session.add(p);
    session.flush();
  });
  expect("refresh", [&] { session.refresh(p); });
  session.rollback();
  note("back", list(p->title, inspect(p).persistent()));
}

SCENARIO("combinations/unset_and_null", Blog) {
  auto p = session.get<Post>(1);
  p->user = nullptr;
  session.flush();
  note("fk", p->user_id);
  p->user_id = 2;
  session.flush();
  note("stale", p->user);
  session.expire(p, {"user"});
  note("user", p->user->name);
  p->user.del();
  session.flush();
  note("fk", p->user_id);
  auto n = make<Post>();
  note("unset", list(n->title, n->user, n->user_id));
  session.add(n);
  session.flush();
  note("in", dict_keys(n));
  auto m = make<Post>();
  m->title = std::nullopt;
  m->user = nullptr;
  session.add(m);
  session.flush();
  note("m", m->id);
  session.commit();
  note("fk", m->user_id);
}

SCENARIO("combinations/fk_by_id", Blog) {
  auto p = make<Post>({.user_id = 1, .title = "n"});
  note("before", p->user);
  session.add(p);
  note("pending", p->user);
  session.flush();
  note("after", p->user);
  auto owner = p->user.get();
  session.expire(p, {"user"});
  note("loaded", p->user->name);
  auto u = session.get<User>(1);
  note("posts", titles(u->posts));
  p->user_id = 3;
  session.flush();
  note("posts", titles(u->posts));
  note("user", p->user->name);
  session.commit();
  note("posts", titles(u->posts));
  note("user", p->user->name);
  p->user_id = 1;
  p->user = session.get<User>(2);
  session.flush();
  note("both", p->user_id);
}

SCENARIO("combinations/query_api_more", Blog) {
  auto q = session.query<User>();
  auto ed = session.get<User>(1);
  note("opt", each(q.options(joinedload(&User::posts)).order_by(&User::id).limit(2).all(),
                   [](const auto& u) { return titles(u->posts); }));
  note("count", q.options(joinedload(&User::posts)).count());
  note("having", session.query(col(&User::name), func::count(&Post::id).label("n"))
                     .join(&User::posts)
                     .group_by(&User::name)
                     .having(func::count(&Post::id) > 1)
                     .all());
  note("from", session.query(&Post::title, &User::name)
                   .select_from(entity<Post>())
                   .outerjoin(&Post::user)
                   .order_by(&Post::id)
                   .all());
  auto x = aliased<User>("x");
  note("alias", make_query(session, x).filter(text("x.id = 3")).one());
  const auto sub = session.query(col(&Post::user_id), func::count().label("n"))
                       .group_by(&Post::user_id)
                       .subquery();
  note("sub", session.query(col(&User::name), sub.c["n"].as<OptionalInt>())
                  .outerjoin(sub, col(&User::id) == sub.c["user_id"])
                  .order_by(&User::id)
                  .all());
  note("in",
       q.filter(col(&User::id).in_(
                    session.query(&Post::user_id).filter(col(&Post::title) == "third").statement()))
           .one());
  note("first", q.filter(col(&User::id) > 5).first());
  note("n", q.filter(col(&User::name) == "ed")
                .update({{&User::age, col(&User::age) + 1}}, {.synchronize_session = "fetch"}));
  note("age", session.get<User>(1)->age);
  note("n", session.query<Profile>().delete_());
  note("limit0", q.limit(0).all());
  note("distinct", session.query(&User::age).distinct().count());
  note("str", to_string(session.query(&User::id).filter(col(&User::name) == "x")));
  note("slice", ids(q.order_by(&User::id).offset(1).all()));
  note("yield", ids(q.order_by(&User::id).yield_per(2).all()));
}

SCENARIO("combinations/do_orm_execute_forms", Blog) {
  keep(listen(session, events::do_orm_execute, [this](OrmExecuteState& st) {
    note("state", list(st.is_select(), st.is_update(), st.is_relationship_load(),
                       st.is_column_load(), st.is_orm_statement()));
    if (st.statement && st.is_select() && !st.is_column_load() && !st.is_relationship_load()) {
      st.add_options({with_loader_criteria<Post>(col(&Post::title) != "first")});
    }
  }));
  auto u = session.scalars(select<User>().where(col(&User::id) == 1)).one();
  note("posts", titles(u->posts));
  session.expire(u, {"age"});
  (void)u->age.get();
  (void)session.execute(update<User>().where(col(&User::id) == 1).values({{&User::age, 3}}));
  (void)session.execute(text("SELECT 1"));
  (void)session.get<Tag>(1);
  (void)session.scalars(select<User>().options(selectinload(&User::posts)).order_by(&User::id))
      .all();
  end();
}

}  // namespace cupel::conformance
