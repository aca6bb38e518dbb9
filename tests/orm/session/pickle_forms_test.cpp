// Pickles of every kind of member: values, composites, sets, dictionaries, plain and deferred
// members; and of classes that have changed since.

#include <chrono>
#include <cmath>
#include <limits>

#include "cupel/orm/attributes/attribute_functions.hpp"
#include "cupel/orm/mapper/mapping.hpp"
#include "cupel/orm/session/pickle.hpp"

#include "model.hpp"

namespace cupel::session_pickle {

using session_model::Log;
using session_model::Recorder;

struct Kinds {
  static constexpr auto tablename = "pickle_kinds";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<bool> flag{};
  Mapped<double> real{};
  Mapped<float> small{};
  Mapped<std::string> text{};
  Mapped<Bytes> bytes{};
  Mapped<Decimal> price{};
  Mapped<CalendarDate> date{};
  Mapped<TimeOfDay> time{};
  Mapped<LocalDateTime> local{};
  Mapped<UtcDateTime> utc{};
  Mapped<Duration> span{};
  Mapped<UuidValue> uuid{};
  Mapped<Json> document{};
  Mapped<std::vector<std::int64_t>> numbers{};
  Mapped<std::optional<std::string>> maybe{};
};

struct Point {
  std::optional<std::int64_t> x{};
  std::optional<std::int64_t> y{};
  bool operator==(const Point&) const = default;
};

struct Dot {
  static constexpr auto tablename = "pickle_dot";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>> x{};
  Mapped<std::optional<std::int64_t>> y{};
  Composite<Point> at{};
  static void configure(Mapping<Dot>& m) { m.composite(&Dot::at, &Dot::x, &Dot::y); }
};

struct Page {
  static constexpr auto tablename = "pickle_page";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"pickle_book.id">> book_id{};
  Mapped<std::string> name{};
  Mapped<std::optional<std::string>, deferred> text{};
};

struct Book {
  static constexpr auto tablename = "pickle_book";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Set<Page>> pages{};
};
struct Index {
  static constexpr auto tablename = "pickle_index";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t, foreign_key<"pickle_book.id">> book_id{};
  Relationship<Book> book{};
};

struct Word {
  static constexpr auto tablename = "pickle_word";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>, foreign_key<"pickle_lexicon.id">> lexicon_id{};
  Mapped<std::string> lemma{};
};
struct Lexicon {
  static constexpr auto tablename = "pickle_lexicon";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<Dict<std::string, Word>, keyed_by<"lemma">> words{};
};
/// Knows nothing of Cupel.
struct Plain {
  std::int64_t id = 0;
  std::string name;
  int count = 0;
};

class PickleFormsTest : public ::testing::Test {
 protected:
  PickleFormsTest() {
    registry.map<Dot, Page, Book, Index, Word, Lexicon>();
    registry.metadata().create_all(engine);
  }
  template <class T>
  Ref<T> copy_of(const Ref<T>& object) {
    return pickle::loads<T>(registry, pickle::dumps(object));
  }
  Registry registry;
  Engine engine = create_engine("sqlite://");
};

TEST_F(PickleFormsTest, EveryKindOfValueComesBackAsItWas) {
  registry.map<Kinds>();
  using namespace std::chrono_literals;
  const auto kinds =
      make<Kinds>({.id = INT64_MIN,
                   .flag = true,
                   .real = -0.1,
                   .small = 1.5F,
                   .text = std::string("a\0\xFFz", 4),
                   .bytes = Bytes{std::byte{0}, std::byte{255}},
                   .price = Decimal("-12.50"),
                   .date = make_date(2024, 2, 29),
                   .time = TimeOfDay(23, 59, 59, 999'999),
                   .local = make_datetime(1, 1, 1, 0, 0, 0, 1),
                   .utc = as_utc(make_datetime(9999, 12, 31, 23, 59, 59, 999'999)),
                   .span = Duration(-1),
                   .uuid = UuidValue("00112233-4455-6677-8899-aabbccddeeff"),
                   .document = Json::parse(R"({"z": [1, null, 18446744073709551615], "a": 0.1})"),
                   .numbers = std::vector<std::int64_t>{1, -2},
                   .maybe = std::string(70'000, 'x')});
  const auto copy = copy_of(kinds);
  for (const AttributeState& one : inspect(kinds).attrs()) {
    const Value is = inspect(copy).attrs(one.key()).loaded_value();
    EXPECT_EQ(is, one.loaded_value()) << one.key();
    EXPECT_EQ(is.kind(), one.loaded_value().kind()) << one.key();
  }
  EXPECT_EQ(copy->price->to_string(), "-12.50");
  EXPECT_EQ(copy->document->dump(), kinds->document->dump());
  EXPECT_EQ(pickle::dumps(copy), pickle::dumps(kinds));
}

TEST_F(PickleFormsTest, NumbersWithoutAnOrdinaryValueComeBackToo) {
  registry.map<Kinds>();
  const auto kinds = make<Kinds>({.real = std::numeric_limits<double>::quiet_NaN(),
                                  .small = -std::numeric_limits<float>::infinity(),
                                  .price = Decimal::nan(),
                                  .document = Json(),
                                  .maybe = std::nullopt});
  const auto copy = copy_of(kinds);
  EXPECT_TRUE(std::isnan(*copy->real));
  EXPECT_EQ(copy->small, kinds->small);
  EXPECT_TRUE(copy->price->is_nan());
  EXPECT_TRUE(copy->document.is_set());
  EXPECT_TRUE(copy->document->is_null());
  EXPECT_TRUE(copy->maybe.is_set());
  EXPECT_EQ(copy->maybe, std::nullopt);
  EXPECT_FALSE(copy->text.is_set());
}

TEST_F(PickleFormsTest, ADocumentThatNobodyCouldReadBackIsRefused) {
  registry.map<Kinds>();
  const auto kinds = make<Kinds>({.document = Json(std::numeric_limits<double>::infinity())});
  EXPECT_THROW(static_cast<void>(pickle::dumps(kinds)), InvalidRequestError);
}

TEST_F(PickleFormsTest, ACompositeFollowsItsColumns) {
  Session session(engine);
  const auto dot = session.add(Dot{.at = Point{1, 2}});
  session.flush();
  dot->at = Point{1, 5};
  const auto copy = copy_of(dot);
  EXPECT_EQ(copy->at, (Point{1, 5}));
  session.rollback();
  session.close();
  const History at = get_history(*copy.instance(), attribute_of(&Dot::y));
  EXPECT_EQ(at.deleted[0].as<std::int64_t>(), 2);
}

TEST_F(PickleFormsTest, ADeferredColumnStaysDeferred) {
  {
    Session session(engine);
    const auto book = session.add(Book{});
    book->pages.add(Page{.name = "one", .text = "long"});
    session.commit();
  }
  Session session(engine);
  const auto page = session.get<Page>(1);
  const auto copy = copy_of(page);
  EXPECT_FALSE(copy->text.is_set());
  EXPECT_THROW(static_cast<void>(copy->text.get()), DetachedInstanceError);
  Session other(engine);
  other.add(copy);
  EXPECT_EQ(copy->text, "long");
}

TEST_F(PickleFormsTest, SetsAndDictionariesComeBackWithTheirMembersAndKeys) {
  const auto book = make<Book>();
  for (const char* name : {"a", "b", "c"}) book->pages.add(Page{.name = name});
  const auto copy = copy_of(book);
  ASSERT_EQ(copy->pages.size(), 3U);
  std::string names;
  for (const auto& page : copy->pages) names += *page->name;
  EXPECT_EQ(names, "abc");

  const auto lexicon = make<Lexicon>();
  for (const char* lemma : {"tree", "house"}) {
    lexicon->words.set(lemma, make<Word>({.lemma = lemma}));
  }
  lexicon->words["house"]->lemma = "home";  // the key stays what it was
  const auto other = copy_of(lexicon);
  ASSERT_EQ(other->words.size(), 2U);
  EXPECT_EQ(other->words["tree"]->lemma, "tree");
  EXPECT_EQ(other->words["house"]->lemma, "home");
  Session session(engine);
  session.add(other);
  session.add(copy);
  session.commit();
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM pickle_word")), 2);
  EXPECT_EQ(session.scalar(text("SELECT count(*) FROM pickle_page")), 3);
}

TEST_F(PickleFormsTest, AReplacedReferenceKeepsTheOneBefore) {
  Session session(engine);
  const auto index = session.add(Index{.book = Book{}});
  session.flush();
  index->book = make<Book>();
  const auto copy = copy_of(index);
  const History book = inspect(copy).attrs(&Index::book).history();
  ASSERT_EQ(book.deleted.size(), 1U);
  EXPECT_EQ(book.deleted[0].ref<Book>()->id, 1);
  EXPECT_TRUE(inspect(book.deleted[0].ref<Book>()).detached());
  EXPECT_TRUE(inspect(copy->book.get()).transient());
}

// ---- plain members, changed classes -------------------------------------------------------------

class PickleMappingTest : public ::testing::Test {
 protected:
  static Table table(Registry& registry) {
    return {"pickle_plain", registry.metadata(), Column("id", Integer(), primary_key),
            Column("name", String()), Column("count", Integer())};
  }
  static void map(Registry& registry) {
    registry.map_imperatively<Plain>(table(registry), [](auto&) {});
  }
  Engine engine = create_engine("sqlite://");
};

TEST_F(PickleMappingTest, ChangesOfPlainMembersAreFoundAfterwards) {
  Registry registry;
  map(registry);
  registry.metadata().create_all(engine);
  std::string bytes;
  {
    Session session(engine);
    const auto plain = session.add(Plain{.id = 1, .name = "a", .count = 1});
    session.commit();
    session.refresh(plain);
    plain->count = 2;
    bytes = pickle::dumps(plain);
    session.rollback();
  }
  const auto copy = pickle::loads<Plain>(registry, bytes);
  EXPECT_EQ(copy->name, "a");
  Session session(engine);
  session.add(copy);
  copy->name = "b";
  Recorder recorder(engine);
  session.flush();
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN",
                 "UPDATE pickle_plain SET name=?, count=? WHERE pickle_plain.id = ? ['b', 2, 1]"}));
}

TEST_F(PickleMappingTest, AnAttributeThatTheClassHasLostIsNamed) {
  std::string bytes;
  {
    Registry registry;
    map(registry);
    bytes = pickle::dumps(make<Plain>(Plain{.id = 1, .name = "a"}));
  }
  Registry registry;
  Table narrow("pickle_plain", registry.metadata(), Column("id", Integer(), primary_key),
               Column("name", String()));
  registry.map_imperatively<Plain>(narrow, [](auto&) {});
  try {
    static_cast<void>(pickle::loads<Plain>(registry, bytes));
    FAIL() << "a value without a place was loaded";
  } catch (const InvalidRequestError& e) {
    EXPECT_EQ(e.message(),
              "the pickle has a value for Plain.count, which is no column or relationship of the "
              "class here; map it, or pickle the objects anew");
  }
}

}  // namespace cupel::session_pickle
