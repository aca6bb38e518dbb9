#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/schema/check_first.hpp>
#include <cupel/schema/constraint.hpp>
#include <cupel/schema/schema_executor.hpp>

namespace cupel {

struct IndexOptions {
  bool unique = false;
  DialectOptions dialect = {};  ///< {{"postgresql_using", "gin"}, {"sqlite_where", ...}}
  DdlCondition ddl_if = {};
};

/// What an index is over: a column by key, or any expression (`func::lower(t.c["b"])`,
/// `t.c["a"].desc()`).
class IndexColumn {
 public:
  IndexColumn(const char* key) : key_(key) {}             // NOLINT: implicit by design
  IndexColumn(std::string_view key) : key_(key) {}        // NOLINT
  IndexColumn(std::string key) : key_(std::move(key)) {}  // NOLINT
  IndexColumn(const SqlExpression& expression);           // NOLINT
  ~IndexColumn();
  IndexColumn(const IndexColumn&);
  IndexColumn& operator=(const IndexColumn&);

 private:
  friend class Index;
  friend class SchemaTable;
  std::string key_;
  ElementPtr expression_;
};

/// An index. In a Table's arguments it is over columns by key: `Index("ix_users_name", "name")`;
/// over columns or expressions of a table that is there already, it joins that table by itself:
/// `Index("ix_lower", func::lower(users.c["name"]))`. Without a name (nullptr) the naming
/// convention gives one.
///
/// A handle: copies mean the same index. One made over columns of a table keeps that table alive;
/// those that a Table hands out do not.
class Index {
 public:
  template <class... Columns>
    requires(std::convertible_to<const Columns&, IndexColumn> && ...)
  Index(ConstraintName name, const Columns&... columns)
      : Index(std::move(name), std::vector<IndexColumn>{IndexColumn(columns)...}, {}) {}
  template <class... Columns>
    requires(std::convertible_to<const Columns&, IndexColumn> && ...)
  Index(std::nullptr_t, const Columns&... columns)
      : Index(ConstraintName(), std::vector<IndexColumn>{IndexColumn(columns)...}, {}) {}
  Index(ConstraintName name, std::vector<IndexColumn> columns, IndexOptions options);
  ~Index();
  Index(const Index&);
  Index& operator=(const Index&);

  [[nodiscard]] const ConstraintName& name() const noexcept;
  [[nodiscard]] bool unique() const noexcept;
  [[nodiscard]] const IndexOptions& options() const noexcept;
  [[nodiscard]] const DialectOptions& dialect_options() const noexcept { return options().dialect; }
  /// The table, null before the index is in one.
  [[nodiscard]] const SchemaTable* table() const noexcept;
  /// What it is over: columns as such, anything else as expressions. Empty before it is in a table.
  [[nodiscard]] std::span<const ClauseElement* const> expressions() const noexcept;
  /// The columns among or inside the expressions.
  [[nodiscard]] std::span<const SchemaColumn* const> columns() const noexcept;

  /// True for the index that `indexed` on a column made.
  [[nodiscard]] bool is_column_flag() const noexcept;
  /// An index like this one that is in no table yet.
  [[nodiscard]] Index copy() const;

  /// Sends CREATE INDEX, DROP INDEX to an engine, a connection or a SchemaExecutor.
  /// `checkfirst`: only if it is not, or is, there.
  template <SchemaBind Bind>
  void create(Bind& bind, CheckFirst checkfirst = CheckFirst::none) const {
    detail::on_executor(bind, [&](SchemaExecutor& e) { create_on(e, checkfirst); });
  }
  template <SchemaBind Bind>
  void drop(Bind& bind, CheckFirst checkfirst = CheckFirst::none) const {
    detail::on_executor(bind, [&](SchemaExecutor& e) { drop_on(e, checkfirst); });
  }

 private:
  friend class SchemaTable;
  class Node;
  explicit Index(Ptr<Node> node);
  void create_on(SchemaExecutor& executor, CheckFirst checkfirst) const;
  void drop_on(SchemaExecutor& executor, CheckFirst checkfirst) const;

  Ptr<Node> node_;
  ElementPtr keep_;  // the table, in handles of users
};

}  // namespace cupel
