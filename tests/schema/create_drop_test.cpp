#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/circular_dependency.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/ddl_nodes.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

/// Writes down what it is asked to do; has the tables that a test says it has.
class Recorder final : public SchemaExecutor {
 public:
  DdlTraits traits;
  std::vector<std::string> existing;
  std::vector<std::string> log;

  const DdlTraits& ddl_traits() const override { return traits; }
  void execute_ddl(const DdlElement& e) override { log.push_back(describe(e)); }
  bool has_table(std::string_view name, std::string_view) override { return has(name); }
  bool has_index(std::string_view, std::string_view index, std::string_view) override {
    return has(index);
  }
  bool has_sequence(std::string_view name, std::string_view) override { return has(name); }
  bool has_type(std::string_view name, std::string_view) override { return has(name); }
  std::string index_name(const Index& index) const override { return index.name().text(); }

 private:
  bool has(std::string_view name) const {
    return std::find(existing.begin(), existing.end(), name) != existing.end();
  }
  static std::string describe(const DdlElement& e) {
    switch (e.ddl_kind()) {
      case DdlKind::create_table: {
        const auto& node = static_cast<const CreateTableNode&>(e);
        return str_cat("create ", node.table->key(),
                       node.foreign_keys ? str_cat(" fks ", node.foreign_keys->size()) : "");
      }
      case DdlKind::drop_table:
        return str_cat("drop ", static_cast<const DropTableNode&>(e).table->key());
      case DdlKind::create_index:
        return str_cat("create index ", static_cast<const CreateIndexNode&>(e).index.name().text());
      case DdlKind::add_constraint:
        return str_cat("alter ", static_cast<const AddConstraintNode&>(e).table->key());
      case DdlKind::drop_constraint:
        return str_cat("unalter ", static_cast<const DropConstraintNode&>(e).table->key());
      case DdlKind::create_sequence:
        return "create sequence";
      case DdlKind::drop_sequence:
        return "drop sequence";
      case DdlKind::text: {
        const auto& node = static_cast<const DdlTextNode&>(e);
        return str_cat(node.statement, node.target ? " on " + node.target->key() : "");
      }
      default:
        return "other";
    }
  }
};

using Log = std::vector<std::string>;

TEST(CreateAll, GoesByDependencyAndKeepsTheOrderOfDeclarationOtherwise) {
  const MetaData metadata;
  const Table bottom("bottom", metadata, Column("l", ForeignKey("left.id")),
                     Column("r", ForeignKey("right.id")));
  const Table right("right", metadata, Column("id", Integer(), primary_key),
                    Column("t", ForeignKey("top.id")));
  const Table left("left", metadata, Column("id", Integer(), primary_key),
                   Column("t", ForeignKey("top.id")), Index("ix_t", "t"));
  const Table top("top", metadata, Column("id", Integer(), primary_key));
  Recorder db;
  metadata.create_all(db);
  EXPECT_EQ(db.log, (Log{"create top fks 0", "create right fks 1", "create left fks 1",
                         "create index ix_t", "create bottom fks 2"}));
  std::vector<std::string> sorted;
  for (const Table& t : metadata.sorted_tables()) sorted.push_back(t.name());
  EXPECT_EQ(sorted, (Log{"top", "left", "right", "bottom"}));
}

TEST(CreateAll, LeavesOutWhatIsThere) {
  const MetaData metadata;
  const Table a("a", metadata, Column("id", Integer()));
  const Table b("b", metadata, Column("id", Integer()));
  Recorder db;
  db.existing = {"a"};
  metadata.create_all(db);
  EXPECT_EQ(db.log, (Log{"create b fks 0"}));
  db.log.clear();
  metadata.create_all(db, {.tables = {a}, .checkfirst = false});
  EXPECT_EQ(db.log, (Log{"create a fks 0"}));
  db.log.clear();
  metadata.drop_all(db);
  EXPECT_EQ(db.log, (Log{"drop a"}));
}

TEST(CreateAll, AddsTheForeignKeysOfACycleByAlter) {
  const MetaData metadata;
  const Table a("a", metadata, Column("id", Integer(), primary_key),
                Column("b", ForeignKey("b.id", {.name = "fk_a"})));
  const Table b("b", metadata, Column("id", Integer(), primary_key),
                Column("a", ForeignKey("a.id", {.name = "fk_b"})));
  Recorder db;
  metadata.create_all(db);
  EXPECT_EQ(db.log, (Log{"create a fks 0", "create b fks 0", "alter a", "alter b"}));
  db.log.clear();
  metadata.drop_all(db, {.checkfirst = CheckFirst::none});
  EXPECT_EQ(db.log, (Log{"unalter a", "unalter b", "drop b", "drop a"}));
}

TEST(CreateAll, WritesCyclesIntoTheTablesWhereThereIsNoAlter) {
  const MetaData metadata;
  const Table a("a", metadata, Column("id", Integer(), primary_key),
                Column("b", ForeignKey("b.id")));
  const Table b("b", metadata, Column("id", Integer(), primary_key),
                Column("a", ForeignKey("a.id")));
  Recorder db;
  db.traits.supports_alter = false;
  metadata.create_all(db);
  EXPECT_EQ(db.log, (Log{"create a", "create b"}));
  db.log.clear();
  const WarningCapture warnings;
  metadata.drop_all(db, {.checkfirst = CheckFirst::none});
  EXPECT_EQ(db.log, (Log{"drop a", "drop b"}));
  EXPECT_EQ(warnings.entries().size(), 1U);
}

TEST(DropAll, RefusesACycleOfNamelessForeignKeys) {
  const MetaData metadata;
  const Table a("a", metadata, Column("id", Integer(), primary_key),
                Column("b", ForeignKey("b.id")));
  const Table b("b", metadata, Column("id", Integer(), primary_key),
                Column("a", ForeignKey("a.id")));
  Recorder db;
  try {
    metadata.drop_all(db, {.checkfirst = CheckFirst::none});
    FAIL() << "no error";
  } catch (const CircularDependencyError& error) {
    EXPECT_EQ(error.message(),
              "can't sort tables for DROP: their foreign keys form a cycle; give those keys names, "
              "so that they can be dropped first by DROP CONSTRAINT (a, b); dependencies: b before "
              "a, a before b");
  }
}

TEST(CreateAll, CreatesAndDropsSequences) {
  const MetaData metadata;
  const Sequence standalone("standalone", metadata, {.start = 3});
  const Table t("t", metadata, Column("id", Integer(), Sequence("t_seq"), primary_key));
  Recorder db;
  db.traits.supports_sequences = true;
  metadata.create_all(db);
  EXPECT_EQ(db.log, (Log{"create sequence", "create sequence", "create t fks 0"}));
  db.log.clear();
  metadata.drop_all(db, {.checkfirst = CheckFirst::none});
  EXPECT_EQ(db.log, (Log{"drop t", "drop sequence", "drop sequence"}));
}

TEST(DdlEvents, SurroundWhatIsDone) {
  const MetaData metadata;
  const Table t("t", metadata, Column("id", Integer()));
  Log log;
  listen(metadata, events::before_create,
         [&](const DdlEventContext& e) { log.push_back(str_cat("before ", e.tables.size())); });
  auto hook = listen(t, events::after_create,
                     [&](const DdlEventContext& e) { log.push_back("after " + e.table->key()); });
  listen(t, events::after_create, DDL("GRANT %(table)s").execute_if({.dialects = {"default"}}));
  listen(t, events::after_create, DDL("never").execute_if({.dialects = {"oracle"}}));
  Recorder db;
  metadata.create_all(db);
  EXPECT_EQ(log, (Log{"before 1", "after t"}));
  EXPECT_EQ(db.log, (Log{"create t fks 0", "GRANT %(table)s on t"}));
  hook.remove();
  t.create(db);
  EXPECT_EQ(log.size(), 2U);
}

TEST(SortTables, HonoursAddedDependencies) {
  const MetaData metadata;
  Table a("a", metadata, Column("id", Integer()));
  const Table b("b", metadata, Column("id", Integer()));
  a.add_is_dependent_on(b);
  Log names;
  for (const Table& t : metadata.sorted_tables()) names.push_back(t.name());
  EXPECT_EQ(names, (Log{"b", "a"}));
}

TEST(MetaData, FindsAndRemovesTables) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer()));
  EXPECT_EQ(metadata.table("users"), users);
  EXPECT_THROW((void)metadata.table("user"), NoSuchTableError);
  MetaData(metadata).remove(users);
  EXPECT_FALSE(metadata.contains("users"));
  EXPECT_EQ(users.c["id"].name(), "id");
}

TEST(CreateAll, ATableMayNameTheStatementsThatCreateAndDropIt) {
  const MetaData m;
  Table t("t", m, Column("a", Integer()));
  t.set_creator_ddl([](const Table& table) { return DDL(str_cat("MAKE ", table.name())); });
  t.set_dropper_ddl([](const Table& table) { return DDL(str_cat("UNMAKE ", table.name())); });
  Recorder db;
  m.create_all(db, {.checkfirst = CheckFirst::none});
  m.drop_all(db, {.checkfirst = CheckFirst::none});
  const MetaData other;
  t.to_metadata(other, std::nullopt, "copy").create(db, CheckFirst::none);
  EXPECT_EQ(db.log, (std::vector<std::string>{"MAKE t", "UNMAKE t", "MAKE copy"}));
}

}  // namespace
}  // namespace cupel
