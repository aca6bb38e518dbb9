#include <gtest/gtest.h>

#include <cupel/error/errors.hpp>

#include "sql/expression/fixtures.hpp"

namespace cupel {
namespace {

using test::structure;

class SelectStatement : public testing::Test {
 protected:
  test::Tables t;

  static std::vector<std::string> froms(const SelectHandle& select) {
    std::vector<std::string> out;
    for (const FromPtr& from : as<SelectState>(*select.node()).froms()) {
      out.push_back(from->description());
    }
    return out;
  }
  static const Join& joined(const SelectHandle& select) {
    return as<Join>(*as<SelectState>(*select.node()).froms().front());
  }
  static std::vector<std::string> labels(const SelectHandle& select) {
    AnonymousNames names;
    std::vector<std::string> out;
    for (const ColumnPlusNames& c : select.statement().columns_plus_names(true)) {
      out.push_back(c.required_label.resolve(names));
    }
    return out;
  }
  static std::vector<std::string> keys(const FromExpr& from) { return from.c.keys(); }
};

TEST_F(SelectStatement, StaysWhatItWasWhenItIsExtended) {
  const auto all = select(t.users.c["id"]);
  const auto some = all.where(t.users.c["id"] == 5);
  EXPECT_TRUE(as<SelectState>(*all.node()).parts().where.empty());
  EXPECT_EQ(as<SelectState>(*some.node()).parts().where.size(), 1U);
}

TEST_F(SelectStatement, WorksInPlaceOnATemporary) {
  auto statement = select(t.users.c["id"]);
  const ClauseElement* before = statement.element().get();
  statement = std::move(statement).limit(5);
  EXPECT_EQ(statement.element().get(), before);
}

TEST_F(SelectStatement, TakesItsFromListFromColumnsAndCriteria) {
  EXPECT_EQ(froms(select(t.users.c["id"], t.users.c["name"])), (std::vector<std::string>{"users"}));
  EXPECT_EQ(froms(select(t.users.c["id"]).where(t.orders.c["id"] == 5)),
            (std::vector<std::string>{"users", "orders"}));
  EXPECT_EQ(froms(select(t.users).select_from(t.keywords)),
            (std::vector<std::string>{"keywords", "users"}));
}

TEST_F(SelectStatement, HidesTheMembersOfAJoin) {
  const auto statement =
      select(t.users.c["id"], t.addresses.c["id"]).join_from(t.users, t.addresses);
  ASSERT_EQ(froms(statement).size(), 1U);
  EXPECT_EQ(structure(*joined(statement).onclause()), "users.id eq addresses.user_id");
}

TEST_F(SelectStatement, InfersOnFromForeignKeys) {
  EXPECT_EQ(structure(*joined(select(t.users.c["id"]).join(t.addresses)).onclause()),
            "users.id eq addresses.user_id");
  const FromExpr aliased = t.users.alias("u");
  EXPECT_EQ(structure(*joined(select(t.addresses.c["id"]).join(aliased)).onclause()),
            "u.id eq addresses.user_id");
  const FromExpr sub = select(t.addresses.c["user_id"]).subquery("s");
  EXPECT_EQ(structure(*joined(select(t.users.c["id"]).join(sub)).onclause()),
            "users.id eq s.user_id");
}

TEST_F(SelectStatement, SaysWhyAJoinCannotBeMade) {
  EXPECT_THROW((void)t.users.join(t.keywords), NoForeignKeysError);
  EXPECT_THROW((void)t.orders.join(t.users.join(t.addresses)), AmbiguousForeignKeysError);
  EXPECT_THROW((void)froms(select(t.users.c["id"]).join(t.keywords)), InvalidRequestError);
  EXPECT_THROW((void)froms(select(t.users.c["id"], t.addresses.c["id"]).join(t.orders)),
               InvalidRequestError);
  try {
    (void)t.users.join(t.keywords);
    FAIL();
  } catch (const NoForeignKeysError& e) {
    EXPECT_NE(std::string(e.what()).find("'users' and 'keywords'"), std::string::npos);
    EXPECT_NE(std::string(e.what()).find("ON clause"), std::string::npos);
  }
}

TEST_F(SelectStatement, ChoosesTheLeftSideOfAJoinByItsOnClause) {
  const auto statement = select(t.users.c["id"], t.addresses.c["id"])
                             .join(t.orders, t.orders.c["address_id"] == t.addresses.c["id"]);
  const FromList& list = as<SelectState>(*statement.node()).froms();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]->description(), "Join object on addresses(orders)");
}

TEST_F(SelectStatement, CorrelatesAutomaticallyUnlessNothingWouldRemain) {
  const auto inner = select(t.orders.c["id"]).where(t.orders.c["user_id"] == t.users.c["id"]);
  const auto& state = as<SelectState>(*inner.node());
  const FromList outer{t.users.node()};
  const FromList shown = state.display_froms(outer, outer);
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0]->description(), "orders");
  const FromList both{t.users.node(), t.orders.node()};
  EXPECT_THROW((void)state.display_froms(both, both), InvalidRequestError);
  const auto only = select(t.users.c["id"]);
  EXPECT_EQ(as<SelectState>(*only.node()).display_froms(outer, outer).size(), 1U);
}

TEST_F(SelectStatement, CorrelatesWhatItIsTold) {
  const auto inner = select(t.orders.c["id"]).where(t.orders.c["user_id"] == t.users.c["id"]);
  const FromList outer{t.users.node(), t.orders.node()};
  auto shown = [&](const Select<>& select) {
    return as<SelectState>(*select.node()).display_froms(outer, outer).size();
  };
  EXPECT_EQ(shown(inner.correlate(t.users)), 1U);
  EXPECT_EQ(shown(inner.correlate(nullptr)), 2U);
  EXPECT_EQ(shown(inner.correlate_except(t.orders)), 1U);
}

TEST_F(SelectStatement, LabelsColumnsOfEqualName) {
  EXPECT_EQ(labels(select(t.users.c["id"], t.orders.c["id"], t.users.c["id"])),
            (std::vector<std::string>{"", "id_1", "id__1"}));
  EXPECT_EQ(labels(select(t.users.c["id"], t.orders.c["id"])
                       .set_label_style(LabelStyle::tablename_plus_col)),
            (std::vector<std::string>{"users_id", "orders_id"}));
}

TEST_F(SelectStatement, ExportsItsColumnsUnderDistinctKeys) {
  EXPECT_EQ(keys(select(t.users.c["id"], t.orders.c["id"]).subquery()),
            (std::vector<std::string>{"id", "id_1"}));
  EXPECT_EQ(keys(select((t.users.c["age"] + 1).label("n")).subquery()),
            (std::vector<std::string>{"n"}));
  EXPECT_EQ(keys(t.users.join(t.addresses)),
            (std::vector<std::string>{"users_id", "users_name", "users_age", "users_active",
                                      "addresses_id", "addresses_user_id", "addresses_email"}));
}

TEST_F(SelectStatement, FindsTheCorrespondingColumn) {
  const FromExpr a = t.users.alias("a");
  const FromExpr sub = select(a.c["id"], t.orders.c["user_id"]).subquery("s");
  EXPECT_EQ(a.corresponding_column(t.users.c["id"]).node(), a.c["id"].node());
  EXPECT_EQ(sub.corresponding_column(t.users.c["id"]).node(), sub.c["id"].node());
  EXPECT_EQ(sub.corresponding_column(t.orders.c["user_id"]).node(), sub.c["user_id"].node());
  EXPECT_EQ(sub.corresponding_column(t.users.c["name"]).node(), nullptr);
  const FromExpr cte = select(t.users.c["id"]).cte("c");
  EXPECT_EQ(cte.corresponding_column(t.users.c["id"]).node(), cte.c["id"].node());
  EXPECT_TRUE(a.c["id"].node()->shares_lineage(*t.users.c["id"].node()));
}

TEST_F(SelectStatement, UnitesARecursiveCteWithSelectsFromItself) {
  const CteExpr nums = select(literal(1).label("n")).cte("nums", {.recursive = true});
  const CteExpr all = nums.union_all(select(nums.c["n"] + 1).where(nums.c["n"] < 10));
  EXPECT_EQ(all.cte()->restates().get(), nums.cte().get());
  EXPECT_EQ(all.c.keys(), (std::vector<std::string>{"n"}));
  EXPECT_EQ(all.cte()->element()->kind(), ElementKind::compound_select);
}

TEST_F(SelectStatement, FiltersByNameAcrossItsFromElements) {
  const auto found = select(t.users.c["id"]).filter_by({{"name", "x"}});
  EXPECT_EQ(structure(*as<SelectState>(*found.node()).parts().where.front()),
            "users.name eq :name='x'");
  EXPECT_THROW((void)select(t.users.c["id"]).join(t.addresses).filter_by({{"id", 5}}),
               AmbiguousColumnError);
  EXPECT_THROW((void)select(t.users.c["id"]).filter_by({{"nope", 5}}), InvalidRequestError);
}

TEST_F(SelectStatement, RefusesTextWhereAnExpressionBelongs) {
  EXPECT_THROW((void)detail::coerce_condition(Operand("age > 3")), ArgumentError);
  EXPECT_THROW((void)select(t.users.c["id"]).limit("x"), ArgumentError);
  EXPECT_THROW((void)t.users.c["nmae"], NoSuchColumnError);
  EXPECT_THROW((void)insert(t.users.alias("u")), ArgumentError);
}

TEST_F(SelectStatement, KeepsDmlValuesByColumnLastOneWins) {
  const Insert first = insert(t.users).values({{"name", "x"}}).values({{"name", "y"}, {"age", 5}});
  ASSERT_EQ(first.state().parts().values.size(), 2U);
  EXPECT_EQ(structure(*first.state().parts().values[0].value), ":name='y'");
  EXPECT_THROW((void)first.values({{{"name", "z"}}}), InvalidRequestError);
  EXPECT_THROW((void)update(t.users).ordered_values({{"name", 5}}).values({{"name", 6}}),
               InvalidRequestError);
  EXPECT_EQ(insert(t.users).values({1, "x"}).state().parts().values[1].name, "name");
  EXPECT_EQ(insert(t.users).values({row(1, "x"), row(2, "y")}).state().parts().multi_values.size(),
            2U);
}

TEST_F(SelectStatement, SeesTheOtherTablesOfAnUpdate) {
  const Update statement = update(t.users)
                               .values({{"name", t.addresses.c["email"]}})
                               .where(t.users.c["id"] == t.addresses.c["user_id"]);
  const FromList extra = statement.state().extra_froms();
  ASSERT_EQ(extra.size(), 1U);
  EXPECT_EQ(extra[0]->description(), "addresses");
}

TEST_F(SelectStatement, FindsTheParametersOfAText) {
  const TextExpr statement =
      text("SELECT a::int, ':x' FROM t WHERE a = :a AND b = :b_1 AND c = \\:c");
  const auto binds = statement.clause().binds();
  ASSERT_EQ(binds.size(), 3U);
  EXPECT_EQ(binds[1]->key_name(), "a");
  EXPECT_EQ(statement.clause().pieces().back().text, " AND c = :c");
  EXPECT_THROW((void)statement.bindparams({{"zz", 5}}), ArgumentError);
}

}  // namespace
}  // namespace cupel
