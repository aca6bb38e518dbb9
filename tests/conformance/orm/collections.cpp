// Area collections. The two of ordering_list belong to the extensions.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace dynamic_collection {

struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Dynamic<Post>, order_by<"Post.id">, backref<"user">> posts{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<10>> title{};
  Relationship<User> user{};
};

SCENARIO("collections/dynamic", Map<User, Post>) {
  auto u = make<User>();
  u->posts.append(Post{.title = "pending"});
  note("before add", titles(u->posts.all()));
  session.add(u);
  session.commit();
  u->posts.append(Post{.title = "x"});
  note("all", titles(u->posts.all()));
  note("filtered", titles(u->posts.filter(col(&Post::title) == "x").all()));
  note("count", u->posts.count());
  note("slice", titles(u->posts.slice(0, 1)));
  auto first = u->posts.first();
  u->posts.remove(first);
  session.flush();
  note("first user", first->user_id);
  u->posts = {first};
  session.flush();
  note("now", titles(u->posts.all()));
}

}  // namespace dynamic_collection

SCENARIO("collections/empty_collection_creation", Blog) {
  auto u = make<User>({.name = "u"});
  auto& posts = u->posts;
  (void)posts.size();
  note("in dict", in_dict(u, "posts"));
  posts.append(Post{.title = "x"});
  note("in dict", in_dict(u, "posts"));
  note("same", &u->posts == &posts);
}

namespace keyed {

struct Note;
struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Dict<std::string, Note>, keyed_by<"keyword">, cascade<"all, delete-orphan">> notes{};
};
struct Note {
  static constexpr auto tablename = "note";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"item.id">> item_id{};
  Mapped<OptionalText, length<10>> keyword{};
  Mapped<OptionalText, length<10>> text{};
};

template <class Notes>
std::vector<std::string> sorted_keys(const Notes& notes) {
  std::vector<std::string> keys;
  for (const auto& [key, object] : notes) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

SCENARIO("collections/keyed_dict_by_attribute", Map<Item, Note>) {
  auto i = make<Item>();
  i->notes.set("a", Note{.keyword = "a", .text = "one"});
  i->notes.set("b", Note{.keyword = "b", .text = "two"});
  session.add(i);
  session.commit();
  note("texts",
       object_of({{"a", observe(i->notes["a"]->text)}, {"b", observe(i->notes["b"]->text)}}));
  i->notes.set("a", Note{.keyword = "a", .text = "replaced"});
  session.flush();
  i->notes.erase("b");
  session.flush();
  i->notes.set("zz", Note{.keyword = "other", .text = "t"});
  note("single assignment takes any key", sorted_keys(i->notes));
  i->notes = {{"yy", Note{.keyword = "real", .text = "t"}}};
  note("a whole dictionary is keyed anew", sorted_keys(i->notes));
  session.flush();
}

}  // namespace keyed

namespace keyed_untracked {

struct Note;
struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Dict<std::string, Note>, keyed_by<"keyword">> notes{};
};
struct Note {
  static constexpr auto tablename = "note";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"item.id">> item_id{};
  Mapped<OptionalText, length<10>> keyword{};
};

SCENARIO("collections/keyed_dict_key_change_not_tracked", Map<Item, Note>) {
  auto i = session.get<Item>(1);
  i->notes["a"]->keyword = "z";
  note("keys", keyed::sorted_keys(i->notes));
  session.flush();
  session.expire(i);
  note("keys", keyed::sorted_keys(i->notes));
}

}  // namespace keyed_untracked

SCENARIO("collections/list_operations_and_backref", Blog) {
  const auto post = [](const char* title) {
    auto made = make<Post>();
    made->title = title;
    return made;
  };
  auto a = post("a");
  auto b = post("b");
  auto c = post("c");
  auto d = post("d");
  const std::vector<Ref<Post>> all = {a, b, c, d};
  auto u = make<User>({.name = "u"});
  u->posts = {a};
  u->posts.append(b);
  u->posts.insert(0, c);
  u->posts.extend({d});
  note("order", u->posts);
  note("set", each(all, [&](const auto& p) { return p->user == u; }));
  note("pop", u->posts.pop());
  u->posts.remove(a);
  u->posts.erase(0);
  note("left", u->posts);
  note("users", each(all, [](const auto& p) { return p->user != nullptr; }));
  u->posts.set(0, a);
  note("replaced", list(a->user == u, b->user));
  u->posts.extend({b});
  u->posts.erase(1, 2);
  u->posts.extend({c, d});
  note("slice", u->posts);
  note("b", b->user);
  u->posts.clear();
  note("cleared", list(a->user, c->user, d->user));
}

SCENARIO("collections/list_swap_with_delete_orphan", OwnerPets) {
  auto o = session.get<Owner>(1);
  {
    auto first = o->pets[0];
    auto second = o->pets[1];
    o->pets.set(0, second);
    o->pets.set(1, first);
  }
  note("memory", o->pets);
  note("owners", each(o->pets, [&](const auto& p) { return p->owner == o; }));
  session.flush();
  note("persistent", each(o->pets, [](const auto& p) { return inspect(p).persistent(); }));
}

namespace sets {

struct Child;
struct Parent {
  static constexpr auto tablename = "parent";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Set<Child>, back_populates<"parent">> children{};
};
struct Child {
  static constexpr auto tablename = "child";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"parent.id">> parent_id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<Parent, back_populates<"children">> parent{};
};

SCENARIO("collections/set_class", Map<Parent, Child>) {
  auto x = make<Child>({.name = "x"});
  auto y = make<Child>({.name = "y"});
  auto z = make<Child>({.name = "z"});
  auto p = make<Parent>();
  p->children.add(x);
  p->children.add(x);
  p->children.update({y, z});
  note("children", set_of(p->children));
  p->children.discard(y);
  p->children.remove(z);
  note("parents", list(x->parent == p, y->parent == p, z->parent == p));
  p->children.add(y);
  p->children.discard(x);
  note("children", set_of(p->children));
  note("x parent", x->parent);
  session.add(p);
  session.commit();
  note("loaded", set_of(p->children));
  expect("remove missing", [&] { p->children.remove(x); });
}

}  // namespace sets

namespace write_only_collection {

struct Entry;
struct Account {
  static constexpr auto tablename = "account";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<WriteOnly<Entry>, cascade<"all, delete-orphan">, passive_deletes,
               order_by<"Entry.id">>
      entries{};
};
struct Entry {
  static constexpr auto tablename = "entry";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t> account_id{};
  Mapped<OptionalInt> amount{};
  static void configure(Mapping<Entry>& m) {
    m.column(&Entry::account_id, "account_id", ForeignKey("account.id", {.ondelete = "cascade"}));
  }
};

template <class Collection>
concept Iterates = requires(const Collection& collection) { collection.begin(); };

SCENARIO("collections/write_only", Map<Account, Entry>) {
  auto a = make<Account>();
  a->entries = {Entry{.amount = 1}, Entry{.amount = 2}};
  session.add(a);
  session.commit();
  note("type", "WriteOnlyCollection");
  a->entries.add(Entry{.amount = 3});
  a->entries.add_all({Entry{.amount = 4}});
  session.flush();
  auto big = session.scalars(a->entries.select().where(col(&Entry::amount) > 2)).all();
  note("big", each(big, [](const auto& e) { return observe(e->amount); }));
  a->entries.remove(big[0]);
  session.flush();
  (void)session.execute(a->entries.insert(), {{{"amount", 10}}, {{"amount", 11}}});
  (void)session.execute(a->entries.update()
                            .values({{&Entry::amount, col(&Entry::amount) * 10}})
                            .where(col(&Entry::amount) < 3));
  (void)session.execute(a->entries.delete_().where(col(&Entry::amount) == 11));
  note("amounts", session.scalars(a->entries.select().with_only_columns(&Entry::amount)).all());
  expect_no_compile("iterate", !Iterates<decltype(a->entries)>);
  session.delete_(a);
  session.flush();
  note("left", session.scalar(select(func::count(&Entry::id))));
}

}  // namespace write_only_collection

// A list of its own is a copy: only the member itself tracks changes.
SCENARIO("collections/stale_collection_after_replace", Blog) {
  auto u = make<User>({.name = "u"});
  u->posts.append(Post{.title = "a"});
  auto old = u->posts;
  u->posts = {Post{.title = "b"}};
  auto p = make<Post>({.title = "late"});
  old.append(p);
  note("late has no user", p->user);
  note("posts", u->posts);
}

}  // namespace cupel::conformance
