#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/loading/fwd.hpp"
#include "cupel/orm/mapper/relationship_options.hpp"
#include "cupel/sql/expression/column_element.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

class KeyBuilder;

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
    bool innerjoin = false;
    bool contains_eager = false;
    ElementPtr alias;                         ///< of contains_eager: the entity that was joined
    ColumnPtr criterion;                      ///< of and_(): added to the ON clause
    std::optional<std::size_t> chunk_size;    ///< of selectinload
    Ptr<OptionTree> below;                    ///< what is said about the target; may be null
  };
  /// What is said about a column.
  enum class ColumnRule : std::uint8_t { load, defer, raise };

  OptionTree() = default;
  ~OptionTree() override;

  // -- reading ---------------------------------------------------------------------------------

  /// The branch of `relationship`, else the wildcard's, else null.
  [[nodiscard]] const Branch* branch(const Attribute& relationship) const noexcept;
  /// The strategy that holds for `relationship`, whose own one is `standard`.
  [[nodiscard]] Lazy strategy(const Attribute& relationship, Lazy standard) const noexcept;
  /// What is said about `column` with this key and deferred group; nullopt: nothing.
  [[nodiscard]] std::optional<ColumnRule> column_rule(const Attribute& column,
                                                      const std::string& group) const noexcept;
  [[nodiscard]] const std::vector<Branch>& branches() const noexcept { return branches_; }
  [[nodiscard]] bool empty() const noexcept {
    return branches_.empty() && columns_.empty() && groups_.empty() && !load_only_ && !all_columns_;
  }
  /// Adds all of it to the key of a statement; false when it must not be cached.
  bool append_cache_key(KeyBuilder& key) const;

  // -- building --------------------------------------------------------------------------------

  /// The branch of `relationship` (null: the wildcard), made if need be.
  Branch& edit_branch(const Attribute* relationship);
  /// The tree below the branch, made if need be.
  OptionTree& edit_below(const Attribute* relationship);
  void set_column(const Attribute& column, ColumnRule rule);
  void undefer_group(std::string group);
  /// Only the columns with ColumnRule::load are loaded (and the key).
  void set_load_only(bool raise) { load_only_ = raise ? ColumnRule::raise : ColumnRule::defer; }
  /// What holds for all columns: undefer("*"), raiseload of columns.
  void set_all_columns(ColumnRule rule) { all_columns_ = rule; }
  /// A copy that can be changed, branches included.
  [[nodiscard]] Ptr<OptionTree> copy() const;
  /// Lays `other` over this tree: what it says wins.
  void merge(const OptionTree& other);

 private:
  std::vector<Branch> branches_;
  std::vector<std::pair<const Attribute*, ColumnRule>> columns_;
  std::vector<std::string> groups_;
  std::optional<ColumnRule> load_only_;
  std::optional<ColumnRule> all_columns_;
};

}  // namespace cupel
