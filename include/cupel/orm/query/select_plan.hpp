#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cupel/dialect/fwd.hpp"
#include "cupel/engine/prepared_statement.hpp"
#include "cupel/orm/loading/entity_plan.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/sql/compiler/options.hpp"
#include "cupel/sql/expression/select.hpp"
#include "cupel/sql/traversal/cache_key.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// What may differ between two executions of one SELECT, beyond its parameters.
struct SelectPlanOptions {
  bool populate_existing = false;  ///< overwrite what is loaded
  bool eager_joins = true;         ///< false: lazy="joined" and joinedload() are left out
  SchemaTranslateMap schemas{};    ///< of the connection
  friend bool operator==(const SelectPlanOptions&, const SelectPlanOptions&) = default;
};

/// A SELECT of entities and columns for one dialect: the statement that is sent, and how its rows
/// become objects and values. SQLAlchemy's ORM compile state.
///
/// Immutable, kept in a cache by the structure of the statement; may be shared by threads.
class SelectPlan final : public RefCounted {
 public:
  /// One thing that was selected.
  struct Item {
    Ptr<const EntityPlan> entity;  ///< null: a column
    std::size_t cell = 0;          ///< of a column
    std::string key;               ///< its name in a row
  };

  /// `extracted`: the parameters of the statement's cache key.
  static Ptr<const SelectPlan> compile(const SelectState& statement, const Dialect& dialect,
                                       const SelectPlanOptions& options,
                                       std::span<const BindParameter* const> extracted);
  ~SelectPlan() override;

  [[nodiscard]] const PreparedStatement& prepared() const noexcept { return *prepared_; }
  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }
  /// A joined collection repeats the entities: the result has to be made unique.
  [[nodiscard]] bool needs_unique() const noexcept { return needs_unique_; }
  /// Some load (joined of a collection, subquery) needs all rows: they cannot be read in chunks.
  [[nodiscard]] bool needs_all_rows() const noexcept { return needs_all_rows_; }

 private:
  SelectPlan() = default;
  Ptr<const PreparedStatement> prepared_;
  std::vector<Item> items_;
  bool needs_unique_ = false;
  bool needs_all_rows_ = false;
};

namespace detail {

/// The options of a statement that concern `mapper` (`alias`: as this alias of it), as one tree;
/// null when there are none.
Ptr<const OptionTree> options_for(const SelectState::Parts& parts, const Mapper& mapper,
                                  const FromPtr& alias);
/// Throws ArgumentError for an option that begins with a class which the statement does not select.
void check_options(const SelectState::Parts& parts);
/// `statement` with the conditions of with_loader_criteria() put in, its subqueries included.
Ptr<const SelectState> with_criteria(const SelectState& statement);
/// An UPDATE or DELETE of rows of `mapper`, the same way.
ElementPtr dml_with_criteria(const ElementPtr& statement, const Mapper& mapper);
/// True when it has conditions of with_loader_criteria().
bool has_criteria(const SelectState& statement) noexcept;

/// `statement` as the Core SELECT that an execution would send: with the joins of eager loading and
/// without deferred columns. For printing, and for subqueries of a Query.
Ptr<const SelectState> lowered(const SelectState& statement, const SelectPlanOptions& options);

/// The plan for a statement: from the cache, or compiled into it.
/// `extracted` gets the statement's parameters in the order of its key.
Ptr<const SelectPlan> find_select_plan(const SelectState& statement, const Dialect& dialect,
                                       const SelectPlanOptions& options,
                                       std::vector<const BindParameter*>& extracted);

}  // namespace detail
}  // namespace cupel
