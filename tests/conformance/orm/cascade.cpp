// Area cascade.

#include "cupel/orm/unit_of_work/cascade_iterator.hpp"

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace from_child {
struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Post>, back_populates<"user">> posts{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Relationship<User, back_populates<"posts">, cascade<"all, delete">> user{};
};
}  // namespace from_child

SCENARIO("cascade/cascade_all_delete_from_child_side", Map<from_child::User, from_child::Post>) {
  auto p = session.get<from_child::Post>(1);
  session.delete_(p);
  session.flush();
  note("other post", session.execute(text("SELECT id, user_id FROM posts")).all());
}

namespace backrefs {
struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Post>, back_populates<"user">> posts{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Relationship<User, back_populates<"posts">> user{};
};
}  // namespace backrefs

SCENARIO("cascade/cascade_backrefs_false_in_1_4", Map<backrefs::User, backrefs::Post>) {
  using backrefs::Post;
  using backrefs::User;
  auto u = make<User>({.name = "u"});
  session.add(u);
  auto p = make<Post>({.user = u});
  note("in session", session.contains(p));
  auto q = make<Post>();
  u->posts.append(q);
  note("appended", session.contains(q));
}

SCENARIO("cascade/cascade_iterator", Blog) {
  auto u =
      make<User>({.name = "u",
                  .posts = {Post{.title = "a", .tags = {Tag{.name = "t"}}}, Post{.title = "b"}},
                  .profile = Profile{.bio = "x"}});
  const auto reached = [&u](Cascade type) {
    std::vector<ObjectRef> all;
    VisitedInstances visited;
    cascade_iterator(type, *u.instance(), visited,
                     [&all](Instance& instance) { all.emplace_back(&instance); });
    return all;
  };
  note("save-update", set_of(reached(Cascade::save_update)));
  note("delete", reached(Cascade::delete_));
}

SCENARIO("cascade/delete_detached_parent_with_children", OwnerPets) {
  auto o = session.get<Owner>(1);
  session.close();
  session.delete_(o);
  note("deleted", set_of(session.deleted()));
  session.flush();
}

SCENARIO("cascade/delete_orphan_moved_to_other_parent", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  auto rex = ann->pets[0];
  bob->pets.append(rex);
  note("ann", ann->pets);
  session.flush();
  note("owner", rex->owner->name);
}

SCENARIO("cascade/delete_orphan_pending_child_expunged", OwnerPets) {
  auto o = make<Owner>({.name = "o"});
  session.add(o);
  auto p = make<Pet>({.name = "p"});
  o->pets.append(p);
  note("in session", session.contains(p));
  o->pets.remove(p);
  note("in session", session.contains(p));
  session.flush();
}

SCENARIO("cascade/delete_orphan_remove_then_append_elsewhere", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  auto rex = ann->pets[0];
  ann->pets.remove(rex);
  {
    const auto off = session.no_autoflush();
    bob->pets.append(rex);
  }
  session.flush();
  note("state", list(inspect(rex).persistent(), rex->owner_id));
}

SCENARIO("cascade/delete_orphan_replace_collection", OwnerPets) {
  auto o = session.get<Owner>(1);
  auto kept = o->pets[1];
  o->pets = {kept, Pet{.name = "new"}};
  session.flush();
  note("pets", o->pets);
}

SCENARIO("cascade/delete_orphan_set_none", OwnerPets) {
  auto o = session.get<Owner>(1);
  auto rex = session.get<Pet>(1);
  rex->owner = nullptr;
  session.flush();
  note("state", inspect(rex).deleted());
}

SCENARIO("cascade/delete_orphan_set_none_parent_not_loaded", OwnerPets) {
  auto rex = session.get<Pet>(1);
  rex->owner = nullptr;
  session.flush();
  note("state", list(inspect(rex).deleted(), inspect(rex).persistent()));
}

SCENARIO("cascade/delete_parent_deletes_children", OwnerPets) {
  auto o = session.get<Owner>(1);
  session.delete_(o);
  note("deleted at once", set_of(session.deleted()));
  session.flush();
  note("left", session.scalars(select(&Pet::name)).all());
}

namespace two_levels {
struct B;
struct C;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>, cascade<"all, delete">, order_by<"B.id">> bs{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"a.id">> a_id{};
  Relationship<List<C>, cascade<"all, delete-orphan">, order_by<"C.id">> cs{};
};
struct C {
  static constexpr auto tablename = "c";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"b.id">> b_id{};
};
}  // namespace two_levels

SCENARIO("cascade/delete_two_levels", Map<two_levels::A, two_levels::B, two_levels::C>) {
  auto a = session.get<two_levels::A>(1);
  session.delete_(a);
  session.flush();
}

SCENARIO("cascade/expunge", OwnerPets) {
  auto o = session.get<Owner>(1);
  const auto pets = o->pets.to_vector();
  session.expunge(o);
  std::vector<bool> detached;
  for (const auto& p : pets) detached.push_back(inspect(p).detached());
  note("pets detached", list(bool(detached[0]), bool(detached[1])));
}

SCENARIO("cascade/invalid_cascade_name", NoMapping) {
  const auto words = [](const char* text) {
    std::vector<std::string> all;
    const std::string list = CascadeOptions(text).str() + ", ";
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = list.find(", ", at);
      all.push_back(list.substr(at, end - at));
      at = end + 2;
    }
    return all;
  };
  expect("unknown", [&] { (void)words("all, wat"); });
  note("all", set_of(words("all")));
  note("default", set_of(words("save-update, merge")));
  note("delete-orphan warns", set_of(words("delete-orphan")));
}

namespace two_parents {
struct Task;
struct Boss {
  static constexpr auto tablename = "boss";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Task>, cascade<"all, delete-orphan">, backref<"boss">> tasks{};
};
struct Project {
  static constexpr auto tablename = "project";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Task>, cascade<"all, delete-orphan">, backref<"project">> tasks{};
};
struct Task {
  static constexpr auto tablename = "task";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"boss.id">> boss_id{};
  Mapped<OptionalInt, foreign_key<"project.id">> project_id{};
  Relationship<Boss> boss{};
  Relationship<Project> project{};
};
}  // namespace two_parents

namespace legacy_orphan {
struct Task;
struct Boss {
  static constexpr auto tablename = "boss";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Task>, cascade<"all, delete-orphan">, backref<"boss">> tasks{};
};
struct Project {
  static constexpr auto tablename = "project";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Task>, cascade<"all, delete-orphan">, backref<"project">> tasks{};
};
struct Task {
  static constexpr auto tablename = "task";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"boss.id">> boss_id{};
  Mapped<OptionalInt, foreign_key<"project.id">> project_id{};
  Relationship<Boss> boss{};
  Relationship<Project> project{};
  static void configure(Mapping<Task>& m) { m.options().legacy_is_orphan = true; }
};
}  // namespace legacy_orphan

SCENARIO("cascade/legacy_is_orphan",
         Map<legacy_orphan::Boss, legacy_orphan::Project, legacy_orphan::Task>) {
  using legacy_orphan::Boss;
  using legacy_orphan::Project;
  using legacy_orphan::Task;
  auto b = make<Boss>();
  auto p = make<Project>();
  auto t1 = make<Task>({.boss = b, .project = p});
  session.add(t1);
  b->tasks.remove(t1);
  note("separated from one", session.contains(t1));
  p->tasks.remove(t1);
  note("separated from both", session.contains(t1));
}

namespace many_to_many {
struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>, secondary<"link">, cascade<"all, delete">, order_by<"B.id">> bs{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
};
struct Mapping_ {
  static void map(Registry& registry) {
    Table("link", registry.metadata(), Column("a_id", ForeignKey("a.id"), primary_key),
          Column("b_id", ForeignKey("b.id"), primary_key));
    registry.map<A, B>();
  }
};
}  // namespace many_to_many

SCENARIO("cascade/many_to_many_delete_cascade", many_to_many::Mapping_) {
  auto a = session.get<many_to_many::A>(1);
  session.delete_(a);
  session.flush();
  note("b", session.scalar(text("SELECT count(*) FROM b")));
}

namespace single_parents {
struct Pref;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"pref.id">> pref_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Pref, cascade<"all, delete-orphan">, single_parent> pref{};
};
struct Pref {
  static constexpr auto tablename = "pref";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> data{};
};
}  // namespace single_parents

SCENARIO("cascade/many_to_one_delete", Map<single_parents::User, single_parents::Pref>) {
  auto u = session.get<single_parents::User>(1);
  session.delete_(u);
  session.flush();
}

SCENARIO("cascade/single_parent_violation", Map<single_parents::User, single_parents::Pref>) {
  using single_parents::Pref;
  using single_parents::User;
  auto p = make<Pref>({.data = "p"});
  auto a = make<User>({.name = "a", .pref = p});
  expect("second parent", [&] { auto b = make<User>({.name = "b", .pref = p}); });
}

namespace no_single_parent {
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
};
struct Pref {
  static constexpr auto tablename = "pref";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Relationship<User, cascade<"all, delete-orphan">> user{};
};
}  // namespace no_single_parent

SCENARIO("cascade/many_to_one_delete_orphan_needs_single_parent",
         Map<no_single_parent::User, no_single_parent::Pref>) {
  expect("configure", [&] { registry.configure(); });
}

namespace merging {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, cascade<"merge">, order_by<"Child.id">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
};
}  // namespace merging

SCENARIO("cascade/merge_cascade_only", Map<merging::Parent, merging::Child>) {
  using merging::Child;
  using merging::Parent;
  auto p = session.merge(Parent{.id = 1, .children = {Child{.id = 1}}});
  note("merged child", p->children.size());
  note("in session", session.contains(p->children[0]));
  session.flush();
}

SCENARIO("cascade/no_cascade_along_backref", Blog) {
  auto u = session.get<User>(1);
  auto p = make<Post>({.title = "p"});
  p->user = u;
  note("in session", session.contains(p));
  session.flush();
  note("in session", session.contains(p));
  note("listed", u->posts.contains(p));
}

namespace no_cascades {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, cascade<"">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
};
}  // namespace no_cascades

SCENARIO("cascade/none_cascade", Map<no_cascades::Parent, no_cascades::Child>) {
  using no_cascades::Child;
  using no_cascades::Parent;
  auto p = make<Parent>({.children = {Child{}}});
  session.add(p);
  std::vector<std::string> classes;
  for (const auto& o : session.new_()) classes.push_back(o.instance()->class_info().name());
  note("new", classes);
  session.add_all(p->children.to_vector());
  session.flush();
  note("fk", p->children[0]->parent_id);
}

namespace one_to_one_orphans {
struct Prof;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Prof, back_populates<"user">, cascade<"all, delete-orphan">> prof{};
};
struct Prof {
  static constexpr auto tablename = "prof";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<10>> data{};
  Relationship<User, back_populates<"prof">> user{};
};
}  // namespace one_to_one_orphans

SCENARIO("cascade/one_to_one_delete_orphan_replace",
         Map<one_to_one_orphans::User, one_to_one_orphans::Prof>) {
  using one_to_one_orphans::Prof;
  auto u = session.get<one_to_one_orphans::User>(1);
  u->prof = Prof{.data = "new"};
  session.flush();
  note("rows", session.execute(text("SELECT id, user_id, data FROM prof")).all());
}

namespace passive_all {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, cascade<"save-update, merge">, passive_deletes_all,
               order_by<"Child.id">>
      children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> parent_id{};
  static void configure(Mapping<Child>& m) {
    m.column(&Child::parent_id, "parent_id", ForeignKey("parent.id", {.ondelete = "cascade"}));
  }
};
}  // namespace passive_all

SCENARIO("cascade/passive_deletes_all", Map<passive_all::Parent, passive_all::Child>) {
  using passive_all::Child;
  using passive_all::Parent;
  auto p = session.get<Parent>(1);
  note("children", p->children.size());
  session.delete_(p);
  session.flush();
  note("children", session.scalar(select(func::count(&Child::id))));
}

namespace passive_all_delete {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, cascade<"all, delete">, passive_deletes_all, order_by<"Child.id">>
      children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
};
}  // namespace passive_all_delete

SCENARIO("cascade/passive_deletes_all_with_delete_error", NoMapping) {
  expect("configure", [&] {
    registry.map<passive_all_delete::Parent, passive_all_delete::Child>();
    registry.configure();
  });
}

namespace passive_loaded {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, cascade<"all, delete-orphan">, passive_deletes, order_by<"Child.id">>
      children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> parent_id{};
  static void configure(Mapping<Child>& m) {
    m.column(&Child::parent_id, "parent_id", ForeignKey("parent.id", {.ondelete = "cascade"}));
  }
};
}  // namespace passive_loaded

SCENARIO("cascade/passive_deletes_loaded", Map<passive_loaded::Parent, passive_loaded::Child>) {
  auto p = session.get<passive_loaded::Parent>(1);
  note("children", p->children.size());
  session.delete_(p);
  session.flush();
}

namespace passive_links {
struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>, secondary<"link">, passive_deletes> bs{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
};
struct Mapping_ {
  static void map(Registry& registry) {
    Table("link", registry.metadata(),
          Column("a_id", ForeignKey("a.id", {.ondelete = "cascade"}), primary_key),
          Column("b_id", ForeignKey("b.id", {.ondelete = "cascade"}), primary_key));
    registry.map<A, B>();
  }
};
}  // namespace passive_links

SCENARIO("cascade/passive_deletes_many_to_many", passive_links::Mapping_) {
  auto a = session.get<passive_links::A>(1);
  session.delete_(a);
  session.flush();
  note("links", session.scalar(text("SELECT count(*) FROM link")));
}

namespace passive_no_delete {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, cascade<"save-update">, passive_deletes, order_by<"Child.id">>
      children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> parent_id{};
  static void configure(Mapping<Child>& m) {
    m.column(&Child::parent_id, "parent_id", ForeignKey("parent.id", {.ondelete = "set null"}));
  }
};
}  // namespace passive_no_delete

SCENARIO("cascade/passive_deletes_without_delete_cascade",
         Map<passive_no_delete::Parent, passive_no_delete::Child>) {
  auto p = session.get<passive_no_delete::Parent>(1);
  session.delete_(p);
  session.flush();
  note("children", session.execute(text("SELECT id, parent_id FROM child")).all());
}

SCENARIO("cascade/refresh_expire", OwnerPets) {
  auto o = session.get<Owner>(1);
  auto rex = o->pets[0];
  rex->name = "changed";
  session.expire(o);
  note("child name loaded", in_dict(rex, "name"));
  note("child name", rex->name);
  note("pets", o->pets);
  session.refresh(o);
  note("child name loaded", in_dict(rex, "name"));
  note("pets still loaded", in_dict(o, "pets"));
}

SCENARIO("cascade/removed_pending_child_without_orphan", Blog) {
  auto u = make<User>({.name = "u"});
  session.add(u);
  auto p = make<Post>({.title = "p"});
  u->posts.append(p);
  u->posts.remove(p);
  note("in session", session.contains(p));
  session.flush();
  note("user_id", p->user_id);
}

SCENARIO("cascade/save_update_on_add", Blog) {
  auto p = make<Post>({.title = "p",
                       .user = User{.name = "u", .profile = Profile{.bio = "b"}},
                       .tags = {Tag{.name = "t"}}});
  session.add(p);
  note("new", set_of(session.new_()));
}

SCENARIO("cascade/two_parents_orphan_rule",
         Map<two_parents::Boss, two_parents::Project, two_parents::Task>) {
  using two_parents::Boss;
  using two_parents::Project;
  using two_parents::Task;
  auto b = make<Boss>();
  auto p = make<Project>();
  auto t1 = make<Task>({.boss = b, .project = p});
  auto t2 = make<Task>({.boss = b});
  auto t3 = make<Task>({.boss = b, .project = p});
  session.add_all({ObjectRef(b), p, t1, t2, t3});
  b->tasks.remove(t3);
  note("pending, separated from one", session.contains(t3));
  session.flush();
  note("t2 saved with one parent", inspect(t2).persistent());
  b->tasks.remove(t1);
  session.flush();
  note("t1 deleted", inspect(t1).deleted());
}

}  // namespace cupel::conformance
