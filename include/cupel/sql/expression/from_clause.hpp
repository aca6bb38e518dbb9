#pragma once

#include <atomic>
#include <span>
#include <string>
#include <vector>

#include <cupel/sql/expression/column_clause.hpp>
#include <cupel/sql/expression/column_collection.hpp>
#include <cupel/sql/expression/fwd.hpp>

namespace cupel {

/// Anything that returns rows: FROM elements, SELECT, and INSERT, UPDATE, DELETE with RETURNING.
class ReturnsRows : public ClauseElement {
 public:
  /// The columns that an alias or subquery of this exports.
  virtual const ColumnCollection& exported_columns() const = 0;
  /// Adds to `proxies` a column of `owner` for each exported column, with its key.
  virtual void make_proxies(
      const FromClause& owner,
      std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const = 0;
  /// The column here that corresponds to `column` (of something this was made from), or null.
  const ColumnElement* corresponding_column(const ColumnElement& column,
                                            bool require_embedded = false) const {
    return exported_columns().corresponding_column(column, require_embedded);
  }
  /// True if this is `from`, or an alias or the like of it.
  virtual bool is_derived_from(const FromClause* from) const noexcept;

 protected:
  explicit ReturnsRows(ElementKind kind) noexcept : ClauseElement(kind) {}
  ReturnsRows(const ReturnsRows&) = default;
};

/// Anything that can stand in FROM.
///
/// Lifetime: owns its columns (except a join, whose columns are those of its sides); they keep it
/// alive. The columns are made at the first look, safely from several threads.
class FromClause : public ReturnsRows {
 public:
  ~FromClause() override;

  /// The columns by key.
  const ColumnCollection& columns() const {
    const Columns* const made = columns_.load(std::memory_order_acquire);
    return made ? made->all : make_columns();
  }
  /// The same; null before the first look.
  const ColumnCollection* columns_if_made() const noexcept {
    const Columns* const made = columns_.load(std::memory_order_acquire);
    return made ? &made->all : nullptr;
  }
  const ColumnElement* find_column(std::string_view key) const { return columns().find(key); }
  const ColumnCollection& exported_columns() const override { return columns(); }
  void make_proxies(const FromClause& owner,
                    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const override;
  /// The primary key's columns, in order.
  std::vector<const ColumnElement*> primary_key() const;
  /// The foreign keys of all columns, with this element's columns as parents.
  std::vector<ForeignKeyLink> foreign_keys() const;

  /// The name for labels (`users_id`): the table's or alias's; empty for a join.
  virtual Name from_name() const { return {}; }
  /// What to call it in a message.
  virtual std::string description() const;
  /// FROM elements that this one brings, itself included (a join: also its members).
  virtual void collect_froms(FromList& froms) const;
  /// FROM elements that are not rendered beside this one, because it contains them.
  virtual void collect_hidden_froms(std::vector<const FromClause*>& hidden) const;
  /// This element as it stands within a join.
  virtual FromPtr self_group(OperatorRef against = {}) const;
  /// True for what is a table, or an alias of one.
  virtual bool is_named() const noexcept { return true; }
  /// A lateral element: it may refer to its left neighbours.
  virtual bool is_lateral() const noexcept { return false; }
  /// True if its parts are FROM elements by themselves when the statement is searched for CTEs.
  virtual bool joins_implicitly() const noexcept { return false; }

 protected:
  explicit FromClause(ElementKind kind) noexcept : ReturnsRows(kind) {}
  /// A copy makes its own columns.
  FromClause(const FromClause& other) : ReturnsRows(other) {}

  /// The columns of this element, and those of them that it owns.
  struct Columns {
    ColumnCollection all;
    std::vector<const ColumnClause*> owned;
  };
  /// Makes the columns; called once (or by several threads, of which one wins).
  virtual void populate_columns(Columns& columns) const = 0;
  /// Takes `column` in; it is part of this element from now on.
  void own_column(Columns& columns, std::string key, const Ptr<ColumnClause>& column) const;
  /// For tables, which get their columns one by one while they are built.
  Columns& mutable_columns() const;

 private:
  const ColumnCollection& make_columns() const;
  static void destroy(Columns* columns) noexcept;

  mutable std::atomic<Columns*> columns_{nullptr};
};

}  // namespace cupel
