// The code of docs/tutorial.md about values of several columns and collections of one's own.
#include <optional>
#include <set>
#include <string>

#include <cupel/cupel.hpp>

#include "expect.hpp"

using namespace cupel;

// region composite
struct Money {
  std::int64_t amount{};
  std::string currency{};
  bool operator==(const Money&) const = default;
};

struct Offer {
  static constexpr auto tablename = "offers";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int64_t> amount{};
  Mapped<std::string, length<3>> currency{};
  Composite<Money> price{};

  static void configure(Mapping<Offer>& m) {
    m.composite(&Offer::price, &Offer::amount, &Offer::currency);
  }
};
// endregion

// region collection_class
struct Member;
struct Crew : Relationship<List<Member>> {
  void enlist(const Ref<Member>& member) { append(member); }
  [[nodiscard]] std::set<std::string> names() const;
};

struct Ship {
  static constexpr auto tablename = "ships";
  Mapped<std::int64_t, primary_key> id{};
  Relationship<CollectionClass<Crew>, back_populates<"ship">> crew{};
};
// endregion

struct Member {
  static constexpr auto tablename = "members";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string> name{};
  Mapped<std::optional<std::int64_t>, foreign_key<"ships.id">> ship_id{};
  Relationship<Ship, back_populates<"crew">> ship{};
};

std::set<std::string> Crew::names() const {
  std::set<std::string> all;
  for (const Ref<Member>& member : *this) all.insert(member->name);
  return all;
}

int main() {
  Registry registry;
  registry.map<Offer, Ship, Member>();
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);
  Session session(engine);

  // region composite_use
  Ref<Offer> offer = session.add(Offer{.price = Money{30, "EUR"}});
  session.commit();
  expect(offer->price->currency == "EUR");  // made of the columns at each reading

  offer->price = Money{25, "EUR"};  // UPDATE offers SET amount=? WHERE offers.id = ?
  session.flush();
  auto cheap = select(&Offer::price).where(col(&Offer::price) == Money{25, "EUR"});
  expect(session.scalars(cheap).one() == Money{25, "EUR"});
  session.execute(update<Offer>().values({{&Offer::price, Money{20, "USD"}}}));
  // endregion

  // region collection_use
  Ref<Ship> ship = session.add(Ship{});
  ship->crew.enlist(make<Member>({.name = "ann"}));
  session.commit();
  expect(ship->crew.names() == std::set<std::string>{"ann"});
  // endregion
}
