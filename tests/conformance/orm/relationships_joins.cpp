// Area relationships: join conditions, directions, several paths, errors of configuration.

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace ambiguous {

struct Address {
  static constexpr auto tablename = "address";
  Mapped<std::int64_t, primary_key> id{};
};
struct Customer {
  static constexpr auto tablename = "customer";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"address.id">> billing_id{};
  Mapped<OptionalInt, foreign_key<"address.id">> shipping_id{};
  Relationship<Address> billing{};
};

SCENARIO("relationships/ambiguous_foreign_keys_error", Map<Address, Customer>) {
  expect("configure", [&] { registry.configure(); });
}

}  // namespace ambiguous

namespace association_object {

struct Membership;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Membership>, back_populates<"user">, cascade<"all, delete-orphan">>
      memberships{};
};
struct Club {
  static constexpr auto tablename = "club";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Membership>, back_populates<"club">> memberships{};
};
struct Membership {
  static constexpr auto tablename = "membership";
  Mapped<std::int64_t, primary_key, foreign_key<"users.id">> user_id{};
  Mapped<std::int64_t, primary_key, foreign_key<"club.id">> club_id{};
  Mapped<OptionalText, length<10>> role{};
  Relationship<User, back_populates<"memberships">> user{};
  Relationship<Club, back_populates<"memberships">> club{};
};

SCENARIO("relationships/association_object", Map<Membership, User, Club>) {
  auto u = make<User>({.name = "u"});
  auto c = make<Club>({.name = "c"});
  auto m = make<Membership>();
  m->role = "chair";
  m->club = c;
  u->memberships.append(m);
  session.add(u);
  session.flush();
  note("key", identity_of(m));
  note("other side", each(c->memberships, [](const auto& x) { return observe(x->role); }));
  u->memberships.remove(m);
  session.flush();
  note("deleted", inspect(m).deleted());
}

}  // namespace association_object

namespace mismatch {

struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt> b_id{};
  Relationship<B, back_populates<"nothing">, foreign_keys<"b_id">> b{};
  static void configure(Mapping<A>& m) {
    m.column(&A::b_id, "b_id", ForeignKey("b.id", {.name = "x", .use_alter = true}));
  }
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
};

SCENARIO("relationships/back_populates_mismatch_errors", Map<A, B>) {
  expect("configure", [&] { registry.configure(); });
  expect("configure again", [&] { registry.configure(); });
}

}  // namespace mismatch

namespace backref_twice {

struct Privilege;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Privilege>, secondary<"user_privilege">, backref<"users">> privileges{};
};
struct Privilege {
  static constexpr auto tablename = "privileges";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<User>, secondary<"user_privilege">, backref<"privileges">> users{};
};
struct Model {
  static void map(Registry& registry) {
    Table("user_privilege", registry.metadata(),
          Column("user_id", Integer(), ForeignKey("users.id")),
          Column("privilege_id", Integer(), ForeignKey("privileges.id")));
    registry.map<User, Privilege>();
  }
};

SCENARIO("relationships/backref_both_sides_error", Model) {
  expect("configure", [&] { registry.configure(); });
}

}  // namespace backref_twice

namespace backref_lazy {

struct Post;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> name{};
  Relationship<List<Post>, backref<"author">> posts{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<20>> title{};
  Relationship<User, lazy<"joined">> author{};
};

SCENARIO("relationships/backref_keyword", Map<User, Post>) {
  auto user = make<User>({.name = "haofly"});
  user->posts = {Post{.title = "a"}, Post{.title = "b"}};
  note("author", user->posts[0]->author);
  session.add(user);
  session.commit();
  user = {};  // the objects of a script go when nothing refers to them
  auto p = session.scalars(select<Post>().where(col(&Post::title) == "a")).one();
  note("author loaded", in_dict(p, "author"));
}

}  // namespace backref_lazy

namespace overlapping {

struct Magazine {
  static constexpr auto tablename = "magazine";
  Mapped<std::int64_t, primary_key> id{};
};
struct Writer {
  static constexpr auto tablename = "writer";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, primary_key, foreign_key<"magazine.id">> magazine_id{};
  Relationship<Magazine> magazine{};
};
struct Article {
  static constexpr auto tablename = "article";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"magazine.id">> magazine_id{};
  Mapped<OptionalInt> writer_id{};
  Relationship<Magazine> magazine{};
  Relationship<Writer> writer{};
  static void configure(Mapping<Article>& m) {
    m.relationship(&Article::writer).primaryjoin([] {
      return foreign(col(&Article::writer_id)) == col(&Writer::id) &&
             col(&Writer::magazine_id) == col(&Article::magazine_id);
    });
  }
};

SCENARIO("relationships/composite_join_overlapping_columns", Map<Magazine, Writer, Article>) {
  auto m = make<Magazine>({.id = 1});
  auto w = make<Writer>();
  w->id = 5;
  w->magazine = m;
  auto a = make<Article>();
  a->id = 1;
  a->magazine = m;
  a->writer = w;
  session.add(a);
  session.flush();
  note("article", list(a->magazine_id, a->writer_id));
  a->writer = nullptr;
  session.flush();
  note("article", list(a->magazine_id, a->writer_id));
}

}  // namespace overlapping

namespace boston {

struct Address;
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<10>> name{};
  Relationship<List<Address>, order_by<"Address.id">> boston{};
  static void configure(Mapping<User>& m);
};
struct Address {
  static constexpr auto tablename = "address";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"users.id">> user_id{};
  Mapped<OptionalText, length<10>> city{};
};
void User::configure(Mapping<User>& m) {
  m.relationship(&User::boston).primaryjoin([] {
    return col(&User::id) == col(&Address::user_id) && col(&Address::city) == "Boston";
  });
}

SCENARIO("relationships/custom_primaryjoin", Map<User, Address>) {
  auto u = session.get<User>(1);
  note("boston", ids(u->boston));
  auto u2 = session
                .scalars(select<User>()
                             .options(joinedload(&User::boston))
                             .execution_options({{"populate_existing", true}}))
                .unique()
                .one();
  note("boston", ids(u2->boston));
  u->boston.append(Address{.city = "Paris"});
  session.flush();
  session.expire_all();
  note("boston", ids(u->boston));
}

}  // namespace boston

namespace annotated {

struct Host {
  static constexpr auto tablename = "host";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> ip{};
  Mapped<OptionalText, length<20>> content{};
  Relationship<Host, viewonly> named{};
  Relationship<List<Host>, viewonly, order_by<"Host.id">> naming{};
  static void configure(Mapping<Host>& m) {
    m.relationship(&Host::named).primaryjoin([] {
      return remote(col(&Host::ip)) == foreign(col(&Host::content));
    });
    m.relationship(&Host::naming).primaryjoin([] {
      return col(&Host::ip) == remote(foreign(col(&Host::content)));
    });
  }
};
struct Log {
  static constexpr auto tablename = "log";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> ip{};
  Relationship<Host, viewonly> host{};
  static void configure(Mapping<Log>& m) {
    m.relationship(&Log::host).primaryjoin([] {
      return foreign(col(&Log::ip)) == remote(col(&Host::ip));
    });
  }
};

SCENARIO("relationships/custom_primaryjoin_foreign_remote", Map<Host, Log>) {
  auto h = session.get<Host>(1);
  note("hosts whose content is this ip", ids(h->naming));
  auto k = session.get<Host>(2);
  session.expire(h);
  note("host named by content", k->named->id);
  auto l = session.get<Log>(1);
  note("host", l->host->id);
}

}  // namespace annotated

namespace generic {

struct Post;
struct Photo;
struct Comment {
  static constexpr auto tablename = "comment";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> body{};
  Mapped<OptionalInt> target_id{};
  Mapped<OptionalText, length<10>> target_type{};
  Relationship<Post, overlaps<"target_post,target_photo,comments">> target_post{};
  Relationship<Photo, overlaps<"target_post,target_photo,comments">> target_photo{};
  static void configure(Mapping<Comment>& m);

  /// The name of the target's class.
  std::string target() const;
};
template <class T>
void comments_of(Mapping<T>& m, const char* name) {
  m.relationship(&T::comments).primaryjoin([name] {
    return col(&T::id) == foreign(remote(col(&Comment::target_id))) &&
           col(&Comment::target_type) == name;
  });
}
struct Post {
  static constexpr auto tablename = "post";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Comment>, order_by<"Comment.id">, backref<"target_post">,
               overlaps<"target_post,target_photo,comments">>
      comments{};
  static void configure(Mapping<Post>& m) { comments_of(m, "post"); }
};
struct Photo {
  static constexpr auto tablename = "photo";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<Comment>, order_by<"Comment.id">, backref<"target_photo">,
               overlaps<"target_post,target_photo,comments">>
      comments{};
  static void configure(Mapping<Photo>& m) { comments_of(m, "photo"); }
};
void Comment::configure(Mapping<Comment>& m) {
  m.relationship(&Comment::target_post).primaryjoin([] {
    return remote(col(&Post::id)) == foreign(col(&Comment::target_id));
  });
  m.relationship(&Comment::target_photo).primaryjoin([] {
    return remote(col(&Photo::id)) == foreign(col(&Comment::target_id));
  });
}
std::string Comment::target() const {
  if (target_type == "post") return target_post ? "Post" : "";
  return target_photo ? "Photo" : "";
}

SCENARIO("relationships/generic_target_id_and_type", Map<Comment, Post, Photo>) {
  keep(listen(&Post::comments, events::append,
              [](Post&, Ref<Comment>& value) { value->target_type = "post"; }));
  keep(listen(&Photo::comments, events::append,
              [](Photo&, Ref<Comment>& value) { value->target_type = "photo"; }));
  {
    auto post = make<Post>({.id = 1});
    post->comments = {Comment{.body = "on post"}, Comment{.body = "again"}};
    auto photo = make<Photo>({.id = 1});
    photo->comments = {Comment{.body = "on photo"}};
    session.add_all(std::vector<ObjectRef>{post, photo});
    session.commit();
  }
  const auto bodies = [](const auto& object) {
    return each(object->comments, [](const auto& c) { return observe(c->body); });
  };
  note("post", bodies(session.get<Post>(1)));
  note("photo", bodies(session.get<Photo>(1)));
  (void)session.identity_map();  // the photo goes, as nothing refers to it
  auto c = session.scalars(select<Comment>().where(col(&Comment::body) == "on photo")).one();
  note("target", c->target());
}

}  // namespace generic

namespace materialised_path {

struct Element {
  static constexpr auto tablename = "element";
  Mapped<std::string, primary_key, length<50>> path{};
  Relationship<List<Element>, viewonly, order_by<"Element.path">> descendants{};
  static void configure(Mapping<Element>& m) {
    m.relationship(&Element::descendants).primaryjoin([] {
      return remote(foreign(col(&Element::path))).like(col(&Element::path).concat("/%"));
    });
  }
};

SCENARIO("relationships/like_operator_primaryjoin", Map<Element>) {
  const auto paths = [](const auto& elements) {
    return each(elements, [](const auto& x) { return observe(x->path); });
  };
  auto e = session.get<Element>("/a");
  note("descendants", paths(e->descendants));
  auto s = session
               .scalars(select<Element>()
                            .where(col(&Element::descendants).any(col(&Element::path) == "/a/b/c"))
                            .order_by(&Element::path))
               .all();
  note("ancestors", paths(s));
}

}  // namespace materialised_path

namespace two_paths {

struct Address {
  static constexpr auto tablename = "address";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalText, length<20>> street{};
};
struct Customer {
  static constexpr auto tablename = "customer";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<OptionalInt, foreign_key<"address.id">> billing_id{};
  Mapped<OptionalInt, foreign_key<"address.id">> shipping_id{};
  Relationship<Address, foreign_keys<"billing_id">> billing{};
  Relationship<Address, foreign_keys<"shipping_id">> shipping{};
};

SCENARIO("relationships/multiple_paths_foreign_keys", Map<Address, Customer>) {
  auto a = make<Address>({.street = "a"});
  auto b = make<Address>({.street = "b"});
  auto c = make<Customer>();
  c->billing = a;
  c->shipping = b;
  session.add(c);
  session.flush();
  note("fks", list(c->billing_id, c->shipping_id));
  c->shipping = a;
  session.flush();
  auto stmt = select<Customer>().join(&Customer::billing).where(col(&Address::street) == "a");
  note("found", session.scalars(stmt).all().size());
}

}  // namespace two_paths

namespace no_path {

struct B;
struct A {
  static constexpr auto tablename = "a";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<List<B>> bs{};
};
struct B {
  static constexpr auto tablename = "b";
  Mapped<std::int64_t, primary_key> id{};
};

SCENARIO("relationships/no_join_path_error", Map<A, B>) {
  expect("configure", [&] { registry.configure(); });
}

}  // namespace no_path

SCENARIO("relationships/self_referential_join", Tree) {
  auto parent = aliased<Node>("parent");
  auto pairs = select(col(&Node::label), parent[&Node::label])
                   .join(col(&Node::parent).of_type(parent))
                   .order_by(&Node::id);
  note("pairs", session.execute(pairs).all());
  auto children = select<Node>()
                      .join(parent, &Node::parent)
                      .where(parent[&Node::label] == "a")
                      .order_by(&Node::id);
  note("children of a", labels(session.scalars(children).all()));
}

SCENARIO("relationships/with_parent_criterion", Blog) {
  auto u = session.get<User>(1);
  note("posts",
       session.scalars(select<Post>().where(with_parent(u, &User::posts)).order_by(&Post::id))
           .all());
  (void)session.identity_map();  // the posts go, as nothing refers to them
  auto p = session.get<Post>(1);
  note("tags",
       session.scalars(select<Tag>().where(with_parent(p, &Post::tags)).order_by(&Tag::id)).all());
}

}  // namespace cupel::conformance
