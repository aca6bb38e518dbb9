#pragma once

#include <memory>
#include <span>

#include "cupel/orm/loading/entity_compiler.hpp"
#include "cupel/orm/loading/entity_loader.hpp"
#include "cupel/orm/loading/entity_plan.hpp"
#include "cupel/orm/loading/load_context.hpp"

namespace cupel {

/// A load that follows the rows of a statement.
struct LaterLoad {
  LoadContext& context;
  const EntityPlan::Later& later;
  std::shared_ptr<const LoadSource> source;  ///< of those rows; may be null
  /// Replaces what the parents have loaded; else only those without it get the relationship, though
  /// the rows are read for all.
  bool overwrite;

  [[nodiscard]] const OptionTree::Branch* branch() const;
  /// The entity that the load selects.
  [[nodiscard]] EntityCompiler::Entity target() const;
  /// What the options say about the target's rows: and_() and with_loader_criteria(). In terms of
  /// RelationshipProperty::target_from().
  [[nodiscard]] ColumnPtr criterion() const;
  /// Gives the parent what was loaded for it.
  void set(Instance& parent, std::span<Instance* const> found) const;
};

/// Fills a relationship of all these parents, which one statement has loaded.
void load_relationship(const LaterLoad& load, std::span<Instance* const> parents);

/// The strategies behind it.
void load_selectin(const LaterLoad& load, std::span<Instance* const> parents);
void load_subquery(const LaterLoad& load, std::span<Instance* const> parents);
void load_immediate(const LaterLoad& load, std::span<Instance* const> parents);

}  // namespace cupel
