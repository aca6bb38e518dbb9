#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <cupel/sql/expression/cte.hpp>
#include <cupel/sql/expression/from_clause.hpp>
#include <cupel/sql/traversal/rare.hpp>

namespace cupel {

/// How columns of a SELECT get their labels.
enum class LabelStyle : std::uint8_t {
  none,                ///< LABEL_STYLE_NONE
  tablename_plus_col,  ///< LABEL_STYLE_TABLENAME_PLUS_COL: users_id
  disambiguate_only,   ///< LABEL_STYLE_DISAMBIGUATE_ONLY, the default: id, id_1
  legacy_orm = 10,     ///< for the ORM's Query
};
inline constexpr LabelStyle kLabelStyleDefault = LabelStyle::disambiguate_only;

/// FOR UPDATE and its options.
struct ForUpdateArg {
  bool nowait = false;
  bool read = false;
  bool skip_locked = false;
  bool key_share = false;
  ElementList of;  ///< columns and FROM elements

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("nowait", self.nowait);
    f("read", self.read);
    f("skip_locked", self.skip_locked);
    f("key_share", self.key_share);
    f("of", self.of);
  }
};

/// One .join() of a select, as it was written; see SelectState::froms().
struct SetupJoin {
  ElementPtr right;     ///< FROM element (or what the ORM puts there)
  ElementPtr onclause;  ///< null: inferred
  FromPtr left;         ///< null: found among the FROM elements
  bool isouter = false;
  bool full = false;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("right", self.right);
    f("onclause", self.onclause);
    f("left", self.left);
    f("isouter", self.isouter);
    f("full", self.full);
  }
};

/// A hint for one FROM element of a statement.
struct TableHint {
  FromPtr from;
  std::string dialect;  ///< "*" for all
  std::string text;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("from", self.from);
    f("dialect", self.dialect);
    f("text", self.text);
  }
};

struct StatementHint {
  std::string dialect;  ///< "*" for all
  std::string text;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("dialect", self.dialect);
    f("text", self.text);
  }
};

/// A clause added to a statement by ext(): rendered at `point`.
struct SyntaxExtension {
  std::string point;  ///< "post_select", "pre_columns", "post_criteria", "post_body"
  ElementPtr clause;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("point", self.point);
    f("clause", self.clause);
  }
};

/// Free options for a dialect: ("mysql_limit", 10).
struct DialectOption {
  std::string name;
  std::string value;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("name", self.name);
    f("value", self.value);
  }
};

/// LIMIT, OFFSET, FETCH: of SELECT and of set operations.
struct RowLimit {
  ColumnPtr limit;
  ColumnPtr offset;
  ColumnPtr fetch;
  bool fetch_with_ties = false;
  bool fetch_percent = false;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("limit", self.limit);
    f("offset", self.offset);
    f("fetch", self.fetch);
    f("fetch_with_ties", self.fetch_with_ties);
    f("fetch_percent", self.fetch_percent);
  }
};

/// A column of a SELECT with the names it gets; see SelectBase::columns_plus_names().
struct ColumnPlusNames {
  Name required_label;    ///< non-empty: must be labelled with it
  Name fallback_label;    ///< label to use where the SQL needs one
  std::string proxy_key;  ///< key in the exported columns; empty if none
  ColumnPtr column;
  bool repeated = false;  ///< the same name, or column, stands further left
};

/// SELECT, set operations, and text with columns.
class SelectBase : public ReturnsRows {
 public:
  /// The columns of the result, by key.
  const ColumnCollection& exported_columns() const override { return selected_columns(); }
  virtual const ColumnCollection& selected_columns() const = 0;
  /// The columns in order, text included, repetitions included.
  virtual const ColumnList& all_selected_columns() const = 0;
  virtual LabelStyle label_style() const noexcept { return kLabelStyleDefault; }
  /// The names that the columns get. `anon_for_dupe_key`: as rendered; false: for keys.
  std::vector<ColumnPlusNames> columns_plus_names(bool anon_for_dupe_key,
                                                  const ColumnList* columns = nullptr) const;
  /// This statement as it stands in another (grouped, or itself).
  virtual SelectBasePtr self_group(OperatorRef against = {}) const;
  /// A copy that labels as `style` says.
  virtual SelectBasePtr with_label_style(LabelStyle style) const;
  /// The type that the statement has as a value: that of its only (first) column.
  virtual TypePtr scalar_type() const;
  /// Adds the FROM elements of this statement itself.
  virtual void collect_froms(FromList& froms) const = 0;

 protected:
  explicit SelectBase(ElementKind kind) noexcept : ReturnsRows(kind) {}
  SelectBase(const SelectBase&) = default;
  ~SelectBase() override;
};

/// SELECT: the node behind the Select handles. Built by them; immutable when shared.
class SelectState final : public FieldsOf<SelectState, SelectBase> {
 public:
  SelectState();
  SelectState(const SelectState& other);
  ~SelectState() override;

  /// Clauses that few statements have.
  struct RareParts {
    ColumnList distinct_on;
    std::optional<ForUpdateArg> for_update;
    bool correlate_set = false;  ///< correlate() was called; `correlate` may be empty
    FromList correlate;
    bool correlate_except_set = false;  ///< correlate_except() was called
    FromList correlate_except;
    std::vector<PrefixClause> prefixes;
    std::vector<PrefixClause> suffixes;
    std::vector<TableHint> hints;
    std::vector<StatementHint> statement_hints;
    std::vector<IndependentCte> independent_ctes;
    std::vector<SyntaxExtension> extensions;
    ElementList memoized_entities;  ///< of with_only_columns(maintain_column_froms)
    ElementList with_options;       ///< ORM options, opaque here

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("distinct_on", self.distinct_on);
      f("for_update", self.for_update);
      f("correlate_set", self.correlate_set);
      f("correlate", self.correlate);
      f("correlate_except_set", self.correlate_except_set);
      f("correlate_except", self.correlate_except);
      f("prefixes", self.prefixes);
      f("suffixes", self.suffixes);
      f("hints", self.hints);
      f("statement_hints", self.statement_hints);
      f("independent_ctes", self.independent_ctes);
      f("extensions", self.extensions);
      f("memoized_entities", self.memoized_entities);
      f("with_options", self.with_options);
    }
  };

  /// What render and compile read; written by the handles while they own the state alone.
  struct Parts {
    ColumnList columns;       ///< expanded: a table given to select() stands as its columns
    ElementList raw_columns;  ///< as given: columns, FROM elements, text, entities
    FromList from_obj;        ///< select_from()
    SetupJoinList setup_joins;
    ColumnList where;  ///< ANDed
    ColumnList having;
    ColumnList group_by;
    ColumnList order_by;
    RowLimit row_limit;
    Rare<RareParts> rare;
    LabelStyle label_style = kLabelStyleDefault;
    bool distinct = false;
    bool auto_correlate = true;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("raw_columns", self.raw_columns);
      f("from_obj", self.from_obj);
      f("setup_joins", self.setup_joins);
      f("where", self.where);
      f("having", self.having);
      f("group_by", self.group_by);
      f("order_by", self.order_by);
      f("row_limit", self.row_limit);
      f("rare", self.rare);
      f("label_style", self.label_style);
      f("distinct", self.distinct);
      f("auto_correlate", self.auto_correlate);
    }
  };

  const Parts& parts() const noexcept { return parts_; }
  /// For the builder that owns this state alone: what was computed from the parts is forgotten.
  Parts& edit() noexcept {
    // Nobody else looks at this state, so nothing is computed while it is being edited.
    if (columns_memo_.load(std::memory_order_relaxed) ||
        froms_memo_.load(std::memory_order_relaxed)) {
      forget_memos();
    }
    return parts_;
  }

  const ColumnCollection& selected_columns() const override;
  const ColumnList& all_selected_columns() const override;
  LabelStyle label_style() const noexcept override { return parts_.label_style; }
  SelectBasePtr with_label_style(LabelStyle style) const override;
  SelectBasePtr self_group(OperatorRef against = {}) const override;
  void make_proxies(const FromClause& owner,
                    std::vector<std::pair<std::string, Ptr<ColumnClause>>>& proxies) const override;
  void collect_froms(FromList& froms) const override;
  bool is_derived_from(const FromClause* from) const noexcept override;

  /// The FROM list before correlation: select_from(), joins set up, then what the columns, the
  /// criteria refer to; members of joins hidden. Throws NoForeignKeysError,
  /// AmbiguousForeignKeysError, InvalidRequestError for joins that cannot be made.
  /// Made at the first call, then kept; thread-safe.
  const FromList& froms() const;
  /// The FROM list to render inside statements with these FROM elements. `explicit_froms`: of all
  /// enclosing statements; `implicit_froms`: of those that auto-correlation looks at.
  /// Throws InvalidRequestError when correlation leaves nothing.
  FromList display_froms(std::span<const FromPtr> explicit_froms,
                         std::span<const FromPtr> implicit_froms) const;
  /// WHERE as one expression, or null.
  ColumnPtr whereclause() const;
  ElementPtr clone_with(CloneContext& context) const override;
  bool append_cache_key(KeyBuilder& key) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    std::remove_reference_t<decltype(self.parts_)>::for_each_field(self.parts_, f);
  }

 private:
  void forget_memos() noexcept;

  Parts parts_;
  mutable std::atomic<ColumnCollection*> columns_memo_{nullptr};
  mutable std::atomic<FromList*> froms_memo_{nullptr};
};

}  // namespace cupel
