// Area history.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace active {

struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>, active_history> name{};
  Mapped<OptionalInt> qty{};
};

SCENARIO("history/active_history_column", Map<Item>) {
  auto i = session.get<Item>(1);
  session.expire(i);
  i->name = "new";
  note("name", inspect(i).attrs(&Item::name).history());
  session.expire(i);
  i->qty = 5;
  note("qty", inspect(i).attrs(&Item::qty).history());
}

struct Code {
  static constexpr auto tablename = "code";
  Mapped<std::string, primary_key, length<10>> id{};
};

SCENARIO("history/primary_key_is_active", Map<Code>) {
  auto c = session.get<Code>("a");
  session.expire(c);
  c->id = "b";
  note("history", inspect(c).attrs(&Code::id).history());
}

}  // namespace active

SCENARIO("history/collection", Blog) {
  auto u = session.get<User>(1);
  const auto h = [&] { return inspect(u).attrs(&User::posts).history(); };
  note("not loaded", h());
  auto first = u->posts[0];
  auto second = u->posts[1];
  note("loaded", h());
  u->posts.append(Post{.title = "n"});
  note("appended", h());
  u->posts.remove(first);
  note("removed", h());
  u->posts.append(first);
  note("appended again", h());
  const auto off = session.no_autoflush();
  u->posts = {second};
  note("replaced", h());
}

SCENARIO("history/collection_queued_changes", Blog) {
  auto u = session.get<User>(1);
  auto old = session.get<Post>(1);
  auto p = make<Post>({.title = "n"});
  session.add(p);
  const auto off = session.no_autoflush();
  p->user = u;
  old->user = nullptr;
  note("passive history", inspect(u).attrs(&User::posts).history());
  note("load_history", inspect(u).attrs(&User::posts).load_history());
}

SCENARIO("history/get_history_and_helpers", Blog) {
  auto u = session.get<User>(1);
  u->name = "x";
  const History h = get_history(*u, &User::name);
  note("has_changes", h.has_changes());
  note("sum", items(h.sum()));
  note("non_added", items(h.non_added()));
  note("non_deleted", items(h.non_deleted()));
  note("empty", h.empty());
  note("age", get_history(*u, &User::age).has_changes());
}

SCENARIO("history/in_after_update_event", Blog) {
  keep(listen<User>(events::after_update, [this](Mapper&, Connection&, User& target) {
    for (const MapperProperty* property : mapper_of<User>().properties()) {
      const AttributeState attr = inspect(target).attrs(property->key());
      const History hist = attr.load_history();
      if (hist.has_changes()) {
        note("change " + attr.key(),
             list(items(hist.non_added())[0], items(hist.non_deleted())[0]));
      }
    }
  }));
  auto u = session.get<User>(1);
  u->name = "haofly";
  u->age = 31;
  session.flush();
  note("after flush", inspect(u).attrs(&User::name).history());
}

SCENARIO("history/many_to_one", Blog) {
  auto p = session.get<Post>(1);
  auto wendy = session.get<User>(2);
  const auto h = [&] { return inspect(p).attrs(&Post::user).history(); };
  note("not loaded", h());
  p->user = wendy;
  note("old not loaded", h());
  session.close();
  p = session.get<Post>(2);
  auto ed = p->user.get();
  wendy = session.get<User>(2);
  note("loaded", h());
  p->user = wendy;
  note("old loaded", h());
  p->user = nullptr;
  note("null", h());
  p->user = ed;
  note("back", h());
}

SCENARIO("history/pending_and_rollback", Blog) {
  auto u = session.get<User>(1);
  u->name = "x";
  session.rollback();
  note("history", inspect(u).attrs(&User::name).history());
  note("name", u->name);
  note("history", inspect(u).attrs(&User::name).history());
}

SCENARIO("history/scalar", Blog) {
  auto u = session.get<User>(1);
  const auto h = [&] { return inspect(u).attrs(&User::name).history(); };
  note("loaded", h());
  u->name = "x";
  note("changed", h());
  u->name = "ed";
  note("set back", h());
  u->name = "y";
  session.flush();
  note("flushed", h());
}

SCENARIO("history/scalar_old_value_not_loaded", Blog) {
  auto u = session.get<User>(1);
  session.expire(u);
  u->name = "new";
  note("history", inspect(u).attrs(&User::name).history());
  note("load_history", inspect(u).attrs(&User::name).load_history());
  session.expire(u);
  note("expired, not set", inspect(u).attrs(&User::name).history());
  note("load_history", inspect(u).attrs(&User::name).load_history());
}

}  // namespace cupel::conformance
