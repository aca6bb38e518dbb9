// Area queries: what is selected, in which shape it comes, from where.

#include "cupel/sql/compiler/compile.hpp"

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

template <class Statement>
std::string sql(const Statement& statement) {
  return to_string(statement);
}

}  // namespace

SCENARIO("queries/bundle", Blog) {
  const auto b = bundle("person", &User::name, &User::age);
  auto rows = session.execute(select(b, &User::id).order_by(&User::id)).all();
  note("rows", each(rows, [](const auto& row) {
         const auto& [person, id] = row;
         return list(std::get<0>(person), std::get<1>(person), id);
       }));
  const auto d = bundle("d", &User::id, &User::name);
  note("dict bundle", each(session.execute(select(d).order_by(&User::id)).scalars().all(),
                           [&](const auto& values) {
                             return object_of({{d.keys()[0], observe(std::get<0>(values))},
                                               {d.keys()[1], observe(std::get<1>(values))}});
                           }));
  note("single entity",
       each(session.query(bundle("p", &User::id, &User::name)).order_by(&User::id).all(),
            [](const auto& row) { return std::get<0>(row); }));
  note("filter", session.scalars(select(&User::id).where(b.c("name") == "ed")).all());
}

SCENARIO("queries/case_cast_functions", Blog) {
  auto stmt =
      select(
          &User::name,
          case_({{col(&User::age) > 28, "old"}, {col(&User::age) == nullptr, "unknown"}}, "young")
              .label("c"),
          cast(col(&User::age), String()).label("s"), func::coalesce(col(&User::age), 0).label("z"),
          func::row_number().over({.order_by = {col(&User::name)}}).label("rn"))
          .order_by(&User::id);
  note("rows", session.execute(stmt.as<>()).all());
}

SCENARIO("queries/compile_strings", Blog) {
  note("select", sql(select<User>()));
  note("columns", sql(select(&User::id, &Post::id)));
  note("where", sql(select(&User::name).where(col(&User::name) == "ed", col(&User::posts).any())));
  note("limit", sql(select(&User::id).limit(2).offset(3)));
  note("join", sql(select<User>().join(&User::posts).join(&Post::tags)));
  Session other;
  note("query", sql(other.query<User>().filter(col(&User::id) == 1)));
  note("alias", sql(select(aliased<User>())));
}

SCENARIO("queries/entity_uniqueness_and_identity", Blog) {
  auto stmt = select<User>().join(&User::posts).order_by(&Post::id);
  auto rows = session.scalars(stmt).all();
  note("not unique", rows);
  note("same object", rows[0] == rows[1]);
  note("unique", session.scalars(stmt).unique().all());
  note("unique rows of columns",
       session.execute(select(&User::name).join(&User::posts)).unique().all());
  note("null entity in outer join", session
                                        .execute(select(col(&User::name), entity<Post>())
                                                     .outerjoin(&User::posts)
                                                     .where(col(&User::id) == 3))
                                        .all());
}

SCENARIO("queries/from_statement_text", Blog) {
  auto stmt = text("SELECT * FROM users WHERE name = :n");
  note("users", session.scalars(select<User>().from_statement(stmt), {{"n", "ed"}}).all());
  auto cols =
      text("SELECT id, name AS n FROM users ORDER BY id").columns(col(&User::id), col(&User::name));
  note("typed", session.execute(cols).all());
  auto u =
      session
          .scalars(select<User>().from_statement(text("SELECT id, name FROM users WHERE id = 2")))
          .one();
  note("age loads later", u->age);
}

SCENARIO("queries/lateral_and_subquery_entities", Blog) {
  auto inner = select(&Post::id, &Post::user_id, &Post::title)
                   .where(col(&Post::title) != "first")
                   .subquery("inner_posts");
  auto pa = aliased<Post>(inner);
  note("rows", session
                   .execute(select(col(&User::name), pa[&Post::title])
                                .join(pa, pa[&Post::user_id] == &User::id)
                                .order_by(pa[&Post::id]))
                   .all());
  note("entities", session.scalars(select(pa).order_by(pa[&Post::id])).all());
}

SCENARIO("queries/order_limit_offset_distinct", Blog) {
  const auto run = [&](std::string_view label, const auto& stmt) {
    note(label, session.scalars(stmt).all());
  };
  run("desc", select(&User::name).order_by(col(&User::name).desc()));
  run("nulls", select(&User::name).order_by(col(&User::age).desc().nulls_last()));
  run("limit offset", select(&User::id).order_by(&User::id).limit(1).offset(1));
  run("offset only", select(&User::id).order_by(&User::id).offset(2));
  run("slice", select(&User::id).order_by(&User::id).slice(1, 3));
  run("distinct", select(&Post::user_id).distinct().order_by(&Post::user_id));
  note("order by label",
       session
           .execute(select(col(&User::id), func::length(col(&User::name)).label("l"))
                        .order_by(desc("l"), "id")
                        .as<>())
           .all());
  run("order by text", select(&User::name).order_by(text("name DESC")));
  run("no order", select(&User::id).order_by(&User::name).order_by(nullptr).order_by(&User::id));
}

SCENARIO("queries/recursive_cte", Tree) {
  auto top = select(col(&Node::id), col(&Node::label), literal(0).label("depth"))
                 .where(col(&Node::id) == 1)
                 .cte("tree", {.recursive = true});
  auto child = aliased<Node>();
  top = top.union_all(select(child[&Node::id], child[&Node::label], top.c["depth"] + 1)
                          .join(top, child[&Node::parent_id] == top.c["id"]));
  note("rows", session.execute(select(top.c["label"], top.c["depth"]).order_by(top.c["id"])).all());
}

SCENARIO("queries/result_freeze_and_merge", Blog) {
  auto r = session.execute(select(&User::id).order_by(&User::id));
  note("fetchone", r.fetchone());
  note("fetchmany", r.fetchmany(1));
  note("all", r.all());
  note("after all", r.all());
  r.close();
  expect("closed", [&] { (void)r.all(); });
}

SCENARIO("queries/scalar_subquery_cte_union", Blog) {
  auto n = select(func::count(&Post::id))
               .where(col(&Post::user_id) == &User::id)
               .correlate(entity<User>())
               .scalar_subquery();
  note("scalar", session.execute(select(col(&User::name), n.label("n")).order_by(&User::id)).all());
  auto c =
      select(col(&Post::user_id), func::count().label("n")).group_by(&Post::user_id).cte("counts");
  note("cte", session
                  .execute(select(&User::name, c.c["n"])
                               .join(c, c.c["user_id"] == &User::id)
                               .order_by(&User::id)
                               .as<>())
                  .all());
  auto u =
      union_(select<User>().where(col(&User::id) == 1), select<User>().where(col(&User::id) == 3));
  note("union from_statement",
       session.scalars(select<User>().from_statement(u.order_by("id"))).all());
  auto ua = aliased<User>(u.subquery());
  note("union alias", session.scalars(select(ua).order_by(ua[&User::id])).all());
}

SCENARIO("queries/select_columns_and_labels", Blog) {
  auto row = session
                 .execute(select(col(&User::id), col(&User::name).label("n"),
                                 func::length(col(&User::name)), literal(5).label("five"))
                              .where(col(&User::id) == 1)
                              .as<>())
                 .one();
  note("row", row);
  note("by name", list(row["id"], row["n"], row["five"]));
  std::vector<std::pair<std::string_view, Observed>> mapping;
  note("mapping", object_of({{row.keys()[0], observe(row[0])},
                             {row.keys()[1], observe(row[1])},
                             {"length", observe(row[2])},
                             {row.keys()[3], observe(row[3])}}));
  note("keys", session.execute(select(&User::id, &User::name)).keys());
  auto plain = select(&User::id, &User::name).order_by(&User::id).as<>();
  note("mappings", each(session.execute(plain).mappings().all(), [](const Parameters& m) {
         return object_of({{"id", observe(*m.find("id"))}, {"name", observe(*m.find("name"))}});
       }));
  note("columns",
       session.execute(select(&User::id, &User::name, &User::age).order_by(&User::id).as<>())
           .columns({2, 1})
           .all());
  note("tuples",
       session.execute(select(&User::id, &User::name).order_by(&User::id)).tuples().first());
}

SCENARIO("queries/select_entity_and_columns", Blog) {
  note(
      "rows",
      session
          .execute(select(entity<User>(), col(&Post::title)).join(&User::posts).order_by(&Post::id))
          .all());
  note("two entities",
       session.execute(select<Post, User>().join(&Post::user).order_by(&Post::id)).all());
  note("keys", session.execute(select(entity<Post>(), col(&User::name), col(&Post::title))).keys());
}

SCENARIO("queries/select_entity_shapes", Blog) {
  auto stmt = select<User>().order_by(&User::id);
  note("rows", session.execute(stmt).all());
  note("scalars", session.scalars(stmt).all());
  note("first", session.scalars(stmt).first());
  note("scalar", session.scalar(stmt));
  note("execute first", session.execute(stmt).first());
  note("one", session.scalars(stmt.where(col(&User::id) == 2)).one());
  note("one_or_none", session.scalars(stmt.where(col(&User::id) == 99)).one_or_none());
  note("first of nothing", session.scalars(stmt.where(col(&User::id) == 99)).first());
  expect("one of nothing", [&] { (void)session.scalars(stmt.where(col(&User::id) == 99)).one(); });
  expect("one of many", [&] { (void)session.scalars(stmt).one(); });
  expect("one_or_none of many", [&] { (void)session.scalars(stmt).one_or_none(); });
  note("scalar_one", session.execute(stmt.where(col(&User::id) == 1)).scalar_one());
}

SCENARIO("queries/union_of_entities_and_order", Blog) {
  auto a = select(col(&User::name).label("n")).where(col(&User::id) < 3);
  auto b = select(&Tag::name);
  note("rows", session.scalars<OptionalText>(union_all(a, b).order_by("n").limit(4)).all());
}

SCENARIO("queries/with_only_columns_and_add_columns", Blog) {
  auto stmt = select<User>().where(col(&User::id) == 1);
  note("add", session.execute(stmt.add_columns(func::length(col(&User::name)))).all());
  note("only", session.execute(stmt.with_only_columns(&User::name)).all());
  note("count", session.scalar(stmt.with_only_columns(func::count())));
}

}  // namespace cupel::conformance
