// Area events: attributes, validators, and the rest of the session's.

#include "mappings.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace one_way {
struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Post>> posts{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<10>> title{};
};
}  // namespace one_way

SCENARIO("events/attribute_append_remove_list", Map<one_way::User, one_way::Post>) {
  using one_way::Post;
  using one_way::User;
  keep(listen(&User::posts, events::append,
              [this](User&, Ref<Post>& v) { note("append", v->title); }));
  keep(listen(&User::posts, events::remove,
              [this](User&, Ref<Post>& v) { note("remove", v->title); }));
  keep(listen(&User::posts, events::bulk_replace, [this](User&, std::vector<Ref<Post>>& values) {
    std::vector<Observed> titles;
    for (const auto& v : values) titles.push_back(observe(v->title));
    note("bulk_replace", titles);
  }));
  auto a = make<Post>({.title = "a"});
  auto b = make<Post>({.title = "b"});
  auto c = make<Post>({.title = "c"});
  auto u = make<User>();
  u->posts.append(a);
  u->posts = {a, b};
  u->posts = {c};
  u->posts.set(0, a);
  u->posts.extend({b, c});
  u->posts.erase(1, 3);
  u->posts.insert(1, c);
  u->posts.clear();
}

SCENARIO("events/attribute_bulk_replace_conversion", Blog) {
  keep(listen(&User::posts, events::bulk_replace, [](User&, std::vector<Ref<Post>>& values) {
    for (auto& v : values) {
      if (v->id.get() == 0) v = make<Post>({.title = v->title.get()});
    }
  }));
  keep(listen(&User::posts, events::append, [](User&, Ref<Post>& value) {
    if (!value->title.get()) value = make<Post>({.title = "z"});
  }));
  auto u = make<User>();
  u->posts = {Post{.title = "x"}, Post{.title = "y"}};
  u->posts.append(Post{});
  std::vector<Observed> titles;
  for (const auto& p : u->posts) titles.push_back(observe(p->title));
  note("titles", titles);
}

SCENARIO("events/attribute_events_with_backref", Blog) {
  keep(listen(&User::posts, events::append,
              [this](User&, Ref<Post>& v) { note("append", v->title); }));
  keep(listen(&User::posts, events::remove,
              [this](User&, Ref<Post>& v) { note("remove", v->title); }));
  keep(listen(&Post::user, events::set, [this](Post& t, Ref<User>& v) {
    note("set user of " + *t.title, v ? observe(v->name) : observe(nullptr));
  }));
  auto a = make<Post>({.title = "a"});
  auto b = make<Post>({.title = "b"});
  auto c = make<Post>({.title = "c"});
  auto u = make<User>({.name = "u"});
  u->posts.append(a);
  note("-- item assignment", 0);
  u->posts.set(0, b);
  note("-- from the other side", 0);
  a->user = u;
  a->user = nullptr;
  note("-- whole list", 0);
  u->posts = {c};
}

SCENARIO("events/attribute_init_and_dispose_collection", Blog) {
  keep(listen(&User::posts, events::init_collection,
              [this](User&, std::size_t n) { note("init_collection", n); }));
  keep(listen(&User::posts, events::dispose_collection,
              [this](User&, std::size_t n) { note("dispose_collection", n); }));
  auto u = make<User>();
  u->posts.append(Post{.title = "a"});
  u->posts = {Post{.title = "b"}};
  session.add(u);
  session.commit();
  (void)u->posts.size();
}

SCENARIO("events/attribute_modified", Blog) {
  keep(listen(&User::name, events::modified, [this](User& t) { note("modified", t.name); }));
  auto u = session.get<User>(1);
  u->name = "x";
  flag_modified(u, &User::name);
  session.flush();
}

SCENARIO("events/attribute_propagates_backref", Blog) {
  keep(listen(&User::posts, events::append,
              [this](User&, Ref<Post>& v) { note("User.posts append", v->title); }));
  keep(listen(&User::posts, events::remove,
              [this](User&, Ref<Post>& v) { note("User.posts remove", v->title); }));
  keep(listen(&Post::user, events::set, [this](Post&, Ref<User>& v, const Ref<User>* old) {
    note("Post.user set",
         list(v ? observe(v->name) : observe(nullptr), old ? observe(*old) : observe("NO_VALUE")));
  }));
  auto u = make<User>({.name = "u"});
  auto v = make<User>({.name = "v"});
  auto p = make<Post>({.title = "p"});
  u->posts.append(p);
  p->user = v;
  v->posts.remove(p);
}

SCENARIO("events/attribute_set", Blog) {
  keep(
      listen(&User::name, events::set, [this](User&, OptionalText& value, const OptionalText* old) {
        note("set", list(value, old ? observe(*old) : observe("NO_VALUE")));
        if (value) {
          for (char& letter : *value) letter = static_cast<char>(letter - 'a' + 'A');
        }
      }));
  auto u = make<User>({.name = "a"});
  u->name = "b";
  u->name = std::nullopt;
  session.add(u);
  u->name = "c";
  session.flush();
  session.expire(u);
  u->name = "d";
  note("value", u->name);
}

SCENARIO("events/attribute_set_active_history", Blog) {
  AttributeListenOptions options;
  options.active_history = true;
  keep(listen(
      &User::name, events::set,
      [this](User&, OptionalText& value, const OptionalText* old) {
        note("set", list(value, old ? observe(*old) : observe("NO_VALUE")));
      },
      options));
  auto u = session.get<User>(1);
  session.expire(u);
  u->name = "x";
}

namespace strict {
struct Strict {
  static constexpr auto tablename = "strict";
  Mapped<std::int64_t, primary_key> id{};
  static void configure(Mapping<Strict>& m) {
    m.validates(&Strict::id, [](Strict&, const std::int64_t& id) {
      if (id < 0) throw ScriptError{"ValueError", "negative"};
    });
  }
};
}  // namespace strict

SCENARIO("events/instance_init_failure", Map<strict::Strict>) {
  using strict::Strict;
  keep(listen<Strict>(events::init, [this](Strict& t) { note("init", list(t.id)); }));
  keep(listen<Strict>(events::init_failure,
                      [this](Strict& t) { note("init_failure", list(t.id)); }));
  expect("constructor", [] { auto refused = make<Strict>({.id = -1}); });
  auto made = make<Strict>({.id = 1});
}

namespace reconstructed {
struct Item {
  static constexpr auto tablename = "item";
  Mapped<std::int64_t, primary_key> id{};
};
}  // namespace reconstructed

SCENARIO("events/reconstructor", Map<reconstructed::Item>) {
  using reconstructed::Item;
  std::vector<std::string> calls;
  keep(listen<Item>(events::init, [&](Item&) { calls.emplace_back("init"); }));
  keep(listen<Item>(events::load,
                    [&](Item& item) { calls.push_back("load " + std::to_string(item.id.get())); }));
  session.add(Item{.id = 5});
  session.commit();
  session.expunge_all();
  (void)session.get<Item>(5);
  note("calls", calls);
}

SCENARIO("events/session_dirty_in_after_flush_state_of_history", Blog) {
  auto u = session.get<User>(1);
  keep(listen(session, events::after_flush, [&](Session&, FlushContext&) {
    note("after_flush", inspect(u).attrs(&User::name).history());
  }));
  keep(listen(session, events::after_flush_postexec, [&](Session&, FlushContext&) {
    note("after_flush_postexec", inspect(u).attrs(&User::name).history());
  }));
  u->name = "x";
  session.flush();
}

SCENARIO("events/sessionmaker_listener", SingleTableItem) {
  auto factory = sessionmaker(engine);
  keep(listen(factory, events::before_commit,
              [this](Session& s) { note("before_commit", s.new_().size()); }));
  Session s = factory();
  s.add(Item{.name = "a"});
  s.commit();
}

SCENARIO("events/set_parent_in_before_insert_not_seen", Blog) {
  keep(listen<User>(events::before_insert, [](Mapper&, Connection&, User& target) {
    target.posts.append(Post{.title = "late"});
  }));
  auto u = make<User>({.name = "a"});
  session.add(u);
  session.flush();
  note("new after flush", set_of(session.new_()));
  session.flush();
  note("posts", session.execute(select(&Post::title, &Post::user_id)).all());
}

namespace emails {
struct EmailAddress {
  static constexpr auto tablename = "address";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<30>> email{};
  Mapped<OptionalText, length<30>> other{};
  static void configure(Mapping<EmailAddress>& m) {
    const auto checked = [](std::string key) {
      return [key = std::move(key)](EmailAddress&, const OptionalText& address) {
        if (address->find('@') == std::string::npos) {
          throw ScriptError{"AssertionError", "no at sign in " + key};
        }
        std::string lower = *address;
        for (char& letter : lower) letter = static_cast<char>(std::tolower(letter));
        return OptionalText(lower);
      };
    };
    m.validates(&EmailAddress::email, checked("email"));
    m.validates(&EmailAddress::other, checked("other"));
  }
};
}  // namespace emails

SCENARIO("events/validates", Map<emails::EmailAddress>) {
  using emails::EmailAddress;
  auto a = make<EmailAddress>({.email = "ED@x.org"});
  note("email", a->email);
  expect("refused", [&] { a->email = "nothing"; });
  expect("refused by constructor", [] { auto refused = make<EmailAddress>({.other = "zz"}); });
  note("unchanged", a->email);
  session.add(a);
  session.flush();
  session.expire(a);
  note("loading is not validated", a->email);
}

namespace checked_posts {
struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Post>, back_populates<"user">> posts{};
  static void configure(Mapping<User>& m);
  static inline std::vector<Observed> seen;
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<10>> title{};
  Relationship<User, back_populates<"posts">> user{};
};
void User::configure(Mapping<User>& m) {
  m.validates(
      &User::posts,
      [](User&, Ref<Post> post, bool is_remove) { seen.push_back(list(post->title, is_remove)); },
      {.include_removes = true, .include_backrefs = false});
}
}  // namespace checked_posts

SCENARIO("events/validates_collection_and_removes", Map<checked_posts::User, checked_posts::Post>) {
  auto u = make<checked_posts::User>();
  auto a = make<checked_posts::Post>({.title = "a"});
  auto b = make<checked_posts::Post>({.title = "b"});
  auto c = make<checked_posts::Post>({.title = "c"});
  u->posts.append(a);
  u->posts = {a, b};
  u->posts.remove(a);
  c->user = u;
  note("seen", checked_posts::User::seen);
}

}  // namespace cupel::conformance
