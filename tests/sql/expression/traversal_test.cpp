// Every kind of node: children, copies, comparison and cache key agree, since all of them follow
// from the one field list.

#include <functional>
#include <set>

#include <gtest/gtest.h>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/types/types.hpp>

#include "sql/expression/fixtures.hpp"

namespace cupel {
namespace {

using test::structure;

struct Sample {
  ElementKind kind;
  std::function<ElementPtr(const test::Tables&)> make;
};

/// One statement or expression for each kind; made twice to compare.
std::vector<Sample> samples() {
  using T = const test::Tables&;
  using K = ElementKind;
  auto e = [](const SqlExpression& x) -> ElementPtr { return x.node(); };
  auto f = [](const FromExpr& x) -> ElementPtr { return x.node(); };
  auto s = [](const Executable& x) -> ElementPtr { return x.element(); };
  return {
      {K::column, [=](T t) { return e(t.users.c["id"]); }},
      {K::bind, [=](T) { return e(bindparam("x", 5)); }},
      {K::null, [=](T) { return e(null()); }},
      {K::true_, [=](T) { return e(true_()); }},
      {K::false_, [=](T) { return e(false_()); }},
      {K::label, [=](T t) { return e(t.users.c["id"].label("z")); }},
      {K::grouping, [=](T t) { return e((t.id() == 5).self_group()); }},
      {K::unary, [=](T t) { return e(t.id().desc()); }},
      {K::as_boolean, [=](T t) { return e(!t.active()); }},
      {K::collection_aggregate, [=](T t) { return e(any_(select(t.id()))); }},
      {K::binary, [=](T t) { return e(t.id() == 5); }},
      {K::slice,
       [=](T t) -> ElementPtr {
         return make_ptr<Slice>(t.id().node(), literal(3).node(), null().node());
       }},
      {K::expression_list, [=](T t) { return e(t.id() + 1 + t.id()); }},
      {K::boolean_list, [=](T t) { return e(t.id() == 5 && t.name() == "x"); }},
      {K::clause_list,
       [=](T t) -> ElementPtr {
         return make_ptr<ClauseList>(ColumnList{t.id().node(), t.name().node()});
       }},
      {K::tuple, [=](T t) { return e(tuple_(t.id(), 5)); }},
      {K::case_,
       [=](T t) {
         return e(case_({{t.id() == 1, "a"}}, "b"));
       }},
      {K::cast, [=](T t) { return e(cast(t.id(), String(5))); }},
      {K::try_cast, [=](T t) { return e(try_cast(t.id(), String(5))); }},
      {K::type_coerce, [=](T t) { return e(type_coerce(t.id(), String())); }},
      {K::extract, [=](T t) { return e(extract("year", t.name())); }},
      {K::collation,
       [=](T t) -> ElementPtr {
         return as<BinaryExpression>(*t.name().collate("c1").node()).right();
       }},
      {K::function, [=](T t) { return e(func("f", t.id(), 5)); }},
      {K::over,
       [=](T t) {
         return e(func::sum(t.id()).over({.partition_by = {t.name()}, .rows = Frame{-1, nullptr}}));
       }},
      {K::frame,
       [=](T t) -> ElementPtr {
         return as<Over>(*func::sum(t.id()).over({.rows = Frame{-1, nullptr}}).node()).frame();
       }},
      {K::function_filter, [=](T t) { return e(func::count(t.id()).filter(t.id() > 3)); }},
      {K::within_group, [=](T t) { return e(func::percentile_cont(0.5).within_group(t.id())); }},
      {K::aggregate_order_by,
       [=](T t) { return e(aggregate_order_by(func::array_agg(t.id()), {t.name()})); }},
      {K::scalar_function_column,
       [=](T t) { return e(func("f", t.id()).scalar_table_valued("k")); }},
      {K::table_valued_column, [=](T t) { return e(t.users.table_valued()); }},
      {K::text, [=](T) { return s(text("a = :b")); }},
      {K::label_reference,
       [=](T t) -> ElementPtr { return make_ptr<LabelReference>(t.id().label("z").node()); }},
      {K::text_label_reference,
       [=](T) -> ElementPtr { return make_ptr<TextualLabelReference>("z"); }},
      {K::scalar_select, [=](T t) { return e(select(t.id()).scalar_subquery()); }},
      {K::exists, [=](T t) { return e(exists().where(t.id() == 5)); }},
      {K::from_dml_column, [=](T t) { return e(from_dml_column(t.id())); }},
      {K::table, [=](T t) { return f(t.users); }},
      {K::join, [=](T t) { return f(t.users.join(t.addresses)); }},
      {K::from_grouping,
       [=](T t) -> ElementPtr { return make_ptr<FromGrouping>(t.users.join(t.addresses).node()); }},
      {K::alias, [=](T t) { return f(t.users.alias()); }},
      {K::subquery, [=](T t) { return f(select(t.id(), t.name()).subquery("s")); }},
      {K::cte, [=](T t) { return f(select(t.id()).cte("c")); }},
      {K::lateral, [=](T t) { return f(select(t.id()).lateral("l")); }},
      {K::table_sample, [=](T t) { return f(t.users.tablesample(5, "s")); }},
      {K::values,
       [=](T) {
         return f(values({column("a", Integer())}, {.name = "v"}).data({{1}, {2}}));
       }},
      {K::scalar_values,
       [=](T) { return e(values({column("a", Integer())}).data({{1}}).scalar_values()); }},
      {K::function_from,
       [=](T t) -> ElementPtr { return make_ptr<FunctionFrom>(func("f", t.id()).node()); }},
      {K::table_valued_alias, [=](T t) { return f(func("f", t.id()).table_valued("a", "b")); }},
      {K::select,
       [=](T t) {
         return s(select(t.id(), t.name())
                      .join(t.addresses)
                      .where(t.id() > 3, t.name().in_({"a", "b"}))
                      .group_by(t.id())
                      .having(func::count() > 2)
                      .order_by(t.name().desc(), "id")
                      .distinct()
                      .limit(10)
                      .offset(5)
                      .with_for_update({.nowait = true, .of = {t.users}})
                      .prefix_with("P")
                      .with_hint(t.users, "H"));
       }},
      {K::compound_select,
       [=](T t) { return s(union_(select(t.id()), select(t.orders.c["id"]).limit(3)).limit(5)); }},
      {K::select_grouping,
       [=](T t) -> ElementPtr { return make_ptr<SelectGrouping>(select(t.id()).node()); }},
      {K::textual_select, [=](T) { return s(text("a").columns(column("a", Integer()))); }},
      {K::insert,
       [=](T t) {
         return s(insert(t.users).values({{"name", "x"}}).returning(t.users.c["id"]));
       }},
      {K::update,
       [=](T t) {
         return s(update(t.users).values({{"name", "x"}}).where(t.id() == 5));
       }},
      {K::delete_, [=](T t) { return s(delete_(t.users).where(t.id() == 5)); }},
      {K::savepoint, [=](T) -> ElementPtr { return make_ptr<SavepointClause>(K::savepoint, "s"); }},
      {K::rollback_savepoint,
       [=](T) -> ElementPtr { return make_ptr<SavepointClause>(K::rollback_savepoint, "s"); }},
      {K::release_savepoint,
       [=](T) -> ElementPtr { return make_ptr<SavepointClause>(K::release_savepoint, "s"); }},
  };
}

CacheKey key_of(const ClauseElement& element) {
  KeyBuilder& builder = KeyBuilder::local();
  EXPECT_TRUE(builder.build(element));
  return builder.key();
}

TEST(Traversal, HasASampleOfEveryKindOfThisLayer) {
  std::set<ElementKind> seen;
  for (const Sample& sample : samples()) seen.insert(sample.kind);
  for (int k = 0; k < kElementKindCount; ++k) {
    const auto kind = static_cast<ElementKind>(k);
    if (kind == ElementKind::ddl || kind == ElementKind::next_value ||
        kind == ElementKind::extension) {
      continue;
    }
    EXPECT_TRUE(seen.contains(kind)) << kind_name(kind);
    EXPECT_FALSE(kind_name(kind).empty());
  }
}

TEST(Traversal, FindsEqualWhatIsBuiltAlikeByComparisonAndByKey) {
  const test::Tables t;
  for (const Sample& sample : samples()) {
    const ElementPtr a = sample.make(t);
    const ElementPtr b = sample.make(t);
    EXPECT_EQ(a->kind(), sample.kind) << kind_name(sample.kind);
    EXPECT_TRUE(compare(*a, *b)) << kind_name(sample.kind);
    EXPECT_EQ(key_of(*a), key_of(*b)) << kind_name(sample.kind);
  }
}

TEST(Traversal, TellsAllKindsApart) {
  const test::Tables t;
  std::vector<ElementPtr> all;
  for (const Sample& sample : samples()) all.push_back(sample.make(t));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(compare(*all[i], *all[j]));
      EXPECT_FALSE(key_of(*all[i]) == key_of(*all[j]))
          << kind_name(all[i]->kind()) << ' ' << kind_name(all[j]->kind());
    }
  }
}

TEST(Traversal, CopiesNothingWhereNothingIsReplaced) {
  const test::Tables t;
  for (const Sample& sample : samples()) {
    const ElementPtr a = sample.make(t);
    const ElementPtr copy =
        visitors::replacement_traverse(*a, [](const ClauseElement&) { return ElementPtr(); });
    EXPECT_EQ(copy.get(), a.get()) << kind_name(sample.kind);
  }
}

TEST(Traversal, ReplacesATableThroughoutWithItsColumns) {
  const test::Tables t;
  const FromExpr other = t.users.alias("other");
  const auto with_other = [&](const ClauseElement& e) {
    return &e == t.users.node().get() ? ElementPtr(other.node()) : ElementPtr();
  };
  for (const Sample& sample : samples()) {
    const ElementPtr a = sample.make(t);
    if (sample.kind == ElementKind::insert) continue;
    bool mentions = false;
    visitors::iterate(*a, [&](const ClauseElement& e) {
      if (e.kind() == ElementKind::column) {
        mentions = mentions || as<ColumnClause>(e).table() == t.users.node().get();
      }
    });
    if (!mentions) continue;
    const ElementPtr copy = visitors::replacement_traverse(*a, with_other);
    EXPECT_NE(copy.get(), a.get()) << kind_name(sample.kind);
    EXPECT_FALSE(compare(*a, *copy)) << kind_name(sample.kind);
    EXPECT_FALSE(key_of(*a) == key_of(*copy)) << kind_name(sample.kind);
    visitors::iterate(*copy, [&](const ClauseElement& e) {
      if (e.kind() == ElementKind::column) {
        EXPECT_NE(as<ColumnClause>(e).table(), t.users.node().get()) << kind_name(sample.kind);
      }
    });
  }
}

TEST(Traversal, ReplacesTheColumnsOfASubqueryThatChanged) {
  const test::Tables t;
  const FromExpr sub = select(t.id()).where(t.name() == "x").subquery("s");
  const auto outer = select(sub.c["id"]);
  const ElementPtr copy =
      visitors::replacement_traverse(*outer.element(), [&](const ClauseElement& e) {
        return &e == t.name().node().get() ? ElementPtr(t.users.c["age"].node()) : ElementPtr();
      });
  ASSERT_NE(copy.get(), outer.element().get());
  const auto& state = as<SelectState>(*copy);
  const ColumnElement& column = *state.parts().columns.front();
  EXPECT_NE(column.table(), sub.node().get());
  ASSERT_EQ(state.froms().size(), 1U);
  EXPECT_EQ(state.froms().front().get(), column.table());
}

TEST(Traversal, AsksForEachElementOnceInACopy) {
  const test::Tables t;
  const FromExpr sub = select(t.id(), t.name()).subquery("s");
  const auto outer = select(sub.c["id"], sub.c["name"]).where(sub.c["id"] == 5);
  int asked = 0;
  (void)visitors::replacement_traverse(*outer.element(), [&](const ClauseElement& e) {
    asked += e.kind() == ElementKind::subquery ? 1 : 0;
    return ElementPtr();
  });
  EXPECT_EQ(asked, 1);
}

TEST(CacheKey, LeavesValuesOutAndCollectsThem) {
  const test::Tables t;
  auto build = [&](int n, std::string_view name) {
    return select(t.id()).where(t.id() == n, t.name() == std::string(name)).limit(n);
  };
  const auto a = build(1, "a");
  const auto b = build(2, "b");
  KeyBuilder& builder = KeyBuilder::local();
  ASSERT_TRUE(builder.build(*a.element()));
  const CacheKey key = builder.key();
  ASSERT_TRUE(builder.build(*b.element()));
  EXPECT_TRUE(builder.matches(key));
  ASSERT_EQ(builder.parameters().size(), 3U);
  EXPECT_EQ(builder.parameters()[1]->value().text(), "b");
  EXPECT_FALSE(compare(*a.element(), *b.element()));
  EXPECT_TRUE(compare(*a.element(), *b.element(), false));
}

TEST(CacheKey, TellsTheSameParameterTwiceFromTwoParameters) {
  const test::Tables t;
  const Expr<std::int64_t> x = literal(std::int64_t{5});
  const Expr<std::int64_t> y = literal(std::int64_t{5});
  EXPECT_FALSE(key_of(*select(t.id()).where(t.id() > x, t.id() < x).element()) ==
               key_of(*select(t.id()).where(t.id() > x, t.id() < y).element()));
}

TEST(CacheKey, TellsAnonymousAliasesApartByPlace) {
  const test::Tables t;
  const FromExpr a = t.users.alias();
  const FromExpr b = t.users.alias();
  const CacheKey one = key_of(*select(a.c["id"], b.c["name"]).element());
  EXPECT_TRUE(one == key_of(*select(b.c["id"], a.c["name"]).element()));
  EXPECT_FALSE(one == key_of(*select(a.c["id"], a.c["name"]).element()));
}

TEST(CacheKey, DependsOnTheLengthOfNothingButStructure) {
  const test::Tables t;
  EXPECT_TRUE(key_of(*select(t.id()).where(t.id().in_({1})).element()) ==
              key_of(*select(t.id()).where(t.id().in_({1, 2, 3})).element()));
  EXPECT_FALSE(key_of(*select(t.id()).where(t.id().in_({1})).element()) ==
               key_of(*select(t.id()).where(t.id().not_in({1})).element()));
}

/// A construct of a user's own, with a field list.
class Upper final : public FieldsOf<Upper, ExtensionElement> {
 public:
  explicit Upper(ColumnPtr inner) : FieldsBase(inner->type()), inner_(std::move(inner)) {}
  std::string_view construct_name() const noexcept override { return "upper_of"; }
  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("inner", self.inner_);
  }

 private:
  ColumnPtr inner_;
};

TEST(Extension, TakesPartInAllThatFollowsFromFieldLists) {
  const test::Tables t;
  const auto make = [&](const SqlExpression& x) { return make_ptr<Upper>(x.node()); };
  EXPECT_TRUE(compare(*make(t.name()), *make(t.name())));
  EXPECT_FALSE(compare(*make(t.name()), *make(t.id())));
  EXPECT_TRUE(key_of(*make(t.name())) == key_of(*make(t.name())));
  FromList froms;
  make(t.name())->collect_froms(froms);
  EXPECT_EQ(froms.size(), 1U);
  const auto statement = select(Expr<std::string>(make(t.name()))).where(t.id() == 1);
  EXPECT_EQ(as<SelectState>(*statement.element()).froms().size(), 1U);
}

TEST(Annotations, KeepTheIdentityOfWhatTheyAreAttachedTo) {
  const test::Tables t;
  const ElementPtr column = t.id().node();
  int entity = 0;
  const ElementPtr annotated = column->annotate(
      {{AnnotationKey::parent_entity, {}, reinterpret_cast<std::uintptr_t>(&entity), {}}});
  EXPECT_NE(annotated.get(), column.get());
  EXPECT_EQ(annotated->identity(), column.get());
  EXPECT_EQ(annotated->annotation(AnnotationKey::parent_entity)->word,
            reinterpret_cast<std::uintptr_t>(&entity));
  EXPECT_EQ(annotated->deannotate().get(), column.get());
  EXPECT_TRUE(compare(*annotated, *column));
  EXPECT_TRUE(key_of(*annotated) == key_of(*column));
  const auto both =
      select(Expr<Untyped>(static_ptr_cast<const ColumnElement>(annotated)), t.name());
  EXPECT_EQ(as<SelectState>(*both.element()).froms().size(), 1U);
}

TEST(Lifetime, OfATableLastsAsLongAsAColumnIsHeld) {
  Expr<Untyped> column = [] {
    const FromExpr made = table("t", {cupel::column("a", Integer()), cupel::column("b")});
    return made.alias("x").c["a"];
  }();
  const ColumnElement& node = *column.node();
  EXPECT_EQ(node.table()->from_name().text(), "x");
  EXPECT_EQ(as<ColumnClause>(*node.proxies().front()).table()->from_name().text(), "t");
  EXPECT_EQ(structure(column == 5), "x.a eq :a=5");
}

TEST(Lifetime, OfAColumnMadeBeforeItsTableGoesOverToIt) {
  Ptr<ColumnClause> early = make_ptr<ColumnClause>(Name("a"), TypePtr());
  {
    auto table = make_ptr<TableClause>(Name("t"));
    table->append_column(early);
    EXPECT_EQ(table->find_column("a"), early.get());
  }
  EXPECT_EQ(early->table()->from_name().text(), "t");
}

TEST(AnonymousNames, AreNumberedInTheOrderOfUse) {
  AnonymousNames names;
  const Name a = Name::anonymous(next_anonymous_id(), "users");
  const Name b = Name::anonymous(next_anonymous_id(), "users");
  EXPECT_EQ(b.resolve(names), "users_1");
  EXPECT_EQ(a.resolve(names), "users_2");
  EXPECT_EQ(b.joined("_", Name("id")).resolve(names), "users_1_id");
  EXPECT_TRUE(b.joined("_", Name("id")).is_anonymous());
  EXPECT_EQ(Name("plain").resolve(names), "plain");
  EXPECT_EQ(a.display(), "users");
}

TEST(ColumnCollection, FindsColumnsInLargeTables) {
  auto big = make_ptr<TableClause>(Name("big"));
  for (int i = 0; i < 300; ++i) {
    big->append_column(make_ptr<ColumnClause>(Name("c" + std::to_string(i)), TypePtr()));
  }
  for (int i = 0; i < 300; ++i) {
    const ColumnElement* found = big->find_column("c" + std::to_string(i));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->key(), "c" + std::to_string(i));
  }
  EXPECT_EQ(big->find_column("c300"), nullptr);
}

}  // namespace
}  // namespace cupel
