// Dictionaries whose key is made by a function or named by its column.

#include <gtest/gtest.h>

#include "cupel/cupel.hpp"

namespace cupel::session_dict_keys {

struct Word {
  static constexpr auto tablename = "dict_key_words";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"dict_key_books.id">> book_id{};
  Mapped<std::string, column_name<"lemma_text">> lemma{};
  Mapped<std::string> language{};

  [[nodiscard]] std::string place() const { return *language + "/" + *lemma; }
};

std::int64_t length_of(const Word& word) {
  return static_cast<std::int64_t>(word.lemma->size());
}

struct Book {
  static constexpr auto tablename = "dict_key_books";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Dict<std::string, Word>, keyed_by_function<&Word::place>,
               cascade<"all, delete-orphan">>
      words{};
  Relationship<Dict<std::int64_t, Word>, keyed_by_function<&length_of>, viewonly> by_length{};
  Relationship<Dict<std::string, Word>, keyed_by<"lemma_text">, viewonly> by_column{};
};

struct Volume {
  static constexpr auto tablename = "dict_key_volumes";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"dict_key_shelves.id">> shelf_id{};
  Mapped<std::int64_t> number{};
};

struct Shelf {
  static constexpr auto tablename = "dict_key_shelves";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Dict<std::int64_t, Volume>> volumes{};

  static std::int64_t from_one(const Volume& volume) { return *volume.number + 1; }
  static void configure(Mapping<Shelf>& m) {
    InfoMap info;
    info["label"] = std::string("books on it");
    m.relationship(&Shelf::volumes).keyed_by(&Shelf::from_one).info(std::move(info));
  }
};

class DictKeyTest : public ::testing::Test {
 protected:
  DictKeyTest() {
    registry.map<Book, Word, Shelf, Volume>();
    registry.metadata().create_all(engine);
  }
  Registry registry;
  Engine engine = create_engine("sqlite://");
};

template <class Keys>
auto keys_of(const Keys& dict) {
  std::vector<typename Keys::key_type> keys;
  for (const auto& [key, word] : dict) keys.push_back(key);
  return keys;
}

TEST_F(DictKeyTest, AFunctionMakesTheKeyOfWhatIsLoadedAndOfWhatIsAssigned) {
  Session session(engine);
  auto book = session.add(Book{});
  book->words = {{"any key", Word{.lemma = "haus", .language = "de"}},
                 {"another", Word{.lemma = "tree", .language = "en"}}};
  EXPECT_EQ(keys_of(book->words), (std::vector<std::string>{"de/haus", "en/tree"}));
  session.commit();
  EXPECT_EQ(keys_of(book->words), (std::vector<std::string>{"de/haus", "en/tree"}));
  EXPECT_EQ(book->words["en/tree"]->lemma, "tree");
  EXPECT_EQ(keys_of(book->by_length), (std::vector<std::int64_t>{4}));
  book->words.erase("de/haus");
  session.commit();
  EXPECT_EQ(keys_of(book->words), (std::vector<std::string>{"en/tree"}));
  EXPECT_EQ(session.scalar(select(func::count(&Word::id))), 1);
}

TEST_F(DictKeyTest, TheKeyMayBeNamedByItsColumn) {
  Session session(engine);
  auto book = session.add(Book{});
  book->words = {{"", Word{.lemma = "haus", .language = "de"}}};
  session.commit();
  EXPECT_EQ(keys_of(book->by_column), (std::vector<std::string>{"haus"}));
}

TEST_F(DictKeyTest, AMappingMayGiveTheFunctionAtRunTime) {
  Session session(engine);
  auto shelf = session.add(Shelf{});
  shelf->volumes = {{0, Volume{.number = 0}}, {7, Volume{.number = 4}}};
  session.commit();
  EXPECT_EQ(keys_of(shelf->volumes), (std::vector<std::int64_t>{1, 5}));
}

TEST_F(DictKeyTest, PropertiesCarryWhatTheUserKeepsBesideThem) {
  const Mapper& shelf = mapper_of<Shelf>();
  InfoMap& of_volumes = shelf.find_property("volumes")->info();
  EXPECT_EQ(std::any_cast<std::string>(of_volumes["label"]), "books on it");
  of_volumes["seen"] = 1;
  EXPECT_EQ(std::any_cast<int>(shelf.find_property("volumes")->info()["seen"]), 1);
  // A column's are those of the Column.
  shelf.column_property("id").info()["unit"] = std::string("none");
  EXPECT_EQ(std::any_cast<std::string>(Table(shelf.local_table()).c["id"].info()["unit"]), "none");
}

}  // namespace cupel::session_dict_keys
