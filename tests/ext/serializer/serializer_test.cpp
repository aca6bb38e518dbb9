#include "cupel/ext/serializer/serializer.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/dialects/postgresql/dialect.hpp"
#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/dialects/sqlite/dialect.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/ext/serializer/construct.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/sequence.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/binary.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/sql/expression/merge.hpp"
#include "cupel/sql/expression/tstring.hpp"
#include "cupel/sql/expression/type_fields.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/sql/traversal/compare.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

using serializer::dumps;
using serializer::loads;
using testing::HasSubstr;

class Cents : public TypeDecoratorOf<Cents> {
 public:
  Cents() : TypeDecoratorOf(Integer()) {}
  [[nodiscard]] bool cache_ok() const noexcept override { return true; }
};

enum class Mood { good, bad };

enum class Unit { day, hour };

/// A construct of one's own, with a field of each sort.
class Rounded final : public FieldsOf<Rounded, ExtensionElement> {
 public:
  struct Step {
    Unit unit = Unit::day;
    std::optional<int> count;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("unit", self.unit);
      f("count", self.count);
    }
  };

  Rounded(ColumnPtr value, std::vector<Step> steps)
      : FieldsOf(value->type()), value_(std::move(value)), steps_(std::move(steps)) {}
  [[nodiscard]] std::string_view construct_name() const noexcept override { return "test.rounded"; }
  [[nodiscard]] bool has_steps() const noexcept { return value_ && !steps_.empty(); }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("value", self.value_);
    f("steps", self.steps_);
  }

 private:
  ColumnPtr value_;
  std::vector<Step> steps_;
};

/// The same tables in every MetaData.
struct Shop {
  MetaData metadata;
  Table users{"users",
              metadata,
              Column("id", Integer(), primary_key),
              Column("name", String(50)),
              Column("age", Integer()),
              Column("mood", Enum::of<Mood>()),
              Column("balance", Cents()),
              Column("address", postgresql::INET())};
  Table orders{"orders",
               metadata,
               {.schema = "sales"},
               Column("id", Integer(), primary_key),
               Column("user_id", Integer(), ForeignKey("users.id")),
               Column("total", Numeric(10, 2)),
               Column("placed", DateTime()),
               Column("data", JSON())};
  Sequence numbers{"numbers", metadata};
};

/// Reads and renders what may be damaged; errors of ours are what is expected.
template <class T>
void try_to_use(std::string_view bytes, const MetaData& metadata) {
  // The bytes stand at the end of a block of their own, where a look behind them is seen.
  const std::vector<char> exact(bytes.begin(), bytes.end());
  try {
    const T stmt = loads<T>(std::string_view(exact.data(), exact.size()), metadata);
    static_cast<void>(compile(*stmt.element(), postgresql::dialect())->sql());
  } catch (const Error&) {
  }
}

template <class T>
void try_to_read(std::string_view bytes, const MetaData& metadata) {
  const std::vector<char> exact(bytes.begin(), bytes.end());
  static_cast<void>(loads<T>(std::string_view(exact.data(), exact.size()), metadata));
}

template <class T>
void try_all_damages(const std::string& bytes, const MetaData& metadata) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::string_view whole = bytes;
    EXPECT_THROW(try_to_read<T>(whole.substr(0, i), metadata), DataError) << i;
    std::string damaged = bytes;
    for (int bit = 0; bit < 8; ++bit) {
      damaged[i] = static_cast<char>(bytes[i] ^ (1 << bit));
      try_to_use<T>(damaged, metadata);
    }
    for (const char c : {'\0', '\1', '\2', '\x7f', '\xff'}) {
      damaged[i] = c;
      try_to_use<T>(damaged, metadata);
    }
    damaged = bytes;
    damaged.erase(i, 1);
    try_to_use<T>(damaged, metadata);
  }
  EXPECT_THROW(try_to_read<T>(bytes + '\0', metadata), DataError);
}

class SerializerTest : public testing::Test {
 protected:
  /// Text, values and types on the three dialects.
  static std::string rendered(const ClauseElement& element) {
    std::string out;
    for (const CompilerContext* context :
         {&default_compiler_context(), static_cast<const CompilerContext*>(&sqlite::dialect()),
          static_cast<const CompilerContext*>(&postgresql::dialect())}) {
      try {
        const auto compiled = compile(element, *context);
        str_append(out, compiled->sql(), "\n");
        for (const BindSlot& slot : compiled->binds()) {
          str_append(out, "  ", slot.name, " = ", compiled->value_of(slot).repr(), " ",
                     slot.type->repr(), "\n");
        }
      } catch (const CompileError& error) {
        str_append(out, "error: ", error.what(), "\n");
      }
    }
    return out;
  }
  template <class T>
  static const ClauseElement& element_of(const T& x) {
    if constexpr (std::derived_from<T, Executable>) {
      return *static_cast<const Executable&>(x).element();
    } else {
      return *x.node();
    }
  }

  /// What is written over here_ says the same over there_, and is written the same way again.
  template <class T, class X>
  T expect_round_trip(const X& x) {
    const std::string bytes = dumps(x);
    const T there = loads<T>(bytes, there_.metadata);
    EXPECT_EQ(rendered(element_of(x)), rendered(element_of(there)));
    EXPECT_EQ(bytes, dumps(there)) << rendered(element_of(x));
    const T here = loads<T>(bytes, here_.metadata);
    EXPECT_TRUE(compare(element_of(x), element_of(here))) << rendered(element_of(x));
    return there;
  }
  template <class X>
  void expect_expression(const X& x) {
    expect_round_trip<Expr<Untyped>>(x);
  }
  template <class X>
  void expect_select(const X& x) {
    expect_round_trip<Select<>>(x);
  }

  template <class X>
  static std::string refusal(const X& x) {
    try {
      static_cast<void>(dumps(x));
    } catch (const InvalidRequestError& error) {
      return error.what();
    }
    return "not refused";
  }

  /// A statement with something of everything.
  [[nodiscard]] CompoundExpr<> large_statement() const {
    const Table& u = here_.users;
    const Table& o = here_.orders;
    const auto big = select(o.c["user_id"], func("sum", o.c["total"]).label("sum"))
                         .where(o.c["total"] > Decimal("10.50"))
                         .group_by(o.c["user_id"])
                         .cte("big");
    const auto other = u.alias();
    const auto first =
        select(u.c["name"], func("count").over({.order_by = {u.c["id"].desc()}}).label("n"))
            .join(big, big.c["user_id"] == u.c["id"])
            .where(u.c["name"].like("a%"), exists(other.c["id"]).where(other.c["age"].in_({1, 2})))
            .order_by("n");
    return union_all(first, select(literal_column("'x'"), cast(u.c["age"], String(5)))
                                .limit(5)
                                .with_for_update({.nowait = true}));
  }

  Shop here_;
  Shop there_;
};

TEST_F(SerializerTest, ColumnsAndValuesComeBack) {
  const auto& u = here_.users;
  expect_expression(u.c["id"]);
  expect_expression(u.c["id"] == 5);
  expect_expression(u.c["name"] == nullptr);
  expect_expression(here_.orders.c["total"] == Decimal("1.50"));
  expect_expression(here_.orders.c["placed"] == Value(LocalDateTime(std::chrono::seconds(86401))));
  expect_expression(here_.orders.c["data"]["a"]["b"] == "c");
  expect_expression(literal(Value(1.25)));
  expect_expression(literal(Value(Bytes{std::byte{0}, std::byte{255}})));
  expect_expression(literal(Value(std::uint64_t{18446744073709551615U})));
  expect_expression(literal(Value(UuidValue())));
  expect_expression(literal(Value(Duration(-5))));
  expect_expression(literal(Value(true)));
  expect_expression(literal(Value(Json::parse(R"({"a":[1,null]})"))));
  expect_expression(bindparam("x", {.type = TypeArg(String(7)).get()}));
  expect_expression(bindparam("x", 5, {.unique = true, .literal_execute = true}));
  expect_expression(column(quoted_name("Odd", true), Integer()));
  expect_expression(literal_column("1 + 1"));
  expect_expression(null());
  expect_expression(true_());
  expect_expression(false_());
}

TEST_F(SerializerTest, OperatorsAndTheirModifiersComeBack) {
  const auto& u = here_.users;
  expect_expression(u.c["id"] + u.c["age"] * 2 - 1);
  expect_expression(and_(u.c["id"] > 1, or_(u.c["id"] < 9, !(u.c["age"] == 3))));
  expect_expression(u.c["name"].like("a/%", {.escape = "/"}));
  expect_expression(u.c["name"].startswith("a%", {.autoescape = true}));
  expect_expression(u.c["name"].regexp_match("^a", "i"));
  expect_expression(u.c["name"].collate("C"));
  expect_expression(u.c["id"].in_({1, 2, 3}));
  expect_expression(u.c["id"].not_in({1}));
  expect_expression(u.c["id"].between(1, 5));
  expect_expression(u.c["id"].op("<<>>", 3, {.precedence = 5}));
  expect_expression(u.c["id"].desc().nulls_last());
  expect_expression(-u.c["id"]);
  expect_expression(u.c["id"].label("x"));
  expect_expression(u.c["id"].label(""));
  expect_expression(tuple_(u.c["id"], u.c["name"]).in_({{1, "a"}, {2, "b"}}));
  expect_expression(case_({{u.c["id"] == 1, "one"}, {u.c["id"] == 2, "two"}}, "many"));
  expect_expression(case_value(u.c["id"], {{1, "one"}}));
  expect_expression(cast(u.c["id"], Numeric(5, 2)));
  expect_expression(type_coerce(u.c["id"], String()));
  expect_expression(extract("year", here_.orders.c["placed"]));
  expect_expression(distinct(u.c["id"]));
}

TEST_F(SerializerTest, FunctionsComeBackWithWindowsAndFilters) {
  const auto& u = here_.users;
  expect_expression(func("count", u.c["id"]));
  expect_expression(func("pkg.strange", u.c["id"], 1, "x"));
  expect_expression(func("now"));
  expect_expression(
      func("row_number")
          .over({.partition_by = {u.c["age"]}, .order_by = {u.c["id"]}, .rows = Frame{-2, 0}}));
  expect_expression(func("count", u.c["id"]).filter(u.c["age"] > 3));
  expect_expression(func("percentile_cont", 0.5).within_group(u.c["age"].desc()));
  expect_expression(func("json_each", u.c["name"]).scalar_table_valued("x"));
  const auto rows = func("generate_series", 1, 5).table_valued("value");
  expect_select(select(rows.c["value"]));
  expect_select(select(func("unnest", u.c["name"]).column_valued("v")));
  expect_select(select(rows.render_derived("r", true).c["value"]));
  expect_expression(next_value(here_.numbers));
}

TEST_F(SerializerTest, WhatAStatementTellsTheEngineComesBack) {
  const auto loaded = expect_round_trip<Expr<Untyped>>(func("uuid7").monotonic());
  EXPECT_TRUE(as<Function>(*loaded.node()).is_monotonic());
}

TEST_F(SerializerTest, SelectsComeBackWithAllClauses) {
  const auto& u = here_.users;
  const auto& o = here_.orders;
  expect_select(select(u));
  expect_select(
      select(u.c["id"], u.c["id"], o.c["id"]).set_label_style(LabelStyle::tablename_plus_col));
  expect_select(select(u.c["name"]).distinct().order_by(u.c["name"].desc()).limit(5).offset(2));
  expect_select(select(u.c["name"]).fetch(5, {.with_ties = true}));
  expect_select(select(u.c["age"], func("count"))
                    .group_by(u.c["age"])
                    .having(func("count") > 1)
                    .order_by("age"));
  expect_select(select(u.c["id"]).join(o).outerjoin(o.alias("p"), true_()));
  expect_select(select(u.c["id"]).select_from(join(u, o, u.c["id"] == o.c["user_id"])));
  expect_select(select(u.c["id"]).with_for_update({.of = {u.c["id"]}, .skip_locked = true}));
  expect_select(select(u.c["id"])
                    .prefix_with("HIGH_PRIORITY", "mysql")
                    .suffix_with("tail")
                    .with_hint(u, "use %(name)s", "sqlite")
                    .with_statement_hint("hint"));
  expect_select(
      select(u.c["id"]).where(exists(o.c["id"]).where(o.c["user_id"] == u.c["id"]).correlate(u)));
  expect_select(select(select(func("max", o.c["id"])).scalar_subquery()));
  expect_select(select(u.c["id"]).where(u.c["id"].in_(select(o.c["user_id"]))));
  expect_select(
      select(text("x")).select_from(text("y")).where(text("z = :z").bindparams({{"z", 1}})));
  expect_select(select(u.c["id"]).where(tstring("{} % {} = 0", u.c["id"], 2)));
}

TEST_F(SerializerTest, FromElementsComeBack) {
  const auto& u = here_.users;
  const auto& o = here_.orders;
  const auto light = table("light", {column("a", Integer()), column("b")}, "s");
  expect_select(select(light));
  expect_select(select(light.c["b"], light.c["a"]).where(light.c["a"] == 1));
  expect_select(select(u.alias().c["id"], u.alias("named").c["name"]));
  const auto inner = select(u.c["id"], (u.c["age"] + 1).label("next")).subquery();
  expect_select(select(inner));
  expect_select(select(inner.c["next"]).where(inner.c["id"] > 1));
  expect_select(select(select(u.c["age"] + 1).subquery().c.at(0)));
  expect_select(
      select(u.c["id"], select(o.c["id"]).where(o.c["user_id"] == u.c["id"]).lateral("l").c["id"]));
  expect_select(select(u.tablesample(func("bernoulli", 5), "t", 1).c["id"]));
  const auto rows = values({column("a", Integer()), column("b", String())}, {.name = "v"})
                        .data({{1, "x"}, {2, "y"}});
  expect_select(select(rows));
  expect_round_trip<FromExpr>(static_cast<const FromExpr&>(u));
  expect_round_trip<FromExpr>(inner);
  expect_round_trip<FromExpr>(u.join(o));
}

TEST_F(SerializerTest, CommonTableExpressionsComeBackRecursiveOnesToo) {
  const auto& u = here_.users;
  const auto one = select(u.c["id"], u.c["age"]).cte("one");
  expect_select(select(one.c["id"]).join(one.alias("two"), true_()));
  auto tree = select(u.c["id"], u.c["age"]).where(u.c["id"] == 1).cte("tree", {.recursive = true});
  tree = tree.union_all(select(u.c["id"], u.c["age"]).where(u.c["age"] == tree.c["id"]));
  expect_select(select(tree));
  expect_round_trip<CteExpr>(tree);
  expect_select(select(u.c["id"]).add_cte(one));
  expect_select(select(one.prefix_with("MATERIALIZED", "postgresql").c["id"]));
  expect_select(select(insert(u).values({{"name", "x"}}).returning(u.c["id"]).cte("made").c["id"]));
}

TEST_F(SerializerTest, SetOperationsComeBack) {
  const auto& u = here_.users;
  const auto a = select(u.c["id"]).where(u.c["id"] == 1);
  const auto b = select(u.c["age"]).order_by(u.c["age"]).limit(1);
  expect_round_trip<CompoundExpr<>>(union_(a, b));
  expect_round_trip<CompoundExpr<>>(union_all(a, except_(a, b)).order_by("id").limit(3));
  expect_round_trip<CompoundExpr<>>(text("SELECT a FROM b").columns(column("a", Integer())));
  expect_round_trip<CompoundExpr<>>(large_statement());
}

TEST_F(SerializerTest, InsertUpdateDeleteAndMergeComeBack) {
  const auto& u = here_.users;
  const auto& o = here_.orders;
  expect_round_trip<Insert>(insert(u));
  expect_round_trip<Insert>(insert(u).values({{"name", "ed"}, {"age", 5}}).returning(u.c["id"], u));
  expect_round_trip<Insert>(
      insert(u).from_select({"id", "age"}, select(o.c["id"], o.c["user_id"])));
  expect_round_trip<Insert>(upsert(u).values({{"id", 1}, {"name", "a"}}).index_elements({"id"}));
  const auto again = upsert(u).values({{"id", 1}, {"age", 2}});
  expect_round_trip<Insert>(again.set({{"age", u.c["age"] + again.inserted("age")}}));
  expect_round_trip<Update>(update(u).values({{"age", u.c["age"] + 1}}).where(u.c["id"] == 5));
  expect_round_trip<Update>(
      update(u).values({{"name", "x"}}).where(u.c["id"] == o.c["user_id"], o.c["id"] == 3));
  expect_round_trip<Delete>(delete_(o).where(o.c["total"] < 3).returning(o.c["id"]));
  expect_round_trip<Merge>(merge(u)
                               .using_(o, o.c["user_id"] == u.c["id"])
                               .when_matched_update({{"age", o.c["id"]}}, o.c["id"] > 1)
                               .when_not_matched_insert({{"id", o.c["user_id"]}}));
  expect_round_trip<TextExpr>(text("SELECT :a").bindparams({{"a", 1}}));
}

TEST_F(SerializerTest, WhatStandsInSeveralPlacesIsOneThingAgain) {
  const auto a = here_.users.alias();
  const auto b = here_.users.alias();
  const auto stmt = select(a.c["id"], b.c["id"]).where(a.c["age"] == b.c["age"], a.c["id"] > 1);
  const auto loaded = expect_round_trip<Select<>>(stmt);
  EXPECT_EQ(loaded.get_final_froms().size(), 2U);
}

TEST_F(SerializerTest, WhatWasReadStandsBesideWhatItWasWrittenOf) {
  const auto a = here_.users.alias();
  const auto stmt = select(a.c["id"]).where(a.c["age"] == 3);
  const auto loaded = loads<Select<>>(dumps(stmt), here_.metadata);
  EXPECT_EQ(to_string(union_(stmt, loaded)),
            "SELECT users_1.id \nFROM users AS users_1 \nWHERE users_1.age = :age_1 UNION "
            "SELECT users_2.id \nFROM users AS users_2 \nWHERE users_2.age = :age_2");
}

TEST_F(SerializerTest, OptionsAndParamsOfAStatementGoAlong) {
  const auto stmt = select(here_.users.c["id"])
                        .where(here_.users.c["id"] == bindparam("wanted"))
                        .execution_options({{"stream_results", true}})
                        .params({{"wanted", 7}});
  const auto loaded = loads<Select<>>(dumps(stmt), there_.metadata);
  ASSERT_NE(loaded.bound_params(), nullptr);
  EXPECT_EQ(*loaded.bound_params(), (Parameters{{"wanted", 7}}));
  ASSERT_NE(loaded.execution_options(), nullptr);
  EXPECT_EQ(*loaded.execution_options(), (Parameters{{"stream_results", true}}));
}

TEST_F(SerializerTest, TypesOfColumnsAreThoseOfTheOtherMetaData) {
  const auto& u = here_.users;
  const auto loaded = expect_round_trip<Expr<Untyped>>(u.c["balance"] == 5);
  expect_expression(u.c["mood"] == Mood::bad);
  expect_expression(u.c["address"] == "127.0.0.1");
  expect_expression(type_coerce(literal(5), u.c["balance"].type()) == u.c["balance"]);
  const auto& bind = as<BindParameter>(*as<BinaryExpression>(*loaded.node()).right());
  EXPECT_EQ(bind.type(), there_.users.c["balance"].type());
}

TEST_F(SerializerTest, TypesKeepTheirArguments) {
  const auto& id = here_.users.c["id"];
  for (const TypeArg& type :
       std::vector<TypeArg>{String(5, "C"),
                            Text(),
                            Numeric(5, 2, {.asdecimal = false}),
                            Float(53),
                            Boolean(),
                            DateTime({.timezone = true}),
                            Time(),
                            Date(),
                            Interval({.day_precision = 2}),
                            JSON(),
                            JSON({.none_as_null = true}),
                            LargeBinary(5),
                            Uuid({.as_uuid = false}),
                            UUID(),
                            ARRAY(Integer(), {.dimensions = 2}),
                            Enum({"a", "b"}, {.name = "ab"}),
                            Enum::of<Mood>(),
                            VARCHAR(5),
                            DECIMAL(5),
                            BIGINT(),
                            TIMESTAMP(),
                            TypeArg(String(5).with_variant(Text(), "sqlite")),
                            TypeArg(JSON({.none_as_null = true}).evaluates_none())}) {
    const auto loaded = expect_round_trip<Expr<Untyped>>(cast(id, type));
    EXPECT_TRUE(loaded.type()->equals(*type)) << type->repr() << " " << loaded.type()->repr();
  }
}

TEST_F(SerializerTest, ARegisteredTypeIsWrittenByItsName) {
  const auto unknown = cast(here_.users.c["id"], postgresql::BIT(12));
  EXPECT_THAT(refusal(unknown), HasSubstr("the type BIT(length=12) cannot be written by "
                                          "serializer::dumps(); make it known on both sides"));
  EXPECT_THROW(serializer::register_type("", Integer()), ArgumentError);
  serializer::register_type("twelve_bits", postgresql::BIT(12));
  expect_expression(unknown);
}

TEST_F(SerializerTest, TypesOfARegisteredClassAreWrittenWithTheirArguments) {
  const auto& id = here_.users.c["id"];
  const auto list = cast(id, postgresql::ARRAY(String(5)));
  EXPECT_THAT(refusal(list), HasSubstr("the type ARRAY(String(length=5)) cannot be written"));
  serializer::register_type_class<postgresql::ARRAY>(
      "postgresql.array", [](const serializer::TypeArguments& arguments) {
        return make_ptr<postgresql::ARRAY>(TypeArg(arguments.type(0)));
      });
  expect_expression(list);
  expect_expression(cast(id, postgresql::ARRAY(Integer())));
  // The maker takes no notice of the dimensions, so that such a type would become another one.
  EXPECT_THAT(refusal(cast(id, postgresql::ARRAY(Integer(), {.dimensions = 2}))),
              HasSubstr("cannot be written"));
  serializer::register_type_class<postgresql::CIDR>("postgresql.cidr");
  expect_expression(cast(id, postgresql::CIDR()));
  expect_expression(cast(id, TypeArg(String().with_variant(postgresql::CIDR(), "postgresql"))));
  expect_expression(cast(id, TypeArg(postgresql::CIDR().with_variant(String(), "sqlite"))));
}

TEST_F(SerializerTest, ARegisteredConstructIsWrittenWithItsFields) {
  const auto& u = here_.users;
  const Expr<Untyped> rounded(make_ptr<Rounded>(
      u.c["age"].node(), std::vector<Rounded::Step>{{Unit::hour, 5}, {Unit::day, std::nullopt}}));
  EXPECT_THAT(refusal(rounded), HasSubstr("the construct 'test.rounded' cannot be written"));
  serializer::register_construct<Rounded>(
      [] { return make_ptr<Rounded>(null().node(), std::vector<Rounded::Step>()); },
      [](const Rounded& construct) { return construct.has_steps(); });
  expect_expression(rounded);
  expect_select(select(rounded).where(rounded > u.c["age"]));
  const Expr<Untyped> empty(make_ptr<Rounded>(u.c["age"].node(), std::vector<Rounded::Step>()));
  EXPECT_THROW(static_cast<void>(loads<Expr<Untyped>>(dumps(empty), here_.metadata)), DataError);
  try_all_damages<Select<>>(dumps(select(rounded)), here_.metadata);

  const auto list = postgresql::array({u.c["id"], 2});
  EXPECT_THAT(refusal(list == list), HasSubstr("the construct 'postgresql.array'"));
  serializer::register_construct<postgresql::ArrayLiteral>(
      [] { return make_ptr<postgresql::ArrayLiteral>(ColumnList(), TypePtr(), false); });
  serializer::register_type_class<postgresql::ARRAY>(
      "postgresql.array", [](const serializer::TypeArguments& arguments) {
        return make_ptr<postgresql::ARRAY>(TypeArg(arguments.type(0)));
      });
  expect_expression(list == list);
}

TEST_F(SerializerTest, WhatCannotBeWrittenIsRefusedByName) {
  const auto& u = here_.users;
  EXPECT_THAT(refusal(select(bindparam("when", {.callable = [] { return Value(1); }}))),
              HasSubstr("the parameter 'when', whose value a function makes, cannot be written"));
  ColumnSpec spec;
  spec.name = "alone";
  EXPECT_THAT(refusal(Expr<Untyped>(make_ptr<SchemaColumn>(spec))),
              HasSubstr("which is in no table"));
  const ElementPtr annotated = u.c["id"].node()->annotate({{AnnotationKey::user, {}, 1, {}}});
  EXPECT_THAT(refusal(Expr<Untyped>(static_ptr_cast<const ColumnElement>(annotated))),
              HasSubstr("the column with annotations"));
  EXPECT_THAT(refusal(Expr<Untyped>()), HasSubstr("an empty handle"));
  Expr<Untyped> deep = u.c["id"];
  for (int i = 0; i < 1000; ++i) deep = cast(deep, Integer());
  EXPECT_THAT(refusal(deep), HasSubstr("nodes in each other"));
  auto wide = select(u.c["id"]);
  for (int i = 0; i < 30; ++i) {
    const auto s = wide.subquery();
    wide = select(s.c["id"]).where(exists(select(s.c["id"])), exists(select(s.c["id"])));
  }
  EXPECT_EQ(refusal(wide), "not refused");
  Expr<Untyped> doubled = u.c["id"];
  for (int i = 0; i < 40; ++i) doubled = func("f", doubled, doubled);
  EXPECT_THAT(refusal(doubled), HasSubstr("divide the statement"));
}

TEST_F(SerializerTest, DepthCountsAlsoWhereEachPartIsMetBefore) {
  std::vector<Operand> columns;
  auto inner = select(here_.users.c["id"]).subquery();
  for (int i = 0; i < 300; ++i) {
    columns.emplace_back(inner.c["id"]);
    inner = select(inner.c["id"]).subquery();
  }
  EXPECT_THAT(refusal(func("f", make_tuple_expr(columns))), HasSubstr("nodes in each other"));

  std::vector<TypePtr> types{make_ptr<Integer>()};
  for (int i = 0; i < 500; ++i) types.push_back(make_ptr<TupleType>(std::vector{types.back()}));
  EXPECT_THAT(refusal(make_tuple_expr(std::vector<Operand>(types.size(), Operand(1)), types)),
              HasSubstr("nodes in each other"));
}

TEST_F(SerializerTest, NamesThatAreNotThereAreToldAtReading) {
  const std::string bytes = dumps(select(here_.users.c["name"]));
  const auto message = [&](const MetaData& metadata) -> std::string {
    try {
      static_cast<void>(loads<Select<>>(bytes, metadata));
    } catch (const InvalidRequestError& error) {
      return error.what();
    }
    return "no error";
  };
  const MetaData empty;
  EXPECT_THAT(message(empty), HasSubstr("these bytes name the table 'users', and the MetaData"));
  const MetaData other;
  const Table users("users", other, Column("names", Text()));
  EXPECT_THAT(message(other), HasSubstr("the column 'name' of table 'users', which has names;"));
}

TEST_F(SerializerTest, AnotherKindOfHandleIsRefused) {
  const std::string bytes = dumps(select(here_.users.c["id"], here_.users.c["name"]));
  EXPECT_THROW(static_cast<void>(loads<Insert>(bytes, there_.metadata)), InvalidRequestError);
  EXPECT_THROW(static_cast<void>(loads<Expr<Untyped>>(bytes, there_.metadata)),
               InvalidRequestError);
  EXPECT_THROW((static_cast<void>(loads<Select<std::int64_t>>(bytes, there_.metadata))),
               InvalidRequestError);
  const auto typed = loads<Select<std::int64_t, std::string>>(bytes, there_.metadata);
  EXPECT_EQ(to_string(typed), "SELECT users.id, users.name \nFROM users");
}

TEST_F(SerializerTest, DamagedSetOperationsGiveAnErrorOfOursOrAnotherStatement) {
  try_all_damages<CompoundExpr<>>(dumps(large_statement()), here_.metadata);
}

TEST_F(SerializerTest, DamagedSelectsGiveAnErrorOfOursOrAnotherStatement) {
  const auto& u = here_.users;
  const auto rows = func("generate_series", 1, 5).table_valued("value").render_derived("r");
  const auto list = values({column("a", Integer()), column("b", String())}, {.name = "v"})
                        .data({{1, "x"}, {2, "y"}});
  const auto light = table("light", {column("a", JSON()), column("b")}, "s");
  const auto stmt =
      select(func("rank").over({.partition_by = {u.c["age"]}, .rows = Frame{-2, 0}}).label(""),
             func("count", u.c["id"]).filter(u.c["age"] > 3), rows.c["value"], list.c["b"],
             light.c["a"]["k"], case_({{u.c["id"] == 1, "one"}}, "many"), next_value(here_.numbers),
             u.c["id"].op("<<>>", 3, {.precedence = 5}))
          .where(tuple_(u.c["id"], u.c["name"]).in_({{1, "a"}, {2, "b"}}),
                 u.c["name"].like("a/%", {.escape = "/"}), tstring("{} > {}", u.c["id"], 2),
                 text("z = :z").bindparams({{"z", 1}}), u.c["mood"] == Mood::bad,
                 light.c["b"] == Value(UuidValue()))
          .order_by(u.c["id"].desc().nulls_last())
          .params({{"x", Value::array({1, 2})}});
  try_all_damages<Select<>>(dumps(stmt), here_.metadata);
}

TEST_F(SerializerTest, DamagedInsertsAndUpdatesGiveAnErrorOfOursOrAnotherStatement) {
  const auto& u = here_.users;
  const auto add = upsert(u).values({{"id", 1}, {"age", 2}}).returning(u.c["id"], u);
  try_all_damages<Insert>(dumps(add.set({{"age", u.c["age"] + add.inserted("age")}})),
                          here_.metadata);
  try_all_damages<Insert>(
      dumps(insert(u).from_select({"id", "age"}, select(u.c["age"], u.c["id"]))), here_.metadata);
  try_all_damages<Update>(dumps(update(u)
                                    .values({{"age", u.c["age"] + 1}, {"name", "x"}})
                                    .where(u.c["id"] == here_.orders.c["user_id"])),
                          here_.metadata);
  try_all_damages<Delete>(dumps(delete_(u).where(u.c["id"].in_({1, 2}))), here_.metadata);
}

TEST_F(SerializerTest, AnotherVersionIsTold) {
  std::string bytes = dumps(select(here_.users.c["id"]));
  bytes[std::string_view("cupel.serializer").size()] = '\x7';
  try {
    static_cast<void>(loads<Select<>>(bytes, here_.metadata));
    FAIL();
  } catch (const DataError& error) {
    EXPECT_THAT(error.what(), HasSubstr("of version 7 of serializer::dumps()"));
  }
}

}  // namespace
}  // namespace cupel
