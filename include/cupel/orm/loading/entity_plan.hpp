#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/relationship_options.hpp"
#include "cupel/sql/expression/from_clause.hpp"
#include "cupel/types/codec.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

class RelationshipProperty;

/// How one entity is read from the rows of one statement: which cell goes into which member, where
/// the key stands, and what is loaded along with it.
///
/// Made with the statement and cached with it. Immutable; safe to share between threads.
class EntityPlan final : public RefCounted {
 public:
  static constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;
  /// What needs no decoder where the cell is of the kind.
  enum class Direct : std::uint8_t { none, int64, text };
  /// A column that is read into a member.
  struct Column {
    Decoder decoder;
    const Attribute* attribute;
    std::uint32_t offset;       ///< of the value in the object
    std::uint16_t cell;         ///< in the row
    Direct direct;              ///< the cell is the value of a member of this type
    std::uint32_t slot_offset;  ///< of its slot in the object; kNoSlot for a plain member
  };
  /// A relationship whose target stands in the same rows (a joined load, contains_eager).
  struct Joined {
    const RelationshipProperty* relationship;
    Ptr<const EntityPlan> target;
  };
  /// A relationship that is loaded for all parents together when the rows are read.
  struct Later {
    const RelationshipProperty* relationship = nullptr;
    Lazy strategy = Lazy::selectin;
    Ptr<const OptionTree> options;  ///< of the statement, at the parent; may be null
    std::vector<const Mapper*>
        path;  ///< mappers that the load came through, for cycles of eagerness
    /// Relationships from an entity of the statement that subquery loading starts from to this one,
    /// which is the last.
    std::vector<const RelationshipProperty*> chain;
    FromPtr chain_start;  ///< what stands for that entity's table; null: the table
  };

  EntityPlan(const Mapper& mapper, Ptr<const OptionTree> options);
  ~EntityPlan() override;

  /// Reads `property` from cell `cell` of the row. Columns of the key make the identity as well.
  void add_column(const ColumnProperty& property, const Decoder& decoder, std::uint16_t cell);
  void add_joined(Joined joined);
  void add_later(Later later);
  /// A column of the class that these rows do not have: it is loaded when it is read.
  void add_deferred(const Attribute& attribute);
  /// An attribute that is NULL in objects of these rows, without a column.
  void add_null(const Attribute& attribute);
  /// How many relationships away from the statement's entities it is.
  void set_depth(std::uint32_t depth) noexcept { depth_ = depth; }
  /// Overwrites what is loaded already.
  void set_populate_existing(bool value) noexcept { populate_existing_ = value; }

  [[nodiscard]] const Mapper& mapper() const noexcept { return *mapper_; }
  [[nodiscard]] std::span<const Column> columns() const noexcept;
  [[nodiscard]] std::span<const Attribute* const> deferred() const noexcept;
  [[nodiscard]] std::span<const Attribute* const> nulls() const noexcept;
  [[nodiscard]] std::uint32_t depth() const noexcept { return depth_; }
  [[nodiscard]] std::span<const Joined> joined() const noexcept;
  [[nodiscard]] std::span<const Later> later() const noexcept;
  /// For each column of the primary key its place among columns(). Empty when a key column is not
  /// selected: then nothing can be loaded.
  [[nodiscard]] std::span<const std::uint16_t> key() const noexcept;
  [[nodiscard]] bool populate_existing() const noexcept { return populate_existing_; }
  /// What the objects remember for their own later loads; may be null.
  [[nodiscard]] const Ptr<const OptionTree>& options() const noexcept { return options_; }

 private:
  const Mapper* mapper_;
  Ptr<const OptionTree> options_;
  std::vector<Column> columns_;
  std::vector<const Attribute*> deferred_;
  std::vector<const Attribute*> nulls_;
  std::uint32_t depth_ = 0;
  std::vector<std::uint16_t> key_;
  std::vector<Joined> joined_;
  std::vector<Later> later_;
  bool populate_existing_ = false;
};

}  // namespace cupel
