// Composite columns: a value class on several columns; and collections with operations of one's
// own.

#include <set>

#include "cupel/orm/attributes/attribute_functions.hpp"
#include "cupel/orm/loading/loader_option.hpp"
#include "cupel/orm/mapper/mapping.hpp"
#include "cupel/orm/query/col.hpp"
#include "cupel/orm/query/dml.hpp"

#include "model.hpp"

namespace cupel::session_model {

struct Point {
  std::optional<std::int64_t> x{};
  std::optional<std::int64_t> y{};
  bool operator==(const Point&) const = default;
};

class Money {
 public:
  Money() = default;
  Money(std::int64_t amount, std::string currency)
      : amount_(amount), currency_(std::move(currency)) {}
  [[nodiscard]] std::int64_t amount() const { return amount_; }
  [[nodiscard]] const std::string& currency() const { return currency_; }
  bool operator==(const Money&) const = default;

 private:
  std::int64_t amount_ = 0;
  std::string currency_;
};

}  // namespace cupel::session_model

template <>
struct cupel::CompositeTraits<cupel::session_model::Money> {
  using Money = cupel::session_model::Money;
  static std::tuple<std::int64_t, std::string> values(const Money& m) {
    return {m.amount(), m.currency()};
  }
  static Money make(std::int64_t amount, std::string currency) {
    return {amount, std::move(currency)};
  }
};

namespace cupel::session_model {
namespace {

struct Edge {
  static constexpr auto tablename = "edge";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::optional<std::int64_t>> x1{};
  Mapped<std::optional<std::int64_t>> y1{};
  Mapped<std::optional<std::int64_t>> x2{};
  Mapped<std::optional<std::int64_t>> y2{};
  Mapped<std::int64_t, server_default<"0">> amount{};
  Mapped<std::string, server_default<"EUR">> currency{};
  Composite<Point> start{};
  Composite<std::optional<Point>> end{};
  Composite<Money> price{};
  static void configure(Mapping<Edge>& m) {
    m.composite(&Edge::start, &Edge::x1, &Edge::y1);
    m.composite(&Edge::end, &Edge::x2, &Edge::y2);
    m.composite(&Edge::price, &Edge::amount, &Edge::currency).deferred("price");
  }
};

struct Unmade {
  static constexpr auto tablename = "unmade";
  Mapped<std::int64_t, primary_key> id{};
  Composite<Point> where{};
};

struct Member;
struct Crew : Relationship<Set<Member>> {
  void join(const Ref<Member>& member) { add(member); }
  [[nodiscard]] std::set<std::string> names() const;

 private:
  using Relationship<Set<Member>>::add;
};
struct Ship {
  static constexpr auto tablename = "ship";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<CollectionClass<Crew>, back_populates<"ship">> crew{};
};
struct Member {
  static constexpr auto tablename = "member";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> name{};
  Mapped<std::optional<std::int64_t>, foreign_key<"ship.id">> ship_id{};
  Relationship<Ship, back_populates<"crew">> ship{};
};
std::set<std::string> Crew::names() const {
  std::set<std::string> all;
  for (const auto& member : *this) all.insert(member->name);
  return all;
}

class CompositeTest : public SessionTest {
 protected:
  CompositeTest() {
    registry.map<Edge, Ship, Member>();
    registry.metadata().create_all(engine);
  }
};

TEST_F(CompositeTest, AValueGoesIntoTheColumnsWhenTheObjectIsMade) {
  const auto edge = make<Edge>({.start = Point{1, 2}, .price = Money(5, "EUR")});
  EXPECT_EQ(edge->x1, 1);
  EXPECT_EQ(edge->y1, 2);
  EXPECT_FALSE(edge->x2.is_set());
  EXPECT_EQ(edge->currency, "EUR");
  EXPECT_EQ(edge->start, (Point{1, 2}));
  EXPECT_EQ(edge->price->amount(), 5);
}

TEST_F(CompositeTest, ReadingFollowsTheColumns) {
  const auto edge = make<Edge>({.start = Point{1, 2}});
  edge->x1 = 7;
  EXPECT_EQ(edge->start->x, 7);
  EXPECT_FALSE(edge->end.has_value());
  edge->x2 = 3;
  EXPECT_EQ(edge->end, (std::optional<Point>(Point{3, std::nullopt})));
}

TEST_F(CompositeTest, AnUpdateSendsOnlyTheColumnsThatChanged) {
  Session session(engine);
  const auto edge = session.add(Edge{.start = Point{1, 2}, .end = Point{3, 4}});
  session.flush();
  Recorder recorder(engine);
  edge->end = Point{3, 9};
  session.flush();
  edge->end = std::nullopt;
  session.flush();
  edge->end = std::nullopt;
  session.flush();
  EXPECT_EQ(recorder.take(), (Log{"UPDATE edge SET y2=? WHERE edge.id = ? [9, 1]",
                                  "UPDATE edge SET x2=?, y2=? WHERE edge.id = ? [None, None, 1]"}));
}

TEST_F(CompositeTest, HistoryIsOfWholeValues) {
  Session session(engine);
  const auto edge = session.add(Edge{.start = Point{1, 2}});
  session.flush();
  EXPECT_EQ(get_history(edge, &Edge::start).unchanged, (std::vector{Point{1, 2}}));
  edge->start = Point{1, 5};
  const auto history = get_history(edge, &Edge::start);
  EXPECT_TRUE(history.has_changes());
  EXPECT_EQ(history.added, (std::vector{Point{1, 5}}));
  EXPECT_EQ(history.deleted, (std::vector{Point{std::nullopt, 2}}));
}

TEST_F(CompositeTest, ListenersAndValidatorsSeeTheWholeValue) {
  std::vector<Point> seen;
  ListenHandle hook = listen(&Edge::start, events::set, [&](Edge&, Point& value, const Point* old) {
    if (old) seen.push_back(*old);
    if (value.x == 0) throw ArgumentError("no point of the axis");
    value.y = 100;
  });
  const auto edge = make<Edge>({.start = Point{1, 2}});
  EXPECT_EQ(edge->start, (Point{1, 100}));
  edge->start = Point{2, 2};
  EXPECT_THROW((edge->start = Point{0, 1}), ArgumentError);
  hook.remove();
  EXPECT_EQ(edge->start, (Point{2, 100}));
  EXPECT_EQ(seen, (std::vector{Point{1, 100}, Point{2, 100}}));
}

TEST_F(CompositeTest, DeletingSetsTheColumnsToNull) {
  Session session(engine);
  const auto edge = session.add(Edge{.start = Point{1, 2}});
  session.flush();
  edge->start.del();
  session.commit();
  EXPECT_EQ(edge->start, Point{});
  EXPECT_EQ(edge->x1, std::nullopt);
}

TEST_F(CompositeTest, ComparisonsAreOfAllColumns) {
  EXPECT_EQ(to_string(*(col(&Edge::start) == Point{1, 2}).node()),
            "edge.x1 = :x1_1 AND edge.y1 = :y1_1");
  EXPECT_EQ(to_string(*(col(&Edge::start) != Point{1, 2}).node()),
            "edge.x1 != :x1_1 AND edge.y1 != :y1_1");
  EXPECT_EQ(to_string(*(col(&Edge::start) > Point{1, 2}).node()),
            "edge.x1 > :x1_1 AND edge.y1 > :y1_1");
  EXPECT_EQ(to_string(*(col(&Edge::end) == nullptr).node()), "edge.x2 IS NULL AND edge.y2 IS NULL");
}

TEST_F(CompositeTest, AnAliasHasItsOwnColumns) {
  Session session(engine);
  session.add(Edge{.start = Point{1, 2}});
  const auto e = aliased<Edge>("e");
  const auto found =
      session.scalars(select(e[&Edge::start]).where(e[&Edge::start] == Point{1, 2})).one();
  EXPECT_EQ(found, (Point{1, 2}));
}

TEST_F(CompositeTest, ItIsSelectedBesideOtherColumns) {
  Session session(engine);
  session.add(Edge{.start = Point{1, 2}});
  session.add(Edge{.start = Point{0, 2}, .end = Point{8, 9}});
  auto rows = session.execute(select(&Edge::id, &Edge::start, &Edge::end).order_by(&Edge::start));
  EXPECT_EQ(rows.keys(), (std::vector<std::string>{"id", "start", "end"}));
  const auto all = rows.all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(std::get<1>(all[0]), (Point{0, 2}));
  EXPECT_EQ(std::get<2>(all[0]), (Point{8, 9}));
  EXPECT_EQ(std::get<2>(all[1]), std::nullopt);
}

TEST_F(CompositeTest, OptionsOfOneAreThoseOfItsColumns) {
  Session session(engine);
  session.add(Edge{.start = Point{1, 2}, .price = Money(5, "EUR")});
  session.commit();
  session.expunge_all();
  Recorder recorder(engine);
  auto edge = session.scalars(select<Edge>().options(load_only(&Edge::start))).one();
  EXPECT_TRUE(edge->start.is_set());
  EXPECT_FALSE(edge->end.is_set());
  EXPECT_FALSE(edge->price.is_set());
  EXPECT_EQ(edge->price, Money(5, "EUR"));
  session.expire(edge, &Edge::start);
  EXPECT_FALSE(edge->start.is_set());
  session.refresh(edge, &Edge::start);
  EXPECT_EQ(recorder.take(),
            (Log{"BEGIN", "SELECT edge.id, edge.x1, edge.y1 \nFROM edge []",
                 "SELECT edge.amount, edge.currency \nFROM edge \nWHERE edge.id = ? [1]",
                 "SELECT edge.x1, edge.y1 \nFROM edge \nWHERE edge.id = ? [1]"}));
}

TEST_F(CompositeTest, BulkUpdatesTakeItAmongOtherValues) {
  Session session(engine);
  const auto edge = session.add(Edge{.start = Point{1, 2}});
  session.flush();
  Recorder recorder(engine);
  (void)session.execute(update<Edge>().values({{&Edge::x2, 1}, {&Edge::price, Money(9, "USD")}}));
  EXPECT_EQ(recorder.take(), (Log{"UPDATE edge SET x2=?, amount=?, currency=? [1, 9, 'USD']"}));
  EXPECT_EQ(edge->price, Money(9, "USD"));
}

TEST_F(CompositeTest, CopiesOfObjectsArePlainValues) {
  const auto edge = make<Edge>({.start = Point{1, 2}});
  Edge copy = *edge;
  EXPECT_EQ(copy.start, (Point{1, 2}));
  copy.x1 = 5;
  EXPECT_EQ(make<Edge>(copy)->start, (Point{5, 2}));
}

TEST_F(CompositeTest, TheMapperListsIt) {
  const MapperProperty& property = mapper_of<Edge>().property("start");
  EXPECT_EQ(property.kind(), PropertyKind::composite);
  const auto& columns = static_cast<const CompositeProperty&>(property).columns();
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[1]->key(), "y1");
}

TEST(CompositeMapping, OneWithoutColumnsIsRefusedByName) {
  Registry registry;
  try {
    registry.map<Unmade>();
    FAIL();
  } catch (const ArgumentError& error) {
    EXPECT_NE(std::string(error.what()).find("composite Unmade.where is made of no columns"),
              std::string::npos)
        << error.what();
  }
}

TEST_F(CompositeTest, ACollectionClassKeepsTheOtherSideInStep) {
  Session session(engine);
  auto ship = session.add(Ship{});
  auto ann = make<Member>({.name = "ann"});
  ship->crew.join(ann);
  EXPECT_EQ(ann->ship, ship);
  session.commit();
  EXPECT_EQ(ship->crew.names(), std::set<std::string>{"ann"});
  ship->crew = {Member{.name = "bo"}, Member{.name = "cy"}};
  EXPECT_EQ(ann->ship, nullptr);
  session.commit();
  EXPECT_EQ(ship->crew.names(), (std::set<std::string>{"bo", "cy"}));
  session.expunge_all();
  const auto loaded = session.scalars(select<Ship>().options(selectinload(&Ship::crew))).one();
  EXPECT_EQ(loaded->crew.size(), 2U);
}

}  // namespace
}  // namespace cupel::session_model
