#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/on_conflict.hpp>

namespace cupel {

/// Which rows a WHEN of MERGE is about.
enum class MergeWhen : std::uint8_t {
  matched,                ///< pairs of a row of the target and one of the source
  not_matched,            ///< rows of the source without a partner
  not_matched_by_source,  ///< rows of the target without a partner
};

enum class MergeAction : std::uint8_t { update, delete_, insert, do_nothing };

/// WHEN ... [AND condition] THEN action.
struct MergeClause {
  MergeWhen when = MergeWhen::matched;
  MergeAction action = MergeAction::do_nothing;
  ColumnPtr condition;           ///< null: all rows
  std::vector<DmlValue> values;  ///< of UPDATE and INSERT

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("when", self.when);
    f("action", self.action);
    f("condition", self.condition);
    f("values", self.values);
  }
};

/// MERGE: the node behind the Merge handle.
class MergeState final : public FieldsOf<MergeState, ExtensionClause> {
 public:
  static constexpr std::string_view kName = "merge";

  struct Parts {
    FromPtr target;  ///< TableClause, or an alias of one
    FromPtr source;  ///< null until using_()
    ColumnPtr on;
    std::vector<MergeClause> clauses;  ///< the first that fits a row is carried out
    ColumnList returning;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("target", self.target);
      f("source", self.source);
      f("on", self.on);
      f("clauses", self.clauses);
      f("returning", self.returning);
    }
  };

  explicit MergeState(FromPtr target);
  [[nodiscard]] const Parts& parts() const noexcept { return parts_; }
  [[nodiscard]] Parts& edit() noexcept { return parts_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("parts", self.parts_);
  }

 private:
  Parts parts_;
};

/// MERGE: writes the rows of a source into a table, row by row as each finds a partner there or
/// not. A value, as Select.
///
///     conn.execute(merge(stock)
///         .using_(delivery, stock.c["sku"] == delivery.c["sku"])
///         .when_matched_update({{"qty", stock.c["qty"] + delivery.c["qty"]}})
///         .when_not_matched_insert({{"sku", delivery.c["sku"]}, {"qty", delivery.c["qty"]}}));
///
/// PostgreSQL (from version 15), Oracle and SQL Server have it. Of several clauses for the same
/// rows the first whose condition holds is carried out. Oracle has at most one UPDATE and one
/// INSERT, and nothing else. For "insert or update one row" on every database see upsert().
class Merge : public Executable, public detail::StatementMembers<Merge> {
 public:
  explicit Merge(Ptr<const MergeState> node) noexcept : Executable(std::move(node)) {}
  [[nodiscard]] const MergeState& state() const noexcept {
    return static_cast<const MergeState&>(*element_);
  }

  using detail::StatementMembers<Merge>::execution_options;
  using Executable::execution_options;

  /// The rows to merge (a table, alias, subquery or VALUES), and how they find their partners.
  template <class C>
  [[nodiscard]] Merge using_(const FromExpr& source, const C& on) const {
    return with_source(source, detail::where_condition(on));
  }

  /// WHEN MATCHED THEN UPDATE SET ... Throws ArgumentError without assignments.
  [[nodiscard]] Merge when_matched_update(const SetArg& values) const;
  template <class C>
  [[nodiscard]] Merge when_matched_update(const SetArg& values, const C& condition) const {
    return with_clause(MergeWhen::matched, MergeAction::update, values,
                       detail::where_condition(condition));
  }
  /// WHEN MATCHED THEN DELETE
  [[nodiscard]] Merge when_matched_delete() const;
  template <class C>
  [[nodiscard]] Merge when_matched_delete(const C& condition) const {
    return with_clause(MergeWhen::matched, MergeAction::delete_, {},
                       detail::where_condition(condition));
  }
  /// WHEN MATCHED THEN DO NOTHING: later clauses do not see these rows. PostgreSQL only.
  template <class C>
  [[nodiscard]] Merge when_matched_do_nothing(const C& condition) const {
    return with_clause(MergeWhen::matched, MergeAction::do_nothing, {},
                       detail::where_condition(condition));
  }
  /// WHEN NOT MATCHED THEN INSERT (...) VALUES (...). Throws ArgumentError without values.
  [[nodiscard]] Merge when_not_matched_insert(const SetArg& values) const;
  template <class C>
  [[nodiscard]] Merge when_not_matched_insert(const SetArg& values, const C& condition) const {
    return with_clause(MergeWhen::not_matched, MergeAction::insert, values,
                       detail::where_condition(condition));
  }
  /// WHEN NOT MATCHED BY SOURCE THEN UPDATE SET ... SQL Server, and PostgreSQL from version 17.
  [[nodiscard]] Merge when_not_matched_by_source_update(const SetArg& values) const;
  template <class C>
  [[nodiscard]] Merge when_not_matched_by_source_update(const SetArg& values,
                                                        const C& condition) const {
    return with_clause(MergeWhen::not_matched_by_source, MergeAction::update, values,
                       detail::where_condition(condition));
  }
  /// WHEN NOT MATCHED BY SOURCE THEN DELETE. SQL Server, and PostgreSQL from version 17.
  [[nodiscard]] Merge when_not_matched_by_source_delete() const;
  template <class C>
  [[nodiscard]] Merge when_not_matched_by_source_delete(const C& condition) const {
    return with_clause(MergeWhen::not_matched_by_source, MergeAction::delete_, {},
                       detail::where_condition(condition));
  }
  /// RETURNING of the rows written; tables stand for their columns. PostgreSQL from version 17.
  template <class... C>
  [[nodiscard]] Merge returning(const C&... columns) const {
    return with_returning({Operand(columns)...});
  }

 private:
  [[nodiscard]] Merge with_source(const FromExpr& source, ColumnPtr on) const;
  [[nodiscard]] Merge with_clause(MergeWhen when, MergeAction action, const SetArg& values,
                                  ColumnPtr condition) const;
  [[nodiscard]] Merge with_returning(std::vector<Operand> columns) const;
  [[nodiscard]] Merge with_parts(MergeState::Parts parts) const;
};

/// Throws ArgumentError when `target` is neither a table nor an alias of one.
[[nodiscard]] Merge merge(const FromExpr& target);

}  // namespace cupel
