#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/relationships/fwd.hpp"
#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/sql/expression/from_clause.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

/// On which side the foreign key is.
enum class Direction : std::uint8_t { one_to_many, many_to_one, many_to_many };
[[nodiscard]] std::string_view direction_name(Direction direction) noexcept;  // "ONETOMANY", ...

/// Two columns that a join condition compares. Borrowed from their tables.
struct ColumnPair {
  const ColumnClause* local = nullptr;   ///< on the side of the parent (or the key referred to)
  const ColumnClause* remote = nullptr;  ///< on the other side
  friend bool operator==(const ColumnPair&, const ColumnPair&) = default;
};

/// A condition in which the columns of one side are replaced by parameters: what a lazy load runs.
struct LazyClause {
  struct Bound {
    const BindParameter* bind = nullptr;   ///< part of `criterion`
    const ColumnClause* column = nullptr;  ///< the column whose value it takes
  };
  ColumnPtr criterion;
  std::vector<Bound> binds;  ///< in the order of their first occurrence
  std::vector<ElementPtr> kept;
};

/// What to join: see RelationshipProperty::join().
struct JoinRequest {
  FromPtr source;  ///< stands for the parent's table (an alias); null: the table itself
  FromPtr target;  ///< stands for the target's table; null: the table itself
  bool alias_secondary = false;  ///< give the link table an anonymous alias
  bool alias_target = false;     ///< give the target an anonymous alias when none is given
  ColumnPtr extra;               ///< further criterion, in terms of the target's table; may be null
};

/// The parts of a join along a relationship.
struct JoinTargets {
  FromPtr source;
  FromPtr target;
  FromPtr secondary;        ///< null unless there is a link table
  ColumnPtr primaryjoin;    ///< source to target, or source to secondary
  ColumnPtr secondaryjoin;  ///< secondary to target; null without one
};

/// Marks the columns in `expression` as the foreign key's side of a join condition.
[[nodiscard]] ColumnPtr mark_foreign(const ColumnPtr& expression);
/// Marks the columns in `expression` as the target's side of a join condition.
[[nodiscard]] ColumnPtr mark_remote(const ColumnPtr& expression);

/// How two tables are joined by a relationship: finds the condition from the foreign keys, tells
/// which columns are foreign, remote and local, the direction, and the pairs that a flush copies.
///
/// Immutable once made, owned by its RelationshipProperty. Safe to read from several threads.
class JoinCondition {
 public:
  struct Input {
    std::string name;       ///< "User.addresses", for error texts
    FromPtr parent;         ///< the parent's table
    FromPtr child;          ///< the target's table, or what the relationship reads instead
    FromPtr child_table;    ///< the target's table; null: `child`
    FromPtr secondary;      ///< link table or null
    ColumnPtr primaryjoin;  ///< null: from the foreign keys
    ColumnPtr secondaryjoin;
    std::vector<const ColumnClause*> foreign_keys;  ///< empty: from the foreign keys
    std::vector<const ColumnClause*> remote_side;
    bool viewonly = false;
  };

  /// Throws NoForeignKeysError, AmbiguousForeignKeysError when the condition cannot be found;
  /// ArgumentError when foreign or remote columns cannot be told.
  explicit JoinCondition(const Input& input);

  [[nodiscard]] Direction direction() const noexcept { return direction_; }
  [[nodiscard]] const ColumnPtr& primaryjoin() const noexcept { return plain_primaryjoin_; }
  [[nodiscard]] const ColumnPtr& secondaryjoin() const noexcept { return plain_secondaryjoin_; }
  [[nodiscard]] const FromPtr& secondary() const noexcept { return secondary_; }
  /// Local column, remote column.
  [[nodiscard]] const std::vector<ColumnPair>& local_remote_pairs() const noexcept {
    return local_remote_pairs_;
  }
  /// Referred column (`local`), foreign key column (`remote`): the latter gets the former's value.
  [[nodiscard]] const std::vector<ColumnPair>& synchronize_pairs() const noexcept {
    return synchronize_pairs_;
  }
  /// The same between target and link table.
  [[nodiscard]] const std::vector<ColumnPair>& secondary_synchronize_pairs() const noexcept {
    return secondary_synchronize_pairs_;
  }
  [[nodiscard]] const std::vector<const ColumnClause*>& local_columns() const noexcept {
    return local_columns_;
  }
  [[nodiscard]] const std::vector<const ColumnClause*>& remote_columns() const noexcept {
    return remote_columns_;
  }
  [[nodiscard]] const std::vector<const ColumnClause*>& foreign_columns() const noexcept {
    return foreign_columns_;
  }

  /// The condition with the parent's columns (or, reversed, the target's) as parameters.
  [[nodiscard]] LazyClause lazy_clause(bool reverse) const;
  /// The condition adapted to aliases of its tables.
  [[nodiscard]] JoinTargets join(const JoinRequest& request) const;

 private:
  void determine_joins(const Input& input);
  void annotate_foreign(const Input& input);
  void annotate_remote(const Input& input);
  void annotate_local(const Input& input);
  void determine_direction(const Input& input);
  void collect_pairs(const Input& input);
  void check_foreign_columns(const Input& input) const;

  FromPtr parent_;
  FromPtr child_;
  FromPtr child_table_;
  FromPtr secondary_;
  ColumnPtr primaryjoin_;  // columns annotated foreign, remote, local
  ColumnPtr secondaryjoin_;
  ColumnPtr plain_primaryjoin_;
  ColumnPtr plain_secondaryjoin_;
  std::vector<ColumnPair> local_remote_pairs_;
  std::vector<ColumnPair> synchronize_pairs_;
  std::vector<ColumnPair> secondary_synchronize_pairs_;
  std::vector<const ColumnClause*> local_columns_;
  std::vector<const ColumnClause*> remote_columns_;
  std::vector<const ColumnClause*> foreign_columns_;
  Direction direction_ = Direction::one_to_many;
};

}  // namespace cupel
