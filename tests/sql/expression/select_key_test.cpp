#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/sql/traversal/cache_key.hpp"
#include "cupel/sql/traversal/compare.hpp"

#include "sql/expression/fixtures.hpp"

namespace cupel {
namespace {

CacheKey key_of(const SelectHandle& statement) {
  EXPECT_TRUE(KeyBuilder::local().build(*statement.element()));
  return KeyBuilder::local().key();
}

/// Statements that differ from each other by one thing.
std::vector<std::function<Select<>()>> variations(const test::Tables& t) {
  const auto base = [&t] { return select(t.users.c["id"], t.users.c["name"]); };
  const auto id = [&t] { return t.users.c["id"]; };
  return {
      [=] { return base(); },
      [=, &t] { return select(t.users.c["name"], t.users.c["id"]); },
      [=] { return base().where(id() > 1); },
      [=] { return base().where(id() >= 1); },
      [=, &t] { return base().where(t.users.c["age"] > 1); },
      [=] { return base().where(id() > 1, id() > 1); },
      [=] { return base().where(id() > 1, id() < 9); },
      [=] { return base().where(bindparam("x") > 1); },
      [=] { return base().where(id() > bindparam("x")); },
      [=] { return base().where(id() > bindparam("y")); },
      [=] { return base().having(id() > 1); },
      [=] { return base().group_by(id()); },
      [=] { return base().order_by(id()); },
      [=] { return base().order_by(id(), id()); },
      [=] { return base().limit(1); },
      [=] { return base().offset(1); },
      [=] { return base().limit(1).offset(1); },
      [=] { return base().fetch(1); },
      [=] { return base().distinct(); },
      [=] { return base().distinct(id()); },
      [=, &t] { return base().select_from(t.users); },
      [=, &t] { return base().join(t.addresses); },
      [=, &t] { return base().outerjoin(t.addresses); },
      [=, &t] { return base().join(t.orders); },
      [=, &t] { return base().join(t.addresses, id() == t.addresses.c["user_id"]); },
      [=, &t] { return base().join_from(t.users, t.addresses); },
      [=] { return base().set_label_style(LabelStyle::tablename_plus_col); },
      [=] { return base().with_for_update(); },
      [=] { return base().with_for_update({.nowait = true}); },
      [=] { return base().correlate(nullptr); },
      [=, &t] { return base().correlate(t.users); },
      [=] { return base().prefix_with("HIGH_PRIORITY"); },
      [=] { return base().suffix_with("FOR BROWSE"); },
      [=] { return base().with_statement_hint("FIRST_ROWS"); },
  };
}

TEST(KeyOfASelect, TellsApartWhatDiffersByOneClause) {
  const test::Tables t;
  const auto statements = variations(t);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Select<> one = statements[i]();
    EXPECT_EQ(key_of(one), key_of(statements[i]())) << to_string(one);
    EXPECT_TRUE(compare(*one.element(), *statements[i]().element())) << to_string(one);
    for (std::size_t j = 0; j < i; ++j) {
      const Select<> other = statements[j]();
      EXPECT_NE(key_of(one), key_of(other)) << to_string(one) << "\n" << to_string(other);
      EXPECT_FALSE(compare(*one.element(), *other.element())) << to_string(one);
    }
  }
}

TEST(KeyOfASelect, HoldsMoreElementsThanItsShortFormCounts) {
  const test::Tables t;
  const auto with_conditions = [&](int n) {
    Select<> statement = select(t.users.c["id"]);
    for (int i = 0; i < n; ++i) statement = std::move(statement).where(t.users.c["id"] != i);
    return statement;
  };
  EXPECT_EQ(key_of(with_conditions(5000)), key_of(with_conditions(5000)));
  EXPECT_NE(key_of(with_conditions(5000)), key_of(with_conditions(5001)));
  EXPECT_NE(key_of(with_conditions(4095)), key_of(with_conditions(4096)));
}

TEST(KeyOfASelect, KnowsTheSameParameterInTwoPlaces) {
  const test::Tables t;
  const auto two = [&](bool same) {
    const auto x = literal(5);
    const auto y = literal(5);
    return select(t.users.c["id"]).where(t.users.c["id"] > x, t.users.c["age"] > (same ? x : y));
  };
  EXPECT_EQ(key_of(two(true)), key_of(two(true)));
  EXPECT_NE(key_of(two(true)), key_of(two(false)));
}

TEST(RareParts, AreCopiedWithTheStatementThatHasThem) {
  const test::Tables t;
  const auto locked = select(t.users.c["id"]).with_for_update({.read = true});
  const auto more = locked.prefix_with("A");
  const auto& first = as<SelectState>(*locked.element()).parts();
  const auto& second = as<SelectState>(*more.element()).parts();
  EXPECT_TRUE(first.rare->prefixes.empty());
  EXPECT_EQ(second.rare->prefixes.size(), 1U);
  EXPECT_TRUE(first.rare->for_update->read && second.rare->for_update->read);
  EXPECT_FALSE(as<SelectState>(*select(t.users).element()).parts().rare.made());
}

TEST(RareParts, ThatWereMadeAndLeftEmptyAreNone) {
  const test::Tables t;
  auto plain = make_ptr<SelectState>();
  auto touched = make_ptr<SelectState>();
  touched->edit().rare.edit();
  EXPECT_TRUE(compare(*plain, *touched));
  EXPECT_EQ(key_of(Select<>(SelectBasePtr(plain))), key_of(Select<>(SelectBasePtr(touched))));
}

}  // namespace
}  // namespace cupel
