#include "cupel/orm/mapper/registry.hpp"

#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "cupel/error/orm_errors.hpp"
#include "cupel/types/types.hpp"

using namespace cupel;

namespace {

struct Account {
  static constexpr auto tablename = "accounts";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<50>, unique> name{};
  Mapped<std::optional<std::string>> fullname{};
  Mapped<std::string, server_default<"new">> status{};
  Mapped<std::string, column_name<"note_text">, deferred_group<"texts">> note{};
  Mapped<int, version_id> version{};
  int unmapped = 0;
};

struct Line {
  static constexpr auto tablename = "lines";
  Mapped<std::int32_t, primary_key> book{};
  Mapped<std::string, primary_key> place{};
};

struct Tagged {
  static constexpr auto tablename = "tagged";
  Mapped<std::string, primary_key> tag{};
};

struct Keyless {
  static constexpr auto tablename = "keyless";
  Mapped<std::int64_t> number{};
};

struct Nameless {
  Mapped<std::int64_t, primary_key> id{};
  static void configure(Mapping<Nameless>&) {}
};

struct SameTable {
  static constexpr auto tablename = "accounts";
  Mapped<std::int64_t, primary_key> id{};
};

struct Configured {
  static constexpr auto tablename = "configured";
  Mapped<std::int64_t> code{};
  Mapped<std::string> first{};
  Mapped<std::string> last{};
  Mapped<std::string> label{};
  Mapped<std::string> secret{};

  static void configure(Mapping<Configured>& m) {
    m.schema("shop")
        .table_args(UniqueConstraint("first_name", "last"), Index("ix_last", "last"))
        .primary_key(&Configured::code)
        .exclude(&Configured::secret)
        .synonym("surname", &Configured::last);
    m.column(&Configured::first, "first_name", String(20));
    m.column_property("label", [](auto c) { return c(&Configured::first) + c(&Configured::last); });
    m.options().eager_defaults = true;
  }
};

/// Constructors and private members: no aggregate.
class Engineer {
 public:
  explicit Engineer(std::string info) : info_(std::move(info)) {}
  Engineer() = default;
  static void configure(Mapping<Engineer>& m) {
    m.table("engineers");
    m.column<&Engineer::id_>("id", Integer(), primary_key);
    m.column<&Engineer::info_>("engineer_info", String(50));
  }

 private:
  Mapped<std::int64_t> id_{};
  Mapped<std::string> info_{};
};

/// Knows nothing of Cupel.
struct Employee {
  std::int64_t id = 0;
  std::string first_name;
  std::optional<double> salary;
  std::string scratch;
};

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.message();
  }
  return "nothing thrown";
}

}  // namespace

TEST(Registry, ReadsTableAndColumnsFromTheAggregate) {
  Registry registry;
  registry.map<Account>();
  const Mapper& mapper = mapper_of<Account>();
  const SchemaTable& table = mapper.local_table();
  EXPECT_EQ(mapper.str(), "Mapper[Account(accounts)]");
  EXPECT_EQ(registry.metadata().table("accounts").c.keys(),
            (std::vector<std::string>{"id", "name", "fullname", "status", "note_text", "version"}));
  EXPECT_TRUE(table.schema_column("id").primary_key());
  EXPECT_EQ(table.schema_column("name").type()->repr(), "String(length=50)");
  EXPECT_FALSE(table.schema_column("name").nullable());
  EXPECT_TRUE(table.schema_column("fullname").nullable());
  EXPECT_TRUE(table.schema_column("status").has_server_default());
}

TEST(Registry, AttributesKeepTheMembersNameWhereTheColumnHasAnother) {
  Registry registry;
  registry.map<Account>();
  const Mapper& mapper = mapper_of<Account>();
  const ColumnProperty& note = mapper.column_property("note");
  EXPECT_EQ(note.column()->key_text(), "note_text");
  EXPECT_EQ(note.str(), "Account.note");
  EXPECT_TRUE(note.deferred());
  EXPECT_EQ(note.deferred_group(), "texts");
  EXPECT_EQ(mapper.property_for_column(*note.column()), &note);
  EXPECT_EQ(&mapper.property_at_offset(member_offset(&Account::note)), &note);
}

TEST(Registry, DeferredColumnsAreNoLoadSlots) {
  Registry registry;
  registry.map<Account>();
  const Mapper& mapper = mapper_of<Account>();
  EXPECT_EQ(mapper.column_properties().size(), 6U);
  ASSERT_EQ(mapper.load_slots().size(), 5U);
  EXPECT_EQ(mapper.load_slots()[1].offset, attribute_of(&Account::name).offset());
  EXPECT_EQ(mapper.column_properties()[mapper.load_slots()[1].slot]->key(), "name");
}

TEST(Registry, FlagsOfColumnsFollowTheOptions) {
  Registry registry;
  registry.map<Account>();
  const Mapper& mapper = mapper_of<Account>();
  EXPECT_EQ(mapper.version_id(), &mapper.column_property("version"));
  EXPECT_TRUE(mapper.column_property("id").is_primary_key());
  EXPECT_TRUE(mapper.column_property("id").is_autoincrement());
  EXPECT_TRUE(mapper.column_property("status").has_server_default());
  EXPECT_FALSE(mapper.column_property("name").has_server_default());
  EXPECT_TRUE(attribute_of(&Account::name).setup().mapped);
  EXPECT_TRUE(attribute_of(&Account::id).setup().active_history);
}

TEST(Registry, ExpressionOfAnAttributeIsItsColumn) {
  Registry registry;
  registry.map<Account>();
  const ColumnProperty& name = mapper_of<Account>().column_property("name");
  EXPECT_EQ(name.expression()->ClauseElement::identity(), name.column());
  EXPECT_NE(name.expression()->annotation(AnnotationKey::parent_mapper), nullptr);
}

TEST(Registry, IdentityIsHeldInTheKeysNativeType) {
  Registry registry;
  registry.map<Account, Line, Tagged>();
  Account account{.id = 7};
  EXPECT_EQ(mapper_of<Account>().identity_kind(), IdentityKind::integer);
  EXPECT_EQ(mapper_of<Account>().integer_key(&account), 7);
  EXPECT_EQ(mapper_of<Account>().identity_key_of(&account),
            mapper_of<Account>().identity_key({Value(7)}));

  Tagged tagged{.tag = "red"};
  EXPECT_EQ(mapper_of<Tagged>().identity_kind(), IdentityKind::text);
  EXPECT_EQ(mapper_of<Tagged>().identity_key_of(&tagged),
            IdentityKey(mapper_of<Tagged>(), std::string("red")));

  Line line{.book = 1, .place = "a"};
  const IdentityKey key = mapper_of<Line>().identity_key_of(&line);
  EXPECT_EQ(mapper_of<Line>().identity_kind(), IdentityKind::values);
  EXPECT_EQ(key, mapper_of<Line>().identity_key({Value(1), Value("a")}));
  EXPECT_EQ(key.hash(), mapper_of<Line>().identity_key({Value(1), Value("a")}).hash());
  EXPECT_EQ(key.str(), "Line(1, 'a')");
  EXPECT_NE(key, mapper_of<Line>().identity_key({Value(2), Value("a")}));
}

TEST(Registry, AKeyOfTheWrongLengthIsRefused) {
  Registry registry;
  registry.map<Line>();
  EXPECT_EQ(message_of([] { static_cast<void>(mapper_of<Line>().identity_key({Value(1)})); }),
            "Incorrect number of values in identifier to formulate primary key for Line: 1 given; "
            "primary key columns are 'book', 'place'");
}

TEST(Registry, ConfigureSaysWhatTypesCannot) {
  Registry registry;
  registry.map<Configured>();
  const Mapper& mapper = mapper_of<Configured>();
  const SchemaTable& table = mapper.local_table();
  EXPECT_EQ(table.key(), "shop.configured");
  EXPECT_EQ(table.find_schema_column("secret"), nullptr);
  EXPECT_EQ(table.find_schema_column("label"), nullptr);
  EXPECT_EQ(table.schema_column("first_name").type()->repr(), "String(length=20)");
  EXPECT_EQ(table.indexes().size(), 1U);
  EXPECT_TRUE(mapper.column_property("code").is_primary_key());
  EXPECT_EQ(mapper.find_property("surname"), &mapper.property("last"));
  EXPECT_EQ(mapper.options().eager_defaults, true);
}

TEST(Registry, ColumnPropertyIsMadeWhenTheRegistryIsConfigured) {
  Registry registry;
  registry.map<Configured>();
  const ColumnProperty& label = mapper_of<Configured>().column_property("label");
  EXPECT_TRUE(label.is_sql_expression());
  EXPECT_EQ(label.slot(), 0U);  // expressions come first in the SELECT
  registry.configure();
  ASSERT_TRUE(label.select_expression());
  EXPECT_EQ(label.select_expression()->kind(), ElementKind::label);
  EXPECT_EQ(label.attribute(), &attribute_of(&Configured::label));
}

TEST(Registry, MapsAClassThatIsNoAggregate) {
  Registry registry;
  registry.map<Engineer>();
  const Mapper& mapper = mapper_of<Engineer>();
  EXPECT_EQ(mapper.column_property("info_").column()->key_text(), "engineer_info");
  EXPECT_EQ(mapper.primary_key_properties().front()->key(), "id_");
}

TEST(Registry, MapsAPlainStructOntoATable) {
  Registry registry;
  Table table("employees", registry.metadata(), Column("id", Integer(), primary_key),
              Column("FirstName", String(20)), Column("salary", Double()),
              Column("unknown", Integer()));
  const Mapper& mapper = registry.map_imperatively<Employee>(
      table, [](auto& m) { m.column(&Employee::first_name, "FirstName"); });
  EXPECT_EQ(mapper.column_properties().size(), 3U);
  EXPECT_EQ(mapper.column_property("first_name").column()->key_text(), "FirstName");
  EXPECT_TRUE(mapper.column_property("first_name").attribute()->is_plain());
  EXPECT_EQ(mapper.find_property("scratch"), nullptr);
  Employee employee{.id = 4, .first_name = "a", .salary = 1.5, .scratch = {}};
  EXPECT_EQ(mapper.integer_key(&employee), 4);
  EXPECT_EQ(mapper.value_of(mapper.column_property("salary"), &employee), Value(1.5));
}

TEST(Registry, AMemberWithoutColumnInAGivenTableIsNamed) {
  Registry registry;
  Table table("employees", registry.metadata(), Column("id", Integer(), primary_key),
              Column("firstname", String(20)));
  EXPECT_EQ(message_of([&] {
              registry.map_imperatively<Employee>(
                  table, [](auto& m) { m.column(&Employee::first_name, "first_name"); });
            }),
            "class 'Employee': table 'employees' has no column 'first_name' for member "
            "'first_name'; did you mean 'firstname'?; name its column with "
            "m.column(&Class::member, \"column\")");
  EXPECT_EQ(class_info<Employee>().mapper(), nullptr);
}

TEST(Registry, AClassWithoutPrimaryKeyIsRefusedAndLeavesNoTable) {
  Registry registry;
  EXPECT_EQ(message_of([&] { registry.map<Keyless>(); }),
            "Mapper[Keyless(keyless)] could not assemble any primary key columns for mapped table "
            "'keyless'; add the option primary_key to a member's Mapped<>, or call "
            "m.primary_key(&Class::member)");
  EXPECT_FALSE(registry.metadata().contains("keyless"));
  EXPECT_THROW(mapper_of<Keyless>(), UnmappedClassError);
}

TEST(Registry, AClassWithoutTableNameIsRefused) {
  Registry registry;
  EXPECT_EQ(message_of([&] { registry.map<Nameless>(); }),
            "class 'Nameless' names no table: give it a `static constexpr auto tablename`, or call "
            "m.table(\"...\") in its configure()");
}

TEST(Registry, AClassIsMappedOnce) {
  Registry registry;
  registry.map<Account>();
  Registry other;
  EXPECT_EQ(message_of([&] { other.map<Account>(); }),
            "Class 'Account' is already mapped to table 'accounts'; a class has one mapper: map it "
            "once, or dispose() of the registry first");
  EXPECT_THROW((other.map<Line, Line>()), ArgumentError);
}

TEST(Registry, ATableIsDefinedOnce) {
  Registry registry;
  registry.map<Account>();
  EXPECT_EQ(
      message_of([&] { registry.map<SameTable>(); }),
      "class 'SameTable': table 'accounts' is already defined for this MetaData; map the class "
      "onto it with m.table(table), or give it another name");
}

TEST(Registry, UseOfAnUnmappedClassSaysHowToMapIt) {
  EXPECT_EQ(
      message_of([] { mapper_of<Tagged>(); }),
      "Class 'Tagged' is not mapped; map it with registry.map<Tagged>() before it is used, and "
      "keep the registry alive");
}

TEST(Registry, AnUnknownAttributeProposesANearOne) {
  Registry registry;
  registry.map<Account>();
  EXPECT_EQ(
      message_of([] { static_cast<void>(mapper_of<Account>().property("fullnam")); }),
      "Mapper 'Mapper[Account(accounts)]' has no property 'fullnam'; did you mean 'fullname'?");
}

TEST(Registry, DisposingUnmapsTheClasses) {
  Registry registry;
  registry.map<Account>();
  registry.dispose();
  EXPECT_EQ(class_info<Account>().mapper(), nullptr);
  EXPECT_FALSE(attribute_of(&Account::name).setup().mapped);
  Registry next;
  next.map<Account>();
  EXPECT_EQ(mapper_of<Account>().class_name(), "Account");
}

TEST(Registry, TypeAnnotationsGiveMembersAnotherType) {
  Registry registry;
  registry.type_annotation<std::string>(Text());
  registry.map<Account>();
  const SchemaTable& table = mapper_of<Account>().local_table();
  EXPECT_EQ(table.schema_column("fullname").type()->repr(), "Text()");
}

TEST(Registry, ConfigureRunsHooksAndEventsOnce) {
  static int hooked;
  hooked = 0;
  Registry registry;
  registry.map<Tagged>();
  int events = 0;
  registry.before_configured.listen([&] { ++events; });
  registry.after_configured.listen([&] { ++events; });
  mapper_of<Tagged>().events().mapper_configured.listen([&](Mapper&) { ++events; });
  const auto hook = [](Mapper& mapper) {
    if (mapper.class_name() == "Tagged") ++hooked;
  };
  EXPECT_FALSE(registry.is_configured());
  add_mapper_hook(hook);
  EXPECT_EQ(hooked, 0);
  mapper_of<Tagged>().ensure_configured();
  registry.configure();
  EXPECT_EQ(hooked, 1);
  EXPECT_EQ(events, 3);
  add_mapper_hook(hook);
  EXPECT_EQ(hooked, 1);
}

TEST(Registry, CodecsAreMadeOncePerDialect) {
  Registry registry;
  registry.map<Account>();
  const Mapper& mapper = mapper_of<Account>();
  const int first = 0;
  int resolved = 0;
  const auto impl = [&](const TypePtr& type) {
    ++resolved;
    return type;
  };
  const CodecSet& codecs = mapper.codecs(&first, impl);
  EXPECT_EQ(resolved, 6);
  EXPECT_EQ(&mapper.codecs(&first, impl), &codecs);
  EXPECT_EQ(resolved, 6);
  Account account;
  codecs.decoder(mapper.column_property("name").slot())(
      Cell::text("ed"), reinterpret_cast<char*>(&account) + attribute_of(&Account::name).offset());
}
