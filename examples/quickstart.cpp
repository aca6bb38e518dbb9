// The README's example: two classes, one database, one round trip.
// region quickstart
#include <iostream>

#include <cupel/cupel.hpp>
using namespace cupel;

struct Book {
  static constexpr auto tablename = "books";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<100>> title{};
  Mapped<std::int64_t, foreign_key<"authors.id">> author_id{};
};
struct Author {
  static constexpr auto tablename = "authors";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<50>, unique> name{};
  Relationship<List<Book>, cascade<"all, delete-orphan">> books{};
};

int main() {
  Registry registry;
  registry.map<Author, Book>();
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);
  Session session(engine);
  session.add(Author{.name = "Le Guin", .books = {Book{.title = "The Dispossessed"}}});
  session.commit();
  auto stmt = select<Author>().join(&Author::books).where(col(&Book::title).like("The %"));
  for (const Ref<Author>& author : session.scalars(stmt)) {
    std::cout << author->name << ": " << author->books[0]->title << '\n';
  }
}
// endregion
