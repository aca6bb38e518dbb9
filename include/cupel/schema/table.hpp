#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/check_first.hpp>
#include <cupel/schema/column.hpp>
#include <cupel/schema/constraint.hpp>
#include <cupel/schema/ddl_events.hpp>
#include <cupel/schema/dialect_options.hpp>
#include <cupel/schema/foreign_key.hpp>
#include <cupel/schema/index.hpp>
#include <cupel/schema/metadata.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/util/info_map.hpp>
#include <cupel/util/text_word.hpp>

namespace cupel {

/// What a table may be told beyond its columns and constraints:
/// `Table("t", metadata, {.schema = "s", .comment = "..."}, Column(...), ...)`.
struct TableOptions {
  std::optional<std::string> schema =
      {};  ///< default: that of the metadata; "" for none (BLANK_SCHEMA)
  std::optional<bool> quote = {};
  std::optional<bool> quote_schema = {};
  std::optional<std::string> comment = {};
  std::vector<std::string> prefixes = {};  ///< CREATE <prefix> TABLE: {"TEMPORARY"}
  bool implicit_returning = true;          ///< an INSERT may fetch generated keys by RETURNING
  bool extend_existing = false;            ///< add to a table of that name that is there already
  bool keep_existing = false;              ///< take the table that is there, ignore the arguments
  bool must_exist = false;                 ///< there has to be such a table
  /// The table is read from there first: `{.autoload_with = engine}`. Columns that are given too
  /// stand in for those that were read. NoSuchTableError when it is not there.
  AutoloadBind autoload_with = {};
  bool autoload_replace = true;  ///< with extend_existing: columns that are there are replaced
  bool resolve_fks = true;       ///< the tables it refers to are read too
  /// Of the columns that are read only these; nullopt: all. Keys, constraints and indexes on others
  /// are left out.
  std::optional<std::vector<std::string>> include_columns = {};
  std::vector<std::string> exclude_columns = {};  ///< of the columns that are read, not these
  /// Attaches listeners before anything is read: `[](DdlEvents& e) { e.column_reflect.listen(f);
  /// }`. Called once for what is read and once for the table.
  std::function<void(DdlEvents&)> listeners = {};
  DialectOptions dialect = {};  ///< {{"sqlite_with_rowid", false}, {"mysql_engine", "InnoDB"}}
};

namespace detail {
struct TableArguments;
}

/// Makes the statement that stands for CREATE TABLE or DROP TABLE of a table.
using TableDdl = std::function<ElementPtr(const Table&)>;

/// The node of a table; see Table. Owned by its metadata.
class SchemaTable final : public TableClause {
 public:
  ~SchemaTable() override;

  bool is_schema_table() const noexcept override { return true; }

  [[nodiscard]] MetaDataNode& metadata() const noexcept { return *metadata_; }
  /// "schema.name", the key in the metadata.
  [[nodiscard]] const std::string& key() const noexcept { return key_; }
  [[nodiscard]] const std::optional<std::string>& comment() const noexcept {
    return options_.comment;
  }
  [[nodiscard]] const TableOptions& options() const noexcept { return options_; }
  [[nodiscard]] const DialectOptions& dialect_options() const noexcept { return options_.dialect; }

  /// In order of declaration.
  [[nodiscard]] std::span<const SchemaColumn* const> schema_columns() const noexcept;
  /// Null when there is none under this key.
  [[nodiscard]] const SchemaColumn* find_schema_column(std::string_view key) const noexcept;
  /// Throws NoSuchColumnError, with a proposal.
  [[nodiscard]] const SchemaColumn& schema_column(std::string_view key) const;

  /// Every table has one, without columns if nothing is a key.
  [[nodiscard]] const PrimaryKeyConstraint& primary_key() const noexcept { return *primary_key_; }
  /// In the order in which DDL renders them: the primary key, then as they were declared.
  [[nodiscard]] std::vector<const Constraint*> constraints() const;
  [[nodiscard]] std::vector<const ForeignKeyConstraint*> foreign_key_constraints() const;
  /// Of all columns, in their order.
  [[nodiscard]] std::vector<const ForeignKey*> foreign_keys() const;
  [[nodiscard]] std::span<const Index> indexes() const noexcept;
  [[nodiscard]] const SchemaColumn* autoincrement_column() const {
    return primary_key_->autoincrement_column();
  }
  [[nodiscard]] std::span<const SchemaTable* const> extra_dependencies() const noexcept;
  [[nodiscard]] DdlEvents& events() const noexcept { return events_; }
  [[nodiscard]] InfoMap& info() const noexcept { return info_; }
  /// Empty: CreateTable, DropTable.
  [[nodiscard]] const TableDdl& creator_ddl() const noexcept { return creator_ddl_; }
  [[nodiscard]] const TableDdl& dropper_ddl() const noexcept { return dropper_ddl_; }

 private:
  friend class Index;
  friend class MetaDataNode;
  friend class Table;
  friend class TableReflection;

  SchemaTable(MetaDataNode& metadata, std::string_view name, TableOptions options);
  [[noreturn]] void throw_no_column(std::string_view key) const;

  const ClauseElement* owner() const noexcept override;

  /// Adds all that a declaration gave; throws with the table half built.
  void build(detail::TableArguments& arguments);
  /// For extend_existing: as build(), columns of the same key are replaced.
  void extend(detail::TableArguments& arguments);
  void add_column(const Ptr<SchemaColumn>& column, bool replace_existing);
  /// Moves a column among those of the table.
  void move_column(const SchemaColumn& column, std::size_t index);
  /// Adds what the flags, type and foreign keys of a column bring along.
  void add_items_of(SchemaColumn& column);
  void add_type_constraint(SchemaColumn& column);
  void add_constraint(Ptr<Constraint> constraint);
  void add_index(Index index);
  void set_primary_key(Ptr<PrimaryKeyConstraint> key);
  /// Takes the columns' flags into the primary key, and names it.
  void refresh_primary_key();
  SchemaColumn& mutable_column(const SchemaColumn& column) const noexcept;

  MetaDataNode* metadata_;
  std::string key_;
  TableOptions options_;
  std::vector<const SchemaColumn*> columns_;
  Ptr<PrimaryKeyConstraint> primary_key_;
  std::vector<Ptr<Constraint>> constraints_;
  std::vector<Index> indexes_;
  std::vector<const SchemaTable*> extra_dependencies_;
  mutable DdlEvents events_;
  mutable InfoMap info_;
  TableDdl creator_ddl_;
  TableDdl dropper_ddl_;
};

/// `table` as the node of a Table; null for an alias, subquery or light table.
[[nodiscard]] const SchemaTable* as_schema_table(const ClauseElement& table) noexcept;

/// The columns of a Table by key, in order: what `users.c` is.
class TableColumns {
 public:
  class iterator {
   public:
    using value_type = Column;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using reference = Column;
    using pointer = void;
    explicit iterator(const SchemaColumn* const* at) : at_(at) {}
    Column operator*() const { return Column(**at_); }
    iterator& operator++() {
      ++at_;
      return *this;
    }
    iterator operator++(int) { return iterator(at_++); }
    friend bool operator==(const iterator&, const iterator&) = default;

   private:
    const SchemaColumn* const* at_;
  };

  /// The column under `key`. Throws NoSuchColumnError, with a proposal.
  [[nodiscard]] Column operator[](std::string_view key) const {
    return column(key, text_word(key));
  }
  [[nodiscard]] bool contains(std::string_view key) const noexcept;
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] std::size_t size() const noexcept { return table_->schema_columns().size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] iterator begin() const { return iterator(table_->schema_columns().data()); }
  [[nodiscard]] iterator end() const { return iterator(table_->schema_columns().data() + size()); }

 private:
  friend class Table;
  explicit TableColumns(const SchemaTable* table) noexcept : table_(table) {}
  [[nodiscard]] Column column(std::string_view key, std::uint64_t word) const;

  const SchemaTable* table_;
};

namespace detail {

/// Collects the arguments of Table, whatever their order.
struct TableArguments {
  std::vector<Ptr<SchemaColumn>> columns;
  std::vector<Ptr<Constraint>> constraints;
  std::vector<Index> indexes;
  TableOptions options;

  TableArguments();
  TableArguments(const TableArguments& other);
  TableArguments(TableArguments&& other) noexcept;
  ~TableArguments();

  [[nodiscard]] bool empty() const noexcept {
    return columns.empty() && constraints.empty() && indexes.empty();
  }
  void add(const Column& column);
  void add(const Constraint& constraint);
  void add(const Index& index);
  void add(const DialectArgument& option);
  /// What a program has collected: a list of columns, or arguments of several kinds.
  template <class Item>
  void add(const std::vector<Item>& items) {
    for (const Item& item : items) add(item);
  }
  void add(const TableArguments& more);
};

template <class T>
concept TableArgument = requires(TableArguments& a, const T& argument) { a.add(argument); };

}  // namespace detail

/// A table of a MetaData: a FROM element of statements, and a thing that can be created.
///
///     Table users("users", metadata,
///         Column("id", Integer(), primary_key),
///         Column("name", String(50), not_null, unique),
///         Index("ix_users_name", "name"));
///
/// A handle: copies mean the same table, which its metadata owns and which is identified by its
/// address. Lifetime: a handle, and every statement that mentions the table or one of its columns,
/// keeps the metadata alive with all its tables.
/// Thread safety: tables are built by one thread; after that they may be read by all.
class Table : public FromExpr {
 public:
  /// Declares a table. With a name that `metadata` already holds and without columns it is that
  /// table; with columns that is an InvalidRequestError, unless the options say otherwise.
  /// Throws ArgumentError, DuplicateColumnError, ConstraintColumnNotFoundError; the metadata is
  /// then as it was before.
  template <class... Args>
  Table(std::string_view name, const MetaData& metadata, const Args&... args)
      : Table(name, metadata, TableOptions{}, args...) {}
  template <class... Args>
  Table(std::string_view name, const MetaData& metadata, TableOptions options, const Args&... args)
      : Table(name, metadata, collect(std::move(options), args...)) {}
  explicit Table(const SchemaTable& node);

  /// The columns by key.
  TableColumns c;

  [[nodiscard]] const SchemaTable& schema_table() const noexcept;
  const SchemaTable* operator->() const noexcept { return &schema_table(); }

  [[nodiscard]] const std::string& name() const noexcept { return schema_table().name().text(); }
  /// "" for none.
  [[nodiscard]] const std::string& schema() const noexcept {
    return schema_table().schema().text();
  }
  /// "schema.name"
  [[nodiscard]] const std::string& fullname() const noexcept { return schema_table().key(); }
  [[nodiscard]] MetaData metadata() const;
  [[nodiscard]] const PrimaryKeyConstraint& primary_key() const noexcept {
    return schema_table().primary_key();
  }
  [[nodiscard]] std::vector<const ForeignKey*> foreign_keys() const {
    return schema_table().foreign_keys();
  }
  [[nodiscard]] std::vector<const Constraint*> constraints() const {
    return schema_table().constraints();
  }
  [[nodiscard]] std::span<const Index> indexes() const noexcept;

  /// Adds a column later. Throws DuplicateColumnError for a key that is there, unless
  /// `replace_existing`; on a throw the table is as it was.
  void append_column(const Column& column, bool replace_existing = false);
  /// Adds a column so that it is the one at `index`; at the end when there are fewer. A column that
  /// it replaces moves there. Throws as append_column().
  void insert_column(const Column& column, std::size_t index, bool replace_existing = false);
  /// Adds a constraint or index later; the table keeps a copy of it.
  void append_constraint(const Constraint& constraint);
  void append_index(const Index& index);
  /// Says that this table is created after `other`, without a foreign key.
  void add_is_dependent_on(const Table& other);
  /// A copy in another metadata, or under another name or schema.
  /// Foreign keys to tables of this table's own schema follow it into the new one.
  Table to_metadata(const MetaData& target, std::optional<std::string> schema = std::nullopt,
                    std::optional<std::string> name = std::nullopt) const;

  /// CREATE TABLE with all that belongs to it, on an engine, a connection or a SchemaExecutor.
  /// By default only its named types are looked for first.
  template <SchemaBind Bind>
  void create(Bind& bind, CheckFirst checkfirst = CheckFirst::types) const {
    detail::on_executor(bind, [&](SchemaExecutor& e) { create_on(e, checkfirst); });
  }
  template <SchemaBind Bind>
  void drop(Bind& bind, CheckFirst checkfirst = CheckFirst::none) const {
    detail::on_executor(bind, [&](SchemaExecutor& e) { drop_on(e, checkfirst); });
  }

  /// Says which statement create() and create_all() send in place of CREATE TABLE:
  /// `t.set_creator_ddl([](const Table& t) { return CreateTable(t, {.if_not_exists = true}); })`.
  /// A copy by to_metadata() makes its own by the same function, which must not hold the table.
  template <std::invocable<const Table&> F>
  void set_creator_ddl(F make) {
    set_ddl([make = std::move(make)](const Table& t) { return ElementPtr(make(t).element()); },
            true);
  }
  /// The same for DROP TABLE.
  template <std::invocable<const Table&> F>
  void set_dropper_ddl(F make) {
    set_ddl([make = std::move(make)](const Table& t) { return ElementPtr(make(t).element()); },
            false);
  }

  /// Calls `listener` around CREATE and DROP of this table; see DdlEvents.
  [[nodiscard]] DdlEvents& events() const noexcept { return schema_table().events(); }
  /// What the user keeps beside the table. Unlocked: changed only while no other thread reads it.
  [[nodiscard]] InfoMap& info() const noexcept { return schema_table().info(); }

  friend bool operator==(const Table& a, const Table& b) noexcept {
    return &a.schema_table() == &b.schema_table();
  }

 private:
  friend class TableReflection;
  Table(std::string_view name, const MetaData& metadata, detail::TableArguments arguments);

  template <class... Args>
  static detail::TableArguments collect(TableOptions options, const Args&... args) {
    static_assert((detail::TableArgument<Args> && ...),
                  "an argument of Table is a Column, a constraint, an Index or a DialectArgument");
    detail::TableArguments all;
    all.options = std::move(options);
    if constexpr ((detail::TableArgument<Args> && ...)) (all.add(args), ...);
    return all;
  }
  void create_on(SchemaExecutor& executor, CheckFirst checkfirst) const;
  void drop_on(SchemaExecutor& executor, CheckFirst checkfirst) const;
  void set_ddl(TableDdl make, bool create);
  SchemaTable& mutable_node() const noexcept;
};

}  // namespace cupel
