#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cupel/dialect/fwd.hpp"
#include "cupel/orm/loading/entity_plan.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/relationships/join_condition.hpp"
#include "cupel/sql/expression/column_element.hpp"
#include "cupel/sql/expression/from_clause.hpp"
#include "cupel/sql/expression/select.hpp"

namespace cupel {

/// Collects what the entities of one SELECT need of it: columns, joins of joined loading, and order
/// of the joined collections; and makes the plans by which the rows are read.
///
/// For one statement: add the entities (and plain columns) in the order of the SELECT, put
/// columns() into the SELECT, apply the joins, then finish() for the dialect it is compiled for.
/// The order of columns is SQLAlchemy's: those of the statement's own entities, then those of the
/// joined ones; of one entity SQL expressions and relationships before columns, and what a backref
/// added after them.
/// Thread safety: one thread.
class EntityCompiler {
 public:
  EntityCompiler();
  ~EntityCompiler();
  EntityCompiler(const EntityCompiler&) = delete;
  EntityCompiler& operator=(const EntityCompiler&) = delete;

  /// How an entity stands in the statement.
  struct Entity {
    const Mapper* mapper = nullptr;
    FromPtr from;  ///< alias, subquery … that stands for its table; null: the table
    Ptr<const OptionTree> options;  ///< may be null
    bool populate_existing = false;
    bool eager_joins = true;            ///< false: joined relationships are left to lazy loading
    std::vector<const Mapper*> path{};  ///< mappers that a chain of loads came through
    /// When not empty: only these columns (and the key) are loaded, whatever the options say.
    std::vector<const ColumnProperty*> only{};
    /// One known object is loaded anew: what other loads would do for many parents is done for it.
    bool refreshes = false;
    /// It stands in the statement of such a load.
    bool in_refresh = false;
    /// Relationships from the entity whose statement subquery loading starts from.
    std::vector<const RelationshipProperty*> chain{};
    FromPtr chain_start{};  ///< the alias that chain starts with; null: the class
    /// Columns that `from` does not derive from the table are found in it by name.
    bool adapt_on_names = false;
    /// The relationship whose target the statement loads; may be null.
    const RelationshipProperty* relationship = nullptr;
    /// How much of the path was walked by the statements that this one follows.
    std::size_t walked_before = 0;
  };

  /// Adds the columns of an entity. The plan is complete after finish().
  Ptr<EntityPlan> add_entity(const Entity& entity);
  /// Adds a plain column of the statement; gives its index among columns().
  std::size_t add_column(ColumnPtr column);

  /// From now on an entity's column that is among primary_columns() already is read from there.
  void share_columns() noexcept { shares_columns_ = true; }

  /// The statement's own columns.
  [[nodiscard]] const ColumnList& primary_columns() const noexcept { return primary_; }
  /// Columns of joined entities; they follow the statement's own ones.
  [[nodiscard]] const ColumnList& secondary_columns() const noexcept { return secondary_; }
  /// Both.
  [[nodiscard]] ColumnList columns() const;

  /// A join that joined loading adds: `left` stands in the statement (an entity's table or alias,
  /// or the right side of an earlier join).
  struct EagerJoin {
    FromPtr left;
    FromPtr right;  ///< alias of the target, or a join that contains it
    ColumnPtr on_clause;
    bool outer = true;
    std::vector<const FromClause*> members{};  ///< aliases within `right`
  };
  [[nodiscard]] const std::vector<EagerJoin>& eager_joins() const noexcept { return eager_joins_; }
  /// Order of joined collections, to be appended to the statement's own.
  [[nodiscard]] const ColumnList& eager_order_by() const noexcept { return eager_order_by_; }
  /// A joined collection multiplies the rows: results must be made unique, and a statement with
  /// LIMIT, OFFSET, DISTINCT or GROUP BY has to become a subquery below the joins.
  [[nodiscard]] bool multiplies_rows() const noexcept { return multiplies_rows_; }
  /// Some load needs all rows at once (subquery loading).
  [[nodiscard]] bool needs_all_rows() const noexcept { return needs_all_rows_; }

  /// `statement`, which selects primary_columns(), with the eager joins put in: their columns,
  /// joins and orders. Where a joined collection meets LIMIT, OFFSET, DISTINCT or GROUP BY, the
  /// statement becomes a subquery and the joins stand outside.
  [[nodiscard]] Ptr<const SelectState> apply(const SelectState& statement) const;

  /// Completes the plans: cells, decoders for `dialect`.
  void finish(const Dialect& dialect);

 private:
  /// A column of a plan whose place in the row is not known yet.
  struct Pending {
    Ptr<EntityPlan> plan;
    const ColumnProperty* property;
    bool is_secondary;
    std::size_t index;
    TypePtr type;  // of an expression that the query gave; null: the property's own
  };
  /// What is being added: an entity with its plan.
  struct Adding {
    const Entity& entity;
    Ptr<EntityPlan> plan;
    bool is_secondary;
    bool below_outer_join;
  };

  void note_aliased_rows(const RelationshipProperty& relationship, Ptr<const OptionTree> options);
  [[nodiscard]] Ptr<const SelectState> with_eager_joins(const SelectState& statement) const;
  [[nodiscard]] Ptr<const SelectState> with_completed_rows(Ptr<const SelectState> select) const;
  void add_properties(const Adding& adding);
  void add_column_property(const Adding& adding, const ColumnProperty& property);
  void add_relationship(const Adding& adding, const RelationshipProperty& relationship);
  void add_contained(const Adding& adding, const RelationshipProperty& relationship,
                     const OptionTree::Branch& branch);
  void add_joined(const Adding& adding, const RelationshipProperty& relationship,
                  const OptionTree::Branch* branch);
  Entity target_of(const Entity& entity, const RelationshipProperty& relationship,
                   const OptionTree::Branch* branch) const;
  void add_join(const FromPtr& left, const JoinTargets& joined, EagerJoinKind kind,
                bool below_outer_join);

  ColumnList primary_;
  ColumnList secondary_;
  std::vector<EagerJoin> eager_joins_;
  ColumnList eager_order_by_;
  std::vector<Pending> pending_;
  // What relationships to aliased classes read where there are criteria for the classes in it.
  std::vector<std::pair<FromPtr, Ptr<const OptionTree>>> aliased_rows_;
  bool multiplies_rows_ = false;
  bool shares_columns_ = false;
  bool needs_all_rows_ = false;
  // Columns between primary and secondary ones that the order outside a subquery needs.
  mutable std::size_t order_columns_ = 0;
};

}  // namespace cupel
