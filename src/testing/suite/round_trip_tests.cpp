#include <algorithm>

#include "cupel/sql/compiler/type_compiler.hpp"

#include "testing/suite/context.hpp"

// create_all, reflect, create_all in the emptied database: the catalogue has to say the same again.
namespace cupel::testing {

namespace {

std::string describe(const OptionScalar& v) {
  if (const bool* b = std::get_if<bool>(&v)) return *b ? "true" : "false";
  if (const std::int64_t* i = std::get_if<std::int64_t>(&v)) return str_cat(*i);
  return std::get<std::string>(v);
}

std::string describe(const DialectOptions& options) {
  std::vector<std::string> out;
  for (const DialectArgument& o : options) {
    std::string value = "?";
    if (o.value.boolean()) value = *o.value.boolean() ? "true" : "false";
    if (o.value.integer()) value = str_cat(*o.value.integer());
    if (o.value.text()) value = *o.value.text();
    if (o.value.names()) value = shown(*o.value.names());
    if (o.value.map()) {
      value = join(*o.value.map(), ",", [](const auto& item) {
        return str_cat(item.first, "=", describe(item.second));
      });
    }
    out.push_back(str_cat(" ", o.key, "=", value));
  }
  std::sort(out.begin(), out.end());
  return join(out, "", [](const std::string& o) { return o; });
}

std::string describe(const ReflectedConstraint& c) {
  return str_cat(c.name, " ", shown(c.columns), " ", c.sqltext, " deferrable ", shown(c.deferrable),
                 c.initially, " comment ", shown(c.comment), describe(c.dialect_options));
}

std::string describe(const ReflectedColumn& c, const Dialect& dialect) {
  std::string out =
      str_cat("column ", c.name, " ", dialect.type_compiler().process(*c.type),
              c.nullable ? "" : " NOT NULL", " default ", shown(c.default_), " autoincrement ",
              shown(c.autoincrement), " comment ", shown(c.comment), describe(c.dialect_options));
  if (c.computed)
    str_append(out, " as ", c.computed->sqltext, " stored ", shown(c.computed->persisted));
  if (c.identity) {
    str_append(out, " identity ", c.identity->always ? "always" : "by default", " ",
               shown(c.identity->start), " ", shown(c.identity->increment), " ",
               shown(c.identity->minvalue), " ", shown(c.identity->maxvalue), " ",
               shown(c.identity->cycle), " ", shown(c.identity->cache));
  }
  return out;
}

/// All that the catalogue says of the suite's tables, a line for each item.
std::vector<std::string> describe_all(Engine& engine) {
  std::vector<std::string> out;
  for (const ReflectedTable& t : inspect(engine).get_multi_tables()) {
    if (!t.name.starts_with("suite_")) continue;
    const auto add = [&](const std::string& line) { out.push_back(str_cat(t.name, ": ", line)); };
    add(str_cat("comment ", shown(t.comment), describe(t.options)));
    for (const ReflectedColumn& c : t.columns) add(describe(c, engine.dialect()));
    add(str_cat("primary key ", describe(t.primary_key)));
    std::vector<std::string> rest;
    for (const ReflectedForeignKey& k : t.foreign_keys) {
      rest.push_back(str_cat("foreign key ", k.name, " ", shown(k.constrained_columns), " to ",
                             k.referred_schema, ".", k.referred_table, shown(k.referred_columns),
                             " ", k.ondelete, "/", k.onupdate, "/", shown(k.deferrable),
                             k.initially, "/", k.match, " comment ", shown(k.comment),
                             describe(k.dialect_options)));
    }
    for (const ReflectedConstraint& c : t.unique_constraints)
      rest.push_back(str_cat("unique ", describe(c), " of index ", c.duplicates_index));
    for (const ReflectedConstraint& c : t.check_constraints)
      rest.push_back(str_cat("check ", describe(c)));
    for (const ReflectedIndex& i : t.indexes) {
      std::string line = str_cat("index ", i.name, i.unique ? " unique" : "", " ");
      for (const auto& c : i.columns) str_append(line, c.value_or("(expression)"), ",");
      str_append(line, shown(i.expressions));
      for (const auto& [column, words] : i.column_sorting)
        str_append(line, " ", column, shown(words));
      str_append(line, " of constraint ", i.duplicates_constraint, describe(i.dialect_options));
      rest.push_back(std::move(line));
    }
    std::sort(rest.begin(), rest.end());
    for (const std::string& line : rest) add(line);
  }
  return out;
}

/// Creates what `declared` says, reads it, empties the database and creates what was read.
void round_trip(SuiteContext& suite, MetaData& declared) {
  declared.create_all(suite.engine);
  const auto first = describe_all(suite.engine);
  MetaData read;
  read.reflect(suite.engine,
               {.filter = [](std::string_view name) { return name.starts_with("suite_"); }});
  declared.drop_all(suite.engine);
  expect_equal(describe_all(suite.engine), std::vector<std::string>{}, "the emptied database");
  read.create_all(suite.engine);
  const auto second = describe_all(suite.engine);
  expect_equal(second.size(), first.size(), str_cat("items, of ", shown(first)));
  for (std::size_t i = 0; i < first.size(); ++i) expect_equal(second[i], first[i], "an item");
  read.drop_all(suite.engine);
}

void add_type(SuiteTests& tests, std::string name, std::initializer_list<Requirement> requirements,
              const TypeArg& type) {
  tests.add(str_cat("round_trip.type_", name), requirements,
            [type = type.get()](SuiteContext& suite) {
              MetaData metadata;
              Table t("suite_typed", metadata, Column("a", type), Column("b", type, not_null));
              round_trip(suite, metadata);
            });
}

}  // namespace

void add_round_trip_tests(SuiteTests& tests) {
  using R = Requirement;
  add_type(tests, "small_integer", {}, SmallInteger());
  add_type(tests, "integer", {}, Integer());
  add_type(tests, "big_integer", {}, BigInteger());
  add_type(tests, "float", {}, Float());
  add_type(tests, "double", {}, Double());
  add_type(tests, "numeric", {}, Numeric(12, 3));
  add_type(tests, "string", {}, String(50));
  add_type(tests, "char", {}, CHAR(5));
  add_type(tests, "text", {}, Text());
  add_type(tests, "large_binary", {}, LargeBinary());
  add_type(tests, "boolean", {}, Boolean());
  add_type(tests, "date", {}, Date());
  add_type(tests, "time", {}, Time());
  add_type(tests, "datetime", {}, DateTime());
  add_type(tests, "datetime_with_zone", {}, DateTime({.timezone = true}));
  add_type(tests, "timestamp", {}, TIMESTAMP());
  add_type(tests, "interval", {}, Interval());
  add_type(tests, "uuid", {}, Uuid());
  add_type(tests, "json", {}, JSON());
  add_type(tests, "enum", {}, Enum({"a", "b's"}, {.name = "suite_letters"}));
  add_type(tests, "array", {R::arrays}, ARRAY(Integer()));
  add_type(tests, "nested_array", {R::arrays}, ARRAY(String(10), {.dimensions = 2}));

  tests.add("round_trip.keys_and_constraints", [](SuiteContext& suite) {
    MetaData metadata;
    Table a("suite_a", metadata, Column("x", Integer(), primary_key, autoincrement(false)),
            Column("y", Integer(), primary_key), Column("name", String(30), not_null),
            Column("other", Integer(), unique),
            UniqueConstraint({"name", "other"}, {.name = "suite_uq"}));
    Table b("suite_b", metadata, Column("id", Integer(), primary_key), Column("ax", Integer()),
            Column("ay", Integer()), Column("parent", Integer(), ForeignKey("suite_b.id")),
            ForeignKeyConstraint({"ax", "ay"}, {"suite_a.x", "suite_a.y"},
                                 {.name = "suite_fk", .ondelete = "CASCADE"}));
    if (suite.can(R::check_constraints))
      b.append_constraint(CheckConstraint("ax > 5 AND ay <> 7", {.name = "suite_ck"}));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.named_primary_key", {R::named_primary_keys}, [](SuiteContext& suite) {
    MetaData metadata;
    Table a("suite_a", metadata, Column("x", Integer(), autoincrement(false)),
            Column("y", Integer()), PrimaryKeyConstraint({"y", "x"}, {.name = "suite_pk"}));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.foreign_key_options", {R::foreign_key_onupdate}, [](SuiteContext& suite) {
    MetaData metadata;
    Table a("suite_a", metadata, Column("id", Integer(), primary_key));
    const auto add = [&](std::string name, ForeignKeyOptions options) {
      options.name = "suite_fk_" + name;
      Table("suite_" + name, metadata, Column("id", Integer(), primary_key),
            Column("a", Integer(), ForeignKey("suite_a.id", options)));
    };
    add("cascade", {.onupdate = "CASCADE", .ondelete = "CASCADE"});
    add("set_null", {.onupdate = "SET NULL", .ondelete = "SET NULL"});
    add("restrict", {.onupdate = "RESTRICT", .ondelete = "RESTRICT"});
    if (suite.can(R::deferrable_foreign_keys)) {
      add("deferrable", {.deferrable = true});
      add("deferred", {.deferrable = true, .initially = "DEFERRED"});
    }
    round_trip(suite, metadata);
  });
  tests.add("round_trip.a_cycle_of_foreign_keys", {R::foreign_key_enforced},
            [](SuiteContext& suite) {
              MetaData metadata;
              Table a("suite_a", metadata, Column("id", Integer(), primary_key),
                      Column("b", Integer(), ForeignKey("suite_b.id", {.name = "suite_fk_b"})));
              Table b("suite_b", metadata, Column("id", Integer(), primary_key),
                      Column("a", Integer(), ForeignKey("suite_a.id", {.name = "suite_fk_a"})));
              round_trip(suite, metadata);
            });
  tests.add("round_trip.server_defaults", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_defaults", metadata, Column("id", Integer(), primary_key),
            Column("a", String(40), server_default("it's 'quoted' :x %s")),
            Column("b", Integer(), not_null, server_default(text("7"))),
            Column("c", DateTime(), server_default(func::current_timestamp())),
            Column("d", String(10), server_default("")));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.indexes", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("id", Integer(), primary_key),
            Column("a", Integer(), indexed), Column("b", String(40)), Column("c", Integer()),
            Index("suite_ix_bc", "b", "c"), Index("suite_ux_c", {"c"}, {.unique = true}));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.sorted_indexes", {R::descending_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("a", Integer()), Column("b", Integer()));
    Index desc("suite_ix_desc", {t.c["a"], t.c["b"].desc()}, {});
    if (suite.can(R::nulls_order_of_indexes)) {
      Index first("suite_ix_first", {t.c["a"].nulls_first(), t.c["b"].desc().nulls_last()}, {});
    }
    round_trip(suite, metadata);
  });
  tests.add("round_trip.expression_indexes", {R::expression_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("a", String(20)), Column("n", Integer()));
    Index lower("suite_ix_lower", {t.c["n"], func::lower(t.c["a"])}, {});
    Index sum("suite_ix_sum", {t.c["n"] + 1}, {.unique = true});
    round_trip(suite, metadata);
  });
  tests.add("round_trip.partial_indexes", {R::partial_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_indexed", metadata, Column("a", String(20)), Column("n", Integer()));
    Index partial("suite_ix_partial", {t.c["n"]},
                  {.dialect = {{"sqlite_where", t.c["a"] == "it's"},
                               {"postgresql_where", t.c["a"] == "it's"}}});
    round_trip(suite, metadata);
  });
  tests.add("round_trip.computed", {R::computed_columns}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_computed", metadata, Column("id", Integer(), primary_key),
            Column("a", Integer()),
            Column("b", Integer(), Computed("a * 2", suite.can(R::stored_computed_columns))));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.identity", {R::identity_columns}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_always", metadata,
            Column("id", Integer(), primary_key, Identity({.always = true})));
    Table u("suite_by_default", metadata, Column("n", Integer()),
            Column("id", BigInteger(), Identity({.start = 5, .increment = 2, .cycle = true})));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.comments", {R::comments}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_commented", metadata, {.comment = "it's a 表"},
            Column("n", Integer(), comment("'n' 好")));
    round_trip(suite, metadata);
  });
  tests.add("round_trip.names_beyond_ascii", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_表", metadata, Column("编号", Integer(), primary_key),
            Column("名 字", String(20), server_default("世界😀")),
            Index("suite_索引", {"名 字"}, {}));
    round_trip(suite, metadata);
  });
}

}  // namespace cupel::testing
