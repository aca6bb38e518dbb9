// Which of the columns that a database tells of become part of a table.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/warnings.hpp"
#include "cupel/schema/reflection.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

/// Tells of one table.
class Catalogue final : public SchemaExecutor {
 public:
  const DdlTraits& ddl_traits() const override { return traits_; }
  void execute_ddl(const DdlElement&) override {}
  bool has_table(std::string_view, std::string_view) override { return true; }
  bool has_index(std::string_view, std::string_view, std::string_view) override { return false; }
  bool has_sequence(std::string_view, std::string_view) override { return false; }
  bool has_type(std::string_view, std::string_view) override { return false; }
  std::string index_name(const Index&) const override { return {}; }
  std::vector<ReflectedTable> reflect_tables(const ReflectionRequest&) override {
    ReflectedTable t;
    t.name = "person";
    for (const char* name : {"id", "name", "age"}) {
      t.columns.push_back({.name = name, .type = make_ptr<Integer>()});
    }
    t.primary_key.columns = {"id"};
    t.indexes.push_back({.name = "ix_age", .columns = {"age"}});
    t.indexes.push_back({.name = "ix_name", .columns = {"name"}});
    return {t};
  }

 private:
  DdlTraits traits_;
};

TEST(ReflectionChoice, OnlyTheColumnsAskedForAreTakenAndIndexesOverOthersAreLeftOut) {
  Catalogue db;
  const WarningCapture warnings;
  const Table t("person", MetaData(),
                {.autoload_with = db, .include_columns = std::vector<std::string>{"id", "name"}});
  EXPECT_EQ(t.c.keys(), (std::vector<std::string>{"id", "name"}));
  ASSERT_EQ(t.indexes().size(), 1U);
  EXPECT_EQ(t.indexes()[0].name().text(), "ix_name");
  ASSERT_EQ(warnings.entries().size(), 1U);
  EXPECT_NE(warnings.entries()[0].text.find("'ix_age'"), std::string::npos);
}

TEST(ReflectionChoice, AColumnMayBeLeftOut) {
  Catalogue db;
  const WarningCapture warnings;
  const Table t("person", MetaData(), {.autoload_with = db, .exclude_columns = {"id", "age"}});
  EXPECT_EQ(t.c.keys(), (std::vector<std::string>{"name"}));
  EXPECT_TRUE(t.primary_key().columns().empty());
}

TEST(ReflectionChoice, AListenerGivenWithTheTableSeesItsColumns) {
  Catalogue db;
  const Table t(
      "person", MetaData(),
      {.autoload_with = db, .listeners = [](DdlEvents& events) {
         events.column_reflect.listen([](const ColumnReflectContext&, ReflectedColumn& column) {
           column.key = "attr_" + column.name;
         });
       }});
  EXPECT_EQ(t.c.keys(), (std::vector<std::string>{"attr_id", "attr_name", "attr_age"}));
}

}  // namespace
}  // namespace cupel
