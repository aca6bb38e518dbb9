// Not a program: what a user's translation unit of ordinary size costs the compiler.
#include <cstdint>
#include <optional>
#include <string>

#include <cupel/cupel.hpp>

using namespace cupel;

struct User;
struct Post;
struct Comment;

struct Profile {
  static constexpr auto tablename = "profiles";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"users.id">> user_id{};
  Mapped<std::optional<std::string>> bio{};
  Relationship<User, back_populates<"profile">> user{};
};
struct User {
  static constexpr auto tablename = "users";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<50>, unique> name{};
  Mapped<std::optional<std::int32_t>> age{};
  Relationship<Profile, back_populates<"user">> profile{};
  Relationship<List<Post>, back_populates<"user">, cascade<"all, delete-orphan">> posts{};
};
struct Tag {
  static constexpr auto tablename = "tags";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<30>> name{};
  Relationship<List<Post>, back_populates<"tags">, secondary<"post_tags">> posts{};
};
struct Post {
  static constexpr auto tablename = "posts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"users.id">> user_id{};
  Mapped<std::string, length<100>> title{};
  Mapped<std::optional<std::string>> body{};
  Relationship<User, back_populates<"posts">> user{};
  Relationship<List<Tag>, back_populates<"posts">, secondary<"post_tags">> tags{};
  Relationship<List<Comment>, back_populates<"post">> comments{};
};
struct Comment {
  static constexpr auto tablename = "comments";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"posts.id">> post_id{};
  Mapped<std::string> text{};
  Mapped<double> score{};
  Relationship<Post, back_populates<"comments">> post{};
};

void map_all(Registry& registry) {
  registry.map<User, Profile, Post, Tag, Comment>();
}

std::int64_t ten_queries(Session& session) {
  std::int64_t sum = 0;
  for (Ref<User> user : session.scalars(select<User>().where(col(&User::name) == "ed"))) {
    sum += user->id;
  }
  auto posts = session.scalars(select<Post>().join(&Post::user).where(col(&User::age) > 10)).all();
  sum += static_cast<std::int64_t>(posts.size());
  for (auto&& [name, title] : session.execute(
           select(&User::name, &Post::title).join(&User::posts).order_by(col(&Post::id).desc()))) {
    sum += static_cast<std::int64_t>(name.size() + title.size());
  }
  auto counted = session.execute(select(&User::id, func::count(&Post::id))
                                     .join(&User::posts)
                                     .group_by(&User::id)
                                     .having(func::count(&Post::id) > 2));
  for (auto&& [id, n] : counted) sum += id + n;
  auto eager = session
                   .scalars(select<User>()
                                .options(selectinload(&User::posts).joinedload(&Post::comments))
                                .limit(10))
                   .all();
  sum += static_cast<std::int64_t>(eager.size());
  auto tagged =
      session.scalars(select<Post>().where(col(&Post::tags).any(col(&Tag::name) == "red")));
  for (Ref<Post> post : tagged) sum += post->id;
  const auto other = aliased<User>("other");
  auto pairs = session.execute(
      select(&User::id, other[&User::id]).join(other, other[&User::age] == col(&User::age)));
  for (auto&& [a, b] : pairs) sum += a * b;
  sum += session.query<Comment>().filter(col(&Comment::score) >= 0.5).count();
  const auto first =
      session.scalars(select<User>().where(col(&User::profile).has(col(&Profile::bio) != nullptr)))
          .first();
  if (first) sum += first->id;
  if (const auto five = session.get<User>(5)) sum += five->id;
  return sum;
}
