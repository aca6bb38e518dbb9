#include "cupel/schema/column.hpp"

#include <gtest/gtest.h>
#include <strings.h>  // has a function `index`, which must not get in the way

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/types/types.hpp"

namespace {

using namespace cupel;  // as a user writes it

TEST(Column, TakesItsOptionsInAnyOrder) {
  const Column c("status", not_null, server_default("new"), String(20), unique, indexed,
                 comment("state"), onupdate(7), autoincrement(false));
  EXPECT_EQ(c.name(), "status");
  EXPECT_EQ(c.type()->repr(), "String(length=20)");
  EXPECT_FALSE(c->nullable());
  EXPECT_EQ(c->unique(), true);
  EXPECT_EQ(c->index(), true);
  EXPECT_EQ(c->comment(), "state");
  EXPECT_EQ(c->server_default()->text(), "new");
  EXPECT_EQ(c->onupdate()->scalar(), Value(7));
  EXPECT_EQ(c->autoincrement(), Autoincrement::no);
}

TEST(Column, HasAKeyBesideItsName) {
  const MetaData metadata;
  const Table t("t", metadata, Column("db_a", Integer(), column_key("a")));
  EXPECT_EQ(t.c["a"].name(), "db_a");
  EXPECT_FALSE(t.c.contains("db_a"));
}

TEST(Column, IsNotNullWhenItIsAKeyUnlessItSaysOtherwise) {
  EXPECT_FALSE(Column("id", Integer(), primary_key)->nullable());
  EXPECT_TRUE(Column("id", Integer(), primary_key, nullable)->nullable());
  EXPECT_FALSE(Column("id", Integer(), Identity())->nullable());
}

TEST(Column, TakesAScalarACallableOrSqlAsDefault) {
  EXPECT_TRUE(Column("a", Integer(), default_(5))->default_()->is_scalar());
  EXPECT_EQ(Column("a", String(), default_("x"))->default_()->scalar(), Value("x"));
  EXPECT_TRUE(Column("a", Integer(), default_([] { return 5; }))->default_()->is_callable());
  EXPECT_TRUE(Column("a", Integer(), default_(literal_column("1 + 1")))->default_()->is_sql());
  EXPECT_TRUE(Column("a", Integer(), Sequence("s"))->default_()->is_sequence());
}

/// A row with one other value, as the engine would show it to a default.
class OneValue final : public DefaultContext {
 public:
  explicit OneValue(const SchemaColumn& column) : column_(column) {}
  Value parameter(std::string_view key) const override {
    return key == "price" ? Value(20) : Value();
  }
  bool has_parameter(std::string_view key) const override { return key == "price"; }
  const SchemaColumn& column() const override { return column_; }
  std::string_view dialect_name() const override { return "sqlite"; }
  bool is_insert() const override { return true; }

 private:
  const SchemaColumn& column_;
};

TEST(Column, ShowsTheRowToAContextSensitiveDefault) {
  const Column c("tax", Integer(), default_([](const DefaultContext& row) {
                   return row.parameter("price").as<std::int64_t>() / 5;
                 }));
  EXPECT_EQ(c->default_()->evaluate(OneValue(c.schema_column())), Value(4));
}

TEST(Column, RefusesContradictions) {
  EXPECT_THROW(Column("b", Integer(), Computed("a"), server_default("5")), ArgumentError);
  EXPECT_THROW(Column("b", Integer(), Identity(), server_default("5")), ArgumentError);
  EXPECT_THROW(Column("b", Integer(), Identity(), autoincrement(false)), ArgumentError);
  EXPECT_THROW(Column("b", Integer(), autoincrement("sometimes")), ArgumentError);
}

TEST(Column, DrawsItsValuesByTheRulesOfAutoincrement) {
  const MetaData metadata;
  const Table plain("plain", metadata, Column("id", Integer(), primary_key));
  EXPECT_TRUE(plain.c["id"]->is_autoincrement());
  const Table text_key("text_key", metadata, Column("id", String(), primary_key));
  EXPECT_FALSE(text_key.c["id"]->is_autoincrement());
  const Table child("child", metadata,
                    Column("id", Integer(), ForeignKey("plain.id"), primary_key));
  EXPECT_FALSE(child.c["id"]->is_autoincrement());
  const Table forced(
      "forced", metadata,
      Column("id", Integer(), ForeignKey("plain.id"), primary_key, autoincrement("ignore_fk")));
  EXPECT_TRUE(forced.c["id"]->is_autoincrement());
  const Table defaulted("defaulted", metadata, Column("id", Integer(), primary_key, default_(5)));
  EXPECT_FALSE(defaulted.c["id"]->is_autoincrement());
  const Table pair("pair", metadata, Column("a", Integer(), primary_key),
                   Column("b", Integer(), primary_key, autoincrement(true)));
  EXPECT_TRUE(pair.c["b"]->is_autoincrement());
  EXPECT_EQ(pair.primary_key().columns_autoincrement_first()[0], &pair.c["b"].schema_column());
  const Table wrong("wrong", metadata, Column("id", String(), primary_key, autoincrement(true)));
  EXPECT_THROW((void)wrong.c["id"]->is_autoincrement(), ArgumentError);
  const Table twice("twice", metadata, Column("a", Integer(), primary_key, autoincrement(true)),
                    Column("b", Integer(), primary_key, autoincrement(true)));
  EXPECT_THROW((void)twice->autoincrement_column(), ArgumentError);
}

// ---- the same words as template arguments -------------------------------------------------------

template <auto... Options>
ColumnSpec spec_of(const TypeArg& type) {
  ColumnSpec spec;
  spec.name = "member";
  spec.type = type.get();
  (apply_option<Options>(spec), ...);
  return spec;
}

TEST(ColumnOptions, AreTheSameWordsInTemplateArguments) {
  const ColumnSpec spec = spec_of<primary_key, not_null, unique, indexed, cupel::index, length<50>,
                                  server_default<"new">, default_<"x">, onupdate<5>,
                                  comment<"note">, autoincrement<false>, column_name<"db_name">,
                                  foreign_key<"users.id", ondelete<"CASCADE">>>(String());
  const Column c{ColumnSpec(spec)};
  EXPECT_TRUE(c->primary_key());
  EXPECT_FALSE(c->nullable());
  EXPECT_EQ(c->unique(), true);
  EXPECT_EQ(c.name(), "db_name");
  EXPECT_EQ(c.type()->repr(), "String(length=50)");
  EXPECT_EQ(c->server_default()->text(), "new");
  EXPECT_EQ(c->default_()->scalar(), Value("x"));
  EXPECT_EQ(c->onupdate()->scalar(), Value(5));
  EXPECT_EQ(spec.foreign_keys[0].target_fullname(), "users.id");
  EXPECT_EQ(spec.foreign_keys[0].options().ondelete, "CASCADE");
}

TEST(ColumnOptions, NameATypeWithItsArguments) {
  EXPECT_EQ((spec_of<sql_type<Numeric, 10, 2>>(String()).type->repr()),
            "Numeric(precision=10, scale=2)");
}

TEST(ColumnOptions, AreToldFromOtherTemplateArguments) {
  static_assert(is_column_option<primary_key> && is_column_option<default_<5>> &&
                is_column_option<length<3>>);
  static_assert(!is_column_option<5>);
  static_assert(std::is_same_v<OptionType<primary_key>, PrimaryKeyOption>);
}

TEST(ColumnOptions, RefuseALengthForATypeWithoutOne) {
  EXPECT_THROW(Column(spec_of<length<5>>(Integer())), ArgumentError);
}

}  // namespace
