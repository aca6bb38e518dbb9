#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/schema/ddl_element.hpp>
#include <cupel/schema/ddl_events.hpp>
#include <cupel/schema/dialect_options.hpp>
#include <cupel/schema/fwd.hpp>
#include <cupel/schema/table.hpp>
#include <cupel/sql/expression/executable.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/select_handle.hpp>

namespace cupel {

/// Base of the handles to DDL statements: executable on a connection, compilable for any dialect
/// (`CreateTable(users).compile(postgresql::dialect()).sql()`), and usable as a listener.
class DdlStatement : public Executable {
 public:
  /// Executes the statement as a listener only where `condition` allows it.
  [[nodiscard]] DdlStatement execute_if(DdlCondition condition) const;
  [[nodiscard]] const DdlElement& ddl() const noexcept;
  /// A listener for listen() that executes the statement, for the table of the event if it is one
  /// of a table.
  [[nodiscard]] std::function<void(const DdlEventContext&)> as_listener() const;

 protected:
  explicit DdlStatement(Ptr<const DdlElement> node);
};

struct CreateTableOptions {
  bool if_not_exists = false;
  /// Only these foreign keys stand in the statement; default: all but those with use_alter.
  std::optional<std::vector<const ForeignKeyConstraint*>> include_foreign_key_constraints = {};
};
class CreateTable : public DdlStatement {
 public:
  explicit CreateTable(const Table& table, CreateTableOptions options = {});
};

struct DropOptions {
  bool if_exists = false;
};
struct CreateOptions {
  bool if_not_exists = false;
};
class DropTable : public DdlStatement {
 public:
  explicit DropTable(const Table& table, DropOptions options = {});
};

/// One column as it stands in CREATE TABLE.
class CreateColumn : public DdlStatement {
 public:
  explicit CreateColumn(const Column& column);
};

class CreateIndex : public DdlStatement {
 public:
  explicit CreateIndex(const Index& index, CreateOptions options = {});
};
class DropIndex : public DdlStatement {
 public:
  explicit DropIndex(const Index& index, DropOptions options = {});
};

class CreateSchema : public DdlStatement {
 public:
  explicit CreateSchema(const Name& name, CreateOptions options = {});
};
struct DropSchemaOptions {
  bool if_exists = false;
  bool cascade = false;
};
class DropSchema : public DdlStatement {
 public:
  explicit DropSchema(const Name& name, DropSchemaOptions options = {});
};

class CreateSequence : public DdlStatement {
 public:
  explicit CreateSequence(const Sequence& sequence, CreateOptions options = {});
};
class DropSequence : public DdlStatement {
 public:
  explicit DropSequence(const Sequence& sequence, DropOptions options = {});
};

struct AddConstraintOptions {
  /// From now on CREATE TABLE leaves the constraint out, for this statement to follow it: said of
  /// the table's constraint, hence while no other thread uses the table.
  bool isolate_from_table = true;
};
/// ALTER TABLE .. ADD CONSTRAINT: of a constraint of a table, or of a new one whose columns are
/// given as objects (it then does not become part of the Table). Throws ArgumentError when the
/// constraint's table is not known.
class AddConstraint : public DdlStatement {
 public:
  explicit AddConstraint(const Constraint& constraint, AddConstraintOptions options = {});
};
struct DropConstraintOptions {
  bool cascade = false;
  bool if_exists = false;
  /// Deprecated, with a warning: `true` does what AddConstraintOptions says; DROP needs neither.
  std::optional<bool> isolate_from_table = {};
};
class DropConstraint : public DdlStatement {
 public:
  explicit DropConstraint(const Constraint& constraint, DropConstraintOptions options = {});
};

class SetTableComment : public DdlStatement {
 public:
  explicit SetTableComment(const Table& table);
};
class DropTableComment : public DdlStatement {
 public:
  explicit DropTableComment(const Table& table);
};
class SetColumnComment : public DdlStatement {
 public:
  explicit SetColumnComment(const Column& column);
};
class DropColumnComment : public DdlStatement {
 public:
  explicit DropColumnComment(const Column& column);
};
class SetConstraintComment : public DdlStatement {
 public:
  explicit SetConstraintComment(const Constraint& constraint);
};
class DropConstraintComment : public DdlStatement {
 public:
  explicit DropConstraintComment(const Constraint& constraint);
};

struct CreateViewOptions {
  Name schema = {};
  bool temporary = false;
  bool or_replace = false;
  bool materialized = false;
  DialectOptions dialect = {};
  /// Given: create_all() and drop_all() of it create and drop the view, behind and before its
  /// tables.
  std::optional<MetaData> metadata = {};
};
/// CREATE VIEW name AS select.
class CreateView : public DdlStatement {
 public:
  CreateView(const SelectHandle& select, const Name& name, CreateViewOptions options = {});
  /// The view as a FROM element.
  [[nodiscard]] FromExpr table() const;
};
struct DropViewOptions {
  Name schema = {};
  bool materialized = false;
  bool if_exists = false;
};
class DropView : public DdlStatement {
 public:
  explicit DropView(const Name& name, DropViewOptions options = {});
  /// `view`: what CreateView::table() returned; name and schema are taken from it.
  explicit DropView(const FromExpr& view, DropViewOptions options = {});
};

struct CreateTableAsOptions {
  Name schema = {};
  bool temporary = false;
  bool if_not_exists = false;
  std::optional<MetaData> metadata = {};  ///< as that of CreateViewOptions
};
/// CREATE TABLE name AS select.
class CreateTableAs : public DdlStatement {
 public:
  CreateTableAs(const SelectHandle& select, const Name& name, CreateTableAsOptions options = {});
  /// The new table as a FROM element.
  [[nodiscard]] FromExpr table() const;
};

/// A statement as literal text. `%(table)s`, `%(schema)s` and `%(fullname)s` stand for the table it
/// is against (or whose event it listens to), other words for those of `context`; `%%` for a
/// percent sign. Never pass text from outside.
class DDL : public DdlStatement {
 public:
  explicit DDL(std::string_view statement,
               std::initializer_list<std::pair<std::string_view, std::string_view>> context = {});
  /// The same statement about `table`.
  [[nodiscard]] DDL against(const Table& table) const;

 private:
  explicit DDL(Ptr<const DdlElement> node) : DdlStatement(std::move(node)) {}
};

}  // namespace cupel
