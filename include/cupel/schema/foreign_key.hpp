#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/schema/constraint.hpp>

namespace cupel {

/// What a foreign key may be given; empty texts are not rendered.
struct ForeignKeyOptions {
  ConstraintName name = {};
  std::string onupdate = {};  ///< CASCADE, RESTRICT, NO ACTION, SET NULL, SET DEFAULT
  std::string ondelete = {};  ///< the same; PostgreSQL also "SET NULL (column)"
  std::optional<bool> deferrable = {};
  std::string initially = {};  ///< DEFERRED or IMMEDIATE
  std::string match = {};      ///< FULL, PARTIAL, SIMPLE
  bool use_alter = false;      ///< added by ALTER TABLE after both tables exist
  bool link_to_name = false;   ///< the text names the column's name, not its key
  std::string comment = {};
  DialectOptions dialect = {};
  DdlCondition ddl_if = {};
};

/// One column that refers to another: an argument of Column, or an element of a
/// ForeignKeyConstraint.
///
/// The target is given as "table.column", "schema.table.column", "table" (the column of the same
/// key), or as a column. A text is looked up when both tables are there, in whatever order they are
/// declared.
class ForeignKey final : public RefCounted {
 public:
  ForeignKey(std::string_view target, ForeignKeyOptions options = {});
  ForeignKey(const char* target, ForeignKeyOptions options = {})
      : ForeignKey(std::string_view(target), std::move(options)) {}
  ForeignKey(const Column& target, ForeignKeyOptions options = {});
  ForeignKey(const ForeignKey&);
  ForeignKey& operator=(const ForeignKey&);
  ~ForeignKey() override;

  [[nodiscard]] const ForeignKeyOptions& options() const noexcept { return options_; }
  /// "schema.table.column" as given, or of the column given.
  [[nodiscard]] std::string target_fullname() const;
  /// Key of the table referred to in its metadata, the schema of the metadata included.
  [[nodiscard]] std::string target_table_key() const;

  /// The column that refers; null before it is attached.
  [[nodiscard]] const SchemaColumn* parent() const noexcept { return parent_; }
  /// The constraint it is part of; null before its column is in a table.
  [[nodiscard]] const ForeignKeyConstraint* constraint() const noexcept { return constraint_; }

  /// The column referred to.
  /// Throws NoReferencedTableError or NoReferencedColumnError while it is not there, saying what is
  /// missing.
  [[nodiscard]] const SchemaColumn& column() const;
  /// The same, null while it is not there.
  [[nodiscard]] const SchemaColumn* resolved() const noexcept { return resolved_; }
  /// True when the column referred to is in `table`. Throws as column().
  [[nodiscard]] bool references(const SchemaTable& table) const;

 private:
  friend class ForeignKeyConstraint;
  friend class MetaDataNode;
  friend class SchemaColumn;
  friend class SchemaTable;

  struct Target {
    std::string schema;
    std::string table;
    std::string column;  // empty: the key of parent
  };
  [[nodiscard]] Target target() const;
  /// Looks the target up; true when it is (now) known.
  bool resolve();

  std::string spec_;
  ElementPtr held_;  // a target in another metadata, or not yet attached
  ForeignKeyOptions options_;
  const SchemaColumn* parent_ = nullptr;
  const ForeignKeyConstraint* constraint_ = nullptr;
  const SchemaColumn* resolved_ = nullptr;
};

/// FOREIGN KEY(a, b) REFERENCES t (x, y); also what each ForeignKey of a column becomes.
///
///     ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"}, {.name = "fk_ab"})
class ForeignKeyConstraint final : public Constraint {
 public:
  /// A target of the constraint: text or column, as in ForeignKey.
  class TargetColumn {
   public:
    TargetColumn(const char* spec) : spec_(spec) {}             // NOLINT: implicit by design
    TargetColumn(std::string spec) : spec_(std::move(spec)) {}  // NOLINT
    TargetColumn(const Column& column);                         // NOLINT
    TargetColumn(const TargetColumn&);
    ~TargetColumn();

   private:
    friend class ForeignKeyConstraint;
    [[nodiscard]] const SchemaColumn* column() const noexcept;
    std::string spec_;
    ElementPtr column_;
  };

  /// Throws ArgumentError unless there are as many columns as targets, at least one, and all
  /// targets are in one table.
  ForeignKeyConstraint(std::vector<ConstraintColumn> columns, std::vector<TargetColumn> targets,
                       ForeignKeyOptions options = {});
  ForeignKeyConstraint(const ForeignKeyConstraint&);
  ~ForeignKeyConstraint() override;

  /// One for each column, in order. Owned by the constraint.
  [[nodiscard]] std::span<const Ptr<ForeignKey>> elements() const noexcept;
  /// The table referred to. Throws NoReferencedTableError when it is not there.
  [[nodiscard]] const SchemaTable& referred_table() const;
  /// The same, null while it is not there.
  [[nodiscard]] const SchemaTable* referred_table_or_null() const noexcept;
  /// Its key in the metadata.
  [[nodiscard]] std::string referred_table_key() const { return elements_[0]->target_table_key(); }
  [[nodiscard]] const ForeignKeyOptions& foreign_key_options() const noexcept {
    return elements_[0]->options();
  }
  [[nodiscard]] bool use_alter() const noexcept { return foreign_key_options().use_alter; }
  [[nodiscard]] const SchemaTable* table_of_columns() const noexcept override;

  [[nodiscard]] Ptr<Constraint> copy() const override;

 private:
  friend class SchemaTable;
  /// The constraint that `key`, given to `parent`, stands for.
  ForeignKeyConstraint(const ForeignKey& key, const SchemaColumn& parent);
  void resolve_columns() override;

  std::vector<ConstraintColumn> pending_;
  std::vector<Ptr<ForeignKey>> elements_;
};

}  // namespace cupel
