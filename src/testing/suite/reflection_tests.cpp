#include <algorithm>

#include "testing/suite/context.hpp"

namespace cupel::testing {

namespace {

using Names = std::vector<std::string>;

/// An author has books, in the usual shape.
struct Library {
  explicit Library(SuiteContext& suite) : engine(suite.engine), inspector(inspect(suite.engine)) {
    metadata.create_all(engine);
  }

  Engine engine;
  MetaData metadata;
  Table author{"suite_author",
               metadata,
               Column("id", Integer(), primary_key),
               Column("name", String(40), not_null),
               Column("code", String(10)),
               UniqueConstraint({"name", "code"}, {.name = "suite_uq_author"})};
  Table book{"suite_book",
             metadata,
             Column("id", Integer(), primary_key),
             Column("author_id", Integer(), not_null),
             Column("title", String(100), server_default("untitled")),
             Column("price", Numeric(8, 2)),
             ForeignKeyConstraint({"author_id"}, {"suite_author.id"},
                                  {.name = "suite_fk_author", .ondelete = "CASCADE"}),
             Index("suite_ix_title", "title"),
             Index("suite_ix_price", {"price", "title"}, {.unique = true})};
  Inspector inspector;
};

const ReflectedIndex& index_named(const std::vector<ReflectedIndex>& all, std::string_view name) {
  for (const ReflectedIndex& i : all)
    if (i.name == name) return i;
  throw SuiteFailure(str_cat("there is no index ", name));
}

Names column_names(const ReflectedIndex& index) {
  Names out;
  for (const auto& c : index.columns) out.push_back(c.value_or("(expression)"));
  return out;
}

template <class T>
const T& only(const std::vector<T>& all, std::string_view what) {
  expect_equal(all.size(), std::size_t{1}, what);
  return all.front();
}

void execute(Engine& engine, std::string_view sql) {
  engine.begin([&](Connection& c) { c.execute(text(sql)); });
}

void add_one_table_tests(SuiteTests& tests) {
  using R = Requirement;
  tests.add("reflection.has", [](SuiteContext& suite) {
    Library l(suite);
    expect(l.inspector.has_table("suite_book"), "has_table of a table");
    expect(!l.inspector.has_table("suite_boo"), "has_table of none");
    expect(l.inspector.has_index("suite_book", "suite_ix_title"), "has_index of an index");
    expect(!l.inspector.has_index("suite_book", "suite_ix_none"), "has_index of none");
    expect(!l.inspector.has_index("suite_boo", "suite_ix_title"), "has_index of no table");
    const auto many = l.inspector.has_multi_table({"suite_book", "suite_boo"});
    expect(many.at("suite_book") && !many.at("suite_boo"), "has_multi_table");
  });
  tests.add("reflection.table_names", [](SuiteContext& suite) {
    Library l(suite);
    Names ours;
    for (const std::string& name : l.inspector.get_table_names())
      if (name.starts_with("suite_")) ours.push_back(name);
    expect_equal(ours, Names{"suite_author", "suite_book"}, "names of tables");
  });
  tests.add("reflection.schema_names", [](SuiteContext& suite) {
    Library l(suite);
    expect(!l.inspector.get_schema_names().empty(), "no schema has a name");
    expect(!l.inspector.has_schema("suite_no_schema"), "a schema that is not there");
  });
  tests.add("reflection.columns", [](SuiteContext& suite) {
    Library l(suite);
    const auto columns = l.inspector.get_columns("suite_book");
    Names names;
    for (const ReflectedColumn& c : columns) names.push_back(c.name);
    expect_equal(names, Names{"id", "author_id", "title", "price"}, "names in order");
    expect(!columns[1].nullable && columns[2].nullable, "nullable");
    expect(columns[2].default_.has_value() &&
               columns[2].default_->find("untitled") != std::string::npos,
           "the default of title");
    expect(!columns[3].default_, "price has no default");
    expect_equal(columns[1].type->type_affinity() == TypeAffinity::integer, true, "an integer");
    const auto* title = dynamic_cast<const cupel::detail::StringBase*>(columns[2].type.get());
    expect(title != nullptr, "title is a text");
    expect_equal(title->length(), std::optional<int>(100), "its length");
    const auto* price = dynamic_cast<const Numeric*>(columns[3].type.get());
    expect(price != nullptr, "price is a number");
    expect_equal(price->precision(), std::optional<int>(8), "its precision");
    expect_equal(price->scale(), std::optional<int>(2), "its scale");
  });
  tests.add("reflection.no_such_table", [](SuiteContext& suite) {
    Inspector inspector = inspect(suite.engine);
    expect_throw<NoSuchTableError>([&] { (void)inspector.get_columns("suite_none"); }, "columns");
    expect_throw<NoSuchTableError>([&] { (void)inspector.get_indexes("suite_none"); }, "indexes");
    MetaData metadata;
    expect_throw<NoSuchTableError>(
        [&] { Table("suite_none", metadata, {.autoload_with = suite.engine}); }, "autoload");
    expect(metadata.tables().empty(), "a table that could not be read stays away");
  });
  tests.add("reflection.primary_key", [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_key", metadata, Column("a", Integer(), autoincrement(false)),
            Column("b", Integer(), not_null), Column("c", Integer()),
            PrimaryKeyConstraint({"b", "a"}, {.name = "suite_pk"}));
    Table none("suite_keyless", metadata, Column("a", Integer()));
    metadata.create_all(suite.engine);
    Inspector inspector = inspect(suite.engine);
    const ReflectedConstraint key = inspector.get_pk_constraint("suite_key");
    expect_equal(key.columns, Names{"b", "a"}, "the columns in the key's order");
    if (suite.can(R::named_primary_keys)) expect_equal(key.name, std::string("suite_pk"), "name");
    expect(inspector.get_pk_constraint("suite_keyless").columns.empty(), "no key");
  });
  tests.add("reflection.foreign_keys", [](SuiteContext& suite) {
    Library l(suite);
    const auto keys = l.inspector.get_foreign_keys("suite_book");
    const ReflectedForeignKey& key = only(keys, "foreign keys");
    expect_equal(key.name, std::string("suite_fk_author"), "name");
    expect_equal(key.constrained_columns, Names{"author_id"}, "columns");
    expect_equal(key.referred_table, std::string("suite_author"), "table");
    expect_equal(key.referred_schema, std::string(), "schema");
    expect_equal(key.referred_columns, Names{"id"}, "columns referred to");
    expect_equal(key.ondelete, std::string("CASCADE"), "ON DELETE");
    expect_equal(key.onupdate, std::string(), "ON UPDATE");
  });
  tests.add("reflection.composite_foreign_key", [](SuiteContext& suite) {
    MetaData metadata;
    Table a("suite_pair", metadata, Column("x", Integer(), primary_key, autoincrement(false)),
            Column("y", Integer(), primary_key));
    Table b("suite_pair_user", metadata, Column("id", Integer(), primary_key),
            Column("py", Integer()), Column("px", Integer()),
            ForeignKeyConstraint({"px", "py"}, {"suite_pair.x", "suite_pair.y"},
                                 {.name = "suite_fk_pair"}));
    metadata.create_all(suite.engine);
    const auto keys = inspect(suite.engine).get_foreign_keys("suite_pair_user");
    expect_equal(only(keys, "foreign keys").constrained_columns, Names{"px", "py"}, "columns");
    expect_equal(keys[0].referred_columns, Names{"x", "y"}, "columns referred to");
  });
  tests.add("reflection.foreign_key_options", {R::foreign_key_onupdate, R::deferrable_foreign_keys},
            [](SuiteContext& suite) {
              MetaData metadata;
              Table a("suite_target", metadata, Column("id", Integer(), primary_key));
              Table b("suite_source", metadata, Column("id", Integer(), primary_key),
                      Column("a", Integer(),
                             ForeignKey("suite_target.id", {.onupdate = "CASCADE",
                                                            .ondelete = "SET NULL",
                                                            .deferrable = true,
                                                            .initially = "DEFERRED"})));
              metadata.create_all(suite.engine);
              const auto keys = inspect(suite.engine).get_foreign_keys("suite_source");
              const ReflectedForeignKey& key = only(keys, "foreign keys");
              expect_equal(key.onupdate, std::string("CASCADE"), "ON UPDATE");
              expect_equal(key.ondelete, std::string("SET NULL"), "ON DELETE");
              expect_equal(key.deferrable, std::optional<bool>(true), "DEFERRABLE");
              expect_equal(key.initially, std::string("DEFERRED"), "INITIALLY");
            });
  tests.add("reflection.unique_constraints", [](SuiteContext& suite) {
    Library l(suite);
    const auto found = l.inspector.get_unique_constraints("suite_author");
    const ReflectedConstraint& c = only(found, "unique constraints");
    expect_equal(c.name, std::string("suite_uq_author"), "name");
    expect_equal(c.columns, Names{"name", "code"}, "columns");
  });
  tests.add("reflection.indexes", [](SuiteContext& suite) {
    Library l(suite);
    const auto found = l.inspector.get_indexes("suite_book");
    const ReflectedIndex& title = index_named(found, "suite_ix_title");
    expect_equal(column_names(title), Names{"title"}, "columns");
    expect(!title.unique, "not unique");
    const ReflectedIndex& price = index_named(found, "suite_ix_price");
    expect_equal(column_names(price), Names{"price", "title"}, "columns in order");
    expect(price.unique, "unique");
  });
  tests.add("reflection.check_constraints", {R::check_constraints}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_checked", metadata, Column("n", Integer()), Column("s", String(20)),
            CheckConstraint("n > 5", {.name = "suite_ck_n"}),
            CheckConstraint("s <> 'it''s (a) trap'", {.name = "suite_ck_s"}));
    metadata.create_all(suite.engine);
    const auto found = inspect(suite.engine).get_check_constraints("suite_checked");
    expect_equal(found.size(), std::size_t{2}, "constraints");
    expect_equal(found[0].name, std::string("suite_ck_n"), "name");
    expect(found[0].sqltext.find('5') != std::string::npos, found[0].sqltext);
    expect(found[1].sqltext.find("(a) trap") != std::string::npos, found[1].sqltext);
  });
  tests.add("reflection.comments", {R::comments}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_commented", metadata, {.comment = "it's a 表"},
            Column("n", Integer(), comment("the 'number' 好")), Column("m", Integer()));
    metadata.create_all(suite.engine);
    Inspector inspector = inspect(suite.engine);
    expect_equal(inspector.get_table_comment("suite_commented"),
                 std::optional<std::string>("it's a 表"), "the table's");
    const auto columns = inspector.get_columns("suite_commented");
    expect_equal(columns[0].comment, std::optional<std::string>("the 'number' 好"), "a column's");
    expect(!columns[1].comment, "a column without one");
  });
  tests.add("reflection.computed", {R::computed_columns}, [](SuiteContext& suite) {
    MetaData metadata;
    const bool stored = suite.can(R::stored_computed_columns);
    Table t("suite_computed", metadata, Column("n", Integer()),
            Column("m", Integer(), Computed("n * 2", stored)));
    metadata.create_all(suite.engine);
    const auto columns = inspect(suite.engine).get_columns("suite_computed");
    expect(!columns[0].computed, "n is given");
    expect(columns[1].computed.has_value(), "m is computed");
    expect(columns[1].computed->sqltext.find("* 2") != std::string::npos,
           columns[1].computed->sqltext);
    expect_equal(columns[1].computed->persisted, std::optional<bool>(stored), "stored");
    expect(!columns[1].default_, "what is computed is no default");
  });
  tests.add("reflection.identity", {R::identity_columns}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_identity", metadata,
            Column("id", BigInteger(), primary_key,
                   Identity({.always = true, .start = 42, .increment = 3})),
            Column("n", Integer()));
    metadata.create_all(suite.engine);
    const auto columns = inspect(suite.engine).get_columns("suite_identity");
    expect(columns[0].identity.has_value(), "an identity column");
    expect(columns[0].identity->always, "ALWAYS");
    if (suite.can(R::identity_options)) {
      expect_equal(columns[0].identity->start, std::optional<std::int64_t>(42), "START");
      expect_equal(columns[0].identity->increment, std::optional<std::int64_t>(3), "INCREMENT");
    }
    expect(!columns[1].identity, "another column");
  });
  tests.add("reflection.enum_by_name", {R::named_enums}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_moods", metadata,
            Column("m", Enum({"sad", "ok", "好"}, {.name = "suite_mood"})));
    metadata.create_all(suite.engine);
    metadata.create_all(suite.engine);
    Inspector inspector = inspect(suite.engine);
    const auto columns = inspector.get_columns("suite_moods");
    const auto* type = dynamic_cast<const Enum*>(columns[0].type.get());
    expect(type != nullptr, "the column's type is an enum");
    expect_equal(type->labels(), Names{"sad", "ok", "好"}, "its labels in order");
    const auto enums = inspector.get_enums();
    expect_equal(only(enums, "enums").name, std::string("suite_mood"), "its name");
    expect_equal(enums[0].labels, Names{"sad", "ok", "好"}, "its labels");
  });
  tests.add("reflection.enum_of_labels", {R::enums_of_labels}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_moods", metadata, Column("m", Enum({"sad", "it's", "好,"}, {.name = "x"})));
    metadata.create_all(suite.engine);
    const auto columns = inspect(suite.engine).get_columns("suite_moods");
    const auto* type = dynamic_cast<const Enum*>(columns[0].type.get());
    expect(type != nullptr, "the column's type is an enum");
    expect_equal(type->labels(), Names{"sad", "it's", "好,"}, "its labels");
  });
}

void add_index_tests(SuiteTests& tests) {
  using R = Requirement;
  tests.add("reflection.partial_index", {R::partial_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_partial", metadata, Column("n", Integer()),
            Index("suite_ix_partial", {"n"},
                  {.dialect = {{"sqlite_where", "n > 5"}, {"postgresql_where", "n > 5"}}}));
    metadata.create_all(suite.engine);
    const auto found = inspect(suite.engine).get_indexes("suite_partial");
    const ReflectedIndex& index = index_named(found, "suite_ix_partial");
    const OptionValue* where = index.dialect_options.find(suite.engine.dialect().name(), "where");
    expect(where && where->text(), "the condition");
    expect_equal(*where->text(), std::string("n > 5"), "the condition");
  });
  tests.add("reflection.expression_index", {R::expression_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_lower", metadata, Column("a", String(20)), Column("b", String(20)));
    Index index("suite_ix_lower", {t.c["b"], func::lower(t.c["a"])}, {});
    metadata.create_all(suite.engine);
    const auto found = inspect(suite.engine).get_indexes("suite_lower");
    const ReflectedIndex& read = index_named(found, "suite_ix_lower");
    expect_equal(column_names(read), Names{"b", "(expression)"}, "columns");
    expect_equal(read.expressions.size(), std::size_t{2}, "expressions");
    expect(read.expressions[1].find("lower(") != std::string::npos, read.expressions[1]);
  });
  tests.add("reflection.descending_index", {R::descending_indexes}, [](SuiteContext& suite) {
    MetaData metadata;
    Table t("suite_desc", metadata, Column("a", Integer()), Column("b", Integer()));
    Index index("suite_ix_desc", {t.c["a"], t.c["b"].desc()}, {});
    metadata.create_all(suite.engine);
    const auto found = inspect(suite.engine).get_indexes("suite_desc");
    const auto& sorting = index_named(found, "suite_ix_desc").column_sorting;
    expect_equal(only(sorting, "sorted columns").first, std::string("b"), "the column");
    expect_equal(sorting[0].second, Names{"desc"}, "its order");
  });
}

void add_other_object_tests(SuiteTests& tests) {
  using R = Requirement;
  tests.add("reflection.views", {R::views}, [](SuiteContext& suite) {
    Library l(suite);
    execute(suite.engine, "CREATE VIEW suite_titles AS SELECT id, title FROM suite_book");
    Inspector inspector = inspect(suite.engine);
    const Names views = inspector.get_view_names();
    expect(std::find(views.begin(), views.end(), "suite_titles") != views.end(), "its name");
    const Names tables = inspector.get_table_names();
    expect(std::find(tables.begin(), tables.end(), "suite_titles") == tables.end(),
           "a view is no table");
    expect(inspector.has_table("suite_titles"), "has_table of a view");
    expect_equal(inspector.get_columns("suite_titles").size(), std::size_t{2}, "its columns");
    expect(inspector.get_view_definition("suite_titles").find("title") != std::string::npos,
           "its definition");
    expect_throw<NoSuchTableError>([&] { (void)inspector.get_view_definition("suite_none"); },
                                   "the definition of no view");
    MetaData metadata;
    metadata.reflect(suite.engine, {.views = true, .only = Names{"suite_titles"}});
    Connection c = suite.engine.connect();
    expect(c.execute(select(metadata.table("suite_titles"))).all().empty(), "a select from it");
  });
  tests.add("reflection.materialized_views", {R::materialized_views}, [](SuiteContext& suite) {
    Library l(suite);
    execute(suite.engine,
            "CREATE MATERIALIZED VIEW suite_kept AS SELECT id, title FROM suite_book");
    Inspector inspector = inspect(suite.engine);
    expect_equal(inspector.get_materialized_view_names(), Names{"suite_kept"}, "its name");
    expect_equal(inspector.get_columns("suite_kept").size(), std::size_t{2}, "its columns");
  });
  tests.add("reflection.temporary_tables", {R::temporary_tables}, [](SuiteContext& suite) {
    Connection c = suite.engine.connect();
    c.execute(text("CREATE TEMPORARY TABLE suite_passing (id INTEGER)"));
    Inspector inspector = inspect(c);
    expect_equal(inspector.get_temp_table_names(), Names{"suite_passing"}, "its name");
    const Names tables = inspector.get_table_names();
    expect(std::find(tables.begin(), tables.end(), "suite_passing") == tables.end(),
           "a temporary table is not among the others");
    expect(inspector.has_table("suite_passing"), "has_table of it");
    c.execute(text("DROP TABLE suite_passing"));
    c.commit();
  });
  tests.add("reflection.sequences", {R::sequences}, [](SuiteContext& suite) {
    MetaData metadata;
    Sequence sequence("suite_seq", metadata, {.start = 5});
    metadata.create_all(suite.engine);
    metadata.create_all(suite.engine);
    Inspector inspector = inspect(suite.engine);
    expect(inspector.has_sequence("suite_seq"), "has_sequence");
    expect(!inspector.has_sequence("suite_none"), "has_sequence of none");
    expect_equal(inspector.get_sequence_names(), Names{"suite_seq"}, "names");
    const Names tables = inspector.get_table_names();
    expect(std::find(tables.begin(), tables.end(), "suite_seq") == tables.end(),
           "a sequence is no table");
  });
}

/// Statements that an engine sends while `work` runs.
template <class F>
std::size_t statements_of(Engine& engine, F&& work) {
  std::size_t count = 0;
  ListenHandle hook = listen(engine, events::before_cursor_execute,
                             [&](Connection&, std::string&, Parameters&) { ++count; });
  work();
  hook.remove();
  return count;
}

void add_many_table_tests(SuiteTests& tests) {
  tests.add("reflection.many_tables_at_a_constant_cost", [](SuiteContext& suite) {
    MetaData metadata;
    const auto add = [&](int n) {
      Table(str_cat("suite_many_", n), metadata, Column("id", Integer(), primary_key),
            Column("other", Integer(),
                   ForeignKey(n == 0 ? "suite_many_0.id" : str_cat("suite_many_", n - 1, ".id"))),
            Column("name", String(20), indexed), CheckConstraint("name <> ''"));
    };
    const auto cost = [&] {
      std::size_t tables = 0;
      const std::size_t statements = statements_of(suite.engine, [&] {
        MetaData read;
        read.reflect(suite.engine);
        tables = read.tables().size();
      });
      return std::pair(tables, statements);
    };
    add(0);
    metadata.create_all(suite.engine);
    const auto [one, few] = cost();
    for (int n = 1; n < 12; ++n) add(n);
    metadata.create_all(suite.engine);
    const auto [twelve, many] = cost();
    expect_equal(twelve, one + 11, "tables");
    expect_equal(many, few, "statements for twelve tables");
  });
  tests.add("reflection.multi", [](SuiteContext& suite) {
    Library l(suite);
    const MultiOptions both{.filter_names = Names{"suite_book", "suite_author", "suite_none"}};
    const auto columns = l.inspector.get_multi_columns(both);
    expect_equal(columns.size(), std::size_t{2}, "tables");
    expect_equal(columns[0].first.second, std::string("suite_author"), "sorted by name");
    expect_equal(columns[1].second.size(), std::size_t{4}, "columns of the second");
    expect_equal(l.inspector.get_multi_pk_constraint(both)[0].second.columns, Names{"id"}, "keys");
    expect_equal(l.inspector.get_multi_foreign_keys(both)[1].second.size(), std::size_t{1},
                 "foreign keys");
    expect(l.inspector.get_multi_indexes(both)[1].second.size() >= 2, "indexes");
  });
  tests.add("reflection.sorted_by_dependency", [](SuiteContext& suite) {
    Library l(suite);
    std::vector<std::string> order;
    for (const SortedTable& t : l.inspector.get_sorted_table_and_fkc_names())
      if (t.table && t.table->starts_with("suite_")) order.push_back(*t.table);
    expect_equal(order, Names{"suite_author", "suite_book"}, "order");
  });
  tests.add("reflection.autoload", [](SuiteContext& suite) {
    Library l(suite);
    MetaData metadata;
    Table book("suite_book", metadata, {.autoload_with = suite.engine});
    expect_equal(book.c.keys(), Names{"id", "author_id", "title", "price"}, "columns");
    expect(metadata.contains("suite_author"), "the table it refers to came along");
    expect(book.c["author_id"].references(metadata.table("suite_author").c["id"]),
           "the foreign key leads there");
    Connection c = suite.engine.connect();
    c.execute(insert(metadata.table("suite_author")).values({{"id", 1}, {"name", "Ada"}}));
    const Value key = c.execute(insert(book).values({{"author_id", 1}})).inserted_primary_key()[0];
    expect_equal(c.execute(select(book.c["title"]).where(book.c["id"] == key)).scalar(),
                 Value("untitled"), "a row through the table that was read");
    Table again("suite_book", metadata, {.autoload_with = suite.engine});
    expect(again == book, "a known table is not read again");
  });
  tests.add("reflection.autoload_overridden", [](SuiteContext& suite) {
    Library l(suite);
    MetaData metadata;
    Table book("suite_book", metadata, {.autoload_with = suite.engine, .resolve_fks = false},
               Column("title", Text(), column_key("heading")), Column("extra", Integer()));
    expect_equal(book.c.keys(), Names{"id", "author_id", "heading", "price", "extra"}, "columns");
    expect(book.c["heading"].schema_column().type()->kind() == TypeKind::text, "the given type");
    expect(!metadata.contains("suite_author"), "resolve_fks = false reads no other table");
  });
  tests.add("reflection.column_reflect_event", [](SuiteContext& suite) {
    Library l(suite);
    MetaData metadata;
    listen(metadata, events::column_reflect,
           [](const ColumnReflectContext& context, ReflectedColumn& column) {
             if (context.table == "suite_book" && column.name == "title") {
               column.key = "heading";
               column.type = make_ptr<Text>();
             }
           });
    Table book("suite_book", metadata, {.autoload_with = suite.engine});
    expect(book.c.contains("heading") && !book.c.contains("title"), "the key was changed");
    expect(std::any_of(book.indexes().begin(), book.indexes().end(),
                       [](const Index& i) { return i.name().text() == "suite_ix_title"; }),
           "its index follows the key");
  });
  tests.add("reflection.metadata", [](SuiteContext& suite) {
    Library l(suite);
    MetaData metadata;
    metadata.reflect(suite.engine, {.only = Names{"suite_book"}});
    expect(metadata.contains("suite_book") && metadata.contains("suite_author"), "tables");
    expect_throw<InvalidRequestError>(
        [&] { metadata.reflect(suite.engine, {.only = Names{"suite_none"}}); }, "no such table");
    Table author = metadata.table("suite_author");
    execute(suite.engine, "ALTER TABLE suite_author ADD COLUMN born INTEGER");
    metadata.reflect(suite.engine, {.only = Names{"suite_author"}});
    expect(!author.c.contains("born"), "a known table stays as it is");
    metadata.reflect(suite.engine, {.only = Names{"suite_author"}, .extend_existing = true});
    expect(author.c.contains("born"), "unless it is to be extended");
  });
}

}  // namespace

void add_reflection_tests(SuiteTests& tests) {
  add_one_table_tests(tests);
  add_index_tests(tests);
  add_other_object_tests(tests);
  add_many_table_tests(tests);
}

}  // namespace cupel::testing
