#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/dialect_options.hpp>
#include <cupel/schema/fwd.hpp>
#include <cupel/schema/naming.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

class SqlExpression;

/// When a constraint, index or DDL statement is rendered at all.
struct DdlCondition {
  /// Only for these databases; empty: for all.
  std::vector<std::string> dialects = {};
  /// Called with the dialect's name; false leaves the item out.
  std::function<bool(std::string_view dialect)> callable = {};

  [[nodiscard]] bool allows(std::string_view dialect) const;
};

enum class ConstraintKind : std::uint8_t { primary_key, unique, check, foreign_key, exclude };

/// What every constraint may be given beyond its columns.
struct ConstraintOptions {
  ConstraintName name = {};
  std::optional<bool> deferrable = {};  ///< DEFERRABLE, NOT DEFERRABLE, or nothing
  std::string initially = {};           ///< "DEFERRED" or "IMMEDIATE"
  std::string comment = {};
  DialectOptions dialect = {};
  DdlCondition ddl_if = {};
};

/// A constraint of a table. A value until it is given to a Table, which keeps a copy of its own;
/// that copy is found in `table.constraints()` and does not change any more, but for
/// isolate_from_table().
///
/// Lifetime: table(), columns() are borrowed from the table.
class Constraint : public RefCounted {
 public:
  ~Constraint() override;

  [[nodiscard]] ConstraintKind kind() const noexcept { return kind_; }
  [[nodiscard]] const ConstraintName& name() const noexcept { return options_.name; }
  [[nodiscard]] const ConstraintOptions& options() const noexcept { return options_; }
  [[nodiscard]] const DialectOptions& dialect_options() const noexcept { return options_.dialect; }
  /// The table it belongs to; null before it is attached to one.
  [[nodiscard]] const SchemaTable* table() const noexcept { return table_; }
  /// Its columns in order, once it is attached.
  [[nodiscard]] std::span<const SchemaColumn* const> columns() const noexcept;
  [[nodiscard]] bool contains_column(const SchemaColumn& column) const noexcept;
  /// The table of the columns that were given as objects, or null: where a constraint that belongs
  /// to no table yet would go.
  [[nodiscard]] virtual const SchemaTable* table_of_columns() const noexcept = 0;
  /// A copy that belongs to no table.
  [[nodiscard]] virtual Ptr<Constraint> copy() const = 0;
  /// A copy that behaves as if it belonged to `table`, which does not know it: for ALTER TABLE.
  /// Throws ConstraintColumnNotFoundError, ArgumentError.
  [[nodiscard]] Ptr<Constraint> attached_to(const SchemaTable& table) const;
  /// Leaves the constraint out of CREATE TABLE from now on: AddConstraint says so. Nobody else may
  /// use its table meanwhile.
  void isolate_from_table() const noexcept { isolated_ = true; }
  [[nodiscard]] bool is_isolated_from_table() const noexcept { return isolated_; }
  /// "UniqueConstraint", "CheckConstraint", ...: for messages.
  [[nodiscard]] std::string_view class_name() const noexcept;

 protected:
  Constraint(ConstraintKind kind, ConstraintOptions options)
      : options_(std::move(options)), kind_(kind) {}
  Constraint(const Constraint&) = default;

  SchemaTable* table_ = nullptr;
  std::vector<const SchemaColumn*> columns_;

 private:
  friend class SchemaTable;

  /// Finds the columns in `table_`; called by the table that takes the constraint in.
  virtual void resolve_columns() = 0;
  void attach(SchemaTable& table);

  ConstraintOptions options_;
  ConstraintKind kind_;
  mutable bool isolated_ = false;
};

/// A column of a constraint: by key, or the column itself.
class ConstraintColumn {
 public:
  ConstraintColumn(const char* key) : key_(key) {}             // NOLINT: implicit by design
  ConstraintColumn(std::string_view key) : key_(key) {}        // NOLINT
  ConstraintColumn(std::string key) : key_(std::move(key)) {}  // NOLINT
  ConstraintColumn(const Column& column);                      // NOLINT
  ConstraintColumn(const SchemaColumn& column);                // NOLINT
  ~ConstraintColumn();
  ConstraintColumn(const ConstraintColumn&);
  ConstraintColumn& operator=(const ConstraintColumn&);

  [[nodiscard]] const std::string& key() const noexcept { return key_; }
  [[nodiscard]] const SchemaColumn* column() const noexcept;
  /// Drops the hold on the column; the key remains.
  void release() noexcept;

 private:
  std::string key_;
  ElementPtr column_;
};

/// Base of the constraints that are a list of columns.
class ColumnCollectionConstraint : public Constraint {
 public:
  [[nodiscard]] const SchemaTable* table_of_columns() const noexcept override;

 protected:
  ColumnCollectionConstraint(ConstraintKind kind, std::vector<ConstraintColumn> columns,
                             ConstraintOptions options);

  void resolve_columns() override;
  std::vector<ConstraintColumn> pending_;
};

/// PRIMARY KEY (a, b) with a name or an order of its own; otherwise `primary_key` on the columns is
/// enough.
class PrimaryKeyConstraint final : public ColumnCollectionConstraint {
 public:
  template <class... Columns>
    requires(std::convertible_to<const Columns&, ConstraintColumn> && ...)
  explicit PrimaryKeyConstraint(const Columns&... columns)
      : PrimaryKeyConstraint(std::vector<ConstraintColumn>{ConstraintColumn(columns)...}, {}) {}
  PrimaryKeyConstraint(std::vector<ConstraintColumn> columns, ConstraintOptions options);

  /// True for the constraint that a table makes itself from `primary_key` on its columns.
  [[nodiscard]] bool is_implicit() const noexcept { return implicit_; }
  /// The column whose value the database draws by itself, by the rules of `autoincrement`, or null.
  /// Throws ArgumentError when autoincrement is asked for on a column that cannot have it, or
  /// twice.
  [[nodiscard]] const SchemaColumn* autoincrement_column() const;
  /// The columns with the autoincrement column first, as databases want them in DDL.
  [[nodiscard]] std::vector<const SchemaColumn*> columns_autoincrement_first() const;

  [[nodiscard]] Ptr<Constraint> copy() const override;

 private:
  friend class SchemaTable;
  void resolve_columns() override;
  bool implicit_ = false;
};

/// UNIQUE (a, b): `UniqueConstraint("a", "b")`, `UniqueConstraint({"a", "b"}, {.name = "uq_ab"})`.
class UniqueConstraint final : public ColumnCollectionConstraint {
 public:
  template <class... Columns>
    requires(std::convertible_to<const Columns&, ConstraintColumn> && ...)
  explicit UniqueConstraint(const Columns&... columns)
      : UniqueConstraint(std::vector<ConstraintColumn>{ConstraintColumn(columns)...}, {}) {}
  UniqueConstraint(std::vector<ConstraintColumn> columns, ConstraintOptions options);

  [[nodiscard]] Ptr<Constraint> copy() const override;

 private:
  friend class SchemaTable;
  friend class Table;
  bool column_flag_ = false;  // made by `unique` on a column
};

/// CHECK (condition), of a table or, as an argument of Column, of one column.
class CheckConstraint final : public Constraint {
 public:
  explicit CheckConstraint(std::string_view sql, ConstraintOptions options = {});
  explicit CheckConstraint(const SqlExpression& condition, ConstraintOptions options = {});
  CheckConstraint(ElementPtr condition, ConstraintOptions options);

  [[nodiscard]] const ClauseElement& sqltext() const noexcept { return *sqltext_; }
  [[nodiscard]] const SchemaTable* table_of_columns() const noexcept override;
  /// The Boolean or Enum type that brought the constraint along, or null: it is rendered only where
  /// the database has no such type itself.
  [[nodiscard]] const TypePtr& bound_type() const noexcept { return bound_type_; }

  [[nodiscard]] Ptr<Constraint> copy() const override;

 private:
  friend class SchemaTable;
  void resolve_columns() override;

  ElementPtr sqltext_;
  TypePtr bound_type_;
};

}  // namespace cupel
