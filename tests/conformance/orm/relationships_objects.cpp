// Area relationships: both sides in memory, one-to-one, many-to-many, odd cases.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("relationships/append_deleted_object", Blog) {
  auto u = session.get<User>(2);
  auto t = session.get<Post>(1);
  session.delete_(t);
  {
    const auto off = session.no_autoflush();
    u->posts.append(t);
  }
  note("still marked deleted", session.deleted());
  session.flush();
  note("deleted", inspect(t).deleted());
}

SCENARIO("relationships/back_populates_in_memory", Blog) {
  auto u = make<User>({.name = "u"});
  auto p = make<Post>({.title = "p"});
  p->user = u;
  note("collection", u->posts);
  u->posts.remove(p);
  note("reference", p->user);
  u->posts = {p};
  note("reference", p->user);
  auto v = make<User>({.name = "v"});
  p->user = v;
  note("moved", list(u->posts, v->posts));
  p->user = nullptr;
  note("empty", v->posts);
}

SCENARIO("relationships/backref_does_not_load_collection", Blog) {
  auto u = session.get<User>(1);
  auto p = make<Post>({.title = "n"});
  p->user = u;
  note("posts loaded", in_dict(u, "posts"));
  {
    const auto off = session.no_autoflush();
    note("posts", u->posts);
  }
  session.flush();
}

SCENARIO("relationships/deleted_reference_still_points", Blog) {
  auto u = session.get<User>(1);
  auto p = u->posts[0];
  session.delete_(p);
  session.flush();
  note("still in collection", u->posts.contains(p));
  session.expire(u, {"posts"});
  note("reloaded", titles(u->posts));
}

namespace imperative_links {

struct Department {
  std::int64_t id = 0;
  OptionalText department_name;
};
struct Employee {
  std::int64_t id = 0;
  OptionalText first_name;
  Relationship<List<Department>> departments{};
};
struct Model {
  static void map(Registry& registry) {
    const Table employees("employees", registry.metadata(), Column("id", Integer(), primary_key),
                          Column("first_name", String(20)));
    const Table association("association", registry.metadata(),
                            Column("employee_id", ForeignKey("employees.id"), primary_key),
                            Column("department_id", ForeignKey("departments.id"), primary_key));
    const Table departments("departments", registry.metadata(),
                            Column("id", Integer(), primary_key),
                            Column("department_name", String(20)));
    registry.map_imperatively<Employee>(
        employees, [&](auto& m) { m.relationship(&Employee::departments).secondary(association); });
    registry.map_imperatively<Department>(departments, [](auto&) {});
  }
};

SCENARIO("relationships/employee_departments_autoflush_off", Model) {
  const auto make_session = sessionmaker(engine, {.autoflush = false, .expire_on_commit = false});
  const auto department = [](const char* name) {
    auto made = make<Department>();
    made->department_name = name;
    return made;
  };
  const auto name_of = [](const ObjectRef& object) {
    return observe(Ref<Department>(object.instance())->department_name);
  };
  {
    Session s = make_session();
    auto employee = s.query<Employee>().where(col(&Employee::first_name) == "John").one_or_none();
    const auto look = [&] {
      note("new", each(s.new_(), name_of));
      const History h = inspect(employee).attrs(&Employee::departments).history();
      const auto side = [&](const History::Items& items) {
        return each(items, [&](const HistoryItem& item) { return name_of(item.object()); });
      };
      note("history", list(side(h.added), side(h.unchanged), side(h.deleted)));
    };
    employee->departments = {department("support")};
    look();
    employee->departments = {department("IT")};
    look();
    s.commit();
  }
  note("departments", session.execute(select(registry.metadata().table("departments"))).all());
  note("association", session.execute(select(registry.metadata().table("association"))).all());
}

}  // namespace imperative_links

namespace employees {

struct Department;
struct Employee {
  static constexpr auto tablename = "employees";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> first_name{};
  Relationship<List<Department>, secondary<"association">> departments{};
};
struct Department {
  static constexpr auto tablename = "departments";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
};
struct Model {
  static void map(Registry& registry) {
    Table("association", registry.metadata(),
          Column("employee_id", ForeignKey("employees.id"), primary_key),
          Column("department_id", ForeignKey("departments.id"), primary_key));
    registry.map<Employee, Department>();
  }
};

SCENARIO("relationships/employee_departments_expunge", Model) {
  const auto make_session = sessionmaker(engine, {.autoflush = false, .expire_on_commit = false});
  Session s = make_session();
  s.begin([&] {
    auto employee = s.query<Employee>().where(col(&Employee::first_name) == "John").one_or_none();
    employee->departments = {Department{.name = "support"}};
    s.expunge(employee->departments[0]);
    employee->departments = {Department{.name = "IT"}};
    note("new", s.new_());
  });
  s.close();
  note("departments", session.execute(select(&Department::id, &Department::name)).all());
}

}  // namespace employees

namespace two_lists {

struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>, backref<"a">, order_by<"B.id">> bs{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"a.id">> a_id{};
  Relationship<A> a{};
};

SCENARIO("relationships/list_duplicate_removed_once", Map<A, B>) {
  auto a1 = make<A>();
  auto b1 = make<B>();
  a1->bs.append(b1);
  a1->bs.append(b1);
  a1->bs.erase(1);
  note("count", a1->bs.size());
  note("b1.a is a1", b1->a == a1);
  session.add(a1);
  session.commit();
  note("after commit", a1->bs.size());
  a1->bs.remove(b1);
  note("removed last", b1->a);
}

SCENARIO("relationships/list_swap_with_backref", Map<A, B>) {
  auto a1 = make<A>();
  a1->bs = {B{.id = 1}, B{.id = 2}};
  session.add(a1);
  session.commit();
  {
    auto first = a1->bs[0];
    auto second = a1->bs[1];
    a1->bs.set(0, second);
    a1->bs.set(1, first);
  }
  note("order", ids(a1->bs));
  note("a set", each(a1->bs, [&](const auto& b) { return b->a == a1; }));
  session.commit();
  note("after", ids(a1->bs));
}

}  // namespace two_lists

namespace pending_flag {

struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
  Relationship<Parent, cupel::load_on_pending> parent{};
};

SCENARIO("relationships/load_on_pending_flag", Map<Parent, Child>) {
  auto c = make<Child>({.parent_id = 1});
  session.add(c);
  const auto off = session.no_autoflush();
  note("parent", c->parent->id);
}

}  // namespace pending_flag

namespace privileges {

struct Privilege;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Privilege>, secondary<"user_privilege">, backref<"users">,
               order_by<"Privilege.id">>
      privileges{};
};
struct Privilege {
  static constexpr auto tablename = "privileges";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<User>> users{};
};
struct Model {
  static void map(Registry& registry) {
    Table("user_privilege", registry.metadata(),
          Column("user_id", Integer(), ForeignKey("users.id")),
          Column("privilege_id", Integer(), ForeignKey("privileges.id")));
    registry.map<User, Privilege>();
  }
};

SCENARIO("relationships/many_to_many_with_backref", Model) {
  auto read = make<Privilege>({.name = "read"});
  auto write = make<Privilege>({.name = "write"});
  auto u = make<User>({.name = "u"});
  u->privileges = {read, write};
  note("back", read->users);
  session.add(u);
  session.commit();
  note("loaded", names(u->privileges));
  read->users.remove(u);
  session.commit();
  note("left", names(u->privileges));
  note("query",
       session
           .scalars(
               select(&User::name).join(&User::privileges).where(col(&Privilege::name) == "write"))
           .all());
}

}  // namespace privileges

SCENARIO("relationships/many_to_one_no_select_when_in_identity_map", Blog) {
  auto u = session.get<User>(1);
  auto p = session.get<Post>(1);
  note("same", p->user == u);
  auto q = session.get<Post>(3);
  note("other", q->user->name);
}

SCENARIO("relationships/many_to_one_unset_then_foreign_key", Blog) {
  auto p = make<Post>({.title = "x"});
  note("before", p->user);
  p->user_id = 2;
  session.add(p);
  session.flush();
  note("user", p->user);
}

SCENARIO("relationships/one_to_one_replace", Blog) {
  auto u = session.get<User>(1);
  auto fresh = make<Profile>({.bio = "new"});
  u->profile = fresh;
  note("back reference", fresh->user);
  session.flush();
  note("rows",
       session.execute(select(&Profile::id, &Profile::user_id).order_by(&Profile::id)).all());
}

namespace one_to_one {

struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Post, back_populates<"user">> post{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Relationship<User, back_populates<"post">> user{};
};

SCENARIO("relationships/one_to_one_uselist_false_both_sides", Map<User, Post>) {
  auto u = make<User>();
  u->post = Post{};
  note("other side", u->post->user == u);
  session.add(u);
  session.commit();
  note("loaded", u->post->user_id);
  u->post = nullptr;
  session.flush();
  note("fk", session.scalars(select(&Post::user_id)).all());
}

}  // namespace one_to_one

SCENARIO("relationships/order_is_not_kept_in_memory", Blog) {
  auto u = session.get<User>(1);
  u->posts.insert(0, Post{.title = "z"});
  session.flush();
  note("memory", titles(u->posts));
  session.expire(u);
  note("loaded", titles(u->posts));
}

SCENARIO("relationships/post_without_user_id_specified", Blog) {
  const auto keys = [](const auto& posts) {
    return each(posts, [](const auto& p) { return observe(p->user_id); });
  };
  auto user = make<User>({.name = "haofly"});
  user->posts = {Post{.title = "a"}, Post{.title = "b"}};
  note("before", keys(user->posts));
  note("post.user", user->posts[0]->user);
  session.add(user);
  session.commit();
  note("after", keys(user->posts));
}

namespace detached_or_raise {

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
};
struct Address {
  static constexpr auto tablename = "address";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Relationship<User> user{};
};
struct Parcel {
  static constexpr auto tablename = "parcel";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Relationship<User, lazy<"raise">> user{};
};

SCENARIO("relationships/replace_many_to_one_detached_or_raise", Map<User, Address, Parcel>) {
  auto some_user = session.get<User>(2);
  auto a1 = session.query<Address>().filter_by(&Address::id, 5).one();
  session.expunge(a1);
  a1->user = some_user;
  note("detached", a1->user);
  session.add(a1);
  session.flush();
  auto p = session.get<Parcel>(1);
  expect("read", [&] { (void)p->user.get(); });
  p->user = some_user;
  session.flush();
  note("user_id", list(a1->user_id, p->user_id));
}

}  // namespace detached_or_raise

namespace {

Observed walk(const Ref<Node>& n) {
  return list(n->label, each(n->children, [](const auto& c) { return walk(c); }));
}

}  // namespace

SCENARIO("relationships/self_referential_lazy_levels", Tree) {
  auto root = session.get<Node>(1);
  note("tree", walk(root));
  note("parent", each(root->children, [&](const auto& c) { return c->parent == root; }));
}

namespace view_only {

struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, viewonly, order_by<"Child.id">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
};

SCENARIO("relationships/viewonly_not_written", Map<Parent, Child>) {
  auto p = session.get<Parent>(1);
  note("children", ids(p->children));
  auto extra = make<Child>({.id = 9});
  p->children.append(extra);
  note("extra in session", session.contains(extra));
  session.flush();
  session.expire_all();
  note("children", ids(p->children));
  session.delete_(p);
  expect("foreign key of the child is not touched", [&] { session.flush(); });
}

}  // namespace view_only

namespace wrong_type {

struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
};
struct Other {
  static constexpr auto tablename = "other";
  Mapped<std::int64_t, primary_key> id{};
};

// What is a list of children, and what its members are, the compiler knows.
template <class Collection, class Value>
concept TakesWhole = requires(Collection& collection, Value value) { collection = value; };
template <class Collection, class Value>
concept TakesMember = requires(Collection& collection, Value value) { collection.append(value); };

SCENARIO("relationships/wrong_type_assignment", Map<Parent, Child, Other>) {
  using Children = decltype(Parent::children);
  expect_no_compile("scalar to collection", !TakesWhole<Children, Child>);
  expect_no_compile("wrong class", !TakesMember<Children, Ref<Other>>);
  session.rollback();
  auto p = make<Parent>();
  p->children = {Ref<Child>()};
  session.add(p);
  expect("none in a collection", [&] { session.flush(); });
}

}  // namespace wrong_type

SCENARIO("relationships/load_on_pending", Blog) {
  const auto off = session.no_autoflush();
  auto p = make<Post>({.user_id = 1, .title = "x"});
  session.add(p);
  note("user", p->user);
  auto q = make<Post>({.user_id = 1, .title = "y"});
  session.enable_relationship_loading(q);
  note("user of enabled", q->user);
}

}  // namespace cupel::conformance
