// The code of docs/tutorial.md. What the text claims is checked by expect().
#include <any>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "expect.hpp"

// region include
#include <cupel/cupel.hpp>
using namespace cupel;
// endregion

// region cache
class Rows : public ResultCache {
 public:
  std::optional<FrozenResult> find(const std::string& key) override {
    const auto found = kept_.find(key);
    if (found == kept_.end()) return std::nullopt;
    ++hits;
    return found->second;
  }
  void put(const std::string& key, const FrozenResult& rows) override {
    kept_.insert_or_assign(key, rows);
  }
  void clear() { kept_.clear(); }
  int hits = 0;

 private:
  std::map<std::string, FrozenResult> kept_;
};
struct Cached : UserDefinedOption {};
// endregion

// region classes
struct Post;
struct Tag;

struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<50>, unique> name{};
  Mapped<std::optional<std::string>> fullname{};  // NULL-able
  Mapped<std::string, server_default<"new">> status{};
  Relationship<List<Post>, back_populates<"author">, cascade<"all, delete-orphan">, order_by<"id">>
      posts{};
};

struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> title{};
  Mapped<std::optional<std::string>, deferred> body{};  // loaded at the first access
  Mapped<std::int64_t, foreign_key<"users.id">> author_id{};
  Relationship<User, back_populates<"posts">> author{};
  Relationship<List<Tag>, secondary<"post_tags">, back_populates<"posts">> tags{};
};

struct Tag {
  static constexpr auto tablename = "tags";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, unique> name{};
  Relationship<List<Post>, secondary<"post_tags">, back_populates<"tags">> posts{};
};
// endregion

namespace {

void core() {
  // region engine
  Engine engine = create_engine("sqlite://");  // a database in memory
  engine.begin([](Connection& conn) {          // commits, or rolls back on an exception
    conn.execute(text("CREATE TABLE city (name TEXT, people INTEGER)"));
    conn.execute(
        text("INSERT INTO city VALUES (:name, :people)"),
        {{{"name", "Graz"}, {"people", 303'270}}, {{"name", "Linz"}, {"people", 212'538}}});
  });
  // endregion

  // region rows
  Connection conn = engine.connect();
  auto result = conn.execute(text("SELECT name, people FROM city ORDER BY name"));
  for (auto&& row : result) {
    std::cout << row["name"].as<std::string>() << ": " << row["people"].as<int>() << '\n';
  }
  // endregion

  // region table
  MetaData metadata;
  Table city("city", metadata, Column("name", String(40), primary_key),
             Column("people", Integer()));
  auto large = select(city.c["name"]).where(city.c["people"] > 250'000).order_by(city.c["name"]);
  std::cout << large << '\n';
  // SELECT city.name
  // FROM city
  // WHERE city.people > :people_1 ORDER BY city.name
  expect(conn.scalars<std::string>(large).all() == std::vector<std::string>{"Graz"});
  // endregion
}

}  // namespace

int main() {
  core();

  // region registry
  Registry registry;
  Table post_tags("post_tags", registry.metadata(),
                  Column("post_id", ForeignKey("posts.id"), primary_key),
                  Column("tag_id", ForeignKey("tags.id"), primary_key));
  registry.map<User, Post, Tag>();

  Engine engine = create_engine("sqlite://", {.echo = false});  // true prints every statement
  registry.metadata().create_all(engine);
  // endregion

  // region add
  Session session(engine);
  Ref<User> ada = session.add(User{.name = "ada", .posts = {Post{.title = "On engines"}}});
  ada->posts.append(Post{.title = "Notes", .body = "A note on the note."});
  session.commit();
  expect(ada->id == 1);                  // fetched at the flush
  expect(ada->status == "new");          // the server's default, loaded when it is read
  expect(ada->posts[1]->author == ada);  // both sides in step
  // endregion

  // region identity
  Ref<User> same = session.get<User>(1);  // no SQL: the identity map has it
  expect(same == ada);
  expect(!session.get<User>(99));  // no such row: a null handle
  // endregion

  // region change
  ada->fullname = "Ada Lovelace";
  ada->posts[0]->title = "On the engine";
  expect(session.dirty().size() == 2);
  session.commit();  // two UPDATEs, each of the changed column alone
  // endregion

  // region remove
  ada->posts.erase(1);  // delete-orphan: its row goes at the flush
  session.flush();
  expect(session.query<Post>().count() == 1);
  session.rollback();  // ... and comes back: nothing was committed
  expect(ada->posts.size() == 2);
  // endregion

  // region many_to_many
  Ref<Tag> maths = make<Tag>({.name = "maths"});  // transient: in no session yet
  ada->posts[0]->tags.append(maths);              // cascades into the session
  session.commit();
  expect(maths->posts.front() == ada->posts[0]);
  // endregion

  session.add(User{.name = "bob", .posts = {Post{.title = "Bob's", .tags = {maths}}}});
  session.commit();

  // region select
  auto of_maths = select<User>()
                      .join(&User::posts)
                      .join(&Post::tags)
                      .where(col(&Tag::name) == "maths", col(&User::name) != "eve")
                      .order_by(&User::name);
  for (Ref<User> user : session.scalars(of_maths)) std::cout << user->name << '\n';

  Ref<User> bob = session.scalars(select<User>().where(col(&User::name) == "bob")).one();
  // endregion
  expect(session.scalars(of_maths).all().size() == 2);

  // region columns
  auto counted = select(&User::name, func::count(&Post::id))
                     .join(&User::posts)
                     .group_by(&User::name)
                     .order_by(&User::name);
  for (auto&& [name, posts] : session.execute(counted)) {
    std::cout << name << " wrote " << posts << '\n';  // std::string and std::int64_t
  }

  struct Line {
    std::string name;
    std::optional<std::string> fullname;
  };
  std::vector<Line> lines =
      session.execute(select(&User::name, &User::fullname).order_by(&User::id)).into<Line>().all();
  expect(lines[0].fullname == "Ada Lovelace" && !lines[1].fullname);
  // endregion

  // region relationship_criteria
  auto with_posts = select<User>().where(col(&User::posts).any(col(&Post::title).like("On %")));
  auto by_bob = select<Post>().where(col(&Post::author) == bob);
  auto anonymous = select<Post>().where(col(&Post::author) == nullptr);
  // endregion
  expect(session.scalars(with_posts).one() == ada);
  expect(session.scalars(by_bob).one()->title == "Bob's");
  expect(session.scalars(anonymous).all().empty());

  // region alias
  auto other = aliased<Post>("other");
  auto pairs = select(&Post::title, other[&Post::title])
                   .join(other, other[&Post::author_id] == col(&Post::author_id) &&
                                    other[&Post::id] > col(&Post::id));
  // endregion
  expect(session.execute(pairs).all().size() == 1);

  // region loading
  auto everything = select<User>().options(
      selectinload(&User::posts).selectinload(&Post::tags),  // one more SELECT per relationship
      defer(&User::fullname));
  for (Ref<User> user : session.scalars(everything)) {
    for (Ref<Post> post : user->posts) {
      std::cout << user->name << ": " << post->title << ", " << post->tags.size() << " tags\n";
    }
  }

  auto with_author = select<Post>().options(joinedload(&Post::author));  // LEFT OUTER JOIN
  auto strict = select<Post>().options(raiseload(&Post::tags));          // access is an error
  // endregion
  expect(session.scalars(with_author).all().size() == 3);

  // region raise
  session.expunge_all();
  Ref<Post> post = session.scalars(strict.limit(1)).one();
  try {
    std::cout << post->tags.size();
    expect(false);
  } catch (const InvalidRequestError& e) {
    std::cout << e.what() << '\n';  // names Post.tags
  }
  // endregion

  // region savepoint
  {
    auto savepoint = session.begin_nested();
    session.add(User{.name = "ada"});  // the name is taken
    try {
      savepoint.commit();
      expect(false);
    } catch (const IntegrityError& e) {
      std::cout << e.what() << '\n';  // statement, parameters, what SQLite said
      savepoint.rollback();           // only what came after begin_nested()
    }
  }
  session.add(User{.name = "eve"});
  session.commit();
  // endregion

  // region begin
  session.begin([&] {  // commits, or rolls back on an exception
    session.add(User{.name = "joe"});
  });
  // endregion
  expect(session.query<User>().count() == 4);

  // region history
  Ref<User> eve = session.scalars(select<User>().where(col(&User::name) == "eve")).one();
  eve->name = "Eve";
  History name = inspect(eve).attrs(&User::name).history();
  expect(name.added[0].as<std::string>() == "Eve" && name.deleted[0].as<std::string>() == "eve");
  expect(session.is_modified(eve));
  // endregion

  // region attribute_event
  ListenHandle trimmed = listen(&User::name, events::set, [](User&, std::string& value) {
    while (value.ends_with(' ')) value.pop_back();  // what is assigned here is stored
  });
  eve->name = "eve   ";
  expect(eve->name == "eve");
  trimmed.remove();
  // endregion

  // region session_event
  int inserted = 0;
  ListenHandle counter =
      listen<User>(events::after_insert, [&](Mapper&, Connection&, User&) { ++inserted; });
  ListenHandle guard = listen(session, events::before_flush, [](Session& s, FlushContext&) {
    for (const ObjectRef& object : s.deleted()) {
      if (ref_cast<User>(object)) throw std::runtime_error("users are never deleted");
    }
  });
  session.add(User{.name = "kim"});
  session.commit();
  expect(inserted == 1);
  // endregion

  // region failed_flush
  session.delete_(eve);
  try {
    session.commit();
    expect(false);
  } catch (const std::runtime_error& e) {
    std::cout << e.what() << '\n';
    session.rollback();  // the session goes on as if nothing was
  }
  expect(inspect(eve).persistent());
  // endregion

  // region cache_use
  auto rows = std::make_shared<Rows>();
  ListenHandle caching = listen(session, events::do_orm_execute, [&](OrmExecuteState& state) {
    if (state.user_defined_option<Cached>()) state.use_cache(rows);
  });
  const auto by_name =
      select<User>().order_by(&User::name).options(user_option(std::make_shared<Cached>()));
  const auto asked = session.scalars(by_name).all();
  const auto remembered = session.scalars(by_name).all();  // asks nobody
  expect(asked == remembered && rows->hits == 1);
  // endregion

  // region detached
  Ref<User> kept;
  {
    Session brief(engine);
    kept = brief.scalars(select<User>().options(selectinload(&User::posts))).all().front();
  }
  std::cout << kept->posts[0]->title << '\n';  // loaded, so it is there without the session
  // endregion

  // region pickle
  kept->status = "away";
  std::string bytes = pickle::dumps(kept);

  Ref<User> back = pickle::loads<User>(registry, bytes);  // here, or in another process
  expect(back != kept && inspect(back).detached());
  expect(back->posts[0]->title == kept->posts[0]->title);

  Session later(engine);
  later.add(back);
  later.commit();  // UPDATE users SET status=? WHERE users.id = ?
  // endregion

  // region pickle_event
  ListenHandle marked =
      listen<User>(events::pickle, [](User&, Parameters& state) { state.set("host", "alpha"); });
  ListenHandle read = listen<User>(events::unpickle, [](User& user, Parameters& state) {
    inspect(user).info()["host"] = state["host"].as<std::string>();
  });
  back = pickle::loads<User>(registry, pickle::dumps(kept));
  expect(std::any_cast<std::string>(inspect(back).info()["host"]) == "alpha");
  // endregion
}
