// Area combinations: savepoints, cascades, merge, keys and flushes in combination.

#include <algorithm>

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

bool has_object(const std::vector<ObjectRef>& objects, const ObjectRef& object) {
  return std::ranges::find(objects, object) != objects.end();
}
auto node_rows(Session& session) {
  return session.execute(select(&Node::id, &Node::parent_id, &Node::label).order_by(&Node::id))
      .all();
}
auto pet_rows(Session& session) {
  return session.execute(select(&Pet::id, &Pet::owner_id, &Pet::name).order_by(&Pet::id)).all();
}

}  // namespace

SCENARIO("combinations/savepoint_orphan_and_expire", OwnerPets) {
  auto ann = session.get<Owner>(1);
  auto bob = session.get<Owner>(2);
  auto rex = ann->pets[0];
  auto outer = session.begin_nested();
  bob->pets.append(rex);
  auto inner = session.begin_nested();
  note("row", session.scalar(select(&Pet::owner_id).where(col(&Pet::id) == 1)));
  session.expire(ann);
  ann->pets.erase(0);
  session.flush();
  inner.rollback();
  note("ann", names(ann->pets));
  note("bob", names(bob->pets));
  session.delete_(bob);
  session.flush();
  note("states", list(inspect(rex).deleted(), inspect(bob).deleted(), inspect(rex).persistent()));
  outer.rollback();
  const bool is_hers = rex->owner.get() == ann;
  note("after", list(is_hers, names(ann->pets), inspect(bob).persistent()));
  session.commit();
}

SCENARIO("combinations/savepoint_pending_and_expunge", OwnerPets) {
  auto o = make<Owner>({.name = "o", .pets = {Pet{.name = "p"}}});
  session.add(o);
  auto nested = session.begin_nested();
  note("state", list(inspect(o).persistent(), o->id));
  auto p = o->pets[0];
  session.expunge(p);
  auto q = make<Pet>({.name = "q", .owner = o});
  session.flush();
  nested.rollback();
  note("after", list(session.contains(o), session.contains(p), session.contains(q),
                     inspect(p).detached(), inspect(q).transient()));
  note("pets", names(o->pets));
  session.rollback();
  note("end", list(inspect(o).transient(), o->id));
}

SCENARIO("combinations/backref_cascade_rules", Blog) {
  auto u = session.get<User>(1);
  auto p = make<Post>({.title = "by backref"});
  p->user = u;
  note("in", list(session.contains(p), in_dict(u, "posts")));
  expect("flush", [&] { session.flush(); });
  auto t = make<Tag>({.name = "t"});
  auto p2 = session.get<Post>(1);
  t->posts.append(p2);
  note("tag in", session.contains(t));
  session.add(p);
  p->tags.append(t);
  note("tag in", session.contains(t));
  session.flush();
  auto titles_of_t = each(t->posts, [](const auto& one) { return observe(one->title); });
  note("rows", list(p->user_id, list_of(titles_of_t, true)));
  auto x = make<Post>({.title = "x"});
  u->posts.append(x);
  u->posts.remove(x);
  note("x", list(session.contains(x), x->user));
  session.flush();
  note("x", list(inspect(x).persistent(), x->user_id));
}

SCENARIO("combinations/merge_loader_states", Blog) {
  auto u = session.get<User>(1);
  (void)u->posts.size();
  session.expire(u, {"name"});
  session.expunge_all();
  auto m = session.merge(u);
  note("expired", list(m->name, dict_keys(u)));
  auto u2 =
      session.scalars(select<User>().where(col(&User::id) == 2).options(defer(&User::age))).one();
  session.expunge(u2);
  auto m2 = session.merge(u2);
  note("deferred", dict_keys(m2));
  m2->age = 99;
  auto m2b = session.merge(u2);
  note("kept", list(m2b->age, m2b == m2));
  auto t = session.merge(User{.id = 3, .age = 7, .posts = {Post{.id = 4, .title = "re"}}});
  note("transient", list(t->name, t->age, titles(t->posts)));
  auto n = session.merge(User{.name = "new", .posts = {Post{.title = "np"}}});
  note("new", list(session.contains(n), session.contains(n->posts[0])));
  session.flush();
  note("dirty", session.dirty());
  auto k = session.merge(User{.id = 50, .name = "keyed"});
  note("pending", list(inspect(k).pending(), k->id));
  session.flush();
}

SCENARIO("combinations/merge_with_options", Blog) {
  auto m =
      session.merge(User{.id = 1, .name = "merged"}, {.options = {selectinload(&User::posts)}});
  note("keys", dict_keys(m));
  note("name", m->name);
  auto p = session.merge(Post{.id = 1, .user = User{.id = 1, .age = 1}},
                         {.options = {joinedload(&Post::tags)}});
  note("keys", dict_keys(p));
  note("age", m->age);
}

SCENARIO("combinations/merge_tree_moves", Tree) {
  const auto all = session.scalars(select<Node>().options(selectinload(&Node::children))).all();
  auto a = make<Node>({.id = 2, .label = "a"});
  a->children = std::vector<Ref<Node>>();
  auto detached = make<Node>({.id = 1, .label = "root"});
  detached->children.append(a);
  detached->children.append(Node{.id = 4, .label = "moved"});
  detached->children.append(Node{.label = "fresh"});
  auto m = session.merge(detached);
  note("children", labels(m->children));
  note("b", session.get<Node>(3)->parent);
  note("ab", session.get<Node>(5)->parent);
  session.flush();
  note("rows", node_rows(session));
}

SCENARIO("combinations/merge_collection_of_persistent", OwnerPets) {
  auto ann = session.get<Owner>(1);
  (void)ann->pets.size();
  auto m = session.merge(
      Owner{.id = 2, .name = "bob", .pets = {Pet{.id = 1, .name = "rex2"}, Pet{.id = 3}}});
  note("bob", names(m->pets));
  note("ann", names(ann->pets));
  session.flush();
  note("rows", pet_rows(session));
}

SCENARIO("combinations/mixed_flush", Blog) {
  auto users = session.scalars(select<User>().order_by(&User::id)).all();
  (void)users[2]->posts.size();
  auto green = session.get<Tag>(3);
  auto n1 = make<Post>({.title = "n1"});
  n1->tags = std::vector<Ref<Tag>>{green, make<Tag>({.name = "nt"})};
  users[2]->posts.append(n1);
  users[0]->name = "e2";
  session.delete_(users[0]->profile.get());
  users[0]->profile = Profile{.bio = "next"};
  session.delete_(users[1]);
  session.add(User{.name = "n", .posts = {Post{.title = "n2"}}});
  auto p4 = session.get<Post>(4);
  auto p2 = session.get<Post>(2);
  p4->user = users[0];
  p2->tags.clear();
  session.delete_(session.get<Tag>(1));
  session.flush();
  note("posts",
       session.execute(select(&Post::id, &Post::user_id, &Post::title).order_by(&Post::id)).all());
  const Table links = registry.metadata().table("post_tags");
  note("links",
       session.execute(select(links).order_by(links.c["post_id"], links.c["tag_id"])).all());
  note("profiles", session.execute(select(&Profile::id, &Profile::user_id, &Profile::bio)).all());
}

SCENARIO("combinations/tree_mixed_flush", Tree) {
  auto root = session.get<Node>(1);
  auto a = root->children[0];
  auto b = root->children[1];
  auto aa = session.get<Node>(4);
  auto aaa = session.get<Node>(6);
  auto ab = session.get<Node>(5);
  auto n = make<Node>({.label = "n", .children = {Node{.label = "nn"}}});
  b->children.append(n);
  n->children.append(aaa);
  ab->parent = nullptr;
  session.delete_(aa);
  a->label = "A";
  b->parent = root;
  session.flush();
  note("rows", node_rows(session));
  session.rollback();
  note("aa", list(aa->label, labels(aa->children), inspect(n).transient()));
}

SCENARIO("combinations/tree_delete_and_reuse", Tree) {
  auto a = session.get<Node>(2);
  auto fresh = make<Node>({.label = "new", .parent = session.get<Node>(1)});
  for (const auto& child : a->children.to_vector()) child->parent = fresh;
  session.add(fresh);
  session.delete_(a);
  session.commit();
  note("rows", node_rows(session));
  note("children", labels(fresh->children));
}

SCENARIO("combinations/no_net_changes", Blog) {
  auto u = session.get<User>(1);
  u->name = "ed";
  note("1", list(has_object(session.dirty(), u), session.is_modified(u)));
  session.flush();
  auto p = u->posts[0];
  u->posts.remove(p);
  u->posts.append(p);
  note("2", list(session.is_modified(u), session.is_modified(p)));
  session.flush();
  p->user = nullptr;
  p->user = u;
  note("3", session.is_modified(p));
  session.flush();
  session.expire(u);
  u->name = "ed";
  note("4", list(session.is_modified(u)));
  session.flush();
  auto t = session.get<Tag>(1);
  p->tags.remove(t);
  p->tags.append(t);
  session.flush();
  flag_modified(u, &User::age);
  note("5", session.is_modified(u));
  session.flush();
  auto x = make<Post>({.title = "x"});
  session.add(x);
  session.delete_(p);
  session.add(p);
  session.flush();
  note("6", list(inspect(p).persistent(), has_object(session.deleted(), p)));
}

SCENARIO("combinations/identity_and_rollback_keys", SingleTableItem) {
  auto i = make<Item>({.id = 10, .name = "ten"});
  session.add(i);
  session.flush();
  session.rollback();
  note("state", list(inspect(i).transient(), i->id));
  auto j = session.get<Item>(1);
  session.delete_(j);
  session.flush();
  auto k = make<Item>({.id = 1, .name = "again"});
  session.add(k);
  session.flush();
  note("new", list(session.get<Item>(1) == k, inspect(j).deleted()));
  session.commit();
  note("states", list(inspect(j).detached(), k->name));
  auto m = session.get<Item>(2);
  session.delete_(m);
  auto n = make<Item>({.id = 2, .name = "swap"});
  session.add(n);
  session.flush();
  note("swap", list(inspect(m).persistent(), inspect(m).deleted(), inspect(n).persistent(),
                    session.get<Item>(2) == n));
  session.rollback();
  note("end", list(m->name, inspect(n).transient()));
}

SCENARIO("combinations/failed_flush_states", OwnerPets) {
  (void)session.execute(text("CREATE UNIQUE INDEX ux ON pet (name)"));
  auto ann = session.get<Owner>(1);
  auto o = make<Owner>({.name = "o", .pets = {Pet{.name = "u1"}, Pet{.name = "rex"}}});
  session.add(o);
  ann->name = "changed";
  expect("flush", [&] { session.flush(); });
  expect("use", [&] { (void)session.scalars(select<Owner>()).all(); });
  note("active", session.is_active());
  session.rollback();
  note("states", list(inspect(o).transient(),
                      each(o->pets, [](const auto& p) { return inspect(p).transient(); }), o->id));
  note("ann", ann->name);
  o->pets[1]->name = "other";
  session.add(o);
  session.commit();
  note("ids", list(o->id, names(o->pets)));
}

SCENARIO("combinations/close_and_reset", SingleTableItem) {
  auto i = session.get<Item>(1);
  i->qty = 3;
  session.add(Item{.name = "p"});
  session.close();
  note("states", list(inspect(i).detached(), i->qty, session.new_().size()));
  session.add(i);
  note("dirty", has_object(session.dirty(), i));
  session.flush();
  session.expunge_all();
  note("in", list(session.contains(i), session.objects().size()));
  auto j = session.get<Item>(1);
  note("other", list(j == i, j->qty));
  session.reset();
  note("detached", inspect(j).detached());
  auto tx = session.begin();
  expect("twice", [&] { auto second = session.begin(); });
  note("tx", list(session.in_transaction(), session.in_nested_transaction()));
  auto nested = session.begin_nested();
  note("tx", list(session.in_transaction(), session.in_nested_transaction()));
  session.commit();
  note("tx", session.in_transaction());
}

SCENARIO("combinations/make_transient_forms", OwnerPets) {
  auto ann = session.get<Owner>(1);
  (void)ann->pets.size();
  make_transient(ann);
  note("state", list(inspect(ann).transient(), session.contains(ann), ann->id,
                     each(ann->pets, [&](const auto& p) { return session.contains(p); })));
  ann->id.del();
  ann->name = "copy";
  ann->pets = std::vector<Ref<Pet>>();
  session.add(ann);
  session.flush();
  note("new", ann->id);
  auto ghost = make<Owner>({.id = 2});
  make_transient_to_detached(ghost);
  note("ghost", list(inspect(ghost).detached(), set_of(inspect(ghost).expired_attributes())));
  session.add(ghost);
  note("name", ghost->name);
  note("pets", names(ghost->pets));
  auto p = make<Pet>({.id = 3});
  make_transient_to_detached(p);
  session.expunge_all();
  session.add(p);
  session.delete_(p);
  session.flush();
}

}  // namespace cupel::conformance
