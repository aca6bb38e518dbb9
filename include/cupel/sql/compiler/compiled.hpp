#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/sql/compiler/traits.hpp>
#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/parameters.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/types/value.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

/// A bind parameter of a compiled statement. One slot per name, in the order of first appearance.
struct BindSlot {
  static constexpr std::int32_t kNoKey = -1;

  std::string name;                 ///< as the driver sees it
  std::string key;                  ///< as the program calls it; differs by odd characters only
  const BindParameter* bind;        ///< kept alive by Compiled::statement() or by the Compiled
  TypePtr type;                     ///< of the parameter
  TypePtr impl;                     ///< the dialect's form of it: what values are encoded with
  std::int32_t key_index = kNoKey;  ///< place among the cache key's parameters
  bool expanding = false;           ///< holds a list, written out at execution
  bool literal_execute = false;     ///< written into the text at execution
  bool required = false;            ///< has no value until one is given
  bool is_crud = false;             ///< fills a column of INSERT or UPDATE, and is named after it
};

/// A column of a statement's result.
struct ResultColumn {
  std::string keyname;                        ///< name of the column as the cursor reports it
  std::string name;                           ///< name of the expression; "" if it has none
  std::string key;                            ///< key of a column, where that is not its name
  std::vector<const ClauseElement*> objects;  ///< what the column may be asked for by
  TypePtr type;                               ///< type of the expression, for the dialect to refine
};

/// Facts about a compiled statement that steer its execution.
struct CompiledFlags {
  bool is_select = false;
  bool is_insert = false;
  bool is_update = false;
  bool is_delete = false;
  bool is_text = false;
  bool is_ddl = false;
  bool is_crud = false;              ///< insert, update or delete at the top
  bool returns_rows = false;         ///< SELECT, RETURNING, VALUES or a text with columns
  bool effective_returning = false;  ///< RETURNING, asked for or implied
  bool implicit_returning = false;   ///< RETURNING that only fetches generated values
  bool inline_dml = false;           ///< no defaults are fetched for this INSERT or UPDATE
  bool postfetch_lastrowid = false;  ///< the driver's last row id is the primary key
  bool for_executemany = false;
  bool has_expanding = false;               ///< expand() is needed before execution
  bool multi_values = false;                ///< INSERT .. VALUES with more than one row of its own
  bool from_select = false;                 ///< INSERT .. SELECT
  bool ordered_columns = true;              ///< result columns stand in the order of the text
  bool textual_ordered_columns = false;     ///< columns of a text, matched by place
  bool loose_column_name_matching = false;  ///< columns of a text, matched by name
  bool for_update = false;                  ///< SELECT .. FOR UPDATE
};

/// A statement whose late parameters are settled: what goes to the driver.
struct ExpandedStatement {
  struct Parameter {
    std::string name;
    Value value;
    TypePtr type;
  };
  std::string sql;
  /// Positional styles: one per place, in order. Named styles: one per name.
  std::vector<Parameter> parameters;
};

/// What of an INSERT .. VALUES is repeated when many rows are sent in one statement.
struct InsertManyValues {
  std::string single_values_expr;  ///< `(?, ?)`, as it stands in the text
  std::size_t offset = 0;          ///< where it stands in sql()
  std::size_t first_place = 0;     ///< first of its places, positional styles
  std::size_t place_count = 0;
  std::vector<std::uint32_t> binds;  ///< slots inside, in order
  bool sort_by_parameter_order = false;
  bool includes_upsert_behaviors = false;
  bool is_default_expr = false;  ///< all columns take their default
  std::vector<const ColumnClause*> sentinel_columns;
};

/// A column whose client-side default fills a parameter before execution.
struct Prefetch {
  const ColumnClause* column;
  std::uint32_t bind;  ///< the slot it fills
};

/// A piece of the text that is settled at execution: `__[POSTCOMPILE_x]`.
struct LatePlace {
  std::uint32_t offset;  ///< in sql()
  std::uint32_t length;
  std::uint32_t bind;
  std::uint32_t positions_before;  ///< entries of positions() that stand before it
  bool literal;                    ///< its value goes into the text
  std::string before, after;       ///< SQL around each element of a list
};

/// What writing out a list needs of the dialect.
struct LateBind {
  std::uint32_t bind;
  std::string empty;           ///< text of a list without elements
  std::string cast;            ///< behind each element (`::INTEGER`)
  std::vector<TypePtr> types;  ///< of the members, where the elements are tuples
};

/// All that a Compiled consists of.
struct CompiledParts {
  std::string sql;
  Ptr<const ClauseElement> statement;
  const CompilerContext* context = nullptr;
  ParamStyle paramstyle = ParamStyle::named;
  bool tuple_in_values = false;
  std::vector<BindSlot> binds;
  std::vector<std::uint32_t> positions;
  std::vector<LatePlace> late_places;
  std::vector<LateBind> late_binds;
  std::vector<ResultColumn> result_columns;
  CompiledFlags flags;
  const TableClause* dml_table = nullptr;
  std::vector<Prefetch> insert_prefetch;
  std::vector<Prefetch> update_prefetch;
  std::vector<const ColumnClause*> postfetch;
  std::vector<const ColumnClause*> implicit_returning;
  InsertManyValues insert_many_values;
  std::vector<Ptr<const ClauseElement>> kept;  ///< nodes made while compiling
};

/// The text of one statement for one dialect, with all that its execution needs.
///
/// Immutable; keeps the statement that it was made from alive, and refers to its nodes.
/// Thread safety: may be shared by threads. Lifetime: the dialect (context) outlives it.
class Compiled final : public RefCounted {
 public:
  explicit Compiled(CompiledParts parts);
  ~Compiled() override;

  /// The text, with places of parameters in the dialect's style, and `__[POSTCOMPILE_x]` where
  /// expand() will write something.
  [[nodiscard]] const std::string& sql() const noexcept { return parts_.sql; }
  [[nodiscard]] const ClauseElement& statement() const noexcept { return *parts_.statement; }
  /// Different for every Compiled of the process, never 0.
  [[nodiscard]] std::uint64_t id() const noexcept { return id_; }
  [[nodiscard]] ParamStyle paramstyle() const noexcept { return parts_.paramstyle; }
  [[nodiscard]] const CompilerContext& context() const noexcept { return *parts_.context; }

  [[nodiscard]] std::span<const BindSlot> binds() const noexcept;
  /// Slot of a name or key, nullptr if the statement has no such parameter.
  [[nodiscard]] const BindSlot* find_bind(std::string_view name) const noexcept;
  /// Positional styles: the slot (index into binds()) for every place in the text. Numeric styles:
  /// one entry per number. Named styles: one entry per slot. Slots that expand() settles are left
  /// out.
  [[nodiscard]] std::span<const std::uint32_t> positions() const noexcept;

  [[nodiscard]] std::span<const ResultColumn> result_columns() const noexcept;
  [[nodiscard]] const CompiledFlags& flags() const noexcept { return parts_.flags; }

  /// The table of an INSERT, UPDATE or DELETE, else nullptr.
  [[nodiscard]] const TableClause* dml_table() const noexcept { return parts_.dml_table; }
  [[nodiscard]] std::span<const Prefetch> insert_prefetch() const noexcept;
  [[nodiscard]] std::span<const Prefetch> update_prefetch() const noexcept;
  /// Columns whose value the database makes, not fetched by this statement.
  [[nodiscard]] std::span<const ColumnClause* const> postfetch() const noexcept;
  /// Columns fetched by a RETURNING that the user did not ask for.
  [[nodiscard]] std::span<const ColumnClause* const> implicit_returning() const noexcept;
  /// For an INSERT that may be sent with many rows at once, else nullptr.
  [[nodiscard]] const InsertManyValues* insert_many_values() const noexcept {
    return parts_.insert_many_values.single_values_expr.empty() ? nullptr
                                                                : &parts_.insert_many_values;
  }

  [[nodiscard]] const CompiledParts& parts() const noexcept { return parts_; }

  /// The value of a slot: of `extracted` (the parameters of a statement with an equal cache key, in
  /// key order) where it is there, else of the statement itself. Callables are called.
  [[nodiscard]] Value value_of(const BindSlot& slot,
                               std::span<const BindParameter* const> extracted = {}) const;
  /// The parameters with the values that the statement itself holds, by name; a required one
  /// without value is null.
  [[nodiscard]] Parameters params() const;
  /// As params(), with `given` (by name or key) on top. Names of `given` that the statement does
  /// not have are ignored. Throws InvalidRequestError for a required parameter that has no value;
  /// it is named.
  [[nodiscard]] Parameters construct_params(
      const Parameters& given, std::span<const BindParameter* const> extracted = {}) const;

  /// Settles IN lists and parameters that are written into the text. `params`: as
  /// construct_params() returns them.
  /// Throws CompileError where a value cannot be written, ArgumentError where a list is expected
  /// and none given.
  [[nodiscard]] ExpandedStatement expand(const Parameters& params) const;

 private:
  CompiledParts parts_;
  std::uint64_t id_;
};

}  // namespace cupel
