#pragma once

#include <string>
#include <vector>

#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compiler.hpp"

namespace cupel {

/// One column that an INSERT or UPDATE gives a value to.
struct CrudItem {
  enum class Source : std::uint8_t {
    given,        ///< a bind parameter of the statement, named after the column
    created,      ///< a bind parameter made here
    expression,   ///< SQL
    from_select,  ///< comes from the SELECT of the INSERT
    metavalue,    ///< the word DEFAULT
  };
  const ColumnElement* target = nullptr;  ///< a column, or an expression on one (`nums[2]`)
  Source source = Source::expression;
  ColumnPtr value;        ///< parameter or expression
  std::string name;       ///< of the parameter; empty: a numbered one
  bool numbered = false;  ///< a plain value that is named by a number, not by the column
  bool prefetch = false;  ///< filled with the column's default before execution
};

/// What an INSERT or UPDATE writes, and how the generated values come back.
struct CrudPlan {
  std::vector<CrudItem> items;
  std::vector<std::vector<CrudItem>> further_rows;  ///< of INSERT .. VALUES (..), (..)
  SelectBasePtr select;                             ///< INSERT .. SELECT, with defaults added
  std::vector<const ColumnClause*> implicit_returning;
  bool use_insert_many_values = false;
  bool default_metavalue_only = false;
  /// Columns that tell the rows of RETURNING apart; empty: none, or not asked for.
  std::vector<const ColumnClause*> sentinels;
  bool select_in_order = false;  ///< VALUES stand in a SELECT that numbers them
  bool postfetch_lastrowid = false;
};

/// Finds out which columns an INSERT, UPDATE or DELETE writes and fetches; the rules of
/// SQLAlchemy's crud module.
class CrudBuilder {
 public:
  CrudBuilder(SqlCompiler& compiler, const DmlBase& statement, bool toplevel, bool in_cte);

  [[nodiscard]] CrudPlan plan_insert(const InsertState& insert);
  [[nodiscard]] CrudPlan plan_update(const UpdateState& update, const FromList& extra_froms);
  [[nodiscard]] CrudPlan plan_delete();

  /// Called before a statement is compiled: an INSERT of many rows whose order matters adds to its
  /// RETURNING the columns by which they can be told apart.
  static void ask_for_sentinels(SqlCompiler& compiler);
  /// A column that insert_sentinel() made: the rows of a batch are numbered in it, from 0.
  [[nodiscard]] static bool numbers_rows(const SchemaColumn& column) noexcept;
  /// The beginning of the SELECT that hands the rows of VALUES on in their order.
  [[nodiscard]] static std::string select_from_values(const SqlCompiler& compiler,
                                                      const CrudPlan& plan);

 private:
  /// A value that the statement or the execution gives.
  struct Given {
    const FromClause* extra_table;  ///< of a column outside of the statement's own table
    std::string key;
    const DmlValue* value;  ///< null: given at execution
    bool used = false;
  };

  void choose_returning(const InsertState* insert);
  void choose_sentinels();
  /// Whether a row without values can be written with a word in place of one.
  [[nodiscard]] bool has_default_value() const;
  [[nodiscard]] std::vector<const ColumnClause*> sentinel_candidates(bool& implicit) const;
  [[nodiscard]] bool drawn_in_order(const SchemaColumn& column) const;
  void take_parameters(const std::vector<DmlValue>& values);
  [[nodiscard]] Given* find_given(const ColumnClause& column);
  [[nodiscard]] std::vector<const ColumnClause*> ordered_columns(const UpdateState* update) const;
  void scan_columns(const std::vector<const ColumnClause*>& columns, bool is_insert);
  void scan_from_select(const InsertState& insert);
  void add_update_of_extra_tables(const FromList& extra_froms);
  void add_given(const ColumnClause& column, Given& given, bool is_insert);
  void add_key_insert(const SchemaColumn& column);
  void add_key_insert_returning(const SchemaColumn& column);
  void add_default(const SchemaColumn& column);
  void add_update(const SchemaColumn& column);
  void add_rows(const InsertState& insert);
  void fetch(const ColumnClause& column, bool also_keys);
  void check_all_used() const;

  CrudItem value_item(const ColumnElement& target, const DmlValue& value, std::string name);
  [[nodiscard]] static CrudItem sql_item(const ColumnElement& target, ColumnPtr expression);
  CrudItem created_item(const ColumnClause& column, std::string name, bool required);
  CrudItem prefetch_item(const SchemaColumn& column, std::string name);
  [[nodiscard]] CrudItem default_item(const SchemaColumn& column, std::string name);
  [[nodiscard]] bool invokes_sequence(const ColumnDefault& default_) const;
  [[nodiscard]] ElementPtr sequence_expression(const ColumnDefault& default_) const;
  [[nodiscard]] bool returns_default(const ColumnClause& column) const;
  [[nodiscard]] std::string bind_name(const ColumnClause& column) const;
  void warn_no_key_value(const SchemaColumn& column) const;

  SqlCompiler& compiler_;
  const CompilerTraits& traits_;
  const DmlBase& statement_;
  const TableClause* table_ = nullptr;
  const SchemaTable* schema_table_ = nullptr;
  const SchemaColumn* autoincrement_ = nullptr;
  FromList extra_froms_;
  std::vector<Given> given_;
  CrudPlan plan_;
  bool toplevel_;
  bool in_cte_;
  bool multi_values_ = false;
  bool need_keys_ = false;
  bool implicit_returning_ = false;
  bool postfetch_lastrowid_ = false;
  bool in_batches_ = false;  ///< ask_for_sentinels() was called
  bool wants_sentinels_ = false;
  bool returns_defaults_ = false;  ///< return_defaults() was called and can be done
};

/// The table that is written to: the leftmost of a join, the table behind an alias.
[[nodiscard]] const TableClause* leftmost_table(const FromClause& from) noexcept;

}  // namespace cupel
