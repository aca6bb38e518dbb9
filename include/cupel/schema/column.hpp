#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <cupel/schema/column_spec.hpp>
#include <cupel/schema/fwd.hpp>
#include <cupel/schema/options.hpp>
#include <cupel/sql/expression/column_clause.hpp>
#include <cupel/sql/expression/expr.hpp>

namespace cupel {

/// The node of a table's column: all that DDL, INSERT and the ORM want to know of it.
///
/// Does not change once its table is set up, but for the type of a column that gets it from the
/// column it refers to.
/// Lifetime: part of its table; a Ptr to it keeps the table and its metadata alive.
class SchemaColumn final : public ColumnClause {
 public:
  explicit SchemaColumn(ColumnSpec spec);
  ~SchemaColumn() override;

  /// The table, null before it is in one.
  [[nodiscard]] const SchemaTable* schema_table() const noexcept;
  [[nodiscard]] bool primary_key() const noexcept { return is_primary_key(); }
  [[nodiscard]] bool nullable() const noexcept { return nullable_; }
  /// What `unique` and `indexed` said; what came of it is among the table's constraints and
  /// indexes.
  [[nodiscard]] std::optional<bool> unique() const noexcept { return spec_.unique; }
  [[nodiscard]] std::optional<bool> index() const noexcept { return spec_.index; }
  [[nodiscard]] Autoincrement autoincrement() const noexcept { return spec_.autoincrement; }
  /// True for the column of its table whose values the database draws (see
  /// PrimaryKeyConstraint::autoincrement_column).
  [[nodiscard]] bool is_autoincrement() const;
  [[nodiscard]] bool system() const noexcept { return spec_.system; }
  /// True for what insert_sentinel() made, or `sentinel_column` said.
  [[nodiscard]] bool is_insert_sentinel() const noexcept { return spec_.insert_sentinel; }
  [[nodiscard]] const std::optional<std::string>& comment() const noexcept { return spec_.comment; }
  [[nodiscard]] const std::string& doc() const noexcept { return spec_.doc; }
  /// What the user keeps beside the column. Unlocked: changed only while no other thread reads it.
  [[nodiscard]] InfoMap& info() const noexcept { return spec_.info; }

  // Values that nobody gave; null: none.
  [[nodiscard]] const ColumnDefault* default_() const noexcept { return spec_.default_.get(); }
  [[nodiscard]] const ColumnDefault* onupdate() const noexcept { return spec_.onupdate.get(); }
  [[nodiscard]] const ServerDefault* server_default() const noexcept {
    return spec_.server_default.get();
  }
  [[nodiscard]] const ServerDefault* server_onupdate() const noexcept {
    return spec_.server_onupdate.get();
  }
  [[nodiscard]] const Identity* identity() const noexcept {
    return spec_.identity ? &*spec_.identity : nullptr;
  }
  [[nodiscard]] const Computed* computed() const noexcept {
    return spec_.computed ? &*spec_.computed : nullptr;
  }
  /// True when an INSERT without a value gets one from the database: DEFAULT, trigger, computed.
  [[nodiscard]] bool has_server_default() const noexcept;

  /// Empty before the column is in a table.
  [[nodiscard]] std::span<const ForeignKey* const> foreign_keys() const noexcept;
  /// True when a foreign key of this column points to `other`. Throws NoReferencedTableError,
  /// NoReferencedColumnError while a target is missing.
  [[nodiscard]] bool references(const SchemaColumn& other) const;
  /// CHECK constraints given to the column itself.
  [[nodiscard]] std::span<const CheckConstraint> checks() const noexcept;
  [[nodiscard]] const DialectOptions& dialect_options() const noexcept { return spec_.dialect; }
  /// What the column was made of: for copies.
  [[nodiscard]] const ColumnSpec& spec() const noexcept { return spec_; }

  void foreign_keys(std::vector<ForeignKeyLink>& links) const override;
  /// "users.name", for messages.
  [[nodiscard]] std::string display_name() const;

 private:
  friend class SchemaTable;
  friend class ForeignKey;
  friend class ForeignKeyConstraint;
  friend class MetaDataNode;

  void set_type(TypePtr type) { type_ = std::move(type); }

  mutable ColumnSpec spec_;  // info() is the user's to change
  std::vector<const ForeignKey*> foreign_keys_;
  bool nullable_;
};

/// `column` as the column of a Table; null for one of an alias, subquery or light table.
[[nodiscard]] const SchemaColumn* as_schema_column(const ClauseElement& column) noexcept;

namespace detail {

template <class T>
concept ColumnArgument = std::derived_from<std::remove_cvref_t<T>, TypeEngine> ||
                         std::convertible_to<const std::remove_cvref_t<T>&, TypePtr> ||
                         AppliesToColumn<std::decay_t<T>> ||
                         requires(ColumnSpec& s, const T& a) { apply_column_option(s, a); };

template <class T>
void apply_column_argument(ColumnSpec& spec, const T& argument) {
  static_assert(
      ColumnArgument<T>,
      "an argument of Column is a type, an option (primary_key, not_null, unique, indexed, "
      "default_(...), server_default(...), comment(...)), ForeignKey, CheckConstraint, "
      "Sequence, Identity, Computed, FetchedValue or DialectArgument");
  if constexpr (AppliesToColumn<std::decay_t<T>>) {
    option_object(argument).apply(spec);
  } else if constexpr (ColumnArgument<T>) {
    apply_column_option(spec, argument);
  }
}

}  // namespace detail

/// A column of a table: declared as an argument of Table, found again as `users.c["id"]`, and an
/// expression in every statement.
///
///     Column("id", Integer(), primary_key)
///     Column("company_id", ForeignKey("companies.id", {.ondelete = "CASCADE"}))
///
/// A handle: copies mean the same column. It belongs to one table at most; see copy().
/// Lifetime: keeps the table and its metadata alive.
class Column : public Expr<Untyped> {
 public:
  /// Throws ArgumentError for options that contradict each other.
  template <class... Args>
    requires(!std::derived_from<Args, ColumnSpec> && ...)
  explicit Column(std::string_view name, const Args&... args) : Column(make_spec(name, args...)) {}
  explicit Column(ColumnSpec spec);
  explicit Column(const SchemaColumn& node) noexcept : Expr<Untyped>(ColumnPtr(&node)) {}

  [[nodiscard]] const SchemaColumn& schema_column() const noexcept;
  const SchemaColumn* operator->() const noexcept { return &schema_column(); }

  [[nodiscard]] const std::string& name() const noexcept { return schema_column().name().text(); }
  [[nodiscard]] const std::string& key() const noexcept { return schema_column().key_text(); }
  /// Throws InvalidRequestError for a column that is in no table yet.
  [[nodiscard]] Table table() const;
  [[nodiscard]] bool references(const Column& other) const {
    return schema_column().references(other.schema_column());
  }
  /// What the user keeps beside the column. Unlocked: changed only while no other thread reads it.
  [[nodiscard]] InfoMap& info() const noexcept { return schema_column().info(); }
  /// A column like this one that belongs to no table: for use in several tables.
  [[nodiscard]] Column copy() const;

 private:
  template <class... Args>
  static ColumnSpec make_spec(std::string_view name, const Args&... args) {
    ColumnSpec spec;
    spec.name = name;
    (detail::apply_column_argument(spec, args), ...);
    return spec;
  }
};

/// Options of insert_sentinel().
struct InsertSentinelOptions {
  /// Makes the values: `default_(function)`. Without it execution_batches() numbers the rows of a
  /// batch; an INSERT that the engine executes finds their order by other means, and leaves the
  /// column NULL.
  std::optional<InsertDefaultOption> default_ = {};
  bool omit_from_statements = true;  ///< `select(table)` leaves the column out
};

/// A column whose only purpose is to tell the rows of one batch of INSERTs apart where the primary
/// key cannot: `Table("t", metadata, Column("id", Uuid(), server_default(...)),
/// insert_sentinel("sentinel"))`. Nullable, an Integer unless told otherwise, part of CREATE TABLE.
[[nodiscard]] Column insert_sentinel(std::string_view name,
                                     const InsertSentinelOptions& options = {});
[[nodiscard]] Column insert_sentinel(std::string_view name, const TypeArg& type,
                                     const InsertSentinelOptions& options = {});

}  // namespace cupel
