#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/loading/fwd.hpp"
#include "cupel/orm/loading/user_defined_option.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/mapper/relationship_options.hpp"
#include "cupel/sql/expression/column_element.hpp"
#include "cupel/sql/expression/from_clause.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

class KeyBuilder;

/// How joined loading joins.
enum class EagerJoinKind : std::uint8_t {
  outer,     ///< LEFT OUTER JOIN
  inner,     ///< JOIN; below an outer join in parentheses on its right side
  unnested,  ///< JOIN; below an outer join a LEFT OUTER JOIN like the others
};

/// What with_loader_criteria() says: a condition for every appearance of some classes.
///
/// Immutable, shared by statements and by the objects that they load.
struct LoaderCriteria {
  std::function<bool(const Mapper&)> applies;
  /// The condition in terms of the mapper's table.
  std::function<ColumnPtr(const Mapper&)> condition;
  bool include_aliases = false;  ///< also for aliased() appearances
  bool propagate_to_loaders = true;
};

/// What a query says about loading one entity and what hangs on it: the options of a statement,
/// sorted by where they apply. A tree, since an option may reach over several relationships.
///
/// Immutable once the statement has it; shared by the statement and the objects it loads, which use
/// it for their own later loads.
class OptionTree final : public RefCounted {
 public:
  /// What is said about one relationship.
  struct Branch {
    const Attribute* relationship = nullptr;  ///< null: the wildcard "*"
    std::optional<Lazy> strategy;             ///< nullopt: its own (defaultload)
    EagerJoinKind join = EagerJoinKind::outer;
    bool contains_eager = false;
    FromPtr target;                         ///< of_type(): what stands for the target's table
    ColumnPtr criterion;                    ///< of and_(): added to the ON clause
    std::optional<std::size_t> chunk_size;  ///< of selectinload
    std::optional<int> recursion_depth;     ///< levels below this one; -1: without end
    std::optional<std::size_t> top;         ///< members per parent at most
    Ptr<OptionTree> below;                  ///< what is said about the target; may be null
  };
  using Criteria = std::vector<std::shared_ptr<const LoaderCriteria>>;
  /// What is said about a column.
  enum class ColumnRule : std::uint8_t { load, defer, raise };

  OptionTree();
  ~OptionTree() override;

  // -- reading ---------------------------------------------------------------------------------

  /// The branch of `relationship`, else the wildcard's, else null.
  [[nodiscard]] const Branch* branch(const Attribute& relationship) const noexcept;
  /// The strategy that holds for `relationship`, whose own one is `standard`.
  [[nodiscard]] Lazy strategy(const Attribute& relationship, Lazy standard) const noexcept;
  /// What is said about `column` with this key and deferred group; nullopt: nothing.
  [[nodiscard]] std::optional<ColumnRule> column_rule(const Attribute& column,
                                                      const std::string& group) const noexcept;
  /// The expression given for a query_expression; null: none.
  [[nodiscard]] ColumnPtr expression(const Attribute& column) const noexcept;
  [[nodiscard]] const std::vector<Branch>& branches() const noexcept { return branches_; }
  [[nodiscard]] const Criteria& criteria() const noexcept { return criteria_; }
  [[nodiscard]] const std::vector<UserDefinedOptionPtr>& user_defined() const noexcept {
    return user_defined_;
  }
  /// The conditions of criteria() for an appearance of `mapper`, ANDed; null: none. `is_alias`: it
  /// is not the class itself but an alias of it.
  [[nodiscard]] ColumnPtr criteria_for(const Mapper& mapper, bool is_alias) const;
  /// What holds for the target of a relationship about which `branch` (or nothing, null) is said:
  /// the tree below it, with what holds everywhere. Null when nothing does.
  [[nodiscard]] Ptr<const OptionTree> target_options(const Branch* branch) const;
  /// Relationships between the statement's entity and this one.
  [[nodiscard]] std::uint32_t depth() const noexcept { return depth_; }
  [[nodiscard]] bool empty() const noexcept;
  /// Adds all of it to the key of a statement; false when it must not be cached, because it holds
  /// values that the statement's parameters do not.
  bool append_cache_key(KeyBuilder& key) const;

  // -- building --------------------------------------------------------------------------------

  /// The branch of `relationship` (null: the wildcard), made if need be.
  Branch& edit_branch(const Attribute* relationship);
  /// The tree below the branch, made if need be.
  OptionTree& edit_below(const Attribute* relationship);
  void set_column(const Attribute& column, ColumnRule rule);
  void undefer_group(std::string group);
  void set_expression(const Attribute& column, ColumnPtr expression);
  void add_criteria(std::shared_ptr<const LoaderCriteria> criteria);
  void add_user_defined(UserDefinedOptionPtr option);
  /// The strategy of every relationship, here and below, that nothing else is said about.
  void set_everywhere(Lazy strategy);
  /// Only the columns with ColumnRule::load are loaded (and the key).
  void set_load_only(bool raise);
  /// What holds for all columns: undefer("*"), raiseload of columns.
  void set_all_columns(ColumnRule rule);
  /// A copy that can be changed, branches included.
  [[nodiscard]] Ptr<OptionTree> copy() const;
  /// Lays `other` over this tree: what it says wins.
  void merge(const OptionTree& other);

 private:
  std::vector<Branch> branches_;
  std::vector<std::pair<const Attribute*, ColumnRule>> columns_;
  std::vector<std::string> groups_;
  std::vector<std::pair<const Attribute*, ColumnPtr>> expressions_;
  Criteria criteria_;
  std::vector<UserDefinedOptionPtr> user_defined_;
  std::optional<Lazy> everywhere_;
  std::uint32_t depth_ = 0;
  std::optional<ColumnRule> load_only_;
  std::optional<ColumnRule> all_columns_;
};

/// The options of the statement that made the object, for its later loads; null: none.
[[nodiscard]] const OptionTree* options_of(const Instance& instance) noexcept;

}  // namespace cupel
