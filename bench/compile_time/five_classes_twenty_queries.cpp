// Not a program: the unit beside it with ten more queries, so that their cost can be told apart.
#include "five_classes_ten_queries.cpp"

std::int64_t ten_more_queries(Session& session) {
  std::int64_t sum = 0;
  for (Ref<Comment> comment : session.scalars(select<Comment>().where(col(&Comment::text) == "x")))
    sum += comment->id;
  const auto tags =
      session.scalars(select<Tag>().join(&Tag::posts).where(col(&Post::title).like("a%"))).all();
  sum += static_cast<std::int64_t>(tags.size());
  for (auto&& [title, text] : session.execute(select(&Post::title, &Comment::text)
                                                  .join(&Post::comments)
                                                  .order_by(col(&Comment::score).desc()))) {
    sum += static_cast<std::int64_t>(title.size() + text.size());
  }
  auto best = session.execute(select(&Post::id, func::max(&Comment::score))
                                  .join(&Post::comments)
                                  .group_by(&Post::id)
                                  .having(func::count(&Comment::id) > 3));
  for (auto&& [id, score] : best) sum += id + static_cast<std::int64_t>(score.value_or(0));
  const auto eager =
      session.scalars(select<Post>().options(joinedload(&Post::user), selectinload(&Post::tags)))
          .unique()
          .all();
  sum += static_cast<std::int64_t>(eager.size());
  auto silent = session.scalars(select<User>().where(!col(&User::posts).any()));
  for (Ref<User> user : silent) sum += user->id;
  const auto later = aliased<Post>("later");
  auto pairs = session.execute(select(&Post::id, later[&Post::id])
                                   .join(later, later[&Post::user_id] == col(&Post::user_id))
                                   .where(later[&Post::id] > col(&Post::id)));
  for (auto&& [a, b] : pairs) sum += a * b;
  sum += session.query<Post>().filter(col(&Post::body) == nullptr).count();
  auto oldest = session.scalars(select<User>().order_by(col(&User::age).desc()).limit(1));
  if (const auto user = oldest.first()) sum += user->id;
  if (const auto seven = session.get<Tag>(7)) sum += seven->id;
  return sum;
}
