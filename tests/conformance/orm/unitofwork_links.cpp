// Area unitofwork: rows that depend on each other, links, cycles, post_update.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

SCENARIO("unitofwork/many_to_many_both_sides_once", Blog) {
  auto p = make<Post>({.title = "p"});
  auto t = make<Tag>({.name = "t"});
  p->tags.append(t);
  note("backref", t->posts);
  session.add_all({ObjectRef(p), t});
  session.flush();
  t->posts.remove(p);
  note("other side", p->tags);
  session.flush();
}

SCENARIO("unitofwork/many_to_many_delete_parent", Blog) {
  auto p = session.get<Post>(1);
  session.delete_(p);
  session.flush();
  note("links", session.execute(text("SELECT post_id, tag_id FROM post_tags ORDER BY 1, 2")).all());
}

SCENARIO("unitofwork/many_to_many_object_deleted_in_collection", Blog) {
  const auto names = [](const Ref<Post>& post) {
    std::vector<Observed> all;
    for (const auto& t : post->tags) all.push_back(observe(t->name));
    return all;
  };
  auto p = session.get<Post>(1);
  auto red = p->tags[0];
  session.delete_(red);
  session.flush();
  note("still listed", names(p));
  session.expire(p, {"tags"});
  note("reloaded", names(p));
}

SCENARIO("unitofwork/many_to_many_row_missing", Blog) {
  auto p = session.get<Post>(1);
  auto t = p->tags[0];
  (void)session.execute(text("DELETE FROM post_tags"));
  p->tags.remove(t);
  expect("flush", [&] { session.flush(); });
}

SCENARIO("unitofwork/many_to_many_rows", Blog) {
  auto p =
      make<Post>({.title = "p", .tags = {Tag{.name = "x"}, Tag{.name = "y"}, Tag{.name = "z"}}});
  session.add(p);
  session.flush();
  auto y = p->tags[1];
  p->tags.remove(y);
  p->tags.append(Tag{.name = "w"});
  session.flush();
  p->tags = {};
  session.flush();
}

SCENARIO("unitofwork/move_child_between_collections", Blog) {
  auto ed = session.get<User>(1);
  auto wendy = session.get<User>(2);
  auto p = ed->posts[0];
  wendy->posts.append(p);
  note("ed", ed->posts);
  note("p.user", p->user);
  session.flush();
}

namespace not_null_fk {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, order_by<"Child.id">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">, not_null> parent_id{};
};
}  // namespace not_null_fk

SCENARIO("unitofwork/not_null_foreign_key_violation",
         Map<not_null_fk::Parent, not_null_fk::Child>) {
  auto p = session.get<not_null_fk::Parent>(1);
  (void)p->children.pop();
  expect("flush", [&] { session.flush(); });
}

namespace dependent_key {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, order_by<"Child.num">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, foreign_key<"parent.id">, primary_key> parent_id{};
  Mapped<std::int64_t, primary_key> num{};
};
}  // namespace dependent_key

SCENARIO("unitofwork/null_primary_key_dependent",
         Map<dependent_key::Parent, dependent_key::Child>) {
  auto p = session.get<dependent_key::Parent>(1);
  (void)p->children.pop();
  expect("flush", [&] { session.flush(); });
}

namespace post_updates {
struct Entry;
struct Widget {
  static constexpr auto tablename = "widget";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Mapped<OptionalInt> favorite_id{};
  Relationship<List<Entry>, order_by<"Entry.id">> entries{};
  Relationship<Entry, post_update> favorite{};
  static void configure(Mapping<Widget>& m);
};
struct Entry {
  static constexpr auto tablename = "entry";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"widget.id">> widget_id{};
  Mapped<OptionalText, length<20>> name{};
};
void Widget::configure(Mapping<Widget>& m) {
  m.column(&Widget::favorite_id, "favorite_id",
           ForeignKey("entry.id", {.name = "fk_favorite", .use_alter = true}));
  m.relationship(&Widget::entries).primaryjoin([] {
    return col(&Entry::widget_id) == col(&Widget::id);
  });
  m.relationship(&Widget::favorite).primaryjoin([] {
    return col(&Widget::favorite_id) == col(&Entry::id);
  });
}
}  // namespace post_updates

SCENARIO("unitofwork/post_update_change", Map<post_updates::Widget, post_updates::Entry>) {
  using post_updates::Entry;
  using post_updates::Widget;
  auto e1 = make<Entry>({.name = "e1"});
  auto e2 = make<Entry>({.name = "e2"});
  auto w = make<Widget>({.name = "w", .entries = {e1, e2}, .favorite = e1});
  session.add(w);
  session.flush();
  w->favorite = e2;
  w->name = "w2";
  session.flush();
  w->favorite = nullptr;
  session.flush();
}

SCENARIO("unitofwork/post_update_delete", Map<post_updates::Widget, post_updates::Entry>) {
  using post_updates::Entry;
  using post_updates::Widget;
  auto e1 = make<Entry>({.name = "e1"});
  auto w = make<Widget>({.name = "w", .entries = {e1}, .favorite = e1});
  session.add(w);
  session.flush();
  session.delete_(e1);
  session.delete_(w);
  session.flush();
}

namespace touched_nodes {
struct Node {
  static constexpr auto tablename = "node";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"node.id">> next_id{};
  Mapped<OptionalInt> touched{};
  Relationship<Node, remote_side<"id">, post_update> next{};
  static void configure(Mapping<Node>& m) {
    m.column(&Node::touched, "touched", default_(0), onupdate(5));
  }
};
}  // namespace touched_nodes

SCENARIO("unitofwork/post_update_with_onupdate", Map<touched_nodes::Node>) {
  using touched_nodes::Node;
  auto a = make<Node>();
  auto b = make<Node>();
  a->next = b;
  b->next = a;
  session.add_all({a, b});
  session.flush();
  note("touched", list(a->touched, b->touched));
}

namespace merge_only {
struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Child>, cascade<"merge">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
};
}  // namespace merge_only

SCENARIO("unitofwork/reference_to_pending_without_cascade",
         Map<merge_only::Parent, merge_only::Child>) {
  using merge_only::Child;
  using merge_only::Parent;
  auto p = make<Parent>({.children = {Child{}}});
  session.add(p);
  std::vector<std::string> classes;
  for (const auto& o : session.new_()) classes.push_back(o.instance()->class_info().name());
  note("new", classes);
  session.flush();
  note("children rows", session.scalar(select(func::count(&Child::id))));
}

namespace two_tables {
struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> b_id{};
  Relationship<B, foreign_keys<"b_id">> b{};
  static void configure(Mapping<A>& m) {
    m.column(&A::b_id, "b_id", ForeignKey("b.id", {.name = "fk_b", .use_alter = true}));
  }
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"a.id">> a_id{};
  Relationship<A, foreign_keys<"a_id">> a{};
};
}  // namespace two_tables

SCENARIO("unitofwork/row_cycle_between_tables", Map<two_tables::A, two_tables::B>) {
  using two_tables::A;
  using two_tables::B;
  auto a1 = make<A>();
  auto b1 = make<B>({.a = a1});
  auto a2 = make<A>({.b = b1});
  auto b2 = make<B>({.a = a2});
  session.add_all({ObjectRef(b2), a2, b1, a1});
  session.flush();
  note("keys",
       list(a1->id, b1->a_id == a1->id.get(), a2->b_id == b1->id.get(), b2->a_id == a2->id.get()));
  auto x = make<A>();
  auto y = make<B>();
  x->b = y;
  y->a = x;
  session.add(x);
  expect("cycle", [&] { session.flush(); });
}

SCENARIO("unitofwork/self_referential_cycle_error", Tree) {
  auto a = make<Node>({.label = "a"});
  auto b = make<Node>({.label = "b"});
  a->parent = b;
  b->parent = a;
  session.add_all({a, b});
  expect("cycle", [&] { session.flush(); });
}

SCENARIO("unitofwork/self_referential_delete_order", Tree) {
  auto root = session.get<Node>(1);
  session.delete_(root);
  session.flush();
  note("count", session.scalar(select(func::count(&Node::id))));
}

SCENARIO("unitofwork/self_referential_insert_order", Tree) {
  auto leaf = make<Node>({.label = "leaf"});
  auto mid = make<Node>({.label = "mid", .children = {leaf}});
  auto root = make<Node>({.label = "root", .children = {mid, Node{.label = "side"}}});
  session.add_all({leaf, mid, root});
  session.commit();
  note(
      "rows",
      session.execute(select(&Node::id, &Node::parent_id, &Node::label).order_by(&Node::id)).all());
}

SCENARIO("unitofwork/self_referential_move_subtree", Tree) {
  auto a = session.get<Node>(2);
  auto b = session.get<Node>(3);
  auto aa = session.get<Node>(4);
  b->children.append(aa);
  note("parent", aa->parent);
  session.flush();
  std::vector<Observed> labels;
  for (const auto& n : a->children) labels.push_back(observe(n->label));
  note("children of a", labels);
}

SCENARIO("unitofwork/self_referential_row_to_itself", Tree) {
  auto a = make<Node>({.id = 7, .label = "a"});
  a->parent = a;
  session.add(a);
  expect("cycle", [&] { session.flush(); });
}

SCENARIO("unitofwork/self_referential_swap_parent_and_child", Tree) {
  auto a = session.get<Node>(2);
  auto aa = session.get<Node>(4);
  {
    const auto off = session.no_autoflush();
    aa->parent = a->parent;
    a->parent = aa;
  }
  expect("one flush", [&] { session.flush(); });
  session.rollback();
  aa->parent = a->parent;
  session.flush();
  a->parent = aa;
  session.flush();
  note("rows", session.execute(select(&Node::id, &Node::parent_id).order_by(&Node::id)).all());
}

namespace chain {
struct B;
struct C;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>, back_populates<"a">> bs{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"a.id">> a_id{};
  Relationship<A, back_populates<"bs">> a{};
  Relationship<List<C>, back_populates<"b">> cs{};
};
struct C {
  static constexpr auto tablename = "c";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"b.id">> b_id{};
  Relationship<B, back_populates<"cs">> b{};
};
}  // namespace chain

SCENARIO("unitofwork/three_level_chain", Map<chain::A, chain::B, chain::C>) {
  using chain::A;
  using chain::B;
  using chain::C;
  auto c = make<C>({.b = B{.a = A{}}});
  session.add(c);
  session.flush();
  note("keys", list(c->id, c->b_id, c->b->a_id));
  auto a = c->b->a.get();
  session.delete_(a);
  session.flush();
  note("fk null", c->b->a_id);
}

SCENARIO("unitofwork/update_parent_key_and_children_same_flush", Blog) {
  auto p = session.get<Post>(1);
  p->user = User{.name = "brand new"};
  session.flush();
  note("fk", p->user_id);
}

}  // namespace cupel::conformance
